//! Reports characters that no font has, at their places in the data.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic, Sources, Span, Text};
use crate::model::{Keyed, Str};
use crate::text::Fonts;

use super::project::Project;

/// An error for each text of the selected data with such a character, then one for each template.
pub struct Missing {
    pub diagnostics: Vec<Diagnostic>,
    told: BTreeSet<char>,
    system: bool,
}

/// Checks the selected data.
pub fn missing(project: &Project, sources: &Sources, fonts: &Fonts) -> Missing {
    let absent = |text: &Str| text.chars().filter(|c| is_absent(*c, fonts)).collect::<BTreeSet<char>>();
    let lacking: Vec<(&Str, BTreeSet<char>)> = texts(project)
        .into_par_iter()
        .map(|text| (text, absent(text)))
        .filter(|(_, absent)| !absent.is_empty())
        .collect();
    let system = project.system_fonts;
    let mut missing = Missing { diagnostics: Vec::new(), told: BTreeSet::new(), system };
    for (text, absent) in lacking {
        missing.diagnostics.push(in_data(text, &absent, sources, system));
        missing.told.extend(absent);
    }
    missing
}

impl Missing {
    /// Adds missing characters of a part. Those that are not in the data come from the template.
    pub fn add(&mut self, part: &str, missing: &[char]) {
        let others: BTreeSet<char> = missing.iter().copied().filter(|c| self.told.insert(*c)).collect();
        if !others.is_empty() {
            self.diagnostics.push(in_template(part, &others, self.system));
        }
    }
}

/// The characters of the selected data that no font has.
pub fn absent(project: &Project, fonts: &Fonts) -> BTreeSet<char> {
    let all = texts(project);
    all.iter().flat_map(|text| text.chars()).filter(|&c| !is_set(c) && !fonts.covers(c)).collect()
}

/// Whether a PDF cannot have the character. U+FEFF is invisible, but PDF/A-2 §6.2.11.7.2 forbids it.
fn is_absent(c: char, fonts: &Fonts) -> bool {
    c == '\u{feff}' || (!is_set(c) && !fonts.covers(c))
}

/// Whether layout needs no glyph for the character.
fn is_set(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Every text that the selected parts may show.
fn texts(project: &Project) -> Vec<&Str> {
    let handbook = &project.handbook;
    let mut texts = handbook.texts();
    for of in &project.selection.departments {
        let Some(department) = handbook.departments.get(of.department) else { continue };
        texts.extend(department.texts());
        let shown = of.all().filter_map(|index| department.positions.get(index));
        texts.extend(shown.flat_map(|position| position.texts()));
    }
    texts
}

fn in_data(text: &Str, absent: &BTreeSet<char>, sources: &Sources, system: bool) -> Diagnostic {
    let message = message(absent);
    let diagnostic = Diagnostic::new(Code::E301, message).at(&text.path, narrow(text, absent, sources));
    diagnostic.with_help(help(system))
}

fn in_template(part: &str, absent: &BTreeSet<char>, system: bool) -> Diagnostic {
    let Text { zh, en } = message(absent);
    Diagnostic::new(Code::E301, Text::new(format!("{zh}（{part}）"), format!("{en} ({part})")))
        .with_help(help(system))
}

/// The place of the character if the file has it as it is, else of the whole text.
fn narrow(text: &Str, absent: &BTreeSet<char>, sources: &Sources) -> Span {
    let found = || {
        let written = sources.text(&text.path)?.get(text.span().start..text.span().end)?;
        let (at, c) = written.char_indices().find(|(_, c)| absent.contains(c))?;
        let start = text.span().start + at;
        Some(Span { start, end: start + c.len_utf8() })
    };
    found().unwrap_or(text.span())
}

fn message(absent: &BTreeSet<char>) -> Text {
    let named: Vec<String> = absent.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
    Text::new(
        format!("没有字体含有 {}，无法生成 PDF", named.join("、")),
        format!("no font has {}, so no PDF is made", named.join(", ")),
    )
}

/// The help. It mentions the system's fonts only if they were not searched.
fn help(system: bool) -> Text {
    if !system {
        return Text::new(
            "换一个字，或把含有它的字体放进手册的 fonts/ 文件夹，或用 --system-fonts 借用系统字体",
            "use another character, put a font that has it into the project's fonts/ folder, \
             or let the system's fonts in with --system-fonts",
        );
    }
    Text::new(
        "换一个字，或把含有它的字体放进手册的 fonts/ 文件夹",
        "use another character, or put a font that has it into the project's fonts/ folder",
    )
}
