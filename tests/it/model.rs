//! Stories of the stages `yaml` and `model`: each folder of `tests/suite/model` is a project with
//! what comes of it.
//!
//! `project/` is read; then `expected.zh` and `expected.en` hold the messages, each in all five
//! renderings, and `expected.json` the model as templates see it, where nothing is an error.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::golden::{self, suite};
use gangwei::diag::{Code, Failure, Format, Lang, catalogue, render};
use gangwei::testing::model::{Handbook, Keyed, Loaded, load};
use gangwei::testing::world::World;
use gangwei::testing::yaml::{Node, Value, parse};
use proptest::prelude::*;

/// A project in memory. A file without content cannot be read.
#[derive(Default)]
struct Memory(BTreeMap<String, Option<Vec<u8>>>);

impl Memory {
    fn new(files: &[(&str, &[u8])]) -> Memory {
        Memory(files.iter().map(|(path, bytes)| (path.to_string(), Some(bytes.to_vec()))).collect())
    }

    fn folder(root: &Path) -> Memory {
        let mut memory = Memory::default();
        memory.add(root, "");
        memory
    }

    fn add(&mut self, folder: &Path, prefix: &str) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{prefix}{}", entry.file_name().into_string().unwrap());
            if entry.path().is_dir() {
                self.add(&entry.path(), &format!("{path}/"));
            } else {
                self.0.insert(path, Some(fs::read(entry.path()).unwrap()));
            }
        }
    }
}

