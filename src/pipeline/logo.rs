//! Tries the handbook's logo, so that a wrong path is told where it was written.

use std::io::{Error, ErrorKind};

use crate::diag::{Code, Diagnostic, Text, did_you_mean, file_reason, nearest};
use crate::markup::{PictureError, picture_fault};
use crate::model::{Handbook, Str};
use crate::picture;
use crate::world::World;

/// What the names of pictures end in.
const PICTURES: [&str; 4] = [".png", ".jpg", ".jpeg", ".svg"];

/// Why the logo cannot be shown, if it cannot.
pub fn fault(world: &dyn World, handbook: &Handbook) -> Option<Diagnostic> {
    let logo = handbook.logo.as_ref()?;
    let bytes = match world.read(logo) {
        Ok(bytes) => bytes,
        Err(error) => return Some(unreadable(world, logo, &error)),
    };
    let fault = picture::read(bytes).err()?;
    let (message, help) = picture_fault(logo, &PictureError::Faulty(fault));
    let diagnostic = logo.blame(Diagnostic::new(Code::E213, message));
    Some(match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    })
}

fn unreadable(world: &dyn World, logo: &Str, error: &Error) -> Diagnostic {
    let files = world.files().unwrap_or_default();
    let path = logo.trim_start_matches("./");
    // What is there and cannot be read is not to be looked for elsewhere.
    if error.kind() != ErrorKind::NotFound || files.iter().any(|file| file == path) {
        let Text { zh, en } = file_reason(error);
        let message = Text::new(
            format!("标志图片 `{}` 读不出来：{zh}", logo.as_str()),
            format!("the logo `{}` cannot be read: {en}", logo.as_str()),
        );
        return logo.blame(Diagnostic::new(Code::E213, message));
    }
    let message = Text::new(
        format!("手册文件夹里没有标志图片 `{}`", logo.as_str()),
        format!("the logo `{}` is not in the project's folder", logo.as_str()),
    );
    let is_picture = |path: &&str| PICTURES.iter().any(|end| path.to_lowercase().ends_with(end));
    let pictures = files.iter().map(String::as_str).filter(is_picture);
    let help = did_you_mean(nearest(logo, pictures)).unwrap_or_else(|| {
        Text::new("路径从手册文件夹写起，如 `logo.png`", "paths begin at the project's folder: `logo.png`")
    });
    logo.blame(Diagnostic::new(Code::E213, message)).with_help(help)
}
