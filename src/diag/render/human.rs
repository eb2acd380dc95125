//! Findings for people, each with its line and carets under what is at fault.
//!
//! What is found at more than [`FEW`] places for one cause, in the same words, is shown once, with a list
//! of the other places. What stands beside the carets tells of one place, and does not count.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::finding::{Located, Notice, Spot};
use super::visible::{one_line, visible};
use crate::diag::{Lang, Severity, width};

/// How much of a long line is shown before a span, of the span, and behind it, in columns.
const BEFORE: usize = 50;
const LONGEST_SPAN: usize = 60;
const BEHIND: usize = 30;
/// A line of so many columns is shown whole: the renderer itself cuts at 140, and not at the span.
const WHOLE: usize = 120;
/// Up to so many places, each is shown with its line.
const FEW: usize = 3;
/// The most places that are listed.
const MOST_LISTED: usize = 20;
/// How wide the list of places is, in columns.
const WIDTH: usize = 90;

pub(super) fn render(findings: &[Notice], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        alike.entry(words(finding)).or_default().push(index);
    }
    let mut out = String::new();
    for (index, finding) in findings.iter().enumerate() {
        let places = alike.get(&words(finding)).filter(|places| places.len() > FEW);
        let further = match places.and_then(|places| places.split_first()) {
            Some((first, _)) if *first != index => continue,
            Some((_, further)) => further,
            None => &[],
        };
        let further: Vec<&Notice> = further.iter().filter_map(|index| findings.get(*index)).collect();
        let mut points = Points::default();
        let text = renderer.render(&[report(finding, &further, &mut points)]);
        out.push_str(&points.correct(text));
        out.push_str("\n\n");
    }
    out
}

/// What two findings have in common that are told as one.
fn words<'a>(finding: &Notice<'a>) -> impl Ord + use<'a> {
    (finding.code, finding.severity, finding.message, finding.help)
}

/// Places whose column differs between the excerpt and the file, as both are written: they are replaced in the output.
///
/// The renderer counts columns in the line that it is given. Where that line was cut, or shows hidden characters, its
/// column is not the file's, and the renderer cannot be told the right one.
#[derive(Default)]
struct Points {
    wrong: Vec<(String, String)>,
    /// Whether there is an excerpt at all.
    excerpts: bool,
}

impl Points {
    fn correct(&self, mut text: String) -> String {
        for (shown, right) in &self.wrong {
            text = text.replacen(shown, right, 1);
        }
        if self.excerpts {
            return text;
        }
        // Without an excerpt the renderer still draws its margin.
        let drawn = |line: &&str| line.trim() != "|" && !line.trim_end().ends_with("|\u{1b}[0m");
        text.lines().filter(drawn).collect::<Vec<_>>().join("\n")
    }
}

fn report<'a>(finding: &Notice<'a>, further: &[&Notice], points: &mut Points) -> Group<'a> {
    let shown = finding.file.as_ref().map(|file| (file, excerpt(file)));
    // Without an excerpt there are no carets for the label to stand by.
    let message = match &shown {
        Some((_, Some(_))) => finding.message.to_owned(),
        _ => finding.sentence(),
    };
    let mut group = Group::with_title(
        level(finding).primary_title(one_line(&message).into_owned()).id(finding.code.name()),
    );
    if let Some((file, excerpt)) = shown {
        group = group.elements(place(file, excerpt, AnnotationKind::Primary, finding.label, points));
    }
    for (file, label) in &finding.related {
        group = group.elements(place(file, excerpt(file), AnnotationKind::Context, Some(label), points));
    }
    if let Some(help) = finding.help {
        let name = match finding.lang {
            Lang::Zh => "建议",
            Lang::En => "help",
        };
        group = group.element(Level::HELP.with_name(name).message(visible(help).into_owned()));
    }
    if !further.is_empty() {
        let name = match finding.lang {
            Lang::Zh => "说明",
            Lang::En => "note",
        };
        group = group.element(Level::NOTE.with_name(name).message(list(further, finding.lang)));
    }
    group
}

fn level(finding: &Notice) -> Level<'static> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    match finding.lang {
        Lang::Zh => level.with_name(finding.severity.word(Lang::Zh)),
        Lang::En => level,
    }
}

