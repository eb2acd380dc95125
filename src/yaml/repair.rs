//! Mends the mistake that stopped the parser, or leaves the line out.
//!
//! It searches only a few lines around the place, so that the time of a repair does not depend on the size of the file.

use super::copy::Change;
use super::fault::{ParseStop, SyntaxFinding};
use super::keys::Keys;
use super::line::{Colon, LineKey, SourceLine, is_chinese_quote, is_odd_space, line_at, lines};
use super::quoted::{Quoted, quote, quote_value};
use super::syntax::Mend;
use crate::diag::Span;

/// The changes that mend a mistake, and the finding. Without a change, reading again is of no use.
pub(super) struct Repair {
    pub finding: SyntaxFinding,
    pub changes: Vec<Change>,
    /// Whether something that the author wrote is lost, so that what seems missing may have been there.
    pub lossy: bool,
}

/// How far back the wrong line is searched, in lines and in bytes.
const LOOK_BACK: usize = 20;
const WINDOW: usize = 4_096;

/// The repair for a mistake in `text`. `tries` is how many times the line was mended before.
pub(super) fn repair(text: &str, stop: ParseStop, tries: u8, keys: Keys) -> Repair {
    let known = if tries == 0 { mend(text, &stop, keys) } else { None };
    if let Some((finding, changes)) = known {
        return Repair { finding, changes, lossy: false };
    }
    let (line, finding) = match stop.mend {
        Mend::Key => match keyless_line(text, stop.at) {
            Some(line) => {
                let start = line.start + line.indent();
                (line, SyntaxFinding::no_colon(Span { start, end: line.end().max(start) }))
            }
            None => (line_at(text, stop.at), stop.finding),
        },
        Mend::Align if line_at(text, stop.at).has_dash() => {
            let line = line_at(text, stop.at);
            (line, SyntaxFinding::misplaced_dash(line.start + line.indent()))
        }
        // The bracket without a partner is a better place than the end of the file.
        Mend::Bracket => match stop.open {
            Some(open) => (line_at(text, open), stop.finding.at(open)),
            None => (line_at(text, stop.at), stop.finding),
        },
        _ => (line_at(text, stop.at), stop.finding),
    };
    // At the end of a text, the mistake is before it.
    let line = match line.is_empty() {
        true => lines_before(text, line.start).find(|above| !above.is_empty()).unwrap_or(line),
        false => line,
    };
    Repair { finding, changes: leave_out(text, line, stop.at), lossy: true }
}

fn mend(text: &str, stop: &ParseStop, keys: Keys) -> Option<(SyntaxFinding, Vec<Change>)> {
    let line = line_at(text, stop.at);
    let finding = stop.finding.clone();
    if let Some(quoted) = bracketed_text(text, line, stop) {
        return Some(quoted);
    }
    match stop.mend {
        Mend::Align => false_colon(text, stop.at).or_else(|| align(text, line)),
        Mend::Key => false_colon(text, stop.at),
        Mend::Colon => match second_colon(line, stop.at) {
            true => comma(line).or_else(|| colon_in_value(text, line, keys)),
            false => {
                false_colon(text, stop.at).or_else(|| keyless_item(text, line)).or_else(|| align(text, line))
            }
        },
        Mend::Quote => Some(mended_by(finding, quote_at(text, line, stop.at)?)),
        Mend::CloseQuote => {
            let mark = text.get(stop.at..)?.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            Some((finding, vec![Change::insert(line.start + line.text.trim_end().len(), mark)]))
        }
        Mend::Requote => {
            let (_, span) = value(line)?;
            let quoted = quote_value(text, line)?;
            Some(mended_by(SyntaxFinding::quotes_in_text(&quoted.shown, span).at(stop.at), quoted))
        }
        Mend::Escape => Some(mended(finding, escape(line, stop.at)?)),
        Mend::Bracket => {
            let open = stop.open?;
            let line = line_at(text, open);
            if line_at(text, stop.at).start != line.start {
                return None;
            }
            comma(line).or_else(|| Some((finding.at(open), quote_value(text, line)?.changes)))
        }
        Mend::Tab => {
            let tabs = line.text.match_indices('\t').map(|(at, _)| line.start + at);
            let changes: Vec<Change> = tabs.map(|at| Change::new(at, at + 1, " ")).collect();
            (!changes.is_empty()).then_some((finding, changes))
        }
        Mend::Comment => Some((finding, vec![Change::blank(stop.at, line.end().max(stop.at))])),
        Mend::Mark => {
            let at = stop.at + text.get(stop.at..)?.find('\u{feff}')?;
            let span = Span { start: at, end: at + '\u{feff}'.len_utf8() };
            Some(mended(finding, vec![Change::new(span.start, span.end, "")]))
        }
        Mend::Surrogate | Mend::Drop | Mend::Never => None,
    }
}

