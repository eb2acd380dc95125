//! What each code means: why a finding is told, what mends it, and an example.
//!
//! `gangwei explain`, the table of codes and the rules of a SARIF log read it. The texts stand in the Markdown
//! files of this folder, one a subject.
//!
#![doc = include_str!("../../../docs/codes.md")]

mod chapters;
mod example;
mod explanation;
mod read;
mod table;

pub use chapters::{chapters, explanations, find};
pub use example::Example;
pub use explanation::{Bilingual, Chapter, Explanation, choose};
pub use table::table;
