//! What a build may ask of the outside: files, fonts and the date.
//!
//! The library never touches disk, clock or environment; whoever calls it brings a [`World`],
//! so equal input gives equal bytes.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::unit::Date;

/// A project folder as the stages see it. Paths are relative to its root,
/// with `/` between names, and never leave it.
pub trait World: Sync {
    /// Every file below the project's root, sorted by path. Folders that a
    /// project may not read from (`dist/`, names with a leading `.`) are left out.
    fn files(&self) -> io::Result<Vec<String>>;

    /// What lies below the root and is none of [`files`](World::files), because its name is no text; sorted by path.
    fn misnamed(&self) -> io::Result<Vec<Misnamed>> {
        Ok(Vec::new())
    }

    /// The whole content of one file of [`files`](World::files).
    fn read(&self, path: &str) -> io::Result<Arc<[u8]>>;

    /// What is another after each change of a file of [`files`](World::files); `None` where only reading tells, as for a file
    /// that has changed just now.
    fn state(&self, _path: &str) -> Option<FileState> {
        None
    }

    /// How messages name a file: the path as the user would type it.
    fn display(&self, path: &str) -> String {
        path.to_owned()
    }

    /// The system's font files in a fixed order, by names that mean something to
    /// [`read_system_font`](World::read_system_font) alone. Asked for only with `--system-fonts`.
    fn system_fonts(&self) -> Vec<String> {
        Vec::new()
    }

    /// The whole content of one file of [`system_fonts`](World::system_fonts).
    fn read_system_font(&self, name: &str) -> io::Result<Arc<[u8]>> {
        Err(io::Error::new(io::ErrorKind::NotFound, name.to_owned()))
    }

    /// The build's date, from `SOURCE_DATE_EPOCH`; never the clock.
    fn date(&self) -> Option<Date> {
        None
    }
}

/// Marks of a file's state, such as its size and when it was changed.
pub type FileState = [i128; 4];

/// A file or folder whose name is not Unicode, such as one in GBK out of an archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Misnamed {
    /// Its path, with the bytes that are no text as `\xB8`.
    pub path: String,
    /// Its path as it most likely was, if that can be told.
    pub reading: Option<String>,
    /// Whether it is a folder. Nothing in it is read.
    pub is_folder: bool,
    /// Of a folder, whether a YAML file lies in it, at any depth.
    pub holds_yaml: bool,
}

/// A world without files, for what needs no project.
#[derive(Clone, Copy, Debug)]
pub struct Nowhere;

impl World for Nowhere {
    fn files(&self) -> io::Result<Vec<String>> {
        Ok(Vec::new())
    }

    fn read(&self, _: &str) -> io::Result<Arc<[u8]>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// A project in memory: every file by its path.
///
/// ```
/// use gangwei::{Memory, World};
///
/// let mut world = Memory::from_iter([("市场部/销售员.yaml", "岗位名称: 销售员")]);
/// world.insert("fonts/own.ttf", vec![0; 4]);
/// assert_eq!(world.files()?, ["fonts/own.ttf", "市场部/销售员.yaml"]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Arc<[u8]>>,
    date: Option<Date>,
}

impl Memory {
    /// A project without files.
    pub fn new() -> Memory {
        Memory::default()
    }

    /// Adds a file, or puts it in the place of one of that path. Paths are as in [`World`].
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), content.into().into());
    }

    /// Sets the build's date, for documents whose data name none.
    pub fn with_date(mut self, date: Date) -> Memory {
        self.date = Some(date);
        self
    }
}

impl<P: Into<String>, C: Into<Vec<u8>>> FromIterator<(P, C)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, C)>>(files: I) -> Memory {
        let mut memory = Memory::new();
        files.into_iter().for_each(|(path, content)| memory.insert(path, content));
        memory
    }
}

impl World for Memory {
    fn files(&self) -> io::Result<Vec<String>> {
        Ok(self.files.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        Ok(self.files.get(path).ok_or(io::ErrorKind::NotFound)?.clone())
    }

    fn date(&self) -> Option<Date> {
        self.date
    }
}
