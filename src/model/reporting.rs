//! Resolves who reports to whom, and who holds what beside his own: the names under 直接上级 and 兼任, turned into
//! positions.
//!
//! A position is named by title, by code, or by department and title (生产部经理, 生产部/经理), alone or in
//! a list, or several in one text parted by 、，,；;/ or a line break. White space, case and the width of
//! letters do not count; a personal name in brackets behind a title (总经理（韩立群）) is passed over, but
//! a line in them (质量总监（业务）) is that of the superior.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::records::SUPERIORS;
use super::{Handbook, Headcount, Passage, Position, Status, Str};
use crate::yaml::is_quote;

/// A longer text is no name of a position.
const LONGEST_NAME: usize = 60;
/// What parts several names in one text.
const SEPARATORS: [char; 6] = ['、', '，', ',', '；', ';', '\n'];
/// What also parts names, unless it is part of a title or stands behind a department (生产部/经理).
const SLASHES: [char; 2] = ['/', '／'];
/// Words between two names, where both names are known.
const CONJUNCTIONS: [&str; 6] = ["以及", "和", "与", "及", "或", "兼"];

/// Every position's superiors. Positions go by their number in the handbook's order.
pub struct Reporting<'a> {
    pub roster: Roster<'a>,
    lines: Vec<Vec<ReportingLine<'a>>>,
    /// What the holder of each position holds, too.
    concurrent: Vec<Vec<ReportingLine<'a>>>,
    /// The positions in use whose holders hold this one, too.
    holders: Vec<Vec<usize>>,
}

/// A superior, or a position held concurrently, as a position names it.
#[derive(Clone, Copy, Debug)]
pub struct ReportingLine<'a> {
    /// The text that names it, maybe among others.
    pub written: &'a Str,
    pub name: &'a str,
    pub superior: Superior,
    pub kind: LineKind,
}

/// How a position reports to a superior.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// 行政: directs and assesses; a solid line.
    #[default]
    Administrative,
    /// 业务: guides the profession; a dotted line.
    Functional,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Superior {
    /// A position of this handbook, by its number.
    Position(usize),
    /// One of the handbook's `external_roles`.
    External,
    Unknown,
}

impl<'a> Reporting<'a> {
    pub fn new(handbook: &'a Handbook) -> Reporting<'a> {
        let roster = Roster::new(handbook);
        let lines = (0..roster.positions.len()).map(|number| roster.lines(number)).collect();
        let concurrent: Vec<Vec<ReportingLine>> =
            (0..roster.positions.len()).map(|number| roster.concurrent(number)).collect();
        let mut holders = vec![Vec::new(); roster.positions.len()];
        for (holder, held) in concurrent.iter().enumerate().filter(|(holder, _)| roster.is_active(*holder)) {
            for held in held.iter().filter_map(ReportingLine::position).filter(|held| *held != holder) {
                if holders[held].last() != Some(&holder) {
                    holders[held].push(holder);
                }
            }
        }
        Reporting { roster, lines, concurrent, holders }
    }

    /// The superiors of a position, as written.
    pub fn lines(&self, number: usize) -> &[ReportingLine<'a>] {
        self.lines.get(number).map_or(&[], Vec::as_slice)
    }

    /// The positions that a position reports to in the administrative line.
    pub fn superiors(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        self.in_line(number, LineKind::Administrative)
    }

    /// The positions that a position reports to in this line.
    pub fn in_line(&self, number: usize, kind: LineKind) -> impl Iterator<Item = usize> + '_ {
        self.lines(number).iter().filter(move |line| line.kind == kind).filter_map(ReportingLine::position)
    }

    /// What a position's holder holds, too, as written.
    pub fn concurrent(&self, number: usize) -> &[ReportingLine<'a>] {
        self.concurrent.get(number).map_or(&[], Vec::as_slice)
    }

    /// The positions in use whose holders hold this one, too, in the handbook's order.
    pub fn holders(&self, number: usize) -> &[usize] {
        self.holders.get(number).map_or(&[], Vec::as_slice)
    }

    /// How many people a position adds to a sum: none where others hold it concurrently.
    pub fn counted(&self, number: usize) -> Option<Headcount> {
        match self.holders(number) {
            [] => self.roster.positions.get(number)?.headcount.as_ref().map(|headcount| headcount.value),
            _ => Some(Headcount::NONE),
        }
    }

