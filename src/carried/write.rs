//! Puts carried data into the plain form in which a DOCX takes it.

use super::document::{CarriedFile, CarriedPosition, CarriedProject, Shown};
use super::names::{DATA, ITEM_ID, NAMESPACE, POSITIONS, PROGRAM, TEMPLATE};
use crate::docx::{CarriedData, DataElement, DataPart};

/// The most characters of a property that Word shows.
const LONGEST_PROPERTY: usize = 255;

impl CarriedProject {
    /// The properties that every document has, and the part with the texts if `with_texts` says so.
    pub fn to_docx(&self, with_texts: bool) -> CarriedData {
        let mut properties = vec![
            (PROGRAM.to_owned(), self.program.clone()),
            (DATA.to_owned(), self.digest()),
            (TEMPLATE.to_owned(), format!("{} {}", self.template.name, self.template.digest)),
        ];
        if with_texts {
            properties.extend(id_properties(self.shown_ids()));
        }
        CarriedData { properties, part: with_texts.then(|| self.part()) }
    }

    fn part(&self) -> DataPart {
        let positions = self.positions.iter().map(|CarriedPosition { id, digest }| {
            let mut attributes = vec![("id", id.clone())];
            attributes.extend(digest.iter().map(|digest| ("digest", digest.clone())));
            DataElement { name: "position", attributes, ..DataElement::default() }
        });
        let files = self.files.iter().map(|CarriedFile { path, text }| DataElement {
            name: "file",
            attributes: vec![("path", path.to_string())],
            text: text.clone(),
            children: Vec::new(),
        });
        let mut attributes = vec![
            ("program", self.program.clone()),
            ("template", self.template.name.clone()),
            ("templateDigest", self.template.digest.clone()),
            ("language", self.language.clone()),
            ("digest", self.digest()),
            ("filled", self.filled.join(" ")),
        ];
        attributes.push(match &self.shown {
            Shown::Handbook => ("shows", "handbook".to_owned()),
            Shown::Department(_) => ("shows", "department".to_owned()),
            Shown::Position(_) => ("shows", "position".to_owned()),
        });
        attributes.extend(match &self.shown {
            Shown::Handbook => None,
            Shown::Department(name) => Some(("department", name.clone())),
            Shown::Position(id) => Some(("position", id.clone())),
        });
        let children = positions.chain(files).collect();
        let root = DataElement { name: "project", attributes, text: String::new(), children };
        DataPart { item_id: ITEM_ID, namespace: NAMESPACE, root }
    }
}

/// The ids, one a line, in as many properties as they need.
fn id_properties<'i>(ids: impl Iterator<Item = &'i str>) -> Vec<(String, String)> {
    let mut values: Vec<String> = Vec::new();
    for id in ids {
        match values.last_mut() {
            Some(last) if last.chars().count() + 1 + id.chars().count() <= LONGEST_PROPERTY => {
                last.extend(["\n", id]);
            }
            _ => values.push(id.to_owned()),
        }
    }
    let name = |number: usize| match number {
        1 => POSITIONS.to_owned(),
        _ => format!("{POSITIONS}{number}"),
    };
    (1..).map(name).zip(values).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_ids_are_parted() {
        let ids: Vec<String> = (0..100).map(|number| format!("采购部/岗位{number}.yaml#1")).collect();
        let properties = id_properties(ids.iter().map(String::as_str));
        let names: Vec<&str> = properties.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names[..2], ["GangweiPositions", "GangweiPositions2"]);
        assert!(properties.iter().all(|(_, value)| value.chars().count() <= LONGEST_PROPERTY));
        let read: Vec<&str> = properties.iter().flat_map(|(_, value)| value.lines()).collect();
        assert_eq!(read, ids);
    }
}
