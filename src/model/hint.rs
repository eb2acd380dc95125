//! Finds what the author most likely meant: a key, a place for it, a word out of a few.

use super::keys::{
    APPROVAL, Choice, DEPARTMENT, DUTY, HANDBOOK, KPI, Key, LABELS, PARTNERS, POSITION, REVISION, Table,
};
use super::mistake;
use crate::diag::Text;
use crate::yaml::{Entry, is_odd_space};

/// A hint for an unknown key: the nearest name in the author's language, or the place where the
/// key belongs. `beside` are the entries of its mapping.
pub fn hint(name: &str, table: &'static Table, beside: &[Entry]) -> Option<Text> {
    if name.contains(is_odd_space)
        && let Some(meant) = nearest(name, table)
    {
        return Some(mistake::odd_space_in_key(meant));
    }
    if std::ptr::eq(table, &POSITION) && matches!(fold(name).as_str(), "直接下级" | "下级" | "subordinates")
    {
        return Some(mistake::subordinates());
    }
    let near = nearest(name, table);
    let wanted = fold(name);
    let part = near.filter(|found| is_part(&wanted, &fold(found))).map(mistake::similar);
    inside(name, table, beside).or(part).or_else(|| other_file(name, table)).or(near.map(mistake::similar))
}

/// The key of the table that a misspelt name stands for.
pub fn meant(name: &str, table: &'static Table) -> Option<&'static Key> {
    let found = nearest(name, table)?;
    table.find(found).and_then(|at| table.keys.get(at))
}

/// For a key of the other kind of file.
fn other_file(name: &str, table: &'static Table) -> Option<Text> {
    let is = |other: &'static Table| std::ptr::eq(table, other);
    if is(&POSITION) && HANDBOOK.find(name).is_some() {
        return Some(mistake::elsewhere(true));
    }
    (is(&HANDBOOK) && POSITION.find(name).is_some()).then(|| mistake::elsewhere(false))
}

/// For a key that belongs below one of this mapping, or above it.
fn inside(name: &str, table: &'static Table, beside: &[Entry]) -> Option<Text> {
    let is = |other: &'static Table| std::ptr::eq(table, other);
    if (is(&DUTY) || is(&KPI)) && POSITION.find(name).is_some() {
        return Some(mistake::too_deep(name));
    }
    // Too common to tell what they are the name and the day of.
    if matches!(name, "name" | "名称" | "date" | "日期") {
        return None;
    }
    let parent = if is(&POSITION) {
        parent_in_position(name)
    } else if is(&HANDBOOK) {
        let parents = [(&DEPARTMENT, "departments"), (&REVISION, "revisions"), (&APPROVAL, "approvals")];
        let known = |(inner, _): &&(&Table, _)| inner.find(name).is_some() && POSITION.find(name).is_none();
        parents.iter().find(known).map(|(_, key)| *key)
    } else {
        None
    };
    parent.map(|parent| mistake::below_key(written(parent, table, beside)))
}

/// The key of a position below which a known name belongs.
fn parent_in_position(name: &str) -> Option<&'static str> {
    if matches!(name, "主要工作" | "日常工作" | "协调工作") || DUTY.find(name).is_some() {
        return Some("responsibilities");
    }
    if matches!(name, "工作时间" | "工作时间特征") {
        return Some("conditions");
    }
    if let Some(label) = LABELS.iter().find(|label| label.key == name || label.chinese.contains(&name)) {
        return Some(match label.key {
            "tools" | "environment" | "hours" | "records" => "conditions",
            "promote_to" | "rotate_to" => "career",
            _ => "qualifications",
        });
    }
    if PARTNERS.iter().any(|label| label.key == name || label.chinese.contains(&name)) {
        return Some("collaboration");
    }
    let parents = [(&KPI, "kpis"), (&APPROVAL, "approvals")];
    parents.iter().find(|(table, _)| table.find(name).is_some()).map(|(_, key)| *key)
}

/// A key's name as the author wrote it beside, or else its usual one.
fn written<'a>(key: &'static str, table: &'static Table, beside: &'a [Entry]) -> &'a str {
    let Some(key) = table.find(key).and_then(|at| table.keys.get(at)) else { return key };
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
pub fn choice(typed: &str, choices: &'static [Choice]) -> Option<&'static str> {
    // Nobody misspells a choice into a paragraph.
    if typed.len() > 40 {
        return None;
    }
    let lower = typed.to_lowercase();
    let meant = WORDS.iter().filter(|(words, _)| words.contains(&&*lower)).flat_map(|(_, values)| *values);
    let by_word = choices.iter().find(|choice| meant.clone().any(|value| *value == choice.value));
    let by_slip = || {
        let names = |choice: &Choice| [Some(choice.value), choice.chinese].into_iter().flatten();
        let near = |name: &str| strsim::osa_distance(&lower, name) <= name.chars().count() / 3;
        choices.iter().find(|choice| names(choice).any(near))
    };
    let found = by_word.or_else(by_slip)?;
    Some(if typed.is_ascii() { found.value } else { found.chinese.unwrap_or(found.value) })
}

/// Measures against the names of both languages, and answers in the one that the author used.
fn nearest(name: &str, table: &'static Table) -> Option<&'static str> {
    // Nobody misspells a key into a paragraph, and measuring is quadratic.
    if name.len() > 100 {
        return None;
    }
    let wanted = fold(name);
    let chinese = !wanted.is_ascii();
    let candidates = table.keys.iter().flat_map(|key| key.names().map(move |n| (key, n)));
    let measured = candidates.map(|(key, found)| {
        let folded = fold(found);
        let part = is_part(&wanted, &folded) || is_part(&folded, &wanted);
        (!part, strsim::osa_distance(&wanted, &folded), found, key)
    });
    let (apart, distance, found, key) = measured.min_by_key(|(apart, distance, ..)| (*apart, *distance))?;
    (!apart || distance <= tolerance(&wanted, found)).then(|| in_language(key, found, chinese))
}

/// Whether one name is a telling part of another: 上级 of 直接上级.
fn is_part(part: &str, whole: &str) -> bool {
    let telling = if part.is_ascii() { 4 } else { 2 };
    part.chars().count() >= telling && whole.contains(part)
}

/// How many slips still leave a name recognisable: half the characters of a short Chinese name,
/// a third of an English one.
fn tolerance(wanted: &str, found: &str) -> usize {
    let length = wanted.chars().count().max(found.chars().count());
    if found.is_ascii() { length / 3 } else { length / 2 }
}

fn in_language(key: &Key, found: &'static str, chinese: bool) -> &'static str {
    match (chinese, found.is_ascii()) {
        (true, true) => key.usual(),
        (false, false) => key.name,
        _ => found,
    }
}

/// Case, the choice of separator and spaces between Han do not count.
fn fold(name: &str) -> String {
    let spaced = |c: char| c == '-' || c == ' ' || is_odd_space(c);
    let lower = name.trim().to_lowercase().replace(spaced, "_");
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
            ("Title", "title"),
        ] {
            assert_eq!(nearest(slip, &POSITION), Some(meant), "{slip}");
        }
        for nonsense in ["x", "完全不相干的键", "colour_of_the_office_walls", ""] {
            assert_eq!(nearest(nonsense, &POSITION), None, "{nonsense}");
        }
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
