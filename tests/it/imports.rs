//! Holds the one-way imports between stages and between the files of a folder, and each outside crate to the stages
//! that own it.
//!
//! Reads the sources as text: the paths that begin with `crate::`, `super::`, `self::` or an inner module, in `use`
//! lines and elsewhere, and those that begin with a dependency's name. Unit tests inside the stages are free.

mod circles;
mod paths;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;

/// Modules that see nothing of the crate; every stage may see them.
const GROUND: &[&str] = &["characters", "filename", "hash", "index", "sync", "unit"];

/// Which stages a stage may see, beside itself and the ground. Down this list of needs, never up.
const STAGES: &[(&str, &[&str])] = &[
    ("characters", &[]),
    ("filename", &["characters"]),
    ("hash", &[]),
    ("index", &[]),
    ("sync", &[]),
    ("unit", &[]),
    ("diag", &[]),
    ("world", &[]),
    ("drawing", &[]),
    ("tree", &["drawing"]),
    ("flow", &["tree"]),
    ("picture", &["drawing", "tree"]),
    ("yaml", &["diag"]),
    ("model", &["yaml", "diag", "world"]),
    ("office", &["diag"]),
    ("amend", &["model", "yaml", "diag"]),
    ("tables", &["model", "diag"]),
    ("diff", &["model", "tables", "diag"]),
    ("workbook", &["amend", "diff", "tables", "model", "office", "diag"]),
    ("check", &["model", "diag"]),
    ("chart", &["drawing", "model", "text", "tree", "diag"]),
    ("template", &["chart", "diff", "model", "yaml", "diag", "world"]),
    ("markup", &["tree", "picture", "diag"]),
    ("text", &["drawing", "tree"]),
    ("page", &["drawing", "flow", "text", "tree"]),
    ("pdf", &["drawing", "page", "picture"]),
    ("svg", &["drawing", "page"]),
    ("import", &["amend", "diag", "model", "office", "yaml"]),
    ("docx", &["drawing", "flow", "tree", "picture"]),
    ("carried", &["amend", "docx", "model", "office", "yaml", "diag", "world"]),
    (
        "pipeline",
        &[
            "model", "check", "chart", "diff", "template", "markup", "tree", "picture", "flow", "text",
            "page", "pdf", "docx", "svg", "drawing", "carried", "workbook", "amend", "office", "yaml",
            "diag", "world",
        ],
    ),
    ("serve", &["amend", "chart", "pipeline", "model", "yaml", "diag", "world"]),
    (
        "cli",
        &["serve", "pipeline", "carried", "diff", "template", "model", "diag", "world", "import", "office"],
    ),
];

