//! Finds the tag at which a template was stopped: renders it again on a thread of its own, with a mark before each
//! tag. A template depends only on its input, so it stops at the same place.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread;

use minijinja::{Environment, Value};

use super::bounds::{self, STACK};
use super::halt;
use super::meter::Metered;
use crate::diag::{Place, Sources, Span};

/// The function that a mark calls. A template that calls it by itself gets nothing from it.
const MARK: &str = "__gangwei_mark";
/// How many times the fuel there is, since a mark needs as many instructions as a tag.
const FUEL_FACTOR: u64 = 8;

/// A template that can be rendered again.
#[derive(Clone)]
pub(super) struct Again {
    pub environment: Arc<Environment<'static>>,
    pub texts: Arc<[TemplateText]>,
    pub file: Arc<str>,
    pub variables: Value,
    /// The memory that it may use, in bytes.
    pub memory: u64,
}

/// A template's text, by the name that minijinja knows it by.
#[derive(Debug)]
pub(super) struct TemplateText {
    pub name: String,
    pub path: Arc<str>,
    /// The path for messages, as the user would type it.
    pub display: Arc<str>,
    pub text: Arc<str>,
}

impl fmt::Debug for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Again").field("file", &self.file).finish_non_exhaustive()
    }
}

/// A template that is rendered again.
#[derive(Debug)]
pub struct Retrace {
    progress: Arc<RetraceProgress>,
    texts: Arc<[TemplateText]>,
    /// The tags of the marks: the index of the text, and the place.
    tags: Vec<(usize, Span)>,
}

#[derive(Debug, Default)]
struct RetraceProgress {
    /// How many marks were passed.
    steps: AtomicU64,
    /// The last mark.
    mark: AtomicUsize,
    is_over: AtomicBool,
}

impl Again {
    /// Its own text, for messages that point at it.
    pub fn sources(&self, path: &str) -> Sources {
        let mut sources = Sources::new();
        let own = self.texts.iter().filter(|text| &*text.path == path);
        own.for_each(|own| sources.insert(own.path.clone(), own.display.clone(), own.text.clone()));
        sources
    }

    /// Begins; `None` if there is no thread for it.
    pub fn begin(self) -> Option<Retrace> {
        let progress = Arc::new(RetraceProgress::default());
        let mut tags = Vec::new();
        let mut marked = Vec::new();
        for (index, of) in self.texts.iter().enumerate() {
            let (text, own) = mark_tags(&of.text, tags.len());
            // A text that would become too long gets no marks.
            if bounds::check(&of.path, &text).is_none() {
                tags.extend(own.into_iter().map(|span| (index, span)));
                marked.push((of.name.clone(), text));
            }
        }
        let (texts, own) = (self.texts.clone(), progress.clone());
        let render = move || {
            self.render(marked, &own);
            own.is_over.store(true, Ordering::Release);
        };
        thread::Builder::new().stack_size(STACK).spawn(render).ok()?;
        Some(Retrace { progress, texts, tags })
    }

    fn render(&self, marked: Vec<(String, String)>, progress: &Arc<RetraceProgress>) {
        let mut environment = Environment::clone(&self.environment);
        environment.set_fuel(environment.fuel().map(|fuel| fuel.saturating_mul(FUEL_FACTOR)));
        let own = progress.clone();
        environment.add_function(MARK, move |mark: usize| {
            own.mark.store(mark, Ordering::Relaxed);
            own.steps.fetch_add(1, Ordering::Release);
        });
        for (name, text) in marked {
            // A text that the marks break is used without them.
            environment.add_template_owned(name, text).ok();
        }
        let metered = Metered::new(halt::next_number(), self.memory);
        let rendered =
            environment.get_template(&self.file).and_then(|template| template.render(&self.variables));
        drop(rendered);
        drop(metered);
    }
}

impl Retrace {
    /// How many marks it has passed. When that stays the same, it has stopped at `place`.
    pub fn steps(&self) -> u64 {
        self.progress.steps.load(Ordering::Acquire)
    }

    /// Whether it ended by itself, so that the place was not found.
    pub fn is_over(&self) -> bool {
        self.progress.is_over.load(Ordering::Acquire)
    }

    /// The tag of the last mark.
    pub(super) fn place(&self) -> Option<Place> {
        if self.steps() == 0 || self.is_over() {
            return None;
        }
        let &(text, span) = self.tags.get(self.progress.mark.load(Ordering::Relaxed))?;
        Some(Place { path: self.texts.get(text)?.path.clone(), span: Some(span) })
    }
}

/// The text with a mark before each tag, numbered from `first` on, and the tags.
fn mark_tags(text: &str, first: usize) -> (String, Vec<Span>) {
    let mut marked = String::with_capacity(text.len() * 2);
    let mut tags = Vec::new();
    let mut done = 0;
    for tag in bounds::tags(text) {
        marked.push_str(&text[done..tag.start]);
        marked.push_str(&format!("{{% do {MARK}({}) %}}", first + tags.len()));
        done = tag.start;
        tags.push(Span { start: tag.start, end: tag.end });
    }
    marked.push_str(&text[done..]);
    (marked, tags)
}
