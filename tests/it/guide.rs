//! `gangwei` without a word, at a terminal: what a double click shows.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use super::sandbox::Sandbox;

/// Runs at a terminal where somebody types these lines; gives what it shows, and the exit code.
fn at_terminal(sandbox: &Sandbox, arguments: &[&str], locale: &str, typed: &str) -> (String, i32) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let slave = Path::new(std::ffi::OsStr::from_bytes(name.to_bytes()));
    let slave = OpenOptions::new().read(true).write(true).open(slave).unwrap();
    let mut command = sandbox.command(arguments);
    command.env("TERM", "xterm").env("LC_ALL", locale);
    command.stdin(slave.try_clone().unwrap()).stdout(slave.try_clone().unwrap()).stderr(slave);
    let mut child = command.spawn().unwrap();
    drop(command);
    let mut terminal = File::from(master);
    terminal.write_all(typed.as_bytes()).unwrap();
    let mut shown = Vec::new();
    // Where the last writer is gone, a terminal reports an error in place of an end.
    terminal.read_to_end(&mut shown).ok();
    let code = child.wait().unwrap().code().unwrap();
    (String::from_utf8(shown).unwrap().replace('\r', ""), code)
}

#[test]
fn somebody_who_has_nothing_gets_a_handbook_and_its_documents() {
    let sandbox = Sandbox::new();
    let (shown, code) = at_terminal(&sandbox, &[], "zh_CN.UTF-8", "我的手册\n\n");
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("这里还没有手册。\n输入名称（如 我的手册），新建一本；"), "{shown}");
    for file in ["handbook.yaml", "说明.md", "dist/岗位职责说明书.docx", "dist/岗位职责说明书.pdf"]
    {
        assert!(sandbox.path("我的手册").join(file).is_file(), "{file}: {shown}");
    }
    // What was made is offered next.
    assert!(shown.contains("这里的手册：\n  1  我的手册\n"), "{shown}");
    assert!(shown.contains("里面的公司和岗位是示例"), "{shown}");
}

#[test]
fn a_handbook_is_built_by_its_number() {
    let sandbox = Sandbox::new();
    sandbox.write("甲/handbook.yaml", "标题: 甲手册\n");
    sandbox.write("甲/部/丁.yaml", "岗位名称: 丁\n");
    sandbox.write("乙/handbook.yml", "标题: 乙手册\n");
    sandbox.write("乙/部/丁.yaml", "岗位名称: 丁\n岗位定员: 两人\n");
    sandbox.write("丙/notes.txt", "");
    let (shown, code) = at_terminal(&sandbox, &[], "C", "2\n7\n\n");
    assert!(shown.contains("The handbooks here:\n  1  乙\n  2  甲\n"), "{shown}");
    assert!(shown.contains("there is no such number"), "{shown}");
    assert_eq!(
        (code, sandbox.files("甲/dist")),
        (0, vec!["甲手册.docx".to_owned(), "甲手册.pdf".to_owned()])
    );
    // A mistake is told, and its exit code is the last word.
    let (shown, code) = at_terminal(&sandbox, &[], "zh_CN", "1\n\n");
    assert!(shown.contains("错误[E012]") && code == 1, "{code}: {shown}");
}

#[test]
fn the_current_folder_is_named_so_and_nothing_happens_by_enter_alone() {
    let sandbox = Sandbox::new();
    sandbox.write("handbook.yaml", "标题: 手册\n");
    sandbox.write("部/丁.yaml", "岗位名称: 丁\n");
    let (shown, code) = at_terminal(&sandbox, &[], "zh_CN", "\n");
    assert!(shown.contains("  1  当前文件夹\n") && code == 0, "{code}: {shown}");
    assert_eq!(sandbox.files("."), ["handbook.yaml", "部/丁.yaml"]);
    let (shown, code) = at_terminal(&sandbox, &[], "zh_CN", "1\n\n");
    assert_eq!(
        (code, sandbox.files("dist")),
        (0, vec!["手册.docx".to_owned(), "手册.pdf".to_owned()]),
        "{shown}"
    );
}

#[test]
fn a_folder_s_name_does_not_command_the_terminal() {
    let sandbox = Sandbox::new();
    sandbox.write("甲\u{1b}[31m/handbook.yaml", "标题: 手册\n");
    let (shown, _) = at_terminal(&sandbox, &[], "zh_CN", "\n");
    assert!(shown.contains("  1  甲␛[31m\n") && !shown.contains('\u{1b}'), "{shown:?}");
    // Nor does a result that is shown there.
    sandbox.write("templates/x/template.yaml", "name: x\ndescription: \"红\\e[31m\"\nparts: []\n");
    sandbox.write("handbook.yaml", "标题: 手册\n");
    let (shown, _) = at_terminal(&sandbox, &["template", "list"], "zh_CN", "");
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
}

#[test]
fn a_folder_dropped_on_the_program_is_built() {
    let sandbox = Sandbox::new();
    sandbox.write("甲/handbook.yaml", "标题: 手册\n");
    sandbox.write("甲/部/丁.yaml", "岗位名称: 丁\n");
    let folder = sandbox.path("甲");
    let (shown, code) = at_terminal(&sandbox, &[folder.to_str().unwrap()], "zh_CN", "\n");
    assert_eq!((code, sandbox.files("甲/dist").len()), (0, 2), "{shown}");
    // A word that is no such folder is wrong usage, as ever.
    let (shown, code) = at_terminal(&sandbox, &["甲"], "zh_CN", "");
    assert!(shown.contains("没有命令 `甲`") && code == 2, "{code}: {shown}");
}
