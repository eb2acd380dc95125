//! What is too large, too deep or too much is told and stopped, and nothing is read from outside the project.
//!
//! What a template may do is tested in `src/template/tests.rs`, what a file name may be in `src/pipeline/name.rs`.

use std::fs;
use std::path::Path;

use gangwei::diag::{self, Code, Format, Lang};
use gangwei::testing::model;
use gangwei::testing::pipeline::{self, Options};
use gangwei::testing::world::Memory;

use crate::sandbox::Sandbox;

/// A project of one position, with the template set `t` whose part is given.
fn world(template: &str) -> Memory {
    Memory::from_iter([
        ("handbook.yaml", "模板: t\n"),
        ("甲.yaml", "岗位名称: 甲\n"),
        ("templates/t/template.yaml", "parts: [{file: p.html, each: position}]\n"),
        ("templates/t/style.css", ""),
        ("templates/t/p.html", template),
    ])
}

/// What is told of a project, a line each.
fn told(world: &Memory) -> String {
    let report = pipeline::check(world, &Options::default(), true);
    diag::render(&report.diagnostics, &report.sources, Format::Short, Lang::En, false)
}

#[test]
fn a_project_has_no_more_than_100_000_positions() {
    let files: Memory = (0..100_001).map(|number| (format!("{number}.yaml"), "")).collect();
    let loaded = model::load(&files);
    let told: Vec<&str> = loaded.diagnostics.iter().map(|finding| &*finding.message.en).collect();
    assert_eq!(told, ["there are more than 100000 positions"]);
    assert_eq!(
        (loaded.diagnostics[0].code.name(), &*loaded.diagnostics[0].message.zh),
        ("E019", "岗位超过 100000 个")
    );
}

#[test]
fn a_part_has_no_more_than_10_000_pages() {
    let pages = "{% for a in range(101) %}{% for b in range(100) %}<p style=\"break-before: page\">x</p>\
                 {% endfor %}{% endfor %}";
    assert_eq!(
        told(&world(pages)),
        "templates/t/p.html: error[E208]: a part fills more than 10000 pages (for position 甲)\n"
    );
}

#[test]
fn elements_stand_no_deeper_than_64() {
    let deep = |depth| format!("{}x{}", "<section>".repeat(depth), "</section>".repeat(depth));
    assert_eq!(told(&world(&deep(64))), "");
    assert_eq!(
        told(&world(&deep(65))),
        "templates/t/p.html:1:577: error[E208]: elements are nested more than 64 deep (for position 甲)\n"
    );
}

/// Beyond all numbers, and told as it is written.
#[test]
fn a_number_that_is_too_large_is_not_zero() {
    for (rule, told_as) in [
        ("margin-top: 1e400mm", "1e400mm"),
        ("font-size: -1e400pt", "-1e400pt"),
        ("line-height: 1e400", "1e400"),
        ("width: 1e400%", "1e400%"),
        ("orphans: 1e400", "1e400"),
    ] {
        let mut world = world("<p>x</p>");
        world.insert("templates/t/style.css", format!("p {{ {rule} }}"));
        let told = told(&world);
        assert!(
            told.starts_with("templates/t/style.css:1:") && told.contains(&format!("`{told_as}`")),
            "{told}"
        );
    }
    let mut world = world("<p>x</p>");
    world.insert("templates/t/style.css", "p { margin-top: 1e39mm }");
    assert!(told(&world).contains("is too large"), "{}", told(&world));
    world.insert("templates/t/style.css", "p { margin-top: 1e-400mm }");
    assert_eq!(told(&world), "");
}

#[test]
fn a_picture_has_no_more_than_100_million_pixels() {
    let mut world = world("<p>\n<img src=\"a.png\" alt=\"\"/></p>");
    let mut header = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    header.extend([10_001_u32.to_be_bytes(), 10_000_u32.to_be_bytes()].concat());
    world.insert("templates/t/a.png", header);
    assert_eq!(
        told(&world),
        "templates/t/p.html:2:11: error[E213]: the picture `a.png` is too large (10001×10000 pixels) (for position 甲); \
         make it smaller or simpler\n"
    );
}

