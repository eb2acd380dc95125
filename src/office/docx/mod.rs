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
mod package;
mod paragraph;
mod properties;
mod reader;
mod revisions;
mod runs;
mod styles;
mod symbol;
mod tables;
mod xml;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::block::{Block, FileProperties, OfficeFile, Story, StoryKind};
use super::fault::{Result, fault};
use crate::diag::{Code, Diagnostic, Text, count_of, cut};
use numbering::ListDefinitions;
use package::{OfficePackage, RelatedPart};
use reader::{Definitions, FlowReader, Found, Texts};
use styles::Styles;
use xml::XmlReader;

/// Reads a file, or says why it cannot be read.
pub fn read(path: &str, bytes: &[u8]) -> std::result::Result<OfficeFile, Vec<Diagnostic>> {
    let path: Arc<str> = path.into();
    match read_package(bytes) {
        Ok((properties, stories, findings)) => {
            let findings = findings.into_iter().map(|finding| finding.in_file(&path)).collect();
            Ok(OfficeFile { path, properties, stories, findings })
        }
        Err(fault) => Err(vec![fault.in_file(&path)]),
    }
}

fn read_package(bytes: &[u8]) -> Result<(FileProperties, Vec<Story>, Vec<Diagnostic>)> {
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
    let properties = match part_text(&mut package, &whole, "core-properties")? {
        Some((name, text)) => properties(name, &text)?,
        None => FileProperties::default(),
    };
    Ok((properties, stories, findings(&found)))
}

/// The name of the part that is related in some way.
fn part_of<'r>(parts: &'r [RelatedPart], kind: &str) -> Option<&'r str> {
    parts.iter().find(|part| part.kind == kind).map(|part| part.target.as_str())
}

/// The part that is related in some way, if it is there, with its name.
fn part_text<'r>(
    package: &mut OfficePackage,
    parts: &'r [RelatedPart],
    kind: &str,
) -> Result<Option<(&'r str, String)>> {
    let Some(name) = part_of(parts, kind) else { return Ok(None) };
    Ok(package.part(name)?.map(|text| (name, text)))
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

/// Reads `docProps/core.xml`.
fn properties(name: &str, text: &str) -> Result<FileProperties> {
    let mut properties = FileProperties::default();
    let mut xml = XmlReader::new(name, text);
    xml.root()?;
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        let field = match tag.name() {
            "title" => &mut properties.title,
            "creator" => &mut properties.author,
            _ => continue,
        };
        let content = xml.content()?;
        *field = Some(content.trim().to_owned()).filter(|content| !content.is_empty());
    }
    Ok(properties)
}

/// What a reader of the blocks should know of the file.
fn findings(found: &Found) -> Vec<Diagnostic> {
    let told = |code: Code, texts: &Texts, zh: &str, en: &str| {
        let first = cut(&texts.first);
        let message = Text::new(
            format!("{zh} {} 处，没有读入；第一处：“{first}”", texts.count),
            format!("{en} in {}, not read; the first: “{first}”", count_of(texts.count, "place")),
        );
        (texts.count > 0).then(|| Diagnostic::new(code, message))
    };
    let hidden = told(Code::W602, &found.hidden, "隐藏的文字", "hidden text");
    let covered = told(Code::W603, &found.covered, "合并单元格遮住的文字", "text under merged cells");
    let embedded = (found.embedded > 0).then(|| {
        let message = Text::new(
            format!("嵌入的图表、对象或其他格式的文档 {} 个，其中的文字没有读入", found.embedded),
            format!("{} whose text is not read", count_of(found.embedded, "embedded object")),
        );
        Diagnostic::new(Code::W604, message)
    });
    found.revisions.finding().into_iter().chain(hidden).chain(covered).chain(embedded).collect()
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
