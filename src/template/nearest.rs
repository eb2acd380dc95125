//! Finds the name that a misspelt one was probably meant to be.

/// The candidate that is fewest edits away, if it is near enough to be a slip.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters may be wrong, and one of two or three.
    let length = name.chars().count();
    let most = (length / 3).max(usize::from(length > 1));
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(edits, _)| *edits <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_find_their_word_and_other_words_do_not() {
        assert_eq!(nearest("titel", ["title", "code"]), Some("title"));
        assert_eq!(nearest("标谁", ["标准", "权重"]), Some("标准"));
        assert_eq!(nearest("standrad", ["standard"]), Some("standard"));
        assert_eq!(nearest("x", ["a", "b"]), None);
        assert_eq!(nearest("salary", ["title", "code"]), None);
    }
}
