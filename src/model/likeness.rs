//! How like two Chinese texts are: by the pairs of neighbouring characters that they share.
//!
//! Only letters, digits and Han count; punctuation, white space, case and width do not. Hashes are
//! fixed, so that equal input gives equal findings anywhere.

use crate::characters::{half_width, is_han};

/// The characters of a text that count.
pub fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(half_width).filter_map(|c| match c {
        _ if is_han(c) => Some(c),
        _ if c.is_ascii() => c.is_ascii_alphanumeric().then_some(c.to_ascii_lowercase()),
        _ if c.is_alphanumeric() => c.to_lowercase().next(),
        _ => None,
    })
}

/// A hash of the characters that count. Only texts with the same characters have the same one.
pub fn fingerprint(text: &str) -> ([u64; 2], u32) {
    let (mut low, mut high, mut count) = (0x243f_6a88_85a3_08d3_u64, 0x1319_8a2e_0370_7344_u64, 0);
    for c in letters(text) {
        low = mix(low ^ u64::from(c as u32));
        high = mix(high.rotate_left(23) ^ u64::from(c as u32));
        count += 1;
    }
    ([high, low], count)
}

/// The pairs of neighbours in a text, sorted, each once, as hashes of 16 bits. That is enough: of two different texts
/// with fifty pairs each, one in thirty has a pair whose hash is in the other by chance.
pub fn pairs(text: &str) -> Vec<u16> {
    let mut pairs = Vec::with_capacity(text.len() / 3);
    let mut before = None;
    for c in letters(text) {
        if let Some(before) = before.replace(c) {
            pairs.push((mix(u64::from(before as u32) << 32 | u64::from(c as u32)) >> 48) as u16);
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether two texts share at least this part of all their pairs (the Jaccard index, from 0 to 1). Both are sorted.
/// Different texts are told apart after a few pairs.
pub fn are_alike(a: &[u16], b: &[u16], least: f64) -> bool {
    // Shared pairs count once in the union, so `shared >= least * (a + b - shared)`.
    // Rounding must not turn a whole sum into the next one.
    let needed = (least * (a.len() + b.len()) as f64 / (1.0 + least) - 1e-9).ceil() as usize;
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while shared + (a.len() - i).min(b.len() - j) >= needed {
        let (Some(x), Some(y)) = (a.get(i), b.get(j)) else { return shared > 0 };
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    false
}

/// How much of all their pairs two texts share (the Jaccard index, from 0 to 1; 1 of two texts without any). Both are sorted.
pub fn likeness(a: &[u16], b: &[u16]) -> f64 {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let all = a.len() + b.len() - shared;
    if all == 0 { 1.0 } else { shared as f64 / all as f64 }
}

/// Steele, Lea and Flood's SplitMix64 finaliser.
pub fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_of_the_pairs_may_differ() {
        let alike = |a: &str, b: &str| are_alike(&pairs(a), &pairs(b), 0.8);
        assert!(alike("按月核对往来账目", "按月，核对往来账目。"));
        assert!(alike("ERP系统按月核对往来账目", "erp系统按月核对往来账"));
        assert!(!alike("按月核对往来账目", "按季核对往来账目"));
        assert!(!alike("", ""));
        assert!(!alike("核对", "编制账龄分析表"));
        let numbers: Vec<u16> = (0..10).collect();
        assert!(are_alike(&numbers, &numbers[..8], 0.8), "8 of 10");
        assert!(!are_alike(&numbers, &numbers[..7], 0.8), "7 of 10");
    }
}
