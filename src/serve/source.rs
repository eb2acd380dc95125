//! A file of positions as it is changed.

use std::sync::Arc;

use super::change::Refusal;
use crate::amend::{self, Content, FieldValue, get, nth};
use crate::diag::{Diagnostic, Text};
use crate::model::{
    HANDBOOKS, Loaded, POSITION, SPELLING, folded, is_read, load_alone, parted_id, positions_of,
};
use crate::world::World;
use crate::yaml::{self, Node};

/// A file that was read without errors of YAML.
pub struct Source {
    pub path: Arc<str>,
    pub text: Arc<str>,
    pub documents: Vec<Node>,
}

/// The text of a file that can be shown and changed: the handbook's own, or one of positions. No other is.
pub fn text(world: &dyn World, path: &str) -> Result<Arc<str>, Refusal> {
    if !is_read(world, path) {
        return Err(Refusal::Unknown);
    }
    let bytes = world.read(path).map_err(|error| Refusal::unreadable(path, &error))?;
    std::str::from_utf8(&bytes).map(Arc::from).map_err(|_| {
        Refusal::because(
            format!("{path} 不是 UTF-8 文字，请用别的编辑器另存为 UTF-8"),
            format!("{path} is no UTF-8 text; save it as UTF-8 with another editor"),
        )
    })
}

impl Source {
    /// The file of a position, and which of its positions it is, from 0. `seen` is the title that somebody saw: once a
    /// position is gone, those behind it in the file have other numbers.
    pub fn of_position(world: &dyn World, id: &str, seen: Option<&str>) -> Result<(Source, usize), Refusal> {
        let (path, index) = parted_id(id).ok_or(Refusal::Unknown)?;
        if HANDBOOKS.contains(&path) {
            return Err(Refusal::Unknown);
        }
        let source = Source::of(path, &text(world, path)?)?;
        let title = source.title(index)?;
        match seen.is_some_and(|seen| folded(seen) != folded(&title)) {
            true => Err(Refusal::Changed(Text::new(
                format!("{path} 里的岗位变了，这里现在是“{title}”，没有写入"),
                format!(
                    "the positions of {path} have changed: this is “{title}” now, and nothing is written"
                ),
            ))),
            false => Ok((source, index)),
        }
    }

    pub fn of(path: &str, text: &str) -> Result<Source, Refusal> {
        let path: Arc<str> = path.into();
        let read = yaml::parse_with(&path, text.as_bytes(), SPELLING);
        if read.diagnostics.iter().any(Diagnostic::is_error) {
            return Err(Refusal::because(
                format!("{path} 的 YAML 有错，请先在“YAML”里改正"),
                format!("{path} is broken YAML; mend it in the YAML pane first"),
            ));
        }
        Ok(Source { path, text: text.into(), documents: read.documents })
    }

    /// How many positions it holds.
    pub fn count(&self) -> usize {
        self.documents.iter().map(|document| positions_of(document).count()).sum()
    }

    /// The document of a position, and which of its positions it is, from 0.
    pub fn place(&self, index: usize) -> Result<(usize, usize), Refusal> {
        let mut left = index;
        for (at, document) in self.documents.iter().enumerate() {
            let count = positions_of(document).count();
            if left < count {
                return Ok((at, left));
            }
            left -= count;
        }
        Err(Refusal::Unknown)
    }

    /// The title of a position, counted from 0.
    pub fn title(&self, index: usize) -> Result<String, Refusal> {
        let (at, place) = self.place(index)?;
        let mut content = Content::of(&self.documents[at]);
        Ok(title(nth(&mut content, place).map_err(|_| Refusal::Unknown)?))
    }

    /// Changes a position, counted from 0; gives the text of the file then.
    pub fn change<T>(
        &self,
        index: usize,
        change: impl FnOnce(&mut Content) -> Result<T, Refusal>,
    ) -> Result<(T, String), Refusal> {
        let (at, place) = self.place(index)?;
        let mut content = Content::of(&self.documents[at]);
        let told = change(nth(&mut content, place).map_err(|_| Refusal::Unknown)?)?;
        Ok((told, self.with(&content)?))
    }

    /// The text of the file with the content of one of its documents.
    pub fn with(&self, content: &Content) -> Result<String, Refusal> {
        amend::rewrite(&self.path, &self.text, &self.documents, content).ok_or_else(Refusal::by_hand)
    }
}

/// The title that a position's file gives it.
pub fn title(position: &Content) -> String {
    let title = POSITION.named("title").and_then(|key| get(position, &POSITION, key));
    match title {
        Some(FieldValue::Texts(texts)) => texts.join(""),
        _ => String::new(),
    }
}

/// Refuses a text of a file that has an error which the file did not have before.
pub fn refuse_new_errors(world: &dyn World, path: &str, before: &str, after: &str) -> Result<(), Refusal> {
    refuse_new(before, after, |text| load_alone(world, path, text).errors_in(path).cloned().collect())
}

/// Refuses a text in which there is an error that is not in the text before.
pub fn refuse_new(
    before: &str,
    after: &str,
    errors: impl Fn(&str) -> Vec<Diagnostic>,
) -> Result<(), Refusal> {
    let after = errors(after);
    if after.is_empty() {
        return Ok(());
    }
    let is_same =
        |one: &Diagnostic, other: &Diagnostic| one.code == other.code && one.message == other.message;
    match new_error(&errors(before), &after, is_same) {
        Some(error) => Err(Refusal::Refused(error.sentence())),
        None => Ok(()),
    }
}

/// Refuses a project that has more errors of a kind than it had. Messages may name what is now called otherwise.
pub fn refuse_new_errors_of(before: &Loaded, after: &Loaded) -> Result<(), Refusal> {
    let errors = |loaded: &Loaded| -> Vec<Diagnostic> {
        loaded.diagnostics.iter().filter(|finding| finding.is_error()).cloned().collect()
    };
    let (before, after) = (errors(before), errors(after));
    let Some(error) = new_error(&before, &after, |one, other| one.code == other.code) else { return Ok(()) };
    let refusal = Refusal::Refused(error.sentence());
    Err(match &error.place {
        Some(place) => refusal.in_file(&place.path),
        None => refusal,
    })
}

/// The first error that `before` has none like.
fn new_error<'d>(
    before: &[Diagnostic],
    after: &'d [Diagnostic],
    is_same: impl Fn(&Diagnostic, &Diagnostic) -> bool,
) -> Option<&'d Diagnostic> {
    let is_new = |error: &&Diagnostic| {
        let same = |other: &&Diagnostic| is_same(other, error);
        after.iter().filter(same).count() > before.iter().filter(same).count()
    };
    after.iter().find(is_new)
}
