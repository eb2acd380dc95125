//! Fields, and the text around them in headers and footers (ISO 29500-1 §17.16).

use super::characters::{Characters, Hint};
use super::xml::Xml;

/// Writes a mark of a complex field inside a run: `begin`, `separate` or `end`.
pub fn mark(kind: &'static str, xml: &mut Xml) {
    xml.empty("w:fldChar", &[("w:fldCharType", kind.into())]);
}

/// Writes the field code.
pub fn instruction(text: &str, xml: &mut Xml) {
    xml.text_element("w:instrText", &[("xml:space", "preserve".into())], &format!(" {text} "));
}

/// The formatting of a margin box's runs: a character style, and direct formatting for the rest.
pub struct FieldVoice<'v> {
    pub own: Characters<'v>,
    /// The formatting that the paragraph style and the character style give together.
    pub base: Characters<'v>,
    pub style: Option<&'v str>,
}

/// One term of a formula.
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

    /// Writes a run of plain text. Ambiguous characters such as “ ” — … count as Han, because the text of margin
    /// boxes is Chinese.
    pub fn text(&self, text: &str, xml: &mut Xml) {
        if text.is_empty() {
            return;
        }
        xml.element("w:r", &[], |xml| {
            self.properties(Hint::of(text, true) == Hint::Han, xml);
            xml.text_element("w:t", &[("xml:space", "preserve".into())], text);
        });
    }

    /// Writes a complex field with its cached result (ISO 29500-1 §17.16.18).
    pub fn field(&self, instruction: &str, result: &str, xml: &mut Xml) {
        self.begin(instruction, xml);
        self.result(result, xml);
    }

    /// Writes a formula of fields (ISO 29500-1 §17.16.3): `{ QUOTE { = { PAGE } - 1 } }`.
    ///
    /// LibreOffice calculates no formula. With QUOTE around it, it shows the cached result alone; without, it would
    /// also show each field inside the formula.
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
