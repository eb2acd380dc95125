//! Compares a workbook that comes back with the project: what was changed in it, and what the project has changed since.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::base::{RowBase, list_texts, normal};
use super::change::{
    CellPlace, Change, ChangeKind, Comparison, NewPosition, conflict, refused, without_effect,
};
use super::lists::{ItemCells, ListOwner, ListSide, compare_list};
use super::returned::{Returned, ReturnedRow, ReturnedSheet};
use crate::diag::{Lang, Text};
use crate::model::keys::DataKey;
use crate::model::{Handbook, POSITION, file_of_id};
use crate::tables::{
    DataCell, DataColumn, DataField, DataSheet, ID, KEY, SheetKind, labelled_keys, position_rows, sheets,
    word,
};

/// What a workbook asks of a handbook.
pub fn compare(returned: &Returned, handbook: &Handbook) -> Comparison {
    let rows = position_rows(handbook);
    let now = sheets(&rows, handbook, returned.lang);
    let ids = rows.iter().enumerate().map(|(at, row)| (row.id.clone(), at)).collect();
    let mut titles: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        titles.entry(row.position.title.trim().to_owned()).or_default().push(at);
    }
    let names = rows.iter().map(|row| row.id.clone()).collect();
    let mut comparer = Comparer {
        returned,
        lang: returned.lang,
        now: &now,
        names,
        ids,
        titles,
        bases: HashMap::new(),
        new: BTreeMap::new(),
        found: Comparison::default(),
    };
    comparer.positions();
    for kind in SheetKind::ALL.into_iter().filter(|kind| kind.is_list()) {
        comparer.lists(kind);
    }
    comparer.derived(SheetKind::Staffing);
    comparer.found.new_positions = std::mem::take(&mut comparer.new).into_values().collect();
    comparer.found
}

struct Comparer<'a> {
    returned: &'a Returned,
    lang: Lang,
    /// The sheets as they would be written now.
    now: &'a [DataSheet],
    /// The ids of the project's positions.
    names: Vec<String>,
    /// The positions of the project by their ids, also by those that the workbook has for them, and by their titles.
    ids: HashMap<String, usize>,
    titles: HashMap<String, Vec<usize>>,
    /// What the workbook knows of the positions.
    bases: HashMap<usize, &'a RowBase>,
    /// The positions that the project does not have, by their rows.
    new: BTreeMap<usize, NewPosition>,
    found: Comparison,
}

/// Whom a row belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum RowOwner {
    /// By its place in the handbook.
    Known(usize),
    /// By its row in the sheet of positions.
    New(usize),
}

