//! Sets text in vertical columns, right to left (`writing-mode: vertical-rl`, `text-orientation: mixed`).
//!
//! Han are upright, with their marks in the font's vertical forms (OpenType `vert`). Latin words and numbers lie on
//! their right side (UAX #50, like Word's tbRl). Breaks, squeezed marks and gaps are those of horizontal text.
//! `text-align: left` is the top of a column. A text of up to [`SHORT`] em is one column. A longer text has columns
//! of at least that height, and as high as needed for them to fit the width. A forced break begins a new column.

use std::ops::Range;
use std::sync::Arc;

use super::breaks::find_breaks;
use super::cluster::{Bond, Cluster, PreparedText, SpanKind, StyledSpan};
use super::fonts::Fonts;
use super::justify::{self, Fill};
use super::lines::break_lines;
use super::paragraph::{Glyph, Line, LineItem, LineRun, Lines};
use super::setting::{HAN_ASCENT, Setting};
use super::shape;
use super::typeset::Typesetter;
use crate::characters::is_ignorable;
use crate::tree::{Align, Paragraph};
use crate::unit::Abs;

/// The height, in em, of the longest text in one column.
const SHORT: f64 = 8.0;

/// The middle of the Han em box, in em above the baseline. Turned words are centred on it too.
const MIDDLE: f64 = HAN_ASCENT - 0.5;

/// A paragraph that is set in columns.
struct ColumnText<'a> {
    prepared: PreparedText<'a>,
    text: String,
    setting: Setting,
    ranges: Vec<Range<usize>>,
}

impl Typesetter<'_> {
    /// Sets paragraphs in columns, the first one rightmost, centred in `width`.
    ///
    /// All columns of a paragraph make one line of the common height. Items have their x from the left edge of the
    /// width; their `rise` is the negative distance from the top.
    pub fn typeset_vertical(&mut self, paragraphs: &[&Paragraph], width: Abs) -> Vec<Arc<Lines>> {
        let mut texts: Vec<ColumnText> = paragraphs.iter().map(|paragraph| self.prepare(paragraph)).collect();
        let em = texts.iter().map(|text| text.setting.em.to_pt()).fold(0.0, f64::max);
        let most = texts.iter_mut().map(|text| text.break_at(f64::MAX)).fold(0.0, f64::max);
        let mut height = most;
        if most > SHORT * em && columns_width(&texts) <= width {
            // The least height, in whole em, at which the columns fit.
            let (mut low, mut high) = (SHORT, (most / em).ceil());
            while low < high {
                let middle = ((low + high) / 2.0).floor();
                texts.iter_mut().for_each(|text| _ = text.break_at(middle * em));
                match columns_width(&texts) <= width {
                    true => high = middle,
                    false => low = middle + 1.0,
                }
            }
            height = texts.iter_mut().map(|text| text.break_at(high * em)).fold(0.0, f64::max);
        }
        squeeze_columns(&mut texts, width);
        let mut right = (width + columns_width(&texts)) / 2.0;
        let mut set = Vec::with_capacity(texts.len());
        for text in texts {
            let columns = text.columns();
            set.push(Arc::new(text.set(self.fonts, right, height)));
            right -= columns;
        }
        set
    }

    fn prepare<'a>(&mut self, paragraph: &'a Paragraph) -> ColumnText<'a> {
        let setting = Setting::of(&paragraph.style, Abs::ZERO);
        let mut prepared = shape::collect(paragraph);
        shape::shape(&mut prepared, &mut self.chains, setting.autospace);
        let text = std::mem::take(&mut prepared.text);
        find_breaks(&text, &mut prepared.clusters);
        for cluster in prepared.clusters.iter_mut().filter(|cluster| cluster.han) {
            // In vertical text it is centred in its em box, so no half is blank.
            if text[cluster.text.clone()].starts_with(['：', '；', '！', '？']) {
                cluster.tail = 0.0;
            }
        }
        ColumnText { prepared, text, setting, ranges: Vec::new() }
    }
}

