//! Reads and checks a project's data.

use std::sync::Arc;

use crate::check;
use crate::diag::{Code, Diagnostic, Text, file_reason};
use crate::model::{self, Completeness, Handbook};
use crate::tree::Watermark;
use crate::world::World;

use super::baseline::{Baseline, FILE};
use super::options::Options;
use super::report::Report;
use super::weigh::{self, Weights};
use super::{logo, pattern, select};

/// Reads the data and checks it, even if a part of it could not be read.
pub fn load_checked(world: &dyn World, options: &Options, report: &mut Report) -> Handbook {
    let (handbook, extent) = load(world, options, report);
    let mut findings = check::check(&handbook, &report.sources, extent);
    // An unmatched pattern is reported when the selection is made.
    if let Ok(Some(paths)) = select::paths(&handbook, options.only.as_deref()) {
        findings.retain(|finding| finding.place.as_ref().is_some_and(|place| paths.contains(&place.path)));
    }
    report.add(findings);
    handbook
}

/// Reads the data, which is complete if the report has no error. From here on, findings are weighed.
pub fn load(world: &dyn World, options: &Options, report: &mut Report) -> (Handbook, Completeness) {
    let loaded = model::load_in(world, options.document_language, options.known.as_deref());
    let extent = loaded.extent();
    report.sources.extend(loaded.sources);
    report.sources.set_handbook(world.display(&loaded.handbook.title.path));
    let baseline = if options.ignore_baseline { Baseline::default() } else { open_baseline(world, report) };
    report.weights = Weights::new(&loaded.handbook, options.deny_warnings, baseline);
    report.add(loaded.diagnostics);
    add_faults(world, &loaded.handbook, report);
    (loaded.handbook, extent)
}

/// Adds the errors of what the handbook says of its documents and checks.
pub fn add_faults(world: &dyn World, handbook: &Handbook, report: &mut Report) {
    report.add(weigh::unknown(handbook));
    report.add(pattern::check(handbook));
    report.add(long_watermark(handbook));
    report.add(logo::fault(world, handbook));
}

/// The project's baseline; empty if there is none.
fn open_baseline(world: &dyn World, report: &mut Report) -> Baseline {
    let below = |path: &String| path.strip_prefix(FILE).is_some_and(|rest| rest.starts_with('/'));
    let files = world.files().unwrap_or_default();
    // A folder of this name is an error.
    let is_there = files.iter().any(|path| path == FILE || below(path));
    if !is_there {
        return Baseline::default();
    }
    let path: Arc<str> = FILE.into();
    match world.read(FILE) {
        Err(error) => {
            let Text { zh, en } = file_reason(&error);
            let message = Text::new(format!("无法读取：{zh}"), format!("cannot be read: {en}"));
            report.sources.insert_name(path.clone(), world.display(FILE));
            report.add([Diagnostic::new(Code::E001, message).in_file(&path)]);
            Baseline::default()
        }
        Ok(bytes) => {
            let text: Arc<str> = String::from_utf8_lossy(&bytes).into();
            report.sources.insert(path.clone(), world.display(FILE), text.clone());
            Baseline::read(&path, &text).unwrap_or_else(|error| {
                report.add([error]);
                Baseline::default()
            })
        }
    }
}

/// The error of a watermark that is too long.
fn long_watermark(handbook: &Handbook) -> Option<Diagnostic> {
    let written = handbook.watermark.as_ref()?;
    let (length, most) = (written.chars().count(), Watermark::LONGEST);
    let message = Text::new(
        format!("水印太长：{length} 个字，最多 {most} 个"),
        format!("the watermark is too long: {length} characters, at most {most}"),
    );
    let help = Text::new("水印宜用几个字，如“内部资料”", "a few words are best, such as 内部资料");
    (length > most).then(|| written.blame(Diagnostic::new(Code::E409, message)).with_help(help))
}
