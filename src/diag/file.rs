//! Says in both languages what went wrong with a file. The operating system says it in one.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};

use super::Text;

/// A reason of our own, for an [`io::Error`] to carry.
#[derive(Debug)]
struct Reason(Text);

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl Error for Reason {}

/// An error of files that says why in both languages.
pub fn file_error(kind: ErrorKind, zh: &str, en: &str) -> io::Error {
    io::Error::new(kind, Reason(Text::new(zh, en)))
}

/// Why a file could not be read or written. Rare errors keep the system's words.
pub fn file_reason(error: &io::Error) -> Text {
    if let Some(Reason(text)) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return text.clone();
    }
    // Unix has no stable name for too many links in a row (ELOOP): 40 on Linux, 62 on macOS.
    if cfg!(unix) && matches!(error.raw_os_error(), Some(40 | 62)) {
        return Text::new("符号链接绕成了圈，或层数太多", "too many symbolic links, or a circle of them");
    }
    let (zh, en) = match error.kind() {
        ErrorKind::NotFound => ("文件不存在", "it does not exist"),
        ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        ErrorKind::IsADirectory => ("这是文件夹，不是文件", "it is a folder"),
        ErrorKind::NotADirectory => ("路径中有一段是文件，不是文件夹", "part of the path is no folder"),
        ErrorKind::AlreadyExists => ("已经存在", "it exists already"),
        ErrorKind::FileTooLarge => ("文件太大", "it is too large"),
        ErrorKind::InvalidFilename => ("文件名太长，或含有不允许的字符", "its name is too long or malformed"),
        ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        ErrorKind::QuotaExceeded => ("超出磁盘配额", "the disk quota is exceeded"),
        ErrorKind::ReadOnlyFilesystem => ("磁盘是只读的", "the disk is read-only"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            ("正被其他程序使用", "another program is using it")
        }
        _ => {
            let told = error.to_string();
            return Text::new(told.clone(), told);
        }
    };
    Text::new(zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_in_both_languages() {
        let zh = |error: io::Error| file_reason(&error).zh;
        assert_eq!(zh(ErrorKind::NotFound.into()), "文件不存在");
        assert_eq!(zh(ErrorKind::IsADirectory.into()), "这是文件夹，不是文件");
        assert_eq!(zh(file_error(ErrorKind::Other, "不是普通文件", "not a regular file")), "不是普通文件");
        assert_eq!(file_reason(&io::Error::other("odd")), Text::new("odd", "odd"));
        #[cfg(unix)]
        assert!(zh(io::Error::from_raw_os_error(40)).starts_with("符号链接"));
    }
}
