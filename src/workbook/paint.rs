//! Draws the sheets: headings, widths, lists to choose from, and how they print.

use std::fmt;

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, IgnoreError, Workbook, Worksheet, XlsxError,
};

use crate::characters::is_east_asian;
use crate::diag::Lang;
use crate::model::Handbook;
use crate::tables::{Choices, DataCell, DataColumn, DataField, DataSheet, NO_CHOICE, NOT_LISTED, word};
use crate::unit::Date;

/// Why there is no workbook: more rows or longer texts than a sheet can hold.
#[derive(Debug)]
pub struct WorkbookError(XlsxError);

impl fmt::Display for WorkbookError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> WorkbookError {
        WorkbookError(error)
    }
}

pub type Result<T> = std::result::Result<T, WorkbookError>;

const FONT: &str = "宋体";
const SIZE: f64 = 10.0;
/// A column is never narrower, in widths of a digit.
const NARROWEST: usize = 6;
/// The widest that columns may be: the first with which the sheet prints at a readable size, or else the last.
const WIDEST: [usize; 5] = [60, 48, 40, 32, 26];
/// What follows from other data is no wider.
const WIDEST_DERIVED: usize = 24;
/// So wide a sheet prints at a readable size on A4.
const PRINTED: usize = 170;
/// The room for the arrow of a filter, and for the margins.
const ROOM: usize = 4;
const MARGINS: usize = 3;
/// Headings that are wider have two lines.
const WIDE_HEADING: usize = 8;
const HEADING_HEIGHT: f64 = 30.0;
/// Of the paper, in inches: left, right, top, bottom, header, footer.
const PAPER_MARGINS: [f64; 6] = [0.4, 0.4, 0.5, 0.6, 0.3, 0.3];
/// The height of a line, and the most that a row may have, in points.
const LINE: f64 = 14.5;
const HIGHEST: f64 = 409.0;
/// Rows below the last in which lists to choose from are offered, too.
const MORE_ROWS: u32 = 500;
/// A4.
const PAPER: u8 = 9;
const HEADING: Color = Color::RGB(0xDD_EB_F7);
const DERIVED: Color = Color::RGB(0xF2_F2_F2);
const DERIVED_TEXT: Color = Color::RGB(0x7F_7F_7F);
const LINES: Color = Color::RGB(0xBF_BF_BF);

/// The bytes of the workbook.
pub fn paint(sheets: &[DataSheet], handbook: &Handbook, lang: Lang, date: Date) -> Result<Vec<u8>> {
    let mut book = new_book(handbook, date)?;
    for sheet in sheets {
        draw(book.add_worksheet(), sheet, sheets, lang)?;
    }
    Ok(book.save_to_buffer()?)
}

/// A workbook of a handbook, without sheets.
pub fn new_book(handbook: &Handbook, date: Date) -> Result<Workbook> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(date.year, date.month, date.day)?;
    let mut properties = DocProperties::new().set_title(handbook.title.as_str()).set_creation_datetime(&made);
    if let Some(company) = &handbook.company {
        properties = properties.set_company(company.as_str());
    }
    book.set_properties(&properties);
    Ok(book)
}

fn draw(to: &mut Worksheet, sheet: &DataSheet, all: &[DataSheet], lang: Lang) -> Result<()> {
    to.set_name(sheet.kind.name(lang))?;
    let last = row_number(sheet.rows.len());
    let widths = widths(sheet);
    for ((column, of), width) in (0_u16..).zip(&sheet.columns).zip(&widths) {
        match of.field {
            DataField::Base => to.set_column_hidden(column)?,
            _ => to.set_column_width(column, *width as f64)?,
        };
        to.write_string_with_format(0, column, &of.heading, &heading())?;
        if let Some(choices) = &of.choices {
            let validation = validation(choices, all, lang)?;
            to.add_data_validation(1, column, last + MORE_ROWS, column, &validation)?;
        }
        let (plain, sum) = (look(of, false), look(of, true));
        for (row, cells) in (1..).zip(&sheet.rows) {
            let look = if sheet.has_sum && row == last { &sum } else { &plain };
            write(to, (row, column), &cells[usize::from(column)], look)?;
        }
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        let shown = cells.iter().zip(&widths).filter(|(_, width)| **width > 0);
        let lines = shown.map(|(cell, width)| lines(cell, *width)).max().unwrap_or(1);
        set_height(to, row, lines)?;
    }
    let end = row_number(sheet.columns.len().saturating_sub(1)) as u16;
    to.set_freeze_panes(1, sheet.frozen)?;
    // A sum is not sorted with the rows above.
    let filtered = if sheet.has_sum { last.saturating_sub(1) } else { last };
    to.autofilter(0, 0, filtered.max(1), end)?;
    to.ignore_error_range(0, 0, last, end, IgnoreError::NumberStoredAsText)?;
    set_up_print(to)
}

/// Landscape, as wide as the paper, the headings on each page.
pub fn set_up_print(to: &mut Worksheet) -> Result<()> {
    to.set_row_height(0, HEADING_HEIGHT)?;
    to.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    let [left, right, top, bottom, header, footer] = PAPER_MARGINS;
    to.set_margins(left, right, top, bottom, header, footer);
    to.set_repeat_rows(0, 0)?.set_footer("&L&A&R&P / &N");
    Ok(())
}

