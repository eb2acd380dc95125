//! Import: what comes back of our own documents, of the forms that people have, and of anything at all.

#[path = "import/blocks.rs"]
mod blocks;
#[path = "import/forms.rs"]
mod forms;
#[path = "import/misread.rs"]
mod misread;
#[path = "import/own.rs"]
mod own;
#[path = "import/random.rs"]
mod random;
#[path = "import/told.rs"]
mod told;
#[path = "import/traces.rs"]
mod traces;
#[path = "import/values.rs"]
mod values;

use std::collections::BTreeMap;

use gangwei::diag::Lang;
use gangwei::testing::import::{Imported, LeftOut, Mapping, import};
use gangwei::testing::model::{Handbook, Keyed, Position, Wording, load};
use gangwei::testing::office::OfficeFile;

use crate::sample::Project;
use crate::seeds::fuzz::import::assert_accounted;

/// Reads files, and the project that they make.
fn imported(files: &[OfficeFile]) -> (Imported, Handbook) {
    let imported = import(files, &Mapping::default());
    let project = project_of(&imported, None);
    (imported, handbook(&project))
}

fn project_of(imported: &Imported, comments: Option<Lang>) -> Project {
    let files = imported.files(comments).into_iter();
    Project(files.map(|file| (file.path, file.text.into_bytes().into())).collect())
}

/// The handbook of a project without errors.
fn handbook(project: &Project) -> Handbook {
    let loaded = load(project);
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|finding| finding.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    loaded.handbook
}

/// What positions say, by title: the texts of each key, in order. White space does not count, nor the width of marks.
///
/// `labels` says whether the labels of rows and groups are told, too.
fn said(handbook: &Handbook, labels: bool) -> BTreeMap<String, Vec<(String, String)>> {
    let of = |position: &Position| {
        let mut texts = Vec::new();
        position.walk(None, &mut |path, written| {
            let is_own = ["order", "max_pages", "status"].contains(&path.key.name);
            let text = match written {
                Wording::Label(_) if !labels => return,
                Wording::Text(text) | Wording::Label(text) | Wording::Passage(text) => text.as_str(),
                _ => return,
            };
            if !is_own {
                texts.extend(text.split(['、', '\n']).map(|part| (path.name(), solid(part))));
            }
        });
        texts
    };
    handbook.positions().map(|position| (position.title.to_string(), of(position))).collect()
}

fn solid(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace());
    kept.map(|c| if c == '～' { '-' } else { c })
        .collect::<String>()
        .trim_end_matches(['。', '；', ';'])
        .to_owned()
}

/// What nothing explains, in readable lines.
fn unplaced(imported: &Imported) -> Vec<String> {
    imported.ledger.left(LeftOut::Unplaced).map(|(place, text)| format!("{}: {text}", place.zh())).collect()
}
