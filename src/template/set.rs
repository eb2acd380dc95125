//! Finds a template set and reads its files: from the project, from a folder, or built in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bounds;
use super::builtin::{BUILT_IN, BuiltIn};
use super::manifest::{Manifest, read_manifest};
use super::parameters::SetParameter;
use crate::diag::{Code, Diagnostic, Sources, Text, did_you_mean, file_reason, nearest};
use crate::hash::sha256;
use crate::model::Str;
use crate::world::World;

/// The folder of a project for its own sets.
const FOLDER: &str = "templates";
const MANIFEST: &str = "template.yaml";
const STYLE: &str = "style.css";
/// The most bytes of all files of a set together.
const LARGEST_SET: usize = 256 << 20;

/// Which set a build uses.
#[derive(Clone, Debug)]
pub enum SetChoice {
    /// The handbook's choice: a set's name, or a folder of the project.
    Handbook(Str),
    /// A name given by the user.
    Name(String),
    /// A folder given by the user, already read.
    Folder(Folder),
}

/// A set's folder outside the project.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The path as the user typed it.
    pub display: String,
    /// Every file by its path in the folder.
    pub files: BTreeMap<String, Arc<[u8]>>,
}

/// A template set that was read and checked.
#[derive(Debug)]
pub struct Set {
    pub manifest: Manifest,
    files: SetFiles,
    texts: BTreeMap<String, Arc<str>>,
    /// The paths of the texts for messages, as the user would type them.
    displays: BTreeMap<String, Arc<str>>,
}

/// A set's files, and the prefix of their names in messages.
#[derive(Debug)]
struct SetFiles {
    prefix: String,
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Set {
    /// Finds the set and reads it, and adds its texts to `sources`, for excerpts.
    pub fn open(
        world: &dyn World,
        choice: &SetChoice,
        sources: &mut Sources,
    ) -> Result<Set, Vec<Diagnostic>> {
        let files = find(world, choice).map_err(|diagnostic| vec![diagnostic])?;
        let mut diagnostics = Vec::new();
        let texts = read_texts(&files, &mut diagnostics);
        let mut displays = BTreeMap::new();
        for (name, text) in &texts {
            let path = files.path(name);
            // Only the files of a project are displayed by another path.
            let display: Arc<str> = match choice {
                SetChoice::Folder(_) => path.clone(),
                _ if BuiltIn::find(&files.prefix).is_some() => path.clone(),
                _ => world.display(&path).into(),
            };
            displays.insert(name.clone(), display.clone());
            sources.insert(path, display, text.clone());
        }
        add_built_in_sources(sources);
        if !diagnostics.is_empty() {
            return Err(diagnostics);
        }
        let manifest_text = texts.get(MANIFEST).cloned().unwrap_or_default();
        let has_file = |name: &str| texts.contains_key(name);
        let manifest = read_manifest(&files.path(MANIFEST), &manifest_text, &has_file)?;
        if !texts.contains_key(STYLE) {
            return Err(vec![missing(&files, STYLE)]);
        }
        Ok(Set { manifest, files, texts, displays })
    }

    /// The path of a file of the set in diagnostics.
    pub fn path(&self, file: &str) -> Arc<str> {
        self.files.path(file)
    }

    /// The style sheet and its path.
    pub fn style(&self) -> (&str, Arc<str>) {
        (self.texts.get(STYLE).map_or("", |text| text), self.path(STYLE))
    }

    /// A digest of all files of the set.
    pub fn digest(&self) -> String {
        let digests = self.files.files.iter().map(|(name, bytes)| format!("{} {name}\n", sha256(bytes)));
        sha256(digests.collect::<String>().as_bytes())
    }

    /// A picture or any other file of the set.
    pub fn file(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.files.get(path)
    }

    /// What the manifest says of a parameter: the comment beside it, or else the one above.
    #[cfg(feature = "serve")]
    pub fn about(&self, parameter: &SetParameter) -> Option<&str> {
        let text = self.texts.get(MANIFEST)?;
        let (before, from) = text.split_at_checked(parameter.span.start)?;
        let beside = from.lines().next().and_then(|line| line.split_once(" #"));
        let above = || before.lines().rev().nth(1)?.trim_start().strip_prefix('#');
        beside.map(|(_, comment)| comment).or_else(above).map(str::trim)
    }

    /// The parameters that neither a template nor the style sheet uses.
    pub fn unused_parameters(&self) -> impl Iterator<Item = &SetParameter> {
        let own = self.texts.iter().filter(|(name, _)| !name.ends_with(".yaml")).map(|(_, text)| &**text);
        let own: Vec<&str> = own.collect();
        let is_used_set = |set: &&BuiltIn| own.iter().any(|text| text.contains(&format!("{}/", set.name)));
        let built_in = BUILT_IN.iter().filter(is_used_set).flat_map(|set| set.files);
        let built_in = built_in.filter(|(file, _)| file.ends_with(".html"));
        let built_in = built_in.filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok());
        let texts: Vec<&str> = own.iter().copied().chain(built_in).collect();
        self.manifest
            .parameters
            .iter()
            .filter(|parameter| {
                let asks = |asked: &Option<String>| asked.as_ref() == Some(&parameter.name);
                !self.manifest.parts.iter().any(|rule| asks(&rule.when) || asks(&rule.unless))
            })
            .filter(move |parameter| !texts.iter().any(|text| uses_parameter(text, &parameter.name)))
    }

