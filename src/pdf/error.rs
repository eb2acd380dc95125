//! Why a PDF cannot be written, as data for the pipeline's diagnostics.

/// Why no PDF was written. Pages are counted from 0 through the whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfError {
    /// The font (an index into [`Pages::fonts`](crate::page::Pages::fonts)) has no glyph for the text.
    GlyphMissing { font: Option<usize>, page: Option<usize>, text: String },
    /// The font's file cannot be read, or must not be embedded.
    FontUnreadable { font: Option<usize>, reason: String },
    /// The picture (an index into [`Pages::images`](crate::page::Pages::images)) cannot be read.
    ImageUnreadable { image: Option<usize>, reason: String },
    /// The file would break PDF/A or PDF/UA; the text says how, in English.
    Finding { page: Option<usize>, text: String },
    /// The page refers to something that does not exist: a bug of ours.
    Inconsistent { page: usize, what: &'static str },
}

impl PdfError {
    /// A text is longer than [`is_too_long`] allows.
    pub(super) fn too_long(page: usize) -> PdfError {
        PdfError::Finding { page: Some(page), text: "a text is longer than 32,767 bytes".to_owned() }
    }

    /// The same error with pages counted from the first of the document; `first` is the page from which they were
    /// counted.
    pub(super) fn counted_from(mut self, first: usize) -> PdfError {
        match &mut self {
            PdfError::GlyphMissing { page: Some(page), .. }
            | PdfError::Finding { page: Some(page), .. }
            | PdfError::Inconsistent { page, .. } => *page += first,
            _ => {}
        }
        self
    }
}

/// Adds an error, unless it is there already.
pub(super) fn keep(errors: &mut Vec<PdfError>, error: PdfError) {
    if !errors.contains(&error) {
        errors.push(error);
    }
}

/// Whether a text is too long for a string of a PDF/A file (ISO 19005-2 §6.1.13).
pub(super) fn is_too_long(text: &str) -> bool {
    text.len() > 16_000 && text.encode_utf16().count() * 2 + 2 > 32_767
}
