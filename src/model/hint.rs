//! Finds what the author most likely meant: a key, a place for it, a word out of a few.

use super::keys::{ChoiceWord, DataKey, KeyKind, KeyTable, LABELS, PARTNERS, RowLabel, label_meant_by};
use super::mistake;
use super::records::{DUTY, HANDBOOK, KPI, POSITION, SUPERIORS, TABLES, TASK};
use super::shape::is_usual_group;
use crate::diag::Text;
use crate::yaml::{Entry, Node, Value, is_odd_space, is_quote};

/// What an unknown key was meant to be.
pub struct Guess {
    /// The key of the table, with the name for it that the author would use.
    pub key: Option<(&'static DataKey, &'static str)>,
    pub nearness: Nearness,
    /// Whether it was meant for this table, and does not belong elsewhere.
    pub is_of_table: bool,
    /// Whether the value is a collection as the key has one.
    pub fits: bool,
    pub help: Option<Text>,
}

/// How near a name is to that of a key, from the nearest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// Another name of the same, or the same but for spaces, case and marks around it.
    Same,
    /// One character is wrong.
    Slip,
    /// One is a part of the other.
    Part,
    Far,
}

/// What an unknown key most likely stands for: the nearest name in the author's language, or the place where
/// the key belongs. `beside` are the entries of its mapping.
pub fn guess(name: &str, table: &'static KeyTable, beside: &[Entry]) -> Guess {
    let mut near = nearest(name, table);
    // KPI and the like among Chinese keys.
    if let Some(near) = near.as_mut().filter(|_| table.meant_by(&fold(name)).is_some()) {
        near.name = if chinese(name) || is_chinese(name, beside) { near.key.usual() } else { near.key.name };
    }
    let nearness = near.as_ref().map_or(Nearness::Far, |near| near.nearness);
    let similar = |upto: Nearness| near.as_ref().filter(|near| near.nearness <= upto).map(Near::similar);
    if std::ptr::eq(table, &POSITION) && SUBORDINATES.contains(&&*fold(name)) {
        return Guess::elsewhere(mistake::subordinates());
    }
    if std::ptr::eq(table, &SUPERIORS) {
        // Whatever the line is called, the value names a superior.
        let key = SUPERIORS.keys.first().map(|key| (key, key.usual()));
        return Guess { key, fits: true, ..Guess::elsewhere(mistake::lines_of_superiors()) };
    }
    if let Some(near) = near.as_ref().filter(|_| name.contains(is_odd_space)) {
        let help = Some(mistake::odd_space_in_key(near.name));
        let key = Some((near.key, near.name));
        return Guess { key, nearness, is_of_table: true, fits: false, help };
    }
    let own = beside.iter().find(|entry| entry.key.as_scalar().is_some_and(|key| key.text == name));
    if std::ptr::eq(table, &POSITION)
        && let Some(key) = own.and_then(|entry| list_of(name, &entry.value))
    {
        let shown = if chinese(name) { key.usual() } else { key.name };
        let help = Some(mistake::similar(shown));
        return Guess {
            key: Some((key, shown)),
            nearness: Nearness::Far,
            is_of_table: true,
            fits: true,
            help,
        };
    }
    let elsewhere = if nearness == Nearness::Same { None } else { inside(name, table, beside) };
    if let Some(help) = elsewhere {
        return Guess { nearness, ..Guess::elsewhere(help) };
    }
    let part = || near.as_ref().filter(|near| is_part(&fold(name), &fold(near.name))).map(Near::similar);
    let help = similar(Nearness::Slip)
        .or_else(part)
        .or_else(|| other_file(name, table))
        .or_else(|| similar(Nearness::Far));
    // The hint names this key, and the value has the key's shape.
    let fits = near.as_ref().is_some_and(|near| {
        help == Some(near.similar()) && own.is_some_and(|entry| has_shape(&entry.value, near.key.kind))
    });
    Guess { key: near.map(|near| (near.key, near.name)), nearness, is_of_table: true, fits, help }
}

/// The key that holds a list of what a name is the first key of: `指标` over a list, which no single one can have.
fn list_of(name: &str, value: &Node) -> Option<&'static DataKey> {
    let is_list = matches!(&value.value, Value::List(_));
    let named = |key: &&'static DataKey| match key.kind {
        KeyKind::List { table, .. } => {
            let first = table.named(name);
            first.is_some_and(|first| first.required && matches!(first.kind, KeyKind::Text))
        }
        _ => false,
    };
    POSITION.keys.iter().find(named).filter(|_| is_list)
}

