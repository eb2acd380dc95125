//! Reads the workbooks of Excel 97 to 2003 ([MS-XLS], BIFF8).

use super::super::block::{FileContent, FileProperties};
use super::super::fault::{Result, fault};
use super::super::limits::{Budget, MAX_BLOCKS, MAX_DEFINITIONS, beyond};
use super::compound::{CompoundFile, MAGIC};
use super::found::WorkbookFound;
use super::number_format::{Epoch, NumberFormat};
use super::records::{DataReader, Record, records};
use super::sheet::{OpenSheet, Place, story};
use super::strings::unescaped;
use super::styles::{CellStyle, show};
use crate::diag::{Code, Diagnostic, Text};

/// The stream of the workbook.
const STREAM: &str = "Workbook";
/// That of Excel 95 and before.
const OLDER_STREAM: &str = "Book";

/// Whether a file is a workbook of this kind, or an older one.
pub fn is_old(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
        && CompoundFile::open(bytes).is_some_and(|file| file.has(STREAM) || file.has(OLDER_STREAM))
}

/// What the workbook says before its sheets.
#[derive(Default)]
struct Globals {
    sheets: Vec<ListedSheet>,
    strings: Vec<String>,
    formats: std::collections::HashMap<u16, NumberFormat>,
    styles: Vec<CellStyle>,
    epoch: Epoch,
}

/// A sheet as the workbook lists it.
struct ListedSheet {
    name: String,
    /// Where its records begin.
    from: usize,
    is_hidden: bool,
    /// Whether it is one of cells, and no chart or macro.
    has_cells: bool,
}

/// Reads a workbook.
pub fn read(bytes: &[u8]) -> Result<FileContent> {
    let file = CompoundFile::open(bytes).ok_or_else(damaged)?;
    let Some(stream) = file.stream(STREAM) else {
        return Err(if file.has(OLDER_STREAM) { older() } else { damaged() });
    };
    let globals = globals(&stream)?;
    let (mut stories, mut found, mut budget) = (Vec::new(), WorkbookFound::default(), Budget::default());
    for listed in &globals.sheets {
        if !listed.has_cells {
            found.embedded += 1;
            continue;
        }
        let mut sheet = OpenSheet::default();
        let boxes = read_sheet(&stream, listed.from, &globals, &mut sheet, &mut budget)?;
        let grid = sheet.close(&mut found.covered)?;
        if let Some(story) = story(listed.name.clone(), grid, boxes) {
            found.hidden.extend(listed.is_hidden.then(|| listed.name.clone()));
            stories.push(story);
        }
    }
    Ok(FileContent { properties: FileProperties::default(), stories, findings: found.findings() })
}

fn globals(stream: &[u8]) -> Result<Globals> {
    let mut globals = Globals::default();
    for record in records(stream, 0) {
        match record.kind {
            0x0809 if record.reader().short() != Some(0x0600) => return Err(older()),
            0x002f => return Err(locked()),
            0x0022 if record.reader().short() == Some(1) => globals.epoch = Epoch::Year1904,
            0x0085 => globals.sheets.extend(listed_sheet(&mut record.reader())),
            0x00fc => globals.strings = shared_strings(&mut record.reader())?,
            0x041e => _ = format(&mut record.reader(), &mut globals),
            0x00e0 => globals.styles.extend(style(&mut record.reader(), &globals)),
            0x000a => break,
            _ => {}
        }
        if globals.styles.len().max(globals.formats.len()).max(globals.sheets.len()) > MAX_DEFINITIONS {
            return beyond("样式", "styles", MAX_DEFINITIONS);
        }
    }
    Ok(globals)
}

fn listed_sheet(data: &mut DataReader) -> Option<ListedSheet> {
    let from = data.long()? as usize;
    let (state, kind) = (data.byte()?, data.byte()?);
    let name = data.short_text()?;
    Some(ListedSheet { name, from, is_hidden: state & 3 != 0, has_cells: kind == 0 })
}

