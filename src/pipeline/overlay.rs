//! A world some of whose files have other texts.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::unit::Date;
use crate::world::{Misnamed, World};

pub struct Overlay<'w> {
    world: &'w dyn World,
    /// The other texts, by path; also of files that the world does not have.
    pub texts: BTreeMap<Arc<str>, Arc<str>>,
}

impl<'w> Overlay<'w> {
    pub fn new(world: &'w dyn World) -> Overlay<'w> {
        Overlay { world, texts: BTreeMap::new() }
    }
}

impl World for Overlay<'_> {
    fn files(&self) -> io::Result<Vec<String>> {
        let mut files = self.world.files()?;
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
