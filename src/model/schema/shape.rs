//! What each kind of value may be, as the parts of a schema.
//!
//! YAML loaders turn `12` and `true` into numbers and booleans before they look at a schema; to
//! gangwei they are text as typed.

use serde_json::{Map, Value, json};

use super::draft::{ParameterKind, Properties, SchemaDraft, SchemaParameter, escaped, reference};
use crate::diag::{Lang, catalogue};
use crate::model::decode::{MAX_ITEMS, MAX_TEXT};
use crate::model::keys::{
    ChoiceWord, DataKey, FILE_NAME_FIELDS, GROUPS, KeyKind, KeyTable, LABELS, MAX_WATERMARK, MAX_WHOLE,
    PARTNERS, RowLabel, choose,
};
use crate::model::records::HANDBOOK;
use crate::yaml::{self, Node, Value as Yaml};

/// White space as `str::trim` sees it, as a class of ECMA 262's expressions.
const SPACE: &str = r"\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";

/// A text in the widest sense.
pub fn scalar() -> Value {
    json!({"type": ["string", "number", "boolean", "null"], "maxLength": MAX_TEXT})
}

/// A blank value: null, white space, or a collection of blank values.
///
/// Editors show its message where a value fits none of the forms of its kind.
pub fn blank(lang: Lang) -> Value {
    json!({
        "type": ["null", "string", "array", "object"],
        "pattern": format!("^[{SPACE}]*$"),
        "patternErrorMessage": choose(lang, ("值的形式不对", "not the right kind of value")),
        "items": reference("blank"),
        "maxProperties": 0,
    })
}

/// A text that is not white space alone.
pub fn nonblank() -> Value {
    json!({"pattern": format!("[^{SPACE}]")})
}

/// The example of a key as JSON.
pub fn example(text: &str) -> Value {
    let parsed = yaml::parse(&"example".into(), text.as_bytes());
    parsed.documents.first().map_or(Value::Null, plain)
}

/// A node of our own tables as JSON: whole numbers are numbers, all else is text.
fn plain(node: &Node) -> Value {
    match &node.value {
        Yaml::Scalar(scalar) => match scalar.text.parse::<u32>() {
            Ok(number) if scalar.plain => number.into(),
            _ => scalar.text.clone().into(),
        },
        Yaml::List(items) => items.iter().map(plain).collect(),
        Yaml::Map(entries) => {
            let name = |key: &Node| key.as_scalar().map(|key| key.text.clone()).unwrap_or_default();
            entries.iter().map(|entry| (name(&entry.key), plain(&entry.value))).collect()
        }
    }
}

