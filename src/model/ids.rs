//! What a position is called by where it is written: `市场部/专员.yaml#1`, the first position of a file.

use std::collections::HashMap;

use super::records::Handbook;

/// The ids of all positions, in the handbook's order.
pub fn position_ids(handbook: &Handbook) -> Vec<String> {
    let mut of_files: HashMap<&str, Vec<usize>> = HashMap::new();
    for position in handbook.positions() {
        of_files.entry(&position.path).or_default().push(position.span.start);
    }
    of_files.values_mut().for_each(|starts| starts.sort_unstable());
    let number = |path: &str, start: usize| {
        let before = of_files.get(path).map_or(0, |starts| starts.partition_point(|other| *other < start));
        before + 1
    };
    handbook
        .positions()
        .map(|position| format!("{}#{}", position.path, number(&position.path, position.span.start)))
        .collect()
}

/// The file of an id, and which of its positions it is, from 0.
pub fn parted_id(id: &str) -> (&str, usize) {
    match id.rsplit_once('#') {
        Some((path, number)) => (path, number.parse::<usize>().unwrap_or(1).saturating_sub(1)),
        None => (id, 0),
    }
}
