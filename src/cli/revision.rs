//! A project's data as it was at a git revision.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::console::Console;
use super::exit::{Stop, exit_code};
use super::git::{asked, commit, entries};
use super::input::open_world;
use super::pool::in_pool;
use crate::diag::Text;
use crate::model::{HANDBOOKS, Handbook, Language, is_position_file};
use crate::pipeline::{self, Outcome};
use crate::world::{Memory, World};

/// The most bytes of all its files together, in bytes.
const MOST_BYTES: usize = 1 << 30;

/// How much of a revision is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevisionExtent {
    /// The files of positions and the handbook's own.
    Data,
    /// All files of the folder.
    Everything,
}

/// The files of a folder at a revision.
pub struct RevisionWorld {
    files: Memory,
    revision: String,
}

impl RevisionWorld {
    pub fn open(revision: &str, folder: &Path, extent: RevisionExtent) -> Result<RevisionWorld, Stop> {
        let commit = commit(revision, folder)?;
        // `MODE blob OBJECT SIZE\tPATH`, the path from the folder.
        let listed = asked(folder, &["ls-tree", "-r", "-l", "-z", &commit, "--", "."], None)?;
        let mut wanted: Vec<(&str, &str)> = Vec::new();
        let mut bytes = 0_usize;
        for entry in entries(&listed) {
            let Some((about, path)) = entry.split_once('\t') else { continue };
            let mut about = about.split_ascii_whitespace();
            let (mode, kind, object, size) = (about.next(), about.next(), about.next(), about.next());
            let (Some(object), true) = (object, kind == Some("blob") && mode != Some("120000")) else {
                continue;
            };
            if extent == RevisionExtent::Everything || is_position_file(path) || HANDBOOKS.contains(&path) {
                bytes = bytes.saturating_add(size.and_then(|size| size.parse().ok()).unwrap_or(0));
                wanted.push((path, object));
            }
        }
        if bytes > MOST_BYTES {
            return Err(Stop::Usage(Text::new(
                format!("版本 `{revision}` 的文件超过 1 GB"),
                format!("the files of revision `{revision}` have more than 1 GB"),
            )));
        }
        let objects: String = wanted.iter().flat_map(|(_, object)| [object, "\n"]).collect();
        let answer = asked(folder, &["cat-file", "--batch"], Some(objects.as_bytes()))?;
        let mut files = Memory::new();
        let mut rest = &*answer;
        for (path, _) in wanted {
            let (content, after) = blob(rest).ok_or_else(|| {
                Stop::Usage(Text::new(
                    format!("git 没有给出 `{path}` 在版本 `{revision}` 的内容"),
                    format!("git did not tell `{path}` of revision `{revision}`"),
                ))
            })?;
            files.insert(path, content);
            rest = after;
        }
        Ok(RevisionWorld { files, revision: revision.to_owned() })
    }
}

/// The handbook as it was: in the folder that is named, else at the git revision of the project. If it has errors they are
/// told, and there is only an exit code. Its labels are in the language of the project that it is compared with.
pub fn older(
    named: &str,
    project: &Path,
    language: Language,
    console: &Console,
) -> Result<Result<Handbook, u8>, Stop> {
    let world: Box<dyn World + Send> = match Path::new(named).is_dir() {
        true => Box::new(open_world(Some(Path::new(named)))?),
        false => {
            let opened = RevisionWorld::open(named, project, RevisionExtent::Data);
            Box::new(opened.map_err(|stop| no_folder(named, stop))?)
        }
    };
    let Outcome { value, report } = in_pool(None, || pipeline::read(&*world, Some(language)))?;
    Ok(value.ok_or_else(|| {
        console.diagnostics(&report);
        exit_code(report.failure)
    }))
}

/// What is wrong with a name that is neither a folder nor a revision.
fn no_folder(named: &str, stop: Stop) -> Stop {
    match stop {
        Stop::Usage(Text { zh, en }) => Stop::Usage(Text::new(
            format!("没有文件夹 {named}，当作 git 版本也不行：{zh}"),
            format!("there is no folder {named}, and it is no git revision either: {en}"),
        )),
        other => other,
    }
}

/// The content of the next object in a batch, which begins with `OBJECT blob SIZE`, and what follows it.
fn blob(batch: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = batch.iter().position(|byte| *byte == b'\n')?;
    let size: usize = std::str::from_utf8(&batch[..end]).ok()?.rsplit_once(" blob ")?.1.parse().ok()?;
    let (content, rest) = batch.get(end + 1..)?.split_at_checked(size)?;
    Some((content, rest.get(1..)?))
}

impl World for RevisionWorld {
    fn files(&self) -> io::Result<Vec<String>> {
        self.files.files()
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        self.files.read(path)
    }

    fn display(&self, path: &str) -> String {
        format!("{}:{path}", self.revision)
    }
}
