//! Disks and folders that fail: a clear error for each file, exit code 3, the others written, nothing by half.

use std::fs;

use super::Sandbox;
use crate::sandbox::Run;

#[test]
fn a_file_that_cannot_be_written_does_not_keep_the_others_from_it() {
    let sandbox = Sandbox::with_positions(&["甲", "乙", "丙"]);
    fs::create_dir_all(sandbox.path("dist/市场部/甲.pdf")).unwrap();
    sandbox.write("dist/市场部/乙.docx", "old");
    let mut permissions = fs::metadata(sandbox.path("dist/市场部/乙.docx")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(sandbox.path("dist/市场部/乙.docx"), permissions).unwrap();
    let run = sandbox.build(&["--per", "position", "--message-format", "short"]).exits(3);
    let told: Vec<&str> = run.err.lines().filter(|line| line.contains("E407")).collect();
    assert_eq!(
        told,
        [
            "error[E407]: dist/市场部/乙.docx could not be written: the file is read-only; allow writing first; \
             give the right to it, or close the program that has it open (such as Word), and run it again",
            "error[E407]: dist/市场部/甲.pdf could not be written: a folder has this name; \
             move away what stands there, or choose another folder with -o",
        ]
    );
    assert_eq!(fs::read(sandbox.path("dist/市场部/乙.docx")).unwrap(), b"old");
    assert_eq!(
        sandbox.files("dist"),
        ["市场部/丙.docx", "市场部/丙.pdf", "市场部/乙.docx", "市场部/乙.pdf", "市场部/甲.docx"]
    );
}

#[test]
fn an_output_folder_that_cannot_be_is_told_once() {
    let sandbox = Sandbox::with_positions(&["甲", "乙", "丙"]);
    sandbox.write("file", "");
    for folder in ["file", "file/below"] {
        let run = sandbox.build(&["--per", "position", "-o", folder, "--message-format", "short"]).exits(3);
        assert_eq!(run.err.matches("E407").count(), 1, "{}", run.err);
    }
    assert_eq!(fs::read(sandbox.path("file")).unwrap(), b"");
}

#[cfg(unix)]
#[test]
fn two_documents_in_one_place_are_an_error_of_the_second() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    sandbox.write("project/财务部/甲.yaml", "岗位名称: 甲\n职责概括: 另一个\n");
    fs::create_dir_all(sandbox.path("dist/市场部")).unwrap();
    std::os::unix::fs::symlink("市场部", sandbox.path("dist/财务部")).unwrap();
    let run = sandbox.build(&["--per", "position", "--format", "docx"]).exits(3);
    let run = run.says("dist/财务部/甲.docx could not be written: two files have this place");
    assert_eq!(run.err.matches("E407").count(), 1, "{}", run.err);
}

