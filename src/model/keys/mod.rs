//! The one table of keys: names in both languages, kind of value, documentation, examples.
//!
//! Decoding, hints at misspelt keys, the JSON Schema, the skeleton of a new position and the
//! reference all read it, so that they cannot disagree.

mod handbook;
mod position;
mod synonyms;
mod words;

pub use handbook::{DEPARTMENT, HANDBOOK, PDF, REVISION};
pub use position::{APPROVAL, DUTY, KPI, POSITION, SUPERIORS};
pub use synonyms::{SPELLING, label_meant_by, meant_by};
pub use words::{ARCHIVES, FILE_NAME_FIELDS, GROUPS, LABELS, LANGUAGES, LEVELS, PARTNERS, STATUSES};

use crate::diag::Lang;

/// The largest whole number: beyond any headcount or page number, and sums stay far from overflow.
pub const MAX_WHOLE: u32 = 1_000_000;
/// The longest watermark, in characters.
pub const MAX_WATERMARK: usize = 50;

/// What a mapping may hold.
#[derive(Debug)]
pub struct Table {
    /// What the schema calls it.
    pub id: &'static str,
    /// What one is, in Chinese and English.
    pub title: (&'static str, &'static str),
    pub keys: &'static [Key],
    /// The keys that an editor puts down at once for a new one.
    pub usual: &'static [&'static str],
}

/// A key.
#[derive(Debug)]
pub struct Key {
    /// The English name, which templates use.
    pub name: &'static str,
    /// Names that mean the same; the first is the usual one.
    pub chinese: &'static [&'static str],
    pub kind: Kind,
    /// Whether it must stand there, and not blank.
    pub required: bool,
    /// What holds where it is left out, if that is a fixed value.
    pub default: Option<&'static str>,
    /// One line each, Chinese and English.
    pub doc: (&'static str, &'static str),
    /// A value as an author would write it in YAML, with Chinese and with English keys.
    pub example: (&'static str, &'static str),
}

/// What a value may be. Null and empty are always allowed, and mean blank.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Text,
    /// A text; 不填, 无 and `/` are blank too.
    Code,
    /// A regular expression.
    Pattern,
    /// A name with [fields](FILE_NAME_FIELDS) in braces.
    FileName,
    /// A text, or a list of text that shows as lines of one text.
    Lines,
    /// A text, or a list of text that shows as one enumeration.
    Names,
    /// A list of text; a single text stands for a list of one.
    Texts,
    /// A whole number not below `min`, written in digits.
    Whole {
        min: u32,
    },
    /// A number of people, or a range: 3, 2-3, 2～3人.
    Headcount,
    /// A whole number, which may be negative.
    Integer,
    Choice(&'static [Choice]),
    Map(&'static Table),
    /// A list of mappings; a text stands for a mapping with `text` alone.
    List {
        table: &'static Table,
        text: Option<&'static str>,
    },
    /// A list of duties, or a mapping of group to such lists.
    Groups(&'static Table),
    /// Names as in `Names`, a mapping that tells lines to them apart, or a list of both.
    Superiors(&'static Table),
    /// A mapping of label to text or list of text, known labels having a name in each language; or text,
    /// or a list of text and such mappings.
    Labelled(&'static [Label]),
    /// A mapping of the author's own keys to texts.
    Entries,
    /// A mapping of the author's own keys to choices.
    Choices(&'static [Choice]),
}

/// A word out of a few.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: &'static str,
    pub chinese: Option<&'static str>,
}

/// A label that is known in both languages.
#[derive(Debug)]
pub struct Label {
    /// As a key in the data.
    pub key: &'static str,
    /// As a key in the data; the first is what the form shows.
    pub chinese: &'static [&'static str],
    /// What the form shows in English.
    pub english: &'static str,
    /// The key under which it usually stands. It may stand under the others, too.
    pub home: &'static str,
}

impl Table {
    /// The key that has this name in either language.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.keys.iter().position(|key| key.names().any(|n| n == name))
    }
}

impl Key {
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.chinese.iter().copied())
    }

    /// The Chinese name that messages use.
    pub fn usual(&self) -> &'static str {
        self.chinese.first().copied().unwrap_or(self.name)
    }

    /// The name for authors who write in this language.
    pub fn name_in(&self, lang: Lang) -> &'static str {
        choose(lang, (self.usual(), self.name))
    }

    const fn required(self) -> Key {
        Key { required: true, ..self }
    }

    const fn default(self, value: &'static str) -> Key {
        Key { default: Some(value), ..self }
    }

    /// With Chinese and with English keys.
    const fn example(self, zh: &'static str, en: &'static str) -> Key {
        Key { example: (zh, en), ..self }
    }
}

impl Label {
    /// The name for authors who write in this language.
    pub fn name_in(&self, lang: Lang) -> &'static str {
        choose(lang, (self.chinese.first().copied().unwrap_or(self.key), self.key))
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.key).chain(self.chinese.iter().copied())
    }
}

/// One of a Chinese and an English word.
pub fn choose(lang: Lang, (zh, en): (&'static str, &'static str)) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

const fn key(
    name: &'static str,
    chinese: &'static [&'static str],
    kind: Kind,
    zh: &'static str,
    en: &'static str,
) -> Key {
    Key { name, chinese, kind, required: false, default: None, doc: (zh, en), example: ("", "") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> [&'static Table; 9] {
        [&HANDBOOK, &POSITION, &SUPERIORS, &DEPARTMENT, &REVISION, &APPROVAL, &DUTY, &KPI, &PDF]
    }

    #[test]
    fn no_name_means_two_things() {
        for table in all() {
            let mut names: Vec<&str> = table.keys.iter().flat_map(Key::names).collect();
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        }
    }

    #[test]
    fn a_text_item_fills_a_key_of_its_table() {
        for key in all().iter().flat_map(|table| table.keys) {
            if let Kind::List { table, text: Some(text) } = key.kind {
                assert!(table.find(text).is_some_and(|at| table.keys[at].required), "{}", key.name);
            }
        }
    }

    #[test]
    fn every_key_is_explained_in_a_line_and_shown() {
        for key in all().iter().flat_map(|table| table.keys) {
            for (doc, example) in [(key.doc.0, key.example.0), (key.doc.1, key.example.1)] {
                assert!(
                    !doc.is_empty() && !doc.contains('\n') && !doc.ends_with(['。', '.']),
                    "{}",
                    key.name
                );
                assert!(!example.is_empty(), "{}", key.name);
            }
        }
    }

    #[test]
    fn what_an_editor_puts_down_are_keys_with_the_required_ones() {
        for table in all() {
            assert!(table.usual.iter().all(|name| table.find(name).is_some()), "{}", table.id);
            let required = table.keys.iter().filter(|key| key.required);
            assert!(
                table.usual.is_empty() || required.into_iter().all(|key| table.usual.contains(&key.name))
            );
        }
    }

    #[test]
    fn labels_are_at_home_under_keys_that_take_them() {
        for label in LABELS.iter().chain(&PARTNERS) {
            let key = &POSITION.keys[POSITION.find(label.home).unwrap()];
            assert!(matches!(key.kind, Kind::Labelled(_)), "{}", label.key);
        }
    }
}
