//! Writes the documents.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic, Sources, Text};
use crate::model;
use crate::page::{self, Attachment, FontFile, Joined};
use crate::pdf::PdfError;
use crate::sync::{lock, unlocked};
use crate::template::gather;
use crate::text::Fonts;
use crate::tree::Document;
use crate::world::World;
use crate::{docx, pdf};

use super::parts::Builder;
use super::plan::Plan;
use super::project::Project;
use super::sheets::{self, Found, Maker, Sheet};
use super::{Format, Output, Report, Sink, Step, glyphs};

/// A document of fewer parts is made by one thread: there are others to make.
const SMALL: usize = 8;
/// Of what stands against one PDF, so much is told.
const MOST_TOLD: usize = 5;

/// Makes every output in every format and gives it to the sink, but those that something stands against; without any
/// format, only finds what does.
pub fn outputs(
    world: &dyn World,
    builder: &Builder,
    plans: &[Plan],
    fonts: &Fonts,
    formats: &[Format],
    sink: &dyn Sink,
    report: &mut Report,
) {
    let project = builder.project;
    let wants_pdf = formats.contains(&Format::Pdf);
    // Without a format nothing is written, and everything checked.
    let wants_glyphs = wants_pdf || formats.is_empty();
    let paths = |plan: &Plan| formats.iter().map(|format| plan.file(*format)).collect::<Vec<_>>();
    sink.expect(&plans.iter().flat_map(paths).collect::<Vec<_>>());
    sink.begin(Step::Make, plans.iter().map(|plan| plan.jobs.len()).sum());
    let files = fonts.faces().iter().map(|face| FontFile { data: face.data.clone(), index: face.index });
    let fonts_of_pdf = pdf::Fonts::new(&files.collect::<Vec<_>>());
    let shared = pdf::Shared { fonts: fonts_of_pdf, images: pdf::Images::default() };
    let copies = docx::Copies::default();
    let stopped = AtomicBool::new(false);
    let writer = Writer {
        world,
        project,
        plans,
        fonts,
        shared: &shared,
        copies: &copies,
        formats,
        sources: &report.sources,
        sink,
        stopped: &stopped,
        errors: Mutex::default(),
        missing: Mutex::default(),
    };
    let maker = Maker {
        drawing: wants_pdf.then_some(&shared.fonts),
        keeps_parts: !formats.is_empty(),
        budgets: Some(report.weights()),
        sink,
        stopped: Some(&stopped),
        ..Maker::new(builder, plans, fonts)
    };
    let write = |index, sheets: Vec<Arc<Sheet>>| {
        writer.write(index, &sheets);
        // A long document takes long to be taken apart, too.
        sheets.into_par_iter().with_min_len(SMALL).for_each(drop);
    };
    let (found, absent) = rayon::join(
        || maker.run(&write),
        || wants_glyphs.then(|| glyphs::missing(project, &report.sources, fonts)),
    );
    let Found { findings, told } = found;
    let Writer { errors, missing, .. } = writer;
    let absent = absent.map(|mut absent| {
        let missing = unlocked(missing);
        missing.values().flatten().for_each(|(part, characters)| absent.add(part, characters));
        absent.diagnostics
    });
    let errors = unlocked(errors);
    report.add(gather(findings));
    report.add(told.into_iter().map(|told| told.finding));
    report.add(absent.into_iter().flatten());
    report.add(errors.into_values().flatten());
}

/// A part's name, and the characters that it shows and no font has.
type Lacking = (String, Vec<char>);

/// Writes outputs as their sheets come.
struct Writer<'w> {
    world: &'w dyn World,
    project: &'w Project,
    plans: &'w [Plan<'w>],
    fonts: &'w Fonts,
    shared: &'w pdf::Shared,
    copies: &'w docx::Copies,
    formats: &'w [Format],
    sources: &'w Sources,
    sink: &'w dyn Sink,
    stopped: &'w AtomicBool,
    /// What stands against outputs, by their place.
    errors: Mutex<BTreeMap<usize, Vec<Diagnostic>>>,
    /// The parts of outputs, by their place, that show characters which no font has.
    missing: Mutex<BTreeMap<usize, Vec<Lacking>>>,
}

