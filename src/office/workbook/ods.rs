//! Reads the workbooks of LibreOffice: OpenDocument (ISO 26300). A cell has its text as it shows beside its value.

use std::collections::HashSet;

use super::super::block::{FileContent, FileProperties, Story, StoryKind};
use super::super::fault::{Result, fault};
use super::super::limits::{Budget, MAX_DEFINITIONS, beyond};
use super::super::package::OfficePackage;
use super::super::xml::{Mark, StartTag, XmlReader};
use super::found::{WorkbookFound, no_workbook};
use super::sheet::{OpenSheet, Place, paragraph, story};
use crate::diag::{Code, Text};

/// The most spaces that one element may stand for.
const MAX_SPACES: usize = 1000;

/// Whether a package is a workbook of this kind.
pub fn is_open_document(package: &OfficePackage) -> bool {
    package.has("mimetype") && package.has("content.xml")
}

/// Reads a workbook.
pub fn read(package: &mut OfficePackage) -> Result<FileContent> {
    if let Some(manifest) = package.part("META-INF/manifest.xml")?
        && is_encrypted(&manifest)?
    {
        let message = Text::new("文件设有密码", "the file has a password");
        let help =
            Text::new("打开，去掉密码，再另存一次", "open it, take the password away, and save it again");
        return Err(fault(Code::E602, message, Some(help)));
    }
    let Some(text) = package.part("content.xml")? else { return Err(no_workbook()) };
    let mut reader = SheetReader {
        xml: XmlReader::new("content.xml", &text),
        budget: Budget::default(),
        hidden_styles: HashSet::new(),
        found: WorkbookFound::default(),
        stories: Vec::new(),
        notes: Vec::new(),
    };
    reader.document()?;
    let SheetReader { found, mut stories, notes, .. } = reader;
    let notes = notes.into_iter().map(|text| vec![paragraph(text)]);
    stories.extend(notes.map(|blocks| Story { kind: StoryKind::Comment, blocks }));
    let properties = match package.part("meta.xml")? {
        Some(text) => properties(&text)?,
        None => FileProperties::default(),
    };
    Ok(FileContent { properties, stories, findings: found.findings() })
}

