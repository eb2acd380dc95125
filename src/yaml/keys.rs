//! What the reader knows of an author's keys.

/// Tells a mistyped key from a text.
#[derive(Clone, Copy)]
pub struct Keys {
    /// Whether it is the name of a key, or a usual name of a group of values.
    pub known: fn(&str) -> bool,
    /// Whether the value of this key is a mapping: `任职资格: 学历: 本科` lacks a line break, not quotes.
    pub nests: fn(&str) -> bool,
}

impl Keys {
    /// For files with unknown keys.
    pub const NONE: Keys = Keys { known: |_| false, nests: |_| false };
}
