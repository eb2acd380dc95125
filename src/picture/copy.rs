//! Copies of vector pictures in pixels, for word processors that cannot read SVG.

use std::collections::HashMap;
use std::ops::Range;

use resvg::tiny_skia::{
    Color, FillRule, Mask, Paint, Path, PathBuilder, Pixmap, PremultipliedColorU8, Stroke, StrokeDash,
    Transform,
};
use resvg::usvg::Tree;

use super::fault::{PictureFault, pixels_damaged};
use super::size::{COPY_SIDE, extent, in_pixels};
use super::svg::read_svg;
use crate::drawing::{self, Drawing, DrawnText, Outline, Segment, Shape};
use crate::unit::{self, Abs, Point};

/// Copies an SVG picture to a PNG file.
///
/// # Errors
/// As [`read`](super::read).
pub fn copy(data: &[u8]) -> Result<Vec<u8>, PictureFault> {
    encode(&paint(&read_svg(data)?)?)
}

/// Copies a drawing of this program to a PNG file.
///
/// # Errors
/// It is too large.
pub fn copy_drawing(drawing: &Drawing) -> Result<Vec<u8>, PictureFault> {
    encode(&paint_drawing(drawing)?)
}

fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, PictureFault> {
    let (width, height) = (pixmap.width(), pixmap.height());
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    // The fastest level that finds matches further back than one pixel. A chart takes a ninth of the size that it has
    // with `Compression::Fast`. Level 2 would save another quarter, but takes more than twice the time.
    encoder.set_deflate_compression(png::DeflateCompression::Level(1));
    let pixels = match Indexed::of(pixmap) {
        Some(Indexed { palette, alpha, pixels }) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette);
            encoder.set_trns(alpha);
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

/// Pixels as indices of a palette.
struct Indexed {
    /// Red, green and blue of each colour.
    palette: Vec<u8>,
    /// The opacity of each colour.
    alpha: Vec<u8>,
    pixels: Vec<u8>,
}

impl Indexed {
    /// The pixels with their palette; `None` if a palette cannot hold all colours.
    fn of(pixmap: &Pixmap) -> Option<Indexed> {
        let mut palette = Palette::new();
        let mut pixels = Vec::with_capacity(pixmap.pixels().len());
        // Most pixels are equal to the one before.
        for alike in pixmap.pixels().chunk_by(PartialEq::eq) {
            let index = palette.index(*alike.first()?)?;
            pixels.resize(pixels.len() + alike.len(), index);
        }
        let colors: Vec<[u8; 4]> = palette.colors.iter().map(rgba).collect();
        let palette = colors.iter().flat_map(|color| &color[..3]).copied().collect();
        Some(Indexed { palette, alpha: colors.iter().map(|color| color[3]).collect(), pixels })
    }
}

/// Up to 256 colours in the order of their first use.
struct Palette {
    colors: Vec<PremultipliedColorU8>,
    /// A hash table with linear probing: the index of a colour plus one, or zero for a free slot.
    slots: [u16; Palette::SLOTS],
}

impl Palette {
    const SLOTS: usize = 1024;

    fn new() -> Palette {
        Palette { colors: Vec::new(), slots: [0; Palette::SLOTS] }
    }

    fn index(&mut self, color: PremultipliedColorU8) -> Option<u8> {
        let number = u32::from_le_bytes([color.red(), color.green(), color.blue(), color.alpha()]);
        // Fibonacci hashing: the upper bits of the product depend on all bits of the number.
        let mut slot = (number.wrapping_mul(0x9e37_79b1) >> 22) as usize;
        loop {
            match usize::from(self.slots[slot]) {
                0 => {
                    let index = u8::try_from(self.colors.len()).ok()?;
                    self.colors.push(color);
                    self.slots[slot] = u16::from(index) + 1;
                    return Some(index);
                }
                known if self.colors[known - 1] == color => return Some((known - 1) as u8),
                _ => slot = (slot + 1) % Palette::SLOTS,
            }
        }
    }
}

pub(super) fn paint(tree: &Tree) -> Result<Pixmap, PictureFault> {
    let (place, width, height) = in_pixels(tree);
    let mut pixmap = Pixmap::new(width, height).ok_or(PictureFault::TooComplex)?;
    resvg::render(tree, place, &mut pixmap.as_mut());
    Ok(pixmap)
}

fn paint_drawing(drawing: &Drawing) -> Result<Pixmap, PictureFault> {
    let (scale, width, height) = extent(drawing.size);
    let mut pixmap = Pixmap::new(width, height).ok_or(PictureFault::TooComplex)?;
    let mut glyphs = GlyphShapes { drawing, scale, known: HashMap::new() };
    let whole = Transform::from_scale(scale as f32, scale as f32);
    for shape in &drawing.shapes {
        match shape {
            Shape::Lines { lines, stroke } => {
                let mut path = PathBuilder::new();
                for line in lines {
                    if let Some(bars) = bars(line, stroke) {
                        bars.iter().for_each(|bar| fill_bar(*bar, scale, stroke.color, &mut pixmap));
                        continue;
                    }
                    for (index, point) in line.iter().enumerate() {
                        match (index, f32s([point.x, point.y])) {
                            (0, [x, y]) => path.move_to(x, y),
                            (_, [x, y]) => path.line_to(x, y),
                        }
                    }
                }
                if let Some(path) = path.finish() {
                    draw_stroke(&path, stroke, whole, &mut pixmap);
                }
            }
            Shape::Box { rect, radius, fill, stroke } => {
                if *radius <= Abs::ZERO
                    && let Some(bars) = bars(&corners(*rect), stroke)
                {
                    fill_bar(*rect, scale, *fill, &mut pixmap);
                    bars.iter().for_each(|bar| fill_bar(*bar, scale, stroke.color, &mut pixmap));
                    continue;
                }
                let Some(path) = frame(*rect, *radius) else { continue };
                pixmap.fill_path(&path, &paint_of(*fill), FillRule::Winding, whole, None);
                draw_stroke(&path, stroke, whole, &mut pixmap);
            }
            Shape::Text(text) => glyphs.draw(text, &mut pixmap),
        }
    }
    Ok(pixmap)
}

/// Draws glyphs. Each shape is rasterized once, because the titles of a chart repeat the same glyphs many times.
struct GlyphShapes<'d> {
    drawing: &'d Drawing,
    scale: f64,
    /// By outline, by the bits of the size, and by whether its origin lies between two pixels.
    known: HashMap<(usize, u64, bool), Option<Sprite>>,
}

