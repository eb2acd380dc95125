//! Changes files: all of them or none, and none over what somebody else has written meanwhile.
//!
//! First each new text is written beside its place. Then, one after the other, each file is compared with what was read
//! and put in its place at once. At the first that differs, those before it become what they were.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::fault::Fault;
use crate::cli::exit::Stop;
use crate::cli::world::FsWorld;
use crate::cli::write::{FilePlace, temporary, two_files};
use crate::diag::{Text, file_error};
use crate::serve::FileChange;

/// Changes files, and remembers of them what no text tells.
#[derive(Default)]
pub struct Writer {
    /// The permissions that files had when they were taken away.
    permissions: HashMap<String, Permissions>,
    /// The folders that were made. They go when nothing is left in them.
    folders: BTreeSet<PathBuf>,
}

/// A change that is ready to be made.
struct Prepared<'c> {
    change: &'c FileChange,
    /// Where the file is, or shall be, behind links.
    place: PathBuf,
    permissions: Option<Permissions>,
    /// The new text, complete; nothing for a file that goes.
    text: Option<TempPath>,
}

impl Writer {
    /// Makes the changes, or none of them.
    pub fn write(&mut self, world: &FsWorld, changes: &[FileChange]) -> Result<(), Fault> {
        let done = self.prepare_all(world, changes).and_then(put_all);
        let is_left = |folder: &&PathBuf| fs::remove_dir(folder).is_ok();
        // Inner folders come first.
        let left: Vec<PathBuf> = self.folders.iter().rev().filter(is_left).cloned().collect();
        self.folders.retain(|folder| !left.contains(folder));
        done
    }

    /// New files come first and old ones go last, so that nothing is lost where the program is killed between them.
    fn prepare_all<'c>(
        &mut self,
        world: &FsWorld,
        changes: &'c [FileChange],
    ) -> Result<Vec<Prepared<'c>>, Fault> {
        for change in changes.iter().filter(|change| change.after.is_none()) {
            let metadata = world.place(&change.path).and_then(fs::metadata);
            self.permissions.extend(metadata.map(|found| (change.path.clone(), found.permissions())));
        }
        // A file that goes makes room for the new one, which is the same with another name.
        let goes = changes.iter().find(|change| change.after.is_none()).map(|change| &change.path);
        let mut prepared: Vec<Prepared> = Vec::with_capacity(changes.len());
        let mut texts = BTreeMap::new();
        for change in changes {
            let ready = self.prepare(world, change, goes).map_err(|error| fault(&change.path, &error))?;
            match texts.insert(ready.place.clone(), &change.after) {
                // A link and the file that it leads to.
                Some(other) if *other == change.after => {}
                Some(_) => return Err(fault(&change.path, &two_files())),
                None => prepared.push(ready),
            }
        }
        prepared.sort_by_key(|ready| (ready.change.before.is_some(), ready.change.after.is_none()));
        Ok(prepared)
    }

    fn prepare<'c>(
        &mut self,
        world: &FsWorld,
        change: &'c FileChange,
        goes: Option<&String>,
    ) -> io::Result<Prepared<'c>> {
        let named = world.place(&change.path)?;
        if change.after.is_none() && fs::symlink_metadata(&named).is_ok_and(|found| found.is_symlink()) {
            return Err(file_error(
                ErrorKind::InvalidInput,
                "这是链接，不能在这里改名、移动或删除",
                "it is a link, and is not renamed, moved or removed here",
            ));
        }
        let place = FilePlace::find(&named)?;
        place.check_writable()?;
        let left = || self.permissions.get(goes.unwrap_or(&change.path)).cloned();
        let permissions = place.permissions().or_else(left);
        let text = match &change.after {
            Some(text) => {
                self.make_folder(place.folder())?;
                Some(temporary(place.folder(), text.as_bytes(), permissions.clone())?)
            }
            None => None,
        };
        Ok(Prepared { change, place: place.target, permissions, text })
    }

    fn make_folder(&mut self, folder: &Path) -> io::Result<()> {
        let missing = folder.ancestors().take_while(|folder| fs::symlink_metadata(folder).is_err());
        let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        fs::create_dir_all(folder)?;
        self.folders.extend(missing);
        Ok(())
    }
}

