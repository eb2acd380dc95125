//! Builds tables: cells placed on the grid, columns measured, borders collapsed.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::border;
use super::cascade::{Computed, Extent};
use super::dom::{Elem, NodeId};
use super::flow::{Builder, Room};
use super::inline::span_of;
use super::margins;
use super::names::{Attribute, Element, nearest};
use super::report::did_you_mean;
use super::styles::{table_style, vertical_align, width_of};
use crate::diag::Text;
use crate::tree::{Border, Break, Cell, CellStyle, GroupKind, Paragraph, Role, Row, RowGroup, Scope, Table};
use crate::unit::{Abs, Color, Sides};

/// A table has no more columns: Word's limit.
const MOST_COLUMNS: usize = 63;

/// A table's elements on its grid.
pub struct Grid {
    pub style: Arc<Computed>,
    pub columns: Vec<Column>,
    pub groups: Vec<Group>,
    pub rows: Vec<GridRow>,
    pub cells: Vec<GridCell>,
    /// The cell that covers each place, row by row.
    owners: Vec<usize>,
}

#[derive(Clone, Default)]
pub struct Column {
    pub style: Option<Arc<Computed>>,
    /// The `colgroup`, with its number.
    pub group: Option<(usize, Arc<Computed>)>,
}

pub struct Group {
    pub kind: GroupKind,
    /// `None` for rows that stand directly in the table.
    pub style: Option<Arc<Computed>>,
    pub rows: Range<usize>,
}

pub struct GridRow {
    pub node: NodeId,
    id: Option<Arc<str>>,
    pub style: Arc<Computed>,
    group: usize,
}

pub struct GridCell {
    node: NodeId,
    pub style: Arc<Computed>,
    pub row: usize,
    pub column: usize,
    pub rowspan: usize,
    pub colspan: usize,
}

impl Grid {
    pub fn cell_at(&self, row: usize, column: usize) -> Option<&GridCell> {
        let width = self.columns.len();
        let place = row.checked_mul(width)?.checked_add(column)?;
        let owner = self.owners.get(place).filter(|_| column < width)?;
        self.cells.get(*owner)
    }

    pub fn group_of(&self, row: usize) -> Option<&Group> {
        self.rows.get(row).and_then(|row| self.groups.get(row.group))
    }

    /// A cell's background, or that of what lies beneath it (CSS 2.2 §17.5.1).
    fn background(&self, cell: &GridCell) -> Option<Color> {
        let row = self.rows.get(cell.row).and_then(|row| row.style.background);
        let group = self.group_of(cell.row).and_then(|group| group.style.as_ref()?.background);
        let column = self.columns.get(cell.column);
        cell.style
            .background
            .or(row)
            .or(group)
            .or_else(|| column?.style.as_ref()?.background)
            .or_else(|| column?.group.as_ref()?.1.background)
            .or(self.style.background)
    }
}

/// A table's children, sorted.
#[derive(Default)]
struct Parts {
    caption: Option<NodeId>,
    columns: Vec<Column>,
    /// Kind, style, and rows with their styles.
    groups: Vec<(GroupKind, Option<Arc<Computed>>, Vec<(NodeId, Arc<Computed>)>)>,
}