fn shared_strings(data: &mut DataReader) -> Result<Vec<String>> {
    let (mut strings, mut budget) = (Vec::new(), Budget::default());
    // The numbers of all and of different ones are not needed.
    if data.eight().is_some() {
        while let Some(text) = data.text() {
            if strings.len() == MAX_BLOCKS {
                return beyond("共用的文字", "shared strings", MAX_BLOCKS);
            }
            budget.text(text.len())?;
            strings.push(unescaped(&text));
        }
    }
    Ok(strings)
}

fn format(data: &mut DataReader, globals: &mut Globals) -> Option<()> {
    let id = data.short()?;
    globals.formats.insert(id, NumberFormat::read(&data.text()?));
    Some(())
}

/// Formats stand before the styles that name them.
fn style(data: &mut DataReader, globals: &Globals) -> Option<CellStyle> {
    let (_font, id, _flags, _alignment) = (data.short()?, data.short()?, data.short()?, data.byte()?);
    let format = globals.formats.get(&id).cloned().or_else(|| NumberFormat::built_in(u32::from(id)));
    Some(CellStyle { format, is_vertical: matches!(data.byte()?, 90 | 180 | 255) })
}

/// Reads the records of a sheet, and gives the texts of its text boxes and notes. Those of a chart on it stand between a
/// beginning and an end of their own.
fn read_sheet(
    stream: &[u8],
    from: usize,
    globals: &Globals,
    sheet: &mut OpenSheet,
    budget: &mut Budget,
) -> Result<Vec<String>> {
    let mut cells = CellReader { globals, sheet, budget, awaited: None, boxes: Vec::new() };
    let mut depth = 0_usize;
    for record in records(stream, from) {
        match record.kind {
            0x0809 => depth += 1,
            0x000a if depth <= 1 => break,
            0x000a => depth -= 1,
            _ if depth == 1 => cells.record(record)?,
            _ => {}
        }
    }
    Ok(cells.boxes)
}

struct CellReader<'a> {
    globals: &'a Globals,
    sheet: &'a mut OpenSheet,
    budget: &'a mut Budget,
    /// The cell of a formula whose text stands in the record behind it, and its style.
    awaited: Option<(Place, u16)>,
    /// The texts of text boxes and notes.
    boxes: Vec<String>,
}

