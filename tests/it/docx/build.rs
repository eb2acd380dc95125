//! Builds trees in the looks of the usual form, from the plain ones of [`crate::build`].

use std::sync::Arc;

use gangwei::testing::tree::*;
use gangwei::testing::unit::{Abs, Color, Sides, Size};

use crate::build;
pub use crate::build::{group, row};

pub fn pt(points: f64) -> Abs {
    Abs::pt(points)
}

pub fn text_style(size: f64) -> TextStyle {
    let fonts = FontStack::new(&["Times New Roman", "宋体", "serif"]);
    TextStyle { fonts, size: pt(size), ..TextStyle::initial() }
}

pub fn sans(size: f64) -> TextStyle {
    TextStyle { fonts: FontStack::new(&["Arial", "黑体", "sans-serif"]), ..text_style(size) }
}

pub fn style() -> ParagraphStyle {
    let text = Arc::new(text_style(10.5));
    ParagraphStyle { text, avoid_short_last_line: true, ..build::paragraph_style(Align::Justify, None) }
}

/// A style with a name for Word.
pub fn named(name: &str) -> ParagraphStyle {
    ParagraphStyle { name: Some(name.into()), ..style() }
}

pub fn run(text: &str, script: Script, style: &Arc<TextStyle>) -> Inline {
    Inline::Text(Run { text: text.to_owned(), script, style: style.clone(), link: None })
}

pub fn linked(text: &str, link: Link, style: &Arc<TextStyle>) -> Inline {
    Inline::Text(Run { text: text.to_owned(), script: Script::Han, style: style.clone(), link: Some(link) })
}

/// Text as runs of one script each; marks such as “ ” and — count as Han.
pub fn runs(text: &str, style: &Arc<TextStyle>) -> Vec<Inline> {
    let script = |c: char| if c.is_ascii() { Script::Latin } else { Script::Han };
    let characters: Vec<char> = text.chars().collect();
    let same = characters.chunk_by(|&a, &b| script(a) == script(b));
    same.map(|piece| run(&piece.iter().collect::<String>(), script(piece[0]), style)).collect()
}

pub fn paragraph(style: ParagraphStyle, inlines: Vec<Inline>) -> Paragraph {
    Paragraph { inlines, ..build::paragraph("", style, 0) }
}

/// A paragraph of a style.
pub fn styled(style: ParagraphStyle, text: &str) -> Block {
    let inlines = runs(text, &style.text);
    Block::Paragraph(paragraph(style, inlines))
}

pub fn p(text: &str) -> Block {
    styled(style(), text)
}

pub fn heading(level: u8, id: &str, text: &str) -> Block {
    let size = [22.0, 16.0, 12.0][usize::from(level - 1).min(2)];
    let look = ParagraphStyle {
        text: Arc::new(sans(size)),
        align: Align::Center,
        line_height: pt(size * 1.5),
        margin: Sides { bottom: pt(10.0), ..Sides::default() },
        ..style()
    };
    let inlines = runs(text, &look.text);
    let heading = paragraph(look, inlines);
    Block::Paragraph(Paragraph { role: Role::Heading(level), anchor: Some(id.into()), ..heading })
}

pub fn line(width: f64) -> Option<Border> {
    Some(Border { width: pt(width), style: BorderStyle::Solid, color: Color::BLACK })
}

pub fn cell_style() -> CellStyle {
    CellStyle {
        padding: Sides { top: pt(3.0), right: pt(5.0), bottom: pt(3.0), left: pt(5.0) },
        border: Sides::all(line(0.5)),
        background: None,
        vertical_align: VerticalAlign::Middle,
        writing_mode: WritingMode::HorizontalTb,
    }
}

pub fn shaded() -> CellStyle {
    CellStyle { background: Some(Color { r: 0xf2, g: 0xf2, b: 0xf2 }), ..cell_style() }
}

pub fn label_style() -> ParagraphStyle {
    ParagraphStyle {
        text: Arc::new(sans(10.5)),
        align: Align::Center,
        align_last: Some(Align::Justify),
        ..named("均排标签")
    }
}