/// Whether a value is a collection such as the key holds.
fn has_shape(value: &Node, kind: KeyKind) -> bool {
    match kind {
        KeyKind::List { .. } => matches!(value.value, Value::List(_)),
        KeyKind::Groups(_) => matches!(value.value, Value::List(_) | Value::Map(_)),
        KeyKind::Labelled(_) => matches!(value.value, Value::Map(_)),
        _ => false,
    }
}

/// Whether most of the keys beside are Chinese.
fn is_chinese(name: &str, beside: &[Entry]) -> bool {
    let others = beside.iter().filter_map(|entry| entry.key.as_scalar()).filter(|key| key.text != name);
    let (ascii, other): (Vec<_>, Vec<_>) = others.partition(|key| key.text.is_ascii());
    other.len() > ascii.len()
}

fn chinese(name: &str) -> bool {
    !fold(name).is_ascii()
}

impl Guess {
    /// For what is no key of this table.
    fn elsewhere(help: Text) -> Guess {
        Guess { key: None, nearness: Nearness::Far, is_of_table: false, fits: false, help: Some(help) }
    }

    /// Whether it is sure enough that the value is read as the key's.
    pub fn is_sure(&self) -> bool {
        self.key.is_some() && (self.fits || self.nearness <= Nearness::Slip)
    }
}

/// 直接下级, which follows from what the others say.
const SUBORDINATES: [&str; 6] = ["直接下级", "下级", "直接下属", "下属", "所辖人员", "subordinates"];

/// For a key of the other kind of file.
fn other_file(name: &str, table: &'static KeyTable) -> Option<Text> {
    let is = |other: &'static KeyTable| std::ptr::eq(table, other);
    if is(&POSITION) && HANDBOOK.find(name).is_some() {
        return Some(mistake::elsewhere(true));
    }
    (is(&HANDBOOK) && POSITION.find(name).is_some()).then(|| mistake::elsewhere(false))
}

/// For a key that belongs below one of this mapping, or above it.
fn inside(name: &str, table: &'static KeyTable, beside: &[Entry]) -> Option<Text> {
    let is = |other: &'static KeyTable| std::ptr::eq(table, other);
    if (is(&DUTY) || is(&TASK) || is(&KPI))
        && let Some(key) = POSITION.named(name)
    {
        // `审批: 合同` does not say who approves.
        let own = beside.iter().find(|entry| entry.key.as_scalar().is_some_and(|key| key.text == name));
        let is_text = own.is_some_and(|entry| entry.value.as_scalar().is_some_and(|value| !value.is_null()));
        let is_list = matches!(key.kind, KeyKind::List { .. } | KeyKind::Groups(_));
        return (!is_list || !is_text).then(|| mistake::too_deep(name));
    }
    // These are too common to tell what they belong to.
    if matches!(name, "name" | "名称" | "date" | "日期") {
        return None;
    }
    let parent = if is(&POSITION) {
        parent_in_position(name)
    } else if is(&HANDBOOK) && POSITION.named(name).is_none() {
        list_with(name, &HANDBOOK)
    } else {
        None
    };
    parent.map(|parent| mistake::below_key(written(parent, beside)))
}

/// The key whose list has mappings with a key of this name.
fn list_with(name: &str, table: &'static KeyTable) -> Option<&'static DataKey> {
    table.keys.iter().find(|key| match key.kind {
        KeyKind::List { table, .. } => table.named(name).is_some(),
        _ => false,
    })
}

/// The key of a position below which a known name belongs.
fn parent_in_position(name: &str) -> Option<&'static DataKey> {
    if is_usual_group(name) || DUTY.named(name).is_some() {
        return POSITION.keys.iter().find(|key| matches!(key.kind, KeyKind::Groups(_)));
    }
    let other = if name == "工作时间" { Some("hours") } else { label_meant_by(name) };
    let is_label = |label: &&RowLabel| label.names().any(|known| known == name) || other == Some(label.key);
    match LABELS.iter().chain(&PARTNERS).find(is_label) {
        Some(label) => POSITION.named(label.home),
        None => list_with(name, &POSITION),
    }
}

/// A key's name as the author wrote it beside, or else its usual one.
fn written<'a>(key: &'static DataKey, beside: &'a [Entry]) -> &'a str {
    let names = beside.iter().filter_map(|entry| Some(entry.key.as_scalar()?.text.as_str()));
    let found = names.into_iter().find(|name| key.names().any(|n| n == *name));
    found.unwrap_or(key.usual())
}

