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

    /// How names of its files end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Pdf => "pdf",
        }
    }
}
