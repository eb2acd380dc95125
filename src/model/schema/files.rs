//! The schema of each kind of file.

use serde_json::{Map, Value, json};

use super::draft::{KnownNames, Properties, SchemaDraft, reference};
use super::shape::{self, blank, scalar};
use crate::diag::Lang;
use crate::model::keys::{DataKey, KeyKind, KeyTable, choose};
use crate::model::records::{HANDBOOK, POSITION};

/// What a schema describes: a kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFile {
    Handbook,
    Position,
}

impl DataFile {
    pub const ALL: [DataFile; 2] = [DataFile::Handbook, DataFile::Position];

    pub fn table(self) -> &'static KeyTable {
        match self {
            DataFile::Handbook => &HANDBOOK,
            DataFile::Position => &POSITION,
        }
    }

    /// What a project calls the file with the schema, in its folder `schema`.
    pub fn file(self) -> &'static str {
        match self {
            DataFile::Handbook => "schema/handbook.schema.json",
            DataFile::Position => "schema/position.schema.json",
        }
    }
}

/// The schema as JSON text, with descriptions in this language.
pub fn schema(document: DataFile, lang: Lang, known: &KnownNames) -> String {
    // Values of our own making always have a JSON form.
    format!("{:#}\n", SchemaDraft::new(lang, known).document(document))
}

impl SchemaDraft<'_> {
    fn new(lang: Lang, known: &KnownNames) -> SchemaDraft<'_> {
        let mut definitions = Map::new();
        definitions.insert("blank".to_owned(), blank(lang));
        definitions.insert("text".to_owned(), scalar());
        SchemaDraft { lang, known, definitions }
    }

    pub fn choose(&self, words: (&'static str, &'static str)) -> &'static str {
        choose(self.lang, words)
    }

    fn document(mut self, document: DataFile) -> Value {
        let table = document.table();
        let one = self.table(table);
        let forms = match document {
            DataFile::Handbook => vec![one, json!({"type": "null"})],
            // One of several documents may be empty, and so may the file that a loader gives for it.
            DataFile::Position => {
                let item = json!({"anyOf": [one.clone(), reference("blank")]});
                let list = json!({"type": "array", "items": item, "contains": one.clone()});
                vec![one, list, json!({"type": "null"})]
            }
        };
        let description = self.choose(match document {
            DataFile::Handbook => (
                "整本手册的信息，写在 handbook.yaml 里",
                "What concerns the whole handbook, in handbook.yaml",
            ),
            DataFile::Position => (
                "岗位文件：一个岗位，或岗位的列表，或用 --- 隔开的几段",
                "A position file: one position, a list of them, or several documents parted by ---",
            ),
        });
        let lang = self.choose(("zh", "en"));
        json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "$id": format!("urn:gangwei:schema:{}:{lang}", table.id),
            "title": self.choose(table.title),
            "description": description,
            "anyOf": forms,
            "definitions": self.definitions,
        })
    }

    /// A mapping whose keys are those of the table, defined once.
    pub fn table(&mut self, table: &'static KeyTable) -> Value {
        if !self.definitions.contains_key(table.id) {
            // A placeholder keeps the definitions in the order in which they are met.
            self.definitions.insert(table.id.to_owned(), Value::Null);
            let mut properties = Properties::default();
            for key in table.keys {
                let id = format!("{}.{}", table.id, key.name);
                self.definitions.insert(id.clone(), Value::Null);
                let value = self.key(key);
                self.definitions.insert(id.clone(), value);
                properties.add_called(key.name_in(self.lang), key.names(), key.synonyms, reference(&id));
            }
            let mut object = self.object(properties);
            object.insert("title".to_owned(), self.choose(table.title).into());
            object.insert("additionalProperties".to_owned(), false.into());
            let required = table.keys.iter().filter(|key| key.required).map(|key| {
                let names = self.in_order(key).chain(key.synonyms.iter().copied());
                let names = names.map(|name| json!({"required": [name]}));
                json!({"anyOf": names.collect::<Vec<_>>()})
            });
            let required: Vec<Value> = required.collect();
            let mut rules = required;
            if table.id == HANDBOOK.id {
                rules.extend(self.options());
            }
            if !rules.is_empty() {
                object.insert("allOf".to_owned(), rules.into());
            }
            if table.keys.iter().any(|key| key.suggested) {
                let snippet =
                    json!({"label": self.choose(table.title), "body": self.suggested(table, &mut 0)});
                object.insert("defaultSnippets".to_owned(), json!([snippet]));
            }
            self.definitions.insert(table.id.to_owned(), object.into());
        }
        reference(table.id)
    }

    /// The names of a key, that of the schema's language first.
    fn in_order(&self, key: &'static DataKey) -> impl Iterator<Item = &'static str> {
        let first = key.name_in(self.lang);
        std::iter::once(first).chain(key.names().filter(move |name| *name != first))
    }

    /// What an editor tells of a key, and what its value may be.
    fn key(&mut self, key: &'static DataKey) -> Value {
        let names: Vec<&str> = self.in_order(key).collect();
        let doc = self.choose(key.doc);
        let description = match (self.lang, names.len()) {
            (_, 1) => doc.to_owned(),
            (Lang::Zh, _) => format!("{doc}。名称：{}", names.join("、")),
            (Lang::En, _) => format!("{doc}. Names: {}", names.join(", ")),
        };
        let mut value = Map::new();
        value.insert("description".to_owned(), description.into());
        if let Some(default) = key.default {
            value.insert("default".to_owned(), self.word(key, default).into());
        }
        value.insert("examples".to_owned(), json!([shape::example(self.choose(key.example))]));
        if let Some(body) = self.body(key) {
            let label = self.choose(("填写", "fill in"));
            value.insert("defaultSnippets".to_owned(), json!([{"label": label, "body": body}]));
        }
        value.extend(self.value(key));
        value.into()
    }

    /// A choice as authors of the schema's language write it.
    fn word(&self, key: &DataKey, word: &'static str) -> &'static str {
        let KeyKind::Choice(choices) = key.kind else { return word };
        let chosen = choices.iter().find(|choice| choice.value == word);
        let chinese = chosen.and_then(|choice| choice.chinese).unwrap_or(word);
        self.choose((chinese, word))
    }

    /// A mapping with these properties.
    pub fn object(&self, properties: Properties) -> Map<String, Value> {
        let mut object = Map::new();
        object.insert("type".to_owned(), "object".into());
        if !properties.all.is_empty() {
            object.insert("properties".to_owned(), properties.all.into());
        }
        if !properties.patterns.is_empty() {
            object.insert("patternProperties".to_owned(), properties.patterns.into());
        }
        if !properties.rivals.is_empty() {
            object.insert("dependencies".to_owned(), properties.rivals.into());
        }
        object
    }
}
