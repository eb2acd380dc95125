//! Reads PNG and JPEG pictures.

use resvg::tiny_skia::Pixmap;

use super::fault::{Damage, PictureFault, pixels_damaged};
use super::whole;

/// The most pixels of a picture; decoded, they take about 400 MB.
const MOST_PIXELS: u64 = 100_000_000;

/// Decoded pixels.
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    /// Red, green and blue of each pixel.
    pub colors: Vec<u8>,
    /// The opacity of each pixel, unless all are opaque.
    pub alpha: Option<Vec<u8>>,
}

impl Pixels {
    pub(super) fn new(pixmap: Pixmap) -> Pixels {
        let (width, height) = (pixmap.width(), pixmap.height());
        let mut colors = Vec::with_capacity(pixmap.pixels().len() * 3);
        let mut alpha = Vec::with_capacity(pixmap.pixels().len());
        for pixel in pixmap.pixels() {
            let color = pixel.demultiply();
            colors.extend_from_slice(&[color.red(), color.green(), color.blue()]);
            alpha.push(color.alpha());
        }
        let alpha = alpha.iter().any(|&alpha| alpha < u8::MAX).then_some(alpha);
        Pixels { width, height, colors, alpha }
    }
}

/// The pixels of a PNG picture.
///
/// # Errors
/// As [`read`](super::read).
pub fn pixels(data: &[u8]) -> Result<Pixels, PictureFault> {
    read_png(data).map(Pixels::new)
}

/// The width, height and number of colour components of a JPEG picture: 1 for grey, 3 for RGB.
///
/// # Errors
/// As [`read`](super::read), apart from truncation and from damage that only decoding finds.
pub fn jpeg_frame(data: &[u8]) -> Result<(u32, u32, usize), PictureFault> {
    let mut decoder = zune_jpeg::JpegDecoder::new(std::io::Cursor::new(data));
    decoder.decode_headers().map_err(pixels_damaged)?;
    let Some((width, height)) = decoder.dimensions() else {
        return Err(PictureFault::Damaged(Damage::NoSize));
    };
    let (width, height) = (width as u32, height as u32);
    check_size(width, height)?;
    let components = decoder.input_colorspace().map_or(0, |space| space.num_components());
    match components {
        1 | 3 => Ok((width, height, components)),
        _ => Err(PictureFault::Cmyk),
    }
}

/// Refuses a picture with no pixels or with too many.
pub fn check_size(width: u32, height: u32) -> Result<(), PictureFault> {
    match (u64::from(width) * u64::from(height), width.min(height)) {
        (_, 0) => Err(PictureFault::Damaged(Damage::NoPixels)),
        (pixels, _) if pixels > MOST_PIXELS => Err(PictureFault::TooLarge { width, height }),
        _ => Ok(()),
    }
}

/// Checks and decodes a PNG picture, whose first chunk is IHDR (ISO 15948 §5.6).
pub fn read_png(data: &[u8]) -> Result<Pixmap, PictureFault> {
    let number = |at: usize| data.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let (Some(b"IHDR"), Some(width), Some(height)) = (data.get(12..16), number(16), number(20)) else {
        return Err(PictureFault::Damaged(Damage::Header));
    };
    check_size(width, height)?;
    whole::check_png(data)?;
    Pixmap::decode_png(data).map_err(pixels_damaged)
}

pub fn read_jpeg(data: &[u8]) -> Result<(u32, u32), PictureFault> {
    whole::check_jpeg(data)?;
    let (width, height, _) = jpeg_frame(data)?;
    zune_jpeg::JpegDecoder::new(std::io::Cursor::new(data)).decode().map_err(pixels_damaged)?;
    Ok((width, height))
}
