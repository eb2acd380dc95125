//! Files of other programs, read to blocks: each in `tests/suite/office` beside what is read of it.

mod dump;
mod hostile;
pub mod own;
mod sheets;

use std::fs;

use gangwei::testing::office::{self, OfficeFile, docx};

use crate::golden;

/// Reads a file that can be read.
fn read(path: &str, bytes: &[u8]) -> OfficeFile {
    docx::read(path, bytes).unwrap_or_else(|found| panic!("{path}: {found:?}"))
}

#[test]
fn files_are_read_as_they_show() {
    let mut wrong = Vec::new();
    let mut files: Vec<_> =
        fs::read_dir(golden::suite("office")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension != "blocks"));
    files.sort();
    assert!(files.len() >= 20, "{} files", files.len());
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let file =
            office::read(name, &fs::read(&path).unwrap()).unwrap_or_else(|found| panic!("{name}: {found:?}"));
        // Files that differ in their format alone have a golden each.
        let golden = if name.ends_with(".docx") {
            path.with_extension("blocks")
        } else {
            path.with_file_name(format!("{name}.blocks"))
        };
        wrong.extend(golden::compare(&golden, &dump::dump(&file)).err());
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
