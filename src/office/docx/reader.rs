//! What is known while a text flow is read, and what was found of its file so far.

use super::super::block::TextBlock;
use super::super::fault::Result;
use super::super::found::Texts;
use super::super::limits::Budget;
use super::super::xml::XmlReader;
use super::counter::Counter;
use super::fields::OpenFields;
use super::numbering::ListDefinitions;
use super::paragraph::{Look, OpenParagraph};
use super::properties::{ParagraphProperties, PropertiesContext, RunProperties};
use super::revisions::Revisions;
use super::styles::Styles;
use super::symbol::check_box;

/// What the other parts of a file say of its text.
#[derive(Default)]
pub struct Definitions {
    pub styles: Styles,
    pub numbering: ListDefinitions,
}

/// What was found in a file, beside its blocks.
#[derive(Default)]
pub struct Found {
    pub budget: Budget,
    pub revisions: Revisions,
    /// The hidden texts: how many, and the first.
    pub hidden: Texts,
    /// Texts of cells that are part of merged ones with other texts.
    pub covered: Texts,
    /// How many charts, diagrams and documents of other formats are embedded, whose texts are not read.
    pub embedded: usize,
    /// Relationships of the headers and footers that sections show, in order.
    pub running: Vec<String>,
    /// Ids of notes and comments that the text refers to, in order.
    pub footnotes: Vec<i64>,
    pub endnotes: Vec<i64>,
    pub comments: Vec<i64>,
}

/// A content control (`w:sdt`) that is open.
#[derive(Clone, Copy, Default)]
pub struct Control {
    /// Whether it shows its prompt, since nothing was put in.
    pub is_prompt: bool,
    /// Whether it is a check box, and ticked.
    pub check_box: Option<bool>,
}

/// Reads the text flows of a part. What it does with blocks, with runs and with tables stands in a file each.
pub struct FlowReader<'a, 'f> {
    pub xml: XmlReader<'a>,
    pub definitions: &'a Definitions,
    pub counter: Counter<'a>,
    pub found: &'f mut Found,
    pub fields: OpenFields,
    pub control: Control,
    /// Tables that are open.
    pub tables: usize,
    /// Whether what is read is part of a merged cell, and shows nowhere.
    pub is_covered: bool,
}

impl<'a, 'f> FlowReader<'a, 'f> {
    pub fn new(xml: XmlReader<'a>, definitions: &'a Definitions, found: &'f mut Found) -> FlowReader<'a, 'f> {
        let counter = Counter::new(&definitions.numbering);
        FlowReader {
            xml,
            definitions,
            counter,
            found,
            fields: OpenFields::default(),
            control: Control::default(),
            tables: 0,
            is_covered: false,
        }
    }

    /// Reads properties with a function for them.
    pub fn properties<T>(
        &mut self,
        read: impl FnOnce(&mut XmlReader<'a>, &mut PropertiesContext) -> Result<T>,
    ) -> Result<T> {
        let mut context =
            PropertiesContext { styles: self.definitions.styles.ids(), revisions: &mut self.found.revisions };
        read(&mut self.xml, &mut context)
    }

    /// The look of runs that say nothing.
    pub fn paragraph_look(&self, properties: &ParagraphProperties) -> Look {
        let styles = &self.definitions.styles;
        let style = properties.style.or(styles.default).and_then(|id| styles.get(id));
        Look {
            is_hidden: style.is_some_and(|style| style.is_hidden),
            is_grey: style.and_then(|style| style.is_grey) == Some(true),
            font: None,
        }
    }

    /// The look of a run in a paragraph. Hiding twice, by both styles, shows (ISO 29500-1 §17.7.3).
    pub fn run_look(&self, paragraph: Look, run: &RunProperties) -> Look {
        let style = run.style.and_then(|id| self.definitions.styles.get(id));
        let by_styles = paragraph.is_hidden != style.is_some_and(|style| style.is_hidden);
        let is_grey = run.is_grey.or(style.and_then(|style| style.is_grey));
        Look {
            is_hidden: run.is_hidden.unwrap_or(by_styles),
            is_grey: is_grey.unwrap_or(paragraph.is_grey),
            font: run.font,
        }
    }

    /// Adds text to a paragraph, where it shows.
    pub fn text(&mut self, paragraph: &mut OpenParagraph, text: &str, mut look: Look) -> Result<()> {
        if !self.fields.is_shown() || text.is_empty() {
            return Ok(());
        }
        look.is_grey |= self.control.is_prompt;
        let bytes = match self.control.check_box.take() {
            Some(is_ticked) => paragraph.push(check_box(is_ticked).encode_utf8(&mut [0; 4]), look),
            None => paragraph.push(text, look),
        };
        self.found.budget.text(bytes)
    }

    /// Says of a paragraph what follows from its properties and its styles.
    pub fn describe(&mut self, paragraph: &mut OpenParagraph) -> Result<()> {
        let styles = &self.definitions.styles;
        let properties = &paragraph.properties;
        let style = properties.style.or(styles.default).and_then(|id| styles.get(id));
        let outline = properties.outline.or(style.and_then(|style| style.outline));
        let begins_page = properties.begins_page.unwrap_or(style.is_some_and(|style| style.begins_page));
        let block: &mut TextBlock = &mut paragraph.block;
        block.style = properties.style.and_then(|id| styles.get(id)).map(|style| style.name.clone());
        block.outline_level = outline.filter(|level| *level < 9).map(|level| level + 1);
        block.begins_page |= begins_page;
        if !block.hidden.is_empty() {
            self.found.hidden.add(&block.hidden);
        }
        let list = self.list(&paragraph.properties);
        if let Some((list, level)) = list.filter(|_| !paragraph.is_hidden() && !self.is_covered) {
            let number = self.counter.next(list, level);
            self.found.budget.text(number.as_ref().map_or(0, |number| number.text.len()))?;
            paragraph.block.number = number;
        }
        Ok(())
    }

    /// The list and the level that a paragraph is of, by itself or by its style.
    fn list(&self, properties: &ParagraphProperties) -> Option<(u32, u8)> {
        let Definitions { styles, numbering } = self.definitions;
        let (list, level) = match properties.list {
            Some(list) => (list, properties.list_level.unwrap_or(0)),
            None => {
                let id = properties.style.or(styles.default)?;
                let (list, level, from) = styles.get(id)?.list?;
                let linked =
                    || numbering.level_of_style(list, id).or_else(|| numbering.level_of_style(list, from));
                (list, properties.list_level.or_else(linked).or(level).unwrap_or(0))
            }
        };
        (list > 0).then_some((list, level))
    }
}
