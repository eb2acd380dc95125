//! Runs the real `gangwei` in folders of its own: exit codes, messages, names, and what is written.

use std::fs;
use std::process::Stdio;

use super::sandbox::{Run, Sandbox};

#[test]
fn a_handbook_is_built_in_both_formats() {
    let sandbox = Sandbox::with_positions(&["销售员", "经理"]);
    let run = sandbox.build(&[]).exits(0).says("dist/手册.docx  2 pages, ");
    assert_eq!(run.out, "");
    assert_eq!(sandbox.files("dist"), ["手册.docx", "手册.pdf"]);
    assert!(fs::read(sandbox.path("dist/手册.pdf")).unwrap().starts_with(b"%PDF"));
    assert!(fs::read(sandbox.path("dist/手册.docx")).unwrap().starts_with(b"PK"));
}

/// Names and arguments may hold what a terminal would obey.
#[test]
fn nothing_reaches_the_terminal_as_a_command() {
    let sandbox = Sandbox::with_positions(&["销售员"]);
    for (arguments, code) in [
        (&["check", "/x/\u{1b}[31my"][..], 2),
        (&["build", "project", "--only", "\u{1b}[31m"], 2),
        (&["template", "check", "\u{1b}[31m"], 2),
        (&["explain", "\u{1b}[31m"], 2),
        (&["\u{1b}[31m"], 2),
        (&["check", "--\u{1b}[31m"], 2),
    ] {
        for lang in ["zh", "en"] {
            let run = sandbox.run(&[arguments, &["--lang", lang]].concat());
            assert!(!run.err.contains('\u{1b}') && run.err.contains('␛'), "{arguments:?}: {:?}", run.err);
            run.exits(code);
        }
    }
}

#[test]
fn the_handbook_chooses_the_kind_of_archive() {
    let sandbox = Sandbox::with_positions(&["销售员"]);
    let part = |sandbox: &Sandbox| {
        sandbox.build(&["--format", "pdf"]).exits(0);
        let pdf = fs::read(sandbox.path("dist/手册.pdf")).unwrap();
        let pdf = String::from_utf8_lossy(&pdf);
        let (_, part) = pdf.split_once("<pdfaid:part>").unwrap();
        part.chars().next().unwrap()
    };
    assert_eq!(part(&sandbox), '2');
    sandbox.write("project/handbook.yaml", "标题: 手册\n部门: [市场部]\npdf: {archive: a-3a}\n");
    assert_eq!(part(&sandbox), '3');
}

#[test]
fn unchanged_files_are_not_touched() {
    let sandbox = Sandbox::with_positions(&["销售员"]);
    sandbox.build(&["-j", "1"]).exits(0);
    let state = |name: &str| {
        let metadata = fs::metadata(sandbox.path(name)).unwrap();
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let inode = 0;
        (metadata.modified().unwrap(), inode, fs::read(sandbox.path(name)).unwrap())
    };
    let before = [state("dist/手册.docx"), state("dist/手册.pdf")];
    sandbox.build(&["-j", "4"]).exits(0).says("unchanged");
    assert!(before == [state("dist/手册.docx"), state("dist/手册.pdf")]);
}

#[test]
fn outputs_are_named_for_departments_and_positions() {
    let sandbox = Sandbox::with_positions(&["司机/保管员", "销售员", "con"]);
    sandbox.build(&["--per", "handbook,department,position", "--format", "docx"]).exits(0);
    assert_eq!(
        sandbox.files("dist"),
        [
            "市场部/_con.docx",
            "市场部/司机／保管员.docx",
            "市场部/市场部岗位职责说明书.docx",
            "市场部/销售员.docx",
            "手册.docx",
        ]
    );
}

#[test]
fn equal_titles_get_the_code_or_a_number() {
    let sandbox = Sandbox::with_positions(&["销售员\n岗位编号: XS/01", "销售员", "Clerk", "销售员", "CLERK"]);
    sandbox.build(&["--per", "position", "--format", "docx"]).exits(0);
    assert_eq!(
        sandbox.files("dist/市场部"),
        ["CLERK-2.docx", "Clerk.docx", "销售员-2.docx", "销售员-XS／01.docx", "销售员.docx"]
    );
    // A file keeps its name whatever else is built.
    fs::remove_dir_all(sandbox.path("dist")).unwrap();
    sandbox.build(&["--per", "position", "--format", "docx", "--only", "xs/01"]).exits(0);
    assert_eq!(sandbox.files("dist/市场部"), ["销售员-XS／01.docx"]);
}