/// What mends the working copy mends the file, too.
fn mended(finding: SyntaxFinding, changes: Vec<Change>) -> (SyntaxFinding, Vec<Change>) {
    (finding.mended_by(&changes), changes)
}

/// With the changes as edits, if they are certain.
fn mended_by(
    finding: SyntaxFinding,
    Quoted { changes, certain, .. }: Quoted,
) -> (SyntaxFinding, Vec<Change>) {
    if certain { mended(finding, changes) } else { (finding, changes) }
}

/// The value of a line, and its place in the text.
fn value(line: SourceLine<'_>) -> Option<(&str, Span)> {
    let (start, end) = line.value();
    let value = line.text.get(start..end).filter(|value| !value.is_empty())?;
    Some((value, Span { start: line.start + start, end: line.start + end }))
}

/// `备注: 时间: 每周一` is a text that needs quotes; `任职资格: 学历: 本科` is a mapping that lacks a line break.
fn colon_in_value(text: &str, line: SourceLine, keys: Keys) -> Option<(SyntaxFinding, Vec<Change>)> {
    let (value, span) = value(line)?;
    let key = line.key()?;
    let name = line.text.get(key.start..key.colon_start)?.trim();
    // The quotation at the beginning of the line is no key.
    if name.starts_with(is_chinese_quote) && line.has_dash() && !name.ends_with(is_chinese_quote) {
        let end = line.start + line.value().1;
        let value = text.get(line.start + key.start..end)?;
        let span = Span { start: line.start + key.start, end };
        return Some(mended(
            SyntaxFinding::colon_in_text(value, span),
            quote(line, key.start, line.value().1)?,
        ));
    }
    let below = lines(text.get(line.start..)?).skip(1).find(|below| !below.is_empty());
    let goes_on = below.is_some_and(|below| below.column() > line.content_column() && !below.is_marker());
    if let Some(second) = second_key(text, line, keys) {
        return Some(second);
    }
    if (keys.nests)(name) {
        let indent = match below.filter(|_| goes_on) {
            Some(below) if !below.has_dash() => below.column(),
            _ => line.content_column() + 2,
        };
        let start = line.start + key.colon_end;
        let changes =
            vec![Change::new(start, span.start, format!("{}{}", line_break(text), " ".repeat(indent)))];
        return Some(mended(SyntaxFinding::beside_key(name, value, span), changes));
    }
    // The lines below may continue the text, or a mapping.
    let quoted = quote_value(text, line)?;
    if let Some((inner, changes)) = quoted.instead_of_marks() {
        let finding = SyntaxFinding::chinese_quotes(inner, span);
        return Some(if quoted.certain { mended(finding, changes) } else { (finding, changes) });
    }
    Some(mended_by(SyntaxFinding::colon_in_text(&quoted.shown, span), quoted))
}

/// `岗位名称: 会计 岗位编号: CW-01`: two keys on one line.
fn second_key(text: &str, line: SourceLine, keys: Keys) -> Option<(SyntaxFinding, Vec<Change>)> {
    let (value, span) = value(line)?;
    let colon = value.find(": ")?;
    let before = value.get(..colon)?;
    let part = |c: char| c.is_whitespace() || is_odd_space(c) || "，,；;、".contains(c);
    let (at, mark) = before.char_indices().rev().find(|(_, c)| part(*c))?;
    let name = before.get(at + mark.len_utf8()..).filter(|name| (keys.known)(name))?;
    let first = before.get(..at)?.trim_end_matches(part);
    if first.is_empty() || first.chars().count() > 20 {
        return None;
    }
    let (from, to) = (span.start + first.len(), span.start + at + mark.len_utf8());
    let lead = format!("{}{}", line_break(text), " ".repeat(line.content_column()));
    let changes = vec![Change::new(from, to, lead)];
    let key = line.key().and_then(|key| line.text.get(key.start..key.colon_start))?.trim();
    let rest = value.get(colon..)?;
    let written = format!("{key}: {first}\n{name}{rest}");
    let place = Span { start: to, end: to + name.len() };
    Some(mended(SyntaxFinding::second_key(name, &written, place), changes))
}

