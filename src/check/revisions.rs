//! Finds revisions and approvals whose versions or dates run backwards.

use std::cmp::Ordering;

use super::quoted::quoted;
use crate::diag::{Code, Diagnostic, Text};
use crate::model::{Approval, Handbook, Revision, Str};
use crate::unit::Date;

pub(super) fn check(handbook: &Handbook) -> Vec<Diagnostic> {
    let revisions = &handbook.revisions;
    let versions = revisions.iter().filter_map(|revision| revision.version.as_ref());
    let dates = revisions.iter().filter_map(|revision| revision.date.as_ref());
    let dates = dates.filter(|date| Date::read(date).is_some());
    let mut found = descents(versions, |a, b| version_order(a, b).is_some_and(Ordering::is_ge), version);
    found.extend(descents(dates, |a, b| Date::read(a) > Date::read(b), date));
    found.extend(current(handbook));
    found.extend(approvals(&handbook.approvals));
    found
}

/// Each entry that does not follow the one before it.
fn descents<'a>(
    values: impl Iterator<Item = &'a Str>,
    descends: impl Fn(&str, &str) -> bool,
    tell: impl Fn(&Str, &Str) -> Diagnostic,
) -> Vec<Diagnostic> {
    let values: Vec<&Str> = values.collect();
    let pairs = values.windows(2).filter(|pair| descends(pair[0], pair[1]));
    pairs.map(|pair| tell(pair[0], pair[1])).collect()
}

fn version(before: &Str, version: &Str) -> Diagnostic {
    let message = Text::new(
        format!("修订记录的版本{}没有大于前一个版本{}", quoted(version), quoted(before)),
        format!("the version {} does not follow {}", quoted(version), quoted(before)),
    );
    backwards(Code::W230, message, before, version)
}

fn date(before: &Str, date: &Str) -> Diagnostic {
    let message = Text::new(
        format!("修订记录的日期{}早于前一次修订{}", quoted(date), quoted(before)),
        format!("the revision of {} stands after that of {}", quoted(date), quoted(before)),
    );
    backwards(Code::W231, message, before, date)
}

fn backwards(code: Code, message: Text, before: &Str, value: &Str) -> Diagnostic {
    let help = Text::new("修订记录由旧到新排列", "the record runs from the oldest to the newest");
    let label = Text::new("前一次修订", "the revision before");
    value.blame(Diagnostic::new(code, message)).with_help(help).with_related(before.place(), label)
}

