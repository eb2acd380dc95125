//! `gangwei new`: projects that build at once, positions with samples or with every key, nothing overwritten.

use std::fs;

use gangwei::diag::Lang;
use gangwei::testing::model::keys::DataKey;
use gangwei::testing::model::schema::{DataFile, schema};
use gangwei::testing::model::skeleton;
use gangwei::testing::model::{APPROVAL, DUTY, HANDBOOK, KPI, POSITION, TASK};
use jsonschema::Validator;

use super::sandbox::Sandbox;
use super::schema::schema_says;

fn validator(document: DataFile, lang: Lang) -> Validator {
    jsonschema::draft7::new(
        &serde_json::from_str(&schema(document, lang, &gangwei::testing::template::known())).unwrap(),
    )
    .unwrap()
}

/// Whether a line begins with the key, in use or as a comment.
fn has_key(text: &str, key: &str) -> bool {
    let mut lines = text.lines().map(|line| line.trim_start_matches("# "));
    lines.any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
}

#[test]
fn a_new_handbook_builds_and_checks_without_a_word() {
    for (code, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        let sandbox = Sandbox::new();
        sandbox.run(&["new", "handbook", "我的手册", "--lang", code]).exits(0).says("我的手册/handbook.yaml");
        let readme = if code == "zh" { "说明.md" } else { "README.md" };
        let mut expected = [
            ".github/workflows/handbook.yml",
            ".gitignore",
            readme,
            "handbook.yaml",
            "schema/handbook.schema.json",
            "schema/position.schema.json",
            "人力资源部/人力资源专员.yaml",
            "总经理办公室/总经理.yaml",
        ];
        expected.sort_unstable();
        assert_eq!(sandbox.files("我的手册"), expected);

        let check =
            sandbox.run(&["check", "我的手册", "--deny-warnings", "--message-format", "short"]).exits(0);
        assert!(!check.err.contains("warning"), "{}", check.err);
        let build = sandbox.run(&["build", "我的手册", "--message-format", "short"]).exits(0);
        assert!(!build.err.contains("warning"), "{}", build.err);
        assert_eq!(sandbox.files("dist"), ["岗位职责说明书.docx", "岗位职责说明书.pdf"]);

        for (file, document, place) in [
            ("handbook.yaml", DataFile::Handbook, "schema/handbook.schema.json"),
            ("总经理办公室/总经理.yaml", DataFile::Position, "../schema/position.schema.json"),
            ("人力资源部/人力资源专员.yaml", DataFile::Position, "../schema/position.schema.json"),
        ] {
            let path = sandbox.path("我的手册").join(file);
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(text.lines().next(), Some(&*format!("# yaml-language-server: $schema={place}")));
            let named = fs::read_to_string(path.parent().unwrap().join(place)).unwrap();
            assert_eq!(named, schema(document, lang, &gangwei::testing::template::known()));
            assert_eq!(schema_says(&validator(document, lang), &text), [""; 0], "{file}");
        }
    }
}

/// A second page with nothing but an empty 备注 would be the first thing to be seen.
#[test]
fn the_sheets_of_a_new_handbook_end_on_their_first_page() {
    let sandbox = Sandbox::new();
    sandbox.run(&["new", "handbook", "h", "--lang", "zh"]).exits(0);
    let path = sandbox.path("h/handbook.yaml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\n页数上限: 2\n"));
    fs::write(&path, text.replace("\n页数上限: 2\n", "\n页数上限: 1\n")).unwrap();
    sandbox.run(&["check", "h", "--deny-warnings"]).exits(0);
}

#[test]
fn both_languages_describe_the_same_handbook() {
    let markup = |lang: &str| {
        let sandbox = Sandbox::new();
        sandbox.run(&["new", "handbook", "h", "--lang", lang]).exits(0);
        sandbox.run(&["dump", "markup", "h"]).exits(0).out
    };
    assert_eq!(markup("zh"), markup("en"));
}

