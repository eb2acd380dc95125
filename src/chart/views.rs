//! The views of a chart: the company position by position, an overview of its departments, or one department.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::diagram::{Diagram, DiagramBox, DiagramKind};
use super::fault::ChartFault;
use super::forest::{Forest, SuperiorOf};
use super::label::Setter;
use super::request::{ChartScope, Request};
use super::{split, words};
use crate::model::Headcount;

/// A diagram to draw, and its title.
pub struct ChartView {
    pub title: String,
    pub diagram: Diagram,
}

/// The views that a request asks for; none if there is no reporting line to show.
pub fn views(forest: &Forest, request: &Request, setter: &mut Setter) -> Result<Vec<ChartView>, ChartFault> {
    match &request.scope {
        ChartScope::Department(id) => {
            let place = forest.departments.iter().position(|unit| unit.id == *id);
            let place = place.ok_or_else(|| ChartFault::NoDepartment(id.clone()))?;
            Ok(department(forest, place, request, setter).into_iter().collect())
        }
        ChartScope::Company => company(forest, request, setter),
    }
}

/// All positions if one sheet holds them; else an overview of the departments, followed by each of them if the
/// request asks for that.
fn company(forest: &Forest, request: &Request, setter: &mut Setter) -> Result<Vec<ChartView>, ChartFault> {
    if !forest.in_use().any(|number| forest.posts[number].has_superior()) {
        return Ok(Vec::new());
    }
    let language = forest.language;
    let whole = Tree::new(forest, |_| true).with_guides().finished().diagram(setter);
    if split::fits_whole(&whole, request) || forest.departments.len() < 2 {
        let title = forest.company.clone().unwrap_or_else(|| words::company(language).to_owned());
        return Ok(vec![ChartView { title, diagram: whole }]);
    }
    let mut views =
        vec![ChartView { title: words::overview(language).to_owned(), diagram: overview(forest, setter) }];
    if request.departments {
        views.extend(
            (0..forest.departments.len()).filter_map(|place| department(forest, place, request, setter)),
        );
    }
    Ok(views)
}

/// A department's positions, below their superiors from outside. Functional superiors from outside stand beside them,
/// if one sheet holds everything.
fn department(forest: &Forest, place: usize, request: &Request, setter: &mut Setter) -> Option<ChartView> {
    let serves = |number: usize| {
        let post = &forest.posts[number];
        post.department == place || post.also_in.contains(&place)
    };
    let members: Vec<usize> = forest.in_use().filter(|&number| serves(number)).collect();
    let has_line = members.iter().any(|&number| forest.posts[number].has_superior());
    (members.len() > 1 && has_line).then(|| {
        let tree = || Tree { of: Some(place), ..Tree::new(forest, serves) };
        let mut diagram = tree().with_guides().finished().diagram(setter);
        if diagram.is_guided() && !split::fits_whole(&diagram, request) {
            diagram = tree().finished().diagram(setter);
        }
        ChartView { title: department_name(forest, place), diagram }
    })
}

fn department_name(forest: &Forest, place: usize) -> String {
    let name = forest.departments.get(place).and_then(|unit| unit.name.clone());
    name.unwrap_or_else(|| words::no_department(forest.language).to_owned())
}

/// A node of the tree from which a diagram is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum OrganisationNode {
    Post(usize),
    /// A position that is only shown as a superior of others.
    Context(usize),
    External(usize),
    /// The caption above those whose superior is not known.
    Undetermined,
    Department(usize),
}

/// The nodes below each node, in order.
struct Tree<'f> {
    forest: &'f Forest,
    /// The department whose chart it is; `None` for the company's.
    of: Option<usize>,
    roots: Vec<OrganisationNode>,
    below: HashMap<OrganisationNode, Vec<OrganisationNode>>,
    /// The head of each department, in the overview of departments; empty elsewhere.
    heads: Vec<Option<usize>>,
    /// Whether boxes name functional superiors that have no box.
    notes: bool,
}

impl<'f> Tree<'f> {
    /// A tree of the positions in use for which `shown` holds, below their superiors.
    fn new(forest: &'f Forest, shown: impl Fn(usize) -> bool) -> Tree<'f> {
        let (roots, below) = Default::default();
        let mut tree = Tree { forest, of: None, roots, below, heads: Vec::new(), notes: true };
        for number in forest.in_use().filter(|&number| shown(number)) {
            let above = forest.posts[number].above.map(|above| match above {
                SuperiorOf::Post(above) if shown(above) => OrganisationNode::Post(above),
                SuperiorOf::Post(above) => OrganisationNode::Context(above),
                SuperiorOf::External(external) => OrganisationNode::External(external),
                SuperiorOf::Undetermined => OrganisationNode::Undetermined,
            });
            tree.hang(OrganisationNode::Post(number), above);
        }
        tree
    }

    /// Moves positions whose superior is not known behind all others.
    fn finished(mut self) -> Tree<'f> {
        self.roots.sort_by_key(|&root| root == OrganisationNode::Undetermined);
        self
    }

