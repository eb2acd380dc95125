//! Reads the cells of a sheet of SpreadsheetML.

use super::super::fault::Result;
use super::super::limits::Budget;
use super::super::xml::{StartTag, XmlReader};
use super::number_format::Epoch;
use super::sheet::{OpenSheet, Place};
use super::strings::{rich_text, unescaped};
use super::styles::{CellStyle, show};

/// What the workbook knows of its cells.
pub struct CellContext<'a> {
    pub strings: &'a [String],
    pub styles: &'a [CellStyle],
    pub epoch: Epoch,
}

/// The most rows and columns of a sheet.
const MOST: Place = (1 << 20, 1 << 14);

/// Reads the part of a sheet.
pub fn read_cells(
    name: &str,
    text: &str,
    context: &CellContext,
    sheet: &mut OpenSheet,
    budget: &mut Budget,
) -> Result<()> {
    let mut xml = XmlReader::new(name, text);
    xml.root()?;
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        match tag.name() {
            "sheetData" => rows(&mut xml, context, sheet, budget)?,
            "mergeCells" => {
                let level = xml.level();
                while let Some(tag) = xml.child(level)? {
                    if let Some((place, span)) = tag.attribute("ref").as_deref().and_then(area) {
                        sheet.merge(place, span, budget)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Reads the rows of the element whose start tag was read last. A row or cell that does not say where it stands follows the
/// one before.
fn rows(
    xml: &mut XmlReader,
    context: &CellContext,
    sheet: &mut OpenSheet,
    budget: &mut Budget,
) -> Result<()> {
    let (level, mut row) = (xml.level(), 0);
    while let Some(tag) = xml.child(level)? {
        let named = tag.number("r").and_then(|row| usize::try_from(row).ok());
        row = named.filter(|row| *row <= MOST.0).unwrap_or(row + 1);
        let (level, mut next) = (xml.level(), (row.saturating_sub(1), 0));
        while let Some(tag) = xml.child(level)? {
            let is_inside = |place: &Place| place.0 < MOST.0 && place.1 < MOST.1;
            let place = tag.attribute("r").as_deref().and_then(place).filter(is_inside).unwrap_or(next);
            next = (place.0, place.1 + 1);
            let style = tag.number("s").and_then(|style| context.styles.get(usize::try_from(style).ok()?));
            let text = cell(xml, &tag, style, context)?;
            sheet.put(place, text, style.is_some_and(|style| style.is_vertical), budget)?;
        }
    }
    Ok(())
}

/// The text of the cell whose start tag was read last.
fn cell(
    xml: &mut XmlReader,
    tag: &StartTag,
    style: Option<&CellStyle>,
    context: &CellContext,
) -> Result<String> {
    let kind = tag.attribute("t");
    let (mut text, level) = (String::new(), xml.level());
    while let Some(tag) = xml.child(level)? {
        match tag.name() {
            "v" => text = value(&xml.content()?, kind.as_deref().unwrap_or("n"), style, context),
            "is" => text = rich_text(xml)?,
            _ => {}
        }
    }
    Ok(text)
}

/// What a value shows as, by the type of its cell.
fn value(value: &str, kind: &str, style: Option<&CellStyle>, context: &CellContext) -> String {
    match kind {
        "s" => {
            let index = value.trim().parse::<usize>().ok();
            index.and_then(|index| context.strings.get(index)).cloned().unwrap_or_default()
        }
        "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        "n" => match value.trim().parse::<f64>().ok().filter(|number| number.is_finite()) {
            None => value.to_owned(),
            Some(number) => show(number, style, context.epoch),
        },
        // A date as it is written, without a time of 0.
        "d" => value.trim_end_matches('Z').trim_end_matches("T00:00:00").replace('T', " "),
        // The result of a formula, or an error such as `#N/A`.
        _ => unescaped(value),
    }
}

/// The place that a name such as `AB12` stands for.
fn place(name: &str) -> Option<Place> {
    let name = name.trim();
    let letters = name.find(|c: char| !c.is_ascii_alphabetic())?;
    let column = name[..letters].bytes().try_fold(0_usize, |column, letter| {
        column.checked_mul(26)?.checked_add(usize::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row: usize = name[letters..].parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The place of an area such as `A1:B3`, and its rows and columns.
fn area(name: &str) -> Option<(Place, (usize, usize))> {
    let (first, last) = name.split_once(':')?;
    let (first, last) = (place(first)?, place(last)?);
    let is_inside = last.0 < MOST.0 && last.1 < MOST.1;
    let span = (last.0.checked_sub(first.0)? + 1, last.1.checked_sub(first.1)? + 1);
    is_inside.then_some((first, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_names() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("XFD1048576"), Some((1_048_575, 16_383)));
        for name in ["", "A", "1", "A0", "ABCDEFGHIJKLMNOPQRSTUVWXYZ1", "A99999999999999999999", "甲1"] {
            assert_eq!(place(name), None, "{name}");
        }
        assert_eq!(area("B2:C5"), Some(((1, 1), (4, 2))));
        assert_eq!(area("C5:B2"), None);
    }
}
