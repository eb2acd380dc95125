//! Tells which templates are being rendered, so that whoever has a clock can end what never would by itself.
//!
//! minijinja's fuel pays for instructions and for text, but not for all that a single one does: to compare two lists that
//! hold one another forty times over takes a lifetime.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::finding::{Finding, Subject, gather};
use crate::diag::{Diagnostic, Text};
use crate::sync::lock;

/// A template that is being rendered.
#[derive(Clone, Debug)]
pub struct Running {
    /// No other of this process has the same.
    pub number: u64,
    path: Arc<str>,
    subject: Option<Subject>,
}

/// Those that have begun and not ended, by number.
static RUNNING: Mutex<BTreeMap<u64, Running>> = Mutex::new(BTreeMap::new());

static NEXT: AtomicU64 = AtomicU64::new(0);

/// The one that began first.
pub fn oldest() -> Option<Running> {
    lock(&RUNNING).first_key_value().map(|(_, running)| running.clone())
}

impl Running {
    /// What to say of it when it is ended.
    pub fn endless(&self) -> Option<Diagnostic> {
        let words = Text::new(
            "模板运行太久，已停止：多半是在比较或连接一层套一层的列表",
            "the template runs too long and was stopped: perhaps it compares or joins lists of lists",
        );
        let diagnostic = Diagnostic::error("E105", words).in_file(&self.path);
        gather(vec![Finding { diagnostic, subject: self.subject.clone() }]).pop()
    }
}

/// A render under way, until it is dropped.
pub(super) struct Begun(u64);

impl Begun {
    pub fn new(path: Arc<str>, subject: Option<Subject>) -> Begun {
        let mut all = lock(&RUNNING);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        all.insert(number, Running { number, path, subject });
        Begun(number)
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        lock(&RUNNING).remove(&self.0);
    }
}