#[test]
fn the_new_handbook_names_every_key() {
    for (code, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        let sandbox = Sandbox::new();
        sandbox.run(&["new", "handbook", "h", "--lang", code]).exits(0);
        let text = fs::read_to_string(sandbox.path("h/handbook.yaml")).unwrap();
        for key in HANDBOOK.keys {
            assert!(has_key(&text, key.name_in(lang)), "{}", key.name);
        }
        // What is commented out is right, too.
        let body = text.lines().skip_while(|line| line.starts_with('#'));
        let lines = body.filter(|line| !line.starts_with("## "));
        let all: Vec<&str> = lines.map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
        let all = all.join("\n");
        assert_eq!(schema_says(&validator(DataFile::Handbook, lang), &all), [""; 0]);
    }
}

#[test]
fn no_file_of_a_handbook_is_overwritten() {
    let sandbox = Sandbox::new();
    sandbox.write("h/handbook.yaml", "标题: 旧\n");
    sandbox.write("h/人力资源部/人力资源专员.yaml", "岗位名称: 旧\n");
    let run = sandbox.run(&["new", "handbook", "h", "--lang", "zh"]).exits(2).says("已经存在");
    assert!(run.err.contains("h/handbook.yaml、h/人力资源部/人力资源专员.yaml"), "{}", run.err);
    assert_eq!(fs::read_to_string(sandbox.path("h/handbook.yaml")).unwrap(), "标题: 旧\n");
    assert_eq!(sandbox.files("h"), ["handbook.yaml", "人力资源部/人力资源专员.yaml"]);
    // A folder with other files may become a handbook, but not one that is a handbook already.
    sandbox.write("other/notes.txt", "");
    sandbox.run(&["new", "handbook", "other"]).exits(0);
    sandbox.write("yml/handbook.yml", "");
    sandbox.run(&["new", "handbook", "yml"]).exits(2).says("yml/handbook.yml is there already");
    assert_eq!(sandbox.files("yml"), ["handbook.yml"]);
    sandbox.write("file", "");
    sandbox.run(&["new", "handbook", "file"]).exits(2).says("file is there already");
}

#[test]
fn a_new_position_is_short_filled_and_builds() {
    for (code, lang, keys) in [
        (
            "zh",
            Lang::Zh,
            ["岗位名称: 培训专员", "岗位编号: RL-02", "岗位定员: 1", "直接上级: 总经理", "岗位职责:"],
        ),
        (
            "en",
            Lang::En,
            ["title: 培训专员", "code: RL-02", "headcount: 1", "reports_to: 总经理", "responsibilities:"],
        ),
    ] {
        let sandbox = Sandbox::new();
        sandbox.run(&["new", "handbook", "h", "--lang", code]).exits(0);
        let arguments = ["new", "position", "人力资源部/培训专员", "--project", "h", "--lang", code];
        let run = sandbox.run(&arguments).exits(0);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        let text = fs::read_to_string(sandbox.path("h/人力资源部/培训专员.yaml")).unwrap();
        assert!(text.starts_with("# yaml-language-server: $schema=../schema/position.schema.json\n"));
        assert!(text.lines().count() < 45, "{text}");
        for line in keys {
            assert!(text.lines().any(|written| written == line), "{line}: {text}");
        }
        assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
        assert_eq!(schema_says(&validator(DataFile::Position, lang), &text), [""; 0], "{text}");
        sandbox.run(&["build", "h", "--only", "人力资源部/培训专员"]).exits(0);
        // Samples that nobody has changed are told, and nothing else but the staff that it adds.
        let check = sandbox.run(&["check", "h", "--message-format", "short", "--lang", "en"]).exits(0);
        let told = |line: &&str| !line.contains("W218") && !line.contains("W209");
        assert_eq!(check.err.lines().filter(|line| line.contains("[W")).find(told), None, "{}", check.err);
        assert_eq!(check.err.matches("W218").count(), 6, "{}", check.err);
        // Nothing is overwritten.
        fs::write(sandbox.path("h/人力资源部/培训专员.yaml"), "岗位名称: 培训专员\n").unwrap();
        sandbox.run(&arguments).exits(2).says("h/人力资源部/培训专员.yaml");
        let kept = fs::read_to_string(sandbox.path("h/人力资源部/培训专员.yaml")).unwrap();
        assert_eq!(kept, "岗位名称: 培训专员\n");
    }
}

