//! Markup and style become a tree, pages, and both documents; each stage is held to what it promises.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use gangwei::diag::Diagnostic;
use gangwei::testing::docx;
use gangwei::testing::markup::{self, PartInput, PictureSource, StyleSheet};
use gangwei::testing::page;
use gangwei::testing::pdf::{self, PdfError};
use gangwei::testing::text::Fonts;
use gangwei::testing::tree::{self, Block, Document, Inline, Paragraph, Part};

use super::document::{text_of_docx, text_of_pdf};

/// The small fonts of the tests, alone where the program has none embedded.
pub static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::new(font_files()).expect("fonts"));

pub fn font_files() -> Vec<(String, Arc<[u8]>)> {
    let files = [
        ("fonts/latin.ttf", include_bytes!("../fonts/GangweiTestLatin-Regular.ttf").as_slice()),
        ("fonts/regular.ttf", include_bytes!("../fonts/GangweiTest-Regular.ttf").as_slice()),
        ("fonts/bold.ttf", include_bytes!("../fonts/GangweiTest-Bold.ttf").as_slice()),
    ];
    files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes.into())).collect()
}

/// Builds a part, or tells what stands against it.
pub fn build(html: &str, css: &str, pictures: &PictureSource) -> Result<Part, Vec<Diagnostic>> {
    let variables = [("accent".to_owned(), "#1f4e79".to_owned()), ("size".to_owned(), "五号".to_owned())];
    let sheet = StyleSheet::parse(css, &"style.css".into(), &variables)?;
    let input = PartInput {
        name: "一页".to_owned(),
        matter: tree::Matter::Body,
        sheet: None,
        path: "page.html".into(),
        strings: vec![("title".into(), "岗位职责".to_owned())],
        pictures,
    };
    markup::build(html, &sheet, input).part
}

/// Makes both documents of a part, and compares their texts with the tree's. Says whether both could be made.
pub fn make(mut part: Part, fonts: &Fonts) -> bool {
    let mut layout = page::layout(&part, fonts);
    if tree::has_page_numbers(&part) {
        let numbers = page::JoinedParts::new(vec![Arc::new(layout)], fonts).map().anchors;
        part = tree::with_page_numbers(&part, &numbers);
        layout = page::layout(&part, fonts);
    }
    assert!(!layout.pages.pages.is_empty(), "a part has one page at least");
    tree::keep(&mut part, &layout.kept);
    let mut told = Told::default();
    told.blocks(&part.blocks);
    let is_whole = layout.missing.is_empty();
    let meta = page::DocumentInfo {
        title: "岗位".to_owned(),
        language: "zh-CN".to_owned(),
        ..page::DocumentInfo::default()
    };
    let (pages, map) = page::join(vec![Arc::new(layout)], fonts, meta, None);
    let count: usize = pages.parts.iter().map(|part| part.pages.len()).sum();
    assert_eq!(count, map.pages as usize);
    let has_pdf = match pdf::write(&pages) {
        Ok(bytes) => {
            let shown = text_of_pdf(&bytes, count);
            // 〓 stands for what is missing.
            if is_whole {
                told.compare(&shown);
            }
            true
        }
        Err(errors) => {
            for error in errors {
                match error {
                    PdfError::GlyphMissing { .. } => assert!(!is_whole, "{error:?}"),
                    PdfError::Inconsistent { .. } => panic!("{error:?}"),
                    _ => {}
                }
            }
            false
        }
    };
    let meta =
        tree::Meta { title: "岗位".to_owned(), language: "zh-CN".to_owned(), ..tree::Meta::default() };
    let written = docx::write(&Document { meta, parts: vec![Arc::new(part)] }, &map);
    if let Ok(bytes) = &written {
        // Word numbers lists itself.
        let paragraphs = Told { markers: String::new(), ..told };
        paragraphs.compare(&text_of_docx(bytes));
    }
    has_pdf && written.is_ok()
}

/// What a tree tells.
#[derive(Default)]
struct Told {
    paragraphs: String,
    markers: String,
    /// Whether a leader fills lines with more.
    has_leader: bool,
}

impl Told {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Section(section) => self.blocks(&section.blocks),
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::List(list) => {
                    for item in &list.items {
                        self.markers += &item.marker;
                        self.blocks(&item.blocks);
                    }
                }
                Block::Table(table) => {
                    table.caption.iter().for_each(|caption| self.paragraph(caption));
                    table.rows().flat_map(|row| &row.cells).for_each(|cell| self.blocks(&cell.blocks));
                }
                Block::Rule(_) => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.paragraphs += &paragraph.text();
        self.has_leader |= paragraph.inlines.iter().any(|inline| matches!(inline, Inline::Leader(_)));
    }

    /// Panics unless a document shows each letter and digit as often as the tree.
    fn compare(&self, shown: &str) {
        let shown = letters(shown);
        for (c, count) in letters(&format!("{}{}", self.paragraphs, self.markers)) {
            let found = shown.get(&c).copied().unwrap_or(0);
            let is_right = found == count || self.has_leader && found > count;
            assert!(is_right, "{c:?} is shown {found} times, and {count} times in the tree");
        }
    }
}

/// Each letter and digit, and how often it is there.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut found = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        *found.entry(c).or_default() += 1;
    }
    found
}