/// The width of all columns: the line height for each, but the rightmost one needs only its em.
fn columns_width(texts: &[ColumnText]) -> Abs {
    let leading = texts.first().map_or(Abs::ZERO, |text| text.setting.line_height - text.setting.em);
    texts.iter().map(ColumnText::columns).sum::<Abs>() - leading.max(Abs::ZERO)
}

/// Moves columns closer together, at most until they touch, if they are wider than `width`.
fn squeeze_columns(texts: &mut [ColumnText], width: Abs) {
    let excess = columns_width(texts) - width;
    let slack = |text: &ColumnText| (text.setting.line_height - text.setting.em).max(Abs::ZERO);
    let gaps: Abs = texts.iter().map(|text| slack(text) * text.ranges.len() as f64).sum::<Abs>()
        - texts.first().map_or(Abs::ZERO, slack);
    if excess > Abs::ZERO && gaps > Abs::ZERO {
        let share = (excess / gaps).min(1.0);
        for text in texts {
            text.setting.line_height -= slack(text) * share;
        }
    }
}

/// Whether a cluster stands upright.
fn is_upright(cluster: &Cluster) -> bool {
    cluster.han
}

impl<'a> ColumnText<'a> {
    /// Breaks the text into columns of at most this height, in points; returns the height of the tallest.
    fn break_at(&mut self, height: f64) -> f64 {
        let clusters = &self.prepared.clusters;
        self.ranges = break_lines(clusters, height, 0.0, false);
        let heights = self
            .ranges
            .iter()
            .map(|range| justify::place(&clusters[range.clone()], height, Fill::Natural).width);
        heights.fold(0.0, f64::max)
    }

    fn columns(&self) -> Abs {
        self.setting.line_height * self.ranges.len() as f64
    }

    /// Sets the glyphs of the columns; `right` is the right edge of the first one.
    fn set(self, fonts: &Fonts, right: Abs, height: f64) -> Lines {
        let mut out = Lines { missing: self.prepared.missing.clone(), ..Lines::default() };
        let mut items = Vec::new();
        let pitch = self.setting.line_height;
        // The rightmost column ends with its em box.
        let mut middle = right - self.setting.em / 2.0;
        for (index, range) in self.ranges.iter().enumerate() {
            let ends = self.ranges.get(index + 1).is_none_or(|next| {
                self.prepared.clusters.get(next.start).is_some_and(|cluster| cluster.forced_before)
            });
            let column = &self.prepared.clusters[range.clone()];
            let align = match self.setting.align {
                Align::Justify if ends => Align::Left,
                align => align,
            };
            let fill = if align == Align::Justify { Fill::Justified } else { Fill::Natural };
            let placed = justify::place(column, height, fill);
            out.ragged |= placed.ragged;
            let slack = height - placed.width;
            let top = match align {
                Align::Left | Align::Justify => 0.0,
                Align::Center => slack / 2.0,
                Align::Right => slack,
            };
            let column = SetColumn { text: &self, fonts, middle, top, placed: &placed };
            column.set(range.clone(), &mut items, &mut out);
            middle -= pitch;
        }
        out.lines.push(Line {
            height: Abs::pt(height),
            baseline: Abs::ZERO,
            width: self.columns(),
            text: 0..self.text.len(),
            spread: true,
            items,
        });
        out.text = self.text;
        out
    }

    fn span(&self, cluster: &Cluster) -> &StyledSpan<'a> {
        &self.prepared.spans[cluster.span as usize]
    }
}

/// One column that is being set.
struct SetColumn<'t, 'a> {
    text: &'t ColumnText<'a>,
    fonts: &'t Fonts,
    /// The distance from the left edge of the width to the column's middle.
    middle: Abs,
    /// The y of the column's first character, in points.
    top: f64,
    placed: &'t justify::JustifiedLine,
}

