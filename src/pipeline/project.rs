//! Opens a project: its data, its template set, and the selection.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Failure, Sources, Span};
use crate::diff::Comparison;
use crate::markup::StyleSheet;
use crate::model::{self, Department, Entries, Handbook, Language, Position, Status, Str};
use crate::template::{
    self, Constants, Job, Labels, OutputKind, Parameters, PartRule, PartSubjects, Selection, Set, SetChoice,
};
use crate::tree::{Meta, Watermark};
use crate::unit::Date;
use crate::world::World;

use super::format::Format;
use super::name::{self, OutputNames};
use super::options::Options;
use super::output::DocumentSubject;
use super::plan::{self, OutputPlan};
use super::report::Report;
use super::{load, select};

/// The default set.
const DEFAULT_SET: &str = "standard";

/// Everything that the parts of a build share.
pub struct Project {
    pub handbook: Handbook,
    pub selection: Selection,
    pub names: OutputNames,
    /// The paths of all documents that can be made of the whole data, without extensions.
    possible: Vec<String>,
    pub set: Set,
    pub sheet: StyleSheet,
    pub constants: Constants,
    /// What has changed since an older state, if there is one to compare with.
    pub comparison: Option<Comparison>,
    pub system_fonts: bool,
}

impl Project {
    /// Reads the data, and opens what it asks for, if it has no errors.
    pub fn open(world: &dyn World, options: &Options, report: &mut Report) -> Option<Project> {
        let (handbook, _) = load::load(world, options, report);
        Project::of(world, options, handbook, report)
    }

    /// The same, with the checks of the organisation before.
    pub fn open_checked(world: &dyn World, options: &Options, report: &mut Report) -> Option<Project> {
        let handbook = load::load_checked(world, options, report);
        Project::of(world, options, handbook, report)
    }

    /// The same for the pages of one position, by its id, whatever is wrong with other files of positions. A position that
    /// was withdrawn is shown as it was. `None` without an error if there is no such position.
    #[cfg(feature = "serve")]
    pub fn open_alone(
        world: &dyn World,
        options: &Options,
        id: &str,
        report: &mut Report,
    ) -> Option<Project> {
        let (mut handbook, _) = load::load(world, options, report);
        let own = model::file_of_id(id);
        report.forget(|place| &*place.path != own && model::is_of_positions(&place.path));
        let place = place_of(&handbook, id)?;
        let mut positions = handbook.departments.iter_mut().flat_map(|department| &mut department.positions);
        positions.nth(place)?.status = Status::Active;
        let mut project = Project::of(world, options, handbook, report)?;
        project.narrow_to(place)?;
        Some(project)
    }

    /// Opens everything around the handbook; `None` if there was an error, now or before.
    fn of(world: &dyn World, options: &Options, handbook: Handbook, report: &mut Report) -> Option<Project> {
        if report.failed() {
            return None;
        }
        let all = select::all(&handbook);
        let selection = match &options.only {
            None => all.clone(),
            Some(pattern) => report.take(select::only(&handbook, pattern).map_err(|error| vec![error]))?,
        };
        let names = name::names(&handbook, &all);
        let possible = plan::plans(&[], &|_, _| true, &OutputKind::ALL, &all, &names)
            .into_iter()
            .map(|plan| plan.path)
            .collect();
        let names = names.narrow(&all, &selection);
        let FilledSet { set, labels, parameters, sheet } =
            FilledSet::open(world, options, &handbook, report)?;
        let sheet = sheet?;
        let constants = Constants::new(labels, parameters);
        let system_fonts = options.system_fonts;
        let since = options.since.as_ref();
        let comparison = since.map(|old| Comparison::new(old, &handbook, handbook.language.lang()));
        let project =
            Project { handbook, selection, names, possible, set, sheet, constants, comparison, system_fonts };
        (!report.failed()).then_some(project)
    }

    /// Leaves one position in the selection, by its id. `None` if it has no pages.
    #[cfg(feature = "serve")]
    pub fn narrow(&mut self, id: &str) -> Option<()> {
        self.narrow_to(place_of(&self.handbook, id)?)
    }

    /// The same, by its place among all.
    #[cfg(feature = "serve")]
    fn narrow_to(&mut self, place: usize) -> Option<()> {
        let selection = select::one(&self.handbook, self.handbook.positions().nth(place)?);
        selection.departments.first()?;
        let all = std::mem::replace(&mut self.selection, selection);
        let names = std::mem::take(&mut self.names);
        self.names = names.narrow(&all, &self.selection);
        Some(())
    }

