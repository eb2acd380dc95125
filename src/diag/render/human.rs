//! Findings for people, each with its line and carets under what is at fault.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{File, Finding, Located};
use crate::diag::{Lang, Severity};

/// How much of a very long line is looked at on either side of a span, in bytes.
const WINDOW: usize = 400;
/// The longest run of carets, in bytes.
const LONGEST_SPAN: usize = 240;

pub(super) fn render(findings: &[Finding], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings {
        let shown = excerpt(finding);
        out.push_str(&renderer.render(&[report(finding, shown.as_ref())]));
        out.push_str("\n\n");
    }
    out
}

fn report<'a>(finding: &'a Finding, shown: Option<&'a Excerpt>) -> Group<'a> {
    // Without an excerpt there are no carets for the label to stand by.
    let message = if shown.is_some() { finding.message.to_owned() } else { finding.sentence() };
    let title = level(finding).primary_title(message).id(finding.code);
    let mut group = Group::with_title(title);
    if let (Some(file), None | Some(Excerpt { cut: true, .. })) = (&finding.file, shown) {
        group = group.element(origin(file));
    }
    if let Some(shown) = shown {
        let carets = AnnotationKind::Primary.span(shown.start..shown.end).label(finding.label);
        let snippet = Snippet::source(&*shown.line).line_start(shown.number).annotation(carets);
        let path = finding.file.as_ref().map(|file| file.path);
        // The renderer counts the column in the line it is given; a cut one has none to count.
        group = group.element(if shown.cut { snippet } else { snippet.path(path) });
    }
    if let Some(help) = finding.help {
        let name = match finding.lang {
            Lang::Zh => "建议",
            Lang::En => "help",
        };
        group = group.element(Level::HELP.with_name(name).message(help));
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

fn origin<'a>(file: &File<'a>) -> Origin<'a> {
    let origin = Origin::path(file.path);
    match &file.place {
        Some(place) => origin.line(place.start.line).char_column(place.start.column),
        None => origin,
    }
}

/// The line to show, with the part of the span that lies on it.
struct Excerpt {
    line: String,
    number: usize,
    start: usize,
    end: usize,
    /// Whether something was cut off on its left.
    cut: bool,
}

/// Cuts the first line of a span out of its source, and a window out of that if it is very long.
fn excerpt(finding: &Finding) -> Option<Excerpt> {
    let Located { lines, span, start, .. } = finding.file.as_ref()?.place.as_ref()?;
    let range = lines.line(start.line);
    let line = lines.text().get(range.clone())?;
    let from = line.floor_char_boundary(span.start.saturating_sub(range.start));
    let to = line.ceil_char_boundary(span.end.saturating_sub(range.start)).clamp(from, line.len());
    let to = line.floor_char_boundary(to.min(from + LONGEST_SPAN)).max(from);
    let left = line.floor_char_boundary(from.saturating_sub(WINDOW));
    let right = line.ceil_char_boundary(to + WINDOW);
    let ends = |cut: bool| if cut { "…" } else { "" };
    let before = format!("{}{}", ends(left > 0), line.get(left..from)?.trim_start_matches('\u{feff}'));
    let marked = line.get(from..to)?.trim_start_matches('\u{feff}');
    let after = line.get(to..right)?;
    let (start_at, end_at) = (before.len(), before.len() + marked.len());
    let line = format!("{before}{marked}{after}{}", ends(right < line.len()));
    Some(Excerpt { line, number: start.line, start: start_at, end: end_at, cut: left > 0 })
}
