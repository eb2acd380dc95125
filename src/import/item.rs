//! Splits lines into the items of a list, and drops their numbers and the marks at their ends.

use super::element::Line;
use super::excerpt::{Excerpt, FragmentId};
use super::ledger::{Fate, Ledger};
use super::number::{ItemNumber, NumberStyle, leading_number};

/// An item of a list, with those below it.
#[derive(Clone, Debug)]
pub struct Item {
    pub number: Option<ItemNumber>,
    /// Its lines; at least one.
    pub lines: Vec<Excerpt>,
    pub below: Vec<Item>,
}

/// The items of lines, as a list of at most two levels.
///
/// Where no line has a number, each is an item. Otherwise a line without a number goes on with the item before it.
pub fn items(lines: &[Line], ledger: &mut Ledger) -> Vec<Item> {
    let mut flat: Vec<Item> = Vec::new();
    let mut split: Vec<(Option<ItemNumber>, Excerpt, Option<u8>)> = Vec::new();
    // The last number that was typed, and its paragraph.
    let mut last: Option<(FragmentId, ItemNumber)> = None;
    for line in lines {
        // The next number may stand behind a line break in an item.
        let goes_on = last.filter(|(fragment, _)| *fragment == line.text.fragment && line.number.is_none());
        let parts = numbered_parts(line, goes_on.map(|(_, number)| number), ledger);
        let number = parts.iter().rev().find_map(|(number, ..)| *number).filter(|_| line.number.is_none());
        last = number.map(|number| (line.text.fragment, number)).or(goes_on);
        split.extend(parts);
    }
    let numbered = split.iter().any(|(number, ..)| number.is_some());
    for (number, text, outline) in split {
        match flat.last_mut() {
            Some(before) if numbered && number.is_none() && before.number.is_some() && outline.is_none() => {
                before.lines.push(text);
            }
            _ => flat.push(Item { number, lines: vec![text], below: Vec::new() }),
        }
    }
    nest(flat)
}

/// Puts items whose numbers begin again in another style below the item before them.
fn nest(flat: Vec<Item>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let Some(top) = flat.iter().find_map(|item| item.number) else { return flat };
    for item in flat {
        let is_below = match item.number {
            Some(number) => !number.is_beside(&top) && !items.is_empty() && is_deeper(&number, &top),
            None => false,
        };
        match items.last_mut() {
            Some(above) if is_below => above.below.push(item),
            _ => items.push(item),
        }
    }
    items
}

/// Whether a number stands a level below another one: later in the order of styles, or deeper in an automatic list.
fn is_deeper(number: &ItemNumber, top: &ItemNumber) -> bool {
    match (number.level, top.level) {
        (Some(own), Some(above)) => own > above,
        _ => rank(number.style) > rank(top.style),
    }
}

/// The order in which Chinese documents nest their numbers.
pub fn rank(style: NumberStyle) -> u8 {
    match style {
        NumberStyle::Ordinal => 0,
        NumberStyle::Chinese => 1,
        NumberStyle::ChineseInParentheses => 2,
        NumberStyle::Word => 3,
        NumberStyle::Arabic => 4,
        NumberStyle::Decimal(parts) => 3 + parts,
        NumberStyle::ArabicWithParenthesis => 6,
        NumberStyle::ArabicInParentheses => 7,
        NumberStyle::Circled => 8,
        NumberStyle::Letter => 9,
        NumberStyle::Bullet => 10,
    }
}

/// A line as its numbered parts: `1、甲；2、乙。` has two. The numbers are noted as counted. `before` is the number of the
/// item that the line goes on with.
fn numbered_parts(
    line: &Line,
    before: Option<ItemNumber>,
    ledger: &mut Ledger,
) -> Vec<(Option<ItemNumber>, Excerpt, Option<u8>)> {
    let (mut number, length) = match leading_number(&line.text) {
        Some((number, length)) => (Some(number), length),
        None => (line.number, 0),
    };
    let Some(mut last) = number.filter(|_| length > 0).or(before) else {
        return vec![(number, line.text.clone(), line.outline)];
    };
    ledger.note(&line.text.before(length), Fate::Count);
    let mut parts = Vec::new();
    let mut rest = line.text.after(length);
    while let Some((end, next, length)) = next_number(&rest, &last) {
        parts.push((number, rest.before(end).trimmed(), line.outline));
        ledger.note(&rest.part(end..end + length), Fate::Count);
        rest = rest.after(end + length);
        last = next;
        number = Some(next);
    }
    parts.push((number, rest.trimmed(), line.outline));
    parts.retain(|(_, text, _)| !text.is_empty());
    parts
}