    /// The outputs of these kinds.
    pub fn plans(&self, kinds: &[OutputKind]) -> Vec<OutputPlan<'_>> {
        let is_compared = self.comparison.is_some();
        let stands = |rule: &PartRule, shown| {
            (rule.shows != PartSubjects::Changed || is_compared) && self.constants.stands(rule, shown)
        };
        plan::plans(&self.set.manifest.parts, &stands, kinds, &self.selection, &self.names)
    }

    /// The department and the position that a part shows.
    pub fn shown(&self, job: &Job) -> (Option<&Department>, Option<&Position>) {
        let selected = job.department.and_then(|index| self.selection.departments.get(index));
        let Some(of) = selected else { return (None, None) };
        let department = self.handbook.departments.get(of.department);
        let position = job.position.and_then(|place| of.all().nth(place));
        (department, position.and_then(|index| department?.positions.get(index)))
    }

    /// The paths of all files that runs can make of this data.
    pub fn possible_paths(&self) -> BTreeSet<String> {
        let suffixes = || Format::ALL.iter().flat_map(|format| format.suffixes());
        self.possible
            .iter()
            .flat_map(|stem| suffixes().map(move |suffix| format!("{stem}{suffix}")))
            .collect()
    }

    /// The files that an output shows, by path: the handbook's own, then those of its positions.
    pub fn sources(&self, plan: &OutputPlan) -> BTreeSet<&str> {
        let positions = plan.jobs.iter().filter_map(|job| Some(&*self.shown(job).1?.path));
        std::iter::once(&*self.handbook.title.path).chain(positions).collect()
    }

    /// What an output shows, by names.
    pub fn subject(&self, plan: &OutputPlan, sources: &Sources) -> DocumentSubject {
        let text = |value: &Option<model::Str>| value.as_ref().map(|value| value.to_string());
        let job = plan.jobs.iter().find(|job| job.position.is_some());
        let position = job.and_then(|job| self.shown(job).1).filter(|_| plan.kind == OutputKind::Position);
        let selected = plan.departments.first().and_then(|index| self.selection.departments.get(*index));
        let department = selected.and_then(|of| self.handbook.departments.get(of.department));
        let files = self.sources(plan).into_iter().filter(|path| sources.text(path).is_some());
        DocumentSubject {
            kind: plan.kind,
            department: department
                .filter(|_| matches!(plan.kind, OutputKind::Department | OutputKind::Position))
                .and_then(|department| text(&department.name)),
            title: position.map_or_else(|| self.title(plan), |position| position.title.to_string()),
            code: position.and_then(|position| text(&position.code)),
            sources: files.map(str::to_owned).collect(),
        }
    }

    /// How many positions are shown.
    pub fn positions(&self) -> usize {
        self.selection.departments.iter().map(|of| of.all().count()).sum()
    }

    /// How many of them are in use.
    pub fn chosen(&self) -> usize {
        self.selection.departments.iter().map(|of| of.positions.len()).sum()
    }

    /// How many positions of the whole data are in use.
    pub fn positions_in_use(&self) -> usize {
        let positions = self.handbook.departments.iter().flat_map(|department| &department.positions);
        positions.filter(|position| position.status == Status::Active).count()
    }

    /// The metadata of an output.
    pub fn meta(&self, plan: &OutputPlan, world: &dyn World) -> Meta {
        let handbook = &self.handbook;
        let text = |value: &Option<model::Str>| value.as_ref().map(|value| value.to_string());
        let effective = handbook.effective_date.as_ref().and_then(|date| Date::read(date));
        Meta {
            title: self.title(plan),
            company: text(&handbook.company),
            version: text(&handbook.version),
            document_number: text(&handbook.document_number),
            confidentiality: text(&handbook.confidentiality),
            language: match handbook.language {
                Language::Chinese => "zh-CN".to_owned(),
                Language::English => "en".to_owned(),
            },
            date: world.date().or(effective),
            watermark: handbook.watermark.as_ref().map(|text| Watermark::new(text)),
        }
    }

    /// The handbook's own title, or that of the sheets of a department or position.
    fn title(&self, plan: &OutputPlan) -> String {
        let shown = || match plan.kind {
            OutputKind::Handbook | OutputKind::Changes => None,
            OutputKind::Department => {
                let of = self.selection.departments.get(*plan.departments.first()?)?;
                self.handbook.departments.get(of.department)?.name.as_ref().map(|name| name.to_string())
            }
            OutputKind::Position => {
                let job = plan.jobs.iter().find(|job| job.position.is_some())?;
                Some(self.shown(job).1?.title.to_string())
            }
        };
        match (shown(), self.handbook.language) {
            (None, _) if plan.kind == OutputKind::Changes => name::changes_title(&self.handbook),
            (None, _) => self.handbook.title.to_string(),
            (Some(name), Language::Chinese) => format!("{name}岗位职责说明书"),
            (Some(name), Language::English) => format!("{name} Job Description"),
        }
    }
}

