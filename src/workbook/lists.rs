//! Compares the rows of a list with the items that the project has.

use super::base::normal;
use super::change::{CellPlace, ChangeKind, ListName, RowChange, conflict};
use super::returned::{ReturnedRow, ReturnedSheet};
use crate::diag::{Diagnostic, Lang};
use crate::model::keys::DataKey;
use crate::tables::{DataColumn, DataField, DataSheet, ID, word};

/// The rows of a list in a workbook.
pub struct ListSide<'r> {
    pub sheet: &'r ReturnedSheet,
    pub rows: Vec<&'r ReturnedRow>,
    pub lang: Lang,
    /// Whether the sheet still has its rows in the order of their items.
    pub is_ordered: bool,
}

/// The list in the project.
pub struct ListOwner<'a> {
    pub now: &'a DataSheet,
    pub section: Option<&'static DataKey>,
    /// The items: a text for each column.
    pub items: Vec<ItemCells>,
    /// Whether it is as it was when the workbook was written, so that a row that is missing was taken out.
    pub is_same: bool,
    /// Whether rows know what they were; if not, the workbook is taken at its word.
    pub has_base: bool,
}

#[derive(Default)]
pub struct ComparedList {
    pub change: Option<(CellPlace, ChangeKind)>,
    pub findings: Vec<Diagnostic>,
}

/// An item that the project has: a text for each column.
pub type ItemCells = Vec<String>;

pub fn compare_list(side: &ListSide, owner: &ListOwner) -> ComparedList {
    let items = &owner.items;
    let matcher = Matcher { side, owner, items };
    let mut compared = ComparedList::default();
    let mut taken = vec![false; items.len()];
    // Rows that say what an item says, then those that say what it was.
    let mut matches: Vec<Option<usize>> =
        side.rows.iter().map(|row| matcher.equal(row, &mut taken)).collect();
    for (row, found) in side.rows.iter().zip(&mut matches) {
        if found.is_none() {
            *found = matcher.former(row, &mut taken);
        }
    }
    let mut rows: Vec<RowChange> = Vec::new();
    let mut first_place = None;
    let mut is_changed = false;
    for (row, found) in side.rows.iter().zip(&matches) {
        let (cells, places) = matcher.changed(row, *found, &mut compared.findings);
        let is_new = found.is_none();
        if is_new && !row.base.is_empty() && owner.has_base && !matcher.is_from_elsewhere(row, &matches) {
            // An item that the project has changed or taken out since.
            if matcher.is_edited(row) {
                let place = side.sheet.place(row, None, side.lang);
                compared.findings.push(conflict(&place, &matcher.shown(row), ""));
            }
            continue;
        }
        if is_new && cells.is_empty() {
            continue;
        }
        if is_new || !cells.is_empty() {
            is_changed = true;
            first_place = first_place
                .or(places.into_iter().next())
                .or_else(|| Some(side.sheet.place(row, None, side.lang)));
        }
        let group = match side.sheet.text(row, matcher.heading(DataField::Group)) {
            Some(group) => group.trim().to_owned(),
            None => found.map_or(String::new(), |at| matcher.item_text(at, DataField::Group)),
        };
        rows.push(RowChange { origin: *found, group, cells });
    }
    let kept: Vec<usize> = rows.iter().filter_map(|row| row.origin).collect();
    let is_sorted = kept.is_sorted();
    let missing: Vec<usize> = (0..items.len()).filter(|at| !kept.contains(at)).collect();
    is_changed |= owner.is_same && !missing.is_empty();
    match owner.is_same && side.is_ordered {
        true => is_changed |= !is_sorted,
        false => rows = in_order(rows),
    }
    if !owner.is_same {
        for at in missing {
            let before =
                rows.iter().rposition(|row| row.origin.is_some_and(|own| own < at)).map_or(0, |at| at + 1);
            let group = matcher.item_text(at, DataField::Group);
            rows.insert(before, RowChange { origin: Some(at), group, cells: Vec::new() });
        }
    }
    if is_changed {
        let of_row = |row: &&ReturnedRow| side.sheet.place(row, None, side.lang);
        let of_sheet = CellPlace { sheet: owner.now.kind.name(side.lang), row: 0, column: None };
        let place = first_place.or_else(|| side.rows.first().map(of_row)).unwrap_or(of_sheet);
        let list = ListName { sheet: owner.now.kind, section: owner.section };
        compared.change = Some((place, ChangeKind::List { list, rows }));
    }
    compared
}

/// Rows with those that stay in the order of their items; new ones stay behind what they stand behind.
fn in_order(rows: Vec<RowChange>) -> Vec<RowChange> {
    let mut runs: Vec<Vec<RowChange>> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some(run) if row.origin.is_none() => run.push(row),
            _ => runs.push(vec![row]),
        }
    }
    runs.sort_by_key(|run| run.first().and_then(|row| row.origin).map_or(0, |at| at + 1));
    runs.into_iter().flatten().collect()
}

struct Matcher<'a> {
    side: &'a ListSide<'a>,
    owner: &'a ListOwner<'a>,
    items: &'a [ItemCells],
}

