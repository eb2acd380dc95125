//! Renders a handbook through a template set: one markup text for each part.
//!
//! - A set reads nothing outside its own folder but the built-in sets.
//! - Data is always escaped; nothing in it can become markup or template code.
//! - An undefined name is an error, and an endless template runs out of fuel. A program can also halt templates that
//!   use too much memory, stack or time ([`take`], [`stopped`], [`oldest`]), as gangwei does. Without that, fuel is
//!   the only limit.
//! - An error of a part, in its template or in its markup, points at the line of the template and names the position
//!   for which it was rendered.

mod bounds;
mod builtin;
mod chart;
mod chinese;
mod comparison;
mod context;
mod engine;
mod error;
mod escape;
mod finding;
mod halt;
mod manifest;
#[cfg(feature = "serve")]
mod marks;
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
mod selection;
mod separator;
mod set;
#[cfg(test)]
mod tests;
mod value;

pub use builtin::BUILT_IN;
pub use chinese::chinese_date;
pub use context::{Constants, Data, OutputScope};
pub use finding::{PartFinding, gather};
pub use halt::{Cause, note_overflow, set_reach};
pub use manifest::{Balance, Each, Fit, Manifest, OutputKind, PartRule, PartSubjects};
#[cfg(feature = "serve")]
pub use marks::DataStretch;
pub use meter::take;
pub use parameters::{Parameters, SetParameter, parameters, unfit};
pub use prose::{Prose, prose};
pub use render::{Job, Renderer};
pub use retrace::Retrace;
pub use running::{RunningTemplate, oldest, overflown, stopped};
pub use schema::known;
pub use selection::{Selected, Selection};
pub use set::{Folder, Set, SetChoice};
#[cfg(feature = "cli")]
pub use set::{SetFault, description, files, known_sets, read_all, too_large};
pub use value::{OutputExtent, ParameterValue};

pub use crate::model::labels::{LABELS, Labels, labels};
