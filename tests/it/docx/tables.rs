//! Tables: grids, spans, lines, header rows, and the paragraphs that Word needs around them.

use std::sync::Arc;

use gangwei::testing::tree::*;
use gangwei::testing::unit::{Abs, Color, Sides};

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
    // Each has the label, which only shows where the row above is gone.
    let labels: Vec<String> = firsts.iter().map(|cell| cell.shown_text()).collect();
    assert_eq!(labels, ["主要工作"; 3]);
    let properties: Vec<String> = firsts.iter().map(|cell| without_merge(cell)).collect();
    assert!(properties[0].contains("010203") && properties[0].contains("w:tcBorders"));
    assert_eq!(properties[0], properties[1]);
}

/// Where the first row of a group is deleted, the next one has the label; so it is when a table is split or a row
/// is copied. A row that is added after another has that one's cells without their text.
#[test]
fn a_group_keeps_its_label_without_its_first_row() {
    let label = || styled(label_style(), "主要工作");
    let merged = spanning(cell(0, shaded(), vec![label()]), 1, 3);
    let rows = vec![row(vec![merged, td(1, "一")]), row(vec![td(1, "二")]), row(vec![td(1, "三")])];
    let package = super::package(&one(vec![Block::Table(table(&[20.0, 50.0], 0, rows))]));
    let shorter = super::dom::replace(&package, "word/document.xml", |xml| {
        let (start, end) = (xml.find("<w:tr>").unwrap(), xml.find("</w:tr>").unwrap() + "</w:tr>".len());
        format!("{}{}", &xml[..start], &xml[end..])
    });
    for outline in [super::outline::outline_of_package(&shorter), super::outline::read_back(&shorter)] {
        let first = &outline.0[0].rows[0].cells[0];
        assert_eq!((first.text.as_str(), outline.0[0].rows.len()), ("主要工作", 2));
    }
    // Split again, the paragraph is a label like any other.
    let document = super::dom::part(&package, "word/document.xml");
    let second = document.find("w:tr")[1].find("w:pStyle")[0];
    assert_eq!(second.val(), Some("JunPaiBiaoQian"));
}

#[test]
fn what_is_long_or_no_plain_text_is_not_repeated() {
    let long = "国".repeat(101);
    let inner = vec![p("文"), Block::List(list(Numbering::Decimal, &["1、"], vec![vec![p("项")]]))];
    for blocks in [vec![p(&long)], inner, vec![Block::Paragraph(paragraph(style(), vec![picture("图")]))]] {
        let merged = spanning(cell(0, cell_style(), blocks), 1, 2);
        let rows = vec![row(vec![merged, td(1, "一")]), row(vec![td(1, "二")])];
        let body = body(vec![Block::Table(table(&[20.0, 50.0], 0, rows))]);
        let second = body.find("w:tr")[1].child("w:tc").unwrap();
        assert_eq!(second.shown_text(), "");
    }
}

#[test]
fn a_table_has_a_title_for_those_who_do_not_see_it() {
    let plain = || table(&[50.0], 0, vec![row(vec![td(0, "一")])]);
    let labelled = Table { label: Some("岗位职责".into()), ..plain() };
    let lead = ParagraphStyle { break_after: Break::Avoid, ..style() };
    let body = body(vec![
        Block::Table(plain()),
        heading(2, "h", "经理岗位职责说明书"),
        Block::Table(plain()),
        Block::Table(labelled),
        styled(lead, "岗位设置"),
        Block::Table(plain()),
    ]);
    let said = |name: &str| -> Vec<Option<&str>> {
        let tables = body.find("w:tblPr");
        tables.into_iter().map(|one| one.child(name).and_then(Element::val)).collect()
    };
    let heading = Some("经理岗位职责说明书");
    assert_eq!(said("w:tblCaption"), [None, heading, Some("岗位职责"), Some("岗位设置")]);
    assert_eq!(said("w:tblDescription"), [None, None, heading, heading]);
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
    let package = gangwei::testing::docx::write(&one(blocks), &PageMap::default()).unwrap();
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
    // In the middle, as the table's style says; so does the upright text.
    assert_eq!(names(cells[0].child("w:tcPr").unwrap()), "tcW");
    assert_eq!(names(cells[5].child("w:tcPr").unwrap()), "tcW tcBorders shd tcMar textDirection");
    let top = cells[5].at("w:tcPr/w:tcBorders/w:top").unwrap();
    assert_eq!(top.val(), Some("nil"));
    assert_eq!(cells[5].at("w:tcPr/w:textDirection").unwrap().val(), Some("tbRlV"));
    let height = body.find("w:trHeight")[0];
    // Without lines of half a point, and the paddings that all cells of the row share, of 1 pt.
    assert_eq!((height.val(), height.attribute("w:hRule")), (Some("470"), Some("atLeast")));
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
    let package = super::package(&one(vec![small(), small(), p("文"), small()]));
    let document = super::dom::part(&package, "word/document.xml");
    let body = document.child("w:body").unwrap();
    assert_eq!(names(body), "tbl p tbl p p tbl p sectPr".replace("p p tbl", "p tbl"));
    let between = body.all("w:p").next().unwrap().child("w:pPr").unwrap();
    assert_eq!(
        (names(between), between.child("w:pStyle").unwrap().val()),
        ("pStyle".into(), Some("BiaoJianJu"))
    );
    let styles = super::dom::part(&package, "word/styles.xml");
    let gap = styles.all("w:style").find(|style| style.attribute("w:styleId") == Some("BiaoJianJu")).unwrap();
    let spacing = gap.at("w:pPr/w:spacing").unwrap();
    assert_eq!((spacing.attribute("w:line"), spacing.attribute("w:lineRule")), (Some("20"), Some("exact")));
    // 4 pt of margin less the paragraph's own point, and less what the lines of ½ pt take of it:
    // in the tree the outer half of a table's line lies in the margin, in Word it does not.
    assert_eq!(spacing.attribute("w:after"), Some("50"));
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
    captioned.anchor = Some("t1".into());
    let body = body(vec![p("文"), p("文"), Block::Table(captioned)]);
    let caption = body.all("w:p").nth(2).unwrap();
    assert_eq!(names(caption.child("w:pPr").unwrap()), "pStyle keepNext");
    assert_eq!(caption.at("w:pPr/w:pStyle").unwrap().val(), Some("Caption_Center"));
    assert_eq!(body.find("w:bookmarkStart")[0].attribute("w:name"), Some("t1"));
}

