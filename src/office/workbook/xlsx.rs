//! Reads Excel workbooks: SpreadsheetML (ISO 29500-1 §18).

use super::super::block::{FileContent, Story, StoryKind};
use super::super::fault::{Result, fault};
use super::super::limits::{Budget, MAX_DEFINITIONS, beyond};
use super::super::package::{OfficePackage, RelatedPart, part_of, part_text};
use super::super::properties::properties;
use super::super::xml::XmlReader;
use super::cells::{CellContext, read_cells};
use super::found::{WorkbookFound, no_workbook};
use super::number_format::Epoch;
use super::sheet::{OpenSheet, paragraph, story};
use super::strings::shared_strings;
use super::styles::cell_styles;
use crate::diag::{Code, Text};

/// A sheet as the workbook lists it.
struct ListedSheet {
    name: String,
    /// Of its relationship.
    id: String,
    is_hidden: bool,
}

/// Reads a workbook.
pub fn read(package: &mut OfficePackage) -> Result<FileContent> {
    let whole = package.relationships("")?;
    let Some(name) = part_of(&whole, "officeDocument") else { return Err(no_workbook()) };
    if name.ends_with(".bin") {
        return Err(binary());
    }
    let Some(text) = package.part(name)? else { return Err(no_workbook()) };
    let parts = package.relationships(name)?;
    let (sheets, epoch) = listed(name, &text)?;
    let mut budget = Budget::default();
    let strings = match part_text(package, &parts, "sharedStrings")? {
        Some((name, text)) => shared_strings(name, &text)?,
        None => Vec::new(),
    };
    let styles = match part_text(package, &parts, "styles")? {
        Some((name, text)) => cell_styles(name, &text)?,
        None => Vec::new(),
    };
    let context = CellContext { strings: &strings, styles: &styles, epoch };
    let (mut stories, mut found) = (Vec::new(), WorkbookFound::default());
    for sheet in sheets {
        let Some(part) = parts.iter().find(|part| part.id == sheet.id) else { continue };
        if part.kind != "worksheet" {
            found.embedded += 1;
            continue;
        }
        let of_sheet = sheet_stories(package, part, &sheet.name, &context, &mut budget, &mut found)?;
        if sheet.is_hidden && !of_sheet.is_empty() {
            found.hidden.push(sheet.name);
        }
        stories.extend(of_sheet);
    }
    // Notes stand behind the sheets.
    stories.sort_by_key(|story| story.kind == StoryKind::Comment);
    Ok(FileContent { properties: properties(package, &whole)?, stories, findings: found.findings() })
}

/// The sheets in their order, and where dates are counted from.
fn listed(name: &str, text: &str) -> Result<(Vec<ListedSheet>, Epoch)> {
    let mut xml = XmlReader::new(name, text);
    if xml.root()?.name() != "workbook" {
        return Err(no_workbook());
    }
    let (mut sheets, mut epoch) = (Vec::new(), Epoch::default());
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        match tag.name() {
            "workbookPr"
                if tag.attribute("date1904").is_some_and(|value| matches!(&*value, "1" | "true")) =>
            {
                epoch = Epoch::Year1904;
            }
            "sheets" => {
                let level = xml.level();
                while let Some(tag) = xml.child(level)? {
                    if sheets.len() == MAX_DEFINITIONS {
                        return beyond("工作表", "sheets", MAX_DEFINITIONS);
                    }
                    let text = |name: &str| tag.attribute(name).unwrap_or_default().into_owned();
                    let is_hidden = tag.attribute("state").is_some_and(|state| state != "visible");
                    sheets.push(ListedSheet { name: text("name"), id: text("id"), is_hidden });
                }
            }
            _ => {}
        }
    }
    Ok((sheets, epoch))
}

/// Reads a sheet with the text boxes on it, and its notes.
fn sheet_stories(
    package: &mut OfficePackage,
    part: &RelatedPart,
    name: &str,
    context: &CellContext,
    budget: &mut Budget,
    found: &mut WorkbookFound,
) -> Result<Vec<Story>> {
    let Some(text) = package.part(&part.target)? else { return Ok(Vec::new()) };
    let mut sheet = OpenSheet::default();
    read_cells(&part.target, &text, context, &mut sheet, budget)?;
    drop(text);
    let parts = package.relationships(&part.target)?;
    found.embedded += parts.iter().filter(|part| matches!(&*part.kind, "oleObject" | "package")).count();
    let mut boxes = Vec::new();
    if let Some((name, text)) = part_text(package, &parts, "drawing")? {
        text_boxes(&mut XmlReader::new(name, &text), budget, &mut boxes, found)?;
    }
    let grid = sheet.close(&mut found.covered)?;
    let mut stories: Vec<Story> = story(name.to_owned(), grid, boxes).into_iter().collect();
    if let Some((name, text)) = part_text(package, &parts, "comments")? {
        let notes = notes(name, &text, budget)?;
        stories.extend(notes.map(|text| Story { kind: StoryKind::Comment, blocks: vec![paragraph(text)] }));
    }
    Ok(stories)
}

/// Adds the texts of a drawing, a paragraph each, and counts its charts and diagrams.
fn text_boxes(
    xml: &mut XmlReader,
    budget: &mut Budget,
    boxes: &mut Vec<String>,
    found: &mut WorkbookFound,
) -> Result<()> {
    xml.root()?;
    let mut levels = vec![xml.level()];
    while let Some(level) = levels.last().copied() {
        match xml.child(level)? {
            None => _ = levels.pop(),
            Some(tag) if tag.name() == "graphicFrame" => found.embedded += 1,
            Some(tag) if tag.name() == "p" => {
                let text = xml.content()?.into_owned();
                budget.text(text.len())?;
                boxes.extend(Some(text).filter(|text| !text.trim().is_empty()));
            }
            Some(_) => levels.push(xml.level()),
        }
    }
    Ok(())
}

/// The texts of notes, in the order of the file.
fn notes(name: &str, text: &str, budget: &mut Budget) -> Result<impl Iterator<Item = String> + use<>> {
    let mut xml = XmlReader::new(name, text);
    xml.root()?;
    let level = xml.level();
    let mut notes = Vec::new();
    while let Some(tag) = xml.child(level)? {
        if tag.name() != "commentList" {
            continue;
        }
        let level = xml.level();
        while xml.child(level)?.is_some() {
            budget.block()?;
            notes.push(super::strings::rich_text(&mut xml)?);
        }
    }
    Ok(notes.into_iter().filter(|text| !text.trim().is_empty()))
}

/// A workbook in Excel's binary form (`.xlsb`).
fn binary() -> Box<crate::diag::Diagnostic> {
    let message = Text::new("这是二进制工作簿（.xlsb）", "it is a binary workbook (.xlsb)");
    let help =
        Text::new("用 Excel 或 WPS 打开，另存为 .xlsx", "open it in Excel or WPS, and save it as .xlsx");
    fault(Code::E602, message, Some(help))
}
