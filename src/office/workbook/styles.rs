//! Reads what the styles of cells say of their contents.

use std::collections::HashMap;

use super::super::fault::Result;
use super::super::limits::{MAX_DEFINITIONS, beyond};
use super::super::xml::XmlReader;
use super::number_format::{Epoch, NumberFormat, general};

/// The format of a cell.
#[derive(Clone, Debug, Default)]
pub struct CellStyle {
    /// `None` for numbers as they are.
    pub format: Option<NumberFormat>,
    /// Whether its text runs in a vertical column.
    pub is_vertical: bool,
}

/// A number as a cell of this style shows it.
pub fn show(number: f64, style: Option<&CellStyle>, epoch: Epoch) -> String {
    match style.and_then(|style| style.format.as_ref()) {
        Some(format) => format.show(number, epoch),
        None => general(number),
    }
}

/// Reads the part with the styles: those that cells name by number.
pub fn cell_styles(name: &str, text: &str) -> Result<Vec<CellStyle>> {
    let mut xml = XmlReader::new(name, text);
    xml.root()?;
    let level = xml.level();
    let (mut formats, mut styles) = (HashMap::new(), Vec::new());
    while let Some(tag) = xml.child(level)? {
        match tag.name() {
            "numFmts" => number_formats(&mut xml, &mut formats)?,
            "cellXfs" => {
                let level = xml.level();
                while let Some(tag) = xml.child(level)? {
                    if styles.len() == MAX_DEFINITIONS {
                        return beyond("样式", "styles", MAX_DEFINITIONS);
                    }
                    let id = tag.number("numFmtId").and_then(|id| u32::try_from(id).ok()).unwrap_or_default();
                    let format = formats.get(&id).cloned().or_else(|| NumberFormat::built_in(id));
                    styles.push(CellStyle { format, is_vertical: is_vertical(&mut xml)? });
                }
            }
            _ => {}
        }
    }
    Ok(styles)
}

/// Reads the format codes of the element whose start tag was read last.
fn number_formats(xml: &mut XmlReader, formats: &mut HashMap<u32, NumberFormat>) -> Result<()> {
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        if formats.len() == MAX_DEFINITIONS {
            return beyond("样式", "styles", MAX_DEFINITIONS);
        }
        let id = tag.number("numFmtId").and_then(|id| u32::try_from(id).ok());
        if let (Some(id), Some(code)) = (id, tag.attribute("formatCode")) {
            formats.insert(id, NumberFormat::read(&code));
        }
    }
    Ok(())
}

/// Whether the format whose start tag was read last stacks its characters, or turns them.
fn is_vertical(xml: &mut XmlReader) -> Result<bool> {
    let (mut is_vertical, level) = (false, xml.level());
    while let Some(tag) = xml.child(level)? {
        // 255 is stacked, 90 and 180 are turned by a right angle.
        is_vertical |= matches!(tag.number("textRotation"), Some(90 | 180 | 255));
    }
    Ok(is_vertical)
}
