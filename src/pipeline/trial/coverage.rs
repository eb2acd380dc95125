//! Lists the texts of the data by key, to find keys that a set never shows.

use crate::model::keys::KeyKind;
use crate::model::{Handbook, Keyed, Language, Reporting, Wording};
use crate::template::{Each, LABELS, Prose, chinese_date, prose};

use super::faults::plain;

/// A key of the data, and its texts.
pub struct CoveredKey {
    pub name: String,
    /// The kind of part that should show it.
    pub each: Option<Each>,
    texts: Vec<String>,
}

impl CoveredKey {
    /// The first of its texts that `shown` (without white space) does not have.
    pub fn absent(&self, shown: &str) -> Option<&str> {
        let is_shown = |text: &str| {
            // A date may be written out, and a label may be in the form's language.
            shown.contains(&plain(text))
                || chinese_date(text).is_some_and(|date| shown.contains(&date))
                || LABELS.iter().any(|label| label.zh == text && shown.contains(&plain(label.en)))
        };
        self.texts.iter().map(String::as_str).find(|text| !is_shown(text))
    }
}

/// Every key that a set should show somewhere.
pub fn keys(handbook: &Handbook) -> Vec<CoveredKey> {
    let mut keys = KeyTexts { all: Vec::new(), language: handbook.language };
    keys.record(None, "", handbook);
    for piece in prose(&handbook.foreword) {
        let texts = match piece {
            Prose::Paragraph(text) => text.lines().map(str::to_owned).collect(),
            Prose::List { items, .. } => items,
        };
        keys.add(None, "foreword".to_owned(), texts);
    }
    let reporting = Reporting::new(handbook);
    let mut number = 0;
    for department in &handbook.departments {
        // A department without positions has a part in some outputs only.
        keys.record(Some(Each::Department), "departments.", department);
        for position in &department.positions {
            keys.record(Some(Each::Position), "position.", position);
            // Only their names, since the form may add separators and brackets.
            let names = reporting.lines(number).iter().flat_map(|line| line.name.lines());
            keys.add(Some(Each::Position), "position.reports_to".to_owned(), names.map(str::to_owned));
            number += 1;
        }
    }
    keys.all
}

/// Gathers texts under their keys, in the order of the keys' first texts.
struct KeyTexts {
    all: Vec<CoveredKey>,
    /// The language of numbers of people.
    language: Language,
}

impl KeyTexts {
    fn add(&mut self, each: Option<Each>, name: String, texts: impl IntoIterator<Item = String>) {
        let texts = texts.into_iter();
        match self.all.iter_mut().find(|key| key.name == name) {
            Some(key) => key.texts.extend(texts),
            None => self.all.push(CoveredKey { name, each, texts: texts.collect() }),
        }
    }

    /// Adds the texts of a record, without superiors and prose, which are not shown as they are written.
    fn record(&mut self, each: Option<Each>, above: &str, record: &impl Keyed) {
        record.walk(None, &mut |path, written| {
            let kind = path.key.kind;
            if !kind.is_for_templates() || matches!(kind, KeyKind::Superiors(_) | KeyKind::Prose) {
                return;
            }
            let texts = match written {
                Wording::Text(text) | Wording::Label(text) => vec![text.to_string()],
                // Its lines may stand in paragraphs of their own.
                Wording::Passage(text) => text.lines().map(str::to_owned).collect(),
                Wording::People(headcount) => vec![headcount.text(self.language)],
            };
            self.add(each, format!("{above}{}", path.name()), texts);
        });
    }
}
