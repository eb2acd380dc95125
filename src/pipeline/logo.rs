//! Checks the handbook's logo, so that an error points at its path in the data.

use std::io::{Error, ErrorKind};

use crate::diag::{Code, Diagnostic, Text, did_you_mean, file_reason, nearest};
use crate::markup::{PictureError, picture_fault};
use crate::model::{Handbook, Str};
use crate::picture;
use crate::world::World;

/// The endings of pictures.
const PICTURES: [&str; 4] = [".png", ".jpg", ".jpeg", ".svg"];

/// The error of a logo that cannot be shown.
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
    // The file exists but cannot be read, so no other name is suggested.
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
