//! What a chart is of: the company position by position, its departments in outline, or one department.

use std::collections::HashMap;
use std::sync::Arc;

use super::diagram::{Diagram, Entry, Kind};
use super::fault::Fault;
use super::forest::{Above, Forest};
use super::label::Setter;
use super::request::{Request, Scope};
use super::{split, words};

/// A diagram to draw, and what to call it.
pub struct View {
    pub title: String,
    pub diagram: Diagram,
}

/// The views that a request asks for; none where there is no line to show.
pub fn views(forest: &Forest, request: &Request, setter: &mut Setter) -> Result<Vec<View>, Fault> {
    match &request.scope {
        Scope::Department(id) => {
            let place = forest.departments.iter().position(|unit| unit.id == *id);
            let place = place.ok_or_else(|| Fault::NoDepartment(id.clone()))?;
            Ok(department(forest, place, setter).into_iter().collect())
        }
        Scope::Company => company(forest, request, setter),
    }
}

/// Every position if one sheet holds them; else the departments, and each by itself if that is asked for.
fn company(forest: &Forest, request: &Request, setter: &mut Setter) -> Result<Vec<View>, Fault> {
    if !forest.in_use().any(|number| forest.posts[number].has_superior()) {
        return Ok(Vec::new());
    }
    let language = forest.language;
    let whole = Tree::new(forest, |_| true).finished().diagram(setter);
    if split::fits_whole(&whole, request) || forest.departments.len() < 2 {
        let title = forest.company.clone().unwrap_or_else(|| words::company(language).to_owned());
        return Ok(vec![View { title, diagram: whole }]);
    }
    let mut views =
        vec![View { title: words::overview(language).to_owned(), diagram: overview(forest, setter) }];
    if request.departments {
        views.extend((0..forest.departments.len()).filter_map(|place| department(forest, place, setter)));
    }
    Ok(views)
}

/// A department's positions below those outside that they report to.
fn department(forest: &Forest, place: usize, setter: &mut Setter) -> Option<View> {
    let members: Vec<usize> =
        forest.in_use().filter(|&number| forest.posts[number].department == place).collect();
    let has_line = members.iter().any(|&number| forest.posts[number].has_superior());
    (members.len() > 1 && has_line).then(|| {
        let tree = Tree::new(forest, |number| forest.posts[number].department == place);
        View { title: department_name(forest, place), diagram: tree.finished().diagram(setter) }
    })
}

fn department_name(forest: &Forest, place: usize) -> String {
    let name = forest.departments.get(place).and_then(|unit| unit.name.clone());
    name.unwrap_or_else(|| words::no_department(forest.language).to_owned())
}

/// A node while a diagram is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Node {
    Post(usize),
    /// A position that is shown as the superior alone.
    Context(usize),
    External(usize),
    /// Above those whose superior is not known.
    Undetermined,
    Department(usize),
}

/// Nodes below each other, in order.
struct Tree<'f> {
    forest: &'f Forest,
    roots: Vec<Node>,
    below: HashMap<Node, Vec<Node>>,
}

impl<'f> Tree<'f> {
    /// The positions in use that `shown` lets pass, below what they report to.
    fn new(forest: &'f Forest, shown: impl Fn(usize) -> bool) -> Tree<'f> {
        let mut tree = Tree { forest, roots: Vec::new(), below: HashMap::new() };
        for number in forest.in_use().filter(|&number| shown(number)) {
            let above = forest.posts[number].above.map(|above| match above {
                Above::Post(above) if shown(above) => Node::Post(above),
                Above::Post(above) => Node::Context(above),
                Above::External(external) => Node::External(external),
                Above::Undetermined => Node::Undetermined,
            });
            tree.hang(Node::Post(number), above);
        }
        tree
    }

    /// With those whose superior is not known behind all others.
    fn finished(mut self) -> Tree<'f> {
        self.roots.sort_by_key(|&root| root == Node::Undetermined);
        self
    }

    /// Puts a node below another, which becomes a root if it is an outside one.
    fn hang(&mut self, node: Node, above: Option<Node>) {
        let Some(above) = above else { return self.roots.push(node) };
        let is_outside = matches!(above, Node::Context(_) | Node::External(_) | Node::Undetermined);
        let siblings = self.below.entry(above).or_default();
        if is_outside && siblings.is_empty() {
            self.roots.push(above);
        }
        siblings.push(node);
    }

