//! Diagnostics as a whole: the catalogue against the sources and the pipeline, its table, SARIF
//! against its schema, carets by display width, the languages, and `gangwei explain`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use gangwei::diag::catalogue::{self, Example, Explanation};
use gangwei::diag::{
    self, Code, Diagnostic, Edit, Format, Lang, Place, Severity, Sources, Span, Text, width,
};
use gangwei::testing::characters::is_han;
use gangwei::testing::pipeline::{self, Options, Report};
use gangwei::testing::template::{Folder, SetChoice};
use gangwei::{Memory, World};
use rayon::prelude::*;
use regex::Regex;

use crate::golden::{self, suite};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn has_han(text: &str) -> bool {
    text.contains(is_han)
}

/// Every file below a folder with one of these ends.
fn collect(folder: &Path, ends: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(collect(&path, ends));
        } else if ends.iter().any(|end| path.to_str().unwrap().ends_with(end)) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The codes that the sources name, outside unit tests.
fn codes_of_sources() -> BTreeSet<String> {
    let code = Regex::new(r"Code::([EW]\d{3})").unwrap();
    let sources =
        collect(&root().join("src"), &[".rs"]).into_iter().filter(|path| !path.ends_with("tests.rs"));
    let mut codes = BTreeSet::new();
    for path in sources {
        let text = fs::read_to_string(path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        codes.extend(code.captures_iter(text).map(|found| found[1].to_owned()));
    }
    codes
}

#[test]
fn every_code_is_told() {
    let told = codes_of_sources();
    let never_told: Vec<_> = Code::ALL.iter().filter(|code| !told.contains(code.name())).collect();
    assert!(never_told.is_empty(), "told nowhere: {never_told:?}");
}

#[test]
fn explanations_are_in_order_and_say_something_in_both_languages() {
    let mut codes = BTreeSet::new();
    for chapter in catalogue::chapters() {
        let of_chapter: Vec<Code> = chapter.explanations.iter().map(|explanation| explanation.code).collect();
        assert!(of_chapter.is_sorted(), "{of_chapter:?}");
        for Explanation { code, title, cause, cure, example, .. } in &chapter.explanations {
            assert!(codes.insert(*code), "{code}");
            for (zh, en) in [title, cause, cure] {
                assert!(has_han(zh), "{code}: {zh}");
                // It may name Chinese keys and samples, but is made of English words.
                let letters = en.matches(|c: char| c.is_ascii_alphabetic()).count();
                assert!(letters > 2 * en.matches(is_han).count() && en.contains(' '), "{code}: {en}");
                assert!(!zh.contains("  ") && !en.contains("  "), "{code}: two spaces");
            }
            for text in [title.0, title.1] {
                assert!(width(text) <= 50 && !text.ends_with(['。', '.']), "{code}: {text}");
            }
            assert!(cause.0.ends_with(['。', '）']) && cure.0.ends_with(['。', '）']), "{code}");
            if let Some(Example { wrong, right }) = example {
                assert!(wrong != right && wrong.ends_with('\n') && right.ends_with('\n'), "{code}");
            }
        }
    }
}

/// An example's project, with what it leaves out because it does not matter.
fn project(code: Code, text: &str) -> Memory {
    let mut files: BTreeMap<&str, &str> = Example::files(text).into_iter().collect();
    if files.keys().any(|path| path.starts_with("templates/own/")) {
        files.entry("handbook.yaml").or_insert("模板: own\n");
        files
            .entry("templates/own/template.yaml")
            .or_insert("name: own\nparts:\n- {file: position.html, each: position}\n");
        files.entry("templates/own/style.css").or_insert("");
        files.entry("templates/own/position.html").or_insert("<h1>{{ position.title }}</h1>\n");
    }
    // E018 is about a project that has none.
    let without = files.keys().all(|path| *path == "handbook.yaml" || path.starts_with("templates/"));
    if without && code != Code::E018 {
        files.insert("市场部/销售员.yaml", "岗位名称: 销售员\n");
    }
    Memory::from_iter(files)
}

/// What is told of an example.
fn try_example(explanation: &Explanation, text: &str) -> Report {
    let world = project(explanation.code, text);
    let is_of_set = explanation.code.severity() == Severity::Warning && !explanation.code.is_weighable();
    if !is_of_set {
        let needs_layout = !explanation.code.name().starts_with("E0");
        return pipeline::check(&world, &Options::default(), needs_layout);
    }
    let own = world.files().unwrap().into_iter().filter_map(|path| {
        let bytes = world.read(&path).unwrap();
        Some((path.strip_prefix("templates/own/")?.to_owned(), bytes))
    });
    let folder = Folder { display: "own".to_owned(), files: own.collect() };
    pipeline::check_set(&world, &SetChoice::Folder(folder))
}

#[test]
fn every_example_shows_its_code_and_mends_it() {
    let rules: Vec<&Explanation> =
        catalogue::explanations().filter(|explanation| explanation.example.is_some()).collect();
    let wrong: Vec<String> = rules
        .par_iter()
        .filter_map(|explanation| {
            let example = explanation.example?;
            let [wrong, right] = [example.wrong, example.right].map(|text| try_example(explanation, text));
            let has =
                |report: &Report| report.diagnostics.iter().any(|finding| finding.code == explanation.code);
            let told = |report: &Report| {
                diag::render(&report.diagnostics, &report.sources, Format::Short, Lang::En, false)
            };
            let errors = right.diagnostics.iter().filter(|finding| finding.is_error()).count();
            let good = has(&wrong) && !has(&right) && errors == 0;
            (!good).then(|| format!("{}\nwrong:\n{}right:\n{}", explanation.code, told(&wrong), told(&right)))
        })
        .collect();
    assert!(rules.len() > 40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_of_codes_is_current() {
    golden::assert_text(&root().join("docs/codes.md"), &catalogue::table());
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains("(docs/codes.md)"), "README does not lead to the table");
}

/// Findings with everything that a finding can have.
fn full() -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::new();
    let (a, b): (Arc<str>, Arc<str>) = ("市场部/甲 一.yaml".into(), "/tmp/乙%.yaml".into());
    sources.insert(a.clone(), "市场部/甲 一.yaml", "岗位名称: 甲，\n岗位编号: A1\n".into());
    sources.insert(b.clone(), "/tmp/乙%.yaml", "岗位编号: A1\n".into());
    let span = Span { start: 17, end: 20 };
    let place = Place { path: b.clone(), span: Some(Span { start: 14, end: 16 }) };
    let findings = vec![
        Diagnostic::new(Code::W201, Text::new("编号重复", "the code is there twice"))
            .at(&a, span)
            .with_label(Text::new("这里", "here"))
            .with_help(Text::new("改掉", "change it"))
            .with_related(place, Text::new("先用的", "used first"))
            .with_edit(Edit { path: a.clone(), span, text: "。".into() })
            .with_edit(Edit { path: b, span: Span { start: 0, end: 0 }, text: "# ".into() }),
        Diagnostic::new(Code::E001, Text::new("读不了", "cannot be read")).in_file(&a),
        Diagnostic::new(Code::E403, Text::new("没有岗位", "no position")),
        Diagnostic::new(Code::E020, Text::new("部门重复", "a department stands twice")).at(&a, span),
    ];
    (findings, sources)
}

/// The schema that the crate serde-sarif carries, wherever cargo keeps it.
fn sarif_schema() -> serde_json::Value {
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    // What other platforms need need not be there.
    let version = Command::new(&cargo).arg("-vV").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let arguments = ["metadata", "--offline", "--format-version", "1", "--filter-platform", host];
    let output = Command::new(cargo).current_dir(root()).args(arguments).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let manifest = Path::new(package["manifest_path"].as_str().unwrap());
    let text = fs::read_to_string(manifest.with_file_name("src").join("schema.json")).unwrap();
    // A slip of the standard's own file: by the letter of ECMA-262 this bracket is no pattern.
    serde_json::from_str(&text.replace("[a-zA-Z]{2}]?$", r"[a-zA-Z]{2}\\]?$")).unwrap()
}

#[test]
fn sarif_logs_are_valid() {
    let validator = jsonschema::validator_for(&sarif_schema()).unwrap();
    let (findings, sources) = full();
    for lang in [Lang::Zh, Lang::En] {
        for findings in [&findings[..], &[]] {
            let text = diag::render(findings, &sources, Format::Sarif, lang, false);
            let log: serde_json::Value = serde_json::from_str(&text).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&log)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{errors:#?}\n{text}");
            serde_json::from_str::<serde_sarif::sarif::Sarif>(&text).unwrap();
        }
    }
    let wrong = serde_json::json!({"version": "2.1.0", "runs": [{"tool": {}}]});
    assert!(!validator.is_valid(&wrong), "the schema refuses nothing");
}

/// The first line of carets that a finding of `marked` in the text shows: where it begins, and its width.
fn carets(text: &str, marked: &str) -> (usize, usize) {
    let path: Arc<str> = "a.yaml".into();
    let start = text.find(marked).unwrap();
    let mut sources = Sources::new();
    sources.insert(path.clone(), "a.yaml", text.into());
    let finding = Diagnostic::new(Code::E011, Text::new("错", "wrong"))
        .at(&path, Span { start, end: start + marked.len() });
    let shown = diag::render(&[finding], &sources, Format::Human, Lang::En, false);
    let line = shown.lines().find(|line| line.contains('^')).unwrap_or_else(|| panic!("{shown}"));
    let below = line.split_once("| ").unwrap().1;
    (below.find('^').unwrap(), below.matches('^').count())
}

#[test]
fn carets_stand_under_what_is_seen() {
    for (text, marked, column, columns) in [
        ("岗位定员: -2\n", "-2", 10, 2),
        ("a: 市场部\n", "市场", 3, 4),
        ("\tx: 1\n", "x", 4, 1),
        ("a:\t\t甲\n", "甲", 10, 2),
        ("cafe\u{301}: 1\n", "1", 6, 1),
        ("e\u{301}: x\n", "e\u{301}", 0, 1),
        ("ｆｕｌｌ: 1\n", "1", 10, 1),
        ("“引”: 1\n", "1", 6, 1),
        ("👍: 1\n", "1", 4, 1),
        // Emoji sequences are shown as their parts, which every terminal shows as wide as they are.
        ("👨\u{200d}👩\u{200d}👧: 1\n", "1", 8, 1),
        ("☺\u{fe0f}: 1\n", "1", 3, 1),
        ("\u{feff}岗位: 1\n", "1", 6, 1),
        ("\u{feff}岗位: 1\n", "岗位", 0, 4),
        ("a: 1\r\nb: 2\r\n", "2", 3, 1),
        ("a: 1\r\n", "1", 3, 1),
        // Hidden characters are shown by their numbers: <U+200B>.
        ("a\u{200b}b: 1\n", "1", 12, 1),
        ("a\u{202e}b: 1\n", "\u{202e}", 1, 8),
        ("a\u{1b}[2Jb: 1\n", "1", 8, 1),
        // The first of several lines, to its end; and what has no width.
        ("一: 二\n三: 四\n", "二\n三", 4, 2),
        ("a: 1\n", "", 0, 1),
        ("a: 1", "1", 3, 1),
        ("", "", 0, 1),
    ] {
        assert_eq!(carets(text, marked), (column, columns), "{text:?} {marked:?}");
    }
}

/// A long line is cut around the carets; the place is still that of the file, once.
#[test]
fn long_lines_are_cut_and_their_places_right() {
    let path: Arc<str> = "a.yaml".into();
    for (text, marked, place) in [
        (format!("备注: {}: 坏{}\n", "好".repeat(200), "好".repeat(200)), "坏", "a.yaml:1:207"),
        ("\u{200b}备注: 甲: 乙\n".to_owned(), "乙", "a.yaml:1:9"),
        (format!("备注: {}", "坏".repeat(900)), "坏坏", "a.yaml:1:5"),
    ] {
        let mut sources = Sources::new();
        sources.insert(path.clone(), "a.yaml", text.as_str().into());
        let start = text.find(marked).unwrap();
        let finding = Diagnostic::new(Code::E011, Text::new("错", "wrong"))
            .at(&path, Span { start, end: start + marked.len() });
        let shown = diag::render(&[finding], &sources, Format::Human, Lang::En, false);
        assert!(shown.contains(&format!(" --> {place}\n")) && !shown.contains(":::"), "{shown}");
        let line = shown.lines().find(|line| line.starts_with("1 |")).unwrap();
        let below = shown.lines().find(|line| line.contains('^')).unwrap();
        let column = width(below.split('^').next().unwrap());
        assert!(width(line) <= 160 && width(line.split(marked).next().unwrap()) == column, "{shown}");
    }
    let nowhere = Diagnostic::new(Code::E018, Text::new("错", "wrong")).with_help(Text::new("改", "mend it"));
    let shown = diag::render(&[nowhere], &Sources::new(), Format::Human, Lang::En, false);
    assert_eq!(shown, "error[E018]: wrong\n = help: mend it\n\n");
}

#[test]
fn control_characters_of_names_do_not_reach_a_workflow() {
    let path: Arc<str> = "a\u{1b}[2J.yaml".into();
    let finding = Diagnostic::new(Code::E011, Text::new("错", "wrong")).in_file(&path);
    let shown = diag::render(&[finding], &Sources::new(), Format::Github, Lang::En, false);
    assert!(!shown.contains('\u{1b}') && shown.contains("a␛[2J.yaml"), "{shown:?}");
}

#[test]
fn what_ends_a_run_early_is_told_to_programs_too() {
    for (arguments, code, exit) in
        [(&["check", "no-such-folder"][..], "E406", 2), (&["check", "--formt", "pdf"], "E406", 2)]
    {
        let output = gangwei(&[], &[arguments, &["--message-format", "json"]].concat());
        let line: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
        assert_eq!((line["code"].as_str(), output.status.code()), (Some(code), Some(exit)));
        let output = gangwei(&[], &[&["--message-format=sarif"], arguments].concat());
        let log: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
        assert_eq!(log["runs"][0]["results"][0]["ruleId"], code);
    }
}

#[test]
fn codes_are_found_by_number_and_by_word() {
    assert!(explained(&[("LANG", "zh_CN.UTF-8")], &["204"]).contains("[W204]"));
    let output = gangwei(&[("LANG", "zh_CN.UTF-8")], &["explain", "重复"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("W201  ") && output.status.code() == Some(2), "{told}");
}

#[test]
fn places_at_the_ends_of_lines_and_files_are_shown() {
    let path: Arc<str> = "a.yaml".into();
    for (text, start, end, line) in [
        ("a: 1\nb: 2\n", 4, 5, 1),
        ("a: 1\nb: 2\n", 10, 10, 3),
        ("a: 1", 4, 4, 1),
        ("", 0, 0, 1),
        ("\r\n", 0, 2, 1),
    ] {
        let mut sources = Sources::new();
        sources.insert(path.clone(), "a.yaml", text.into());
        let finding = Diagnostic::new(Code::E011, Text::new("错", "wrong")).at(&path, Span { start, end });
        let shown = diag::render(&[finding], &sources, Format::Human, Lang::Zh, false);
        assert!(shown.contains(&format!(" --> a.yaml:{line}:")), "{text:?} {start}\n{shown}");
    }
}

/// Messages of the suites: Chinese ones have Han, English ones have words that are not.
#[test]
fn messages_are_in_their_language() {
    let suite = suite("");
    let message = Regex::new(r"(?m)(?:error|warning)\[[EW]\d{3}\]: (.*)$").unwrap();
    let names = Regex::new(r"`[^`]*`|“[^”]*”|'[^']*'|\([^)]*\)").unwrap();
    let word = Regex::new(r"\b[a-z]{2,}\b").unwrap();
    let mut seen = 0;
    for path in collect(&suite, &[".zh"]) {
        for found in message.captures_iter(&fs::read_to_string(&path).unwrap()) {
            seen += 1;
            assert!(has_han(&names.replace_all(&found[1], "")), "{}: {}", path.display(), &found[1]);
        }
    }
    for path in collect(&suite, &[".short", ".en"]) {
        for found in message.captures_iter(&fs::read_to_string(&path).unwrap()) {
            seen += 1;
            let words = names.replace_all(&found[1], "");
            let (words, marks) = (word.find_iter(&words).count(), words.contains(['，', '；', '。']));
            assert!(words >= 2 && !marks, "{}: {}", path.display(), &found[1]);
        }
    }
    assert!(seen > 100, "the suites were not found");
}

/// Runs `gangwei` with these variables of the locale and no others.
fn gangwei(variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gangwei"));
    ["LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"].iter().for_each(|name| _ = command.env_remove(name));
    command.envs(variables.iter().copied()).args(arguments).output().unwrap()
}

fn explained(variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let output = gangwei(variables, &[&["explain"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn messages_follow_the_first_locale_variable_that_is_set() {
    for (variables, chinese) in [
        (&[("LANG", "zh_CN.UTF-8")][..], true),
        (&[("LANG", "zh_TW")], true),
        (&[("LC_MESSAGES", "zh_CN"), ("LANG", "en_US.UTF-8")], true),
        (&[("LC_ALL", "zh_CN.UTF-8"), ("LC_MESSAGES", "en_US"), ("LANG", "C")], true),
        (&[("LC_ALL", ""), ("LANG", "zh_CN")], true),
        (&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], false),
        (&[("LC_MESSAGES", "en_US.UTF-8"), ("LANG", "zh_CN.UTF-8")], false),
        (&[("LANG", "en_US.UTF-8")], false),
        (&[("LANG", "C")], false),
        (&[], false),
    ] {
        let told = explained(variables, &["E301"]);
        assert_eq!(told.starts_with("错误[E301]"), chinese, "{variables:?}: {told}");
        assert!(explained(variables, &["--lang", "en", "E301"]).starts_with("error[E301]"));
        assert!(explained(variables, &["--lang", "zh", "E301"]).starts_with("错误[E301]"));
    }
}

#[test]
fn codes_are_explained_in_whatever_case_and_number() {
    let told = explained(&[], &["e012", "W501"]);
    assert!(told.starts_with("error[E012]: ") && told.contains("\nwarning[W501]: "), "{told}");
    assert!(told.contains("\n    岗位定员: 两人\n") && told.contains("checks: {W501: off}"), "{told}");
    let list = explained(&[], &["--lang", "zh"]);
    assert!(
        catalogue::explanations()
            .all(|explanation| list.contains(&format!("  {}  {}\n", explanation.code, explanation.title.0)))
    );
    let output = gangwei(&[], &["explain", "E031"]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(error.contains("E031") && error.contains("did you mean `E"), "{error}");
    assert!(output.stdout.is_empty());
}

#[test]
fn explanations_fit_a_terminal() {
    let codes: Vec<&str> = catalogue::explanations().map(|explanation| explanation.code.name()).collect();
    for lang in ["zh", "en"] {
        let told = explained(&[], &[&["--lang", lang], &codes[..]].concat());
        let wide: Vec<&str> =
            told.lines().filter(|line| !line.starts_with("    ") && width(line) > 80).collect();
        assert!(wide.is_empty(), "{wide:#?}");
    }
}

#[test]
fn rules_are_also_told_to_programs() {
    let told = explained(&[], &["--message-format", "json", "W201", "E102"]);
    let rules: Vec<serde_json::Value> =
        told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rules.len(), 2);
    assert_eq!((&rules[0]["severity"], &rules[0]["checks"]), (&"warning".into(), &true.into()));
    assert_eq!(rules[1]["example"]["wrong"][0]["path"], "templates/own/position.html");
}

#[test]
fn a_sarif_log_is_whole_and_alone() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.yaml"), "岗位名称: 销售员\n").unwrap();
    let project = dir.path().to_str().unwrap();
    let output = gangwei(&[], &["check", "--no-layout", "--message-format", "sarif", project]);
    let log: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert!(log["runs"][0]["results"].is_array());
}

/// What is found, each with the only file that it is shown at.
fn sarif_results(arguments: &[&str]) -> Vec<(String, String)> {
    let output = gangwei(&[], &[arguments, &["--message-format", "sarif"]].concat());
    let log: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    let told = |result: &serde_json::Value| {
        let [location] = result["locations"].as_array().unwrap().as_slice() else { panic!("{result}") };
        let artifact = &location["physicalLocation"]["artifactLocation"]["uri"];
        (result["ruleId"].as_str().unwrap().to_owned(), artifact.as_str().unwrap().to_owned())
    };
    log["runs"][0]["results"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn every_sarif_result_has_a_location() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    let project = root.join("project");
    fs::create_dir(&project).unwrap();
    let (handbook, output) = (project.join("handbook.yaml"), root.join("out"));
    let [project, handbook, output] = [&project, &handbook, &output].map(|path| path.to_str().unwrap());
    let at_handbook = |code: &str| (code.to_owned(), format!("file://{handbook}"));
    assert_eq!(sarif_results(&["check", "--no-layout", project]), [at_handbook("E018")]);

    fs::create_dir(Path::new(project).join("a")).unwrap();
    let position = Path::new(project).join("a/a.yaml");
    fs::write(&position, "title: a\n").unwrap();
    let build = ["build", project, "-o", output, "--format", "pdf", "--per", "position"];
    let check = [&build[..], &["--check"]].concat();
    let of_output = || {
        let mut found = sarif_results(&check);
        found.retain(|(code, _)| code.starts_with("E41"));
        found
    };
    assert_eq!(of_output(), [at_handbook("E412")]);
    gangwei(&[], &build);
    fs::write(&position, "title: a\nsummary: b\n").unwrap();
    assert_eq!(of_output(), [at_handbook("E413")]);
    fs::write(&position, "title: c\n").unwrap();
    assert_eq!(of_output(), [at_handbook("E412"), at_handbook("E414")]);
}
