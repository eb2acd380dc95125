//! Labels as they are compared, and what is more than a label.

use super::excerpt::is_blank;
use super::number::leading_number;
use crate::characters::half_width;

/// A label without what forms add to it: blanks inside, a number before it, colons, stars, 如下.
pub fn plain(text: &str) -> String {
    let text = text.trim_start();
    let text = leading_number(text).map_or(text, |(_, length)| &text[length..]);
    let kept = text.chars().filter(|c| !c.is_whitespace() && !is_blank(*c)).map(half_width);
    let mut name: String = kept.flat_map(char::to_lowercase).collect();
    name.truncate(name.trim_end_matches([':', '*', '☆', '★', '、']).len());
    if let Some(before) = name.strip_suffix("如下") {
        name.truncate(before.len());
    }
    name.drain(..name.len() - name.trim_start_matches(['*', '☆', '★', '【', '[']).len());
    name.truncate(name.trim_end_matches(['】', ']']).len());
    name
}

/// A label without the parenthesis at its end: 岗位定员（人）.
pub fn without_note(name: &str) -> Option<&str> {
    let open = name.find('(').filter(|open| *open > 0)?;
    name.ends_with(')').then(|| &name[..open])
}

/// The length of a label in Han. Three Latin letters take the room of one.
pub fn label_length(text: &str) -> usize {
    let (latin, han): (Vec<char>, Vec<char>) = text.chars().partition(char::is_ascii);
    han.len() + latin.len().div_ceil(3)
}

/// The Han and the Latin part of a label in two languages: 岗位名称/jobtitle.
pub fn two_languages(name: &str) -> Option<(&str, &str)> {
    let is_separator = |c: char| matches!(c, '/' | '|' | '-' | '·' | ' ');
    let is_han = |c: char| !c.is_ascii();
    let begins_with_han = name.starts_with(is_han);
    let turn = match begins_with_han {
        true => name.find(|c: char| c.is_ascii_alphabetic()),
        false => name.find(is_han),
    }?;
    let (one, other) = name.split_at(turn);
    let one = one.trim_end_matches(is_separator);
    let (han, latin) = if begins_with_han { (one, other) } else { (other, one) };
    // `编制ISO 9001` has a name behind its Han, no translation.
    let is_parted = !han.contains(|c: char| c.is_ascii_alphanumeric())
        && latin.is_ascii()
        && !latin.contains(|c: char| c.is_ascii_digit());
    (is_parted && !han.is_empty() && !latin.is_empty()).then_some((han, latin))
}

/// The length in bytes of the question that a text begins with, and is followed by nothing or the answer.
pub fn question(text: &str) -> Option<usize> {
    const LONGEST: usize = 20;
    let (at, mark) = text.match_indices(['？', '?']).next()?;
    let own = &text[..at];
    let is_one =
        !own.is_empty() && own.chars().count() <= LONGEST && !own.contains(['。', '！', '；', '：', ':']);
    is_one.then_some(at + mark.len())
}

/// Whether a text says that there is nothing to write: a dash, a slash, 无.
pub fn is_nothing(text: &str) -> bool {
    matches!(text.trim(), "—" | "——" | "－" | "-" | "--" | "/" | "／" | "无" | "暂无" | "没有" | "不填")
}

/// Whether a text says how to fill in the form: it stands in parentheses, or asks for something.
pub fn is_guidance(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
        || ["填写", "填表", "例如", "示例", "请"].iter().any(|word| text.contains(word))
}

/// Whether a text is running text rather than a name, a figure or a form word: it has a full stop, or is long and has
/// commas.
pub fn is_sentence(text: &str) -> bool {
    const LONG: usize = 15;
    let length = text.chars().count();
    let text = text.trim_end();
    let is_chinese =
        length >= 6 && text.contains(['。', '！', '？']) || length >= LONG && text.contains('，');
    is_chinese || text.split_whitespace().count() >= 6 && text.ends_with(['.', '!', '?'])
}
