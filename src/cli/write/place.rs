//! The place of a file to write, and what is there now.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::file_error;

/// The place of a file that is to be written.
#[derive(Debug)]
pub struct FilePlace {
    pub target: PathBuf,
    pub existing: Option<fs::Metadata>,
}

impl FilePlace {
    /// The place that a path leads to: a link stays, and the file that it points to is replaced. A folder or device
    /// at that place is an error.
    pub fn find(path: &Path) -> io::Result<FilePlace> {
        FilePlace::of(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
    }

    fn of(target: PathBuf) -> io::Result<FilePlace> {
        let existing = fs::metadata(&target).ok();
        match &existing {
            Some(metadata) if metadata.is_dir() => {
                Err(file_error(io::ErrorKind::IsADirectory, "有同名的文件夹", "a folder has this name"))
            }
            Some(metadata) if !metadata.is_file() => {
                Err(file_error(io::ErrorKind::InvalidInput, "不是普通文件", "not a regular file"))
            }
            _ => Ok(FilePlace { target, existing }),
        }
    }

    /// The place of a document below the output folder, which may be a link itself. Below it, nothing is written
    /// through links: a link in the document's place is replaced, and a folder that leads out of the output folder by
    /// a link is an error.
    pub fn below(root: &Path, path: &str) -> io::Result<FilePlace> {
        let target = root.join(path);
        let folder = folder(&target);
        // A document directly in the output folder needs no check, and a missing output folder is made later.
        if folder != root && leads_out(root, folder) {
            return Err(file_error(
                io::ErrorKind::NotADirectory,
                "它的文件夹是链接，指向输出文件夹之外",
                "its folder is a link that leads out of the output folder",
            ));
        }
        match fs::symlink_metadata(&target) {
            Ok(metadata) if metadata.is_symlink() => Ok(FilePlace { target, existing: None }),
            _ => FilePlace::of(target),
        }
    }

    /// Whether the file at that place has these bytes already.
    pub fn holds(&self, bytes: &[u8]) -> io::Result<bool> {
        let same_length = self.existing.as_ref().is_some_and(|metadata| metadata.len() == bytes.len() as u64);
        Ok(same_length && fs::read(&self.target)? == bytes)
    }

    /// Refuses a read-only file. A rename would only need the folder's permission.
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

    /// The permissions of the file at that place.
    pub fn permissions(&self) -> Option<fs::Permissions> {
        self.existing.as_ref().map(fs::Metadata::permissions)
    }

    /// The folder of the place.
    pub fn folder(&self) -> &Path {
        folder(&self.target)
    }
}

/// The folder of a file.
pub fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Whether a folder below `root` lies elsewhere because of a link. Looks at the part of its path that exists.
fn leads_out(root: &Path, folder: &Path) -> bool {
    let there =
        folder.ancestors().take_while(|above| *above != root).find(|above| above.symlink_metadata().is_ok());
    there.is_some_and(|folder| match (folder.canonicalize(), root.canonicalize()) {
        (Ok(folder), Ok(root)) => !folder.starts_with(root),
        // A broken link counts as leading out, too.
        _ => true,
    })
}
