//! Tries a template set on awkward data, and reports every flaw with its template line.
//!
//! Errors are flaws that stop a build; warnings are flaws of pages and unused parts of the set. Each flaw is reported
//! once, however many positions, outputs and languages show it.

mod awkward;
mod coverage;
mod faults;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic, Severity, Span, Text};
use crate::sync::Shared;
use crate::template::{Each, OutputKind, PartFinding, SetChoice, gather};
use crate::tree::{Content, Origin, PageStyle, Part};
use crate::world::World;

use super::format::Format;
use super::options::Options;
use super::project::Project;
use super::report::Report;
use super::session::Session;
use super::sheet::PartSheet;
use super::sheets::Maker;
use super::sink::NullSink;
use super::write::{Goal, outputs};
use awkward::{Awkward, Case};
use faults::{Flaw, Inspection, inspect, plain};

/// Tries a set. `own` is the project that it may lie in.
pub fn check_set(own: &dyn World, choice: &SetChoice) -> Report {
    let mut trial = SetTrial::default();
    for case in Case::ALL {
        if trial.run(&Awkward { own, case }, choice).is_none() {
            break;
        }
    }
    trial.finish()
}

/// What the runs have found so far.
#[derive(Default)]
struct SetTrial {
    report: Report,
    findings: Vec<PartFinding>,
    /// Rules that matched nothing in any run.
    idle_rules: Option<BTreeSet<(Arc<str>, Span)>>,
    /// Set if a part could not be built, so that unused parts of the set are not known.
    partial: bool,
}

impl SetTrial {
    /// Tries one handbook; `None` if trying others is of no use.
    fn run(&mut self, world: &Awkward, choice: &SetChoice) -> Option<()> {
        let since = world.older().map(Arc::new);
        let options = Options { template: Some(choice.clone()), since, ..Options::default() };
        let mut project = Project::open(world, &options, &mut self.report)?;
        match world.case {
            Case::Full | Case::English => project.constants.turn_on(),
            Case::Bare => project.constants.keep_rows(),
            Case::Small => {}
        }
        let kinds: Vec<OutputKind> = OutputKind::ALL.into_iter().chain([OutputKind::Changes]).collect();
        let mut session = Session::open(world, &project, project.plans(&kinds), &mut self.report)?;
        let made = match make(&session) {
            Ok(made) => made,
            Err(findings) => {
                self.findings.extend(findings);
                self.partial = true;
                return Some(());
            }
        };
        let inspections: Vec<Inspection> =
            made.sheets.par_iter().map(|sheet| inspect(&sheet.part, &sheet.layout, &session.fonts)).collect();
        let tracer = Tracer { session: &session, sheets: &made.sheets };
        for (sheet, inspection) in inspections.iter().enumerate() {
            self.findings.extend(tracer.trace(sheet, &inspection.faults));
        }
        for (sheet, faults) in across_parts(&made.of, &inspections) {
            self.findings.extend(tracer.trace(sheet, &faults));
        }
        self.hidden_keys(&project, &made.sheets, &inspections);
        self.idle(&project);
        // The errors of the writers.
        session.plans.truncate(1);
        outputs(&session, Goal::Documents(&Format::ALL), &NullSink, &mut self.report);
        Some(())
    }

    fn finish(mut self) -> Report {
        let idle = self.idle_rules.take().filter(|_| !self.partial);
        for (path, span) in idle.into_iter().flatten() {
            let message = Text::new("这条规则没有选中任何元素", "this rule matches no element of any part");
            self.tell(Diagnostic::new(Code::W519, message).at(&path, span));
        }
        let findings = gather(std::mem::take(&mut self.findings));
        self.report.add(findings);
        // Each run reads the same files, and has the same findings about them.
        let mut known = Vec::new();
        self.report.diagnostics.retain(|finding| {
            // Notes about the data's last pages do not concern the set.
            let new = finding.severity != Severity::Note && !known.contains(finding);
            if new {
                known.push(finding.clone());
            }
            new
        });
        self.report
    }

    /// Adds a flaw of the set as a whole.
    fn tell(&mut self, diagnostic: Diagnostic) {
        self.findings.push(PartFinding { diagnostic, subject: None });
    }

    /// Reports keys of the data that no output shows.
    fn hidden_keys(&mut self, project: &Project, sheets: &[Arc<PartSheet>], inspections: &[Inspection]) {
        let mut shown: String = inspections.iter().map(|inspection| inspection.text.as_str()).collect();
        sheets.iter().for_each(|sheet| margin_texts(&sheet.part, &mut shown));
        for key in coverage::keys(&project.handbook) {
            let Some(text) = key.absent(&shown) else { continue };
            let excerpt: String = text.chars().take(24).collect();
            let message = Text::new(
                format!("版式没有显示 `{}`", key.name),
                format!("the set does not show `{}`", key.name),
            );
            let help = Text::new(
                format!("例如“{excerpt}”不在任何一份文件里"),
                format!("no output has “{excerpt}”, for one"),
            );
            let file = file_for(project, key.each);
            self.tell(Diagnostic::new(Code::W520, message).in_file(&file).with_help(help));
        }
    }

