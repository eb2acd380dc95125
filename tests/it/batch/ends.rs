//! Runs that a signal ends: every file that has its name is whole, and the next run completes the rest.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::process::{Child, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use super::{Sandbox, documents};

const BATCH: [&str; 4] = ["build", "project", "--per", "position"];
/// Two files for each position.
const POSITIONS: usize = 60;

/// What is made if nothing disturbs.
fn undisturbed(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    sandbox.run(&[&BATCH[..], &["-o", "clean", "-q"]].concat());
    let clean = documents(sandbox, "clean");
    assert_eq!(clean.len(), 2 * POSITIONS);
    clean
}

/// A build that has written so many files, and goes on.
pub(super) fn underway(sandbox: &Sandbox, files: usize) -> Child {
    let mut command = sandbox.command(&[&BATCH[..], &["-j", "1", "--lang", "en"]].concat());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    while documents_of(sandbox).len() < files {
        assert!(child.try_wait().unwrap().is_none(), "it was done before it could be disturbed");
        thread::sleep(Duration::from_millis(1));
    }
    child
}

fn documents_of(sandbox: &Sandbox) -> Vec<String> {
    let mut files = sandbox.files("dist");
    files.retain(|file| !file.starts_with('.'));
    files
}

/// Every file that stands in its place is as it should be; says how many do.
fn all_whole(sandbox: &Sandbox, clean: &BTreeMap<String, Vec<u8>>) -> usize {
    let files = documents_of(sandbox);
    for file in &files {
        let bytes = fs::read(sandbox.path(&format!("dist/{file}"))).unwrap();
        assert!(bytes == clean[file], "{file} is not whole");
    }
    files.len()
}

/// The next build makes what is missing and clears away what was left.
fn completes(sandbox: &Sandbox, clean: &BTreeMap<String, Vec<u8>>) {
    sandbox.run(&[&BATCH[..], &["-q"]].concat());
    // Temporary files would be among them.
    assert!(documents(sandbox, "dist") == *clean);
}

#[cfg(unix)]
#[test]
fn a_killed_build_leaves_whole_files_and_the_next_completes_it() {
    let sandbox = super::generated(POSITIONS);
    let clean = undisturbed(&sandbox);
    for files in [1, 30, 90] {
        fs::remove_dir_all(sandbox.path("dist")).ok();
        let mut child = underway(&sandbox, files);
        child.kill().unwrap();
        child.wait().unwrap();
        let left = all_whole(&sandbox, &clean);
        assert!((files..2 * POSITIONS).contains(&left), "{left} files");
    }
    completes(&sandbox, &clean);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_build_in_order() {
    use rustix::process::{Pid, Signal, kill_process};
    let sandbox = super::generated(POSITIONS);
    let clean = undisturbed(&sandbox);
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        fs::remove_dir_all(sandbox.path("dist")).ok();
        let child = underway(&sandbox, 20);
        kill_process(Pid::from_child(&child), signal).unwrap();
        let output = child.wait_with_output().unwrap();
        let status: ExitStatus = output.status;
        assert_eq!(status.code(), Some(code));
        let told = "interrupted; the files that were written are whole\n";
        assert_eq!(String::from_utf8(output.stderr).unwrap(), told);
        let left = all_whole(&sandbox, &clean);
        assert!((20..2 * POSITIONS).contains(&left), "{left} files");
        assert!(!sandbox.path("dist/.gangwei").exists());
    }
    completes(&sandbox, &clean);
}

#[test]
fn what_a_dead_process_left_goes_and_what_a_living_one_makes_stays() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    for name in ["dead.lock", "dead-x.part", "living.lock", "living-x.part"] {
        sandbox.write(&format!("dist/.gangwei/{name}"), "");
    }
    let held = File::open(sandbox.path("dist/.gangwei/living.lock")).unwrap();
    held.lock().unwrap();
    sandbox.build(&[]).exits(0);
    assert_eq!(sandbox.files("dist/.gangwei"), ["living-x.part", "living.lock"]);
    drop(held);
    sandbox.build(&[]).exits(0).says("unchanged");
    assert_eq!(sandbox.files("dist"), ["手册.docx", "手册.pdf"]);
}