fn put_all(mut prepared: Vec<Prepared>) -> Result<(), Fault> {
    for at in 0..prepared.len() {
        if let Err(fault) = prepared[at].put() {
            prepared[..at].iter().rev().for_each(Prepared::take_back);
            return Err(fault);
        }
    }
    Ok(())
}

impl Prepared<'_> {
    /// Makes the change, if the file is as it was read.
    fn put(&mut self) -> Result<(), Fault> {
        let FileChange { path, before, .. } = self.change;
        if !holds(&self.place, before.as_deref()) {
            return Err(changed(path));
        }
        let done = match self.text.take() {
            Some(text) if before.is_some() => text.persist(&self.place).map_err(|error| error.error),
            Some(text) => text.persist_noclobber(&self.place).map_err(|error| error.error),
            None => fs::remove_file(&self.place),
        };
        done.map_err(|error| match (error.kind(), before) {
            (ErrorKind::AlreadyExists, None) => changed(path),
            _ => fault(path, &error),
        })
    }

    /// Makes the file what it was, unless somebody else has changed it since. A failure of this is not told besides the
    /// one that led to it.
    fn take_back(&self) {
        if !holds(&self.place, self.change.after.as_deref()) {
            return;
        }
        match &self.change.before {
            Some(before) => {
                let folder = self.place.parent().unwrap_or(Path::new("."));
                let text = temporary(folder, before.as_bytes(), self.permissions.clone());
                _ = text.map(|text| text.persist(&self.place).is_ok());
            }
            None => _ = fs::remove_file(&self.place),
        }
    }
}

/// Whether a file has this text, or is not there.
fn holds(place: &Path, text: Option<&str>) -> bool {
    match text {
        Some(text) => FilePlace::find(place).and_then(|place| place.holds(text.as_bytes())).unwrap_or(false),
        None => fs::symlink_metadata(place).is_err(),
    }
}

fn changed(path: &str) -> Fault {
    Fault::Changed(Text::new(
        format!("{path} 被别人改过，没有写入"),
        format!("{path} was changed by others, and is not written"),
    ))
}