    /// Reports parameters and rules without effect.
    fn idle(&mut self, project: &Project) {
        let manifest = project.set.path("template.yaml");
        for parameter in project.set.unused_parameters() {
            let message = Text::new(
                format!("参数 `{}` 没有用到", parameter.name),
                format!("the parameter `{}` is not used", parameter.name),
            );
            let help = Text::new(
                format!("用法：模板里 `parameters.{0}`，样式表里 `var(--{0})`", parameter.name),
                format!(
                    "use it as `parameters.{0}` in templates, or `var(--{0})` in the style sheet",
                    parameter.name
                ),
            );
            self.tell(Diagnostic::new(Code::W518, message).at(&manifest, parameter.span).with_help(help));
        }
        let idle: BTreeSet<_> = project.sheet.idle_rules().collect();
        self.idle_rules = Some(match self.idle_rules.take() {
            None => idle,
            Some(known) => known.intersection(&idle).cloned().collect(),
        });
    }
}

/// The template that should show what belongs to a department, a position or neither.
fn file_for(project: &Project, each: Option<Each>) -> Arc<str> {
    let rules = &project.set.manifest.parts;
    let rule = rules.iter().find(|rule| rule.each == each);
    project.set.path(rule.map_or("template.yaml", |rule| &rule.file))
}

/// Every distinct sheet, and which ones each output shows.
struct MadeSheets<'a> {
    sheets: Vec<Arc<PartSheet<'a>>>,
    of: Vec<Vec<usize>>,
}

/// Makes the sheets of all outputs, or gives the errors.
fn make<'a>(session: &Session<'a>) -> Result<MadeSheets<'a>, Vec<PartFinding>> {
    let maker = Maker { keeps_items: true, ..Maker::new(session) };
    let (outputs, found) = maker.keep();
    if !found.findings.is_empty() {
        return Err(found.findings);
    }
    let mut made = MadeSheets { sheets: Vec::new(), of: Vec::new() };
    let mut known: HashMap<Shared<PartSheet>, usize> = HashMap::new();
    for sheets in outputs.into_values() {
        let index_of = |sheet: Arc<PartSheet<'a>>| {
            *known.entry(Shared(sheet.clone())).or_insert_with(|| {
                made.sheets.push(sheet);
                made.sheets.len() - 1
            })
        };
        made.of.push(sheets.into_iter().map(index_of).collect());
    }
    Ok(made)
}

/// Finds the template lines of flaws.
struct Tracer<'a> {
    session: &'a Session<'a>,
    sheets: &'a [Arc<PartSheet<'a>>],
}

impl Tracer<'_> {
    fn trace(&self, sheet: usize, faults: &[Flaw]) -> Vec<PartFinding> {
        let made =
            self.sheets.get(sheet).and_then(|sheet| Some((sheet.job, self.session.plans.get(sheet.plan)?)));
        let Some((job, plan)) = made else { return Vec::new() };
        let path = self.session.project.set.path(job.file);
        let diagnostics = faults.iter().map(|fault| diagnostic(fault, &path)).collect();
        self.session.builder.trace(&job, plan, diagnostics)
    }
}

fn diagnostic(fault: &Flaw, path: &Arc<str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(fault.code, fault.message.clone());
    let Origin { start, end } = fault.origin;
    let diagnostic = match (start, end) {
        (0, 0) => diagnostic.in_file(path),
        (start, end) => diagnostic.at(path, Span { start: start as usize, end: end as usize }),
    };
    match &fault.excerpt {
        Some(text) => diagnostic.with_label(Text::new(format!("“{text}”"), format!("“{text}”"))),
        None => diagnostic,
    }
}

/// Flaws across the parts of one output: ids that are used twice, and skipped levels of headings.
fn across_parts(outputs: &[Vec<usize>], inspections: &[Inspection]) -> BTreeMap<usize, Vec<Flaw>> {
    let mut faults: BTreeMap<usize, Vec<Flaw>> = BTreeMap::new();
    for shown in outputs {
        let mut ids = BTreeSet::new();
        let mut previous = None;
        for &part in shown {
            let Some(inspection) = inspections.get(part) else { continue };
            for (id, origin) in inspection.ids.iter().filter(|(id, _)| !ids.insert(id)) {
                let message = Text::new(
                    "文件里有两个元素用同一个标识，链接只会到第一个",
                    "two elements of one document have the same id; links lead to the first",
                );
                let excerpt = Some(id.clone());
                faults.entry(part).or_default().push(Flaw {
                    code: Code::W516,
                    message,
                    excerpt,
                    origin: *origin,
                });
            }
            for &(level, origin) in &inspection.headings {
                if let Some(above) = previous.filter(|above| level > above + 1) {
                    let message = Text::new(
                        format!("标题从 h{above} 跳到了 h{level}"),
                        format!("the heading goes from h{above} to h{level}, skipping a level"),
                    );
                    faults.entry(part).or_default().push(Flaw {
                        code: Code::W517,
                        message,
                        excerpt: None,
                        origin,
                    });
                }
                previous = Some(level);
            }
        }
    }
    faults
}

/// Appends the texts of the headers and footers of a part's pages.
fn margin_texts(part: &Part, shown: &mut String) {
    let styles = &part.page_styles;
    let pages = std::iter::once(&styles.default).chain(styles.named.iter().map(|(_, style)| style));
    for content in pages.flat_map(PageStyle::all_boxes).flat_map(|margin_box| &margin_box.content) {
        match content {
            Content::Text(text) => shown.push_str(&plain(text)),
            Content::String(name) => {
                let value = part.strings.iter().find(|(known, _)| known == name);
                shown.extend(value.map(|(_, value)| plain(value)));
            }
            Content::Page(_) | Content::Pages | Content::SheetPage | Content::SheetPages => {}
        }
    }
}
