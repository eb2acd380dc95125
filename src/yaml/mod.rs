//! Reads a YAML file into [`Node`] trees: keys and scalars as written, each with its span, in order.
//!
//! A file with syntax errors is mended in a working copy and read again, so that all its mistakes are reported at
//! once; a file without is read once.
//!
//! Promises: spans are bytes of the file; no scalar is interpreted (`007`, `1.50` and `yes` stay
//! as typed); whatever the file holds, work and memory are bounded by its size.

mod above;
mod build;
mod close;
mod copy;
mod decode;
mod fault;
mod forgotten;
mod group;
mod indent;
mod indicator;
mod keys;
mod limits;
mod line;
mod meant;
mod mended;
mod node;
mod properties;
mod quoted;
mod read;
mod repair;
mod slip;
mod surrogate;
mod survey;
mod suspect;
mod syntax;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(crate) use decode::{control_character, is_forbidden};
pub use keys::Keys;
pub use limits::MAX_FILE;
pub(crate) use line::{is_chinese_quote, is_odd_space, is_quote};
pub(crate) use meant::{FalseKey, false_key, joined_line, starred_key, unstarred};
pub use node::{Entry, Node, Scalar, Value};
pub(crate) use slip::half_width_quotes;

use crate::diag::{Code, Diagnostic, Span, Text};

/// The content of a file, as far as it could be read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The file's text; lossy where it is not UTF-8.
    pub text: Arc<str>,
    /// A document without content is left out.
    pub documents: Vec<Node>,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a part of the file could not be read, so that what seems missing may be there.
    pub incomplete: bool,
}

/// Parses a file; `path` names it in diagnostics.
pub fn parse(path: &Arc<str>, bytes: &[u8]) -> Parsed {
    parse_with(path, bytes, Keys::NONE)
}

/// The same, for a file of known keys.
pub fn parse_with(path: &Arc<str>, bytes: &[u8], keys: Keys) -> Parsed {
    if bytes.len() > MAX_FILE {
        let (documents, diagnostics) = (Vec::new(), vec![too_big(path)]);
        return Parsed { text: "".into(), documents, diagnostics, incomplete: true };
    }
    let decoded = decode::decode(path, bytes);
    let mut diagnostics = decoded.diagnostics;
    let Some(masked) = decoded.masked else {
        return Parsed { text: decoded.text, documents: Vec::new(), diagnostics, incomplete: true };
    };
    let read = read::read(path, &masked, keys);
    diagnostics.extend(read.diagnostics);
    Parsed { text: decoded.text, documents: read.documents, diagnostics, incomplete: read.incomplete }
}

/// The documents of a text that was read before, without the findings: in half the time, unless something must be mended.
pub fn documents(path: &Arc<str>, text: &str, keys: Keys) -> Vec<Node> {
    let built = build::build(text);
    match built.stop.is_some() || built.doubtful {
        true => parse_with(path, text.as_bytes(), keys).documents,
        false => built.documents,
    }
}

/// The wrong colon of a key on the line at `at`, or on a line before it up to the last right key, and how to mend it.
pub fn colon_hint(text: &str, at: usize) -> Option<(Span, Text)> {
    let (line, key) = repair::false_key_before(text, at)?;
    let start = line.start + key.colon_start;
    let (zh, en) = fault::colon_help(key.colon);
    Some((Span { start, end: start + repair::colon_length(line, key) }, Text::new(zh, en)))
}

fn too_big(path: &Arc<str>) -> Diagnostic {
    let limit = MAX_FILE >> 20;
    Diagnostic::new(
        Code::E006,
        Text::new(
            format!("文件太大，上限为 {limit} MiB"),
            format!("the file is too big; the limit is {limit} MiB"),
        ),
    )
    .with_help(Text::new("请分成几个文件", "split it into several files"))
    .in_file(path)
}
