//! Removes what killed processes left among the files that people wrote themselves.

use std::fs;
use std::path::Path;

use super::TEMPORARY;

/// How many random characters end the name of a temporary file.
const RANDOM: usize = 6;
/// How deep folders are looked into, as in a project.
const DEEPEST: usize = 32;

/// Removes files that never got their places, in a folder and those below. Links are not followed.
pub fn remove_leftovers(folder: &Path) {
    remove_below(folder, 0);
}

fn remove_below(folder: &Path, depth: usize) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (name, Ok(kind)) = (entry.file_name(), entry.file_type()) else { continue };
        let name = name.to_string_lossy();
        if kind.is_file() && is_temporary(&name) {
            // What cannot be removed does no harm.
            fs::remove_file(entry.path()).ok();
        } else if kind.is_dir() && !name.starts_with('.') && depth < DEEPEST {
            remove_below(&entry.path(), depth + 1);
        }
    }
}

fn is_temporary(name: &str) -> bool {
    name.strip_prefix(TEMPORARY)
        .is_some_and(|end| end.len() == RANDOM && end.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::write::temporary;

    #[test]
    fn only_our_own_leftovers_go() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("部");
        let left = temporary(&inner, b"1", None).unwrap().keep().unwrap();
        let others = [".gangwei-notes.txt", ".gangwei-1234567", "gangwei-123456", ".git/.gangwei-123456"];
        for name in others {
            fs::create_dir_all(inner.join(name).parent().unwrap()).unwrap();
            fs::write(inner.join(name), "").unwrap();
        }
        fs::create_dir(inner.join(".gangwei-abcdef")).unwrap();
        assert!(left.exists());
        remove_leftovers(dir.path());
        assert!(!left.exists());
        assert!(others.iter().all(|name| inner.join(name).exists()));
        assert!(inner.join(".gangwei-abcdef").exists());
    }
}
