//! The world of a project folder on disk.
//!
//! Nothing is read from outside the folder: a symbolic link that leads out of it is listed, so that it is not ignored
//! silently, and refused when read. Only `--system-fonts` reads the system's fonts.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};
#[cfg(unix)]
use std::time::SystemTime;

use super::fonts;
use crate::characters::is_han;
use crate::diag::file_error;
use crate::unit::Date;
#[cfg(unix)]
use crate::world::FileState;
use crate::world::{Misnamed, World};

/// The largest file that is read, in bytes. A complete Han font has about 25 MB.
const LARGEST: u64 = 128 << 20;
/// The most files that a project may have, all kinds together.
const MOST_FILES: usize = 200_000;
/// After how long a further change of a file has another time, in nanoseconds: some file systems count in steps of two
/// seconds.
#[cfg(unix)]
const SETTLED: i128 = 3_000_000_000;
/// How deep folders may nest.
const DEEPEST: usize = 32;
/// The folder for documents, from which nothing is read.
const OUTPUT: &str = "dist";

/// A folder on disk.
#[derive(Debug)]
pub struct FsWorld {
    /// Its canonical path.
    root: PathBuf,
    /// The prefix of paths in messages: empty, or the typed path with a `/`.
    prefix: String,
    date: Option<Date>,
    /// The contents at the first access, so that a run sees one state.
    found: OnceLock<FolderContents>,
}

/// The contents of a folder.
#[derive(Debug, Default)]
struct FolderContents {
    files: Vec<String>,
    misnamed: Vec<Misnamed>,
}

impl FsWorld {
    /// Opens the folder. Messages show its files under the typed path.
    pub fn open(dir: &Path, date: Option<Date>) -> io::Result<FsWorld> {
        let root = dir.canonicalize()?;
        if !root.is_dir() {
            return Err(file_error(io::ErrorKind::NotADirectory, "不是文件夹", "not a folder"));
        }
        let typed = dir.to_string_lossy().replace('\\', "/");
        let prefix = match typed.trim_end_matches('/') {
            "." => String::new(),
            "" => "/".to_owned(),
            typed => format!("{typed}/"),
        };
        Ok(FsWorld { root, prefix, date, found: OnceLock::new() })
    }

    /// The contents of the folder, which are read once.
    fn found(&self) -> io::Result<&FolderContents> {
        if let Some(found) = self.found.get() {
            return Ok(found);
        }
        let mut walk =
            FolderWalk { root: &self.root, found: FolderContents::default(), visited: BTreeSet::new() };
        walk.folder(&self.root, "", 0)?;
        walk.found.files.sort_unstable();
        walk.found.misnamed.sort_unstable();
        Ok(self.found.get_or_init(|| walk.found))
    }

    /// The path of the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file goes that may not be there yet; an error if a link on the way leads out of the folder.
    #[cfg(feature = "serve")]
    pub fn place(&self, path: &str) -> io::Result<PathBuf> {
        let place = self.root.join(path);
        let folder = place.ancestors().skip(1).find_map(|folder| folder.canonicalize().ok());
        match folder.is_some_and(|folder| folder.starts_with(&self.root)) {
            true => Ok(place),
            false => Err(outside()),
        }
    }

    /// The file's path on disk, unless it is outside the folder.
    fn locate(&self, path: &str) -> io::Result<PathBuf> {
        let mut place = self.root.clone();
        for part in Path::new(path).components() {
            place.push(part);
            // Only what may lead elsewhere is resolved, which takes a question for each folder above.
            if !matches!(part, Component::Normal(_)) || fs::symlink_metadata(&place)?.is_symlink() {
                let found = self.root.join(path).canonicalize()?;
                return if found.starts_with(&self.root) { Ok(found) } else { Err(outside()) };
            }
        }
        Ok(place)
    }
}

impl World for FsWorld {
    fn files(&self) -> io::Result<Vec<String>> {
        self.found().map(|found| found.files.clone())
    }

    fn misnamed(&self) -> io::Result<Vec<Misnamed>> {
        self.found().map(|found| found.misnamed.clone())
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        let file = self.locate(path)?;
        read_file(&file)
    }

