//! Opens a project's fonts.

use crate::diag::{Diagnostic, Text};
use crate::text::Fonts;
use crate::world::World;

use super::{Failure, Report};

/// Where a project keeps its own fonts.
const FONTS: &str = "fonts/";
/// The embedded fonts, after those of the project.
pub fn open(world: &dyn World, report: &mut Report) -> Option<Fonts> {
    let is_font = |path: &String| {
        let lower = path.to_ascii_lowercase();
        path.starts_with(FONTS) && [".ttf", ".otf", ".ttc", ".otc"].iter().any(|end| lower.ends_with(end))
    };
    let mut files = Vec::new();
    for path in world.files().unwrap_or_default().into_iter().filter(is_font) {
        match world.read(&path) {
            Ok(bytes) => files.push((path, bytes)),
            Err(error) => {
                let message =
                    Text::new(format!("无法读取字体：{error}"), format!("the font cannot be read: {error}"));
                let error = Diagnostic::error("E303", message).in_file(&path.as_str().into());
                report.add([error], Failure::Unreadable);
            }
        }
    }
    let fonts = Fonts::new(files).map_err(|paths| {
        let wrong = |path: String| {
            Diagnostic::error("E304", Text::new("不是字体文件，或已损坏", "not a font, or a damaged one"))
                .in_file(&path.as_str().into())
        };
        paths.into_iter().map(wrong).collect()
    });
    let fonts = report.take(fonts, Failure::Input)?;
    (!report.failed()).then_some(fonts)
}
