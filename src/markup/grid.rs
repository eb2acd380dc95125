//! Places a table's cells on its grid. Together they must cover each place exactly once.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::builder::BlockBuilder;
use super::css::Computed;
use super::dom::{Elem, NodeId, span_of};
use super::names::{Attribute, Element};
use crate::diag::{Code, Text};
use crate::tree::GroupKind;
use crate::unit::Color;

/// The most rows or columns that a cell may span (HTML's limit for rows).
const MOST_SPANNED: usize = 65_534;

/// The most columns of a table (Word's limit).
const MOST_COLUMNS: usize = 63;

/// A table's columns, groups, rows and cells, with their styles.
pub struct CellGrid {
    pub style: Arc<Computed>,
    pub columns: Vec<GridColumn>,
    pub groups: Vec<GridGroup>,
    pub rows: Vec<GridRow>,
    pub cells: Vec<GridCell>,
    /// The index of the cell that covers each place, row by row.
    owners: Vec<usize>,
}

#[derive(Clone, Default)]
pub struct GridColumn {
    pub style: Option<Arc<Computed>>,
    /// The `colgroup` by its node, with its style.
    pub group: Option<(usize, Arc<Computed>)>,
}

pub struct GridGroup {
    pub kind: GroupKind,
    /// `None` for rows that stand directly in the table.
    pub style: Option<Arc<Computed>>,
    pub rows: Range<usize>,
}

pub struct GridRow {
    pub node: NodeId,
    pub id: Option<Arc<str>>,
    pub style: Arc<Computed>,
    group: usize,
}

pub struct GridCell {
    pub node: NodeId,
    pub style: Arc<Computed>,
    pub row: usize,
    pub column: usize,
    pub rowspan: usize,
    pub colspan: usize,
}

/// A table's children by kind.
#[derive(Default)]
pub struct Parts {
    pub caption: Option<NodeId>,
    pub columns: Vec<GridColumn>,
    pub groups: Vec<GroupPart>,
}

/// A row group. Rows that stand directly in the table make a group without a style.
pub struct GroupPart {
    pub kind: GroupKind,
    pub style: Option<Arc<Computed>>,
    pub rows: Vec<Styled>,
}

/// An element with its style.
pub type Styled = (NodeId, Arc<Computed>);

impl CellGrid {
    pub fn cell_at(&self, row: usize, column: usize) -> Option<&GridCell> {
        let width = self.columns.len();
        let place = row.checked_mul(width)?.checked_add(column)?;
        let owner = self.owners.get(place).filter(|_| column < width)?;
        self.cells.get(*owner)
    }

    pub fn group_of(&self, row: usize) -> Option<&GridGroup> {
        self.rows.get(row).and_then(|row| self.groups.get(row.group))
    }

    /// A cell's background, or that of what lies beneath it (CSS 2.2 §17.5.1).
    pub fn background(&self, cell: &GridCell) -> Option<Color> {
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

impl BlockBuilder<'_> {
    /// Places the cells. `None` if they do not cover the grid; that is reported.
    pub fn grid(&mut self, table: NodeId, style: &Arc<Computed>, parts: Parts) -> Option<CellGrid> {
        let mut placer = Placer::default();
        let mut groups = Vec::new();
        for GroupPart { kind, style: group_style, rows } in parts.groups {
            let start = placer.rows.len();
            let end = start + rows.len();
            placer.busy.clear();
            for (node, row_style) in rows {
                self.place_row(node, row_style, groups.len(), end, &mut placer);
            }
            groups.push(GridGroup { kind, style: group_style, rows: start..end });
        }
        if placer.rows.is_empty() {
            let message = Text::new("表格没有行", "this table has no rows");
            self.report.error(Code::E209, span_of(self.dom.node(table)), message);
            return None;
        }
        let width = if parts.columns.is_empty() { placer.usual_width() } else { parts.columns.len() };
        let mut columns = parts.columns;
        columns.resize(width, GridColumn::default());
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
        Some(CellGrid {
            style: style.clone(),
            columns,
            groups,
            rows: placer.rows,
            cells: placer.cells,
            owners,
        })
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
                self.report.error(Code::E209, element.span, message);
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
                self.report.error(Code::E209, element.span, message);
                placer.broken = true;
                break;
            }
            if (column..column + colspan).any(|place| placer.is_busy(row, place)) {
                let message = Text::new(
                    format!("第 {} 行的单元格与上面伸下来的单元格重叠", row + 1),
                    format!("a cell of row {} overlaps one that reaches down from above", row + 1),
                );
                self.report.error(Code::E209, element.span, message);
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
                self.report.error(Code::E209, span_of(self.dom.node(row.node)), message);
            }
        }
    }

    fn span(&mut self, element: &Elem<'_>, name: Attribute) -> usize {
        let Some(attribute) = element.get(name) else { return 1 };
        let number = attribute.value.trim().parse().ok().filter(|number| (1..=MOST_SPANNED).contains(number));
        if number.is_none() {
            let message = Text::new(
                format!("`{name}` 应为 1 到 {MOST_SPANNED} 的整数"),
                format!("`{name}` is a whole number from 1 to {MOST_SPANNED}"),
            );
            self.report.error(Code::E204, attribute.span, message);
        }
        number.unwrap_or(1)
    }
}

/// Places cells row by row.
#[derive(Default)]
struct Placer {
    rows: Vec<GridRow>,
    cells: Vec<GridCell>,
    /// For each column, the first row that no cell from above reaches.
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

    /// The number of columns that most rows cover; of several such numbers, the first.
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