/// Without a limit each of them would end the process: minijinja compiles them by recursion.
#[test]
fn chains_that_would_overflow_the_stack_are_told() {
    for link in ["1+", "1~", "1**", "not ", "-", "1 and ", "a.", "a|", "1 if 1 else "] {
        let chain = format!("\n{{{{ {}1 }}}}", link.repeat(30_000 / link.len()));
        let told = told(&world(&chain));
        let wanted = "templates/t/p.html:2:1: error[E118]: this tag is longer than 4000 bytes\n";
        assert_eq!(told, wanted, "{link}");
    }
    let branches = format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 0 %}\n".repeat(1_001));
    assert!(
        told(&world(&branches)).contains("error[E118]: the template has more than 1000 `elif` and `else`\n")
    );
}

/// The longest chains within the limits, even on the small stack of a test.
#[test]
fn chains_within_the_limits_are_compiled() {
    let branches = format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 0 %}\n".repeat(999));
    let chain = |link: &str| format!("{{{{ {}1 }}}}", link.repeat(3_900 / link.len()));
    for template in
        [branches, chain("1+"), chain("1~"), chain("not "), chain("1 and "), chain("1 if 0 else ")]
    {
        assert_eq!(told(&world(&template)), "", "{template:.20}");
    }
}

#[test]
fn a_template_set_reads_nothing_outside_its_folder() {
    for name in ["../u/_x.html", "/etc/hostname", "templates/u/_x.html", "..\\u\\_x.html", "C:\\x.html"] {
        let mut world = world(&format!("{{% include {name:?} %}}"));
        world.insert("templates/u/_x.html", "secret");
        assert!(told(&world).contains("error[E104]: no such template file in the set"), "{name}");
    }
    for src in
        ["../u/x.png", "/etc/hostname", "file:///etc/hostname", "http://a.example/x.png", "project:../x.png"]
    {
        let world = world(&format!("<p><img src=\"{src}\" alt=\"\"/></p>"));
        assert!(told(&world).contains("error[E213]: the picture"), "{src}");
    }
    for rule in
        ["@import 'x.css';", "p { background-image: url(/etc/hostname) }", "@font-face { src: url(x.ttf) }"]
    {
        let mut world = world("<p>x</p>");
        world.insert("templates/t/style.css", rule);
        assert!(told(&world).starts_with("templates/t/style.css:1:"), "{rule}");
    }
}

#[test]
fn a_set_named_in_the_data_lies_in_the_project() {
    for name in ["../t", "/etc", "templates/../../t", "C:\\t", "..\\t"] {
        let mut world = world("<p>x</p>");
        world.insert("handbook.yaml", format!("模板: '{name}'\n"));
        assert!(told(&world).starts_with("handbook.yaml:1:5: error[E110]:"), "{name}: {}", told(&world));
    }
}

/// What fuel does not see: lists that double, and lists of lists that are looked at, in whatever way. `USE` is on the
/// second line, where each of them ends.
#[test]
fn a_template_that_takes_too_much_memory_is_ended_at_its_tag() {
    const DOUBLE: &str =
        "{% set n = namespace(s=[1]) %}{% for i in range(60) %}\n{% set n.s = n.s + n.s %}{% endfor %}";
    const NESTED: &str = "{% set n = namespace(s=['a'], t=['a']) %}{% for i in range(60) %}{% set n.s = [n.s, n.s] %}\
                          {% set n.t = [n.t, n.t] %}{% endfor %}\n";
    let uses = [
        "{% if n.s == n.t %}x{% endif %}",
        "{% if n.s < n.t %}x{% endif %}",
        "{% if n.s in [n.t] %}x{% endif %}",
        "{% set x = n.s ~ '' %}",
        "{% set x = n.s | string %}",
        "{% set x = n.s | join(',') %}",
        "{% set x = n.s | map('string') | list %}",
        "{% set x = n.s | upper %}",
        "{% set x = '%s' | format(n.s) %}",
        "{% set x = 'a' | replace('a', n.s) %}",
        "{% set x = [n.s, n.t] | sort %}",
        "{% set x = [n.s, n.t] | unique | list %}",
        "{% set x = [n.s, n.t] | max %}",
        "{% set x = [{'k': n.s}, {'k': n.t}] | groupby('k') %}",
        "{% set x = [n.s] | select('eq', n.t) | list %}",
        "{% set x = {n.s: 1} %}",
        "{% set x = n.s is eq(n.t) %}",
        "{% set x = [n.s, n.t] | batch(2) | list | string %}",
    ];
    let mut templates: Vec<(String, &str)> = vec![
        (DOUBLE.to_owned(), "2:1"),
        ("{% macro m(x, n) %}{% if n %}\n{{ m(x + x, n - 1) }}{% endif %}{% endmacro %}{{ m([1], 45) }}".to_owned(), "2:1"),
        (format!("{}{{% if s == 1 %}}{{% endif %}}", "{% set s = [1] %}\n".to_owned() + &"{% set s = s + s %}".repeat(60)), "2:"),
        ("\n{% if [[[1] * 9999] * 9999] * 9999 == [[[1] * 9999] * 9999] * 9999 %}x{% endif %}".to_owned(), "2:1"),
        ("{% set n = namespace(s={'a': 1}, t={'a': 1}) %}{% for i in range(60) %}{% set n.s = {'a': n.s, 'b': n.s} %}\
          {% set n.t = {'a': n.t, 'b': n.t} %}{% endfor %}\n{% if n.s == n.t %}x{% endif %}".to_owned(), "2:1"),
    ];
    templates.extend(uses.map(|of| (format!("{NESTED}{of}"), "2:1")));
    let sandbox = Sandbox::with_positions(&["甲"]);
    for (template, place) in templates {
        sandbox.write("project/templates/tiny/position.html", &template);
        let run = sandbox.build(&["--message-format", "short", "-j", "2"]).exits(1);
        let told = format!("project/templates/tiny/position.html:{place}");
        assert!(run.err.starts_with(&told), "{template}\n{}", run.err);
        assert!(
            run.err.contains("error[E105]: the template takes too much memory and was stopped"),
            "{template}\n{}",
            run.err
        );
        assert!(run.err.contains("(for position 市场部/甲)"), "{}", run.err);
        assert_eq!(sandbox.files("dist"), [""; 0]);
    }
    sandbox.write("project/templates/tiny/position.html", DOUBLE);
    sandbox
        .build(&["--lang", "zh"])
        .exits(1)
        .says("position.html:2:1")
        .says("模板要用的内存太多")
        .says("n.s + n.s");
    let log = sandbox.build(&["--message-format", "json"]).exits(1).err;
    assert!(log.contains("\"E105\"") && log.contains("\"line\":2"), "{log}");
}

