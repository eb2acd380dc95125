//! Composes the pieces of a part into strips: paragraphs into lines, tables into rows.

use std::sync::Arc;

use super::strip::{BoxId, RowStrip, SectionBox, Strip, StripKind, Strips};
use super::table::{CellBox, TableBox};
use super::vertical;
use crate::flow::{self, BoxPiece, CellFlow, Keep, Kind, Marker, Piece, border_width};
use crate::index::IndexVec;
use crate::text::{Fonts, LineItem, Lines, Typesetter};
use crate::tree::*;
use crate::unit::Abs;

/// A paragraph that is set in lines.
#[derive(Default)]
pub struct SetParagraph<'a> {
    pub lines: Arc<Lines>,
    /// The style of the box to draw around it; `None` for vertical text, which has none.
    pub style: Option<&'a ParagraphStyle>,
    pub width: Abs,
    pub is_heading: bool,
}

/// Everything that the strips of a part refer to.
pub struct Composition<'a> {
    pub styles: &'a PageStyles,
    pub paragraphs: IndexVec<ParagraphId, SetParagraph<'a>>,
    /// The lines of the list markers.
    pub markers: IndexVec<ItemId, Arc<Lines>>,
    pub tables: IndexVec<TableId, TableBox<'a>>,
    pub boxes: IndexVec<BoxId, SectionBox<'a>>,
    pub facts: Facts,
    /// Characters that no font has, in the order of the text.
    pub missing: Vec<char>,
}

/// Composes a part: gives its strips, and what they refer to.
pub fn compose<'a>(part: &'a Part, fonts: &Fonts) -> (Vec<Strip<'a>>, Composition<'a>) {
    let composition = Composition {
        styles: &part.page_styles,
        paragraphs: IndexVec::default(),
        markers: IndexVec::default(),
        tables: IndexVec::default(),
        boxes: IndexVec::default(),
        facts: Facts::default(),
        missing: Vec::new(),
    };
    let mut composer = Composer { typesetter: Typesetter::new(fonts), made: composition };
    let strips = composer.flow(&flow::part(part));
    (strips, composer.made)
}

struct Composer<'f, 'a> {
    typesetter: Typesetter<'f>,
    made: Composition<'a>,
}

