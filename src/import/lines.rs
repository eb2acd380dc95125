//! Reads the lines of a position outside of tables: headings, labels with values, content.

use super::element::{Element, Line};
use super::excerpt::Excerpt;
use super::heading::is_sheet_name;
use super::label::{self, Meaning, Pair, is_block, pairs};
use super::ledger::{Fate, LeftOut};
use super::number::{NumberStyle, leading_number};
use super::plain::{label_length, plain, question};
use super::reading::{PositionReader, may_stand};
use super::section::{Part, Row};
use super::values::{between_wide_spaces, shown};
use crate::unit::Date;

impl PositionReader<'_> {
    pub fn line(&mut self, line: &Line) {
        if is_sheet_name(&line.text) {
            return self.ledger.note(&line.text, Fate::Left(LeftOut::Furniture));
        }
        if let Some(meaning) = self.heading(line) {
            return self.begin_alone(&meaning, &line.text);
        }
        if self.question(line) {
            return;
        }
        if self.spaced(&line.text) || self.published(&line.text) {
            return;
        }
        if let Some(label) = self.unknown_heading(line) {
            self.ledger.note(&line.text, Fate::Label);
            self.begin(&Meaning::Extra(label), Some(&line.text));
            return;
        }
        // A style may be called like a label: 职责概括.
        let style = line.style.as_deref().map(|style| style.split(" + ").next().unwrap_or(style));
        let style = style.and_then(|style| self.dictionary.find(style));
        if let Some(meaning @ Meaning::Key(_)) = style.filter(|_| line.outline.is_none()) {
            self.begin(&meaning.clone(), None);
            self.content(Row::new(vec![Part::of_line(line.clone())]));
            self.open = None;
            return;
        }
        let number = leading_number(&line.text).map_or(0, |(_, length)| length);
        let text = line.text.after(number);
        let within = self.open_topic().cloned();
        let find = |name: &str| {
            let meaning = self.dictionary.find(name)?;
            may_stand(meaning, within.as_ref(), name).then(|| meaning.clone())
        };
        let (before, pairs) = pairs(&text, find);
        if before.is_empty() && !pairs.is_empty() {
            self.ledger.note(&line.text.before(number), Fate::Count);
            return self.pairs(pairs, line);
        }
        if self.open.is_none() {
            let short = |name: &str| (label_length(&plain(name)) <= 8).then(|| Meaning::Extra(shown(name)));
            let (before, found) = label::pairs(&text, short);
            if before.is_empty() && !found.is_empty() && text.chars().count() <= 60 {
                self.ledger.note(&line.text.before(number), Fate::Count);
                self.pairs(found, line);
                self.open = None;
                return;
            }
        }
        self.content(Row::new(vec![Part::of_line(line.clone())]));
    }

    /// A question, with its answer if that is in the same line. Whether it is one.
    fn question(&mut self, line: &Line) -> bool {
        let number = leading_number(&line.text).map_or(0, |(_, length)| length);
        let text = line.text.after(number);
        let Some(end) = question(&text) else { return false };
        let (asked, answer) = (text.before(end), text.after(end).trimmed());
        let known = self.dictionary.find(&asked).cloned();
        // What nobody knows is a question where nothing else stands in its line.
        let Some(meaning) = known.or_else(|| answer.is_empty().then(|| Meaning::Extra(shown(&asked)))) else {
            return false;
        };
        self.ledger.note(&line.text.before(number), Fate::Count);
        self.begin_alone(&meaning, &asked);
        if !answer.is_empty() {
            self.content(Row::new(vec![Part::of_line(Line { text: answer, ..line.clone() })]));
        }
        true
    }

    /// What a line means that is a label alone.
    pub fn heading(&self, line: &Line) -> Option<Meaning> {
        let meaning = self.dictionary.find(&line.text)?;
        let text = line.text.trim_end();
        let stands_out = line.outline.is_some() || text.ends_with(['：', ':', '】', '？', '?']);
        let is_numbered = leading_number(text).is_some() || line.number.is_some();
        let is_block = matches!(meaning, Meaning::Key(key) if is_block(key));
        let is_part = matches!(meaning, Meaning::Heading);
        (stands_out
            || self.open.is_none()
            || is_part && is_numbered
            || is_block && (is_numbered || text.chars().count() >= 4))
            .then(|| meaning.clone())
    }

    /// The style of numbers of the lines that are known to head sections, if there are two at least.
    pub fn heading_style(&self, elements: &[Element]) -> Option<NumberStyle> {
        let lines = elements.iter().filter_map(|element| match element {
            Element::Line(line) => Some(line),
            Element::Table(_) => None,
        });
        let is_block = |line: &&Line| matches!(self.dictionary.find(&line.text), Some(Meaning::Key(key)) if is_block(key));
        let styles: Vec<NumberStyle> = lines
            .filter(is_block)
            .filter_map(|line| line.number.or_else(|| leading_number(&line.text).map(|(number, _)| number)))
            .map(|number| number.style)
            .collect();
        styles.iter().copied().find(|style| styles.iter().filter(|other| *other == style).count() >= 2)
    }

    /// The name of a section that nobody knows, by a number like those of the sections that are known.
    pub fn unknown_heading(&self, line: &Line) -> Option<String> {
        let style = self.headings?;
        let (number, length) = leading_number(&line.text)?;
        let name = line.text.after(length);
        let is_name = label_length(&name) <= 10 && !name.contains(['，', '。', '；', '、', '：', ':']);
        (number.style == style && is_name && line.number.is_none()).then(|| shown(&name))
    }

    /// `2024-10-01 发布　2024-10-15 实施`: whether it is such a line.
    pub fn published(&mut self, text: &Excerpt) -> bool {
        let parts = between_wide_spaces(text);
        let read = |part: &Excerpt| {
            let (word, name) =
                [("发布", "发布日期"), ("实施", "生效日期"), ("施行", "生效日期"), ("生效", "生效日期")]
                    .into_iter()
                    .find(|(word, _)| part.ends_with(word))?;
            let date = part.before(part.len() - word.len()).trimmed();
            Date::read(&date)?;
            Some((name, date, part.after(part.len() - word.len())))
        };
        if let [company, word] = parts.as_slice()
            && matches!(&**word, "发布" | "印发")
            && let Some(meaning @ Meaning::Handbook(_)) = self.dictionary.find("公司名称").cloned()
        {
            self.pair(&meaning, word, vec![Part::of_line(Line::of(company.clone()))]);
            self.ledger.note(word, Fate::Label);
            return true;
        }
        let found: Vec<_> = parts.iter().filter_map(read).collect();
        if found.is_empty() || found.len() < parts.len() {
            return false;
        }
        for (name, date, word) in found {
            let meaning =
                self.dictionary.find(name).cloned().unwrap_or_else(|| Meaning::Extra(name.to_owned()));
            self.pair(&meaning, &word, vec![Part::of_line(Line::of(date))]);
            self.ledger.note(&word, Fate::Label);
        }
        self.open = None;
        true
    }

    /// `岗位编号 HY-01　　职级 P2`: labels and values between wide spaces. Whether it is such a line.
    pub fn spaced(&mut self, text: &Excerpt) -> bool {
        let mut found = Vec::new();
        for own in between_wide_spaces(text) {
            let Some((label, _)) = own.split_once(' ') else { return false };
            let Some(meaning @ Meaning::Key(_)) = self.dictionary.find(label) else { return false };
            found.push(Pair {
                meaning: meaning.clone(),
                label: own.before(label.len()),
                value: own.after(label.len()).trimmed(),
            });
        }
        let line = Line::of(text.clone());
        let is_spaced = !found.is_empty();
        if is_spaced {
            self.pairs(found, &line);
            self.open = None;
        }
        is_spaced
    }

    pub fn pairs(&mut self, pairs: Vec<Pair<Meaning>>, line: &Line) {
        for pair in pairs {
            self.ledger.note(&pair.label, Fate::Label);
            let value = (!pair.value.is_empty())
                .then(|| Part::of_line(Line { text: pair.value.clone(), outline: None, ..line.clone() }));
            self.pair(&pair.meaning, &pair.label, value.into_iter().collect());
        }
    }
}
