//! Any bytes as a project: they are read, checked, told in every rendering, and mended.
//!
//! A line `%%%` parts the handbook's file from the position's; without one, the bytes are both.
//! The fuzz target and the test that replays the seeds share it.

use gangwei::Memory;
use gangwei::diag::{Format, Lang, render};
use gangwei::model::{self, Loaded};
use gangwei::pipeline::{self, Options};

const HANDBOOK: &str = "handbook.yaml";
const POSITION: &str = "市场部/a.yaml";
const PARTING: &[u8] = b"\n%%%\n";

/// Panics only where the program is wrong.
pub fn run(bytes: &[u8]) {
    let parting = bytes.windows(PARTING.len()).position(|window| window == PARTING);
    let (handbook, position) = match parting {
        Some(at) => (&bytes[..at], &bytes[at + PARTING.len()..]),
        None => (bytes, bytes),
    };
    let world = Memory::from_iter([(HANDBOOK, handbook), (POSITION, position)]);
    let Loaded { handbook, sources, mut diagnostics, .. } = model::load(&world);
    diagnostics.extend(gangwei::check::check(&handbook, &sources, model::Extent::Whole));
    for format in [Format::Human, Format::Short, Format::Json, Format::Github, Format::Sarif] {
        for lang in [Lang::Zh, Lang::En] {
            render(&diagnostics, &sources, format, lang, true);
        }
    }
    let (mended, _) = pipeline::mend(&world, &Options::default());
    for file in mended {
        assert_ne!(file.before, file.after);
    }
}