pub fn cell(column: usize, style: CellStyle, blocks: Vec<Block>) -> Cell {
    Cell { style: Arc::new(style), blocks, ..build::cell(column, "") }
}

pub fn td(column: usize, text: &str) -> Cell {
    let inner = named("表格正文");
    let block = match text {
        "" => Block::Paragraph(paragraph(inner, Vec::new())),
        _ => styled(inner, text),
    };
    cell(column, cell_style(), vec![block])
}

pub fn th(column: usize, text: &str) -> Cell {
    Cell { header: Some(HeaderScope::Row), ..cell(column, shaded(), vec![styled(label_style(), text)]) }
}

pub fn spanning(cell: Cell, colspan: usize, rowspan: usize) -> Cell {
    Cell { colspan, rowspan, ..cell }
}

pub fn table_style() -> TableStyle {
    let margin = Sides { bottom: pt(4.0), ..Sides::default() };
    TableStyle { name: Some("岗位表".into()), margin, ..build::table_style() }
}

/// Column widths in millimetres; the first `heads` rows are the head.
pub fn table(columns: &[f64], heads: usize, mut rows: Vec<Row>) -> Table {
    let body = rows.split_off(heads);
    let mut groups = vec![group(GroupKind::Body, body)];
    if heads > 0 {
        groups.insert(0, group(GroupKind::Head, rows));
    }
    let columns = columns.iter().map(|&width| Abs::mm(width)).collect();
    Table { style: Arc::new(table_style()), ..build::bare_table(columns, groups) }
}

pub fn section(style: BoxStyle, blocks: Vec<Block>) -> Block {
    Block::Section(Section { is_nav: false, anchor: None, page: None, style: Arc::new(style), blocks })
}

pub fn list(numbering: Numbering, markers: &[&str], items: Vec<Vec<Block>>) -> List {
    let style = ListStyle {
        name: None,
        numbering,
        prefix: "".into(),
        suffix: "、".into(),
        indent: pt(21.0),
        margin: Sides::default(),
        marker: Arc::new(text_style(10.5)),
        keep_together: false,
    };
    let items = items.into_iter().enumerate().map(|(index, blocks)| ListItem {
        id: ItemId::default(),
        marker: markers.get(index).copied().unwrap_or("").to_owned(),
        blocks,
    });
    List { id: ListId::default(), anchor: None, style: Arc::new(style), start: 1, items: items.collect() }
}

pub fn margin_box(area: MarginArea, content: Vec<Content>) -> MarginBox {
    let mut style = ParagraphStyle {
        name: Some(if area.is_top() { "页眉" } else { "页脚" }.into()),
        text: Arc::new(text_style(9.0)),
        align: Align::Left,
        line_height: pt(12.0),
        ..style()
    };
    if area.is_top() {
        style.border.bottom = line(0.5);
        style.padding.bottom = pt(3.0);
    } else {
        style.align = Align::Center;
    }
    MarginBox { area, content, style: Arc::new(style) }
}

pub fn page_style() -> PageStyle {
    let text = |text: &str| Content::Text(text.to_owned());
    PageStyle {
        size: Size::A4,
        margin: Sides {
            top: Abs::mm(25.0),
            right: Abs::mm(20.0),
            bottom: Abs::mm(22.0),
            left: Abs::mm(20.0),
        },
        boxes: vec![
            margin_box(MarginArea::TopLeft, vec![text("岗位职责说明书")]),
            margin_box(MarginArea::TopRight, vec![Content::String("department".into())]),
            margin_box(
                MarginArea::BottomCenter,
                vec![
                    text("第 "),
                    Content::Page(gangwei::testing::tree::PageNumbering::Decimal),
                    text(" 页　共 "),
                    Content::Pages,
                    text(" 页"),
                ],
            ),
        ],
        ..build::page_style()
    }
}

pub fn styles_of_pages() -> Arc<PageStyles> {
    let landscape = PageStyle {
        size: Size { width: Abs::mm(297.0), height: Abs::mm(210.0) },
        boxes: Vec::new(),
        ..page_style()
    };
    Arc::new(PageStyles { default: page_style(), named: vec![("wide".into(), landscape)] })
}

