//! Draws runs of glyphs, each with the text that it stands for.
//!
//! Most glyphs always stand for one character, which the font's Unicode map states once for the file. Where a glyph
//! stands for something else, or several glyphs stand for one text, the text is stated there (`ActualText`).

use std::ops::Range;

use super::content::ContentStream;
use super::error::is_too_long;
use super::font::{Program, has_meaning};
use super::units::{self, Paper};
use crate::page::{Glyph, Page, TextRun};

/// The tangent of 14°, the slant of a synthesized oblique face in CSS Fonts 4.
const SLANT: f64 = 0.249;

/// Why a run cannot be drawn.
#[derive(Debug, PartialEq)]
pub enum TextFault {
    /// The font has no glyph for the text.
    Missing(String),
    /// The character has no meaning that a reader could know.
    Meaningless(char),
    /// A text is longer than a file's strings may be.
    TooLong,
    /// The run refers to something that is not there.
    Inconsistent(&'static str),
}

/// Records the glyphs that a run uses of its font.
pub trait Usage {
    /// Records a glyph; `text` is what it stands for if it has no character in its font.
    fn show(&mut self, glyph: u16, text: Option<&str>);
}

/// The glyphs and the text of a run.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    pub glyphs: &'a [Glyph],
    /// The text; its length is the sum of the glyphs' text lengths.
    pub text: &'a str,
    /// Whether the text of the marked content is already replaced as a whole.
    pub replaced: bool,
}

impl<'a> Said<'a> {
    pub fn on(page: &'a Page, run: &TextRun, replaced: bool) -> Result<Said<'a>, TextFault> {
        let glyphs = slice(&page.glyphs, &run.glyphs).ok_or(TextFault::Inconsistent("glyph range"))?;
        let range = run.text.start as usize..run.text.end as usize;
        let text = page.text.get(range).ok_or(TextFault::Inconsistent("text range"))?;
        Ok(Said { glyphs, text, replaced })
    }
}

/// Draws one run.
pub fn draw(
    run: &TextRun,
    said: Said,
    paper: Paper,
    program: &Program,
    usage: &mut impl Usage,
    content: &mut ContentStream,
) -> Result<(), TextFault> {
    let Said { glyphs, text, replaced } = said;
    let size = units::number(run.size);
    if glyphs.is_empty() || size <= 0 {
        return Ok(());
    }
    let clusters = clusters(glyphs, text)?;
    for cluster in &clusters {
        check(cluster, program)?;
    }
    content.set_fill(run.color);
    content.set_font(run.font, size);
    let spacing = spacing(glyphs, size, program);
    place(run, paper, content);
    let mut line = TextLine {
        program,
        content,
        replaced,
        size,
        left: glyphs.len(),
        spacing: 0,
        target: 0.0,
        at: 0.0,
        rise: 0,
        adjustment: 0,
        open: false,
    };
    line.set_spacing(spacing);
    for cluster in &clusters {
        line.cluster(cluster, usage);
    }
    line.close();
    line.set_rise(0);
    line.content.operator("ET");
    Ok(())
}

/// The character spacing (`Tc`) to set for a run, as in a justified line, in 1/100,000 of a point: the space after
/// most of its glyphs besides their widths. It is 0 where setting it would take as many bytes as the numbers that it
/// saves.
fn spacing(glyphs: &[Glyph], size: i32, program: &Program) -> i32 {
    /// What setting and resetting the spacing costs, in numbers of a `TJ` array.
    const COST: f64 = 8.0;
    if glyphs.len() as f64 <= COST {
        return 0;
    }
    let gaps = || glyphs[..glyphs.len() - 1].iter().map(|glyph| advance(glyph) - width(glyph, program));
    let same = |a: f64, b: f64| (a - b).abs() < 0.05;
    // The majority, if there is one, outlives all other values (Boyer and Moore).
    let (mut most, mut votes) = (0.0, 0_usize);
    for gap in gaps() {
        match votes {
            0 => (most, votes) = (gap, 1),
            _ if same(gap, most) => votes += 1,
            _ => votes -= 1,
        }
    }
    // A gap below 1/1000 em needs a number only now and then, when the gaps add up to one.
    let saved = |gap: f64| if same(gap, most) { most.abs().min(1.0) } else { -f64::from(same(gap, 0.0)) };
    if gaps().map(saved).sum::<f64>() <= COST {
        return 0;
    }
    units::nearest((most * f64::from(size)).clamp(-2e9, 2e9)) as i32
}

/// How far layout moves the pen for a glyph, in 1/1000 em.
fn advance(glyph: &Glyph) -> f64 {
    f64::from(units::em(glyph.advance)) * 1000.0
}

/// How far a PDF reader moves the pen for a glyph, in 1/1000 em.
fn width(glyph: &Glyph, program: &Program) -> f64 {
    f64::from(program.width(glyph.id))
}

/// Begins a text object at the run's origin.
fn place(run: &TextRun, paper: Paper, content: &mut ContentStream) {
    let (x, y) = paper.point(run.at);
    content.out.raw("BT ");
    match (run.turned, run.oblique) {
        (false, false) => {
            content.numbers(&[x, y]);
            return content.operator("Td");
        }
        // The slant moves a point h above the baseline h·SLANT to the right.
        (false, true) => content.out.raw(format!("1 0 {SLANT} 1 ")),
        // A quarter turn clockwise about the run's origin.
        (true, false) => content.out.raw("0 -1 1 0 "),
        (true, true) => content.out.raw(format!("0 -1 1 -{SLANT} ")),
    }
    content.numbers(&[x, y]);
    content.operator("Tm");
}

/// Glyphs that stand for one text together.
struct GlyphCluster<'a> {
    glyphs: &'a [Glyph],
    text: &'a str,
}

