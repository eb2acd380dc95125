//! What the outputs show of a handbook.

use super::value::OutputExtent;

/// Which departments and positions are shown, in the handbook's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub departments: Vec<Selected>,
}

/// A department of the selection. Positions are given by their places in the department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selected {
    pub department: usize,
    /// The positions in use.
    pub positions: Vec<usize>,
    pub withdrawn: Vec<usize>,
    /// The positions in use of other departments that also serve this one, each by the place of its department in the
    /// handbook and its own place there.
    pub shared: Vec<(usize, usize)>,
}

impl Selection {
    /// A position in use, numbered as in a [`Job`](super::Job): the place of its department in the selection, and its
    /// own.
    pub fn find(&self, (department, position): (usize, usize)) -> Option<(usize, usize)> {
        let at = self.departments.binary_search_by_key(&department, |of| of.department).ok()?;
        let place = self.departments[at].positions.binary_search(&position).ok()?;
        Some((at, place))
    }

    /// How much an output of these departments shows, or of `only` one position.
    pub fn extent(&self, departments: &[usize], only: Option<usize>) -> OutputExtent {
        let shown = departments.iter().filter_map(|index| self.departments.get(*index));
        let counts = shown.map(|of| if only.is_some() { 1 } else { of.positions.len() });
        OutputExtent::sum(counts)
    }
}

impl Selected {
    /// The positions in use, then the withdrawn ones, as a [`Job`](super::Job) numbers them.
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.positions.iter().chain(&self.withdrawn).copied()
    }
}
