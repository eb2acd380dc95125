//! Reads a YAML file into [`Node`] trees: keys and scalars as written, each with its span, in order.
//!
//! Promises: spans are bytes of the file; no scalar is interpreted (`007`, `1.50` and `yes` stay
//! as typed); whatever the file holds, work and memory are bounded by its size.

mod build;
mod decode;
mod fault;
mod node;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(crate) use decode::{control_character, is_forbidden};
pub use fault::colon_hint;
pub use node::{Entry, Node, Scalar, Value};

use crate::diag::{Diagnostic, Text};

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 64 << 20;

/// What a file holds, as far as it could be read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The file's text; lossy where it is not UTF-8.
    pub text: Arc<str>,
    /// The documents before the first syntax error. A document without content is left out.
    pub documents: Vec<Node>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a file; `path` names it in diagnostics.
pub fn parse(path: &Arc<str>, bytes: &[u8]) -> Parsed {
    if bytes.len() > MAX_FILE {
        return Parsed { text: "".into(), documents: Vec::new(), diagnostics: vec![too_big(path)] };
    }
    let decoded = decode::decode(path, bytes);
    let mut diagnostics = decoded.diagnostics;
    let mut documents = Vec::new();
    if let Some(masked) = decoded.masked {
        let built = build::build(path, &masked);
        documents = built.documents;
        diagnostics.extend(built.fault);
    }
    Parsed { text: decoded.text, documents, diagnostics }
}

fn too_big(path: &Arc<str>) -> Diagnostic {
    let limit = MAX_FILE >> 20;
    Diagnostic::error(
        "E006",
        Text::new(
            format!("文件太大，上限为 {limit} MiB"),
            format!("the file is too big; the limit is {limit} MiB"),
        ),
    )
    .with_help(Text::new("请分成几个文件", "split it into several files"))
    .in_file(path)
}