impl CellReader<'_> {
    fn record(&mut self, record: Record) -> Result<()> {
        let kind = record.kind;
        let mut data = record.reader();
        // A record that is too short says nothing.
        match kind {
            0x01b6 => self.text_box(&record),
            0x00bd => self.numbers(&mut data),
            0x00e5 => self.merges(&mut data),
            0x0207 => match self.awaited.take().zip(data.text()) {
                Some(((place, style), text)) => self.put(place, style, unescaped(&text)),
                None => Ok(()),
            },
            0x0006 | 0x00fd | 0x0203 | 0x0204 | 0x0205 | 0x00d6 | 0x027e => self.cell(kind, &mut data),
            _ => Ok(()),
        }
    }

    fn text_box(&mut self, record: &Record) -> Result<()> {
        let text = record.box_text().map(|text| unescaped(&text)).unwrap_or_default();
        self.budget.text(text.len())?;
        self.boxes.extend(Some(text).filter(|text| !text.trim().is_empty()));
        Ok(())
    }

    fn cell(&mut self, kind: u16, data: &mut DataReader) -> Result<()> {
        let (Some(row), Some(column), Some(style)) = (data.short(), data.short(), data.short()) else {
            return Ok(());
        };
        let place = (usize::from(row), usize::from(column));
        let text = match kind {
            0x0203 => data.float().map(|number| self.shown(number, style)),
            0x027e => data.long().map(|number| self.shown(packed(number), style)),
            0x00fd => data.long().and_then(|index| self.globals.strings.get(index as usize)).cloned(),
            0x0204 | 0x00d6 => data.text().map(|text| unescaped(&text)),
            0x0205 => data.byte().zip(data.byte()).map(|(value, is_error)| match is_error {
                0 => truth(value).to_owned(),
                _ => error(value).to_owned(),
            }),
            _ => data.eight().and_then(|result| self.result(result, place, style)),
        };
        self.put(place, style, text.unwrap_or_default())
    }

    /// The result of a formula (§2.5.133); a text follows in the next record.
    fn result(&mut self, result: [u8; 8], place: Place, style: u16) -> Option<String> {
        self.awaited = None;
        match result {
            [0, .., 0xff, 0xff] => {
                self.awaited = Some((place, style));
                None
            }
            [1, _, value, .., 0xff, 0xff] => Some(truth(value).to_owned()),
            [2, _, value, .., 0xff, 0xff] => Some(error(value).to_owned()),
            [.., 0xff, 0xff] => None,
            number => Some(self.shown(f64::from_le_bytes(number), style)),
        }
    }

    /// Numbers beside each other.
    fn numbers(&mut self, data: &mut DataReader) -> Result<()> {
        let (Some(row), Some(first)) = (data.short(), data.short()) else { return Ok(()) };
        let mut column = usize::from(first);
        // The last column stands behind the numbers.
        while data.shorts_left() > 1 {
            let Some((style, number)) = data.short().zip(data.long()) else { break };
            let text = self.shown(packed(number), style);
            self.put((usize::from(row), column), style, text)?;
            column += 1;
        }
        Ok(())
    }

    fn merges(&mut self, data: &mut DataReader) -> Result<()> {
        data.short();
        while let (Some(top), Some(bottom), Some(left), Some(right)) =
            (data.short(), data.short(), data.short(), data.short())
        {
            let span = |first: u16, last: u16| usize::from(last.saturating_sub(first)) + 1;
            self.sheet.merge(
                (usize::from(top), usize::from(left)),
                (span(top, bottom), span(left, right)),
                self.budget,
            )?;
        }
        Ok(())
    }

    fn shown(&self, number: f64, style: u16) -> String {
        show(number, self.globals.styles.get(usize::from(style)), self.globals.epoch)
    }

    fn put(&mut self, place: Place, style: u16, text: String) -> Result<()> {
        let is_vertical = self.globals.styles.get(usize::from(style)).is_some_and(|style| style.is_vertical);
        self.sheet.put(place, text, is_vertical, self.budget)
    }
}

/// A number in four bytes (§2.5.217): the upper half of a float, or a whole number, perhaps of hundredths.
fn packed(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from((bits as i32) >> 2),
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

fn truth(value: u8) -> &'static str {
    if value == 0 { "FALSE" } else { "TRUE" }
}

/// An error (§2.5.10).
fn error(value: u8) -> &'static str {
    match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

fn damaged() -> Box<Diagnostic> {
    let message = Text::new("文件损坏，或没有下载完", "the file is damaged, or not whole");
    let help = Text::new(
        "重新取得这个文件；或用 Excel 或 WPS 打开并修复，再另存为 .xlsx",
        "get the file again, or open it in Excel or WPS, let it be repaired, and save it as .xlsx",
    );
    fault(Code::E601, message, Some(help))
}

fn older() -> Box<Diagnostic> {
    let message = Text::new("这是 Excel 95 或更早的工作簿", "it is a workbook of Excel 95 or before");
    fault(Code::E602, message, Some(save_as()))
}

fn locked() -> Box<Diagnostic> {
    fault(Code::E602, Text::new("文件设有密码", "the file has a password"), Some(save_as()))
}

fn save_as() -> Text {
    Text::new(
        "用 Excel 或 WPS 打开，去掉密码（如有），另存为 .xlsx",
        "open it in Excel or WPS, take the password away if it has one, and save it as .xlsx",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_four_bytes() {
        assert_eq!(packed(0x3ff0_0000), 1.0);
        assert_eq!(packed(0x3ff0_0001), 0.01);
        assert_eq!(packed((12_345 << 2) | 2), 12_345.0);
        assert_eq!(packed((-125_i32 << 2) as u32 | 3), -1.25);
    }
}
