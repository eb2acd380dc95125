//! Any bytes as a project: they are read, checked, told in every rendering, and mended.
//!
//! A line `%%%` parts the handbook's file from the position's; without one, the bytes are both.

use gangwei::Memory;
use gangwei::diag::{Format, Lang, render};
use gangwei::testing::model::{self, Loaded};
use gangwei::testing::pipeline::{self, Options};

const HANDBOOK: &str = "handbook.yaml";
const POSITION: &str = "市场部/a.yaml";

/// Panics only where the program is wrong.
pub fn run(bytes: &[u8]) {
    let files = super::files(bytes);
    let (handbook, position) = (files[0], files[files.len().min(2) - 1]);
    super::on_one_thread(|| try_one(handbook, position));
}

fn try_one(handbook: &[u8], position: &[u8]) {
    let world = Memory::from_iter([(HANDBOOK, handbook), (POSITION, position)]);
    let Loaded { handbook, sources, mut diagnostics, .. } = model::load(&world);
    diagnostics.extend(gangwei::testing::check::check(&handbook, &sources, model::Completeness::Whole));
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
