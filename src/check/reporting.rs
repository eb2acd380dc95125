//! Checks reporting lines and positions held concurrently: unknown, withdrawn or missing superiors, and circles.
//! Circles are searched only in the administrative line, since two heads may guide each other's profession.

use std::collections::{HashMap, HashSet, VecDeque};

use super::context::Context;
use super::fold::Fold;
use super::quoted::quoted;
use crate::diag::{Code, Diagnostic, Text, nearest_few};
use crate::model::{
    LineKind, Position, Reporting, ReportingLine, Roster, Status, Superior, circles, folded, is_quote,
};

/// How many comparisons of names the hints of one run may take.
const HINT_BUDGET: usize = 300_000;
/// How many circles are reported among positions that all lead to each other.
const MOST_CYCLES: usize = 10;
/// Prefixes that make another post of a title.
const DEPUTY: char = '副';
/// How many names of a circle a message lists.
const LONGEST_CHAIN: usize = 12;

/// A kind of line between positions, and the words for it.
struct NamedRelation {
    lines: for<'r> fn(&'r Reporting<'r>, usize) -> &'r [ReportingLine<'r>],
    /// Whether a line may be part of a circle.
    is_strict: fn(&ReportingLine) -> bool,
    unknown: Code,
    withdrawn: Code,
    cycle: Code,
    /// What the named position is to this one.
    noun: (&'static str, &'static str),
    /// The messages for a position that names itself, and for a circle.
    itself: (&'static str, &'static str),
    circle: (&'static str, &'static str),
}

const SUPERIORS: NamedRelation = NamedRelation {
    lines: |reporting, number| reporting.lines(number),
    is_strict: |line| line.kind == LineKind::Administrative,
    unknown: Code::W204,
    withdrawn: Code::W206,
    cycle: Code::W205,
    noun: ("直接上级", "superior"),
    itself: ("的直接上级是它自己", "reports to itself"),
    circle: ("直接上级绕成了圈", "these positions report to each other in a circle"),
};

const CONCURRENT: NamedRelation = NamedRelation {
    lines: |reporting, number| reporting.concurrent(number),
    is_strict: |_| true,
    unknown: Code::W224,
    withdrawn: Code::W224,
    cycle: Code::W227,
    noun: ("兼任的岗位", "position held concurrently"),
    itself: ("兼任的是它自己", "is held beside itself"),
    circle: (
        "兼任绕成了圈，没有一个计入定员",
        "these positions hold each other in a circle, so that none is counted",
    ),
};

/// `all` says whether every position could be read.
pub(super) fn check(context: &Context, all: bool) -> Vec<Diagnostic> {
    let mut found = Fold::default();
    let mut hints = Hints { roster: &context.reporting.roster, known: HashMap::new(), left: HINT_BUDGET };
    for relation in [&SUPERIORS, &CONCURRENT] {
        for &number in &context.active {
            for line in (relation.lines)(&context.reporting, number) {
                let named = match line.superior {
                    Superior::Unknown if all => None,
                    Superior::Position(named) if context.position(named).status != Status::Active => {
                        Some(named)
                    }
                    Superior::Unknown | Superior::Position(_) | Superior::External => continue,
                };
                let cause = (relation.unknown, named, line.name);
                if found.is_full(&cause) {
                    continue;
                }
                let title = context.position(number).title.as_str();
                let finding = match named {
                    Some(named) => withdrawn(context, line, relation, named),
                    None => unknown(context, line, relation, title, &mut hints),
                };
                found.add(cause, finding);
            }
        }
    }
    let mut found = found.finish();
    for relation in [&SUPERIORS, &CONCURRENT] {
        found.extend(cycles(context, relation));
    }
    if all {
        found.extend(without_superior(context));
    }
    found
}

/// Positions without a superior, except the head of the company, in a handbook where others name one.
fn without_superior(context: &Context) -> Vec<Diagnostic> {
    let is_strict = |line: &&ReportingLine| line.kind == LineKind::Administrative;
    let lines = |number: usize| context.reporting.lines(number).iter().filter(is_strict);
    let is_led = |&number: &usize| {
        lines(number).any(|line| match line.superior {
            Superior::Position(above) => above != number && context.position(above).status == Status::Active,
            Superior::External => true,
            Superior::Unknown => false,
        })
    };
    if !context.active.iter().any(is_led) {
        // An unknown name is reported where it is written.
        let named = context.active.iter().any(|&number| !context.reporting.lines(number).is_empty());
        return if named { Vec::new() } else { told_of_all(context).into_iter().collect() };
    }
    let head = context.reporting.head();
    let mut found = Fold::default();
    for number in context.originals().filter(|&number| lines(number).next().is_none() && Some(number) != head)
    {
        let department = context.reporting.roster.department_of[number];
        if !found.is_full(&department) {
            found.add(department, told_without(context, number));
        }
    }
    found.finish()
}

/// If none of several positions names a superior, there is one finding, at the handbook.
fn told_of_all(context: &Context) -> Option<Diagnostic> {
    let all: Vec<&Position> = context.originals().map(|number| context.position(number)).collect();
    let (first, count) = (all.first()?, all.len());
    // A position in two files counts once.
    let title = folded(&first.title);
    if all.iter().all(|position| folded(&position.title) == title) {
        return None;
    }
    let message = Text::new("没有一个岗位写了直接上级", "no position says whom it reports to");
    let label = Text::new(format!("共 {count} 个岗位"), format!("of {count}"));
    let help = Text::new(
        "除最高的岗位外，都写上“直接上级: 岗位名称”，组织架构图才有上下之分",
        "add reports_to to each but the highest, so that the organisation chart shows who is above whom",
    );
    let finding = Diagnostic::new(Code::W219, message).with_help(help).with_label(label);
    let handbook = &context.handbook.title.path;
    Some(match context.sources.text(handbook) {
        Some(_) => finding.in_file(handbook),
        None => first.title.blame(finding),
    })
}

fn told_without(context: &Context, number: usize) -> Diagnostic {
    let name = quoted(&context.reporting.roster.label(number));
    let message = match context.reporting.lines(number) {
        [] => {
            Text::new(format!("岗位{name}没有写直接上级"), format!("{name} does not say whom it reports to"))
        }
        _ => Text::new(
            format!("岗位{name}只有业务上级，没有写行政上级"),
            format!("{name} names a superior in the functional line alone, none in the administrative one"),
        ),
    };
    let help = Text::new(
        "写上“直接上级: 岗位名称”；上级在手册以外的（如董事会），还要列入 handbook.yaml 的外部岗位",
        "add reports_to; a superior outside the handbook, such as the board, goes into external_roles, too",
    );
    context.position(number).title.blame(Diagnostic::new(Code::W219, message)).with_help(help)
}

/// `title` is the title of the position that names it.
fn unknown(
    context: &Context,
    line: &ReportingLine,
    relation: &NamedRelation,
    title: &str,
    hints: &mut Hints,
) -> Diagnostic {
    let bare = line.name.trim_matches(is_quote);
    let name = quoted(bare);
    let (zh, en) = relation.noun;
    let message = Text::new(
        format!("{zh}{name}不是本手册的岗位"),
        format!("the {en} {name} is no position of this handbook"),
    );
    let departments = &context.handbook.departments;
    let managed = departments
        .iter()
        .find(|department| department.manager.as_ref().is_some_and(|manager| manager.trim() == line.name));
    let help = match managed.and_then(|department| department.name.as_ref()) {
        Some(department) => Text::new(
            format!("这是{}负责人的姓名，请改写岗位名称", department.as_str()),
            format!("that is the person who manages {}; write a position's title", quoted(department)),
        ),
        None if context.reporting.roster.department(line.name).is_some() => Text::new(
            "这是部门名称，请改写该部门的岗位名称",
            "that is a department; write the title of a position there",
        ),
        None => match hints.nearest(bare, title) {
            Some(near) => Text::new(format!("是否应为“{near}”？"), format!("did you mean “{near}”?")),
            None => Text::new(
                "还没有这个岗位就用 gangwei new position 新建；手册以外的（如董事会、工会主席）写进 handbook.yaml 的外部岗位",
                "make the position with `gangwei new position`, or name one outside the handbook in external_roles",
            ),
        },
    };
    line.written.blame(Diagnostic::new(relation.unknown, message)).with_help(help)
}

/// Finds nearest titles. Each name is looked up once, until the budget is used up.
struct Hints<'a> {
    roster: &'a Roster<'a>,
    known: HashMap<String, Vec<&'a str>>,
    left: usize,
}

