//! Counts the paragraphs of lists, as Word shows their numbers.

use super::super::block::ListNumber;
use super::number_format::NumberFormat;
use super::numbering::{LEVELS, ListDefinitions, ListLevel};
use crate::hash::{QuickMap, QuickSet};

/// The numbers of a text flow.
pub struct Counter<'a> {
    numbering: &'a ListDefinitions,
    /// The last number at each level of each template; `None` where the level begins next.
    counts: QuickMap<usize, [Option<u32>; LEVELS]>,
    /// The levels of lists that were met.
    met: QuickSet<(u32, u8)>,
}

impl<'a> Counter<'a> {
    pub fn new(numbering: &'a ListDefinitions) -> Counter<'a> {
        Counter { numbering, counts: QuickMap::default(), met: QuickSet::default() }
    }

    /// The number of the next paragraph of a list; `None` where it shows none.
    pub fn next(&mut self, list: u32, level: u8) -> Option<ListNumber> {
        let level = level.min(LEVELS as u8 - 1);
        let numbering = self.numbering;
        let template = numbering.template(list)?;
        let look = numbering.level(list, level)?;
        let own_start = numbering.own_start(list, level);
        let is_first = self.met.insert((list, level));
        let counts = self.counts.entry(template).or_default();
        let at = usize::from(level);
        counts[at] = Some(match counts[at] {
            Some(last) if !(is_first && own_start.is_some()) => last.saturating_add(1),
            _ => own_start.unwrap_or(look.start),
        });
        for deeper in level + 1..LEVELS as u8 {
            let restart = numbering.level(list, deeper).and_then(|look| look.restart);
            // Counted from 1, the level that lets this one begin again is the one above it.
            if level < restart.unwrap_or(deeper).min(deeper) {
                counts[usize::from(deeper)] = None;
            }
        }
        let counts = *counts;
        let text = self.text(list, look, counts);
        let is_bullet = look.format.is_bullet();
        (!text.is_empty()).then_some(ListNumber { text, level, is_bullet })
    }

    /// The text of a level, with the numbers of the levels that it names.
    fn text(&self, list: u32, look: &ListLevel, counts: [Option<u32>; LEVELS]) -> String {
        if look.format.is_bullet() {
            return look.text.trim().to_owned();
        }
        let mut text = String::new();
        let mut rest = look.text.as_str();
        while let Some((before, after)) = rest.split_once('%') {
            text.push_str(before);
            rest = after;
            let named = after.chars().next().and_then(|c| c.to_digit(10)).and_then(|at| at.checked_sub(1));
            match named {
                Some(level) if level < LEVELS as u32 => {
                    text.push_str(&self.number(list, look, level as u8, counts));
                    rest = &after[1..];
                }
                _ => text.push('%'),
            }
        }
        text.push_str(rest);
        text.trim().to_owned()
    }

    /// The number of a level within the text of another. A level that was not met yet shows its first number.
    fn number(&self, list: u32, look: &ListLevel, level: u8, counts: [Option<u32>; LEVELS]) -> String {
        let Some(named) = self.numbering.level(list, level) else { return String::new() };
        let first = || self.numbering.own_start(list, level).unwrap_or(named.start);
        let number = counts[usize::from(level)].unwrap_or_else(first);
        match named.format {
            NumberFormat::Written(_) if look.is_legal => NumberFormat::DECIMAL.write(number),
            format => format.write(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn numbering(content: &str) -> ListDefinitions {
        let xml = format!(
            "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{content}</w:numbering>"
        );
        ListDefinitions::read("numbering.xml", &xml, &HashMap::from([("H2".into(), 1)])).unwrap()
    }

    fn level(at: u8, format: &str, text: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    }

    fn list(id: u32, template: u32, more: &str) -> String {
        format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{template}\"/>{more}</w:num>")
    }

    fn numbers(numbering: &ListDefinitions, paragraphs: &[(u32, u8)]) -> Vec<String> {
        let mut counter = Counter::new(numbering);
        let text = |number: Option<ListNumber>| number.map(|number| number.text).unwrap_or_default();
        paragraphs.iter().map(|(list, level)| text(counter.next(*list, *level))).collect()
    }

    #[test]
    fn deeper_levels_begin_again() {
        let levels = level(0, "chineseCounting", "第%1条 ", "")
            + &level(1, "decimal", "%1.%2", "<w:isLgl/>")
            + &level(2, "lowerLetter", "%3)", "<w:lvlRestart w:val=\"0\"/>")
            + &level(3, "decimal", "%4%5", "<w:lvlRestart w:val=\"1\"/>");
        let numbering = numbering(&format!(
            "<w:abstractNum w:abstractNumId=\"5\">{levels}</w:abstractNum>{}",
            list(1, 5, "")
        ));
        let paragraphs = [
            (1, 1),
            (1, 0),
            (1, 1),
            (1, 1),
            (1, 2),
            (1, 3),
            (1, 0),
            (1, 1),
            (1, 2),
            (1, 3),
            (1, 1),
            (1, 3),
            (1, 8),
        ];
        assert_eq!(
            numbers(&numbering, &paragraphs),
            ["1.1", "第一条", "1.1", "1.2", "a)", "1", "第二条", "2.1", "b)", "1", "2.2", "2", ""]
        );
    }

    #[test]
    fn lists_of_a_template_go_on_unless_they_begin_anew() {
        let start = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"4\"/></w:lvlOverride>";
        let own =
            format!("<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>", level(0, "upperRoman", "%1)", ""));
        let numbering = numbering(&format!(
            "<w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>{}{}{}",
            level(0, "decimal", "（%1）", ""),
            list(1, 0, ""),
            list(2, 0, start),
            list(3, 0, &own),
        ));
        assert_eq!(
            numbers(&numbering, &[(1, 0), (1, 0), (2, 0), (2, 0), (1, 0), (3, 0), (9, 0)]),
            ["（1）", "（2）", "（4）", "（5）", "（6）", "VII)", ""]
        );
    }

    #[test]
    fn a_template_takes_its_look_from_a_style() {
        let numbering = numbering(&format!(
            "<w:abstractNum w:abstractNumId=\"0\"><w:styleLink w:val=\"X\"/>{}</w:abstractNum>
            <w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"X\"/></w:abstractNum>
            <w:abstractNum w:abstractNumId=\"2\"><w:numStyleLink w:val=\"Y\"/></w:abstractNum>{}{}{}",
            level(0, "decimal", "%1.", "<w:pStyle w:val=\"H2\"/>"),
            list(1, 0, ""),
            list(2, 1, ""),
            list(3, 2, ""),
        ));
        assert_eq!(numbers(&numbering, &[(1, 0), (2, 0), (3, 0)]), ["1.", "2.", ""]);
        assert_eq!(numbering.level_of_style(2, 1), Some(0));
    }

    #[test]
    fn bullets_are_those_of_their_font() {
        let fonts = "<w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr>";
        let numbering = numbering(&format!(
            "<w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>{}",
            level(0, "bullet", "\u{f0d8}", fonts),
            list(1, 0, "")
        ));
        let number = Counter::new(&numbering).next(1, 0).unwrap();
        assert_eq!((number.text.as_str(), number.is_bullet), ("➢", true));
    }
}
