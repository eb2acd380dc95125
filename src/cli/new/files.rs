//! Creates files where none are yet.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::cli::exit::Stop;
use crate::cli::write;
use crate::diag::Text;

/// Writes all files, or none if one of them is there already.
pub fn create(files: &[(PathBuf, String)]) -> Result<(), Stop> {
    let mut there: Vec<&Path> = files.iter().filter_map(|(path, _)| obstacle(path)).collect();
    there.dedup();
    if !there.is_empty() {
        return Err(already_there(&there));
    }
    let files: Vec<(PathBuf, &[u8])> =
        files.iter().map(|(path, text)| (path.clone(), text.as_bytes())).collect();
    write::create_all(&files).map_err(|failure| match failure.error.kind() {
        // Somebody else made it since.
        ErrorKind::AlreadyExists => already_there(&[&failure.path]),
        _ => Stop::from(failure),
    })
}

/// What stands in a new file's way: itself, or a file where its folder should be.
fn obstacle(path: &Path) -> Option<&Path> {
    let nearest = path.ancestors().find(|path| is_there(path))?;
    (nearest == path || !nearest.is_dir()).then_some(nearest)
}

/// A link that leads nowhere is there, too.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

pub fn already_there(paths: &[&Path]) -> Stop {
    let list = |comma| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(comma);
    let verb = if paths.len() == 1 { "is" } else { "are" };
    Stop::Usage(Text::new(
        format!("{} 已经存在，不会覆盖；什么也没有写", list("、")),
        format!("{} {verb} there already and not overwritten; nothing was written", list(", ")),
    ))
}
