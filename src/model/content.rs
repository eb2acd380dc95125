//! What a file says, whatever marks and layout it says it with.
//!
//! Corrections that need no thought change marks, spaces, hand-written numbers, the names of keys and how
//! items are parted: two versions of a file that differ in more do not say the same.

use std::borrow::Borrow;
use std::sync::Arc;

use super::hint::stands_for;
use super::spelling::SPELLING;
use crate::characters::{full_width_mark, is_chinese_numeral};
use crate::yaml::{self, Entry, Node, Scalar, Value, is_chinese_quote, is_odd_space, unstarred};

/// Every key and value of a file, known or not, and how much of it is no YAML.
pub struct FileContent {
    documents: Vec<Node>,
    errors: usize,
}

impl FileContent {
    /// `path` has no part in it.
    pub fn of(path: &Arc<str>, text: &str) -> FileContent {
        let parsed = yaml::parse_with(path, text.as_bytes(), SPELLING);
        let errors = parsed.diagnostics.iter().filter(|finding| finding.is_error()).count();
        FileContent { documents: parsed.documents, errors }
    }

    /// Whether a later version has the same keys and values, and no more errors. Marks may be of another
    /// width or gone from an end, white space may differ, and a number before a text may be gone.
    pub fn is_kept_by(&self, later: &FileContent) -> bool {
        later.errors <= self.errors && all(&self.documents, &later.documents, is_kept)
    }
}

fn all<T>(these: &[T], those: &[T], alike: impl Fn(&T, &T) -> bool) -> bool {
    these.len() == those.len() && these.iter().zip(those).all(|(this, that)| alike(this, that))
}

fn is_kept(node: &Node, later: &Node) -> bool {
    match (&node.value, &later.value) {
        (Value::Scalar(text), Value::Scalar(later)) => is_kept_text(text, later),
        (Value::Map(entries), Value::Map(later)) => are_kept(entries, later),
        (Value::List(items), Value::List(later)) if items.len() == later.len() => {
            items.iter().zip(later).all(|(item, later)| is_kept_item(item, later))
        }
        // Dashes may be added or taken away around entries; the entries stay.
        (Value::List(_) | Value::Map(_), Value::List(_) | Value::Map(_)) => {
            let (entries, later) = (entries_of(node), entries_of(later));
            entries.zip(later).is_some_and(|(entries, later)| are_kept(&entries, &later))
        }
        // Quotes and full-width colons make one text of it, all of which stays.
        (Value::List(_) | Value::Map(_), Value::Scalar(later)) => {
            let (before, after) = (letters(node), solid(&later.text));
            before == after || unquoted(&before) == after && !after.is_empty()
        }
        // `职责: 记账` becomes a list of one, `所在部门: 财务部、生产部` one of two.
        (Value::Scalar(text), Value::List(items)) => {
            matches!(items.as_slice(), [item] if is_kept(node, item)) || are_its_parts(text, items)
        }
        (Value::Scalar(_), Value::Map(_)) => false,
    }
}

fn is_kept_text(text: &Scalar, later: &Scalar) -> bool {
    let (before, after) = (essence(&text.text), essence(&later.text));
    let nothing = before.is_empty() && after.is_empty();
    let same = before == after || before.strip_suffix(&*after).is_some_and(is_number);
    let same = same || unquoted(&before) == after && !after.is_empty();
    // The text regains what YAML had read as syntax: `&` with a name, the header of a block, or a comment, which may
    // have cut a quotation in two.
    let regained = after.strip_suffix(&*before).is_some_and(|gained| gained.starts_with(['&', '>', '|']))
        || [&*before, before.trim_start_matches(is_chinese_quote)]
            .into_iter()
            .any(|before| after.strip_prefix(before).is_some_and(|gained| gained.starts_with('#')));
    nothing || regained && !later.plain || text.is_null() == later.is_null() && same
}

fn is_kept_item(item: &Node, later: &Node) -> bool {
    let inner = match &item.value {
        Value::List(items) if items.len() == 1 => items.first(),
        _ => None,
    };
    is_kept(item, later) || becomes_pair(item, later) || inner.is_some_and(|inner| is_kept(inner, later))
}

fn are_kept<'a>(entries: &'a [impl Borrow<Entry> + 'a], later: &'a [impl Borrow<Entry> + 'a]) -> bool {
    let mut later = later.iter().map(|entry| -> &Entry { entry.borrow() });
    let all = entries.iter().map(|entry| -> &Entry { entry.borrow() }).all(|entry| {
        let Some(first) = later.next() else { return false };
        if is_same_key(&entry.key, &first.key) && is_kept(&entry.value, &first.value) {
            return true;
        }
        // `利润指标: 40%` becomes a name and its target.
        let second = later.next();
        is_kept(&entry.key, &first.value) && second.is_some_and(|second| is_kept(&entry.value, &second.value))
    });
    all && later.next().is_none()
}

/// The entries of a mapping, or of all mappings in a list of nothing else.
fn entries_of(node: &Node) -> Option<Vec<&Entry>> {
    match &node.value {
        Value::Map(entries) => Some(entries.iter().collect()),
        Value::List(items) => {
            let of_each: Option<Vec<_>> = items.iter().map(entries_of).collect();
            of_each.map(|entries| entries.concat())
        }
        Value::Scalar(_) => None,
    }
}

/// All texts of a node, without white space and the marks that part them.
fn letters(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) => solid(&scalar.text),
        Value::List(items) => items.iter().map(letters).collect(),
        Value::Map(entries) => {
            entries.iter().map(|entry| letters(&entry.key) + &letters(&entry.value)).collect()
        }
    }
}

