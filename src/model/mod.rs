//! Turns a project's YAML into a [`Handbook`], or into every mistake at once.

mod carriers;
mod choice;
mod circles;
mod content;
mod decode;
mod headcount;
mod hint;
pub mod keys;
pub mod labels;
pub mod likeness;
mod load;
mod mistake;
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
pub use headcount::{Headcount, range_mark};
#[cfg(feature = "cli")]
pub use load::load_handbook;
pub use load::{is_position_file, load, load_in};
pub use records::{
    APPROVAL, Approval, DEPARTMENT, DUTY, Department, Duty, HANDBOOK, Handbook, KPI, Keyed, PDF, POSITION,
    Position, REVISION, Revision, SUPERIORS, TABLES, Wording,
};
pub use reporting::{LineKind, Reporting, ReportingLine, Roster, Superior, folded, over_withdrawn};
pub use value::{Entries, Joiner, Labelled, Passage, Spanned, Str};

pub(crate) use crate::yaml::{is_chinese_quote, is_quote};

use crate::diag::{Diagnostic, Sources};

/// A project, as far as it could be read.
#[derive(Debug)]
pub struct Loaded {
    /// To be used only where no diagnostic is an error.
    pub handbook: Handbook,
    /// The files that were read, for excerpts in messages.
    pub sources: Sources,
    /// By path, then by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the handbook and every position are here, though values of theirs may have mistakes.
    complete: bool,
}

/// How much of a project could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Completeness {
    /// Files or positions are missing.
    Part,
    /// The handbook and every position are here, but values of theirs are missing.
    Positions,
    /// There was no error.
    Whole,
}

impl Loaded {
    pub fn extent(&self) -> Completeness {
        match (self.complete, self.diagnostics.iter().any(Diagnostic::is_error)) {
            (false, _) => Completeness::Part,
            (true, true) => Completeness::Positions,
            (true, false) => Completeness::Whole,
        }
    }
}
