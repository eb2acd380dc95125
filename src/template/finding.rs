//! Merges errors of parts: an error of a template is reported once, however many positions show it.

use crate::diag::{Code, Diagnostic, Place, Text};

/// A diagnostic of a part, and the department or position that it was rendered for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFinding {
    pub diagnostic: Diagnostic,
    pub subject: Option<PartSubject>,
}

/// The department or position that a part shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartSubject {
    Department(String),
    /// Department and title: 市场部/销售员.
    Position(String),
}

/// One diagnostic for each place and message, in the order of the findings.
pub fn gather(findings: Vec<PartFinding>) -> Vec<Diagnostic> {
    let mut groups: Vec<(Diagnostic, Vec<PartSubject>)> = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for PartFinding { diagnostic, subject } in findings {
        let index = *known.entry(key(&diagnostic)).or_insert(groups.len());
        match groups.get_mut(index) {
            Some((_, subjects)) => subjects.extend(subject.filter(|subject| !subjects.contains(subject))),
            None => groups.push((diagnostic, Vec::from_iter(subject))),
        }
    }
    groups.into_iter().map(|(diagnostic, subjects)| name_subjects(diagnostic, &subjects)).collect()
}

type FindingKey = (Code, Option<(String, Option<(usize, usize)>)>, String);

fn key(diagnostic: &Diagnostic) -> FindingKey {
    let place = diagnostic
        .place
        .as_ref()
        .map(|Place { path, span }| (path.to_string(), span.map(|span| (span.start, span.end))));
    (diagnostic.code, place, diagnostic.message.en.clone())
}

/// Appends the departments or positions to the message.
fn name_subjects(mut diagnostic: Diagnostic, subjects: &[PartSubject]) -> Diagnostic {
    let Some(first) = subjects.first() else { return diagnostic };
    let (zh, en) = match first {
        PartSubject::Department(name) => (format!("部门：{name}"), format!("for department {name}")),
        PartSubject::Position(name) => (format!("岗位：{name}"), format!("for position {name}")),
    };
    let Text { zh: message_zh, en: message_en } = &mut diagnostic.message;
    match subjects.len() - 1 {
        0 => {
            message_zh.push_str(&format!("（{zh}）"));
            message_en.push_str(&format!(" ({en})"));
        }
        more => {
            message_zh.push_str(&format!("（{zh}，另有 {more} 处）"));
            message_en.push_str(&format!(" ({en} and {more} more)"));
        }
    }
    diagnostic
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    fn finding(position: &str, start: usize) -> PartFinding {
        let diagnostic = Diagnostic::new(Code::E102, Text::new("没有", "missing"))
            .at(&"set/position.html".into(), Span { start, end: start + 1 });
        PartFinding { diagnostic, subject: Some(PartSubject::Position(position.to_owned())) }
    }

    #[test]
    fn one_fault_is_told_once() {
        let merged = gather(vec![finding("甲", 3), finding("乙", 3), finding("甲", 9), finding("丙", 3)]);
        let messages: Vec<&str> = merged.iter().map(|d| d.message.en.as_str()).collect();
        assert_eq!(messages, ["missing (for position 甲 and 2 more)", "missing (for position 甲)"]);
        assert_eq!(merged[0].message.zh, "没有（岗位：甲，另有 2 处）");
    }
}
