//! Finds positions whose files are copies of others, and reports each once instead of each of its texts.

use std::collections::HashMap;

use rayon::prelude::*;

use super::fold::Fold;
use super::quoted::quoted;
use crate::diag::{Code, Diagnostic, Sources, Text};
use crate::model::likeness::fingerprint;
use crate::model::{Keyed, Position, Roster, folded};

/// Two texts with fewer letters and digits may be equal by chance: for positions with the same title, and for others.
const SHORTEST_TITLED: u32 = 10;
const SHORTEST: u32 = 30;

/// The copies among the positions in use.
#[derive(Default)]
pub(super) struct PositionCopies {
    /// The original of each copy, by number.
    originals: HashMap<usize, usize>,
}

impl PositionCopies {
    /// `active` are the positions in use, in the handbook's order.
    pub fn find(sources: &Sources, roster: &Roster, active: &[usize]) -> PositionCopies {
        let position = |number: usize| roster.positions[number];
        // Most positions differ in their first duty, so their other texts are not compared.
        let beginnings: Vec<([u64; 2], usize)> =
            active.par_iter().map(|&number| (beginning(position(number)), number)).collect();
        let mut alike: HashMap<[u64; 2], Vec<usize>> = HashMap::new();
        for (beginning, number) in beginnings {
            alike.entry(beginning).or_default().push(number);
        }
        let candidates: Vec<usize> =
            active.iter().copied().filter(|&number| alike[&beginning(position(number))].len() > 1).collect();
        let whole: Vec<_> =
            candidates.par_iter().map(|&number| (contents(position(number)), number)).collect();
        let mut same: HashMap<_, Vec<usize>> = HashMap::new();
        for (contents, number) in whole {
            same.entry(contents).or_default().push(number);
        }
        let mut copies = PositionCopies::default();
        for ((_, length), numbers) in same {
            // Files that are not named as copies come first.
            let (mut sorted, last): (Vec<usize>, Vec<usize>) =
                numbers.into_iter().partition(|&number| !is_copy(&position(number).path));
            sorted.extend(last);
            let name = |number: usize| (roster.department_of[number], folded(&position(number).title));
            let mut namesakes = HashMap::new();
            for &copy in &sorted {
                // The original has the same name, or else it is the first of all.
                let namesake = *namesakes.entry(name(copy)).or_insert(copy);
                let titled = namesake != copy;
                let original = if titled { namesake } else { sorted[0] };
                let (one, other) = (position(copy), position(original));
                // A file that is named as a copy, or that has the same bytes, is a copy however short it is.
                let verbatim = || length > 0 && sources.text(&one.path) == sources.text(&other.path);
                let copied = titled && one.path != other.path && (is_copy(&one.path) || verbatim());
                let long = length >= SHORTEST && !one.responsibilities.is_empty();
                let titled = titled && length >= SHORTEST_TITLED;
                if one.path != other.path && (copied || titled || long) {
                    copies.originals.insert(copy, original);
                }
            }
        }
        copies
    }

    /// Whether it is a copy of another position, under whatever title.
    pub fn has(&self, number: usize) -> bool {
        self.originals.contains_key(&number)
    }

    /// Whether it is a copy with the same title in the same department.
    pub fn repeats(&self, roster: &Roster, number: usize) -> bool {
        self.originals.get(&number).is_some_and(|&original| {
            let title = |number: usize| folded(&roster.positions[number].title);
            title(number) == title(original) && same_department(roster, number, original)
        })
    }

    /// One finding for each copy, in the order of their numbers; only the first few for the copies of one original.
    pub fn told(&self, roster: &Roster) -> Vec<Diagnostic> {
        let mut copies: Vec<_> = self.originals.iter().map(|(&copy, &original)| (copy, original)).collect();
        copies.sort_unstable();
        let mut found = Fold::default();
        for (copy, original) in copies {
            if !found.is_full(&original) {
                found.add(original, self.finding(roster, copy, original));
            }
        }
        found.finish()
    }

    fn finding(&self, roster: &Roster, copy: usize, original: usize) -> Diagnostic {
        let (position, other) = (roster.positions[copy], roster.positions[original]);
        let (title, twin) = (quoted(&position.title), quoted(&roster.label(original)));
        let (message, help) = match self.repeats(roster, copy) {
            true => (
                Text::new(
                    format!("这个文件是另一个文件的副本，岗位{title}因此出现了两次"),
                    format!("this file is a copy of another one, so that the position {title} stands twice"),
                ),
                Text::new(
                    "多余的就删去；要用它写新的岗位，请改写岗位名称和内容",
                    "delete it, or change title and text if a new position is to come of it",
                ),
            ),
            false => (
                Text::new(
                    format!("岗位{title}的内容与{twin}完全相同"),
                    format!("the position {title} says word for word what {twin} says"),
                ),
                Text::new(
                    "复制来的内容请按本岗位改写；两个岗位确实一样的，写明各自负责的范围",
                    "write what this position does; if both do the same, say what each is in charge of",
                ),
            ),
        };
        let label = Text::new("原来的文件", "the original");
        let finding = position.title.blame(Diagnostic::new(Code::W225, message)).with_help(help);
        finding.with_related(other.title.place(), label)
    }
}

fn same_department(roster: &Roster, one: usize, other: usize) -> bool {
    roster.department_of.get(one) == roster.department_of.get(other)
}

/// A fingerprint of the first duty, or of the title if there is no duty.
fn beginning(position: &Position) -> [u64; 2] {
    let mut duties = position.responsibilities.iter().flat_map(|group| &group.items);
    let first = duties.next().and_then(|duty| duty.description.parts.first());
    fingerprint(first.unwrap_or(&position.title)).0
}

/// A fingerprint of all texts of a position without its names, and their length.
fn contents(position: &Position) -> ([u64; 2], u32) {
    let names = [Some(&position.title), position.code.as_ref(), position.department.as_ref()];
    let texts = position
        .texts()
        .into_iter()
        .filter(|text| !names.iter().flatten().any(|name| std::ptr::eq(*name, *text)));
    let all: Vec<&str> = texts.map(|text| text.as_str()).collect();
    let (name, length) = fingerprint(&all.join("\n"));
    (name, length)
}

/// Whether a file is named as systems name copies: 专员 - 副本.yaml, 专员(1).yaml, 专员 copy.yaml.
pub(super) fn is_copy(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name).trim().to_lowercase();
    let numbered = |open: char, close: char| {
        let inside = name.strip_suffix(close).and_then(|name| name.rsplit_once(open));
        inside.is_some_and(|(before, number)| {
            !before.is_empty() && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
        })
    };
    name.contains("副本")
        || name.contains("复制")
        || name.ends_with("copy")
        || numbered('(', ')')
        || numbered('（', '）')
}
