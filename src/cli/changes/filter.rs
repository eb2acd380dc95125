//! Decides which events are reasons to make documents anew, and which documents.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{Event, EventKind};

use crate::model::is_position_file;
use crate::pipeline::Changed;

use super::passing::is_passing;

pub type Notified = notify::Result<Event>;

/// The consequence of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    No,
    Change,
    /// Events were lost, or the system does not know what happened.
    Lost,
}

/// The folders where changes matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The project's folder first; `None` for a missing folder.
    pub roots: Vec<Option<PathBuf>>,
    /// The output folder.
    pub output: PathBuf,
}

impl Filter {
    pub fn judge(&self, told: &Notified) -> Wake {
        match told {
            Ok(event) if event.need_rescan() => Wake::Lost,
            Ok(event) if is_change(&event.kind) && event.paths.iter().any(|path| self.matters(path)) => {
                Wake::Change
            }
            Ok(_) => Wake::No,
            Err(_) => Wake::Lost,
        }
    }

    /// The change that an event stands for.
    pub fn due(&self, told: &Notified) -> Changed {
        match (self.judge(told), told) {
            (Wake::No, _) => Changed::nothing(),
            (Wake::Change, Ok(event)) => {
                let mut mattering = event.paths.iter().filter(|path| self.matters(path));
                mattering
                    .try_fold(BTreeSet::new(), |mut files, path| {
                        files.insert(self.position(path)?);
                        Some(files)
                    })
                    .map_or(Changed::Everything, Changed::Positions)
            }
            _ => Changed::Everything,
        }
    }

    fn matters(&self, path: &Path) -> bool {
        let mut below = self.roots.iter().flatten().filter_map(|root| path.strip_prefix(root).ok());
        !path.starts_with(&self.output) && below.any(|below| !is_passing(below))
    }

    /// The path in the project of a position's file; `None` for anything else.
    fn position(&self, path: &Path) -> Option<String> {
        let below = path.strip_prefix(self.roots.first()?.as_ref()?).ok()?;
        let name = below.to_str()?.replace('\\', "/");
        (is_position_file(&name) && matches!(Changed::of([name.clone()]), Changed::Positions(_)))
            .then_some(name)
    }
}

/// Whether an event is a change. Reading a file, as a build does, is none.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => *kind == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(kind)) => *kind != MetadataKind::AccessTime,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, ModifyKind, RemoveKind};

    fn filter() -> Filter {
        Filter { roots: vec![Some("/p".into()), Some("/set".into())], output: "/p/out".into() }
    }

    fn told(kind: EventKind, path: &str) -> Notified {
        Ok(Event::new(kind).add_path(path.into()))
    }

    #[test]
    fn a_position_s_file_makes_its_own_documents_due() {
        let due = |path: &str| filter().due(&told(EventKind::Modify(ModifyKind::Any), path));
        assert_eq!(due("/p/市场部/a.yaml"), Changed::Positions(["市场部/a.yaml".to_owned()].into()));
        for path in
            ["/p/handbook.yaml", "/p/市场部", "/p/logo.png", "/set/style.css", "/p/templates/x/a.yaml"]
        {
            assert_eq!(due(path), Changed::Everything, "{path}");
        }
        assert!(due("/p/out/手册.docx").is_nothing());
        assert_eq!(filter().due(&Err(notify::Error::generic("lost"))), Changed::Everything);
    }

    #[test]
    fn to_read_is_no_change() {
        let judge = |kind| filter().judge(&told(kind, "/p/a.yaml"));
        assert_eq!(judge(EventKind::Access(AccessKind::Open(AccessMode::Any))), Wake::No);
        assert_eq!(judge(EventKind::Access(AccessKind::Close(AccessMode::Read))), Wake::No);
        assert_eq!(judge(EventKind::Create(CreateKind::File)), Wake::Change);
        assert_eq!(judge(EventKind::Remove(RemoveKind::File)), Wake::Change);
    }
}
