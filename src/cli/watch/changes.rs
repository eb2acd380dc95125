//! Waits for changes of a project's folders, wherever an editor makes them.

use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::cli::Stop;
use crate::diag::Text;

use super::passing::is_passing;

/// How long it must be quiet before a change counts as done: an editor writes in several steps.
const QUIET: Duration = Duration::from_millis(100);
/// After so long the documents are made though it is not quiet.
const LONGEST: Duration = Duration::from_secs(2);
/// How often it is looked whether a folder is still the same.
const GLANCE: Duration = Duration::from_millis(250);

type Told = notify::Result<Event>;

/// The folders that are watched.
pub struct Changes {
    folders: Vec<Watched>,
    /// Where documents are written.
    output: PathBuf,
    watcher: Option<RecommendedWatcher>,
    events: Receiver<Told>,
}

/// A folder as the user named it, and which one that is.
struct Watched {
    folder: PathBuf,
    identity: Option<Identity>,
}

/// Tells a folder from another one that has taken its place.
type Identity = (PathBuf, u64, u64);

impl Changes {
    pub fn watch(folders: Vec<PathBuf>, output: &Path) -> Result<Changes, Stop> {
        let folders = folders.into_iter().map(|folder| Watched { identity: None, folder }).collect();
        let mut changes = Changes { folders, output: resolve(output), watcher: None, events: channel().1 };
        changes.begin()?;
        Ok(changes)
    }

    /// Returns when something has changed that documents may depend on.
    pub fn wait(&mut self) -> Result<(), Stop> {
        loop {
            match self.events.recv_timeout(GLANCE) {
                Ok(told) if self.concerns(&told) => {
                    self.settle();
                    return Ok(());
                }
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    if self.folders.iter().any(|watched| watched.identity != identity(&watched.folder)) {
                        self.begin()?;
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Waits until nothing more happens.
    fn settle(&self) {
        let begun = Instant::now();
        while begun.elapsed() < LONGEST && self.events.recv_timeout(QUIET).is_ok() {}
    }

    /// Watches the folders that are there now; one that is gone is looked for from time to time.
    fn begin(&mut self) -> Result<(), Stop> {
        let (sender, events) = channel();
        let mut watcher =
            RecommendedWatcher::new(sender, Config::default()).map_err(|error| failed(&error))?;
        for watched in &mut self.folders {
            watched.identity = identity(&watched.folder);
            if let Some((root, ..)) = &watched.identity
                && let Err(error) = watcher.watch(root, RecursiveMode::Recursive)
            {
                // It went away just now: the next glance sees that.
                if root.is_dir() {
                    return Err(failed(&error));
                }
                watched.identity = None;
            }
        }
        (self.watcher, self.events) = (Some(watcher), events);
        Ok(())
    }

    fn concerns(&self, told: &Told) -> bool {
        // Events were lost, or the system cannot tell what happened.
        let Ok(event) = told else { return true };
        event.need_rescan() || (is_change(&event.kind) && event.paths.iter().any(|path| self.matters(path)))
    }

    fn matters(&self, path: &Path) -> bool {
        let roots = self.folders.iter().filter_map(|watched| Some(&watched.identity.as_ref()?.0));
        let mut below = roots.filter_map(|root| path.strip_prefix(root).ok());
        !path.starts_with(&self.output) && below.any(|below| !is_passing(below))
    }
}

/// Whether an event tells of a change. To read a file, as a build does, is none.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => *kind == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(kind)) => *kind != MetadataKind::AccessTime,
        _ => true,
    }
}

/// Which folder a path leads to; `None` if to none.
fn identity(folder: &Path) -> Option<Identity> {
    let root = folder.canonicalize().ok()?;
    let metadata = fs::metadata(&root).ok().filter(fs::Metadata::is_dir)?;
    #[cfg(unix)]
    let (device, node) = {
        use std::os::unix::fs::MetadataExt;
        (metadata.dev(), metadata.ino())
    };
    #[cfg(not(unix))]
    let (device, node) = (0, u64::from(metadata.is_dir()));
    Some((root, device, node))
}

/// The path as events name it, though it need not be there yet.
fn resolve(path: &Path) -> PathBuf {
    let path = absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = path.ancestors().find_map(|ancestor| Some((ancestor, ancestor.canonicalize().ok()?)));
    match there {
        Some((ancestor, canonical)) => match path.strip_prefix(ancestor) {
            Ok(rest) if rest.as_os_str().is_empty() => canonical,
            Ok(rest) => canonical.join(rest),
            Err(_) => path,
        },
        None => path,
    }
}

fn failed(error: &notify::Error) -> Stop {
    // Linux counts watches for each user.
    let (zh, en) = match error.kind {
        notify::ErrorKind::MaxFilesWatch => (
            "系统允许关注的文件夹已用完；请调大 fs.inotify.max_user_watches".to_owned(),
            "the system lets no more folders be watched; raise fs.inotify.max_user_watches".to_owned(),
        ),
        _ => (format!("无法关注文件夹：{error}"), format!("the folder cannot be watched: {error}")),
    };
    Stop::File(Text::new(zh, en))
}