/// What the names of these trees mean, as a style sheet would say it.
pub fn specimens() -> Specimens {
    let row = || row(vec![td(0, "文"), td(1, "文"), td(2, "文")]);
    Specimens {
        text: vec![
            p("文"),
            heading(1, "h1", "文"),
            heading(2, "h2", "文"),
            heading(3, "h3", "文"),
            styled(label_style(), "文"),
            styled(named("表格正文"), "文"),
        ],
        others: Vec::new(),
        tables: vec![Block::Table(table(&[50.0, 50.0, 50.0], 0, vec![row(), row(), row()]))],
    }
}

pub fn part(name: &str, department: &str, blocks: Vec<Block>) -> Part {
    Part {
        name: name.to_owned(),
        page_styles: styles_of_pages(),
        specimens: Arc::new(specimens()),
        strings: vec![("department".into(), department.to_owned())],
        ..build::part(blocks)
    }
}

pub fn document(parts: Vec<Part>) -> Document {
    let meta =
        Meta { title: "岗位职责说明书".to_owned(), language: "zh-CN".to_owned(), ..Meta::default() };
    Document { meta, parts: parts.into_iter().map(Arc::new).collect() }
}

/// A document of one part.
pub fn one(blocks: Vec<Block>) -> Document {
    document(vec![part("test", "市场部", blocks)])
}

/// The form of one position: three tables that follow each other.
pub fn position(id: &str, title: &str, duties: usize) -> Vec<Block> {
    let basics = table(
        &[22.0, 63.0, 22.0, 63.0],
        0,
        vec![
            row(vec![th(0, "岗位名称"), td(1, title), th(2, "岗位编号"), td(3, "SC-001")]),
            row(vec![th(0, "所在部门"), td(1, "市场部"), th(2, "岗位定员"), td(3, "2")]),
            Row {
                min_height: pt(26.0),
                ..row(vec![spanning(td(0, "职责概括：负责“市场”工作——含 Office 等系统的维护。"), 4, 1)])
            },
        ],
    );
    let head = row(vec![
        spanning(th(0, "岗位职责"), 2, 1),
        Cell { header: Some(HeaderScope::Column), ..th(2, "职责描述") },
        Cell { header: Some(HeaderScope::Column), ..th(3, "工作标准") },
    ]);
    let mut rows = vec![head];
    for number in 0..duties {
        let mut cells = vec![
            td(1, &format!("职责{}", number + 1)),
            td(2, &format!("负责第 {} 项工作的计划、组织与检查，培训（试行）由部门安排。", number + 1)),
            td(3, if number % 3 == 0 { "" } else { "按时完成，差错率≤2%" }),
        ];
        if number == 0 {
            cells.insert(0, spanning(th(0, "主要工作"), 1, duties));
        }
        rows.push(row(cells));
    }
    let numbered =
        list(Numbering::Decimal, &["1、", "2、"], vec![vec![p("审批费用；")], vec![p("任免人员。")]]);
    let terms = table(
        &[22.0, 32.0, 116.0],
        0,
        vec![
            row(vec![spanning(cell(0, cell_style(), vec![p("权限："), Block::List(numbered)]), 3, 1)]),
            row(vec![spanning(th(0, "工作协作"), 1, 2), th(1, "内部协调部门"), td(2, "财务部、人力资源部")]),
            row(vec![th(1, "外部协调机构"), td(2, "")]),
        ],
    );
    vec![
        heading(2, id, &format!("{title}岗位职责说明书")),
        Block::Table(basics),
        Block::Table(table(&[22.0, 19.0, 77.0, 52.0], 1, rows)),
        Block::Table(terms),
    ]
}

/// The smallest PNG: one grey pixel.
pub const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0,
    1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x68, 0,
    0, 0, 0x82, 0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

pub fn picture(alt: &str) -> Inline {
    Inline::Image(Image {
        id: ImageId::default(),
        source: ImageSource::File(ImageFile { data: Arc::from(PIXEL), format: ImageFormat::Png }),
        size: Size { width: pt(40.0), height: pt(30.0) },
        alt: alt.to_owned(),
    })
}