impl Writer<'_> {
    fn write(&self, index: usize, sheets: &[Arc<Sheet>]) {
        if self.stopped.load(Ordering::Relaxed) {
            return;
        }
        let shown = sheets::shown(sheets);
        let lacking = shown.iter().filter(|sheet| !sheet.layout.missing.is_empty());
        let mut lacking: Vec<_> =
            lacking.map(|sheet| (sheet.layout.name.clone(), sheet.layout.missing.clone())).collect();
        let watermark = self.project.handbook.watermark.iter().flat_map(|text| text.chars());
        let holes: Vec<char> = watermark.filter(|&c| !self.fonts.covers(c)).collect();
        if !holes.is_empty() {
            lacking.push((self.plans[index].path.clone(), holes));
        }
        // A PDF with holes is none; Word finds fonts of its own.
        let is_possible = |format: &Format| lacking.is_empty() || *format != Format::Pdf;
        let errors = self.write_one(index, &shown, &is_possible);
        if !errors.is_empty() {
            lock(&self.errors).insert(index, errors);
        }
        if !lacking.is_empty() {
            lock(&self.missing).insert(index, lacking);
        }
    }

    /// Makes one document in each format, and gives each on; what stands against one is returned.
    fn write_one(
        &self,
        index: usize,
        shown: &[&Sheet],
        is_possible: &(dyn Fn(&Format) -> bool + Sync),
    ) -> Vec<Diagnostic> {
        let Writer { project, sources, .. } = *self;
        let plan = &self.plans[index];
        let subject = Arc::new(project.subject(plan, sources));
        let meta = project.meta(plan, self.world);
        let layouts = shown.iter().map(|sheet| sheet.layout.clone()).collect();
        let joined = Joined::new(layouts, self.fonts);
        let map = joined.map();
        let write = |(at, format): (usize, &Format)| {
            let path = plan.file(*format);
            let bytes = match format {
                Format::Pdf => {
                    let attachments = attachments(project, plan, sources);
                    let cover = joined.cover(page_meta(&meta, attachments), meta.watermark.as_ref());
                    let drawn: Vec<_> = shown.iter().map(|sheet| sheet.drawn.clone()).collect();
                    let written = pdf::write_drawn(&cover, &joined, &drawn, self.shared, archive(project));
                    written.map_err(|errors| pdf_error(&path, &errors))
                }
                Format::Docx => {
                    let parts = shown.iter().map(|sheet| sheet.part.clone()).collect();
                    let document = Document { meta: meta.clone(), parts };
                    docx::write_with(&document, &map, self.copies).map_err(|error| docx_error(&path, &error))
                }
            };
            let (number, subject) = (index * self.formats.len() + at, subject.clone());
            let output =
                |bytes| Output { path, bytes, number, format: *format, pages: map.pages as usize, subject };
            bytes.map(output).map(|output| self.give(output)).err()
        };
        // A thread that waits for the other format of a document would begin the next one.
        let together = if shown.len() < SMALL { self.formats.len() } else { 1 };
        let formats = self.formats.par_iter().with_min_len(together.max(1)).enumerate();
        formats.filter(|(_, format)| is_possible(format)).filter_map(write).collect()
    }

    fn give(&self, output: Output) {
        if self.sink.take(output).is_break() {
            self.stopped.store(true, Ordering::Relaxed);
        }
    }
}

/// The kind of archive that the handbook asks for.
fn archive(project: &Project) -> pdf::Archive {
    match project.handbook.pdf.archive {
        Some(model::ArchiveLevel::A3a) => pdf::Archive::A3a,
        Some(model::ArchiveLevel::A2a) | None => pdf::Archive::A2a,
    }
}

