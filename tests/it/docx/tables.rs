//! Tables: grids, spans, lines, header rows, and the paragraphs that Word needs around them.

use std::sync::Arc;

use gangwei::tree::*;
use gangwei::unit::{Abs, Color, Sides};

use super::body;
use super::build::*;
use super::dom::Element;

fn names(element: &Element) -> String {
    element.children.iter().map(|child| child.name.trim_start_matches("w:")).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_grid_is_the_columns() {
    let third = 170.0 / 3.0;
    let body = body(vec![Block::Table(table(
        &[third; 3],
        0,
        vec![
            row(vec![td(0, "甲"), td(1, "乙"), td(2, "丙")]),
            row(vec![spanning(td(0, "丁"), 2, 1), td(2, "戊")]),
        ],
    ))]);
    let table = body.child("w:tbl").unwrap();
    let widths: Vec<i64> = table.find("w:gridCol").iter().map(|column| column.number("w:w")).collect();
    assert_eq!(widths, [3213, 3212, 3213], "sums are rounded, not widths");
    assert_eq!(table.at("w:tblPr/w:tblLayout").unwrap().attribute("w:type"), Some("fixed"));
    assert_eq!(table.at("w:tblPr/w:tblInd").unwrap().number("w:w"), 0);
    let wide = table.find("w:gridSpan")[0];
    assert_eq!(wide.val(), Some("2"));
}

#[test]
fn a_merged_label_is_one_cell_with_continuations() {
    let shade = Color { r: 1, g: 2, b: 3 };
    let label = CellStyle { background: Some(shade), border: Sides::all(line(1.0)), ..cell_style() };
    let merged = spanning(cell(0, label, vec![p("主要工作")]), 2, 3);
    let body = body(vec![Block::Table(table(
        &[10.0, 10.0, 50.0],
        0,
        vec![row(vec![merged, td(2, "一")]), row(vec![td(2, "二")]), row(vec![td(2, "三")])],
    ))]);
    let firsts: Vec<&Element> = body.find("w:tr").iter().map(|row| row.child("w:tc").unwrap()).collect();
    let merges: Vec<_> = firsts.iter().map(|cell| cell.at("w:tcPr/w:vMerge").unwrap().val()).collect();
    assert_eq!(merges, [Some("restart"), None, None]);
    let properties: Vec<String> = firsts.iter().map(|cell| without_merge(cell)).collect();
    assert!(properties[0].contains("010203") && properties[0].contains("w:tcBorders"));
    assert_eq!(properties[0], properties[1]);
}

/// A cell's properties but for its part in the merge.
fn without_merge(cell: &Element) -> String {
    let properties = cell.child("w:tcPr").unwrap().children.iter();
    properties.filter(|one| one.name != "w:vMerge").map(|one| format!("{one:?}")).collect()
}

#[test]
fn header_rows_repeat_and_rows_do_not_split() {
    let rows = vec![row(vec![th(0, "序号")]), row(vec![th(0, "岗位")]), row(vec![td(0, "一")])];
    let body = body(vec![Block::Table(table(&[50.0], 2, rows))]);
    let rows: Vec<String> = body.find("w:tr").iter().map(|row| names(row.child("w:trPr").unwrap())).collect();
    assert_eq!(rows, ["cantSplit tblHeader", "cantSplit tblHeader", "cantSplit"]);
    let keeps: Vec<bool> = body.find("w:tr").iter().map(|row| !row.find("w:keepNext").is_empty()).collect();
    assert_eq!(keeps, [true, true, false], "no header is left alone at a page's foot");
}

#[test]
fn a_row_that_may_split_says_so() {
    let rows = vec![Row { splits: true, ..row(vec![td(0, "一")]) }];
    let body = body(vec![Block::Table(table(&[50.0], 0, rows))]);
    assert!(body.find("w:cantSplit").is_empty());
}

#[test]
fn the_box_of_a_section_is_a_table_of_one_cell() {
    let card = |keep_together: bool| BoxStyle {
        margin: Sides { left: pt(20.0), top: pt(12.0), bottom: pt(12.0), ..Sides::default() },
        padding: Sides::all(pt(5.0)),
        border: Sides::all(line(2.0)),
        background: Some(Color { r: 0xee, g: 0xee, b: 0xee }),
        keep_together,
        ..BoxStyle::default()
    };
    let inner = Block::Table(table(&[50.0], 0, vec![row(vec![td(0, "表")])]));
    let blocks = vec![
        section(card(true), vec![p("文"), section(card(false), vec![inner])]),
        section(card(false), vec![p("后")]),
    ];
    // These tables are not the tree's, so its outline does not show them.
    let package = gangwei::docx::write(&one(blocks), &PageMap::default()).unwrap();
    assert_eq!(super::check::check_package(&package), Vec::<String>::new());
    let document = super::dom::part(&package, "word/document.xml");
    let body = document.child("w:body").unwrap();
    let tables = body.find("w:tbl");
    assert_eq!(tables.len(), 4);
    assert_eq!(body.all("w:tbl").count(), 2, "the cards do not grow together, the rest is inside them");
    // 20 pt of margin and half of the border; the page's measure is 481.9 pt.
    assert_eq!(tables[0].at("w:tblPr/w:tblInd").unwrap().number("w:w"), 420);
    assert_eq!(tables[0].at("w:tblGrid/w:gridCol").unwrap().number("w:w"), 9638 - 400 - 40);
    assert_eq!(tables[1].at("w:tblGrid/w:gridCol").unwrap().number("w:w"), 9638 - 400 - 80 - 200 - 400 - 40);
    let cell = tables[0].find("w:tcPr")[0];
    assert_eq!(cell.child("w:shd").unwrap().attribute("w:fill"), Some("EEEEEE"));
    let splits: Vec<bool> = tables.iter().map(|one| one.at("w:tr/w:trPr/w:cantSplit").is_none()).collect();
    assert_eq!(splits, [false, true, false, true]);
}

#[test]
fn cells_say_what_differs_from_the_table() {
    let odd = CellStyle {
        border: Sides { top: None, ..Sides::all(line(0.5)) },
        padding: Sides::all(pt(1.0)),
        vertical_align: VerticalAlign::Bottom,
        writing_mode: WritingMode::VerticalRl,
        ..shaded()
    };
    let rows = vec![
        row(vec![td(0, "一"), td(1, "二"), td(2, "三")]),
        Row { min_height: pt(26.0), ..row(vec![td(0, "四"), td(1, "五"), cell(2, odd, vec![p("竖")])]) },
    ];
    let body = body(vec![Block::Table(table(&[50.0, 50.0, 20.0], 0, rows))]);
    let cells = body.find("w:tc");
    assert_eq!(names(cells[0].child("w:tcPr").unwrap()), "tcW vAlign");
    assert_eq!(names(cells[5].child("w:tcPr").unwrap()), "tcW tcBorders shd tcMar textDirection vAlign");
    let top = cells[5].at("w:tcPr/w:tcBorders/w:top").unwrap();
    assert_eq!(top.val(), Some("nil"));
    assert_eq!(cells[5].at("w:tcPr/w:textDirection").unwrap().val(), Some("tbRlV"));
    let height = body.find("w:trHeight")[0];
    assert_eq!((height.val(), height.attribute("w:hRule")), (Some("520"), Some("atLeast")));
}

#[test]
fn a_table_style_holds_lines_and_margins() {
    let rows = || vec![row(vec![td(0, "一"), td(1, "二")]), row(vec![td(0, "三"), td(1, "四")])];
    let mut thick = table(&[50.0, 50.0], 0, rows());
    for row in &mut thick.groups[0].rows {
        row.cells.iter_mut().for_each(|cell| {
            cell.style = Arc::new(CellStyle { border: Sides::all(line(2.0)), ..cell_style() });
        });
    }
    let blocks = vec![Block::Table(table(&[50.0, 50.0], 0, rows())), Block::Table(thick)];
    let package = super::package(&one(blocks));
    let styles = super::dom::part(&package, "word/styles.xml");
    let lines = styles.find("w:tblBorders")[0];
    assert_eq!(names(lines), "top left bottom right insideH insideV");
    assert_eq!(lines.child("w:insideH").unwrap().attribute("w:sz"), Some("4"));
    // Half of the line lies in the side margins: 5 pt and ¼ pt.
    assert_eq!(styles.find("w:tblCellMar")[1].child("w:left").unwrap().attribute("w:w"), Some("105"));
    let document = super::dom::part(&package, "word/document.xml");
    let tables: Vec<String> = document.find("w:tblPr").iter().map(|properties| names(properties)).collect();
    assert_eq!(
        tables,
        [
            "tblStyle tblW tblInd tblLayout tblLook",
            "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook"
        ]
    );
    assert_eq!(document.find("w:tcBorders").len(), 0, "the table's lines do for all cells");
}

#[test]
fn tables_stand_apart_and_before_a_paragraph() {
    let small = || Block::Table(table(&[50.0], 0, vec![row(vec![td(0, "一")])]));
    let body = body(vec![small(), small(), p("文"), small()]);
    assert_eq!(names(&body), "tbl p tbl p p tbl p sectPr".replace("p p tbl", "p tbl"));
    let between = body.all("w:p").next().unwrap().at("w:pPr/w:spacing").unwrap();
    assert_eq!((between.attribute("w:line"), between.attribute("w:lineRule")), (Some("20"), Some("exact")));
    // 4 pt of margin less the paragraph's own point, and less what the lines of ½ pt take of it:
    // in the tree the outer half of a table's line lies in the margin, in Word it does not.
    assert_eq!(between.attribute("w:after"), Some("50"));
    let paragraph = body.all("w:p").nth(1).unwrap();
    assert_eq!(paragraph.at("w:pPr/w:spacing").unwrap().attribute("w:before"), Some("75"));
}

#[test]
fn tables_nest() {
    let inner = table(
        &[20.0, 20.0],
        1,
        vec![row(vec![th(0, "指标"), th(1, "目标")]), row(vec![td(0, "销售额"), td(1, "1 亿")])],
    );
    let outer = table(
        &[100.0, 20.0],
        0,
        vec![row(vec![cell(0, cell_style(), vec![p("主要考核指标："), Block::Table(inner)]), td(1, "尾")])],
    );
    let body = body(vec![Block::Table(outer)]);
    let cell = body.find("w:tc")[0];
    assert_eq!(names(cell), "tcPr p tbl p");
}

#[test]
fn a_caption_stays_with_its_table() {
    let caption = Paragraph {
        role: Role::Caption,
        ..paragraph(ParagraphStyle { align: Align::Center, ..style() }, runs("表1 编制", &style().text))
    };
    let mut captioned = table(&[50.0], 0, vec![row(vec![td(0, "一")])]);
    captioned.caption = Some(Box::new(caption));
    captioned.id = Some("t1".into());
    let body = body(vec![p("文"), p("文"), Block::Table(captioned)]);
    let caption = body.all("w:p").nth(2).unwrap();
    assert_eq!(names(caption.child("w:pPr").unwrap()), "pStyle keepNext");
    assert_eq!(caption.at("w:pPr/w:pStyle").unwrap().val(), Some("Caption"));
    assert_eq!(body.find("w:bookmarkStart")[0].attribute("w:name"), Some("t1"));
}

#[test]
fn ids_of_rows_and_cells_become_bookmarks() {
    let mut marked = row(vec![td(0, "一"), Cell { id: Some("cell".into()), ..td(1, "二") }]);
    marked.id = Some("row".into());
    let body = body(vec![Block::Table(table(&[50.0, 50.0], 0, vec![marked]))]);
    let names: Vec<_> = body.find("w:bookmarkStart").iter().map(|one| one.attribute("w:name")).collect();
    assert_eq!(names, [Some("row"), Some("cell")]);
}

#[test]
fn a_kept_table_keeps_all_rows_but_the_last() {
    let rows = (0..3).map(|_| row(vec![td(0, "一"), td(1, "")])).collect();
    let mut kept = table(&[50.0, 50.0], 0, rows);
    kept.style = Arc::new(TableStyle { keep_together: true, align: Align::Center, ..table_style() });
    let body = body(vec![p("文"), Block::Table(kept)]);
    let keeps: Vec<usize> = body.find("w:tr").iter().map(|row| row.find("w:keepNext").len()).collect();
    assert_eq!(keeps, [2, 2, 0]);
    assert_eq!(body.at("w:tbl/w:tblPr/w:jc").unwrap().val(), Some("center"));
}

#[test]
fn a_section_around_a_table_indents_it() {
    let inset = BoxStyle { margin: Sides { left: Abs::pt(30.0), ..Sides::default() }, ..BoxStyle::default() };
    let inner = Block::Table(table(&[50.0], 0, vec![row(vec![td(0, "一")])]));
    let body = body(vec![section(inset, vec![inner])]);
    assert_eq!(body.at("w:tbl/w:tblPr/w:tblInd").unwrap().number("w:w"), 600);
}

#[test]
fn rows_keep_the_heights_that_layout_found() {
    let inner = table(&[20.0], 0, vec![row(vec![td(0, "内")])]);
    let outer = table(
        &[50.0],
        0,
        vec![
            row(vec![td(0, "一")]),
            row(vec![cell(0, cell_style(), vec![Block::Table(inner)])]),
            Row { min_height: pt(40.0), ..row(vec![td(0, "三")]) },
        ],
    );
    let heights = [0.0, 50.0, 30.0, 35.0].map(pt);
    let fit = Fit { row_heights: heights.into(), ..Fit::default() };
    let map = PageMap { fits: vec![Arc::new(fit)], ..PageMap::default() };
    let package = gangwei::docx::write(&one(vec![Block::Table(outer)]), &map).unwrap();
    let rows = super::dom::part(&package, "word/document.xml");
    let said: Vec<Option<String>> = rows
        .find("w:tr")
        .iter()
        .map(|row| {
            let height = row.at("w:trPr/w:trHeight")?;
            assert_eq!(
                height.attribute("w:hRule"),
                Some("atLeast"),
                "text that is longer in Word still shows"
            );
            Some(height.attribute("w:val")?.to_owned())
        })
        .collect();
    // In the order of the tree, a row before what it holds; never less than the row's own least height.
    assert_eq!(said, [None, Some("1000".into()), Some("600".into()), Some("800".into())]);
}

#[test]
fn a_least_height_reaches_from_the_line_above_to_the_line_below() {
    let border = Sides { top: line(1.0), bottom: line(0.5), ..Sides::all(line(0.5)) };
    let style = CellStyle { border, ..cell_style() };
    let first = Row { min_height: pt(22.0), ..row(vec![cell(0, style, vec![p("一")])]) };
    let body = body(vec![Block::Table(table(&[50.0], 0, vec![first]))]);
    // From the middle of one to the middle of the other it is 22 pt; in Word the line above counts, not that below.
    assert_eq!(body.find("w:trHeight")[0].number("w:val"), 445);
}
