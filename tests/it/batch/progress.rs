//! How far a build is: a bar on a terminal, taken away at the end; nothing for programs.

use super::Sandbox;

/// Enough that a build takes longer than its patience to say something.
const POSITIONS: usize = 150;

#[test]
fn there_is_no_bar_where_there_is_no_terminal() {
    let sandbox = super::generated(20);
    let run = sandbox.run(&["build", "project", "--per", "position"]);
    assert!(run.err.ends_with("40 files: 40 written, 0 unchanged\n"), "{}", run.err);
    assert!(!run.err.contains(['\r', '\u{1b}']), "{}", run.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_shows_count_rate_and_time_left() {
    let sandbox = super::generated(POSITIONS);
    let shown = on_terminal(&sandbox, &["build", "project", "--per", "position", "--format", "pdf"]);
    let bars: Vec<&str> = shown.split(['\r', '\n']).filter(|line| line.contains(" left")).collect();
    assert!(!bars.is_empty(), "{shown}");
    for bar in &bars {
        assert!(bar.contains("/150  ") && bar.contains("/s  "), "{bar}");
    }
    // Erased before the summary is told.
    let (before, summary) = shown.split_once("150 files").unwrap();
    assert!(summary.contains("150 written") && !summary.contains(" left"), "{shown}");
    assert!(before.rfind("\u{1b}[2K") > before.rfind(" left"), "{shown}");
}

#[cfg(target_os = "linux")]
#[test]
fn programs_and_the_quiet_see_no_bar() {
    let sandbox = super::generated(POSITIONS);
    for quiet in ["-q", "--message-format=json"] {
        let shown =
            on_terminal(&sandbox, &["build", "project", "--per", "position", "--format", "pdf", quiet]);
        assert!(!shown.contains('\u{1b}') && !shown.contains(" left"), "{shown}");
    }
}

/// What a run writes to standard error, where that is a terminal.
#[cfg(target_os = "linux")]
fn on_terminal(sandbox: &Sandbox, arguments: &[&str]) -> String {
    use std::fs::{File, OpenOptions};
    use std::io::Read;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{Winsize, tcsetwinsize};

    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    tcsetwinsize(&master, Winsize { ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let slave = Path::new(std::ffi::OsStr::from_bytes(name.to_bytes()));
    let slave = OpenOptions::new().read(true).write(true).open(slave).unwrap();
    let mut command = sandbox.command(arguments);
    let mut child = command.env("TERM", "xterm").env("COLUMNS", "100").stderr(slave).spawn().unwrap();
    // It holds the terminal open on our side.
    drop(command);
    let mut shown = Vec::new();
    // Where the last writer is gone, a terminal reports an error in place of an end.
    File::from(master).read_to_end(&mut shown).ok();
    assert!(child.wait().unwrap().code().is_some());
    String::from_utf8(shown).unwrap()
}
