//! What somebody changed in a workbook.

use std::fmt;

use crate::diag::{Code, Diagnostic, Text};
use crate::model::keys::DataKey;
use crate::model::parted_id;
use crate::tables::{DataField, SheetKind};

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellPlace {
    pub sheet: &'static str,
    /// From 0.
    pub row: usize,
    /// From 0; `None` for a row as a whole.
    pub column: Option<usize>,
}

/// What a workbook asks of a project.
#[derive(Debug, Default)]
pub struct Comparison {
    pub changes: Vec<Change>,
    pub new_positions: Vec<NewPosition>,
    /// Conflicts, and what changes nothing. They name no file yet.
    pub findings: Vec<Diagnostic>,
}

/// A change of a position.
#[derive(Clone, Debug)]
pub struct Change {
    /// The position's file, and which of the file's positions it is, from 0.
    pub path: String,
    pub index: usize,
    /// Where the workbook has it first.
    pub place: CellPlace,
    pub kind: ChangeKind,
}

#[derive(Clone, Debug)]
pub enum ChangeKind {
    /// The text of a key, or of its second field.
    Value { field: DataField, text: String },
    /// What a list has become.
    List { list: ListName, rows: Vec<RowChange> },
}

/// Which list of a position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListName {
    pub sheet: SheetKind,
    /// The key that labels and texts stand under.
    pub section: Option<&'static DataKey>,
}

/// An item of a list, as it shall be.
#[derive(Clone, Debug)]
pub struct RowChange {
    /// Which item it was, from 0; `None` for a new one.
    pub origin: Option<usize>,
    /// The group of a duty.
    pub group: String,
    /// The cells that have changed; of a new item, those with texts.
    pub cells: Vec<(DataField, String)>,
}

/// A position that the project does not have.
#[derive(Clone, Debug)]
pub struct NewPosition {
    /// The file that its row names, if it names one.
    pub path: Option<String>,
    pub title: String,
    pub department: String,
    pub place: CellPlace,
    pub changes: Vec<ChangeKind>,
}

impl Change {
    /// A change of the position with an id.
    pub fn of(id: &str, place: CellPlace, kind: ChangeKind) -> Change {
        let (path, index) = parted_id(id).unwrap_or((id, 0));
        Change { path: path.to_owned(), index, place, kind }
    }
}

/// As in formulas: `职责!D12`.
impl fmt::Display for CellPlace {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}!", self.sheet)?;
        match self.column {
            Some(column) => write!(f, "{}{}", letters(column), self.row + 1),
            None => write!(f, "{0}:{0}", self.row + 1),
        }
    }
}

/// The name of a column, from 0: A to Z, AA and so on.
fn letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    match column / 26 {
        0 => letter.to_string(),
        before => letters(before - 1) + &letter.to_string(),
    }
}

/// A text as messages show it.
fn shown(text: &str) -> String {
    let text = text.replace('\n', "/");
    let start: String = text.chars().take(30).collect();
    if start.len() < text.len() { start + "…" } else { start }
}

/// The project has changed, too.
pub fn conflict(place: &CellPlace, workbook: &str, project: &str) -> Diagnostic {
    let (workbook, project) = (shown(workbook), shown(project));
    let message = if project.is_empty() {
        Text::new(
            format!("{place}：工作簿里改成了“{workbook}”，项目里这一处已经改了或删了，没有采用"),
            format!(
                "{place} is not taken: it was changed to “{workbook}” in the workbook, and what it was has changed or gone in the project"
            ),
        )
    } else {
        Text::new(
            format!("{place}：工作簿和项目都改过，没有采用；工作簿为“{workbook}”，项目现为“{project}”"),
            format!(
                "{place} was changed in the workbook and in the project, and is not taken: “{workbook}” in the workbook, “{project}” in the project"
            ),
        )
    };
    let help = Text::new(
        "由人来定：要工作簿的，照样写进 YAML；要项目的，在工作簿里改成一样",
        "decide: write the workbook's text into the YAML, or the project's into the workbook",
    );
    Diagnostic::new(Code::E614, message).with_help(help)
}

/// The project cannot take it.
pub fn refused(place: &CellPlace, reason: Text) -> Diagnostic {
    let Text { zh, en } = reason;
    Diagnostic::new(
        Code::E615,
        Text::new(format!("{place}：没有采用：{zh}"), format!("{place} is not taken: {en}")),
    )
}

/// It changes nothing.
pub fn without_effect(place: &CellPlace, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::new(Code::W616, Text::new(format!("{place}：{zh}"), format!("{place}: {en}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_in_formulas() {
        let name = |column| CellPlace { sheet: "职责", row: 11, column }.to_string();
        assert_eq!(name(Some(3)), "职责!D12");
        assert_eq!(name(Some(27)), "职责!AB12");
        assert_eq!(name(None), "职责!12:12");
    }
}
