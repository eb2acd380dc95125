//! What a request changes in a project's files.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::diag::{Text, file_reason};

/// What becomes of a file; no text where there is no file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileChange {
    pub path: String,
    pub before: Option<Arc<str>>,
    pub after: Option<Arc<str>>,
}

/// Files that change together.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub files: Vec<FileChange>,
    /// What has changed, for whoever wants to take it back.
    pub what: Text,
    /// The id that the position has then, if it is still there.
    pub id: Option<String>,
    /// How many files besides the position's own name it, and follow.
    pub references: usize,
}

/// Why a change is not made.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// There is no such position, key or kind of value.
    Unknown,
    /// The key says something else by now.
    Conflict(Json),
    /// What was seen is not there any more.
    Changed(Text),
    /// What is wanted is not allowed, or the file is written in a way that only a person can change.
    Refused(Text),
}

impl FileChange {
    pub fn new(path: &str, before: Option<Arc<str>>, after: Option<Arc<str>>) -> FileChange {
        FileChange { path: path.to_owned(), before, after }
    }

    /// The change that takes this one back.
    pub fn back(&self) -> FileChange {
        FileChange { path: self.path.clone(), before: self.after.clone(), after: self.before.clone() }
    }
}

impl Refusal {
    pub fn because(zh: impl Into<String>, en: impl Into<String>) -> Refusal {
        Refusal::Refused(Text::new(zh, en))
    }

    /// A file that cannot be read, with the reason.
    pub fn unreadable(path: &str, error: &std::io::Error) -> Refusal {
        let Text { zh, en } = file_reason(error);
        Refusal::because(format!("{path} 读不出来：{zh}"), format!("{path} cannot be read: {en}"))
    }

    /// The same, with the file that it is about.
    pub fn in_file(self, path: &str) -> Refusal {
        match self {
            Refusal::Refused(Text { zh, en }) => {
                Refusal::because(format!("{path}：{zh}"), format!("{path}: {en}"))
            }
            other => other,
        }
    }

    /// The YAML is written in a way that is not changed for anybody.
    pub fn by_hand() -> Refusal {
        Refusal::because(
            "这一项的写法（别名、锚点、括号里的注释等）不能在这里改，请在“YAML”里改",
            "it is written in a way that only the YAML pane can change (an alias, an anchor, comments between brackets)",
        )
    }
}
