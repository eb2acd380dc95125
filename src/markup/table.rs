//! Builds tables from their elements.
//!
//! `grid` places the cells, `columns` measures the columns, `border` collapses the borders.

use std::sync::Arc;

use super::border;
use super::builder::{BlockBuilder, ContainingBlock};
use super::css::Computed;
use super::dom::{Dom, Elem, NodeId, origin_of, span_of};
use super::grid::{CellGrid, GridColumn, GroupPart, Parts, Styled};
use super::margins;
use super::names::{Attribute, Element};
use super::styles::{table_style, vertical_align};
use crate::diag::{Code, Text, did_you_mean, nearest};
use crate::tree::{
    Border, Break, Cell, CellStyle, GroupKind, HeaderScope, Paragraph, Role, Row, RowGroup, RowId, Table,
    TableId,
};
use crate::unit::{Abs, Sides};

impl BlockBuilder<'_> {
    pub fn table(&mut self, node: NodeId, style: &Arc<Computed>, room: &ContainingBlock) -> Option<Table> {
        let parts = self.parts(node, style);
        let caption = parts.caption;
        let grid = self.grid(node, style, parts)?;
        let own = table_style(style, room.measure);
        let available = room.measure - own.margin.horizontal();
        let columns = self.column_widths(node, &grid, available)?;
        let inner = room.enclosed(available);
        let caption = caption.and_then(|caption| self.caption(caption, style, &inner));
        let contents = self.cells(&grid, &columns, room);
        let groups = rows(self.dom, &grid, contents);
        Some(Table {
            id: TableId::default(),
            anchor: self.id(node),
            label: self.table_label(node),
            style: self.styles.tables.share(own),
            columns,
            caption: caption.map(Box::new),
            groups,
            origin: origin_of(self.dom.node(node)),
        })
    }

    /// The table's name for screen readers. An empty `aria-label` gives none.
    fn table_label(&self, node: NodeId) -> Option<Arc<str>> {
        let label = self.dom.element(node)?.attribute(Attribute::AriaLabel)?;
        Some(label.trim()).filter(|label| !label.is_empty()).map(Arc::from)
    }

    fn caption(&mut self, node: NodeId, table: &Arc<Computed>, room: &ContainingBlock) -> Option<Paragraph> {
        let style = self.style(node, table);
        if style.hidden {
            return None;
        }
        self.note_strings(node, &style);
        let caption = self.paragraph(node, Role::Caption, &style, room);
        (!caption.inlines.is_empty()).then_some(caption)
    }

    /// Sorts a table's children by kind, and reports those that are out of order.
    fn parts(&mut self, table: NodeId, style: &Arc<Computed>) -> Parts {
        let mut parts = Parts::default();
        let mut reached = 0;
        let mut bare_rows = false;
        for &child in self.dom.children(table) {
            let Some(element) = self.dom.element(child) else {
                self.refuse_text(child, Element::Table);
                continue;
            };
            let rank = match element.kind {
                Element::Caption => 1,
                Element::Colgroup | Element::Col => 2,
                Element::Thead => 3,
                Element::Tbody | Element::Tr => 4,
                Element::Tfoot => 5,
                _ => {
                    self.misplaced(
                        child,
                        " caption、colgroup、thead、tbody、tfoot 和 tr",
                        "caption, colgroup, thead, tbody, tfoot and tr",
                    );
                    continue;
                }
            };
            let once = matches!(element.kind, Element::Caption | Element::Thead | Element::Tfoot);
            if rank < reached || (once && rank == reached) {
                self.out_of_order(element, rank == reached);
                continue;
            }
            reached = rank;
            let own = self.style(child, style);
            if own.hidden {
                continue;
            }
            match element.kind {
                Element::Caption => parts.caption = Some(child),
                Element::Col => parts.columns.push(GridColumn { style: Some(own), group: None }),
                Element::Colgroup => self.colgroup(element, child, &own, &mut parts.columns),
                Element::Tr => {
                    self.note_strings(child, &own);
                    match parts.groups.last_mut() {
                        Some(group) if bare_rows => group.rows.push((child, own)),
                        _ => {
                            let rows = vec![(child, own)];
                            parts.groups.push(GroupPart { kind: GroupKind::Body, style: None, rows });
                        }
                    }
                }
                kind => {
                    let kind = match kind {
                        Element::Thead => GroupKind::Head,
                        Element::Tfoot => GroupKind::Foot,
                        _ => GroupKind::Body,
                    };
                    let rows = self.group_rows(element, &own);
                    parts.groups.push(GroupPart { kind, style: Some(own), rows });
                }
            }
            bare_rows = element.kind == Element::Tr;
        }
        parts.groups.retain(|group| !group.rows.is_empty());
        parts
    }

    fn out_of_order(&mut self, element: &Elem<'_>, twice: bool) {
        let kind = element.kind;
        let message = if twice {
            Text::new(format!("表格里只能有一个 `{kind}`"), format!("a table has one `{kind}` only"))
        } else {
            Text::new(format!("`{kind}` 的位置不对"), format!("`{kind}` is out of order"))
        };
        let help = Text::new(
            "次序：caption，colgroup 或 col，thead，tbody 或 tr，tfoot",
            "the order is caption, colgroup or col, thead, tbody or tr, tfoot",
        );
        self.report.error_with_help(Code::E207, element.span, message, Some(help));
    }

    fn colgroup(
        &mut self,
        element: &Elem<'_>,
        node: NodeId,
        style: &Arc<Computed>,
        columns: &mut Vec<GridColumn>,
    ) {
        for &child in &element.children.ids {
            match self.dom.kind(child) {
                Some(Element::Col) => {
                    let own = self.style(child, style);
                    columns.push(GridColumn { style: Some(own), group: Some((node, style.clone())) });
                }
                Some(_) => self.misplaced(child, " `col`", "`col` only"),
                None => self.refuse_text(child, Element::Colgroup),
            }
        }
    }

    fn group_rows(&mut self, group: &Elem<'_>, style: &Arc<Computed>) -> Vec<Styled> {
        let mut rows = Vec::new();
        for &child in &group.children.ids {
            match self.dom.kind(child) {
                Some(Element::Tr) => {
                    let own = self.style(child, style);
                    if !own.hidden {
                        self.note_strings(child, &own);
                        rows.push((child, own));
                    }
                }
                Some(_) => self.misplaced(child, " `tr`", "`tr` only"),
                None => self.refuse_text(child, group.kind),
            }
        }
        rows
    }

    /// Builds every cell, in the grid's order.
    fn cells(&mut self, grid: &CellGrid, columns: &[Abs], room: &ContainingBlock) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(grid.cells.len());
        for cell in &grid.cells {
            let border = border::around(grid, cell);
            let spanned = columns.get(cell.column..cell.column + cell.colspan).unwrap_or_default();
            let width: Abs = spanned.iter().copied().sum();
            let padding = cell.style.padding(width);
            let style = CellStyle {
                padding,
                border,
                background: grid.background(cell),
                vertical_align: vertical_align(&cell.style),
                writing_mode: cell.style.writing_mode,
            };
            let content = width - padding.horizontal() - half(border);
            if content < Abs::pt(1.0) {
                let message = Text::new(
                    format!("第 {} 行第 {} 列的单元格没有给内容留下宽度", cell.row + 1, cell.column + 1),
                    format!(
                        "the cell in row {}, column {} has no width left for its content",
                        cell.row + 1,
                        cell.column + 1
                    ),
                );
                self.report.error(Code::E210, span_of(self.dom.node(cell.node)), message);
            }
            let room = room.enclosed(content.max(Abs::pt(1.0)));
            let mut blocks = self.blocks(cell.node, &cell.style, &room);
            self.fill(&mut blocks, &cell.style, &room);
            margins::collapse(&mut blocks, &mut self.styles);
            let kind = grid.group_of(cell.row).map_or(GroupKind::Body, |group| group.kind);
            cells.push(Cell {
                anchor: self.id(cell.node),
                column: cell.column,
                colspan: cell.colspan,
                rowspan: cell.rowspan,
                header: self.scope(cell.node, kind),
                style: self.styles.cells.share(style),
                blocks,
            });
        }
        cells
    }

    /// Whether a `th` is the header of a column or a row. Without `scope` it is its column's in a `thead`, else its row's.
    fn scope(&mut self, cell: NodeId, group: GroupKind) -> Option<HeaderScope> {
        let element = self.dom.element(cell).filter(|element| element.kind == Element::Th)?;
        let usual = if group == GroupKind::Head { HeaderScope::Column } else { HeaderScope::Row };
        let Some(attribute) = element.get(Attribute::Scope) else { return Some(usual) };
        match &*attribute.value {
            "row" | "rowgroup" => Some(HeaderScope::Row),
            "col" | "colgroup" => Some(HeaderScope::Column),
            other => {
                let message = Text::new(
                    "`scope` 应为 row、col、rowgroup 或 colgroup",
                    "`scope` is row, col, rowgroup or colgroup",
                );
                let help = did_you_mean(nearest(other, ["row", "col"]));
                self.report.error_with_help(Code::E204, attribute.span, message, help);
                Some(usual)
            }
        }
    }
}

