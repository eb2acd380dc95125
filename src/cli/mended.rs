//! Writes files back that somebody else may have changed meanwhile, or shows what would change in them.

use std::path::PathBuf;

use super::exit::Stop;
use super::world::FsWorld;
use super::write;
use crate::diag::Text;
use crate::diff::unified;
use crate::pipeline::Mended;
use crate::world::World;

/// Writes changed files, unless somebody has changed them meanwhile, and new ones: all or none.
pub fn write_back(world: &FsWorld, mended: &[Mended], added: &[(String, String)]) -> Result<(), Stop> {
    for file in mended {
        let same = world.read(&file.path).is_ok_and(|bytes| *bytes == *file.before.as_bytes());
        if !same {
            let shown = world.display(&file.path);
            return Err(Stop::File(Text::new(
                format!("{shown} 刚刚被别人改过，没有写入任何文件；请再运行一次"),
                format!("{shown} was changed just now, so no file was written; run it again"),
            )));
        }
    }
    let changed = mended.iter().map(|file| (&file.path, &*file.after));
    let added = added.iter().map(|(path, text)| (path, text.as_str()));
    let files: Vec<(PathBuf, &[u8])> =
        changed.chain(added).map(|(path, text)| (world.root().join(path), text.as_bytes())).collect();
    write::write_all(&files)?;
    Ok(())
}

/// The changed lines of files with one line of context, as `diff -U1` writes them.
pub fn diffs(world: &FsWorld, mended: &[Mended]) -> String {
    let diff = |file: &Mended| {
        let shown = world.display(&file.path);
        unified(&shown, &file.before, &file.after)
    };
    mended.iter().map(diff).collect()
}
