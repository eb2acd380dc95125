//! What pages are shown with, where it is not the handbook's own.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::fault::Fault;
use crate::diag::Text;
use crate::model;
use crate::pipeline::{self, Options, Outcome};
use crate::template::SetChoice;
use crate::world::World;

/// The built-in template sets, with what they are called.
const SETS: [(&str, &str, &str); 4] = [
    ("standard", "传统表格", "Standard"),
    ("compact", "紧凑表格", "Compact"),
    ("modern", "现代", "Modern"),
    ("official", "公文", "Official"),
];

/// What somebody wants pages to be shown with: a template set, and values for its parameters, of which null is the
/// handbook's own.
#[derive(Debug, Deserialize)]
pub struct Settings {
    set: Option<String>,
    #[serde(default)]
    parameters: BTreeMap<String, Option<String>>,
}

/// What pages are shown with, where it is not the handbook's own.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    pub set: Option<String>,
    parameters: BTreeMap<String, String>,
}

impl Shown {
    pub fn options(&self) -> Options {
        let template = self.set.clone().map(SetChoice::Name);
        Options { template, parameters: self.parameters.clone(), ..Options::default() }
    }

    /// The same after somebody has chosen.
    pub fn chosen(&self, world: &dyn World, settings: &Settings) -> Result<Shown, Fault> {
        let mut shown = self.clone();
        if let Some(name) = &settings.set {
            let is_own =
                model::load_handbook(world).handbook.template.is_some_and(|own| *own.value == **name);
            if !is_own && !SETS.iter().any(|(known, ..)| known == name) {
                return Err(Fault::Unknown);
            }
            shown = Shown { set: (!is_own).then(|| name.clone()), ..Shown::default() };
        }
        for (name, value) in &settings.parameters {
            match value {
                Some(value) => _ = shown.parameters.insert(name.clone(), value.clone()),
                None => _ = shown.parameters.remove(name),
            }
        }
        let Outcome { value, report } = pipeline::shown_parameters(world, &shown.options());
        let known = value.unwrap_or_default();
        let unknown = settings.parameters.keys().find(|name| known.iter().all(|known| known.name != **name));
        if let Some(name) = unknown {
            return Err(Fault::Refused(Text::new(
                format!("版式没有参数 `{name}`"),
                format!("the template set has no parameter `{name}`"),
            )));
        }
        let error = report.diagnostics.iter().find(|found| found.is_error());
        match error.filter(|_| !settings.parameters.is_empty()) {
            Some(error) => Err(Fault::Refused(error.sentence())),
            None => Ok(shown),
        }
    }
}

/// The sets to choose from: the built-in ones, and the handbook's `own`.
pub fn sets(own: &str) -> Vec<Json> {
    let told = |(name, zh, en): (&str, &str, &str)| json!({"name": name, "zh": zh, "en": en});
    let foreign = !SETS.iter().any(|(name, ..)| *name == own);
    foreign.then_some((own, own, own)).into_iter().chain(SETS).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::BUILT_IN;

    #[test]
    fn every_built_in_set_is_offered() {
        let mut names: Vec<&str> = SETS.iter().map(|(name, ..)| *name).collect();
        names.sort_unstable();
        let mut known: Vec<&str> = BUILT_IN.iter().map(|set| set.name).collect();
        known.sort_unstable();
        assert_eq!(names, known);
    }
}
