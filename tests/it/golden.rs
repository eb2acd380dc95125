//! What is kept beside its case, and must come out again; `GANGWEI_BLESS=1` accepts what comes out.

use std::fs;
use std::path::{Path, PathBuf};

use gangwei::diag::{Diagnostic, Format, Lang, Sources, render};
use similar::TextDiff;

/// The messages in every rendering, each under its name; empty where nothing was found.
pub fn all_renderings(found: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    if found.is_empty() {
        return String::new();
    }
    let formats = [
        ("human", Format::Human),
        ("short", Format::Short),
        ("json", Format::Json),
        ("github", Format::Github),
        ("sarif", Format::Sarif),
    ];
    let sections = formats.map(|(name, format)| {
        let text = render(found, sources, format, lang, false);
        format!("======== {name}\n{}\n", text.trim_end())
    });
    sections.concat()
}

/// A file or folder of `tests/suite`.
pub fn suite(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite").join(path)
}

/// The text must be that of the file. An empty text is a file that is not there.
pub fn assert_text(file: &Path, actual: &str) {
    compare(file, actual).unwrap_or_else(|wrong| panic!("{wrong}"));
}

/// The same, for cases that are told together.
pub fn compare(file: &Path, actual: &str) -> Result<(), String> {
    compare_by(file, actual.as_bytes(), |known| {
        let known = String::from_utf8_lossy(known);
        (known != actual).then(|| {
            let diff = TextDiff::from_lines(&*known, actual);
            diff.unified_diff().header("expected", "actual").to_string()
        })
    })
}

/// The file must hold what does not differ from these bytes, or is written anew; `difference` says how what it holds
/// differs.
pub fn compare_by(
    file: &Path,
    actual: &[u8],
    difference: impl FnOnce(&[u8]) -> Option<String>,
) -> Result<(), String> {
    let known = fs::read(file).unwrap_or_default();
    let Some(difference) = difference(&known) else { return Ok(()) };
    if std::env::var_os("GANGWEI_BLESS").is_none() {
        return Err(format!("{} differs; GANGWEI_BLESS=1 accepts it:\n{difference}", file.display()));
    }
    if actual.is_empty() {
        fs::remove_file(file).unwrap();
    } else {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, actual).unwrap();
    }
    Ok(())
}
