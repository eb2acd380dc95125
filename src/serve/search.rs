//! Finds a text in all that positions and the handbook say.

use serde_json::{Value as Json, json};

use super::handbook::HANDBOOK_ID;
use crate::characters::half_width;
use crate::diag::Span;
use crate::model::{HANDBOOK, Handbook, KeyPath, Keyed, Str, Wording, position_ids};

/// The most hits that are shown.
const MOST_HITS: usize = 200;
/// How much of a text is shown before and behind a hit, in characters.
const BEFORE: usize = 24;
const AFTER: usize = 80;

/// Where words stand, one hit for each text that has them all. Case and width of letters do not count.
pub fn search(handbook: &Handbook, query: &str) -> Json {
    let fold = |text: &str| folded(text).map(|(_, c)| c).collect();
    // Words that stand as they were asked for are shown as one.
    let wanted = [vec![fold(query.trim())], query.split_whitespace().map(fold).collect()];
    let mut finder = Finder { wanted, hits: Vec::new(), more: false };
    if !query.trim().is_empty() {
        for (position, id) in handbook.positions().zip(position_ids(handbook)) {
            let department = position.department.as_ref().map_or("", |name| name.as_str());
            let owner = Owner { id: &id, title: &position.title, department, path: &position.path };
            position.walk(None, &mut |path, written| finder.look(&owner, path, written));
        }
        let owner =
            Owner { id: HANDBOOK_ID, title: &handbook.title, department: "", path: &handbook.title.path };
        handbook.walk(None, &mut |path, written| finder.look(&owner, path, written));
        if let Some(key) = HANDBOOK.named("departments") {
            let above = KeyPath { key, above: None };
            for department in &handbook.departments {
                department.walk(Some(&above), &mut |path, written| finder.look(&owner, path, written));
            }
        }
    }
    json!({"hits": finder.hits, "more": finder.more})
}

/// Whoever says a text, and its file.
struct Owner<'a> {
    id: &'a str,
    title: &'a str,
    department: &'a str,
    path: &'a str,
}

struct Finder {
    /// Words that stand in a text together; other ones if these do not.
    wanted: [Vec<Vec<char>>; 2],
    hits: Vec<Json>,
    more: bool,
}

impl Finder {
    fn look(&mut self, owner: &Owner, path: &KeyPath, written: Wording) {
        // What stands in another file, or in none, is not said by the owner.
        let is_own = |text: &&Str| *text.path == *owner.path && text.span() != Span::default();
        let Some(text) = written.text().filter(is_own) else { return };
        let Some((start, end)) = self.find(text) else { return };
        if self.hits.len() >= MOST_HITS {
            self.more = true;
            return;
        }
        let key = path.top();
        let shown = |part: &str| part.replace('\n', " ");
        let before = &text[..start];
        let from = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
        let after: String = text[end..].chars().take(AFTER).collect();
        self.hits.push(json!({
            "id": owner.id,
            "title": owner.title,
            "department": owner.department,
            "key": key.name,
            "zh": key.usual(),
            "en": key.name,
            "before": shown(&before[from..]),
            "match": shown(&text[start..end]),
            "after": shown(&after),
        }));
    }

    /// Where a text that has all words has the first of them.
    fn find(&self, text: &str) -> Option<(usize, usize)> {
        let all: Vec<(usize, char)> = folded(text).collect();
        let find = |word: &Vec<char>| {
            let is_here =
                |window: &[(usize, char)]| window.iter().zip(word).all(|((_, c), wanted)| c == wanted);
            Some((all.windows(word.len()).position(is_here)?, word.len()))
        };
        let all_of = |words: &Vec<Vec<char>>| words.iter().map(find).collect::<Option<Vec<(usize, usize)>>>();
        let found = self.wanted.iter().find_map(all_of)?;
        let (at, length) = *found.first()?;
        let start = all[at].0;
        let last = all[at + length - 1].0;
        let end = text[last..].chars().next().map_or(last, |c| last + c.len_utf8());
        Some((start, end))
    }
}

/// The characters as they are compared, each with the place of the one that it is of.
fn folded(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.char_indices().flat_map(|(at, c)| {
        let c = if c.is_whitespace() { ' ' } else { half_width(c) };
        c.to_lowercase().map(move |c| (at, c))
    })
}
