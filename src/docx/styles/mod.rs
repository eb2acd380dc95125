//! The document's styles: every style name of the tree becomes a style of Word's.
//!
//! - A named style looks like its specimen, which the style sheet makes, never like its first use; so the same name
//!   means the same in every file of a template set. A name without a specimen looks like the body text.
//! - `Normal` is the body text. Paragraphs without a name are headings and captions by their role, and else `Normal`.
//! - A paragraph that looks otherwise than its style has a variant of it, which says only the difference and is
//!   called after it; a run that looks otherwise than its paragraph has a character style. So the body's own
//!   formatting is left for what only a place can know: page breaks, what stays together, room at the edges.

mod book;
mod difference;
mod part;
mod runs;
mod style;
mod uses;

pub use book::{StyleBook, rule_room};
pub use style::{RunUse, StyleId, latin_as_needed};
