//! Reads the runs of a paragraph: text, fields, symbols, text boxes, pictures.

use super::super::fault::Result;
use super::super::xml::{Namespace, StartTag};
use super::paragraph::{Look, OpenParagraph};
use super::properties::{paragraph_properties, run_properties};
use super::reader::FlowReader;
use super::symbol::{SymbolFont, check_box, shown};

impl FlowReader<'_, '_> {
    /// Adds what the element whose start tag was read last has to a paragraph. Elements that only hold others, such as
    /// links and smart tags, are as if they were not there.
    pub fn runs(&mut self, paragraph: &mut OpenParagraph, base: Look) -> Result<()> {
        let (mut base, mut look) = (base, base);
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            match (tag.namespace, tag.name()) {
                (Namespace::Word, "pPr") => {
                    paragraph.properties = self.properties(paragraph_properties)?;
                    base = self.paragraph_look(&paragraph.properties);
                    look = base;
                }
                (Namespace::Word, "rPr") => {
                    let properties = self.properties(run_properties)?;
                    look = self.run_look(base, &properties);
                }
                (Namespace::Word, _) => self.word_element(&tag, paragraph, look)?,
                (Namespace::Math, "t") => {
                    let text = self.xml.content()?;
                    self.text(paragraph, &text, look)?;
                }
                (Namespace::Drawing, "pic") | (Namespace::Vml, "imagedata") => paragraph.block.pictures += 1,
                (Namespace::Drawing, "chart" | "relIds") | (Namespace::Office, "chart") => {
                    paragraph.block.pictures += 1;
                    self.found.embedded += 1;
                }
                (Namespace::Vml, "textpath") => self.shape_text(&tag, paragraph)?,
                _ => self.runs(paragraph, look)?,
            }
        }
        Ok(())
    }

    fn word_element(&mut self, tag: &StartTag, paragraph: &mut OpenParagraph, look: Look) -> Result<()> {
        match tag.name() {
            "t" => {
                let keeps_blanks = tag.attribute("space").is_some_and(|space| space == "preserve");
                let text = self.xml.content()?;
                let text = if keeps_blanks { &*text } else { text.trim_matches([' ', '\t', '\n', '\r']) };
                match text.contains(['\n', '\r']) {
                    true => self.text(paragraph, &text.replace(['\n', '\r'], " "), look),
                    false => self.text(paragraph, text, look),
                }
            }
            "tab" | "ptab" => self.text(paragraph, "\t", look),
            "br" if tag.attribute("type").is_some_and(|kind| kind == "page") => {
                if self.fields.is_shown() && !look.is_hidden {
                    paragraph.ends_page = true;
                }
                Ok(())
            }
            "br" | "cr" => self.text(paragraph, "\n", look),
            "noBreakHyphen" => self.text(paragraph, "-", look),
            "sym" => {
                let text = symbol(tag);
                self.text(paragraph, &text, look)
            }
            "instrText" => {
                let text = self.xml.content()?;
                self.fields.instruct(&text);
                Ok(())
            }
            "fldChar" => self.field(tag, paragraph, look),
            "ins" | "moveTo" => {
                self.found.revisions.add(tag);
                self.runs(paragraph, look)
            }
            "del" | "moveFrom" => {
                self.found.revisions.add(tag);
                Ok(())
            }
            "sdt" => {
                let outer = std::mem::take(&mut self.control);
                self.runs(paragraph, look)?;
                self.control = outer;
                Ok(())
            }
            "sdtPr" => {
                self.control = self.content_control()?;
                Ok(())
            }
            "txbxContent" => {
                let blocks = self.flow()?;
                paragraph.behind.extend(blocks);
                Ok(())
            }
            "object" => {
                paragraph.block.pictures += 1;
                self.found.embedded += 1;
                Ok(())
            }
            "subDoc" => {
                self.found.embedded += 1;
                Ok(())
            }
            "footnoteReference" => note(&mut self.found.footnotes, tag),
            "endnoteReference" => note(&mut self.found.endnotes, tag),
            "commentReference" => note(&mut self.found.comments, tag),
            // The reading of a Han, and what holds no text.
            "rt" | "rubyPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr" | "fldData" | "delText"
            | "delInstrText" => Ok(()),
            _ => self.runs(paragraph, look),
        }
    }

    /// A mark of a complex field. Boxes to tick and lists to choose from in old forms have no result of their own.
    fn field(&mut self, tag: &StartTag, paragraph: &mut OpenParagraph, look: Look) -> Result<()> {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") => {
                let shown = self.form_field()?;
                self.text(paragraph, &shown, look)?;
                self.fields.begin()
            }
            Some("separate") => {
                self.fields.separate();
                Ok(())
            }
            Some("end") => match self.fields.end() {
                Some(shown) => self.text(paragraph, &shown, look),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// What a field of a form shows (`w:ffData`), if the mark whose start tag was read last has one.
    fn form_field(&mut self) -> Result<String> {
        let mut shown = String::new();
        let level = self.xml.level();
        while let Some(data) = self.xml.child(level)? {
            if !data.is_word("ffData") {
                continue;
            }
            let level = self.xml.level();
            while let Some(tag) = self.xml.child(level)? {
                match tag.name() {
                    "checkBox" => shown = check_box(self.is_checked()?).to_string(),
                    "ddList" => shown = self.chosen()?,
                    _ => {}
                }
            }
        }
        Ok(shown)
    }

    /// The entry that is chosen of a list (`w:ddList`).
    fn chosen(&mut self) -> Result<String> {
        let (mut chosen, mut default, mut entries) = (None, 0, Vec::new());
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            let number = tag.number("val").and_then(|at| usize::try_from(at).ok());
            match tag.name() {
                "result" => chosen = number,
                "default" => default = number.unwrap_or_default(),
                "listEntry" => entries.push(tag.value().unwrap_or_default().into_owned()),
                _ => {}
            }
        }
        let at = chosen.unwrap_or(default);
        Ok(entries.into_iter().nth(at).unwrap_or_default())
    }
}

fn note(ids: &mut Vec<i64>, tag: &StartTag) -> Result<()> {
    ids.extend(tag.number("id"));
    Ok(())
}

/// The character of `w:sym`.
fn symbol(tag: &StartTag) -> String {
    let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
    let font = tag.attribute("font").and_then(|font| SymbolFont::named(&font));
    code.and_then(char::from_u32).map(|c| shown(c, font).to_string()).unwrap_or_default()
}