    fn diagram(&self, setter: &mut Setter) -> Diagram {
        let mut diagram = Diagram::default();
        let mut level: Vec<(Option<usize>, Node)> = self.roots.iter().map(|&root| (None, root)).collect();
        while !level.is_empty() {
            let mut next = Vec::new();
            for (above, node) in level {
                let below = self.below.get(&node).map_or(&[][..], Vec::as_slice);
                let is_head = match above {
                    None => true,
                    Some(above) => diagram.boxes[above].kind == Kind::Outside,
                };
                let entry = self.entry(node, is_head && !below.is_empty(), setter);
                let at = diagram.add(above, entry);
                next.extend(below.iter().map(|&below| (Some(at), below)));
            }
            level = next;
        }
        diagram
    }

    fn entry(&self, node: Node, is_head: bool, setter: &mut Setter) -> Entry {
        let forest = self.forest;
        let (kind, name, label, positions) = match node {
            Node::Post(number) => {
                let post = &forest.posts[number];
                let kind = if is_head { Kind::Head } else { Kind::Position };
                (kind, post.title.clone(), setter.label(&post.title, post.headcount, &[]), 1)
            }
            Node::Context(number) => {
                let title = &forest.posts[number].title;
                (Kind::Outside, title.clone(), setter.label(title, None, &[]), 0)
            }
            Node::External(place) => {
                let name = forest.externals.get(place).cloned().unwrap_or_default();
                let label = setter.label(&name, None, &[]);
                (Kind::Outside, name, label, 0)
            }
            Node::Undetermined => {
                let name = words::undetermined(forest.language);
                (Kind::Undetermined, name.to_owned(), setter.label(name, None, &[]), 0)
            }
            Node::Department(place) => {
                let name = department_name(forest, place);
                let (notes, positions) = department_notes(forest, place);
                let label = setter.label(&name, None, &notes);
                (Kind::Department, name, label, positions)
            }
        };
        Entry { kind, name: Arc::from(name), label, positions, below: Vec::new() }
    }
}

/// Who heads a department, and how many it has.
fn department_notes(forest: &Forest, place: usize) -> (Vec<String>, usize) {
    let members = || forest.in_use().filter(move |&number| forest.posts[number].department == place);
    let positions = members().count();
    let people: Option<u64> = members().map(|number| forest.posts[number].headcount.map(u64::from)).sum();
    let head = head(forest, place).map(|number| forest.posts[number].title.clone());
    let staff = words::staff(positions, people, forest.language);
    (head.into_iter().chain([staff]).collect(), positions)
}

/// The position of a department that most others of it stand below: of those whose superior is outside.
fn head(forest: &Forest, place: usize) -> Option<usize> {
    let is_member = |number: usize| forest.posts[number].department == place;
    let tops = forest.in_use().filter(|&number| is_member(number)).filter(
        |&number| !matches!(forest.posts[number].above, Some(Above::Post(above)) if is_member(above)),
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

/// The company's heads, and a box for each department below the one that its head reports to.
///
/// A head is a position that another department's head reports to, or one that stands above such a one.
fn overview(forest: &Forest, setter: &mut Setter) -> Diagram {
    let heads: Vec<Option<usize>> = (0..forest.departments.len()).map(|place| head(forest, place)).collect();
    let mut leads = vec![false; forest.posts.len()];
    for head in heads.iter().flatten() {
        let mut above = forest.posts[*head].above;
        while let Some(Above::Post(number)) = above {
            if std::mem::replace(&mut leads[number], true) {
                break;
            }
            above = forest.posts[number].above;
        }
    }
    let mut tree = Tree::new(forest, |number| leads[number]);
    for (place, head) in heads.iter().enumerate() {
        let Some(head) = *head else { continue };
        let above = match forest.posts[head].above {
            _ if leads[head] => Some(Node::Post(head)),
            Some(Above::Post(above)) => Some(Node::Post(above)),
            Some(Above::External(external)) => Some(Node::External(external)),
            Some(Above::Undetermined) => Some(Node::Undetermined),
            None => None,
        };
        tree.hang(Node::Department(place), above);
    }
    tree.finished().diagram(setter)
}
