//! Batches of documents: what is written, recorded, removed, left alone; and what a run that ends early leaves.

mod changed;
mod check;
mod disk;
mod ends;
mod manifest;
mod progress;
mod prune;
mod shard;
mod watch;

use std::collections::BTreeMap;
use std::fs;

use super::generator;
use super::sandbox::Sandbox;

/// A sandbox whose project is a generated handbook of so many positions.
fn generated(positions: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    for (path, yaml) in generator::project(positions) {
        sandbox.write(&format!("project/{path}"), &yaml);
    }
    sandbox
}

/// The documents of a folder with their bytes, by path.
fn documents(sandbox: &Sandbox, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let read = |path: String| {
        let bytes = fs::read(sandbox.path(&format!("{folder}/{path}"))).unwrap();
        (path, bytes)
    };
    sandbox.files(folder).into_iter().map(read).collect()
}