/// The README, the sample data and what `new` writes call a key by the same name.
#[test]
fn keys_have_one_name_wherever_they_are_shown() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (_, example) = readme.split_once("```yaml\n岗位名称: ").unwrap();
    let example = format!("岗位名称: {}", example.split_once("```").unwrap().0);
    let sample = fs::read_to_string(root.join("data/生产部/生产计划员.yaml")).unwrap();
    let sandbox = Sandbox::new();
    sandbox.run(&["new", "handbook", "h", "--lang", "zh"]).exits(0);
    sandbox.run(&["new", "position", "人力资源部/甲", "--project", "h", "--lang", "zh"]).exits(0);
    sandbox.run(&["new", "position", "人力资源部/乙", "--project", "h", "--lang", "zh", "--full"]).exits(0);
    let file = |name: &str| fs::read_to_string(sandbox.path("h/人力资源部").join(name)).unwrap();
    let texts = [example, sample, file("人力资源专员.yaml"), file("甲.yaml"), file("乙.yaml")];
    let tables = [&POSITION, &DUTY, &TASK, &KPI];
    for key in tables.iter().flat_map(|table| table.keys) {
        for other in key.chinese.iter().skip(1) {
            let mut lines = texts.iter().flat_map(|text| text.lines());
            let line = lines.find(|line| {
                line.trim_start_matches([' ', '-', '#'])
                    .strip_prefix(other)
                    .is_some_and(|rest| rest.starts_with(':'))
            });
            assert_eq!(line, None, "{} is written {other}, and elsewhere {}", key.name, key.usual());
        }
    }
}

#[test]
fn a_new_position_follows_the_others_of_its_department() {
    let sandbox = Sandbox::new();
    let file = |name: &str| fs::read_to_string(sandbox.path("data").join(name)).unwrap();
    let new = |name: &str| sandbox.run(&["new", "position", name, "--lang", "zh"]).exits(0);
    sandbox.write("data/handbook.yaml", "部门: [生产部, 质量部]\n");
    sandbox.write(
        "data/生产部/甲.yaml",
        "- {岗位名称: 部长, 岗位编号: SC-001, 直接上级: 总经理}\n- {岗位名称: 调度员, 岗位编号: SC-009, 直接上级: 部长}\n\
         - {岗位名称: 统计员, 岗位编号: 旧7, 直接上级: 部长}\n",
    );
    new("生产部/学徒");
    let text = file("生产部/学徒.yaml");
    assert!(text.contains("岗位编号: SC-010\n") && text.contains("直接上级: 部长\n"), "{text}");
    // The superior himself is not his own, and a code that is taken is not given again.
    sandbox.write("data/质量部/乙.yaml", "- {岗位名称: 检验员, 岗位编号: SC-010, 直接上级: 部长}\n");
    fs::remove_file(sandbox.path("data/生产部/学徒.yaml")).unwrap();
    new("质量部/部长");
    assert!(file("质量部/部长.yaml").contains("直接上级:\n"), "{}", file("质量部/部长.yaml"));
    new("生产部/学徒");
    assert!(file("生产部/学徒.yaml").contains("岗位编号:\n"), "{}", file("生产部/学徒.yaml"));
    // Nothing is known of a new department.
    new("行政部/文员");
    assert!(file("行政部/文员.yaml").contains("岗位编号:\n岗位定员: 1\n直接上级:\n"));
}

#[test]
fn a_full_new_position_has_every_key_and_builds() {
    for (code, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        let sandbox = Sandbox::new();
        sandbox.run(&["new", "handbook", "h", "--lang", code]).exits(0);
        let name = "人力资源部/培训专员";
        let run =
            sandbox.run(&["new", "position", name, "--full", "--project", "h", "--lang", code]).exits(0);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        let text = fs::read_to_string(sandbox.path("h/人力资源部/培训专员.yaml")).unwrap();
        assert!(text.starts_with("# yaml-language-server: $schema=../schema/position.schema.json\n"));
        for key in POSITION.keys {
            assert!(has_key(&text, key.name_in(lang)), "{}", key.name);
        }
        sandbox.run(&["build", "h", "--only", name]).exits(0);
    }
}

