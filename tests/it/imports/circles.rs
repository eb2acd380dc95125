//! Finds the files of a folder that import each other.
//!
//! The rule: a path counts for the file that defines what it names. `super::Name` is a use of `file.rs` where `mod.rs`
//! has `pub use file::Name`, and a use of `mod.rs` where `mod.rs` defines it. A re-export alone is no use. `mod.rs` is
//! a file like the others: it may define what its files share, or call them, but not both. A folder within a folder
//! counts as one file of it.

use std::collections::{BTreeMap, BTreeSet};

use super::paths::{Path, paths};

/// For each file or folder in one folder, those beside it that it uses.
type Uses = BTreeMap<String, BTreeSet<String>>;

/// The groups of files that import each other, directly or through others, such as `docx: body, table`,
/// each with the imports between them.
pub fn circles(sources: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut folders: BTreeMap<String, Uses> = BTreeMap::new();
    for (user, used) in Files::new(sources).uses() {
        if let Some((folder, user, used)) = siblings(&user, &used) {
            folders.entry(folder).or_default().entry(user).or_default().insert(used);
        }
    }
    let found = folders.iter().flat_map(|(folder, uses)| {
        groups(uses)
            .into_iter()
            .map(move |group| (format!("{folder}: {}", group.join(", ")), between(&group, uses).join(", ")))
    });
    found.collect()
}

/// The folder that holds both files, and the file or folder in it through which each is reached.
fn siblings(user: &str, used: &str) -> Option<(String, String, String)> {
    let (user, used): (Vec<&str>, Vec<&str>) = (user.split('/').collect(), used.split('/').collect());
    let common = user.iter().zip(&used).take_while(|(a, b)| a == b).count();
    let name = |path: &[&str]| path.get(common).map(|name| name.trim_end_matches(".rs").to_owned());
    Some((user[..common].join("/"), name(&user)?, name(&used)?))
}

/// Groups of two or more that reach one another.
fn groups(uses: &Uses) -> BTreeSet<Vec<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        uses.keys().map(|file| (file.as_str(), reach(uses, file))).collect();
    let group = |(file, reach): (&&str, &BTreeSet<&str>)| -> Vec<String> {
        let back = reach.iter().filter(|other| reached.get(*other).is_some_and(|reach| reach.contains(file)));
        back.map(|file| (*file).to_owned()).collect()
    };
    reached.iter().map(group).filter(|group| group.len() > 1).collect()
}

/// All files that a file uses, directly or through others.
fn reach<'a>(uses: &'a Uses, file: &'a str) -> BTreeSet<&'a str> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![file]);
    while let Some(file) = next.pop() {
        let used = uses.get(file).into_iter().flatten().map(String::as_str);
        next.extend(used.filter(|used| seen.insert(*used)));
    }
    seen
}

/// The imports within a group, such as `body → table`.
fn between(group: &[String], uses: &Uses) -> Vec<String> {
    let pairs = group.iter().flat_map(|user| uses[user].iter().map(move |used| (user, used)));
    pairs.filter(|(_, used)| group.contains(used)).map(|(user, used)| format!("{user} → {used}")).collect()
}

/// All files by their paths below `src`.
struct Files<'a> {
    by_path: BTreeMap<&'a str, File>,
}

struct File {
    /// The module that it is, such as `docx/table`; that of `lib.rs` is empty.
    module: String,
    paths: Vec<Path>,
}

impl<'a> Files<'a> {
    fn new(sources: &'a BTreeMap<String, String>) -> Self {
        let file = |path: &str, code: &str| {
            let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
            let module = if module == "lib" { "" } else { module }.to_owned();
            File { module, paths: paths(code) }
        };
        Self { by_path: sources.iter().map(|(path, code)| (path.as_str(), file(path, code))).collect() }
    }

    /// Pairs of files of which the first uses the second.
    fn uses(&self) -> BTreeSet<(String, String)> {
        let pairs = self.by_path.iter().flat_map(|(name, file)| {
            let used = file.paths.iter().filter(|path| path.used);
            used.filter_map(move |path| Some((*name, self.definer(name, &path.names)?)))
        });
        pairs.filter(|(user, used)| user != used).map(|(user, used)| (user.into(), used.into())).collect()
    }

