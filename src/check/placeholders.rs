//! Finds placeholders: 待定, TBD, xxx, and the sample texts of a new position's file.

use super::quoted::quoted;
use crate::diag::{Code, Diagnostic, Text};
use crate::model::Str;
use crate::model::skeleton::is_sample;

/// Placeholders that fill a clause.
const CLAUSES: [&str; 22] = [
    "待定",
    "待补",
    "待补充",
    "待完善",
    "待填",
    "待填写",
    "待确认",
    "待明确",
    "待议",
    "待编写",
    "待更新",
    "待修改",
    "暂缺",
    "暂未确定",
    "尚未确定",
    "未确定",
    "未定",
    "TBD",
    "TBC",
    "TODO",
    "FIXME",
    "占位",
];
/// Placeholders that fill a text.
const TEXTS: [&str; 8] = ["暂无", "略", "同上", "……", "…", "...", "......", "。。。"];
/// Beginnings of texts that ask for a text.
const REQUESTS: [&str; 6] = ["请填写", "请输入", "请在此", "此处填写", "在此填写", "在此输入"];

pub(super) fn check(text: &Str) -> Option<Diagnostic> {
    if is_sample(text) {
        let message = Text::new(
            "这是新建岗位时自带的示例，还没有改",
            "this is the sample text of a new position, left as it was",
        );
        let help = Text::new("改成本岗位的内容，或删去", "write what is true of this position, or delete it");
        return Some(text.blame(Diagnostic::new(Code::W218, message)).with_help(help));
    }
    let found = placeholder(text)?;
    let message = Text::new(
        format!("{}是占位文字，正式内容还没有写", quoted(found)),
        format!("{} stands in for a text that is still to be written", quoted(found)),
    );
    let help = Text::new("写上正式内容；没有内容的留空", "write the text, or leave the value empty");
    Some(text.blame(Diagnostic::new(Code::W218, message)).with_help(help))
}

fn placeholder(text: &str) -> Option<&str> {
    let whole = text.trim();
    let end = |c: char| matches!(c, '。' | '；' | ';' | '.');
    let bare = whole.trim_end_matches(end);
    if TEXTS.contains(&whole)
        || TEXTS.contains(&bare)
        || REQUESTS.iter().any(|words| whole.starts_with(words))
    {
        return Some(whole);
    }
    let clause = whole.split(is_mark).map(str::trim).find(|clause| is_clause(clause));
    clause.or_else(|| crosses(whole)).or_else(|| questions(whole))
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '；'
            | '：'
            | '、'
            | '（'
            | '）'
            | '【'
            | '】'
            | '《'
            | '》'
            | '“'
            | '”'
            | '！'
            | '—'
            | '\n'
            | ','
            | ';'
            | ':'
            | '('
            | ')'
            | '['
            | ']'
            | '<'
            | '>'
            | '!'
            | '"'
    )
}

fn is_clause(clause: &str) -> bool {
    // No placeholder is longer, in bytes.
    clause.len() <= 12 && CLAUSES.iter().any(|word| clause.eq_ignore_ascii_case(word))
}

/// xxx, XX部, ××公司, 20XX年: two or more crosses outside of Latin words and numbers.
fn crosses(text: &str) -> Option<&str> {
    let is_cross = |c: char| matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ' | '×' | '✕' | '＊' | '*');
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(start) = rest.find(is_cross) {
        let cross = rest[start..].chars().next()?;
        let run = &rest[start..];
        let run = &run[..run.len() - run.trim_start_matches(cross).len()];
        let left = rest[..start].chars().next_back().or(before);
        let right = rest[start + run.len()..].chars().next();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if let Some(behind) = run.strip_prefix("**").and_then(|_| emphasised(&rest[start..])) {
            before = Some(cross);
            rest = behind;
            continue;
        }
        let year = left.is_some_and(|c| c.is_ascii_digit()) && matches!(right, Some('年' | '月' | '日'));
        if run.chars().count() > 1 && (year || !latin(left) && !latin(right)) {
            return Some(&rest[start..start + run.len()]);
        }
        before = Some(cross);
        rest = &rest[start + run.len()..];
    }
    None
}

/// The text after `**重要**`, where stars stress a word, as in Markdown. In `**公司**部` they stand for names.
fn emphasised(text: &str) -> Option<&str> {
    const NAMED: [&str; 9] = ["公司", "集团", "部", "部门", "单位", "厂", "项目", "年", "月"];
    let (word, behind) = text.strip_prefix("**")?.split_once("**")?;
    let whole = !word.is_empty() && !word.contains('*') && word.trim() == word && !behind.starts_with('*');
    (whole && !NAMED.contains(&word)).then_some(behind)
}

/// ？？？: three or more question marks.
fn questions(text: &str) -> Option<&str> {
    let start = text.find(['?', '？'])?;
    let run = &text[start..];
    let run = &run[..run.len() - run.trim_start_matches(['?', '？']).len()];
    (run.chars().count() > 1).then_some(run)
}
