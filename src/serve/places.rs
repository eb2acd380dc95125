//! Which item of a list a place of a file is in.

use crate::diag::Span;
use crate::model::{Keyed, Labelled, Position, Str};

/// Where the texts of a position's lists stand, in order, each with its name: `responsibilities.2.standard`, `authority.0`.
pub fn items(position: &Position) -> Vec<(Span, String)> {
    let mut places = Places { position, found: Vec::new() };
    places.records("responsibilities", position.responsibilities.iter().flat_map(|group| &group.items));
    places.records("kpis", &position.kpis);
    places.records("approvals", &position.approvals);
    let labelled: [(&str, &[Labelled]); 5] = [
        ("collaboration", &position.collaboration),
        ("qualifications", &position.qualifications),
        ("conditions", &position.conditions),
        ("career", &position.career),
        ("extra", &position.extra),
    ];
    for (key, all) in labelled {
        for (number, one) in all.iter().enumerate() {
            one.label.iter().for_each(|label| places.add(label, format!("{key}.{number}.label")));
            one.items.iter().for_each(|item| places.add(item, format!("{key}.{number}.items")));
        }
    }
    let texts: [(&str, &[Str]); 3] = [
        ("authority", &position.authority),
        ("liability", &position.liability),
        ("remarks", &position.remarks),
    ];
    for (key, all) in texts {
        all.iter().enumerate().for_each(|(number, text)| places.add(text, format!("{key}.{number}")));
    }
    places.found.sort_unstable_by_key(|(span, _)| span.start);
    places.found
}

struct Places<'p> {
    position: &'p Position,
    found: Vec<(Span, String)>,
}

impl Places<'_> {
    fn add(&mut self, text: &Str, name: String) {
        // What the handbook lends stands in another file.
        if text.path == self.position.path && text.span() != Span::default() {
            self.found.push((text.span(), name));
        }
    }

    fn records<'r, R: Keyed>(&mut self, key: &str, records: impl IntoIterator<Item = &'r R>) {
        for (number, record) in records.into_iter().enumerate() {
            record.walk(None, &mut |path, wording| {
                if let Some(text) = wording.text() {
                    self.add(text, format!("{key}.{number}.{}", path.top().name));
                }
            });
        }
    }
}

/// The name of the text in which a place is.
pub fn item_at(items: &[(Span, String)], at: usize) -> Option<&str> {
    let after = items.partition_point(|(span, _)| span.start <= at);
    let (span, name) = items.get(after.checked_sub(1)?)?;
    (at < span.end).then_some(name)
}

#[cfg(test)]
mod tests {
    use crate::model::POSITION;
    use crate::model::keys::KeyKind;

    #[test]
    fn every_list_of_a_position_is_looked_through() {
        let lists = [
            "responsibilities",
            "kpis",
            "approvals",
            "collaboration",
            "qualifications",
            "conditions",
            "career",
            "extra",
            "authority",
            "liability",
            "remarks",
        ];
        for key in POSITION.keys {
            let is_list = matches!(
                key.kind,
                KeyKind::Groups(_) | KeyKind::List { .. } | KeyKind::Labelled(_) | KeyKind::Texts
            );
            assert_eq!(is_list, lists.contains(&key.name), "{}", key.name);
        }
    }
}
