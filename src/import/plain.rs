//! Labels as they are compared.

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