    /// The set's own templates, by name.
    pub(super) fn templates(&self) -> impl Iterator<Item = (&str, &Arc<str>)> {
        self.texts
            .iter()
            .filter(|(name, _)| name.ends_with(".html"))
            .map(|(name, text)| (name.as_str(), text))
    }

    /// The text of a template, by its name in minijinja.
    pub(super) fn template_text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(|text| &**text).or_else(|| built_in_text(name))
    }

    /// The path of one of the set's own templates for messages, as the user would type it.
    pub(super) fn display(&self, name: &str) -> Arc<str> {
        self.displays.get(name).cloned().unwrap_or_else(|| self.path(name))
    }

    /// The path of a template, by its name in minijinja.
    pub(super) fn template_path(&self, name: &str) -> Arc<str> {
        if self.texts.contains_key(name) { self.path(name) } else { name.into() }
    }
}

/// Whether a template or a style sheet uses a parameter, or all parameters together.
fn uses_parameter(text: &str, name: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let begins = |rest: &str| rest.strip_prefix(name).is_some_and(|rest| !rest.starts_with(is_name));
    let variable = text.match_indices("--").any(|(at, dashes)| begins(&text[at + dashes.len()..]));
    let parameters = "parameters";
    variable
        || text.match_indices(parameters).any(|(at, _)| {
            let rest = &text[at + parameters.len()..];
            match rest
                .strip_prefix('.')
                .or_else(|| rest.strip_prefix(['[', '(']).map(|rest| rest.trim_start()))
            {
                Some(rest) if rest.starts_with(['"', '\'']) => begins(&rest[1..]),
                Some(rest) => begins(rest) || rest.is_empty(),
                // All parameters together.
                None => !rest.starts_with(is_name),
            }
        })
}

/// Every file of the set that a build would use, by its path in the set.
#[cfg(feature = "cli")]
pub fn files(world: &dyn World, choice: &SetChoice) -> Result<BTreeMap<String, Arc<[u8]>>, Diagnostic> {
    find(world, choice).map(|files| files.files)
}

/// The description of a set; `None` if it cannot be read.
#[cfg(feature = "cli")]
pub fn description(world: &dyn World, name: &str) -> Option<String> {
    let files = find_named(world, name).ok()?;
    let manifest = files.files.get(MANIFEST)?;
    let text = std::str::from_utf8(manifest).ok()?;
    read_manifest(&files.path(MANIFEST), text, &|name| files.files.contains_key(name)).ok()?.description
}

