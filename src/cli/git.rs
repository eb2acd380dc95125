//! Asks git about a project's folder. Nothing is changed.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::exit::Stop;
use crate::diag::Text;

/// The commit that a revision names.
pub fn commit(revision: &str, folder: &Path) -> Result<String, Stop> {
    let inside = git(folder, &["rev-parse", "--is-inside-work-tree"], None)?;
    if !inside.status.success() {
        let (shown, told) = (folder.display(), words(&inside));
        return Err(Stop::Usage(Text::new(
            format!("要用 git，但 {shown} 不在 git 仓库里（{told}）"),
            format!("git is asked, but {shown} is in no git repository ({told})"),
        )));
    }
    let wanted = format!("{revision}^{{commit}}");
    let found = git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted], None)?;
    let commit = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    if !found.status.success() || commit.is_empty() {
        return Err(Stop::Usage(Text::new(
            format!("git 里没有版本 `{revision}`；浅克隆（如 CI 中）要先取来完整的历史"),
            format!(
                "git knows no revision `{revision}`; a shallow clone, as in CI, must fetch the history first"
            ),
        )));
    }
    Ok(commit)
}

/// The last commit that changed a line of these files that is like a pattern, or else the current one. `None` without git,
/// outside of its repositories, and before the first commit.
pub fn last_change(folder: &Path, files: &[&str], line: &str) -> Option<String> {
    let told = |arguments: &[&str]| {
        let answer = git(folder, arguments, None).ok().filter(|answer| answer.status.success())?;
        Some(String::from_utf8_lossy(&answer.stdout).trim().to_owned())
    };
    let arguments = [&["log", "-n", "1", "--format=%h", "-G", line, "--"], files].concat();
    let changed = told(&arguments)?;
    if changed.is_empty() { told(&["rev-parse", "--short", "HEAD"]) } else { Some(changed) }
}

/// What git answers with.
pub fn asked(folder: &Path, arguments: &[&str], input: Option<&[u8]>) -> Result<Vec<u8>, Stop> {
    let answer = git(folder, arguments, input)?;
    if answer.status.success() {
        return Ok(answer.stdout);
    }
    let told = words(&answer);
    Err(Stop::Usage(Text::new(format!("git 没有照办：{told}"), format!("git failed: {told}"))))
}

/// The entries of an answer that ends each with NUL. One that is not Unicode cannot be of a project.
pub fn entries(answer: &[u8]) -> impl Iterator<Item = &str> {
    let entries = answer.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    entries.filter_map(|name| std::str::from_utf8(name).ok())
}

fn git(folder: &Path, arguments: &[&str], input: Option<&[u8]>) -> Result<Output, Stop> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Stop::Usage(Text::new(
            "要用 git，但没有找到它；请先安装 git",
            "git is asked, but not found; install it first",
        )),
        _ => Stop::Usage(Text::new(format!("无法运行 git：{error}"), format!("git cannot be run: {error}"))),
    };
    let mut command = Command::new("git");
    // It only reads, so it needs no lock of the repository.
    command.arg("-C").arg(folder).args(arguments).env("GIT_OPTIONAL_LOCKS", "0");
    let Some(input) = input else { return command.output().map_err(failed) };
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(failed)?;
    let stdin = child.stdin.take();
    std::thread::scope(|scope| {
        // It answers while it reads: whoever writes all first would wait for ever.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output().map_err(failed)
    })
}

/// Git's own message, in one line.
fn words(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr);
    told.lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_owned()
}
