//! Fills in the page numbers of contents and indexes.
//!
//! The numbers are known after the document is laid out, but may change if they fill another line. So the parts that
//! show them are laid out again, at most three times.

use rayon::prelude::*;

use crate::page::{self, DocumentNumbers, PartLayout};
use crate::text::Fonts;
use crate::tree::with_page_numbers;

use super::draft::{MadePart, PartDraft};

const MOST_PASSES: usize = 3;

/// The waiting parts of an output, with its page numbers filled in.
pub fn resolve<'a>(plan: usize, parts: &[MadePart<'a>], fonts: &Fonts) -> Vec<PartDraft<'a>> {
    let waiting = parts.iter().filter_map(|part| match part {
        MadePart::Ready(_) => None,
        MadePart::Waiting(draft) => Some(&**draft),
    });
    let waiting: Vec<&PartDraft> = waiting.collect();
    if waiting.is_empty() {
        return Vec::new();
    }
    let mut numbered: Vec<PartDraft> = Vec::new();
    let mut before = None;
    for _ in 0..MOST_PASSES {
        let layouts = layouts(parts, &numbered);
        let numbers = DocumentNumbers::of(&layouts).anchors(&layouts);
        if before.as_ref() == Some(&numbers) {
            break;
        }
        let fill = |draft: &&PartDraft<'a>| {
            let part = with_page_numbers(&draft.part, &numbers);
            let layout = page::layout(&part, fonts);
            PartDraft { job: draft.job, plan, part, layout }
        };
        numbered = waiting.par_iter().map(fill).collect();
        before = Some(numbers);
    }
    numbered
}

/// The layouts of an output's parts that show something, in order: those of `numbered` for the waiting parts, if there
/// are any yet.
fn layouts<'l>(parts: &'l [MadePart], numbered: &'l [PartDraft]) -> Vec<&'l PartLayout> {
    let mut numbered = numbered.iter();
    let shown = parts.iter().filter_map(|part| match part {
        MadePart::Ready(sheet) => (!sheet.is_empty).then_some(&*sheet.layout),
        MadePart::Waiting(draft) => Some(&numbered.next().unwrap_or(draft).layout),
    });
    shown.collect()
}
