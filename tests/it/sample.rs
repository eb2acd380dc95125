//! The sample handbook through the whole pipeline, and a project of hard cases.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use gangwei::diag::{self, Lang};
use gangwei::testing::pipeline::{self, Format, Options, Output};
use gangwei::testing::template::OutputKind;
use gangwei::testing::tree;
use gangwei::testing::world::World;

use crate::docx::{check, outline};
use crate::golden::{self, suite};
use crate::office;

/// A project in memory.
pub struct Project(pub BTreeMap<String, Arc<[u8]>>);

impl World for Project {
    fn files(&self) -> io::Result<Vec<String>> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        self.0.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

pub fn project(files: &[(&str, &str)]) -> Project {
    Project(files.iter().map(|&(path, text)| (path.to_owned(), text.as_bytes().into())).collect())
}

pub fn sample() -> Project {
    folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"))
}

/// The files of a folder.
pub fn folder(folder: &Path) -> Project {
    fn add(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Arc<[u8]>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                add(&entry.path(), &format!("{path}/"), files);
            } else {
                files.insert(path, fs::read(entry.path()).unwrap().into());
            }
        }
    }
    let mut files = BTreeMap::new();
    add(folder, "", &mut files);
    Project(files)
}

fn options(kinds: &[OutputKind], only: Option<&str>) -> Options {
    Options {
        formats: vec![Format::Docx, Format::Pdf],
        kinds: kinds.to_vec(),

        only: only.map(str::to_owned),
        ..Options::default()
    }
}

fn build(world: &Project, kinds: &[OutputKind]) -> Vec<Output> {
    let outcome = pipeline::collect(world, &options(kinds, None));
    let mut found = outcome.report.diagnostics.clone();
    found.retain(|finding| finding.severity != diag::Severity::Note);
    let messages = diag::render(&found, &outcome.report.sources, diag::Format::Short, Lang::En, false);
    assert_eq!(messages, "");
    outcome.value.expect("outputs")
}

fn handbook(world: &Project) -> tree::Document {
    pipeline::trees(world, &options(&[OutputKind::Handbook], None)).value.expect("trees").remove(0)
}

/// The handbook for outside judges: `sample.docx`, and what its tables say in `sample.json`.
fn save(document: &tree::Document, docx: &[u8]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("sample.docx"), docx).unwrap();
    fs::write(folder.join("sample.json"), outline::outline_of(document).to_json().to_string()).unwrap();
}

#[test]
fn the_sample_reads_back_from_its_docx() {
    let world = sample();
    let outputs = build(&world, &[OutputKind::Handbook]);
    let docx = outputs.iter().find(|output| output.path.ends_with(".docx")).expect("a DOCX");
    assert_eq!(docx.path, "岗位职责说明书.docx");
    assert_eq!(check::check_package(&docx.bytes), Vec::<String>::new());
    let document = handbook(&world);
    let wanted = outline::outline_of(&document);
    assert!(wanted.0.len() > 100, "{} tables", wanted.0.len());
    assert_eq!(outline::outline_of_package(&docx.bytes), wanted);
    office::own::assert_reads_as(&docx.bytes, &document, &wanted);
    assert_eq!(outline::read_back(&docx.bytes), wanted.without_headers());
    save(&document, &docx.bytes);
}

#[test]
fn equal_input_gives_equal_bytes_on_any_number_of_threads() {
    let world = sample();
    let kinds = [OutputKind::Handbook, OutputKind::Department, OutputKind::Position];
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| build(&world, &kinds))
    };
    let (one, eight) = (on(1), on(8));
    assert_eq!(one.len(), 2 * (1 + 8 + 28));
    for (a, b) in one.iter().zip(&eight) {
        assert_eq!(a.path, b.path);
        assert!(a.bytes == b.bytes, "{} differs", a.path);
    }
}

