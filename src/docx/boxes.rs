//! Makes tables of one cell out of the boxes of sections: Word has no boxes around paragraphs and tables.
//!
//! A box that holds a heading of a department or position (`h1`, `h2`) stays a section, whose shading
//! and borders its paragraphs take over, because Word's navigation does not look into tables; so does
//! one with page breaks of its own.

use std::borrow::Cow;
use std::sync::Arc;

use crate::tree::{
    Block, BoxStyle, Break, Cell, CellStyle, Document, GroupKind, Origin, Paragraph, Part, Role, Row,
    RowGroup, Section, Table, TableStyle, VerticalAlign, WritingMode,
};
use crate::unit::{Abs, Sides};

use super::paragraph::inset;

/// The document, with tables in place of the boxes; the same one where there are none.
pub fn as_tables(document: &Document) -> Cow<'_, Document> {
    if !document.parts.iter().any(|part| has_box(&part.blocks)) {
        return Cow::Borrowed(document);
    }
    let convert = |part: &Arc<Part>| match has_box(&part.blocks) {
        true => {
            let measure = part.page_styles.default.measure();
            let blocks = blocks(&part.blocks, &Room { measure, page: None, part });
            Arc::new(Part { blocks, ..(**part).clone() })
        }
        false => part.clone(),
    };
    Cow::Owned(Document { meta: document.meta.clone(), parts: document.parts.iter().map(convert).collect() })
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
struct Room<'p> {
    measure: Abs,
    page: Option<&'p str>,
    part: &'p Part,
}

impl<'p> Room<'p> {
    fn less(&self, taken: Abs) -> Room<'p> {
        Room { measure: self.measure - taken, ..*self }
    }
}

fn blocks(from: &[Block], room: &Room) -> Vec<Block> {
    from.iter().map(|block| convert(block, room)).collect()
}

fn convert(block: &Block, room: &Room) -> Block {
    match block {
        Block::Section(section) => Block::Section(convert_section(section, room)),
        Block::List(list) => {
            let inner = room.less(list.style.margin.horizontal() + list.style.indent);
            let mut list = list.clone();
            list.items.iter_mut().for_each(|item| item.blocks = blocks(&item.blocks, &inner));
            Block::List(list)
        }
        Block::Table(table) => {
            let mut table = table.clone();
            let columns = table.columns.clone();
            let cells =
                table.groups.iter_mut().flat_map(|group| &mut group.rows).flat_map(|row| &mut row.cells);
            for cell in cells {
                let spanned = columns.iter().skip(cell.column).take(cell.colspan).copied().sum::<Abs>();
                let half = cell.style.border.map(|border| inset(border, Abs::ZERO) / 2.0);
                let taken = cell.style.padding.horizontal() + half.horizontal();
                cell.blocks = blocks(&cell.blocks, &Room { measure: spanned - taken, ..*room });
            }
            Block::Table(table)
        }
        Block::Paragraph(_) | Block::Rule(_) => block.clone(),
    }
}

fn convert_section(section: &Section, room: &Room) -> Section {
    let style = &*section.style;
    // Pages of another style have another measure.
    let page = section.page.as_deref().or(room.page);
    let of_page = |page| room.part.page_styles.get(page).measure();
    let outer = Room { page, ..room.less(of_page(room.page) - of_page(page) + style.margin.horizontal()) };
    let borders = style.border.map(|border| inset(border, Abs::ZERO));
    let inner = outer.less(borders.horizontal() + style.padding.horizontal());
    if !becomes_table(section) {
        return Section { blocks: blocks(&section.blocks, &inner), ..section.clone() };
    }
    let table = table_of(style, outer.measure - borders.horizontal() / 2.0, blocks(&section.blocks, &inner));
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
        style: Arc::new(table_style),
        columns: vec![width],
        caption: None,
        groups: vec![RowGroup { kind: GroupKind::Body, keep_together: false, rows: vec![row] }],
        origin: Origin::default(),
    }
}
