//! Turns lines of clusters into positioned glyphs: alignment, indents, baselines, runs.

use std::ops::Range;

use super::cluster::{Cluster, LEADER_GAP, PreparedText, SpanKind};
use super::justify::{self, Fill};
use super::paragraph::{Glyph, Line, LineItem, LineRun, Lines};
use super::setting::Setting;
use crate::tree::{Align, Run, Script};
use crate::unit::Abs;

/// In cells narrower than this many em, text is set left instead of justified (docs/typography.md, rule 14).
const LEAST_JUSTIFIED_EMS: f64 = 8.0;

/// Positions the glyphs of every line, and adds the empty lines that forced breaks leave.
pub(super) fn finalize(
    setting: Setting,
    prepared: PreparedText,
    text: String,
    ranges: Vec<Range<usize>>,
) -> Lines {
    let mut out = Lines { missing: prepared.missing.clone(), ..Lines::default() };
    out.glyphs.reserve(prepared.glyphs.len());
    let mut previous_end = 0;
    let count = ranges.len();
    for (index, range) in ranges.into_iter().enumerate() {
        let first = &prepared.clusters[range.start];
        // Each forced break after the first one, and each at the start, leaves an empty line.
        let skipped = &text[previous_end..first.text.start];
        let breaks = skipped.matches('\n').count();
        let empty = if index == 0 { breaks } else { breaks.saturating_sub(1) };
        (0..empty).for_each(|_| out.lines.push(empty_line(setting, previous_end)));
        let last = prepared.clusters[range.clone()].last().map_or(0, |c| c.text.end);
        let ends = index + 1 == count || prepared.clusters[range.end].forced_before;
        set_line(setting, &prepared, range, index == 0, ends, &mut out);
        previous_end = last;
    }
    let trailing = text[previous_end..].matches('\n').count();
    let empty = if out.lines.is_empty() { trailing + 1 } else { trailing };
    (0..empty).for_each(|_| out.lines.push(empty_line(setting, previous_end)));
    append_leaders(&mut out, text);
    out
}

/// Appends the text of leaders to the paragraph's own text.
fn append_leaders(out: &mut Lines, text: String) {
    let patterns = std::mem::replace(&mut out.text, text);
    if patterns.is_empty() {
        return;
    }
    let start = out.text.len();
    out.text.push_str(&patterns);
    for item in out.lines.iter_mut().flat_map(|line| &mut line.items) {
        if let LineItem::Leader(run) = item {
            run.text = run.text.start + start..run.text.end + start;
        }
    }
}

fn empty_line(setting: Setting, at: usize) -> Line {
    let (height, baseline) = (setting.line_height, setting.baseline());
    Line { height, baseline, width: Abs::ZERO, text: at..at, spread: false, items: Vec::new() }
}

fn set_line(
    setting: Setting,
    prepared: &PreparedText,
    range: Range<usize>,
    first: bool,
    ends: bool,
    out: &mut Lines,
) {
    let line = &prepared.clusters[range];
    let indent = if first { setting.indent.to_pt() } else { 0.0 };
    let room = setting.measure.to_pt() - indent;
    let narrow = setting.measure < setting.em * LEAST_JUSTIFIED_EMS;
    let is_leader = |c: &Cluster| matches!(prepared.spans[c.span as usize].kind, SpanKind::Leader(_));
    let leaders = line.iter().filter(|c| is_leader(c)).count();
    let align = match (ends, setting.align_last) {
        // A leader fills the rest of the line.
        _ if leaders > 0 => Align::Left,
        (true, Some(last)) => last,
        (true, None) if setting.align == Align::Justify => Align::Left,
        (false, _) if setting.align == Align::Justify && narrow => Align::Left,
        _ => setting.align,
    };
    let spread = ends && align == Align::Justify;
    let fill = match align {
        Align::Justify if spread => Fill::Spread,
        Align::Justify => Fill::Justified,
        Align::Left | Align::Center | Align::Right => Fill::Natural,
    };
    let mut placed = justify::place(line, room, fill);
    out.ragged |= placed.ragged;
    let mut slack = room - placed.width;
    if leaders > 0 && slack > 0.0 {
        let mut moved = 0.0;
        for (i, cluster) in line.iter().enumerate() {
            placed.x[i] += moved;
            placed.origin[i] += moved;
            if is_leader(cluster) {
                moved += slack / leaders as f64;
            }
        }
        placed.width = room;
        slack = 0.0;
    }
    let shift = indent
        + match align {
            Align::Left => 0.0,
            Align::Center => slack / 2.0,
            Align::Right => slack,
            // A single character is centred.
            Align::Justify if spread && slack > 1e-6 => slack / 2.0,
            Align::Justify => 0.0,
        };
    let items = line_items(setting, prepared, line, &placed, shift, out);
    let tallest = items.iter().map(|item| match item {
        LineItem::Image { image, .. } => image.size.height,
        LineItem::Run(_) | LineItem::Leader(_) => Abs::ZERO,
    });
    let picture = tallest.fold(Abs::ZERO, Abs::max);
    let height = setting.line_height.max(picture);
    let baseline = if picture > setting.line_height { height } else { setting.baseline() };
    let text = line.first().map_or(0, |c| c.text.start)..line.last().map_or(0, |c| c.text.end);
    out.lines.push(Line { height, baseline, width: Abs::pt(placed.width), text, spread, items });
}

