//! What fuzzing tries: one module a target, whose `run` takes any bytes and panics only where the program is wrong.
//!
//! The fuzz targets and the test that replays their seeds share it, and it reads documents back as the tests do.

pub mod data;
pub mod fonts;
pub mod import;
pub mod markup;
pub mod office;
pub mod pictures;
pub mod project;

mod document;
mod sheet;

#[allow(dead_code, clippy::duplicate_mod)]
#[path = "../it/docx/check.rs"]
mod check;
#[allow(dead_code, clippy::duplicate_mod)]
#[path = "../it/docx/dom.rs"]
mod dom;
#[allow(dead_code, clippy::duplicate_mod)]
#[path = "../it/pdf/reader.rs"]
mod reader;

use std::sync::LazyLock;

/// Ends a file among the bytes of an input that is several.
const PARTING: &[u8] = b"\n%%%\n";

/// The files of an input: what stands between lines `%%%`.
fn files(bytes: &[u8]) -> Vec<&[u8]> {
    let mut files = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(PARTING.len()).position(|window| window == PARTING) {
        files.push(&rest[..at]);
        rest = &rest[at + PARTING.len()..];
    }
    files.push(rest);
    files
}

/// Runs on one thread with the stack that the program gives its own, so that equal bytes take the same way each time.
fn on_one_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    static POOL: LazyLock<rayon::ThreadPool> = LazyLock::new(|| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(16 << 20);
        pool.build().expect("a thread")
    });
    POOL.install(work)
}
