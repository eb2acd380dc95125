//! The reasons to end a run early, and the exit codes.

use std::io;
use std::path::Path;

use crate::diag::{Code, Diagnostic, Failure, Text, file_reason};

use super::write;

/// Why a run ends early: wrong usage, a file that cannot be read or written, or a damaged manifest.
pub enum Stop {
    Usage(Text),
    File(Text),
    Damaged(Text),
}

impl Stop {
    pub fn exit_code(&self) -> u8 {
        exit_code(Some(self.code().failure()))
    }

    fn code(&self) -> Code {
        match self {
            Stop::Usage(_) => Code::E406,
            Stop::File(_) => Code::E407,
            Stop::Damaged(_) => Code::E415,
        }
    }

    pub fn unwritable(path: &Path, error: &io::Error) -> Stop {
        let (path, Text { zh, en }) = (path.display(), file_reason(error));
        Stop::File(Text::new(format!("无法写入 {path}：{zh}"), format!("cannot write {path}: {en}")))
    }

    /// The finding, for programs.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::new(self.code(), self.text().clone())
    }

    pub fn text(&self) -> &Text {
        let (Stop::Usage(text) | Stop::File(text) | Stop::Damaged(text)) = self;
        text
    }
}

impl From<write::WriteFailure> for Stop {
    fn from(failure: write::WriteFailure) -> Stop {
        Stop::unwritable(&failure.path, &failure.error)
    }
}

/// The exit code of a run, by the reason of its failure.
pub fn exit_code(failure: Option<Failure>) -> u8 {
    match failure {
        None => 0,
        Some(Failure::Input) => 1,
        Some(Failure::Usage) => 2,
        Some(Failure::Unreadable) => 3,
        Some(Failure::Stale) => 4,
    }
}
