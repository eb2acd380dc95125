//! What an author may call a key.

/// What the reader has to know of an author's keys to tell a slip from a text.
#[derive(Clone, Copy)]
pub struct Keys {
    /// Whether a key, or a usual name for a group of values, is called so.
    pub known: fn(&str) -> bool,
    /// Whether its value is a mapping: `任职资格: 学历: 本科` lacks a line break rather than quotes.
    pub nests: fn(&str) -> bool,
}

impl Keys {
    /// For files whose keys nobody knows.
    pub const NONE: Keys = Keys { known: |_| false, nests: |_| false };
}
