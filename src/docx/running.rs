//! Writes headers and footers. Equal ones are one part of the package, however many sections show them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::tree::{Content, MarginBox, Matter, PageMap, PageNumbering, PageStyle, PartNumbers, Watermark};

use super::anchors::FRONT_PAGES;
use super::characters::Characters;
use super::field::{FieldVoice, Term};
use super::margins::{boxes_in_order, column, paragraph_of};
use super::package::Relations;
use super::paragraph::{ParagraphFormat, ParagraphPlace, tabs_against, write_properties};
use super::sheet::Counting;
use super::styles::{RunUse, StyleBook, StyleId};
use super::watermark;
use super::xml::{R, W, Xml};

/// The running strings of a part, by name.
pub type Strings<'s> = &'s [(Arc<str>, String)];

/// The header and footer files of the package.
#[derive(Default)]
pub struct RunningParts {
    /// Name within `word/`, kind (`header` or `footer`), content.
    pub files: Vec<(String, &'static str, Vec<u8>)>,
    relations: HashMap<Vec<u8>, String>,
    headers: usize,
    footers: usize,
}

impl RunningParts {
    /// The relationship of a header or footer with this content.
    pub fn add(&mut self, top: bool, content: Vec<u8>, relations: &mut Relations) -> String {
        if let Some(relation) = self.relations.get(&content) {
            return relation.clone();
        }
        let (kind, number) = match top {
            true => ("header", &mut self.headers),
            false => ("footer", &mut self.footers),
        };
        *number += 1;
        let name = format!("{kind}{number}.xml");
        let relation = relations.add(kind, &name);
        self.relations.insert(content.clone(), relation.clone());
        self.files.push((name, kind, content));
        relation
    }
}

/// The running strings that a page style's boxes show.
pub fn resolve<'s>(page: &'s PageStyle, strings: Strings<'s>) -> impl Iterator<Item = &'s str> {
    let contents = page.all_boxes().flat_map(|margin_box| &margin_box.content);
    contents.filter_map(move |content| match content {
        Content::String(name) => Some(string(name, strings)),
        _ => None,
    })
}

fn string<'s>(name: &str, strings: Strings<'s>) -> &'s str {
    strings.iter().find(|(known, _)| **known == *name).map_or("", |(_, value)| value)
}

/// Word's names for a counter style: in a section's `w:fmt`, and in a field's `\*` switch.
pub fn page_format(numbering: PageNumbering) -> (&'static str, &'static str) {
    match numbering {
        PageNumbering::Decimal => ("decimal", "Arabic"),
        PageNumbering::LowerRoman => ("lowerRoman", "roman"),
        PageNumbering::UpperRoman => ("upperRoman", "ROMAN"),
    }
}

/// A header or footer.
pub struct RunningText<'r, 'a> {
    pub boxes: &'r [MarginBox],
    pub top: bool,
    pub page: &'r PageStyle,
    pub strings: Strings<'r>,
    pub matter: Matter,
    pub numbers: &'r PartNumbers,
    /// Whether its section is the only one of its matter.
    pub is_whole_matter: bool,
    pub styles: &'r StyleBook<'a>,
    pub pages: &'r PageMap,
    pub counting: Option<Counting<'r>>,
    pub watermark: Option<&'r Watermark>,
}

impl RunningText<'_, '_> {
    pub fn to_part(&self) -> Vec<u8> {
        let boxes = boxes_in_order(self.boxes, self.top);
        let root = if self.top { "w:hdr" } else { "w:ftr" };
        Xml::part(|xml| {
            let watermark = self.watermark.filter(|_| self.top);
            let spaces = [W, R, watermark::V, watermark::O];
            let spaces = if watermark.is_some() { &spaces[..] } else { &spaces[..2] };
            xml.element(root, spaces, |xml| {
                xml.element("w:p", &[], |xml| {
                    match boxes.first() {
                        Some(first) => self.write_boxes(first, &boxes, xml),
                        None => self.write_nothing(xml),
                    }
                    watermark.iter().for_each(|watermark| watermark::write(watermark, xml));
                });
            });
        })
    }

