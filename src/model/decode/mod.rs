//! Decodes nodes into records, collecting every mistake.

mod date;
mod decoder;
mod fields;
mod handbook;
mod labelled;
mod number;
mod position;
mod read;
mod scalar;
mod slips;

pub use decoder::{Decoder, MAX_ITEMS, MAX_TEXT};
pub use handbook::{empty, handbook};
pub use position::position;
