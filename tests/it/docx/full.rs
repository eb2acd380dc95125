//! Pages full to the last point: what Word has besides our pieces makes no page more.
//!
//! A small reader of the DOCX stands in for Word, with its rules as word processors were measured to keep them: a
//! row is as high as its content or its least height, and the largest of its cells' margins and its lines besides;
//! room above and below paragraphs does not add up; a page ends at its bottom margin, but for a paragraph that only
//! ends a section.

use std::sync::Arc;

use gangwei::testing::page;
use gangwei::testing::tree::*;
use gangwei::testing::unit::{Abs, Color, Sides, Size};

use super::dom::{Element, part as read};
use crate::build::*;

/// A line of text, and the page's room.
const LINE: f64 = 16.0;
const ROOM: f64 = 280.0;

/// Counts pages as Word does. Lengths in twips.
struct Word<'x> {
    styles: &'x Element,
    pages: usize,
    y: i64,
    /// The room below the last paragraph.
    after: i64,
}

impl<'x> Word<'x> {
    fn pages(body: &'x Element, styles: &'x Element) -> usize {
        let mut word = Word { styles, pages: 1, y: 0, after: 0 };
        let sections: Vec<&Element> = body.find("w:sectPr");
        let mut section = 0;
        for block in &body.children {
            let own = sections[section.min(sections.len() - 1)];
            let margin = |side| own.child("w:pgMar").unwrap().number(side);
            let room = own.child("w:pgSz").unwrap().number("w:h") - margin("w:top") - margin("w:bottom");
            match block.name.as_str() {
                "w:p" => word.paragraph(block, room),
                "w:tbl" => word.table(block, room),
                _ => {}
            }
            if block.at("w:pPr/w:sectPr").is_some() {
                section += 1;
                word.new_page();
            }
        }
        word.pages
    }

    fn new_page(&mut self) {
        (self.pages, self.y, self.after) = (self.pages + 1, 0, 0);
    }

    fn stand(&mut self, height: i64, line_below: i64, room: i64) {
        if self.y > 0 && self.y + height + line_below > room {
            self.new_page();
        }
        self.y += height;
    }

    fn paragraph(&mut self, paragraph: &Element, room: i64) {
        let breaks = paragraph.at("w:pPr/w:pageBreakBefore").is_some_and(|flag| flag.val() != Some("0"));
        if breaks && self.y > 0 {
            self.new_page();
        }
        self.y += (self.spacing(paragraph, "w:before") - self.after).max(0);
        if paragraph.at("w:pPr/w:sectPr").is_none() || !paragraph.shown_text().is_empty() {
            self.stand(self.spacing(paragraph, "w:line"), 0, room);
        }
        self.after = self.spacing(paragraph, "w:after");
        self.y += self.after;
    }

    fn table(&mut self, table: &Element, room: i64) {
        self.after = 0;
        let line = self.line(table);
        for row in table.all("w:tr") {
            let height = self.row(table, row);
            self.stand(line + height, line, room);
        }
        self.y += line;
    }

    /// A row without its lines.
    fn row(&self, table: &Element, row: &Element) -> i64 {
        let largest = |side: &str| row.all("w:tc").map(|cell| self.margin(table, cell, side)).max().unwrap();
        let content = row.all("w:tc").map(|cell| self.content(cell)).max().unwrap();
        let least = row.at("w:trPr/w:trHeight").map_or(0, |height| height.number("w:val"));
        content.max(least) + largest("w:top") + largest("w:bottom")
    }

    fn content(&self, cell: &Element) -> i64 {
        let (mut height, mut after) = (0, 0);
        for block in &cell.children {
            match block.name.as_str() {
                "w:p" => {
                    height +=
                        (self.spacing(block, "w:before") - after).max(0) + self.spacing(block, "w:line");
                    after = self.spacing(block, "w:after");
                    height += after;
                }
                "w:tbl" => {
                    let line = self.line(block);
                    height += block.all("w:tr").map(|row| line + self.row(block, row)).sum::<i64>() + line;
                    after = 0;
                }
                _ => {}
            }
        }
        height
    }

    fn style(&self, id: &str) -> Option<&'x Element> {
        self.styles.all("w:style").find(|style| style.attribute("w:styleId") == Some(id))
    }

    /// What a paragraph, its styles or the document's defaults say of its spacing.
    fn spacing(&self, paragraph: &Element, name: &str) -> i64 {
        let said = |element: &Element| element.at("w:pPr/w:spacing")?.attribute(name)?.parse().ok();
        let default = || {
            let is_default = |style: &&Element| {
                style.attribute("w:default") == Some("1") && style.attribute("w:type") == Some("paragraph")
            };
            self.styles.all("w:style").find(is_default)
        };
        let mut style = match paragraph.at("w:pPr/w:pStyle") {
            Some(own) => self.style(own.val().unwrap()),
            None => default(),
        };
        if let Some(own) = said(paragraph) {
            return own;
        }
        while let Some(one) = style {
            if let Some(own) = said(one) {
                return own;
            }
            style = one.child("w:basedOn").and_then(|base| self.style(base.val().unwrap()));
        }
        self.styles.at("w:docDefaults/w:pPrDefault").and_then(said).unwrap_or(0)
    }

    /// What a table or its style says.
    fn of_table<'e>(&self, table: &'e Element, path: &str) -> Option<&'e Element>
    where
        'x: 'e,
    {
        let style = table.at("w:tblPr/w:tblStyle").and_then(|style| self.style(style.val().unwrap()));
        let at = |element: &'e Element| element.at(&format!("w:tblPr/{path}"));
        at(table).or_else(|| at(style?))
    }

    /// The width of its lines, which all are alike.
    fn line(&self, table: &Element) -> i64 {
        self.of_table(table, "w:tblBorders/w:top").map_or(0, |line| line.number("w:sz") * 20 / 8)
    }

    fn margin(&self, table: &Element, cell: &Element, side: &str) -> i64 {
        let own = cell.at(&format!("w:tcPr/w:tcMar/{side}"));
        own.or_else(|| self.of_table(table, &format!("w:tblCellMar/{side}"))).map_or(0, |it| it.number("w:w"))
    }
}

