//! Opens the fonts and pictures that pages refer to.
//!
//! A font that is part of the program is parsed once per process and shared by all
//! documents; other fonts once per document. A picture is opened when it is first drawn.

use std::cell::OnceCell;
use std::sync::{Arc, Mutex, PoisonError};

use krilla::Data;
use krilla::image::Image;
use krilla::text::Font;

use super::PdfError;
use crate::page::{FontData, FontFile, ImageFile, ImageKind, Pages};
use crate::picture::{self, Tree};

/// Larger pictures are refused: decoded, they would take more than about 400 MB.
const MAX_PIXELS: u64 = 100_000_000;

/// A picture, opened.
pub enum Picture {
    Pixels(Image),
    Drawing(Box<Tree>),
}

pub struct Resources<'a> {
    fonts: Vec<Option<Font>>,
    images: Vec<(&'a ImageFile, OnceCell<Result<Picture, String>>)>,
}

impl<'a> Resources<'a> {
    pub fn load(pages: &'a Pages) -> Resources<'a> {
        Resources {
            fonts: pages.fonts.iter().map(open_font).collect(),
            images: pages.images.iter().map(|file| (file, OnceCell::new())).collect(),
        }
    }

    /// A font by its index in [`Pages::fonts`].
    pub fn font(&self, index: usize, page: usize) -> Result<&Font, PdfError> {
        let font = self.fonts.get(index).ok_or(PdfError::Inconsistent { page, what: "font index" })?;
        font.as_ref().ok_or_else(|| PdfError::FontUnreadable {
            font: Some(index),
            reason: "it is not an OpenType font".to_owned(),
        })
    }

    /// A picture by its index in [`Pages::images`].
    pub fn image(&self, index: usize, page: usize) -> Result<&Picture, PdfError> {
        let (file, cell) =
            self.images.get(index).ok_or(PdfError::Inconsistent { page, what: "picture index" })?;
        let image = cell.get_or_init(|| open_image(file)).as_ref();
        image.map_err(|reason| PdfError::ImageUnreadable { image: Some(index), reason: reason.clone() })
    }

    pub fn index_of_font(&self, font: &Font) -> Option<usize> {
        self.fonts.iter().position(|known| known.as_ref() == Some(font))
    }

    pub fn index_of_image(&self, image: &Image) -> Option<usize> {
        self.images
            .iter()
            .position(|(_, cell)| matches!(cell.get(), Some(Ok(Picture::Pixels(known))) if known == image))
    }
}

fn open_font(file: &FontFile) -> Option<Font> {
    match &file.data {
        FontData::Static(bytes) => open_static_font(bytes, file.index),
        FontData::Shared(bytes) => new_font(Data::from(shared(bytes)), file.index),
    }
}

/// A face of a font file that is part of the program.
struct StaticFont {
    bytes: &'static [u8],
    index: u32,
    font: Option<Font>,
}

static STATIC_FONTS: Mutex<Vec<StaticFont>> = Mutex::new(Vec::new());

fn open_static_font(bytes: &'static [u8], index: u32) -> Option<Font> {
    // A panic while the lock is held cannot leave the list half changed.
    let mut fonts = STATIC_FONTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = fonts.iter().find(|known| std::ptr::eq(known.bytes, bytes) && known.index == index) {
        return known.font.clone();
    }
    let font = new_font(Data::from(bytes), index);
    fonts.push(StaticFont { bytes, index, font: font.clone() });
    font
}

/// The font, unless its unit is zero, by which krilla would divide.
fn new_font(data: Data, index: u32) -> Option<Font> {
    Font::new(data, index).filter(|font| font.units_per_em() > 0.0)
}

fn open_image(file: &ImageFile) -> Result<Picture, String> {
    let data = || Data::from(shared(&file.data));
    match file.kind {
        ImageKind::Jpeg => return Image::from_jpeg(data(), false).map(Picture::Pixels),
        ImageKind::Svg => {
            let drawing = picture::drawing(&file.data).map_err(|fault| format!("{fault:?}"))?;
            return Ok(Picture::Drawing(Box::new(drawing)));
        }
        ImageKind::Png => {}
    }
    // The size stands at the same place in every PNG. krilla starts to decode when it opens
    // the file, so the limit has to come first.
    let side = |at: usize| {
        let bytes = file.data.get(at..at + 4)?.try_into().ok()?;
        Some(u64::from(u32::from_be_bytes(bytes)))
    };
    match (side(16), side(20)) {
        (Some(width), Some(height)) if width * height <= MAX_PIXELS => {
            Image::from_png(data(), false).map(Picture::Pixels)
        }
        (Some(_), Some(_)) => Err(format!("it has more than {MAX_PIXELS} pixels")),
        _ => Err("it is not a PNG file".to_owned()),
    }
}

fn shared(bytes: &Arc<[u8]>) -> Arc<dyn AsRef<[u8]> + Send + Sync> {
    Arc::new(bytes.clone())
}
