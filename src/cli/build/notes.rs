//! Records the documents of a run that was ended before its time.

use std::path::Path;

use crate::cli::write::Stages;

use super::manifest::{self, OutputManifest};
use super::writer::put;

/// Takes down in the manifest what was noted of a run that is ended before its time.
pub fn record_interrupted(folder: &Path, own: &str, notes: &[String]) {
    let stages = Stages::default();
    // To be ended is no time to complain.
    if !notes.is_empty()
        && let Ok(mut manifests) = manifest::all(folder)
    {
        record_notes(manifests.remove(own), folder, own, notes, &stages);
    }
    stages.close();
}

/// Adds notes to the manifest. What cannot be recorded is made and recorded by a later run.
pub fn record_notes(
    manifest: Option<OutputManifest>,
    folder: &Path,
    own: &str,
    notes: &[String],
    stages: &Stages,
) {
    let mut manifest = manifest.unwrap_or_default();
    manifest.recover(notes, folder);
    put(folder, own, manifest.updated(&[], &[], false, folder).json().as_bytes(), stages, None).ok();
}