impl<'a> Hints<'a> {
    /// The title that a position may have meant by a name. It is not its own title, and a 经理 is not a 副经理.
    fn nearest(&mut self, name: &str, own: &str) -> Option<&'a str> {
        if !self.known.contains_key(name) {
            let cost = self.roster.positions.len();
            if cost > self.left {
                return None;
            }
            self.left -= cost;
            let titles = self.roster.positions.iter().map(|position| position.title.as_str());
            let titles = titles.filter(|title| title.strip_prefix(DEPUTY) != Some(name));
            self.known.insert(name.to_owned(), nearest_few(name, titles, 2));
        }
        let near = self.known.get(name)?.iter().copied();
        near.into_iter().find(|near| folded(near) != folded(own))
    }
}

fn withdrawn(context: &Context, line: &ReportingLine, relation: &NamedRelation, named: usize) -> Diagnostic {
    let position = context.position(named);
    let name = quoted(&context.reporting.roster.label(named));
    let (zh, en) = relation.noun;
    let message = Text::new(format!("{zh}{name}已撤销"), format!("the {en} {name} is withdrawn"));
    let label = Text::new("已撤销的岗位", "the withdrawn position");
    line.written
        .blame(Diagnostic::new(relation.withdrawn, message))
        .with_related(position.title.place(), label)
}