/// Where, and the line there with carets under the span and the label beside them.
fn place<'a>(
    file: &Spot,
    excerpt: Option<Excerpt>,
    kind: AnnotationKind,
    label: Option<&str>,
    points: &mut Points,
) -> Vec<Element<'a>> {
    let path = one_line(file.path).into_owned();
    let start = file.place.as_ref().map(|place| place.start);
    let (Some(Excerpt { line, number, start: from, end }), Some(start)) = (excerpt, start) else {
        return vec![match start {
            Some(start) => Origin::path(path).line(start.line).char_column(start.column).into(),
            None => Origin::path(path).into(),
        }];
    };
    points.excerpts = true;
    let column = line.get(..from).unwrap_or("").chars().count() + 1;
    if column != start.column {
        let point = |column| format!("{path}:{number}:{column}");
        points.wrong.push((point(column), point(start.column)));
    }
    let carets = kind.span(from..end).label(label.map(|label| one_line(label).into_owned()));
    vec![Snippet::source(line).line_start(number).annotation(carets).path(path).into()]
}

/// The other places of a finding: `另有 17 处：市场部/甲.yaml:3、…`.
fn list(further: &[&Notice], lang: Lang) -> String {
    let mut last = None;
    // A path is named once for its lines in a row: 市场部/甲.yaml:3、5、9.
    let mut point = |file: &Spot| {
        let same = last.as_deref() == Some(file.path);
        last = Some(file.path.to_owned());
        match (&file.place, same) {
            (Some(place), true) => place.start.line.to_string(),
            (Some(place), false) => format!("{}:{}", file.path, place.start.line),
            (None, _) => file.path.to_owned(),
        }
    };
    let mut named: Vec<&Spot> =
        further.iter().take(MOST_LISTED).filter_map(|finding| finding.file.as_ref()).collect();
    let line = |file: &Spot| file.place.as_ref().map(|place| place.start.line);
    named.dedup_by(|a, b| a.path == b.path && line(a) == line(b));
    let named: Vec<String> = named.into_iter().map(&mut point).collect();
    let rest = (further.len() > MOST_LISTED).then(|| "…".to_owned());
    let (mut text, comma) = match lang {
        Lang::Zh => (format!("另有 {} 处：", further.len()), "、"),
        Lang::En => (format!("{} more: ", further.len()), ", "),
    };
    let mut column = width(&text);
    for (index, name) in named.into_iter().chain(rest).enumerate() {
        let name = one_line(&name);
        if index > 0 {
            text.push_str(comma);
        }
        column += width(&name) + 2;
        if column > WIDTH {
            text.truncate(text.trim_end().len());
            text.push('\n');
            column = width(&name) + 2;
        }
        text.push_str(&name);
    }
    text
}

/// The line to show, with the part of the span that lies on it.
struct Excerpt {
    line: String,
    number: usize,
    start: usize,
    end: usize,
}

/// The part of a text from its beginning that takes so many columns at most, in bytes.
fn columns<'t>(chars: impl Iterator<Item = char> + 't, most: usize) -> usize {
    let mut taken = 0;
    let fits = chars.take_while(move |c| {
        taken += width(c.encode_utf8(&mut [0; 4])).max(1);
        taken <= most
    });
    fits.map(char::len_utf8).sum()
}

/// Cuts the first line of a span out of its source, and a window out of that if it is long.
fn excerpt(file: &Spot) -> Option<Excerpt> {
    let Located { lines, span, start, .. } = file.place.as_ref()?;
    let range = lines.line(start.line);
    let line = lines.text().get(range.clone())?;
    let from = line.floor_char_boundary(span.start.saturating_sub(range.start));
    let to = line.ceil_char_boundary(span.end.saturating_sub(range.start)).clamp(from, line.len());
    let whole = columns(line.chars(), WHOLE) == line.len();
    let (left, to, right) = match whole {
        true => (0, to, line.len()),
        false => {
            let to = from + columns(line.get(from..to)?.chars(), LONGEST_SPAN);
            let left = from - columns(line.get(..from)?.chars().rev(), BEFORE);
            (left, to, to + columns(line.get(to..)?.chars(), BEHIND))
        }
    };
    let ends = |cut: bool| if cut { "…" } else { "" };
    // A byte order mark is no column.
    let shown = |part: &str, at: usize| {
        let part = if at == 0 { part.trim_start_matches('\u{feff}') } else { part };
        visible(part).into_owned()
    };
    let before = format!("{}{}", ends(left > 0), shown(line.get(left..from)?, left));
    let marked = shown(line.get(from..to)?, from);
    let after = shown(line.get(to..right)?, to);
    let (start_at, end_at) = (before.len(), before.len() + marked.len());
    let line = format!("{before}{marked}{after}{}", ends(right < line.len()));
    Some(Excerpt { line, number: start.line, start: start_at, end: end_at })
}
