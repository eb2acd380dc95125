//! The file formats of documents.

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// For word processors: WordprocessingML (ISO 29500).
    Docx,
    /// PDF/A-2a and PDF/UA-1, or PDF/A-3a where the handbook asks for it.
    Pdf,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 2] = [Format::Docx, Format::Pdf];

    /// Its name on the command line and in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Pdf => "pdf",
        }
    }

    /// The suffixes of a document's files, after the document's path.
    pub fn suffixes(self) -> &'static [&'static str] {
        match self {
            Format::Docx => &[".docx"],
            Format::Pdf => &[".pdf"],
        }
    }

    /// Whether it needs a glyph for each character. Word processors use their own fonts.
    pub fn needs_glyphs(self) -> bool {
        self == Format::Pdf
    }
}