/// What a set may rightly do with long lists.
#[test]
fn a_template_may_join_and_compare_what_its_data_hold() {
    let template = "{% set n = namespace(s=[]) %}{% for i in range(5000) %}{% set n.s = n.s + [i] %}{% endfor %}\
                    {% set text = n.s | join(',') %}{% if n.s == n.s | sort %}<p>{{ text | length }}</p>{% endif %}\
                    {% if position == department.positions[0] %}<p>x</p>{% endif %}";
    let sandbox = Sandbox::with_positions(&["甲"]);
    sandbox.write("project/templates/tiny/position.html", template);
    let run = sandbox.run(&["dump", "markup", "project", "--template", "tiny"]).exits(0);
    assert!(run.out.contains("<p>23889</p><p>x</p>"), "{}", run.out);
}

/// The engine prints, compares and joins by recursion, however deep. All positions have the same template, so that other
/// threads come to the same end meanwhile.
#[test]
fn a_template_that_uses_up_the_stack_is_ended_at_its_tag() {
    const DEEP: &str = "{% set n = namespace(x=[], y=[]) %}{% for i in range(90000) %}{% set n.x = [n.x] %}\
                        {% set n.y = [n.y] %}{% endfor %}";
    for template in [
        "{% set n = namespace() %}{% set n.x = n %}\n{{ n | string }}".to_owned(),
        format!("{DEEP}\n{{{{ n.x ~ '' }}}}"),
        format!("{DEEP}\n{{{{ n.x == n.y }}}}"),
    ] {
        let sandbox = Sandbox::with_positions(&["甲", "乙", "丙", "丁", "戊", "己"]);
        sandbox.write("project/templates/tiny/position.html", &template);
        for jobs in ["1", "2", "8"] {
            sandbox.build(&["--message-format", "short", "-j", jobs]).exits(1).says(
                "project/templates/tiny/position.html:2:1: error[E105]: the template has used up the stack and was stopped: \
                 perhaps a list is nested too deeply, or a namespace holds itself (for position 市场部/",
            );
        }
        let log = sandbox.build(&["--message-format", "json", "-j", "2"]).exits(1).err;
        assert!(log.lines().any(|line| line.starts_with('{') && line.contains("\"E105\"")), "{log}");
        assert_eq!(sandbox.files("dist"), [""; 0]);
    }
}

