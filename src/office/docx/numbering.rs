//! Reads `numbering.xml`: what the levels of each list look like, and where they begin.

use std::collections::HashMap;

use super::super::fault::Result;
use super::super::limits::{MAX_DEFINITIONS, beyond};
use super::super::xml::{Namespace, StartTag, XmlReader};
use super::number_format::NumberFormat;
use super::properties::{StyleIndex, symbol_font};
use super::symbol::shown;
use crate::hash::QuickMap;

/// The levels of a list.
pub const LEVELS: usize = 9;
/// Characters of the text of a level; Word takes no more.
const MAX_TEXT: usize = 255;

/// The lists of a file.
#[derive(Default)]
pub struct ListDefinitions {
    templates: Vec<ListTemplate>,
    lists: QuickMap<u32, ListInstance>,
}

/// `w:abstractNum`: lists that follow one template are counted together.
#[derive(Default)]
struct ListTemplate {
    levels: Vec<(u8, ListLevel)>,
    /// The style that this template is the look of.
    style: Option<Box<str>>,
    /// The style whose look it takes.
    borrowed: Option<Box<str>>,
}

/// `w:num`.
#[derive(Default)]
struct ListInstance {
    /// The index of its template.
    template: usize,
    /// Levels that differ from the template's.
    levels: Vec<(u8, ListLevel)>,
    /// Levels that begin anew where this list is first used, with their first number.
    starts: Vec<(u8, u32)>,
}

/// A level of a list.
#[derive(Clone, Debug)]
pub struct ListLevel {
    pub start: u32,
    pub format: NumberFormat,
    /// Such as `%1.%2`.
    pub text: String,
    /// The level, from 1, behind which this one begins again; 0 is never. Without it each higher level does that.
    pub restart: Option<u8>,
    /// Whether all numbers of its text are decimal.
    pub is_legal: bool,
    /// The style whose paragraphs are of this level.
    style: Option<StyleIndex>,
}

impl ListDefinitions {
    /// Reads the part.
    pub fn read(part: &str, text: &str, styles: &HashMap<Box<str>, StyleIndex>) -> Result<ListDefinitions> {
        let mut xml = XmlReader::new(part, text);
        let (mut templates, mut ids, mut lists) = (Vec::new(), HashMap::new(), QuickMap::default());
        xml.root()?;
        let level = xml.level();
        while let Some(tag) = xml.child(level)? {
            if templates.len() + lists.len() >= MAX_DEFINITIONS {
                return beyond("列表编号的定义数", "definitions of lists", MAX_DEFINITIONS);
            }
            if tag.is_word("abstractNum") {
                ids.insert(tag.number("abstractNumId"), templates.len());
                templates.push(read_template(&mut xml, styles)?);
            } else if tag.is_word("num") {
                let id = tag.number("numId").and_then(|id| u32::try_from(id).ok());
                let (list, template) = read_list(&mut xml, styles)?;
                if let (Some(id), Some(template)) = (id, ids.get(&template)) {
                    lists.insert(id, ListInstance { template: *template, ..list });
                }
            }
        }
        let mut numbering = ListDefinitions { templates, lists };
        numbering.follow_styles();
        Ok(numbering)
    }

    /// Lists whose template takes its look from a style are counted with that style's own template.
    fn follow_styles(&mut self) {
        let named = |(at, template): (usize, &ListTemplate)| Some((template.style.clone()?, at));
        let by_style: HashMap<Box<str>, usize> =
            self.templates.iter().enumerate().filter_map(named).collect();
        for list in self.lists.values_mut() {
            let borrowed = self.templates.get(list.template).and_then(|template| template.borrowed.as_ref());
            if let Some(at) = borrowed.and_then(|style| by_style.get(style)) {
                list.template = *at;
            }
        }
    }

    /// The template of a list, by its index.
    pub fn template(&self, list: u32) -> Option<usize> {
        self.lists.get(&list).map(|list| list.template)
    }

    pub fn level(&self, list: u32, level: u8) -> Option<&ListLevel> {
        let list = self.lists.get(&list)?;
        find(&list.levels, level).or_else(|| find(&self.templates.get(list.template)?.levels, level))
    }

