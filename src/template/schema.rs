//! The names of the form and of the built-in sets that the JSON Schema of a handbook lists.

use super::set::{Set, SetChoice};
use super::value::ParameterValue;
use super::{BUILT_IN, LABELS};
use crate::diag::Sources;
use crate::model::schema::{FormLabel, KnownNames, ParameterKind, SchemaParameter};
use crate::world::Nowhere;

/// The form's labels, and the parameters of the built-in sets.
pub fn known() -> KnownNames {
    let labels = LABELS.iter().map(|label| FormLabel { names: [label.key, label.zh], english: label.en });
    let parameters = |name: &str| {
        let set = Set::open(&Nowhere, &SetChoice::Name(name.to_owned()), &mut Sources::new());
        let declared = set.map(|set| set.manifest.parameters).unwrap_or_default();
        let parameter = |parameter: super::SetParameter| SchemaParameter {
            kind: match parameter.default {
                ParameterValue::Bool(_) => ParameterKind::Bool,
                ParameterValue::Number(_) => ParameterKind::Number,
                ParameterValue::From(_) => ParameterKind::Switch,
                ParameterValue::Text(_) | ParameterValue::Rows(_) => ParameterKind::Text,
            },
            name: parameter.name,
        };
        declared.into_iter().map(parameter).collect()
    };
    let sets = BUILT_IN.iter().map(|set| (set.name, parameters(set.name)));
    KnownNames { labels: labels.collect(), sets: sets.collect() }
}
