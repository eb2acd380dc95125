//! Opens a project: its data, the template set that it asks for, and what is selected of it.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Failure, Sources, Text};
use crate::markup::StyleSheet;
use crate::model::{self, Completeness, Department, Entries, Handbook, Language, Position, Status, Str};
use crate::template::{self, Choice, Constants, Job, Kind, PartRule, Selection, Set};
use crate::tree::{Meta, Watermark};
use crate::unit::Date;
use crate::world::World;

use super::name::{self, Names};
use super::pattern;
use super::plan::{self, Plan};
use super::weigh::{self, Weights};
use super::{Baseline, Format, Options, Report, Subject, logo, select};

/// The set of a handbook that names none.
const DEFAULT_SET: &str = "standard";

/// Everything that the parts of a build share.
pub struct Project {
    pub handbook: Handbook,
    pub selection: Selection,
    pub names: Names,
    /// The paths of all documents that the whole data can make, without extensions.
    possible: Vec<String>,
    pub set: Set,
    pub sheet: StyleSheet,
    pub constants: Constants,
    pub system_fonts: bool,
}

impl Project {
    /// Opens everything around the handbook; nothing if there was an error, then or before.
    pub fn open(
        world: &dyn World,
        options: &Options,
        handbook: Handbook,
        report: &mut Report,
    ) -> Option<Project> {
        if report.failed() {
            return None;
        }
        let all = select::all(&handbook);
        let selection = match &options.only {
            None => all.clone(),
            Some(pattern) => report.take(select::only(&handbook, pattern).map_err(|error| vec![error]))?,
        };
        let names = name::names(&handbook, &all);
        let possible = plan::plans(&[], &|_, _| true, &Kind::ALL, &all, &names)
            .into_iter()
            .map(|plan| plan.path)
            .collect();
        let names = names.narrow(&all, &selection);
        let set = open_set(world, options, &handbook, report)?;
        let (labels, wrong_labels) = template::labels(handbook.language, &handbook.labels);
        let foreign = options.template.is_some();
        let (parameters, wrong_options) =
            template::parameters(&set.manifest.parameters, &handbook.template_options, foreign);
        report.add(wrong_labels.into_iter().chain(wrong_options));
        let language = handbook.language.code();
        let sheet = open_sheet(&set, &parameters.css(), &handbook.template_options, language);
        let sheet = report.take(sheet)?;
        let constants = Constants::new(labels, parameters);
        let system_fonts = options.system_fonts;
        let project = Project { handbook, selection, names, possible, set, sheet, constants, system_fonts };
        (!report.failed()).then_some(project)
    }

    /// The outputs of these kinds.
    pub fn plans(&self, kinds: &[Kind]) -> Vec<Plan<'_>> {
        let stands = |rule: &PartRule, shown| self.constants.stands(rule, shown);
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

    /// Every path that any run can make of this data.
    pub fn possible_paths(&self) -> BTreeSet<String> {
        let files = |stem: &String| Format::ALL.map(|format| format!("{stem}.{}", format.extension()));
        self.possible.iter().flat_map(files).collect()
    }

    /// The files that an output shows, by path: the handbook's own, then those of its positions.
    pub fn sources(&self, plan: &Plan) -> BTreeSet<&str> {
        let positions = plan.jobs.iter().filter_map(|job| Some(&*self.shown(job).1?.path));
        std::iter::once(&*self.handbook.title.path).chain(positions).collect()
    }

    /// What an output shows, in words.
    pub fn subject(&self, plan: &Plan, sources: &Sources) -> Subject {
        let text = |value: &Option<model::Str>| value.as_ref().map(|value| value.to_string());
        let job = plan.jobs.iter().find(|job| job.position.is_some());
        let position = job.and_then(|job| self.shown(job).1).filter(|_| plan.kind == Kind::Position);
        let selected = plan.departments.first().and_then(|index| self.selection.departments.get(*index));
        let department = selected.and_then(|of| self.handbook.departments.get(of.department));
        let files = self.sources(plan).into_iter().filter(|path| sources.text(path).is_some());
        Subject {
            kind: plan.kind,
            department: department
                .filter(|_| plan.kind != Kind::Handbook)
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

    /// What an output says about itself.
    pub fn meta(&self, plan: &Plan, world: &dyn World) -> Meta {
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
    fn title(&self, plan: &Plan) -> String {
        let shown = || match plan.kind {
            Kind::Handbook => None,
            Kind::Department => {
                let of = self.selection.departments.get(*plan.departments.first()?)?;
                self.handbook.departments.get(of.department)?.name.as_ref().map(|name| name.to_string())
            }
            Kind::Position => {
                let job = plan.jobs.iter().find(|job| job.position.is_some())?;
                Some(self.shown(job).1?.title.to_string())
            }
        };
        match (shown(), self.handbook.language) {
            (None, _) => self.handbook.title.to_string(),
            (Some(name), Language::Chinese) => format!("{name}岗位职责说明书"),
            (Some(name), Language::English) => format!("{name} Job Description"),
        }
    }
}

/// Reads the data; without an error in the report it is whole. From here on warnings are weighed.
pub fn load(world: &dyn World, options: &Options, report: &mut Report) -> (Handbook, Completeness) {
    let loaded = model::load_in(world, options.document_language);
    let extent = loaded.extent();
    report.sources.extend(loaded.sources);
    report.sources.set_handbook(world.display(&loaded.handbook.title.path));
    let baseline = if options.ignore_baseline { Baseline::default() } else { Baseline::open(world, report) };
    report.weights = Weights::new(&loaded.handbook, options.deny_warnings, baseline);
    report.add(loaded.diagnostics);
    report.add(weigh::unknown(&loaded.handbook));
    report.add(pattern::check(&loaded.handbook));
    report.add(long_watermark(&loaded.handbook));
    report.add(logo::fault(world, &loaded.handbook));
    (loaded.handbook, extent)
}

/// The complaint that no page holds the watermark.
fn long_watermark(handbook: &Handbook) -> Option<Diagnostic> {
    let written = handbook.watermark.as_ref()?;
    let (length, most) = (written.chars().count(), Watermark::LONGEST);
    let message = Text::new(
        format!("水印太长：{length} 个字，最多 {most} 个"),
        format!("the watermark is too long: {length} characters, at most {most}"),
    );
    let help = Text::new("水印宜用几个字，如“内部资料”", "a few words are best, such as 内部资料");
    (length > most).then(|| written.blame(Diagnostic::new(Code::E409, message)).with_help(help))
}

/// Reads the set's style sheet with the parameters put in. Sections have the language as their class.
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

fn open_set(world: &dyn World, options: &Options, handbook: &Handbook, report: &mut Report) -> Option<Set> {
    let choice = options.template.clone().unwrap_or_else(|| match &handbook.template {
        Some(name) => Choice::Handbook(name.clone()),
        None => Choice::Name(DEFAULT_SET.to_owned()),
    });
    let opened = Set::open(world, &choice, &mut report.sources);
    let has = |diagnostics: &Vec<Diagnostic>, code| diagnostics.iter().any(|finding| finding.code == code);
    // A set that is not there is wrong usage where the command line asks for it.
    if options.template.is_some() && opened.as_ref().is_err_and(|found| has(found, Code::E110)) {
        report.failure = report.failure.max(Some(Failure::Usage));
    }
    report.take(opened)
}