    /// The number that a list begins a level with, if it does not go on from others of its template.
    pub fn own_start(&self, list: u32, level: u8) -> Option<u32> {
        self.lists.get(&list).and_then(|list| find(&list.starts, level).copied())
    }

    /// The level of a list that a style stands for.
    pub fn level_of_style(&self, list: u32, style: StyleIndex) -> Option<u8> {
        (0..LEVELS as u8)
            .find(|level| self.level(list, *level).is_some_and(|level| level.style == Some(style)))
    }
}

fn find<T>(levels: &[(u8, T)], level: u8) -> Option<&T> {
    levels.iter().find(|(at, _)| *at == level).map(|(_, found)| found)
}

fn read_template(xml: &mut XmlReader, styles: &HashMap<Box<str>, StyleIndex>) -> Result<ListTemplate> {
    let mut template = ListTemplate::default();
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        match tag.name() {
            "lvl" => add(&mut template.levels, &tag, |_| read_level(xml, styles))?,
            "styleLink" => template.style = tag.value().map(|id| id.into()),
            "numStyleLink" => template.borrowed = tag.value().map(|id| id.into()),
            _ => {}
        }
    }
    Ok(template)
}

/// Adds what stands at the level that a tag names, once for each.
fn add<T>(
    levels: &mut Vec<(u8, T)>,
    tag: &StartTag,
    read: impl FnOnce(&StartTag) -> Result<T>,
) -> Result<()> {
    let at = tag.number("ilvl").and_then(|at| u8::try_from(at).ok());
    if let Some(at) = at.filter(|at| usize::from(*at) < LEVELS && find(levels, *at).is_none()) {
        levels.push((at, read(tag)?));
    }
    Ok(())
}

/// Reads `w:num`, and the id of its template.
fn read_list(
    xml: &mut XmlReader,
    styles: &HashMap<Box<str>, StyleIndex>,
) -> Result<(ListInstance, Option<i64>)> {
    let (mut list, mut template) = (ListInstance::default(), None);
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        match tag.name() {
            "abstractNumId" => template = tag.number("val"),
            "lvlOverride" => {
                let inner = xml.level();
                while let Some(change) = xml.child(inner)? {
                    match change.name() {
                        "startOverride" => add(&mut list.starts, &tag, |_| Ok(start(&change)))?,
                        "lvl" => add(&mut list.levels, &tag, |_| read_level(xml, styles))?,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    Ok((list, template))
}

fn start(tag: &StartTag) -> u32 {
    tag.number("val").unwrap_or_default().clamp(0, i64::from(i32::MAX)) as u32
}

fn read_level(xml: &mut XmlReader, styles: &HashMap<Box<str>, StyleIndex>) -> Result<ListLevel> {
    let mut found = ListLevel {
        start: 0,
        format: NumberFormat::DECIMAL,
        text: String::new(),
        restart: None,
        is_legal: false,
        style: None,
    };
    let mut font = None;
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        if tag.namespace != Namespace::Word {
            continue;
        }
        match tag.name() {
            "start" => found.start = start(&tag),
            "numFmt" => {
                let pattern = tag.attribute("format");
                found.format = NumberFormat::named(&tag.value().unwrap_or_default(), pattern.as_deref());
            }
            "lvlText" => found.text = tag.value().unwrap_or_default().chars().take(MAX_TEXT).collect(),
            "lvlRestart" => found.restart = tag.number("val").and_then(|level| u8::try_from(level).ok()),
            "isLgl" => found.is_legal = tag.is_on(),
            "pStyle" => found.style = tag.value().and_then(|id| styles.get(&*id).copied()),
            "rPr" => {
                let inner = xml.level();
                while let Some(tag) = xml.child(inner)? {
                    font = font.or(tag.is_word("rFonts").then(|| symbol_font(&tag)).flatten());
                }
            }
            _ => {}
        }
    }
    if found.format.is_bullet() {
        found.text = found.text.chars().map(|c| shown(c, font)).collect();
    }
    Ok(found)
}
