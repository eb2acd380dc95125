//! Checks that the weights of indicators and of duties, and the duties' shares of the time, add up to 100 %.
//!
//! 20%, 20％, 20 and 20分 are the same. Numbers without a sign are shares (0.2, 0.8) if all of them are at most 1. Duties
//! may add up to 100 % in all or in each group.

use super::quoted::quoted;
use crate::characters::half_width;
use crate::diag::{Code, Diagnostic, Text};
use crate::model::{Duty, Position, Str, is_chinese_quote};

/// A weight in ten-thousandths of a per cent, so that sums are exact.
const PERCENT: u64 = 10_000;

/// Weights of one table. A place without one is `None`.
struct WeightTable<'a> {
    name: Text,
    /// What they are called.
    word: &'static WeightWord,
    weights: Vec<Option<&'a Str>>,
}

/// A word for a weight in both languages.
struct WeightWord {
    zh: &'static str,
    en: &'static str,
}

const WEIGHT: WeightWord = WeightWord { zh: "权重", en: "weight" };
const TIME: WeightWord = WeightWord { zh: "时间占比", en: "time share" };

pub(super) fn check(position: &Position) -> Vec<Diagnostic> {
    let kpis = WeightTable {
        name: Text::new("考核指标", "the assessment figures"),
        word: &WEIGHT,
        weights: position.kpis.iter().map(|kpi| kpi.weight.as_ref()).collect(),
    };
    let mut found = of_table(&kpis);
    found.extend(of_duties(position, &WEIGHT, |duty| duty.weight.as_deref()));
    found.extend(of_duties(position, &TIME, |duty| duty.time.as_deref()));
    found
}

fn of_duties(
    position: &Position,
    word: &'static WeightWord,
    weight: fn(&Duty) -> Option<&Str>,
) -> Vec<Diagnostic> {
    let groups = position.responsibilities.iter();
    let groups: Vec<Vec<Option<&Str>>> =
        groups.map(|group| group.items.iter().map(weight).collect()).collect();
    if groups.iter().all(|group| is_whole(group)) {
        return Vec::new();
    }
    of_table(&WeightTable { name: Text::new("岗位职责", "the duties"), word, weights: groups.concat() })
}

/// Whether a group of duties adds up to 100 % by itself.
fn is_whole(weights: &[Option<&Str>]) -> bool {
    let read: Option<Vec<WrittenWeight>> = weights.iter().map(|weight| read((*weight)?)).collect();
    read.is_some_and(|weights| !weights.is_empty() && Sum::of(&weights).is_whole())
}

fn of_table(table: &WeightTable) -> Vec<Diagnostic> {
    let written: Vec<&Str> = table.weights.iter().copied().flatten().collect();
    let Some(first) = written.first() else { return Vec::new() };
    let read: Vec<Option<WrittenWeight>> = written.iter().map(|weight| read(weight)).collect();
    let unreadable = written.iter().zip(&read).filter(|(_, weight)| weight.is_none());
    let mut found: Vec<Diagnostic> = unreadable.map(|(weight, _)| not_a_weight(table.word, weight)).collect();
    let missing = table.weights.len() - written.len();
    if missing > 0 {
        found.push(partly(table, first, written.len()));
    }
    let known: Vec<WrittenWeight> = read.iter().copied().flatten().collect();
    let sum = Sum::of(&known);
    // Missing and unreadable weights may add to the sum, but not lower it.
    let open = missing > 0 || known.len() < read.len();
    if !known.is_empty() && !sum.is_whole() && (!open || sum.total > 100 * PERCENT) {
        found.push(not_whole(table, first, &sum, open));
    }
    found
}

#[derive(Clone, Copy)]
struct WrittenWeight {
    /// In ten-thousandths: of a per cent if it has a sign, else of the number's own unit.
    number: u64,
    signed: bool,
    /// Whether it was rounded to a decimal.
    decimal: bool,
}