/// Compares two versions: V1.0 < V1.10, A/0 < A/1 < B/0, 第2版 < 第10版.
///
/// `None` if they are of different kinds, or one has neither numbers nor letters.
pub fn version_order(a: &str, b: &str) -> Option<Ordering> {
    let (mut a, mut b) = (parts(a), parts(b));
    // V2 is V2.0.
    let length = a.len().max(b.len());
    let numbers = |parts: &[VersionPart]| parts.iter().all(|part| matches!(part, VersionPart::Number(_)));
    if numbers(&a) && numbers(&b) && !a.is_empty() && !b.is_empty() {
        a.resize(length, VersionPart::Number(0));
        b.resize(length, VersionPart::Number(0));
    }
    let same_kinds = a.len() == b.len()
        && a.iter()
            .zip(&b)
            .all(|(a, b)| matches!(a, VersionPart::Number(_)) == matches!(b, VersionPart::Number(_)));
    (same_kinds && !a.is_empty()).then(|| a.cmp(&b))
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum VersionPart {
    Number(u64),
    Letter(char),
}

/// The numbers and single letters of a version, without the words around them (V, 版本, Rev.).
fn parts(version: &str) -> Vec<VersionPart> {
    let mut parts = Vec::new();
    let mut rest = version.trim().get(..).unwrap_or_default();
    while let Some(c) = rest.chars().next() {
        let class = |c: char| (c.is_ascii_digit(), c.is_ascii_alphabetic());
        let run = &rest[..rest.find(|other: char| class(other) != class(c)).unwrap_or(rest.len())];
        if c.is_ascii_digit() {
            parts.extend(run.parse().ok().map(VersionPart::Number));
        } else if run.len() == 1 && c.is_ascii_alphabetic() && !matches!(c, 'v' | 'V') {
            parts.push(VersionPart::Letter(c.to_ascii_uppercase()));
        }
        rest = &rest[run.len()..];
    }
    parts
}

/// Compares the handbook's version and date with its last revision. It may take effect after the revision, not before.
fn current(handbook: &Handbook) -> Vec<Diagnostic> {
    let Some(last) = last(&handbook.revisions) else { return Vec::new() };
    let mut found = Vec::new();
    if let (Some(version), Some(revised)) = (&handbook.version, &last.version)
        && version.trim() != revised.trim()
        && version_order(version, revised) != Some(Ordering::Equal)
    {
        let message = Text::new(
            format!("手册版本{}与最近一次修订的版本{}不一致", quoted(version), quoted(revised)),
            format!("the handbook is version {}, its last revision {}", quoted(version), quoted(revised)),
        );
        found.push(disagrees(message, version, revised));
    }
    if let (Some(effective), Some(revised)) = (&handbook.effective_date, &last.date)
        && let (Some(from), Some(day)) = (Date::read(effective), Date::read(revised))
        && from < day
    {
        let message = Text::new(
            format!("手册生效日期{}早于最近一次修订的日期{}", quoted(effective), quoted(revised)),
            format!(
                "the handbook takes effect {}, before its last revision {}",
                quoted(effective),
                quoted(revised)
            ),
        );
        found.push(disagrees(message, effective, revised));
    }
    found
}

fn disagrees(message: Text, value: &Str, revised: &Str) -> Diagnostic {
    let label = Text::new("最近一次修订", "the last revision");
    value.blame(Diagnostic::new(Code::W232, message)).with_related(revised.place(), label)
}

/// The revision with the latest date, or the last one if no date can be read.
fn last(revisions: &[Revision]) -> Option<&Revision> {
    let date = |revision: &Revision| revision.date.as_ref().and_then(|date| Date::read(date));
    revisions.iter().max_by_key(|revision| date(revision))
}

/// Whether the record runs from the newest to the oldest.
pub fn is_newest_first(revisions: &[Revision]) -> bool {
    let [first, .., last] = revisions else { return false };
    let date = |revision: &Revision| revision.date.as_ref().and_then(|date| Date::read(date));
    match (date(first), date(last), &first.version, &last.version) {
        (Some(first), Some(last), ..) if first != last => first > last,
        (.., Some(first), Some(last)) => version_order(first, last) == Some(Ordering::Greater),
        _ => false,
    }
}

/// Reports an approval before the review, or a review before the draft.
pub(super) fn approvals(approvals: &[Approval]) -> Vec<Diagnostic> {
    let dated = approvals.iter().filter_map(|approval| {
        let (role, date) = (approval.role.as_ref()?, approval.date.as_ref()?);
        Some((stage(role)?, Date::read(date)?, role, date))
    });
    let mut dated: Vec<_> = dated.collect();
    dated.sort_by_key(|(stage, ..)| *stage);
    let mut found = Vec::new();
    let mut latest = dated.first().copied();
    for step in dated {
        let (stage, day, role, date) = step;
        match latest {
            Some((earlier, before, first, written)) if earlier < stage && day < before => {
                let message = Text::new(
                    format!(
                        "{}的日期{}早于{}的日期{}",
                        quoted(role),
                        quoted(date),
                        quoted(first),
                        quoted(written)
                    ),
                    format!(
                        "{} of {} comes before {} of {}",
                        quoted(role),
                        quoted(date),
                        quoted(first),
                        quoted(written)
                    ),
                );
                let label = Text::new("应在其前", "should come first");
                let finding = date.blame(Diagnostic::new(Code::W233, message));
                found.push(finding.with_related(written.place(), label));
            }
            Some((_, before, ..)) if before > day => {}
            _ => latest = Some(step),
        }
    }
    found
}

/// The place of a role in the course of an approval; other roles, such as the incumbent, may sign at any time.
fn stage(role: &str) -> Option<u8> {
    let stages: [&[&str]; 4] = [
        &["编制", "编写", "拟制", "拟稿", "起草", "制订", "制定", "draft", "prepare"],
        &["校对", "核对"],
        &["审核", "审查", "复核", "初审", "review", "check"],
        &["批准", "审批", "核准", "签发", "approve"],
    ];
    let role = role.to_lowercase();
    let of = |words: &[&str]| words.iter().any(|word| role.contains(word));
    stages.iter().position(|words| of(words)).map(|stage| stage as u8)
}
