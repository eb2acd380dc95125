//! Writes whole documents to disk for the outside judges (`tests/validators`), each with the
//! outline of its tables, and measures the size of a large one.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use gangwei::testing::tree::*;
use gangwei::testing::unit::{Abs, Color, Date, Sides};

use super::build::*;
use super::{outline, package, random};

/// Everything at once: all that the writer knows stands somewhere in it.
pub fn everything() -> Document {
    let text = Arc::new(text_style(10.5));
    let bold = Arc::new(TextStyle {
        weight: 700,
        underline: true,
        color: Color { r: 192, g: 0, b: 0 },
        ..text_style(10.5)
    });
    let inlines = vec![
        linked("副总经理", Link::Anchor("boss".into()), &text),
        run("与", Script::Han, &text),
        linked("网站", Link::Url("https://example.com/a?b=1&c=2".into()), &bold),
        Inline::Break,
        picture("公司标志"),
    ];
    let rule = Block::Rule(Rule {
        style: Arc::new(BoxStyle {
            border: Sides { top: line(1.0), ..Sides::default() },
            ..BoxStyle::default()
        }),
    });
    let inner = list(Numbering::Circled, &["①", "②"], vec![vec![p("内甲")], vec![p("内乙")]]);
    let dots = list(Numbering::Bullet, &["•", "•"], vec![vec![p("点甲")], vec![p("点乙")]]);
    let mut late = list(Numbering::Decimal, &["9、", "10、"], vec![vec![p("第九")], vec![p("第十")]]);
    late.start = 9;
    let outer = list(
        Numbering::Chinese,
        &["一、", "二、"],
        vec![vec![p("外甲"), Block::List(inner)], vec![p("外乙")]],
    );
    let framed = ParagraphStyle {
        border: Sides::all(line(1.0)),
        padding: Sides::all(pt(4.0)),
        margin: Sides::all(pt(8.0)),
        background: Some(Color { r: 0xee, g: 0xf3, b: 0xfa }),
        ..style()
    };
    let upright = CellStyle { writing_mode: WritingMode::VerticalRl, ..shaded() };
    let borders = CellStyle {
        border: Sides {
            top: Some(Border {
                width: pt(1.5),
                style: BorderStyle::Double,
                color: Color { r: 0, g: 0, b: 255 },
            }),
            right: None,
            bottom: Some(Border { width: pt(1.0), style: BorderStyle::Dashed, color: Color::BLACK }),
            left: line(3.0),
        },
        ..cell_style()
    };
    let nested = table(
        &[30.0, 30.0],
        1,
        vec![row(vec![th(0, "指标"), th(1, "目标")]), row(vec![td(0, "销售额"), td(1, "1 亿元")])],
    );
    let odd = table(
        &[15.0, 75.0, 40.0],
        0,
        vec![
            row(vec![
                spanning(cell(0, upright, vec![p("竖排标签")]), 1, 2),
                cell(1, cell_style(), vec![p("考核指标："), Block::Table(nested)]),
                cell(2, borders, vec![p("各种边框")]),
            ]),
            row(vec![td(1, "下一行"), td(2, "")]),
        ],
    );
    let mixed = vec![
        heading(1, "department", "市场部"),
        p("熟悉“Office”及SAP系统——含 ERP；the plan."),
        Block::Paragraph(paragraph(style(), inlines)),
        rule,
        styled(framed, "带框的段落，左右上下各有边距。"),
        Block::List(outer),
        Block::List(dots),
        Block::List(late),
        section(
            BoxStyle {
                margin: Sides { left: Abs::mm(10.0), ..Sides::default() },
                keep_together: true,
                ..BoxStyle::default()
            },
            vec![heading(3, "s3", "缩进的一节"), p("内容"), Block::Table(odd)],
        ),
    ];
    let wide = Block::Section(Section {
        is_nav: false,
        anchor: Some("org".into()),
        page: Some("wide".into()),
        style: Arc::default(),
        blocks: vec![
            heading(3, "chart", "横向页"),
            Block::Table(table(&[200.0], 0, vec![row(vec![td(0, "宽表")])])),
        ],
    });
    let mut result = document(vec![
        part("department", "市场部", mixed),
        part("boss", "市场部", position("boss", "副总经理", 40)),
        part("clerk", "财务部", position("clerk", "会计", 5)),
        part("wide", "财务部", vec![wide]),
        part("last", "财务部", vec![Block::Table(table(&[60.0], 0, vec![row(vec![td(0, "以表起头")])]))]),
    ]);
    result.meta = Meta {
        company: Some("某某有限公司".to_owned()),
        version: Some("A/3".to_owned()),
        document_number: Some("QM-2026-01".to_owned()),
        confidentiality: Some("内部".to_owned()),
        date: Date::new(2026, 11, 23),
        ..result.meta
    };
    result
}

/// Puts `NAME.docx` and `NAME.json` where `tests/validators/validators.sh samples` looks for them.
fn save(name: &str, document: &Document) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docx");
    fs::create_dir_all(&folder).unwrap();
    let package = package(document);
    fs::write(folder.join(format!("{name}.docx")), &package).unwrap();
    let outline = outline::outline_of(document).to_json().to_string();
    fs::write(folder.join(format!("{name}.json")), outline).unwrap();
    package
}

#[test]
fn samples_for_the_outside_judges() {
    save("everything", &everything());
    let parts = |count: usize| -> Vec<Part> {
        (0..count)
            .map(|n| part("p", &format!("第{}部", n / 10), position(&format!("p{n}"), "经理", 12)))
            .collect()
    };
    save("handbook", &document(parts(25)));
    for seed in 1..=8 {
        save(&format!("random-{seed}"), &random::sample(seed));
    }
    save("plain", &one(vec![p("一段文字。")]));
    save(
        "empty-cells",
        &one(vec![Block::Table(table(&[50.0, 50.0], 0, vec![row(vec![td(0, ""), td(1, "")])]))]),
    );
}
