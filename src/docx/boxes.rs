//! Makes tables of one cell out of the boxes of sections: Word has no boxes around paragraphs and tables.
//!
//! A box that holds a heading of a department or position (`h1`, `h2`) stays a section, whose shading
//! and borders its paragraphs take over, because Word's navigation does not look into tables; so does
//! one with page breaks of its own.

use std::borrow::Cow;
use std::sync::Arc;

use crate::tree::{
    Block, BoxStyle, Break, Cell, CellStyle, Document, Fit, GroupKind, Hold, Origin, PageMap, Paragraph,
    Part, Role, Row, RowGroup, Section, Table, TableStyle, VerticalAlign, WritingMode,
};
use crate::unit::{Abs, Sides};

use super::paragraph::inset;

/// The document and what layout found of it, with tables in place of the boxes; the same where there are none.
pub fn as_tables<'d>(document: &'d Document, pages: &'d PageMap) -> (Cow<'d, Document>, Cow<'d, PageMap>) {
    if !document.parts.iter().any(|part| has_box(&part.blocks)) {
        return (Cow::Borrowed(document), Cow::Borrowed(pages));
    }
    let mut pages = pages.clone();
    let mut convert = |(index, part): (usize, &Arc<Part>)| {
        if !has_box(&part.blocks) {
            return part.clone();
        }
        let fit = pages.fits.get(index).cloned().unwrap_or_default();
        let holds = Vec::with_capacity(fit.rows.len() + 8);
        let mut walk = Walk { part, known: fit.rows.iter().copied(), holds };
        let measure = part.page_styles.default.measure();
        let blocks = walk.blocks(&part.blocks, Room { measure, page: None });
        let rows = walk.holds;
        if let Some(known) = pages.fits.get_mut(index) {
            // Paragraphs stand in the order that they had.
            *known = Arc::new(Fit { rows, ..(*fit).clone() });
        }
        Arc::new(Part { blocks, ..(**part).clone() })
    };
    let parts = document.parts.iter().enumerate().map(&mut convert).collect();
    (Cow::Owned(Document { meta: document.meta.clone(), parts }), Cow::Owned(pages))
}

fn has_box(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Section(section) => becomes_table(section) || has_box(&section.blocks),
        Block::Table(table) => table.rows().flat_map(|row| &row.cells).any(|cell| has_box(&cell.blocks)),
        Block::List(list) => list.items.iter().any(|item| has_box(&item.blocks)),
        Block::Paragraph(_) | Block::Rule(_) => false,
    })
}

fn becomes_table(section: &Section) -> bool {
    let style = &section.style;
    let shows = style.background.is_some() || style.border != Sides::default();
    shows && !section.blocks.is_empty() && !needs_flow(&section.blocks)
}

/// Whether a cell could not hold the blocks as Word ought to see them.
fn needs_flow(blocks: &[Block]) -> bool {
    let breaks = |before: Break, after: Break| before == Break::Page || after == Break::Page;
    blocks.iter().any(|block| match block {
        Block::Paragraph(Paragraph { role, style, .. }) => {
            matches!(role, Role::Heading(1 | 2)) || breaks(style.break_before, style.break_after)
        }
        Block::Section(section) => {
            let style = &section.style;
            section.page.is_some()
                || breaks(style.break_before, style.break_after)
                || needs_flow(&section.blocks)
        }
        Block::Table(table) => breaks(table.style.break_before, table.style.break_after),
        Block::Rule(rule) => breaks(rule.style.break_before, rule.style.break_after),
        Block::List(list) => list.items.iter().any(|item| needs_flow(&item.blocks)),
    })
}

/// The room that blocks have.
#[derive(Clone, Copy)]
struct Room<'p> {
    measure: Abs,
    page: Option<&'p str>,
}

impl<'p> Room<'p> {
    fn less(self, taken: Abs) -> Room<'p> {
        Room { measure: self.measure - taken, ..self }
    }
}

/// Goes through a part, and through what holds its rows.
struct Walk<'p, H> {
    part: &'p Part,
    known: H,
    /// The rows of the new tables are as high as what they hold.
    holds: Vec<Hold>,
}