fn is_encrypted(manifest: &str) -> Result<bool> {
    let mut xml = XmlReader::new("META-INF/manifest.xml", manifest);
    xml.root()?;
    let level = xml.level();
    while xml.child(level)?.is_some() {
        let level = xml.level();
        while let Some(tag) = xml.child(level)? {
            if tag.name() == "encryption-data" {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Reads what the file says of itself.
fn properties(text: &str) -> Result<FileProperties> {
    let mut properties = FileProperties::default();
    let mut xml = XmlReader::new("meta.xml", text);
    xml.root()?;
    let level = xml.level();
    while xml.child(level)?.is_some() {
        let level = xml.level();
        while let Some(tag) = xml.child(level)? {
            let field = match tag.name() {
                "title" => &mut properties.title,
                "initial-creator" => &mut properties.author,
                _ => continue,
            };
            *field = Some(xml.content()?.trim().to_owned()).filter(|content| !content.is_empty());
        }
    }
    Ok(properties)
}

/// Reads the content of a workbook.
struct SheetReader<'a> {
    xml: XmlReader<'a>,
    budget: Budget,
    /// Styles of sheets that do not show.
    hidden_styles: HashSet<String>,
    found: WorkbookFound,
    stories: Vec<Story>,
    /// The texts of notes.
    notes: Vec<String>,
}

/// A row as it is read: its cells with their columns, and how often each is repeated.
type ReadRow = Vec<(usize, usize, ReadCell)>;

#[derive(Clone, Default)]
struct ReadCell {
    text: String,
    span: (usize, usize),
}

impl SheetReader<'_> {
    fn document(&mut self) -> Result<()> {
        self.xml.root()?;
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            match tag.name() {
                "automatic-styles" => self.styles()?,
                "body" => self.body()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Notes the styles of hidden sheets.
    fn styles(&mut self) -> Result<()> {
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            let name = tag.attribute("name").map(|name| name.into_owned());
            let inside = self.xml.level();
            while let Some(tag) = self.xml.child(inside)? {
                if tag.attribute("display").as_deref() == Some("false")
                    && let Some(name) = &name
                {
                    if self.hidden_styles.len() == MAX_DEFINITIONS {
                        return beyond("样式", "styles", MAX_DEFINITIONS);
                    }
                    self.hidden_styles.insert(name.clone());
                }
            }
        }
        Ok(())
    }

    fn body(&mut self) -> Result<()> {
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            if tag.name() != "spreadsheet" {
                return Err(no_workbook());
            }
            let level = self.xml.level();
            while let Some(tag) = self.xml.child(level)? {
                if tag.name() == "table" {
                    self.sheet(&tag)?;
                }
            }
        }
        Ok(())
    }

    /// Reads the sheet whose start tag was read.
    fn sheet(&mut self, tag: &StartTag) -> Result<()> {
        let name = tag.attribute("name").unwrap_or_default().into_owned();
        let style = tag.attribute("style-name");
        let is_hidden = style.is_some_and(|style| self.hidden_styles.contains(&*style));
        let (mut sheet, mut boxes, mut row) = (OpenSheet::default(), Vec::new(), 0);
        self.rows(&mut sheet, &mut boxes, &mut row)?;
        let grid = sheet.close(&mut self.found.covered)?;
        if let Some(story) = story(name.clone(), grid, boxes) {
            self.found.hidden.extend(is_hidden.then_some(name));
            self.stories.push(story);
        }
        Ok(())
    }

    /// Reads the rows of the element whose start tag was read last, which may stand in groups. `row` is that of the next.
    fn rows(&mut self, sheet: &mut OpenSheet, boxes: &mut Vec<String>, row: &mut usize) -> Result<()> {
        let level = self.xml.level();
        while let Some(tag) = self.xml.child(level)? {
            match tag.name() {
                "table-row" => {
                    let times = repeated(&tag, "number-rows-repeated");
                    let cells = self.row(boxes)?;
                    self.put(sheet, *row, times, &cells)?;
                    *row = row.saturating_add(times);
                }
                "table-header-rows" | "table-row-group" | "table-rows" => self.rows(sheet, boxes, row)?,
                "shapes" => self.text_boxes(boxes)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts the cells of a row down, as often as it is repeated.
    fn put(&mut self, sheet: &mut OpenSheet, row: usize, times: usize, cells: &ReadRow) -> Result<()> {
        for (column, repeated, cell) in cells {
            for row in row..row.saturating_add(times) {
                for column in *column..column.saturating_add(*repeated) {
                    let place: Place = (row, column);
                    sheet.put(place, cell.text.clone(), false, &mut self.budget)?;
                    sheet.merge(place, cell.span, &mut self.budget)?;
                }
            }
        }
        Ok(())
    }

    /// Reads the row whose start tag was read: its cells that have something to show.
    fn row(&mut self, boxes: &mut Vec<String>) -> Result<ReadRow> {
        let (level, mut column, mut cells) = (self.xml.level(), 0_usize, Vec::new());
        while let Some(tag) = self.xml.child(level)? {
            if !matches!(tag.name(), "table-cell" | "covered-table-cell") {
                continue;
            }
            let repeated_cell = repeated(&tag, "number-columns-repeated");
            let span = (repeated(&tag, "number-rows-spanned"), repeated(&tag, "number-columns-spanned"));
            let date = date(&tag);
            let shown = self.cell(boxes)?;
            let text = date.unwrap_or(shown);
            if !text.trim().is_empty() || span != (1, 1) {
                self.budget.block()?;
                cells.push((column, repeated_cell, ReadCell { text, span }));
            }
            column = column.saturating_add(repeated_cell);
        }
        Ok(cells)
    }

    /// Reads the cell whose start tag was read: its paragraphs as lines.
    fn cell(&mut self, boxes: &mut Vec<String>) -> Result<String> {
        let (level, mut text, mut lines) = (self.xml.level(), String::new(), 0);
        while let Some(tag) = self.xml.child(level)? {
            match tag.name() {
                "p" => {
                    if lines > 0 {
                        text.push('\n');
                    }
                    lines += 1;
                    text.push_str(&self.paragraph()?);
                }
                "annotation" => {
                    let mut note = Vec::new();
                    self.text_boxes(&mut note)?;
                    self.notes.extend(Some(note.join("\n")).filter(|note| !note.is_empty()));
                }
                // A picture, a chart or a text box that is anchored to the cell.
                _ => self.text_boxes(boxes)?,
            }
        }
        Ok(text)
    }

    /// Adds the paragraphs of the element whose start tag was read last, at any depth, and counts embedded objects.
    fn text_boxes(&mut self, boxes: &mut Vec<String>) -> Result<()> {
        let mut levels = vec![self.xml.level()];
        while let Some(level) = levels.last().copied() {
            match self.xml.child(level)? {
                None => _ = levels.pop(),
                Some(tag) if matches!(tag.name(), "object" | "object-ole") => self.found.embedded += 1,
                // When a note was written, and by whom.
                Some(tag) if matches!(tag.name(), "date" | "creator") => {}
                Some(tag) if tag.name() == "p" => {
                    let text = self.paragraph()?;
                    self.budget.text(text.len())?;
                    boxes.extend(Some(text).filter(|text| !text.trim().is_empty()));
                }
                Some(_) => levels.push(self.xml.level()),
            }
        }
        Ok(())
    }

    /// The text of the paragraph whose start tag was read.
    fn paragraph(&mut self) -> Result<String> {
        self.xml.marked(|tag| match tag.name() {
            "s" => Mark::Characters(' ', repeated(tag, "c").min(MAX_SPACES)),
            "tab" => Mark::Characters('\t', 1),
            "line-break" => Mark::Characters('\n', 1),
            "annotation" | "ruby-text" => Mark::Nothing,
            _ => Mark::Content,
        })
    }
}

/// The value of a cell that is a date, in one form: 2026-01-01, and 2026-01-01 08:30 with a time.
fn date(tag: &StartTag) -> Option<String> {
    let is_date = tag.attribute("value-type").as_deref() == Some("date");
    let value = tag.attribute("date-value").filter(|_| is_date)?;
    let (day, time) = value.split_once('T').unwrap_or((&value, ""));
    let minutes = time.get(..5).filter(|_| !time.starts_with("00:00:00"));
    Some(minutes.map_or_else(|| day.to_owned(), |minutes| format!("{day} {minutes}")))
}

/// How often something stands there: an attribute, or once.
fn repeated(tag: &StartTag, name: &str) -> usize {
    tag.number(name).and_then(|times| usize::try_from(times).ok()).unwrap_or(1)
}
