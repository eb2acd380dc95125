//! `--help`, usage errors, manual pages and completions in Chinese, by `--lang zh` or the locale.

use regex::Regex;

use super::sandbox::{Run, Sandbox};

/// The words of every command, from the list on each page of help.
fn commands(sandbox: &Sandbox) -> Vec<Vec<String>> {
    let mut all = vec![Vec::new()];
    let mut next = 0;
    while let Some(words) = all.get(next).cloned() {
        let page = help(sandbox, &words);
        if let Some((_, list)) = page.split_once("\n命令:\n") {
            let lines = list.lines().take_while(|line| !line.is_empty());
            let names = lines
                .filter(|line| !line.starts_with("   "))
                .filter_map(|line| line.split_whitespace().next());
            for name in names.filter(|name| *name != "help") {
                all.push(words.iter().map(String::as_str).chain([name]).map(str::to_owned).collect());
            }
        }
        next += 1;
    }
    all
}

fn help(sandbox: &Sandbox, words: &[String]) -> String {
    let words: Vec<&str> = words.iter().map(String::as_str).chain(["--help", "--lang", "zh"]).collect();
    sandbox.run(&words).exits(0).out
}

fn in_locale(sandbox: &Sandbox, locale: &str, arguments: &[&str]) -> Run {
    Run::of(sandbox.command(arguments).env("LC_ALL", locale).output().unwrap())
}

/// Two English words in a row are a sentence, but for names and what is typed.
fn english(text: &str) -> Vec<String> {
    let words = Regex::new("[A-Za-z]{2,}(?: [A-Za-z]{2,})+").unwrap();
    let known = ["JSON Schema", "template export", "gangwei build"];
    let typed = |line: &&str| !line.starts_with("用法:");
    let found = text.lines().filter(typed).flat_map(|line| words.find_iter(line));
    found.map(|found| found.as_str().to_owned()).filter(|found| !known.contains(&found.as_str())).collect()
}

#[test]
fn every_page_of_help_is_chinese() {
    let sandbox = Sandbox::new();
    let commands = commands(&sandbox);
    assert!(commands.len() >= 19, "{commands:?}");
    for words in &commands {
        let page = help(&sandbox, words);
        assert_eq!(english(&page), [""; 0], "{words:?}: {page}");
        for word in ["Usage", "Options", "Arguments", "Commands", "default", "possible", "[OPTIONS]", "Print"]
        {
            assert!(!page.contains(word), "{words:?}: {page}");
        }
        assert!(page.contains("\n用法: gangwei") && page.contains("选项:\n"), "{words:?}: {page}");
        let wide = page.lines().filter(|line| gangwei::diag::width(line) > 80);
        assert_eq!(wide.collect::<Vec<_>>(), [""; 0]);
        // The short page is the same, and so is what `help` shows.
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(in_locale(&sandbox, "zh_CN.UTF-8", &[&words[..], &["-h"]].concat()).exits(0).out, page);
        assert_eq!(in_locale(&sandbox, "zh_CN.UTF-8", &[&["help"], &words[..]].concat()).exits(0).out, page);
    }
}

#[test]
fn a_page_of_help_names_every_option_of_the_english_one() {
    let sandbox = Sandbox::new();
    let option = Regex::new("--[a-z-]+").unwrap();
    for words in commands(&sandbox) {
        let chinese = help(&sandbox, &words);
        let words: Vec<&str> = words.iter().map(String::as_str).chain(["-h", "--lang", "en"]).collect();
        let english = sandbox.run(&words).exits(0).out;
        for name in option.find_iter(&english) {
            assert!(chinese.contains(name.as_str()), "{words:?}: {}", name.as_str());
        }
    }
}

#[test]
fn a_page_of_help_looks_so() {
    let page = help(&Sandbox::new(), &["new".to_owned(), "position".to_owned()]);
    let head = "新建一个岗位文件，填好示例；项目名称和说明用 --lang 的语言\n\n\
                用法: gangwei new position [选项] <部门/名称>\n\n参数:\n  <部门/名称>  部门和岗位名称";
    assert!(page.starts_with(head), "{page}");
    let values = "      --message-format <格式>  提示的格式 [默认: human]\n                               可选值:\n                               \
                  human   附上出错的那一行\n";
    assert!(page.contains(values), "{page}");
}

