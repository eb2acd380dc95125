//! Findings about the input, as data. One file per rendering.
//!
//! A [`Diagnostic`] carries both languages, so that whoever renders it chooses
//! (`--lang`), and points into a source by byte range; line and column are
//! worked out when it is shown.

pub mod catalogue;
mod code;
mod diagnostic;
mod fact;
mod file;
mod nearest;
mod place;
mod render;
mod severity;
mod sources;
mod text;
mod wrap;

pub use code::{Code, Failure};
pub use diagnostic::{Diagnostic, Edit, Related};
pub use fact::{Fact, facts};
pub use file::{file_error, file_reason};
pub use nearest::{did_you_mean, nearest, nearest_few};
pub use place::{Place, Span};
pub use render::{Format, render, visible};
pub use severity::Severity;
pub use sources::{LineColumn, LineIndex, Sources, position};
pub use text::{Lang, Text, count_of};
pub use wrap::{cut, cut_to, width, wrap};