/// How much a glyph covers of each pixel around its origin, in 255ths.
struct Sprite {
    /// The upper left pixel, relative to the origin's.
    left: i64,
    top: i64,
    width: usize,
    coverage: Vec<u8>,
}

impl GlyphShapes<'_> {
    fn draw(&mut self, text: &DrawnText, pixmap: &mut Pixmap) {
        for glyph in &text.glyphs {
            let [x, y] = [glyph.at.x, glyph.at.y].map(|length| length.to_pt() * self.scale);
            // Glyphs are placed on half pixels along the line (a sixth of a point), and on whole pixels across it.
            let halves = (x * 2.0).round() as i64;
            let key = (glyph.outline, text.size.to_pt().to_bits(), halves.rem_euclid(2) == 1);
            let (drawing, scale) = (self.drawing, self.scale);
            let sprite = self.known.entry(key).or_insert_with(|| {
                let own = drawing.outlines.get(glyph.outline)?;
                Sprite::of(own, text.size.to_pt() * scale, if key.2 { 0.5 } else { 0.0 })
            });
            if let Some(sprite) = sprite {
                sprite.blend(halves.div_euclid(2), y.round() as i64, text.color, pixmap);
            }
        }
    }
}

impl Sprite {
    /// A glyph at `em` pixels per em, shifted by `by` pixels to the right; `None` if there is nothing to see.
    fn of(own: &Outline, em: f64, by: f32) -> Option<Sprite> {
        let scale = (em / f64::from(own.units_per_em)) as f32;
        let path = outline(own)?.transform(Transform::from_row(scale, 0.0, 0.0, -scale, by, 0.0))?;
        let bounds = path.bounds();
        let (left, top) = (bounds.left().floor(), bounds.top().floor());
        let side = |length: f32| (length.ceil() as u32).clamp(1, COPY_SIDE as u32);
        let mut mask = Mask::new(side(bounds.right() - left), side(bounds.bottom() - top))?;
        mask.fill_path(&path, FillRule::Winding, true, Transform::from_translate(-left, -top));
        let width = mask.width() as usize;
        Some(Sprite { left: left as i64, top: top as i64, width, coverage: mask.data().to_vec() })
    }

