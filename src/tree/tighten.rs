//! Sets a part tighter, so that it fits its page budget: a new tree, which both writers use.
//!
//! - Line heights, vertical margins, vertical paddings and least row heights shrink first; then the type size does.
//!   Headings keep their type size, so that the titles of all positions look alike.
//! - Widths stay: columns, horizontal paddings, the page and its margins. Lengths in `em` (indents, letter spacing)
//!   follow the type size.
//! - Each value has a floor below which a form reads badly; a value that is below it from the start stays as it is.
//! - Type sizes are multiples of half a point and other lengths of a twip (1/20 pt), because Word has no finer units.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::id::ParagraphId;
use super::node::{Block, Inline, Leader, PageNumber, Paragraph, Role, Table};
use super::part::Part;
use super::style::{BoxStyle, CellStyle, ListStyle, ParagraphStyle, TableStyle, TextStyle};
use super::walk::each_paragraph;
use crate::index::Id;
use crate::sync::Shared;
use crate::unit::{Abs, Sides};

/// How much tighter a part is set. Factors are at most 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tightness {
    /// Factor for line heights, before they follow the type size.
    pub leading: f64,
    /// Factor for vertical margins and paddings, and for least row heights.
    pub spacing: f64,
    /// Factor for type sizes.
    pub size: f64,
    /// The least type size.
    pub floor: Abs,
}

/// The least line height, in em of the type. That is enough for forms; CLREQ §2.3.2 asks more of books.
const LEAST_LEADING: f64 = 1.2;
/// The least vertical padding.
const LEAST_PADDING: Abs = Abs::pt(1.0);
/// The least factor for least row heights, so that they leave room to write and to sign.
const LEAST_HEIGHT: f64 = 0.75;

/// A copy of the part, set tighter.
pub fn tighten(part: &Part, to: &Tightness) -> Part {
    let mut tightener = Tightener { to, known: TightStyles::default() };
    let mut part = part.clone();
    tightener.blocks(&mut part.blocks);
    part
}

/// A copy of the part in which only some blocks are set tighter: those whose paragraphs all lie in one of the ranges.
pub fn tighten_within(part: &Part, to: &Tightness, paragraphs: &[Range<ParagraphId>]) -> Part {
    let mut tightener = Tightener { to, known: TightStyles::default() };
    let mut part = part.clone();
    tightener.blocks_within(&mut part.blocks, paragraphs, &mut ParagraphId::default());
    part
}

/// Tightens each shared style once, so that it stays shared.
struct Tightener<'t> {
    to: &'t Tightness,
    known: TightStyles,
}

/// The tightened styles, by the original ones.
#[derive(Default)]
struct TightStyles {
    texts: HashMap<Shared<TextStyle>, Arc<TextStyle>>,
    /// By style, and whether it is a heading's: headings keep their type size.
    paragraphs: HashMap<(Shared<ParagraphStyle>, bool), Arc<ParagraphStyle>>,
    boxes: HashMap<Shared<BoxStyle>, Arc<BoxStyle>>,
    tables: HashMap<Shared<TableStyle>, Arc<TableStyle>>,
    cells: HashMap<Shared<CellStyle>, Arc<CellStyle>>,
    lists: HashMap<Shared<ListStyle>, Arc<ListStyle>>,
}