impl<'a> Composer<'_, 'a> {
    fn flow(&mut self, pieces: &[Piece<'a>]) -> Vec<Strip<'a>> {
        let mut strips = Strips::default();
        pieces.iter().for_each(|piece| self.piece(piece, &mut strips));
        strips.finish()
    }

    fn piece(&mut self, piece: &Piece<'a>, strips: &mut Strips<'a>) {
        strips.open(piece.before, piece.page_break, &piece.anchors);
        for marker in &piece.markers {
            strips.markers.extend(self.marker(marker));
        }
        let first = strips.len();
        match &piece.kind {
            Kind::Paragraph { paragraph, x, measure } => {
                self.paragraph(paragraph, *x, *measure, piece, strips);
            }
            Kind::Table { table, x } => self.table(table, *x, piece, strips),
            Kind::Rule { rule, x, width } => {
                let style = &rule.style;
                let (border, padding) = (style.border.top, style.padding.top);
                let kind = StripKind::Rule { border, padding, width: *width };
                let height = border_width(border) + style.padding.vertical();
                strips.push(Strip { height, x: *x, ..Strip::new(kind) }, piece.page);
            }
            Kind::Box(own) => self.section_box(own, piece, strips),
            Kind::Blank { height } => {
                let strip = Strip { height: *height, x: piece.left, ..Strip::new(StripKind::Blank) };
                strips.push(strip, piece.page);
            }
        }
        if piece.ends_contents {
            // In the DOCX, the field of a table of contents ends in a small paragraph of its own.
            strips.reserve(SMALL_PARAGRAPH);
        }
        strips.close(first, piece.together, piece.after, piece.keep);
    }

    fn section_box(&mut self, own: &BoxPiece<'a>, piece: &Piece<'a>, strips: &mut Strips<'a>) {
        let style = &*own.section.style;
        let borders = style.border.map(border_width);
        let parent = strips.enclosing;
        let id = self.made.boxes.push(SectionBox { style, x: own.x, width: own.width, parent });
        strips.open_box(id, borders.top + style.padding.top);
        own.pieces.iter().for_each(|piece| self.piece(piece, strips));
        strips.close_box(id, parent, style.padding.bottom + borders.bottom, piece.page);
    }

    fn paragraph(
        &mut self,
        paragraph: &'a Paragraph,
        x: Abs,
        measure: Abs,
        piece: &Piece<'a>,
        strips: &mut Strips<'a>,
    ) {
        let style = &*paragraph.style;
        let borders = style.border.map(border_width);
        let lines = self.typesetter.typeset(paragraph, measure);
        let count = lines.lines.len();
        for line in 0..count {
            let pad_top = if line == 0 { borders.top + style.padding.top } else { Abs::ZERO };
            let last = line + 1 == count;
            let pad_bottom = if last { style.padding.bottom + borders.bottom } else { Abs::ZERO };
            let orphan = line + 1 < usize::from(style.orphans);
            let widow = count - line - 1 < usize::from(style.widows);
            let strip = Strip {
                height: lines.lines[line].height + pad_top + pad_bottom,
                x,
                keep: Keep::when(!last && (orphan || widow), Keep::Bound),
                ..Strip::new(StripKind::Line { paragraph: paragraph.id, line, pad_top })
            };
            strips.push(strip, piece.page);
        }
        self.note(paragraph, lines, Some(style), measure);
    }

    /// Stores the lines of a paragraph, with the characters that no font has and the facts for the DOCX.
    fn note(
        &mut self,
        paragraph: &Paragraph,
        lines: Arc<Lines>,
        style: Option<&'a ParagraphStyle>,
        width: Abs,
    ) {
        self.made.missing.extend(&lines.missing);
        let facts = LineFacts { tracking: lines.tracking, ragged: lines.ragged };
        self.made.facts.paragraphs.put(paragraph.id, facts);
        let is_heading = matches!(paragraph.role, Role::Heading(_));
        self.made.paragraphs.put(paragraph.id, SetParagraph { lines, style, width, is_heading });
    }

    /// Sets a list marker, unless it is empty: its id, and the x of its left edge. Its right edge is where the item's
    /// text begins (CSS Lists §3.1, outside markers).
    fn marker(&mut self, marker: &Marker<'a>) -> Option<(ItemId, Abs)> {
        let Marker { list, item, x } = marker;
        if item.marker.is_empty() {
            return None;
        }
        let lines = self.typesetter.typeset_plain(&item.marker, &list.style.marker);
        self.made.missing.extend(&lines.missing);
        // A punctuation mark at the marker's end keeps its blank half: 一、 is two em wide.
        let runs = lines.lines.first().into_iter().flat_map(|line| &line.items);
        let ends = runs.filter_map(|item| match item {
            LineItem::Run(run) => Some(run.x + run.width),
            LineItem::Image { .. } | LineItem::Leader(_) => None,
        });
        let width = ends.fold(Abs::ZERO, Abs::max);
        self.made.markers.put(item.id, lines);
        Some((item.id, *x - width))
    }

    fn table(&mut self, table: &'a Table, x: Abs, piece: &Piece<'a>, strips: &mut Strips<'a>) {
        let cells = |row: &'a Row| row.cells.iter();
        let mut set = Vec::with_capacity(table.rows().map(|row| row.cells.len()).sum());
        for (index, row) in table.rows().enumerate() {
            self.made.facts.rows.put(row.id, Hold::Content);
            set.extend(cells(row).map(|cell| self.cell(table, index, cell)));
        }
        let set = TableBox::new(table, set);
        let lowest_page = self.made.styles.lowest_room();
        for row in set.rows.iter().filter(|row| row.height.fits(lowest_page)) {
            self.made.facts.rows.put(row.row.id, set.hold(row));
        }
        for (index, row) in set.rows.iter().enumerate() {
            let strip = Strip {
                height: row.height,
                x,
                keep: row.keep,
                anchors: row.row.anchor.iter().collect(),
                ..Strip::new(StripKind::Row(RowStrip {
                    table: table.id,
                    row: index,
                    again: false,
                    shown: Vec::new(),
                    continued: false,
                }))
            };
            strips.push(strip, piece.page);
        }
        self.made.tables.put(table.id, set);
    }

    fn cell(&mut self, table: &'a Table, row: usize, cell: &'a Cell) -> CellBox<'a> {
        let CellFlow { measure, pieces } = flow::cell(table, cell, self.made.styles);
        let content = match cell.style.writing_mode {
            WritingMode::VerticalRl => self.vertical(&pieces, measure),
            WritingMode::HorizontalTb => None,
        };
        let content = content.unwrap_or_else(|| self.flow(&pieces));
        let spare = self.spare_height(&content);
        CellBox::new(cell, row, content, spare)
    }

    /// The strips of a vertical cell. Gives `None` for a cell that holds more than text, which is then set in
    /// horizontal lines.
    fn vertical(&mut self, pieces: &[Piece<'a>], measure: Abs) -> Option<Vec<Strip<'a>>> {
        let paragraphs = vertical::paragraphs(pieces)?;
        let texts: Vec<&Paragraph> = paragraphs.iter().map(|own| own.paragraph).collect();
        let set = self.typesetter.typeset_vertical(&texts, measure);
        let strips = vertical::strips(&paragraphs, &set);
        for (paragraph, lines) in texts.into_iter().zip(set) {
            self.note(paragraph, lines, None, measure);
        }
        Some(strips)
    }

    /// The height of the lines that other programs may save by setting a cell's paragraphs in fewer lines.
    fn spare_height(&self, content: &[Strip]) -> Abs {
        let paragraphs = content.iter().filter_map(|strip| match strip.kind {
            StripKind::Line { paragraph, line: 0, .. } => Some(&self.made.paragraphs[paragraph].lines),
            _ => None,
        });
        paragraphs.map(|set| set.lines[0].height * set.spare_lines as f64).sum()
    }
}
