//! The template sets that the binary carries.

/// A set of the folder `templates/`, with every file of it.
#[derive(Debug)]
pub struct BuiltIn {
    pub name: &'static str,
    /// Paths within the set.
    pub files: &'static [(&'static str, &'static [u8])],
}

/// Names the files of `templates/NAME/` once, for their path and for their content.
macro_rules! set {
    ($name:literal: $($file:literal)*) => {
        BuiltIn {
            name: $name,
            files: &[$(($file, include_bytes!(concat!("../../templates/", $name, "/", $file)))),*],
        }
    };
}

/// Every built-in set, by name.
pub const BUILT_IN: &[BuiltIn] = &[
    set! { "standard":
        "template.yaml" "style.css" "cover.html" "contents.html" "chart.html" "staffing.html" "department.html"
        "position.html" "withdrawn.html" "changes.html" "index.html" "_all_positions.html" "_basics.html" "_changes.html" "_chart.html"
        "_chart_page.html" "_contents.html" "_department_facts.html" "_department_pairs.html" "_departments.html"
        "_duties.html" "_duty_table.html" "_ending.html" "_entries.html" "_form.html" "_front.html" "_imprint.html"
        "_index.html" "_kpis.html" "_logo.html" "_numbered.html" "_overview.html" "_positions.html"
        "_positions_chart.html" "_prose.html" "_signatures.html" "_staffing.html" "_terms.html" "_withdrawn.html"
    },
    set! { "compact":
        "template.yaml" "style.css" "contents.html" "chart.html" "staffing.html" "index.html" "withdrawn.html" "changes.html" "_signatures.html"
        "cover.html" "department.html" "position.html" "_duties.html" "_ending.html" "_entries.html" "_kpis.html"
        "_terms.html"
    },
    set! { "modern":
        "template.yaml" "style.css" "contents.html" "chart.html" "staffing.html" "index.html" "withdrawn.html" "changes.html" "_byline.html"
        "_signatures.html" "cover.html" "department.html" "position.html" "_approvals.html" "_cards.html"
        "_duties.html" "_facts.html" "_kpis.html" "_numbered.html"
    },
    set! { "official":
        "template.yaml" "style.css" "contents.html" "chart.html" "staffing.html" "index.html" "withdrawn.html" "changes.html" "_signatures.html"
        "cover.html" "department.html" "position.html" "_approvals.html" "_basics.html" "_duties.html"
        "_entries.html" "_outline.html"
    },
];

impl BuiltIn {
    pub fn find(name: &str) -> Option<&'static BuiltIn> {
        BUILT_IN.iter().find(|set| set.name == name)
    }

    /// The set's manifest, as text.
    pub fn manifest(&self) -> &'static str {
        let manifest = self.files.iter().find(|(file, _)| *file == "template.yaml");
        manifest.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    pub fn file(&self, path: &str) -> Option<&'static [u8]> {
        self.files.iter().find(|(name, _)| *name == path).map(|(_, bytes)| *bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each file of a set's folder is in the table. The compiler checks that each entry of the table has its file.
    #[test]
    fn the_table_holds_every_file_of_its_folders() {
        for set in BUILT_IN {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(set.name);
            let mut on_disk: Vec<String> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            let mut in_table: Vec<&str> = set.files.iter().map(|(name, _)| *name).collect();
            on_disk.sort();
            in_table.sort_unstable();
            assert_eq!(in_table, on_disk, "templates/{}", set.name);
        }
    }
}
