//! Finds the system's font files, in a fixed order: the user's own, then those of all users.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The most files to read.
const MOST_FILES: usize = 20_000;
/// How deep folders may nest.
const DEEPEST: usize = 8;

/// The font folders of Linux, macOS and Windows. Those of other systems do not exist.
pub fn folders() -> Vec<PathBuf> {
    let in_folder = |variable: &str, below: &[&str]| {
        let base = env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
        below.iter().filter_map(|path| Some(base.as_ref()?.join(path))).collect::<Vec<_>>()
    };
    let mut folders = in_folder("XDG_DATA_HOME", &["fonts"]);
    folders.extend(in_folder("HOME", &[".local/share/fonts", ".fonts", "Library/Fonts"]));
    folders.extend(in_folder("LOCALAPPDATA", &["Microsoft/Windows/Fonts"]));
    let shared = ["/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts", "/System/Library/Fonts"];
    folders.extend(shared.map(PathBuf::from));
    folders.extend(in_folder("WINDIR", &["Fonts"]));
    folders
}

/// The font files in the folders, sorted by name within a folder.
pub fn files(folders: &[PathBuf]) -> Vec<String> {
    let mut files = Vec::new();
    let mut visited = BTreeSet::new();
    folders.iter().for_each(|folder| walk(folder, 0, &mut visited, &mut files));
    files
}

/// Files that cannot be read, or whose names are not Unicode, are skipped.
fn walk(folder: &Path, depth: usize, visited: &mut BTreeSet<PathBuf>, files: &mut Vec<String>) {
    let Ok(canonical) = folder.canonicalize() else { return };
    if depth > DEEPEST || !visited.insert(canonical) {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort_unstable();
    for path in paths {
        let is_font = path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| {
            ["ttf", "otf", "ttc", "otc"].contains(&extension.to_ascii_lowercase().as_str())
        });
        if path.is_dir() {
            walk(&path, depth + 1, visited, files);
        } else if let (true, Some(name)) = (is_font && files.len() < MOST_FILES, path.to_str()) {
            files.push(name.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_found_in_a_fixed_order() {
        let dir = tempfile::tempdir().unwrap();
        for path in ["b/z.TTF", "b/a/x.otf", "a/y.ttc", "a/readme.txt", "a/w.ttf"] {
            let file = dir.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, path).unwrap();
        }
        let folders = ["b", "gone", "a", "b/a"].map(|name| dir.path().join(name));
        let found = files(&folders);
        let names: Vec<&str> = found.iter().filter_map(|path| path.rsplit(['/', '\\']).next()).collect();
        // No folder is read twice.
        assert_eq!(names, ["x.otf", "z.TTF", "w.ttf", "y.ttc"]);
    }
}
