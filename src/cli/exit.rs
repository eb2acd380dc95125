//! How a run ends: the reasons to stop early, and the exit codes.

use std::io;
use std::path::Path;

use crate::diag::{Diagnostic, Text, file_reason};
use crate::pipeline::{Failure, Report};

use super::write;

/// Why a run ends early: wrong usage, a file that cannot be read or written, or a damaged manifest.
pub enum Stop {
    Usage(Text),
    File(Text),
    Damaged(Text),
}

impl Stop {
    pub fn exit_code(&self) -> u8 {
        match self {
            Stop::Usage(_) => 2,
            Stop::File(_) | Stop::Damaged(_) => 3,
        }
    }

    pub fn unwritable(path: &Path, error: &io::Error) -> Stop {
        let (path, Text { zh, en }) = (path.display(), file_reason(error));
        Stop::File(Text::new(format!("无法写入 {path}：{zh}"), format!("cannot write {path}: {en}")))
    }

    /// As a finding, for whoever reads findings by program.
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Stop::Usage(text) => Diagnostic::error("E406", text.clone()),
            Stop::File(text) => Diagnostic::error("E407", text.clone()),
            Stop::Damaged(text) => Diagnostic::error("E415", text.clone()),
        }
    }

    pub fn text(&self) -> &Text {
        let (Stop::Usage(text) | Stop::File(text) | Stop::Damaged(text)) = self;
        text
    }
}

impl From<write::Failure> for Stop {
    fn from(failure: write::Failure) -> Stop {
        Stop::unwritable(&failure.path, &failure.error)
    }
}

/// The exit code for what a run found.
pub fn exit_code(report: &Report) -> u8 {
    match report.failure {
        None => 0,
        Some(Failure::Input) => 1,
        Some(Failure::Usage) => 2,
        Some(Failure::Unreadable) => 3,
    }
}
