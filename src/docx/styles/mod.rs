//! The document's styles: every style name of the tree becomes a style in Word.
//!
//! - A named style looks like its specimen, which the style sheet makes, never like its first use. So the same name
//!   means the same in every file of a template set. A name without a specimen looks like the body text.
//! - `Normal` is the body text. A paragraph without a style name has the style of its role (heading, caption), or
//!   else `Normal`.
//! - A paragraph that looks different from its style has a variant of it, which states only the difference and is
//!   named after it. A run that looks different from its paragraph has a character style. So direct formatting is
//!   left for what depends on the place: page breaks, what is kept together, space at the edges.

mod book;
mod difference;
mod part;
mod runs;
mod style;
mod uses;

pub use book::{StyleBook, rule_room};
pub use style::{RunUse, StyleId, latin_as_needed};
