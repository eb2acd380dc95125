//! Lays a tree out on pages.

mod frame;

pub use frame::*;