/// Splits a run into clusters. A cluster begins with each glyph that has text; glyphs before the first one belong to
/// it.
fn clusters<'a>(glyphs: &'a [Glyph], text: &'a str) -> Result<Vec<GlyphCluster<'a>>, TextFault> {
    let mut clusters = Vec::with_capacity(glyphs.len());
    let (mut from, mut at) = (0, 0_usize);
    let mut length = None;
    for (index, glyph) in glyphs.iter().enumerate() {
        if glyph.text_len == 0 {
            continue;
        }
        if let Some(length) = length.replace(glyph.text_len as usize) {
            clusters.push(cluster(&glyphs[from..index], text, at, length)?);
            (from, at) = (index, at + length);
        }
    }
    clusters.push(cluster(&glyphs[from..], text, at, length.unwrap_or(0))?);
    Ok(clusters)
}

fn cluster<'a>(
    glyphs: &'a [Glyph],
    text: &'a str,
    at: usize,
    length: usize,
) -> Result<GlyphCluster<'a>, TextFault> {
    let text = text.get(at..at.saturating_add(length)).ok_or(TextFault::Inconsistent("text of a glyph"))?;
    Ok(GlyphCluster { glyphs, text })
}

fn check(cluster: &GlyphCluster, program: &Program) -> Result<(), TextFault> {
    if cluster.glyphs.iter().any(|glyph| glyph.id == 0 || !program.has(glyph.id)) {
        return Err(TextFault::Missing(cluster.text.to_owned()));
    }
    if is_too_long(cluster.text) {
        return Err(TextFault::TooLong);
    }
    match cluster.text.chars().find(|character| !has_meaning(*character)) {
        Some(character) => Err(TextFault::Meaningless(character)),
        None => Ok(()),
    }
}

/// A run that is being drawn.
struct TextLine<'a> {
    program: &'a Program,
    content: &'a mut ContentStream,
    /// Whether the text of the marked content is already replaced as a whole.
    replaced: bool,
    size: i32,
    /// How many glyphs are still to be drawn.
    left: usize,
    /// The current character spacing (`Tc`), in 1/100,000 of a point.
    spacing: i32,
    /// Where the next glyph belongs, and where the reader's pen is, in 1/1000 em from the run's origin.
    target: f64,
    at: f64,
    /// The height above the baseline, in hundredths of a point.
    rise: i32,
    /// How far the pen goes back before the next glyph, in 1/1000 em.
    adjustment: i64,
    /// Whether an array of strings (`TJ`) is open.
    open: bool,
}

