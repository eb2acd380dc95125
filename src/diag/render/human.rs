//! Findings for people, each with its line and carets under what is at fault.
//!
//! What is found at more than [`FEW`] places in the same words is shown once, with a list of the
//! other places.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::visible::{one_line, visible};
use super::{File, Finding, Located};
use crate::diag::{Lang, Severity, width};

/// How much of a very long line is looked at on either side of a span, in bytes.
const WINDOW: usize = 400;
/// The longest run of carets, in bytes.
const LONGEST_SPAN: usize = 240;
/// Up to so many places, each is shown with its line.
const FEW: usize = 3;
/// The most places that are listed.
const MOST_LISTED: usize = 20;
/// How wide the list of places is, in columns.
const WIDTH: usize = 90;

pub(super) fn render(findings: &[Finding], color: bool) -> String {
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
        let further: Vec<&Finding> = further.iter().filter_map(|index| findings.get(*index)).collect();
        out.push_str(&renderer.render(&[report(finding, &further)]));
        out.push_str("\n\n");
    }
    out
}

/// What two findings have in common that are told as one.
fn words<'a>(finding: &Finding<'a>) -> impl Ord + use<'a> {
    (finding.code, finding.severity, finding.message, finding.label, finding.help)
}

fn report<'a>(finding: &Finding<'a>, further: &[&Finding]) -> Group<'a> {
    let shown = finding.file.as_ref().map(|file| (file, excerpt(file)));
    // Without an excerpt there are no carets for the label to stand by.
    let message = match &shown {
        Some((_, Some(_))) => finding.message.to_owned(),
        _ => finding.sentence(),
    };
    let mut group =
        Group::with_title(level(finding).primary_title(one_line(&message).into_owned()).id(finding.code));
    if let Some((file, excerpt)) = shown {
        group = group.elements(place(file, excerpt, AnnotationKind::Primary, finding.label));
    }
    for (file, label) in &finding.related {
        group = group.elements(place(file, excerpt(file), AnnotationKind::Context, Some(label)));
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

fn level(finding: &Finding) -> Level<'static> {
    match (finding.severity, finding.lang) {
        (Severity::Error, Lang::Zh) => Level::ERROR.with_name("错误"),
        (Severity::Error, Lang::En) => Level::ERROR,
        (Severity::Warning, Lang::Zh) => Level::WARNING.with_name("警告"),
        (Severity::Warning, Lang::En) => Level::WARNING,
    }
}

/// Where, and the line there with carets under the span and the label beside them.
fn place<'a>(
    file: &File,
    excerpt: Option<Excerpt>,
    kind: AnnotationKind,
    label: Option<&str>,
) -> Vec<Element<'a>> {
    let path = one_line(file.path).into_owned();
    let start = file.place.as_ref().map(|place| place.start);
    let origin = |path| match start {
        Some(start) => Origin::path(path).line(start.line).char_column(start.column),
        None => Origin::path(path),
    };
    let Some(Excerpt { line, number, start: from, end }) = excerpt else { return vec![origin(path).into()] };
    // The renderer counts the column in the line that it is shown; one that is cut, or shows what is
    // hidden, has another.
    let column = line.get(..from).map(|before| before.chars().count() + 1);
    let carets = kind.span(from..end).label(label.map(|label| one_line(label).into_owned()));
    let snippet = Snippet::source(line).line_start(number).annotation(carets);
    match start.map(|start| start.column) == column {
        true => vec![snippet.path(path).into()],
        false => vec![origin(path).into(), snippet.into()],
    }
}

/// The other places of a finding: `另有 17 处：市场部/甲.yaml:3、…`.
fn list(further: &[&Finding], lang: Lang) -> String {
    let point = |file: &File| match &file.place {
        Some(place) => format!("{}:{}", file.path, place.start.line),
        None => file.path.to_owned(),
    };
    let named = further.iter().take(MOST_LISTED).filter_map(|finding| finding.file.as_ref()).map(point);
    let rest = (further.len() > MOST_LISTED).then(|| "…".to_owned());
    let (mut text, comma) = match lang {
        Lang::Zh => (format!("另有 {} 处：", further.len()), "、"),
        Lang::En => (format!("{} more: ", further.len()), ", "),
    };
    let mut column = width(&text);
    for (index, name) in named.chain(rest).enumerate() {
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

/// Cuts the first line of a span out of its source, and a window out of that if it is very long.
fn excerpt(file: &File) -> Option<Excerpt> {
    let Located { lines, span, start, .. } = file.place.as_ref()?;
    let range = lines.line(start.line);
    let line = lines.text().get(range.clone())?;
    let from = line.floor_char_boundary(span.start.saturating_sub(range.start));
    let to = line.ceil_char_boundary(span.end.saturating_sub(range.start)).clamp(from, line.len());
    let to = line.floor_char_boundary(to.min(from + LONGEST_SPAN)).max(from);
    let left = line.floor_char_boundary(from.saturating_sub(WINDOW));
    let right = line.ceil_char_boundary(to + WINDOW);
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
