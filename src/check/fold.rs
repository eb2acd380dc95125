//! Folds findings with one cause: of a thousand positions with one title, the first few are reported, and the last of
//! these says how many more there are. So reports stay small however large the handbook is.

use std::collections::HashMap;
use std::hash::Hash;

use crate::diag::Diagnostic;

/// How many findings of one cause are reported.
const MOST: usize = 20;

/// Findings by their causes.
#[derive(Debug)]
pub(super) struct Fold<K> {
    found: Vec<Diagnostic>,
    causes: HashMap<K, FoldedCause>,
}

#[derive(Debug, Default)]
struct FoldedCause {
    told: usize,
    untold: usize,
    /// The place of the last one that is reported.
    last: usize,
}

impl<K> Default for Fold<K> {
    fn default() -> Self {
        Fold { found: Vec::new(), causes: HashMap::new() }
    }
}

impl<K: Eq + Hash> Fold<K> {
    /// Whether enough findings of a cause are reported; if so, counts one more.
    pub fn is_full(&mut self, cause: &K) -> bool {
        let Some(cause) = self.causes.get_mut(cause).filter(|cause| cause.told >= MOST) else { return false };
        cause.untold += 1;
        true
    }

    pub fn add(&mut self, cause: K, finding: Diagnostic) {
        let cause = self.causes.entry(cause).or_default();
        (cause.told, cause.last) = (cause.told + 1, self.found.len());
        self.found.push(finding);
    }

    /// The findings to report; the last of a cause says how many more there are.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        for FoldedCause { untold, last, .. } in self.causes.into_values().filter(|cause| cause.untold > 0) {
            let message = &mut self.found[last].message;
            message.zh.push_str(&format!("；这样的还有 {untold} 处，没有一一列出"));
            message.en.push_str(&format!("; there are {untold} more like it, which are not listed"));
        }
        self.found
    }
}
