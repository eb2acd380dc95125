//! Writes documents whole or not at all.
//!
//! Every document is first written beside its place under a temporary name; only when all are
//! there do they take their places, each by one rename. A file that would not change is not touched.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Written,
    Unchanged,
}

/// A file that could not be written.
#[derive(Debug)]
pub struct Failure {
    pub path: PathBuf,
    pub error: io::Error,
}

/// Writes all files, or after a failure none, as far as the file system allows.
pub fn write_all(files: &[(PathBuf, &[u8])]) -> Result<Vec<Outcome>, Failure> {
    let mut staged = Vec::new();
    for (path, bytes) in files {
        staged.push(stage(path, bytes).map_err(|error| Failure { path: path.clone(), error })?);
    }
    let mut outcomes = Vec::new();
    for (staged, (path, _)) in staged.into_iter().zip(files) {
        outcomes.push(match staged {
            None => Outcome::Unchanged,
            Some(Staged { temporary, target }) => {
                temporary
                    .persist(target)
                    .map_err(|error| Failure { path: path.clone(), error: error.error })?;
                Outcome::Written
            }
        });
    }
    Ok(outcomes)
}

/// Makes all files, or none: a file that is there already, even since a moment ago, stays as it is.
pub fn create_all(files: &[(PathBuf, &[u8])]) -> Result<(), Failure> {
    let mut staged = Vec::new();
    for (path, bytes) in files {
        let temporary = temporary(folder(path), bytes, None);
        staged.push((temporary.map_err(|error| Failure { path: path.clone(), error })?, path));
    }
    let mut made: Vec<&PathBuf> = Vec::new();
    for (temporary, path) in staged {
        if let Err(error) = temporary.persist_noclobber(path) {
            for path in made {
                // What cannot be taken back stays; the failure is told in any case.
                fs::remove_file(path).ok();
            }
            return Err(Failure { path: path.clone(), error: error.error });
        }
        made.push(path);
    }
    Ok(())
}

/// A complete file under a temporary name, removed if it is dropped.
struct Staged {
    temporary: TempPath,
    target: PathBuf,
}

/// Writes the temporary file; `None` if the target has these bytes already.
fn stage(path: &Path, bytes: &[u8]) -> io::Result<Option<Staged>> {
    // A link keeps its place; what it points to is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let existing = fs::metadata(&target).ok();
    if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder has this name"));
    }
    if existing.as_ref().is_some_and(|m| m.len() == bytes.len() as u64) && fs::read(&target)? == bytes {
        return Ok(None);
    }
    let temporary = temporary(folder(&target), bytes, existing)?;
    Ok(Some(Staged { temporary, target }))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A complete file in the folder, with the permissions of the one whose place it takes.
fn temporary(folder: &Path, bytes: &[u8], existing: Option<fs::Metadata>) -> io::Result<TempPath> {
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gangwei-");
    // A temporary file is private unless told otherwise; the umask still applies.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(existing) = existing {
        file.as_file().set_permissions(existing.permissions())?;
    }
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
        assert_eq!(write_all(&[(path.clone(), b"one")]).unwrap(), [Outcome::Written]);
        let before = fs::metadata(&path).unwrap();
        assert_eq!(write_all(&[(path.clone(), b"one")]).unwrap(), [Outcome::Unchanged]);
        let after = fs::metadata(&path).unwrap();
        assert_eq!(before.modified().unwrap(), after.modified().unwrap());
        assert_eq!(write_all(&[(path.clone(), b"two")]).unwrap(), [Outcome::Written]);
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
