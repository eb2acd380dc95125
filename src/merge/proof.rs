//! Shows that nothing of an edited document was lost.
//!
//! The document is built again from what was taken over. Each text that somebody wrote must stand in it, and none that
//! somebody took out. What differs otherwise (page numbers, sums) nobody wrote.

use std::collections::HashSet;

use crate::office::{Block, Grid, OfficeFile, StoryKind, TextBlock};

/// A text of a document, with what stands at the beginning of its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedText {
    pub text: String,
    /// The first text of its row in a table; empty elsewhere.
    pub row: String,
}

/// What was changed in a document and is not taken over.
#[derive(Debug, Default)]
pub struct Lost {
    /// Texts that somebody wrote.
    pub written: Vec<PlacedText>,
    /// Texts that somebody took out, and that still stand.
    pub removed: Vec<PlacedText>,
}

/// A document as it was built, as it was edited, as it would be built of what was taken over, and of the project today.
pub struct DocumentStates<'d> {
    pub before: &'d OfficeFile,
    pub edited: &'d OfficeFile,
    pub after: &'d OfficeFile,
    pub today: Option<&'d OfficeFile>,
}

/// Compares the states of a document. `is_data` says whether a text is one of the data, and not what follows from them.
pub fn lost(of: &DocumentStates, is_data: &dyn Fn(&str) -> bool) -> Lost {
    let [before, edited, after] = [of.before, of.edited, of.after].map(texts);
    let today = of.today.map(texts).unwrap_or_default();
    let known = |all: &[PlacedText]| all.iter().map(|one| bare(&one.text)).collect::<HashSet<String>>();
    let [was, is, becomes, today] = [&before, &edited, &after, &today].map(|all| known(all));
    let [all_before, all_edited, all_after] = [&before, &edited, &after].map(|all| joined(all));
    // A text may have become a part of another one, as an item of a list that the form joins.
    let is_written = |text: &String| {
        becomes.contains(text) || all_after.matches(&**text).count() > all_before.matches(&**text).count()
    };
    let unless = |all: Vec<PlacedText>, left_out: &dyn Fn(&String) -> bool| {
        let mut seen = HashSet::new();
        let mut lost = all;
        lost.retain(|one| {
            let text = bare(&one.text);
            !left_out(&text) && seen.insert(text)
        });
        lost
    };
    Lost {
        written: unless(edited, &|text| was.contains(text) || today.contains(text) || is_written(text)),
        removed: unless(before, &|text| {
            is.contains(text) || all_edited.contains(&**text) || !becomes.contains(text) || !is_data(text)
        }),
    }
}

/// All texts, a line each.
fn joined(all: &[PlacedText]) -> String {
    all.iter().map(|one| bare(&one.text) + "\n").collect()
}

/// The text without white space, which programs change when they save.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The paragraphs of a document's body and its notes.
fn texts(file: &OfficeFile) -> Vec<PlacedText> {
    let mut all = Vec::new();
    let is_own =
        |kind: &StoryKind| !matches!(kind, StoryKind::Header | StoryKind::Footer | StoryKind::Comment);
    for story in file.stories.iter().filter(|story| is_own(&story.kind)) {
        add(&story.blocks, "", &mut all);
    }
    all
}

fn add(blocks: &[Block], row: &str, all: &mut Vec<PlacedText>) {
    for block in blocks {
        match block {
            // Contents are made of headings and numbers of pages.
            Block::Paragraph(paragraph) if is_contents(paragraph) => {}
            Block::Paragraph(paragraph) => {
                let text = without_page_numbers(paragraph);
                if !bare(&text).is_empty() {
                    all.push(PlacedText { text, row: row.to_owned() });
                }
            }
            Block::Table(grid) => add_table(grid, all),
        }
    }
}

/// Whether a paragraph has one of the styles of contents.
fn is_contents(paragraph: &TextBlock) -> bool {
    let style = paragraph.style.as_deref().unwrap_or_default();
    style.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("toc "))
}

/// Numbers of pages are the word processor's.
fn without_page_numbers(paragraph: &TextBlock) -> String {
    let mut text = paragraph.text.clone();
    for range in paragraph.page_numbers.iter().rev() {
        if text.is_char_boundary(range.start) && text.is_char_boundary(range.end) {
            text.replace_range(range.clone(), "");
        }
    }
    text
}

fn add_table(grid: &Grid, all: &mut Vec<PlacedText>) {
    for cell in &grid.cells {
        let first = grid.cells.iter().find(|first| first.row == cell.row).filter(|first| *first != cell);
        let label = first.map(|first| crate::office::plain_text(&first.blocks)).unwrap_or_default();
        add(&cell.blocks, label.trim(), all);
    }
}

/// How many texts two documents have in common.
pub fn in_common(one: &OfficeFile, other: &OfficeFile) -> usize {
    let [one, other] =
        [one, other].map(|file| texts(file).iter().map(|text| bare(&text.text)).collect::<HashSet<String>>());
    one.intersection(&other).count()
}
