//! Makes tables of one cell out of the boxes of sections: Word has no boxes around paragraphs and tables.
//!
//! A box that holds a heading of a department or position (`h1`, `h2`) stays a section, whose shading
//! and borders its paragraphs take over, because Word's navigation does not look into tables; so does
//! one with page breaks of its own.

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

/// The table that a box becomes, its cell still empty.
pub fn table_of_box(own: &BoxPiece) -> Table {
    let style = &own.section.style;
    let borders = style.border.map(border_width);
    table_of_style(style, own.width - borders.horizontal() / 2.0)
}

/// A table of one cell that looks like a box and is so wide, from the middle of its line on.
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
