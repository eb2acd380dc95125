//! Finds items that are numbered by hand, although the form numbers them: 职责一 1、…

use super::items::ItemList;
use super::written::WrittenText;
use crate::characters::{half_width, leading_chinese, read_circled};
use crate::diag::{Code, Diagnostic, Sources, Text, count_of};
use crate::model::Str;

/// A number at the beginning of an item.
#[derive(Clone, Copy)]
struct Prefix {
    number: u32,
    /// The length in bytes, with its mark.
    length: usize,
    /// Whether it is certainly a number: 1. and （一） are, 一、 may be text (一、二级市场).
    certain: bool,
}

/// Reports items whose number is their place in the list, or follows the number before.
pub(super) fn numbered(sources: &Sources, list: &ItemList) -> Option<Diagnostic> {
    let prefixes: Vec<Option<Prefix>> = list.beginnings().iter().map(|item| prefix(item)).collect();
    let numbered = |at: usize| {
        let Prefix { number, certain, .. } = prefixes.get(at).copied().flatten()?;
        let number_at = |at: Option<usize>| at.and_then(|at| Some(prefixes.get(at)?.as_ref()?.number));
        let follows = number > 1 && number_at(at.checked_sub(1)) == Some(number - 1);
        let leads = number == 1 && number_at(Some(at + 1)) == Some(2);
        let placed = number == 1 || number as usize == at + 1;
        (follows || leads || certain && placed).then_some(at)
    };
    let items: Vec<(&Str, usize)> = (0..prefixes.len())
        .filter_map(numbered)
        .filter_map(|at| Some((list.beginnings()[at], prefixes[at]?.length)))
        .collect();
    let (first, _) = items.first()?;
    let message = Text::new(
        format!("{}手写了编号，版式会再编一次号", list.name.zh),
        format!("items of {} are numbered by hand, and will be numbered twice", list.name.en),
    );
    let edits: Option<Vec<_>> =
        items.iter().map(|(item, length)| WrittenText::find(sources, item)?.remove(&(0..*length))).collect();
    let count = items.len();
    let label = Text::new(format!("共 {count} 项"), count_of(count, "item"));
    let help = Text::new("删去手写的编号", "leave the numbers to the form");
    let finding = first.blame(Diagnostic::new(Code::W222, message)).with_label(label).with_help(help);
    Some(Diagnostic { fix: edits.unwrap_or_default(), ..finding })
}

/// The length in bytes of a number written by hand at the beginning of a text.
pub(super) fn length(text: &str) -> usize {
    prefix(text).map_or(0, |prefix| prefix.length)
}

/// 1. 1、 (1) （一） 一、 ① 职责一： and the like.
fn prefix(text: &str) -> Option<Prefix> {
    let text_start = text.len() - text.trim_start().len();
    let rest = &text[text_start..];
    let done = |number: u32, rest: &str, certain: bool| {
        let body = rest.trim_start();
        (number > 0 && !body.is_empty()).then(|| Prefix { number, length: text.len() - body.len(), certain })
    };
    if let Some((circled, number)) = rest.chars().next().and_then(|c| Some((c, read_circled(c)?))) {
        return done(number, &rest[circled.len_utf8()..], true);
    }
    if let Some(inside) = rest.strip_prefix(['（', '(']) {
        let (number, after) = numeral(inside)?;
        return done(number, after.strip_prefix(['）', ')'])?, true);
    }
    let duty = rest.strip_prefix("职责");
    let rest = duty.unwrap_or(rest);
    let certain = duty.is_some() || rest.starts_with(|c| arabic(c).is_some());
    let (number, after) = numeral(rest)?;
    let body = after.strip_prefix(['、', '．', '.', ')', '）', '：', ':'])?;
    // 1.5倍, 9:00, 2.1.3
    if body.chars().next().and_then(arabic).is_some() {
        return None;
    }
    done(number, body, certain)
}

/// A number up to 99 in Arabic or Chinese digits, and what follows it.
fn numeral(text: &str) -> Option<(u32, &str)> {
    let digits: Vec<u32> = text.chars().map_while(arabic).take(3).collect();
    if digits.is_empty() {
        return leading_chinese(text);
    }
    let number = digits.iter().fold(0, |number, digit| number * 10 + digit);
    let length: usize = text.chars().take(digits.len()).map(char::len_utf8).sum();
    (digits.len() < 3).then(|| (number, &text[length..]))
}

/// A digit of either width.
fn arabic(c: char) -> Option<u32> {
    half_width(c).to_digit(10)
}
