//! Compares two handbooks: which positions are new, gone, renamed or moved, and what each key of the others said before and says
//! now.
//!
//! It compares what files mean, not their lines: positions are known again by their codes and titles, items of lists by their
//! texts, and what neither tells by likeness. Equal handbooks have no differences, however their files are written.

mod compare;
mod comparison;
mod difference;
mod items;
mod positions;
mod staffing;
mod summary;
#[cfg(test)]
mod tests;
mod words;

pub use compare::compare;
pub use comparison::{
    ComparedRow, ComparedSubject, Comparison, DepartmentSummary, EventCounts, RowMark, RowMarks, SubjectKind,
};
pub use difference::{
    Difference, DifferenceKind, HandbookDifferences, PositionDifferences, PositionEvent, PositionPlace,
};
pub use summary::summary;
#[cfg(feature = "cli")]
pub use words::unified;
pub use words::{WordChange, WordSegment, words};