impl SchemaDraft<'_> {
    /// The value of a key: one of the forms of its kind, or blank.
    pub fn value(&mut self, key: &'static DataKey) -> Map<String, Value> {
        let mut forms = match key.kind {
            KeyKind::FileName => vec![self.file_name()],
            KeyKind::Watermark => vec![json!({"allOf": [reference("text")], "maxLength": MAX_WATERMARK})],
            KeyKind::Text
            | KeyKind::Code
            | KeyKind::Date
            | KeyKind::Pattern
            | KeyKind::Picture
            | KeyKind::Template => {
                vec![if key.required { self.filled() } else { reference("text") }]
            }
            KeyKind::Lines | KeyKind::Prose | KeyKind::Names | KeyKind::Texts | KeyKind::Roles => {
                match key.required {
                    true => vec![self.filled(), some_filled()],
                    false => vec![texts()],
                }
            }
            KeyKind::Whole { min } => vec![self.whole(Some(min))],
            KeyKind::Headcount => vec![self.headcount()],
            KeyKind::Integer => vec![self.whole(None)],
            KeyKind::Choice(choices) => self.choice(choices),
            KeyKind::Map(table) => vec![self.table(table)],
            KeyKind::List { table, or_text } => self.list(table, or_text),
            KeyKind::Groups(table) => self.groups(table),
            KeyKind::Superiors(table) => self.superiors(table),
            KeyKind::Labelled(labels) => {
                let rows = self.labelled(key, labels);
                let id = format!("labels.{}", key.name);
                self.definitions.insert(id.clone(), rows);
                let rows = reference(&id);
                vec![rows.clone(), list_or_text(&rows)]
            }
            KeyKind::Words => vec![self.own_words()],
            KeyKind::Parameters => vec![self.open(Properties::default(), reference("text"))],
            KeyKind::Choices(choices) => {
                let choice = json!({"anyOf": self.choice(choices)});
                vec![self.checks(choice)]
            }
        };
        if !key.required {
            forms.push(reference("blank"));
        }
        Map::from_iter([("anyOf".to_owned(), forms.into())])
    }

    /// A text that must not be blank.
    fn filled(&self) -> Value {
        let mut filled = nonblank();
        filled["type"] = json!(["string", "number", "boolean"]);
        filled["patternErrorMessage"] = self.choose(("不能留空", "must not be blank")).into();
        filled
    }

    /// A text with one known field at least, and no other braces.
    fn file_name(&self) -> Value {
        let fields = FILE_NAME_FIELDS.join("|");
        let words = ("要有 {title}、{code} 等可用的项", "needs a known field such as {title} or {code}");
        json!({
            "type": "string",
            "pattern": format!("^[^{{}}]*(\\{{({fields})\\}}[^{{}}]*)+$"),
            "patternErrorMessage": self.choose(words),
        })
    }

    /// Own words for the form's labels, by any of their names.
    fn own_words(&self) -> Value {
        let any_case = |word: &str| -> String {
            let both = |c: char| match c.is_ascii_alphabetic() {
                true => format!("[{}{}]", c.to_ascii_uppercase(), c.to_ascii_lowercase()),
                false => escaped(c),
            };
            word.chars().map(both).collect()
        };
        let exact = |name: &str| name.chars().map(escaped).collect::<String>();
        let labels = self.known.labels.iter();
        let names: Vec<String> = labels
            .flat_map(|label| [exact(label.names[0]), exact(label.names[1]), any_case(label.english)])
            .collect();
        let mut object = self.object(Properties::default());
        object.insert("propertyNames".to_owned(), nonblank());
        object.insert(
            "patternProperties".to_owned(),
            json!({format!("^({})$", names.join("|")): reference("text")}),
        );
        object.insert("additionalProperties".to_owned(), reference("blank"));
        object.into()
    }

    /// What the parameters of each template set may be, where it is the one that the handbook names; unknown ones are
    /// left alone, as a project may have a set of that name with more.
    pub fn options(&self) -> Vec<Value> {
        let names = |is: fn(KeyKind) -> bool| {
            HANDBOOK.keys.iter().filter(move |key| is(key.kind)).flat_map(DataKey::names)
        };
        let of_all = |is: fn(KeyKind) -> bool, value: &Value| -> Value {
            names(is).map(|name| (name.to_owned(), value.clone())).collect()
        };
        let template = |kind| matches!(kind, KeyKind::Template);
        let sets = self.known.sets.iter().enumerate();
        let rules = sets.map(|(at, (set, parameters))| {
            let mut condition = Map::new();
            if at == 0 {
                let chosen = json!({"anyOf": [{"const": set}, reference("blank")]});
                condition.insert("properties".to_owned(), of_all(template, &chosen));
            } else {
                condition.insert("properties".to_owned(), of_all(template, &json!({"const": set})));
                let there: Vec<Value> = names(template).map(|name| json!({"required": [name]})).collect();
                condition.insert("anyOf".to_owned(), there.into());
            }
            let kinds: Map<String, Value> = parameters
                .iter()
                .filter_map(|SchemaParameter { name, kind }| Some((name.clone(), self.parameter(*kind)?)))
                .collect();
            let options = of_all(|kind| matches!(kind, KeyKind::Parameters), &json!({"properties": kinds}));
            json!({"if": condition, "then": {"properties": options}})
        });
        rules.collect()
    }

    /// A value of a parameter; any text goes for one that is text.
    fn parameter(&self, kind: ParameterKind) -> Option<Value> {
        let (plain, pattern, words) = match kind {
            ParameterKind::Bool => {
                ("boolean", "true|True|是|false|False|否", ("必须是 true 或 false", "must be true or false"))
            }
            ParameterKind::Number => ("number", "[0-9-].*", ("必须是一个数", "must be a number")),
            ParameterKind::Switch => {
                let words =
                    ("必须是 true、false 或岗位数", "must be true, false or the least number of positions");
                let mut switch = self.parameter(ParameterKind::Bool)?;
                switch["type"] = json!(["boolean", "integer", "string", "null"]);
                switch["minimum"] = 0.into();
                switch["pattern"] =
                    format!("^[{SPACE}]*(true|True|是|false|False|否|[0-9]+)?[{SPACE}]*$").into();
                switch["patternErrorMessage"] = self.choose(words).into();
                return Some(switch);
            }
            ParameterKind::Text => return None,
        };
        Some(json!({
            "type": [plain, "string", "null"],
            "pattern": format!("^[{SPACE}]*({pattern})?[{SPACE}]*$"),
            "patternErrorMessage": self.choose(words),
        }))
    }

    /// A whole number, which may be quoted.
    fn whole(&self, min: Option<u32>) -> Value {
        let mut whole = json!({
            "type": ["integer", "string", "null"],
            "pattern": format!("^[{SPACE}]*([+-]?[0-9]+[{SPACE}]*)?$"),
            "patternErrorMessage": self.choose(("必须是用数字写的整数", "must be a whole number in digits")),
        });
        if let Some(min) = min {
            whole["minimum"] = min.into();
            whole["maximum"] = MAX_WHOLE.into();
        }
        whole
    }

    /// A number of people or a range. Only decoding checks that its ends are in order.
    fn headcount(&self) -> Value {
        let end = format!("[0-9]+[{SPACE}]*[人名个位]?");
        let to = "(-|~|～|—|–|－|‐|−|至|到|to){1,2}";
        let number = format!("[+-]?{end}([{SPACE}]*{to}[{SPACE}]*{end})?");
        json!({
            "type": ["integer", "string", "null"],
            "minimum": 0,
            "maximum": MAX_WHOLE,
            "pattern": format!("^[{SPACE}]*({number})?[{SPACE}]*$"),
            "patternErrorMessage":
                self.choose(("用数字写人数，如 2 或 2-3", "a number of people in digits, such as 2 or 2-3")),
        })
    }

    /// Names, alone, in a list, or told apart by the lines to them.
    fn superiors(&mut self, table: &'static KeyTable) -> Vec<Value> {
        let lines = self.table(table);
        vec![list_or_text(&lines), lines]
    }

    /// A word out of a few; a quoted one may have white space around it.
    fn choice(&self, choices: &'static [ChoiceWord]) -> Vec<Value> {
        let words = choices.iter().flat_map(|choice| match (self.lang, choice.chinese) {
            (Lang::Zh, Some(chinese)) => vec![chinese, choice.value],
            (_, chinese) => std::iter::once(choice.value).chain(chinese).collect(),
        });
        let words: Vec<&str> = words.collect();
        let pattern = format!("^[{SPACE}]*({})?[{SPACE}]*$", words.join("|"));
        // YAML reads `true` as no text.
        let switches = words.iter().filter_map(|word| word.parse().ok().map(Value::Bool));
        let values: Vec<Value> = words.iter().map(|word| json!(word)).chain(switches).collect();
        vec![json!({"enum": values}), json!({"type": ["string", "null"], "pattern": pattern})]
    }

    fn list(&mut self, table: &'static KeyTable, text: bool) -> Vec<Value> {
        let text = text.then(|| reference("text"));
        let mut item = vec![self.table(table)];
        item.extend(text.clone());
        item.push(reference("blank"));
        let list = json!({"type": "array", "items": {"anyOf": item}, "maxItems": MAX_ITEMS});
        std::iter::once(list).chain(text).collect()
    }

    fn groups(&mut self, table: &'static KeyTable) -> Vec<Value> {
        let mut group = self.list(table, true);
        let list = group.first().cloned();
        group.push(reference("blank"));
        let group = json!({"anyOf": group});
        let mut known = Properties::default();
        for name in GROUPS {
            known.add(self.choose(name), std::iter::empty(), group.clone());
        }
        let groups = self.open(known, group);
        std::iter::once(groups).chain(list).collect()
    }

    /// Labels of any name. Those that usually stand under the key are suggested.
    fn labelled(&self, key: &DataKey, labels: &'static [RowLabel]) -> Value {
        let mut known = Properties::default();
        for label in labels {
            let mut value = texts();
            let names: Vec<&str> = label.names().collect();
            let names = names.join(self.choose(("、", ", ")));
            value["description"] = match self.lang {
                Lang::Zh => format!("名称：{names}").into(),
                Lang::En => format!("{}. Names: {names}", label.english).into(),
            };
            if label.home != key.name {
                value["doNotSuggest"] = true.into();
            }
            known.add(label.name_in(self.lang), label.names(), value);
        }
        self.open(known, texts())
    }

    /// Checks by their codes.
    fn checks(&self, level: Value) -> Value {
        let mut known = Properties::default();
        for explanation in catalogue::explanations().filter(|explanation| explanation.code.is_weighable()) {
            let mut value = level.clone();
            value["description"] = self.choose(explanation.title).into();
            known.add(explanation.code.name(), std::iter::empty(), value);
        }
        self.open(known, reference("blank"))
    }

    /// A mapping of the author's own keys beside the known ones.
    fn open(&self, known: Properties, other: Value) -> Value {
        let mut object = self.object(known);
        object.insert("propertyNames".to_owned(), nonblank());
        object.insert("additionalProperties".to_owned(), other);
        object.into()
    }

    /// What an editor puts down for the key's value, with places to type in.
    pub fn body(&self, key: &DataKey) -> Option<Value> {
        let mut place = 0;
        match key.kind {
            KeyKind::List { table, .. } => Some(json!([self.suggested(table, &mut place)])),
            KeyKind::Groups(table) => {
                let group =
                    |names| (self.choose(names).to_owned(), json!([self.suggested(table, &mut place)]));
                Some(Value::Object(GROUPS.into_iter().map(group).collect()))
            }
            KeyKind::Labelled(_) => {
                let home = LABELS.iter().chain(&PARTNERS).filter(|label| label.home == key.name);
                let body: Map<String, Value> =
                    home.map(|label| (label.name_in(self.lang).to_owned(), next(&mut place))).collect();
                (!body.is_empty()).then(|| body.into())
            }
            _ => None,
        }
    }

    /// The keys of a mapping that are put down at once, with places to type in.
    pub fn suggested(&self, table: &KeyTable, place: &mut u32) -> Value {
        let suggested = table.keys.iter().filter(|key| key.suggested);
        suggested.map(|key| (key.name_in(self.lang).to_owned(), next(place))).collect()
    }
}

/// The next place to type in, as an editor's snippet has it.
fn next(place: &mut u32) -> Value {
    *place += 1;
    format!("${place}").into()
}

/// A text or a list of text.
fn texts() -> Value {
    json!({
        "type": ["string", "number", "boolean", "null", "array"],
        "maxLength": MAX_TEXT,
        "items": reference("text"),
        "maxItems": MAX_ITEMS,
    })
}

/// A text, or a list of text and of something else.
fn list_or_text(other: &Value) -> Value {
    json!({
        "type": ["string", "number", "boolean", "null", "array"],
        "maxLength": MAX_TEXT,
        "items": {"anyOf": [reference("text"), other]},
        "maxItems": MAX_ITEMS,
    })
}

/// A list of text with one at least that is not blank.
fn some_filled() -> Value {
    let mut filled = nonblank();
    filled["type"] = json!(["string", "number", "boolean"]);
    json!({"type": "array", "items": reference("text"), "contains": filled})
}
