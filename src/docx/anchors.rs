//! Bookmarks: a name that Word takes, and a number, for every id of the tree.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Word's limit for a bookmark's name.
const MAX_NAME: usize = 40;

/// Every id of a document, in order.
#[derive(Default)]
pub struct Anchors<'a> {
    by_id: HashMap<&'a str, Bookmark>,
    names: HashSet<String>,
}

/// What stands at an id.
pub struct Bookmark {
    pub number: u32,
    pub name: String,
    /// Where the id stands in the tree. Should an id come twice, only its first place counts.
    place: usize,
}

impl<'a> Anchors<'a> {
    pub fn add(&mut self, id: &'a Arc<str>) {
        if self.by_id.contains_key(&**id) {
            return;
        }
        let number = self.by_id.len() as u32;
        let name = self.name(id, number);
        self.by_id.insert(id, Bookmark { number, name, place: place_of(id) });
    }

    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// The bookmark to write at this place of the tree.
    pub fn at(&self, id: &Arc<str>) -> Option<&Bookmark> {
        self.by_id.get(&**id).filter(|bookmark| bookmark.place == place_of(id))
    }

    /// The bookmark that a link to `id` leads to.
    pub fn get(&self, id: &str) -> Option<&Bookmark> {
        self.by_id.get(id)
    }

    /// The id itself if Word takes it as a name, else what is left of it with a number.
    /// Word does not tell names apart by case.
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

fn place_of(id: &Arc<str>) -> usize {
    std::ptr::from_ref(id) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suit_word_and_differ() {
        let ids: Vec<Arc<str>> =
            ["sales", "Sales", "市场部", "市场部", "x y", "1a", &"long".repeat(20), "a2_"]
                .map(Arc::from)
                .into();
        let mut anchors = Anchors::default();
        ids.iter().for_each(|id| anchors.add(id));
        let names: Vec<&str> = ids.iter().map(|id| &*anchors.get(id).unwrap().name).collect();
        assert_eq!(names[..6], ["sales", "a1_0", "a2_", "a2_", "a3_xy", "a4_1a"]);
        assert!(names.iter().all(|name| name.len() <= MAX_NAME && name.is_ascii()));
        assert_eq!(names[7], "a6_0");
        assert!(anchors.at(&ids[2]).is_some() && anchors.at(&ids[3]).is_none());
    }
}