    /// The position that heads the company: of those in use that no other is above, the one that most stand
    /// below. None where nobody stands below anybody.
    pub fn head(&self) -> Option<usize> {
        let count = self.roster.positions.len();
        let in_use = |number: usize| self.roster.is_active(number);
        let first = |number: usize| self.superiors(number).find(|&superior| superior != number);
        let above = over_withdrawn(count, first, Some, |number| !in_use(number));
        let mut below = vec![Vec::new(); count];
        for (number, above) in above.iter().enumerate().filter(|(number, _)| in_use(*number)) {
            above.iter().for_each(|&above| below[above].push(number));
        }
        let mut levels: Vec<usize> =
            (0..count).filter(|&number| in_use(number) && above[number].is_none()).collect();
        let tops = levels.len();
        let mut next = 0;
        while let Some(&number) = levels.get(next) {
            levels.extend(&below[number]);
            next += 1;
        }
        let mut led = vec![0usize; count];
        for &number in levels.iter().skip(tops).rev() {
            above[number].iter().for_each(|&above| led[above] += led[number] + 1);
        }
        let top = levels.into_iter().take(tops).max_by_key(|&top| (led[top], std::cmp::Reverse(top)));
        top.filter(|&top| led[top] > 0)
    }
}

/// Who is above each of `count` positions. A withdrawn superior is replaced by its own superior, and so on; nobody is
/// above where that goes round in a circle, or back to the position itself. `first` gives whom a position reports to,
/// and is asked once for each; `position` gives the number of a superior that the handbook describes.
pub fn over_withdrawn<A: Copy>(
    count: usize,
    mut first: impl FnMut(usize) -> Option<A>,
    position: impl Fn(A) -> Option<usize>,
    is_withdrawn: impl Fn(usize) -> bool,
) -> Vec<Option<A>> {
    let (mut above, mut is_known) = (vec![None; count], vec![false; count]);
    for start in 0..count {
        let (mut passed, mut at) = (Vec::new(), start);
        // One that was passed on this way has nobody above it yet.
        let found = loop {
            if is_known[at] {
                break above[at];
            }
            is_known[at] = true;
            passed.push(at);
            let next = first(at);
            match next.and_then(&position).filter(|&above| is_withdrawn(above)) {
                Some(over) => at = over,
                None => break next,
            }
        };
        for number in passed {
            above[number] = found.filter(|&above| position(above) != Some(number));
        }
    }
    above
}

impl ReportingLine<'_> {
    /// The position that is named, if it is one of the handbook's.
    pub fn position(&self) -> Option<usize> {
        match self.superior {
            Superior::Position(position) => Some(position),
            Superior::External | Superior::Unknown => None,
        }
    }
}

/// The positions and departments of a handbook, to be looked up by name.
pub struct Roster<'a> {
    /// In the handbook's order.
    pub positions: Vec<&'a Position>,
    /// The department that each position stands in, by its place in the handbook.
    pub department_of: Vec<usize>,
    /// The departments that positions serve beside it, of those that serve several.
    also_in: HashMap<usize, Vec<usize>>,
    titles: HashMap<String, Vec<usize>>,
    codes: HashMap<String, usize>,
    departments: HashMap<String, usize>,
    external: HashSet<String>,
}

