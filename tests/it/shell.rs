//! `gangwei completions` and `gangwei man`: each knows every command, and the shells can read theirs.

use std::fs;
use std::process::Command;

use super::sandbox::Sandbox;

/// The commands that `--help` lists.
fn commands(sandbox: &Sandbox, of: &[&str]) -> Vec<String> {
    let help = sandbox.run(&[of, &["--help"]].concat()).exits(0).out;
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let lines = list.lines().take_while(|line| !line.is_empty());
    // A description that goes on stands further in.
    let names =
        lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_shell_completes_every_command() {
    let sandbox = Sandbox::new();
    let known = commands(&sandbox, &[]);
    assert!(known.len() >= 10 && known.contains(&"completions".to_owned()), "{known:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = sandbox.run(&["completions", shell]).exits(0).out;
        for word in known.iter().map(String::as_str).chain(["message-format"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
        // What zsh says of an argument is the help's own text, Chinese and all.
        assert!(shell != "zsh" || script.contains("市场部/市场专员"));
    }
    sandbox.run(&["completions", "tcsh"]).exits(2);
}

/// Bash offers what begins with the word at hand: commands, options, values.
#[cfg(unix)]
#[test]
fn bash_completes_what_is_typed() {
    let sandbox = Sandbox::new();
    let complete = |line: &[&str]| {
        let (script, last) = (sandbox.run(&["completions", "bash"]).exits(0).out, line.len() - 1);
        let words: String = line.iter().map(|word| format!(" '{word}'")).collect();
        let (now, before) = (line[last], line[last - 1]);
        let ask = format!(
            "COMP_WORDS=({words}); COMP_CWORD={last}; _gangwei gangwei '{now}' '{before}'; echo ${{COMPREPLY[*]}}"
        );
        let output = Command::new("bash").args(["-c", &format!("{script}\n{ask}")]).output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(complete(&["gangwei", "comp"]), "completions");
    assert_eq!(complete(&["gangwei", "build", "--document"]), "--document-lang");
    assert_eq!(complete(&["gangwei", "build", "--per", "dep"]), "department");
    assert_eq!(complete(&["gangwei", "template", "ex"]), "export");
}

#[test]
fn every_command_has_a_manual_page() {
    let sandbox = Sandbox::new();
    sandbox.run(&["man", "-o", "pages"]).exits(0);
    let mut expected = vec!["gangwei.1".to_owned()];
    for command in commands(&sandbox, &[]) {
        expected.push(format!("gangwei-{command}.1"));
        if ["new", "dump", "template"].contains(&&*command) {
            let below = commands(&sandbox, &[&command]);
            expected.extend(below.iter().map(|name| format!("gangwei-{command}-{name}.1")));
        }
    }
    expected.sort();
    assert_eq!(sandbox.files("pages"), expected);
    let page = |words: &[&str]| sandbox.run(&[&["man"], words].concat()).exits(0).out;
    let written = |name: &str| fs::read_to_string(sandbox.path(&format!("pages/{name}.1"))).unwrap();
    assert_eq!(page(&[]), written("gangwei"));
    assert_eq!(page(&["template", "export"]), written("gangwei-template-export"));
    assert!(page(&[]).contains("岗位职责说明书") && page(&[]).contains("gangwei\\-build(1)"));
    assert!(page(&["build"]).contains("\\-\\-document\\-lang"));
}

#[test]
fn a_page_of_no_command_is_wrong_usage() {
    let sandbox = Sandbox::new();
    sandbox.run(&["man", "biuld"]).exits(2).says("did you mean `build`?");
    sandbox.run(&["man", "template", "--lang", "zh", "x"]).exits(2).says("没有命令 `x`；可用：list");
    sandbox.run(&["man", "build", "now"]).exits(2).says("there is no command `now`");
    sandbox.run(&["man", "build", "-o", "pages"]).exits(2);
    assert_eq!(sandbox.files("."), [""; 0]);
}
