//! Writes files completely or not at all, and does not touch a file that would not change.
//!
//! Outputs, which can be made again, get their places one by one ([`Stages`]). Files that people wrote themselves are
//! written all together or not at all: each is first written under a temporary name beside its place, and only when
//! all are there does each get its place by a rename.

#[cfg(feature = "serve")]
mod leftovers;
mod place;
mod stage;
mod stages;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::diag::file_error;

#[cfg(feature = "serve")]
pub use leftovers::remove_leftovers;
pub use place::FilePlace;
use place::folder;
pub use stage::sweep;
use stage::written;
pub use stages::{Stages, Trouble};

/// How the names of files begin that have no place yet; random characters follow.
const TEMPORARY: &str = ".gangwei-";

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileOutcome {
    Written,
    Unchanged,
}

/// A file that could not be written.
#[derive(Debug)]
pub struct WriteFailure {
    pub path: PathBuf,
    pub error: io::Error,
}

/// Writes all files; after a failure none, as far as the file system allows.
pub fn write_all(files: &[(PathBuf, &[u8])]) -> Result<Vec<FileOutcome>, WriteFailure> {
    let mut staged = Vec::new();
    let mut targets = BTreeMap::new();
    for (path, bytes) in files {
        let staged_one = stage(path, bytes, &mut targets);
        staged.push(staged_one.map_err(|error| WriteFailure { path: path.clone(), error })?);
    }
    let mut outcomes = Vec::new();
    for (staged, (path, _)) in staged.into_iter().zip(files) {
        outcomes.push(match staged {
            None => FileOutcome::Unchanged,
            Some(Staged { temporary, target }) => {
                temporary
                    .persist(target)
                    .map_err(|error| WriteFailure { path: path.clone(), error: error.error })?;
                FileOutcome::Written
            }
        });
    }
    Ok(outcomes)
}

/// Creates all files, or none. A file that is already there, even if it has only just come, stays as it is.
pub fn create_all(files: &[(PathBuf, &[u8])]) -> Result<(), WriteFailure> {
    let mut staged = Vec::new();
    for (path, bytes) in files {
        let temporary = temporary(folder(path), bytes, None);
        staged.push((temporary.map_err(|error| WriteFailure { path: path.clone(), error })?, path));
    }
    let mut made: Vec<&PathBuf> = Vec::new();
    for (temporary, path) in staged {
        if let Err(error) = temporary.persist_noclobber(path) {
            for path in made {
                // A file that cannot be removed stays; the failure is reported anyway.
                fs::remove_file(path).ok();
            }
            return Err(WriteFailure { path: path.clone(), error: error.error });
        }
        made.push(path);
    }
    Ok(())
}

/// A complete file under a temporary name, which is removed when it is dropped.
struct Staged {
    temporary: TempPath,
    target: PathBuf,
}

/// Writes the temporary file. Gives `None` if the target has these bytes already, or will have them after this run:
/// `targets` holds the bytes for each target so far.
fn stage<'a>(
    path: &Path,
    bytes: &'a [u8],
    targets: &mut BTreeMap<PathBuf, &'a [u8]>,
) -> io::Result<Option<Staged>> {
    let place = FilePlace::find(path)?;
    match targets.insert(place.target.clone(), bytes) {
        Some(before) if before == bytes => return Ok(None),
        Some(_) => return Err(two_files()),
        None => {}
    }
    if place.holds(bytes)? {
        return Ok(None);
    }
    place.check_writable()?;
    let temporary = temporary(place.folder(), bytes, place.permissions())?;
    Ok(Some(Staged { temporary, target: place.target }))
}

/// The error of the second of two files that have the same place.
pub fn two_files() -> io::Error {
    file_error(io::ErrorKind::AlreadyExists, "两个文件要写到同一处", "two files have this place")
}

