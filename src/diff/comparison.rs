//! Two handbooks side by side, for readers: what each text was and is, and what has become of each department.

use std::collections::BTreeMap;

use super::compare::compare;
use super::difference::{
    Difference, DifferenceKind, HandbookDifferences, PositionDifferences, PositionEvent,
};
use super::staffing::{self, StaffingRow};
use super::words::{WordChange, WordSegment, words};
use crate::diag::Lang;
use crate::model::Handbook;
use crate::model::keys::DataKey;
use crate::tables::labelled_keys;

/// What has changed between two handbooks, in the words of a language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The version of each, as it says.
    pub versions: [Option<String>; 2],
    /// How many positions of each kind there are.
    pub counts: EventCounts,
    /// Every department, in the order of the new handbook; those that are gone follow.
    pub departments: Vec<DepartmentSummary>,
    /// All departments together.
    pub total: DepartmentSummary,
    /// What texts have changed, of the handbook, of departments, then of positions.
    pub subjects: Vec<ComparedSubject>,
    /// Which rows of a position have changed, by its id (`model::position_ids`).
    pub marks: BTreeMap<String, RowMarks>,
}

/// How many positions are new, are no longer in use, and so on. One position may count several times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventCounts {
    /// New, or in use again.
    pub new: usize,
    pub withdrawn: usize,
    pub renamed: usize,
    pub moved: usize,
    /// With other texts than before, beside those; of those that are on both sides.
    pub changed: usize,
}

/// What has become of a department.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DepartmentSummary {
    pub name: String,
    /// How many positions are in use, before and now.
    pub positions: [usize; 2],
    /// Their headcounts together, before and now; empty for none.
    pub headcount: [String; 2],
    pub counts: EventCounts,
}

/// The handbook, a department or a position, with what has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedSubject {
    pub kind: SubjectKind,
    /// The title of the position, or the name of the department; empty for the handbook.
    pub name: String,
    /// The department of a position; empty for none.
    pub department: String,
    /// The id of a position of the new handbook.
    pub id: Option<String>,
    /// What has happened to a position as a whole: 新设, 原名“检验员”.
    pub events: Vec<String>,
    pub rows: Vec<ComparedRow>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectKind {
    Handbook,
    Department,
    Position,
}

/// A text before and now.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedRow {
    /// What it is said under: 岗位职责（主要工作）第3条.
    pub item: String,
    /// The text before, with the words that are gone marked; empty for none.
    pub before: Vec<WordSegment>,
    /// The text now, with the words that are new marked; empty for none.
    pub after: Vec<WordSegment>,
}

/// Which rows of a position have changed, by the English name of their key.
pub type RowMarks = BTreeMap<&'static str, Vec<RowMark>>;

/// A row of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowMark {
    /// The item of a list, from 1; a text alone is 1.
    Number(usize),
    /// The text under a label.
    Label(String),
}

impl Comparison {
    pub fn new(old: &Handbook, new: &Handbook, lang: Lang) -> Comparison {
        let found = compare(old, new, lang);
        let writer = Writer { lang };
        let version = |of: &Handbook| of.version.as_ref().map(|version| version.as_str().to_owned());
        let counts = EventCounts::of(found.positions.iter());
        let StaffingTable { departments, total } = staffing_table(old, new, &found, lang);
        Comparison {
            versions: [version(old), version(new)],
            counts,
            departments,
            total: DepartmentSummary { counts, ..total },
            subjects: writer.subjects(&found),
            marks: found.positions.iter().filter_map(marks).collect(),
        }
    }

    /// What has happened to positions as a whole: those that are new, withdrawn, renamed or moved.
    pub fn events(&self) -> impl Iterator<Item = &ComparedSubject> {
        self.subjects.iter().filter(|subject| !subject.events.is_empty())
    }
}

impl EventCounts {
    fn of<'a>(positions: impl Iterator<Item = &'a PositionDifferences>) -> EventCounts {
        let mut counts = EventCounts::default();
        for position in positions {
            for event in &position.events {
                match event {
                    PositionEvent::New | PositionEvent::Restored => counts.new += 1,
                    PositionEvent::Withdrawn => counts.withdrawn += 1,
                    PositionEvent::Renamed => counts.renamed += 1,
                    PositionEvent::Moved => counts.moved += 1,
                }
            }
            // What the events tell counts there.
            let is_told = |of: &Difference| matches!(of.key.name, "title" | "department" | "status");
            counts.changed += usize::from(!position.differences.iter().all(is_told));
        }
        counts
    }
}

