//! The fonts that documents embed; each is prepared once for all documents.
//!
//! Pages refer to glyphs by their ids in the whole font. So a page can be written before it is known which glyphs the
//! rest of the document uses. The embedded subset maps these ids to its own.

mod embed;
mod program;
mod unicode;

use std::sync::{Arc, OnceLock};

pub use embed::{OBJECTS, embed};
pub use program::Program;
pub use unicode::has_meaning;

use super::PdfError;
use crate::page::FontFile;

/// Every font of a build, by its index in [`Pages::fonts`](crate::page::Pages::fonts). A font is read when it is
/// first used; clones are cheap.
#[derive(Clone)]
pub struct FontPrograms(Arc<[ProgramSlot]>);

struct ProgramSlot {
    file: FontFile,
    program: OnceLock<Result<Program, String>>,
}

impl FontPrograms {
    pub fn new(files: &[FontFile]) -> FontPrograms {
        let slot = |file: &FontFile| ProgramSlot { file: file.clone(), program: OnceLock::new() };
        FontPrograms(files.iter().map(slot).collect())
    }

    /// A font by its index.
    ///
    /// # Errors
    /// There is no such font (which is reported with `page`), or its file cannot be used.
    pub fn get(&self, index: usize, page: usize) -> Result<&Program, PdfError> {
        let slot = self.0.get(index).ok_or(PdfError::Inconsistent { page, what: "font index" })?;
        let program = slot.program.get_or_init(|| Program::read(&slot.file));
        program
            .as_ref()
            .map_err(|reason| PdfError::FontUnreadable { font: Some(index), reason: reason.clone() })
    }
}