/// Writes a complete file into the folder, with these permissions if it shall not have the usual ones. It is synced to
/// disk, because what people wrote themselves cannot be made again after a power failure.
pub fn temporary(folder: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<TempPath> {
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    let file = written(&builder, folder, bytes, permissions)?;
    file.as_file().sync_data()?;
    Ok(file.into_temp_path())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn equal_bytes_leave_the_file_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b.pdf");
        assert_eq!(write_all(&[(path.clone(), b"one")]).unwrap(), [FileOutcome::Written]);
        let before = fs::metadata(&path).unwrap();
        assert_eq!(write_all(&[(path.clone(), b"one")]).unwrap(), [FileOutcome::Unchanged]);
        let after = fs::metadata(&path).unwrap();
        assert_eq!(before.modified().unwrap(), after.modified().unwrap());
        assert_eq!(write_all(&[(path.clone(), b"two")]).unwrap(), [FileOutcome::Written]);
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names(&dir.path().join("a")), ["b.pdf"]);
    }

    #[test]
    fn one_failure_keeps_every_old_file() {
        let dir = tempfile::tempdir().unwrap();
        let (good, bad) = (dir.path().join("good.pdf"), dir.path().join("bad.pdf"));
        fs::write(&good, "old").unwrap();
        fs::create_dir(&bad).unwrap();
        let failure = write_all(&[(good.clone(), b"new"), (bad.clone(), b"new")]).unwrap_err();
        assert_eq!(failure.path, bad);
        assert_eq!(fs::read(&good).unwrap(), b"old");
        assert_eq!(names(dir.path()), ["bad.pdf", "good.pdf"]);
    }

    #[test]
    fn what_is_there_is_not_created_again_and_nothing_else_is_either() {
        let dir = tempfile::tempdir().unwrap();
        let (new, old) = (dir.path().join("a/new.yaml"), dir.path().join("a/old.yaml"));
        fs::create_dir(dir.path().join("a")).unwrap();
        fs::write(&old, "old").unwrap();
        let failure = create_all(&[(new.clone(), b"1"), (old.clone(), b"2")]).unwrap_err();
        assert_eq!((failure.path, failure.error.kind()), (old.clone(), io::ErrorKind::AlreadyExists));
        assert_eq!(fs::read(&old).unwrap(), b"old");
        assert_eq!(names(&dir.path().join("a")), ["old.yaml"]);
        create_all(&[(new.clone(), b"1")]).unwrap();
        assert_eq!(fs::read(&new).unwrap(), b"1");
    }

    #[test]
    fn a_file_that_may_not_be_written_keeps_every_old_one() {
        let dir = tempfile::tempdir().unwrap();
        let (good, kept) = (dir.path().join("good"), dir.path().join("kept"));
        fs::write(&good, "old").unwrap();
        fs::write(&kept, "old").unwrap();
        let mut permissions = fs::metadata(&kept).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&kept, permissions).unwrap();
        let failure = write_all(&[(good.clone(), b"new"), (kept.clone(), b"new")]).unwrap_err();
        assert_eq!((failure.path, failure.error.kind()), (kept.clone(), io::ErrorKind::PermissionDenied));
        assert_eq!((fs::read(&good).unwrap(), fs::read(&kept).unwrap()), (b"old".to_vec(), b"old".to_vec()));
        // A read-only file that has the same bytes already causes no failure.
        assert_eq!(write_all(&[(kept, b"old")]).unwrap(), [FileOutcome::Unchanged]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_what_it_leads_to_are_one_file() {
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("file"), dir.path().join("link"));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink("file", &link).unwrap();
        let same = write_all(&[(file.clone(), b"new"), (link.clone(), b"new")]).unwrap();
        assert_eq!(same, [FileOutcome::Written, FileOutcome::Unchanged]);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(write_all(&[(file.clone(), b"1"), (link, b"2")]).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_the_usual_ones_and_kept() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let (new, usual) = (dir.path().join("new"), dir.path().join("usual"));
        fs::write(&usual, "").unwrap();
        write_all(&[(new.clone(), b"1")]).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&new), mode(&usual));
        fs::set_permissions(&new, fs::Permissions::from_mode(0o640)).unwrap();
        write_all(&[(new.clone(), b"2")]).unwrap();
        assert_eq!(mode(&new), 0o640);
    }
}
