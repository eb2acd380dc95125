//! The parameters of the template set in use, for somebody who changes them.

use crate::model::load_handbook;
use crate::template::parameters;
use crate::world::World;

use super::options::Options;
use super::project::{open_set, open_sheet, own_values};
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

/// The parameters with the handbook's values, and those of the options in their place. Values that cannot be are errors.
pub fn shown_parameters(world: &dyn World, options: &Options) -> Outcome<Vec<ShownParameter>> {
    Outcome::of(|report| {
        let handbook = load_handbook(world).handbook;
        let set = open_set(world, options, &handbook, report)?;
        let own = own_values(&handbook, options, &set);
        let declared = &set.manifest.parameters;
        let (values, wrong) = parameters(declared, &own, options.template.is_some());
        let sheet = open_sheet(&set, &values.css(), &own, handbook.language.code());
        report.add(wrong.into_iter().chain(sheet.err().unwrap_or_default()));
        let shown = declared.iter().zip(values.iter()).map(|(parameter, (_, value))| ShownParameter {
            name: parameter.name.clone(),
            about: set.about(parameter).map(str::to_owned),
            kind: value.kind_name(),
            value: value.written(),
            usual: parameter.default.written(),
        });
        Some(shown.collect())
    })
}
