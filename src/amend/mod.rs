//! Changes values in YAML files, and nothing else in them.
//!
//! A file's tree becomes a [`Content`], which is changed as a value; [`rewrite()`] writes it into the file. What has not
//! changed stays as it is, byte for byte: comments, order, quotes, layout. What moves takes its comments along.

mod begin;
mod chunk;
mod content;
mod fields;
mod position;
mod record;
mod rewrite;
mod scalar;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use content::{Content, ContentEntry, ContentValue};
#[cfg(feature = "serve")]
pub use position::take;
pub use position::{FieldItem, FieldValue, get, nth, put, tasks};
pub use record::{ListEnd, add_record};
#[cfg(feature = "serve")]
pub use scalar::double_quoted;
pub use scalar::scalar;

use crate::diag::Diagnostic;
use crate::model::{SPELLING, positions_of};
use crate::yaml;

/// The file with the content that one of its documents shall have; that document is the content's origin. Content without
/// an origin is for a file that says nothing yet.
///
/// `None` where the change cannot be made without harm, for a person has to make it: what aliases copy, collections
/// between brackets with comments in them. The text given back says exactly what the content says.
pub fn rewrite(path: &Arc<str>, text: &str, documents: &[yaml::Node], content: &Content) -> Option<String> {
    let at = documents.iter().position(|document| content.is_of(document));
    let after = match at {
        Some(at) => rewrite::Rewriter::new(text, &documents[at]).rewrite(content)?,
        None if documents.iter().all(yaml::Node::is_blank) => begin::begin(text, content)?,
        None => return None,
    };
    let at = at.unwrap_or_default();
    let read = yaml::parse(path, after.as_bytes());
    let is_right = |(other, after): (usize, &yaml::Node)| match documents.get(other) {
        _ if other == at => content.is_said_by(after),
        before => before.is_some_and(|before| before.says_the_same(after)),
    };
    let is_right = read.documents.len() == documents.len().max(1)
        && read.documents.iter().enumerate().all(is_right)
        && !read.diagnostics.iter().any(Diagnostic::is_error);
    is_right.then_some(after)
}

/// The file's text with changes of some of its positions, by their places in it, from 0. `change` is called with a place and
/// what stands there.
///
/// `None` where a change cannot be made, or only by a person, as in [`rewrite()`].
pub fn rewrite_positions(
    path: &Arc<str>,
    text: &str,
    places: &BTreeSet<usize>,
    change: &mut dyn FnMut(usize, &mut Content) -> Option<()>,
) -> Option<String> {
    let mut text = text.to_owned();
    let mut document = 0;
    loop {
        let read = yaml::parse_with(path, text.as_bytes(), SPELLING);
        let before: usize = read.documents.iter().take(document).map(|node| positions_of(node).count()).sum();
        let node = read.documents.get(document)?;
        let mut content = Content::of(node);
        for place in places.range(before..before + positions_of(node).count()) {
            change(*place, nth(&mut content, place - before).ok()?)?;
        }
        text = rewrite(path, &text, &read.documents, &content)?;
        document += 1;
        if document >= read.documents.len() {
            return Some(text);
        }
    }
}

/// New content as the text of a file; nothing for a text alone.
pub fn written(content: &Content) -> String {
    rewrite::Rewriter::blank("").written(content).unwrap_or_default()
}
