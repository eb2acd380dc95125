//! Writes PDF files.

use std::sync::Arc;

use super::document::{FormatWriter, LaidDocument, OutputFile};
use crate::diag::{Code, Diagnostic, Text};
use crate::model;
use crate::page::{self, Attachment, FontFile};
use crate::pdf::{self, PdfArchive, PdfError};
use crate::pipeline::project::Project;
use crate::text::{Face, Fonts};
use crate::tree::Meta;

/// How many errors of one PDF are reported.
const MOST_TOLD: usize = 5;

pub struct PdfWriter {
    shared: pdf::SharedResources,
}

impl PdfWriter {
    pub fn new(fonts: &Fonts) -> PdfWriter {
        let file = |face: &Arc<Face>| FontFile { data: face.data.clone(), index: face.index };
        let files: Vec<FontFile> = fonts.faces().iter().map(file).collect();
        PdfWriter {
            shared: pdf::SharedResources {
                fonts: pdf::FontPrograms::new(&files),
                images: pdf::Images::default(),
            },
        }
    }
}

impl FormatWriter for PdfWriter {
    fn write(&self, document: &LaidDocument) -> Result<Vec<OutputFile>, Diagnostic> {
        const SUFFIX: &str = ".pdf";
        let LaidDocument { project, plan, meta, sheets, joined, .. } = document;
        let cover = joined.cover(page_meta(meta, attachments(document)), meta.watermark.as_ref());
        let drawn: Vec<_> = sheets.iter().map(|sheet| sheet.drawn.clone()).collect();
        match pdf::write_drawn(&cover, joined, &drawn, &self.shared, archive(project)) {
            Ok(bytes) => Ok(vec![OutputFile { suffix: SUFFIX, bytes }]),
            Err(errors) => Err(failure(&format!("{}{SUFFIX}", plan.path), &errors)),
        }
    }

    fn drawing(&self) -> Option<&pdf::FontPrograms> {
        Some(&self.shared.fonts)
    }
}

/// The kind of archive that the handbook asks for.
fn archive(project: &Project) -> PdfArchive {
    match project.handbook.pdf.archive {
        Some(model::ArchiveLevel::A3a) => PdfArchive::A3a,
        Some(model::ArchiveLevel::A2a) | None => PdfArchive::A2a,
    }
}

/// The metadata of the PDF.
fn page_meta(meta: &Meta, attachments: Vec<Attachment>) -> page::DocumentInfo {
    page::DocumentInfo {
        title: meta.title.clone(),
        author: meta.company.clone(),
        subject: meta.document_number.clone(),
        keywords: meta.version.iter().chain(&meta.confidentiality).cloned().collect(),
        language: meta.language.clone(),
        date: meta.date,
        attachments,
    }
}

/// The YAML files of an output, by path, if the archive has attachments: the handbook's own, then those of its
/// positions.
fn attachments(document: &LaidDocument) -> Vec<Attachment> {
    let LaidDocument { project, plan, sources, .. } = document;
    if archive(project) != PdfArchive::A3a {
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

fn failure(path: &str, errors: &[PdfError]) -> Diagnostic {
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

/// The text of an error. Pages are numbered from 1.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_errors_the_first_are_told_and_the_rest_counted() {
        let error = |page| PdfError::GlyphMissing { font: None, page: Some(page), text: "㊣".to_owned() };
        let told = failure("岗位.pdf", &(0..7).map(error).collect::<Vec<_>>());
        let zh = &told.message.zh;
        assert!(zh.contains("第 5 页没有“㊣”的字形；另有 2 处"), "{zh}");
        assert!(!zh.contains("第 6 页"), "{zh}");
        assert!(!failure("岗位.pdf", &[error(0)]).message.zh.contains("另有"));
    }
}
