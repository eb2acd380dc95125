//! What the outputs show of a handbook.

use super::value::OutputExtent;

/// Which departments and positions are shown, in the handbook's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub departments: Vec<Selected>,
}

/// A department of the selection: its place in the handbook, and its positions' places in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selected {
    pub department: usize,
    /// Those in use.
    pub positions: Vec<usize>,
    pub withdrawn: Vec<usize>,
    /// Those in use of other departments that serve this one, too: each by the places of its department in the
    /// handbook and its own there.
    pub shared: Vec<(usize, usize)>,
}

impl Selection {
    /// A position in use, as a [`Job`](super::Job) counts it: the place of its department in the selection, and its own.
    pub fn find(&self, (department, position): (usize, usize)) -> Option<(usize, usize)> {
        let at = self.departments.binary_search_by_key(&department, |of| of.department).ok()?;
        let place = self.departments[at].positions.binary_search(&position).ok()?;
        Some((at, place))
    }

    /// How much an output shows of it: of these departments, or `only` one position.
    pub fn extent(&self, departments: &[usize], only: Option<usize>) -> OutputExtent {
        let shown = departments.iter().filter_map(|index| self.departments.get(*index));
        let counts = shown.map(|of| if only.is_some() { 1 } else { of.positions.len() });
        OutputExtent::sum(counts)
    }
}

impl Selected {
    /// The positions in use, then the withdrawn ones: so a [`Job`](super::Job) counts them.
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.positions.iter().chain(&self.withdrawn).copied()
    }
}
