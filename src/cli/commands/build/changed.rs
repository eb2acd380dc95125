//! Asks git which of a project's files have changed since a revision.

use std::io;
use std::path::Path;
use std::process::{Command, Output};

use crate::cli::exit::Stop;
use crate::diag::Text;
use crate::pipeline::Changed;

/// The changes since the revision in the project, and in a template set outside of it. Untracked and deleted files
/// count, and both names of a renamed file.
pub fn since(revision: &str, project: &Path, set: Option<&Path>) -> Result<Changed, Stop> {
    if let Some(set) = set
        && !files(revision, set)?.is_empty()
    {
        return Ok(Changed::Everything);
    }
    Ok(Changed::of(files(revision, project)?))
}

/// The changed files in a folder, by their paths in it.
fn files(revision: &str, folder: &Path) -> Result<Vec<String>, Stop> {
    let inside = git(folder, &["rev-parse", "--is-inside-work-tree"])?;
    if !inside.status.success() {
        let (shown, told) = (folder.display(), words(&inside));
        return Err(Stop::Usage(Text::new(
            format!("--changed-since 要用 git，但 {shown} 不在 git 仓库里（{told}）"),
            format!("--changed-since asks git, but {shown} is in no git repository ({told})"),
        )));
    }
    let wanted = format!("{revision}^{{commit}}");
    let found = git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
    let commit = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    if !found.status.success() || commit.is_empty() {
        return Err(Stop::Usage(Text::new(
            format!("git 里没有版本 `{revision}`；浅克隆（如 CI 中）要先取来完整的历史"),
            format!(
                "git knows no revision `{revision}`; a shallow clone, as in CI, must fetch the history first"
            ),
        )));
    }
    let changed =
        ["diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z", &commit, "--", "."];
    let mut files = names(folder, &changed)?;
    files.extend(names(folder, &["ls-files", "--others", "--exclude-standard", "-z", "--", "."])?);
    Ok(files)
}

/// The names in git's output.
fn names(folder: &Path, arguments: &[&str]) -> Result<Vec<String>, Stop> {
    let listed = git(folder, arguments)?;
    if !listed.status.success() {
        let told = words(&listed);
        return Err(Stop::Usage(Text::new(
            format!("git 列不出改动的文件：{told}"),
            format!("git cannot list the changed files: {told}"),
        )));
    }
    let names = listed.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    // A name that is not Unicode cannot be a file of a project.
    Ok(names.filter_map(|name| String::from_utf8(name.to_vec()).ok()).collect())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, Stop> {
    let mut command = Command::new("git");
    // It only reads, so it needs no lock of the repository.
    command.arg("-C").arg(folder).args(arguments).env("GIT_OPTIONAL_LOCKS", "0");
    command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Stop::Usage(Text::new(
            "--changed-since 要用 git，但没有找到它；请先安装 git",
            "--changed-since asks git, which is not found; install it first",
        )),
        _ => Stop::Usage(Text::new(format!("无法运行 git：{error}"), format!("git cannot be run: {error}"))),
    })
}

/// Git's own message, in one line.
fn words(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr);
    told.lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_owned()
}
