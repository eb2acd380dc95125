//! A mistake of a line, and what mends it.

use super::copy::Change;
use super::fault::SyntaxFinding;

/// A mistake, and what mends it in the working copy.
pub(super) struct MendedLine {
    pub finding: SyntaxFinding,
    pub changes: Vec<Change>,
    /// Whether the line stands elsewhere than its author saw it, so that it may be out of line now.
    pub moved: bool,
}

impl MendedLine {
    /// What mends the copy mends the file too.
    pub fn new(finding: SyntaxFinding, changes: Vec<Change>) -> MendedLine {
        MendedLine { finding: finding.mended_by(&changes), changes, moved: false }
    }

    pub fn moved(self) -> MendedLine {
        MendedLine { moved: true, ..self }
    }
}
