//! The data that all checks share.

use super::copies::PositionCopies;
use crate::diag::Sources;
use crate::model::{Department, Handbook, Position, Reporting, Status};

/// A handbook with its reporting lines, and its positions in use.
pub struct Context<'a> {
    pub handbook: &'a Handbook,
    pub sources: &'a Sources,
    pub reporting: Reporting<'a>,
    /// The numbers of the positions in use, in the handbook's order.
    pub active: Vec<usize>,
    pub copies: PositionCopies,
}

impl<'a> Context<'a> {
    pub fn new(handbook: &'a Handbook, sources: &'a Sources) -> Context<'a> {
        let reporting = Reporting::new(handbook);
        let positions = reporting.roster.positions.iter().enumerate();
        let active = positions.filter(|(_, position)| position.status == Status::Active);
        let active: Vec<usize> = active.map(|(number, _)| number).collect();
        let copies = PositionCopies::find(sources, &reporting.roster, &active);
        Context { handbook, sources, reporting, active, copies }
    }

    pub fn position(&self, number: usize) -> &'a Position {
        self.reporting.roster.positions[number]
    }

    /// The positions in use without copies, since the mistakes of a copy are those of its original.
    pub fn originals(&self) -> impl Iterator<Item = usize> + '_ {
        let roster = &self.reporting.roster;
        self.active.iter().copied().filter(|&number| !self.copies.repeats(roster, number))
    }

    /// The positions in use.
    pub fn active(&self) -> impl Iterator<Item = &'a Position> + '_ {
        self.active.iter().map(|&number| self.position(number))
    }
}

/// Whether the handbook's own file lists the department.
pub fn is_listed(handbook: &Handbook, department: &Department) -> bool {
    department.name.as_ref().is_some_and(|name| name.path == handbook.title.path)
}
