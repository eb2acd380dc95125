//! Turns a paragraph into clusters, with their glyphs and advances.
//!
//! Han and plain Latin need no shaper, only a glyph and an advance. A base with combining
//! marks goes through the shaper as one cluster. Latin is set without kerning and
//! ligatures, as word processors set it by default, so that both outputs break alike.

use std::rc::Rc;
use std::sync::Arc;

use super::chains::Chains;
use super::class::BreakClass;
use super::cluster::{Cluster, LEADER_GAP, PreparedText, SpanKind, StyledSpan};
use super::fonts::Fonts;
use super::paragraph::Glyph;
use crate::characters::{is_ideographic, is_ignorable, is_variation_selector, joins_previous};
use crate::tree::{BaselineShift, Inline, Leader, PageNumber, Paragraph, Run, Script, TextStyle, by_script};
use crate::unit::Abs;

/// Stands for a leader in the text: a word joiner, because no line breaks between a leader and the text after it.
const LEADER: char = '\u{2060}';

/// Stands for a character that no font has (〓, the geta mark); the character is reported.
const GETA: char = '\u{3013}';

/// Collects the paragraph's inlines to one text with spans; forced breaks become `
/// `.
pub fn collect(paragraph: &Paragraph) -> PreparedText<'_> {
    let mut prepared = PreparedText::default();
    for inline in &paragraph.inlines {
        let start = prepared.text.len();
        let (kind, size, rise, link) = match inline {
            Inline::Break => {
                prepared.text.push('\n');
                continue;
            }
            Inline::Text(run) | Inline::PageNumber(PageNumber { run, .. }) => {
                prepared.text.push_str(&run.text);
                let em = run.style.size;
                let (size, rise) = match run.style.position {
                    BaselineShift::Baseline => (em, Abs::ZERO),
                    BaselineShift::Super => (em * 0.65, em * 0.35),
                    BaselineShift::Sub => (em * 0.65, em * -0.12),
                };
                (SpanKind::Text { style: &run.style, script: run.script }, size, rise, run.link.as_ref())
            }
            Inline::Image(image) => {
                prepared.text.push('\u{fffc}');
                (SpanKind::Image(image), paragraph.style.text.size, Abs::ZERO, None)
            }
            Inline::Leader(Leader { run }) => {
                prepared.text.push(LEADER);
                (SpanKind::Leader(run), run.style.size, Abs::ZERO, None)
            }
        };
        prepared.spans.push(StyledSpan { text: start..prepared.text.len(), kind, size, rise, link });
    }
    prepared
}

/// Collects a short text of one style.
pub fn collect_plain<'a>(text: &str, style: &'a Arc<TextStyle>) -> PreparedText<'a> {
    let mut prepared = PreparedText { text: text.to_owned(), ..PreparedText::default() };
    let mut start = 0;
    for (script, stretch) in by_script(text) {
        let text = start..start + stretch.len();
        start = text.end;
        let kind = SpanKind::Text { style, script };
        prepared.spans.push(StyledSpan { text, kind, size: style.size, rise: Abs::ZERO, link: None });
    }
    prepared
}

/// Finds the glyphs and the natural advance of every cluster.
pub fn shape(prepared: &mut PreparedText, chains: &mut Chains, autospace: bool) {
    let text = std::mem::take(&mut prepared.text);
    prepared.clusters.reserve(text.len() / 2);
    prepared.glyphs.reserve(text.len() / 2);
    let spans = std::mem::take(&mut prepared.spans);
    let mut forced = false;
    let mut end = 0;
    for (index, span) in spans.iter().enumerate() {
        forced |= text[end..span.text.start].contains('\n');
        end = span.text.end;
        let first = prepared.clusters.len();
        match span.kind {
            SpanKind::Text { style, script } => {
                let faces = Faces { chain: chains.of(style, script), fonts: chains.fonts };
                shape_run(prepared, &text, span, index as u32, style, script, &faces);
            }
            SpanKind::Image(image) => prepared.clusters.push(Cluster {
                advance: image.size.width.to_pt(),
                ..Cluster::new(span, index as u32, span.text.clone(), BreakClass::Object)
            }),
            SpanKind::Leader(run) => {
                let faces = Faces { chain: chains.of(&run.style, run.script), fonts: chains.fonts };
                shape_leader(prepared, span, index as u32, run, &faces);
            }
        }
        if let Some(cluster) = prepared.clusters.get_mut(first) {
            cluster.forced_before = std::mem::take(&mut forced);
        }
    }
    prepared.text = text;
    prepared.spans = spans;
    space_out(&mut prepared.clusters, autospace);
}

/// The faces for a run, the best first.
struct Faces<'f> {
    chain: Rc<[u16]>,
    fonts: &'f Fonts,
}