impl Builder<'_> {
    pub fn table(&mut self, node: NodeId, style: &Arc<Computed>, room: &Room) -> Option<Table> {
        let parts = self.parts(node, style);
        let caption = parts.caption;
        let grid = self.grid(node, style, parts)?;
        let own = table_style(style, room.measure);
        let available = room.measure - own.margin.horizontal();
        let columns = self.column_widths(node, &grid, available)?;
        let inner = room.enclosed(available);
        let caption = caption.and_then(|caption| self.caption(caption, style, &inner));
        let contents = self.cells(&grid, &columns, room);
        let groups = rows(&grid, contents);
        Some(Table {
            id: self.id(node),
            style: self.styles.tables.share(own),
            columns,
            caption: caption.map(Box::new),
            groups,
        })
    }

    fn caption(&mut self, node: NodeId, table: &Arc<Computed>, room: &Room) -> Option<Paragraph> {
        let style = self.style(node, table);
        if style.hidden {
            return None;
        }
        self.note_strings(node, &style);
        let caption = self.paragraph(node, Role::Caption, &style, room);
        (!caption.inlines.is_empty()).then_some(caption)
    }

    /// Sorts a table's children; each must stand in its place.
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
                Element::Col => parts.columns.push(Column { style: Some(own), group: None }),
                Element::Colgroup => self.colgroup(element, child, &own, &mut parts.columns),
                Element::Tr => {
                    self.note_strings(child, &own);
                    match parts.groups.last_mut() {
                        Some((GroupKind::Body, None, rows)) if bare_rows => rows.push((child, own)),
                        _ => parts.groups.push((GroupKind::Body, None, vec![(child, own)])),
                    }
                }
                kind => {
                    let kind = match kind {
                        Element::Thead => GroupKind::Head,
                        Element::Tfoot => GroupKind::Foot,
                        _ => GroupKind::Body,
                    };
                    let rows = self.group_rows(element, &own);
                    parts.groups.push((kind, Some(own), rows));
                }
            }
            bare_rows = element.kind == Element::Tr;
        }
        parts.groups.retain(|(.., rows)| !rows.is_empty());
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
        self.report.error_with_help("E207", element.span, message, Some(help));
    }

    fn colgroup(
        &mut self,
        element: &Elem<'_>,
        node: NodeId,
        style: &Arc<Computed>,
        columns: &mut Vec<Column>,
    ) {
        for &child in &element.children.ids {
            match self.dom.kind(child) {
                Some(Element::Col) => {
                    let own = self.style(child, style);
                    columns.push(Column { style: Some(own), group: Some((node, style.clone())) });
                }
                Some(_) => self.misplaced(child, " `col`", "`col` only"),
                None => self.refuse_text(child, Element::Colgroup),
            }
        }
    }

    fn group_rows(&mut self, group: &Elem<'_>, style: &Arc<Computed>) -> Vec<(NodeId, Arc<Computed>)> {
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

    /// Places the cells; `None` where they do not cover the grid, which is reported.
    fn grid(&mut self, table: NodeId, style: &Arc<Computed>, parts: Parts) -> Option<Grid> {
        let mut placer = Placer::default();
        let mut groups = Vec::new();
        for (kind, group_style, rows) in parts.groups {
            let start = placer.rows.len();
            let end = start + rows.len();
            placer.busy.clear();
            for (node, row_style) in rows {
                self.place_row(node, row_style, groups.len(), end, &mut placer);
            }
            groups.push(Group { kind, style: group_style, rows: start..end });
        }
        if placer.rows.is_empty() {
            let message = Text::new("表格没有行", "this table has no rows");
            self.report.error("E209", span_of(self.dom.node(table)), message);
            return None;
        }
        let width = if parts.columns.is_empty() { placer.usual_width() } else { parts.columns.len() };
        let mut columns = parts.columns;
        columns.resize(width, Column::default());
        self.check_rows(&placer, width);
        if placer.broken {
            return None;
        }
        let mut owners = vec![0; width * placer.rows.len()];
        for (index, cell) in placer.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.rowspan {
                let first = row * width + cell.column;
                owners.get_mut(first..first + cell.colspan)?.fill(index);
            }
        }
        Some(Grid { style: style.clone(), columns, groups, rows: placer.rows, cells: placer.cells, owners })
    }

    fn place_row(
        &mut self,
        node: NodeId,
        style: Arc<Computed>,
        group: usize,
        end: usize,
        placer: &mut Placer,
    ) {
        let row = placer.rows.len();
        let mut column = 0;
        for &child in self.dom.children(node) {
            let Some(element) = self.dom.element(child) else {
                self.refuse_text(child, Element::Tr);
                continue;
            };
            if !element.kind.is_cell() {
                self.misplaced(child, " `th` 和 `td`", "`th` and `td` only");
                continue;
            }
            let own = self.style(child, &style);
            if own.hidden {
                continue;
            }
            self.note_strings(child, &own);
            let colspan = self.span(element, Attribute::Colspan);
            let mut rowspan = self.span(element, Attribute::Rowspan);
            if row + rowspan > end {
                let message = Text::new(
                    format!("第 {} 行的 rowspan 超出了它的行组，最多为 {}", row + 1, end - row),
                    format!("a rowspan in row {} reaches past its row group; {} at most", row + 1, end - row),
                );
                self.report.error("E209", element.span, message);
                placer.broken = true;
                rowspan = end - row;
            }
            while placer.is_busy(row, column) {
                column += 1;
            }
            if column + colspan > MOST_COLUMNS {
                let message = Text::new(
                    format!("第 {} 行超过了 {MOST_COLUMNS} 列", row + 1),
                    format!("row {} has more than {MOST_COLUMNS} columns", row + 1),
                );
                self.report.error("E209", element.span, message);
                placer.broken = true;
                break;
            }
            if (column..column + colspan).any(|place| placer.is_busy(row, place)) {
                let message = Text::new(
                    format!("第 {} 行的单元格与上面伸下来的单元格重叠", row + 1),
                    format!("a cell of row {} overlaps one that reaches down from above", row + 1),
                );
                self.report.error("E209", element.span, message);
                placer.broken = true;
            }
            placer.take(column..column + colspan, row + rowspan);
            placer.cells.push(GridCell { node: child, style: own, row, column, rowspan, colspan });
            column += colspan;
        }
        placer.rows.push(GridRow { node, id: self.id(node), style, group });
        placer.widths.push(placer.covered(row));
    }

    /// Reports each row that does not cover the grid.
    fn check_rows(&mut self, placer: &Placer, width: usize) {
        if placer.broken {
            return;
        }
        for (index, (row, covered)) in placer.rows.iter().zip(&placer.widths).enumerate() {
            if *covered != Some(width) {
                let number = index + 1;
                let message = match covered {
                    Some(found) => Text::new(
                        format!("表格第 {number} 行占 {found} 列，而表格有 {width} 列"),
                        format!("row {number} covers {found} of the table's columns, which are {width}"),
                    ),
                    None => Text::new(
                        format!("表格第 {number} 行中间有空缺，它上方的单元格没有伸到这里"),
                        format!("row {number} has a hole between its cells and those from above"),
                    ),
                };
                self.report.error("E209", span_of(self.dom.node(row.node)), message);
            }
        }
    }

    fn span(&mut self, element: &Elem<'_>, name: Attribute) -> usize {
        let Some(attribute) = element.get(name) else { return 1 };
        let number = attribute.value.trim().parse().ok().filter(|number| (1..=1000).contains(number));
        if number.is_none() {
            let message = Text::new(
                format!("`{name}` 应为 1 到 1000 的整数"),
                format!("`{name}` is a whole number from 1 to 1000"),
            );
            self.report.error("E204", attribute.span, message);
        }
        number.unwrap_or(1)
    }

    /// The width of each column: fixed table layout (CSS 2.2 §17.5.2.1) over the whole width.
    fn column_widths(&mut self, table: NodeId, grid: &Grid, available: Abs) -> Option<Vec<Abs>> {
        let width = width_of(grid.style.width, available).unwrap_or(available);
        let asked = wishes(grid);
        let fixed: Abs = asked.iter().flatten().map(|wish| wish.of(width)).sum();
        let absolute: Abs = asked
            .iter()
            .flatten()
            .map(|wish| if let Extent::Abs(length) = wish { *length } else { Abs::ZERO })
            .sum();
        let autos = asked.iter().filter(|wish| wish.is_none()).count();
        let rest = width - fixed;
        let room = if autos > 0 { width } else { available };
        let too_wide = if autos > 0 { fixed } else { absolute };
        if !width.fits(available) || !too_wide.fits(room) || (autos > 0 && rest < Abs::pt(autos as f64)) {
            let needed = if width.fits(available) { fixed } else { width };
            let message = Text::new(
                format!("表格的列宽共 {:.1} mm，超出可用的 {:.1} mm", needed.to_mm(), available.to_mm()),
                format!(
                    "the table's columns take {:.1} mm, more than the {:.1} mm there are",
                    needed.to_mm(),
                    available.to_mm()
                ),
            );
            self.report.error("E210", span_of(self.dom.node(table)), message);
            return None;
        }
        if autos > 0 {
            let share = rest / autos as f64;
            return Some(asked.iter().map(|wish| wish.map_or(share, |wish| wish.of(width))).collect());
        }
        let scale = width / fixed;
        Some(asked.iter().flatten().map(|wish| wish.of(width) * scale).collect())
    }

    /// Builds every cell, in the grid's order.
    fn cells(&mut self, grid: &Grid, columns: &[Abs], room: &Room) -> Vec<Cell> {
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
                self.report.error("E210", span_of(self.dom.node(cell.node)), message);
            }
            let room = room.enclosed(content.max(Abs::pt(1.0)));
            let mut blocks = self.blocks(cell.node, &cell.style, &room);
            self.fill(&mut blocks, &cell.style, &room);
            margins::collapse(&mut blocks, &mut self.styles);
            let kind = grid.group_of(cell.row).map_or(GroupKind::Body, |group| group.kind);
            cells.push(Cell {
                id: self.id(cell.node),
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

    /// What a `th` is the header of; without `scope`, of its column in a `thead`, else of its row.
    fn scope(&mut self, cell: NodeId, group: GroupKind) -> Option<Scope> {
        let element = self.dom.element(cell).filter(|element| element.kind == Element::Th)?;
        let usual = if group == GroupKind::Head { Scope::Column } else { Scope::Row };
        let Some(attribute) = element.get(Attribute::Scope) else { return Some(usual) };
        match &*attribute.value {
            "row" | "rowgroup" => Some(Scope::Row),
            "col" | "colgroup" => Some(Scope::Column),
            other => {
                let message = Text::new(
                    "`scope` 应为 row、col、rowgroup 或 colgroup",
                    "`scope` is row, col, rowgroup or colgroup",
                );
                let help = did_you_mean(nearest(other, ["row", "col"]));
                self.report.error_with_help("E204", attribute.span, message, help);
                Some(usual)
            }
        }
    }
}

/// Half of each side border's width lies in the cell.
fn half(border: Sides<Option<Border>>) -> Abs {
    let width = |border: Option<Border>| border.map_or(Abs::ZERO, |border| border.width);
    (width(border.left) + width(border.right)) / 2.0
}

/// The width each column asks for: by its `col`, else by the first row's cell.
fn wishes(grid: &Grid) -> Vec<Option<Extent>> {
    let mut wishes: Vec<Option<Extent>> =
        grid.columns.iter().map(|column| column.style.as_ref().and_then(|style| style.width)).collect();
    for cell in grid.cells.iter().take_while(|cell| cell.row == 0) {
        let share = cell.style.width.map(|width| match width {
            Extent::Abs(length) => Extent::Abs(length / cell.colspan as f64),
            Extent::Percent(percent) => Extent::Percent(percent / cell.colspan as f64),
        });
        for wish in wishes.iter_mut().skip(cell.column).take(cell.colspan) {
            *wish = wish.or(share);
        }
    }
    wishes
}

/// Gathers the finished cells into rows and groups.
fn rows(grid: &Grid, cells: Vec<Cell>) -> Vec<RowGroup> {
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
            let next = grid.rows.get(index + 1);
            rows.push(Row {
                id: row.id.clone(),
                min_height: heights.get(index).copied().unwrap_or_default(),
                keep_with_next: row.style.break_after == Break::Avoid
                    || next.is_some_and(|next| next.style.break_before == Break::Avoid),
                cells: own,
            });
        }
        let keep_together = group.style.as_ref().is_some_and(|style| style.keep_together);
        groups.push(RowGroup { kind: group.kind, keep_together, rows });
    }
    groups
}