/// With every example in use, the skeleton is still right, and shows every key of the tables in it.
#[test]
fn the_examples_of_a_new_position_are_right() {
    for lang in [Lang::Zh, Lang::En] {
        let text = skeleton::full("甲", None, lang);
        let body = text.lines().skip_while(|line| line.starts_with('#'));
        let lines = body.filter(|line| !line.starts_with("## "));
        let all: Vec<&str> = lines.map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
        let all = all.join("\n");
        assert_eq!(schema_says(&validator(DataFile::Position, lang), &all), [""; 0], "{all}");
        let tables = [&DUTY, &TASK, &KPI, &APPROVAL];
        let keys = tables.iter().flat_map(|table| table.keys);
        let names = |key: &DataKey| key.names().any(|name| all.contains(&format!("{name}:")));
        for key in keys {
            assert!(names(key), "{}", key.name);
        }
        let sandbox = Sandbox::new();
        sandbox.write("p/部/甲.yaml", &all);
        sandbox.run(&["build", "p", "--format", "pdf"]).exits(0);
    }
}

#[test]
fn a_title_may_be_anything_that_can_be_seen() {
    let sandbox = Sandbox::new();
    sandbox.write("data/handbook.yaml", "部门: [市场部]\n");
    for (title, file) in [
        ("主管: \"一组\" #1", "主管： ＂一组＂ #1"),
        ("null", "null"),
        ("- [x]", "- [x]"),
        (".点", "．点"),
        (r"反\斜", "反＼斜"),
    ] {
        sandbox.run(&["new", "position", &format!("市场部/{title}")]).exits(0);
        assert!(sandbox.path(&format!("data/市场部/{file}.yaml")).is_file(), "{title}");
        let markup = sandbox.run(&[
            "dump",
            "markup",
            "--only",
            &format!("**{}", title.replace(['[', ']', '\\'], "?")),
        ]);
        let escaped = title.replace('"', "&quot;");
        assert!(markup.exits(0).out.contains(&escaped), "{title}");
    }
}

#[test]
fn a_department_that_the_handbook_does_not_list_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write("data/handbook.yaml", "部门: [市场部]\n");
    let run = sandbox.run(&["new", "position", "华东/采购部/采购员", "--lang", "zh"]).exits(0);
    assert!(run.err.contains("“采购部”") && run.err.contains("- 采购部"), "{}", run.err);
    assert!(sandbox.path("data/华东/采购部/采购员.yaml").is_file());
    let run = sandbox.run(&["new", "position", "市场部/销售员"]).exits(0);
    assert!(!run.err.contains("departments"), "{}", run.err);
}

#[test]
fn a_wrong_name_makes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("data/handbook.yaml", "标题: 手册\n");
    for name in
        ["销售员", "../销售员", "/tmp/销售员", "市场部/", "templates/甲", "市场部/_甲", "市场部/甲\n乙"]
    {
        let run = sandbox.run(&["new", "position", name, "--lang", "zh"]).exits(2).says("不能用");
        assert_eq!(run.out, "");
    }
    sandbox.run(&["new", "position", "市场部/甲", "--project", "nowhere"]).exits(2).says("nowhere");
    assert_eq!(sandbox.files("."), ["data/handbook.yaml"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_is_not_written_through() {
    let sandbox = Sandbox::new();
    sandbox.write("data/市场部/乙.yaml", "岗位名称: 乙\n");
    std::os::unix::fs::symlink("elsewhere.yaml", sandbox.path("data/市场部/甲.yaml")).unwrap();
    sandbox.run(&["new", "position", "市场部/甲"]).exits(2).says("data/市场部/甲.yaml is there already");
    assert!(!sandbox.path("data/市场部/elsewhere.yaml").exists());
}