/// As a full disk does, a limit on file sizes stops a file in its middle.
#[cfg(unix)]
#[test]
fn a_file_that_does_not_fit_leaves_nothing_half_written() {
    let sandbox = Sandbox::with_positions(&["甲", "乙"]);
    let text = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳";
    sandbox
        .write("project/templates/tiny/position.html", &format!("<p>{{{{ position.title }}}}{text}</p>\n"));
    sandbox.write("dist/市场部/甲.pdf", "old");
    let gangwei = env!("CARGO_BIN_EXE_gangwei");
    // A DOCX of this set takes some 8 KB, a PDF with the glyphs of this text more than 10.
    let script =
        format!("ulimit -f 20; exec '{gangwei}' build project --template tiny --per position --lang en");
    let mut command = std::process::Command::new("sh");
    let run = Run::of(command.current_dir(sandbox.dir.path()).args(["-c", &script]).output().unwrap());
    let run = run.exits(3).says("dist/市场部/乙.pdf could not be written: it is too large").says("ulimit");
    assert_eq!(run.err.matches("E407").count(), 2, "{}", run.err);
    assert_eq!(sandbox.files("dist"), ["市场部/乙.docx", "市场部/甲.docx", "市场部/甲.pdf"]);
    assert_eq!(fs::read(sandbox.path("dist/市场部/甲.pdf")).unwrap(), b"old");
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_taken_away_midway_is_told() {
    use rustix::process::{Pid, Signal, kill_process};
    let sandbox = super::generated(60);
    let child = super::ends::underway(&sandbox, 1);
    let pid = Pid::from_child(&child);
    kill_process(pid, Signal::STOP).unwrap();
    fs::rename(sandbox.path("dist"), sandbox.path("elsewhere")).unwrap();
    kill_process(pid, Signal::CONT).unwrap();
    let run = Run::of(child.wait_with_output().unwrap()).exits(3);
    run.says("dist could not be written: the output folder was taken away while documents were being made");
}

/// Nothing outside the output folder is written, whatever links lie in it; the folder itself may be one.
#[cfg(unix)]
#[test]
fn links_in_the_output_folder_are_not_written_through() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::with_positions(&["甲", "乙"]);
    sandbox.write("other/kept.pdf", "kept");
    fs::create_dir_all(sandbox.path("real/市场部")).unwrap();
    symlink("real", sandbox.path("dist")).unwrap();
    symlink("../other/kept.pdf", sandbox.path("dist/手册.pdf")).unwrap();
    symlink("nowhere.docx", sandbox.path("dist/手册.docx")).unwrap();
    symlink("../../other/kept.pdf", sandbox.path("dist/市场部/甲.pdf")).unwrap();
    let arguments = ["--per", "handbook,position", "--message-format", "short"];
    let run = sandbox.build(&[&arguments[..], &["--check"]].concat()).exits(4);
    assert!(
        run.err.contains("dist/手册.pdf is stale") && run.err.contains("dist/市场部/乙.pdf is missing"),
        "{}",
        run.err
    );
    sandbox.build(&arguments).exits(0);
    assert_eq!(fs::read(sandbox.path("other/kept.pdf")).unwrap(), b"kept");
    for file in ["手册.pdf", "手册.docx", "市场部/甲.pdf"] {
        assert!(fs::symlink_metadata(sandbox.path("real").join(file)).unwrap().is_file(), "{file} gives way");
    }
    assert!(!sandbox.path("dist/nowhere.docx").exists());
    sandbox.build(&[&arguments[..], &["--check"]].concat()).exits(0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_out_of_the_output_folder_is_refused() {
    use std::os::unix::fs::symlink;
    for target in ["../other", "../nowhere", "/tmp"] {
        let sandbox = Sandbox::with_positions(&["甲"]);
        fs::create_dir_all(sandbox.path("other")).unwrap();
        fs::create_dir_all(sandbox.path("dist")).unwrap();
        symlink(target, sandbox.path("dist/市场部")).unwrap();
        for check in [&[][..], &["--check"]] {
            let arguments =
                [&["--per", "handbook,position", "--format", "docx", "--message-format", "short"], check]
                    .concat();
            let run = sandbox.build(&arguments).exits(3);
            run.says("dist/市场部/甲.docx could not be ")
                .says("its folder is a link that leads out of the output folder");
        }
        assert!(sandbox.path("dist/手册.docx").is_file(), "the others are written");
        assert_eq!(sandbox.files("other"), [""; 0]);
        assert!(!sandbox.path("nowhere").exists());
    }
}

#[cfg(unix)]
#[test]
fn neither_the_manifest_nor_the_folder_for_temporary_files_is_a_link() {
    use std::os::unix::fs::symlink;
    for (link, code) in [("manifest.json", "E415"), ("manifest.1-of-2.json", "E415"), (".gangwei", "E407")] {
        let sandbox = Sandbox::with_positions(&["甲"]);
        fs::create_dir_all(sandbox.path("other")).unwrap();
        fs::create_dir_all(sandbox.path("dist")).unwrap();
        sandbox.write("other/manifest.json", "{\"manifest\": 1, \"outputs\": [], \"findings\": []}");
        let target = if link == ".gangwei" { "../other" } else { "../other/manifest.json" };
        symlink(target, sandbox.path("dist").join(link)).unwrap();
        let run = sandbox.build(&["--message-format", "json"]).exits(3);
        assert!(run.err.contains(code), "{link}: {}", run.err);
        let names = |folder: &str| fs::read_dir(sandbox.path(folder)).unwrap().count();
        assert_eq!((names("other"), names("dist")), (1, 1), "nothing is written");
    }
}