/// The line break that the text has.
pub(super) fn line_break(text: &str) -> &'static str {
    let first = text.find(['\n', '\r']).and_then(|at| text.get(at..)).unwrap_or("");
    match first.starts_with("\r\n") {
        true => "\r\n",
        false if first.starts_with('\r') => "\r",
        false => "\n",
    }
}

/// A wrong colon, on the wrong line or on one before it up to the last right key.
///
/// The parser reads such a line as part of a text, and stops at a later line.
fn false_colon(text: &str, at: usize) -> Option<(SyntaxFinding, Vec<Change>)> {
    let (line, key) = false_key_before(text, at)?;
    let (start, end) = (line.start + key.colon_start, line.start + key.colon_end);
    let span = Span { start, end: start + colon_length(line, key) };
    let changes = vec![Change::new(start, end, line.proper_colon(key))];
    Some((SyntaxFinding::colon(key.colon, span).mended_by(&changes), changes))
}

pub(super) fn colon_length(line: SourceLine, key: LineKey) -> usize {
    line.text.get(key.colon_start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

pub(super) fn false_key_before(text: &str, at: usize) -> Option<(SourceLine<'_>, LineKey)> {
    let proper = |line: &SourceLine| line.key().is_some_and(|key| key.colon == Colon::Proper);
    let own = line_at(text, at);
    let earlier = lines_before(text, own.start).take_while(|line| !proper(line));
    std::iter::once(own).chain(earlier).find_map(|line| Some((line, line.false_key()?)))
}

/// `- 编制计划` over `  标准: …`: the first line of the item lacks its key.
fn keyless_item(text: &str, line: SourceLine) -> Option<(SyntaxFinding, Vec<Change>)> {
    let key = line.key().filter(|key| key.colon == Colon::Proper && !line.has_dash())?;
    let above = lines_before(text, line.start).find(|above| !above.is_empty())?;
    let is_text = above.has_dash() && above.key().is_none() && above.content_column() == line.column();
    let (start, end) = above.value();
    let shown = above.text.get(start..end).filter(|value| is_text && !value.is_empty())?;
    let below = line.text.get(key.start..key.colon_start)?.trim();
    let span = Span { start: above.start + start, end: above.start + end };
    // The first key of such items.
    let (name, certain) = match below {
        "目标" | "周期" | "数据来源" | "target" | "cycle" | "source" => ("指标", true),
        "工作标准" | "标准" | "频次" | "成果" | "standard" | "frequency" | "output" => {
            ("描述", true)
        }
        _ => ("描述", false),
    };
    let changes = vec![Change::insert(span.start, format!("{name}: "))];
    let finding = SyntaxFinding::keyless_item(name, shown, span);
    Some(if certain { mended(finding, changes) } else { (finding, changes) })
}

/// The line whose key lacks its colon: a text alone, at or before the place.
fn keyless_line(text: &str, at: usize) -> Option<SourceLine<'_>> {
    let own = line_at(text, at);
    std::iter::once(own)
        .chain(lines_before(text, own.start))
        .find(|line| !line.is_empty() && line.key().is_none())
}

/// The lines before the one that begins at `start`, from the last to the first.
fn lines_before(text: &str, start: usize) -> impl Iterator<Item = SourceLine<'_>> {
    let from = text.floor_char_boundary(start.saturating_sub(WINDOW));
    let before = text.get(from..start).unwrap_or("");
    let mut at = start;
    let earlier = before.rsplit(['\n', '\r']).skip(1).map(move |line| {
        at -= line.len() + 1;
        SourceLine { start: at, text: line }
    });
    earlier.take(LOOK_BACK)
}

/// Whether the line has a key that ends before `at`.
fn second_colon(line: SourceLine, at: usize) -> bool {
    line.key().is_some_and(|key| key.colon == Colon::Proper && line.start + key.colon_start < at)
}

