//! Compares two handbooks.

use std::collections::HashMap;

use super::difference::{
    DepartmentDifference, Difference, DifferenceKind, HandbookDifferences, ItemField, PositionDifferences,
    PositionEvent, PositionPlace,
};
use super::items::{self, Item};
use super::positions::{department, pair};
use super::staffing::{self, StaffingRow};
use crate::diag::Lang;
use crate::model::keys::{DataKey, KeyKind};
use crate::model::{Department, Handbook, Keyed, POSITION, Position, Status};
use crate::tables::{
    DataField, DataSheet, PositionRow, SheetKind, labelled_keys, position_rows, sheets, values,
};

/// The differences, in the words of a language.
pub fn compare(old: &Handbook, new: &Handbook, lang: Lang) -> HandbookDifferences {
    let sides = [old, new].map(|handbook| Side::new(handbook, lang));
    HandbookDifferences {
        handbook: records(&old.own(), &new.own(), new),
        departments: departments(old, new, lang),
        positions: positions(&sides, lang),
    }
}

/// A handbook with its tables.
pub(super) struct Side<'a> {
    positions: Vec<&'a Position>,
    pub(super) ids: Vec<String>,
    pub(super) sheets: Vec<DataSheet>,
    /// The rows of each list, by the ids of their positions.
    lists: HashMap<(usize, String), Vec<usize>>,
}

impl<'a> Side<'a> {
    pub(super) fn new(handbook: &'a Handbook, lang: Lang) -> Side<'a> {
        let rows: Vec<PositionRow<'a>> = position_rows(handbook);
        let sheets = sheets(&rows, handbook, lang);
        let mut lists: HashMap<(usize, String), Vec<usize>> = HashMap::new();
        for (at, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.kind.is_list()) {
            for (number, row) in sheet.rows.iter().enumerate() {
                let id = row.first().map(|cell| cell.shown()).unwrap_or_default();
                lists.entry((at, id)).or_default().push(number);
            }
        }
        let (positions, ids) = rows.into_iter().map(|row| (row.position, row.id)).unzip();
        Side { positions, ids, sheets, lists }
    }

    fn place(&self, at: usize) -> PositionPlace {
        let position = self.positions[at];
        PositionPlace {
            department: department(position),
            title: position.title.to_string(),
            code: position.code.as_ref().map(|code| code.to_string()),
            id: self.ids[at].clone(),
        }
    }

    /// What a column of the sheet of positions says of one. A text that the handbook lends says nothing of the position.
    pub(super) fn text(&self, sheet: usize, column: usize, key: &DataKey, at: usize) -> String {
        let position = self.positions[at];
        if key.name == "effective_date"
            && position.effective_date.as_ref().is_some_and(|date| date.path != position.path)
        {
            return String::new();
        }
        self.sheets[sheet].rows[at][column].shown()
    }

    /// The items of a list of a position; with a section, those under that key.
    pub(super) fn items(&self, sheet: usize, at: usize, section: Option<&str>) -> Vec<Item> {
        let own = &self.sheets[sheet];
        let rows = self.lists.get(&(sheet, self.ids[at].clone())).map(Vec::as_slice).unwrap_or_default();
        let is_here = |row: &&usize| {
            let cell = own.column(DataField::Section).map(|column| own.rows[**row][column].shown());
            section.is_none() || cell.as_deref() == section
        };
        rows.iter().filter(is_here).map(|row| item(own, *row)).collect()
    }
}

fn item(sheet: &DataSheet, row: usize) -> Item {
    let mut item = Item::default();
    for (column, cell) in sheet.columns.iter().zip(&sheet.rows[row]) {
        let text = cell.shown();
        match column.field {
            DataField::Group => item.label = text,
            DataField::Label => (item.label, item.is_named) = (text, true),
            DataField::Items => {
                item.fields.push(ItemField { key: None, name: column.heading.clone(), text });
            }
            DataField::Key(key) => {
                item.fields.push(ItemField { key: Some(key), name: column.heading.clone(), text });
            }
            _ => {}
        }
    }
    item
}

fn positions(sides: &[Side; 2], lang: Lang) -> Vec<PositionDifferences> {
    let [old, new] = sides;
    let found = pair(&old.positions, &new.positions);
    let mut all = Vec::new();
    for (to, at) in found.iter().enumerate() {
        let after = new.place(to);
        let is_active = |position: &Position| position.status == Status::Active;
        let Some(at) = *at else {
            if is_active(new.positions[to]) {
                let events = vec![PositionEvent::New];
                all.push(PositionDifferences {
                    before: None,
                    after: Some(after),
                    events,
                    differences: Vec::new(),
                });
            }
            continue;
        };
        let before = old.place(at);
        let mut events = Vec::new();
        match (is_active(old.positions[at]), is_active(new.positions[to])) {
            (true, false) => events.push(PositionEvent::Withdrawn),
            (false, true) => events.push(PositionEvent::Restored),
            _ => {}
        }
        if before.title != after.title {
            events.push(PositionEvent::Renamed);
        }
        if before.department != after.department {
            events.push(PositionEvent::Moved);
        }
        let differences = position(old, at, new, to, lang);
        if !events.is_empty() || !differences.is_empty() {
            all.push(PositionDifferences { before: Some(before), after: Some(after), events, differences });
        }
    }
    for at in (0..old.positions.len()).filter(|at| !found.contains(&Some(*at))) {
        if old.positions[at].status == Status::Active {
            let events = vec![PositionEvent::Withdrawn];
            let before = Some(old.place(at));
            all.push(PositionDifferences { before, after: None, events, differences: Vec::new() });
        }
    }
    all
}

/// The differences of a position, in the order of its keys.
fn position(old: &Side, at: usize, new: &Side, to: usize, lang: Lang) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (number, sheet) in new.sheets.iter().enumerate() {
        match sheet.kind {
            SheetKind::Positions => {
                for (column_at, column) in sheet.columns.iter().enumerate() {
                    let (key, is_second) = match column.field {
                        DataField::Key(key) => (key, false),
                        DataField::Second(key) => (key, true),
                        _ => continue,
                    };
                    let texts = [old.text(number, column_at, key, at), new.text(number, column_at, key, to)];
                    differences.extend(value(key, is_second, texts));
                }
            }
            SheetKind::Labelled => {
                for key in labelled_keys() {
                    let section = Some(key.name_in(lang));
                    let items = [old.items(number, at, section), new.items(number, to, section)];
                    differences.extend(items::differences(key, &items[0], &items[1]));
                }
            }
            SheetKind::Duties | SheetKind::Kpis | SheetKind::Approvals => {
                let Some(key) = list_key(sheet.kind) else { continue };
                let items = [old.items(number, at, None), new.items(number, to, None)];
                differences.extend(items::differences(key, &items[0], &items[1]));
            }
            SheetKind::Staffing => {}
        }
    }
    let order =
        |difference: &Difference| POSITION.keys.iter().position(|key| key.name == difference.key.name);
    differences.sort_by_key(order);
    differences
}

