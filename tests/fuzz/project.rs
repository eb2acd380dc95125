//! Any bytes as a whole project: both documents are made of it, and the same again.
//!
//! Lines `%%%` part the handbook's file, a position's, and of a template set its manifest, its only template and its
//! style sheet. Without a manifest the handbook chooses among the built-in sets.

use gangwei::diag::{self, Lang};
use gangwei::{Format, Memory, Options, Outcome, Output, OutputKind, Report, SetChoice, build};

use super::document::{text_of_docx, text_of_pdf};
use super::sheet;

const NAMES: [&str; 5] = [
    "handbook.yaml",
    "市场部/a.yaml",
    "templates/own/template.yaml",
    "templates/own/position.html",
    "templates/own/style.css",
];

/// Panics only where the program is wrong.
pub fn run(bytes: &[u8]) {
    super::on_one_thread(|| try_one(bytes));
}

fn try_one(bytes: &[u8]) {
    let files = super::files(bytes);
    let own = NAMES.into_iter().zip(&files).map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
    let fonts = sheet::font_files().into_iter().map(|(path, bytes)| (path, bytes.to_vec()));
    let world = Memory::from_iter(own.chain(fonts));
    let options = Options {
        formats: Format::ALL.to_vec(),
        kinds: OutputKind::ALL.to_vec(),
        template: (files.len() > 2).then(|| SetChoice::Name("own".to_owned())),
        ..Options::default()
    };
    let Outcome { value, report } = build(&world, &options);
    let told = tell(&report);
    assert!(!told.contains("a bug in gangwei"), "{told}");
    let outputs = value.unwrap_or_default();
    assert!(!outputs.is_empty() || report.failure.is_some(), "nothing was made, and nothing said: {told}");
    for output in &outputs {
        match output.format {
            Format::Pdf => drop(text_of_pdf(&output.bytes, output.pages)),
            Format::Docx => drop(text_of_docx(&output.bytes)),
        }
    }
    let again = build(&world, &options);
    assert_eq!(tell(&again.report), told);
    let pair = |output: Output| (output.path, output.bytes);
    let again: Vec<_> = again.value.unwrap_or_default().into_iter().map(pair).collect();
    let outputs: Vec<_> = outputs.into_iter().map(pair).collect();
    assert!(outputs == again, "the same input gives the same bytes");
}

fn tell(report: &Report) -> String {
    diag::render(&report.diagnostics, &report.sources, diag::Format::Human, Lang::En, false)
}
