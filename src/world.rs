//! What a build may ask of the outside: files, fonts and the date.
//!
//! The library never touches disk, clock or environment; the command line and
//! the tests each bring a [`World`] of their own, so equal input gives equal bytes.

use std::io;
use std::sync::Arc;

use crate::unit::Date;

/// A project folder as the stages see it. Paths are relative to its root,
/// with `/` between names, and never leave it.
pub trait World: Sync {
    /// Every file below the project's root, sorted by path. Folders that a
    /// project may not read from (`dist/`, names with a leading `.`) are left out.
    fn files(&self) -> io::Result<Vec<String>>;

    /// The whole content of one file of [`files`](World::files).
    fn read(&self, path: &str) -> io::Result<Arc<[u8]>>;

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

/// Files in memory, for tests.
#[cfg(test)]
pub(crate) struct Memory(std::collections::BTreeMap<String, String>);

#[cfg(test)]
impl<P: Into<String>, T: Into<String>> FromIterator<(P, T)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(files: I) -> Memory {
        Memory(files.into_iter().map(|(path, text)| (path.into(), text.into())).collect())
    }
}

#[cfg(test)]
impl World for Memory {
    fn files(&self) -> io::Result<Vec<String>> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        let text = self.0.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.as_bytes().into())
    }
}
