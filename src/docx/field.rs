//! Fields, and the texts among which they stand in headers and footers (ISO 29500-1 §17.16).

use super::characters::{Characters, Hint};
use super::xml::Xml;

/// A piece of a complex field, to stand in a run: `begin`, `separate` or `end`.
pub fn mark(kind: &'static str, xml: &mut Xml) {
    xml.empty("w:fldChar", &[("w:fldCharType", kind.into())]);
}

/// What the field is to show.
pub fn instruction(text: &str, xml: &mut Xml) {
    xml.text_element("w:instrText", &[("xml:space", "preserve".into())], &format!(" {text} "));
}

/// How the runs of a margin box look: by a style, and by what that leaves to be said.
pub struct FieldVoice<'v> {
    pub own: Characters<'v>,
    /// What the paragraph's and the character style make together.
    pub base: Characters<'v>,
    pub style: Option<&'v str>,
}

/// A piece of a formula.
pub enum Term<'t> {
    Field(&'t str),
    Text(&'t str),
}

impl FieldVoice<'_> {
    fn properties(&self, hint: bool, xml: &mut Xml) {
        xml.group("w:rPr", |xml| {
            if let Some(style) = self.style {
                xml.val("w:rStyle", style);
            }
            self.own.write(&self.base, hint, xml);
        });
    }

    fn run(&self, xml: &mut Xml, content: impl FnOnce(&mut Xml)) {
        xml.element("w:r", &[], |xml| {
            self.properties(false, xml);
            content(xml);
        });
    }

    fn begin(&self, text: &str, xml: &mut Xml) {
        self.run(xml, |xml| mark("begin", xml));
        self.run(xml, |xml| instruction(text, xml));
    }

    fn result(&self, text: &str, xml: &mut Xml) {
        self.run(xml, |xml| mark("separate", xml));
        self.run(xml, |xml| xml.text_element("w:t", &[], text));
        self.run(xml, |xml| mark("end", xml));
    }

    /// A run of plain text; the boxes' texts are Han among Han, so “ ” — … are Chinese.
    pub fn text(&self, text: &str, xml: &mut Xml) {
        if text.is_empty() {
            return;
        }
        xml.element("w:r", &[], |xml| {
            self.properties(Hint::of(text, true) == Hint::Han, xml);
            xml.text_element("w:t", &[("xml:space", "preserve".into())], text);
        });
    }

    /// A complex field with its cached result (ISO 29500-1 §17.16.18).
    pub fn field(&self, instruction: &str, result: &str, xml: &mut Xml) {
        self.begin(instruction, xml);
        self.result(result, xml);
    }

    /// A formula (ISO 29500-1 §17.16.3) of fields: `{ QUOTE { = { PAGE } - 1 } }`.
    ///
    /// QUOTE holds it together: LibreOffice calculates nothing, and shows the result of QUOTE alone, but without it
    /// every field inside the formula too.
    pub fn calculated(&self, terms: &[Term], result: &str, xml: &mut Xml) {
        self.begin("QUOTE", xml);
        self.begin("=", xml);
        for term in terms {
            match term {
                Term::Text(text) => self.run(xml, |xml| instruction(text, xml)),
                Term::Field(field) => {
                    self.begin(field, xml);
                    self.run(xml, |xml| mark("end", xml));
                }
            }
        }
        self.run(xml, |xml| mark("end", xml));
        self.result(result, xml);
    }
}
