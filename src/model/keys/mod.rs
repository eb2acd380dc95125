//! What is known of a key: names in both languages, kind of value, documentation, examples.
//!
//! Decoding, hints at misspelt keys, the JSON Schema, the skeleton of a new position and the
//! reference all read it, so that they cannot disagree.

mod words;

pub use words::{
    ARCHIVES, FILE_NAME_FIELDS, GROUPS, LABELS, LANGUAGES, LEVELS, PARTNERS, STATUSES, SWITCHES,
    label_meant_by,
};

use crate::diag::Lang;

/// The largest whole number: beyond any headcount or page number, and sums stay far from overflow.
pub const MAX_WHOLE: u32 = 1_000_000;
/// The longest watermark, in characters.
pub const MAX_WATERMARK: usize = 50;

/// What a mapping may hold.
#[derive(Debug)]
pub struct KeyTable {
    /// What the schema calls it.
    pub id: &'static str,
    /// What one is, in Chinese and English.
    pub title: (&'static str, &'static str),
    pub keys: &'static [DataKey],
}

/// A key.
#[derive(Debug)]
pub struct DataKey {
    /// The English name, which templates use.
    pub name: &'static str,
    /// Names that mean the same; the first is the usual one.
    pub chinese: &'static [&'static str],
    /// What forms call it otherwise, as good as its names. None stands for two keys of a table.
    pub synonyms: &'static [&'static str],
    /// What forms call it otherwise, but may call another thing as well: only hints know these.
    pub doubtful: &'static [&'static str],
    pub kind: KeyKind,
    /// Whether it must stand there, and not blank.
    pub required: bool,
    /// Whether an editor puts it down at once for a new record.
    pub suggested: bool,
    /// Whether it is a row that a form may keep to be written in where the data has nothing for it.
    pub row: bool,
    /// What holds where it is left out, if that is a fixed value.
    pub default: Option<&'static str>,
    /// One line each, Chinese and English.
    pub doc: (&'static str, &'static str),
    /// A value as an author would write it in YAML, with Chinese and with English keys.
    pub example: (&'static str, &'static str),
}

