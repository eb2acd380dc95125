//! Finds duties that several positions have word for word, or nearly so.
//!
//! Punctuation does not count. The usual last clause (完成领导交办的其他工作) is not reported, nor is a text that positions
//! share by an alias, since that is on purpose.

use rayon::prelude::*;

use super::super::context::Context;
use super::super::quoted::quoted;
use super::near::{self, PairSets};
use crate::diag::{Code, Diagnostic, Text};
use crate::model::likeness::{fingerprint, pairs};
use crate::model::{Duty, Position, Str};

/// The least length, in characters, of equal texts to report.
const SHORTEST_EQUAL: u32 = 6;
/// The least length of nearly equal texts to report.
const SHORTEST_NEAR: u32 = 10;
/// How many other places a finding names.
const MOST_PLACES: usize = 8;

/// A duty, with the fingerprint of its text. A large company has half a million.
struct Occurrence<'a> {
    fingerprint: [u64; 2],
    length: u32,
    /// The place of the position among those in use.
    rank: u32,
    position: &'a Position,
    /// The first part of its description.
    duty: &'a Duty,
}

impl<'a> Occurrence<'a> {
    fn first(&self) -> &'a Str {
        &self.duty.description.parts[0]
    }
}

pub fn repeated(context: &Context) -> Vec<Diagnostic> {
    let mut all: Vec<Occurrence> = context
        .active
        .par_iter()
        .enumerate()
        .filter(|(_, number)| !context.copies.has(**number))
        .flat_map_iter(|(rank, &number)| occurrences(context.position(number), rank as u32))
        .collect();
    // Grouped by text; the sort is stable, so positions stay in order.
    all.par_sort_by_key(|occurrence| occurrence.fingerprint);
    let texts: Vec<&[Occurrence]> = all.chunk_by(|a, b| a.fingerprint == b.fingerprint).collect();
    let mut found: Vec<Diagnostic> = texts.par_iter().filter_map(|places| equal(places)).collect();
    found.extend(nearly_equal(&texts));
    found
}

fn occurrences(position: &Position, rank: u32) -> impl Iterator<Item = Occurrence<'_>> {
    let duties = position.responsibilities.iter().flat_map(|group| &group.items);
    duties.filter_map(move |duty| {
        let first = duty.description.parts.first()?;
        let (fingerprint, length) = match &*duty.description.parts {
            [only] => fingerprint(only),
            _ => fingerprint(&duty.description.text()?),
        };
        let counts = length >= SHORTEST_EQUAL && !is_catch_all(first);
        counts.then_some(Occurrence { fingerprint, length, rank, position, duty })
    })
}

/// Whether a text is a wording of 完成领导交办的其他工作.
fn is_catch_all(text: &str) -> bool {
    ["交办", "交给", "交代", "安排的", "布置的", "分配的"].iter().any(|word| text.contains(word))
        && ["其他", "其它", "临时", "各项"].iter().any(|word| text.contains(word))
        && text.chars().count() < 30
}

/// One finding for all places of a text, at the first.
fn equal(places: &[Occurrence]) -> Option<Diagnostic> {
    let (first, others) = elsewhere(places)?;
    let text = quoted(first.first());
    let message = Text::new(
        format!("职责{text}在另外 {} 个岗位中一字不差", others.len()),
        format!("the duty {text} stands word for word in {}", positions(others.len())),
    );
    let help = Text::new(
        "两个岗位都做的，写明各自做什么；只归一个岗位的，从其他岗位删去",
        "say what each of them does, or leave it to one",
    );
    Some(with_places(first.first().blame(Diagnostic::new(Code::W215, message)).with_help(help), &others))
}

fn nearly_equal(texts: &[&[Occurrence]]) -> Vec<Diagnostic> {
    let long: Vec<&[Occurrence]> =
        texts.iter().copied().filter(|places| places[0].length >= SHORTEST_NEAR).collect();
    let groups = near::groups(&PairSets::new(&long, |places| pairs_of(places[0].duty)));
    groups.par_iter().filter_map(|group| alike(group.iter().map(|&at| long[at]))).collect()
}

fn pairs_of(duty: &Duty) -> Vec<u16> {
    match &*duty.description.parts {
        [only] => pairs(only),
        _ => pairs(&duty.description.text().unwrap_or_default()),
    }
}

/// One finding for all texts that are nearly equal; it names the first place of each.
fn alike<'a>(texts: impl Iterator<Item = &'a [Occurrence<'a>]>) -> Option<Diagnostic> {
    let mut places: Vec<&Occurrence> = texts.map(|places| &places[0]).collect();
    places.sort_by_key(|place| (place.rank, place.duty.number));
    let (first, others) = elsewhere(places)?;
    let text = quoted(first.first());
    let message = Text::new(
        format!("职责{text}与另外 {} 个岗位的职责几乎相同", others.len()),
        format!("the duty {text} is nearly the same as one of {}", positions(others.len())),
    );
    let help = Text::new(
        "同一件事统一写法，或写明各自的范围和分工",
        "word it alike if it is one thing, or say where the one ends and the other begins",
    );
    Some(with_places(first.first().blame(Diagnostic::new(Code::W216, message)).with_help(help), &others))
}

/// The first place, and the first in each other position; `None` if all are in one position, or are one place that an
/// alias repeats.
fn elsewhere<'a>(
    places: impl IntoIterator<Item = &'a Occurrence<'a>>,
) -> Option<(&'a Occurrence<'a>, Vec<&'a Occurrence<'a>>)> {
    let mut places = places.into_iter();
    let first = places.next()?;
    let place = |of: &Occurrence| (of.first().path.as_ptr(), of.first().span());
    let mut others: Vec<&Occurrence> =
        places.filter(|other| other.rank != first.rank && place(other) != place(first)).collect();
    others.dedup_by_key(|other| other.rank);
    (!others.is_empty()).then_some((first, others))
}

fn with_places(finding: Diagnostic, others: &[&Occurrence]) -> Diagnostic {
    others.iter().take(MOST_PLACES).fold(finding, |finding, other| {
        let title = quoted(&other.position.title);
        let number = other.duty.number;
        let label = Text::new(format!("{title}的第 {number} 条职责"), format!("duty {number} of {title}"));
        finding.with_related(other.first().place(), label)
    })
}

fn positions(count: usize) -> String {
    if count == 1 { "another position".to_owned() } else { format!("{count} other positions") }
}
