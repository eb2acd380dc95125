//! Draws runs of glyphs, each with the text that it stands for.

use std::ops::Range;

use krilla::geom::Transform;
use krilla::surface::{Location, Surface};
use krilla::text::{Font, GlyphId};

use super::{error, units};
use crate::page::{Glyph, Page, TextRun};

/// Tangent of the 14° that CSS Fonts 4 gives a synthesised oblique.
const SLANT: f32 = 0.249;

/// A glyph as krilla asks for it.
#[derive(Clone, Copy)]
pub struct PlacedGlyph {
    id: u16,
    advance: f32,
    offset_x: f32,
    offset_y: f32,
    /// Of its cluster, in the run's text.
    start: u32,
    end: u32,
    page: u32,
}

impl krilla::text::Glyph for PlacedGlyph {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.id.into())
    }

    fn text_range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }

    fn x_offset(&self, size: f32) -> f32 {
        self.offset_x * size
    }

    fn y_offset(&self, size: f32) -> f32 {
        self.offset_y * size
    }

    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<Location> {
        error::location(self.page as usize)
    }
}

/// Draws one run; `buffer` is working space. The error names what the run lacks.
pub fn draw(
    run: &TextRun,
    page: &Page,
    number: usize,
    font: &Font,
    buffer: &mut Vec<PlacedGlyph>,
    surface: &mut Surface,
) -> Result<(), &'static str> {
    let glyphs = slice(&page.glyphs, &run.glyphs).ok_or("glyph range")?;
    let range = run.text.start as usize..run.text.end as usize;
    let text = page.text.get(range).ok_or("text range")?;
    let size = units::number(run.size);
    if glyphs.is_empty() || size <= 0.0 {
        return Ok(());
    }
    place(glyphs, text, number as u32, rounds_to_thousandths(font), buffer)?;
    surface.set_fill(Some(units::fill(run.color)));
    surface.set_stroke(None);
    if run.turned {
        // A quarter turn clockwise about the run's place.
        let (x, y) = (units::number(run.at.x), units::number(run.at.y));
        surface.push_transform(&Transform::from_row(0.0, 1.0, -1.0, 0.0, x + y, y - x));
    }
    if run.oblique {
        // Slants about the baseline: a point h above it moves h·SLANT to the right.
        let y = units::number(run.at.y);
        surface.push_transform(&Transform::from_row(1.0, 0.0, -SLANT, 1.0, SLANT * y, 0.0));
    }
    surface.draw_glyphs(units::point(run.at), buffer, font.clone(), text, size, false);
    if run.oblique {
        surface.pop();
    }
    if run.turned {
        surface.pop();
    }
    Ok(())
}

/// Fills the buffer, giving each glyph its cluster's text.
fn place(
    glyphs: &[Glyph],
    text: &str,
    page: u32,
    round: bool,
    buffer: &mut Vec<PlacedGlyph>,
) -> Result<(), &'static str> {
    buffer.clear();
    let first = glyphs.iter().find(|glyph| glyph.text_len > 0).map_or(0, |glyph| glyph.text_len);
    // Glyphs before the first that has text belong to its cluster.
    let (mut start, mut end, mut next) = (0, first, 0);
    let mut carry = 0.0;
    for glyph in glyphs {
        if glyph.text_len > 0 {
            start = next;
            end = start + glyph.text_len;
            next = end;
            if text.get(start as usize..end as usize).is_none() {
                return Err("text of a glyph");
            }
        }
        let mut advance = units::em(glyph.advance);
        if round {
            let exact = advance + carry;
            advance = (exact * 1000.0).round() / 1000.0;
            carry = exact - advance;
        }
        let (offset_x, offset_y) = (units::em(glyph.offset_x), units::em(glyph.offset_y));
        buffer.push(PlacedGlyph { id: glyph.id, advance, offset_x, offset_y, start, end, page });
    }
    Ok(())
}

/// Whether advances may be rounded to 1/1000 em, the unit of PDF's adjustments.
///
/// Where the font's own unit divides that, its natural advances stay what they are, and the
/// others become whole numbers: shorter, and faster to write. What is rounded off is carried
/// to the next glyph, so that no glyph is more than 1/2000 em away from its place.
fn rounds_to_thousandths(font: &Font) -> bool {
    1000.0 % font.units_per_em() == 0.0
}

fn slice<'a, T>(items: &'a [T], range: &Range<u32>) -> Option<&'a [T]> {
    items.get(range.start as usize..range.end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Abs;

    fn glyph(text_len: u32, advance: f32) -> Glyph {
        Glyph { id: 1, text_len, advance, offset_x: 0.0, offset_y: 0.0 }
    }

    fn placed(glyphs: &[Glyph], text: &str, round: bool) -> Vec<PlacedGlyph> {
        let mut buffer = Vec::new();
        place(glyphs, text, 0, round, &mut buffer).unwrap();
        buffer
    }

    #[test]
    fn glyphs_of_a_cluster_share_its_text() {
        let glyphs = [glyph(0, 1.0), glyph(3, 1.0), glyph(0, 1.0), glyph(3, 1.0)];
        let ranges: Vec<_> = placed(&glyphs, "岗位", false).iter().map(|g| g.start..g.end).collect();
        assert_eq!(ranges, [0..3, 0..3, 0..3, 3..6]);
    }

    #[test]
    fn a_glyph_never_splits_a_character() {
        assert!(place(&[glyph(1, 1.0)], "岗", 0, false, &mut Vec::new()).is_err());
        assert!(place(&[glyph(9, 1.0)], "岗", 0, false, &mut Vec::new()).is_err());
    }

    #[test]
    fn rounded_advances_keep_the_line_s_length() {
        let glyphs = vec![glyph(1, 1.0 + 0.4321 / 1000.0); 100];
        let placed = placed(&glyphs, &"a".repeat(100), true);
        let sum: f64 = placed.iter().map(|g| f64::from(g.advance)).sum();
        assert!((sum - 100.04321).abs() < 0.001, "{sum}");
        assert!(placed.iter().all(|g| (g.advance * 1000.0).fract().abs() < 1e-3));
    }

    #[test]
    fn natural_advances_stay() {
        let glyphs = [glyph(1, 1.0), glyph(1, 0.5), glyph(1, 0.278)];
        let advances: Vec<_> = placed(&glyphs, "abc", true).iter().map(|g| g.advance).collect();
        assert_eq!(advances, [1.0, 0.5, 0.278]);
    }

    #[test]
    fn lengths_in_em_are_finite() {
        let glyphs = [glyph(1, f32::NAN), glyph(1, f32::INFINITY)];
        assert!(placed(&glyphs, "ab", true).iter().all(|g| g.advance == 0.0));
    }

    #[test]
    fn abs_is_never_infinite_in_a_file() {
        assert_eq!(units::number(Abs::pt(f64::INFINITY)), 20_000.0);
    }
}