impl World for Memory {
    fn files(&self) -> io::Result<Vec<String>> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        match self.0.get(path) {
            Some(Some(bytes)) => Ok(bytes.as_slice().into()),
            Some(None) => Err(io::ErrorKind::PermissionDenied.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn display(&self, path: &str) -> String {
        if path.is_empty() { "data".to_owned() } else { format!("data/{path}") }
    }
}

fn messages(loaded: &Loaded, format: Format, lang: Lang) -> String {
    render(&loaded.diagnostics, &loaded.sources, format, lang, false)
}

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> =
        fs::read_dir(suite("model")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

fn all_renderings(loaded: &Loaded, lang: Lang) -> String {
    golden::all_renderings(&loaded.diagnostics, &loaded.sources, lang)
}

#[test]
fn every_project_comes_out_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let loaded = load(&Memory::folder(&case.join("project")));
        wrong.extend(golden::compare(&case.join("expected.zh"), &all_renderings(&loaded, Lang::Zh)).err());
        wrong.extend(golden::compare(&case.join("expected.en"), &all_renderings(&loaded, Lang::En)).err());
        let sound = !loaded.diagnostics.iter().any(|diagnostic| diagnostic.is_error());
        let dump = serde_json::to_string_pretty(&loaded.handbook).unwrap() + "\n";
        wrong.extend(golden::compare(&case.join("expected.json"), if sound { &dump } else { "" }).err());
    }
    assert!(cases().len() > 20, "the suite is not there");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files of a catalogue's example.
fn example(text: &str) -> Memory {
    let mut memory = Memory::default();
    let mut path = "市场部/例.yaml";
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("# ").map(str::trim_end) {
            Some(name) if name.ends_with(".yaml") => path = name,
            _ => {
                let content = memory.0.entry(path.to_owned()).or_insert_with(|| Some(Vec::new()));
                content.iter_mut().for_each(|bytes| bytes.extend(line.as_bytes()));
            }
        }
    }
    memory
}

#[test]
fn every_example_of_a_code_shows_it_and_how_to_mend_it() {
    let of_the_data = |explanation: &&catalogue::Explanation| explanation.code.name()[1..].starts_with('0');
    let mut shown = 0;
    for explanation in catalogue::explanations().filter(of_the_data) {
        let Some(catalogue::Example { wrong, right }) = &explanation.example else { continue };
        let codes: Vec<&str> =
            load(&example(wrong)).diagnostics.iter().map(|found| found.code.name()).collect();
        assert!(codes.contains(&explanation.code.name()), "{}: {codes:?}", explanation.code);
        let right = load(&example(right));
        assert!(
            right.diagnostics.is_empty(),
            "{}: {}",
            explanation.code,
            messages(&right, Format::Short, Lang::En)
        );
        shown += 1;
    }
    assert!(shown >= 15, "{shown}");
}

fn all_texts(handbook: &Handbook) -> Vec<&gangwei::testing::model::Str> {
    let departments = handbook.departments.iter().flat_map(|department| department.texts());
    let positions = handbook.positions().flat_map(|position| position.texts());
    handbook.texts().into_iter().chain(departments).chain(positions).collect()
}

/// A text that is typed on one line without escapes stands in the source as it stands in the model.
#[test]
fn every_text_knows_where_it_was_written() {
    let case = suite("model/every-key-chinese");
    let loaded = load(&Memory::folder(&case.join("project")));
    let mut compared = 0;
    for text in all_texts(&loaded.handbook) {
        if text.span() == Default::default() {
            continue;
        }
        let source = &loaded.sources.text(&text.path).unwrap()[text.span().start..text.span().end];
        assert!(source.contains(text.as_str()), "{source:?} is not {:?}", text.as_str());
        compared += 1;
    }
    assert!(compared > 60, "{compared}");
}

/// A mistake at the end of a sound file changes nothing of what stands before it, though the whole
/// file is looked over for more.
#[test]
fn mending_leaves_alone_what_is_sound() {
    let mut sample = Memory::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"));
    sample.0.retain(|path, _| path.ends_with(".yaml") && !path.contains("template"));
    let mut compared = 0;
    for (path, bytes) in &sample.0 {
        let path: Arc<str> = path.as_str().into();
        let bytes = bytes.clone().unwrap();
        let sound = parse(&path, &bytes);
        let [Node { value: Value::Map(entries), .. }] = sound.documents.as_slice() else { continue };
        let broken = parse(&path, &[bytes.as_slice(), "\n末行：错\n".as_bytes()].concat());
        assert_eq!(sound.diagnostics, []);
        assert_eq!(broken.diagnostics.len(), 1, "{path}: {:?}", broken.diagnostics);
        let [Node { value: Value::Map(mended), .. }] = broken.documents.as_slice() else { panic!("{path}") };
        assert_eq!(mended[..mended.len() - 1], entries[..], "{path}");
        compared += 1;
    }
    assert!(compared > 10, "{compared}");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_still_checked() {
    let mut world = Memory::new(&[("b.yaml", "岗位定员: 1\n".as_bytes())]);
    world.0.insert("a.yaml".into(), None);
    let loaded = load(&world);
    assert_eq!(loaded.diagnostics[0].code.failure(), Failure::Unreadable);
    assert_eq!(
        messages(&loaded, Format::Short, Lang::En),
        "data/a.yaml: error[E001]: cannot be read: permission denied\n\
         data/b.yaml:1:1: error[E010]: title (岗位名称) is missing; add `岗位名称: …` or `title: …`\n"
    );
}

#[test]
fn limits_are_errors_not_crashes() {
    let long = format!("岗位名称: 甲\n备注: {}\n", "字".repeat(100_001));
    let many = format!("岗位名称: 甲\n权限:\n{}", "- 乙\n".repeat(10_001));
    let huge = vec![b' '; gangwei::testing::yaml::MAX_FILE + 1];
    let files: [(&str, &[u8]); 3] =
        [("a.yaml", long.as_bytes()), ("b.yaml", many.as_bytes()), ("c.yaml", &huge)];
    assert_eq!(
        messages(&load(&Memory::new(&files)), Format::Short, Lang::En),
        "data/a.yaml:2:5: error[E019]: 备注 is longer than 100000 characters\n\
         data/b.yaml:3:3: error[E019]: 权限 has more than 10000 items\n\
         data/c.yaml: error[E006]: the file is too big; the limit is 64 MiB; split it into several files\n"
    );
}

#[test]
fn a_flood_of_mistakes_is_cut_short() {
    let unknown: String = (0..100_000).map(|n| format!("岗位{n}: 1\n")).collect();
    let flow = format!("[{}]", "甲,".repeat(200_000));
    for text in [unknown, flow] {
        let loaded = load(&Memory::new(&[("a.yaml", text.as_bytes())]));
        assert_eq!(loaded.diagnostics.len(), 1_001);
        assert_eq!(loaded.diagnostics.last().unwrap().code, Code::E019);
    }
}

/// Files that are all fault, of every kind: read in bounded time, told in bounded length.
#[test]
fn hostile_files_are_read_to_the_end_of_patience() {
    let pieces = [
        "：\n",
        "岗位：\n",
        "岗位:甲\n",
        "- ",
        "- \n",
        "-甲\n",
        "[",
        "{",
        "]\n",
        "\t",
        "\t甲: 乙\n",
        " \t- 甲\n",
        "&a ",
        "*a ",
        "*a\n",
        "甲: *a\n",
        "? ",
        "? \n",
        "{a: ",
        "'",
        "\"",
        "甲: '\n",
        "甲: \"\n",
        "甲: [\n",
        "甲: {乙\n",
        "甲: 乙: 丙\n",
        "甲: %\n",
        "甲: @\n",
        "甲\n",
        "甲 #乙 ",
        "甲: 乙 #丙\n",
        " #",
        "# #a\n",
        "|\n",
        "甲: |\n",
        "甲: >\n\t乙\n",
        "---\n",
        "...\n甲\n",
        "---\n'\n",
        "%\n",
        "!a ",
        "甲: !a!b 丙\n",
        "\u{feff}",
        "\u{feff}\n",
        "甲: \u{a0}乙\u{a0}\n",
        "\u{a0}",
        "\u{3000}甲: 乙\n",
        "\r",
        "甲：乙\r",
        "<<: 甲\n",
        "甲: [乙] 丙\n",
        "甲: [乙，丙]\n",
        "甲: {乙，丙: 丁}\n",
        "甲: \"\\盘\"\n",
        " 甲: 乙\n  丙: 丁\n",
        "  - 甲\n - 乙\n",
        "甲:\n1. 乙\n",
        "甲:\n  1. 乙\n",
    ];
    for piece in pieces {
        for start in ["", "岗位名称: 甲\n"] {
            let text = start.to_owned() + &piece.repeat(200_000 / piece.len());
            let loaded = load(&Memory::new(&[("a.yaml", text.as_bytes())]));
            assert!(loaded.diagnostics.len() <= 3_000, "{piece:?}: {}", loaded.diagnostics.len());
        }
    }
}

#[test]
fn what_is_too_big_is_refused_at_once() {
    let big = "岗位名称：甲\n".repeat(100 << 16);
    assert!(big.len() > 100 << 20);
    let brackets = format!("岗位名称: {}", "[".repeat(20_000));
    let loaded = load(&Memory::new(&[("a.yaml", big.as_bytes()), ("b.yaml", brackets.as_bytes())]));
    let codes: Vec<&str> = loaded.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
    assert_eq!(codes, ["E006", "E006"]);
}

#[test]
fn equal_input_gives_equal_output_however_many_threads() {
    let files: Vec<(String, String)> = (0..300)
        .map(|n| {
            (format!("部门{}/{n}.yaml", n % 7), format!("岗位名称: 岗位{n}\n序号: {}\n坏键{n}: 1\n", n % 5))
        })
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let world = Memory::new(&files);
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let loaded = pool.install(|| load(&world));
        let dump = serde_json::to_string(&loaded.handbook).unwrap();
        (dump, messages(&loaded, Format::Json, Lang::Zh))
    };
    let one = run(1);
    assert_eq!(one.1.lines().count(), 300);
    assert_eq!(one, run(4));
}

/// Bits of YAML that make random text more than noise.
const PIECES: [&str; 50] = [
    "，",
    "\u{a0}",
    "\u{3000}",
    "\n- 甲：乙",
    "\n\t- ",
    "\n -",
    "@",
    " #",
    "\r",
    "\n岗位编号：1\n",
    "岗位名称",
    "title",
    "岗位定员",
    "职责",
    "工作协作",
    "approvals",
    "departments",
    "任职资格",
    "checks",
    ": ",
    "：",
    ":",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "\r\n",
    "\t",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\"",
    "'",
    "|",
    ">",
    "&a",
    "*a",
    "<<",
    "? ",
    "!",
    "!!str ",
    "%",
    "---\n",
    "...",
    "#",
    "\u{feff}",
    "\0",
    "\u{85}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
    }

