//! Fills the margins of finished pages: running headers and footers.
//!
//! The boxes of a margin are centred in its height (CSS Paged Media 3 §6.3), and each is as wide as the page's
//! measure. Where their texts would meet, they share that width in proportion to the widths of the texts.

use std::sync::Arc;

use super::draw::{border_lines, run_items};
use super::frame::*;
use crate::text::{Fonts, Line, LineItem, Lines, Typesetter};
use crate::tree::{
    self, Align, Content, Inline, MarginBox, PageStyle, Paragraph, ParagraphId, PartNumbers, Role, Run,
};
use crate::unit::{Abs, Point, Rect};

/// The values of the page counters on one page.
#[derive(Clone, Copy, Default)]
pub struct Counters {
    page: u32,
    pages: u32,
    sheet_page: u32,
    sheet_pages: u32,
}

impl Counters {
    /// The counters on a page of a part; `index` counts its pages from 0.
    pub fn of(part: &PartNumbers, index: usize) -> Counters {
        let index = index as u32;
        Counters {
            page: part.first + index,
            pages: part.last,
            sheet_page: part.sheet.first + index,
            sheet_pages: part.sheet.last,
        }
    }
}

/// Sets the running header and footer of a page, and shifts the content of a left-hand page where the margins are
/// mirrored.
///
/// `first` says that it is the document's first page.
pub fn fill(
    style: &PageStyle,
    strings: &[(Arc<str>, String)],
    page: &mut Page,
    counters: &Counters,
    first: bool,
    typesetter: &mut Typesetter,
) {
    let margin = style.margin_of(counters.page as usize);
    shift(page, margin.left - style.margin.left);
    for top in [true, false] {
        let boxes = style
            .boxes_of(counters.page as usize, first)
            .iter()
            .filter(|margin_box| margin_box.area.is_top() == top);
        let paragraphs: Vec<Paragraph> = boxes
            .map(|margin_box| {
                let text = content_text(&margin_box.content, strings, counters);
                margin_paragraph(margin_box, &text)
            })
            .collect();
        fill_row(page, &paragraphs, style, margin.left, top, typesetter);
    }
}

/// The characters in a page style's margin boxes that no font has.
pub fn missing(style: &PageStyle, strings: &[(Arc<str>, String)], fonts: &Fonts) -> Vec<char> {
    let texts =
        style.all_boxes().map(|margin_box| content_text(&margin_box.content, strings, &Counters::default()));
    texts.flat_map(|text| text.chars().filter(|&c| !fonts.covers(c)).collect::<Vec<_>>()).collect()
}

/// Moves everything on a page to the right; a negative `by` moves it to the left.
fn shift(page: &mut Page, by: Abs) {
    if by == Abs::ZERO {
        return;
    }
    for item in &mut page.items {
        match &mut item.kind {
            ItemKind::Text(run) => run.at.x += by,
            ItemKind::Fill { rect, .. } | ItemKind::Image { rect, .. } | ItemKind::Drawing { rect, .. } => {
                rect.x += by;
            }
            ItemKind::Line { from, to, .. } => {
                from.x += by;
                to.x += by;
            }
        }
    }
    page.links.iter_mut().for_each(|link| link.rect.x += by);
    page.shift += by;
}

/// The text of a margin box on one page.
fn content_text(content: &[Content], strings: &[(Arc<str>, String)], counters: &Counters) -> String {
    let mut text = String::new();
    for piece in Content::shown(content, strings) {
        match piece {
            Content::Text(literal) => text.push_str(literal),
            Content::Page(numbering) => text.push_str(&numbering.write(counters.page)),
            Content::Pages => text.push_str(&counters.pages.to_string()),
            Content::SheetPage => text.push_str(&counters.sheet_page.to_string()),
            Content::SheetPages => text.push_str(&counters.sheet_pages.to_string()),
            Content::String(name) => {
                text.extend(strings.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str()))
            }
        }
    }
    text
}

/// A margin box's text as a paragraph, split into runs by script.
fn margin_paragraph(margin_box: &MarginBox, text: &str) -> Paragraph {
    let run = |(script, text): (tree::Script, &str)| {
        Inline::Text(Run { text: text.to_owned(), script, style: margin_box.style.text.clone(), link: None })
    };
    let inlines = tree::by_script(text).into_iter().map(run).collect();
    let (style, origin) = (margin_box.style.clone(), tree::Origin::default());
    Paragraph { id: ParagraphId::default(), role: Role::Body, anchor: None, style, inlines, origin }
}

/// The width that a margin box gets, and where it begins, from the left side margin.
#[derive(Clone, Copy)]
struct MarginRoom {
    x: Abs,
    width: Abs,
}