#[test]
fn ids_of_rows_and_cells_become_bookmarks() {
    let mut marked = row(vec![td(0, "一"), Cell { anchor: Some("cell".into()), ..td(1, "二") }]);
    marked.anchor = Some("row".into());
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

/// Half of each line lies in a cell, so the tab stop of a leader stands that much before the cell's padding.
#[test]
fn a_leader_in_a_cell_ends_where_its_lines_do() {
    let style = CellStyle { border: Sides::all(line(2.0)), ..cell_style() };
    let room = Abs::mm(100.0) - style.padding.horizontal() - Abs::pt(2.0);
    let cell = cell(0, style, vec![super::contents::entry("经理", "p1", "2")]);
    let table = Block::Table(table(&[100.0], 0, vec![row(vec![cell])]));
    let body = body(vec![heading(2, "p1", "经理"), table]);
    let stop = body.find("w:tab").into_iter().find(|tab| tab.attribute("w:leader").is_some()).unwrap();
    assert_eq!(stop.number("w:pos"), (room.to_pt() * 20.0).round() as i64);
}

#[test]
fn a_section_around_a_table_indents_it() {
    let inset = BoxStyle { margin: Sides { left: Abs::pt(30.0), ..Sides::default() }, ..BoxStyle::default() };
    let inner = Block::Table(table(&[50.0], 0, vec![row(vec![td(0, "一")])]));
    let body = body(vec![section(inset, vec![inner])]);
    assert_eq!(body.at("w:tbl/w:tblPr/w:tblInd").unwrap().number("w:w"), 600);
}

/// A row's own height, and the upper and lower margins of its cells, as written.
type RowHeight = (Option<i64>, Vec<(Option<i64>, Option<i64>)>);

/// What the rows of a table say of their height, and the margins above and below that each cell says itself.
fn heights(blocks: Vec<Block>, rows: Vec<Hold>) -> Vec<RowHeight> {
    let facts = Facts { rows: rows.into_iter().collect(), ..Facts::default() };
    let map = PageMap { facts: vec![Arc::new(facts)], ..PageMap::default() };
    let package = gangwei::testing::docx::write(&one(blocks), &map).unwrap();
    let document = super::dom::part(&package, "word/document.xml");
    let said = |row: &Element| {
        let height = row.at("w:trPr/w:trHeight").map(|height| {
            assert_eq!(
                height.attribute("w:hRule"),
                Some("atLeast"),
                "text that is longer in Word still shows"
            );
            height.number("w:val")
        });
        let margin = |cell: &Element, side: &str| {
            cell.at(&format!("w:tcPr/w:tcMar/{side}")).map(|margin| margin.number("w:w"))
        };
        (height, row.all("w:tc").map(|cell| (margin(cell, "w:top"), margin(cell, "w:bottom"))).collect())
    };
    document.find("w:tr").into_iter().map(said).collect()
}

/// Word's least height of a row lies between its lines and its cells' margins.
#[test]
fn a_least_height_leaves_lines_and_margins_out() {
    let border = Sides { top: line(1.0), bottom: line(0.5), ..Sides::all(line(0.5)) };
    let style = CellStyle { border, ..cell_style() };
    let first = |text| row(vec![cell(0, style.clone(), vec![p(text)])]);
    let given = Row { min_height: pt(22.0), ..first("一") };
    let blocks = vec![Block::Table(table(&[50.0], 0, vec![given.clone(), given, first("三")]))];
    // Its text is higher; its text might be set in fewer lines elsewhere; nothing is to be held.
    let rows = vec![Hold::Content, Hold::Height(pt(40.0)), Hold::Content];
    // Half a line of 1 and one of 0.5 pt, and paddings of 3 pt.
    assert_eq!(
        heights(blocks, rows),
        [(Some(305), vec![(None, None)]), (Some(785), vec![(Some(0), Some(0))]), (None, vec![(None, None)]),]
    );
}

/// LibreOffice has lines and margins in a least height, so that only a row without margins is as high there.
#[test]
fn a_row_higher_than_its_content_has_its_paddings_in_its_paragraphs() {
    let second = cell(1, cell_style(), vec![p("二"), p("三")]);
    let rows = vec![
        Row { min_height: pt(60.0), ..row(vec![td(0, "一"), second]) },
        row(vec![td(0, "四"), td(1, "五")]),
    ];
    let blocks = vec![Block::Table(table(&[50.0, 50.0], 0, rows))];
    let holds = vec![Hold::Height(pt(60.0)), Hold::Content];
    assert_eq!(
        heights(blocks.clone(), holds.clone()),
        [(Some(1190), vec![(Some(0), Some(0)); 2]), (None, vec![(None, None); 2]),]
    );
    let facts = Facts { rows: holds.into_iter().collect(), ..Facts::default() };
    let map = PageMap { facts: vec![Arc::new(facts)], ..PageMap::default() };
    let package = gangwei::testing::docx::write(&one(blocks), &map).unwrap();
    let document = super::dom::part(&package, "word/document.xml");
    let spacing = |paragraph: &Element| {
        let said = paragraph.at("w:pPr/w:spacing");
        said.map_or((0, 0), |spacing| (spacing.number("w:before"), spacing.number("w:after")))
    };
    let cells = document.find("w:tc");
    let of_cells: Vec<Vec<(i64, i64)>> =
        cells.iter().map(|cell| cell.all("w:p").map(spacing).collect()).collect();
    assert_eq!(of_cells, [vec![(60, 60)], vec![(60, 0), (0, 60)], vec![(0, 0)], vec![(0, 0)]]);
}

/// In Word the largest margin above holds for a whole row, and the largest below.
#[test]
fn cells_of_a_row_share_the_margins_above_and_below() {
    let padded = |column, top, bottom| {
        let padding = Sides { top: pt(top), bottom: pt(bottom), ..cell_style().padding };
        cell(column, CellStyle { padding, ..cell_style() }, vec![p("一")])
    };
    let upright = |column| {
        let style = CellStyle { writing_mode: WritingMode::VerticalRl, ..cell_style() };
        cell(column, style, vec![p("一")])
    };
    let rows = vec![row(vec![padded(0, 10.0, 1.0), padded(1, 3.0, 3.0), upright(2)])];
    let blocks = vec![Block::Table(table(&[30.0, 30.0, 30.0], 0, rows))];
    let body = body(blocks);
    let margins = |cell: &Element| {
        let side =
            |name: &str| cell.at(&format!("w:tcPr/w:tcMar/{name}")).map_or(60, |side| side.number("w:w"));
        (side("w:top"), side("w:bottom"))
    };
    let cells = body.find("w:tc");
    assert_eq!(cells.iter().map(|cell| margins(cell)).collect::<Vec<_>>(), [(60, 20); 3]);
    let number = |cell: &Element, name: &str, attribute: &str| {
        cell.at(&format!("w:p/w:pPr/{name}")).map_or(0, |found| found.number(attribute))
    };
    let before_after: Vec<(i64, i64)> = cells
        .iter()
        .map(|cell| (number(cell, "w:spacing", "w:before"), number(cell, "w:spacing", "w:after")))
        .collect();
    assert_eq!(before_after, [(140, 0), (0, 40), (0, 0)]);
    // Down a column, left is above; LibreOffice has half of the row's line there.
    assert_eq!((number(cells[2], "w:ind", "w:left"), number(cells[2], "w:ind", "w:right")), (0, 35));
}

/// A table inside a cell has its outer lines and a paragraph behind it in Word; the padding gives way.
#[test]
fn a_table_in_a_cell_makes_it_no_higher() {
    let inner = table(&[20.0], 0, vec![row(vec![td(0, "内")])]);
    let rows = vec![row(vec![cell(0, cell_style(), vec![Block::Table(inner)])])];
    let body = body(vec![Block::Table(table(&[50.0], 0, rows))]);
    let margins = body.at("w:tbl/w:tr/w:tc/w:tcPr/w:tcMar");
    let table = body.at("w:tbl/w:tblPr/w:tblCellMar");
    let side = |name: &str| {
        margins
            .and_then(|own| own.child(name))
            .or_else(|| table?.child(name))
            .map_or(60, |side| side.number("w:w"))
    };
    // Of 3 pt, a quarter for the line above; a quarter and a point below.
    assert_eq!((side("w:top"), side("w:bottom")), (55, 35));
    assert_eq!(body.at("w:tbl/w:tr/w:tc/w:p/w:pPr/w:spacing").unwrap().number("w:after"), 0);
}
