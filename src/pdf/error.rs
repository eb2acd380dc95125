//! What can stand against a PDF, as data for the pipeline's diagnostics.

use krilla::configure::ValidationError;
use krilla::error::KrillaError;
use krilla::surface::Location;

use super::resources::Resources;

/// Why no PDF was written. Pages are counted from 0 through the whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfError {
    /// The font (an index into [`Pages::fonts`](crate::page::Pages::fonts)) has no glyph for the text.
    GlyphMissing { font: Option<usize>, page: Option<usize>, text: String },
    /// The font's file cannot be read, or not be embedded.
    FontUnreadable { font: Option<usize>, reason: String },
    /// The picture (an index into [`Pages::images`](crate::page::Pages::images)) cannot be read.
    ImageUnreadable { image: Option<usize>, reason: String },
    /// The file would break PDF/A or PDF/UA; the text says how, in English.
    Finding { page: Option<usize>, text: String },
    /// The page refers to something that it does not have: our own mistake.
    Inconsistent { page: usize, what: &'static str },
}

/// Adds what krilla found.
pub(super) fn collect(error: KrillaError, resources: &Resources, errors: &mut Vec<PdfError>) {
    match error {
        KrillaError::Validation(findings) => {
            errors.extend(findings.into_iter().map(|(finding, _)| from_finding(finding, resources)));
        }
        KrillaError::Font(font, reason) => {
            errors.push(PdfError::FontUnreadable { font: resources.index_of_font(&font), reason });
        }
        KrillaError::Image(image, _, reason) => {
            errors.push(PdfError::ImageUnreadable { image: resources.index_of_image(&image), reason });
        }
        other => errors.push(PdfError::Finding { page: None, text: other.to_string() }),
    }
}

fn from_finding(finding: ValidationError, resources: &Resources) -> PdfError {
    use ValidationError::*;
    match finding {
        ContainsNotDefGlyph(font, location, text) => {
            PdfError::GlyphMissing { font: resources.index_of_font(&font), page: page_of(location), text }
        }
        RestrictedLicense(font) => PdfError::FontUnreadable {
            font: resources.index_of_font(&font),
            reason: "its licence does not allow embedding".to_owned(),
        },
        NoCodepointMapping(_, glyph, location) => {
            at(location, format!("glyph {} stands for no text", glyph.to_u32()))
        }
        InvalidCodepointMapping(_, _, character, location)
        | UnicodePrivateArea(_, _, character, location) => {
            at(location, format!("U+{:04X} has no meaning that a reader could know", character as u32))
        }
        MissingAltText(location) => at(location, "a picture has no alternative text".to_owned()),
        MissingAnnotationAltText(location) => at(location, "a link has no description".to_owned()),
        MissingCMYKProfile => at(None, "a CMYK picture needs a colour profile; save it as RGB".to_owned()),
        NoDocumentTitle => at(None, "the document has no title".to_owned()),
        NoDocumentLanguage => at(None, "the document's language is not known".to_owned()),
        TooLongString => at(None, "a text is longer than 32,767 bytes".to_owned()),
        other => at(None, format!("{other:?}")),
    }
}

fn at(location: Option<Location>, text: String) -> PdfError {
    PdfError::Finding { page: page_of(location), text }
}

/// krilla's location for things on a page.
pub(super) fn location(page: usize) -> Option<Location> {
    Location::new(page as u64 + 1)
}

fn page_of(location: Option<Location>) -> Option<usize> {
    location.map(|location| location.get() as usize - 1)
}