#[test]
fn only_selects_by_path_title_and_code() {
    let sandbox = Sandbox::with_positions(&["销售员\n岗位编号: XS-01", "经理"]);
    let dump = |only: &str| sandbox.run(&["dump", "markup", "project", "--template", "tiny", "--only", only]);
    assert!(dump("市场部/*").exits(0).out.contains("经理"));
    assert!(!dump("销*").exits(0).out.contains("经理"));
    assert!(!dump("xs-0?").exits(0).out.contains("经理"));
    dump("财务部/*").exits(2).says("E403");
    dump("[").exits(2).says("E402");
}

#[test]
fn a_handbook_of_some_positions_is_told_to_be_one() {
    let sandbox = Sandbox::with_positions(&["销售员", "经理", "店长\n状态: 撤销"]);
    let told = |arguments: &[&str]| {
        let run = sandbox.build(&[&["--format", "pdf", "--deny-warnings"], arguments].concat()).exits(0);
        run.err.contains("the handbook holds only 1 of 2 positions because of --only")
    };
    assert!(told(&["--only", "销售员"]));
    assert!(told(&["--only", "销售员", "--per", "handbook", "--per", "position"]));
    sandbox.build(&["--only", "销售员", "--lang", "zh"]).exits(0).says("手册里只有 2 个岗位中的 1 个");
    // The whole handbook, all positions by their names, and documents that are whole.
    assert!(!told(&[]));
    assert!(!told(&["--only", "市场部/*"]));
    assert!(!told(&["--only", "销售员", "--per", "position"]));
}

#[test]
fn a_value_that_the_style_sheet_cannot_use_is_one_error_of_the_handbook() {
    let sandbox = Sandbox::with_positions(&["销售员"]);
    let told = |options: &str, lang: &str| {
        let text = format!("标题: 手册\n部门: [市场部]\n版式参数:\n{options}");
        sandbox.write("project/handbook.yaml", &text);
        let short = ["check", "project", "--no-layout", "--message-format", "short", "--lang", lang];
        let run = sandbox.run(&short).exits(1);
        let lines = run.err.lines().filter(|line| line.contains("error[") || line.contains("错误["));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        told("  accent: 蓝色\n", "zh"),
        ["project/handbook.yaml:4:11: 错误[E115]: 版式参数 `accent` 不能是 `蓝色`；\
             应为：颜色，如 #1f4e79、rgb(31, 78, 121) 或 black"]
    );
    let both = told("  base_size: 大号\n  shade: tan\n  line: '#12'\n", "en");
    assert_eq!(both.len(), 2, "{both:#?}");
    assert!(
        both[0]
            .starts_with("project/handbook.yaml:4:14: error[E115]: parameter `base_size` cannot be `大号`")
    );
    assert!(both[1].starts_with("project/handbook.yaml:6:9: error[E115]: parameter `line` cannot be `#12`"));
    // A sheet that is wrong by itself is to blame for itself.
    sandbox.write("project/templates/tiny/style.css", "p { font-size: 12pt; color: wrong }\n");
    let own = told("  accent: 蓝色\n模板: tiny\n", "en");
    assert!(own[0].contains("E114"), "{own:#?}");
    assert!(own[1].starts_with("project/templates/tiny/style.css:1:29: error[E224]"), "{own:#?}");
}

