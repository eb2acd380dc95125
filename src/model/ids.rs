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

/// The file of an id, and which of its positions it is, from 0; without a number it is the first. `None` if what should be
/// a number is none.
pub fn parted_id(id: &str) -> Option<(&str, usize)> {
    let Some((path, number)) = id.rsplit_once('#') else { return Some((id, 0)) };
    let is_number = number.starts_with(|c| ('1'..='9').contains(&c));
    Some((path, number.parse::<usize>().ok().filter(|_| is_number)? - 1))
}

/// The file of an id, whatever its number.
pub fn file_of_id(id: &str) -> &str {
    id.rsplit_once('#').map_or(id, |(path, _)| path)
}
