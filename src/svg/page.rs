//! Writes one page.

use std::fmt::Write;

use super::set::{EM, GlyphKey, GlyphSet};
use crate::drawing::{Drawing, Shape, length, number};
use crate::page::{Artifact, ContentId, Dash, Glyph, ItemKind, Marking, Page, PageItem, TextRun, Turned};
use crate::unit::{Abs, Color, Point, Rect};

/// The tangent of 14°, the slant of a synthesized oblique face in CSS Fonts 4.
const SLANT: f64 = 0.249;

/// What pages need beside themselves.
pub struct PageWriter<'w> {
    /// Where a picture is found, by its index in [`PartPages::images`](crate::page::PartPages::images).
    pub image: &'w dyn Fn(usize) -> String,
    /// Which texts of the data a marked content shows.
    pub source: &'w dyn Fn(ContentId) -> Option<String>,
    /// Behind the text of each page.
    pub watermark: Option<&'w Turned>,
    /// Takes the glyphs that the pages refer to.
    pub glyphs: &'w mut GlyphSet,
}

/// A page as an `svg` element without the outlines of its glyphs. Each marked content is a group that names it, and the
/// texts of the data that it shows: `<g data-content="12" data-source="summary">`.
pub fn page(page: &Page, writer: &mut PageWriter) -> String {
    let (width, height) = (length(page.size.width), length(page.size.height));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}pt\" height=\"{height}pt\">\n"
    );
    // Backgrounds and borders lie below all text (CSS 2.1, appendix E).
    let (below, above): (Vec<&PageItem>, Vec<&PageItem>) = page.items.iter().partition(|item| is_rule(item));
    below.iter().for_each(|item| self::item(item, page, writer, &mut svg));
    if let Some(Turned { page: own, angle }) = writer.watermark {
        // The positions of its items count from the page's centre; degrees are clockwise here.
        let (x, y) = (length(page.size.width / 2.0), length(page.size.height / 2.0));
        _ = writeln!(svg, "<g transform=\"translate({x} {y}) rotate({})\">", -angle);
        own.items.iter().for_each(|item| self::item(item, own, writer, &mut svg));
        svg += "</g>\n";
    }
    let mut open: Option<Marking> = None;
    for item in above {
        if open != Some(item.mark) {
            if matches!(open, Some(Marking::Content(_))) {
                svg += "</g>\n";
            }
            if let Marking::Content(id) = item.mark {
                _ = write!(svg, "<g data-content=\"{}\"", crate::index::Id::index(id));
                if let Some(source) = (writer.source)(id) {
                    _ = write!(svg, " data-source=\"{}\"", escaped(&source));
                }
                svg += ">\n";
            }
            open = Some(item.mark);
        }
        self::item(item, page, writer, &mut svg);
    }
    if matches!(open, Some(Marking::Content(_))) {
        svg += "</g>\n";
    }
    svg + "</svg>\n"
}

/// Whether an item is a background or a border.
fn is_rule(item: &PageItem) -> bool {
    item.mark == Marking::Artifact(Artifact::Layout)
        && matches!(item.kind, ItemKind::Fill { .. } | ItemKind::Line { .. })
}

fn item(item: &PageItem, page: &Page, writer: &mut PageWriter, svg: &mut String) {
    match &item.kind {
        ItemKind::Text(run) => {
            let range = run.glyphs.start as usize..run.glyphs.end as usize;
            text(run, page.glyphs.get(range).unwrap_or_default(), writer, svg);
        }
        ItemKind::Fill { rect, color } => {
            _ = writeln!(svg, "<rect{} fill=\"#{color}\"/>", area(*rect));
        }
        ItemKind::Line { from, to, width, color, dash } => line([*from, *to], *width, *color, *dash, svg),
        ItemKind::Image { rect, image } => {
            let href = escaped(&(writer.image)(*image));
            _ = writeln!(svg, "<image{} preserveAspectRatio=\"none\" href=\"{href}\"/>", area(*rect));
        }
        ItemKind::Drawing { rect, drawing } => self::drawing(*rect, drawing, writer, svg),
    }
}

fn text(run: &TextRun, glyphs: &[Glyph], writer: &mut PageWriter, svg: &mut String) {
    let scale = run.size.to_pt() / EM;
    let (x, y) = (length(run.at.x), length(run.at.y));
    _ = write!(svg, "<g fill=\"#{}\" transform=\"translate({x} {y})", run.color);
    if run.turned {
        svg.push_str(" rotate(90)");
    }
    if run.oblique {
        _ = write!(svg, " matrix(1 0 {} 1 0 0)", -SLANT);
    }
    _ = write!(svg, " scale({scale:.6})\">");
    let mut pen = 0.0;
    for glyph in glyphs {
        let at = pen + f64::from(glyph.offset_x) * EM;
        let rise = -f64::from(glyph.offset_y) * EM;
        pen += f64::from(glyph.advance) * EM;
        place(GlyphKey { font: run.font, glyph: glyph.id }, [at, rise], writer, svg);
    }
    svg.push_str("</g>\n");
}

fn place(key: GlyphKey, [x, y]: [f64; 2], writer: &mut PageWriter, svg: &mut String) {
    _ = write!(svg, "<use href=\"#{key}\" x=\"{}\"", number(x));
    if y != 0.0 {
        _ = write!(svg, " y=\"{}\"", number(y));
    }
    svg.push_str("/>");
    writer.glyphs.insert(key);
}

fn line([from, to]: [Point; 2], width: Abs, color: Color, dash: Dash, svg: &mut String) {
    let [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y].map(length);
    let thickness = length(width);
    _ = write!(
        svg,
        "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"#{color}\" stroke-width=\"{thickness}\""
    );
    // The same lengths as in the PDF. Dashes of length zero with round caps are dots as wide as the line.
    let gap = length(width * 2.0);
    match dash {
        Dash::Solid => {}
        Dash::Dashed => _ = write!(svg, " stroke-dasharray=\"{} {gap}\"", length(width * 3.0)),
        Dash::Dotted => _ = write!(svg, " stroke-linecap=\"round\" stroke-dasharray=\"0 {gap}\""),
    }
    svg.push_str("/>\n");
}

/// A drawing that is centred in its box, as large as the box allows.
fn drawing(rect: Rect, drawing: &Drawing, writer: &mut PageWriter, svg: &mut String) {
    let (width, height) = (drawing.size.width, drawing.size.height);
    let scale = (rect.width / width).min(rect.height / height);
    let scale = if scale.is_finite() { scale } else { 0.0 };
    let x = rect.x + (rect.width - width * scale) / 2.0;
    let y = rect.y + (rect.height - height * scale) / 2.0;
    _ = writeln!(svg, "<g transform=\"translate({} {}) scale({scale:.6})\">", length(x), length(y));
    for shape in &drawing.shapes {
        let Shape::Text(text) = shape else {
            shape.svg(svg);
            continue;
        };
        _ = write!(svg, "<g fill=\"#{}\">", text.color);
        for glyph in &text.glyphs {
            let size = text.size.to_pt() / EM;
            let (x, y) = (length(glyph.at.x), length(glyph.at.y));
            _ = write!(svg, "<g transform=\"translate({x} {y}) scale({size:.6})\">");
            place(GlyphKey { font: text.font, glyph: glyph.id }, [0.0, 0.0], writer, svg);
            svg.push_str("</g>");
        }
        svg.push_str("</g>\n");
    }
    svg.push_str("</g>\n");
}

fn area(rect: Rect) -> String {
    let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(length);
    format!(" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