/// By path they would stand the other way round.
#[test]
fn who_leads_a_department_stands_first_everywhere() {
    let sandbox = Sandbox::with_positions(&[]);
    // Parts that a small handbook does without.
    let parts = "版式参数: {contents: true, department_pages: true, staffing: true}";
    sandbox.write("project/handbook.yaml", &format!("标题: 手册\n部门: [总经办, 生产部]\n{parts}\n"));
    sandbox.write("project/总经办/总经理.yaml", "岗位名称: 总经理\n");
    for (title, superior) in
        [("仓管员", "调度员"), ("调度员", "部长"), ("质检员", "部长"), ("部长", "总经理")]
    {
        let text = format!("岗位名称: {title}\n直接上级: {superior}\n");
        sandbox.write(&format!("project/生产部/{title}.yaml"), &text);
    }
    let order = ["部长", "调度员", "仓管员", "质检员"];
    let in_order = |text: &str| {
        let places: Vec<_> = order.iter().map(|title| text.find(&format!(">{title}"))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {text}");
    };
    let markup = sandbox.run(&["dump", "markup", "project", "--template", "standard"]).exits(0).out;
    let (_, contents) = markup.split_once("<nav").unwrap();
    let (contents, rest) = contents.split_once("</nav>").unwrap();
    in_order(contents);
    let (staffing, sheets) = rest.split_once("各岗位定员").unwrap().1.split_once("</table>").unwrap();
    in_order(staffing);
    let (_, department) = sheets.split_once("生产部").unwrap();
    in_order(department.split_once("岗位设置").unwrap().1.split_once("</table>").unwrap().0);
    // A part of the handbook has the order of the whole.
    sandbox.write("project/handbook.yaml", "标题: 手册\n部门: [总经办, 生产部]\n");
    let part =
        sandbox.run(&["dump", "markup", "project", "--template", "tiny", "--only", "*员"]).exits(0).out;
    assert!(part.find("调度员") < part.find("仓管员") && part.find("仓管员") < part.find("质检员"), "{part}");
    // An explicit order is the author's own.
    sandbox.write("project/生产部/质检员.yaml", "岗位名称: 质检员\n直接上级: 部长\n序号: 1\n");
    let all = sandbox.run(&["dump", "markup", "project", "--template", "tiny"]).exits(0).out;
    assert!(all.find("质检员") < all.find("部长"), "{all}");
}

#[test]
fn a_withdrawn_position_is_in_no_output() {
    let sandbox = Sandbox::with_positions(&["销售员\n状态: 撤销", "经理"]);
    let run = sandbox.run(&["dump", "markup", "project", "--template", "tiny"]).exits(0);
    assert!(run.out.contains("经理") && !run.out.contains("销售员"), "{}", run.out);
    sandbox.build(&["--only", "销售员"]).exits(2).says("withdrawn");
}

#[test]
fn input_errors_exit_1_and_write_nothing() {
    let sandbox = Sandbox::with_positions(&["销售员\n岗位定员: -2", "经理"]);
    sandbox.build(&[]).exits(1).says("project/市场部/0.yaml:2:");
    assert_eq!(sandbox.files("dist"), [""; 0]);
}

#[test]
fn template_errors_point_at_the_template() {
    let sandbox = Sandbox::with_positions(&["销售员", "经理"]);
    let position = "project/templates/tiny/position.html";
    let short = |sandbox: &Sandbox| sandbox.build(&["--message-format", "short"]);
    sandbox.write(position, "<p>\n  {{ position.titel }}</p>\n");
    short(&sandbox).exits(1).says(&format!(
        "{position}:2:6: error[E102]: `position.titel` is undefined (for position 市场部/销售员 and 1 more); \
         did you mean `title`?"
    ));
    sandbox.write(position, "<p>{{ position.title }}</p>\n{% for x in %}\n");
    short(&sandbox).exits(1).says(&format!("{position}:2:")).says("E101");
    // An element that is not in the subset, beyond an expression and a Han character.
    sandbox.write(position, "<p>{{ position.title }}</p>\n<p>岗<blink>x</blink></p>\n");
    short(&sandbox).exits(1).says(&format!("{position}:2:5: ")).says("for position 市场部/销售员 and 1 more");
    sandbox.write(position, "<p>{{ position.authority }}</p>\n");
    short(&sandbox).exits(1).says(&format!("{position}:1:7: error[E106]"));
    sandbox.write(position, "{% include '../secret.html' %}\n");
    short(&sandbox).exits(1).says("E104");
    sandbox
        .write(position, "{% for i in range(10000) %}{% for j in range(10000) %}x{% endfor %}{% endfor %}\n");
    short(&sandbox).exits(1).says("E105");
    sandbox.write(position, "{% include 'position.html' %}\n");
    short(&sandbox).exits(1).says("E105");
    assert_eq!(sandbox.files("dist"), [""; 0]);
}

#[test]
fn data_is_never_markup_or_template_code() {
    let sandbox = Sandbox::with_positions(&["'<b>{{ handbook.title }}</b> & {% raw %}'"]);
    let run = sandbox.run(&["dump", "markup", "project", "--template", "tiny"]).exits(0);
    assert!(
        run.out.contains("<p>&lt;b&gt;{{ handbook.title }}&lt;/b&gt; &amp; {% raw %}</p>"),
        "{}",
        run.out
    );
}

#[test]
fn template_sets_are_found_by_name_and_by_folder() {
    let sandbox = Sandbox::with_positions(&["销售员"]);
    let build =
        |template: &str| sandbox.run(&["build", "project", "--format", "docx", "--template", template]);
    build("tinny").exits(2).says("E110").says("did you mean `tiny`?");
    build("./nowhere").exits(2).says("./nowhere");
    for (from, to) in [("template.yaml", "a/template.yaml"), ("style.css", "a/style.css")] {
        let text = fs::read_to_string(sandbox.path(&format!("project/templates/tiny/{from}"))).unwrap();
        sandbox.write(to, &text);
    }
    build("a").exits(1).says("a/template.yaml").says("E113");
    sandbox.write("a/position.html", "<p>{{ position.title }}</p>");
    build("a").exits(0);
    build("./a").exits(0);
    sandbox.write("a/template.yaml", "nmae: a\nparts: [{file: position.html}]\n");
    build("./a").exits(1).says("./a/template.yaml:1:1").says("did you mean `name`?");
    sandbox.write("project/handbook.yaml", "模板: ../a\n");
    sandbox.run(&["build", "project"]).exits(1).says("E110").says("project/handbook.yaml:1:");
}

#[test]
fn the_sets_of_a_project_are_listed() {
    let sandbox = Sandbox::with_positions(&[]);
    let empty = Sandbox::new();
    let built_in = empty.run(&["template", "list"]).exits(0).out;
    let lines: Vec<Vec<&str>> = built_in.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines[0], ["standard", "built in", "传统表格式岗位职责说明书"]);
    let names: Vec<&str> = lines.iter().map(|line| line[0]).collect();
    assert_eq!(names, ["standard", "compact", "modern", "official"]);
    assert!(lines.iter().all(|line| line.len() == 3 && !line[2].is_empty()), "{built_in}");
    let list = sandbox.run(&["template", "list", "project"]).exits(0).out;
    assert_eq!(list, format!("tiny\tproject/templates/tiny\n{built_in}"));
}