/// Lines up the line, and the lines indented below it, with the nearest line above that it can belong to.
fn align(text: &str, line: SourceLine) -> Option<(SyntaxFinding, Vec<Change>)> {
    let above = lines_before(text, line.start).filter(|above| !above.is_empty());
    let columns = above.filter_map(|above| match line.has_dash() {
        true => above.has_dash().then(|| above.column()),
        false => above.key().map(|_| above.content_column()),
    });
    let own = line.column();
    let column = columns.into_iter().find(|column| *column != own)?;
    let mut changes = Vec::new();
    for (nth, below) in lines(text.get(line.start..)?).enumerate() {
        if nth > 0 && !below.is_empty() && below.column() < own.max(1) {
            break;
        }
        if nth > 0 && below.is_marker() {
            break;
        }
        let at = line.start + below.start;
        if below.is_empty() {
            continue;
        }
        if nth > 0 && own < column && below.column() <= own && !line.has_dash() && below.has_dash() {
            break;
        }
        changes.push(match column.checked_sub(own) {
            Some(more) => Change::insert(at, " ".repeat(more)),
            None => Change::new(at, at + below.indent_of(own - column), ""),
        });
    }
    let start = line.start + line.indent();
    let span = Span { start, end: start };
    // One space too many or too few leaves no doubt where the line belongs. Neither does a line that is indented below
    // a value, since a value cannot hold lines.
    let above = lines_before(text, line.start).find(|above| !above.is_empty());
    let below_value =
        own > column && above.is_some_and(|above| above.content_column() == column && value(above).is_some());
    Some(match column.abs_diff(own) == 1 || below_value && !line.has_dash() {
        true => mended(SyntaxFinding::out_of_line(own, column, span), changes),
        false => (SyntaxFinding::indentation(span), changes),
    })
}

/// `[重要] 通知` is a text that begins with a bracket.
fn bracketed_text(text: &str, line: SourceLine, stop: &ParseStop) -> Option<(SyntaxFinding, Vec<Change>)> {
    let (start, end) = line.value();
    let value = line.text.get(start..end)?;
    let closed = value.rfind([']', '}'])?;
    let after = line.start + start + closed + 1;
    let is_text = value.starts_with(['[', '{']) && closed + 1 < value.len() && stop.at >= after;
    let span = Span { start: line.start + start, end: line.start + end };
    let quoted = quote_value(text, line)?;
    let finding = SyntaxFinding::bracketed_text(&quoted.shown, span);
    (is_text && stop.at <= line.end()).then_some(mended_by(finding, quoted))
}

/// Separates the items of brackets at full-width commas.
fn comma(line: SourceLine) -> Option<(SyntaxFinding, Vec<Change>)> {
    let (start, end) = line.value();
    let value = line.text.get(start..end).filter(|value| value.starts_with(['[', '{']))?;
    let commas = value.match_indices('，').map(|(at, comma)| {
        let at = line.start + start + at;
        Change::new(at, at + comma.len(), ", ")
    });
    let commas: Vec<Change> = commas.collect();
    let span = commas.first()?.span;
    Some((SyntaxFinding::broken_comma(span), commas))
}

/// Quotes the value, or the item of brackets that begins at `at`.
fn quote_at(text: &str, line: SourceLine, at: usize) -> Option<Quoted> {
    let (start, end) = line.value();
    let value = line.text.get(start..end)?;
    let at = at.checked_sub(line.start)?;
    if !value.starts_with(['[', '{']) || at <= start || at >= end {
        return quote_value(text, line);
    }
    let item = line.text.get(at..end)?;
    let length = item.find([',', ']', '}']).unwrap_or(item.len());
    let item = item.get(..length)?.trim_end();
    let changes = quote(line, at, at + item.len())?;
    Some(Quoted { changes, certain: true, shown: item.to_owned() })
}

/// Doubles the backslashes of the line that begin no escape (YAML 1.2 §5.7).
fn escape(line: SourceLine, at: usize) -> Option<Vec<Change>> {
    let from = at.checked_sub(line.start)?;
    let mut changes = Vec::new();
    let mut rest = line.text.get(from..)?.char_indices().peekable();
    while let Some((offset, c)) = rest.next() {
        if c != '\\' {
            continue;
        }
        match rest.peek() {
            Some((_, next)) if "0abt\tnvfre \"/\\N_LP".contains(*next) => {
                rest.next();
            }
            _ => changes.push(Change::insert(at + offset, "\\")),
        }
    }
    (!changes.is_empty()).then_some(changes)
}

/// Blanks the line and the lines indented below it, at least up to the place.
fn leave_out(text: &str, line: SourceLine, at: usize) -> Vec<Change> {
    let own = line.column();
    let mut changes = Vec::new();
    for (nth, below) in lines(text.get(line.start..).unwrap_or("")).enumerate() {
        let start = line.start + below.start;
        let belongs = below.column() > own || (below.has_dash() && !line.has_dash() && below.column() == own);
        if nth > 0 && !below.is_empty() && !belongs && (start > at || below.key().is_some()) {
            break;
        }
        if nth > 0 && below.is_marker() {
            break;
        }
        if !below.text.trim_matches(' ').is_empty() {
            changes.push(Change::blank(start, start + below.text.len()));
        }
    }
    changes
}
