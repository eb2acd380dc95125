//! Reads the properties of paragraphs and runs (`w:pPr`, `w:rPr`), as far as they bear on content.

use std::collections::HashMap;

use super::super::fault::Result;
use super::super::xml::{Namespace, StartTag, XmlReader};
use super::revisions::Revisions;
use super::symbol::SymbolFont;

/// The place of a style among those of the file.
pub type StyleIndex = usize;

/// What properties are read with.
pub struct PropertiesContext<'c> {
    /// The styles by their `w:styleId`.
    pub styles: &'c HashMap<Box<str>, StyleIndex>,
    pub revisions: &'c mut Revisions,
}

/// What a run says, or a style of its runs; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct RunProperties {
    pub style: Option<StyleIndex>,
    pub is_hidden: Option<bool>,
    pub is_grey: Option<bool>,
    pub font: Option<SymbolFont>,
}

/// What a paragraph says, or a style of its paragraphs.
#[derive(Debug, Default)]
pub struct ParagraphProperties {
    pub style: Option<StyleIndex>,
    /// From 0; 9 is body text.
    pub outline: Option<u8>,
    /// 0 is none.
    pub list: Option<u32>,
    pub list_level: Option<u8>,
    pub begins_page: Option<bool>,
    pub is_mark_hidden: bool,
    /// Whether its end is deleted, so that it goes on in the next paragraph.
    pub is_mark_deleted: bool,
    /// The section that ends with it.
    pub section: Option<SectionBreak>,
}

/// What a section says (`w:sectPr`).
#[derive(Debug, Default)]
pub struct SectionBreak {
    /// Whether it goes on where the one before ends, on the same page.
    pub is_continuous: bool,
    /// Relationships of headers and footers.
    pub running: Vec<String>,
}

/// Reads `w:rPr`, whose start tag was read.
pub fn run_properties(xml: &mut XmlReader, context: &mut PropertiesContext) -> Result<RunProperties> {
    mark_properties(xml, context).map(|(properties, _)| properties)
}

/// Reads the `w:rPr` of a paragraph's mark, and whether the mark is deleted.
fn mark_properties(xml: &mut XmlReader, context: &mut PropertiesContext) -> Result<(RunProperties, bool)> {
    let (mut properties, mut is_deleted) = (RunProperties::default(), false);
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        if tag.namespace != Namespace::Word {
            continue;
        }
        match tag.name() {
            "rStyle" => properties.style = tag.value().and_then(|id| context.styles.get(&*id).copied()),
            "vanish" => properties.is_hidden = Some(tag.is_on()),
            "color" => properties.is_grey = Some(is_grey(&tag)),
            "rFonts" => properties.font = symbol_font(&tag),
            "ins" | "moveTo" => context.revisions.add(&tag),
            "del" | "moveFrom" => {
                context.revisions.add(&tag);
                is_deleted = true;
            }
            _ => {}
        }
    }
    Ok((properties, is_deleted))
}

/// The font of symbols that a run or a level of a list is set in (`w:rFonts`).
pub fn symbol_font(tag: &StartTag) -> Option<SymbolFont> {
    ["ascii", "hAnsi"].into_iter().find_map(|name| SymbolFont::named(&tag.attribute(name)?))
}

/// Reads `w:pPr`, whose start tag was read.
pub fn paragraph_properties(
    xml: &mut XmlReader,
    context: &mut PropertiesContext,
) -> Result<ParagraphProperties> {
    let mut properties = ParagraphProperties::default();
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        if tag.namespace != Namespace::Word {
            continue;
        }
        match tag.name() {
            "pStyle" => properties.style = tag.value().and_then(|id| context.styles.get(&*id).copied()),
            "outlineLvl" => properties.outline = tag.number("val").and_then(|level| u8::try_from(level).ok()),
            "pageBreakBefore" => properties.begins_page = Some(tag.is_on()),
            "numPr" => read_list(xml, &mut properties)?,
            "rPr" => {
                let (mark, is_deleted) = mark_properties(xml, context)?;
                properties.is_mark_hidden = mark.is_hidden == Some(true);
                properties.is_mark_deleted = is_deleted;
            }
            "sectPr" => properties.section = Some(section(xml)?),
            _ => {}
        }
    }
    Ok(properties)
}

/// Reads `w:numPr`.
fn read_list(xml: &mut XmlReader, properties: &mut ParagraphProperties) -> Result<()> {
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        let value = tag.number("val");
        match tag.name() {
            "numId" => properties.list = value.and_then(|id| u32::try_from(id).ok()),
            "ilvl" => properties.list_level = value.and_then(|level| u8::try_from(level).ok()),
            _ => {}
        }
    }
    Ok(())
}

/// Reads `w:sectPr`, whose start tag was read.
pub fn section(xml: &mut XmlReader) -> Result<SectionBreak> {
    let mut section = SectionBreak::default();
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        match tag.name() {
            "type" => {
                section.is_continuous =
                    tag.value().is_some_and(|value| matches!(&*value, "continuous" | "nextColumn"));
            }
            "headerReference" | "footerReference" => {
                section.running.extend(tag.attribute("id").map(|id| id.into_owned()));
            }
            _ => {}
        }
    }
    Ok(section)
}

/// Whether a colour is one that guidance is set in (`w:color`): a grey from half to light, by itself or as a shade of
/// the theme's background. Word writes the colour out beside the name in the theme.
fn is_grey(tag: &StartTag) -> bool {
    let channel =
        |value: &str, at: usize| value.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let shade = || {
        let is_background =
            tag.attribute("themeColor").is_some_and(|name| matches!(&*name, "background1" | "light1"));
        tag.attribute("themeShade").filter(|_| is_background).and_then(|shade| channel(&shade, 0))
    };
    let mut levels = match tag.value().as_deref().map(|value| [0, 2, 4].map(|at| channel(value, at))) {
        Some([Some(red), Some(green), Some(blue)]) => [red, green, blue],
        _ => [shade().unwrap_or_default(); 3],
    };
    levels.sort_unstable();
    let [least, _, most] = levels;
    least >= 0x7f && most <= 0xd9 && most - least <= 0x10
}