impl Matcher<'_> {
    /// The columns whose texts an editor may change.
    fn columns(&self) -> impl Iterator<Item = (usize, &DataColumn)> {
        self.owner.now.columns.iter().enumerate().filter(|(_, column)| !column.is_derived())
    }

    fn heading(&self, field: DataField) -> &str {
        let at = self.owner.now.column(field);
        at.map_or("", |at| &self.owner.now.columns[at].heading)
    }

    fn item_text(&self, item: usize, field: DataField) -> String {
        self.owner.now.column(field).and_then(|at| self.items[item].get(at).cloned()).unwrap_or_default()
    }

    fn text<'r>(&self, row: &'r ReturnedRow, column: &DataColumn) -> Option<&'r str> {
        self.side.sheet.text(row, &column.heading)
    }

    fn number(&self, row: &ReturnedRow) -> Option<usize> {
        let text = self.side.sheet.text(row, self.heading(DataField::Number))?;
        text.trim().parse::<usize>().ok()?.checked_sub(1)
    }

    /// The item that says the same, first of all the one with the row's number.
    fn equal(&self, row: &ReturnedRow, taken: &mut [bool]) -> Option<usize> {
        self.find(row, taken, |item| {
            self.columns().all(|(at, column)| {
                self.text(row, column).is_none_or(|text| normal(text) == normal(&item[at]))
            })
        })
    }

    /// The item that the row was.
    fn former(&self, row: &ReturnedRow, taken: &mut [bool]) -> Option<usize> {
        if row.base.is_empty() {
            let by_number =
                self.number(row).filter(|at| !self.owner.has_base && taken.get(*at) == Some(&false))?;
            taken[by_number] = true;
            return Some(by_number);
        }
        self.find(row, taken, |item| {
            self.columns()
                .all(|(at, column)| row.base.had(&column.heading, &item[at]).unwrap_or(item[at].is_empty()))
        })
        .or_else(|| {
            // The project has changed it, too: its number tells which it is, if most of it is as it was.
            let at = self.number(row).filter(|at| taken.get(*at) == Some(&false))?;
            let same = |(at, column): (usize, &DataColumn), item: &ItemCells| {
                row.base.had(&column.heading, &item[at]) == Some(true)
            };
            let alike = self
                .columns()
                .filter(|(at, _)| !self.items_are_empty(*at))
                .filter(|column| same(*column, &self.items[at]))
                .count();
            let all = self.columns().filter(|(at, _)| !self.items_are_empty(*at)).count();
            (2 * alike > all).then(|| {
                taken[at] = true;
                at
            })
        })
    }

    fn items_are_empty(&self, column: usize) -> bool {
        self.items.iter().all(|item| item[column].is_empty())
    }

    fn find(
        &self,
        row: &ReturnedRow,
        taken: &mut [bool],
        is_it: impl Fn(&ItemCells) -> bool,
    ) -> Option<usize> {
        let first = self.number(row).filter(|at| *at < self.items.len());
        let at =
            first.into_iter().chain(0..self.items.len()).find(|at| !taken[*at] && is_it(&self.items[*at]))?;
        taken[at] = true;
        Some(at)
    }

    /// Whether the row was copied from another that is still there, or comes from another position.
    fn is_from_elsewhere(&self, row: &ReturnedRow, matches: &[Option<usize>]) -> bool {
        let id = word(self.side.lang, ID);
        if self.side.sheet.text(row, id).is_some_and(|text| row.base.had(id, text.trim()) == Some(false)) {
            return true;
        }
        let mut others = self.side.rows.iter().zip(matches);
        others.any(|(other, found)| found.is_some() && !std::ptr::eq(*other, row) && other.base == row.base)
    }

    /// Whether somebody changed the row in the workbook.
    fn is_edited(&self, row: &ReturnedRow) -> bool {
        self.columns().any(|(_, column)| {
            self.text(row, column).is_some_and(|text| row.base.had(&column.heading, text) == Some(false))
        })
    }

    fn shown(&self, row: &ReturnedRow) -> String {
        let texts: Vec<&str> = self
            .columns()
            .filter_map(|(_, column)| self.text(row, column))
            .filter(|text| !text.trim().is_empty())
            .collect();
        texts.join(" ")
    }

    /// The cells of a row that change the item, and their places.
    fn changed(
        &self,
        row: &ReturnedRow,
        item: Option<usize>,
        findings: &mut Vec<Diagnostic>,
    ) -> (Vec<(DataField, String)>, Vec<CellPlace>) {
        let (mut cells, mut places) = (Vec::new(), Vec::new());
        for (at, column) in self.columns() {
            let Some(new) = self.text(row, column) else { continue };
            if column.field == DataField::Section {
                continue;
            }
            let place = self.side.sheet.place(row, Some(&column.heading), self.side.lang);
            let current = item.map_or("", |item| self.items[item][at].as_str());
            if normal(new) == normal(current) {
                continue;
            }
            if item.is_some() {
                match (row.base.had(&column.heading, new), row.base.had(&column.heading, current)) {
                    (Some(true), _) => continue,
                    (Some(false), Some(false)) => {
                        findings.push(conflict(&place, new, current));
                        continue;
                    }
                    _ => {}
                }
            }
            cells.push((column.field, new.to_owned()));
            places.push(place);
        }
        (cells, places)
    }
}