impl Faces<'_> {
    /// The first face that has the character, and its glyph there.
    fn find(&self, c: char) -> Option<(u16, u16)> {
        self.find_any(&[c])
    }

    /// The first face that has one of the characters, and the glyph of the first of them that it has.
    fn find_any(&self, chars: &[char]) -> Option<(u16, u16)> {
        self.chain.iter().find_map(|&id| {
            let face = self.fonts.face(id);
            chars.iter().find_map(|&c| Some((id, face.glyph(c)?)))
        })
    }
}

fn shape_run(
    prepared: &mut PreparedText,
    text: &str,
    span: &StyledSpan,
    index: u32,
    style: &TextStyle,
    script: Script,
    faces: &Faces,
) {
    let mut chars = text[span.text.clone()].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let start = span.text.start + offset;
        let mut stop = start + c.len_utf8();
        let mut marked = false;
        let mut selector = None;
        while let Some(&(_, mark)) = chars.peek() {
            if !joins_previous(mark) {
                break;
            }
            marked |= !is_ignorable(mark);
            selector = selector.or(Some(mark).filter(|&mark| is_variation_selector(mark)));
            stop += mark.len_utf8();
            chars.next();
        }
        let class = BreakClass::of(c, script);
        let mut cluster = Cluster::new(span, index, start..stop, class);
        cluster.han = script == Script::Han;
        cluster.ideographic = cluster.han && is_ideographic(c);
        let first_glyph = prepared.glyphs.len() as u32;
        if marked {
            shape_cluster(prepared, &mut cluster, &text[start..stop], faces);
        } else {
            place_char(prepared, &mut cluster, c, selector, faces);
        }
        cluster.glyphs = first_glyph..prepared.glyphs.len() as u32;
        cluster.advance += style.letter_spacing.to_pt();
        if cluster.han && cluster.advance >= 0.75 * cluster.em {
            cluster.lead = if class.has_lead() { cluster.em / 2.0 } else { 0.0 };
            cluster.tail = if class.has_tail() { cluster.em / 2.0 } else { 0.0 };
        }
        prepared.clusters.push(cluster);
    }
}

/// Shapes a leader: the glyphs of its pattern once, with the gaps beside it.
fn shape_leader(prepared: &mut PreparedText, span: &StyledSpan, index: u32, run: &Run, faces: &Faces) {
    let mut pattern = PreparedText::default();
    let whole = StyledSpan {
        text: 0..run.text.len(),
        kind: SpanKind::Text { style: &run.style, script: run.script },
        size: span.size,
        rise: span.rise,
        link: None,
    };
    shape_run(&mut pattern, &run.text, &whole, 0, &run.style, run.script, faces);
    let first = prepared.glyphs.len() as u32;
    let font = pattern.clusters.first().map_or(0, |cluster| cluster.font);
    let mut width = 0.0;
    // A run has one face, so characters of the pattern from other faces are dropped.
    for cluster in pattern.clusters.iter().filter(|cluster| cluster.font == font) {
        let (start, end) = (cluster.glyphs.start as usize, cluster.glyphs.end as usize);
        prepared.glyphs.extend_from_slice(&pattern.glyphs[start..end]);
        width += cluster.advance;
    }
    prepared.missing.extend(pattern.missing);
    let leader = Cluster::new(span, index, span.text.clone(), BreakClass::Object);
    let glyphs = first..prepared.glyphs.len() as u32;
    let advance = width + 2.0 * LEADER_GAP * leader.em;
    prepared.clusters.push(Cluster { font, glyphs, advance, ..leader });
}

/// Shapes a single character: one glyph from the first face that has the character.
///
/// A variation selector chooses a form of the character if the face has that form, and is ignored otherwise (Unicode
/// §23.4).
fn place_char(
    prepared: &mut PreparedText,
    cluster: &mut Cluster,
    c: char,
    selector: Option<char>,
    faces: &Faces,
) {
    if is_ignorable(c) {
        // U+FEFF is invisible, but PDF/A-2 §6.2.11.7.2 forbids it.
        if c == '\u{feff}' {
            prepared.missing.push(c);
        }
        return;
    }
    // Among Han, dashes and dots fill exactly one em; the embedded faces draw them full-width as U+2015 and U+30FB
    // (docs/typography.md, rule 12).
    let found = match (cluster.class, c) {
        (BreakClass::Dash, '—') if cluster.han => faces.find_any(&['\u{2015}', c]),
        (BreakClass::Dot, '·') if cluster.han => faces.find_any(&['\u{30fb}', c]),
        _ => faces.find(c),
    };
    let fonts = faces.fonts;
    let blank = || if c.is_whitespace() { faces.find(' ') } else { None };
    let (font, mut id) = match found.or_else(blank) {
        Some(found) => found,
        None => {
            prepared.missing.push(c);
            faces.find(GETA).or_else(|| faces.find('?')).unwrap_or((0, 0))
        }
    };
    if let Some(form) = selector.and_then(|selector| fonts.face(font).variant(c, selector)) {
        id = form;
    }
    cluster.font = font;
    let mut advance = fonts.face(font).advance(id);
    let mut offset_x = 0.0;
    if cluster.han && matches!(cluster.class, BreakClass::Dash | BreakClass::Dot) {
        offset_x = (1.0 - advance) / 2.0;
        advance = 1.0;
    }
    if c == '—' && cluster.han {
        offset_x += join_dash(prepared, cluster, font, id, fonts);
    }
    cluster.advance = f64::from(advance) * cluster.em;
    let text_len = (cluster.text.end - cluster.text.start) as u32;
    prepared.glyphs.push(Glyph { id, text_len, advance, offset_x, offset_y: 0.0 });
}

