//! The folder where outputs are made before they take their places: `.gangwei` in the output folder.
//!
//! Each process that works there holds a lock on a file of its own. A process that is killed loses
//! its lock, so that the next one sees whose files nobody will finish, and clears them away; what
//! belongs to a process that still runs stays. The file also holds notes of what got its place, so that
//! this is known though the process came to no end of its own.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::{Builder, NamedTempFile, TempPath};

use crate::diag::file_error;
use crate::sync;

/// The folder's name.
const FOLDER: &str = ".gangwei";
const LOCK: &str = ".lock";
const PART: &str = ".part";
/// How often another process may clear the folder away just when it is opened.
const MOST_TRIES: usize = 100;
/// The most bytes of notes that are read.
const MOST_NOTES: u64 = 256 << 20;

/// This process's share of the folder; when dropped it goes, and the folder with it if it is empty.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    /// `None` once it is closed.
    lock: Option<NamedTempFile>,
    /// What the names of this process's files begin with.
    prefix: String,
    /// Held while a note is written.
    notes: Mutex<()>,
}

impl Stage {
    /// Makes the folder below `parent` if need be, and clears it of what killed processes left.
    pub fn open(parent: &Path) -> io::Result<Stage> {
        let folder = parent.join(FOLDER);
        sweep(parent)?;
        for _ in 0..MOST_TRIES {
            fs::create_dir_all(&folder)?;
            match lock(&folder) {
                Ok(Some(lock)) => {
                    let name = lock.path().file_stem().unwrap_or_default().to_string_lossy();
                    let prefix = format!("{name}-");
                    return Ok(Stage { folder, lock: Some(lock), prefix, notes: Mutex::default() });
                }
                Ok(None) => {}
                // Another process left the folder, and took it along.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// A complete file with the permissions of the one whose place it will take.
    pub fn file(&self, bytes: &[u8], existing: Option<&fs::Metadata>) -> io::Result<TempPath> {
        let mut builder = Builder::new();
        builder.prefix(&self.prefix).suffix(PART);
        Ok(written(&builder, &self.folder, bytes, existing)?.into_temp_path())
    }

    /// Notes a line for whoever comes after this process.
    pub fn note(&self, line: &str) -> io::Result<()> {
        let _held = sync::lock(&self.notes);
        let Some(lock) = &self.lock else { return Ok(()) };
        lock.as_file().write_all(format!("{line}\n").as_bytes())
    }

    /// The lines that were noted.
    pub fn notes(&self) -> Vec<String> {
        self.lock.as_ref().map(|lock| notes(lock.as_file())).unwrap_or_default()
    }

    /// Whether somebody took the folder away.
    pub fn is_gone(&self) -> bool {
        !self.folder.is_dir()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Gone with its name: the others' files keep the folder, and the last one takes it along.
        drop(self.lock.take());
        fs::remove_dir(&self.folder).ok();
    }
}

/// A file of its own with these bytes in the folder.
pub(super) fn written(
    builder: &Builder,
    folder: &Path,
    bytes: &[u8],
    existing: Option<&fs::Metadata>,
) -> io::Result<NamedTempFile> {
    #[cfg(unix)]
    let builder = {
        let mut usual = builder.clone();
        // A temporary file is private unless told otherwise; the umask still applies.
        usual.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        usual
    };
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(existing) = existing {
        file.as_file().set_permissions(existing.permissions())?;
    }
    Ok(file)
}

/// A locked file in the folder; `None` if a process that was clearing it took the file for one left behind.
fn lock(folder: &Path) -> io::Result<Option<NamedTempFile>> {
    let file = Builder::new().prefix("").suffix(LOCK).tempfile_in(folder)?;
    match file.as_file().try_lock() {
        Err(TryLockError::WouldBlock) => Ok(None),
        // Where a file system has no locks, nobody clears anything away.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file.path().exists().then_some(file)),
    }
}

/// Clears away what processes left that were killed, and the folder if it is empty then. Gives their notes.
pub fn sweep(parent: &Path) -> io::Result<Vec<String>> {
    let folder = parent.join(FOLDER);
    match fs::symlink_metadata(&folder) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => {
            return Err(file_error(
                io::ErrorKind::NotADirectory,
                "其中的 .gangwei 不是文件夹；请把它移走",
                "its .gangwei is no folder; move it away",
            ));
        }
        Err(_) => return Ok(Vec::new()),
    }
    let entries = fs::read_dir(&folder)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let (locks, parts): (Vec<String>, Vec<String>) = entries.partition(|name| name.ends_with(LOCK));
    // Held until their files are gone.
    let dead: Vec<(PathBuf, File)> = locks.iter().filter_map(|name| abandoned(folder.join(name))).collect();
    for name in parts.iter().filter(|name| name.ends_with(PART)) {
        let owner = name.split_once('-').map_or(name.as_str(), |(owner, _)| owner);
        let lock = folder.join(format!("{owner}{LOCK}"));
        if !lock.exists() || dead.iter().any(|(path, _)| *path == lock) {
            fs::remove_file(folder.join(name)).ok();
        }
    }
    let mut noted = Vec::new();
    for (path, held) in dead {
        noted.extend(notes(&held));
        fs::remove_file(path).ok();
    }
    // Stays while another process works in it.
    fs::remove_dir(&folder).ok();
    Ok(noted)
}

/// The lines of a file. What cannot be read is as good as not there.
fn notes(mut file: &File) -> Vec<String> {
    let mut bytes = Vec::new();
    if file.rewind().is_ok() {
        file.take(MOST_NOTES).read_to_end(&mut bytes).ok();
    }
    String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
}

/// The lock of a process that is gone, held.
fn abandoned(path: PathBuf) -> Option<(PathBuf, File)> {
    let file = File::open(&path).ok()?;
    file.try_lock().is_ok().then_some((path, file))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn the_folder_goes_with_the_last_process() {
        let dir = tempfile::tempdir().unwrap();
        let one = Stage::open(dir.path()).unwrap();
        let other = Stage::open(dir.path()).unwrap();
        let part = one.file(b"1", None).unwrap();
        drop(other);
        assert!(part.exists());
        drop(part);
        drop(one);
        assert_eq!(names(dir.path()), 0);
    }

    #[test]
    fn what_the_dead_left_goes_and_what_the_living_make_stays() {
        let dir = tempfile::tempdir().unwrap();
        let living = Stage::open(dir.path()).unwrap();
        let part = living.file(b"1", None).unwrap();
        let folder = dir.path().join(FOLDER);
        // Without a lock that somebody holds, as after a kill.
        for name in ["dead.lock", "dead-1.part", "older-1.part"] {
            fs::write(folder.join(name), "a note\n").unwrap();
        }
        living.note("not yet").unwrap();
        assert_eq!(sweep(dir.path()).unwrap(), ["a note"]);
        assert!(part.exists());
        assert_eq!(names(&folder), 2, "lock and file of the living");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_cleared_away_behind_a_link() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("elsewhere")).unwrap();
        fs::write(dir.path().join("elsewhere/a-1.part"), "").unwrap();
        std::os::unix::fs::symlink("elsewhere", dir.path().join(FOLDER)).unwrap();
        assert!(Stage::open(dir.path()).is_err());
        assert_eq!(names(&dir.path().join("elsewhere")), 1);
    }
}
