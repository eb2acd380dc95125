//! Names of Word's styles: which are built in, and an id of its own for every other.
//!
//! Word knows a built-in style by its English name, whatever its own language shows; a
//! style called 页眉 would stand beside the real one. So the Chinese names count as the
//! built-in styles that Chinese Word shows under them.

use std::collections::HashSet;

/// Built-in styles: name in the file, id, and the name that Chinese Word shows.
const BUILT_IN: [(&str, &str, &str); 9] = [
    ("Normal", "Normal", "正文"),
    ("Title", "Title", "标题"),
    ("Subtitle", "Subtitle", "副标题"),
    ("caption", "Caption", "题注"),
    ("header", "Header", "页眉"),
    ("footer", "Footer", "页脚"),
    ("List Paragraph", "ListParagraph", "列表段落"),
    ("Body Text", "BodyText", "正文文本"),
    ("Table Grid", "TableGrid", "网格型"),
];

/// Built-in styles of nine levels.
const LEVELLED: [(&str, &str, &str); 2] = [("heading", "Heading", "标题"), ("toc", "TOC", "目录")];

/// Longest style name that the Open XML SDK accepts.
const MAX_NAME: usize = 253;

/// A style's name in the file and its id, if Word knows the style.
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

/// The name in the file of a style that a template calls `name`.
pub fn canonical(name: &str) -> String {
    match built_in(name) {
        Some((name, _)) => name,
        // A comma would part the name from its aliases.
        None => name.chars().map(|c| if c == ',' { '，' } else { c }).take(MAX_NAME).collect(),
    }
}

/// Hands out ids and names that no other style of the document has.
#[derive(Default)]
pub struct Register {
    ids: HashSet<String>,
    names: HashSet<String>,
}

impl Register {
    /// Keeps a name and an id from being handed out.
    pub fn reserve(&mut self, name: &str, id: &str) {
        self.names.insert(name.to_lowercase());
        self.ids.insert(id.to_lowercase());
    }

    /// The style's name and id. `fallback` begins the id of a name without ASCII letters.
    pub fn add(&mut self, name: &str, fallback: &str) -> (String, String) {
        let name = distinct(&canonical(name), " ", &mut self.names);
        let id = built_in(&name).map_or_else(|| own_id(&name, fallback), |(_, id)| id);
        let id = distinct(&id, "", &mut self.ids);
        (name, id)
    }
}

fn own_id(name: &str, fallback: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).take(30).collect();
    match name.is_ascii() && letters.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => letters,
        false => format!("{fallback}1"),
    }
}

/// `wanted`, or with the first number appended that makes it new; case does not count.
fn distinct(wanted: &str, gap: &str, taken: &mut HashSet<String>) -> String {
    let stem = wanted.strip_suffix('1').unwrap_or(wanted);
    let mut candidate = wanted.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.to_lowercase()) {
        candidate = format!("{stem}{gap}{number}");
        number += 1;
    }
    candidate
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
    fn ids_are_ascii_and_unlike_each_other() {
        let mut register = Register::default();
        let mut id = |name| register.add(name, "Style").1;
        assert_eq!(id("表格标签"), "Style1");
        assert_eq!(id("表格正文"), "Style2");
        assert_eq!(id("Label Cell"), "LabelCell");
        assert_eq!(id("labelcell"), "labelcell2");
        assert_eq!(id("1st"), "Style3");
    }
}