/// The built-in sets' names, as a user finds them.
fn built_in_sets() -> Vec<String> {
    let list = Sandbox::new().run(&["template", "list"]).exits(0).out;
    list.lines().filter_map(|line| line.split('\t').next()).map(str::to_owned).collect()
}

#[test]
fn an_exported_set_renders_the_same_documents() {
    for set in built_in_sets() {
        let sandbox = Sandbox::with_positions(&["销售员\n权限: [签订合同]", "经理"]);
        let folder = "project/templates/mine";
        sandbox.run(&["template", "export", &set, folder]).exits(0).says("project/templates/mine");
        let build = |template: &str, output: &str| {
            let arguments = ["build", "project", "--template", template, "-o", output, "--per"];
            sandbox.run(&[&arguments[..], &["handbook,department,position"]].concat()).exits(0);
        };
        build(&set, "built-in");
        build("mine", "mine");
        let files = sandbox.files("mine");
        assert_eq!(files.len(), 8);
        for file in &files {
            let read = |folder: &str| fs::read(sandbox.path(&format!("{folder}/{file}"))).unwrap();
            assert!(read("built-in") == read("mine"), "{set}: {file} differs");
        }
        sandbox.run(&["template", "check", folder]).exits(0).says("no faults found");
    }
}

#[test]
fn nothing_is_overwritten_by_an_export() {
    let sandbox = Sandbox::new();
    sandbox.write("mine/style.css", "own");
    sandbox.run(&["template", "export", "standard", "mine"]).exits(2).says("mine is there already");
    assert_eq!(sandbox.files("mine"), ["style.css"]);
    sandbox.write("file", "");
    sandbox.run(&["template", "export", "standard", "file"]).exits(2);
    sandbox.run(&["template", "export", "standrad", "new"]).exits(2).says("did you mean `standard`?");
    fs::create_dir(sandbox.path("empty")).unwrap();
    sandbox.run(&["template", "export", "standard", "empty"]).exits(0);
    assert!(sandbox.files("empty").contains(&"template.yaml".to_owned()));
}

