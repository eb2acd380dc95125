//! The ids of a part and its links to other parts, whose targets are known when all parts of a document are.

use std::collections::HashSet;
use std::sync::Arc;

use super::report::TextReport;
use crate::diag::{Code, Diagnostic, Span, Text, did_you_mean, nearest};

/// The ids of a part, and its links to ids that it does not have.
#[derive(Clone, Debug)]
pub struct PartLinks {
    path: Arc<str>,
    /// In alphabetical order.
    ids: Vec<String>,
    open: Vec<OpenLink>,
}

/// A link to an id that its part does not have.
#[derive(Clone, Debug)]
pub struct OpenLink {
    pub target: Arc<str>,
    /// The place of the `href` in the markup.
    pub span: Span,
}

impl PartLinks {
    pub fn new(path: &Arc<str>, ids: &HashSet<&str>, open: Vec<OpenLink>) -> PartLinks {
        let mut ids: Vec<String> = ids.iter().map(|&id| id.to_owned()).collect();
        ids.sort_unstable();
        PartLinks { path: path.clone(), ids, open }
    }

    /// The ids that links may lead to.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// Whether it links to other parts.
    pub fn leads_out(&self) -> bool {
        !self.open.is_empty()
    }

    /// An error for each link to another part whose target is not among the ids of the document.
    pub fn unknown(&self, ids: &HashSet<&str>) -> Vec<Diagnostic> {
        let mut report = TextReport::new(&self.path);
        for OpenLink { target, span } in self.open.iter().filter(|link| !ids.contains(&*link.target)) {
            let message = Text::new(
                format!("链接的目标 `#{target}` 不存在"),
                format!("there is no element with the id `{target}`"),
            );
            let near = if report.is_full() { None } else { nearest(target, self.ids()) };
            let near = near.map(|id| format!("#{id}"));
            report.error_with_help(Code::E212, *span, message, did_you_mean(near.as_deref()));
        }
        report.finish(()).err().unwrap_or_default()
    }
}
