//! Finds the tag at which a template was stopped: renders it once more, on a thread of its own, with a mark before each
//! tag. What a template does depends on nothing but what it is given, so it comes to the same end at the same place.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread;

use minijinja::{Environment, Value};

use super::bounds::{self, STACK};
use super::halt;
use super::meter::Metered;
use crate::diag::{Place, Sources, Span};

/// What a mark calls. No template can name it by accident, and one that does gets nothing from it.
const MARK: &str = "__gangwei_mark";
/// How much more fuel there is for the marks: a few instructions for each tag, which takes as many itself.
const FUEL_FACTOR: u64 = 8;

/// A template that can be rendered again.
#[derive(Clone)]
pub(super) struct Again {
    pub environment: Arc<Environment<'static>>,
    pub texts: Arc<[TemplateText]>,
    pub file: Arc<str>,
    pub variables: Value,
    /// The memory that it may take.
    pub memory: u64,
}

/// A template's text, by the name that minijinja knows it by.
#[derive(Debug)]
pub(super) struct TemplateText {
    pub name: String,
    pub path: Arc<str>,
    /// The path as the user would type it.
    pub display: Arc<str>,
    pub text: Arc<str>,
}

impl fmt::Debug for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Again").field("file", &self.file).finish_non_exhaustive()
    }
}

/// A template on its way to the place where it was stopped.
#[derive(Debug)]
pub struct Retrace {
    progress: Arc<RetraceProgress>,
    texts: Arc<[TemplateText]>,
    /// The tags behind the marks: which text, and where.
    tags: Vec<(usize, Span)>,
}

#[derive(Debug, Default)]
struct RetraceProgress {
    /// The marks that were passed.
    steps: AtomicU64,
    /// The last of them.
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

    /// Sets out; `None` where there is no thread for it.
    pub fn begin(self) -> Option<Retrace> {
        let progress = Arc::new(RetraceProgress::default());
        let mut tags = Vec::new();
        let mut marked = Vec::new();
        for (index, of) in self.texts.iter().enumerate() {
            let (text, own) = mark_tags(&of.text, tags.len());
            // What marks make too long stays without.
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
            // Where marks break a text, it stays without.
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
    /// How far it has come. Where that changes no more, it stands at the `place`.
    pub fn steps(&self) -> u64 {
        self.progress.steps.load(Ordering::Acquire)
    }

    /// Whether it came to an end of its own, as it was not to.
    pub fn is_over(&self) -> bool {
        self.progress.is_over.load(Ordering::Acquire)
    }

    /// The tag that it has come to.
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
