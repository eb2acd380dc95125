//! Reads the paths of a source file: those of its `use` lines, one a name, and those written in its code.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

static VISIBILITY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\(in [^)]*\)").unwrap());
static USE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^[ \t]*(pub(?:\(\w+\))?\s+)?use\s+([^;]+);").unwrap());
static PATH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(?:\w+::)+\w+").unwrap());

/// A path such as `super::file::Name`.
pub struct Path {
    pub names: Vec<String>,
    /// The name that a `use` line gives it in the file.
    pub import: Option<String>,
    /// The file needs it itself. What it only re-exports, it does not.
    pub used: bool,
}

/// All paths of a file's code.
pub fn paths(code: &str) -> Vec<Path> {
    let code = VISIBILITY.replace_all(code, "");
    let rest = USE.replace_all(&code, "");
    let words: BTreeSet<&str> = rest.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let mut paths = Vec::new();
    for found in USE.captures_iter(&code) {
        for (names, name) in leaves(found[2].trim()) {
            let used = found.get(1).is_none() || words.contains(name.as_str());
            paths.push(Path { names, import: Some(name), used });
        }
    }
    let written = PATH.find_iter(&rest).map(|path| names(path.as_str()));
    paths.extend(written.map(|names| Path { names, import: None, used: true }));
    paths
}

/// What one `use` line brings, and as what: `a::{b, c::d as e}` brings two.
fn leaves(tree: &str) -> Vec<(Vec<String>, String)> {
    if let Some((head, group)) = tree.split_once('{') {
        let group = group.trim_end().trim_end_matches(',').strip_suffix('}').unwrap_or(group);
        return members(group).flat_map(|member| leaves(&format!("{head}{member}"))).collect();
    }
    let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias)));
    let mut names = names(path);
    if names.last().is_some_and(|name| name == "self" || name == "*") {
        names.pop();
    }
    let name = alias.map(|alias| alias.trim().to_owned()).or_else(|| names.last().cloned());
    name.map(|name| (names, name)).into_iter().collect()
}

/// The members of `a, b::{c, d}, e`.
fn members(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    let ends = move |c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    };
    group.split(ends).map(str::trim).filter(|member| !member.is_empty())
}

fn names(path: &str) -> Vec<String> {
    path.split("::").map(|name| name.trim().to_owned()).collect()
}
