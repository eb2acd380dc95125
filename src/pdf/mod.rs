//! Writes finished pages as PDF: tagged, PDF/UA-1 and PDF/A-2a at once.
//!
//! Equal [`Pages`] give equal bytes, in every run and on any number of threads. Nothing
//! is decided here that a reader can see: positions, order and structure come from the
//! `page` stage. Pages that break a promise of [`crate::page`] give errors or leave out
//! what cannot be drawn; they do not panic.

mod error;
mod metadata;
mod navigation;
mod resources;
mod rules;
mod surface;
mod tags;
mod text;
mod units;

use std::num::NonZeroU32;

use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, PdfVersion};
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::tagging::TagTree;
use krilla::{Document, SerializeSettings};

use crate::page::{PageNumbering, Pages, PartNumbers, PartPages};
pub use error::PdfError;
use navigation::Links;
use resources::Resources;
use surface::Painter;

/// The kind of PDF/A that the file declares, beside PDF/UA-1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Archive {
    /// ISO 19005-2, level A.
    #[default]
    A2a,
    /// ISO 19005-3, level A.
    A3a,
}

/// The whole document as a PDF/A-2a file, or everything that stands against it.
pub fn write(pages: &Pages) -> Result<Vec<u8>, Vec<PdfError>> {
    write_as(pages, Archive::A2a)
}

/// Like [`write()`], for either kind of archive.
pub fn write_as(pages: &Pages, archive: Archive) -> Result<Vec<u8>, Vec<PdfError>> {
    let resources = Resources::load(pages);
    let mut document = Document::new_with(settings(archive)?);
    let mut painter = Painter::new(&resources, pages.watermark.as_ref());
    let links = Links::new(pages);
    let tree = draw_parts(&mut document, &pages.parts, &links, &mut painter);
    document.set_tag_tree(tree);
    document.set_outline(links.outline(&pages.outline));
    document.set_metadata(metadata::metadata(&pages.meta));
    if archive == Archive::A3a {
        for attachment in &pages.meta.attachments {
            // Of two files with one name, the first stays.
            let _ = document.embed_file(metadata::attachment(attachment, pages.meta.date));
        }
    }
    let mut errors = painter.into_errors();
    match document.finish() {
        Ok(bytes) if errors.is_empty() => Ok(metadata::without_made_up_date(bytes, &pages.meta)),
        Ok(_) => Err(errors),
        Err(error) => {
            error::collect(error, &resources, &mut errors);
            Err(errors)
        }
    }
}

/// Draws all pages and returns the structure tree.
fn draw_parts(document: &mut Document, parts: &[PartPages], links: &Links, painter: &mut Painter) -> TagTree {
    let mut tree = TagTree::new();
    let mut first_page = 0;
    let mut before: Option<PartNumbers> = None;
    let mut restarts = false;
    for part in parts {
        if part.labels.begins {
            restarts = before.is_some_and(|before| before.numbering == part.labels.numbering);
        }
        before = Some(part.labels);
        let leaves = draw_part(document, part, first_page, restarts, links, painter);
        tree.children.extend(tags::tree(part, leaves));
        first_page += part.pages.len();
    }
    tree
}

/// Draws a part's pages and returns what waits for its place in the structure.
fn draw_part(
    document: &mut Document,
    part: &PartPages,
    first_page: usize,
    restarts: bool,
    links: &Links,
    painter: &mut Painter,
) -> tags::Leaves {
    let mut leaves = tags::Leaves::new(part);
    for (index, page) in part.pages.iter().enumerate() {
        let size = units::page_size(page.size);
        let settings = PageSettings::new(size).with_page_label(label(part.labels, index, restarts));
        let mut target = document.start_page_with(settings);
        let mut surface = target.surface();
        painter.draw(page, first_page + index, &part.contents, &mut surface, &mut leaves);
        surface.finish();
        leaves.links.push(links.annotate(page, &mut target));
        target.finish();
    }
    leaves
}

/// The number of a part's page. krilla joins equal labels to a range that begins with 1; where the one
/// before is written alike (`restarts`), each has to say its number.
fn label(numbers: PartNumbers, index: usize, restarts: bool) -> PageLabel {
    let style = match numbers.numbering {
        PageNumbering::Decimal => NumberingStyle::Arabic,
        PageNumbering::LowerRoman => NumberingStyle::LowerRoman,
        PageNumbering::UpperRoman => NumberingStyle::UpperRoman,
    };
    let number = NonZeroU32::new(numbers.first + index as u32).filter(|_| restarts);
    PageLabel::new(Some(style), None, number)
}

fn settings(archive: Archive) -> Result<SerializeSettings, Vec<PdfError>> {
    let archival = match archive {
        Archive::A2a => Archival::A2_A,
        Archive::A3a => Archival::A3_A,
    };
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_archival_validator(archival)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| vec![PdfError::Finding { page: None, text: format!("{error:?}") }])?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}
