//! Tests of the stage `markup`: case files with golden dumps and golden errors, and what random text must keep.
//!
//! A case is `tests/suite/markup/NAME.html` with an optional `NAME.css`; its result stands in `NAME.tree`
//! or, where the case is wrong, in `NAME.errors`.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gangwei::diag::{Diagnostic, Text};
use gangwei::testing::markup::{BuiltPart, PartInput, PictureError, StyleSheet, build};
use gangwei::testing::picture::{Damage, Picture, PictureFault};
use gangwei::testing::tree::{self, Block, ImageFormat, Inline, Part};
use gangwei::testing::unit::{Abs, Size};
use proptest::prelude::*;

use crate::golden::{self, suite};

#[test]
fn cases() {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(suite("markup"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .collect();
    cases.sort();
    assert!(cases.len() > 10, "the case files are gone");
    let failed: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn check(case: &Path) -> Result<(), String> {
    let markup = std::fs::read_to_string(case).unwrap();
    let css = std::fs::read_to_string(case.with_extension("css")).unwrap_or_default();
    let (result, other, text) = match run(&markup, &css) {
        Ok(part) => ("tree", "errors", tree::dump_part(&part)),
        Err(errors) => ("errors", "tree", render(&errors, &markup, &css)),
    };
    golden::compare(&case.with_extension(other), "")?;
    golden::compare(&case.with_extension(result), &text)
}

/// Builds a case; sheets have the parameter `accent`, and the pictures `dot.png` and `logo.svg` of 96 × 48 pixels.
fn run(markup: &str, css: &str) -> Result<Part, Vec<Diagnostic>> {
    let variables = [("accent".to_owned(), "#1f4e79".to_owned())];
    let sheet = StyleSheet::parse(css, &Arc::from("case.css"), &variables)?;
    let pictures = |src: &str| {
        let format = match src {
            "dot.png" => ImageFormat::Png,
            "logo.svg" => ImageFormat::Svg,
            "broken.png" => {
                return Err(PictureError::Faulty(PictureFault::Damaged(Damage::Pixels(
                    "it is cut off".to_owned(),
                ))));
            }
            // As high as thirty sheets, and as wide as a hair.
            "hair.svg" => {
                let size = Size { width: Abs::pt(0.01), height: Abs::pt(25_000.0) };
                return Ok(Arc::new(Picture::file(Arc::from(&b"file"[..]), ImageFormat::Svg, size)));
            }
            "text.svg" => return Err(PictureError::Faulty(PictureFault::SvgText)),
            _ => return Err(PictureError::Unreadable(Text::new("no such file", "no such file"))),
        };
        let size = Size { width: Abs::pt(72.0), height: Abs::pt(36.0) };
        Ok(Arc::new(Picture::file(Arc::from(&b"file"[..]), format, size)))
    };
    let BuiltPart { part, links } = build(
        markup,
        &sheet,
        PartInput {
            matter: Default::default(),
            sheet: None,
            name: "case".to_owned(),
            path: Arc::from("case.html"),
            strings: vec![("title".into(), "手册".to_owned())],
            pictures: &pictures,
        },
    );
    // Another part has the id `elsewhere`.
    let unknown = links.unknown(&links.ids().chain(["elsewhere"]).collect());
    if unknown.is_empty() {
        return part;
    }
    let mut errors: Vec<Diagnostic> = part.err().into_iter().flatten().chain(unknown).collect();
    errors.sort_by_key(|error| error.place.clone().map(|place| (place.path, place.span)));
    Err(errors)
}

/// `path:line:col: code English | Chinese (help)`, one line each.
fn render(errors: &[Diagnostic], markup: &str, css: &str) -> String {
    let mut text = String::new();
    for error in errors {
        let place = error.place.as_ref().expect("every finding has a place");
        let source = if &*place.path == "case.css" { css } else { markup };
        let span = place.span.unwrap_or_default();
        let before = &source[..span.start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let shown = &source[span.start..span.end];
        let (en, zh) = (&error.message.en, &error.message.zh);
        write!(text, "{}:{line}:{column}: {} {en} | {zh}", place.path, error.code).unwrap();
        if let Some(help) = &error.help {
            write!(text, " ({} | {})", help.en, help.zh).unwrap();
        }
        writeln!(text, "  «{}»", shown.escape_debug()).unwrap();
    }
    text
}

#[test]
fn a_link_to_an_element_with_an_error_is_not_one_more_error() {
    let links: String = ["a", "b&amp;c", "d"].map(|id| format!("<a href=\"#{id}\">x</a>")).concat();
    let markup = format!("<p id=\"a\">x</p><bad id='b&amp;c'>x</bad><hr id=\"d\"/><p>{links}</p>");
    let codes: Vec<&str> = run(&markup, "").unwrap_err().iter().map(|error| error.code.name()).collect();
    assert_eq!(codes, ["E202", "E203"]);
}

#[test]
fn equal_styles_share_one_allocation() {
    let part = run("<p>a</p><section><p>b</p></section>", "").unwrap();
    let Block::Paragraph(first) = &part.blocks[0] else { panic!() };
    let Block::Section(section) = &part.blocks[1] else { panic!() };
    let Block::Paragraph(second) = &section.blocks[0] else { panic!() };
    assert!(Arc::ptr_eq(&first.style, &second.style));
    assert!(Arc::ptr_eq(&first.style.text, &second.style.text));
}

/// The text of all paragraphs, in order.
fn text_of(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Section(section) => text += &text_of(&section.blocks),
            Block::Paragraph(paragraph) => text += &paragraph.text(),
            Block::List(list) => list.items.iter().for_each(|item| text += &text_of(&item.blocks)),
            Block::Table(table) => {
                for cell in table.rows().flat_map(|row| &row.cells) {
                    text += &text_of(&cell.blocks);
                }
            }
            Block::Rule(_) => {}
        }
    }
    text
}

/// The guarantees at the top of `tree`.
fn assert_sound(blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Section(section) => assert_sound(&section.blocks),
            Block::List(list) => list.items.iter().for_each(|item| {
                assert!(!item.blocks.is_empty());
                assert_sound(&item.blocks);
            }),
            Block::Paragraph(paragraph) => {
                for inline in &paragraph.inlines {
                    if let Inline::Text(run) = inline {
                        assert!(!run.text.is_empty() && !run.text.contains(char::is_control), "{run:?}");
                    }
                }
            }
            Block::Table(table) => {
                let mut covered = HashSet::new();
                let mut start = 0;
                for group in &table.groups {
                    for (index, row) in group.rows.iter().enumerate() {
                        for cell in &row.cells {
                            assert!(!cell.blocks.is_empty());
                            assert!(index + cell.rowspan <= group.rows.len());
                            for place in (0..cell.rowspan)
                                .flat_map(|y| (0..cell.colspan).map(move |x| (y, x)))
                                .map(|(y, x)| (start + index + y, cell.column + x))
                            {
                                assert!(covered.insert(place), "{place:?} is covered twice");
                            }
                            assert_sound(&cell.blocks);
                        }
                    }
                    start += group.rows.len();
                }
                assert_eq!(covered.len(), start * table.columns.len());
                assert!(table.columns.iter().all(|width| width.to_pt() > 0.0));
            }
            Block::Rule(_) => {}
        }
    }
}