/// The least height of each row, from its own and its cells' `height`.
fn heights(grid: &Grid) -> Vec<Abs> {
    let mut heights: Vec<Abs> = grid.rows.iter().map(|row| row.style.height.unwrap_or_default()).collect();
    let asking = |tall: bool| grid.cells.iter().filter(move |cell| (cell.rowspan > 1) == tall);
    for cell in asking(false).chain(asking(true)) {
        let Some(wish) = cell.style.height else { continue };
        let rows = heights.get_mut(cell.row..cell.row + cell.rowspan).unwrap_or_default();
        let missing = wish - rows.iter().copied().sum();
        // A tall cell's wish that its rows do not meet goes to the last of them.
        if let Some(last) = rows.last_mut().filter(|_| missing > Abs::ZERO) {
            *last += missing;
        }
    }
    heights
}

/// Places cells row by row.
#[derive(Default)]
struct Placer {
    rows: Vec<GridRow>,
    cells: Vec<GridCell>,
    /// For each column, the first row that nothing from above covers.
    busy: Vec<usize>,
    /// How many columns each row covers; `None` where there is a hole.
    widths: Vec<Option<usize>>,
    broken: bool,
}

impl Placer {
    fn is_busy(&self, row: usize, column: usize) -> bool {
        self.busy.get(column).is_some_and(|&until| until > row)
    }

    fn take(&mut self, columns: Range<usize>, until: usize) {
        if self.busy.len() < columns.end {
            self.busy.resize(columns.end, 0);
        }
        for column in columns {
            if let Some(place) = self.busy.get_mut(column) {
                *place = until.max(*place);
            }
        }
    }

    fn covered(&self, row: usize) -> Option<usize> {
        let covered = self.busy.iter().take_while(|&&until| until > row).count();
        let holes = self.busy.iter().skip(covered).any(|&until| until > row);
        (!holes).then_some(covered)
    }

    /// The width that most rows have; the first of several.
    fn usual_width(&self) -> usize {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for width in self.widths.iter().flatten() {
            *counts.entry(*width).or_default() += 1;
        }
        let most = counts.values().copied().max().unwrap_or_default();
        let usual = |width: &&usize| counts.get(width).is_some_and(|&count| count == most);
        self.widths.iter().flatten().find(usual).copied().unwrap_or(1).max(1)
    }
}