/// What the PDF says about itself.
fn page_meta(meta: &crate::tree::Meta, attachments: Vec<Attachment>) -> page::Meta {
    page::Meta {
        title: meta.title.clone(),
        author: meta.company.clone(),
        subject: meta.document_number.clone(),
        keywords: meta.version.iter().chain(&meta.confidentiality).cloned().collect(),
        language: meta.language.clone(),
        date: meta.date,
        attachments,
    }
}

/// The YAML files of what an output shows, by path, where the archive carries them: the handbook's own,
/// then those of its positions.
fn attachments(project: &Project, plan: &Plan, sources: &Sources) -> Vec<Attachment> {
    if archive(project) != pdf::Archive::A3a {
        return Vec::new();
    }
    let paths = project.sources(plan);
    let attachment = |path: &str| {
        Some(Attachment {
            name: path.to_owned(),
            mime_type: "application/yaml",
            description: "YAML".to_owned(),
            data: sources.text(path)?.as_bytes().into(),
        })
    };
    paths.into_iter().filter_map(attachment).collect()
}

fn pdf_error(path: &str, errors: &[PdfError]) -> Diagnostic {
    let mut told: Vec<Text> = errors.iter().take(MOST_TOLD).map(describe).collect();
    if let Some(more) = errors.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        told.push(Text::new(format!("另有 {more} 处"), format!("and {more} more")));
    }
    let join =
        |pick: fn(&Text) -> &str, between: &str| told.iter().map(pick).collect::<Vec<_>>().join(between);
    Diagnostic::new(
        Code::E410,
        Text::new(
            format!("未能生成 {path}：{}", join(|text| &text.zh, "；")),
            format!("{path} could not be made: {}", join(|text| &text.en, "; ")),
        ),
    )
}

/// What stands against a PDF. Pages are told from 1.
fn describe(error: &PdfError) -> Text {
    let on = |page: &Option<usize>| match page {
        Some(page) => (format!("第 {} 页", page + 1), format!("page {}: ", page + 1)),
        None => Default::default(),
    };
    match error {
        PdfError::GlyphMissing { page, text, .. } => {
            let (zh, en) = on(page);
            Text::new(format!("{zh}没有“{text}”的字形"), format!("{en}no glyph for “{text}”"))
        }
        PdfError::FontUnreadable { reason, .. } => {
            Text::new(format!("字体无法使用：{reason}"), format!("a font cannot be used: {reason}"))
        }
        PdfError::ImageUnreadable { reason, .. } => {
            Text::new(format!("图片无法使用：{reason}"), format!("a picture cannot be used: {reason}"))
        }
        PdfError::Finding { page, text } => {
            let (zh, en) = on(page);
            Text::new(
                format!("{zh}不合 PDF/A 或 PDF/UA：{text}"),
                format!("{en}against PDF/A or PDF/UA: {text}"),
            )
        }
        PdfError::Inconsistent { page, what } => {
            let (zh, en) = on(&Some(*page));
            Text::new(format!("{zh}程序内部错误：{what}"), format!("{en}a bug in gangwei: {what}"))
        }
    }
}

fn docx_error(path: &str, error: &docx::Error) -> Diagnostic {
    Diagnostic::new(
        Code::E411,
        Text::new(format!("未能生成 {path}：{error}"), format!("{path} could not be made: {error}")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_errors_the_first_are_told_and_the_rest_counted() {
        let error = |page| PdfError::GlyphMissing { font: None, page: Some(page), text: "㊣".to_owned() };
        let told = pdf_error("岗位.pdf", &(0..7).map(error).collect::<Vec<_>>());
        let zh = &told.message.zh;
        assert!(zh.contains("第 5 页没有“㊣”的字形；另有 2 处"), "{zh}");
        assert!(!zh.contains("第 6 页"), "{zh}");
        assert!(!pdf_error("岗位.pdf", &[error(0)]).message.zh.contains("另有"));
    }
}
