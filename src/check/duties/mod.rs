//! Checks duties across positions: repeated ones, and departmental ones that no position carries.

mod near;
mod repeated;
mod uncarried;

pub use repeated::repeated;
pub use uncarried::uncarried;
