//! Reads Word files: WordprocessingML (ISO 29500-1), transitional or strict, as Word shows it.
//!
//! Tracked changes are taken as accepted, fields show their results, automatic numbers are counted out, and each text
//! stands where it is read. A file that does harm ends at a limit, with a message.

mod blocks;
mod counter;
mod fields;
mod grid;
mod number_format;
mod numbering;
mod paragraph;
mod properties;
mod reader;
mod revisions;
mod runs;
mod styles;
mod symbol;
mod tables;

use std::collections::{HashMap, HashSet};

use super::block::{Block, FileContent, OfficeFile, Story, StoryKind};
use super::fault::{Result, fault};
use super::found::{covered, embedded, told};
use super::package::{OfficePackage, RelatedPart, part_of, part_text};
use super::properties::properties;
use super::xml::XmlReader;
use crate::diag::{Code, Diagnostic, Text};
use numbering::ListDefinitions;
use reader::{Definitions, FlowReader, Found};
use styles::Styles;

/// Reads a file, or says why it cannot be read.
pub fn read(path: &str, bytes: &[u8]) -> std::result::Result<OfficeFile, Vec<Diagnostic>> {
    OfficeFile::of(path, read_package(bytes))
}

fn read_package(bytes: &[u8]) -> Result<FileContent> {
    let mut package = OfficePackage::open(bytes)?;
    let whole = package.relationships("")?;
    let Some(document) = part_of(&whole, "officeDocument") else { return Err(no_document(&package)) };
    let Some(text) = package.part(document)? else { return Err(no_document(&package)) };
    let parts = package.relationships(document)?;
    let definitions = definitions(&mut package, &parts)?;
    let mut found = Found::default();

    let mut stories =
        vec![Story { kind: StoryKind::Body, blocks: body(document, &text, &definitions, &mut found)? }];
    drop(text);
    running(&mut package, &parts, &definitions, &mut found, &mut stories)?;
    for (kind, story) in [
        ("footnotes", StoryKind::Footnote),
        ("endnotes", StoryKind::Endnote),
        ("comments", StoryKind::Comment),
    ] {
        if let Some((name, text)) = part_text(&mut package, &parts, kind)? {
            notes(name, &text, &story, &definitions, &mut found, &mut stories)?;
        }
    }
    let properties = properties(&mut package, &whole)?;
    Ok(FileContent { properties, stories, findings: findings(&found) })
}

fn definitions(package: &mut OfficePackage, parts: &[RelatedPart]) -> Result<Definitions> {
    let styles = match part_text(package, parts, "styles")? {
        Some((name, text)) => Styles::read(name, &text)?,
        None => Styles::default(),
    };
    let numbering = match part_text(package, parts, "numbering")? {
        Some((name, text)) => ListDefinitions::read(name, &text, styles.ids())?,
        None => ListDefinitions::default(),
    };
    Ok(Definitions { styles, numbering })
}

fn body(name: &str, text: &str, definitions: &Definitions, found: &mut Found) -> Result<Vec<Block>> {
    let mut xml = XmlReader::new(name, text);
    if !xml.root()?.is_word("document") {
        return Err(other_kind());
    }
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        if tag.is_word("body") {
            return FlowReader::new(xml, definitions, found).flow();
        }
    }
    Ok(Vec::new())
}

/// Reads the headers and footers that sections show, those with equal content once.
fn running(
    package: &mut OfficePackage,
    parts: &[RelatedPart],
    definitions: &Definitions,
    found: &mut Found,
    stories: &mut Vec<Story>,
) -> Result<()> {
    let by_id: HashMap<&str, &RelatedPart> = parts.iter().map(|part| (part.id.as_str(), part)).collect();
    let (mut read, mut known) = (HashSet::new(), HashSet::new());
    for id in std::mem::take(&mut found.running) {
        let Some(part) = by_id.get(id.as_str()).filter(|part| read.insert(part.target.as_str())) else {
            continue;
        };
        let Some(text) = package.part(&part.target)? else { continue };
        let mut xml = XmlReader::new(&part.target, &text);
        xml.root()?;
        let kind = if part.kind == "footer" { StoryKind::Footer } else { StoryKind::Header };
        let story = Story { kind, blocks: FlowReader::new(xml, definitions, found).flow()? };
        if known.insert(story.clone()) {
            stories.push(story);
        }
    }
    Ok(())
}

/// Reads the notes or comments that the text refers to, in the order in which it does.
fn notes(
    name: &str,
    text: &str,
    kind: &StoryKind,
    definitions: &Definitions,
    found: &mut Found,
    stories: &mut Vec<Story>,
) -> Result<()> {
    let ids = std::mem::take(match kind {
        StoryKind::Footnote => &mut found.footnotes,
        StoryKind::Endnote => &mut found.endnotes,
        _ => &mut found.comments,
    });
    let wanted: HashSet<i64> = ids.iter().copied().collect();
    let mut notes = HashMap::new();
    let mut reader = FlowReader::new(XmlReader::new(name, text), definitions, found);
    reader.xml.root()?;
    let level = reader.xml.level();
    while let Some(tag) = reader.xml.child(level)? {
        if let Some(id) = tag.number("id").filter(|id| wanted.contains(id)) {
            notes.insert(id, reader.flow()?);
        }
    }
    let blocks = ids.into_iter().filter_map(|id| notes.remove(&id));
    stories.extend(blocks.map(|blocks| Story { kind: kind.clone(), blocks }));
    Ok(())
}

/// What a reader of the blocks should know of the file.
fn findings(found: &Found) -> Vec<Diagnostic> {
    let hidden = told(Code::W602, &found.hidden, "隐藏的文字", "hidden text");
    let others = [hidden, covered(&found.covered), embedded(found.embedded)];
    found.revisions.finding().into_iter().chain(others.into_iter().flatten()).collect()
}

/// An archive without a document.
fn no_document(package: &OfficePackage) -> Box<Diagnostic> {
    // OpenDocument says in this part what it is.
    if package.has("mimetype") {
        return other_kind();
    }
    let message = Text::new("压缩包里没有 Word 文档", "it is an archive without a Word document in it");
    fault(Code::E601, message, Some(save_as()))
}

/// A file of another program.
fn other_kind() -> Box<Diagnostic> {
    let message = Text::new("这不是 Word 文档", "it is a file of another kind, no Word document");
    fault(Code::E601, message, Some(save_as()))
}

fn save_as() -> Text {
    Text::new("用 Word 或 WPS 打开，另存为 .docx", "open it in Word or WPS, and save it as .docx")
}
