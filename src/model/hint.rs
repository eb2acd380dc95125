//! Finds the key that the author most likely meant.

use super::keys::{HANDBOOK, Key, POSITION, Table};
use super::mistake;
use crate::diag::Text;

/// A hint for an unknown key: the nearest name in the author's language, or the file where the
/// key belongs.
pub fn hint(name: &str, table: &'static Table) -> Option<Text> {
    elsewhere(name, table).or_else(|| nearest(name, table).map(mistake::similar))
}

fn elsewhere(name: &str, table: &'static Table) -> Option<Text> {
    let is = |other: &'static Table| std::ptr::eq(table, other);
    if is(&POSITION) && HANDBOOK.find(name).is_some() {
        return Some(mistake::elsewhere(true));
    }
    (is(&HANDBOOK) && POSITION.find(name).is_some()).then(|| mistake::elsewhere(false))
}

/// Measures against the names of both languages, and answers in the one that the author used.
fn nearest(name: &str, table: &'static Table) -> Option<&'static str> {
    // Nobody misspells a key into a paragraph, and measuring is quadratic.
    if name.len() > 100 {
        return None;
    }
    let wanted = fold(name);
    let chinese = !wanted.is_ascii();
    let candidates = table.keys.iter().flat_map(|key| key.names().map(move |n| (key, n)));
    let measured = candidates.map(|(key, found)| {
        let folded = fold(found);
        let part = is_part(&wanted, &folded) || is_part(&folded, &wanted);
        (!part, strsim::osa_distance(&wanted, &folded), found, key)
    });
    let (apart, distance, found, key) = measured.min_by_key(|(apart, distance, ..)| (*apart, *distance))?;
    (!apart || distance <= tolerance(&wanted, found)).then(|| in_language(key, found, chinese))
}

/// Whether one name is a telling part of another: 上级 of 直接上级.
fn is_part(part: &str, whole: &str) -> bool {
    let telling = if part.is_ascii() { 4 } else { 2 };
    part.chars().count() >= telling && whole.contains(part)
}

/// How many slips still leave a name recognisable: half the characters of a short Chinese name,
/// a third of an English one.
fn tolerance(wanted: &str, found: &str) -> usize {
    let length = wanted.chars().count().max(found.chars().count());
    if found.is_ascii() { length / 3 } else { length / 2 }
}

fn in_language(key: &Key, found: &'static str, chinese: bool) -> &'static str {
    match (chinese, found.is_ascii()) {
        (true, true) => key.usual(),
        (false, false) => key.name,
        _ => found,
    }
}

/// Case, the choice of separator and spaces between Han do not count.
fn fold(name: &str) -> String {
    let lower = name.trim().to_lowercase().replace(['-', ' '], "_");
    if lower.is_ascii() { lower } else { lower.replace(['_', '\u{3000}'], "") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_in_either_language() {
        for (slip, meant) in [
            ("titel", "title"),
            ("Reports To", "reports_to"),
            ("effective-date", "effective_date"),
            ("职位名称", "岗位名称"),
            ("岗 位 名 称", "岗位名称"),
            ("岗位　定员", "岗位定员"),
            ("responsibility", "responsibilities"),
            ("上级", "直接上级"),
        ] {
            assert_eq!(nearest(slip, &POSITION), Some(meant), "{slip}");
        }
        for nonsense in ["x", "完全不相干的键", "colour_of_the_office_walls", ""] {
            assert_eq!(nearest(nonsense, &POSITION), None, "{nonsense}");
        }
    }
}