/// Which stages may use a dependency.
const CRATES: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["diag"]),
    // The server of the editor.
    ("axum", &["cli"]),
    ("getrandom", &["cli"]),
    ("tokio", &["cli"]),
    ("tokio_stream", &["cli"]),
    // Pictures inside the pages that a browser shows.
    ("base64", &["pipeline"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    // Colours are written in the arguments of charts as in style sheets.
    ("cssparser", &["markup", "chart"]),
    ("csv", &["office"]),
    // What files are called in archives of Chinese Windows, and tables of text that it wrote.
    ("encoding_rs", &["cli", "office"]),
    ("globset", &["pipeline"]),
    ("harfrust", &["text"]),
    ("icu_collator", &["template"]),
    ("icu_locale_core", &["template"]),
    ("icu_segmenter", &["text"]),
    ("indicatif", &["cli"]),
    // Pages are deflated, and what pictures carry is inflated, to see how much it is.
    ("libdeflater", &["pdf", "picture"]),
    ("libmimalloc_sys", &["allocator"]),
    ("mimalloc", &["allocator"]),
    ("minijinja", &["template"]),
    ("notify", &["cli"]),
    ("pinyin", &["docx"]),
    ("png", &["picture"]),
    ("quick_xml", &["markup", "office"]),
    // Whoever has many of a kind (files, parts, sections) spreads them over threads; the command line starts them.
    ("rayon", &["model", "check", "page", "pdf", "docx", "carried", "pipeline", "cli"]),
    // Compiled to be sure that it can be, then to match codes with.
    ("regex", &["model", "check"]),
    ("resvg", &["picture"]),
    ("rust_xlsxwriter", &["workbook"]),
    ("saphyr_parser", &["yaml"]),
    ("serde", &["serve", "model", "diag", "cli"]),
    // Every digest that is kept.
    ("sha2", &["hash"]),
    ("signal_hook", &["alarm", "cli"]),
    ("similar", &["diff"]),
    ("serde_json", &["serve", "import", "model", "diag", "pipeline", "cli"]),
    // Layout asks fonts for their glyphs, embedding for all that a file has to say of them.
    ("skrifa", &["text", "pdf"]),
    // Distances between words: of names in general, and of keys in two languages.
    ("strsim", &["diag", "model"]),
    ("subsetter", &["pdf"]),
    ("sys_locale", &["cli"]),
    ("tempfile", &["cli"]),
    ("unicode_width", &["diag"]),
    // Which characters are marks, and names in one form, whatever their marks are composed with.
    ("unicode_normalization", &["characters", "filename", "model", "pipeline"]),
    ("xmp_writer", &["pdf"]),
    ("zip", &["docx", "office"]),
    ("zune_jpeg", &["picture"]),
];

/// What touches the outside. The command line alone may, and tests.
const OUTSIDE: &[&str] = &["std::fs", "std::env", "std::process", "std::net", "SystemTime", "Instant::now"];

/// A source file: its stage and its code.
struct Source {
    stage: String,
    path: String,
    code: String,
}

#[test]
fn imports_run_one_way() {
    let sources = sources();
    let stages: BTreeSet<&str> = sources.iter().map(|source| source.stage.as_str()).collect();
    for (stage, _) in STAGES {
        assert!(stages.contains(stage), "the table names {stage}, which is gone");
    }
    // `lib.rs` shows what there is.
    let wrong: Vec<String> = sources.iter().filter(|source| source.stage != "lib").flat_map(check).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_files_of_a_folder_import_each_other() {
    let sources = sources().into_iter().map(|source| (source.path, source.code)).collect();
    let found = circles::circles(&sources);
    let found: Vec<String> =
        found.iter().map(|(circle, imports)| format!("{circle}\n    {imports}")).collect();
    assert!(found.is_empty(), "files import each other:\n{}", found.join("\n"));
}

#[test]
fn every_dependency_has_an_owner() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    // Those of single systems included; what tests use is free.
    let sections = manifest.split("\n[").filter_map(|section| section.split_once("]\n"));
    let owned = sections.filter(|(name, _)| *name == "dependencies" || name.ends_with(".dependencies"));
    let lines = owned.flat_map(|(_, section)| section.lines());
    let names = lines.filter_map(|line| Some(line.split_once(" = ")?.0.replace('-', "_")));
    let known: BTreeMap<&str, _> = CRATES.iter().copied().collect();
    for name in names {
        assert!(known.contains_key(name.as_str()), "{name} is not in the table");
    }
}

/// The checker finds what it is there to find.
#[test]
fn a_wrong_import_is_found() {
    let found = |stage: &str, code: &str| {
        check(&Source { stage: stage.into(), path: "x.rs".into(), code: strip(code) }).len()
    };
    assert_eq!(found("docx", "use crate::page::Pages;"), 1);
    assert_eq!(found("docx", "use crate::{tree::Part, page::{self, Pages}, text::Fonts};"), 2);
    assert_eq!(found("pdf", "fn f(part: &crate::tree::Part) {}"), 1);
    assert_eq!(found("page", "pub(in crate::page) fn f() {}\nuse crate::text::Fonts;"), 0);
    assert_eq!(found("text", "use crate::{\n    tree,\n    model,\n};"), 1);
    assert_eq!(found("model", "use subsetter::subset;\nlet x = zip::write();"), 2);
    assert_eq!(found("model", "let text = std::fs::read(path);"), 1);
    assert_eq!(
        found("model", "// use crate::pdf;\n/// [`crate::pdf`]\nlet a = \"crate::pdf\"; // crate::page"),
        0
    );
    assert_eq!(found("model", "#[cfg(test)]\nmod tests {\n    use crate::pdf;\n}"), 0);
    assert_eq!(found("tree", "use crate::unit::Abs;\nuse super::style;\nself::zip::x()"), 0);
    assert_eq!(found("main", "gangwei::cli::main()"), 0);
    assert_eq!(found("pipeline", "use crate::cli;"), 1);
}

/// What a file imports though it may not.
fn check(source: &Source) -> Vec<String> {
    let stages: BTreeMap<&str, &[&str]> = STAGES.iter().copied().collect();
    let mut wrong = Vec::new();
    let mut blame = |what: &str| wrong.push(format!("{} ({}) uses {what}", source.path, source.stage));
    let allowed = stages.get(source.stage.as_str()).copied().unwrap_or_default();
    let is_ground = GROUND.contains(&source.stage.as_str());
    let paths = paths::paths(&source.code).into_iter().map(|path| path.names);
    let used: BTreeSet<String> =
        paths.filter(|path| path[0] == "crate").filter_map(|path| path.into_iter().nth(1)).collect();
    for stage in used {
        let may = allowed.contains(&stage.as_str()) || !is_ground && GROUND.contains(&stage.as_str());
        if stage != source.stage && stages.contains_key(stage.as_str()) && !may {
            blame(&format!("crate::{stage}"));
        }
    }
    for (name, owners) in CRATES {
        let path = Regex::new(&format!(r"(^|[^\w:]){name}::")).unwrap();
        if path.is_match(&source.code) && !owners.contains(&source.stage.as_str()) {
            blame(name);
        }
    }
    if source.stage != "cli" && source.stage != "main" {
        OUTSIDE.iter().filter(|name| source.code.contains(**name)).for_each(|name| blame(name));
    }
    wrong
}

/// The code without comments, string literals and unit tests.
fn strip(text: &str) -> String {
    let tests = Regex::new(r"#\[cfg\([^\n]*\btest\b[^\n]*\]\nmod tests \{").unwrap();
    let code = tests.split(text).next().unwrap_or_default();
    let other = Regex::new(r##"//.*|r#"[\s\S]*?"#|"(?:[^"\\]|\\.)*"|'"'"##).unwrap();
    other.replace_all(code, " ").into_owned()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    assert!(files.len() > 30, "the sources were not found");
    files
        .into_iter()
        .filter(|path| !path.ends_with("tests.rs") && path != "testing.rs")
        .map(|path| {
            let code = strip(&fs::read_to_string(root().join("src").join(&path)).unwrap());
            let stage = path.split(['/', '.']).next().unwrap_or_default().to_owned();
            Source { stage, path, code }
        })
        .collect()
}

/// Paths below `src`, with `/`.
fn collect(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let below = path.strip_prefix(root().join("src")).unwrap();
            files.push(below.to_str().unwrap().replace('\\', "/"));
        }
    }
}
