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
    sandbox.write("dist/市场部/甲.pdf", "old");
    let gangwei = env!("CARGO_BIN_EXE_gangwei");
    // A DOCX of this set takes some 5 KB, a PDF more than 5.6.
    let script =
        format!("ulimit -f 11; exec '{gangwei}' build project --template tiny --per position --lang en");
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

/// `/dev/shm` is another disk where it is there; elsewhere the link is an ordinary one.
#[cfg(unix)]
#[test]
fn a_folder_on_another_disk_is_written_whole_too() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    let shm = std::path::Path::new("/dev/shm");
    let other = if shm.is_dir() { tempfile::tempdir_in(shm) } else { tempfile::tempdir() }.unwrap();
    fs::create_dir(sandbox.path("dist")).unwrap();
    std::os::unix::fs::symlink(other.path(), sandbox.path("dist/市场部")).unwrap();
    sandbox.build(&["--per", "position"]).exits(0);
    let names = || fs::read_dir(other.path()).unwrap().count();
    assert_eq!(names(), 2, "no temporary file is left");
    assert!(fs::read(other.path().join("甲.docx")).unwrap().starts_with(b"PK"));
    assert!(!sandbox.path("dist/.gangwei").exists());
}