impl<'p, H: Iterator<Item = Hold>> Walk<'p, H> {
    fn blocks(&mut self, blocks: &'p [Block], room: Room<'p>) -> Vec<Block> {
        blocks.iter().map(|block| self.block(block, room)).collect()
    }

    fn block(&mut self, block: &'p Block, room: Room<'p>) -> Block {
        match block {
            Block::Section(section) => Block::Section(self.section(section, room)),
            Block::List(list) => {
                let inner = room.less(list.style.margin.horizontal() + list.style.indent);
                let mut new = list.clone();
                for (item, old) in new.items.iter_mut().zip(&list.items) {
                    item.blocks = self.blocks(&old.blocks, inner);
                }
                Block::List(new)
            }
            Block::Table(table) => Block::Table(self.table(table, room)),
            Block::Paragraph(_) | Block::Rule(_) => block.clone(),
        }
    }

    fn table(&mut self, table: &'p Table, room: Room<'p>) -> Table {
        let mut new = table.clone();
        let rows = new.groups.iter_mut().flat_map(|group| &mut group.rows);
        for (row, old) in rows.zip(table.rows()) {
            self.holds.extend(self.known.next());
            for (cell, old) in row.cells.iter_mut().zip(&old.cells) {
                let spanned: Abs = table.columns.iter().skip(old.column).take(old.colspan).copied().sum();
                let half = old.style.border.map(|border| inset(border, Abs::ZERO) / 2.0);
                let measure = spanned - old.style.padding.horizontal() - half.horizontal();
                cell.blocks = self.blocks(&old.blocks, Room { measure, ..room });
            }
        }
        new
    }

    fn section(&mut self, section: &'p Section, room: Room<'p>) -> Section {
        let style = &*section.style;
        // Pages of another style have another measure.
        let page = section.page.as_deref().or(room.page);
        let of_page = |page| self.part.page_styles.get(page).measure();
        let outer =
            Room { page, ..room.less(of_page(room.page) - of_page(page) + style.margin.horizontal()) };
        let borders = style.border.map(|border| inset(border, Abs::ZERO));
        let inner = outer.less(borders.horizontal() + style.padding.horizontal());
        if !becomes_table(section) {
            return Section { blocks: self.blocks(&section.blocks, inner), ..section.clone() };
        }
        self.holds.push(Hold::Content);
        let width = outer.measure - borders.horizontal() / 2.0;
        let table = table_of(style, width, self.blocks(&section.blocks, inner));
        // From the middle of the left border on.
        let margin = Sides { left: style.margin.left + borders.left / 2.0, ..style.margin };
        let outside = BoxStyle {
            padding: Sides::default(),
            border: Sides::default(),
            background: None,
            margin,
            ..style.clone()
        };
        Section { style: Arc::new(outside), blocks: vec![Block::Table(table)], ..section.clone() }
    }
}

fn table_of(style: &BoxStyle, width: Abs, blocks: Vec<Block>) -> Table {
    let cell_style = CellStyle {
        padding: style.padding,
        border: style.border,
        background: style.background,
        vertical_align: VerticalAlign::Top,
        writing_mode: WritingMode::HorizontalTb,
    };
    let cell = Cell {
        id: None,
        column: 0,
        colspan: 1,
        rowspan: 1,
        header: None,
        style: Arc::new(cell_style),
        blocks,
    };
    let row = Row {
        id: None,
        min_height: Abs::ZERO,
        keep_with_next: false,
        splits: !style.keep_together,
        cells: vec![cell],
        origin: Origin::default(),
    };
    let table_style = TableStyle {
        name: None,
        margin: Sides::default(),
        align: crate::tree::Align::Left,
        break_before: Break::Auto,
        break_after: Break::Auto,
        keep_together: false,
    };
    Table {
        id: None,
        label: None,
        style: Arc::new(table_style),
        columns: vec![width],
        caption: None,
        groups: vec![RowGroup { kind: GroupKind::Body, keep_together: false, rows: vec![row] }],
        origin: Origin::default(),
    }
}
