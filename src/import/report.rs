//! The account of an import for people and programs: what came from where, and what was left out.

use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::draft::Draft;
use super::excerpt::FragmentId;
use super::ledger::{Fate, Fragment, LeftOut};
use super::{Imported, ImportedFile, trace};
use crate::diag::Lang;
use crate::index::Id;

/// The account as JSON.
pub fn json(imported: &Imported) -> String {
    let files = imported.files(None);
    let mut values: Vec<Vec<Json>> = vec![Vec::new(); imported.positions.len()];
    for (fragment, text, fate) in pieces(imported) {
        if let Fate::Value { position: Some(of), key } = fate
            && let Some(values) = values.get_mut(*of)
        {
            values.push(json!({"key": &**key, "text": text, "place": fragment.place.en()}));
        }
    }
    let positions: Vec<Json> = imported
        .positions
        .iter()
        .zip(files.iter().skip(1))
        .zip(values)
        .map(|((position, file), values)| {
            json!({
                "title": position.values.text("title").map(|title| title.text.as_str()),
                "file": file.path,
                "source": &*position.file,
                "values": values,
                "doubts": doubts(&position.values, imported),
            })
        })
        .collect();
    let left: Vec<Json> = pieces(imported)
        .filter_map(|(fragment, text, fate)| match fate {
            Fate::Left(reason) => Some(json!({
                "reason": reason.name(),
                "text": text,
                "file": &*fragment.place.file,
                "place": fragment.place.en(),
            })),
            _ => None,
        })
        .collect();
    let labels: Vec<Json> = imported
        .ledger
        .labels()
        .map(|(label, seen)| json!({"label": label, "target": seen.target, "count": seen.count, "example": seen.example}))
        .collect();
    let all = imported.ledger.count(|_| true);
    let report = json!({
        "characters": all,
        "understood": imported.understood(),
        "unplaced": imported.ledger.count(|fate| *fate == Fate::Left(LeftOut::Unplaced)),
        "positions": positions,
        "handbook": {"doubts": doubts(&imported.handbook.values, imported)},
        "labels": labels,
        "left": left,
    });
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

/// What may be compared with the source, as comments in the YAML have it.
fn doubts(draft: &Draft, imported: &Imported) -> Vec<Json> {
    let json = |(key, doubt): (&str, trace::Trace)| json!({"key": key, "source": doubt.source, "place": doubt.place.en()});
    trace::all(draft, &imported.ledger).into_iter().map(json).collect()
}

/// All parts of the source with their fates.
fn pieces(imported: &Imported) -> impl Iterator<Item = (&Fragment, &str, &Fate)> {
    imported.ledger.fragments().flat_map(|(fragment, fates)| {
        fates.iter().map(move |(range, fate)| (fragment, &fragment.text[range.clone()], fate))
    })
}

/// The account as a page: each position's source beside its YAML, with comments at doubtful values, and what was left out.
pub fn html(imported: &Imported, lang: Lang) -> String {
    let say = |zh: &'static str, en: &'static str| lang.choose(zh, en);
    let mut page = String::from("<!DOCTYPE html>\n");
    let code = say("zh-CN", "en");
    let title = say("导入报告", "Report of an import");
    _ = write!(
        page,
        "<html lang=\"{code}\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head><body>\n<h1>{title}</h1>\n"
    );
    let (all, understood) = (imported.ledger.count(|_| true), imported.understood());
    let left = |reason| imported.ledger.count(|fate| *fate == Fate::Left(reason));
    let share = understood as f64 * 100.0 / all.max(1) as f64;
    _ = write!(
        page,
        "<p>{} {} · {} {all} · {} {share:.1}% · {} {}</p>\n<p class=\"legend\"><mark class=\"value\">{}</mark> <mark class=\"label\">{}</mark> <mark class=\"count\">{}</mark> <mark class=\"left\">{}</mark> <mark class=\"unplaced\">{}</mark></p>\n",
        say("岗位", "positions"),
        imported.positions.len(),
        say("字符", "characters"),
        say("已归类", "placed"),
        say("未归类", "not placed"),
        left(LeftOut::Unplaced),
        say("内容", "value"),
        say("标签", "label"),
        say("编号和分隔", "numbers and marks"),
        say("略去（光标停留可见原因）", "left out (hover for the reason)"),
        say("没有归到任何一项", "not placed"),
    );
    let files = imported.files(Some(lang));
    let mut from = 0;
    for (position, file) in imported.positions.iter().zip(files.iter().skip(1)) {
        let (start, end) = (position.fragments.start.index(), position.fragments.end.index());
        between(imported, from, start, lang, &mut page);
        from = end.max(from);
        let ImportedFile { path, text } = file;
        _ = write!(page, "<h2>{}</h2>\n<div class=\"pair\"><div>", escaped(path));
        grid(imported, start, end, lang, &mut page);
        _ = writeln!(page, "</div><pre>{}</pre></div>", escaped(text));
    }
    between(imported, from, usize::MAX, lang, &mut page);
    page.push_str("</body></html>\n");
    page
}

/// What stands between positions.
fn between(imported: &Imported, from: usize, to: usize, lang: Lang, page: &mut String) {
    if imported.ledger.fragments().skip(from).take(to.saturating_sub(from)).next().is_none() {
        return;
    }
    let word = match lang {
        Lang::Zh => "岗位之外",
        Lang::En => "Outside of positions",
    };
    _ = writeln!(page, "<details><summary>{word}</summary>");
    grid(imported, from, to, lang, page);
    page.push_str("</details>\n");
}

/// Paragraphs of the source in their order, those of tables in rows and cells.
fn grid(imported: &Imported, from: usize, to: usize, lang: Lang, page: &mut String) {
    // The table, row and column that are open.
    let mut open: Option<[usize; 3]> = None;
    for (fragment, fates) in imported.ledger.fragments().skip(from).take(to.saturating_sub(from)) {
        match (open, fragment.place.cell) {
            (Some([table, ..]), Some([own, ..])) if table == own => {}
            (before, now) => {
                if before.is_some() {
                    page.push_str("</td></tr></table>\n");
                }
                if now.is_some() {
                    page.push_str("<table><tr><td>");
                }
                open = now;
            }
        }
        match (open, fragment.place.cell) {
            (Some([table, row, column]), Some(own)) => {
                if own != [table, row, column] {
                    page.push_str(if own[1] == row { "</td><td>" } else { "</td></tr>\n<tr><td>" });
                    open = Some(own);
                } else if !page.ends_with("<td>") {
                    page.push_str("<br>");
                }
                marked(fragment, fates, lang, page);
            }
            _ => {
                page.push_str("<p>");
                marked(fragment, fates, lang, page);
                page.push_str("</p>\n");
            }
        }
    }
    if open.is_some() {
        page.push_str("</td></tr></table>\n");
    }
}

fn marked(fragment: &Fragment, fates: &[(std::ops::Range<usize>, Fate)], lang: Lang, page: &mut String) {
    let mut at = 0;
    for (range, fate) in fates {
        if range.start < at {
            continue;
        }
        page.push_str(&escaped(&fragment.text[at..range.start]));
        let (class, title) = match fate {
            Fate::Value { key, .. } => ("value", key.to_string()),
            Fate::Label => ("label", String::new()),
            Fate::Count => ("count", String::new()),
            Fate::Left(LeftOut::Unplaced) => ("unplaced", String::new()),
            Fate::Left(reason) => ("left", reason.words(lang).to_owned()),
        };
        let text = escaped(&fragment.text[range.clone()]);
        _ = write!(page, "<mark class=\"{class}\" title=\"{}\">{text}</mark>", escaped(&title));
        at = range.end;
    }
    page.push_str(&escaped(&fragment.text[at..]));
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The fragments of something, from the first to behind the last.
pub type FragmentRange = std::ops::Range<FragmentId>;

const STYLE: &str = "\
body{font:14px/1.6 'Noto Sans SC','Microsoft YaHei',sans-serif;margin:24px auto;max-width:1400px;padding:0 16px;color:#222}\
h1{font-size:22px}h2{font-size:16px;margin-top:28px;border-bottom:1px solid #ccc;padding-bottom:4px}\
.pair{display:grid;grid-template-columns:1fr 1fr;gap:20px;align-items:start}\
pre{background:#f7f7f7;padding:12px;overflow:auto;white-space:pre-wrap;margin:0;font:13px/1.6 Consolas,monospace}\
table{border-collapse:collapse;margin:8px 0;width:100%}td{border:1px solid #bbb;padding:3px 6px;vertical-align:top}\
p{margin:4px 0}mark{background:none;color:inherit;border-radius:2px}\
mark.label{color:#777}mark.count{color:#aaa}mark.left{color:#888;text-decoration:line-through}\
mark.value{background:#e8f3e8}mark.unplaced{background:#ffd6d6;outline:1px solid #d33}\
details{margin:12px 0;color:#555}";
