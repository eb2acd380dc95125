//! Differences as people read them.

use std::borrow::Cow;

use crate::cli::named::named;
use crate::diag::{Lang, Text, count_of, visible};
use crate::diff::{
    Difference, DifferenceKind, HandbookDifferences, PositionDifferences, PositionEvent, PositionPlace,
    WordChange, words,
};

/// How a terminal shows what is gone and what is new.
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const PLAIN: &str = "\x1b[0m";

/// A line for each position, and below it one for each difference: `[-before-]{+now+}`, as `git diff --word-diff` marks words.
/// With colours, all other control characters are visible.
pub fn write(found: &HandbookDifferences, lang: Lang, in_colour: bool) -> String {
    let mut told = Told { lang, in_colour, text: String::new() };
    if !found.handbook.is_empty() {
        told.heading("手册", "Handbook");
        told.differences(&found.handbook);
    }
    for of in &found.departments {
        let (zh, en) = match of.is_listed {
            [false, _] => ("  新设", "  new"),
            [_, false] => ("  撤销", "  withdrawn"),
            _ => ("", ""),
        };
        told.heading(&format!("部门 {}{zh}", of.name), &format!("Department {}{en}", of.name));
        if of.positions[0] != of.positions[1] {
            let [before, after] = of.positions;
            told.line(&format!("岗位数 {before} → {after}"), &format!("positions {before} → {after}"));
        }
        if of.headcount[0] != of.headcount[1] {
            let [before, after] =
                of.headcount.each_ref().map(|text| if text.is_empty() { "-" } else { text.as_str() });
            told.line(&format!("定员合计 {before} → {after}"), &format!("headcount {before} → {after}"));
        }
        told.differences(&of.differences);
    }
    for of in &found.positions {
        told.position(of);
    }
    told.summary(found);
    told.text
}

struct Told {
    lang: Lang,
    in_colour: bool,
    text: String,
}

impl Told {
    fn heading(&mut self, zh: &str, en: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let line = self.lang.choose(zh, en);
        let line = match line.as_bytes().first() {
            Some(b'+') => self.painted(GREEN, line),
            Some(b'-') => self.painted(RED, line),
            _ => self.shown(line).into_owned(),
        };
        self.text += &line;
        self.text.push('\n');
    }

    /// A text of the data.
    fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.in_colour { visible(text) } else { text.into() }
    }

    fn painted(&self, colour: &str, text: &str) -> String {
        match self.in_colour {
            true => format!("{colour}{}{PLAIN}", visible(text)),
            false => text.to_owned(),
        }
    }

    fn removed(&self, text: &str) -> String {
        self.painted(RED, &format!("[-{text}-]"))
    }

    fn added(&self, text: &str) -> String {
        self.painted(GREEN, &format!("{{+{text}+}}"))
    }

    fn line(&mut self, zh: &str, en: &str) {
        let text = self.lang.choose(zh, en).replace('\n', "\n      ");
        self.text += &format!("    {text}\n");
    }

    fn position(&mut self, of: &PositionDifferences) {
        let Some(place) = of.place() else { return };
        let sign = match (&of.before, &of.after) {
            (None, _) => "+",
            (_, None) => "-",
            _ => "~",
        };
        let events: Vec<String> = of.events.iter().map(|event| self.event(*event, of)).collect();
        let events = events.join(self.lang.choose("，", ", "));
        let gap = if events.is_empty() { "" } else { "  " };
        let line =
            format!("{sign} {}{gap}{events}", named(&place.department, &place.title, place.code.as_deref()));
        self.heading(&line, &line);
        self.differences(&of.differences);
    }

    fn event(&self, event: PositionEvent, of: &PositionDifferences) -> String {
        let was =
            |part: fn(&PositionPlace) -> &String| of.before.as_ref().map(part).cloned().unwrap_or_default();
        match event {
            PositionEvent::New => self.lang.choose("新设", "new").to_owned(),
            PositionEvent::Withdrawn => self.lang.choose("撤销", "withdrawn").to_owned(),
            PositionEvent::Restored => self.lang.choose("恢复", "in use again").to_owned(),
            PositionEvent::Renamed => {
                let was = was(|place| &place.title);
                self.lang.choose(&format!("原名“{was}”"), &format!("was called “{was}”")).to_owned()
            }
            PositionEvent::Moved => {
                let was = was(|place| &place.department);
                self.lang.choose(&format!("从“{was}”调入"), &format!("from “{was}”")).to_owned()
            }
        }
    }

    fn differences(&mut self, all: &[Difference]) {
        for one in all {
            let line = format!("{}{}", self.shown(&self.subject(one)), self.change(one));
            self.line(&line, &line);
        }
    }

    /// What is said to have changed: `岗位职责·主要工作 3 标准：`.
    fn subject(&self, of: &Difference) -> String {
        let mut subject = of.key.name_in(self.lang).to_owned();
        let label = if of.labels[1].is_empty() { &of.labels[0] } else { &of.labels[1] };
        if !label.is_empty() {
            subject += &format!("·{label}");
        }
        match of.numbers {
            [Some(before), Some(after)] if before != after => subject += &format!(" {before}→{after}"),
            [_, Some(number)] | [Some(number), None] => subject += &format!(" {number}"),
            [None, None] => {}
        }
        if let Some(field) = of.field {
            subject += &format!(" {}", field.name_in(self.lang));
        }
        subject + self.lang.choose("：", ": ")
    }

    fn change(&self, of: &Difference) -> String {
        match of.kind {
            DifferenceKind::Added => self.added(&of.after),
            DifferenceKind::Removed => self.removed(&of.before),
            DifferenceKind::Moved if of.labels[0] != of.labels[1] => {
                let from = &of.labels[0];
                let moved =
                    self.lang.choose(&format!("从“{from}”移来："), &format!("from “{from}”: ")).to_owned();
                self.shown(&(moved + &of.after)).into_owned()
            }
            DifferenceKind::Moved => {
                format!("{}{}", self.lang.choose("移动：", "moved: "), self.shown(&of.after))
            }
            DifferenceKind::Changed => words(&of.before, &of.after)
                .iter()
                .map(|segment| match segment.change {
                    WordChange::Same => self.shown(&segment.text).into_owned(),
                    WordChange::Removed => self.removed(&segment.text),
                    WordChange::Added => self.added(&segment.text),
                })
                .collect(),
        }
    }

    fn summary(&mut self, found: &HandbookDifferences) {
        let count = |wanted: PositionEvent| {
            found.positions.iter().filter(|position| position.events.contains(&wanted)).count()
        };
        let [new, withdrawn, renamed, moved] =
            [PositionEvent::New, PositionEvent::Withdrawn, PositionEvent::Renamed, PositionEvent::Moved]
                .map(count);
        let changed = found.positions.iter().filter(|position| !position.differences.is_empty()).count();
        let text = match found.is_empty() {
            true => Text::new("没有差别", "no differences"),
            false => Text::new(
                format!(
                    "共 {changed} 个岗位有改动，新设 {new}，撤销 {withdrawn}，改名 {renamed}，调动部门 {moved}"
                ),
                format!(
                    "{} changed, {new} new, {withdrawn} withdrawn, {renamed} renamed, {moved} moved",
                    count_of(changed, "position")
                ),
            ),
        };
        self.heading(&text.zh, &text.en);
    }
}
