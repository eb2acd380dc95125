//! Waits for changes in a project's folders.

mod filter;
mod passing;

use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher};

use crate::cli::exit::Stop;
use crate::diag::Text;
use crate::pipeline::Changed;

use filter::{Filter, Notified, Wake};

/// How long it must be quiet before a change is complete, since an editor writes in several steps.
const QUIET: Duration = Duration::from_millis(100);
/// After this time the documents are made even if it is not quiet.
const LONGEST: Duration = Duration::from_secs(2);
/// How often folders are checked for replacement.
const GLANCE: Duration = Duration::from_millis(250);

/// The folders that are watched.
pub struct Changes {
    /// The project's folder, then others.
    folders: Vec<Watched>,
    filter: Filter,
    /// Stops watching when it is dropped.
    watcher: Option<RecommendedWatcher>,
    events: Receiver<Notified>,
    /// Set as soon as something changes.
    pending: Arc<AtomicBool>,
    /// Whether the last reason was only that events were lost.
    lost: bool,
}

/// A folder as the user named it, and its identity.
struct Watched {
    folder: PathBuf,
    identity: Option<Identity>,
}

impl Watched {
    fn is_same(&self) -> bool {
        self.identity == identity(&self.folder)
    }
}

/// The identity of a folder, which differs if it was replaced.
type Identity = (PathBuf, u64, u64);

impl Changes {
    /// Watches the folders, the project's first, without the output folder.
    pub fn watch(folders: Vec<PathBuf>, output: &Path) -> Result<Changes, Stop> {
        let mut changes = Changes {
            folders: folders.into_iter().map(|folder| Watched { identity: None, folder }).collect(),
            filter: Filter { roots: Vec::new(), output: resolve(output) },
            watcher: None,
            events: channel().1,
            pending: Arc::default(),
            lost: false,
        };
        changes.begin()?;
        Ok(changes)
    }

    /// Whether something has changed since the last wait.
    pub fn pending(&self) -> &AtomicBool {
        &self.pending
    }

    /// Waits for a change and returns it, or `None` after the given time.
    pub fn wait(&mut self, longest: Option<Duration>) -> Result<Option<Changed>, Stop> {
        let begun = Instant::now();
        while longest.is_none_or(|longest| begun.elapsed() < longest) {
            match self.events.recv_timeout(GLANCE) {
                Ok(told) => match self.filter.judge(&told) {
                    Wake::No => {}
                    // Our own reading may have caused the loss, so one more build is enough.
                    Wake::Lost if self.lost => {}
                    wake => {
                        self.lost = wake == Wake::Lost;
                        return Ok(Some(self.settle(&told)));
                    }
                },
                Err(RecvTimeoutError::Timeout) if self.folders.iter().all(Watched::is_same) => {}
                Err(_) => {
                    self.begin()?;
                    return Ok(Some(Changed::Everything));
                }
            }
        }
        Ok(None)
    }

    /// Waits until it is quiet, and returns the changes since the first event.
    fn settle(&self, first: &Notified) -> Changed {
        let mut due = self.filter.due(first);
        let begun = Instant::now();
        while begun.elapsed() < LONGEST
            && let Ok(told) = self.events.recv_timeout(QUIET)
        {
            due = due.and(self.filter.due(&told));
        }
        self.pending.store(false, Ordering::Relaxed);
        due
    }

    /// Watches the existing folders. Missing folders are checked from time to time.
    fn begin(&mut self) -> Result<(), Stop> {
        for watched in &mut self.folders {
            watched.identity = identity(&watched.folder);
        }
        let root = |watched: &Watched| Some(watched.identity.as_ref()?.0.clone());
        self.filter.roots = self.folders.iter().map(root).collect();
        let (sender, events) = channel();
        let (filter, pending) = (self.filter.clone(), self.pending.clone());
        let hear = move |told: Notified| {
            if filter.judge(&told) == Wake::Change {
                pending.store(true, Ordering::Relaxed);
            }
            // If nobody receives events any more, the program is ending.
            sender.send(told).ok();
        };
        let mut watcher = RecommendedWatcher::new(hear, Config::default()).map_err(|error| failed(&error))?;
        for watched in &mut self.folders {
            if let Some((root, ..)) = &watched.identity
                && let Err(error) = watcher.watch(root, RecursiveMode::Recursive)
            {
                // It was removed just now, which the next check sees.
                if root.is_dir() {
                    return Err(failed(&error));
                }
                watched.identity = None;
            }
        }
        (self.watcher, self.events) = (Some(watcher), events);
        Ok(())
    }
}

/// The identity of the folder at a path; `None` if there is none.
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

/// The path as events name it. It need not exist yet.
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
