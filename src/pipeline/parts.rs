//! Renders the parts of all outputs and builds their trees, each distinct part once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::chart::{self, Charts};
use crate::diag::{Diagnostic, Text};
use crate::markup::{self, PartInput, PictureError};
use crate::model::Str;
use crate::picture::{self, Picture};
use crate::template::{Finding, Job, Renderer, Scope, gather};
use crate::text::Fonts;
use crate::tree::{Document, Matter, Meta, Part};
use crate::world::World;

use super::plan::Plan;
use super::project::Project;
use super::{Failure, Report, Sink, Step};

/// A part as markup.
#[derive(Debug)]
pub struct Rendered<'a> {
    pub job: Job<'a>,
    /// The template's file name, and the position or department.
    pub name: String,
    pub markup: String,
}

/// Every distinct part, and which ones each output shows.
#[derive(Debug)]
pub struct Parts<'a> {
    pub distinct: Vec<Arc<Part>>,
    /// What each of them was rendered for.
    pub made: Vec<Made<'a>>,
    /// For each plan, indices into `distinct` in the document's order.
    pub of: Vec<Vec<usize>>,
}

/// What a part was rendered for, and the first plan that shows it.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    pub job: Job<'a>,
    pub plan: usize,
}

/// The markup of each plan's parts.
pub fn render<'a>(
    project: &'a Project,
    plans: &[Plan<'a>],
    fonts: &Fonts,
    report: &mut Report,
) -> Option<Vec<Vec<Rendered<'a>>>> {
    let renderer = report.take(renderer(project, &charts(project, fonts)), Failure::Input)?;
    report.take(render_with(&renderer, project, plans).map_err(gather), Failure::Input)
}

/// The charts of the project's reporting lines.
pub fn charts(project: &Project, fonts: &Fonts) -> Arc<Charts> {
    Arc::new(Charts::new(&project.handbook, fonts.clone()))
}

/// The project's template set, compiled.
pub fn renderer<'p>(project: &'p Project, charts: &Arc<Charts>) -> Result<Renderer<'p>, Vec<Diagnostic>> {
    Ok(Renderer::new(&project.set, project.positions())?.with_charts(charts.clone()))
}

fn render_with<'a>(
    renderer: &Renderer,
    project: &'a Project,
    plans: &[Plan<'a>],
) -> Result<Vec<Vec<Rendered<'a>>>, Vec<Finding>> {
    let results: Vec<Vec<Result<Rendered, Finding>>> = plans
        .par_iter()
        .map(|plan| {
            let scope = scope(project, plan);
            let render = |job: &Job<'a>| {
                let markup = renderer.render(job, &scope)?;
                Ok(Rendered { job: *job, name: part_name(project, job), markup })
            };
            plan.jobs.par_iter().map(render).collect()
        })
        .collect();
    let mut findings = Vec::new();
    let mut rendered = Vec::new();
    for results in results {
        let (parts, errors): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
        rendered.push(parts.into_iter().flatten().collect());
        findings.extend(errors.into_iter().filter_map(Result::err));
    }
    if findings.is_empty() { Ok(rendered) } else { Err(findings) }
}

/// What the templates of an output see.
pub fn scope<'p>(project: &'p Project, plan: &Plan) -> Scope<'p> {
    project.data().scope(plan.kind, &plan.departments)
}

impl<'a> Parts<'a> {
    /// Renders and builds all parts.
    pub fn build(
        world: &dyn World,
        project: &'a Project,
        plans: &[Plan<'a>],
        fonts: &Fonts,
        sink: &dyn Sink,
        report: &mut Report,
    ) -> Option<Parts<'a>> {
        let charts = charts(project, fonts);
        let renderer = report.take(renderer(project, &charts), Failure::Input)?;
        let built = Parts::build_with(&renderer, &charts, world, project, plans, sink);
        report.take(built.map_err(gather), Failure::Input)
    }

    /// The same, with a renderer that is there already.
    pub fn build_with(
        renderer: &Renderer,
        charts: &Charts,
        world: &dyn World,
        project: &'a Project,
        plans: &[Plan<'a>],
        sink: &dyn Sink,
    ) -> Result<Parts<'a>, Vec<Finding>> {
        let (tasks, of) = distinct(render_with(renderer, project, plans)?);
        sink.begin(Step::Render, tasks.len());
        let pictures = Pictures { world, project, charts, known: Mutex::default() };
        let built: Vec<Result<Part, Vec<Finding>>> = tasks
            .par_iter()
            .map(|task| {
                let built = build_part(project, &pictures, task).map_err(|diagnostics| {
                    let plan = plans.get(task.plan);
                    let trace = |plan| renderer.trace(&task.part.job, &scope(project, plan), diagnostics);
                    plan.map(trace).unwrap_or_default()
                });
                sink.advance();
                built
            })
            .collect();
        let (parts, errors): (Vec<_>, Vec<_>) = built.into_iter().partition(Result::is_ok);
        let findings: Vec<Finding> = errors.into_iter().filter_map(Result::err).flatten().collect();
        if !findings.is_empty() {
            return Err(findings);
        }
        let distinct = parts.into_iter().flatten().map(Arc::new).collect();
        let made = tasks.iter().map(|task| Made { job: task.part.job, plan: task.plan }).collect();
        Ok(Parts { distinct, made, of })
    }

