//! Replays the seeds of the fuzz targets, among them every input that once did harm.

use std::fs;
use std::path::Path;

#[path = "../fuzz/lib.rs"]
pub mod fuzz;

/// Runs a target on each of its seeds, of which there are so many at least.
fn replay(target: &str, run: fn(&[u8]), least: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(target);
    let mut seeds = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Shown where the test fails.
        println!("{}", path.display());
        run(&fs::read(path).unwrap());
        seeds += 1;
    }
    assert!(seeds >= least, "{seeds} seeds");
}

#[test]
fn data() {
    replay("data", fuzz::data::run, 10);
}

#[test]
fn markup() {
    replay("markup", fuzz::markup::run, 5);
}

#[test]
fn fonts() {
    replay("fonts", fuzz::fonts::run, 5);
}

#[test]
fn imports() {
    replay("import", fuzz::import::run, 6);
}

#[test]
fn office() {
    replay("office", fuzz::office::run, 6);
}

#[test]
fn pictures() {
    replay("pictures", fuzz::pictures::run, 10);
}

#[test]
fn projects() {
    replay("project", fuzz::project::run, 3);
}
