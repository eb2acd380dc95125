//! The names of Word's styles: tells which are built in, and gives every style a unique id.
//!
//! Word finds a built-in style by its English name, whatever its user interface shows; a style called 页眉 would be a
//! second one beside the built-in header style. So the Chinese names count as the built-in styles that Chinese Word
//! shows under them.
//!
//! An id spells the name, with Han in pinyin: 表格正文 becomes `BiaoGeZhengWen`. If several names spell alike, as 事务 and
//! 实物 do, the first gets the plain id, and the ids of the others end in a digest. The names of a style sheet come
//! first, in the sheet's order, whether or not a document uses them; so each has the same id in every file of a
//! template set. Names that the sheet does not have follow in the order of their first use.

use std::collections::HashSet;

use pinyin::ToPinyin;

/// Built-in styles: name in the file, id, and the name that Chinese Word shows.
const BUILT_IN: [(&str, &str, &str); 12] = [
    ("Normal", "Normal", "正文"),
    ("Title", "Title", "标题"),
    ("Subtitle", "Subtitle", "副标题"),
    ("caption", "Caption", "题注"),
    ("header", "Header", "页眉"),
    ("footer", "Footer", "页脚"),
    ("List Paragraph", "ListParagraph", "列表段落"),
    ("Body Text", "BodyText", "正文文本"),
    ("Table Grid", "TableGrid", "网格型"),
    ("Hyperlink", "Hyperlink", "超链接"),
    ("Strong", "Strong", "要点"),
    ("Emphasis", "Emphasis", "强调"),
];

/// Built-in styles with levels 1 to 9.
const LEVELLED: [(&str, &str, &str); 2] = [("heading", "Heading", "标题"), ("toc", "TOC", "目录")];

/// The most characters of a style name that the Open XML SDK accepts.
const MAX_NAME: usize = 253;

/// The most letters of an id before its digest. A longer id would help nobody.
const MAX_ID: usize = 100;

/// The name in the file and the id of a built-in style; `None` for any other.
pub fn built_in(name: &str) -> Option<(String, String)> {
    let known = |wanted: &str, chinese: &str| name.eq_ignore_ascii_case(wanted) || name == chinese;
    if let Some((name, id, _)) = BUILT_IN.iter().find(|(wanted, _, chinese)| known(wanted, chinese)) {
        return Some(((*name).to_owned(), (*id).to_owned()));
    }
    let level = name.chars().last()?.to_digit(10).filter(|level| *level > 0)?;
    let stem = name.get(..name.len() - 1)?.trim_end();
    LEVELLED
        .iter()
        .find(|(wanted, _, chinese)| stem.eq_ignore_ascii_case(wanted) || stem == *chinese)
        .map(|(name, id, _)| (format!("{name} {level}"), format!("{id}{level}")))
}

/// The name that a style of a template has in the file.
pub fn canonical(name: &str) -> String {
    match built_in(name) {
        Some((name, _)) => name,
        None => bounded(name),
    }
}

/// The name under which Chinese Word shows a style.
pub fn shown(name: &str) -> String {
    if let Some((.., chinese)) = BUILT_IN.iter().find(|(known, ..)| *known == name) {
        return (*chinese).to_owned();
    }
    let levelled = LEVELLED.iter().find_map(|(stem, _, chinese)| Some((name.strip_prefix(stem)?, chinese)));
    match levelled.filter(|_| built_in(name).is_some()) {
        Some((level, chinese)) => format!("{chinese}{level}"),
        None => name.to_owned(),
    }
}

/// A name that Word accepts: full-width commas, because a plain one would begin an alias, and at most [`MAX_NAME`]
/// characters.
pub fn bounded(name: &str) -> String {
    let plain = |c: char| if c == ',' { '，' } else { c };
    if name.chars().count() <= MAX_NAME {
        return name.chars().map(plain).collect();
    }
    let start: String = name.chars().map(plain).take(MAX_NAME - 9).collect();
    format!("{start} {:08x}", digest(name))
}

