//! Turns files of old formats into .docx by LibreOffice, if it is installed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::diag::{Code, Diagnostic, Text};

/// The suffixes of the formats that LibreOffice reads for us.
pub const OLD_FORMATS: [&str; 3] = ["doc", "wps", "rtf"];

/// How long one file may take.
const LIMIT: Duration = Duration::from_secs(60);

/// The file as .docx.
///
/// LibreOffice gets a profile of its own, so that one that is open on the screen is left alone.
///
/// # Errors
/// It is not installed, cannot read the file, or takes longer than a minute.
pub fn to_docx(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let Some(program) = program() else {
        return Err(failure(
            path,
            "这是旧格式的文件，读它要用 LibreOffice，这台电脑上没有找到",
            "this is a file of an old format; reading it takes LibreOffice, which was not found here",
        ));
    };
    let folder =
        tempfile::tempdir().map_err(|error| failure(path, &error.to_string(), &error.to_string()))?;
    let profile = folder.path().join("profile");
    let output = folder.path().join("out");
    let child = Command::new(program)
        .arg(format!("-env:UserInstallation=file://{}", url_path(&profile)))
        .args(["--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir"])
        .arg(&output)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.map_err(|error| failure(path, &error.to_string(), &error.to_string()))?;
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => break,
            Ok(None) if begun.elapsed() < LIMIT => thread::sleep(Duration::from_millis(50)),
            _ => {
                child.kill().ok();
                child.wait().ok();
                return Err(failure(
                    path,
                    "LibreOffice 一分钟还没有转换完",
                    "LibreOffice did not convert it within a minute",
                ));
            }
        }
    }
    let made = fs::read_dir(&output).ok().and_then(|mut entries| entries.next()?.ok());
    made.and_then(|entry| fs::read(entry.path()).ok())
        .ok_or_else(|| failure(path, "LibreOffice 读不了这个文件", "LibreOffice cannot read it"))
}

fn failure(path: &Path, zh: &str, en: &str) -> Diagnostic {
    let message = Text::new(zh, en);
    let help = Text::new(
        "用 Word 或 WPS 打开，另存为 .docx，再导入",
        "open it in Word or WPS, save it as .docx, and import that",
    );
    Diagnostic::new(Code::E602, message).in_file(&path.display().to_string().into()).with_help(help)
}

/// A path inside a `file:` URL.
fn url_path(path: &Path) -> String {
    let text = path.display().to_string().replace('\\', "/").replace('%', "%25").replace(' ', "%20");
    if text.starts_with('/') { text } else { format!("/{text}") }
}

/// LibreOffice's program: on the search path, or where it is installed by itself.
fn program() -> Option<PathBuf> {
    const NAMES: [&str; 4] = ["soffice", "libreoffice", "soffice.exe", "soffice.com"];
    const PLACES: [&str; 3] = [
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        r"C:\Program Files\LibreOffice\program\soffice.exe",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    ];
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    on_path.chain(PLACES.map(PathBuf::from)).find(|path| path.is_file())
}
