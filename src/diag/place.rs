//! Places in sources.

use std::sync::Arc;

/// A span of a source file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// As [`World`](crate::world::World) names it, or `NAME/position.html` for a built-in template set.
    pub path: Arc<str>,
    /// Bytes from the file's start. Empty: the whole file, or a point. In a file that is no text, such as a Word file,
    /// it only puts findings in order.
    pub span: Option<Span>,
}

/// A byte range of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}