/// To drop such a list takes no memory, and more stack than there is: no thread survives that, but the template is named.
#[cfg(unix)]
#[test]
fn a_template_whose_list_cannot_even_be_dropped_is_named() {
    let deep = "{% set n = namespace(x=[]) %}{% for i in range(99999) %}{% set n.x = [n.x] %}{% endfor %}\
                {% for i in range(99999) %}{% set n.x = [n.x] %}{% endfor %}<p>x</p>";
    let sandbox = Sandbox::with_positions(&["甲", "乙", "丙"]);
    sandbox.write("project/templates/tiny/position.html", deep);
    let run = sandbox.build(&["--message-format", "short", "-j", "2"]);
    assert!(
        run.code == 0
            || run
                .err
                .contains("templates/tiny/position.html: error[E105]: the template has used up the stack"),
        "{}",
        run.err
    );
}

/// What else aborts the process aborts it as ever, in the middle of a template or not.
#[cfg(unix)]
#[test]
fn to_be_aborted_is_not_to_use_up_the_stack() {
    use std::os::unix::process::ExitStatusExt;
    let sandbox = Sandbox::with_positions(&["甲"]);
    // Long texts are compared without a step that costs anything.
    let slow = "{% set a = 'x' * 50000000 %}{% set b = 'x' * 50000000 %}{% for i in range(9999) %}{% if a != b %}x{% endif %}{% endfor %}";
    sandbox.write("project/templates/tiny/position.html", slow);
    let mut command = sandbox.command(&["build", "project", "--template", "tiny"]);
    let mut child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(child.try_wait().unwrap().is_none(), "it is not slow");
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-ABRT", &id]).status().unwrap().success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.signal(), Some(6), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(!String::from_utf8_lossy(&ended.stderr).contains("E105"));
}

#[test]
fn a_file_on_disk_has_no_more_than_128_mb() {
    let sandbox = Sandbox::with_positions(&["经理"]);
    sandbox.write("project/市场部/1.yaml", "");
    let file = fs::OpenOptions::new().write(true).open(sandbox.path("project/市场部/1.yaml")).unwrap();
    // Nothing of it takes room on the disk.
    file.set_len((128 << 20) + 1).unwrap();
    let run = sandbox.run(&["check", "project", "--no-layout", "--message-format", "short"]).exits(3);
    assert!(
        run.err.contains("project/市场部/1.yaml: error[E001]: cannot be read: larger than 128 MB"),
        "{}",
        run.err
    );
}

#[test]
fn folders_nest_no_deeper_than_32() {
    let sandbox = Sandbox::with_positions(&["经理"]);
    sandbox.write(&format!("project/{}x.yaml", "甲/".repeat(33)), "岗位名称: 甲\n");
    sandbox
        .run(&["check", "project", "--no-layout"])
        .exits(3)
        .says("the folders are nested more than 32 deep");
}

/// Each is refused by name, and no document has a word of what lies outside.
#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_project_are_not_followed() {
    const NO: &str = "the link leads out of the project folder";
    for (link, target, said) in [
        ("市场部/x.yaml", "secret.yaml", format!("project/市场部/x.yaml: error[E001]: cannot be read: {NO}")),
        ("handbook.yml", "secret.yaml", format!("project/handbook.yml: error[E001]: cannot be read: {NO}")),
        ("fonts/x.ttf", "secret.yaml", format!("fonts/x.ttf: error[E303]: the font cannot be read: {NO}")),
        (
            "templates/tiny/x.html",
            "secret.yaml",
            format!("templates/tiny/x.html: error[E001]: cannot be read: {NO}"),
        ),
        ("logo.png", "secret.yaml", "error[E213]: the picture `project:logo.png` cannot be read".to_owned()),
        (
            "市场部/round.yaml",
            "project/市场部/round.yaml",
            "project/市场部/round.yaml: error[E001]".to_owned(),
        ),
    ] {
        let sandbox = Sandbox::with_positions(&["经理"]);
        sandbox.write("secret.yaml", "岗位名称: 密\n");
        fs::remove_file(sandbox.path("project/handbook.yaml")).unwrap();
        if link == "logo.png" {
            let picture = "<p><img src=\"project:logo.png\" alt=\"\"/></p>";
            sandbox.write("project/templates/tiny/position.html", picture);
        }
        let path = sandbox.path("project").join(link);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(sandbox.path(target), path).unwrap();
        let run = sandbox.build(&["--message-format", "short"]).says(&said);
        assert!(run.code != 0 && !run.err.contains('密'), "{link}: {}", run.err);
        assert_eq!(sandbox.files("dist"), [""; 0], "{link}");
    }
}

