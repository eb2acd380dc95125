//! Turns the boxes of sections into tables of one cell, because Word has no boxes around several paragraphs and
//! tables.
//!
//! Two kinds of boxes stay sections, and their paragraphs take over shading and borders: those with a heading of a
//! department or position (`h1`, `h2`), because Word's navigation pane does not look into tables, and those with page
//! breaks inside.

use std::sync::Arc;

use crate::flow::{BoxPiece, border_width};
use crate::tree::{
    Align, Block, BoxStyle, Break, Cell, CellStyle, GroupKind, Origin, Paragraph, Role, Row, RowGroup, RowId,
    Section, Table, TableId, TableStyle, VerticalAlign, WritingMode,
};
use crate::unit::{Abs, Sides};

/// Whether a section's box becomes a table.
pub fn becomes_table(section: &Section) -> bool {
    let style = &section.style;
    let shows = style.background.is_some() || style.border != Sides::default();
    shows && !section.blocks.is_empty() && !needs_flow(&section.blocks)
}

/// Whether the blocks cannot stand in a cell: they hold such a heading, a page break or a page style.
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

/// The table that a box becomes, its cell still empty.
pub fn table_of_box(own: &BoxPiece) -> Table {
    let style = &own.section.style;
    let borders = style.border.map(border_width);
    table_of_style(style, own.width - borders.horizontal() / 2.0)
}

/// A table of one cell that looks like a box; `width` is measured between the centres of its side borders.
pub fn table_of_style(style: &BoxStyle, width: Abs) -> Table {
    let cell_style = CellStyle {
        padding: style.padding,
        border: style.border,
        background: style.background,
        vertical_align: VerticalAlign::Top,
        writing_mode: WritingMode::HorizontalTb,
    };
    let cell = Cell {
        anchor: None,
        column: 0,
        colspan: 1,
        rowspan: 1,
        header: None,
        style: Arc::new(cell_style),
        blocks: Vec::new(),
    };
    let row = Row {
        id: RowId::default(),
        anchor: None,
        min_height: Abs::ZERO,
        keep_with_next: false,
        splits: !style.keep_together,
        cells: vec![cell],
        origin: Origin::default(),
    };
    let table_style = TableStyle {
        name: None,
        margin: Sides::default(),
        align: Align::Left,
        break_before: Break::Auto,
        break_after: Break::Auto,
        keep_together: false,
    };
    Table {
        id: TableId::default(),
        anchor: None,
        label: None,
        style: Arc::new(table_style),
        columns: vec![width],
        caption: None,
        groups: vec![RowGroup { kind: GroupKind::Body, keep_together: false, rows: vec![row] }],
        origin: Origin::default(),
    }
}