/// The width of a cell's side borders that lies in the cell: half of each.
fn half(border: Sides<Option<Border>>) -> Abs {
    let width = |border: Option<Border>| border.map_or(Abs::ZERO, |border| border.width);
    (width(border.left) + width(border.right)) / 2.0
}

/// Gathers the finished cells into rows and groups.
fn rows(dom: &Dom<'_>, grid: &CellGrid, cells: Vec<Cell>) -> Vec<RowGroup> {
    let heights = heights(grid);
    let mut cells = grid.cells.iter().map(|cell| cell.row).zip(cells).peekable();
    let mut groups = Vec::with_capacity(grid.groups.len());
    for group in &grid.groups {
        let mut rows = Vec::with_capacity(group.rows.len());
        for index in group.rows.clone() {
            let Some(row) = grid.rows.get(index) else { continue };
            let mut own = Vec::new();
            while let Some((_, cell)) = cells.next_if(|(row, _)| *row == index) {
                own.push(cell);
            }
            own.shrink_to_fit();
            let next = grid.rows.get(index + 1);
            rows.push(Row {
                id: RowId::default(),
                anchor: row.id.clone(),
                min_height: heights.get(index).copied().unwrap_or_default(),
                keep_with_next: row.style.break_after == Break::Avoid
                    || next.is_some_and(|next| next.style.break_before == Break::Avoid),
                splits: !row.style.keep_together,
                cells: own,
                origin: origin_of(dom.node(row.node)),
            });
        }
        let keep_together = group.style.as_ref().is_some_and(|style| style.keep_together);
        groups.push(RowGroup { kind: group.kind, keep_together, rows });
    }
    groups
}

/// The least height of each row, from its own and its cells' `height`.
fn heights(grid: &CellGrid) -> Vec<Abs> {
    let mut heights: Vec<Abs> = grid.rows.iter().map(|row| row.style.height.unwrap_or_default()).collect();
    let asking = |tall: bool| grid.cells.iter().filter(move |cell| (cell.rowspan > 1) == tall);
    for cell in asking(false).chain(asking(true)) {
        let Some(wish) = cell.style.height else { continue };
        let rows = heights.get_mut(cell.row..cell.row + cell.rowspan).unwrap_or_default();
        let missing = wish - rows.iter().copied().sum();
        // Where the rows of a tall cell are not high enough, the last of them grows.
        if let Some(last) = rows.last_mut().filter(|_| missing > Abs::ZERO) {
            *last += missing;
        }
    }
    heights
}
