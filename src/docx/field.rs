//! The pieces of a complex field, each to stand in a run (ISO 29500-1 §17.16.18): begin, instruction, separate,
//! result, end.

use super::xml::Xml;

/// `begin`, `separate` or `end`.
pub fn mark(kind: &'static str, xml: &mut Xml) {
    xml.empty("w:fldChar", &[("w:fldCharType", kind.into())]);
}

/// What the field is to show.
pub fn instruction(text: &str, xml: &mut Xml) {
    xml.text_element("w:instrText", &[("xml:space", "preserve".into())], &format!(" {text} "));
}
