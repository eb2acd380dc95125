//! A handbook as dense as a printed one: about 2,100 glyphs and 81 rules a page, in tables of 35 rows.

use gangwei::testing::page::{
    Artifact, Dash, HeaderScope, ItemKind, Marking, OutlineItem, Pages, PartPages, TagId, TagKind,
};
use gangwei::testing::unit::{Abs, Color, Date, Point};

use super::builder::{self, LATIN, PartBuilder, SANS, SERIF, at, root};

/// Pages that belong to one position; its table runs over both.
const PAGES_PER_PART: usize = 2;
const ROWS: usize = 35;
const COLUMNS: [f64; 5] = [60.0, 110.0, 190.0, 410.0, 535.0];
const ROW_HEIGHT: f64 = 20.0;
const TOP: f64 = 80.0;

/// Common characters, in an order that looks like chance and is always the same.
struct Characters(u32);

impl Characters {
    fn text(&mut self, length: usize) -> String {
        (0..length).map(|_| self.next()).collect()
    }

    fn next(&mut self) -> char {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // The square makes some characters far more frequent than others, as in real text.
        let part = (self.0 >> 16) as f32 / 65_536.0;
        char::from_u32(0x4E00 + (part * part * 2_000.0) as u32).unwrap()
    }
}

fn rule(from: Point, to: Point) -> ItemKind {
    ItemKind::Line { from, to, width: Abs::pt(0.5), color: Color::BLACK, dash: Dash::Solid }
}

fn rules(part: &mut PartBuilder) {
    let (left, right) = (COLUMNS[0], COLUMNS[4]);
    for row in 0..=ROWS {
        let y = TOP + row as f64 * ROW_HEIGHT;
        part.artifact(Artifact::Layout, rule(at(left, y), at(right, y)));
    }
    for column in COLUMNS {
        for piece in 0..9 {
            let y = TOP + piece as f64 * ROW_HEIGHT * ROWS as f64 / 9.0;
            let end = TOP + (piece + 1) as f64 * ROW_HEIGHT * ROWS as f64 / 9.0;
            part.artifact(Artifact::Layout, rule(at(column, y), at(column, end)));
        }
    }
}

fn cell(part: &mut PartBuilder, row: TagId, kind: TagKind, (x, y): (f64, f64), lines: &[String]) {
    let font = if matches!(kind, TagKind::HeaderCell { .. }) { SANS } else { SERIF };
    let cell = part.tag(row, kind);
    let paragraph = part.tag(cell, TagKind::Paragraph);
    let content = part.content(paragraph, None);
    for (index, line) in lines.iter().enumerate() {
        let place = at(x + 3.0, y + 8.5 + 9.5 * index as f64);
        // The first line is justified, and so no gap is natural.
        let stretch = if index + 1 < lines.len() { 0.0137 } else { 0.0 };
        part.text(content, place, font, 9.0, line, stretch);
    }
}

fn row(part: &mut PartBuilder, body: TagId, index: usize, characters: &mut Characters) {
    let y = TOP + index as f64 * ROW_HEIGHT;
    let row = part.tag(body, TagKind::Row);
    let label = TagKind::HeaderCell { scope: HeaderScope::Row, colspan: 1, rowspan: 1 };
    let data = || TagKind::DataCell { colspan: 1, rowspan: 1 };
    cell(part, row, label, (COLUMNS[0], y), &[characters.text(4)]);
    cell(part, row, data(), (COLUMNS[1], y), &[characters.text(6)]);
    cell(part, row, data(), (COLUMNS[2], y), &[characters.text(20), characters.text(14)]);
    let last = part.tag(row, data());
    let content = part.content(last, None);
    let place = at(COLUMNS[3] + 3.0, y + 8.5);
    let width = part.text(content, place, SERIF, 9.0, &characters.text(5), 0.0);
    let place = at(COLUMNS[3] + 3.0 + width.to_pt(), y + 8.5);
    part.text(content, place, LATIN, 9.0, "Office 98%", 0.0);
}

fn dense_part(number: usize) -> PartPages {
    let mut characters = Characters(number as u32);
    let mut part = PartBuilder::new();
    let title = characters.text(8);
    let heading = part.tag(root(), TagKind::Heading { level: 1, title: title.clone() });
    let content = part.content(heading, None);
    part.text(content, at(200.0, 60.0), SANS, 16.0, &title, 0.0);
    let table = part.tag(root(), TagKind::Table);
    let body = part.tag(table, TagKind::TableBody);
    for page in 0..PAGES_PER_PART {
        if page > 0 {
            part.page();
        }
        part.text(
            Marking::Artifact(Artifact::Header),
            at(60.0, 40.0),
            SERIF,
            9.0,
            "市场部岗位职责说明书",
            0.0,
        );
        for index in 0..ROWS {
            row(&mut part, body, index, &mut characters);
        }
        part.text(Marking::Artifact(Artifact::Footer), at(290.0, 810.0), SERIF, 9.0, "第页共页", 0.0);
        rules(&mut part);
    }
    part.finish()
}

/// The handbook, of that many pages.
pub fn dense(pages: usize) -> Pages {
    let parts = (0..pages.div_ceil(PAGES_PER_PART)).map(dense_part).collect();
    let mut document = builder::document(parts);
    document.meta.date = Date::new(2026, 11, 23);
    document.outline = (0..document.parts.len())
        .map(|part| OutlineItem {
            title: format!("岗位{part}"),
            page: part * PAGES_PER_PART,
            at: at(0.0, 0.0),
            children: Vec::new(),
        })
        .collect();
    document
}
