//! How many people: a number, or a range from the least to the most of them.

use std::iter::Sum;
use std::ops::Add;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Language;

/// `least` is never above `most`; they are equal where the number is fixed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headcount {
    pub least: u64,
    pub most: u64,
}

impl Headcount {
    pub const NONE: Headcount = Headcount { least: 0, most: 0 };

    /// The number, where it is fixed.
    pub fn fixed(&self) -> Option<u64> {
        (self.least == self.most).then_some(self.least)
    }

    /// As documents and messages print it: 3, 2～3, and 2–3 in English.
    pub fn text(&self, language: Language) -> String {
        let dash = range_mark(language);
        self.fixed().map_or_else(|| format!("{}{dash}{}", self.least, self.most), |number| number.to_string())
    }

    /// Whether some number is in both.
    pub fn meets(&self, other: Headcount) -> bool {
        self.least <= other.most && other.least <= self.most
    }

    /// How many people are over the plan, or short of it (below zero): the least and the most possible. Within a planned
    /// range nobody is over or short.
    pub fn beyond(&self, planned: Headcount) -> (i64, i64) {
        let of = |number: u64| {
            let bound = number.clamp(planned.least, planned.most);
            // Both are sums of numbers of 32 bits at most.
            number as i64 - bound as i64
        };
        (of(self.least), of(self.most))
    }
}

/// What stands between the ends of a range.
pub fn range_mark(language: Language) -> &'static str {
    match language {
        Language::Chinese => "～",
        Language::English => "–",
    }
}

impl From<u64> for Headcount {
    fn from(number: u64) -> Headcount {
        Headcount { least: number, most: number }
    }
}

impl Add for Headcount {
    type Output = Headcount;

    fn add(self, other: Headcount) -> Headcount {
        Headcount { least: self.least + other.least, most: self.most + other.most }
    }
}

impl Sum for Headcount {
    fn sum<I: Iterator<Item = Headcount>>(all: I) -> Headcount {
        all.fold(Headcount::NONE, Add::add)
    }
}

/// A number, or `{least, most}`.
impl Serialize for Headcount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(number) = self.fixed() {
            return serializer.serialize_u64(number);
        }
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("least", &self.least)?;
        map.serialize_entry("most", &self.most)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(least: u64, most: u64) -> Headcount {
        Headcount { least, most }
    }

    #[test]
    fn nobody_is_over_or_short_within_what_is_planned() {
        assert_eq!(range(7, 9).beyond(8.into()), (-1, 1));
        assert_eq!(range(6, 8).beyond(range(6, 8)), (0, 0));
        assert_eq!(range(8, 9).beyond(range(6, 8)), (0, 1));
        assert_eq!(range(3, 3).beyond(range(5, 8)), (-2, -2));
        assert!(range(2, 3).meets(3.into()) && !range(2, 3).meets(4.into()));
    }
}
