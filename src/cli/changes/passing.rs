//! Tells files that editors make in passing from those that documents are made of.

use std::path::{Component, Path};

/// The file by which Vim tries whether it may write in a folder.
const VIM_PROBE: &str = "4913";
/// How the names of copies end that editors and other programs keep for a moment.
const ENDS: [&str; 9] =
    ["~", ".swp", ".swo", ".swx", ".tmp", ".temp", ".part", "___jb_tmp___", "___jb_old___"];
/// Where documents go if nothing else is said. No project reads from it.
const OUTPUT: &str = "dist";

/// Whether no document can depend on a path below the project's folder.
pub fn is_passing(path: &Path) -> bool {
    let mut components = path.components();
    let in_output = components.clone().next() == Some(Component::Normal(OUTPUT.as_ref()));
    in_output || components.any(|component| is_passing_name(&component.as_os_str().to_string_lossy()))
}

fn is_passing_name(name: &str) -> bool {
    let emacs = name.starts_with('#') && name.ends_with('#');
    let office = name.starts_with("~$");
    name.starts_with('.')
        || name == VIM_PROBE
        || emacs
        || office
        || ENDS.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_for_a_moment_is_no_change() {
        let passing = [
            ".git/index",
            "市场部/.销售员.yaml.swp",
            "市场部/4913",
            "销售员.yaml~",
            "#销售员.yaml#",
            ".#销售员.yaml",
            "x.tmp",
            "销售员.yaml___jb_tmp___",
            "~$手册.docx",
            "dist/手册.pdf",
            "dist",
        ];
        for path in passing {
            assert!(is_passing(Path::new(path)), "{path}");
        }
        for path in [
            "",
            "市场部",
            "市场部/销售员.yaml",
            "handbook.yaml",
            "templates/own/style.css",
            "市场部/dist/a.yaml",
        ] {
            assert!(!is_passing(Path::new(path)), "{path}");
        }
    }
}
