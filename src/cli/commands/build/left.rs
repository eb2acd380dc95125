//! Finds documents of earlier runs that the data no longer makes, and removes them for `--prune`.
//!
//! A file is removed only if a manifest lists it, it is in the output folder itself, and gangwei's bytes are unchanged.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::cli::write::Stages;
use crate::diag::Text;

use super::manifest::OutputManifest;
use super::writer::{Unwritten, put, unwritten};
use crate::hash::sha256;

/// The manifests of an output folder, by name.
pub type Manifests = BTreeMap<String, OutputManifest>;

/// What was done with the documents that are left over.
#[derive(Debug, Default)]
pub struct Pruned {
    pub removed: Vec<PathBuf>,
    /// The files that were kept, and why.
    pub kept: Vec<(PathBuf, Text)>,
    pub failed: Vec<Unwritten>,
}

/// The paths of existing documents that a manifest lists and that the data cannot make.
pub fn left_over(folder: &Path, manifests: &Manifests, possible: &BTreeSet<String>) -> Vec<String> {
    let known: BTreeSet<&String> = manifests.values().flat_map(|manifest| manifest.outputs.keys()).collect();
    let gone = known.into_iter().filter(|path| !possible.contains(*path));
    let mut left: Vec<String> =
        gone.filter(|path| folder.join(path).symlink_metadata().is_ok()).cloned().collect();
    if !left.is_empty() {
        // Through a link, or on a case-insensitive file system, it may be the same file as a document that is made.
        let places = |path: &String| folder.join(path).canonicalize().ok();
        let made: BTreeSet<PathBuf> = possible.iter().filter_map(places).collect();
        left.retain(|path| places(path).is_none_or(|place| !made.contains(&place)));
    }
    left
}

/// Removes documents that are left over, and then empty folders.
pub fn prune(folder: &Path, left: &[String], manifests: &Manifests) -> Pruned {
    let mut pruned = Pruned::default();
    for path in left {
        let shown = folder.join(path);
        if let Some(reason) = reason_to_keep(folder, path, manifests) {
            pruned.kept.push((shown, reason));
            continue;
        }
        match fs::remove_file(&shown) {
            Ok(()) => {
                remove_empty(folder, path);
                pruned.removed.push(shown);
            }
            // Another run removed it.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => pruned.failed.push(Unwritten { path: shown, error }),
        }
    }
    pruned
}

/// Why a document must not be removed.
fn reason_to_keep(folder: &Path, path: &str, manifests: &Manifests) -> Option<Text> {
    let file = folder.join(path);
    let is_file = file.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    let inside = folder.canonicalize().ok().zip(file.canonicalize().ok());
    if !is_file || !inside.is_some_and(|(folder, file)| file.starts_with(folder)) {
        return Some(Text::new("它是链接，或在链接指向的文件夹里", "it is a link, or lies behind one"));
    }
    let Ok(bytes) = fs::read(&file) else {
        return Some(Text::new("读不出它的内容", "it cannot be read"));
    };
    let digest = sha256(&bytes);
    let known = manifests.values().filter_map(|manifest| manifest.outputs.get(path));
    let ours = known.into_iter().any(|entry| entry.sha256 == digest);
    (!ours).then(|| Text::new("生成以后被改动过", "it was changed after it was made"))
}

/// Removes the empty folders of a document, but not the output folder.
fn remove_empty(folder: &Path, path: &str) {
    let mut path = path;
    while let Some((parent, _)) = path.rsplit_once('/') {
        if fs::remove_dir(folder.join(parent)).is_err() {
            return;
        }
        path = parent;
    }
}

/// Removes entries of removed files from the manifests of other runs. An empty manifest is removed.
pub fn strike(folder: &Path, manifests: Manifests, removed: &[PathBuf], stages: &Stages) -> Vec<Unwritten> {
    let mut failed = Vec::new();
    for (name, manifest) in manifests {
        let knew = |path: &PathBuf| {
            let path = path.strip_prefix(folder).ok().and_then(Path::to_str);
            path.is_some_and(|path| manifest.outputs.contains_key(&path.replace('\\', "/")))
        };
        if !removed.iter().any(knew) {
            continue;
        }
        let path = folder.join(&name);
        let rest = manifest.updated(&[], &[], false, folder);
        let result = match rest.outputs.is_empty() {
            true => match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => Err(Unwritten { path, error }),
                _ => Ok(()),
            },
            false => put(folder, &name, rest.json().as_bytes(), stages, None)
                .map(|_| ())
                .map_err(|trouble| unwritten(folder, &name, trouble)),
        };
        failed.extend(result.err());
    }
    failed
}