    #[test]
    fn no_pieces_of_yaml_make_it_panic(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60)
    ) {
        survives(pieces.concat().as_bytes());
    }
}

/// Loads the bytes as handbook and as position; each message must point into the text.
fn survives(bytes: &[u8]) {
    let loaded = load(&Memory::new(&[("handbook.yaml", bytes), ("部/a.yaml", bytes)]));
    for diagnostic in &loaded.diagnostics {
        let place = diagnostic.place.as_ref().unwrap();
        if let (Some(span), Some(text)) = (place.span, loaded.sources.text(&place.path)) {
            assert!(span.start <= span.end && span.end <= text.len(), "{diagnostic:?}");
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{diagnostic:?}");
        }
    }
    for edit in loaded.diagnostics.iter().flat_map(|diagnostic| &diagnostic.fix) {
        let text = loaded.sources.text(&edit.path).unwrap();
        assert!(text.get(edit.span.start..edit.span.end).is_some(), "{edit:?}");
    }
    for text in all_texts(&loaded.handbook) {
        let source = loaded.sources.text(&text.path);
        assert!(source.is_none_or(|source| source.get(text.span().start..text.span().end).is_some()));
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
    }
    assert!(!messages(&loaded, Format::Human, Lang::Zh).contains('\0'));
    let blamed = loaded.handbook.positions().next().is_some() || !loaded.diagnostics.is_empty();
    assert!(blamed, "neither a position nor a mistake");
}
