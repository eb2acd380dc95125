//! Fills in the page numbers of contents and indexes.
//!
//! The numbers are known after the document is laid out, but may change if they fill another line. So the parts that
//! show them are laid out again, at most three times.

use std::sync::Arc;

use rayon::prelude::*;

use crate::page::{self, DocumentNumbers, PartLayout};
use crate::text::Fonts;
use crate::tree::{has_page_numbers, with_page_numbers};

use super::draft::PartDraft;

const MOST_PASSES: usize = 3;

/// Fills in the page numbers of an output in the drafts that show some.
///
/// `ready` has the layouts of the output's other parts; the drafts belong at `places`.
pub fn resolve(ready: &[Option<Arc<PartLayout>>], places: &[usize], drafts: &mut [PartDraft], fonts: &Fonts) {
    let refers: Vec<bool> = drafts.par_iter().map(|draft| has_page_numbers(&draft.part)).collect();
    if !refers.contains(&true) {
        return;
    }
    let mut before = None;
    for _ in 0..MOST_PASSES {
        let layouts = all(ready, places, drafts);
        let numbers = DocumentNumbers::of(&layouts).anchors(&layouts);
        drop(layouts);
        if before.as_ref() == Some(&numbers) {
            break;
        }
        drafts.par_iter_mut().zip(&refers).filter(|(_, refers)| **refers).for_each(|(draft, _)| {
            draft.part = with_page_numbers(&draft.part, &numbers);
            draft.layout = page::layout(&draft.part, fonts);
        });
        before = Some(numbers);
    }
}

/// The layouts of an output's parts that are shown, in order.
fn all<'l>(
    ready: &'l [Option<Arc<PartLayout>>],
    places: &[usize],
    drafts: &'l [PartDraft],
) -> Vec<&'l PartLayout> {
    let mut drafts = places.iter().zip(drafts).peekable();
    let mut layouts = Vec::with_capacity(ready.len());
    for (place, ready) in ready.iter().enumerate() {
        let draft = drafts.next_if(|(own, _)| **own == place).map(|(_, draft)| draft);
        layouts.extend(ready.as_deref());
        layouts.extend(draft.filter(|draft| !draft.part.blocks.is_empty()).map(|draft| &draft.layout));
    }
    layouts
}