/// Words that people write for a choice, and the choices that they may mean.
const WORDS: &[(&[&str], &[&str])] = &[
    (
        &["否", "no", "n", "false", "0", "停用", "作废", "废止", "取消", "无效", "已撤销", "已停用"],
        &["withdrawn", "off"],
    ),
    (
        &["是", "yes", "y", "true", "1", "启用", "有效", "正常", "使用中", "on", "开", "开启"],
        &["active", "warning"],
    ),
    (&["关", "忽略", "无"], &["off"]),
    (&["warn", "提示", "提醒"], &["warning"]),
    (&["中文", "汉语", "chinese", "cn", "zh-cn"], &["zh"]),
    (&["英文", "英语", "english", "en-us"], &["en"]),
];

/// The choice that a word stands for, in the author's language.
pub fn choice(typed: &str, choices: &'static [ChoiceWord]) -> Option<&'static str> {
    // Nobody misspells a choice into a paragraph.
    if typed.len() > 40 {
        return None;
    }
    let lower = typed.trim_matches(is_quote).to_lowercase();
    let meant = WORDS.iter().filter(|(words, _)| words.contains(&&*lower)).flat_map(|(_, values)| *values);
    let by_word = choices.iter().find(|choice| meant.clone().any(|value| *value == choice.value));
    let by_slip = || {
        let names = |choice: &ChoiceWord| [Some(choice.value), choice.chinese].into_iter().flatten();
        let near = |name: &str| strsim::osa_distance(&lower, name) <= name.chars().count() / 3;
        choices.iter().find(|choice| names(choice).any(near))
    };
    let found = by_word.or_else(by_slip)?;
    Some(if typed.is_ascii() { found.value } else { found.chinese.unwrap_or(found.value) })
}

/// A key that a name may stand for.
struct Near {
    key: &'static DataKey,
    /// The key's name in the author's language.
    name: &'static str,
    nearness: Nearness,
}

impl Near {
    fn similar(&self) -> Text {
        mistake::similar(self.name)
    }
}

/// Measures against the names of both languages, and answers in the one that the author used.
fn nearest(name: &str, table: &'static KeyTable) -> Option<Near> {
    // Nobody misspells a key into a paragraph, and measuring is quadratic.
    if name.len() > 100 {
        return None;
    }
    let wanted = fold(name);
    let chinese = !wanted.is_ascii();
    if let Some(key) = table.meant_by(&wanted) {
        let name = if chinese { key.usual() } else { key.name };
        // A name that may mean another thing is not put right without the author.
        let doubtful = key.doubtful.contains(&&*wanted);
        let nearness = if doubtful { Nearness::Slip } else { Nearness::Same };
        return Some(Near { key, name, nearness });
    }
    let length = wanted.chars().count();
    let candidates = table.keys.iter().flat_map(|key| key.names().map(move |n| (key, n)));
    let measured = candidates.map(|(key, found)| {
        let folded = fold(found);
        let distance = strsim::osa_distance(&wanted, &folded);
        // A letter counts less than a Han character.
        let slip = if folded.is_ascii() { length / 4 } else { usize::from(length > 2) };
        let nearness = match distance {
            0 => Nearness::Same,
            distance if distance <= slip && folded.chars().count() > 2 => Nearness::Slip,
            _ if is_part(&wanted, &folded) || is_part(&folded, &wanted) => Nearness::Part,
            _ => Nearness::Far,
        };
        (nearness, distance, found, key)
    });
    let (nearness, distance, found, key) =
        measured.min_by_key(|(nearness, distance, ..)| (*nearness, *distance))?;
    let near =
        nearness < Nearness::Far || distance <= tolerance(&wanted, found) && share(&wanted, &fold(found));
    near.then(|| Near { key, name: in_language(key, found, chinese), nearness })
}

/// Whether a name that is no key is another name of one, so that it may be written in its place.
pub fn stands_for(name: &str, later: &str) -> bool {
    TABLES.iter().any(|table| {
        let near = nearest(name, table).filter(|near| near.nearness == Nearness::Same);
        near.is_some_and(|near| near.key.names().any(|known| known == later))
    })
}

/// Whether one name is a telling part of another: 上级 of 直接上级.
fn is_part(part: &str, whole: &str) -> bool {
    let telling = if part.is_ascii() { 4 } else { 2 };
    part.chars().count() >= telling && whole.contains(part)
}

/// Whether two names share more than a word that begins many: 岗位性质 is no slip of 岗位名称.
fn share(wanted: &str, found: &str) -> bool {
    const BEGINNINGS: [&str; 6] = ["岗位", "职位", "职务", "工作", "部门", "手册"];
    let rest = |name: &'_ str| BEGINNINGS.iter().find_map(|word| name.strip_prefix(word).map(str::to_owned));
    match rest(wanted).zip(rest(found)) {
        Some((wanted, found)) => wanted.chars().any(|c| found.contains(c)),
        None => true,
    }
}

/// How many slips still leave a name recognisable: half the characters of a short Chinese name,
/// a third of an English one.
fn tolerance(wanted: &str, found: &str) -> usize {
    let length = wanted.chars().count().max(found.chars().count());
    if found.is_ascii() { length / 3 } else { length / 2 }
}

fn in_language(key: &DataKey, found: &'static str, chinese: bool) -> &'static str {
    match (chinese, found.is_ascii()) {
        (true, true) => key.usual(),
        (false, false) => key.name,
        _ => found,
    }
}

/// Case, the choice of separator, spaces between Han and marks around them do not count.
fn fold(name: &str) -> String {
    let spaced = |c: char| c == '-' || c == ' ' || is_odd_space(c);
    let mark = |c: char| {
        c.is_whitespace() || is_odd_space(c) || is_quote(c) || "「」『』【】《》[]:：*＊★☆".contains(c)
    };
    let lower = name.trim_matches(mark).to_lowercase().replace(spaced, "_");
    if lower.is_ascii() { lower } else { lower.replace(|c| c == '_' || is_odd_space(c), "") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::keys::{LANGUAGES, LEVELS, STATUSES};

    #[test]
    fn slips_are_recognised_in_either_language() {
        for (slip, meant) in [
            ("titel", "title"),
            ("Reports To", "reports_to"),
            ("effective-date", "effective_date"),
            ("职位名称", "岗位名称"),
            ("岗 位 名 称", "岗位名称"),
            ("岗位　定员", "岗位定员"),
            ("responsibility", "responsibilities"),
            ("上级", "直接上级"),
            ("部门", "所在部门"),
            ("岗位title", "岗位名称"),
            ("岗位\u{a0}名称", "岗位名称"),
            ("岗位代号", "岗位编号"),
            ("上级领导", "直接上级"),
            ("Title", "title"),
        ] {
            let near = nearest(slip, &POSITION).map(|near| near.name);
            assert_eq!(near, Some(meant), "{slip}");
        }
        for nonsense in ["岗位性质", "岗位说明", "x", "完全不相干的键", "colour_of_the_office_walls", ""]
        {
            assert!(nearest(nonsense, &POSITION).is_none(), "{nonsense}");
        }
    }

    #[test]
    fn one_wrong_character_is_nearer_than_a_part() {
        for (slip, meant, nearness) in [
            ("职责概况", "职责概括", Nearness::Slip),
            ("岗位职则", "岗位职责", Nearness::Slip),
            ("职位", "岗位名称", Nearness::Same),
            ("“岗位名称”", "岗位名称", Nearness::Same),
            ("编制", "岗位定员", Nearness::Same),
            ("编制人", "编制人数", Nearness::Slip),
            ("编号", "岗位编号", Nearness::Slip),
            ("上级", "直接上级", Nearness::Part),
            ("responsibilites", "responsibilities", Nearness::Slip),
        ] {
            let near = nearest(slip, &POSITION).unwrap();
            assert_eq!((near.name, near.nearness), (meant, nearness), "{slip}");
        }
        assert!(stands_for("职位名称", "岗位名称") && !stands_for("职责概况", "职责概括"));
    }

    #[test]
    fn everyday_words_stand_for_choices() {
        for (typed, choices, meant) in [
            ("否", &STATUSES[..], Some("撤销")),
            ("no", &STATUSES[..], Some("withdrawn")),
            ("Active", &STATUSES[..], Some("active")),
            ("false", &LEVELS[..], Some("off")),
            ("否", &LEVELS[..], Some("关闭")),
            ("是", &LEVELS[..], Some("警告")),
            ("zh-CN", &LANGUAGES[..], Some("zh")),
            ("随便", &STATUSES[..], None),
        ] {
            assert_eq!(choice(typed, choices), meant, "{typed}");
        }
    }
}