/// What a person can put right is a refusal; the rest is a failure.
fn fault(path: &str, error: &io::Error) -> Fault {
    let reason = Stop::unwritable(Path::new(path), error).text().clone();
    match error.kind() {
        ErrorKind::AlreadyExists
        | ErrorKind::InvalidFilename
        | ErrorKind::InvalidInput
        | ErrorKind::IsADirectory
        | ErrorKind::NotADirectory
        | ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem => Fault::Refused(reason),
        _ => Fault::File(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Project {
        dir: tempfile::TempDir,
    }

    impl Project {
        fn new(files: &[(&str, &str)]) -> Project {
            let project = Project { dir: tempfile::tempdir().unwrap() };
            files.iter().for_each(|(path, text)| project.put(path, text));
            project
        }

        fn put(&self, path: &str, text: &str) {
            let place = self.dir.path().join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, text).unwrap();
        }

        fn world(&self) -> FsWorld {
            FsWorld::open(self.dir.path(), None).unwrap()
        }

        /// All files with their texts, also hidden ones.
        fn files(&self) -> Vec<(String, String)> {
            let mut found = Vec::new();
            let mut folders = vec![self.dir.path().to_owned()];
            while let Some(folder) = folders.pop() {
                for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                    match path.is_dir() {
                        true => folders.push(path),
                        false => {
                            let name = path.strip_prefix(self.dir.path()).unwrap();
                            let text = fs::read_to_string(&path).unwrap();
                            found.push((name.to_str().unwrap().to_owned(), text));
                        }
                    }
                }
            }
            found.sort();
            found
        }
    }

    fn change(path: &str, before: Option<&str>, after: Option<&str>) -> FileChange {
        FileChange::new(path, before.map(Into::into), after.map(Into::into))
    }

    fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
    }

    /// Somebody writes a file after everything was checked, just before it gets its place.
    #[test]
    fn what_others_write_between_stays_and_all_is_taken_back() {
        let files = [("部/a.yaml", "a"), ("部/b.yaml", "b"), ("部/c.yaml", "c")];
        let project = Project::new(&files);
        let changes = [
            change("部/a.yaml", Some("a"), Some("A")),
            change("部/b.yaml", Some("b"), Some("B")),
            change("部/c.yaml", Some("c"), None),
            change("新/c.yaml", None, Some("c")),
        ];
        for (path, text) in [("部/b.yaml", "other"), ("部/c.yaml", "other"), ("新/c.yaml", "other")] {
            let mut writer = Writer::default();
            let prepared = writer.prepare_all(&project.world(), &changes).ok().unwrap();
            project.put(path, text);
            assert!(matches!(put_all(prepared), Err(Fault::Changed(why)) if why.zh.contains(path)), "{path}");
            let mut expected = files.to_vec();
            expected.retain(|(known, _)| *known != path);
            expected.push((path, text));
            expected.sort();
            assert_eq!(project.files(), owned(&expected));
            fs::remove_file(project.dir.path().join(path)).unwrap();
            files.iter().for_each(|(path, text)| project.put(path, text));
        }
    }

    #[test]
    fn what_is_written_after_us_is_not_taken_back() {
        let project = Project::new(&[("a.yaml", "a"), ("b.yaml", "b")]);
        let changes = [change("a.yaml", Some("a"), Some("A")), change("b.yaml", Some("b"), Some("B"))];
        let mut writer = Writer::default();
        let mut prepared = writer.prepare_all(&project.world(), &changes).ok().unwrap();
        prepared[0].put().ok().unwrap();
        project.put("a.yaml", "other");
        prepared[0].take_back();
        drop(prepared);
        assert_eq!(project.files(), owned(&[("a.yaml", "other"), ("b.yaml", "b")]));
    }

    #[test]
    fn folders_go_with_their_last_file_if_they_were_made_here() {
        let project = Project::new(&[("a.yaml", "a")]);
        fs::create_dir(project.dir.path().join("空")).unwrap();
        let mut writer = Writer::default();
        let is_there = |folder: &str| project.dir.path().join(folder).exists();
        for (folder, stays) in [("新", false), ("空", true)] {
            let path = format!("{folder}/b.yaml");
            writer.write(&project.world(), &[change(&path, None, Some("b"))]).ok().unwrap();
            assert!(is_there(&path));
            writer.write(&project.world(), &[change(&path, Some("b"), None)]).ok().unwrap();
            assert_eq!(is_there(folder), stays, "{folder}");
        }
        let failing = [change("又/c.yaml", None, Some("c")), change("a.yaml", Some("x"), Some("y"))];
        assert!(writer.write(&project.world(), &failing).is_err());
        assert!(!is_there("又"));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_go_with_a_file() {
        use std::os::unix::fs::PermissionsExt;
        let project = Project::new(&[("a.yaml", "a")]);
        let place = |path: &str| project.dir.path().join(path);
        let mode = |path: &str| fs::metadata(place(path)).unwrap().permissions().mode() & 0o777;
        fs::set_permissions(place("a.yaml"), Permissions::from_mode(0o600)).unwrap();
        let mut writer = Writer::default();
        let renamed = [change("a.yaml", Some("a"), None), change("b.yaml", None, Some("b"))];
        writer.write(&project.world(), &renamed).ok().unwrap();
        assert_eq!(mode("b.yaml"), 0o600);
        let removed = change("b.yaml", Some("b"), None);
        writer.write(&project.world(), std::slice::from_ref(&removed)).ok().unwrap();
        writer.write(&project.world(), &[removed.back()]).ok().unwrap();
        assert_eq!(mode("b.yaml"), 0o600);
        fs::set_permissions(place("b.yaml"), Permissions::from_mode(0o444)).unwrap();
        for after in [None, Some("c")] {
            let refused = writer.write(&project.world(), &[change("b.yaml", Some("b"), after)]);
            assert!(matches!(refused, Err(Fault::Refused(why)) if why.zh.contains("只读")));
        }
        std::os::unix::fs::symlink("b.yaml", place("link.yaml")).unwrap();
        let refused = writer.write(&project.world(), &[change("link.yaml", Some("b"), None)]);
        assert!(matches!(refused, Err(Fault::Refused(why)) if why.zh.contains("链接")));
        assert_eq!(project.files().len(), 2);
    }
}