impl<'a> Comparer<'a> {
    fn now(&self, kind: SheetKind) -> Option<&'a DataSheet> {
        self.now.iter().find(|sheet| sheet.kind == kind)
    }

    fn title_heading(&self) -> &'static str {
        POSITION.named("title").map_or("title", |key| key.name_in(self.lang))
    }

    fn positions(&mut self) {
        let (Some(sheet), Some(now)) =
            (self.returned.sheet(SheetKind::Positions), self.now(SheetKind::Positions))
        else {
            return;
        };
        self.unknown_columns(sheet, now);
        self.renamed(sheet);
        let mut seen = HashSet::new();
        for row in &sheet.rows {
            let id = sheet.text(row, word(self.lang, ID)).unwrap_or_default().trim();
            match self.ids.get(id).copied() {
                Some(at) if seen.insert(at) => {
                    self.bases.insert(at, &row.base);
                    self.position(sheet, now, row, at);
                }
                // A row that was copied is a position of its own, once it has another title.
                _ => self.new_position(sheet, now, row, id),
            }
        }
        let missing = self.names.len() - seen.len();
        if let (Some(row), true) = (sheet.rows.first(), missing > 0) {
            let place = sheet.place(row, None, self.lang);
            self.found.findings.push(without_effect(
                &place,
                &format!("项目里另有 {missing} 个岗位不在这张表里，都没有动；要撤销岗位，把它的状态改为“撤销”"),
                &format!("{missing} positions of the project are not in this sheet, and stay as they are; to withdraw one, set its status"),
            ));
        }
    }

    /// Finds the positions whose files have other names by now: by their titles.
    fn renamed(&mut self, sheet: &ReturnedSheet) {
        let id =
            |row: &ReturnedRow| sheet.text(row, word(self.lang, ID)).unwrap_or_default().trim().to_owned();
        let named: HashSet<usize> =
            sheet.rows.iter().filter_map(|row| self.ids.get(&id(row)).copied()).collect();
        let mut found = Vec::new();
        for row in &sheet.rows {
            let title = sheet.text(row, self.title_heading()).unwrap_or_default().trim();
            let id = id(row);
            if let (false, false, Some([only])) =
                (id.is_empty(), self.ids.contains_key(&id), self.titles.get(title).map(Vec::as_slice))
                && !named.contains(only)
            {
                found.push((id, *only));
            }
        }
        self.ids.extend(found);
    }

    /// A position that the project has.
    fn position(&mut self, sheet: &ReturnedSheet, now: &DataSheet, row: &ReturnedRow, at: usize) {
        for (column, cell) in now.columns.iter().zip(&now.rows[at]) {
            let Some(new) = sheet.text(row, &column.heading) else { continue };
            let current = cell.shown();
            if normal(new) == normal(&current) || column.is_derived() {
                continue;
            }
            let place = sheet.place(row, Some(&column.heading), self.lang);
            match (row.base.had(&column.heading, new), row.base.had(&column.heading, &current)) {
                // The project has changed since, the workbook has not.
                (Some(true), _) => {}
                (Some(false), Some(false)) => self.found.findings.push(conflict(&place, new, &current)),
                _ => {
                    let kind = ChangeKind::Value { field: column.field, text: new.to_owned() };
                    self.found.changes.push(Change::of(&self.names[at], place, kind));
                }
            }
        }
    }

    fn new_position(&mut self, sheet: &ReturnedSheet, now: &DataSheet, row: &ReturnedRow, id: &str) {
        let title = sheet.text(row, self.title_heading()).unwrap_or_default().trim();
        let place = sheet.place(row, Some(word(self.lang, ID)), self.lang);
        let path = file_of_id(id).to_owned();
        if title.is_empty() {
            let reason = Text::new("这一行没有岗位名称", "the row has no title");
            return self.found.findings.push(refused(&place, reason));
        }
        let is_copy = self.ids.contains_key(id);
        if let Some([first, ..]) = self.titles.get(title).map(Vec::as_slice)
            && (is_copy || id.is_empty())
        {
            // It is there already if the same workbook was taken before.
            let says_otherwise = now.columns.iter().zip(&now.rows[*first]).any(|(column, cell)| {
                let text = sheet.text(row, &column.heading).map(normal).unwrap_or_default();
                !column.is_derived() && !text.is_empty() && text != normal(&cell.shown())
            });
            if says_otherwise {
                let reason = Text::new(
                    format!("已经有岗位“{title}”；要改它，改它自己那一行；要另设一个，换一个名称"),
                    format!(
                        "there is a position “{title}” already; change its own row, or choose another title"
                    ),
                );
                self.found.findings.push(refused(&place, reason));
            }
            return;
        }
        let mut department = String::new();
        let mut changes = Vec::new();
        for column in now.columns.iter().filter(|column| !column.is_derived()) {
            let text = sheet.text(row, &column.heading).unwrap_or_default().trim();
            if text.is_empty() {
                continue;
            }
            if matches!(column.field, DataField::Key(key) if key.name == "department") {
                department = text.to_owned();
            } else {
                changes.push(ChangeKind::Value { field: column.field, text: text.to_owned() });
            }
        }
        let path = (!is_copy && !id.is_empty()).then_some(path);
        let position = NewPosition { path, title: title.to_owned(), department, place, changes };
        self.new.insert(row.row, position);
    }

    /// Columns that are not ours, but have texts.
    fn unknown_columns(&mut self, sheet: &ReturnedSheet, now: &DataSheet) {
        for (_, heading) in &sheet.headings {
            let is_known = now.columns.iter().any(|column| column.heading == *heading);
            let filled = sheet
                .rows
                .iter()
                .find(|row| sheet.text(row, heading).is_some_and(|text| !text.trim().is_empty()));
            if let (false, Some(row)) = (is_known, filled) {
                let place = sheet.place(row, Some(heading), self.lang);
                self.found.findings.push(without_effect(
                    &place,
                    &format!("“{heading}”不是数据里的项目，这一列没有读"),
                    &format!("“{heading}” is no key of the data; the column is not read"),
                ));
            }
        }
    }

    /// Tells of the first cell that follows from others and was changed all the same.
    fn derived(&mut self, kind: SheetKind) {
        let (Some(sheet), Some(now)) = (self.returned.sheet(kind), self.now(kind)) else { return };
        let is_derived = |column: &&DataColumn| column.field == DataField::Derived;
        for row in &sheet.rows {
            for column in now.columns.iter().filter(is_derived) {
                let Some(text) = sheet.text(row, &column.heading) else { continue };
                if row.base.had(&column.heading, text) == Some(false) {
                    let place = sheet.place(row, Some(&column.heading), self.lang);
                    return self.found.findings.push(without_effect(
                        &place,
                        "灰色的格由别处的数据得出，在这里改不起作用",
                        "grey cells follow from other data; a change here changes nothing",
                    ));
                }
            }
        }
    }

    fn lists(&mut self, kind: SheetKind) {
        let (Some(sheet), Some(now)) = (self.returned.sheet(kind), self.now(kind)) else { return };
        self.unknown_columns(sheet, now);
        self.derived(kind);
        let mut owners: BTreeMap<RowOwner, Vec<&ReturnedRow>> = BTreeMap::new();
        let mut order: Vec<RowOwner> = Vec::new();
        for row in &sheet.rows {
            match self.owner(sheet, row) {
                Some(owner) => {
                    if order.last() != Some(&owner) {
                        order.push(owner);
                    }
                    owners.entry(owner).or_default().push(row);
                }
                None => {
                    let place = sheet.place(row, Some(word(self.lang, ID)), self.lang);
                    let reason = Text::new("项目里没有这个岗位", "the project has no such position");
                    self.found.findings.push(refused(&place, reason));
                }
            }
        }
        // A sheet that was sorted by something else says nothing of the order of items.
        let is_ordered = order.len() == owners.len();
        let list = NowList::new(now);
        for (owner, rows) in &owners {
            for section in sections(kind) {
                let rows = self.of_section(sheet, rows, section);
                let side = ListSide { sheet, rows, lang: self.lang, is_ordered };
                match owner {
                    RowOwner::Known(at) => {
                        let id = &self.names[*at];
                        let items = list.items(id, section);
                        let is_same = self.is_same_list(&list, *at);
                        let has_base = self.returned.has_base;
                        let owner = ListOwner { now, section, items, is_same, has_base };
                        let compared = compare_list(&side, &owner);
                        self.found.findings.extend(compared.findings);
                        if let Some((place, kind)) = compared.change {
                            self.found.changes.push(Change::of(id, place, kind));
                        }
                    }
                    RowOwner::New(row) => {
                        let owner =
                            ListOwner { now, section, items: Vec::new(), is_same: true, has_base: false };
                        let change = compare_list(&side, &owner).change;
                        if let (Some(position), Some((_, kind))) = (self.new.get_mut(row), change) {
                            position.changes.push(kind);
                        }
                    }
                }
            }
        }
        let is_emptied = |(at, id): &(usize, &String)| {
            !owners.contains_key(&RowOwner::Known(*at))
                && self.bases.get(at).is_some_and(|base| !base.is_empty())
                && !list.items(id, None).is_empty()
                && self.is_same_list(&list, *at)
        };
        let emptied: Vec<&String> =
            self.names.iter().enumerate().filter(is_emptied).map(|(_, id)| id).collect();
        if let Some(first) = emptied.first() {
            let place = CellPlace { sheet: kind.name(self.lang), row: 0, column: None };
            let count = emptied.len();
            self.found.findings.push(without_effect(
                &place,
                &format!("有 {count} 个岗位（如 {first}）的行全部删去了，没有照办；要清空，请在 YAML 里删去这一项"),
                &format!("all rows of {count} positions, such as {first}, are gone, and their items stay; to empty a list, delete its key in the YAML"),
            ));
        }
    }

    /// Whether a list of a position is as it was when the workbook was written.
    fn is_same_list(&self, list: &NowList, at: usize) -> bool {
        let text = list.texts.get(&self.names[at]).map_or("", String::as_str);
        let base = self.bases.get(&at);
        !self.returned.has_base
            || base.and_then(|base| base.had(list.sheet.kind.name(self.lang), text)) == Some(true)
    }

    fn owner(&self, sheet: &ReturnedSheet, row: &ReturnedRow) -> Option<RowOwner> {
        let id = sheet.text(row, word(self.lang, ID)).unwrap_or_default().trim();
        let title = sheet.text(row, self.title_heading()).unwrap_or_default().trim();
        if let Some(at) = self.ids.get(id) {
            return Some(RowOwner::Known(*at));
        }
        let path = file_of_id(id).to_owned();
        let is_new = |position: &NewPosition| {
            position.title == title && (id.is_empty() || position.path.as_deref() == Some(&path))
        };
        if let Some((row, _)) = self.new.iter().find(|(_, position)| is_new(position)) {
            return Some(RowOwner::New(*row));
        }
        match self.titles.get(title).map(Vec::as_slice) {
            Some([only]) if id.is_empty() => Some(RowOwner::Known(*only)),
            _ => None,
        }
    }

    /// The rows of a key among those with labels.
    fn of_section<'r>(
        &self,
        sheet: &ReturnedSheet,
        rows: &[&'r ReturnedRow],
        section: Option<&'static DataKey>,
    ) -> Vec<&'r ReturnedRow> {
        let Some(section) = section else { return rows.to_vec() };
        let heading = word(self.lang, KEY);
        let is_own = |row: &&&ReturnedRow| {
            sheet.text(row, heading).is_some_and(|name| section.all_names().any(|known| known == name.trim()))
        };
        rows.iter().filter(is_own).copied().collect()
    }
}

