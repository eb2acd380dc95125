//! Values whose shape is wrong by a slip that is certain: items that lack their `- ` or have one too many, and texts
//! that read as a mapping or a list.
//!
//! They are read as they were meant, so that other mistakes in them are reported in the same run.

use super::decoder::Decoder;
use crate::characters::is_han;
use crate::diag::{Diagnostic, Edit, Span};
use crate::model::expected::Expected;
use crate::model::keys::{DataKey, KeyTable};
use crate::model::mistake;
use crate::model::records::{DUTY, TASK};
use crate::model::shape;
use crate::yaml::{Entry, Node, Value, is_chinese_quote};

impl Decoder<'_> {
    /// The items that a mapping holds where a later one lacks its dash: `描述: 乙` below `描述: 甲`. Each
    /// begins with the key that the first begins with.
    pub fn run_together<'n>(&mut self, node: &'n Node, table: &KeyTable) -> Vec<&'n [Entry]> {
        let Value::Map(entries) = &node.value else { return Vec::new() };
        let items = match self.is_flow(node) {
            true => vec![entries.as_slice()],
            false => items(entries, table),
        };
        for item in items.iter().skip(1) {
            let [first, ..] = item else { continue };
            let line = self.lines.position(entries[0].key.span.start).line;
            let told = shape::missing_dash(&first.key, &first.value, line);
            let edit = self.dash_as_before(&entries[0].key, &first.key);
            self.report(edit.into_iter().fold(told, |told, edit| told.with_edit(edit)), first.key.span);
        }
        items
    }

    /// The items of a list without any dash: a mapping of an item's keys, with the required one. That is reported.
    pub fn without_dashes<'n>(
        &mut self,
        node: &'n Node,
        name: &str,
        table: &KeyTable,
    ) -> Option<Vec<&'n [Entry]>> {
        let Value::Map(entries) = &node.value else { return None };
        let required = table.keys.iter().position(|key| key.required).unwrap_or(0);
        let known = |entry: &Entry| key_of(entry, table).is_some() && !entry.merged;
        let has_required = entries.iter().any(|entry| key_of(entry, table) == Some(required));
        if !has_required || !entries.iter().all(known) {
            return None;
        }
        let items = items(entries, table);
        let told = mistake::wrong_type(name, Expected::List, node);
        let mut told = told.with_help(shape::with_dash(items.first()?));
        if !self.is_flow(node) {
            told.fix = self.dashes(node.span, &items);
        }
        self.report(told, node.span);
        Some(items)
    }

    /// Puts a dash before each item, and moves its other lines to the right.
    fn dashes(&self, span: Span, items: &[&[Entry]]) -> Vec<Edit> {
        let starts: Vec<usize> =
            items.iter().filter_map(|item| item.first()).map(|entry| entry.key.span.start).collect();
        let blank = |at: usize| self.before_on_line(at).is_some_and(|lead| lead.trim_matches(' ').is_empty());
        if !starts.iter().all(|at| blank(*at)) {
            return Vec::new();
        }
        let mut edits: Vec<Edit> =
            starts.iter().map(|&at| self.edit(Span { start: at, end: at }, "- ")).collect();
        let text = self.lines.text();
        let body = text.get(span.start..span.end).unwrap_or("");
        for (at, _) in body.match_indices('\n') {
            let start = span.start + at + 1;
            let line = text.get(start..).and_then(|rest| rest.split(['\n', '\r']).next()).unwrap_or("");
            let first = start + line.len() - line.trim_start().len();
            if !line.trim().is_empty() && starts.binary_search(&first).is_err() {
                edits.push(self.edit(Span { start, end: start }, "  "));
            }
        }
        edits
    }

    /// The dash that the item with `first` has, for the one that begins with `key`.
    fn dash_as_before(&self, first: &Node, key: &Node) -> Option<Edit> {
        let lead = self.before_on_line(first.span.start)?;
        let own = self.before_on_line(key.span.start)?;
        let fits =
            lead.len() == own.len() && lead.trim_matches(' ') == "-" && own.trim_matches(' ').is_empty();
        let span = Span { start: key.span.start - own.len(), end: key.span.start };
        fits.then(|| self.edit(span, lead))
    }

    /// Makes the dash before a key a space, so that the key belongs to what stands above it.
    pub fn without_dash(&self, key: &Node) -> Option<Edit> {
        let lead = self.before_on_line(key.span.start).filter(|lead| lead.trim_matches(' ') == "-")?;
        let at = key.span.start - lead.len() + lead.find('-')?;
        Some(self.edit(Span { start: at, end: at + 1 }, " "))
    }

    /// The edits that make a text of what reads as a mapping or a list; none where that is not certain.
    pub fn as_text(&self, node: &Node) -> Vec<Edit> {
        let Some(written) = self.lines.text().get(node.span.start..node.span.end) else { return Vec::new() };
        // The parser's span of brackets goes on over the blanks and the comment behind them.
        let end = written.rfind('}').map_or(written.len(), |at| at + 1);
        if written.contains(['\n', '\r']) {
            return Vec::new();
        }
        match &node.value {
            Value::Map(_) if written.starts_with('{') => {
                self.quotes(Span { start: node.span.start, end: node.span.start + end })
            }
            Value::Map(entries) => match entries.as_slice() {
                [Entry { key, value, merged: false }] => self.full_width_colon(key, value),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// `审批: 合同` as `审批：合同`; in quotes where a full-width colon would not do.
    pub fn full_width_colon(&self, key: &Node, value: &Node) -> Vec<Edit> {
        let texts = key.as_scalar().zip(value.as_scalar()).filter(|(key, value)| key.plain && value.plain);
        if let Some(inner) = shape::in_chinese_quotes(key, value) {
            return self.marks_replaced(Span { start: key.span.start, end: value.span.end }, "'", &inner);
        }
        let Some((name, text)) = texts.filter(|(_, text)| !text.is_null()) else { return Vec::new() };
        let stays = !text.text.contains(": ") && !text.text.contains(" #") && !text.text.ends_with(':');
        let begins = text.text.starts_with(|c: char| c.is_alphanumeric() || !c.is_ascii());
        match name.text.ends_with(is_han) && stays && begins {
            true => vec![self.edit(Span { start: key.span.end, end: value.span.start }, "：")],
            false => self.quotes(Span { start: key.span.start, end: value.span.end }),
        }
    }

    /// The edits that replace the Chinese marks around a span; none where it has several lines, or marks of the new kind.
    fn marks_replaced(&self, span: Span, with: &str, inner: &str) -> Vec<Edit> {
        let written = self.lines.text().get(span.start..span.end).unwrap_or("").trim_end();
        let ends = written.chars().next().zip(written.chars().next_back());
        match ends.filter(|(first, last)| is_chinese_quote(*first) && is_chinese_quote(*last)) {
            Some((first, last)) if !written.contains(['\n', '\r', '\'']) && !inner.is_empty() => {
                let end = span.start + written.len();
                vec![
                    self.edit(Span { start: span.start, end: span.start + first.len_utf8() }, with),
                    self.edit(Span { start: end - last.len_utf8(), end }, with),
                ]
            }
            _ => Vec::new(),
        }
    }

    /// The edits that take away the Chinese quotation marks around a value, if it is right without them.
    pub fn without_marks(&self, node: &Node, is_right: impl Fn(&str) -> bool) -> Vec<Edit> {
        let plain = node.as_scalar().filter(|scalar| scalar.plain);
        let inner = plain.and_then(|scalar| {
            scalar.text.trim().strip_prefix(is_chinese_quote)?.strip_suffix(is_chinese_quote)
        });
        match inner.map(str::trim).filter(|inner| is_right(inner)) {
            Some(inner) => self.marks_replaced(node.span, "", inner),
            None => Vec::new(),
        }
    }

    /// Tells of an item that is a name and what belongs to it, `- 利润指标: 40%`, which go to these keys.
    pub fn pair(
        &self,
        entries: &[Entry],
        keys: [&'static DataKey; 2],
        table: &KeyTable,
    ) -> Option<Diagnostic> {
        let [Entry { key, value, merged: false }, others @ ..] = entries else { return None };
        let taken =
            |other: &Entry| key_of(other, table).is_some_and(|at| std::ptr::eq(&table.keys[at], keys[1]));
        if others.iter().any(taken) {
            return None;
        }
        let lang = shape::lang_of([key]);
        let names = keys.map(|key| key.name_in(lang));
        let is_work = [&DUTY, &TASK].into_iter().any(|work| std::ptr::eq(table, work));
        let standard = value.as_scalar().is_some_and(|value| is_measure(&value.text));
        let told = shape::pair_in_item(key, value, names, is_work && others.is_empty());
        // A duty or a task may be one sentence with a colon in it.
        let fix = match is_work && others.is_empty() && !standard {
            true => self.full_width_colon(key, value),
            false => self.parted(key, value, names, "").unwrap_or_default(),
        };
        Some(Diagnostic { fix, ..told })
    }

    /// The edits that make items of `审核: 张三` over `批准: 李四`, where a list was wanted.
    pub fn paired_items(&self, node: &Node, table: &KeyTable) -> Vec<Edit> {
        let Value::Map(entries) = &node.value else { return Vec::new() };
        let names = shape::pair_names(table, entries).filter(|_| !self.is_flow(node));
        let edits = entries.iter().map(|entry| self.parted(&entry.key, &entry.value, names?, "- "));
        edits.collect::<Option<Vec<_>>>().map(|edits| edits.concat()).unwrap_or_default()
    }

    /// Makes two entries of one, the second on a line of its own.
    fn parted(&self, key: &Node, value: &Node, [first, second]: [&str; 2], dash: &str) -> Option<Vec<Edit>> {
        let lead = self.before_on_line(key.span.start)?;
        let one_line = |node: &Node| {
            let written = self.lines.text().get(node.span.start..node.span.end);
            node.as_scalar().is_some_and(|text| !text.is_null() && !text.block)
                && written.is_some_and(|written| !written.contains(['\n', '\r']))
        };
        let between = self.lines.text().get(key.span.end..value.span.start)?;
        let simple = lead.trim_matches([' ', '-']).is_empty() && between.trim() == ":";
        if !simple || !one_line(key) || !one_line(value) {
            return None;
        }
        let indent = " ".repeat(lead.len() + dash.len());
        let line_break = self.line_break();
        let begin = Span { start: key.span.start, end: key.span.start };
        Some(vec![
            self.edit(begin, format!("{dash}{first}: ")),
            self.edit(
                Span { start: key.span.end, end: value.span.start },
                format!("{line_break}{indent}{second}: "),
            ),
        ])
    }

    /// `岗位职责: 负责核算` as a list of one.
    pub fn as_only_item(&self, text: &Node) -> Vec<Edit> {
        let lead = self.before_on_line(text.span.start).unwrap_or("");
        let written = self.lines.text().get(text.span.start..text.span.end).unwrap_or("");
        let key = lead.trim_end();
        if !key.ends_with(':')
            || written.contains(['\n', '\r'])
            || written.starts_with(['|', '>', '&', '!', '*'])
        {
            return Vec::new();
        }
        let line_break = self.line_break();
        let indent = key.len() - key.trim_start_matches(' ').len() + 2;
        let span = Span { start: text.span.start - (lead.len() - key.len()), end: text.span.start };
        vec![self.edit(span, format!("{line_break}{}- ", " ".repeat(indent)))]
    }

    /// The item of `- - 审批`, whose further dashes are reported; any other item itself.
    pub fn with_one_dash<'n>(&mut self, item: &'n Node) -> &'n Node {
        let (mut own, mut edits) = (item, Vec::new());
        while let Value::List(inner) = &own.value
            && let [only] = inner.as_slice()
            && let Some(edit) = self.second_dash(only)
        {
            own = only;
            edits.push(edit);
        }
        if let Some(Edit { span: Span { start, .. }, .. }) = edits.first() {
            let span = Span { start: *start, end: start + 1 };
            let told = shape::dashes_too_many(own, edits.len());
            self.report(Diagnostic { fix: edits, ..told }, span);
        }
        own
    }

    /// The edits that put single quotes around a span; only single quotes inside need escapes.
    fn quotes(&self, span: Span) -> Vec<Edit> {
        let written = self.lines.text().get(span.start..span.end).unwrap_or("");
        let at = |at: usize| Span { start: at, end: at };
        let inner = written.match_indices('\'').map(|(offset, _)| self.edit(at(span.start + offset), "'"));
        let mut edits = vec![self.edit(at(span.start), "'")];
        edits.extend(inner);
        edits.push(self.edit(at(span.end), "'"));
        edits
    }

    /// The second dash of `- - 审批`. What lines up with a mapping behind it stays where it is.
    pub fn second_dash(&self, item: &Node) -> Option<Edit> {
        let lead = self.before_on_line(item.span.start)?;
        let behind = lead.strip_suffix(' ')?.trim_end_matches(' ').strip_suffix('-')?;
        if !behind.ends_with("- ") || !behind.trim_matches([' ', '-']).is_empty() {
            return None;
        }
        let start = item.span.start - lead.len() + behind.len();
        Some(match item.as_scalar() {
            Some(_) => self.edit(Span { start, end: item.span.start }, ""),
            None => self.edit(Span { start, end: start + 1 }, " "),
        })
    }

    /// Whether a collection stands in brackets.
    pub fn is_flow(&self, node: &Node) -> bool {
        self.lines.text().get(node.span.start..).is_some_and(|text| text.starts_with(['{', '[']))
    }

    fn line_break(&self) -> &'static str {
        let text = self.lines.text();
        let first = text.find('\n').and_then(|at| text.get(..at));
        if first.is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" }
    }

    /// What stands before a place on its line, unless that is more than any indentation.
    pub fn before_on_line(&self, at: usize) -> Option<&str> {
        const LONGEST: usize = 200;
        let text = self.lines.text();
        let from = text.ceil_char_boundary(at.saturating_sub(LONGEST));
        let before = text.get(from..at)?;
        match before.rfind(['\n', '\r']) {
            Some(end) => before.get(end + 1..),
            None => (from == 0).then(|| before.trim_start_matches('\u{feff}')),
        }
    }
}

