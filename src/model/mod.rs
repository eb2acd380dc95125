//! Turns a project's YAML into a [`Handbook`], or into every mistake at once.

mod carriers;
mod choice;
mod circles;
mod content;
mod decode;
mod digest;
mod expected;
mod file;
mod headcount;
mod hint;
mod ids;
pub mod keys;
pub mod labels;
pub mod likeness;
mod load;
mod loaded;
mod mistake;
mod names;
mod newcomer;
mod order;
mod records;
mod reporting;
pub mod schema;
mod shape;
pub mod skeleton;
mod spelling;
mod value;

pub use carriers::DutyWords;
pub use choice::{ArchiveLevel, CheckLevel, Language, Status};
pub use circles::circles;
pub use content::FileContent;
pub use digest::position_digest;
pub use file::{KnownFiles, positions_of};
pub use headcount::{Headcount, range_mark};
pub use ids::{file_of_id, parted_id, position_ids};
pub use load::{HANDBOOKS, is_position_file, load, load_alone, load_in};
#[cfg(feature = "cli")]
pub use load::{IMPORT_MAPPING, load_handbook};
#[cfg(feature = "serve")]
pub use load::{is_of_positions, is_read};
pub use loaded::{Completeness, Loaded};
pub use names::ProjectNames;
#[cfg(feature = "serve")]
pub use names::file_stem;
#[cfg(feature = "cli")]
pub use names::name_fault;
pub use records::{
    APPROVAL, Approval, DEPARTMENT, DOCX, DUTY, Department, Duty, HANDBOOK, Handbook, Held, KPI, KeyPath,
    Keyed, PDF, POSITION, Position, REVISION, Revision, SUPERIORS, TABLES, TASK, Task, Wording,
};
pub use reporting::{LineKind, Reporting, ReportingLine, Roster, Superior, folded, over_withdrawn};
pub use value::{Entries, Joiner, Labelled, Passage, Spanned, Str};

pub use spelling::SPELLING;

pub(crate) use crate::yaml::{is_chinese_quote, is_quote};
