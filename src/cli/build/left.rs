//! Finds documents that earlier runs made and the data no longer makes, and removes them for `--prune`.
//!
//! Only a file that a manifest knows, that lies in the output folder itself and still is as gangwei
//! wrote it is ever removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::cli::write::Stages;
use crate::diag::Text;

use super::digest::sha256;
use super::manifest::OutputManifest;
use super::writer::{Unwritten, put, unwritten};

/// The manifests of an output folder, by name.
pub type Manifests = BTreeMap<String, OutputManifest>;

/// What became of the documents that were left over.
#[derive(Debug, Default)]
pub struct Pruned {
    pub removed: Vec<PathBuf>,
    /// What stays, and why.
    pub kept: Vec<(PathBuf, Text)>,
    pub failed: Vec<Unwritten>,
}

/// The paths of the documents that stand in the folder, are known, and are not among those that the data can
/// make.
pub fn left_over(folder: &Path, manifests: &Manifests, possible: &BTreeSet<String>) -> Vec<String> {
    let known: BTreeSet<&String> = manifests.values().flat_map(|manifest| manifest.outputs.keys()).collect();
    let gone = known.into_iter().filter(|path| !possible.contains(*path));
    let mut left: Vec<String> =
        gone.filter(|path| folder.join(path).symlink_metadata().is_ok()).cloned().collect();
    if !left.is_empty() {
        // By a link, or where names do not tell case, one that is gone may be one that is made.
        let places = |path: &String| folder.join(path).canonicalize().ok();
        let made: BTreeSet<PathBuf> = possible.iter().filter_map(places).collect();
        left.retain(|path| places(path).is_none_or(|place| !made.contains(&place)));
    }
    left
}

/// Removes what is left over, and the folders that are empty then.
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
            // Another run has removed it.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => pruned.failed.push(Unwritten { path: shown, error }),
        }
    }
    pruned
}

/// Why a document is not gangwei's to remove.
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

/// Removes the folders of a document that hold nothing now; the output folder stays.
fn remove_empty(folder: &Path, path: &str) {
    let mut path = path;
    while let Some((parent, _)) = path.rsplit_once('/') {
        if fs::remove_dir(folder.join(parent)).is_err() {
            return;
        }
        path = parent;
    }
}

/// Strikes what was removed from these manifests, of other runs; one that knows nothing more goes.
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
