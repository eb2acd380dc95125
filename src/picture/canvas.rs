//! A picture of few colours, painted as indices of a palette: a byte for each pixel instead of four.

use std::ops::Range;

use libdeflater::{CompressionLvl, Compressor};
use resvg::tiny_skia::PremultipliedColorU8;

use super::fault::{PictureFault, pixels_damaged};
use super::palette::Palette;
use crate::unit::Color;

/// Coverage of a pixel is counted in sixteenths: enough for smooth edges, and few enough for 256 colours in a chart.
pub const WHOLE: u8 = 16;

/// The fastest level of deflate that finds matches further back than one pixel.
const LEVEL: i32 = 1;

/// A picture, at first transparent.
pub struct Canvas {
    width: usize,
    /// The lines of a PNG file. Each begins with its filter type, which is zero (none): the indices of similar colours
    /// are not close to each other, so filters would not help.
    lines: Vec<u8>,
    palette: Palette,
    brushes: Vec<Brush>,
}

/// An opaque colour, and its mixtures with the colours below it.
struct Brush {
    color: Color,
    /// By the index of the colour below and the parts covered: the index of the mixture plus one, or zero if unknown.
    mixed: Vec<u16>,
}

impl Canvas {
    /// `colors` are the colours of its brushes. The sides are in pixels, and at least one each.
    pub fn new(width: u32, height: u32, colors: impl Iterator<Item = Color>) -> Canvas {
        let (width, height) = (width as usize, height as usize);
        let mut palette = Palette::new();
        palette.nearest(PremultipliedColorU8::TRANSPARENT);
        let mut canvas = Canvas { width, lines: vec![0; (width + 1) * height], palette, brushes: Vec::new() };
        for color in colors {
            canvas.brush(color);
        }
        canvas
    }

    /// The width and height in pixels.
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.lines.len() / (self.width + 1))
    }

    /// The index of the brush of a colour.
    pub fn brush(&mut self, color: Color) -> usize {
        if let Some(known) = self.brushes.iter().position(|brush| brush.color == color) {
            return known;
        }
        self.palette.nearest(over(PremultipliedColorU8::TRANSPARENT, color, WHOLE));
        self.brushes.push(Brush { color, mixed: vec![0; (usize::from(WHOLE) + 1) << 8] });
        self.brushes.len() - 1
    }

    /// Blends a colour onto pixels of a line; it covers `parts` of [`WHOLE`] of each.
    pub fn cover(&mut self, brush: usize, line: usize, columns: Range<usize>, parts: u8) {
        let Canvas { width, lines, palette, brushes } = self;
        let start = line * (*width + 1) + 1;
        let pixels = &mut lines[start + columns.start..start + columns.end];
        if parts == WHOLE {
            let full = brushes[brush].upon(0, WHOLE, palette);
            return pixels.fill(full);
        }
        for pixel in pixels {
            *pixel = brushes[brush].upon(*pixel, parts, palette);
        }
    }

    /// Does the same for pixels from `column` on, each with its own parts.
    pub fn cover_each(&mut self, brush: usize, line: usize, column: usize, parts: &[u8]) {
        let Canvas { width, lines, palette, brushes } = self;
        let start = line * (*width + 1) + 1 + column;
        for (pixel, parts) in lines[start..start + parts.len()].iter_mut().zip(parts) {
            if *parts > 0 {
                *pixel = brushes[brush].upon(*pixel, *parts, palette);
            }
        }
    }

    /// The picture as a PNG file.
    ///
    /// # Errors
    /// A side is longer than the format allows.
    pub fn png(&self) -> Result<Vec<u8>, PictureFault> {
        let (width, height) = self.size();
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width as u32, height as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(self.palette.rgb());
        encoder.set_trns(self.palette.alpha());
        let mut writer = encoder.write_header().map_err(pixels_damaged)?;
        let mut compressor = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
        let mut deflated = vec![0; compressor.zlib_compress_bound(self.lines.len())];
        // The bound is never exceeded, so this cannot fail.
        let length = compressor.zlib_compress(&self.lines, &mut deflated).unwrap_or(0);
        writer
            .write_chunk(png::chunk::IDAT, &deflated[..length])
            .and_then(|()| writer.finish())
            .map_err(pixels_damaged)?;
        Ok(file)
    }
}

impl Brush {
    /// The index of the colour that results where the brush covers parts of a pixel.
    fn upon(&mut self, below: u8, parts: u8, palette: &mut Palette) -> u8 {
        let known = &mut self.mixed[usize::from(below) * (usize::from(WHOLE) + 1) + usize::from(parts)];
        if *known == 0 {
            *known = u16::from(palette.nearest(over(palette.color(below), self.color, parts))) + 1;
        }
        (*known - 1) as u8
    }
}

/// Composes a colour over a pixel of which it covers `parts` (source over, with premultiplied colours).
fn over(below: PremultipliedColorU8, color: Color, parts: u8) -> PremultipliedColorU8 {
    let (parts, whole) = (u32::from(parts), u32::from(WHOLE));
    let mix = |above: u8, below: u8| {
        ((u32::from(above) * parts + u32::from(below) * (whole - parts) + whole / 2) / whole) as u8
    };
    let alpha = mix(u8::MAX, below.alpha());
    let [red, green, blue] = [(color.r, below.red()), (color.g, below.green()), (color.b, below.blue())]
        .map(|(above, below)| mix(above, below));
    PremultipliedColorU8::from_rgba(red.min(alpha), green.min(alpha), blue.min(alpha), alpha).unwrap_or(below)
}

#[cfg(test)]
mod tests {
    use resvg::tiny_skia::Pixmap;

    use super::*;

    #[test]
    fn a_colour_that_the_palette_does_not_hold_is_the_nearest_that_it_holds() {
        let grey = |n: u32| Color { r: (n / 2) as u8, g: (n / 2) as u8, b: (n % 2 * 9) as u8 };
        let mut canvas = Canvas::new(500, 1, (0..500).map(grey));
        for column in 0..500 {
            let brush = canvas.brush(grey(column as u32));
            canvas.cover(brush, 0, column..column + 1, WHOLE);
        }
        let pixels = Pixmap::decode_png(&canvas.png().unwrap()).unwrap();
        let red = |column| pixels.pixel(column, 0).unwrap().red();
        assert_eq!((red(0), red(200)), (0, 100));
        assert_eq!(red(499), red(254), "the lightest of the first");
    }

    #[test]
    fn what_covers_half_a_pixel_is_mixed_with_what_is_below() {
        let (black, white) = (Color::BLACK, Color { r: 255, g: 255, b: 255 });
        let mut canvas = Canvas::new(2, 1, [white, black].into_iter());
        let (paper, ink) = (canvas.brush(white), canvas.brush(black));
        canvas.cover(paper, 0, 0..1, WHOLE);
        canvas.cover_each(ink, 0, 0, &[WHOLE / 2, WHOLE / 2]);
        let pixels = Pixmap::decode_png(&canvas.png().unwrap()).unwrap();
        let [left, right] = [0, 1].map(|column| pixels.pixel(column, 0).unwrap());
        assert_eq!((left.red(), left.alpha()), (128, 255));
        assert_eq!((right.red(), right.alpha()), (0, 128));
    }
}
