//! Fills in the numbers of pages that contents and indexes show.
//!
//! A number is known once its document is laid out, and may change where the numbers fill another line. So
//! the parts that show some are laid out again, three times at most.

use std::sync::Arc;

use rayon::prelude::*;

use crate::page::{self, Numbers, PartLayout};
use crate::text::Fonts;
use crate::tree::{has_page_numbers, with_page_numbers};

use super::fit::Sheets;

const MOST_PASSES: usize = 3;

/// Fills the numbers of every output's pages into the parts that refer to them.
pub fn resolve(sheets: &mut Sheets, fonts: &Fonts) {
    let refers: Vec<bool> = sheets.parts.distinct.par_iter().map(|part| has_page_numbers(part)).collect();
    for output in 0..sheets.parts.of.len() {
        let shown = sheets.parts.shown(output);
        let referring: Vec<usize> = shown.iter().copied().filter(|&index| refers[index]).collect();
        if !referring.is_empty() {
            resolve_one(sheets, &shown, &referring, fonts);
        }
    }
}

/// The same for one output, of the parts that it shows and those of them that refer to pages.
fn resolve_one(sheets: &mut Sheets, shown: &[usize], referring: &[usize], fonts: &Fonts) {
    let mut before = None;
    for _ in 0..MOST_PASSES {
        let layouts: Vec<Arc<PartLayout>> =
            shown.iter().map(|&index| sheets.layouts[index].clone()).collect();
        let numbers = Numbers::of(&layouts).anchors(&layouts);
        if before.as_ref() == Some(&numbers) {
            break;
        }
        let again: Vec<_> = referring
            .par_iter()
            .map(|&index| {
                let part = with_page_numbers(&sheets.parts.distinct[index], &numbers);
                let layout = page::layout(&part, fonts);
                (index, Arc::new(part), Arc::new(layout))
            })
            .collect();
        for (index, part, layout) in again {
            sheets.parts.distinct[index] = part;
            sheets.layouts[index] = layout;
        }
        before = Some(numbers);
    }
}
