//! A mistake in a line, with the changes that mend it.

use super::copy::Change;
use super::fault::SyntaxFinding;

/// A mistake, with the changes of the working copy that mend it.
pub(super) struct MendedLine {
    pub finding: SyntaxFinding,
    pub changes: Vec<Change>,
    /// Whether the changes move the line to another column, so that it may no longer line up.
    pub moved: bool,
}

impl MendedLine {
    /// The changes mend the file too.
    pub fn new(finding: SyntaxFinding, changes: Vec<Change>) -> MendedLine {
        MendedLine { finding: finding.mended_by(&changes), changes, moved: false }
    }

    pub fn moved(self) -> MendedLine {
        MendedLine { moved: true, ..self }
    }
}