fn solid(text: &str) -> String {
    let part = |c: char| c.is_whitespace() || is_odd_space(c) || "-:：,[]{}".contains(c);
    text.chars().filter(|c| !part(*c)).collect()
}

/// Whether the items of a list are the parts of a text between its marks.
fn are_its_parts(text: &Scalar, items: &[Node]) -> bool {
    let parts: Vec<&str> = text.text.split(['、', '，', ',', '；', ';', '/']).map(str::trim).collect();
    let is_part = |(part, item): (&&str, &Node)| item.as_scalar().is_some_and(|item| item.text == *part);
    text.plain && parts.len() == items.len() && parts.iter().zip(items).all(is_part)
}

/// Whether a text in a list only gained the colon that makes its beginning a key.
fn becomes_pair(item: &Node, later: &Node) -> bool {
    let (Some(text), Value::Map(entries)) = (item.as_scalar().filter(|text| text.plain), &later.value) else {
        return false;
    };
    let [Entry { key, value, merged: false }] = entries.as_slice() else { return false };
    let pair = key.as_scalar().zip(value.as_scalar());
    pair.is_some_and(|(key, value)| essence(&text.text) == essence(&format!("{}:{}", key.text, value.text)))
}

/// Whether it is the same key, without stars before it, or under its proper name.
fn is_same_key(key: &Node, later: &Node) -> bool {
    let unstarred = |key: &Node| key.as_scalar().map(|key| essence(unstarred(&key.text)));
    let names = key.as_scalar().zip(later.as_scalar());
    is_kept(key, later)
        || unstarred(key).is_some_and(|key| Some(key) == unstarred(later))
        || names.is_some_and(|(key, later)| stands_for(&key.text, &later.text))
}

/// A text without the Chinese quotation marks around it.
fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix(is_chinese_quote).and_then(|text| text.strip_suffix(is_chinese_quote));
    inner.unwrap_or(text)
}

/// A text without white space and the marks at its end, and with marks of one width.
fn essence(text: &str) -> String {
    let wide = |c: char| full_width_mark(c).unwrap_or(c);
    let mut text: String =
        text.chars().filter(|c| !c.is_whitespace() && !is_odd_space(*c)).map(wide).collect();
    text.truncate(text.trim_end_matches(['；', '。', '，', '、', '.']).len());
    text
}

/// Whether what is gone from the beginning was a number: 1. （二） 职责三：
fn is_number(gone: &str) -> bool {
    let mark = |c: char| "（）、．.：".contains(c);
    let digit = |c: char| c.is_numeric() || is_chinese_numeral(c);
    let number: Vec<char> =
        gone.trim_matches(mark).trim_start_matches("职责").chars().filter(|c| !mark(*c)).collect();
    (1..=3).contains(&number.len()) && number.iter().all(|c| digit(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keeps(before: &str, after: &str) -> bool {
        let content = |text| FileContent::of(&"a.yaml".into(), text);
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
        assert!(keeps("上级: “甲”", "上级: 甲"));
        assert!(keeps("上级: 『甲』", "上级: 甲"));
        assert!(keeps("备注: “甲 # 乙”", "备注: '甲 # 乙'"));
        assert!(keeps("备注: [“甲: 乙”]", "备注: ['甲: 乙']"));
    }

    #[test]
    fn what_parts_items_may_change() {
        assert!(keeps("职责: [{描述: 甲, 标准: 乙, 描述: 丙}]", "职责: [{描述: 甲, 标准: 乙}, {描述: 丙}]"));
        assert!(keeps("职责: {描述: 甲}", "职责: [{描述: 甲}]"));
        assert!(keeps("职责: 甲", "职责: [甲]"));
        assert!(keeps("部门: 甲、乙", "部门: [甲, 乙]"));
        assert!(!keeps("部门: 甲、乙", "部门: [甲, 丙]"));
        assert!(keeps("权限: [[审批], 盖章]", "权限: [审批, 盖章]"));
        assert!(keeps("指标: [{利润: 40%, 权重: 5%}]", "指标: [{指标: 利润, 目标: 40%, 权重: 5%}]"));
        assert!(keeps("权限: [{审批: 合同}]", "权限: [审批：合同]"));
        assert!(keeps("备注: {见附件}", "备注: '{见附件}'"));
        assert!(keeps("备注: &见 附件", "备注: '&见 附件'"));
        assert!(keeps("备注: 见附件 #3", "备注: '见附件 #3'"));
        assert!(!keeps("备注: 见附件 #3", "备注: 见附件#3"));
        assert!(keeps("职位名称: 经理", "岗位名称: 经理"));
        assert!(!keeps("职责: [{描述: 甲, 标准: 乙}, {描述: 丙}]", "职责: [{描述: 甲}, {描述: 丙}]"));
        assert!(!keeps("权限: [甲, 乙]", "权限: [甲乙]"));
        assert!(!keeps("权限: [{审批: 合同}]", "权限: [审批]"));
        assert!(!keeps("指标: [{利润: 40%}]", "指标: [{指标: 利润}]"));
        assert!(!keeps("备注: 附件", "备注: 见附件"));
        assert!(!keeps("备注: “甲”乙", "备注: 甲乙"));
    }

    #[test]
    fn nothing_else_may() {
        assert!(!keeps("备注: “甲 # 乙”", "备注: 甲"));
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
