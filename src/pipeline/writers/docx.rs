//! Writes documents for word processors.

use super::document::{FormatWriter, LaidDocument, OutputFile};
use crate::carried::{Carried, CarriedProject, CarriedTexts, PROGRAM_VERSION, Shown, TemplateStamp};
use crate::diag::{Code, Diagnostic, Sources, Text};
use crate::docx::{self, CarriedData, PixelCopies};
use crate::pipeline::project::Project;
use crate::template::OutputKind;
use crate::tree::Document;

pub struct DocxWriter<'p> {
    copies: PixelCopies,
    /// What documents carry of the project.
    texts: CarriedTexts<'p>,
    template: TemplateStamp,
    filled: Vec<String>,
}

impl<'p> DocxWriter<'p> {
    pub fn new(project: &'p Project, sources: &'p Sources) -> DocxWriter<'p> {
        let template =
            TemplateStamp { name: project.set.manifest.name.clone(), digest: project.set.digest() };
        let texts = CarriedTexts::new(&project.handbook, sources);
        let filled = project.handbook.filled().into_iter().map(str::to_owned).collect();
        DocxWriter { copies: PixelCopies::default(), texts, template, filled }
    }
}

impl FormatWriter for DocxWriter<'_> {
    fn write(&self, document: &LaidDocument) -> Result<Vec<OutputFile>, Diagnostic> {
        const SUFFIX: &str = ".docx";
        let parts = document.sheets.iter().map(|sheet| sheet.part.clone()).collect();
        let tree = Document { meta: document.meta.clone(), parts };
        match docx::write(&tree, &document.joined.map(), &self.copies, &self.data(document)) {
            Ok(bytes) => Ok(vec![OutputFile { suffix: SUFFIX, bytes }]),
            Err(error) => Err(failure(&format!("{}{SUFFIX}", document.plan.path), &error)),
        }
    }
}

impl DocxWriter<'_> {
    /// What a document carries.
    fn data(&self, document: &LaidDocument) -> CarriedData {
        let LaidDocument { project, plan, .. } = document;
        let shown: Vec<_> = plan.jobs.iter().filter_map(|job| project.shown(job).1).collect();
        let departments = plan.departments.iter().filter_map(|at| project.selection.departments.get(*at));
        let departments: Vec<&str> = departments
            .filter_map(|of| project.handbook.departments.get(of.department))
            .map(|department| department.name.as_ref().map_or("", |name| name.as_str()))
            .collect();
        let first = |names: &[&str]| names.first().map_or(String::new(), |name| (*name).to_owned());
        let shows = match plan.kind {
            OutputKind::Handbook | OutputKind::Changes => Shown::Handbook,
            OutputKind::Department => Shown::Department(first(&departments)),
            OutputKind::Position => {
                let id = shown.first().and_then(|position| self.texts.id(position));
                Shown::Position(id.unwrap_or_default().to_owned())
            }
        };
        let departments = if plan.kind == OutputKind::Position { &[] } else { departments.as_slice() };
        let Carried { positions, files } = self.texts.of(&shown, departments, shows == Shown::Handbook);
        let carried = CarriedProject {
            program: PROGRAM_VERSION.to_owned(),
            template: self.template.clone(),
            language: project.handbook.language.code().to_owned(),
            shown: shows,
            filled: self.filled.clone(),
            positions,
            files,
        };
        // Nobody sends the table of what has changed back.
        let has_data = project.handbook.docx.data != Some(false) && plan.kind != OutputKind::Changes;
        carried.to_docx(has_data)
    }
}

fn failure(path: &str, error: &docx::Error) -> Diagnostic {
    Diagnostic::new(
        Code::E411,
        Text::new(format!("未能生成 {path}：{error}"), format!("{path} could not be made: {error}")),
    )
}