    /// Puts a node below another; an outside superior becomes a root with its first subordinate.
    fn hang(&mut self, node: OrganisationNode, above: Option<OrganisationNode>) {
        let Some(above) = above else { return self.roots.push(node) };
        let is_outside = matches!(
            above,
            OrganisationNode::Context(_) | OrganisationNode::External(_) | OrganisationNode::Undetermined
        );
        let siblings = self.below.entry(above).or_default();
        if is_outside && siblings.is_empty() {
            self.roots.push(above);
        }
        siblings.push(node);
    }

    /// Every node; those above come before those below.
    fn nodes(&self) -> Vec<OrganisationNode> {
        let mut nodes = self.roots.clone();
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            nodes.extend(self.below.get(node).into_iter().flatten());
            at += 1;
        }
        nodes
    }

    /// Adds functional superiors that have no box as roots.
    fn with_guides(mut self) -> Tree<'f> {
        let nodes = self.nodes();
        let mut known: HashSet<OrganisationNode> = nodes.iter().copied().collect();
        let guides: Vec<SuperiorOf> = nodes.iter().flat_map(|node| self.guides(*node)).copied().collect();
        for guide in guides {
            if self.places(guide).all(|place| !known.contains(&place)) {
                let node = match guide {
                    SuperiorOf::Post(number) => OrganisationNode::Context(number),
                    SuperiorOf::External(place) => OrganisationNode::External(place),
                    SuperiorOf::Undetermined => continue,
                };
                known.insert(node);
                self.roots.push(node);
            }
        }
        self
    }

    /// The functional superiors of the position that a node stands for.
    fn guides(&self, node: OrganisationNode) -> &'f [SuperiorOf] {
        let number = match node {
            OrganisationNode::Post(number) => Some(number),
            OrganisationNode::Department(place) => self.head(place),
            OrganisationNode::Context(_) | OrganisationNode::External(_) | OrganisationNode::Undetermined => {
                None
            }
        };
        number.map_or(&[], |number| &self.forest.posts[number].guides)
    }

    fn head(&self, department: usize) -> Option<usize> {
        self.heads.get(department).copied().flatten()
    }

    /// The nodes that may stand for a superior, the best first.
    fn places(&self, above: SuperiorOf) -> impl Iterator<Item = OrganisationNode> {
        let nodes = match above {
            SuperiorOf::Post(number) => {
                let department = self.forest.posts[number].department;
                let heads = self.head(department) == Some(number);
                let department = heads.then_some(OrganisationNode::Department(department));
                [Some(OrganisationNode::Post(number)), Some(OrganisationNode::Context(number)), department]
            }
            SuperiorOf::External(place) => [Some(OrganisationNode::External(place)), None, None],
            SuperiorOf::Undetermined => [None; 3],
        };
        nodes.into_iter().flatten()
    }

    fn diagram(&self, setter: &mut Setter) -> Diagram {
        let mut diagram = Diagram::default();
        let mut known: HashMap<OrganisationNode, usize> = HashMap::new();
        let mut level: Vec<(Option<usize>, OrganisationNode)> =
            self.roots.iter().map(|&root| (None, root)).collect();
        while !level.is_empty() {
            let mut next = Vec::new();
            for (above, node) in level {
                let below = self.below.get(&node).map_or(&[][..], Vec::as_slice);
                let is_head = match above {
                    None => true,
                    Some(above) => diagram.boxes[above].kind == DiagramKind::Outside,
                };
                let entry = self.entry(node, is_head && !below.is_empty(), setter);
                let at = diagram.add(above, entry);
                known.insert(node, at);
                next.extend(below.iter().map(|&below| (Some(at), below)));
            }
            level = next;
        }
        self.guide(&known, &mut diagram, setter);
        diagram
    }

    /// Adds functional lines to a diagram, or notes to its boxes where the superior has no box.
    fn guide(&self, known: &HashMap<OrganisationNode, usize>, diagram: &mut Diagram, setter: &mut Setter) {
        let Forest { labels, language, .. } = self.forest;
        for node in self.nodes() {
            let Some(&own) = known.get(&node) else { continue };
            let entry = &mut diagram.boxes[own];
            let mut elsewhere = Vec::new();
            for &guide in self.guides(node) {
                match self.places(guide).find_map(|place| known.get(&place)) {
                    Some(&at) if at == own || entry.guides.contains(&at) => {}
                    Some(&at) => entry.guides.push(at),
                    None => elsewhere.push(self.forest.name(guide)),
                }
            }
            if self.notes && !elsewhere.is_empty() {
                let note = words::guided(&elsewhere, labels, *language);
                entry.label = entry.label.with_note(&note, setter);
            }
        }
        if diagram.is_guided() {
            let line = |key| setter.line(&words::legend(labels.get(key), *language));
            let lines = ["administrative", "functional"].map(line);
            diagram.legend = Some(Arc::new(lines));
        }
    }

    /// The notes below a position's title.
    fn notes(&self, number: usize) -> Vec<String> {
        let Forest { labels, language, .. } = self.forest;
        let post = &self.forest.posts[number];
        let held = (!post.holders.is_empty()).then(|| words::held(&post.holders, labels, *language));
        let elsewhere = self.of.is_some_and(|place| place != post.department);
        let home = department_name(self.forest, post.department);
        let home = elsewhere.then(|| words::counted_in(&home, labels, *language));
        held.into_iter().chain(home).collect()
    }

    fn entry(&self, node: OrganisationNode, is_head: bool, setter: &mut Setter) -> DiagramBox {
        let forest = self.forest;
        let (kind, name, label, positions) = match node {
            OrganisationNode::Post(number) => {
                let post = &forest.posts[number];
                let kind = if is_head { DiagramKind::Head } else { DiagramKind::Position };
                let count =
                    post.headcount.filter(|count| count.fixed() != Some(1) && post.holders.is_empty());
                let count = count.map(|count| count.text(forest.language));
                (kind, post.title.clone(), setter.label(&post.title, count, &self.notes(number)), 1)
            }
            OrganisationNode::Context(number) => {
                let title = &forest.posts[number].title;
                (DiagramKind::Outside, title.clone(), setter.label(title, None, &[]), 0)
            }
            OrganisationNode::External(place) => {
                let name = forest.externals.get(place).cloned().unwrap_or_default();
                let label = setter.label(&name, None, &[]);
                (DiagramKind::Outside, name, label, 0)
            }
            OrganisationNode::Undetermined => {
                let name = words::undetermined(forest.language);
                (DiagramKind::Undetermined, name.to_owned(), setter.label(name, None, &[]), 0)
            }
            OrganisationNode::Department(place) => {
                let name = department_name(forest, place);
                let (notes, positions) = department_notes(forest, place);
                let label = setter.label(&name, None, &notes);
                (DiagramKind::Department, name, label, positions)
            }
        };
        DiagramBox { kind, name: Arc::from(name), label, positions, below: Vec::new(), guides: Vec::new() }
    }
}

