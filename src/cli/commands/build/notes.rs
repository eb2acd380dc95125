//! Records the documents of an interrupted run.

use std::path::Path;

use crate::cli::write::Stages;

use super::manifest::{self, OutputManifest};
use super::writer::put;

/// Adds the notes of an interrupted run to the manifest.
pub fn record_interrupted(folder: &Path, own: &str, notes: &[String]) {
    let stages = Stages::default();
    // An interrupted run reports no errors.
    if !notes.is_empty()
        && let Ok(mut manifests) = manifest::all(folder)
    {
        record_notes(manifests.remove(own), folder, own, notes, &stages);
    }
    stages.close();
}

/// Adds notes to the manifest. If that fails, a later run makes and records the documents again.
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