impl<'a> SetColumn<'_, 'a> {
    fn set(&self, range: Range<usize>, items: &mut Vec<LineItem>, out: &mut Lines) {
        let clusters = &self.text.prepared.clusters[range];
        let mut at = 0;
        // The text of clusters without glyphs belongs to the next run.
        let mut text_start = clusters.first().map_or(0, |cluster| cluster.text.start);
        while at < clusters.len() {
            let head = &clusters[at];
            if head.glyphs.is_empty() {
                at += 1;
                continue;
            }
            let alike = |c: &&Cluster| {
                !is_upright(c) && c.span == head.span && c.font == head.font && !c.glyphs.is_empty()
            };
            let count = if is_upright(head) { 1 } else { clusters[at..].iter().take_while(alike).count() };
            let end = at + count.max(1);
            // Clusters without glyphs after the run join it.
            let silent = clusters[end..].iter().take_while(|c| c.glyphs.is_empty()).count();
            let text = text_start..clusters[end + silent - 1].text.end;
            text_start = text.end;
            let first = out.glyphs.len();
            let (x, y) = match is_upright(head) {
                true => self.upright(head, at, &mut out.glyphs),
                false => self.turned(&clusters[at..end], at, &mut out.glyphs),
            };
            let sum: u32 = out.glyphs[first..].iter().map(|glyph| glyph.text_len).sum();
            if let Some(glyph) = out.glyphs[first..].iter_mut().rev().find(|glyph| glyph.text_len > 0) {
                glyph.text_len += text.len() as u32 - sum;
            }
            let span = self.text.span(head);
            if let SpanKind::Text { style, .. } = span.kind {
                items.push(LineItem::Run(LineRun {
                    x,
                    width: span.size,
                    rise: Abs::pt(-y),
                    font: head.font,
                    size: span.size,
                    color: style.color,
                    oblique: false,
                    turned: !is_upright(head),
                    underline: false,
                    strike: false,
                    link: span.link.cloned(),
                    glyphs: first..out.glyphs.len(),
                    text,
                }));
            }
            at = end + silent;
        }
    }

    /// Sets a character in its vertical form; returns its origin.
    fn upright(&self, cluster: &Cluster, at: usize, glyphs: &mut Vec<Glyph>) -> (Abs, f64) {
        let top = self.top + self.placed.origin[at];
        let em = cluster.em;
        let own = &self.text.prepared.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize];
        let first = glyphs.len();
        let text = &self.text.text[cluster.text.clone()];
        if let Some(form) = vertical_form(self.fonts, cluster.font, text, cluster.text.len() as u32) {
            let advance = f64::from(-form.advance) * em;
            // A form that is shorter than one em is centred in its em.
            let slack = (cluster.advance - advance).max(0.0) / 2.0;
            let slack = if cluster.lead + cluster.tail + cluster.cut > 0.0 { 0.0 } else { slack };
            let x = self.middle + Abs::pt(f64::from(form.offset_x) * em);
            let y = top + slack - f64::from(form.offset_y) * em;
            let y = self.joined_dash(cluster, form.id, top).unwrap_or(y);
            glyphs.push(Glyph { advance: 0.0, offset_x: 0.0, offset_y: 0.0, ..form });
            return (x, y);
        }
        // A character without a vertical form is set as in a horizontal line, centred in the column.
        glyphs.extend_from_slice(own);
        let width: f64 = own.iter().map(|glyph| f64::from(glyph.advance)).sum::<f64>() * em;
        if let Some(glyph) = glyphs.get_mut(first) {
            glyph.text_len = cluster.text.len() as u32;
        }
        (self.middle - Abs::pt(width / 2.0), top + HAN_ASCENT * em)
    }

    /// The y of the origin of a glyph of ——; the two glyphs then draw one line without a gap.
    fn joined_dash(&self, cluster: &Cluster, glyph: u16, top: f64) -> Option<f64> {
        /// In em; the overlap hides the seam between the two glyphs.
        const OVERLAP: f64 = 0.01;
        let text = &self.text.text;
        let clusters = &self.text.prepared.clusters;
        if !text[cluster.text.clone()].starts_with('—') {
            return None;
        }
        let index = clusters.partition_point(|c| c.text.start < cluster.text.start);
        let is_second = cluster.bond == Bond::Pair;
        let is_first = clusters.get(index + 1).is_some_and(|next| next.bond == Bond::Pair);
        let (low, high) = self.fonts.face(cluster.font).ink_height(glyph)?;
        match (is_first, is_second) {
            (_, true) => Some(top + (f64::from(high) - OVERLAP) * cluster.em),
            (true, _) => Some(top + (1.0 + OVERLAP + f64::from(low)) * cluster.em),
            _ => None,
        }
    }

    /// Sets turned words and numbers; returns the origin of the first glyph.
    fn turned(&self, clusters: &[Cluster], at: usize, glyphs: &mut Vec<Glyph>) -> (Abs, f64) {
        let Some(head) = clusters.first() else { return (self.middle, self.top) };
        for (k, cluster) in clusters.iter().enumerate() {
            let next = match k + 1 < clusters.len() {
                true => self.placed.origin[at + k + 1],
                false => self.placed.x[at + k] + cluster.advance,
            };
            let range = cluster.glyphs.start as usize..cluster.glyphs.end as usize;
            glyphs.extend_from_slice(&self.text.prepared.glyphs[range.clone()]);
            let source = &self.text.prepared.glyphs[range];
            let before: f64 = source[..source.len() - 1].iter().map(|g| f64::from(g.advance)).sum();
            if let Some(last) = glyphs.last_mut() {
                let advance = next - self.placed.origin[at + k];
                last.advance = (advance / cluster.em.max(f64::MIN_POSITIVE) - before) as f32;
            }
        }
        let rise = self.text.span(head).rise;
        let x = self.middle - Abs::pt(MIDDLE * head.em) + rise;
        (x, self.top + self.placed.origin[at])
    }
}