struct StaffingTable {
    departments: Vec<DepartmentSummary>,
    total: DepartmentSummary,
}

fn staffing_table(old: &Handbook, new: &Handbook, found: &HandbookDifferences, lang: Lang) -> StaffingTable {
    let summary = |row: StaffingRow| {
        let here =
            found.positions.iter().filter(|one| one.place().is_some_and(|at| at.department == row.name));
        let counts = EventCounts::of(here);
        DepartmentSummary { counts, name: row.name, positions: row.positions, headcount: row.headcount }
    };
    let staffing::Staffing { departments, total } = staffing::staffing(old, new, lang);
    StaffingTable { departments: departments.into_iter().map(summary).collect(), total: summary(total) }
}

/// The rows of a position that have changed. Of a new one, its title.
fn marks(position: &PositionDifferences) -> Option<(String, RowMarks)> {
    let id = position.after.as_ref()?.id.clone();
    let mut marks = RowMarks::new();
    if position.before.is_none() {
        marks.insert("title", vec![RowMark::Number(1)]);
    }
    for of in &position.differences {
        let mark = match &of.labels[1] {
            label if !label.is_empty() && is_labelled(of) => RowMark::Label(label.clone()),
            _ if of.kind == DifferenceKind::Removed && of.numbers[0].is_some() => continue,
            _ => RowMark::Number(of.numbers[1].unwrap_or(1)),
        };
        let all = marks.entry(of.key.name).or_default();
        if !all.contains(&mark) {
            all.push(mark);
        }
    }
    Some((id, marks))
}

/// Whether a label says which item it is, as 学历 does, and not its group.
fn is_labelled(of: &Difference) -> bool {
    labelled_keys().any(|key| key.name == of.key.name)
}

/// Writes what has changed.
struct Writer {
    lang: Lang,
}

impl Writer {
    fn choose(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        self.lang.choose(zh.into(), en.into())
    }

    fn subjects(&self, found: &HandbookDifferences) -> Vec<ComparedSubject> {
        let empty = |kind, name: &str, differences: &[Difference]| ComparedSubject {
            kind,
            name: name.to_owned(),
            department: String::new(),
            id: None,
            events: Vec::new(),
            rows: self.rows(differences),
        };
        let handbook =
            (!found.handbook.is_empty()).then(|| empty(SubjectKind::Handbook, "", &found.handbook));
        let departments = found.departments.iter().filter(|of| !of.differences.is_empty());
        let departments = departments.map(|of| empty(SubjectKind::Department, &of.name, &of.differences));
        let positions = found.positions.iter().filter_map(|of| self.position(of));
        handbook.into_iter().chain(departments).chain(positions).collect()
    }

    fn position(&self, of: &PositionDifferences) -> Option<ComparedSubject> {
        let place = of.place()?;
        let events: Vec<String> = of.events.iter().map(|event| self.event(*event, of)).collect();
        let mut rows = self.rows(&of.differences);
        let is_whole = |event: &PositionEvent| {
            matches!(event, PositionEvent::New | PositionEvent::Withdrawn | PositionEvent::Restored)
        };
        // What is on one side only has no text to set beside it.
        if let (true, Some(event)) = (rows.is_empty(), of.events.iter().find(|event| is_whole(event))) {
            rows.push(self.whole(*event, of));
        }
        Some(ComparedSubject {
            kind: SubjectKind::Position,
            name: place.title.clone(),
            department: place.department.clone(),
            id: of.after.as_ref().map(|after| after.id.clone()),
            events,
            rows,
        })
    }

