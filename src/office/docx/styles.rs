//! Reads `styles.xml`, and works out what each style says with the styles that it is based on.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::fault::Result;
use super::super::limits::{MAX_DEFINITIONS, beyond};
use super::super::xml::{Namespace, XmlReader};
use super::properties::{
    ParagraphProperties, PropertiesContext, RunProperties, StyleIndex, paragraph_properties, run_properties,
};
use super::revisions::Revisions;

/// How many styles may be based on one another. Word itself allows ten or so; a circle ends here.
const MAX_CHAIN: usize = 64;

/// The styles of a file.
#[derive(Default)]
pub struct Styles {
    styles: Vec<WordStyle>,
    ids: HashMap<Box<str>, StyleIndex>,
    /// The style of paragraphs that name none.
    pub default: Option<StyleIndex>,
}

/// A style with what it takes from others.
#[derive(Debug, Default)]
pub struct WordStyle {
    /// As people see it.
    pub name: Arc<str>,
    /// From 0; 9 is body text.
    pub outline: Option<u8>,
    /// The list, the level in it if that is said, and the style that says so.
    pub list: Option<(u32, Option<u8>, StyleIndex)>,
    pub begins_page: bool,
    pub is_hidden: bool,
    pub is_grey: Option<bool>,
}

/// A style as written.
#[derive(Default)]
struct Written {
    name: String,
    base: Option<Box<str>>,
    paragraph: ParagraphProperties,
    run: RunProperties,
}

impl Styles {
    /// Reads the part.
    pub fn read(part: &str, text: &str) -> Result<Styles> {
        let (mut written, mut ids, mut default) = (Vec::new(), HashMap::new(), None);
        let (mut xml, nothing) = (XmlReader::new(part, text), HashMap::new());
        xml.root()?;
        let level = xml.level();
        while let Some(tag) = xml.child(level)? {
            if !tag.is_word("style") {
                continue;
            }
            if written.len() == MAX_DEFINITIONS {
                return beyond("样式数", "styles", MAX_DEFINITIONS);
            }
            let id = tag.attribute("styleId").unwrap_or_default();
            let is_default =
                tag.attribute("default").is_some_and(|value| matches!(&*value, "1" | "true" | "on"));
            if is_default && tag.attribute("type").is_some_and(|kind| kind == "paragraph") {
                default = Some(written.len());
            }
            ids.insert(id.into(), written.len());
            written.push(read_style(&mut xml, &nothing)?);
        }
        let styles = (0..written.len()).map(|id| resolve(id, &written, &ids)).collect();
        Ok(Styles { styles, ids, default })
    }

    pub fn get(&self, id: StyleIndex) -> Option<&WordStyle> {
        self.styles.get(id)
    }

    /// The styles by their `w:styleId`.
    pub fn ids(&self) -> &HashMap<Box<str>, StyleIndex> {
        &self.ids
    }
}

fn read_style(xml: &mut XmlReader, styles: &HashMap<Box<str>, StyleIndex>) -> Result<Written> {
    let mut style = Written::default();
    let mut revisions = Revisions::default();
    let mut context = PropertiesContext { styles, revisions: &mut revisions };
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        if tag.namespace != Namespace::Word {
            continue;
        }
        match tag.name() {
            "name" => style.name = tag.value().unwrap_or_default().into_owned(),
            "basedOn" => style.base = tag.value().map(|id| id.into()),
            "pPr" => style.paragraph = paragraph_properties(xml, &mut context)?,
            "rPr" => style.run = run_properties(xml, &mut context)?,
            _ => {}
        }
    }
    Ok(style)
}

/// What a style says, or else the nearest of those that it is based on.
fn resolve(id: StyleIndex, written: &[Written], ids: &HashMap<Box<str>, StyleIndex>) -> WordStyle {
    let base = |id: &StyleIndex| written[*id].base.as_ref().and_then(|base| ids.get(base).copied());
    let chain: Vec<StyleIndex> = std::iter::successors(Some(id), base).take(MAX_CHAIN).collect();
    fn first<T>(
        chain: &[StyleIndex],
        written: &[Written],
        said: impl Fn(&Written) -> Option<T>,
    ) -> Option<T> {
        chain.iter().find_map(|id| said(&written[*id]))
    }
    let list = chain.iter().find_map(|id| written[*id].paragraph.list.map(|list| (list, *id)));
    let list_level = first(&chain, written, |style| style.paragraph.list_level);
    let name = &written[id].name;
    WordStyle {
        name: name.as_str().into(),
        outline: first(&chain, written, |style| style.paragraph.outline).or_else(|| heading_level(name)),
        list: list.map(|(list, from)| (list, list_level, from)),
        begins_page: first(&chain, written, |style| style.paragraph.begins_page) == Some(true),
        is_hidden: first(&chain, written, |style| style.run.is_hidden) == Some(true),
        is_grey: first(&chain, written, |style| style.run.is_grey),
    }
}

/// The level that Word gives its own headings, also where the file does not say it.
fn heading_level(name: &str) -> Option<u8> {
    let (word, number) = name.split_once(' ')?;
    let number: u8 = number.parse().ok()?;
    (word.eq_ignore_ascii_case("heading") && (1..=9).contains(&number)).then(|| number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(content: &str) -> Styles {
        let xml = format!(
            "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{content}</w:styles>"
        );
        Styles::read("styles.xml", &xml).unwrap()
    }

    #[test]
    fn a_style_takes_what_it_does_not_say_from_its_base() {
        let styles = styles(
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
            <w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
                <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:pageBreakBefore/></w:pPr></w:style>
            <w:style w:styleId="2"><w:name w:val="own"/><w:basedOn w:val="1"/>
                <w:pPr><w:pageBreakBefore w:val="0"/><w:outlineLvl w:val="4"/></w:pPr>
                <w:rPr><w:vanish/><w:color w:val="A6A6A6"/></w:rPr></w:style>"#,
        );
        let [heading, own] = ["1", "2"].map(|id| styles.get(styles.ids()[id]).unwrap());
        assert_eq!(
            (styles.default, &*heading.name, heading.outline, heading.begins_page),
            (Some(0), "heading 1", Some(0), true)
        );
        assert_eq!((own.list, own.outline, own.begins_page), (Some((3, None, 1)), Some(4), false));
        assert_eq!((own.is_hidden, own.is_grey), (true, Some(true)));
    }

    #[test]
    fn circles_end() {
        let styles = styles(
            r#"<w:style w:styleId="1"><w:basedOn w:val="2"/></w:style>
            <w:style w:styleId="2"><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
            <w:style w:styleId="3"><w:basedOn w:val="3"/></w:style>"#,
        );
        assert_eq!([0, 1, 2].map(|id| styles.get(id).unwrap().outline), [Some(2), Some(2), None]);
    }
}
