//! Breaks text into lines of a terminal, where a Han character takes two columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks that do not begin a line.
const CLOSING: &str = "，。；：！？、）》〉】」』”’…,.;:!?)]}";
/// Marks that do not end a line.
const OPENING: &str = "（《〈【「『“‘([{";

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Lines of so many columns at most, broken at spaces and between Han characters; only a word that
/// is longer than a line makes a longer one. Line breaks of the text stay.
pub fn wrap(text: &str, most: usize) -> Vec<String> {
    text.split('\n').flat_map(|paragraph| wrap_paragraph(paragraph, most)).collect()
}

fn wrap_paragraph(text: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && width(&line) + width(piece.trim_end()) > most {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(piece);
    }
    lines.push(line);
    lines.iter_mut().for_each(|line| line.truncate(line.trim_end().len()));
    lines
}

/// The pieces that are not broken, each with the spaces after it.
fn pieces(text: &str) -> Vec<&str> {
    let is_wide = |c: char| c.width() == Some(2);
    let mut pieces = Vec::new();
    let (mut start, mut previous, mut in_code) = (0, None, false);
    for (at, c) in text.char_indices() {
        let stays = CLOSING.contains(c) || previous.is_some_and(|p| OPENING.contains(p));
        let breaks = match previous {
            Some(' ') => c != ' ',
            // A key in Chinese stays whole.
            _ if in_code => false,
            Some(previous) => c != ' ' && (is_wide(previous) || is_wide(c)) && !stays,
            None => false,
        };
        if breaks {
            pieces.extend(text.get(start..at));
            start = at;
        }
        in_code ^= c == '`';
        previous = Some(c);
    }
    pieces.extend(text.get(start..));
    pieces
}

/// How much of an author's text a message shows, in characters.
const SHOWN: usize = 24;

/// A text, of which a message shows no more than the beginning.
pub fn cut(text: &str) -> String {
    cut_to(text, SHOWN)
}

/// The first so many characters of a text, with an ellipsis if it goes on.
pub fn cut_to(text: &str, length: usize) -> String {
    let mut shown: String = text.chars().take(length).collect();
    if text.chars().nth(length).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hold_columns_and_not_characters() {
        assert_eq!(wrap("岗位定员不能小于零", 8), ["岗位定员", "不能小于", "零"]);
        assert_eq!(wrap("leave it empty", 8), ["leave it", "empty"]);
        assert_eq!(wrap("写 colspan 或 rowspan", 10), ["写 colspan", "或 rowspan"]);
        assert_eq!(wrap("一\n二", 80), ["一", "二"]);
        assert_eq!(wrap("", 80), [""]);
    }

    #[test]
    fn marks_stay_with_what_they_belong_to() {
        assert_eq!(wrap("甲乙丙丁。", 8), ["甲乙丙", "丁。"]);
        assert_eq!(wrap("甲乙丙（丁）", 8), ["甲乙丙", "（丁）"]);
        assert_eq!(wrap("甲乙`检查`丙", 8), ["甲乙", "`检查`丙"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
    }
}
