//! The parameters of the template set in use, for somebody who changes them.

use crate::model::load_handbook;
use crate::world::World;

use super::options::Options;
use super::project::FilledSet;
use super::report::Outcome;

/// A parameter, with its value as it would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownParameter {
    pub name: String,
    /// What the set says of it.
    pub about: Option<String>,
    pub kind: &'static str,
    pub value: String,
    /// The set's default.
    pub usual: String,
}

/// The parameters with the handbook's values, and those of the options in their place. What keeps the set from being
/// used is reported.
pub fn shown_parameters(world: &dyn World, options: &Options) -> Outcome<Vec<ShownParameter>> {
    Outcome::of(|report| {
        let handbook = load_handbook(world).handbook;
        let FilledSet { set, parameters, .. } = FilledSet::open(world, options, &handbook, report)?;
        let shown = set.manifest.parameters.iter().zip(parameters.iter()).map(|(parameter, (_, value))| {
            ShownParameter {
                name: parameter.name.clone(),
                about: set.about(parameter).map(str::to_owned),
                kind: value.kind_name(),
                value: value.written(),
                usual: parameter.default.written(),
            }
        });
        Some(shown.collect())
    })
}