impl TextLine<'_> {
    fn cluster(&mut self, cluster: &GlyphCluster, usage: &mut impl Usage) {
        let plain = self.is_plain(cluster);
        let said = !plain && !self.replaced;
        if said {
            self.close();
            self.content.out.raw("/Span<</ActualText");
            self.content.out.utf16(cluster.text);
            self.content.operator(">>BDC");
        }
        for glyph in cluster.glyphs {
            self.glyph(glyph);
            let own = self.program.character(glyph.id).is_none();
            usage.show(glyph.id, own.then_some(if cluster.text.is_empty() { " " } else { cluster.text }));
        }
        if said {
            self.close();
            self.content.end_marked();
        }
    }

    /// Whether the cluster is one glyph that always stands for its text.
    fn is_plain(&self, cluster: &GlyphCluster) -> bool {
        let [glyph] = cluster.glyphs else { return false };
        let mut characters = cluster.text.chars();
        let (first, second) = (characters.next(), characters.next());
        second.is_none() && first.is_some() && first == self.program.character(glyph.id)
    }

    /// Draws a glyph, at most 1/2000 em away from its place.
    fn glyph(&mut self, glyph: &Glyph) {
        let rise = f64::from(units::em(glyph.offset_y)) * f64::from(self.size);
        self.set_rise(units::nearest(rise.clamp(-2e6, 2e6)) as i32);
        let place = self.target + f64::from(units::em(glyph.offset_x)) * 1000.0;
        let back = units::nearest(self.at - place);
        if back != 0 {
            self.adjust(back);
            self.at -= back as f64;
        }
        self.left -= 1;
        if self.left == 0 {
            // Readers count the space after the last glyph as part of it, and it would reach out of its column.
            self.set_spacing(0);
        }
        self.open();
        let [high, low] = glyph.id.to_be_bytes();
        self.content.out.literal_byte(high);
        self.content.out.literal_byte(low);
        self.at += width(glyph, self.program) + f64::from(self.spacing) / f64::from(self.size);
        self.target += advance(glyph);
    }

    fn adjust(&mut self, back: i64) {
        if self.open {
            self.content.out.raw(")");
            self.content.out.integer(back);
            self.content.out.raw("(");
        } else {
            self.adjustment = back;
        }
    }

    fn open(&mut self) {
        if !self.open {
            self.content.out.raw("[");
            if self.adjustment != 0 {
                self.content.out.integer(std::mem::take(&mut self.adjustment));
            }
            self.content.out.raw("(");
            self.open = true;
        }
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.open) {
            self.content.operator(")]TJ");
        }
    }

    fn set_spacing(&mut self, spacing: i32) {
        if spacing != self.spacing {
            self.close();
            self.spacing = spacing;
            self.content.out.real(f64::from(spacing) / 1e5);
            self.content.operator(" Tc");
        }
    }

    fn set_rise(&mut self, rise: i32) {
        if rise != self.rise {
            self.close();
            self.rise = rise;
            self.content.numbers(&[rise]);
            self.content.operator("Ts");
        }
    }
}

fn slice<'a, T>(items: &'a [T], range: &Range<u32>) -> Option<&'a [T]> {
    items.get(range.start as usize..range.end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text_len: u32) -> Glyph {
        Glyph { id: 1, text_len, advance: 1.0, offset_x: 0.0, offset_y: 0.0 }
    }

    #[test]
    fn glyphs_of_a_cluster_share_its_text() {
        let glyphs = [glyph(0), glyph(3), glyph(0), glyph(3)];
        let found: Vec<_> =
            clusters(&glyphs, "岗位").unwrap().iter().map(|one| (one.glyphs.len(), one.text)).collect();
        assert_eq!(found, [(3, "岗"), (1, "位")]);
    }

    #[test]
    fn a_glyph_never_splits_a_character() {
        assert!(clusters(&[glyph(1)], "岗").is_err());
        assert!(clusters(&[glyph(9)], "岗").is_err());
    }
}
