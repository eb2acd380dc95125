//! Where a file is to stand, and what stands there now.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::file_error;

/// The place of a file that is to be written.
#[derive(Debug)]
pub struct Place {
    /// A link keeps its place; what it points to is replaced.
    pub target: PathBuf,
    pub existing: Option<fs::Metadata>,
}

impl Place {
    /// The place behind a path. A folder or device that stands there is an error.
    pub fn find(path: &Path) -> io::Result<Place> {
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let existing = fs::metadata(&target).ok();
        match &existing {
            Some(metadata) if metadata.is_dir() => {
                Err(file_error(io::ErrorKind::IsADirectory, "有同名的文件夹", "a folder has this name"))
            }
            Some(metadata) if !metadata.is_file() => {
                Err(file_error(io::ErrorKind::InvalidInput, "不是普通文件", "not a regular file"))
            }
            _ => Ok(Place { target, existing }),
        }
    }

    /// Whether the file that stands there has these bytes already.
    pub fn holds(&self, bytes: &[u8]) -> io::Result<bool> {
        let same_length = self.existing.as_ref().is_some_and(|metadata| metadata.len() == bytes.len() as u64);
        Ok(same_length && fs::read(&self.target)? == bytes)
    }

    /// A rename asks the folder alone; the file's own protection counts as well.
    pub fn check_writable(&self) -> io::Result<()> {
        if self.existing.as_ref().is_some_and(|metadata| metadata.permissions().readonly()) {
            return Err(file_error(
                io::ErrorKind::PermissionDenied,
                "文件是只读的；请先去掉只读属性",
                "the file is read-only; allow writing first",
            ));
        }
        Ok(())
    }

    /// The folder that it stands in.
    pub fn folder(&self) -> &Path {
        folder(&self.target)
    }
}

/// The folder that a file stands in.
pub fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