/// Each circle once, beginning with its first position in the handbook.
///
/// With many superiors there can be countless circles. Then each position of a circle is in a reported one, up to
/// [`MOST_CYCLES`] among positions that all lead to each other.
fn cycles(context: &Context, relation: &NamedRelation) -> Vec<Diagnostic> {
    let graph = Graph::new(context, relation);
    let mut found = Vec::new();
    for component in circles(&graph.superiors) {
        let inside: HashSet<usize> = component.iter().copied().collect();
        let mut covered = HashSet::new();
        let mut told = 0;
        for &start in &component {
            if graph.superiors[start].contains(&start) {
                found.push(cycle(context, relation, &[start]));
                covered.insert(start);
            } else if component.len() > 1 && told < MOST_CYCLES && !covered.contains(&start) {
                let chain = graph.shortest_cycle(start, &inside);
                covered.extend(chain.iter().copied());
                found.push(cycle(context, relation, &chain));
                told += 1;
            }
        }
    }
    found
}

fn cycle(context: &Context, relation: &NamedRelation, chain: &[usize]) -> Diagnostic {
    let roster = &context.reporting.roster;
    let message = match chain {
        [alone] => {
            let name = quoted(&roster.label(*alone));
            let (zh, en) = relation.itself;
            Text::new(format!("岗位{name}{zh}"), format!("{name} {en}"))
        }
        _ => {
            let mut names: Vec<String> =
                chain.iter().take(LONGEST_CHAIN).map(|&number| roster.label(number)).collect();
            if chain.len() > LONGEST_CHAIN {
                names.push("…".to_owned());
            }
            names.push(roster.label(chain[0]));
            let chain = names.join(" → ");
            let (zh, en) = relation.circle;
            Text::new(format!("{zh}：{chain}"), format!("{en}: {chain}"))
        }
    };
    let mut finding = Diagnostic::new(relation.cycle, message);
    let next = chain.iter().cycle().skip(1);
    for (at, (&number, &superior)) in chain.iter().zip(next).enumerate().take(LONGEST_CHAIN) {
        let mut lines = (relation.lines)(&context.reporting, number).iter();
        let is_next = |line: &&ReportingLine| (relation.is_strict)(line) && line.position() == Some(superior);
        let Some(line) = lines.find(is_next) else { continue };
        finding = match at {
            0 => line.written.blame(finding),
            _ => {
                let name = quoted(&roster.label(number));
                let (zh, en) = relation.noun;
                let label = Text::new(format!("{name}的{zh}"), format!("the {en} of {name}"));
                finding.with_related(line.written.place(), label)
            }
        };
    }
    finding
}

/// The graph of who reports to whom, or holds which position, among the positions in use.
struct Graph {
    superiors: Vec<Vec<usize>>,
}

impl Graph {
    fn new(context: &Context, relation: &NamedRelation) -> Graph {
        let mut superiors = vec![Vec::new(); context.reporting.roster.positions.len()];
        for &number in &context.active {
            let lines = (relation.lines)(&context.reporting, number).iter();
            let all = lines.filter(|line| (relation.is_strict)(line)).filter_map(ReportingLine::position);
            superiors[number] =
                all.filter(|&above| context.position(above).status == Status::Active).collect();
        }
        Graph { superiors }
    }

    /// The shortest path from a position back to itself, through positions that lead to it.
    fn shortest_cycle(&self, start: usize, inside: &HashSet<usize>) -> Vec<usize> {
        let mut from: HashMap<usize, usize> = HashMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            for &above in self.superiors[node].iter().filter(|above| inside.contains(above)) {
                if above == start {
                    let mut chain: Vec<usize> =
                        std::iter::successors(Some(node), |node| from.get(node).copied()).collect();
                    chain.reverse();
                    return chain;
                }
                from.entry(above).or_insert_with(|| {
                    queue.push_back(above);
                    node
                });
            }
        }
        vec![start]
    }
}
