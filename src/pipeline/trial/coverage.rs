//! Lists the texts of the data by key, to find keys that a set never shows.

use crate::model::{
    Approval, Handbook, Headcount, Labelled, Language, Line, Passage, Position, Reporting, Spanned, Str,
};
use crate::template::{Each, LABELS, Prose, chinese_date, prose};

use super::faults::plain;

/// A key of the data, and its texts.
pub struct CoveredKey {
    pub name: &'static str,
    /// The kind of part that should show it.
    pub each: Option<Each>,
    texts: Vec<String>,
}

impl CoveredKey {
    /// The first of its texts that `shown` (without white space) does not have.
    pub fn absent(&self, shown: &str) -> Option<&str> {
        let is_shown = |text: &str| {
            // A date may be written out, and a label may be in the form's language.
            shown.contains(&plain(text))
                || chinese_date(text).is_some_and(|date| shown.contains(&date))
                || LABELS.iter().any(|label| label.zh == text && shown.contains(&plain(label.en)))
        };
        self.texts.iter().map(String::as_str).find(|text| !is_shown(text))
    }
}

/// Every key that a set should show somewhere.
pub fn keys(handbook: &Handbook) -> Vec<CoveredKey> {
    let mut keys = KeyTexts { all: Vec::new(), language: handbook.language };
    let no = None;
    keys.strings(no, "title", [&handbook.title]);
    keys.strings(no, "company", &handbook.company);
    keys.strings(no, "version", &handbook.version);
    keys.strings(no, "effective_date", &handbook.effective_date);
    keys.strings(no, "document_number", &handbook.document_number);
    keys.strings(no, "confidentiality", &handbook.confidentiality);
    for piece in prose(&handbook.foreword) {
        let texts = match piece {
            Prose::Paragraph(text) => text.lines().map(str::to_owned).collect(),
            Prose::List { items, .. } => items,
        };
        keys.add(no, "foreword", texts);
    }
    for revision in &handbook.revisions {
        keys.strings(no, "revisions.version", &revision.version);
        keys.strings(no, "revisions.date", &revision.date);
        keys.passages(no, "revisions.summary", [&revision.summary]);
        keys.strings(no, "revisions.author", &revision.author);
        keys.strings(no, "revisions.approver", &revision.approver);
    }
    keys.approvals(no, ["approvals.role", "approvals.name", "approvals.date"], &handbook.approvals);
    let department = Some(Each::Department);
    let reporting = Reporting::new(handbook);
    let mut number = 0;
    for each in &handbook.departments {
        // A department without positions has a part in some outputs only.
        keys.strings(department, "departments.name", &each.name);
        keys.strings(department, "departments.manager", &each.manager);
        keys.strings(department, "departments.duties", &each.duties);
        keys.people(department, "departments.headcount", each.headcount.as_ref());
        for position in &each.positions {
            keys.position(position, reporting.lines(number));
            number += 1;
        }
    }
    keys.all
}

/// Gathers texts under their keys, in the order of the keys' first texts.
struct KeyTexts {
    all: Vec<CoveredKey>,
    /// The language of numbers of people.
    language: Language,
}

impl KeyTexts {
    fn add(&mut self, each: Option<Each>, name: &'static str, texts: impl IntoIterator<Item = String>) {
        let texts = texts.into_iter();
        match self.all.iter_mut().find(|key| key.name == name) {
            Some(key) => key.texts.extend(texts),
            None => self.all.push(CoveredKey { name, each, texts: texts.collect() }),
        }
    }

    fn strings<'a>(
        &mut self,
        each: Option<Each>,
        name: &'static str,
        texts: impl IntoIterator<Item = &'a Str>,
    ) {
        self.add(each, name, texts.into_iter().map(|text| text.to_string()));
    }

    /// The lines of a passage may be in paragraphs of their own.
    fn passages<'a>(
        &mut self,
        each: Option<Each>,
        name: &'static str,
        passages: impl IntoIterator<Item = &'a Passage>,
    ) {
        let parts = passages.into_iter().flat_map(|passage| &passage.parts);
        self.add(each, name, parts.flat_map(|part| part.lines()).map(str::to_owned));
    }

    fn approvals(&mut self, each: Option<Each>, names: [&'static str; 3], approvals: &[Approval]) {
        let [role, name, date] = names;
        for approval in approvals {
            self.strings(each, role, &approval.role);
            self.strings(each, name, &approval.name);
            self.strings(each, date, &approval.date);
        }
    }

    fn rows(&mut self, name: &'static str, rows: &[Labelled]) {
        self.strings(Some(Each::Position), name, rows.iter().flat_map(Labelled::texts));
    }

    fn people(&mut self, each: Option<Each>, name: &'static str, headcount: Option<&Spanned<Headcount>>) {
        let text = headcount.map(|headcount| headcount.text(self.language));
        self.add(each, name, text);
    }

    fn position(&mut self, position: &Position, superiors: &[Line]) {
        let own = Some(Each::Position);
        self.strings(own, "position.title", [&position.title]);
        self.strings(own, "position.code", &position.code);
        self.strings(
            own,
            "position.department",
            position.department.iter().chain(&position.other_departments),
        );
        self.people(own, "position.headcount", position.headcount.as_ref());
        self.strings(own, "position.grade", &position.grade);
        // Only their names, since the form may add separators and brackets.
        let names = superiors.iter().flat_map(|line| line.name.lines());
        self.add(own, "position.reports_to", names.map(str::to_owned));
        self.passages(own, "position.concurrently", [&position.concurrently]);
        self.passages(own, "position.parent_department", [&position.parent_department]);
        self.strings(own, "position.effective_date", &position.effective_date);
        self.passages(own, "position.summary", [&position.summary]);
        for group in &position.responsibilities {
            self.strings(own, "position.responsibilities", &group.label);
            for duty in &group.items {
                self.passages(own, "position.responsibilities.description", [&duty.description]);
                self.passages(own, "position.responsibilities.standard", [&duty.standard]);
                self.strings(own, "position.responsibilities.weight", duty.weight.as_deref());
                self.strings(own, "position.responsibilities.frequency", duty.frequency.as_deref());
                self.passages(own, "position.responsibilities.output", [&duty.output]);
            }
        }
        self.strings(own, "position.authority", &position.authority);
        self.rows("position.collaboration", &position.collaboration);
        self.rows("position.qualifications", &position.qualifications);
        self.rows("position.conditions", &position.conditions);
        for kpi in &position.kpis {
            self.strings(own, "position.kpis.name", [&kpi.name]);
            self.passages(own, "position.kpis.target", [&kpi.target]);
            self.strings(own, "position.kpis.weight", &kpi.weight);
            self.strings(own, "position.kpis.cycle", &kpi.cycle);
            self.passages(own, "position.kpis.source", [&kpi.source]);
        }
        self.rows("position.career", &position.career);
        self.strings(own, "position.remarks", &position.remarks);
        let approvals = ["position.approvals.role", "position.approvals.name", "position.approvals.date"];
        self.approvals(own, approvals, &position.approvals);
        self.rows("position.extra", &position.extra);
    }
}
