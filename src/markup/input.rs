//! What a part is built from, beside its markup text and its style sheet.

use std::sync::Arc;

use crate::diag::Text;
use crate::picture::{Picture, PictureFault};
use crate::tree::{Matter, SheetKey};

/// What a part needs beside its markup text and its style sheet.
pub struct PartInput<'a> {
    /// Becomes [`Part::name`](crate::tree::Part::name).
    pub name: String,
    pub matter: Matter,
    pub sheet: Option<SheetKey>,
    /// The name of the markup text in diagnostics. Their spans are bytes of it.
    pub path: Arc<str>,
    /// Running strings known from the data: title, company, department, …
    pub strings: Vec<(Arc<str>, String)>,
    /// Where pictures come from.
    pub pictures: &'a PictureSource<'a>,
}

/// Gives a picture by its `src`, or says why there is none.
pub type PictureSource<'a> = dyn Fn(&str) -> Result<Arc<Picture>, PictureError> + Sync + 'a;

/// Why a picture cannot be shown.
#[derive(Clone, Debug)]
pub enum PictureError {
    Unreadable(Text),
    Faulty(PictureFault),
}
