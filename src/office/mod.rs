//! Reads documents and workbooks of other programs to blocks: text, tables, and what they say of their structure.
//!
//! Nothing is interpreted here: what a block means is the task of `import`.

mod block;
pub mod docx;
mod fault;
mod limits;

pub use block::*;