    fn event(&self, event: PositionEvent, of: &PositionDifferences) -> String {
        let (title, department) = match &of.before {
            Some(before) => (before.title.as_str(), before.department.as_str()),
            None => ("", ""),
        };
        match event {
            PositionEvent::New => self.choose("新设", "new"),
            PositionEvent::Withdrawn => self.choose("撤销", "withdrawn"),
            PositionEvent::Restored => self.choose("恢复", "in use again"),
            PositionEvent::Renamed => self.choose(format!("原名“{title}”"), format!("was called “{title}”")),
            PositionEvent::Moved if department.is_empty() => self.choose("原来没有部门", "had no department"),
            PositionEvent::Moved => {
                self.choose(format!("由“{department}”调入"), format!("from “{department}”"))
            }
        }
    }

    /// The row of a position that is new, or in use no longer.
    fn whole(&self, event: PositionEvent, of: &PositionDifferences) -> ComparedRow {
        let item = self.choose("岗位设置", "Position");
        let mark = |change, text: String| vec![WordSegment { change, text }];
        let word = self.event(event, of);
        match event {
            PositionEvent::Withdrawn => ComparedRow {
                item,
                before: mark(WordChange::Same, self.choose("在用", "in use")),
                after: mark(WordChange::Added, word),
            },
            _ => ComparedRow { item, before: Vec::new(), after: mark(WordChange::Added, word) },
        }
    }

    fn rows(&self, differences: &[Difference]) -> Vec<ComparedRow> {
        // Items that are gone stand where they stood.
        let place = |of: &&Difference| of.numbers[1].or(of.numbers[0]);
        let keys = differences.chunk_by(|a, b| a.key.name == b.key.name);
        let sorted = keys.flat_map(|of_key| {
            let mut of_key: Vec<&Difference> = of_key.iter().collect();
            of_key.sort_by_key(place);
            of_key
        });
        sorted.map(|of| self.row(of)).collect()
    }

    fn row(&self, of: &Difference) -> ComparedRow {
        let item = self.item(of);
        if of.kind == DifferenceKind::Moved {
            let texts = [&of.before, &of.after];
            let place = |side: usize| {
                let text = format!("{}{}", self.place(of, side), texts[side]);
                vec![WordSegment { change: WordChange::Same, text }]
            };
            return ComparedRow { item, before: place(0), after: place(1) };
        }
        let (before, after): (Vec<_>, Vec<_>) = match of.kind {
            DifferenceKind::Changed => {
                let all = words(&of.before, &of.after);
                let side = |gone| all.iter().filter(move |one| one.change != gone).cloned().collect();
                (side(WordChange::Added), side(WordChange::Removed))
            }
            _ => {
                let whole = |change, text: &String| {
                    let text = text.clone();
                    if text.is_empty() { Vec::new() } else { vec![WordSegment { change, text }] }
                };
                (whole(WordChange::Removed, &of.before), whole(WordChange::Added, &of.after))
            }
        };
        ComparedRow { item, before, after }
    }

    /// The name of a key as a document says it: 直接上级, Reports to.
    fn name(&self, key: &DataKey) -> String {
        let name = key.name_in(self.lang).replace('_', " ");
        let mut letters = name.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }

    /// `岗位职责（主要工作）第3条·工作标准`, `任职资格·学历`.
    fn item(&self, of: &Difference) -> String {
        let mut item = self.name(of.key);
        if of.is_second {
            item += &self.choose("（业务）", " (functional)");
        }
        let label = if of.labels[1].is_empty() { &of.labels[0] } else { &of.labels[1] };
        match (label.is_empty(), is_labelled(of)) {
            (true, _) => {}
            (false, true) => return item + &self.choose(format!("·{label}"), format!(": {label}")),
            (false, false) => item += &self.choose(format!("（{label}）"), format!(" ({label})")),
        }
        if let Some(number) = of.numbers[1].or(of.numbers[0]) {
            item += &self.choose(format!("第{number}条"), format!(", item {number}"));
        }
        if let Some(field) = of.field {
            let name = self.name(field);
            item += &self.choose(format!("·{name}"), format!(", {name}"));
        }
        item
    }

    /// Where an item stood or stands that was moved: `第5条：`.
    fn place(&self, of: &Difference, side: usize) -> String {
        let number = of.numbers[side].unwrap_or(1);
        let group = if of.labels[0] == of.labels[1] { "" } else { &of.labels[side] };
        self.choose(format!("{group}第{number}条："), format!("{group} {number}: ").trim_start().to_owned())
    }
}
