//! Asks git which of a project's files have changed since a revision.

use std::path::Path;

use crate::cli::exit::Stop;
use crate::cli::git::{asked, commit, entries};
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
    let commit = commit(revision, folder)?;
    let changed =
        ["diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z", &commit, "--", "."];
    let untracked = ["ls-files", "--others", "--exclude-standard", "-z", "--", "."];
    let mut files = Vec::new();
    for arguments in [&changed[..], &untracked] {
        files.extend(entries(&asked(folder, arguments, None)?).map(str::to_owned));
    }
    Ok(files)
}