    /// The file that defines what a path leads to; none if it leads out of the crate.
    fn definer(&self, file: &str, path: &[String]) -> Option<&str> {
        let (head, rest) = path.split_first()?;
        let here = self.by_path[file].module.as_str();
        let mut module = match head.as_str() {
            "crate" => String::new(),
            "self" => here.to_owned(),
            "super" => above(here),
            name => Some(below(here, name)).filter(|module| self.file(module).is_some())?,
        };
        for (at, name) in rest.iter().enumerate() {
            let inner = below(&module, name);
            if name == "super" {
                module = above(&module);
            } else if self.file(&inner).is_some() {
                module = inner;
            } else {
                let file = self.file(&module)?;
                let import = self.by_path[file].paths.iter().find(|path| path.import.as_ref() == Some(name));
                let whole = |import: &Path| [&import.names, &rest[at + 1..]].concat();
                return import.map_or(Some(file), |import| self.definer(file, &whole(import)));
            }
        }
        self.file(&module)
    }

    /// The file of a module.
    fn file(&self, module: &str) -> Option<&str> {
        let names = match module {
            "" => vec!["lib.rs".to_owned()],
            _ => vec![format!("{module}.rs"), format!("{module}/mod.rs")],
        };
        names.iter().find_map(|name| self.by_path.get_key_value(name.as_str())).map(|(name, _)| *name)
    }
}

/// The module that holds a module.
fn above(module: &str) -> String {
    module.rsplit_once('/').map_or_else(String::new, |(above, _)| above.to_owned())
}

/// A module in a module.
fn below(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}/{name}") }
}

#[test]
fn a_planted_circle_is_found() {
    let found = |files: &[(&str, &str)]| -> Vec<String> {
        let sources = files.iter().map(|(path, code)| ((*path).to_owned(), (*code).to_owned()));
        circles(&sources.collect()).into_keys().collect()
    };
    // Directly, through a third, and not at all.
    let two = [("a/b.rs", "use super::c::C;"), ("a/c.rs", "fn f() { super::b::f() }")];
    assert_eq!(found(&two), ["a: b, c"]);
    let three = [
        ("a/b.rs", "use super::{x, c::{self, C}};"),
        ("a/c.rs", "use crate::a::d;"),
        ("a/d.rs", "fn f() { super::b::f() }"),
        ("a/mod.rs", "mod b;\nmod c;\nmod d;"),
    ];
    assert_eq!(found(&three), ["a: b, c, d"]);
    assert_eq!(found(&three[1..]), [""; 0]);
    // Through what `mod.rs` re-exports, which is no use of its own.
    let list = ("a/mod.rs", "mod b;\nmod c;\npub use b::B;\npub(crate) use self::c::{C, D as E};");
    assert_eq!(found(&[list, ("a/b.rs", "use super::E;"), ("a/c.rs", "use super::B;")]), ["a: b, c"]);
    assert_eq!(found(&[list, ("a/b.rs", "use super::E;"), ("a/c.rs", "")]), [""; 0]);
    // `mod.rs` that calls a file and defines what the file uses.
    let entry = ("a/mod.rs", "mod b;\nstruct Shared;\nfn f() { b::f() }");
    assert_eq!(found(&[entry, ("a/b.rs", "use super::Shared;")]), ["a: b, mod"]);
    assert_eq!(found(&[("a/mod.rs", "mod b;\nstruct Shared;"), ("a/b.rs", "use super::Shared;")]), [""; 0]);
    let both = ("a/mod.rs", "mod b;\npub use b::B;\nstruct Shared(B);");
    assert_eq!(found(&[both, ("a/b.rs", "use super::Shared;")]), ["a: b, mod"]);
    // A folder within the folder, and a visibility, which is no use.
    let inner =
        [("a/b/mod.rs", "mod d;"), ("a/b/d.rs", "use super::super::c::C;"), ("a/c.rs", "use super::b;")];
    assert_eq!(found(&inner), ["a: b, c"]);
    assert_eq!(
        found(&[("a/mod.rs", "fn f() { b::f() }"), ("a/b.rs", "pub(in crate::a) fn f() {}")]),
        [""; 0]
    );
}
