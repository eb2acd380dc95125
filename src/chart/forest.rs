//! Turns reporting lines into trees: every position is below at most one superior, and there are no circles.
//!
//! A position stands below the first of its superiors in the administrative line that is a position in use or one of
//! the handbook's external roles. Withdrawn positions are left out; whoever reports to one stands below that
//! position's superior. One position may head the company and report to nobody. Any other position without a known
//! superior is marked as such, so that it does not look like the head's equal. Superiors in the functional line are
//! stored beside the trees.

use crate::model::labels::{Labels, labels};
use crate::model::{
    Handbook, Headcount, Language, LineKind, Reporting, Status, Superior, folded, over_withdrawn,
};

/// All positions, numbered in the handbook's order.
#[derive(Debug)]
pub struct Forest {
    pub language: Language,
    pub company: Option<String>,
    pub posts: Vec<Post>,
    pub departments: Vec<Unit>,
    /// The names of superiors that the handbook does not describe.
    pub externals: Vec<String>,
    pub labels: Labels,
}

#[derive(Debug)]
pub struct Post {
    pub title: String,
    /// How many people fill it, with nobody counted twice: a position that others hold concurrently has none of its
    /// own.
    pub headcount: Option<Headcount>,
    /// The titles of the positions whose holders fill this one concurrently.
    pub holders: Vec<String>,
    pub department: usize,
    /// Further departments that it serves, as indices.
    pub also_in: Vec<usize>,
    pub withdrawn: bool,
    pub above: Option<SuperiorOf>,
    /// Superiors in the functional line that are not its superior in the administrative line, without withdrawn ones.
    pub guides: Vec<SuperiorOf>,
    /// The positions in use that report to it, in the handbook's order.
    pub below: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuperiorOf {
    Post(usize),
    /// An index in [`Forest::externals`].
    External(usize),
    /// No superior is known, and the position does not head the company.
    Undetermined,
}

impl Post {
    /// Whether its superior is known.
    pub fn has_superior(&self) -> bool {
        matches!(self.above, Some(SuperiorOf::Post(_) | SuperiorOf::External(_)))
    }
}

#[derive(Debug)]
pub struct Unit {
    /// Its id in templates: `d1`.
    pub id: String,
    pub name: Option<String>,
}

impl Forest {
    pub fn new(handbook: &Handbook) -> Forest {
        let reporting = Reporting::new(handbook);
        let mut forest = Forest {
            language: handbook.language,
            company: handbook.company.as_ref().map(|name| name.to_string()),
            posts: Vec::new(),
            departments: Vec::new(),
            externals: Vec::new(),
            // Mistakes in the handbook's own labels are reported where the form takes the labels.
            labels: labels(handbook.language, &handbook.labels).0,
        };
        for department in &handbook.departments {
            let name = department.name.as_ref().map(|name| name.to_string());
            forest.departments.push(Unit { id: department.id.clone(), name });
        }
        let roster = &reporting.roster;
        let title = |number: usize| roster.positions[number].title.trim().replace('\n', " ");
        for (number, position) in roster.positions.iter().enumerate() {
            forest.posts.push(Post {
                title: title(number),
                headcount: reporting.counted(number),
                holders: reporting.holders(number).iter().map(|&holder| title(holder)).collect(),
                department: roster.department_of[number],
                also_in: roster.also_in(number).to_vec(),
                withdrawn: position.status == Status::Withdrawn,
                above: None,
                guides: Vec::new(),
                below: Vec::new(),
            });
        }
        let mut known = Vec::new();
        forest.link(&reporting, &mut known);
        forest.break_circles();
        let head = reporting.head();
        for (number, post) in forest.posts.iter_mut().enumerate() {
            if post.above.is_none() && head != Some(number) {
                post.above = Some(SuperiorOf::Undetermined);
            }
        }
        forest.link_guides(&reporting, &mut known);
        for number in 0..forest.posts.len() {
            match forest.posts[number].above {
                Some(SuperiorOf::Post(above)) if !forest.posts[number].withdrawn => {
                    forest.posts[above].below.push(number);
                }
                _ => {}
            }
        }
        forest
    }

    /// The numbers of the positions in use.
    pub fn in_use(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.posts.len()).filter(|&number| !self.posts[number].withdrawn)
    }

    /// An external superior; adds it at its first mention. `known` has the folded names of those so far.
    fn external(&mut self, name: &str, known: &mut Vec<String>) -> SuperiorOf {
        let folded = folded(name);
        let place = known.iter().position(|known| *known == folded).unwrap_or(known.len());
        if place == known.len() {
            known.push(folded);
            self.externals.push(name.trim().to_owned());
        }
        SuperiorOf::External(place)
    }

    fn link_guides(&mut self, reporting: &Reporting, known: &mut Vec<String>) {
        for number in 0..self.posts.len() {
            for line in reporting.lines(number).iter().filter(|line| line.kind == LineKind::Functional) {
                let guide = match line.superior {
                    Superior::Position(guide) if guide == number || self.posts[guide].withdrawn => continue,
                    Superior::Position(guide) => SuperiorOf::Post(guide),
                    Superior::External => self.external(line.name, known),
                    Superior::Unknown => continue,
                };
                let post = &mut self.posts[number];
                if post.above != Some(guide) && !post.guides.contains(&guide) {
                    post.guides.push(guide);
                }
            }
        }
    }

    /// The name of a superior.
    pub fn name(&self, above: SuperiorOf) -> &str {
        match above {
            SuperiorOf::Post(number) => &self.posts[number].title,
            SuperiorOf::External(place) => self.externals.get(place).map_or("", String::as_str),
            SuperiorOf::Undetermined => "",
        }
    }

    fn link(&mut self, reporting: &Reporting, known: &mut Vec<String>) {
        let withdrawn: Vec<bool> = self.posts.iter().map(|post| post.withdrawn).collect();
        let first = |number: usize| {
            let lines = reporting.lines(number).iter();
            let mut lines = lines.filter(|line| line.kind == LineKind::Administrative);
            lines.find_map(|line| match line.superior {
                Superior::Position(above) if above != number => Some(SuperiorOf::Post(above)),
                Superior::External => Some(self.external(line.name, known)),
                Superior::Position(_) | Superior::Unknown => None,
            })
        };
        let post = |above| match above {
            SuperiorOf::Post(number) => Some(number),
            _ => None,
        };
        let above = over_withdrawn(withdrawn.len(), first, post, |number| withdrawn[number]);
        for (post, above) in self.posts.iter_mut().zip(above) {
            post.above = above;
        }
    }

    /// Breaks circles of positions that report to each other: the first one in the handbook's order loses its
    /// superior.
    fn break_circles(&mut self) {
        // 0 for a position that is unseen, else the number of the walk that came by.
        let mut seen = vec![0; self.posts.len()];
        for start in 0..self.posts.len() {
            let mut at = start;
            loop {
                if seen[at] != 0 {
                    // Only a position of this same walk closes a circle, which is then cut.
                    if seen[at] == start + 1 {
                        self.cut(at);
                    }
                    break;
                }
                seen[at] = start + 1;
                match self.posts[at].above {
                    Some(SuperiorOf::Post(above)) => at = above,
                    _ => break,
                }
            }
        }
    }

    /// Cuts the circle of which `member` is a part, above its first position.
    fn cut(&mut self, member: usize) {
        let (mut first, mut at) = (member, member);
        while let Some(SuperiorOf::Post(above)) = self.posts[at].above {
            first = first.min(above);
            at = above;
            if at == member {
                break;
            }
        }
        self.posts[first].above = None;
    }
}
