//! Departments and positions, as templates see them.
//!
//! What was left blank is null, or an empty list; an empty group of responsibilities or an
//! empty item does not appear.

use std::sync::Arc;

use serde::Serialize;

use super::{Approval, Headcount, Passage, Spanned, Str};
use crate::diag::Span;

/// A department with its positions.
#[derive(Clone, Debug, Serialize)]
pub struct Department {
    /// An anchor: `d1`, in the handbook's order.
    pub id: String,
    /// `None` for the positions that belong to no department.
    pub name: Option<Str>,
    pub manager: Option<Str>,
    pub duties: Vec<Str>,
    /// What the handbook says; the sum of the positions' is the template's to find.
    pub headcount: Option<Spanned<Headcount>>,
    pub positions: Vec<Position>,
    /// Positions that serve it, too, though they stand in another department: each by the places of that
    /// department and of the position in it. They count there.
    #[serde(skip)]
    pub shared: Vec<(usize, usize)>,
}

impl Department {
    /// A copy of its own data, without its positions.
    pub fn without_positions(&self) -> Department {
        Department {
            id: self.id.clone(),
            name: self.name.clone(),
            manager: self.manager.clone(),
            duties: self.duties.clone(),
            headcount: self.headcount.clone(),
            positions: Vec::new(),
            shared: Vec::new(),
        }
    }

    /// The department's own texts, without its positions'.
    pub fn texts(&self) -> Vec<&Str> {
        [&self.name, &self.manager].into_iter().flatten().chain(&self.duties).collect()
    }
}

/// A position (岗位): one form.
#[derive(Clone, Debug, Serialize)]
pub struct Position {
    /// An anchor: `d1p3`, the third position of the first department.
    pub id: String,
    /// The file that describes it.
    #[serde(skip)]
    pub path: Arc<str>,
    /// The position's first key, for messages about the position as a whole.
    #[serde(skip)]
    pub span: Span,
    pub title: Str,
    /// `None` also for 不填, 无 and `/`.
    pub code: Option<Str>,
    /// Named by the position, or else by its folder.
    pub department: Option<Str>,
    /// Further departments that it serves.
    pub other_departments: Box<[Str]>,
    pub headcount: Option<Spanned<Headcount>>,
    pub order: Option<Spanned<i64>>,
    pub grade: Option<Str>,
    /// One or more superiors, in the administrative line.
    pub reports_to: Passage,
    /// Superiors in the functional line.
    pub functional_superiors: Passage,
    /// Positions that the holder of this one holds, too.
    pub concurrently: Passage,
    pub parent_department: Passage,
    /// As typed; the handbook's where the position names none.
    pub effective_date: Option<Str>,
    pub summary: Passage,
    pub responsibilities: Vec<DutyGroup>,
    pub authority: Vec<Str>,
    pub collaboration: Vec<Labelled>,
    pub qualifications: Vec<Labelled>,
    pub conditions: Vec<Labelled>,
    pub kpis: Vec<Kpi>,
    pub career: Vec<Labelled>,
    pub remarks: Vec<Str>,
    pub approvals: Vec<Approval>,
    pub status: Status,
    /// From 1; overrides the handbook's.
    pub max_pages: Option<Spanned<u32>>,
    pub extra: Vec<Labelled>,
}

impl Position {
    /// The names of other positions and departments.
    pub fn names(&self) -> [&Passage; 4] {
        [&self.reports_to, &self.functional_superiors, &self.concurrently, &self.parent_department]
    }

    /// Every text that the form may show, in the form's order.
    pub fn texts(&self) -> Vec<&Str> {
        let mut texts = vec![&self.title];
        texts.extend([&self.code, &self.department, &self.grade, &self.effective_date].into_iter().flatten());
        texts.extend(&self.other_departments);
        for passage in self.names().into_iter().chain([&self.summary]) {
            texts.extend(&passage.parts);
        }
        for group in &self.responsibilities {
            texts.extend(&group.label);
            texts.extend(group.items.iter().flat_map(Duty::texts));
        }
        texts.extend(&self.authority);
        for rows in [&self.collaboration, &self.qualifications, &self.conditions, &self.career, &self.extra] {
            texts.extend(rows.iter().flat_map(|row| row.texts()));
        }
        texts.extend(self.kpis.iter().flat_map(Kpi::texts));
        texts.extend(&self.remarks);
        texts.extend(self.approvals.iter().flat_map(Approval::texts));
        texts
    }
}

/// A group of responsibilities, such as 主要工作.
#[derive(Clone, Debug, Serialize)]
pub struct DutyGroup {
    /// `None` where the responsibilities are one plain list.
    pub label: Option<Str>,
    pub items: Vec<Duty>,
}

/// One responsibility.
#[derive(Clone, Debug, Serialize)]
pub struct Duty {
    /// Counted through all groups of the position, from 1.
    pub number: usize,
    pub description: Passage,
    pub standard: Passage,
    /// In boxes, as most of the many duties have neither.
    pub weight: Option<Box<Str>>,
    pub frequency: Option<Box<Str>>,
    pub output: Passage,
}

impl Duty {
    fn texts(&self) -> impl Iterator<Item = &Str> {
        let passages = [&self.description, &self.standard, &self.output];
        passages
            .into_iter()
            .flat_map(|passage| &passage.parts)
            .chain([&self.weight, &self.frequency].into_iter().flatten().map(|text| &**text))
    }
}

/// A label with its texts: 学历, 本科及以上. Or texts alone.
#[derive(Clone, Debug, Serialize)]
pub struct Labelled {
    /// The English key of a known label, whichever name the author used.
    pub key: Option<&'static str>,
    /// A known label in the handbook's language, any other as written; `None` for texts without one.
    pub label: Option<Str>,
    pub items: Vec<Str>,
}

impl Labelled {
    pub fn texts(&self) -> impl Iterator<Item = &Str> {
        self.label.iter().chain(&self.items)
    }
}

/// An assessment figure (考核指标).
#[derive(Clone, Debug, Serialize)]
pub struct Kpi {
    pub name: Str,
    pub target: Passage,
    pub weight: Option<Str>,
    pub cycle: Option<Str>,
    pub source: Passage,
}

impl Kpi {
    fn texts(&self) -> impl Iterator<Item = &Str> {
        std::iter::once(&self.name)
            .chain(&self.target.parts)
            .chain([&self.weight, &self.cycle].into_iter().flatten())
            .chain(&self.source.parts)
    }
}

/// Whether a position is in use (在用) or withdrawn (撤销).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    #[default]
    Active,
    Withdrawn,
}