/// What a value may be. Null and empty are always allowed, and mean blank.
#[derive(Clone, Copy, Debug)]
pub enum KeyKind {
    Text,
    /// A text; 不填, 无 and `/` are blank too.
    Code,
    /// A text that should be a day.
    Date,
    /// A regular expression.
    Pattern,
    /// A name with [fields](FILE_NAME_FIELDS) in braces.
    FileName,
    /// The path of a picture.
    Picture,
    /// The name or the folder of a template set.
    Template,
    /// A text of [`MAX_WATERMARK`] characters at most.
    Watermark,
    /// A text, or a list of text that shows as lines of one text.
    Lines,
    /// The same, of which templates make paragraphs and lists.
    Prose,
    /// A text, or a list of text that shows as one enumeration.
    Names,
    /// A list of text; a single text stands for a list of one.
    Texts,
    /// The same, of titles that others may name.
    Roles,
    /// A whole number not below `min`, written in digits.
    Whole {
        min: u32,
    },
    /// A number of people, or a range: 3, 2-3, 2～3人.
    Headcount,
    /// A whole number, which may be negative.
    Integer,
    Choice(&'static [ChoiceWord]),
    Map(&'static KeyTable),
    /// A list of mappings, for each of which a text may stand.
    List {
        table: &'static KeyTable,
        or_text: bool,
    },
    /// A list of duties, or a mapping of group to such lists.
    Groups(&'static KeyTable),
    /// Names as in `Names`, a mapping that tells lines to them apart, or a list of both.
    Superiors(&'static KeyTable),
    /// A mapping of label to text or list of text, known labels having a name in each language; or text,
    /// or a list of text and such mappings.
    Labelled(&'static [RowLabel]),
    /// A mapping of the template set's parameters to texts.
    Parameters,
    /// A mapping of the form's labels to texts.
    Words,
    /// A mapping of the author's own keys to choices.
    Choices(&'static [ChoiceWord]),
}

impl KeyKind {
    /// Whether it is a single text.
    pub fn is_text(self) -> bool {
        use KeyKind::*;
        matches!(self, Text | Code | Date | Pattern | FileName | Picture | Template | Watermark)
    }

    /// Whether it is a mapping, or may be.
    pub fn nests(self) -> bool {
        use KeyKind::*;
        matches!(self, Map(_) | Groups(_) | Labelled(_) | Parameters | Words | Choices(_))
    }

    /// Whether it is a mapping of the author's own words, or of others, to texts.
    pub fn is_labelled(self) -> bool {
        use KeyKind::*;
        matches!(self, Labelled(_) | Parameters | Words | Choices(_) | Map(_))
    }

    /// Whether documents show its texts as they are, if only because the form does.
    pub fn is_shown(self) -> bool {
        !matches!(
            self,
            KeyKind::Pattern | KeyKind::FileName | KeyKind::Picture | KeyKind::Template | KeyKind::Roles
        )
    }

    /// Whether it is for the templates of a set to show.
    pub fn is_for_templates(self) -> bool {
        self.is_shown() && !matches!(self, KeyKind::Watermark | KeyKind::Parameters | KeyKind::Words)
    }
}

/// A word out of a few.
#[derive(Debug, PartialEq, Eq)]
pub struct ChoiceWord {
    pub value: &'static str,
    pub chinese: Option<&'static str>,
}

/// A label that is known in both languages.
#[derive(Debug)]
pub struct RowLabel {
    /// As a key in the data.
    pub key: &'static str,
    /// As a key in the data; the first is what the form shows.
    pub chinese: &'static [&'static str],
    /// What the form shows in English.
    pub english: &'static str,
    /// What forms call it otherwise.
    pub synonyms: &'static [&'static str],
    /// The key under which it usually stands. It may stand under the others, too.
    pub home: &'static str,
}

impl KeyTable {
    /// The key that has this name in either language, or is called so in forms.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.keys.iter().position(|key| key.all_names().any(|n| n == name))
    }

    /// The key that has this name in either language.
    pub fn named(&self, name: &str) -> Option<&'static DataKey> {
        self.keys.iter().find(|key| key.names().any(|n| n == name))
    }

    /// The key that is called so in forms, for certain or not.
    pub fn meant_by(&self, name: &str) -> Option<&'static DataKey> {
        self.keys.iter().find(|key| key.synonyms.iter().chain(key.doubtful).any(|n| *n == name))
    }
}

impl DataKey {
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.chinese.iter().copied())
    }

    /// All names by which a file may call it.
    pub fn all_names(&self) -> impl Iterator<Item = &'static str> {
        self.names().chain(self.synonyms.iter().copied())
    }

    /// The Chinese name that messages use.
    pub fn usual(&self) -> &'static str {
        self.chinese.first().copied().unwrap_or(self.name)
    }

    /// The name for authors who write in this language.
    pub fn name_in(&self, lang: Lang) -> &'static str {
        choose(lang, (self.usual(), self.name))
    }

    pub const fn required(self) -> DataKey {
        DataKey { required: true, ..self }
    }

    pub const fn suggested(self) -> DataKey {
        DataKey { suggested: true, ..self }
    }

    pub const fn row(self) -> DataKey {
        DataKey { row: true, ..self }
    }

    pub const fn called(self, synonyms: &'static [&'static str]) -> DataKey {
        DataKey { synonyms, ..self }
    }

    pub const fn perhaps_called(self, doubtful: &'static [&'static str]) -> DataKey {
        DataKey { doubtful, ..self }
    }

    pub const fn default(self, value: &'static str) -> DataKey {
        DataKey { default: Some(value), ..self }
    }

    /// With Chinese and with English keys.
    pub const fn example(self, zh: &'static str, en: &'static str) -> DataKey {
        DataKey { example: (zh, en), ..self }
    }
}

/// A key is itself alone: keys of different tables may have one name.
impl PartialEq for DataKey {
    fn eq(&self, other: &DataKey) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A label is itself alone.
impl PartialEq for RowLabel {
    fn eq(&self, other: &RowLabel) -> bool {
        std::ptr::eq(self, other)
    }
}

impl RowLabel {
    /// The name for authors who write in this language.
    pub fn name_in(&self, lang: Lang) -> &'static str {
        choose(lang, (self.chinese.first().copied().unwrap_or(self.key), self.key))
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.key).chain(self.chinese.iter().copied())
    }

    const fn called(self, synonyms: &'static [&'static str]) -> RowLabel {
        RowLabel { synonyms, ..self }
    }
}

/// One of a Chinese and an English word.
pub fn choose(lang: Lang, (zh, en): (&'static str, &'static str)) -> &'static str {
    lang.choose(zh, en)
}

/// A key with these Chinese names, and what it is in Chinese and English. Its record gives it name and kind.
pub const fn key(chinese: &'static [&'static str], zh: &'static str, en: &'static str) -> DataKey {
    DataKey {
        name: "",
        chinese,
        synonyms: &[],
        doubtful: &[],
        kind: KeyKind::Text,
        required: false,
        suggested: false,
        row: false,
        default: None,
        doc: (zh, en),
        example: ("", ""),
    }
}