    /// Blends the glyph onto a picture in that colour; `x` and `y` are the pixel of its origin.
    fn blend(&self, x: i64, y: i64, color: unit::Color, pixmap: &mut Pixmap) {
        let (width, height) = (i64::from(pixmap.width()), i64::from(pixmap.height()));
        let pixels = pixmap.pixels_mut();
        for (row, coverage) in self.coverage.chunks_exact(self.width).enumerate() {
            let y = y + self.top + row as i64;
            if !(0..height).contains(&y) {
                continue;
            }
            for (column, &coverage) in coverage.iter().enumerate().filter(|(_, coverage)| **coverage > 0) {
                let x = x + self.left + column as i64;
                if (0..width).contains(&x) {
                    let pixel = &mut pixels[(y * width + x) as usize];
                    *pixel = over(*pixel, color, coverage);
                }
            }
        }
    }
}

/// A box as a closed line.
fn corners(rect: unit::Rect) -> [Point; 5] {
    let at = |x, y| Point { x, y };
    let (right, bottom) = (rect.right(), rect.bottom());
    [at(rect.x, rect.y), at(right, rect.y), at(right, bottom), at(rect.x, bottom), at(rect.x, rect.y)]
}

/// A line as rectangles, one for each segment, with filled corners; `None` if it is dashed or has oblique segments.
///
/// Most lines of a chart are of this kind, and filling rectangles is faster than stroking.
fn bars(line: &[Point], stroke: &drawing::Stroke) -> Option<Vec<unit::Rect>> {
    if stroke.dashes.is_some() {
        return None;
    }
    let half = stroke.width / 2.0;
    let is_closed = line.len() > 2 && line.first() == line.last();
    let count = line.len().saturating_sub(1);
    let bar = |(index, ends): (usize, &[Point])| {
        let (from, to) = (ends[0], ends[1]);
        let joins = |index: usize| if is_closed || (1..count).contains(&index) { half } else { Abs::ZERO };
        let (before, behind) = (joins(index), joins(index + 1));
        let (first, last, low, high) = match (from.x == to.x, from.y == to.y) {
            (_, true) if from.x <= to.x => (from, to, before, behind),
            (_, true) => (to, from, behind, before),
            (true, _) if from.y <= to.y => (from, to, before, behind),
            (true, _) => (to, from, behind, before),
            _ => return None,
        };
        let (left, top, right, bottom) = match from.y == to.y {
            true => (first.x - low, first.y - half, last.x + high, last.y + half),
            false => (first.x - half, first.y - low, last.x + half, last.y + high),
        };
        Some(unit::Rect { x: left, y: top, width: right - left, height: bottom - top })
    };
    line.windows(2).enumerate().map(bar).collect()
}

/// Fills a rectangle of a drawing, at `scale` pixels per point; the pixels at its edges are covered in part.
fn fill_bar(bar: unit::Rect, scale: f64, color: unit::Color, pixmap: &mut Pixmap) {
    let [left, right, top, bottom] =
        [bar.x, bar.right(), bar.y, bar.bottom()].map(|length| length.to_pt() * scale);
    let (columns, rows) =
        (Covered::of(left, right, pixmap.width()), Covered::of(top, bottom, pixmap.height()));
    let width = pixmap.width() as usize;
    let full = over(PremultipliedColorU8::TRANSPARENT, color, u8::MAX);
    let pixels = pixmap.pixels_mut();
    for y in rows.all.clone() {
        let row = &mut pixels[y * width..(y + 1) * width];
        let coverage = |share: f64| (share * 255.0).round() as u8;
        let of_row = rows.share(y);
        for x in (columns.all.start..columns.whole.start).chain(columns.whole.end..columns.all.end) {
            row[x] = over(row[x], color, coverage(of_row * columns.share(x)));
        }
        let whole = &mut row[columns.whole.clone()];
        match coverage(of_row) {
            u8::MAX => whole.fill(full),
            // Below a line, nearly all pixels are equal.
            coverage => whole.chunk_by_mut(|one, next| one == next).for_each(|alike| {
                let above = over(alike[0], color, coverage);
                alike.fill(above);
            }),
        }
    }
}

