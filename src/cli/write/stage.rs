//! The folder in which outputs are made before they get their places: `.gangwei` in the output folder.
//!
//! Each process that works there holds a lock on a file of its own. A process that is killed loses its lock, so the
//! next process knows which files nobody will finish, and removes them; files of running processes stay. The lock
//! file also holds notes about the outputs that got their places, so that these are known even if the process is
//! killed.

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
/// How often to try again when another process removes the folder just as it is opened.
const MOST_TRIES: usize = 100;
/// The most bytes of notes that are read.
const MOST_NOTES: u64 = 256 << 20;

/// This process's share of the folder. Dropping it removes the share, and the folder too if that is then empty.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    /// The lock file; `None` once it is closed.
    lock: Option<NamedTempFile>,
    /// The beginning of the names of this process's files.
    prefix: String,
    /// Held while a note is written.
    notes: Mutex<()>,
}

impl Stage {
    /// Opens a share below `parent`: makes the folder if necessary, and removes what killed processes have left.
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
                // Another process was the last to leave, and has removed the folder.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// Writes a complete file, with the permissions of the file whose place it will take.
    pub fn file(&self, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<TempPath> {
        let mut builder = Builder::new();
        builder.prefix(&self.prefix).suffix(PART);
        Ok(written(&builder, &self.folder, bytes, permissions)?.into_temp_path())
    }

    /// Notes a line for the next process, in case this one is killed.
    pub fn note(&self, line: &str) -> io::Result<()> {
        let _held = sync::lock(&self.notes);
        let Some(lock) = &self.lock else { return Ok(()) };
        lock.as_file().write_all(format!("{line}\n").as_bytes())
    }

    /// The lines that this process has noted.
    pub fn notes(&self) -> Vec<String> {
        self.lock.as_ref().map(|lock| notes(lock.as_file())).unwrap_or_default()
    }

    /// Whether somebody has removed the folder.
    pub fn is_gone(&self) -> bool {
        !self.folder.is_dir()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // The lock file is removed. Files of other processes keep the folder; the last process removes it.
        drop(self.lock.take());
        fs::remove_dir(&self.folder).ok();
    }
}

/// Writes these bytes to a new temporary file in the folder, with these permissions or the usual ones.
pub(super) fn written(
    builder: &Builder,
    folder: &Path,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
) -> io::Result<NamedTempFile> {
    #[cfg(unix)]
    let builder = {
        let mut usual = builder.clone();
        // A temporary file is private by default; the umask still applies.
        usual.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        usual
    };
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    Ok(file)
}

/// A locked file in the folder; `None` if another process took it for an abandoned one before it was locked.
fn lock(folder: &Path) -> io::Result<Option<NamedTempFile>> {
    let file = Builder::new().prefix("").suffix(LOCK).tempfile_in(folder)?;
    match file.as_file().try_lock() {
        Err(TryLockError::WouldBlock) => Ok(None),
        // On a file system without locks, nobody removes anything.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file.path().exists().then_some(file)),
    }
}

/// Removes what killed processes have left, and the folder if it is then empty; gives the notes of these processes.
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
    // The locks are held until the files are removed.
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
    // The folder stays while another process works in it.
    fs::remove_dir(&folder).ok();
    Ok(noted)
}

/// The lines of a file; what cannot be read is left out.
fn notes(mut file: &File) -> Vec<String> {
    let mut bytes = Vec::new();
    if file.rewind().is_ok() {
        file.take(MOST_NOTES).read_to_end(&mut bytes).ok();
    }
    String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
}

/// The lock file of a process that is gone; locks it.
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
        // These files have no lock that somebody holds, as after a kill.
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
