//! What is different.

use crate::model::keys::DataKey;

/// The differences of two handbooks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandbookDifferences {
    /// Of the handbook's own keys.
    pub handbook: Vec<Difference>,
    /// Of the departments that have any, in the order of the new handbook; those that are gone follow.
    pub departments: Vec<DepartmentDifference>,
    /// Of the positions that have any, in the order of the new handbook; those that are gone follow.
    pub positions: Vec<PositionDifferences>,
}

/// A department, with the people of its positions before and now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DepartmentDifference {
    pub name: String,
    /// Whether the handbook has it, before and now.
    pub is_listed: [bool; 2],
    /// How many positions are in use, before and now.
    pub positions: [usize; 2],
    /// The headcounts of its positions together, as texts, before and now.
    pub headcount: [String; 2],
    /// Of the department's own keys.
    pub differences: Vec<Difference>,
}

/// What is different of a position.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionDifferences {
    /// `None` for a new one.
    pub before: Option<PositionPlace>,
    /// `None` for one that is gone.
    pub after: Option<PositionPlace>,
    pub events: Vec<PositionEvent>,
    /// Of one that is on both sides.
    pub differences: Vec<Difference>,
}

/// Where a position stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionPlace {
    pub department: String,
    pub title: String,
    pub code: Option<String>,
    /// As in `model::position_ids`.
    pub id: String,
}

/// What has happened to a position as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PositionEvent {
    New,
    /// In use before, and withdrawn or gone now.
    Withdrawn,
    /// Withdrawn before, and in use again.
    Restored,
    Renamed,
    /// To another department.
    Moved,
}

/// A text that is another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub kind: DifferenceKind,
    /// What it is said under: 岗位职责, 任职资格.
    pub key: &'static DataKey,
    /// The second field of its key: superiors in the functional line.
    pub is_second: bool,
    /// Of a list, the group or label of the item, before and now.
    pub labels: [String; 2],
    /// The field of an item's record: 描述, 标准. `None` for an item as a whole.
    pub field: Option<&'static DataKey>,
    /// Of a list, the number of the item before and now, from 1.
    pub numbers: [Option<usize>; 2],
    /// Of an item that was added or removed, the texts that `after` or `before` shows together.
    pub fields: Vec<ItemField>,
    pub before: String,
    pub after: String,
}

/// A text of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemField {
    /// `None` where the item is a text itself.
    pub key: Option<&'static DataKey>,
    /// What the key is called.
    pub name: String,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    Added,
    Removed,
    Changed,
    /// The same text at another place of its list.
    Moved,
}

impl HandbookDifferences {
    pub fn is_empty(&self) -> bool {
        self.handbook.is_empty() && self.departments.is_empty() && self.positions.is_empty()
    }
}

impl PositionDifferences {
    /// Where it stands now, or stood.
    pub fn place(&self) -> Option<&PositionPlace> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

impl DifferenceKind {
    /// What became of a text; `None` if nothing.
    pub fn of(before: &str, after: &str) -> Option<DifferenceKind> {
        match (before.is_empty(), after.is_empty()) {
            _ if before == after => None,
            (true, _) => Some(DifferenceKind::Added),
            (_, true) => Some(DifferenceKind::Removed),
            _ => Some(DifferenceKind::Changed),
        }
    }
}
