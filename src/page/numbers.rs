//! Numbers the pages of a document: front matter apart, the body from 1.

use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::Arc;

use super::layout::PartLayout;
use crate::tree::{PageNumbering, PartNumbers, SheetNumbers};
use crate::unit::Point;

/// How a document's parts are numbered, and where its anchors stand.
pub struct DocumentNumbers {
    /// The index of each part's first page in the document, from 0.
    pub starts: Vec<usize>,
    pub parts: Vec<PartNumbers>,
    /// The number of pages of the document.
    pub total: usize,
}

impl DocumentNumbers {
    pub fn of<L: Deref<Target = PartLayout>>(parts: &[L]) -> DocumentNumbers {
        let mut numbers =
            DocumentNumbers { starts: Vec::with_capacity(parts.len()), parts: Vec::new(), total: 0 };
        for run in parts.chunk_by(|one, next| one.matter == next.matter) {
            let numbering = run.iter().find_map(|part| numbering(part)).unwrap_or_default();
            let last = run.iter().map(|part| part.pages.pages.len()).sum::<usize>() as u32;
            let mut first = 1;
            for ((index, part), sheet) in run.iter().enumerate().zip(sheets(run)) {
                numbers.starts.push(numbers.total);
                let begins = index == 0 && run.len() < parts.len();
                numbers.parts.push(PartNumbers { first, last, numbering, begins, sheet });
                numbers.total += part.pages.pages.len();
                first += part.pages.pages.len() as u32;
            }
        }
        numbers
    }

    /// The page of each anchor, counted from 0 in the document, and its point there.
    pub fn places<L: Deref<Target = PartLayout>>(&self, parts: &[L]) -> HashMap<Arc<str>, (usize, Point)> {
        let mut places = HashMap::new();
        for (part, start) in parts.iter().zip(&self.starts) {
            for anchor in &part.anchors {
                places.entry(anchor.id.clone()).or_insert((start + anchor.page, anchor.at));
            }
        }
        places
    }

    /// The number of the page that each anchor stands on, as it is printed there.
    pub fn anchors<L: Deref<Target = PartLayout>>(&self, parts: &[L]) -> BTreeMap<Arc<str>, String> {
        let mut printed = BTreeMap::new();
        for (part, numbers) in parts.iter().zip(&self.parts) {
            for anchor in &part.anchors {
                let number = numbers.first + anchor.page as u32;
                printed.entry(anchor.id.clone()).or_insert_with(|| numbers.numbering.write(number));
            }
        }
        printed
    }
}

/// How the pages of each part are counted within its sheet.
fn sheets<L: Deref<Target = PartLayout>>(parts: &[L]) -> Vec<SheetNumbers> {
    let mut numbers = Vec::with_capacity(parts.len());
    for sheet in parts.chunk_by(|one, next| one.sheet.is_some() && one.sheet == next.sheet) {
        let last = sheet.iter().map(|part| part.pages.pages.len()).sum::<usize>() as u32;
        let mut first = 1;
        for part in sheet {
            numbers.push(SheetNumbers { first, last });
            first += part.pages.pages.len() as u32;
        }
    }
    numbers
}

/// The counter style of the first page that shows its number.
fn numbering(part: &PartLayout) -> Option<PageNumbering> {
    part.styles.iter().find_map(|name| part.page_styles.get(name.as_deref()).numbering())
}