/// Gathers clusters of one face and style into runs.
fn line_items(
    setting: Setting,
    prepared: &PreparedText,
    line: &[Cluster],
    placed: &justify::JustifiedLine,
    shift: f64,
    out: &mut Lines,
) -> Vec<LineItem> {
    let mut items: Vec<LineItem> = Vec::new();
    let mut i = 0;
    while i < line.len() {
        let head = &line[i];
        let span = &prepared.spans[head.span as usize];
        let (style, script) = match span.kind {
            SpanKind::Image(image) => {
                items.push(LineItem::Image { image: image.clone(), x: Abs::pt(placed.x[i] + shift) });
                i += 1;
                continue;
            }
            SpanKind::Leader(run) => {
                let end = placed.x.get(i + 1).copied().unwrap_or(placed.width);
                let room = placed.x[i] + shift..end + shift;
                items.extend(leader(setting, prepared, head, run, room, out).map(LineItem::Leader));
                i += 1;
                continue;
            }
            SpanKind::Text { style, script } => (style, script),
        };
        // A cluster without glyphs joins its neighbours, whatever their face.
        let font = line[i..].iter().find(|c| !c.glyphs.is_empty()).map_or(0, |c| c.font);
        let same = |c: &Cluster| c.span == head.span && (c.font == font || c.glyphs.is_empty());
        let end = i + line[i..].iter().take_while(|&c| same(c)).count().max(1);
        let first_glyph = out.glyphs.len();
        let mut silent = 0;
        for (k, cluster) in line.iter().enumerate().take(end).skip(i) {
            let next = match placed.origin.get(k + 1) {
                Some(&next) if k + 1 < end => next,
                _ => placed.x[k] + cluster.advance,
            };
            push_glyphs(prepared, cluster, next - placed.origin[k], &mut silent, &mut out.glyphs);
        }
        if let Some(last) = out.glyphs[first_glyph..].last_mut() {
            last.text_len = last.text_len.saturating_add(silent);
        }
        let text = head.text.start..line[end - 1].text.end;
        if out.glyphs.len() > first_glyph {
            let right = placed.x[end - 1] + line[end - 1].advance;
            items.push(LineItem::Run(LineRun {
                x: Abs::pt(placed.origin[i] + shift),
                width: Abs::pt(right - placed.origin[i]),
                rise: span.rise,
                font,
                size: span.size,
                color: style.color,
                oblique: style.italic && script == Script::Latin,
                turned: false,
                underline: style.underline,
                strike: style.strike,
                link: span.link.cloned(),
                glyphs: first_glyph..out.glyphs.len(),
                text,
            }));
        }
        i = end;
    }
    items
}

/// A leader's pattern, repeated to fill the room. Positions count from the paragraph's right edge, so that the
/// patterns of lines below each other are aligned.
fn leader(
    setting: Setting,
    prepared: &PreparedText,
    cluster: &Cluster,
    run: &Run,
    room: Range<f64>,
    out: &mut Lines,
) -> Option<LineRun> {
    let gap = LEADER_GAP * cluster.em;
    let width = cluster.advance - 2.0 * gap;
    let (start, end) = (room.start + gap, room.end - gap);
    let right = setting.measure.to_pt();
    let behind = ((right - end) / width - 1e-6).ceil() * width;
    let count = ((right - behind - start) / width + 1e-6).floor().clamp(0.0, MOST_PATTERNS) as usize;
    let source = &prepared.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize];
    if count == 0 || source.is_empty() {
        return None;
    }
    let (first_glyph, first_text) = (out.glyphs.len(), out.text.len());
    for _ in 0..count {
        out.glyphs.extend_from_slice(source);
        out.text.push_str(&run.text);
    }
    Some(LineRun {
        x: Abs::pt(right - behind - count as f64 * width),
        width: Abs::pt(count as f64 * width),
        rise: Abs::ZERO,
        font: cluster.font,
        size: Abs::pt(cluster.em),
        color: run.style.color,
        oblique: false,
        turned: false,
        underline: false,
        strike: false,
        link: run.link.clone(),
        glyphs: first_glyph..out.glyphs.len(),
        text: first_text..out.text.len(),
    })
}

/// The most repetitions of a pattern: enough for dots of 1 pt across 3.5 m.
const MOST_PATTERNS: f64 = 10_000.0;

/// Copies a cluster's glyphs. The advance of the last one reaches to the next cluster's origin.
///
/// The bytes of an invisible cluster are added to `silent`, and then to the next glyph.
fn push_glyphs(
    prepared: &PreparedText,
    cluster: &Cluster,
    advance: f64,
    silent: &mut u32,
    glyphs: &mut Vec<Glyph>,
) {
    let source = &prepared.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize];
    if source.is_empty() {
        *silent = silent.saturating_add((cluster.text.end - cluster.text.start) as u32);
        return;
    }
    let em = cluster.em.max(f64::MIN_POSITIVE);
    let start = glyphs.len();
    glyphs.extend_from_slice(source);
    let own: f64 = source[..source.len() - 1].iter().map(|g| f64::from(g.advance) * em).sum();
    glyphs[start].text_len = glyphs[start].text_len.saturating_add(std::mem::take(silent));
    if let Some(last) = glyphs.last_mut() {
        last.advance = ((advance - own) / em) as f32;
    }
}