/// The lists of a sheet as they would be written now.
struct NowList<'a> {
    sheet: &'a DataSheet,
    /// The rows of each position, by its id.
    rows: HashMap<String, Vec<&'a [DataCell]>>,
    /// All texts of each.
    texts: HashMap<String, String>,
}

impl<'a> NowList<'a> {
    fn new(sheet: &'a DataSheet) -> NowList<'a> {
        let mut rows: HashMap<String, Vec<&[DataCell]>> = HashMap::new();
        for row in &sheet.rows {
            let id = row.first().map(DataCell::shown).unwrap_or_default();
            rows.entry(id).or_default().push(row);
        }
        NowList { sheet, rows, texts: list_texts(sheet) }
    }

    fn items(&self, id: &str, section: Option<&'static DataKey>) -> Vec<ItemCells> {
        let at = self.sheet.column(DataField::Section);
        let is_own = |row: &&&[DataCell]| {
            let name = at.and_then(|at| row.get(at)).map(DataCell::shown);
            section.is_none_or(|key| name.is_some_and(|name| key.names().any(|known| known == name)))
        };
        let rows = self.rows.get(id).into_iter().flatten();
        rows.filter(is_own).map(|row| row.iter().map(DataCell::shown).collect()).collect()
    }
}

/// The lists that a sheet holds: one, or one of each key with labels.
fn sections(kind: SheetKind) -> Vec<Option<&'static DataKey>> {
    match kind {
        SheetKind::Labelled => labelled_keys().map(Some).collect(),
        _ => vec![None],
    }
}
