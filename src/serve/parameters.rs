//! The parameters of a template set, as a form has them.

use serde_json::{Value as Json, json};

use crate::pipeline::ShownParameter;

/// What the built-in sets' parameters are called in English; the sets' own comments say it in Chinese.
const ENGLISH: [(&str, &str); 26] = [
    ("accent", "Accent colour"),
    ("base_size", "Text size"),
    ("binding", "Binding margin at the left"),
    ("blank_rows", "Rows that stay without data, to be filled in by hand: names of keys, all or none"),
    ("change_bars", "Bars beside what has changed"),
    ("changes", "Table of changes"),
    ("chart", "Organisation chart"),
    ("contents", "Table of contents"),
    ("department_pages", "Pages of departments"),
    ("han_kai", "Chinese font of second headings"),
    ("han_sans", "Chinese font of headings and labels"),
    ("han_serif", "Chinese font of the text"),
    ("han_title", "Chinese font of the title"),
    ("index", "Index of positions"),
    ("latin_sans", "Latin font of headings and labels"),
    ("latin_serif", "Latin font of the text"),
    ("line", "Colour of lines"),
    ("line_height", "Line height of the text"),
    ("quiet", "Colour of secondary text"),
    ("relations", "Direct reports and peers in each sheet"),
    ("shade", "Colour behind labels"),
    ("signatures", "Signatures below each sheet of a handbook"),
    ("staffing", "Staffing table"),
    ("table_size", "Text size in tables"),
    ("tint", "Colour behind cards"),
    ("withdrawn", "Withdrawn positions in an appendix"),
];

/// A parameter with its value; one that only its set knows is called as the set calls it.
pub fn parameter(shown: &ShownParameter) -> Json {
    let about = shown.about.as_ref().unwrap_or(&shown.name);
    let english =
        ENGLISH.iter().find(|(name, _)| *name == shown.name).map_or(about.as_str(), |(_, text)| text);
    json!({
        "name": shown.name,
        "zh": about,
        "en": english,
        "kind": shown.kind,
        "value": shown.value,
        "usual": shown.usual,
    })
}
