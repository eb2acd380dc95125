//! Renders parts to markup, and builds their trees.

use std::sync::Arc;

use crate::chart::{self, Charts};
use crate::diag::{Code, Diagnostic, Text, file_reason};
use crate::markup::{self, BuiltPart, PartInput, PictureError};
use crate::model::Str;
use crate::page::MOST_PAGES;
use crate::picture::{self, Picture};
use crate::sync::Memo;
#[cfg(feature = "serve")]
use crate::template::DataStretch;
use crate::template::{Data, Job, OutputScope, PartFinding, Renderer};
use crate::text::Fonts;
use crate::tree::{Matter, SheetKey};
use crate::world::World;

use super::plan::OutputPlan;
use super::project::Project;
use super::report::Report;

/// A part as markup.
#[derive(Debug)]
pub struct Rendered<'a> {
    pub job: Job<'a>,
    /// The template's file name, and the position or department.
    pub name: String,
    pub markup: String,
}

impl Rendered<'_> {
    /// Whether both are the same part, possibly in different outputs.
    pub fn is_same(&self, other: &Rendered) -> bool {
        self.job == other.job && self.markup == other.markup
    }
}

/// Renders and builds the parts of a project.
pub struct PartBuilder<'p> {
    pub project: &'p Project,
    renderer: Renderer<'p>,
    /// The data for templates.
    data: Data,
    pictures: PictureCache<'p>,
}

impl<'p> PartBuilder<'p> {
    /// Compiles the template set; `fonts` are for charts.
    pub fn new(
        world: &'p dyn World,
        project: &'p Project,
        fonts: &Fonts,
        report: &mut Report,
    ) -> Option<PartBuilder<'p>> {
        let charts = Arc::new(Charts::new(&project.handbook, fonts.clone()));
        let renderer = report.take(Renderer::new(&project.set, project.positions()))?;
        let renderer = renderer.with_charts(charts.clone());
        let data =
            Data::new(&project.handbook, &project.selection, &project.constants, project.comparison.as_ref());
        let pictures = PictureCache { world, project, charts, known: Memo::default() };
        Some(PartBuilder { project, renderer, data, pictures })
    }

    /// A part of an output as markup.
    pub fn render<'a>(&self, job: &Job<'a>, plan: &OutputPlan) -> Result<Rendered<'a>, PartFinding> {
        let markup = self.renderer.render(job, &self.scope(plan))?;
        Ok(Rendered { job: *job, name: part_name(self.project, job), markup })
    }

    /// Which texts of its position a part shows, by the bytes of its markup.
    #[cfg(feature = "serve")]
    pub fn stretches(&self, rendered: &Rendered, plan: &OutputPlan) -> Vec<DataStretch> {
        self.renderer.stretches(&rendered.job, &self.scope(plan), &rendered.markup)
    }

    /// The tree of a part.
    pub fn build(&self, rendered: &Rendered) -> BuiltPart {
        let pictures = |src: &str| self.pictures.get(src);
        let input = PartInput {
            name: rendered.name.clone(),
            matter: if rendered.job.front { Matter::Front } else { Matter::Body },
            sheet: sheet(&rendered.job),
            path: self.project.set.path(rendered.job.file),
            strings: strings(self.project, &rendered.job),
            pictures: &pictures,
        };
        markup::build(&rendered.markup, &self.project.sheet, input)
    }

    /// Finds the template lines of errors in a part's markup.
    pub fn trace(&self, job: &Job, plan: &OutputPlan, diagnostics: Vec<Diagnostic>) -> Vec<PartFinding> {
        self.renderer.trace(job, &self.scope(plan), diagnostics)
    }

    /// The error of a part with too many pages.
    pub fn too_many_pages(&self, job: &Job) -> Diagnostic {
        let message = Text::new(
            format!("一个部分超过 {MOST_PAGES} 页"),
            format!("a part fills more than {MOST_PAGES} pages"),
        );
        Diagnostic::new(Code::E208, message).in_file(&self.project.set.path(job.file))
    }

    /// The data for the templates of an output.
    fn scope(&self, plan: &OutputPlan) -> OutputScope<'_> {
        self.data.scope(plan.kind, &plan.departments)
    }
}

/// The pictures of a build by their `src`, each read once.
struct PictureCache<'a> {
    world: &'a dyn World,
    project: &'a Project,
    charts: Arc<Charts>,
    known: Memo<String, PictureResult>,
}

/// A picture, or why there is none.
type PictureResult = Result<Arc<Picture>, PictureError>;

impl PictureCache<'_> {
    fn get(&self, src: &str) -> PictureResult {
        let read = || match src.starts_with(chart::SCHEME) {
            true => self.chart(src),
            false => picture::read(self.bytes(src)?).map_err(PictureError::Faulty),
        };
        self.known.get(src.to_owned(), || read().map(Arc::new))
    }

    /// A chart of `org_chart`.
    fn chart(&self, src: &str) -> Result<Picture, PictureError> {
        let drawing = self.charts.drawing(src).map_err(|fault| PictureError::Unreadable(fault.text()))?;
        Ok(Picture::drawn(drawing))
    }

    /// A path that begins with `project:` is in the project, any other in the set.
    fn bytes(&self, src: &str) -> Result<Arc<[u8]>, PictureError> {
        match src.strip_prefix("project:") {
            Some(path) => {
                self.world.read(path).map_err(|error| PictureError::Unreadable(file_reason(&error)))
            }
            None => self.project.set.file(src).cloned().ok_or_else(|| {
                let missing = Text::new("版式里没有这个文件", "no such file in the template set");
                PictureError::Unreadable(missing)
            }),
        }
    }
}

/// The sheet that a part belongs to: that of its position.
fn sheet(job: &Job) -> Option<SheetKey> {
    job.department.zip(job.position).map(|(department, position)| SheetKey { department, position })
}

/// The values of `string(NAME)` from the data, without blank ones.
fn strings(project: &Project, job: &Job) -> Vec<(Arc<str>, String)> {
    let handbook = &project.handbook;
    let (department, position) = project.shown(job);
    let of = |value: &Option<Str>| value.as_ref().map(|value| value.to_string());
    let strings = [
        ("title", Some(handbook.title.to_string())),
        ("company", of(&handbook.company)),
        ("version", handbook.version_of(position).map(|version| version.to_string())),
        ("effective-date", of(&handbook.effective_date)),
        ("document-number", handbook.document_number_of(position).map(|number| number.to_string())),
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