#[test]
fn a_set_is_checked_by_name_and_by_folder() {
    let sandbox = Sandbox::with_positions(&[]);
    let check =
        |sandbox: &Sandbox, set: &str| sandbox.run(&["template", "check", set, "--message-format", "short"]);
    // Warnings leave the exit code alone.
    let place = "project/templates/tiny/position.html: warning[W520]: the set does not show `position.code`";
    check(&sandbox, "project/templates/tiny").exits(0).says(place);
    sandbox.write("data/templates/own/template.yaml", "parts: [{file: a.html}]");
    sandbox.write("data/templates/own/style.css", "");
    sandbox.write("data/templates/own/a.html", "<p>{{ x }}</p>");
    check(&sandbox, "own").exits(1).says("data/templates/own/a.html:1:7: error[E102]");
    check(&sandbox, "nowhere").exits(2).says("E110");
    check(&sandbox, "./nowhere").exits(2);
}

#[test]
fn own_labels_and_options_are_checked() {
    let sandbox = Sandbox::with_positions(&["销售员"]);
    sandbox.write("project/handbook.yaml", "标签: {岗位名秤: 职位}\n版式参数: {acent: red}\n模板: tiny\n");
    let run = sandbox.run(&["build", "project"]).exits(1).says("E116").says("E114");
    assert!(run.err.contains("did you mean `岗位名称`?"), "{}", run.err);
}

#[test]
fn wrong_usage_exits_2() {
    let sandbox = Sandbox::new();
    sandbox.run(&["build"]).exits(2).says("handbook.yaml");
    sandbox.run(&["build", "nowhere"]).exits(2).says("nowhere");
    sandbox.run(&["build", "--format", "odt"]).exits(2);
    sandbox.run(&["build", "-j", "0"]).exits(2);
    sandbox.run(&["bulid"]).exits(2);
    sandbox.run(&[]).exits(2);
    sandbox.run(&["--help"]).exits(0);
    let run = Sandbox::with_positions(&["经理"]);
    let output = run.command(&["build", "project"]).env("SOURCE_DATE_EPOCH", "today").output().unwrap();
    Run::of(output).exits(2).says("SOURCE_DATE_EPOCH");
}

#[test]
fn the_project_is_the_current_folder_or_data() {
    let sandbox = Sandbox::new();
    sandbox.write("data/销售部/a.yaml", "岗位名称: 甲\n");
    let dump = |sandbox: &Sandbox| sandbox.run(&["dump", "markup"]).exits(0).out;
    assert!(dump(&sandbox).contains('甲'));
    sandbox.write("handbook.yaml", "标题: 手册\n");
    sandbox.write("本部/b.yaml", "岗位名称: 乙\n");
    assert!(dump(&sandbox).contains('乙'));
}

#[cfg(unix)]
#[test]
fn unreadable_files_exit_3() {
    let sandbox = Sandbox::with_positions(&["经理"]);
    std::os::unix::fs::symlink("nowhere", sandbox.path("project/市场部/x.yaml")).unwrap();
    sandbox.build(&[]).exits(3).says("project/市场部/x.yaml");
    fs::remove_file(sandbox.path("project/市场部/x.yaml")).unwrap();
    sandbox.write("secret.yaml", "岗位名称: 密\n");
    std::os::unix::fs::symlink("../../secret.yaml", sandbox.path("project/市场部/x.yaml")).unwrap();
    sandbox.build(&[]).exits(3).says("project/市场部/x.yaml");
    assert_eq!(sandbox.files("dist"), [""; 0]);
}