    #[cfg(unix)]
    fn state(&self, path: &str) -> Option<FileState> {
        use std::os::unix::fs::MetadataExt;

        let of = fs::metadata(self.locate(path).ok()?).ok()?;
        let nanoseconds = |seconds: i64, more: i64| i128::from(seconds) * 1_000_000_000 + i128::from(more);
        let (modified, changed) =
            (nanoseconds(of.mtime(), of.mtime_nsec()), nanoseconds(of.ctime(), of.ctime_nsec()));
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos();
        let is_settled = i128::try_from(now).ok()? - modified.max(changed) > SETTLED;
        let file = i128::from(of.dev()) << 64 | i128::from(of.ino());
        (of.is_file() && is_settled).then(|| [file, of.len().into(), modified, changed])
    }

    fn display(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    fn system_fonts(&self) -> Vec<String> {
        fonts::files(&fonts::folders())
    }

    fn read_system_font(&self, name: &str) -> io::Result<Arc<[u8]>> {
        read_file(Path::new(name))
    }

    fn date(&self) -> Option<Date> {
        self.date
    }
}

fn outside() -> io::Error {
    file_error(
        io::ErrorKind::PermissionDenied,
        "链接指向手册文件夹之外",
        "the link leads out of the project folder",
    )
}

/// Reads a regular file that is not too large.
fn read_file(path: &Path) -> io::Result<Arc<[u8]>> {
    // This is checked before opening, since a pipe would wait for a writer.
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(file_error(io::ErrorKind::InvalidInput, "不是普通文件", "not a regular file"));
    }
    if metadata.len() > LARGEST {
        return Err(file_error(io::ErrorKind::FileTooLarge, "文件超过 128 MB", "larger than 128 MB"));
    }
    fs::read(path).map(Arc::from)
}

/// A walk through the folders.
struct FolderWalk<'a> {
    root: &'a Path,
    found: FolderContents,
    /// The canonical paths of visited folders, so that a link to a parent makes no endless loop.
    visited: BTreeSet<PathBuf>,
}

impl FolderWalk<'_> {
    fn folder(&mut self, folder: &Path, prefix: &str, depth: usize) -> io::Result<()> {
        let canonical = folder.canonicalize()?;
        if !canonical.starts_with(self.root) || !self.visited.insert(canonical) {
            return Ok(());
        }
        if depth > DEEPEST {
            return Err(file_error(
                io::ErrorKind::Other,
                "文件夹嵌套超过 32 层",
                "the folders are nested more than 32 deep",
            ));
        }
        // Sorted, so that of two paths to a folder the same one is used everywhere.
        let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_unstable_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let kind = entry.file_type()?;
            // Only a link needs its target resolved.
            let is_folder = match kind.is_symlink() {
                true => fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_dir()),
                false => kind.is_dir(),
            };
            let Some(name) = name.to_str() else {
                let holds_yaml = is_folder && holds_yaml(&entry.path(), depth + 1);
                self.found.misnamed.push(Misnamed { holds_yaml, ..misnamed(prefix, &name, is_folder) });
                continue;
            };
            let path = format!("{prefix}{name}");
            if !is_folder {
                self.add(path)?;
            } else if path != OUTPUT {
                self.folder(&entry.path(), &format!("{path}/"), depth + 1)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, path: String) -> io::Result<()> {
        if self.found.files.len() >= MOST_FILES {
            return Err(file_error(
                io::ErrorKind::Other,
                "文件夹里的文件超过 200,000 个",
                "the folder has more than 200,000 files",
            ));
        }
        self.found.files.push(path);
        Ok(())
    }
}

/// A name that is not Unicode, with its probable reading.
fn misnamed(prefix: &str, name: &OsStr, is_folder: bool) -> Misnamed {
    // Windows names are not bytes, so a wrong one has no reading.
    let reading = if cfg!(windows) { None } else { read_as_gbk(name.as_encoded_bytes()) };
    Misnamed {
        path: format!("{prefix}{}", escaped(name)),
        reading: reading.map(|name| format!("{prefix}{name}")),
        is_folder,
        holds_yaml: false,
    }
}

/// Whether a folder contains a YAML file, at any depth. A folder that cannot be read may contain one.
fn holds_yaml(folder: &Path, depth: usize) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return true };
    let is_yaml = |path: &Path| {
        let extension = path.extension().unwrap_or_default();
        extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
    };
    entries.flatten().any(|entry| {
        // Links are not followed, so that there is no endless loop.
        match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            true => depth >= DEEPEST || holds_yaml(&entry.path(), depth + 1),
            false => is_yaml(&entry.path()),
        }
    })
}

