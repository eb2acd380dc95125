//! Replays the seeds of the fuzz targets, among them every input that once did harm.

use std::fs;
use std::path::Path;

#[path = "../fuzz/data.rs"]
mod data;

#[test]
fn seeds_do_no_harm() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds/data");
    let mut seeds = 0;
    for entry in fs::read_dir(folder).unwrap() {
        data::run(&fs::read(entry.unwrap().path()).unwrap());
        seeds += 1;
    }
    assert!(seeds > 10, "{seeds} seeds");
}
