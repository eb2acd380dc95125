//! Two states of a handbook side by side, as a workbook: what each text was and is, with a column for the reasons; the
//! positions that are new, withdrawn, renamed or moved; each department before and now.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatUnderline, Worksheet};

use super::paint::{Result, base, heading, lines_of, new_book, set_height, set_up_print};
use crate::diag::Lang;
use crate::diff::{ComparedSubject, Comparison, DepartmentSummary, SubjectKind, WordChange, WordSegment};
use crate::model::Handbook;
use crate::model::keys::choose;
use crate::unit::Date;

const REMOVED: Color = Color::RGB(0x80_80_80);
/// The widths of the columns, in digits.
const TEXT_WIDTHS: [f64; 6] = [14.0, 14.0, 20.0, 38.0, 38.0, 18.0];
const EVENT_WIDTHS: [f64; 3] = [20.0, 24.0, 40.0];
const DEPARTMENT_WIDTHS: [f64; 10] = [22.0, 11.0, 11.0, 11.0, 11.0, 8.0, 8.0, 8.0, 8.0, 8.0];

/// Writes the workbook, in a language. `date` is when the file was made, as it says itself.
pub fn write(found: &Comparison, handbook: &Handbook, lang: Lang, date: Date) -> Result<Vec<u8>> {
    let mut book = new_book(handbook, date)?;
    texts(book.add_worksheet(), found, handbook, lang)?;
    events(book.add_worksheet(), found, lang)?;
    departments(book.add_worksheet(), found, handbook, lang)?;
    Ok(book.save_to_buffer()?)
}

fn texts(to: &mut Worksheet, found: &Comparison, handbook: &Handbook, lang: Lang) -> Result<()> {
    to.set_name(choose(lang, ("修订对照", "Changes")))?;
    let side = |name: &str, version: &Option<String>| match version {
        Some(version) if found.versions[0] != found.versions[1] => match lang {
            Lang::Zh => format!("{name}（{version}）"),
            Lang::En => format!("{name} ({version})"),
        },
        _ => name.to_owned(),
    };
    let [before, after] = [("修订前", "Before"), ("修订后", "Now")].map(|names| choose(lang, names));
    let headings = [
        choose(lang, ("部门", "Department")).to_owned(),
        choose(lang, ("岗位", "Position")).to_owned(),
        choose(lang, ("条目", "Item")).to_owned(),
        side(before, &found.versions[0]),
        side(after, &found.versions[1]),
        choose(lang, ("理由", "Reason")).to_owned(),
    ];
    begin(to, &headings, &TEXT_WIDTHS)?;
    let look = base().set_align(FormatAlign::Top);
    let removed = Format::new().set_font_strikethrough().set_font_color(REMOVED);
    let added = Format::new().set_underline(FormatUnderline::Single);
    let rows = found.subjects.iter().flat_map(|subject| subject.rows.iter().map(move |row| (subject, row)));
    let mut last = 0;
    for (at, (subject, row)) in (1_u32..).zip(rows) {
        let [department, name] = names(subject, handbook, lang);
        for (column, text) in [(0, department), (1, name), (2, row.item.clone()), (5, String::new())] {
            string(to, (at, column), &text, &look)?;
        }
        segments(to, (at, 3), &row.before, &removed, &look)?;
        segments(to, (at, 4), &row.after, &added, &look)?;
        let height = |of: &[WordSegment], width: f64| lines_of(&text(of), width as usize);
        let high = height(&row.before, TEXT_WIDTHS[3]).max(height(&row.after, TEXT_WIDTHS[4]));
        let item = lines_of(&row.item, TEXT_WIDTHS[2] as usize);
        set_height(to, at, high.max(item))?;
        last = at;
    }
    finish(to, last, headings.len(), 2)
}

/// The department and the name of what a row is about.
fn names(subject: &ComparedSubject, handbook: &Handbook, lang: Lang) -> [String; 2] {
    match subject.kind {
        SubjectKind::Handbook => [String::new(), choose(lang, ("手册", "Handbook")).to_owned()],
        SubjectKind::Department => {
            let name = if subject.name.is_empty() { handbook.title.as_str() } else { &subject.name };
            [name.to_owned(), String::new()]
        }
        SubjectKind::Position => [subject.department.clone(), subject.name.clone()],
    }
}

