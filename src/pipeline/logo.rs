//! Tries the handbook's logo, so that a wrong path is told where it was written.

use crate::diag::{Diagnostic, Text, did_you_mean, nearest};
use crate::markup::{PictureError, picture_fault};
use crate::model::{Handbook, Str};
use crate::picture;
use crate::world::World;

/// What the names of pictures end in.
const PICTURES: [&str; 4] = [".png", ".jpg", ".jpeg", ".svg"];

/// Why the logo cannot be shown, if it cannot.
pub fn fault(world: &dyn World, handbook: &Handbook) -> Option<Diagnostic> {
    let logo = handbook.logo.as_ref()?;
    let Ok(bytes) = world.read(logo) else { return Some(absent(world, logo)) };
    let fault = picture::read(bytes).err()?;
    let (message, help) = picture_fault(logo, &PictureError::Faulty(fault));
    let diagnostic = logo.blame(Diagnostic::error("E213", message));
    Some(match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    })
}

fn absent(world: &dyn World, logo: &Str) -> Diagnostic {
    let message = Text::new(
        format!("标志图片 `{}` 读不出来，或不在手册文件夹里", logo.as_str()),
        format!("the logo `{}` cannot be read, or is not in the project's folder", logo.as_str()),
    );
    let files = world.files().unwrap_or_default();
    let is_picture = |path: &&str| PICTURES.iter().any(|end| path.to_lowercase().ends_with(end));
    let pictures = files.iter().map(String::as_str).filter(is_picture);
    let help = did_you_mean(nearest(logo, pictures)).unwrap_or_else(|| {
        Text::new("路径从手册文件夹写起，如 `logo.png`", "paths begin at the project's folder: `logo.png`")
    });
    logo.blame(Diagnostic::error("E213", message)).with_help(help)
}
