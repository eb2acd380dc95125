//! A world some of whose files have other texts, or are gone.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use crate::unit::Date;
use crate::world::{Misnamed, World};

pub struct Overlay<'w> {
    world: &'w dyn World,
    /// The other texts, by path; also of files that the world does not have.
    pub texts: BTreeMap<Arc<str>, Arc<str>>,
    /// Files that it shall not have.
    pub gone: BTreeSet<Arc<str>>,
}

impl<'w> Overlay<'w> {
    pub fn new(world: &'w dyn World) -> Overlay<'w> {
        Overlay { world, texts: BTreeMap::new(), gone: BTreeSet::new() }
    }
}

impl World for Overlay<'_> {
    fn files(&self) -> io::Result<Vec<String>> {
        let mut files = self.world.files()?;
        files.retain(|path| !self.gone.contains(path.as_str()));
        files.extend(self.texts.keys().map(|path| path.to_string()));
        files.sort_unstable();
        files.dedup();
        Ok(files)
    }

    fn misnamed(&self) -> io::Result<Vec<Misnamed>> {
        self.world.misnamed()
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        match self.texts.get(path) {
            Some(text) => Ok(text.as_bytes().into()),
            None if self.gone.contains(path) => Err(io::ErrorKind::NotFound.into()),
            None => self.world.read(path),
        }
    }

    fn display(&self, path: &str) -> String {
        self.world.display(path)
    }

    fn date(&self) -> Option<Date> {
        self.world.date()
    }
}
