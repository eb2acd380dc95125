//! The handbook: what `handbook.yaml` says, with the departments and their positions.
//!
//! Serialised, it is what templates see under `handbook`. What was left blank is null, or
//! an empty list.

use serde::Serialize;

use super::{Department, Entries, Passage, Spanned, Str};

/// A whole project.
#[derive(Clone, Debug, Serialize)]
pub struct Handbook {
    /// 岗位职责说明书 where the project names none.
    pub title: Str,
    pub company: Option<Str>,
    pub version: Option<Str>,
    /// As typed.
    pub effective_date: Option<Str>,
    pub document_number: Option<Str>,
    pub confidentiality: Option<Str>,
    /// A picture's path in the project.
    pub logo: Option<Str>,
    /// A template set's name or folder.
    pub template: Option<Str>,
    /// Values for the template set's parameters, as typed.
    pub template_options: Entries<Str>,
    /// Of the form's own labels.
    pub language: Language,
    /// In the handbook's order; the positions stand inside.
    pub departments: Vec<Department>,
    pub revisions: Vec<Revision>,
    pub approvals: Vec<Approval>,
    /// A regular expression, known to compile.
    pub code_pattern: Option<Str>,
    /// The most pages that one position may fill, from 1.
    pub max_pages: Option<Spanned<u32>>,
    /// Own words for the form's labels.
    pub labels: Entries<Str>,
    pub foreword: Passage,
    pub watermark: Option<Str>,
    /// Positions that others may report to though no file describes them.
    pub external_roles: Vec<Str>,
    /// How grave a finding of the organisation checks is, by its code.
    pub checks: Entries<CheckLevel>,
    pub pdf: Pdf,
    /// A pattern such as `{code}-{title}`.
    pub file_name: Option<Str>,
}

impl Handbook {
    /// All positions, in the handbook's order.
    pub fn positions(&self) -> impl Iterator<Item = &super::Position> {
        self.departments.iter().flat_map(|department| &department.positions)
    }

    /// A copy of its own data, without its departments.
    pub fn without_departments(&self) -> Handbook {
        Handbook {
            departments: Vec::new(),
            title: self.title.clone(),
            company: self.company.clone(),
            version: self.version.clone(),
            effective_date: self.effective_date.clone(),
            document_number: self.document_number.clone(),
            confidentiality: self.confidentiality.clone(),
            logo: self.logo.clone(),
            template: self.template.clone(),
            template_options: self.template_options.clone(),
            language: self.language,
            revisions: self.revisions.clone(),
            approvals: self.approvals.clone(),
            code_pattern: self.code_pattern.clone(),
            max_pages: self.max_pages.clone(),
            labels: self.labels.clone(),
            foreword: self.foreword.clone(),
            watermark: self.watermark.clone(),
            external_roles: self.external_roles.clone(),
            checks: self.checks.clone(),
            pdf: self.pdf.clone(),
            file_name: self.file_name.clone(),
        }
    }

    /// The texts of `handbook.yaml`, departments aside.
    pub fn texts(&self) -> Vec<&Str> {
        let mut texts = vec![&self.title];
        texts.extend(
            [
                &self.company,
                &self.version,
                &self.effective_date,
                &self.document_number,
                &self.confidentiality,
                &self.watermark,
            ]
            .into_iter()
            .flatten(),
        );
        texts.extend(self.template_options.iter().map(|(_, value)| value));
        for revision in &self.revisions {
            texts.extend([&revision.version, &revision.date].into_iter().flatten());
            texts.extend(&revision.summary.parts);
            texts.extend([&revision.author, &revision.approver].into_iter().flatten());
        }
        texts.extend(self.approvals.iter().flat_map(Approval::texts));
        texts.extend(self.labels.iter().map(|(_, value)| value));
        texts.extend(&self.foreword.parts);
        texts
    }
}

/// The language of the form's labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub enum Language {
    #[default]
    /// `zh`, 中文.
    #[serde(rename = "zh")]
    Chinese,
    /// `en`, 英文.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// `zh` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Chinese => "zh",
            Language::English => "en",
        }
    }
}

/// An entry of the revision record (修订记录).
#[derive(Clone, Debug, Serialize)]
pub struct Revision {
    pub version: Option<Str>,
    pub date: Option<Str>,
    pub summary: Passage,
    pub author: Option<Str>,
    pub approver: Option<Str>,
}

/// A signature of the approval row (审批).
#[derive(Clone, Debug, Serialize)]
pub struct Approval {
    pub role: Option<Str>,
    pub name: Option<Str>,
    pub date: Option<Str>,
}

impl Approval {
    pub fn texts(&self) -> impl Iterator<Item = &Str> {
        [&self.role, &self.name, &self.date].into_iter().flatten()
    }
}

/// What a finding of an organisation check counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckLevel {
    Off,
    Warning,
    Error,
}

/// Wishes for the PDF.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pdf {
    pub archive: Option<Archive>,
}

/// A conformance level of PDF/A.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Archive {
    #[serde(rename = "a-2a")]
    A2a,
    #[serde(rename = "a-3a")]
    A3a,
}
