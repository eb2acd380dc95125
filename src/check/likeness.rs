//! How like two Chinese texts are: by the pairs of neighbouring characters that they share.
//!
//! Only letters, digits and Han count; punctuation, white space, case and width do not. Hashes are
//! fixed, so that equal input gives equal findings anywhere.

/// The characters of a text that count.
pub fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(|c| {
        // Full-width letters and digits stand in the same order as ASCII.
        let narrow = match c {
            '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        };
        narrow.to_lowercase()
    })
}

/// Names a text by what counts of it. Two texts have one name only if they are alike to the letter.
pub fn fingerprint(text: &str) -> (u128, usize) {
    let (mut low, mut high, mut count) = (0x243f_6a88_85a3_08d3_u64, 0x1319_8a2e_0370_7344_u64, 0);
    for c in letters(text) {
        low = mix(low ^ u64::from(c as u32));
        high = mix(high.rotate_left(23) ^ u64::from(c as u32));
        count += 1;
    }
    (u128::from(high) << 64 | u128::from(low), count)
}

/// The pairs of neighbours in a text, sorted, each once.
pub fn pairs(text: &str) -> Vec<u32> {
    let mut pairs = Vec::with_capacity(text.len() / 3);
    let mut before = None;
    for c in letters(text) {
        if let Some(before) = before.replace(c) {
            pairs.push((mix(u64::from(before as u32) << 32 | u64::from(c as u32)) >> 32) as u32);
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How many of all pairs two texts share, from 0 to 1 (the Jaccard index). Both are sorted.
pub fn likeness(a: &[u32], b: &[u32]) -> f64 {
    let (mut rest, mut shared) = (b, 0);
    for pair in a {
        let at = rest.iter().position(|other| other >= pair).unwrap_or(rest.len());
        rest = &rest[at..];
        if rest.first() == Some(pair) {
            shared += 1;
        }
    }
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// Steele, Lea and Flood's SplitMix64 finaliser.
pub fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
