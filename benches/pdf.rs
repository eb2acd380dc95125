//! Times the PDF writer on documents as dense as a printed handbook.

#[allow(dead_code)]
#[path = "../tests/it/pdf/builder.rs"]
mod builder;
#[path = "../tests/it/pdf/dense.rs"]
mod dense;

use builder::{PartBuilder, at};
use dense::dense;
use divan::Bencher;
use gangwei::testing::pdf;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn handbook_of_400_pages(bencher: Bencher) {
    let pages = dense(400);
    bencher.bench_local(|| pdf::write(&pages).unwrap().len());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn position_of_2_pages(bencher: Bencher) {
    let pages = dense(2);
    bencher.bench_local(|| pdf::write(&pages).unwrap().len());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn one_line(bencher: Bencher) {
    let mut part = PartBuilder::new();
    part.paragraph(builder::root(), at(60.0, 60.0), "岗位职责说明书");
    let pages = builder::document(vec![part.finish()]);
    bencher.bench_local(|| pdf::write(&pages).unwrap().len());
}
