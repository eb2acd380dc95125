//! Reads documents and workbooks of other programs to blocks: text, tables, and what they say of their structure.
//!
//! Nothing is interpreted here: what a block means is the task of `import`.

mod block;
pub mod csv;
pub mod data;
pub mod docx;
mod fault;
mod found;
mod limits;
mod open;
mod package;
mod properties;
pub mod workbook;
mod xml;

pub use block::*;
pub use open::read;
