//! Copies of vector pictures in pixels, for word processors that cannot read SVG.

use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};
use resvg::usvg::Tree;

use super::fault::{PictureFault, pixels_damaged};
use super::paint;
use super::palette::Palette;
use super::size::in_pixels;
use super::svg::read_svg;
use crate::drawing::Drawing;

/// Copies an SVG picture to a PNG file.
///
/// # Errors
/// As [`read`](super::read).
pub fn copy(data: &[u8]) -> Result<Vec<u8>, PictureFault> {
    encode(&render(&read_svg(data)?)?)
}

/// Copies a drawing of this program to a PNG file.
///
/// # Errors
/// It is too large.
pub fn copy_drawing(drawing: &Drawing) -> Result<Vec<u8>, PictureFault> {
    paint::paint(drawing).png()
}

fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, PictureFault> {
    let (width, height) = (pixmap.width(), pixmap.height());
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    // The fastest level that finds matches further back than one pixel, which `Compression::Fast` does not.
    encoder.set_deflate_compression(png::DeflateCompression::Level(1));
    let pixels = match indexed(pixmap) {
        Some((palette, pixels)) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette.rgb());
            encoder.set_trns(palette.alpha());
            // Palette indices of similar colours are not close to each other, so filters would not help.
            encoder.set_filter(png::Filter::NoFilter);
            pixels
        }
        None => {
            encoder.set_color(png::ColorType::Rgba);
            encoder.set_filter(png::Filter::Up);
            pixmap.pixels().iter().flat_map(rgba).collect()
        }
    };
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels)).map_err(pixels_damaged)?;
    Ok(file)
}

fn rgba(pixel: &PremultipliedColorU8) -> [u8; 4] {
    let color = pixel.demultiply();
    [color.red(), color.green(), color.blue(), color.alpha()]
}

/// Pixels as indices of a palette; `None` if a palette cannot hold all colours.
fn indexed(pixmap: &Pixmap) -> Option<(Palette, Vec<u8>)> {
    let mut palette = Palette::new();
    let mut pixels = Vec::with_capacity(pixmap.pixels().len());
    // Most pixels are equal to the one before.
    for alike in pixmap.pixels().chunk_by(PartialEq::eq) {
        let index = palette.index(*alike.first()?)?;
        pixels.resize(pixels.len() + alike.len(), index);
    }
    Some((palette, pixels))
}

/// Renders an SVG picture at the highest resolution that its size allows.
pub(super) fn render(tree: &Tree) -> Result<Pixmap, PictureFault> {
    let (place, width, height) = in_pixels(tree);
    let mut pixmap = Pixmap::new(width, height).ok_or(PictureFault::TooComplex)?;
    resvg::render(tree, place, &mut pixmap.as_mut());
    Ok(pixmap)
}

#[cfg(test)]
mod tests {
    use super::super::size::COPY_SCALE;
    use super::*;
    use crate::drawing::{self, DrawnText, Outline, Segment, Shape};
    use crate::unit::{self, Abs, Size};

    fn svg(content: &str) -> Vec<u8> {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='96' height='48'>{content}</svg>").into_bytes()
    }

    #[test]
    fn a_copy_of_a_drawing_is_small() {
        let bars: String =
            (0..24).map(|n| format!("<rect x='{}' y='4' width='1.7' height='40' rx='.8'/>", 4 * n)).collect();
        let file = copy(&svg(&bars)).unwrap();
        let pixels = Pixmap::decode_png(&file).unwrap().pixels().len();
        assert!(file.len() * 20 < pixels, "{} bytes for {pixels} pixels", file.len());
    }

    #[test]
    fn a_copy_keeps_any_number_of_colours() {
        let stops = "<linearGradient id='g'><stop stop-color='#f00'/><stop offset='1' stop-color='#0f8' stop-opacity='.5'/></linearGradient>";
        let drawing = svg(&format!("<defs>{stops}</defs><rect width='96' height='48' fill='url(#g)'/>"));
        let pixels = Pixmap::decode_png(&copy(&drawing).unwrap()).unwrap();
        let colors: std::collections::HashSet<_> = pixels.pixels().iter().map(rgba).collect();
        assert_eq!(colors.len(), 220, "one for each column");
    }

    /// Both ways to make a copy show the same: our SVG looks like what we paint.
    #[test]
    fn a_drawing_and_its_svg_have_one_copy() {
        let at = |x, y| unit::Point { x: Abs::pt(x), y: Abs::pt(y) };
        let stroke = drawing::Stroke { width: Abs::pt(0.6), color: unit::Color::BLACK, dashes: None };
        let frame = |x, radius, dashes| Shape::Box {
            rect: unit::Rect { x: Abs::pt(x), y: Abs::pt(8.0), width: Abs::pt(20.0), height: Abs::pt(12.0) },
            radius: Abs::pt(radius),
            fill: unit::Color { r: 220, g: 230, b: 240 },
            stroke: drawing::Stroke { dashes, ..stroke },
        };
        let triangle = vec![
            Segment::Move([0.0, 0.0]),
            Segment::Line([500.0, 800.0]),
            Segment::Quadratic([[900.0, 500.0], [1000.0, 0.0]]),
            Segment::Close,
        ];
        // Origins on whole and half pixels, where we place glyphs.
        let glyph = |pixels: f64| drawing::DrawnGlyph {
            id: 7,
            outline: 0,
            at: at(pixels / COPY_SCALE, 55.0 / COPY_SCALE),
            text_len: 3,
        };
        let drawing = Drawing {
            size: Size { width: Abs::pt(72.0), height: Abs::pt(36.0) },
            shapes: vec![
                Shape::Lines { lines: vec![vec![at(4.0, 30.0), at(40.0, 30.0), at(40.0, 4.0)]], stroke },
                frame(2.0, 0.0, None),
                frame(44.0, 3.0, Some([Abs::pt(2.0), Abs::pt(1.0)])),
                Shape::Text(DrawnText {
                    font: 0,
                    size: Abs::pt(8.0),
                    color: unit::Color { r: 120, g: 0, b: 0 },
                    glyphs: vec![glyph(9.5), glyph(37.0)],
                    text: "岗位".to_owned(),
                }),
            ],
            outlines: vec![Outline { path: triangle, units_per_em: 1000.0 }],
        };
        let ours = Pixmap::decode_png(&copy_drawing(&drawing).unwrap()).unwrap();
        let theirs = Pixmap::decode_png(&copy(drawing.svg().as_bytes()).unwrap()).unwrap();
        assert_eq!((ours.width(), ours.height()), (theirs.width(), theirs.height()));
        let far = |(one, other): (&PremultipliedColorU8, &PremultipliedColorU8)| {
            rgba(one).iter().zip(rgba(other)).any(|(one, other)| one.abs_diff(other) > 24)
        };
        let differing = ours.pixels().iter().zip(theirs.pixels()).filter(|pair| far(*pair)).count();
        assert!(differing < 40, "{differing} of {} pixels", ours.pixels().len());
        assert!(ours.pixels().iter().filter(|pixel| pixel.red() == 120 && pixel.green() == 0).count() > 300);
    }
}
