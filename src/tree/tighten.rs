//! Sets a part closer, so that it fits its page budget: a new tree, which both writers use.
//!
//! - Line heights, vertical margins and paddings, and least heights give way; then the type size does,
//!   headings aside, so that the titles of all positions look alike.
//! - Widths stay: columns, horizontal paddings, the page and its margins. What is measured in type
//!   (indents, letter spacing) follows the type.
//! - What gives way stops where a form still reads well; what is smaller from the start stays as it is.
//! - Type changes by half points and the rest by twips, because Word knows nothing between.

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

/// How much closer a part is set. Factors are at most 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tightness {
    /// Of line heights, for unchanged type.
    pub leading: f64,
    /// Of vertical margins and paddings, and of least heights.
    pub spacing: f64,
    /// Of type.
    pub size: f64,
    /// Type becomes no smaller than this.
    pub floor: Abs,
}

/// A line is no lower than this share of its type: the gap between lines of a form (CLREQ §2.3.2
/// asks more of books).
const LEAST_LEADING: f64 = 1.2;
/// A padding is not drawn in below this.
const LEAST_PADDING: Abs = Abs::pt(1.0);
/// Least heights leave room to write and to sign.
const LEAST_HEIGHT: f64 = 0.75;

/// The same part, set closer.
pub fn tighten(part: &Part, to: &Tightness) -> Part {
    let mut tightener = Tightener { to, known: TightStyles::default() };
    let mut part = part.clone();
    tightener.blocks(&mut part.blocks);
    part
}

/// The same part, the blocks set closer that hold none but these of its paragraphs.
pub fn tighten_within(part: &Part, to: &Tightness, paragraphs: &[Range<ParagraphId>]) -> Part {
    let mut tightener = Tightener { to, known: TightStyles::default() };
    let mut part = part.clone();
    tightener.blocks_within(&mut part.blocks, paragraphs, &mut ParagraphId::default());
    part
}

/// Tightens shared styles once, so that they stay shared.
struct Tightener<'t> {
    to: &'t Tightness,
    known: TightStyles,
}

/// New styles by the old ones.
#[derive(Default)]
struct TightStyles {
    texts: HashMap<Shared<TextStyle>, Arc<TextStyle>>,
    /// Headings keep their type.
    paragraphs: HashMap<(Shared<ParagraphStyle>, bool), Arc<ParagraphStyle>>,
    boxes: HashMap<Shared<BoxStyle>, Arc<BoxStyle>>,
    tables: HashMap<Shared<TableStyle>, Arc<TableStyle>>,
    cells: HashMap<Shared<CellStyle>, Arc<CellStyle>>,
    lists: HashMap<Shared<ListStyle>, Arc<ListStyle>>,
}

impl Tightener<'_> {
    /// `next` is the first paragraph in the blocks, then the first behind them.
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
    /// A type size: by half points, and not below the floor unless it was there from the start.
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

/// To the nearest twentieth of a point.
fn twips(length: Abs) -> Abs {
    Abs::pt((length.to_pt() * 20.0).round() / 20.0)
}