impl SetFiles {
    fn path(&self, file: &str) -> Arc<str> {
        format!("{}/{file}", self.prefix).into()
    }
}

/// The text of a built-in file by set and name: `standard/_form.html`.
fn built_in_text(name: &str) -> Option<&'static str> {
    let (set, file) = name.split_once('/')?;
    std::str::from_utf8(BuiltIn::find(set)?.file(file)?).ok()
}

/// Adds the texts of the built-in sets, since any set may import from them.
fn add_built_in_sources(sources: &mut Sources) {
    for set in BUILT_IN {
        for (file, bytes) in set.files.iter().filter(|(file, _)| file.ends_with(".html")) {
            let path: Arc<str> = format!("{}/{file}", set.name).into();
            if let (Ok(text), None) = (std::str::from_utf8(bytes), sources.text(&path)) {
                sources.insert(path.clone(), path, text.into());
            }
        }
    }
}

/// The set's texts. Texts that are not UTF-8, or over a limit, are errors.
fn read_texts(files: &SetFiles, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Arc<str>> {
    let is_text = |name: &str| [".html", ".css", ".yaml"].iter().any(|end| name.ends_with(end));
    let mut texts = BTreeMap::new();
    for (name, bytes) in files.files.iter().filter(|(name, _)| is_text(name)) {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                // Only the YAML stage handles a byte order mark.
                let text = if name.ends_with(".yaml") { text } else { text.trim_start_matches('\u{feff}') };
                diagnostics.extend(bounds::check(&files.path(name), text));
                texts.insert(name.clone(), Arc::from(text));
            }
            Err(_) => diagnostics.push(
                Diagnostic::new(
                    Code::E117,
                    Text::new("版式文件不是 UTF-8 文本", "a template file is not UTF-8 text"),
                )
                .in_file(&files.path(name)),
            ),
        }
    }
    texts
}

fn find(world: &dyn World, choice: &SetChoice) -> Result<SetFiles, Diagnostic> {
    match choice {
        SetChoice::Folder(folder) => {
            let prefix = folder.display.trim_end_matches('/').to_owned();
            let files = SetFiles { prefix, files: folder.files.clone() };
            if files.files.contains_key(MANIFEST) { Ok(files) } else { Err(missing(&files, MANIFEST)) }
        }
        SetChoice::Name(name) => find_named(world, name),
        SetChoice::Handbook(name) => find_named(world, name).map_err(|diagnostic| match diagnostic.place {
            Some(_) => diagnostic,
            None => name.blame(diagnostic),
        }),
    }
}

/// Finds a folder of the project, a set in its `templates/`, or a built-in set, in this order.
fn find_named(world: &dyn World, name: &str) -> Result<SetFiles, Diagnostic> {
    let paths = world.files().map_err(|error| unreadable(&error))?;
    let plain = name.trim_start_matches("./").trim_end_matches('/');
    let folder = |folder: String| {
        let inside = format!("{folder}/");
        paths.contains(&format!("{inside}{MANIFEST}")).then(|| read_folder(world, &paths, folder, &inside))
    };
    if plain.is_empty() || plain.split('/').any(|part| part == "..") || plain.starts_with('/') {
        return Err(outside(name));
    }
    if let Some(files) = folder(plain.to_owned()).or_else(|| folder(format!("{FOLDER}/{plain}"))) {
        return files;
    }
    let inside = format!("{FOLDER}/{plain}/");
    if paths.iter().any(|path| path.starts_with(&inside)) {
        let files = SetFiles { prefix: format!("{FOLDER}/{plain}"), files: BTreeMap::new() };
        return Err(missing(&files, MANIFEST));
    }
    match BuiltIn::find(plain) {
        Some(set) => Ok(SetFiles {
            prefix: set.name.to_owned(),
            files: set.files.iter().map(|(name, bytes)| ((*name).to_owned(), Arc::from(*bytes))).collect(),
        }),
        None => Err(unknown(name, &paths)),
    }
}

