//! Bookmarks of rows, by which a row is known again when the file comes back changed.
//!
//! They are hidden, since their names begin with `_`, and empty, so that nobody types into them.

use crate::hash::{QuickSet, stable};
use crate::index::Id;
use crate::tree::RowId;

/// Twelve hexadecimal digits.
const DIGITS: u64 = (1 << 48) - 1;

/// The bookmark of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowMark {
    /// Its place among all row marks of the document.
    pub place: u32,
    digits: u64,
}

impl RowMark {
    pub fn name(self) -> String {
        format!("_gw_{:012x}", self.digits)
    }
}

/// The bookmarks of all rows of a document.
#[derive(Default)]
pub struct RowMarks {
    taken: QuickSet<u64>,
}

impl RowMarks {
    pub fn len(&self) -> usize {
        self.taken.len()
    }

    /// The mark of a row: the same in each document that shows the part, unless another row of this one has it.
    pub fn add(&mut self, part: &str, row: RowId) -> RowMark {
        let place = self.taken.len() as u32;
        let name = format!("{part}\n{}", row.index());
        let mut digits = digits_of(&name);
        let mut tries = 0;
        while !self.taken.insert(digits) {
            tries += 1;
            digits = digits_of(&format!("{name}\n{tries}"));
        }
        RowMark { place, digits }
    }
}

fn digits_of(name: &str) -> u64 {
    let hash = stable(name);
    (hash ^ (hash >> 48)) & DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_mark_of_its_own() {
        let (mut one, mut other) = (RowMarks::default(), RowMarks::default());
        let row = RowId::new;
        let first = one.add("position.html 采购部/采购员", row(0));
        assert_eq!(first.name().len(), "_gw_".len() + 12);
        assert_ne!(first.name(), one.add("position.html 采购部/采购员", row(1)).name());
        assert_ne!(first.name(), one.add("position.html 采购部/采购员", row(0)).name());
        other.add("cover.html", row(0));
        assert_eq!(first.name(), other.add("position.html 采购部/采购员", row(0)).name());
        assert_eq!((one.len(), other.len()), (3, 2));
    }
}