/// Sets the boxes of one margin, from left to right.
fn fill_row(
    page: &mut Page,
    boxes: &[Paragraph],
    style: &PageStyle,
    left: Abs,
    top: bool,
    typesetter: &mut Typesetter,
) {
    let whole = MarginRoom { x: Abs::ZERO, width: style.measure() };
    let mut set = |rooms: &[MarginRoom]| -> Vec<Arc<Lines>> {
        let lines = boxes.iter().zip(rooms);
        lines
            .map(|(one, room)| typesetter.typeset(one, room.width - one.style.padding.horizontal()))
            .collect()
    };
    let mut rooms = vec![whole; boxes.len()];
    let mut lines = set(&rooms);
    if let Some(shared) = share(boxes, &lines, whole.width) {
        lines = set(&shared);
        rooms = shared;
    }
    let heights = boxes.iter().zip(&lines).map(|(one, lines)| {
        lines.lines.iter().map(|line| line.height).sum::<Abs>() + one.style.padding.vertical()
    });
    let height = heights.fold(Abs::ZERO, Abs::max);
    let (start, margin) = match top {
        true => (Abs::ZERO, style.margin.top),
        false => (style.size.height - style.margin.bottom, style.margin.bottom),
    };
    let y = start + (margin - height) / 2.0;
    let mark = Marking::Artifact(if top { Artifact::Header } else { Artifact::Footer });
    for ((one, lines), room) in boxes.iter().zip(&lines).zip(rooms) {
        let padding = one.style.padding;
        let at = Point { x: left + room.x + padding.left, y: y + padding.top };
        draw_lines(page, typesetter.fonts, lines, at, mark);
        let rect = Rect { x: left, y, width: whole.width, height };
        for (border, edge) in [(one.style.border.top, rect.y), (one.style.border.bottom, rect.bottom())] {
            let (from, to) = (Point { x: rect.x, y: edge }, Point { x: rect.right(), y: edge });
            for kind in border.into_iter().flat_map(|border| border_lines(border, from, to)) {
                // Boxes side by side share one border.
                if !page.items.iter().any(|known| same_line(&known.kind, &kind)) {
                    page.items.push(PageItem { mark, kind });
                }
            }
        }
    }
}

/// Divides the measure between the boxes if their texts would otherwise meet; `None` if they would not.
fn share(boxes: &[Paragraph], lines: &[Arc<Lines>], measure: Abs) -> Option<Vec<MarginRoom>> {
    let width = |lines: &Arc<Lines>| match lines.lines.as_slice() {
        [line] => line.width,
        // A text that does not fit on one line counts as wide as the measure.
        _ => measure,
    };
    let widths: Vec<Abs> = lines.iter().map(width).collect();
    let gap = boxes.first()?.style.text.size;
    let span = |(one, width): (&Paragraph, Abs)| {
        let start = match one.style.align {
            Align::Left | Align::Justify => Abs::ZERO,
            Align::Center => (measure - width) / 2.0,
            Align::Right => measure - width,
        };
        (start, start + width)
    };
    let shown = boxes.iter().zip(widths.iter().copied()).filter(|(_, width)| *width > Abs::ZERO);
    let mut spans: Vec<(Abs, Abs)> = shown.map(span).collect();
    spans.sort_unstable();
    if spans.windows(2).all(|pair| pair[0].1 + gap <= pair[1].0) {
        return None;
    }
    let total: Abs = widths.iter().copied().sum();
    let room = measure - gap * (spans.len() as f64 - 1.0);
    let mut x = Abs::ZERO;
    let share = |width: &Abs| {
        let own = MarginRoom { x, width: room * (*width / total) };
        if own.width > Abs::ZERO {
            x += own.width + gap;
        }
        own
    };
    Some(widths.iter().map(share).collect())
}

fn same_line(a: &ItemKind, b: &ItemKind) -> bool {
    match (a, b) {
        (ItemKind::Line { from: f1, to: t1, .. }, ItemKind::Line { from: f2, to: t2, .. }) => {
            f1 == f2 && t1 == t2
        }
        _ => false,
    }
}

fn draw_lines(page: &mut Page, fonts: &Fonts, lines: &Lines, at: Point, mark: Marking) {
    let mut y = at.y;
    for line in &lines.lines {
        draw_line(page, fonts, lines, line, Point { x: at.x, y }, mark);
        y += line.height;
    }
}

/// Draws one line; `at` is its top left corner.
pub fn draw_line(page: &mut Page, fonts: &Fonts, lines: &Lines, line: &Line, at: Point, mark: Marking) {
    for item in &line.items {
        let LineItem::Run(run) = item else { continue };
        let origin = Point { x: at.x + run.x, y: at.y + line.baseline - run.rise };
        for kind in run_items(page, fonts, lines, run, origin) {
            page.items.push(PageItem { mark, kind });
        }
    }
}
