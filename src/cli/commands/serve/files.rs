//! Writes changes of files: all of them or none, and none over what somebody else has written meanwhile.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::fault::Fault;
use crate::cli::exit::Stop;
use crate::cli::world::FsWorld;
use crate::cli::write::{create_all, write_all};
use crate::serve::FileChange;
use crate::world::World;

/// Makes the changes. New files come first and old ones go last, so that nothing is lost where the program is stopped
/// between them.
pub fn write(world: &FsWorld, changes: &[FileChange]) -> Result<(), Fault> {
    let mut placed = Vec::with_capacity(changes.len());
    for change in changes {
        let place =
            world.place(&change.path).map_err(|error| Stop::unwritable(Path::new(&change.path), &error))?;
        if !is_as_before(world, change, &place) {
            return Err(changed(&change.path));
        }
        placed.push((change, place));
    }
    let with = |is_new: bool| -> Vec<(PathBuf, &[u8])> {
        let wanted = placed.iter().filter(|(change, _)| change.before.is_none() == is_new);
        wanted
            .filter_map(|(change, place)| Some((place.clone(), change.after.as_ref()?.as_bytes())))
            .collect()
    };
    create_all(&with(true)).map_err(Stop::from)?;
    let done = write_all(&with(false)).map_err(Stop::from).and_then(|_| {
        let gone = placed.iter().filter(|(change, _)| change.after.is_none());
        gone.into_iter().try_for_each(|(_, place)| {
            fs::remove_file(place).map_err(|error| Stop::unwritable(place, &error))
        })
    });
    if done.is_err() {
        placed.iter().for_each(|(change, place)| restore(change, place));
    }
    for (_, place) in placed.iter().filter(|(change, _)| change.after.is_none()) {
        // A folder that has nothing left in it goes, too; one that has stays.
        let folder = place.parent().filter(|folder| *folder != world.root());
        folder.into_iter().for_each(|folder| _ = fs::remove_dir(folder));
    }
    Ok(done?)
}

fn is_as_before(world: &FsWorld, change: &FileChange, place: &Path) -> bool {
    match &change.before {
        Some(before) => world.read(&change.path).is_ok_and(|bytes| *bytes == *before.as_bytes()),
        None => fs::symlink_metadata(place).is_err(),
    }
}

/// Makes a file what it was, as far as that is possible; the failure is told anyway.
fn restore(change: &FileChange, place: &Path) {
    match &change.before {
        Some(before) => _ = write_all(&[(place.to_owned(), before.as_bytes())]),
        None => _ = fs::remove_file(place),
    }
}

fn changed(path: &str) -> Fault {
    Fault::Conflict(json!({
        "error": "changed",
        "zh": format!("{path} 被别人改过，没有写入"),
        "en": format!("{path} was changed by others, and is not written"),
    }))
}