/// Whether a text says how well, how much or by when something is to be done.
fn is_measure(text: &str) -> bool {
    const WORDS: [&str; 10] = ["及时", "准确", "完整", "合格", "达标", "规范", "整齐", "清晰", "无误", "率"];
    text.chars().count() <= 20
        && (text.contains(|c: char| c.is_ascii_digit()) || WORDS.iter().any(|word| text.contains(word)))
}

/// Which key of the table an entry has, under whatever name.
fn key_of(entry: &Entry, table: &KeyTable) -> Option<usize> {
    let name = entry.key.as_scalar()?.text.as_str();
    let key = table.named(name).or_else(|| table.meant_by(name))?;
    table.keys.iter().position(|known| std::ptr::eq(known, key))
}

/// The entries, parted wherever the first key comes again.
fn items<'n>(entries: &'n [Entry], table: &KeyTable) -> Vec<&'n [Entry]> {
    let first = entries.first().and_then(|entry| key_of(entry, table));
    if first.is_none() {
        return vec![entries];
    }
    let mut starts: Vec<usize> = (0..entries.len())
        .filter(|&at| key_of(&entries[at], table) == first && !entries[at].merged)
        .collect();
    starts.push(entries.len());
    starts.windows(2).filter_map(|range| entries.get(range[0]..range[1])).collect()
}
