//! `gangwei watch`, with a real process: what changes is made anew, however an editor saves it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use super::Sandbox;

/// So long a watcher may take on a busy machine before it counts as dead.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running `gangwei watch`, and what it says line by line.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    /// Starts it; returns when the first build is done.
    fn start(sandbox: &Sandbox, arguments: &[&str]) -> Watch {
        let fixed = ["watch", "project", "--template", "tiny", "--lang", "en", "--message-format", "short"];
        let mut command = sandbox.command(&[&fixed[..], arguments].concat());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let watch = Watch { child, lines };
        watch.says("built: ");
        watch
    }

    /// Waits for a line that holds the text.
    #[track_caller]
    fn says(&self, text: &str) -> String {
        let mut heard = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(text) => return line,
                Ok(line) => heard.push(line),
                Err(_) => panic!("no `{text}` in {heard:#?}"),
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

const PER_POSITION: [&str; 4] = ["--per", "position", "--format", "docx"];

#[test]
fn documents_follow_a_change() {
    let sandbox = Sandbox::with_positions(&["甲", "乙"]);
    let watch = Watch::start(&sandbox, &PER_POSITION);
    let before = super::documents(&sandbox, "dist");
    sandbox.write(
        "project/templates/tiny/position.html",
        "<p>{{ position.title }} {{ position.summary }}</p>\n",
    );
    watch.says("built: ");
    sandbox.write("project/市场部/0.yaml", "岗位名称: 甲\n职责概括: 新的概括\n");
    watch.says("built: 1 file written, 0 unchanged");
    let after = super::documents(&sandbox, "dist");
    assert!(before["市场部/甲.docx"] != after["市场部/甲.docx"]);
}

#[test]
fn what_tells_of_a_changed_position_follows() {
    let sandbox = Sandbox::with_positions(&["甲", "乙"]);
    let names =
        "<p>{% for d in departments %}{% for p in d.positions %}{{ p.title }} {% endfor %}{% endfor %}</p>\n";
    sandbox.write("project/templates/tiny/position.html", names);
    let watch = Watch::start(&sandbox, &PER_POSITION);
    let before = super::documents(&sandbox, "dist");
    sandbox.write("project/市场部/0.yaml", "岗位名称: 丙\n");
    watch.says("built: 1 file written");
    watch.says("1 file followed");
    assert!(before["市场部/乙.docx"] != super::documents(&sandbox, "dist")["市场部/乙.docx"]);
}

#[test]
fn a_broken_file_is_told_and_survived() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    let watch = Watch::start(&sandbox, &PER_POSITION);
    sandbox.write("project/市场部/0.yaml", "岗位名称: 甲\n岗位定员: 两人\n");
    watch.says("project/市场部/0.yaml:2:7: error[E012]");
    watch.says("waiting for them to be mended");
    sandbox.write("project/市场部/0.yaml", "岗位名称: 乙\n岗位定员: 2\n");
    watch.says("built: 1 file written");
    assert!(sandbox.path("dist/市场部/乙.docx").is_file());
}

#[test]
fn a_file_saved_by_rename_is_seen() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    let watch = Watch::start(&sandbox, &PER_POSITION);
    for title in ["乙", "丙"] {
        // As Vim does: the old file becomes a backup, the new one is written aside and renamed.
        let (file, aside) =
            (sandbox.path("project/市场部/0.yaml"), sandbox.path("project/市场部/.0.yaml.swp"));
        fs::rename(&file, sandbox.path("project/市场部/0.yaml~")).unwrap();
        fs::write(&aside, format!("岗位名称: {title}\n")).unwrap();
        fs::rename(&aside, &file).unwrap();
        watch.says("built: 1 file written");
        assert!(sandbox.path(&format!("dist/市场部/{title}.docx")).is_file());
    }
}

#[test]
fn new_and_removed_files_and_folders_are_seen() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    let watch = Watch::start(&sandbox, &[&PER_POSITION[..], &["--prune"]].concat());
    sandbox.write("project/财务部/出纳.yaml", "岗位名称: 出纳\n");
    watch.says("built: 1 file written");
    fs::remove_dir_all(sandbox.path("project/财务部")).unwrap();
    watch.says("removed dist/财务部/出纳.docx");
    assert!(!sandbox.path("dist/财务部").exists());
    // A folder of the same name is watched again.
    sandbox.write("project/财务部/会计.yaml", "岗位名称: 会计\n");
    watch.says("built: 1 file written");
    sandbox.write("project/财务部/会计.yaml", "岗位名称: 总账会计\n");
    watch.says("removed dist/财务部/会计.docx");
}

#[test]
fn a_project_that_is_taken_away_and_comes_back_is_watched_again() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    let watch = Watch::start(&sandbox, &PER_POSITION);
    fs::rename(sandbox.path("project"), sandbox.path("aside")).unwrap();
    watch.says("there is no folder project");
    fs::rename(sandbox.path("aside"), sandbox.path("project")).unwrap();
    watch.says("built: 0 files written, 1 unchanged");
    sandbox.write("project/市场部/0.yaml", "岗位名称: 乙\n");
    watch.says("built: 1 file written");
}

#[test]
fn a_template_set_elsewhere_is_watched_too() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    fs::rename(sandbox.path("project/templates/tiny"), sandbox.path("tiny")).unwrap();
    let watch = Watch::start(&sandbox, &PER_POSITION);
    sandbox.write("tiny/position.html", "<p>本岗位：{{ position.title }}</p>\n");
    watch.says("built: 1 file written");
}

/// The documents lie in the project itself here, under a name that it does not leave out.
#[test]
fn its_own_documents_and_passing_files_wake_nobody() {
    let sandbox = Sandbox::with_positions(&["甲"]);
    let watch = Watch::start(&sandbox, &[&PER_POSITION[..], &["-o", "project/out"]].concat());
    sandbox.write("project/out/市场部/别的.docx", "");
    sandbox.write("project/市场部/.0.yaml.swp", "");
    sandbox.write("project/市场部/4913", "");
    sandbox.write("project/市场部/0.yaml~", "");
    sandbox.write("project/市场部/0.yaml", "岗位名称: 乙\n");
    let next = watch.lines.recv_timeout(PATIENCE).unwrap();
    assert!(next.starts_with("built: 1 file written, 0 unchanged"), "{next}");
}

#[cfg(unix)]
#[test]
fn to_be_stopped_is_its_end_in_order() {
    use rustix::process::{Pid, Signal, kill_process};
    let sandbox = Sandbox::with_positions(&["甲"]);
    let mut watch = Watch::start(&sandbox, &PER_POSITION);
    kill_process(Pid::from_child(&watch.child), Signal::INT).unwrap();
    watch.says("stopped");
    assert_eq!(watch.child.wait().unwrap().code(), Some(0));
}

#[test]
fn what_cannot_be_watched_is_wrong_usage() {
    Sandbox::new().run(&["watch", "nowhere"]).exits(2).says("there is no folder nowhere");
}