/// The pixels of a row or column between two coordinates.
struct Covered {
    from: f64,
    to: f64,
    /// All pixels that are covered, even in part.
    all: Range<usize>,
    /// The pixels that are covered completely.
    whole: Range<usize>,
}

impl Covered {
    fn of(from: f64, to: f64, count: u32) -> Covered {
        let within = |place: f64| place.clamp(0.0, f64::from(count)) as usize;
        let (first, last) = (within(from.ceil()), within(to.floor()));
        let all = within(from.floor())..within(to.ceil());
        Covered { from, to, whole: first..last.max(first), all }
    }

    /// The covered share of a pixel, rounded to quarters, so that a chart has few enough colours for a palette.
    fn share(&self, pixel: usize) -> f64 {
        let share = self.to.min(pixel as f64 + 1.0) - self.from.max(pixel as f64);
        (share.clamp(0.0, 1.0) * 4.0).round() / 4.0
    }
}

/// Composes a colour over a pixel with a coverage in 255ths (source over, with premultiplied colours).
fn over(below: PremultipliedColorU8, color: unit::Color, coverage: u8) -> PremultipliedColorU8 {
    let rest = u32::from(u8::MAX - coverage);
    let share = |whole: u32| ((whole + 127) / 255) as u8;
    let mix = |above: u8, below: u8| share(u32::from(above) * u32::from(coverage) + u32::from(below) * rest);
    let alpha = mix(u8::MAX, below.alpha());
    let [red, green, blue] = [(color.r, below.red()), (color.g, below.green()), (color.b, below.blue())]
        .map(|(above, below)| mix(above, below));
    PremultipliedColorU8::from_rgba(red.min(alpha), green.min(alpha), blue.min(alpha), alpha).unwrap_or(below)
}

fn outline(outline: &Outline) -> Option<Path> {
    let mut path = PathBuilder::new();
    for segment in &outline.path {
        match *segment {
            Segment::Move([x, y]) => path.move_to(x, y),
            Segment::Line([x, y]) => path.line_to(x, y),
            Segment::Quadratic([[ax, ay], [x, y]]) => path.quad_to(ax, ay, x, y),
            Segment::Cubic([[ax, ay], [bx, by], [x, y]]) => path.cubic_to(ax, ay, bx, by, x, y),
            Segment::Close => path.close(),
        }
    }
    path.finish()
}

fn frame(rect: unit::Rect, radius: Abs) -> Option<Path> {
    let [left, top, right, bottom] = f32s([rect.x, rect.y, rect.right(), rect.bottom()]);
    let mut path = PathBuilder::new();
    let radius = radius.min(rect.width / 2.0).min(rect.height / 2.0);
    if radius <= Abs::ZERO {
        path.push_rect(resvg::tiny_skia::Rect::from_ltrb(left, top, right, bottom)?);
        return path.finish();
    }
    let [r] = f32s([radius]);
    // The distance of a curve's control points from the corner.
    let k = r * (1.0 - drawing::ARC as f32);
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.cubic_to(right - k, top, right, top + k, right, top + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - k, right - k, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.cubic_to(left + k, bottom, left, bottom - k, left, bottom - r);
    path.line_to(left, top + r);
    path.cubic_to(left, top + k, left + k, top, left + r, top);
    path.close();
    path.finish()
}

fn draw_stroke(path: &Path, stroke: &drawing::Stroke, whole: Transform, pixmap: &mut Pixmap) {
    let [width] = f32s([stroke.width]);
    let dash = stroke.dashes.and_then(|lengths| StrokeDash::new(f32s(lengths).to_vec(), 0.0));
    let own = Stroke { width, dash, ..Stroke::default() };
    pixmap.stroke_path(path, &paint_of(stroke.color), &own, whole, None);
}

fn paint_of(color: unit::Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(Color::from_rgba8(color.r, color.g, color.b, u8::MAX));
    paint
}

/// Converts lengths to points.
fn f32s<const N: usize>(lengths: [Abs; N]) -> [f32; N] {
    lengths.map(|length| length.to_pt() as f32)
}

#[cfg(test)]
mod tests {
    use super::super::size::COPY_SCALE;
    use super::*;
    use crate::unit::Size;

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