    fn write_nothing(&self, xml: &mut Xml) {
        let gap = self.styles.gap();
        let layout = ParagraphFormat { after: 0, ..gap.layout.clone() };
        let placement = ParagraphPlace { style: self.styles.reference(gap), ..ParagraphPlace::default() };
        write_properties(&layout, &gap.layout, &placement, xml);
    }

    fn write_boxes(&self, first: &MarginBox, boxes: &[&MarginBox], xml: &mut Xml) {
        let id = self.styles.of_margin_box(first);
        let style = self.styles.get(id);
        let (layout, tabs) = paragraph_of(boxes, self.page.measure());
        let tabs = tabs_against(&tabs, &style.tabs);
        let placement =
            ParagraphPlace { style: self.styles.reference(style), tabs: &tabs, ..ParagraphPlace::default() };
        write_properties(&layout, &style.layout, &placement, xml);
        let mut at = 0;
        for margin_box in boxes {
            if boxes.len() > 1 {
                let target = column(margin_box.area);
                (at..target).for_each(|_| xml.element("w:r", &[], |xml| xml.empty("w:tab", &[])));
                at = target;
            }
            self.write_content(margin_box, id, xml);
        }
    }

    fn write_content(&self, margin_box: &MarginBox, base: StyleId, xml: &mut Xml) {
        let text = &margin_box.style.text;
        let look = self.styles.of_run(RunUse::of_box(base, margin_box));
        let own = Characters::of(text);
        let voice = FieldVoice { own, base: look.effective, style: self.styles.run_reference(&look) };
        for content in Content::shown(&margin_box.content, self.strings) {
            match content {
                Content::Text(text) => voice.text(text, xml),
                Content::String(name) => voice.text(string(name, self.strings), xml),
                // Word replaces the cached result when it shows the page.
                Content::Page(numbering) if *numbering == self.numbers.numbering => {
                    voice.field("PAGE", &numbering.write(1), xml);
                }
                Content::Page(numbering) => {
                    let instruction = format!(r"PAGE \* {}", page_format(*numbering).1);
                    voice.field(&instruction, &numbering.write(1), xml);
                }
                Content::SheetPage => {
                    self.counting.iter().for_each(|counting| counting.write_page(&voice, xml));
                }
                Content::SheetPages => {
                    self.counting.iter().for_each(|counting| counting.write_pages(&voice, xml));
                }
                Content::Pages => self.write_total(&voice, xml),
            }
        }
    }

    /// Writes the number of pages that are counted together (`counter(pages)`).
    ///
    /// If front matter is counted apart and a matter has several sections, no field gives that number. For the body,
    /// it is the document's number of pages less that of the front matter. The formula also works in a file without
    /// front matter that the part is copied to: there [`FRONT_PAGES`] is not defined, so nothing is subtracted.
    fn write_total(&self, voice: &FieldVoice, xml: &mut Xml) {
        let numbers = self.numbers;
        let result = numbers.numbering.write(numbers.last);
        if !self.pages.numbers.iter().any(|numbers| numbers.begins) {
            return voice.field("NUMPAGES", &self.pages.pages.max(1).to_string(), xml);
        }
        let format = match numbers.numbering {
            PageNumbering::Decimal => String::new(),
            other => format!(r" \* {}", page_format(other).1),
        };
        if self.is_whole_matter {
            return voice.field(&format!("SECTIONPAGES{format}"), &result, xml);
        }
        match self.matter {
            Matter::Front => voice.text(&result, xml),
            Matter::Body => {
                let front = self.pages.pages.saturating_sub(numbers.last);
                let less = format!("- DEFINED({FRONT_PAGES}) * {front}{format}");
                voice.calculated(&[Term::Field("NUMPAGES"), Term::Text(&less)], &result, xml);
            }
        }
    }
}
