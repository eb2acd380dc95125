//! Creates files, and never overwrites any.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::cli::exit::Stop;
use crate::cli::write;
use crate::diag::Text;

/// Writes all files, or none if one of them exists.
pub fn create(files: &[(PathBuf, String)]) -> Result<(), Stop> {
    let mut there: Vec<&Path> = files.iter().filter_map(|(path, _)| obstacle(path)).collect();
    there.dedup();
    if !there.is_empty() {
        return Err(already_there(&there));
    }
    let files: Vec<(PathBuf, &[u8])> =
        files.iter().map(|(path, text)| (path.clone(), text.as_bytes())).collect();
    write::create_all(&files).map_err(|failure| match failure.error.kind() {
        // Another program created it meanwhile.
        ErrorKind::AlreadyExists => already_there(&[&failure.path]),
        _ => Stop::from(failure),
    })
}

/// What prevents a new file: the file itself, or a file in place of its folder.
fn obstacle(path: &Path) -> Option<&Path> {
    let nearest = path.ancestors().find(|path| is_there(path))?;
    (nearest == path || !nearest.is_dir()).then_some(nearest)
}

/// Whether something exists at a path, also a broken link.
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