#[cfg(unix)]
#[test]
fn folders_behind_links_are_read_once_and_never_outside() {
    let sandbox = Sandbox::with_positions(&["经理"]);
    sandbox.write("elsewhere/x.yaml", "岗位名称: 密\n");
    for (link, target) in [("外", "../elsewhere"), ("市场部/回", ".."), ("又", "市场部")] {
        std::os::unix::fs::symlink(target, sandbox.path("project").join(link)).unwrap();
    }
    let run = sandbox.run(&["dump", "markup", "project", "--template", "tiny"]).exits(0);
    assert!(run.out.matches("经理</p>").count() == 1 && !run.out.contains('密'), "{}", run.out);
}

/// A pipe has no end, and a device may have none.
#[cfg(unix)]
#[test]
fn pipes_are_not_read() {
    let sandbox = Sandbox::with_positions(&["经理"]);
    let pipe = sandbox.path("project/市场部/x.yaml");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
    sandbox
        .run(&["check", "project", "--no-layout", "--message-format", "short"])
        .exits(3)
        .says("project/市场部/x.yaml: error[E001]: cannot be read: not a regular file");
    fs::remove_file(sandbox.path("project/市场部/x.yaml")).unwrap();
    sandbox.write("project/handbook.yaml", "标题: 手册\n标志: logo.png\n");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(sandbox.path("project/logo.png"))
            .status()
            .unwrap()
            .success()
    );
    let run = sandbox
        .run(&["check", "project", "--no-layout", "--message-format", "short", "--lang", "en"])
        .exits(1);
    let told =
        "project/handbook.yaml:2:5: error[E213]: the logo `logo.png` cannot be read: not a regular file\n";
    assert!(run.err.starts_with(told), "{}", run.err);
}

/// Whatever the data say, documents stand in the output folder.
#[test]
fn paths_in_the_data_do_not_leave_the_output_folder() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "project/handbook.yaml",
        "标题: ../../手册\n文件名: \"../{code}/{title}\"\n部门: [../部门, 'C:\\部门', con, x.pdf]\n",
    );
    for (index, department) in ["../部门", r"C:\部门", "con", "x.pdf"].iter().enumerate() {
        let text = format!("岗位名称: /etc/passwd\n岗位编号: ..\\{index}\n所在部门: '{department}'\n");
        sandbox.write(&format!("project/{index}.yaml"), &text);
    }
    sandbox.write("project/templates/tiny/template.yaml", "parts: [{file: position.html, each: position}]\n");
    sandbox.write("project/templates/tiny/style.css", "");
    sandbox.write("project/templates/tiny/position.html", "<p>x</p>");
    sandbox.build(&["--per", "handbook,position", "--format", "docx"]).exits(0);
    assert_eq!(
        sandbox.files("dist"),
        [
            "C：＼部门/．.／..＼1／／etc／passwd.docx",
            "_con/．.／..＼2／／etc／passwd.docx",
            "x.pdf_/．.／..＼3／／etc／passwd.docx",
            "．.／..／手册.docx",
            "．.／部门/．.／..＼0／／etc／passwd.docx",
        ]
    );
}

