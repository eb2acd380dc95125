//! `manifest.json` in the output folder: its documents, the files they were made from, and their findings.
//!
//! It has no time and no path of a machine, so that equal input gives equal bytes. It may only name files in the
//! folder: a path that leads out of it makes the manifest a damaged one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cli::exit::Stop;
use crate::cli::input::unreadable;
use crate::diag::{Fact, Text};
use crate::pipeline::{Format, Shard};
use crate::template::OutputKind;

use super::record::Record;
use crate::hash::sha256;

/// The version of the format.
const VERSION: u64 = 1;
/// The largest file that is read: some 400,000 outputs.
const LARGEST: u64 = 256 << 20;

/// The documents and findings of an output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputManifest {
    /// By path.
    pub outputs: BTreeMap<String, ManifestEntry>,
    /// Sorted, each once. Entries refer to them by index.
    pub findings: Vec<Fact>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// The path in the output folder, with `/` between names.
    pub path: String,
    pub format: String,
    pub kind: String,
    pub department: Option<String>,
    pub title: String,
    pub code: Option<String>,
    pub pages: usize,
    pub bytes: usize,
    pub sha256: String,
    pub sources: Vec<String>,
    /// Indices into [`OutputManifest::findings`].
    pub findings: Vec<usize>,
}

/// The file as a whole.
#[derive(Deserialize)]
struct ManifestFile {
    outputs: Vec<ManifestEntry>,
    findings: Vec<Fact>,
}

/// The manifest's name. Each shard has its own, so that the folders of shards can be merged.
pub fn name(shard: Option<Shard>) -> String {
    match shard {
        None => "manifest.json".to_owned(),
        Some(Shard { index, count }) => format!("manifest.{}-of-{count}.json", index + 1),
    }
}

/// Every manifest in the folder, also of shards, by name.
pub fn all(folder: &Path) -> Result<BTreeMap<String, OutputManifest>, Stop> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(_) => return Ok(BTreeMap::new()),
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut manifests = BTreeMap::new();
    for name in names.filter(|name| is_name(name)) {
        if let Some(manifest) = read(folder, &name)? {
            manifests.insert(name, manifest);
        }
    }
    Ok(manifests)
}

/// `manifest.json` or `manifest.2-of-3.json`.
fn is_name(name: &str) -> bool {
    let Some(middle) = name.strip_prefix("manifest.").and_then(|rest| rest.strip_suffix("json")) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let shard = middle.strip_suffix('.').and_then(|shard| shard.split_once("-of-"));
    middle.is_empty() || shard.is_some_and(|(index, count)| digits(index) && digits(count))
}

/// Reads a manifest; `None` if there is none.
fn read(folder: &Path, name: &str) -> Result<Option<OutputManifest>, Stop> {
    let path = folder.join(name);
    let shown = path.display().to_string();
    // The target of a link belongs to another folder.
    let metadata = match fs::symlink_metadata(&path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&shown, &error)),
    };
    if !metadata.is_file() {
        return Err(damaged(&shown, Text::new("是链接，或不是普通文件", "it is a link, or no regular file")));
    }
    if metadata.len() > LARGEST {
        return Err(damaged(&shown, Text::new("超过 256 MB", "it is larger than 256 MB")));
    }
    let bytes = fs::read(&path).map_err(|error| unreadable(&shown, &error))?;
    parse(&bytes).map(Some).map_err(|reason| damaged(&shown, reason))
}

fn parse(bytes: &[u8]) -> Result<OutputManifest, Text> {
    let json = |error: serde_json::Error| Text::new(error.to_string(), error.to_string());
    /// This key is the same in all versions.
    #[derive(Deserialize)]
    struct Version {
        manifest: u64,
    }
    let version = serde_json::from_slice::<Version>(bytes).map_err(json)?.manifest;
    if version != VERSION {
        return Err(Text::new(
            format!("版本是 {version}，这里只认得 {VERSION}"),
            format!("its version is {version}, and only {VERSION} is known here"),
        ));
    }
    let ManifestFile { outputs, findings } = serde_json::from_slice(bytes).map_err(json)?;
    for ManifestEntry { path, findings: places, .. } in &outputs {
        if !is_below(path) {
            return Err(Text::new(
                format!("其中的路径 `{path}` 不是输出文件夹里的文档"),
                format!("its path `{path}` is no document in the output folder"),
            ));
        }
        if places.iter().any(|place| *place >= findings.len()) {
            return Err(Text::new(
                format!("`{path}` 指向不存在的问题"),
                format!("`{path}` names a finding that is not there"),
            ));
        }
    }
    let outputs = outputs.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
    Ok(OutputManifest { outputs, findings })
}