/// Moves the two glyphs of —— together, so that they draw one line without a gap.
///
/// Sets the shift of the first glyph, and returns that of the second, in em.
fn join_dash(prepared: &mut PreparedText, cluster: &Cluster, font: u16, id: u16, fonts: &Fonts) -> f32 {
    /// In em; the overlap hides the seam between the two glyphs.
    const OVERLAP: f32 = 0.01;
    let Some(previous) = prepared.clusters.last() else { return 0.0 };
    let joins = previous.class == BreakClass::Dash
        && previous.font == font
        && previous.text.end == cluster.text.start
        && previous.span == cluster.span;
    let Some((left, right)) = fonts.face(font).ink(id).filter(|_| joins) else { return 0.0 };
    match prepared.glyphs.last_mut() {
        // Every second dash joins the one before it; a third starts a new pair.
        Some(glyph) if glyph.id == id && glyph.offset_x == 0.0 => {
            glyph.offset_x = 1.0 - right + OVERLAP;
            -left - OVERLAP
        }
        _ => 0.0,
    }
}

/// Shapes a base with combining marks by the shaper.
fn shape_cluster(prepared: &mut PreparedText, cluster: &mut Cluster, text: &str, faces: &Faces) {
    let fonts = faces.fonts;
    let shaped = faces.chain.iter().find_map(|&id| {
        let face = fonts.face(id);
        // The face must have the base; this test is cheaper than shaping.
        let base = text.chars().find(|&c| !is_ignorable(c))?;
        face.glyph(base)?;
        let shaper = harfrust::ShaperFont::new(face.shaping()?);
        let mut buffer = harfrust::Buffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        harfrust::shape(&shaper, &mut buffer, harfrust::ShapeOptions::new()).ok()?;
        let complete = buffer.glyph_infos().iter().all(|info| face.real(info.glyph_id).is_some());
        complete.then_some((id, buffer))
    });
    let Some((font, buffer)) = shaped else {
        let mut chars = text.chars();
        if let Some(base) = chars.next() {
            place_char(prepared, cluster, base, None, faces);
            let face = fonts.face(cluster.font);
            prepared.missing.extend(chars.filter(|&c| !is_ignorable(c) && !face.has(c)));
        }
        return;
    };
    cluster.font = font;
    let em = fonts.face(font).units_per_em();
    let mut text_len = text.len() as u32;
    for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        let advance = position.x_advance as f32 / em;
        cluster.advance += f64::from(advance) * cluster.em;
        prepared.glyphs.push(Glyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            text_len: std::mem::take(&mut text_len),
            advance,
            offset_x: position.x_offset as f32 / em,
            offset_y: position.y_offset as f32 / em,
        });
    }
}

/// Removes the blank between adjacent marks, and adds the gap between Han and Latin.
fn space_out(clusters: &mut [Cluster], autospace: bool) {
    for i in 1..clusters.len() {
        let (before, after) = clusters.split_at_mut(i);
        let (Some(left), Some(right)) = (before.last_mut(), after.first_mut()) else { continue };
        if right.forced_before {
            continue;
        }
        // Two adjacent marks take 1.5 em (CLREQ §3.1.6.1).
        let right_is_full_mark = right.lead > 0.0 || right.tail > 0.0;
        if left.tail > 0.0 && right_is_full_mark {
            left.advance -= left.tail;
            left.tail = 0.0;
        } else if left.class == BreakClass::Opening && right.class == BreakClass::Opening && right.lead > 0.0
        {
            right.advance -= right.lead;
            right.cut = right.lead;
            right.lead = 0.0;
        }
        let text_beside = |a: &Cluster, b: &Cluster| a.ideographic && b.class.is_alphanumeric() && !b.han;
        if autospace && (text_beside(left, right) || text_beside(right, left)) {
            right.gap = left.em.min(right.em) / 4.0;
        }
    }
}
