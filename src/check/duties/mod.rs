//! Duties across positions: written twice, or carried by nobody.

mod near;
mod repeated;
mod uncarried;

pub use repeated::repeated;
pub use uncarried::uncarried;
