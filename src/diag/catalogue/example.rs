//! Examples: the files that bring a finding about, and the same files mended.

/// Files that bring a finding about, and the same files mended.
///
/// Several files are parted by lines such as `# handbook.yaml`, `# 市场部/销售员.yaml` or
/// `# templates/own/style.css`: a `#`, a space and a path that ends as the files of a project do.
/// Such a line is not valid CSS, and means nothing in HTML and YAML. What stands before the first of them is
/// the file of one position.
///
/// Only files that matter are shown. To be run, an example with a file of the template set `own`
/// needs the set's other files, and a handbook that names it.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What has the fault.
    pub wrong: &'static str,
    /// The same without it.
    pub right: &'static str,
}

/// The path of a text that names none.
const POSITION: &str = "市场部/销售员.yaml";
/// How the paths of a project's files end.
const ENDS: [&str; 5] = [".yaml", ".yml", ".html", ".css", ".json"];

impl Example {
    /// The files of either text, each with its path.
    pub fn files(text: &str) -> Vec<(&str, &str)> {
        let mut files = Vec::new();
        let (mut path, mut start, mut at) = (POSITION, 0, 0);
        for line in text.split_inclusive('\n') {
            if let Some(next) = path_of(line) {
                files.extend(text.get(start..at).map(|file| (path, file)));
                (path, start) = (next, at + line.len());
            }
            at += line.len();
        }
        files.extend(text.get(start..).map(|file| (path, file)));
        files.retain(|(path, file)| *path != POSITION || !file.is_empty());
        files
    }
}

/// The path that a line between two files names.
fn path_of(line: &str) -> Option<&str> {
    let path = line.trim_end().strip_prefix("# ")?;
    let is_path = ENDS.iter().any(|end| path.ends_with(end)) && !path.contains(' ');
    is_path.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_parted_by_lines_that_name_them() {
        assert_eq!(Example::files("岗位名称: 甲\n"), [("市场部/销售员.yaml", "岗位名称: 甲\n")]);
        assert_eq!(
            Example::files(
                "# handbook.yaml\n标题: 手册\n# 注释\n# templates/own/style.css\n#a { color: red }\n"
            ),
            [("handbook.yaml", "标题: 手册\n# 注释\n"), ("templates/own/style.css", "#a { color: red }\n")]
        );
        assert_eq!(
            Example::files("岗位名称: 甲\n# handbook.yaml\n# b.yaml\n"),
            [("市场部/销售员.yaml", "岗位名称: 甲\n"), ("handbook.yaml", ""), ("b.yaml", "")]
        );
    }
}