/// Whether a path may be one of our documents: plain visible names, and one of our suffixes.
fn is_below(path: &str) -> bool {
    let plain = |name: &str| !name.is_empty() && !name.starts_with('.') && !name.contains(['\\', ':', '\0']);
    let mut suffixes = Format::ALL.iter().flat_map(|format| format.suffixes());
    path.split('/').all(plain) && suffixes.any(|suffix| path.ends_with(suffix))
}

fn damaged(shown: &str, reason: Text) -> Stop {
    let Text { zh, en } = reason;
    Stop::Damaged(Text::new(
        format!("{shown} 不是 gangwei 写的清单，或已损坏：{zh}；没有生成文件，请把它移走再运行"),
        format!(
            "{shown} is no manifest of gangwei's, or a damaged one: {en}; nothing was made: move it away and run again"
        ),
    ))
}

impl OutputManifest {
    /// The manifest after a run: the documents that the run wrote, and earlier ones that still exist.
    ///
    /// Earlier documents keep their findings, unless the run has `all` findings.
    pub fn updated(self, records: &[Record], facts: &[Fact], all: bool, folder: &Path) -> OutputManifest {
        let OutputManifest { outputs, findings: before } = self;
        let written: BTreeSet<&str> = records.iter().map(|record| record.path.as_str()).collect();
        let stays = |entry: &ManifestEntry| {
            !written.contains(entry.path.as_str()) && folder.join(&entry.path).symlink_metadata().is_ok()
        };
        let mut kept: Vec<ManifestEntry> = outputs.into_values().filter(stays).collect();
        let mut findings = facts.to_vec();
        if !all {
            let had = kept.iter().flat_map(|entry| &entry.findings);
            findings.extend(had.filter_map(|place| before.get(*place).cloned()));
        }
        findings.sort();
        findings.dedup();
        let found = FindingPlaces::new(facts, &findings);
        for entry in &mut kept {
            entry.findings = match all {
                true => found.of(&entry.kind, &entry.sources),
                false => {
                    let had = entry.findings.iter().filter_map(|place| before.get(*place));
                    had.filter_map(|fact| findings.binary_search(fact).ok()).collect()
                }
            };
        }
        let made = records.iter().map(|record| {
            let mut entry = entry(record);
            entry.findings = found.of(&entry.kind, &entry.sources);
            entry
        });
        let outputs = kept.into_iter().chain(made).map(|entry| (entry.path.clone(), entry)).collect();
        OutputManifest { outputs, findings }
    }

    /// Adds documents that an interrupted run wrote, if they are in the folder.
    pub fn recover(&mut self, notes: &[String], folder: &Path) {
        let entries = notes.iter().filter_map(|note| serde_json::from_str::<ManifestEntry>(note).ok());
        for entry in entries.filter(|entry| is_below(&entry.path) && entry.findings.is_empty()) {
            // The note is written before the file is moved to its place.
            if fs::read(folder.join(&entry.path)).is_ok_and(|bytes| sha256(&bytes) == entry.sha256) {
                self.outputs.insert(entry.path.clone(), entry);
            }
        }
    }

    /// The manifest as JSON, with one output or finding on each line.
    pub fn json(&self) -> String {
        let mut text = String::new();
        let version = env!("CARGO_PKG_VERSION");
        let _ = write!(text, "{{\n\"manifest\": {VERSION},\n\"gangwei\": \"{version}\",\n\"outputs\": [");
        lines(&mut text, self.outputs.values());
        text.push_str("],\n\"findings\": [");
        lines(&mut text, self.findings.iter());
        text.push_str("]\n}\n");
        text
    }
}