/// The reading in GBK, which Chinese Windows used for names in archives, if it is Han and ordinary characters only.
fn read_as_gbk(name: &[u8]) -> Option<String> {
    let read = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(name)?;
    let odd = |c: char| c.is_control() || ('\u{e000}'..='\u{f8ff}').contains(&c);
    (read.contains(is_han) && !read.contains(odd)).then(|| read.into_owned())
}

/// The name with escapes for what is not text: `\xB8` for bytes, `\u{D800}` for unpaired surrogates of Windows.
fn escaped(name: &OsStr) -> String {
    let mut text = String::new();
    #[cfg(windows)]
    for unit in char::decode_utf16(std::os::windows::ffi::OsStrExt::encode_wide(name)) {
        match unit {
            Ok(c) => text.push(c),
            Err(half) => text.push_str(&format!("\\u{{{:X}}}", half.unpaired_surrogate())),
        }
    }
    // All bytes but ASCII are escaped, since two bytes of GBK may also be a letter in UTF-8.
    #[cfg(not(windows))]
    for byte in name.as_encoded_bytes() {
        match byte.is_ascii() {
            true => text.push(char::from(*byte)),
            false => text.push_str(&format!("\\x{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 销售员 in GBK, and what is no text in it either.
    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_are_told_as_they_were() {
        use std::os::unix::ffi::OsStrExt;
        let told = |name: &[u8]| misnamed("甲/", OsStr::from_bytes(name), false);
        let gbk = told(b"\xcf\xfa\xca\xdb\xd4\xb1.yaml");
        assert_eq!(gbk.path, r"甲/\xCF\xFA\xCA\xDB\xD4\xB1.yaml");
        assert_eq!(gbk.reading.as_deref(), Some("甲/销售员.yaml"));
        assert_eq!(
            told(b"caf\xe9.yaml"),
            Misnamed { path: r"甲/caf\xE9.yaml".into(), reading: None, is_folder: false, holds_yaml: false }
        );
        assert_eq!(told(b"\xff\xfe").reading, None);
    }

    fn world(dir: &Path) -> FsWorld {
        FsWorld::open(dir, None).unwrap()
    }

    fn write(dir: &Path, path: &str) {
        let file = dir.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, path).unwrap();
    }

    #[test]
    fn files_are_sorted_without_outputs_and_hidden_ones() {
        let dir = tempfile::tempdir().unwrap();
        for path in ["b.yaml", "a/x.yaml", "dist/old.yaml", ".git/config", "a/.b.yaml", "a/dist/y.yaml"] {
            write(dir.path(), path);
        }
        assert_eq!(world(dir.path()).files().unwrap(), ["a/dist/y.yaml", "a/x.yaml", "b.yaml"]);
        assert_eq!(&*world(dir.path()).read("a/x.yaml").unwrap(), b"a/x.yaml");
    }

    #[test]
    fn nothing_outside_the_folder_is_read() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), "in/a.yaml");
        write(dir.path(), "out/secret.yaml");
        let root = dir.path().join("in");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../out", root.join("folder")).unwrap();
            std::os::unix::fs::symlink("../out/secret.yaml", root.join("file.yaml")).unwrap();
            std::os::unix::fs::symlink(".", root.join("round")).unwrap();
            assert_eq!(world(&root).files().unwrap(), ["a.yaml", "file.yaml"]);
            assert!(world(&root).read("file.yaml").is_err());
        }
        assert!(world(&root).read("../out/secret.yaml").is_err());
        assert!(world(&root).read("in").is_err());
    }

    #[test]
    fn a_file_is_never_missed_because_it_lies_deep() {
        let dir = tempfile::tempdir().unwrap();
        let deep = |depth: usize| "a/".repeat(depth) + "x.yaml";
        write(dir.path(), &deep(32));
        assert_eq!(world(dir.path()).files().unwrap(), [deep(32)]);
        write(dir.path(), &deep(33));
        assert!(world(dir.path()).files().is_err());
    }

    #[test]
    fn messages_name_files_as_typed() {
        let dir = tempfile::tempdir().unwrap();
        let typed = format!("{}/", dir.path().display());
        assert_eq!(world(Path::new(&typed)).display("a.yaml"), format!("{typed}a.yaml"));
        assert_eq!(world(Path::new(".")).display("a.yaml"), "a.yaml");
    }
}