/// Where the number that follows `before` stands in a text, behind a mark or a space.
fn next_number(text: &str, before: &ItemNumber) -> Option<(usize, ItemNumber, usize)> {
    if before.style == NumberStyle::Bullet {
        return None;
    }
    let mut last = None;
    for (at, c) in text.char_indices() {
        let behind_mark = matches!(last, Some(l) if matches!(l, '；' | ';' | '。' | '.' | '，' | ',') || char::is_whitespace(l));
        last = Some(c);
        if at == 0 || !behind_mark {
            continue;
        }
        if let Some((number, length)) = leading_number(&text[at..])
            && number.follows(before)
        {
            return Some((at, number, length));
        }
    }
    None
}

/// Drops the marks that end the items of a list (`；` and the last one's `。`), where each item has one and there is
/// no other full stop in it; notes them as counted.
pub fn drop_ends(texts: &mut [&mut Excerpt], ledger: &mut Ledger) {
    let is_end = |c: char| matches!(c, '；' | ';' | '。' | '，' | ',' | '、');
    // A mark may stand behind an excerpt that ends before it.
    let ended = |text: &Excerpt| text.ends_with(is_end) || text.next_char().is_some_and(is_end);
    let Some((last, others)) = texts.split_last() else { return };
    let all = ended(last) && others.iter().all(|text| ended(text));
    // A last item often lacks the mark that the others have.
    let most = !others.is_empty() && others.iter().all(|text| ended(text) && !text.ends_with('。'));
    if !all && !most {
        return;
    }
    if texts.iter().any(|text| text.without_end(is_end).contains('。')) {
        return;
    }
    for text in texts {
        let kept = text.without_end(is_end);
        ledger.note(&text.after(kept.len()), Fate::Count);
        **text = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::excerpt::SourcePlace;

    fn dump(lines: &[&str]) -> Vec<String> {
        let mut ledger = Ledger::default();
        let lines: Vec<Line> =
            lines.iter().map(|text| Line::of(ledger.enter(SourcePlace::default(), text))).collect();
        fn show(items: &[Item], depth: usize, out: &mut Vec<String>) {
            for item in items {
                let text: Vec<&str> = item.lines.iter().map(|line| &**line).collect();
                out.push(format!("{}{}", "  ".repeat(depth), text.join("|")));
                show(&item.below, depth + 1, out);
            }
        }
        let mut out = Vec::new();
        show(&items(&lines, &mut ledger), 0, &mut out);
        out
    }

    #[test]
    fn lines_are_items_and_numbers_go() {
        assert_eq!(dump(&["编制计划；", "检查设备。"]), ["编制计划；", "检查设备。"]);
        assert_eq!(dump(&["1、编制计划", "2、检查设备"]), ["编制计划", "检查设备"]);
    }

    #[test]
    fn items_that_run_together_are_parted() {
        let line = "1、退回手续不全的资料；2、暂缓核发依据不足的奖金，不超过1.5倍；3、按授权查阅资料。";
        assert_eq!(
            dump(&[line]),
            ["退回手续不全的资料；", "暂缓核发依据不足的奖金，不超过1.5倍；", "按授权查阅资料。"]
        );
    }

    #[test]
    fn other_numbers_are_a_level_below_and_lines_without_go_on() {
        assert_eq!(
            dump(&["一、日常管理", "1.检查考勤", "每月一次", "2.编制报表", "二、其他", "1.值班"]),
            ["日常管理", "  检查考勤|每月一次", "  编制报表", "其他", "  值班"]
        );
    }
}
