//! Texts that are kept beside their cases; `GANGWEI_BLESS=1` accepts what comes out.

use std::fs;
use std::path::Path;

use gangwei::diag::{Diagnostic, Format, Lang, Sources, render};

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

/// Compares with the file, or writes it. An empty text is a file that is not there.
pub fn compare(file: &Path, actual: &str, wrong: &mut Vec<String>) {
    let expected = fs::read_to_string(file).unwrap_or_default();
    if expected == actual {
        return;
    }
    if std::env::var_os("GANGWEI_BLESS").is_some() {
        if actual.is_empty() {
            fs::remove_file(file).unwrap()
        } else {
            fs::write(file, actual).unwrap()
        }
        return;
    }
    wrong.push(format!("{}\n--- expected\n{expected}--- actual\n{actual}", file.display()));
}