fn lines<T: Serialize>(text: &mut String, items: impl Iterator<Item = T>) {
    let mut first = true;
    for item in items {
        text.push_str(if first { "\n" } else { ",\n" });
        first = false;
        // Strings and numbers can always be serialised.
        text.push_str(&serde_json::to_string(&item).unwrap_or_default());
    }
    if !first {
        text.push('\n');
    }
}

/// The note of a document, for a run that is interrupted.
pub fn note(record: &Record) -> String {
    serde_json::to_string(&entry(record)).unwrap_or_default()
}

/// The entry of a document, without findings.
fn entry(record: &Record) -> ManifestEntry {
    let subject = &record.subject;
    ManifestEntry {
        path: record.path.clone(),
        format: record.format.name().to_owned(),
        kind: subject.kind.name().to_owned(),
        department: subject.department.clone(),
        title: subject.title.clone(),
        code: subject.code.clone(),
        pages: record.pages,
        bytes: record.bytes,
        sha256: record.sha256.clone(),
        sources: subject.sources.clone(),
        findings: Vec::new(),
    }
}

/// Indices of findings, by their files.
struct FindingPlaces<'a>(BTreeMap<&'a str, Vec<usize>>);

impl<'a> FindingPlaces<'a> {
    /// The indices of facts in a list that has all of them.
    fn new(facts: &'a [Fact], list: &[Fact]) -> FindingPlaces<'a> {
        let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for fact in facts {
            let place = fact.path.as_deref().zip(list.binary_search(fact).ok());
            place.into_iter().for_each(|(path, place)| found.entry(path).or_default().push(place));
        }
        FindingPlaces(found)
    }

    /// The findings of a document. Those of the handbook's own file concern all documents, but are listed only with
    /// the whole handbook, to keep the manifest small.
    fn of(&self, kind: &str, sources: &[String]) -> Vec<usize> {
        let concerns =
            |path: &&String| kind == OutputKind::Handbook.name() || !path.starts_with("handbook.y");
        let sources = sources.iter().filter(concerns);
        let mut places: Vec<usize> =
            sources.filter_map(|path| self.0.get(path.as_str())).flatten().copied().collect();
        places.sort_unstable();
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_documents_below_the_folder_are_believed() {
        for path in ["手册.pdf", "市场部/销售员.docx", "a/b/c.pdf", "..a/x.pdf"] {
            assert_eq!(is_below(path), !path.starts_with('.'), "{path}");
        }
        let foreign = [
            "",
            "../x.pdf",
            "a/../../x.pdf",
            "/etc/x.pdf",
            "./x.pdf",
            "a//x.pdf",
            ".ssh/x.pdf",
            r"..\x.pdf",
            "C:x.pdf",
            "notes.txt",
            "manifest.json",
            ".pdf",
            "a/pdf",
        ];
        for path in foreign {
            assert!(!is_below(path), "{path}");
        }
    }

    #[test]
    fn shards_have_manifests_of_their_own() {
        assert_eq!(name(Some(Shard { index: 1, count: 3 })), "manifest.2-of-3.json");
        for (name, is) in [
            ("manifest.json", true),
            ("manifest.2-of-3.json", true),
            ("manifest.2-of-x.json", false),
            ("manifest..json", false),
            ("manifest.old.json", false),
            ("xmanifest.json", false),
        ] {
            assert_eq!(is_name(name), is, "{name}");
        }
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let entry = r#"{"path": "a.pdf", "format": "pdf", "kind": "handbook", "department": null, "title": "",
            "code": null, "pages": 1, "bytes": 1, "sha256": "", "sources": [], "findings": [0]}"#;
        for text in [
            "",
            "{",
            "[]",
            r#"{"name": "app", "icons": []}"#,
            r#"{"manifest": 2, "documents": []}"#,
            r#"{"manifest": 1, "outputs": [{}], "findings": []}"#,
            &format!(r#"{{"manifest": 1, "outputs": [{entry}], "findings": []}}"#),
            &"[".repeat(100_000),
        ] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
        assert_eq!(parse(OutputManifest::default().json().as_bytes()), Ok(OutputManifest::default()));
    }
}