struct Sum {
    total: u64,
    /// How far a sum of rounded weights may be off: half of the last decimal of each.
    slack: u64,
}

impl Sum {
    fn of(weights: &[WrittenWeight]) -> Sum {
        let shares = weights.iter().all(|weight| !weight.signed && weight.number <= PERCENT);
        let factor = if shares { 100 } else { 1 };
        let total: u64 = weights.iter().map(|weight| weight.number * factor).sum();
        let rounded = weights.iter().filter(|weight| weight.decimal && !shares).count() as u64;
        Sum { total, slack: rounded * PERCENT / 20 }
    }

    fn is_whole(&self) -> bool {
        self.total.abs_diff(100 * PERCENT) <= self.slack
    }

    /// 95% or 99.5%.
    fn shown(&self) -> String {
        let (whole, rest) = (self.total / PERCENT, self.total % PERCENT);
        let decimals = format!("{rest:04}");
        match decimals.trim_end_matches('0') {
            "" => format!("{whole}%"),
            decimals => format!("{whole}.{decimals}%"),
        }
    }
}

/// A weight up to 1000 with up to four decimals.
fn read(text: &str) -> Option<WrittenWeight> {
    // Another check reports quotation marks around it.
    let counts = |c: &char| !c.is_whitespace() && !is_chinese_quote(*c);
    let text: String = text.chars().filter(counts).map(half_width).take(20).collect();
    let (digits, signed) = match text.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (text.strip_suffix('分').unwrap_or(&text), text.ends_with('分')),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str, most: usize| text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !plain(whole, 4) || !plain(decimals, 4) || digits.ends_with('.') {
        return None;
    }
    let number = whole.parse::<u64>().ok()? * PERCENT + format!("{decimals:0<4}").parse::<u64>().ok()?;
    Some(WrittenWeight { number, signed, decimal: !decimals.is_empty() })
}

fn not_a_weight(word: &WeightWord, weight: &Str) -> Diagnostic {
    let message = Text::new(
        format!("{}{}不是百分数", word.zh, quoted(weight)),
        format!("the {} {} is no percentage", word.en, quoted(weight)),
    );
    weight
        .blame(Diagnostic::new(Code::W211, message))
        .with_help(Text::new("写成 20% 这样的数", "write it like 20%"))
}

fn partly(table: &WeightTable, first: &Str, given: usize) -> Diagnostic {
    let (all, name, word) = (table.weights.len(), &table.name, table.word);
    // Numbers are in the label, not in the message, so that findings with one cause are equal.
    let message = Text::new(
        format!("{}只有一部分写了{}", name.zh, word.zh),
        format!("only some of {} have a {}", name.en, word.en),
    );
    let label = Text::new(format!("共 {all} 项，写了 {given} 项"), format!("{given} of {all}"));
    let help = Text::new(
        format!("每项都写{}，或都不写", word.zh),
        format!("give each of them a {}, or none", word.en),
    );
    first.blame(Diagnostic::new(Code::W212, message)).with_label(label).with_help(help)
}

fn not_whole(table: &WeightTable, first: &Str, sum: &Sum, open: bool) -> Diagnostic {
    let (name, shown, word) = (&table.name, sum.shown(), table.word);
    let (message, label) = match open {
        false => (
            Text::new(
                format!("{}的{}合计应为 100%", name.zh, word.zh),
                format!("the {}s of {} do not make up 100%", word.en, name.en),
            ),
            Text::new(format!("现为 {shown}"), format!("but {shown}")),
        ),
        true => (
            Text::new(
                format!("{}的{}合计超过 100%", name.zh, word.zh),
                format!("the {}s of {} make up more than 100%", word.en, name.en),
            ),
            Text::new(format!("已达 {shown}"), format!("already {shown}")),
        ),
    };
    first.blame(Diagnostic::new(Code::W210, message)).with_label(label)
}
