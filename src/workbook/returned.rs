//! Reads a workbook of ours that comes back.

use super::base::RowBase;
use super::change::CellPlace;
use crate::diag::Lang;
use crate::office::{Block, Grid, OfficeFile, StoryKind, plain_text};
use crate::tables::{BASE, ID, SheetKind, word};

/// A workbook that was written from a project, as somebody has left it.
#[derive(Debug)]
pub struct Returned {
    /// The language of its headings.
    pub lang: Lang,
    pub(super) sheets: Vec<ReturnedSheet>,
    /// Whether rows still know what they were.
    pub(super) has_base: bool,
}

#[derive(Debug)]
pub(super) struct ReturnedSheet {
    pub kind: SheetKind,
    /// The headings, with their columns.
    pub headings: Vec<(usize, String)>,
    pub rows: Vec<ReturnedRow>,
}

#[derive(Debug)]
pub(super) struct ReturnedRow {
    /// The row of the sheet, from 0.
    pub row: usize,
    /// A text for each heading.
    pub cells: Vec<String>,
    pub base: RowBase,
}

impl Returned {
    /// `None` for any other file.
    pub fn read(file: &OfficeFile) -> Option<Returned> {
        [Lang::Zh, Lang::En].into_iter().find_map(|lang| {
            let sheets: Vec<ReturnedSheet> = file
                .stories
                .iter()
                .filter_map(|story| {
                    let StoryKind::Sheet(name) = &story.kind else { return None };
                    let kind = SheetKind::ALL.into_iter().find(|kind| kind.name(lang) == name.trim())?;
                    let Some(Block::Table(grid)) = story.blocks.first() else { return None };
                    ReturnedSheet::read(kind, grid, lang)
                })
                .collect();
            let is_ours =
                sheets.iter().any(|sheet| sheet.kind == SheetKind::Positions || sheet.kind.is_list());
            let has_base = sheets.iter().flat_map(|sheet| &sheet.rows).any(|row| !row.base.is_empty());
            is_ours.then_some(Returned { lang, sheets, has_base })
        })
    }

    pub(super) fn sheet(&self, kind: SheetKind) -> Option<&ReturnedSheet> {
        self.sheets.iter().find(|sheet| sheet.kind == kind)
    }
}

impl ReturnedSheet {
    fn read(kind: SheetKind, grid: &Grid, lang: Lang) -> Option<ReturnedSheet> {
        let mut rows: Vec<Vec<String>> = vec![Vec::new(); grid.rows];
        for cell in &grid.cells {
            let row = rows.get_mut(cell.row)?;
            row.resize(row.len().max(cell.column + 1), String::new());
            let text = plain_text(&cell.blocks);
            row[cell.column] = text.strip_suffix('\n').unwrap_or(&text).to_owned();
        }
        let mut rows = rows.into_iter().enumerate();
        let (_, header) = rows.find(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()))?;
        let base = header.iter().position(|heading| heading.trim() == word(lang, BASE));
        let headings: Vec<(usize, String)> = header
            .iter()
            .enumerate()
            .filter(|(at, heading)| Some(*at) != base && !heading.trim().is_empty())
            .map(|(at, heading)| (at, heading.trim().to_owned()))
            .collect();
        let has_id = headings.iter().any(|(_, heading)| heading == word(lang, ID));
        if !has_id && kind != SheetKind::Staffing {
            return None;
        }
        let rows = rows.filter(|(_, cells)| {
            cells.iter().enumerate().any(|(at, cell)| Some(at) != base && !cell.trim().is_empty())
        });
        let rows = rows.map(|(row, cells)| {
            let text = |at: usize| cells.get(at).map_or("", String::as_str);
            ReturnedRow {
                row,
                cells: headings.iter().map(|(at, _)| text(*at).to_owned()).collect(),
                base: RowBase::read(base.map_or("", text)),
            }
        });
        let rows = rows.collect();
        Some(ReturnedSheet { kind, headings, rows })
    }

    /// The text of a row under a heading; `None` if the sheet has no such column.
    pub fn text<'r>(&self, row: &'r ReturnedRow, heading: &str) -> Option<&'r str> {
        let at = self.headings.iter().position(|(_, known)| known == heading)?;
        row.cells.get(at).map(String::as_str)
    }

    /// The place of a row's cell under a heading, or of the row.
    pub fn place(&self, row: &ReturnedRow, heading: Option<&str>, lang: Lang) -> CellPlace {
        let column = heading.and_then(|heading| self.headings.iter().find(|(_, known)| known == heading));
        CellPlace { sheet: self.kind.name(lang), row: row.row, column: column.map(|(at, _)| *at) }
    }
}