/// A template set with the words and values that the handbook and the options give it.
pub struct FilledSet {
    pub set: Set,
    pub labels: Labels,
    pub parameters: Parameters,
    /// `None` if it has errors.
    pub sheet: Option<StyleSheet>,
}

impl FilledSet {
    /// Opens the set that is asked for; `None` if it cannot be read. What is wrong with it is reported.
    pub fn open(
        world: &dyn World,
        options: &Options,
        handbook: &Handbook,
        report: &mut Report,
    ) -> Option<FilledSet> {
        let set = open_set(world, options, handbook, report)?;
        let (labels, wrong_labels) = template::labels(handbook.language, &handbook.labels);
        let own = own_values(handbook, options, &set);
        let foreign = options.template.is_some();
        let (parameters, wrong_options) = template::parameters(&set.manifest.parameters, &own, foreign);
        report.add(wrong_labels.into_iter().chain(wrong_options));
        let sheet = open_sheet(&set, &parameters.css(), &own, handbook.language.code());
        let sheet = report.take(sheet);
        Some(FilledSet { set, labels, parameters, sheet })
    }
}

/// The place of a position among all, by its id.
#[cfg(feature = "serve")]
fn place_of(handbook: &Handbook, id: &str) -> Option<usize> {
    model::position_ids(handbook).iter().position(|known| known == id)
}

/// The handbook's values for parameters, with those of the options that the set knows in their place.
fn own_values(handbook: &Handbook, options: &Options, set: &Set) -> Entries<Str> {
    let is_known = |name: &str| set.manifest.parameters.iter().any(|parameter| parameter.name == name);
    let given = options.parameters.iter().filter(|(name, _)| is_known(name));
    let mut own = handbook.template_options.clone();
    own.0.retain(|(name, _)| !options.parameters.contains_key(name.as_str()));
    let text = |text: &str| Str::new(text.into(), handbook.title.path.clone(), Span::default());
    own.0.extend(given.map(|(name, value)| (text(name), text(value))));
    own
}

/// Reads the set's style sheet with its parameters. The language is a class of sections.
fn open_sheet(
    set: &Set,
    parameters: &[(String, String)],
    own: &Entries<Str>,
    language: &str,
) -> Result<StyleSheet, Vec<Diagnostic>> {
    let (css, path) = set.style();
    let sheet = StyleSheet::parse(css, &path, parameters).map(|sheet| sheet.with_specimens(language));
    sheet.map_err(|found| {
        let read = |parameters: &[_]| StyleSheet::parse(css, &path, parameters).err().unwrap_or_default();
        let unfit = template::unfit(&set.manifest.parameters, own, parameters, read);
        if unfit.is_empty() { found } else { unfit }
    })
}

/// The set that the options choose, or else the handbook.
fn open_set(world: &dyn World, options: &Options, handbook: &Handbook, report: &mut Report) -> Option<Set> {
    let choice = options.template.clone().unwrap_or_else(|| match &handbook.template {
        Some(name) => SetChoice::Handbook(name.clone()),
        None => SetChoice::Name(DEFAULT_SET.to_owned()),
    });
    let opened = Set::open(world, &choice, &mut report.sources);
    let has = |diagnostics: &Vec<Diagnostic>, code| diagnostics.iter().any(|finding| finding.code == code);
    // An unknown set is wrong usage if it was given on the command line.
    if options.template.is_some() && opened.as_ref().is_err_and(|found| has(found, Code::E110)) {
        report.failure = report.failure.max(Some(Failure::Usage));
    }
    report.take(opened)
}
