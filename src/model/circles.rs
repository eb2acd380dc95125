//! Finds the positions that go round in a circle.

/// Sets of positions that lead to each other, each in order, sorted by their first; a position in no circle is a set
/// of its own. `superiors` gives for each position those that it leads to, by number.
///
/// Tarjan's algorithm, without recursion, as a chain may be as long as the handbook.
pub fn circles(superiors: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let count = superiors.len();
    let (mut index, mut low) = (vec![NEW; count], vec![0; count]);
    let mut on_stack = vec![false; count];
    let (mut stack, mut circles) = (Vec::new(), Vec::new());
    let mut next = 0;
    for root in 0..count {
        let mut work = if index[root] == NEW { vec![(root, 0)] } else { Vec::new() };
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                (index[node], low[node]) = (next, next);
                next += 1;
                stack.push(node);
                on_stack[node] = true;
            } else {
                let child = superiors[node][edge - 1];
                if on_stack[child] {
                    low[node] = low[node].min(low[child]);
                }
            }
            if let Some(&child) = superiors[node].get(edge) {
                work.push((node, edge + 1));
                if index[child] == NEW {
                    work.push((child, 0));
                }
            } else if low[node] == index[node] {
                let at = stack.iter().rposition(|&other| other == node).unwrap_or(0);
                let mut circle = stack.split_off(at);
                circle.iter().for_each(|&member| on_stack[member] = false);
                circle.sort_unstable();
                circles.push(circle);
            }
        }
    }
    circles.sort_unstable();
    circles
}
