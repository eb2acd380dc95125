//! Reads `template.yaml`: what a set is called, its parameters and its parts.

use std::sync::Arc;

use super::parameters::Parameter;
use crate::diag::{Diagnostic, Span};

/// What an output shows: `--per handbook`, `department` or `position`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Handbook,
    Department,
    Position,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Handbook, Kind::Department, Kind::Position];

    /// As templates see it in `output`, and as `for` names it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Handbook => "handbook",
            Kind::Department => "department",
            Kind::Position => "position",
        }
    }

    fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a part is repeated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Each {
    Department,
    Position,
}

/// A part of the set, as `parts` lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRule {
    pub file: String,
    pub each: Option<Each>,
    /// The outputs that hold it.
    pub kinds: Vec<Kind>,
}

/// A set's description of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    pub name: String,
    pub description: Option<String>,
    pub parameters: Vec<Parameter>,
    /// In the order of the document; at least one.
    pub parts: Vec<PartRule>,
}

/// Reads a manifest, telling all its errors at once; `has_file` knows the set's files.
pub(super) fn read_manifest(
    path: &Arc<str>,
    text: &str,
    has_file: &dyn Fn(&str) -> bool,
) -> Result<Manifest, Vec<Diagnostic>> {
    let _ = (path, text, has_file, Span::default(), Kind::parse);
    todo!()
}
