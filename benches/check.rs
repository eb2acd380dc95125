//! Times reading and checking 10,000 positions of 8 KB, in 10,000 files and in 10, without layout.
//!
//! `cargo bench --bench check`. The rows are cumulative: reading, then the organisation's checks,
//! then all that `gangwei check --no-layout` does (glyphs, the template set, the rendering of what
//! was found).

use std::io;
use std::sync::Arc;

use divan::Bencher;
use gangwei::diag::{Format, Lang, render};
use gangwei::testing::pipeline::{self, Options};
use gangwei::testing::world::World;
use gangwei::testing::{check, model};

#[allow(dead_code)]
mod generator;

const POSITIONS: usize = 10_000;
const FILES: [usize; 2] = [10_000, 10];

fn main() {
    divan::main();
}

/// A generated project, in memory.
struct Generated(Vec<(String, Arc<[u8]>)>);

impl Generated {
    fn new(files: usize) -> Generated {
        let files = generator::in_files(POSITIONS, files).into_iter();
        let mut files: Vec<(String, Arc<[u8]>)> =
            files.map(|(path, yaml)| (path, yaml.into_bytes().into())).collect();
        files.sort();
        Generated(files)
    }
}

impl World for Generated {
    fn files(&self) -> io::Result<Vec<String>> {
        Ok(self.0.iter().map(|(path, _)| path.clone()).collect())
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        let at = self.0.binary_search_by(|(known, _)| known.as_str().cmp(path));
        at.map(|at| self.0[at].1.clone()).map_err(|_| io::ErrorKind::NotFound.into())
    }
}

#[divan::bench(args = FILES, sample_count = 5, sample_size = 1)]
fn a_read(bencher: Bencher, files: usize) {
    let world = Generated::new(files);
    bencher.bench(|| model::load(&world).handbook.departments.len());
}

#[divan::bench(args = FILES, sample_count = 5, sample_size = 1)]
fn b_read_and_check(bencher: Bencher, files: usize) {
    let world = Generated::new(files);
    bencher.bench(|| {
        let loaded = model::load(&world);
        check::check(&loaded.handbook, &loaded.sources, loaded.extent()).len()
    });
}

#[divan::bench(args = FILES, sample_count = 5, sample_size = 1)]
fn c_all_without_layout(bencher: Bencher, files: usize) {
    let world = Generated::new(files);
    bencher.bench(|| {
        let report = pipeline::check(&world, &Options::default(), false);
        render(&report.diagnostics, &report.sources, Format::Human, Lang::Zh, false).len()
    });
}
