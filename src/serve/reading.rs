//! A world that is read once, so that all that is made of it is made of one state of its files.
//!
//! Only what the project lists is read: any other path is that of no file.

use std::io;
use std::sync::{Arc, OnceLock};

use crate::diag::{Text, file_error, file_reason};
use crate::sync::Memo;
use crate::unit::Date;
use crate::world::{Misnamed, World};

/// A failure that can be told again.
type Failure = (io::ErrorKind, Text);

pub struct Reading<'w> {
    world: &'w dyn World,
    files: OnceLock<Result<Vec<String>, Failure>>,
    contents: Memo<String, Result<Arc<[u8]>, Failure>>,
}

impl<'w> Reading<'w> {
    pub fn new(world: &'w dyn World) -> Reading<'w> {
        Reading { world, files: OnceLock::new(), contents: Memo::default() }
    }

    fn listed(&self) -> io::Result<&Vec<String>> {
        self.files.get_or_init(|| self.world.files().map_err(failure)).as_ref().map_err(again)
    }

    /// The text of a file as it was read; `None` where there is no such file, or no text in it.
    pub fn text(&self, path: &str) -> Option<Arc<str>> {
        let bytes = self.read(path).ok()?;
        std::str::from_utf8(&bytes).ok().map(Arc::from)
    }
}

fn failure(error: io::Error) -> Failure {
    (error.kind(), file_reason(&error))
}

fn again((kind, Text { zh, en }): &Failure) -> io::Error {
    file_error(*kind, zh, en)
}

impl World for Reading<'_> {
    fn files(&self) -> io::Result<Vec<String>> {
        self.listed().cloned()
    }

    fn misnamed(&self) -> io::Result<Vec<Misnamed>> {
        self.world.misnamed()
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        if self.listed()?.binary_search_by(|known| known.as_str().cmp(path)).is_err() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let content = self.contents.get(path.to_owned(), || self.world.read(path).map_err(failure));
        content.map_err(|failure| again(&failure))
    }

    fn display(&self, path: &str) -> String {
        self.world.display(path)
    }

    fn date(&self) -> Option<Date> {
        self.world.date()
    }
}
