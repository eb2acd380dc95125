//! A mistake of a line, and what mends it.

use super::copy::Change;
use super::fault::Finding;

/// A mistake, and what mends it in the working copy.
pub(super) struct Mended {
    pub finding: Finding,
    pub changes: Vec<Change>,
    /// Whether the line stands elsewhere than its author saw it, so that it may be out of line now.
    pub moved: bool,
}

impl Mended {
    /// What mends the copy mends the file too.
    pub fn new(finding: Finding, changes: Vec<Change>) -> Mended {
        Mended { finding: finding.mended_by(&changes), changes, moved: false }
    }

    pub fn moved(self) -> Mended {
        Mended { moved: true, ..self }
    }
}
