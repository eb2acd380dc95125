//! The data that a document carries: a small project, from which the document can be made again, and what made it.
//!
//! [`CarriedTexts`] picks of a project what a document shows; [`CarriedProject::to_docx`]
//! puts it into a DOCX; [`read()`] takes it out of one again, and believes nothing of it.
//!
//! Comments of authors are never carried, nor are positions that the document does not show: of the superiors,
//! subordinates and peers that its texts name, only what it takes to name them.

mod document;
mod lines;
mod names;
mod near;
mod read;
mod texts;
mod write;

pub use document::{CarriedFile, CarriedPosition, CarriedProject, Shown, TemplateStamp};
pub use names::PROGRAM_VERSION;
pub use near::near_files;
pub use read::{CarriedDocument, Origin, Properties, read};
pub use texts::{Carried, CarriedTexts};