/// The key whose items a sheet lists.
pub(super) fn list_key(kind: SheetKind) -> Option<&'static DataKey> {
    POSITION.named(match kind {
        SheetKind::Duties => "responsibilities",
        SheetKind::Kpis => "kpis",
        SheetKind::Approvals => "approvals",
        SheetKind::Positions | SheetKind::Labelled | SheetKind::Staffing => return None,
    })
}

/// The differences of a value: of a list of texts, those of its items.
fn value(key: &'static DataKey, is_second: bool, [before, after]: [String; 2]) -> Vec<Difference> {
    if matches!(key.kind, KeyKind::Texts | KeyKind::Roles)
        && before.lines().count() + after.lines().count() > 2
    {
        let items = |text: &str| -> Vec<Item> { text.lines().map(|line| text_item(key, line)).collect() };
        return items::differences(key, &items(&before), &items(&after));
    }
    let kind = DifferenceKind::of(&before, &after);
    let of = |kind| Difference {
        kind,
        key,
        is_second,
        labels: Default::default(),
        field: None,
        numbers: [None, None],
        fields: Vec::new(),
        before,
        after,
    };
    kind.map(of).into_iter().collect()
}

fn text_item(key: &'static DataKey, line: &str) -> Item {
    let field = ItemField { key: None, name: key.usual().to_owned(), text: line.to_owned() };
    Item { fields: vec![field], ..Item::default() }
}

/// The differences of the keys of two records.
fn records<R: Keyed>(old: &R, new: &R, handbook: &Handbook) -> Vec<Difference> {
    let of = |record: &R| values(record, handbook.language);
    let texts = of(old).into_iter().zip(of(new));
    texts.flat_map(|((key, before), (_, after))| value(key, false, [before.shown(), after.shown()])).collect()
}

fn departments(old: &Handbook, new: &Handbook, lang: Lang) -> Vec<DepartmentDifference> {
    let name =
        |department: &Department| department.name.as_ref().map(|name| name.to_string()).unwrap_or_default();
    let own = |department: &Department| Department { name: None, ..department.own() };
    let empty = Department::default();
    let find = |of: &Handbook, wanted: &str| of.departments.iter().find(|one| name(one) == wanted).map(own);
    let mut all = Vec::new();
    for row in staffing::staffing(old, new, lang).departments {
        let before = find(old, &row.name).unwrap_or_else(|| empty.clone());
        let after = find(new, &row.name).unwrap_or_else(|| empty.clone());
        let differences = records(&before, &after, new);
        let is_same = row.is_listed == [true; 2]
            && row.positions[0] == row.positions[1]
            && row.headcount[0] == row.headcount[1];
        if !is_same || !differences.is_empty() {
            let StaffingRow { name, is_listed, positions, headcount } = row;
            all.push(DepartmentDifference { name, is_listed, positions, headcount, differences });
        }
    }
    all
}
