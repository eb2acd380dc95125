//! Renders a handbook through a template set: one markup text for each part.
//!
//! - A set reads nothing outside its own folder but the built-in sets.
//! - Data is always escaped; nothing in it can become markup or template code.
//! - An undefined name is an error, and a template that does not end runs out of fuel; for what fuel does not see, one
//!   that takes too much memory, stack or time is [`stopped`] by a program that asks for it ([`take`], [`oldest`]), as
//!   gangwei's does from its allocator. Whoever uses the library without asking has the limit of fuel alone.
//! - Whatever is wrong with a part, in its template or in the markup it gave, points at the
//!   line of the template, and says for which position it was rendered.

mod bounds;
mod builtin;
mod chart;
mod chinese;
mod context;
mod engine;
mod error;
mod escape;
mod finding;
mod manifest;
mod meter;
mod organisation;
mod parameters;
mod people;
mod pinyin;
mod prose;
mod render;
mod retrace;
mod running;
mod schema;
mod separator;
mod set;
#[cfg(test)]
mod tests;
mod value;

pub use builtin::{BUILT_IN, BuiltIn};
pub use chinese::{chinese_date, chinese_number, chinese_ordinal, join_chinese};
pub use context::{Constants, Data, Scope, Selected, Selection};
pub use finding::{Finding, Subject, gather};
pub use manifest::{Balance, Each, Fit, Kind, Manifest, PartRule};
pub use meter::take;
pub use parameters::{Parameter, Parameters, parameters, unfit};
pub use prose::{Prose, prose};
pub use render::{Job, Renderer};
pub use retrace::Retrace;
pub use running::{Cause, Running, note_overflow, oldest, overflown, set_reach, stopped};
pub use schema::known;
pub use set::{Choice, Fault, Folder, Set, description, files, known_sets, read_all, too_large};
pub use value::{Extent, ParameterValue};

pub use crate::model::labels::{LABELS, Labels, labels};