/// Text as the template stage escapes data.
fn escape(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '<' => "&lt;".to_owned(),
            '&' => "&amp;".to_owned(),
            '>' => "&gt;".to_owned(),
            '\n' => "&#10;".to_owned(),
            ' ' => "&#32;".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

proptest! {
    #[test]
    fn no_markup_panics(markup in ".{0,200}") {
        let _ = run(&markup, "");
    }

    #[test]
    fn no_near_markup_panics(pieces in prop::collection::vec(piece(), 0..40)) {
        if let Ok(part) = run(&pieces.concat(), "td { border: 1pt solid; }") {
            assert_sound(&part.blocks);
        }
    }

    #[test]
    fn no_sheet_panics(css in ".{0,200}") {
        let _ = run("<p>x</p>", &css);
    }

    #[test]
    fn no_near_sheet_panics(pieces in prop::collection::vec(css_piece(), 0..40)) {
        let _ = run("<p class=\"a\">x</p><table><tr><td>y</td></tr></table>", &pieces.concat());
    }

    #[test]
    fn data_text_comes_out_as_typed(text in "[a-c 中文“”（）<&>\n]{1,40}") {
        let markup = format!("<section>\n  <p>{}</p>\n</section>", escape(&text));
        let part = run(&markup, "").unwrap();
        prop_assert_eq!(text_of(&part.blocks), text);
    }

    #[test]
    fn literal_text_keeps_all_but_white_space(words in prop::collection::vec("[a-z中文。“”]{1,6}", 1..8)) {
        let markup = format!("<ul><li> <b>{}</b>\n</li></ul>", words.join("</b> \n <b>"));
        let part = run(&markup, "").unwrap();
        let solid = |text: &str| -> String { text.split_whitespace().collect() };
        prop_assert_eq!(solid(&text_of(&part.blocks)), words.concat());
    }
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<p>",
        "</p>",
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "<td colspan=\"2\">",
        "<td rowspan=\"2\">",
        "</td>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<b>",
        "</b>",
        "<br/>",
        "<hr/>",
        "文字",
        " ",
        "&#10;",
        "&x;",
        "&",
        "<thead>",
        "</thead>",
        "<section style=\"margin: 1em\">",
        "</section>",
        "<x>",
        "</x>",
        "<img src=\"dot.png\" alt=\"\"/>",
        "<a href=\"#elsewhere\">",
        "</a>",
        "<col style=\"width: 90%\"/>",
        "<!-- -->",
        "<",
        ">",
        "\"",
    ])
}

fn css_piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "p",
        "td",
        ".a",
        "#b",
        " ",
        ">",
        ",",
        ":first-child",
        ":nth-child(",
        "2n+1",
        ")",
        "{",
        "}",
        ";",
        ":",
        "margin",
        "border: 1pt solid;",
        "font-size: 五号;",
        "width",
        "1em",
        "-3mm",
        "50%",
        "var(--x)",
        ":root",
        "--x: var(--x)",
        "@page",
        "@top-left",
        "content: \"a\" counter(page);",
        "@counter-style a",
        "system: cyclic;",
        "symbols: '*';",
        "/*",
        "*/",
        "!important",
        "calc(1px)",
        "url(x)",
        "\"",
        "'",
        "\\",
        "<!--",
        "5e99mm",
        "(",
        "[",
    ])
}
