//! Small builders of plain trees, for tests that need no markup.
//!
//! Every field of a tree is named here once; builders with other looks change what they need.

use std::sync::{Arc, OnceLock};

use gangwei::testing::text::Fonts;
use gangwei::testing::tree::*;
use gangwei::testing::unit::{Abs, Color, Sides, Size};

pub const EM: f64 = 10.0;

pub fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(gangwei::testing::text::embedded_fonts)
}

/// The fonts of tests/fonts before the embedded ones.
pub fn synthetic() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let files = [
            ("fonts/Latin.ttf", include_bytes!("../fonts/GangweiTestLatin-Regular.ttf").as_slice()),
            ("fonts/Bold.ttf", include_bytes!("../fonts/GangweiTest-Bold.ttf").as_slice()),
            ("fonts/Regular.ttf", include_bytes!("../fonts/GangweiTest-Regular.ttf").as_slice()),
        ];
        let files = files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes.into())).collect();
        Fonts::new(files).expect("three fonts")
    })
}

pub fn text_style(weight: u16) -> Arc<TextStyle> {
    text_style_in(&["Times New Roman", "宋体", "serif"], weight)
}

pub fn text_style_in(families: &[&str], weight: u16) -> Arc<TextStyle> {
    let fonts = FontStack::new(families);
    Arc::new(TextStyle { fonts, size: Abs::pt(EM), weight, ..TextStyle::initial() })
}

pub fn paragraph_style(align: Align, align_last: Option<Align>) -> ParagraphStyle {
    ParagraphStyle {
        align,
        align_last,
        avoid_short_last_line: false,
        ..ParagraphStyle::initial(text_style(400), Abs::pt(16.0))
    }
}

/// One run for each stretch of a script; the characters from `bold_from` on are bold.
pub fn paragraph(text: &str, style: ParagraphStyle, bold_from: usize) -> Paragraph {
    paragraph_with(text, style, |index| index >= bold_from)
}

/// One run for each stretch of a script and weight; a line feed is a forced break.
pub fn paragraph_with(text: &str, style: ParagraphStyle, is_bold: impl Fn(usize) -> bool) -> Paragraph {
    let chars: Vec<char> = text.chars().collect();
    let bold = Arc::new(TextStyle { weight: 700, ..(*style.text).clone() });
    let mut inlines: Vec<Inline> = Vec::new();
    let mut key = None;
    for (index, (&c, script)) in chars.iter().zip(scripts(&chars)).enumerate() {
        if c == '\n' {
            inlines.push(Inline::Break);
            key = None;
            continue;
        }
        let next = (script, is_bold(index));
        match inlines.last_mut() {
            Some(Inline::Text(run)) if key == Some(next) => run.text.push(c),
            _ => inlines.push(Inline::Text(Run {
                text: c.to_string(),
                script,
                style: if next.1 { bold.clone() } else { style.text.clone() },
                link: None,
            })),
        }
        key = Some(next);
    }
    Paragraph {
        id: ParagraphId::default(),
        role: Role::Body,
        anchor: None,
        style: Arc::new(style),
        inlines,
        origin: Origin::default(),
    }
}

/// A paragraph of body text.
pub fn body(text: &str) -> Block {
    Block::Paragraph(paragraph(text, paragraph_style(Align::Justify, None), usize::MAX))
}

pub fn heading(level: u8, text: &str) -> Block {
    let mut block = paragraph(text, paragraph_style(Align::Center, None), 0);
    block.role = Role::Heading(level);
    block.anchor = Some(text.into());
    Block::Paragraph(block)
}

pub fn border() -> Sides<Option<Border>> {
    Sides::all(Some(Border { width: Abs::pt(0.5), style: BorderStyle::Solid, color: Color::BLACK }))
}

pub fn cell(column: usize, text: &str) -> Cell {
    Cell {
        anchor: None,
        column,
        colspan: 1,
        rowspan: 1,
        header: None,
        style: Arc::new(CellStyle {
            padding: Sides::all(Abs::pt(3.0)),
            border: border(),
            background: None,
            vertical_align: VerticalAlign::Middle,
            writing_mode: WritingMode::HorizontalTb,
        }),
        blocks: vec![body(text)],
    }
}

pub fn row(cells: Vec<Cell>) -> Row {
    Row {
        id: RowId::default(),
        anchor: None,
        min_height: Abs::ZERO,
        keep_with_next: false,
        splits: false,
        cells,
        origin: Origin::default(),
    }
}

pub fn table_style() -> TableStyle {
    TableStyle {
        name: None,
        margin: Sides::default(),
        align: Align::Left,
        break_before: Break::Auto,
        break_after: Break::Auto,
        keep_together: false,
    }
}

pub fn bare_table(columns: Vec<Abs>, groups: Vec<RowGroup>) -> Table {
    let style = Arc::new(table_style());
    Table {
        id: TableId::default(),
        anchor: None,
        label: None,
        style,
        columns,
        caption: None,
        groups,
        origin: Origin::default(),
    }
}

pub fn table(columns: Vec<Abs>, groups: Vec<RowGroup>) -> Block {
    Block::Table(bare_table(columns, groups))
}

pub fn group(kind: GroupKind, rows: Vec<Row>) -> RowGroup {
    RowGroup { kind, keep_together: false, rows }
}

/// A page of 220 × 300 pt with margins of 10 pt: 200 pt wide, 280 pt high.
pub fn page_style() -> PageStyle {
    PageStyle {
        size: Size { width: Abs::pt(220.0), height: Abs::pt(300.0) },
        margin: Sides::all(Abs::pt(10.0)),
        boxes: Vec::new(),
        first_boxes: None,
        left_boxes: None,
        mirrored: false,
    }
}

pub fn part(mut blocks: Vec<Block>) -> Part {
    let default = page_style();
    identify(&mut blocks);
    Part {
        matter: Default::default(),
        sheet: None,
        name: "test".into(),
        page_styles: Arc::new(PageStyles { default, named: Vec::new() }),
        specimens: Arc::default(),
        strings: Vec::new(),
        blocks,
    }
}