/// Makes a row as high as so many lines.
pub fn set_height(to: &mut Worksheet, row: u32, lines: usize) -> Result<()> {
    to.set_row_height(row, (LINE * lines as f64 + 2.0).min(HIGHEST))?;
    Ok(())
}

/// Beyond the rows of a sheet, the writer refuses.
fn row_number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX - MORE_ROWS)
}

fn write(to: &mut Worksheet, (row, column): (u32, u16), cell: &DataCell, look: &Format) -> Result<()> {
    let centred = || look.clone().set_align(FormatAlign::Center);
    match cell {
        DataCell::Text(text) if text.is_empty() => to.write_blank(row, column, look)?,
        DataCell::Text(text) => to.write_string_with_format(row, column, text, look)?,
        DataCell::Number(number) => to.write_number_with_format(row, column, *number, &centred())?,
        DataCell::Difference(number) => {
            to.write_number_with_format(row, column, *number, &centred().set_num_format("+0;-0;0"))?
        }
    };
    Ok(())
}

pub fn base() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(SIZE)
        .set_border(FormatBorder::Thin)
        .set_border_color(LINES)
        .set_text_wrap()
}

pub fn heading() -> Format {
    base()
        .set_bold()
        .set_background_color(HEADING)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

fn look(column: &DataColumn, is_sum: bool) -> Format {
    let mut look = base().set_align(FormatAlign::Top);
    if column.is_literal {
        look = look.set_num_format("@");
    }
    if column.is_centred {
        look = look.set_align(FormatAlign::Center);
    }
    if column.is_derived() {
        look = look.set_background_color(DERIVED).set_font_color(DERIVED_TEXT);
    }
    if column.field == DataField::Base {
        // Rows that are fitted to their texts shall not be as high as its many lines in no width.
        look = look.unset_text_wrap();
    }
    if is_sum { look.set_bold() } else { look }
}

/// What an editor offers, and what it says to other texts.
fn validation(choices: &Choices, all: &[DataSheet], lang: Lang) -> Result<DataValidation> {
    let (list, style, message) = match choices {
        Choices::Words(words) => {
            (DataValidation::new().allow_list_strings(words)?, DataValidationErrorStyle::Stop, NO_CHOICE)
        }
        Choices::Column { sheet, column } => {
            let of = all.iter().find(|other| other.kind == *sheet);
            let rows = of.map_or(0, |of| of.rows.len() - usize::from(of.has_sum));
            let letter = char::from(b'A' + u8::try_from(*column).unwrap_or_default().min(25));
            let area = format!("='{}'!${letter}$2:${letter}${}", sheet.name(lang), rows.max(1) + 1);
            let list = DataValidation::new().allow_list_formula(Formula::new(area));
            (list, DataValidationErrorStyle::Warning, NOT_LISTED)
        }
    };
    Ok(list.set_error_style(style).set_error_message(word(lang, message))?)
}

/// The widths of the columns: those of their widest lines, as far as the sheet stays readable in print.
fn widths(sheet: &DataSheet) -> Vec<usize> {
    let wanted: Vec<usize> = (0..sheet.columns.len()).map(|column| width(sheet, column)).collect();
    let within = |most: usize| -> Vec<usize> {
        let columns = wanted.iter().zip(&sheet.columns);
        columns.map(|(width, of)| (*width).min(if of.is_derived() { WIDEST_DERIVED } else { most })).collect()
    };
    let mut tried = WIDEST.into_iter().map(within);
    let readable = tried.find(|widths| widths.iter().sum::<usize>() <= PRINTED);
    readable.unwrap_or_else(|| within(WIDEST[WIDEST.len() - 1]))
}

/// The width of a column's widest line.
fn width(sheet: &DataSheet, column: usize) -> usize {
    if sheet.columns[column].field == DataField::Base {
        return 0;
    }
    let heading =
        sheet.columns.get(column).map_or(0, |column| digits(&column.heading).min(WIDE_HEADING) + ROOM);
    let cells = sheet.rows.iter().filter_map(|row| row.get(column)).map(|cell| match cell {
        DataCell::Text(text) => text.lines().map(digits).max().unwrap_or(0) + MARGINS,
        DataCell::Number(_) | DataCell::Difference(_) => 0,
    });
    cells.max().unwrap_or(0).max(heading).max(NARROWEST)
}

/// How many lines a cell has in a column, at most: a line of Han may end a character early.
fn lines(cell: &DataCell, width: usize) -> usize {
    match cell {
        DataCell::Text(text) => lines_of(text, width),
        DataCell::Number(_) | DataCell::Difference(_) => 1,
    }
}

/// The same of a text.
pub fn lines_of(text: &str, width: usize) -> usize {
    let room = width.saturating_sub(MARGINS).max(1);
    text.lines().map(|line| digits(line).div_ceil(room).max(1)).sum::<usize>().max(1)
}

/// How many digits a text is as wide as: a Han character is two.
fn digits(text: &str) -> usize {
    text.chars().map(|c| if is_east_asian(c) { 2 } else { 1 }).sum()
}
