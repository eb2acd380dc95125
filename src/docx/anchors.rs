//! Bookmarks: for every anchor of the tree a number and a name that Word accepts; and the bookmarks that fields count
//! from.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The most characters that Word allows in a bookmark's name.
const MAX_NAME: usize = 40;

/// The bookmarks of all anchors of a document, in document order.
#[derive(Default)]
pub struct Anchors<'a> {
    by_id: HashMap<&'a str, Bookmark>,
    names: HashSet<String>,
}

/// The bookmark of an anchor.
pub struct Bookmark {
    pub number: u32,
    pub name: String,
    /// The index of the part it stands in; of several parts with one anchor, the first counts.
    part: usize,
}

/// A bookmark on a page from which fields in headers and footers count.
#[derive(Clone)]
pub struct CountingMark {
    pub number: u32,
    pub name: Cow<'static, str>,
}

/// The value of the bookmark [`FRONT_PAGES`].
#[derive(Clone, Copy)]
pub struct FrontPages {
    /// The bookmark's number.
    pub number: u32,
    pub pages: u32,
}

/// The bookmark that a SET field at the beginning of the front matter defines. A file without front matter does not
/// define it.
pub const FRONT_PAGES: &str = "FrontPages";

impl<'a> Anchors<'a> {
    pub fn add(&mut self, id: &'a str, part: usize) {
        if self.by_id.contains_key(id) {
            return;
        }
        let number = self.by_id.len() as u32;
        let name = self.name(id, number);
        self.by_id.insert(id, Bookmark { number, name, part });
    }

    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// The bookmark to write where that part has the anchor; `None` if the bookmark belongs to another part.
    pub fn at(&self, id: &str, part: usize) -> Option<&Bookmark> {
        self.by_id.get(id).filter(|bookmark| bookmark.part == part)
    }

    /// The bookmark that a link to the anchor leads to.
    pub fn get(&self, id: &str) -> Option<&Bookmark> {
        self.by_id.get(id)
    }

    /// A name for the anchor: the id itself if Word accepts it, else a number and the id's letters and digits that
    /// Word accepts. Word ignores case in these names.
    fn name(&mut self, id: &str, number: u32) -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let starts_well = id.starts_with(|c: char| c.is_ascii_alphabetic());
        let mut name = id.to_owned();
        if !starts_well || id.len() > MAX_NAME || !id.chars().all(is_plain) {
            let rest: String = id.chars().filter(|&c| is_plain(c)).take(MAX_NAME - 12).collect();
            name = format!("a{number}_{rest}");
        }
        let mut tries = 0;
        while !self.names.insert(name.to_ascii_lowercase()) {
            name = format!("a{number}_{tries}");
            tries += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suit_word_and_differ() {
        let long = "long".repeat(20);
        let ids = ["sales", "Sales", "市场部", "市场部", "x y", "1a", &long, "a2_"];
        let mut anchors = Anchors::default();
        ids.iter().enumerate().for_each(|(part, id)| anchors.add(id, part));
        let names: Vec<&str> = ids.iter().map(|id| &*anchors.get(id).unwrap().name).collect();
        assert_eq!(names[..6], ["sales", "a1_0", "a2_", "a2_", "a3_xy", "a4_1a"]);
        assert!(names.iter().all(|name| name.len() <= MAX_NAME && name.is_ascii()));
        assert_eq!(names[7], "a6_0");
        assert!(anchors.at(ids[2], 2).is_some() && anchors.at(ids[3], 3).is_none());
    }
}
