//! Stories of the stages `yaml` and `model`: each folder of `tests/suite/model` is a project with
//! what comes of it.
//!
//! `project/` is read; then `expected.zh` and `expected.en` hold the messages, each in all five
//! renderings, and `expected.json` the model as templates see it, where nothing is an error.
//! `GANGWEI_BLESS=1` accepts what comes out.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gangwei::diag::{Format, Lang, render};
use gangwei::model::{Handbook, Loaded, load};
use gangwei::world::World;
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
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/model");
    let mut cases: Vec<PathBuf> = fs::read_dir(suite).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

/// Compares with the file, or writes it. An empty text is a file that is not there.
fn check(file: &Path, actual: &str, wrong: &mut Vec<String>) {
    let expected = fs::read_to_string(file).unwrap_or_default();
    if expected == actual {
        return;
    }
    if std::env::var_os("GANGWEI_BLESS").is_some() {
        if actual.is_empty() {
            fs::remove_file(file).unwrap()
        } else {
            fs::write(file, actual).unwrap()
        }
        return;
    }
    wrong.push(format!("{}\n--- expected\n{expected}--- actual\n{actual}", file.display()));
}

/// The messages in every rendering, each under its name.
fn all_renderings(loaded: &Loaded, lang: Lang) -> String {
    if loaded.diagnostics.is_empty() {
        return String::new();
    }
    let formats = [
        ("human", Format::Human),
        ("short", Format::Short),
        ("json", Format::Json),
        ("github", Format::Github),
        ("sarif", Format::Sarif),
    ];
    let sections = formats.map(|(name, format)| {
        let text = messages(loaded, format, lang);
        format!("======== {name}\n{}\n", text.trim_end())
    });
    sections.concat()
}

#[test]
fn every_project_comes_out_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let loaded = load(&Memory::folder(&case.join("project")));
        check(&case.join("expected.zh"), &all_renderings(&loaded, Lang::Zh), &mut wrong);
        check(&case.join("expected.en"), &all_renderings(&loaded, Lang::En), &mut wrong);
        let sound = !loaded.diagnostics.iter().any(|diagnostic| diagnostic.is_error());
        let dump = serde_json::to_string_pretty(&loaded.handbook).unwrap() + "\n";
        check(&case.join("expected.json"), if sound { &dump } else { "" }, &mut wrong);
    }
    assert!(cases().len() > 20, "the suite is not there");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn all_texts(handbook: &Handbook) -> Vec<&gangwei::model::Str> {
    let departments = handbook.departments.iter().flat_map(|department| department.texts());
    let positions = handbook.positions().flat_map(|position| position.texts());
    handbook.texts().into_iter().chain(departments).chain(positions).collect()
}

/// A text that is typed on one line without escapes stands in the source as it stands in the model.
#[test]
fn every_text_knows_where_it_was_written() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/model/every-key-chinese");
    let loaded = load(&Memory::folder(&case.join("project")));
    let mut compared = 0;
    for text in all_texts(&loaded.handbook) {
        if text.span == Default::default() {
            continue;
        }
        let source = &loaded.sources.text(&text.path).unwrap()[text.span.start..text.span.end];
        assert!(source.contains(text.as_str()), "{source:?} is not {:?}", text.as_str());
        compared += 1;
    }
    assert!(compared > 60, "{compared}");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_still_checked() {
    let mut world = Memory::new(&[("b.yaml", "岗位定员: 1\n".as_bytes())]);
    world.0.insert("a.yaml".into(), None);
    let loaded = load(&world);
    assert!(loaded.unreadable);
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
    let huge = vec![b' '; gangwei::yaml::MAX_FILE + 1];
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
        assert_eq!(loaded.diagnostics.last().unwrap().code, "E019");
    }
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
const PIECES: [&str; 40] = [
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
    for text in all_texts(&loaded.handbook) {
        let source = loaded.sources.text(&text.path);
        assert!(source.is_none_or(|source| source.get(text.span.start..text.span.end).is_some()));
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
    }
    assert!(!messages(&loaded, Format::Human, Lang::Zh).contains('\0'));
    let blamed = loaded.handbook.positions().next().is_some() || !loaded.diagnostics.is_empty();
    assert!(blamed, "neither a position nor a mistake");
}