/// A character's glyph in vertical text, with its advance and the offset of its origin from the top centre, in em.
fn vertical_form(fonts: &Fonts, font: u16, text: &str, text_len: u32) -> Option<Glyph> {
    let face = fonts.face(font);
    let mut chars = text.chars().filter(|&c| !is_ignorable(c));
    let (c, None) = (chars.next()?, chars.next()) else { return None };
    // As in horizontal text, the full-width forms of — and · are preferred.
    let wide = match c {
        '—' => '\u{2015}',
        '·' => '\u{30fb}',
        c => c,
    };
    let c = if face.has(wide) { wide } else { c };
    let shaper = harfrust::ShaperFont::new(face.shaping()?);
    let mut buffer = harfrust::Buffer::new();
    buffer.push_str(c.encode_utf8(&mut [0; 4]));
    buffer.set_direction(harfrust::Direction::TopToBottom);
    buffer.guess_segment_properties();
    harfrust::shape(&shaper, &mut buffer, harfrust::ShapeOptions::new()).ok()?;
    let ([info], [position]) = (buffer.glyph_infos(), buffer.glyph_positions()) else { return None };
    let id = face.real(info.glyph_id)?;
    if !face.has_vertical_metrics() {
        // The shaper would centre the ink of each glyph, but Han in a column share one baseline.
        let offset_x = -face.advance(id) / 2.0;
        return Some(Glyph { id, text_len, advance: -1.0, offset_x, offset_y: -HAN_ASCENT as f32 });
    }
    let em = face.units_per_em();
    Some(Glyph {
        id,
        text_len,
        advance: position.y_advance as f32 / em,
        offset_x: position.x_offset as f32 / em,
        offset_y: position.y_offset as f32 / em,
    })
}