/// Two rows: one of a line of text, and one that fills what is left. The lines are of that width.
fn rows(rest: f64, line: f64) -> Table {
    let mut style = (*cell(0, "").style).clone();
    style.border =
        Sides::all(Some(Border { width: Abs::pt(line), style: BorderStyle::Solid, color: Color::BLACK }));
    let style = Arc::new(style);
    let cell = |text| Cell { style: style.clone(), ..cell(0, text) };
    let first = row(vec![cell("一")]);
    let last = Row { min_height: Abs::pt(rest), ..row(vec![cell("二")]) };
    bare_table(vec![Abs::pt(100.0)], vec![group(GroupKind::Body, vec![first, last])])
}

/// The height of the first of two such rows.
fn first_row(line: f64) -> f64 {
    LINE + 6.0 + line
}

fn on_new_page(table: Table) -> Block {
    let style = TableStyle { break_before: Break::Page, ..(*table.style).clone() };
    Block::Table(Table { style: Arc::new(style), ..table })
}

fn section(style: BoxStyle, is_nav: bool, page: Option<&str>, blocks: Vec<Block>) -> Block {
    let page = page.map(Into::into);
    Block::Section(Section { is_nav, anchor: None, page, style: Arc::new(style), blocks })
}

/// A line of a table of contents, of that height.
fn entry(height: f64) -> Block {
    let style = ParagraphStyle { line_height: Abs::pt(height), ..paragraph_style(Align::Left, None) };
    let mut one = paragraph("一", style, usize::MAX);
    let Inline::Text(run) = one.inlines[0].clone() else { unreachable!() };
    one.inlines.push(Inline::PageNumber(PageNumber { target: "一".into(), run }));
    Block::Paragraph(one)
}

/// Each kind of end that a page has, filled up but for `left` points.
fn cases(left: f64) -> Vec<(&'static str, Vec<Block>)> {
    let boxed = BoxStyle { border: border(), padding: Sides::all(Abs::pt(4.0)), ..BoxStyle::default() };
    // Two lines of half a point, and two paddings.
    let inside = 1.0 + 8.0;
    let wide = || {
        section(
            BoxStyle { break_before: Break::Page, ..BoxStyle::default() },
            false,
            Some("wide"),
            vec![body("三")],
        )
    };
    let title = || body("题");
    let table = |rest, line| Block::Table(rows(rest - first_row(line) - left, line));
    let contents =
        |rest: f64| section(BoxStyle::default(), true, None, vec![entry(LINE), entry(rest - LINE - left)]);
    let rest = ROOM - LINE;
    vec![
        ("a table", vec![title(), table(rest, 0.5)]),
        ("thick lines", vec![title(), table(rest, 2.0)]),
        ("a table alone", vec![table(ROOM, 0.5)]),
        ("a table behind a page break", vec![title(), on_new_page(rows(ROOM - first_row(0.5) - left, 0.5))]),
        (
            "two tables",
            vec![title(), Block::Table(rows(30.0, 0.5)), table(rest - first_row(0.5) - 30.0, 0.5)],
        ),
        ("other pages behind it", vec![title(), table(rest, 0.5), wide()]),
        (
            "a box",
            vec![
                title(),
                section(boxed.clone(), false, None, vec![entry(LINE), entry(rest - inside - LINE - left)]),
            ],
        ),
        ("a table in a box", vec![title(), section(boxed, false, None, vec![table(rest - inside, 0.5)])]),
        ("contents", vec![title(), contents(rest)]),
        ("contents, and other pages behind them", vec![title(), contents(rest), wide()]),
    ]
}

#[test]
fn the_end_of_a_full_page_makes_no_other_page() {
    for step in -6..30 {
        let left = f64::from(step) / 10.0;
        for (name, blocks) in cases(left) {
            let mut part = part(blocks);
            let wide = PageStyle { size: Size::A4, ..page_style() };
            let named = vec![("wide".into(), wide)];
            part.page_styles = Arc::new(PageStyles { default: page_style(), named });
            let layout = Arc::new(page::layout(&part, fonts()));
            let (pages, map) = page::join(vec![layout], fonts(), page::DocumentInfo::default(), None);
            let ours = pages.parts[0].pages.len();
            let document = Document { meta: Meta::default(), parts: vec![Arc::new(part)] };
            let package = gangwei::testing::docx::write(&document, &map).unwrap();
            let (document, styles) = (read(&package, "word/document.xml"), read(&package, "word/styles.xml"));
            let word = Word::pages(&document.children[0], &styles);
            assert!(word <= ours, "{name}, {left} pt left: {word} pages, and ours {ours}");
            // Ours keep a little more room than Word needs, but not much.
            assert!(word == ours || left < 2.5, "{name}, {left} pt left: {word} pages, and ours {ours}");
        }
    }
}