/// Trees of single sheets, one file each.
#[test]
fn sheets_have_their_golden_trees() {
    let world = sample();
    for title in ["法务专员", "结构设计工程师", "生产部经理", "采购员"] {
        let only = format!("*/{title}");
        let dump = pipeline::dump_tree(&world, &options(&[OutputKind::Position], Some(&only)))
            .value
            .expect("a tree");
        golden::assert_text(&suite(&format!("sample/{title}.tree")), &dump);
    }
}

/// Everything that the tree says in one place: its paragraphs' texts.
pub fn texts(document: &tree::Document) -> Vec<String> {
    fn add(blocks: &[tree::Block], texts: &mut Vec<String>) {
        for block in blocks {
            match block {
                tree::Block::Section(section) => add(&section.blocks, texts),
                tree::Block::Paragraph(paragraph) => texts.push(paragraph.text()),
                tree::Block::Table(table) => {
                    table.rows().flat_map(|row| &row.cells).for_each(|cell| add(&cell.blocks, texts))
                }
                tree::Block::List(list) => list.items.iter().for_each(|item| add(&item.blocks, texts)),
                tree::Block::Rule(_) => {}
            }
        }
    }
    let mut texts = Vec::new();
    document.parts.iter().for_each(|part| add(&part.blocks, &mut texts));
    texts
}

#[test]
fn data_is_plain_text() {
    let awkward = [
        "<b>不是标记</b>",
        "{{ handbook.title }} {% raw %}",
        "A &amp; B &nbsp; &#65;",
        "100 % 的\"引号\"和'单引号'",
        "Cafe\u{301} 与 e\u{301}le\u{300}ve",
        "两个  空格   三个",
        "]]> <!-- --> <?php",
    ];
    let duties: String =
        awkward.iter().map(|text| format!("  - {}\n", serde_json::to_string(text).unwrap())).collect();
    let world = project(&[("测试部/甲.yaml", &format!("岗位名称: 甲\n岗位职责:\n{duties}"))]);
    let texts = texts(&handbook(&world));
    for text in awkward {
        assert!(texts.iter().any(|found| found == text), "{text:?} not in {texts:#?}");
    }
    build(&world, &[OutputKind::Handbook]);
}

#[test]
fn duties_are_numbered_without_a_hole() {
    let duties: String = (1..=500).map(|n| format!("    - 第{n}项\n")).collect();
    let world = project(&[("甲.yaml", &format!("title: 甲\nresponsibilities:\n  主要工作:\n{duties}"))]);
    let texts = texts(&handbook(&world));
    let numbers: Vec<&String> =
        texts.iter().filter(|text| text.starts_with("职责") && text.len() > 6).collect();
    for (place, wanted) in [
        (9, "职责十"),
        (10, "职责十一"),
        (19, "职责二十"),
        (20, "职责二一"),
        (98, "职责九九"),
        (99, "职责一百"),
        (499, "职责五百"),
    ] {
        let found =
            numbers.iter().filter(|text| !text.starts_with("职责概括") && !text.starts_with("职责描述"));
        assert_eq!(found.clone().nth(place).map(|text| text.as_str()), Some(wanted));
    }
    let outputs = build(&world, &[OutputKind::Handbook]);
    assert!(outputs.iter().all(|output| output.pages > 10), "{:?}", outputs[0].pages);
}

#[test]
fn what_no_cell_or_page_holds_is_split() {
    let word = "https://example.com/".to_owned() + &"abcdefghij".repeat(30);
    let tall = "这一条标准很长。".repeat(600);
    let world = project(&[(
        "甲.yaml",
        &format!(
            "title: 甲\ncode: {word}\nresponsibilities:\n  - description: {tall}\n    standard: {word}\n  - {{description: 后一条, standard: 也有}}\n"
        ),
    )]);
    let outputs = build(&world, &[OutputKind::Handbook]);
    assert!(outputs.iter().all(|output| output.pages > 2));
}