fn read_folder(
    world: &dyn World,
    paths: &[String],
    prefix: String,
    inside: &str,
) -> Result<SetFiles, Diagnostic> {
    let own = paths.iter().filter_map(|path| Some((path.strip_prefix(inside)?, path.as_str())));
    let files = read_all(own, |path| world.read(path)).map_err(|fault| match fault {
        SetFault::Unreadable(path, error) => unreadable(&error).in_file(&path.into()),
        SetFault::TooLarge(path) => Diagnostic::new(Code::E118, too_large()).in_file(&path.into()),
    })?;
    Ok(SetFiles { prefix, files })
}

/// Why a set's files cannot be read, with the path.
#[derive(Debug)]
pub enum SetFault<'p> {
    Unreadable(&'p str, std::io::Error),
    TooLarge(&'p str),
}

/// Reads a set's files, given by their names and paths.
pub fn read_all<'p>(
    paths: impl Iterator<Item = (&'p str, &'p str)>,
    read: impl Fn(&str) -> std::io::Result<Arc<[u8]>>,
) -> Result<BTreeMap<String, Arc<[u8]>>, SetFault<'p>> {
    let mut files = BTreeMap::new();
    let mut size = 0;
    for (name, path) in paths {
        let bytes = read(path).map_err(|error| SetFault::Unreadable(path, error))?;
        size += bytes.len();
        if size > LARGEST_SET {
            return Err(SetFault::TooLarge(path));
        }
        files.insert(name.to_owned(), bytes);
    }
    Ok(files)
}

/// The error of a set that is too large.
pub fn too_large() -> Text {
    let limit = LARGEST_SET >> 20;
    Text::new(
        format!("版式的文件合计超过 {limit} MB"),
        format!("the files of the template set have more than {limit} MB together"),
    )
}

/// The names of every set that a project can use: its own, then the built-in ones.
pub fn known_sets(paths: &[String]) -> Vec<String> {
    let own =
        |path: &String| path.strip_prefix("templates/")?.strip_suffix("/template.yaml").map(str::to_owned);
    let mut names: Vec<String> = paths.iter().filter_map(own).collect();
    for set in BUILT_IN {
        if !names.iter().any(|name| name == set.name) {
            names.push(set.name.to_owned());
        }
    }
    names
}

fn unknown(name: &str, paths: &[String]) -> Diagnostic {
    let known = known_sets(paths);
    let message = Text::new(format!("没有叫 `{name}` 的版式"), format!("there is no template set `{name}`"));
    // 公文 is in the description of a set.
    let described = || {
        let own = |line: &&str| line.starts_with("description:");
        let says = |set: &&BuiltIn| set.manifest().lines().find(own).is_some_and(|line| line.contains(name));
        BUILT_IN.iter().find(says).filter(|_| !name.is_ascii()).map(|set| set.name)
    };
    let near = nearest(name, known.iter().map(String::as_str)).or_else(described);
    let help = did_you_mean(near).unwrap_or_else(|| {
        Text::new(
            format!("可用的版式：{}；或写一个含 {MANIFEST} 的文件夹", known.join("、")),
            format!("known sets: {}; or name a folder that holds a {MANIFEST}", known.join(", ")),
        )
    });
    Diagnostic::new(Code::E110, message).with_help(help)
}

fn outside(name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::E110,
        Text::new(
            format!("版式 `{name}` 不在手册文件夹里"),
            format!("the template set `{name}` is not inside the project"),
        ),
    )
    .with_help(Text::new(
        "手册文件夹之外的版式用命令行的 --template 指定",
        "use --template on the command line for a set elsewhere",
    ))
}

fn missing(files: &SetFiles, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::E111,
        Text::new(format!("版式缺少文件 {name}"), format!("the template set has no {name}")),
    )
    .in_file(&files.path(name))
}

fn unreadable(error: &std::io::Error) -> Diagnostic {
    let Text { zh, en } = file_reason(error);
    Diagnostic::new(Code::E001, Text::new(format!("无法读取：{zh}"), format!("cannot be read: {en}")))
}