impl<'a> Roster<'a> {
    pub fn new(handbook: &'a Handbook) -> Roster<'a> {
        let mut roster = Roster {
            positions: Vec::new(),
            department_of: Vec::new(),
            also_in: HashMap::new(),
            titles: HashMap::new(),
            codes: HashMap::new(),
            departments: HashMap::new(),
            external: handbook
                .external_roles
                .iter()
                .flat_map(|role| role.split(SEPARATORS))
                .map(folded)
                .collect(),
        };
        for (at, department) in handbook.departments.iter().enumerate() {
            if let Some(name) = &department.name {
                roster.departments.entry(folded(name)).or_insert(at);
            }
            for position in &department.positions {
                let number = roster.positions.len();
                roster.titles.entry(folded(&position.title)).or_default().push(number);
                if let Some(code) = &position.code {
                    roster.codes.entry(folded(code)).or_insert(number);
                }
                roster.positions.push(position);
                roster.department_of.push(at);
            }
        }
        for (number, position) in roster.positions.iter().enumerate() {
            let others = position.other_departments.iter();
            let others: Vec<usize> = others.filter_map(|name| roster.department(name)).collect();
            if !others.is_empty() {
                roster.also_in.insert(number, others);
            }
        }
        roster
    }

    /// The departments that a position serves beside the one it stands in.
    pub fn also_in(&self, number: usize) -> &[usize] {
        self.also_in.get(&number).map_or(&[], Vec::as_slice)
    }

    /// Whether a position serves a department, its own or another.
    pub fn serves(&self, number: usize, department: usize) -> bool {
        self.department_of.get(number) == Some(&department) || self.also_in(number).contains(&department)
    }

    fn is_active(&self, number: usize) -> bool {
        self.positions.get(number).is_some_and(|position| position.status == Status::Active)
    }

    /// A department by its name.
    pub fn department(&self, name: &str) -> Option<usize> {
        self.departments.get(&folded(name)).copied()
    }

    /// The department that a text begins with, the longest name first: 生产部 of 生产部各车间.
    pub fn department_before(&self, text: &str) -> Option<usize> {
        self.department_prefix(&folded(text)).map(|(department, _)| department)
    }

    /// A position as `from` would name it: of several with one title the one of its own department,
    /// then of the department above it, then one in use.
    pub fn position(&self, name: &str, from: usize) -> Option<usize> {
        if name.chars().nth(LONGEST_NAME).is_some() {
            return None;
        }
        let name = folded(name);
        self.titled(&name, from)
            .or_else(|| self.codes.get(&name).copied())
            .or_else(|| self.in_department(&name, from))
    }

    /// How a message names a position: with its department where others have its title.
    pub fn label(&self, number: usize) -> String {
        let Some(position) = self.positions.get(number) else { return String::new() };
        let title = position.title.as_str();
        let alone = self.titles.get(&folded(title)).is_none_or(|same| same.len() == 1);
        match &position.department {
            Some(department) if !alone => format!("{}/{title}", department.as_str()),
            _ => title.to_owned(),
        }
    }

    fn titled(&self, title: &str, from: usize) -> Option<usize> {
        let same = self.titles.get(title)?;
        let department = self.department_of.get(from);
        // Its own title names no other position of its department.
        let itself = same.contains(&from);
        let others = same
            .iter()
            .copied()
            .filter(|&number| !itself || number == from || self.department_of.get(number) != department);
        others.min_by_key(|&number| self.distance(number, from))
    }

    /// How far a position with the right title is from the one that names it. The naming position itself is the farthest.
    fn distance(&self, number: usize, from: usize) -> (bool, u8, bool, usize) {
        let above = || {
            let above = self.positions.get(from).map(|position| &position.parent_department);
            let above = above.and_then(Passage::text).and_then(|name| self.department(&name));
            above.is_some() && above == self.department_of.get(number).copied()
        };
        let place = match () {
            () if self.department_of.get(from).is_some_and(|own| self.serves(number, *own)) => 0,
            () if above() => 1,
            () => 2,
        };
        let withdrawn = self.positions.get(number).is_some_and(|p| p.status == Status::Withdrawn);
        (number == from, place, withdrawn, number)
    }

    /// 生产部经理, 生产部/经理 and 生产部的经理 for 经理 of 生产部.
    fn in_department(&self, name: &str, from: usize) -> Option<usize> {
        let (department, rest) = self.department_prefix(name)?;
        let title = rest.trim_start_matches(['/', '-', '—', '·', '的', ':', '>']);
        let same = self.titles.get(title)?.iter().copied();
        same.filter(|&number| self.serves(number, department))
            .min_by_key(|&number| self.distance(number, from))
    }

    /// The department that a folded text begins with, and what follows.
    fn department_prefix<'t>(&self, text: &'t str) -> Option<(usize, &'t str)> {
        let ends: Vec<usize> =
            text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_NAME).collect();
        ends.into_iter().rev().find_map(|end| {
            let (name, rest) = text.split_at_checked(end)?;
            Some((*self.departments.get(name)?, rest))
        })
    }

    /// What a name stands for, and the line to it, if brackets behind it say so.
    fn superior(&self, name: &str, from: usize) -> (Superior, Option<LineKind>) {
        let known = |name: &str| match self.position(name, from) {
            Some(number) => Superior::Position(number),
            None if self.external.contains(&folded(name)) => Superior::External,
            None => Superior::Unknown,
        };
        match (known(name), in_brackets(name)) {
            (Superior::Unknown, Some((title, inside))) => (known(title), line_kind(inside)),
            (superior, _) => (superior, None),
        }
    }

    fn lines(&self, number: usize) -> Vec<ReportingLine<'a>> {
        let Some(position) = self.positions.get(number) else { return Vec::new() };
        let mut lines = self.named(&position.reports_to, LineKind::Administrative, number);
        lines.extend(self.named(&position.functional_superiors, LineKind::Functional, number));
        lines
    }

    fn concurrent(&self, number: usize) -> Vec<ReportingLine<'a>> {
        let position = self.positions.get(number);
        position.map_or(Vec::new(), |of| self.named(&of.concurrently, LineKind::Administrative, number))
    }

    /// The positions that a passage of `from` names. The line is of this kind where no brackets say another.
    fn named(&self, passage: &'a Passage, kind: LineKind, from: usize) -> Vec<ReportingLine<'a>> {
        let mut lines = Vec::new();
        for written in &passage.parts {
            // A title may itself hold a separator.
            let whole = written.trim();
            match self.line(written, whole, kind, from) {
                ReportingLine { superior: Superior::Unknown, .. } => {
                    for names in written.split(SEPARATORS) {
                        self.names(written, names.trim(), kind, from, &mut lines);
                    }
                }
                line => lines.push(line),
            }
        }
        lines
    }

    fn line(&self, written: &'a Str, name: &'a str, kind: LineKind, from: usize) -> ReportingLine<'a> {
        let (superior, said) = self.superior(name, from);
        let (name, kind) = match (said, in_brackets(name)) {
            (Some(said), Some((title, _))) => (title, said),
            _ => (name, kind),
        };
        ReportingLine { written, name, superior, kind }
    }

    /// One name, or several parted by slashes.
    fn names(
        &self,
        written: &'a Str,
        names: &'a str,
        kind: LineKind,
        from: usize,
        lines: &mut Vec<ReportingLine<'a>>,
    ) {
        match self.line(written, names, kind, from) {
            ReportingLine { superior: Superior::Unknown, .. } => {
                for name in names.split(SLASHES).map(str::trim).filter(|name| !name.is_empty()) {
                    self.name(self.line(written, name, kind, from), from, lines);
                }
            }
            line => lines.push(line),
        }
    }

    /// One name; or two, joined by a word, if both are known.
    fn name(&self, line: ReportingLine<'a>, from: usize, lines: &mut Vec<ReportingLine<'a>>) {
        let halves = CONJUNCTIONS.into_iter().filter(|_| line.superior == Superior::Unknown);
        let both = halves.filter_map(|word| line.name.split_once(word)).find_map(|(first, second)| {
            let both = [first, second].map(|name| self.line(line.written, name.trim(), line.kind, from));
            both.iter().all(|line| line.superior != Superior::Unknown).then_some(both)
        });
        match both {
            Some(both) => lines.extend(both),
            None => lines.push(line),
        }
    }
}

/// 总经理 and 韩立群 of 总经理（韩立群）.
fn in_brackets(name: &str) -> Option<(&str, &str)> {
    let inside = name.strip_suffix(['）', ')'])?;
    let (title, inside) = inside.rsplit_once(['（', '('])?;
    let title = title.trim_end();
    (!title.is_empty()).then_some((title, inside))
}

/// The line that a word names: 行政, 虚线.
fn line_kind(word: &str) -> Option<LineKind> {
    let key = SUPERIORS.keys.get(SUPERIORS.find(word.trim())?)?;
    Some(if key.name == "functional" { LineKind::Functional } else { LineKind::Administrative })
}

/// What two writings of one name share: quotation marks around it are none of it.
pub fn folded(name: &str) -> String {
    let counts = |c: &char| !c.is_whitespace() && !is_quote(*c);
    name.nfkc().filter(counts).flat_map(char::to_lowercase).collect()
}
