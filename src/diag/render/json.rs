//! One JSON object a line. Lines and columns count from 1, columns in code points; the end is
//! exclusive; what is not known is null. `related` is there only where there are other places.
//! What a terminal would obey or hide is escaped.

use serde_json::{Map, Value, json};

use super::finding::{Notice, Spot};
use super::visible::visible_json;

pub(super) fn line(finding: &Notice) -> String {
    let mut object = Map::new();
    object.insert("code".to_owned(), finding.code.name().into());
    object.insert("severity".to_owned(), finding.severity.name().into());
    object.insert("message".to_owned(), finding.sentence().into());
    place(finding.file.as_ref(), &mut object);
    object.insert("help".to_owned(), finding.help.into());
    if !finding.related.is_empty() {
        object.insert("related".to_owned(), finding.related.iter().map(related).collect());
    }
    visible_json(&format!("{}\n", Value::Object(object))).into_owned()
}

fn related((file, label): &(Spot, &str)) -> Value {
    let mut object = Map::new();
    place(Some(file), &mut object);
    object.insert("message".to_owned(), json!(label));
    Value::Object(object)
}

fn place(file: Option<&Spot>, object: &mut Map<String, Value>) {
    let place = file.and_then(|file| file.place.as_ref());
    object.insert("path".to_owned(), file.map(|file| file.path).into());
    let numbers = [
        ("line", place.map(|place| place.start.line)),
        ("column", place.map(|place| place.start.column)),
        ("end_line", place.map(|place| place.end.line)),
        ("end_column", place.map(|place| place.end.column)),
    ];
    object.extend(numbers.map(|(key, number)| (key.to_owned(), json!(number))));
}
