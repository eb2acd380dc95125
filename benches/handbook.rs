//! Times the pipeline on generated handbooks, up to each stage in turn.
//!
//! `cargo bench --bench handbook`. The rows of the table are cumulative: each does all
//! that the one before does; the two formats come last, alone and together.

use std::io;
use std::sync::Arc;

use divan::Bencher;
use gangwei::testing::model;
use gangwei::testing::pipeline::{self, Format, Options};
use gangwei::testing::template::OutputKind;
use gangwei::testing::world::World;

#[allow(dead_code)]
mod generator;

fn main() {
    divan::main();
}

/// A generated project, in memory.
struct Generated(Vec<(String, Arc<[u8]>)>);

impl Generated {
    fn new(positions: usize) -> Generated {
        let mut files: Vec<(String, Arc<[u8]>)> = generator::project(positions)
            .into_iter()
            .map(|(path, yaml)| (path, yaml.into_bytes().into()))
            .collect();
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

fn options(formats: &[Format]) -> Options {
    Options { formats: formats.to_vec(), kinds: vec![OutputKind::Handbook], ..Options::default() }
}

const SIZES: [usize; 2] = [200, 2000];

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn a_load(bencher: Bencher, positions: usize) {
    let world = Generated::new(positions);
    bencher.bench(|| model::load(&world).handbook.departments.len());
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn b_load_and_render(bencher: Bencher, positions: usize) {
    let world = Generated::new(positions);
    bencher.bench(|| pipeline::dump_markup(&world, &options(&[])).value.map(|markup| markup.len()));
}

fn build(bencher: Bencher, positions: usize, formats: &[Format]) {
    let world = Generated::new(positions);
    bencher.bench(|| pipeline::collect(&world, &options(formats)).value.map(|outputs| outputs.len()));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn c_up_to_pages(bencher: Bencher, positions: usize) {
    build(bencher, positions, &[]);
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn d_up_to_docx(bencher: Bencher, positions: usize) {
    build(bencher, positions, &[Format::Docx]);
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn e_up_to_pdf(bencher: Bencher, positions: usize) {
    build(bencher, positions, &[Format::Pdf]);
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn f_docx_and_pdf(bencher: Bencher, positions: usize) {
    build(bencher, positions, &[Format::Docx, Format::Pdf]);
}
