//! Lines: the rules of docs/typography.md, the order of justification, mixed text, and random text.
//!
//! The synthetic fonts of tests/fonts make every width a whole number; `embedded` holds the same
//! rules against the fonts that documents are really set in.

#[path = "lines/embedded.rs"]
mod embedded;
#[path = "lines/fonts.rs"]
mod fonts;
#[path = "lines/justify.rs"]
mod justify;
#[path = "lines/mixed.rs"]
mod mixed;
#[path = "lines/random.rs"]
mod random;
#[path = "lines/rules.rs"]
mod rules;
#[path = "lines/vertical.rs"]
mod vertical;

use std::sync::Arc;

use gangwei::testing::page::{self, ItemKind};
use gangwei::testing::text::{LineItem, Lines, Typesetter};
use gangwei::testing::tree::*;
use gangwei::testing::unit::{Abs, Size};

use crate::build::*;

/// One family for both scripts.
const ONE: &[&str] = &["Gangwei Test"];
/// A Latin family of its own, whose space is 0.45 em and whose quotation marks are 0.4 em wide.
const TWO: &[&str] = &["Gangwei Test Latin", "岗位测试"];

/// What shows nothing.
const INVISIBLE: [char; 7] =
    ['\u{200b}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{fe0f}', '\u{e0101}', '\u{ad}'];

/// Left-aligned, in the synthetic font.
fn left() -> ParagraphStyle {
    ParagraphStyle { text: text_style_in(ONE, 400), ..paragraph_style(Align::Left, None) }
}

fn justified() -> ParagraphStyle {
    ParagraphStyle { align: Align::Justify, ..left() }
}

fn measure(ems: f64) -> Abs {
    Abs::pt(ems * EM)
}

fn typeset(paragraph: &Paragraph, ems: f64) -> std::sync::Arc<Lines> {
    Typesetter::new(synthetic()).typeset(paragraph, measure(ems))
}

fn texts(set: &Lines) -> Vec<String> {
    set.lines.iter().map(|line| set.text[line.text.clone()].to_owned()).collect()
}

/// The lines' texts: in a paragraph, which a run that turns bold at any place and a table's cell
/// must not change.
fn lines(text: &str, ems: f64, style: &ParagraphStyle) -> Vec<String> {
    let plain = paragraph(text, style.clone(), usize::MAX);
    let plain = texts(&typeset(&plain, ems));
    let count = text.chars().count();
    for bold_from in 0..count {
        let to_the_end = paragraph(text, style.clone(), bold_from);
        assert_eq!(texts(&typeset(&to_the_end, ems)), plain, "{text}: bold from {bold_from} on");
        let one = paragraph_with(text, style.clone(), |index| index == bold_from);
        assert_eq!(texts(&typeset(&one, ems)), plain, "{text}: only {bold_from} bold");
    }
    for bold_from in [0, count / 2, usize::MAX] {
        let paragraph = paragraph(text, style.clone(), bold_from);
        // Characters that show nothing need not be on a page.
        let shown = |lines: Vec<String>| lines.into_iter().map(|line| line.replace(INVISIBLE, ""));
        let (found, plain) = (shown(lines_in_cell(paragraph, ems)), shown(plain.clone()));
        assert!(found.eq(plain.clone()), "{text}: in a cell, bold from {bold_from} on");
    }
    plain
}

/// The same, read back from the pages: the text of a cell whose content is so wide.
fn lines_in_cell(paragraph: Paragraph, ems: f64) -> Vec<String> {
    let mut holder = cell(0, "");
    holder.blocks = vec![Block::Paragraph(paragraph)];
    // Padding of 3 pt and half a border of 0.5 pt at each side.
    let columns = vec![measure(ems) + Abs::pt(6.5)];
    let mut part = part(vec![table(columns, vec![group(GroupKind::Body, vec![row(vec![holder])])])]);
    let mut styles = (*part.page_styles).clone();
    styles.default.size = Size { width: Abs::pt(3000.0), height: Abs::pt(3000.0) };
    part.page_styles = Arc::new(styles);
    let layout = page::layout(&part, synthetic());
    let mut lines: Vec<(Abs, String)> = Vec::new();
    for page in &layout.pages.pages {
        for item in &page.items {
            let ItemKind::Text(run) = &item.kind else { continue };
            let text = &page.text[run.text.start as usize..run.text.end as usize];
            match lines.last_mut() {
                Some((y, line)) if *y == run.at.y => line.push_str(text),
                _ => lines.push((run.at.y, text.to_owned())),
            }
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The lines' widths in em.
fn widths(text: &str, ems: f64, style: &ParagraphStyle) -> Vec<f64> {
    let paragraph = paragraph(text, style.clone(), usize::MAX);
    typeset(&paragraph, ems).lines.iter().map(|line| round(line.width.to_pt() / EM)).collect()
}

/// Whether a line that lacks so much of its measure would be set too loose, were it justified: by more than
/// 0.06 em between two characters, of which at least those between Han give way.
fn is_too_loose(line: &str, missing: Abs) -> bool {
    let chars: Vec<char> = line.trim_end().chars().filter(|c| !INVISIBLE.contains(c)).collect();
    let places = chars.windows(2).filter(|pair| pair.iter().all(|c| matches!(c, '一'..='鿿'))).count();
    missing.to_pt() > 0.06 * EM * places as f64
}

/// Where each glyph of a line has its origin, in em from the line's start.
fn origins(set: &Lines, line: usize) -> Vec<f64> {
    let mut origins = Vec::new();
    for item in &set.lines[line].items {
        let LineItem::Run(run) = item else { continue };
        let mut x = run.x.to_pt() / EM;
        for glyph in &set.glyphs[run.glyphs.clone()] {
            origins.push(round(x));
            x += f64::from(glyph.advance) * run.size.to_pt() / EM;
        }
    }
    origins
}

fn round(ems: f64) -> f64 {
    (ems * 1e4).round() / 1e4 + 0.0
}