impl Tightener<'_> {
    /// On entry, `next` is the id of the first paragraph in the blocks; on return, of the first one after them.
    fn blocks_within(
        &mut self,
        blocks: &mut [Block],
        paragraphs: &[Range<ParagraphId>],
        next: &mut ParagraphId,
    ) {
        for block in blocks {
            let start = *next;
            each_paragraph(std::slice::from_ref(block), &mut |paragraph| *next = paragraph.id.next());
            let holds = |range: &Range<ParagraphId>| range.start <= start && *next <= range.end;
            match block {
                _ if paragraphs.iter().any(holds) => self.blocks(std::slice::from_mut(block)),
                Block::Section(section) => {
                    *next = start;
                    self.blocks_within(&mut section.blocks, paragraphs, next);
                }
                _ => {}
            }
        }
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Section(section) => {
                    self.boxed(&mut section.style);
                    self.blocks(&mut section.blocks);
                }
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Table(table) => self.table(table),
                Block::List(list) => {
                    self.list(&mut list.style);
                    list.items.iter_mut().for_each(|item| self.blocks(&mut item.blocks));
                }
                Block::Rule(rule) => self.boxed(&mut rule.style),
            }
        }
    }

    fn table(&mut self, table: &mut Table) {
        let style = self.known.tables.entry(Shared(table.style.clone())).or_insert_with(|| {
            let margin = self.to.margins(&table.style.margin);
            Arc::new(TableStyle { margin, ..(*table.style).clone() })
        });
        table.style = style.clone();
        table.caption.iter_mut().for_each(|caption| self.paragraph(caption));
        for row in table.groups.iter_mut().flat_map(|group| &mut group.rows) {
            row.min_height = twips(row.min_height * self.to.spacing.max(LEAST_HEIGHT));
            for cell in &mut row.cells {
                self.cell(&mut cell.style);
                self.blocks(&mut cell.blocks);
            }
        }
    }

    fn paragraph(&mut self, paragraph: &mut Paragraph) {
        let heading = matches!(paragraph.role, Role::Heading(_));
        let key = (Shared(paragraph.style.clone()), heading);
        paragraph.style = match self.known.paragraphs.get(&key) {
            Some(known) => known.clone(),
            None => {
                let style = Arc::new(self.paragraph_style(&paragraph.style, heading));
                self.known.paragraphs.insert(key, style.clone());
                style
            }
        };
        if heading {
            return;
        }
        for inline in &mut paragraph.inlines {
            match inline {
                Inline::Text(run)
                | Inline::PageNumber(PageNumber { run, .. })
                | Inline::Leader(Leader { run }) => run.style = self.text(&run.style),
                Inline::Break | Inline::Image(_) => {}
            }
        }
    }

    fn paragraph_style(&mut self, style: &ParagraphStyle, heading: bool) -> ParagraphStyle {
        let tight = ParagraphStyle {
            margin: self.to.margins(&style.margin),
            padding: self.to.paddings(&style.padding),
            ..style.clone()
        };
        if heading {
            return tight;
        }
        let text = self.text(&style.text);
        let ratio = text.size / style.text.size;
        let least = (text.size * LEAST_LEADING).min(style.line_height);
        let line_height = twips(style.line_height * ratio * self.to.leading).max(least);
        ParagraphStyle { indent: twips(style.indent * ratio), line_height, text, ..tight }
    }

    fn text(&mut self, style: &Arc<TextStyle>) -> Arc<TextStyle> {
        let known = self.known.texts.entry(Shared(style.clone())).or_insert_with(|| {
            let size = self.to.size(style.size);
            if size == style.size {
                return style.clone();
            }
            let letter_spacing = twips(style.letter_spacing * (size / style.size));
            Arc::new(TextStyle { size, letter_spacing, ..(**style).clone() })
        });
        known.clone()
    }

    fn list(&mut self, style: &mut Arc<ListStyle>) {
        let marker = self.text(&style.marker);
        let known = self.known.lists.entry(Shared(style.clone())).or_insert_with(|| {
            let indent = twips(style.indent * (marker.size / style.marker.size));
            let margin = self.to.margins(&style.margin);
            Arc::new(ListStyle { indent, margin, marker, ..(**style).clone() })
        });
        *style = known.clone();
    }

    fn boxed(&mut self, style: &mut Arc<BoxStyle>) {
        let known = self.known.boxes.entry(Shared(style.clone())).or_insert_with(|| {
            let (margin, padding) = (self.to.margins(&style.margin), self.to.paddings(&style.padding));
            Arc::new(BoxStyle { margin, padding, ..(**style).clone() })
        });
        *style = known.clone();
    }

    fn cell(&mut self, style: &mut Arc<CellStyle>) {
        let known = self.known.cells.entry(Shared(style.clone())).or_insert_with(|| {
            let padding = self.to.paddings(&style.padding);
            Arc::new(CellStyle { padding, ..(**style).clone() })
        });
        *style = known.clone();
    }
}

impl Tightness {
    /// A type size, rounded to half points and not below the floor; never larger than before.
    fn size(&self, size: Abs) -> Abs {
        let smaller = Abs::pt((size.to_pt() * self.size * 2.0).round() / 2.0);
        smaller.max(self.floor).min(size)
    }

    fn margins(&self, sides: &Sides<Abs>) -> Sides<Abs> {
        let side = |length: Abs| twips(length * self.spacing);
        Sides { top: side(sides.top), bottom: side(sides.bottom), ..*sides }
    }

    fn paddings(&self, sides: &Sides<Abs>) -> Sides<Abs> {
        let side = |length: Abs| twips(length * self.spacing).max(LEAST_PADDING).min(length);
        Sides { top: side(sides.top), bottom: side(sides.bottom), ..*sides }
    }
}

/// Rounds to the nearest twip (1/20 pt).
fn twips(length: Abs) -> Abs {
    Abs::pt((length.to_pt() * 20.0).round() / 20.0)
}