    /// The parts that an output shows: all but those that have nothing to show, such as a chart
    /// without lines.
    pub fn shown(&self, plan: usize) -> Vec<usize> {
        let all = self.of.get(plan).map_or(&[][..], Vec::as_slice);
        let has_blocks =
            |index: &usize| self.distinct.get(*index).is_some_and(|part| !part.blocks.is_empty());
        let shown: Vec<usize> = all.iter().copied().filter(has_blocks).collect();
        // A document has one page at least.
        if shown.is_empty() { all.to_vec() } else { shown }
    }

    /// The tree of one output.
    pub fn document(&self, plan: usize, meta: Meta) -> Document {
        let shown = self.shown(plan).into_iter();
        Document { meta, parts: shown.filter_map(|index| self.distinct.get(index)).cloned().collect() }
    }
}

/// A part to build, with the first plan that shows it.
struct Task<'a> {
    part: Rendered<'a>,
    plan: usize,
    /// The ids of the whole document, for a part that links to other parts.
    anchors: Option<Arc<HashSet<String>>>,
}

/// Equal markup for the same position is the same part, unless its links may lead elsewhere.
fn distinct(rendered: Vec<Vec<Rendered<'_>>>) -> (Vec<Task<'_>>, Vec<Vec<usize>>) {
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    let mut tasks = Vec::new();
    let mut of = Vec::new();
    for (plan, parts) in rendered.into_iter().enumerate() {
        let has_links = |part: &Rendered| part.markup.contains("href");
        let ids = || parts.iter().flat_map(|part| markup::ids(&part.markup)).collect();
        let anchors: Option<Arc<HashSet<String>>> = parts.iter().any(has_links).then(|| Arc::new(ids()));
        let mut indices = Vec::new();
        for part in parts {
            let anchors = anchors.clone().filter(|_| has_links(&part));
            let Job { file, department, position, fit, front } = part.job;
            let key = (
                file,
                department,
                position,
                (fit, front),
                part.markup.clone(),
                anchors.as_ref().map(|_| plan),
            );
            let index = *known.entry(key).or_insert(tasks.len());
            if index == tasks.len() {
                tasks.push(Task { part, plan, anchors });
            }
            indices.push(index);
        }
        of.push(indices);
    }
    (tasks, of)
}

fn build_part(project: &Project, pictures: &Pictures, task: &Task) -> Result<Part, Vec<Diagnostic>> {
    let pictures = |src: &str| pictures.get(src);
    let input = PartInput {
        name: task.part.name.clone(),
        matter: if task.part.job.front { Matter::Front } else { Matter::Body },
        path: project.set.path(task.part.job.file),
        strings: strings(project, &task.part.job),
        pictures: &pictures,
        anchors: task.anchors.as_deref(),
    };
    markup::build(&task.part.markup, &project.sheet, input)
}

/// The pictures of a build by their `src`, each read once.
struct Pictures<'a> {
    world: &'a dyn World,
    project: &'a Project,
    charts: &'a Charts,
    known: Mutex<HashMap<String, Arc<OnceLock<Read>>>>,
}

/// A picture, or why there is none.
type Read = Result<Arc<Picture>, PictureError>;

impl Pictures<'_> {
    fn get(&self, src: &str) -> Read {
        // Other pictures can be read meanwhile.
        let known = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.entry(src.to_owned()).or_default().clone()
        };
        let read = || picture::read(self.bytes(src)?).map_err(PictureError::Faulty).map(Arc::new);
        known.get_or_init(read).clone()
    }

    /// `project:` begins a path in the project, `chart:` what `org_chart` gave, any other is in the set.
    fn bytes(&self, src: &str) -> Result<Arc<[u8]>, PictureError> {
        let unreadable = |reason: String| PictureError::Unreadable(Text::new(reason.clone(), reason));
        match (src.strip_prefix("project:"), src.starts_with(chart::SCHEME)) {
            (Some(path), _) => self.world.read(path).map_err(|error| unreadable(error.to_string())),
            (None, true) => match self.charts.svg(src) {
                Ok(svg) => Ok(Arc::from(svg.into_bytes())),
                Err(fault) => Err(PictureError::Unreadable(fault.text())),
            },
            (None, false) => self.project.set.file(src).cloned().ok_or_else(|| {
                let missing = Text::new("版式里没有这个文件", "no such file in the template set");
                PictureError::Unreadable(missing)
            }),
        }
    }
}

/// What the data says for `string(NAME)`; nothing is there for what was left blank.
fn strings(project: &Project, job: &Job) -> Vec<(Arc<str>, String)> {
    let handbook = &project.handbook;
    let (department, position) = project.shown(job);
    let of = |value: &Option<Str>| value.as_ref().map(|value| value.to_string());
    let strings = [
        ("title", Some(handbook.title.to_string())),
        ("company", of(&handbook.company)),
        ("version", of(&handbook.version)),
        ("effective-date", of(&handbook.effective_date)),
        ("document-number", of(&handbook.document_number)),
        ("confidentiality", of(&handbook.confidentiality)),
        ("department", department.and_then(|department| of(&department.name))),
        ("position", position.map(|position| position.title.to_string())),
        ("code", position.and_then(|position| of(&position.code))),
    ];
    strings.into_iter().filter_map(|(name, value)| Some((Arc::from(name), value?))).collect()
}

fn part_name(project: &Project, job: &Job) -> String {
    let (department, position) = project.shown(job);
    let mut name = job.file.to_owned();
    if let Some(department) = department {
        name.push(' ');
        name.push_str(department.name.as_ref().map_or("", |name| name.as_str()));
    }
    if let Some(position) = position {
        name.push('/');
        name.push_str(&position.title);
    }
    name
}