/// Names out of an archive of Chinese Windows: the position would be missing from the handbook, and nobody would know.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf8_are_told_and_nothing_is_made() {
    use std::os::unix::ffi::OsStrExt;
    let name = |bytes: &'static [u8]| std::ffi::OsStr::from_bytes(bytes);
    let sandbox = Sandbox::with_positions(&["经理"]);
    let project = sandbox.path("project");
    fs::write(project.join("市场部").join(name(b"\xcf\xfa\xca\xdb\xd4\xb1.yaml")), "岗位名称: 销售员\n")
        .unwrap();
    let folder = project.join(name(b"\xb2\xc6\xce\xf1\xb2\xbf"));
    fs::create_dir_all(folder.join(name(b"\xcd\xbc"))).unwrap();
    fs::write(folder.join(name(b"\xcd\xbc")).join("会计.yml"), "岗位名称: 会计\n").unwrap();
    fs::write(project.join(name(b"caf\xe9.yml")), "岗位名称: 店员\n").unwrap();
    // What is no position's is nobody's loss.
    fs::write(project.join(name(b"\xcd\xbc.png")), "").unwrap();
    fs::create_dir(project.join(name(b"\xcd\xbc"))).unwrap();
    fs::write(project.join(name(b"\xcd\xbc")).join("甲.png"), "").unwrap();
    fs::write(project.join("templates").join(name(b"\xcd\xbc.yaml")), "").unwrap();
    fs::write(project.join(name(b".\xcd\xbc.yaml")), "").unwrap();
    for command in ["build", "check"] {
        let run = sandbox
            .run(&[command, "project", "--template", "tiny", "--message-format", "short", "--lang", "en"])
            .exits(3);
        let told: Vec<&str> = run.err.lines().filter(|line| line.contains("E021")).collect();
        assert_eq!(
            told,
            [
                r"project/\xB2\xC6\xCE\xF1\xB2\xBF: error[E021]: the folder's name is not UTF-8, so that no position in it is \
                  read, it looks like “财务部” in GBK; rename it to “财务部”; for a whole folder use `convmv -f gbk -t utf8 -r \
                  --notest FOLDER`, or unpack it anew with `unzip -O gbk ARCHIVE`",
                r"project/caf\xE9.yml: error[E021]: the file's name is not UTF-8, so that it is not read; give it another name \
                  in the file manager; it comes from an old archive or a foreign disk",
                r"project/市场部/\xCF\xFA\xCA\xDB\xD4\xB1.yaml: error[E021]: the file's name is not UTF-8, so that it is not \
                  read, it looks like “市场部/销售员.yaml” in GBK; rename it to “市场部/销售员.yaml”; for a whole folder use `convmv \
                  -f gbk -t utf8 -r --notest FOLDER`, or unpack it anew with `unzip -O gbk ARCHIVE`",
            ]
            .map(|line| line.split_whitespace().filter(|word| *word != "\\").collect::<Vec<_>>().join(" "))
        );
    }
    sandbox.run(&["check", "project", "--lang", "zh"]).exits(3).says("看来是 GBK 编码的“市场部/销售员.yaml”");
    assert_eq!(sandbox.files("dist"), [""; 0]);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let titles: Vec<String> = (0..2000).map(|number| format!("岗位{number}")).collect();
    let sandbox = Sandbox::with_positions(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    let mut command = sandbox.command(&["dump", "markup", "project", "--template", "tiny"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    Run::of(child.wait_with_output().unwrap()).exits(0);
}

#[test]
fn messages_follow_the_locale_and_lang() {
    let sandbox = Sandbox::with_positions(&["经理"]);
    let told = |variable: (&str, &str), arguments: &[&str]| {
        let arguments = [&["build", "project", "--only", "x"], arguments].concat();
        Run::of(sandbox.command(&arguments).env(variable.0, variable.1).output().unwrap()).err
    };
    assert!(told(("LANG", "zh_CN.UTF-8"), &[]).contains("没有岗位"));
    assert!(told(("LANG", "de_DE.UTF-8"), &[]).contains("no position"));
    assert!(told(("LC_ALL", "zh_CN"), &["--lang", "en"]).contains("no position"));
}

#[test]
fn a_character_without_a_font_stops_the_pdf_alone() {
    let sandbox = Sandbox::with_positions(&["销售😀员"]);
    sandbox.build(&["--message-format", "short"]).exits(1).says("project/市场部/0.yaml:1:9: error[E301]");
    assert_eq!(sandbox.files("dist"), ["手册.docx"]);
}

#[test]
fn quiet_says_nothing_of_success() {
    let sandbox = Sandbox::with_positions(&["经理"]);
    assert_eq!(sandbox.build(&["-q"]).exits(0).err, "");
}

#[test]
fn an_empty_project_says_so() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.path("project")).unwrap();
    let run = sandbox.run(&["build", "project"]);
    assert_ne!(run.code, 0, "{}", run.err);
    assert_eq!(sandbox.files("dist"), [""; 0]);
}
