//! Writes the documents.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::diag::{Diagnostic, Sources, Text};
use crate::model;
use crate::page::{self, Attachment, PartLayout};
use crate::pdf::PdfError;
use crate::template::Kind;
use crate::text::Fonts;
use crate::world::World;
use crate::{docx, pdf};

use super::fit::Sheets;
use super::parts::Parts;
use super::plan::Plan;
use super::project::Project;
use super::{Failure, Format, Output, Report, Sink, Step, glyphs};

/// How many documents are begun at once for each thread. A thread that waits for a part of one begins another, so
/// that without a limit a large batch has hundreds begun and none done.
const AT_ONCE: usize = 16;
/// Of what stands against one PDF, so much is told.
const MOST_TOLD: usize = 5;

/// Gives every output in every format to the sink, but those that something stands against.
#[expect(clippy::too_many_arguments, reason = "everything meets here, once")]
pub fn outputs(
    world: &dyn World,
    project: &Project,
    plans: &[Plan],
    sheets: &Sheets,
    fonts: &Fonts,
    formats: &[Format],
    sink: &dyn Sink,
    report: &mut Report,
) {
    let Sheets { parts, layouts, broken } = sheets;
    let mut formats = formats.to_vec();
    if formats.contains(&Format::Pdf) {
        let missing = glyphs::missing(project, &report.sources, fonts, layouts);
        if !missing.is_empty() {
            // A PDF with holes is none; Word finds fonts of its own.
            formats.retain(|format| *format != Format::Pdf);
            report.add(missing, Failure::Input);
        }
    }
    let sources = &report.sources;
    let paths = |plan: &Plan| formats.iter().map(|format| plan.file(*format)).collect::<Vec<_>>();
    sink.expect(&plans.iter().flat_map(paths).collect::<Vec<_>>());
    sink.begin(Step::Write, plans.len());
    let stopped = AtomicBool::new(false);
    let write = |(index, plan): (usize, &Plan)| {
        if stopped.load(Ordering::Relaxed) {
            return Vec::new();
        }
        let shown = parts.shown(index).into_iter();
        let layouts = shown.filter_map(|index| layouts.get(index)).cloned().collect();
        let take = |output| {
            if sink.take(output).is_break() {
                stopped.store(true, Ordering::Relaxed);
            }
        };
        let errors = write_one(world, project, plan, index, parts, layouts, fonts, &formats, sources, &take);
        sink.advance();
        errors
    };
    let whole: Vec<(usize, &Plan)> =
        plans.iter().enumerate().filter(|(index, _)| !broken.contains(index)).collect();
    let many = |plans: &[(usize, &Plan)]| plans.par_iter().copied().flat_map_iter(write).collect::<Vec<_>>();
    // The handbook, which takes longest, comes first; nobody waits for it.
    let handbooks = whole.partition_point(|(_, plan)| plan.kind == Kind::Handbook);
    let (handbooks, others) = whole.split_at(handbooks);
    let at_once = AT_ONCE * rayon::current_num_threads();
    let (errors, more) =
        rayon::join(|| many(handbooks), || others.chunks(at_once).flat_map(many).collect::<Vec<_>>());
    report.add(errors.into_iter().chain(more), Failure::Input);
}

/// Makes one document in each format, and gives each on; what stands against one is returned.
#[expect(clippy::too_many_arguments, reason = "everything meets here, once")]
fn write_one(
    world: &dyn World,
    project: &Project,
    plan: &Plan,
    index: usize,
    parts: &Parts,
    layouts: Vec<Arc<PartLayout>>,
    fonts: &Fonts,
    formats: &[Format],
    sources: &Sources,
    take: &(dyn Fn(Output) + Sync),
) -> Vec<Diagnostic> {
    let subject = Arc::new(project.subject(plan, sources));
    let meta = project.meta(plan, world);
    let attachments = attachments(project, plan, sources);
    let (pages, map) = page::join(layouts, fonts, page_meta(&meta, attachments), meta.watermark.as_ref());
    let write = |(at, format): (usize, &Format)| {
        let path = plan.file(*format);
        let bytes = match format {
            Format::Pdf => {
                pdf::write_as(&pages, archive(project)).map_err(|errors| pdf_error(&path, &errors))
            }
            Format::Docx => {
                let document = parts.document(index, meta.clone());
                docx::write(&document, &map).map_err(|error| docx_error(&path, &error))
            }
        };
        let (number, subject) = (index * formats.len() + at, subject.clone());
        let output =
            |bytes| Output { path, bytes, number, format: *format, pages: map.pages as usize, subject };
        bytes.map(output).map(take).err()
    };
    formats.par_iter().enumerate().filter_map(write).collect()
}

/// The kind of archive that the handbook asks for.
fn archive(project: &Project) -> pdf::Archive {
    match project.handbook.pdf.archive {
        Some(model::Archive::A3a) => pdf::Archive::A3a,
        Some(model::Archive::A2a) | None => pdf::Archive::A2a,
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
    let told: Vec<Text> = errors.iter().take(MOST_TOLD).map(describe).collect();
    let join =
        |pick: fn(&Text) -> &str, between: &str| told.iter().map(pick).collect::<Vec<_>>().join(between);
    Diagnostic::error(
        "E410",
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
    Diagnostic::error(
        "E411",
        Text::new(format!("未能生成 {path}：{error}"), format!("{path} could not be made: {error}")),
    )
}