#[test]
fn english_stays_the_language_of_other_locales() {
    let sandbox = Sandbox::new();
    for run in [sandbox.run(&["build", "--help"]), in_locale(&sandbox, "de_DE.UTF-8", &["build", "--help"])] {
        let page = run.exits(0).out;
        assert!(
            page.contains("Usage: gangwei build [OPTIONS] [DIR]") && page.contains("[default: human]"),
            "{page}"
        );
    }
    let run = in_locale(&sandbox, "zh_CN.UTF-8", &["build", "--help", "--lang", "en"]).exits(0);
    assert!(run.out.contains("Usage: "), "{}", run.out);
    in_locale(&sandbox, "C", &["build", "--formt", "pdf"])
        .exits(2)
        .says("error: unexpected argument '--formt' found");
}

#[test]
fn wrong_usage_is_told_in_chinese() {
    let sandbox = Sandbox::new();
    for (arguments, told) in [
        (&["build", "--formt", "pdf"][..], "错误: 没有选项 `--formt`；是否应为 `--format`？"),
        (&["biuld"], "错误: 没有命令 `biuld`；是否应为 `build`？"),
        (&["build", "a", "b"], "错误: 多了一个 `b`"),
        (&["build", "--format", "odt"], "错误: `--format <格式>` 的值 `odt` 不对；可用：docx、pdf"),
        (&["build", "--per", "postion"], "`postion` 不对；是否应为 `position`？"),
        (&["build", "--format"], "错误: `--format <格式>` 后面缺少值；可用：docx、pdf"),
        (&["build", "-j", "0"], "错误: `--jobs <数目>` 的值 `0` 不对：要写 1 到 1024 的整数"),
        (&["build", "-j", "多"], "的值 `多` 不对：要写 1 到 1024 的整数"),
        (
            &["build", "--shard", "3/2"],
            "错误: `--shard <I/N>` 的值 `3/2` 不对：要写成 I/N 两个数，I 从 1 到 N，如 2/3",
        ),
        (&["build", "--check", "--prune"], "错误: `--check` 不能与 `--prune` 同时使用"),
        (&["build", "-q", "-v"], "错误: `--quiet` 不能与 `--verbose` 同时使用"),
        (&["build", "-q", "-q"], "错误: `--quiet` 只能写一次"),
        (&["new", "position"], "错误: 缺少 <部门/名称>"),
        (&["template", "export"], "错误: 缺少 <名称>、<文件夹>"),
        (&["new"], "用法: gangwei new [选项] <命令>"),
        (&["--lang", "zh"], "错误: `gangwei` 后面缺少命令；可用：build、watch、"),
        (&["completions", "tcsh"], "的值 `tcsh` 不对；是否应为 `zsh`？"),
    ] {
        let run = in_locale(&sandbox, "zh_CN.UTF-8", arguments).exits(2).says(told);
        assert!(
            !run.err.contains("Usage") && !run.err.contains("error") && english(&run.err).is_empty(),
            "{}",
            run.err
        );
        assert_eq!(run.out, "");
        if !arguments.contains(&"--lang") {
            let run = in_locale(&sandbox, "zh_CN.UTF-8", &[&["--lang", "en"], arguments].concat()).exits(2);
            assert!(run.err.contains("Usage") || run.err.starts_with("error: "), "{}", run.err);
        }
    }
    let run = in_locale(&sandbox, "zh_CN", &["build", "--formt"]).exits(2);
    assert_eq!(
        run.err,
        "错误: 没有选项 `--formt`；是否应为 `--format`？\n\n用法: gangwei build [选项] [文件夹]\n\n加上 --help 查看详细用法\n"
    );
    // What a program reads has the sentence alone.
    let run = sandbox.run(&["build", "--message-format=json", "--lang=zh", "--formt"]).exits(2);
    assert!(run.err.contains(r#""message":"没有选项 `--formt`；是否应为 `--format`？""#), "{}", run.err);
}

#[test]
fn without_a_word_a_script_sees_the_usage() {
    let sandbox = Sandbox::new();
    let english = sandbox.run(&[]).exits(2).says("Usage: gangwei [OPTIONS] <COMMAND>");
    assert_eq!(english.out, "");
    in_locale(&sandbox, "zh_CN.UTF-8", &[])
        .exits(2)
        .says("用法: gangwei [选项] <命令>")
        .says("新建手册或岗位");
}

#[test]
fn manual_pages_are_chinese() {
    let sandbox = Sandbox::new();
    sandbox.run(&["man", "-o", "zh", "--lang", "zh"]).exits(0).says("zh 里有");
    sandbox.run(&["man", "-o", "en", "--lang", "en"]).exits(0);
    assert_eq!(sandbox.files("zh"), sandbox.files("en"));
    let sections = Regex::new(r"(?m)^\.SH .*[A-Za-z].*$").unwrap();
    let macros = Regex::new(r"\\f[BIRP]|\\").unwrap();
    for name in sandbox.files("zh") {
        let page = std::fs::read_to_string(sandbox.path("zh").join(&name)).unwrap();
        assert_eq!(sections.find(&page).map(|found| found.as_str()), None, "{name}");
        for word in ["Possible values", "[default", "Print help", "SUBCOMMANDS"] {
            assert!(!page.contains(word), "{name}: {word}");
        }
        let text: Vec<&str> =
            page.lines().filter(|line| !line.starts_with('.') && !line.starts_with("\\fBgangwei")).collect();
        assert_eq!(english(&macros.replace_all(&text.join("\n"), "")), [""; 0], "{name}");
    }
    let page = sandbox.run(&["man", "build", "--lang", "zh"]).exits(0).out;
    for part in [".SH 名称\n", ".SH 概述\n", ".SH 选项\n", "生成文件", "[默认: human]", "附上出错的那一行"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(sandbox.run(&["man", "build", "--lang", "en"]).exits(0).out.contains(".SH NAME\n"));
}

#[test]
fn completions_are_chinese() {
    let sandbox = Sandbox::new();
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        let script = sandbox.run(&["completions", shell, "--lang", "zh"]).exits(0).out;
        for words in ["检查整本手册，不生成文件", "生成的文件放在哪个文件夹", "显示用法"]
        {
            assert!(script.contains(words), "{shell}: {words}");
        }
        assert!(!script.contains("Print help") && !script.contains("Make the documents"), "{shell}");
        let script = sandbox.run(&["completions", shell, "--lang", "en"]).exits(0).out;
        assert!(script.contains("Make the documents") && !script.contains("生成文件"), "{shell}");
    }
    // Bash shows names alone.
    let bash = |lang| sandbox.run(&["completions", "bash", "--lang", lang]).exits(0).out;
    assert_eq!(bash("zh"), bash("en"));
}

#[test]
fn a_line_of_short_is_all_chinese() {
    let sandbox = Sandbox::with_positions(&["销售员\n岗位定员: 两人\n备注: 待定"]);
    let run = sandbox.run(&["check", "project", "--no-layout", "--message-format", "short", "--lang", "zh"]);
    let run = run.exits(1).says(
        "project/市场部/0.yaml:2:7: 错误[E012]: 岗位定员必须是用数字写的整数或范围，这里是“两人”；请写成 2\n",
    );
    assert!(run.err.contains(": 警告[W218]: “待定”是占位文字"), "{}", run.err);
    for line in run.err.lines() {
        assert!(!line.contains("error") && !line.contains("warning") && !line.contains("; "), "{line}");
    }
    let run = sandbox.run(&["check", "project", "--no-layout", "--message-format", "short", "--lang", "en"]);
    run.exits(1).says(
        "error[E012]: 岗位定员 must be a whole number or a range, written in digits, found 两人; write 2\n",
    );
}
