//! What a file says, whatever marks and layout it says it with.
//!
//! Corrections that need no thought change marks, spaces and hand-written numbers: two versions of a
//! file that differ in more do not say the same.

use std::sync::Arc;

use crate::yaml::{self, Entry, Node, Value, is_odd_space, unstarred};

/// Every key and value of a file, known or not, and how much of it is no YAML.
pub struct Content {
    documents: Vec<Node>,
    errors: usize,
}

impl Content {
    /// `path` has no part in it.
    pub fn of(path: &Arc<str>, text: &str) -> Content {
        let parsed = yaml::parse(path, text.as_bytes());
        let errors = parsed.diagnostics.iter().filter(|finding| finding.is_error()).count();
        Content { documents: parsed.documents, errors }
    }

    /// Whether a later version has the same keys and values, and no more errors. Marks may be of another
    /// width or gone from an end, white space may differ, and a number before a text may be gone.
    pub fn is_kept_by(&self, later: &Content) -> bool {
        later.errors <= self.errors && all(&self.documents, &later.documents, is_kept)
    }
}

fn all<T>(these: &[T], those: &[T], alike: impl Fn(&T, &T) -> bool) -> bool {
    these.len() == those.len() && these.iter().zip(those).all(|(this, that)| alike(this, that))
}

fn is_kept(node: &Node, later: &Node) -> bool {
    match (&node.value, &later.value) {
        (Value::Scalar(text), Value::Scalar(later)) => {
            let (before, after) = (essence(&text.text), essence(&later.text));
            let nothing = before.is_empty() && after.is_empty();
            let same = before == after || before.strip_suffix(&*after).is_some_and(is_number);
            nothing || text.is_null() == later.is_null() && same
        }
        (Value::List(items), Value::List(later)) => {
            all(items, later, |item, later| is_kept(item, later) || becomes_pair(item, later))
        }
        (Value::Map(entries), Value::Map(later)) => all(entries, later, |entry, later| {
            is_same_key(&entry.key, &later.key) && is_kept(&entry.value, &later.value)
        }),
        _ => false,
    }
}

/// Whether the item of a list, a text, has only got the colon that makes a key of its beginning.
fn becomes_pair(item: &Node, later: &Node) -> bool {
    let (Some(text), Value::Map(entries)) = (item.as_scalar().filter(|text| text.plain), &later.value) else {
        return false;
    };
    let [Entry { key, value, merged: false }] = entries.as_slice() else { return false };
    let pair = key.as_scalar().zip(value.as_scalar());
    pair.is_some_and(|(key, value)| essence(&text.text) == essence(&format!("{}:{}", key.text, value.text)))
}

/// Whether it is the same key, but for stars before it.
fn is_same_key(key: &Node, later: &Node) -> bool {
    let unstarred = |key: &Node| key.as_scalar().map(|key| essence(unstarred(&key.text)));
    is_kept(key, later) || unstarred(key).is_some_and(|key| Some(key) == unstarred(later))
}

/// A text without white space and the marks at its end, and with marks of one width.
fn essence(text: &str) -> String {
    let wide = |c: char| match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        c => c,
    };
    let mut text: String =
        text.chars().filter(|c| !c.is_whitespace() && !is_odd_space(*c)).map(wide).collect();
    text.truncate(text.trim_end_matches(['；', '。', '，', '、', '.']).len());
    text
}

/// Whether what is gone from the beginning was a number: 1. （二） 职责三：
fn is_number(gone: &str) -> bool {
    let mark = |c: char| "（）、．.：".contains(c);
    let digit = |c: char| c.is_numeric() || "一二三四五六七八九十".contains(c);
    let number: Vec<char> =
        gone.trim_matches(mark).trim_start_matches("职责").chars().filter(|c| !mark(*c)).collect();
    (1..=3).contains(&number.len()) && number.iter().all(|c| digit(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keeps(before: &str, after: &str) -> bool {
        let content = |text| Content::of(&"a.yaml".into(), text);
        content(before).is_kept_by(&content(after))
    }

    #[test]
    fn marks_spaces_and_numbers_may_change() {
        assert!(keeps("备注: 请假,出差(报备)；", "备注: 请假，出差（报备）"));
        assert!(keeps("备注：甲\u{a0}乙", "备注: 甲 乙"));
        assert!(keeps(
            "权限: [1. 审批, （2） 签发, '职责三：归档', ④盖章]",
            "权限: [审批, 签发, 归档, 盖章]"
        ));
        assert!(keeps("职责: [描述：审批, '乙']", "职责: [描述: 审批, '乙']"));
        assert!(keeps("★岗位编号: 甲", "岗位编号: 甲"));
    }

    #[test]
    fn nothing_else_may() {
        assert!(!keeps("备注: 甲\u{a0}# 乙", "备注: 甲 # 乙"));
        assert!(!keeps("备注: \u{200b}&甲 乙", "备注: &甲 乙"));
        assert!(!keeps("备注: \u{200b}\"甲\"", "备注: \"甲\""));
        assert!(!keeps("备注: \u{200b}null", "备注: null"));
        assert!(!keeps("备注: '[甲, 乙]'", "备注: [甲, 乙]"));
        assert!(!keeps("备注: 甲\n坏键: 乙", "备注: 甲"));
        assert!(!keeps("备注: 甲", "备注: 甲: 乙"));
        assert!(!keeps("备注: 二级市场甲", "备注: 甲"));
        assert!(!keeps("职责: [描述：审批]", "职责: [描述: 签发]"));
        assert!(!keeps("职责: ['描述：审批']", "职责: [描述: 审批]"));
        assert!(!keeps("岗位名称: 经理", "岗位名: 经理"));
    }
}
