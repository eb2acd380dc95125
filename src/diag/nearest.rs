//! Finds the name that a misspelt one was probably meant to be, and asks whether it was.

use super::Text;

/// Longer words are not compared: no known name is so long, and the cost is quadratic.
const LONGEST: usize = 40;

/// The known name that is fewest edits away, the first of several, if it is near enough to be a slip.
/// Case does not count.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    slips(word, known).min_by_key(|(edits, _)| *edits).map(|(_, name)| name)
}

/// The known names that are near enough to be slips, the nearest first, each once, `most` of them at most.
pub fn nearest_few<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let mut near: Vec<(usize, &str)> = slips(word, known).collect();
    near.sort_by_key(|(edits, _)| *edits);
    let mut names: Vec<&str> = Vec::with_capacity(most);
    for (_, name) in near {
        if names.len() < most && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The known names that a word may be a slip for, each with its distance in edits. A word is no slip for itself.
fn slips<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = (usize, &'a str)> {
    let length = word.chars().count();
    let known = (length <= LONGEST).then_some(known);
    let (own, lower) = (word.to_owned(), word.to_lowercase());
    // A third of the letters may be wrong; of two or three letters, one; never all of them.
    let most = (length / 3).max(1);
    known
        .into_iter()
        .flatten()
        .filter(move |name| name != &own)
        .map(move |name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(move |(edits, name)| *edits <= most && *edits < name.chars().count())
}

/// “是否应为 `x`？”, where a known name is near.
pub fn did_you_mean(name: Option<&str>) -> Option<Text> {
    name.map(|name| Text::new(format!("是否应为 `{name}`？"), format!("did you mean `{name}`?")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_find_their_word_and_other_words_do_not() {
        assert_eq!(nearest("titel", ["title", "code"]), Some("title"));
        assert_eq!(nearest("标谁", ["标准", "权重"]), Some("标准"));
        assert_eq!(nearest("standrad", ["standard"]), Some("standard"));
        assert_eq!(nearest("colpsan", ["colspan", "rowspan"]), Some("colspan"));
        assert_eq!(nearest("SPAN", ["span"]), Some("span"));
        assert_eq!(nearest("baseSize", ["base_size", "BaseSize"]), Some("BaseSize"));
        for (word, known) in [("x", ["a", "b"]), ("salary", ["title", "code"]), ("blink", ["li", "b"])] {
            assert_eq!(nearest(word, known), None, "{word}");
        }
        assert_eq!(nearest(&"a".repeat(41), [&*"a".repeat(41)]), None);
    }
}
