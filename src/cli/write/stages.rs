//! Moves complete outputs to their places one by one, from any thread, and closes in an orderly way.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::diag::file_error;

use super::place::FilePlace;
use super::stage::Stage;

/// The stages of a run, each by the folder that it lies in: the output folder, and any folders in it that are on
/// other disks.
///
/// A thread that makes a file holds the lock for reading until the file has its place. So the thread that holds it
/// for writing knows that there are no temporary files, and that none is being made.
#[derive(Debug, Default)]
pub struct Stages(RwLock<BTreeMap<PathBuf, Stage>>);

/// Why a file did not get its place.
#[derive(Debug)]
pub enum Trouble {
    /// The fault is with the file itself; other files may succeed.
    File(io::Error),
    /// The fault is with the whole output folder.
    Folder(io::Error),
}

impl Stages {
    /// Moves the file to its place by one rename, after noting the line. `root` is the output folder.
    pub fn put(
        &self,
        root: &Path,
        place: &FilePlace,
        bytes: &[u8],
        note: Option<&str>,
    ) -> Result<(), Trouble> {
        self.open(root).map_err(Trouble::Folder)?;
        match self.move_from(root, place, bytes, note) {
            Err(Trouble::File(error)) if error.kind() == io::ErrorKind::CrossesDevices => {
                self.open(place.folder()).map_err(Trouble::File)?;
                self.move_from(place.folder(), place, bytes, None)
            }
            result => result,
        }
    }

    fn move_from(
        &self,
        stage: &Path,
        place: &FilePlace,
        bytes: &[u8],
        note: Option<&str>,
    ) -> Result<(), Trouble> {
        let stages = self.read();
        let Some(stage) = stages.get(stage) else { return Err(Trouble::Folder(gone())) };
        let trouble = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound if stage.is_gone() => Trouble::Folder(gone()),
            _ => Trouble::File(error),
        };
        let file = stage.file(bytes, place.permissions()).map_err(trouble)?;
        fs::create_dir_all(place.folder()).map_err(trouble)?;
        note.map_or(Ok(()), |note| stage.note(note)).map_err(trouble)?;
        file.persist(&place.target).map_err(|error| trouble(error.error))
    }

    fn open(&self, folder: &Path) -> io::Result<()> {
        if self.read().contains_key(folder) {
            return Ok(());
        }
        let mut stages = self.write();
        if !stages.contains_key(folder) {
            stages.insert(folder.to_owned(), Stage::open(folder)?);
        }
        Ok(())
    }

    /// Removes the temporary folders. They are made again if another file comes.
    pub fn close(&self) {
        self.write().clear();
    }

    /// Removes the temporary folders, calls `work` with the notes, and lets no file get its place until that is done.
    pub fn close_for<T>(&self, work: impl FnOnce(&[String]) -> T) -> T {
        let mut stages = self.write();
        let notes: Vec<String> = stages.values().flat_map(Stage::notes).collect();
        stages.clear();
        work(&notes)
    }

    fn read(&self) -> RwLockReadGuard<'_, BTreeMap<PathBuf, Stage>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, BTreeMap<PathBuf, Stage>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn gone() -> io::Error {
    file_error(
        io::ErrorKind::NotFound,
        "输出文件夹在生成过程中被移走或删除了",
        "the output folder was taken away while documents were being made",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `/dev/shm` is another disk where it exists; elsewhere the test uses an ordinary folder.
    #[cfg(unix)]
    #[test]
    fn a_folder_on_another_disk_is_written_whole_too() {
        let root = tempfile::tempdir().unwrap();
        let shm = Path::new("/dev/shm");
        let other = if shm.is_dir() { tempfile::tempdir_in(shm) } else { tempfile::tempdir() }.unwrap();
        let place = FilePlace::find(&other.path().join("甲.docx")).unwrap();
        let stages = Stages::default();
        stages.put(root.path(), &place, b"PK", None).unwrap();
        stages.close();
        let names = |folder: &Path| fs::read_dir(folder).unwrap().count();
        assert_eq!((names(root.path()), names(other.path())), (0, 1), "no temporary file is left");
        assert_eq!(fs::read(&place.target).unwrap(), b"PK");
    }
}