/// The id that spells a name, which another style may have already.
pub fn id_of(name: &str) -> String {
    if let Some((_, id)) = built_in(name) {
        return id;
    }
    let mut id = String::new();
    let mut begins_word = true;
    for character in name.chars() {
        if let Some(reading) = character.to_pinyin() {
            push_capitalised(&mut id, reading.plain());
            begins_word = true;
        } else if character.is_ascii_alphanumeric() {
            id.push(if begins_word { character.to_ascii_uppercase() } else { character });
            begins_word = false;
        } else if character == '_' {
            id.push('_');
            begins_word = true;
        } else {
            begins_word = true;
        }
    }
    if !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        id.insert(0, 'S');
    }
    // A name without letters and digits gets an id from its digest.
    match id.len() {
        1 => format!("{id}_{:08x}", digest(name)),
        2..=MAX_ID => id,
        _ => format!("{}_{:08x}", &id[..MAX_ID], digest(name)),
    }
}

fn push_capitalised(id: &mut String, reading: &str) {
    for (index, letter) in reading.chars().enumerate() {
        // In pinyin input, ü is typed as v.
        let letter = if letter == 'ü' { 'v' } else { letter };
        if letter.is_ascii_alphabetic() {
            id.push(if index == 0 { letter.to_ascii_uppercase() } else { letter });
        }
    }
}

/// The FNV-1a hash, which is the same in every build.
fn digest(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Hands out ids and names that no other style of the document has. Case is ignored.
#[derive(Default)]
pub struct Register {
    ids: HashSet<String>,
    names: HashSet<String>,
}

impl Register {
    /// Reserves a name and an id, so that they are not handed out.
    pub fn reserve(&mut self, name: &str, id: &str) {
        self.names.insert(name.to_lowercase());
        self.ids.insert(id.to_lowercase());
    }

    /// The name itself, or the name with the first number that makes it unique.
    pub fn name(&mut self, wanted: &str) -> String {
        let mut candidate = wanted.to_owned();
        let mut number = 2;
        while !self.names.insert(candidate.to_lowercase()) {
            candidate = format!("{wanted} {number}");
            number += 1;
        }
        candidate
    }

    /// The wanted id; if another style has it, with a digest of the name appended.
    pub fn id(&mut self, wanted: &str, name: &str) -> String {
        let mut candidate = wanted.to_owned();
        let mut tries = 0;
        while !self.ids.insert(candidate.to_lowercase()) {
            candidate = format!("{wanted}_{:08x}", digest(name).wrapping_add(tries));
            tries += 1;
        }
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_names_mean_words_own_styles() {
        let names = |name| built_in(name).map(|(name, id)| format!("{name}={id}"));
        assert_eq!(names("页眉").unwrap(), "header=Header");
        assert_eq!(names("标题 2").unwrap(), "heading 2=Heading2");
        assert_eq!(names("Heading 1").unwrap(), "heading 1=Heading1");
        assert_eq!(names("标题").unwrap(), "Title=Title");
        assert_eq!(names("标题 0"), None);
        assert_eq!(names("表格标签"), None);
        assert_eq!(names(""), None);
    }

    #[test]
    fn an_id_spells_the_name() {
        assert_eq!(id_of("表格标签"), "BiaoGeBiaoQian");
        assert_eq!(id_of("绿色 label 2"), "LvSeLabel2");
        assert_eq!(id_of("Label Cell"), "LabelCell");
        assert_eq!(id_of("目录 1"), "TOC1");
        assert_eq!(id_of("1st"), "S1st");
        assert_eq!(id_of("★"), "S_84c7bf66");
        assert_eq!(id_of(&"标".repeat(60)).len(), MAX_ID + 9);
    }

    #[test]
    fn ids_are_unlike_each_other() {
        let mut register = Register::default();
        let mut id = |name: &str| register.id(&id_of(name), name);
        assert_eq!(id("事务"), "ShiWu");
        let other = id("实物");
        assert!(other.starts_with("ShiWu_"), "{other}");
        // The digest does not depend on which other name took the plain id.
        let mut register = Register::default();
        register.id("shiwu", "拾物");
        assert_eq!(register.id(&id_of("实物"), "实物"), other);
    }
}
