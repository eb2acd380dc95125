//! How much a file may hold.

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 64 << 20;
/// How deep lists and mappings may nest. The data needs five.
pub(super) const MAX_DEPTH: usize = 64;
/// How many values a file may hold.
pub(super) const MAX_NODES: usize = 5_000_000;
/// How much aliases may copy, in bytes of text; each value counts 64 bytes more.
pub(super) const ALIAS_BUDGET: usize = 16 << 20;