/// The table of limits in the reference, and the constants that it tells of.
#[test]
fn the_reference_tells_the_limits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let reference = fs::read_to_string(root.join("docs/reference.md")).unwrap();
    let table =
        reference.split("## Limits on input").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    for (file, constant, text) in [
        ("yaml/limits.rs", "MAX_FILE: usize = 64 << 20", "64 MB"),
        ("yaml/limits.rs", "MAX_DEPTH: usize = 64", "64 levels"),
        ("yaml/limits.rs", "MAX_NODES: usize = 5_000_000", "5,000,000 values"),
        ("yaml/limits.rs", "ALIAS_BUDGET: usize = 16 << 20", "16 MB"),
        ("model/load.rs", "MAX_POSITIONS: usize = 100_000", "100,000 positions"),
        ("model/decode/decoder.rs", "MAX_TEXT: usize = 100_000", "100,000 characters"),
        ("model/decode/decoder.rs", "MAX_ITEMS: usize = 10_000", "10,000 items"),
        ("model/decode/decoder.rs", "MAX_MISTAKES: usize = 1_000", "1,000 of one file"),
        ("model/keys/mod.rs", "MAX_WHOLE: u32 = 1_000_000", "1,000,000"),
        ("cli/world.rs", "LARGEST: u64 = 128 << 20", "128 MB"),
        ("cli/world.rs", "MOST_FILES: usize = 200_000", "200,000 files"),
        ("cli/world.rs", "DEEPEST: usize = 32", "32 folders"),
        ("office/limits.rs", "MAX_UNPACKED: u64 = 512 << 20", "512 MB unpacked"),
        ("office/limits.rs", "MAX_RATIO: u64 = 400", "400 times its size"),
        ("office/limits.rs", "MAX_PARTS: usize = 20_000", "20,000 parts"),
        ("office/limits.rs", "MAX_DEPTH: usize = 256", "256 levels of XML"),
        ("office/limits.rs", "MAX_TABLES: usize = 16", "16 of tables"),
        ("office/limits.rs", "MAX_BLOCKS: usize = 1_000_000", "1,000,000 paragraphs"),
        ("office/limits.rs", "MAX_TEXT: usize = 64 << 20", "64 MB of text"),
        ("office/limits.rs", "MAX_COLUMNS: usize = 1024", "1,024 columns"),
        ("office/limits.rs", "MAX_AREA: usize = 16 << 20", "16,777,216 places"),
        ("template/bounds.rs", "LARGEST: usize = 1 << 20", "1 MB"),
        ("template/bounds.rs", "MOST_LINES: usize = 65_000", "65,000 lines"),
        ("template/bounds.rs", "LONGEST_LINE: usize = 65_000", "65,000 bytes"),
        ("template/bounds.rs", "LONGEST_TAG: usize = 4_000", "4,000 bytes"),
        ("template/bounds.rs", "MOST_BRANCHES: usize = 1_000", "1,000 `elif`"),
        ("template/set.rs", "LARGEST_SET: usize = 256 << 20", "256 MB"),
        ("template/render.rs", "FUEL: u64 = 2_000_000", "2,000,000"),
        ("template/render.rs", "FUEL_PER_POSITION: u64 = 500", "500 for each position"),
        ("template/render.rs", "RECURSION: usize = 200", "about 20 includes"),
        ("template/render.rs", "LONGEST: usize = 16 << 20", "16 MB"),
        ("template/render.rs", "LONGEST_PER_POSITION: usize = 2 << 10", "2 KB for each position"),
        ("template/meter.rs", "MEMORY: u64 = 512 << 20", "512 MB"),
        ("template/meter.rs", "MEMORY_PER_POSITION: u64 = 16 << 10", "16 KB for each position"),
        ("cli/pool.rs", "STACK: usize = 16 << 20", "8 MB of stack"),
        ("cli/watchdog.rs", "MOST_SECONDS: u32 = 60", "60 seconds"),
        ("markup/parse.rs", "DEPTH: usize = 64", "64 levels"),
        ("markup/parse.rs", "NODES: usize = 2_000_000", "2,000,000 elements"),
        ("markup/grid.rs", "MOST_COLUMNS: usize = 63", "63 columns"),
        ("page/paginate.rs", "MOST_PAGES: usize = 10_000", "10,000 pages"),
        ("pdf/document.rs", "MOST_OBJECTS: usize = 8_388_607", "8,388,607 objects"),
        ("picture/raster.rs", "MOST_PIXELS: u64 = 100_000_000", "100,000,000 pixels"),
        ("picture/svg.rs", "MOST_SVG_BYTES: usize = 8 << 20", "8 MB"),
        ("picture/svg.rs", "MOST_ELEMENTS: usize = 100_000", "100,000 shapes"),
        ("picture/svg.rs", "MOST_LEVELS: usize = 100", "100 levels"),
        ("picture/whole.rs", "MOST_BESIDE: usize = 16 << 20", "16 MB of colour profile"),
        ("picture/whole.rs", "MOST_SCANS: usize = 100", "100 scans"),
        ("check/fold.rs", "MOST: usize = 20", "20 places"),
        ("chart/mod.rs", "MOST_SHEETS: usize = 2000", "2,000 sheets"),
        ("tree/watermark.rs", "LONGEST: usize = 50", "50 characters"),
        ("model/keys/mod.rs", "MAX_WATERMARK: usize = 50", "50 characters"),
        ("filename.rs", "LONGEST: usize = 200", "200 bytes"),
    ] {
        let source = fs::read_to_string(root.join("src").join(file)).unwrap();
        assert!(source.contains(&format!("const {constant};")), "{file} has no {constant}");
        assert!(table.contains(text), "the reference says nothing of {constant} in {file}: {text}");
    }
    let words = table.split(|c: char| !c.is_ascii_alphanumeric());
    let is_code = |word: &&str| word.len() == 4 && word.starts_with('E') && word[1..].parse::<u16>().is_ok();
    assert!(words.filter(is_code).all(|word| word.parse::<Code>().is_ok()));
}