fn events(to: &mut Worksheet, found: &Comparison, lang: Lang) -> Result<()> {
    to.set_name(choose(lang, ("岗位增减", "Positions")))?;
    let headings = [("部门", "Department"), ("岗位", "Position"), ("情况", "Change")];
    begin(to, &headings.map(|names| choose(lang, names).to_owned()), &EVENT_WIDTHS)?;
    let look = base().set_align(FormatAlign::Top);
    let mut last = 0;
    for (at, subject) in (1_u32..).zip(found.events()) {
        let told = subject.events.join(choose(lang, ("，", ", ")));
        for (column, text) in [(0, &subject.department), (1, &subject.name), (2, &told)] {
            string(to, (at, column), text, &look)?;
        }
        last = at;
    }
    finish(to, last, headings.len(), 0)
}

fn departments(to: &mut Worksheet, found: &Comparison, handbook: &Handbook, lang: Lang) -> Result<()> {
    to.set_name(choose(lang, ("部门汇总", "Departments")))?;
    let headings = [
        ("部门", "Department"),
        ("岗位数，修订前", "Positions before"),
        ("岗位数，修订后", "Positions now"),
        ("定员，修订前", "Headcount before"),
        ("定员，修订后", "Headcount now"),
        ("新设", "New"),
        ("撤销", "Withdrawn"),
        ("改名", "Renamed"),
        ("调动", "Moved"),
        ("修订", "Changed"),
    ];
    begin(to, &headings.map(|names| choose(lang, names).to_owned()), &DEPARTMENT_WIDTHS)?;
    let sum = DepartmentSummary { name: choose(lang, ("合计", "Total")).to_owned(), ..found.total.clone() };
    let mut last = 0;
    for (at, row) in (1_u32..).zip(found.departments.iter().chain([&sum])) {
        let look = if at as usize > found.departments.len() { base().set_bold() } else { base() };
        let centred = look.clone().set_align(FormatAlign::Center);
        let name = if row.name.is_empty() { handbook.title.as_str() } else { &row.name };
        string(to, (at, 0), name, &look)?;
        for (column, number) in (1..).zip(row.positions) {
            to.write_number_with_format(at, column, number as f64, &centred)?;
        }
        for (column, people) in (3..).zip(&row.headcount) {
            match people.parse::<f64>() {
                Ok(number) => _ = to.write_number_with_format(at, column, number, &centred)?,
                Err(_) => string(to, (at, column), people, &centred)?,
            }
        }
        let counts = &row.counts;
        let counts = [counts.new, counts.withdrawn, counts.renamed, counts.moved, counts.changed];
        for (column, number) in (5..).zip(counts) {
            match number {
                0 => _ = to.write_blank(at, column, &centred)?,
                _ => _ = to.write_number_with_format(at, column, number as f64, &centred)?,
            }
        }
        last = at;
    }
    finish(to, last, headings.len(), 1)
}

fn begin(to: &mut Worksheet, headings: &[String], widths: &[f64]) -> Result<()> {
    for ((column, text), width) in (0_u16..).zip(headings).zip(widths) {
        to.set_column_width(column, *width)?;
        to.write_string_with_format(0, column, text, &heading())?;
    }
    Ok(())
}

/// `last` is the last row; `frozen` columns stay in sight.
fn finish(to: &mut Worksheet, last: u32, columns: usize, frozen: u16) -> Result<()> {
    to.set_freeze_panes(1, frozen)?;
    to.autofilter(0, 0, last.max(1), columns.saturating_sub(1) as u16)?;
    set_up_print(to)
}

fn string(to: &mut Worksheet, (row, column): (u32, u16), text: &str, look: &Format) -> Result<()> {
    match text {
        "" => _ = to.write_blank(row, column, look)?,
        _ => _ = to.write_string_with_format(row, column, text, look)?,
    }
    Ok(())
}

/// A text whose changed words are marked.
fn segments(
    to: &mut Worksheet,
    (row, column): (u32, u16),
    of: &[WordSegment],
    mark: &Format,
    look: &Format,
) -> Result<()> {
    let plain = Format::new();
    let parts: Vec<(&Format, &str)> = of
        .iter()
        .map(|part| (if part.change == WordChange::Same { &plain } else { mark }, part.text.as_str()))
        .collect();
    match parts.as_slice() {
        [(format, _), ..] if parts.len() > 1 || *format != &plain => {
            to.write_rich_string_with_format(row, column, &parts, look)?;
        }
        _ => string(to, (row, column), &text(of), look)?,
    }
    Ok(())
}

fn text(of: &[WordSegment]) -> String {
    of.iter().map(|part| part.text.as_str()).collect()
}