/// The notes of a department, which name its head and count its positions and people; and the number of its
/// positions.
pub(super) fn department_notes(forest: &Forest, place: usize) -> (Vec<String>, usize) {
    let members = || forest.in_use().filter(move |&number| forest.posts[number].department == place);
    let positions = members().count();
    let people: Option<Vec<Headcount>> = members().map(|number| forest.posts[number].headcount).collect();
    let people = people.map(|people| people.into_iter().sum());
    let head = head(forest, place).map(|number| forest.posts[number].title.clone());
    let staff = words::staff(positions, people, forest.language);
    (head.into_iter().chain([staff]).collect(), positions)
}

/// The head of a department: of its positions with a superior from outside or none, the one with the most others
/// below it.
fn head(forest: &Forest, place: usize) -> Option<usize> {
    let is_member = |number: usize| forest.posts[number].department == place;
    let tops = forest.in_use().filter(|&number| is_member(number)).filter(
        |&number| !matches!(forest.posts[number].above, Some(SuperiorOf::Post(above)) if is_member(above)),
    );
    let size = |top: usize| {
        let mut count = 0;
        let mut open = vec![top];
        while let Some(number) = open.pop() {
            count += usize::from(is_member(number));
            open.extend(forest.posts[number].below.iter().copied().filter(|&below| is_member(below)));
        }
        count
    };
    tops.max_by_key(|&top| (size(top), std::cmp::Reverse(top)))
}

/// The overview: the positions that lead departments, and a box for each department below the position that its head
/// reports to.
///
/// A position leads departments if the head of another department reports to it, directly or through others.
fn overview(forest: &Forest, setter: &mut Setter) -> Diagram {
    let heads: Vec<Option<usize>> = (0..forest.departments.len()).map(|place| head(forest, place)).collect();
    let mut leads = vec![false; forest.posts.len()];
    for head in heads.iter().flatten() {
        let mut above = forest.posts[*head].above;
        while let Some(SuperiorOf::Post(number)) = above {
            if std::mem::replace(&mut leads[number], true) {
                break;
            }
            above = forest.posts[number].above;
        }
    }
    let mut tree = Tree { heads, notes: false, ..Tree::new(forest, |number| leads[number]) };
    for place in 0..forest.departments.len() {
        let Some(head) = tree.head(place) else { continue };
        let above = match forest.posts[head].above {
            _ if leads[head] => Some(OrganisationNode::Post(head)),
            Some(SuperiorOf::Post(above)) => Some(OrganisationNode::Post(above)),
            Some(SuperiorOf::External(external)) => Some(OrganisationNode::External(external)),
            Some(SuperiorOf::Undetermined) => Some(OrganisationNode::Undetermined),
            None => None,
        };
        tree.hang(OrganisationNode::Department(place), above);
    }
    tree.finished().diagram(setter)
}
