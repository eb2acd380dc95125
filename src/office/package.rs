//! Opens the zip archive of an Office file, and finds its parts through their relationships (ISO 29500-2).

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::fault::{Result, fault};
use super::limits::{MAX_PARTS, MAX_RATIO, MAX_UNPACKED, RATIO_FROM, beyond};
use super::xml::{XmlReader, damaged};
use crate::diag::{Code, Diagnostic, Text};

/// An archive, and how much of it was unpacked.
pub struct OfficePackage<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The index of each part by its name, in small letters: names differ in more than case.
    parts: HashMap<String, usize>,
    unpacked: u64,
}

/// A part that another refers to.
pub struct RelatedPart {
    pub id: String,
    /// The last step of its type: `styles`, `header`.
    pub kind: String,
    /// The name of the part, from the root of the package.
    pub target: String,
}

impl<'a> OfficePackage<'a> {
    /// Opens an archive, or says what the file is instead.
    pub fn open(bytes: &'a [u8]) -> Result<OfficePackage<'a>> {
        if !bytes.starts_with(b"PK") {
            return Err(foreign(bytes));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| truncated())?;
        if archive.len() > MAX_PARTS {
            return beyond("压缩包里的文件数", "parts in the package", MAX_PARTS);
        }
        let mut parts = HashMap::with_capacity(archive.len());
        for index in 0..archive.len() {
            let file = archive.by_index_raw(index).map_err(|_| truncated())?;
            // Some programs write the separators of Windows.
            let name = String::from_utf8_lossy(file.name_raw()).replace('\\', "/").to_lowercase();
            parts.entry(name).or_insert(index);
        }
        Ok(OfficePackage { archive, parts, unpacked: 0 })
    }

    /// The text of a part, if there is one.
    pub fn part(&mut self, name: &str) -> Result<Option<String>> {
        let Some(&index) = self.parts.get(&name.to_lowercase()) else { return Ok(None) };
        let left = MAX_UNPACKED - self.unpacked;
        let mut file = self.archive.by_index(index).map_err(|_| truncated())?;
        let bytes = unpack(&mut file, left)?;
        self.unpacked += bytes.len() as u64;
        decode(name, bytes).map(Some)
    }

    /// What a part refers to inside the package; the package itself has the empty name.
    pub fn relationships(&mut self, part: &str) -> Result<Vec<RelatedPart>> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = join(folder, &format!("_rels/{file}.rels"));
        let Some(text) = self.part(&name)? else { return Ok(Vec::new()) };
        let mut xml = XmlReader::new(&name, &text);
        xml.root()?;
        let (mut found, level) = (Vec::new(), xml.level());
        while let Some(tag) = xml.child(level)? {
            let [Some(id), Some(kind), Some(target)] =
                ["Id", "Type", "Target"].map(|name| tag.attribute(name))
            else {
                continue;
            };
            if tag.attribute("TargetMode").is_none_or(|mode| mode != "External") {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                found.push(RelatedPart { id: id.into_owned(), kind, target: join(folder, &target) });
            }
        }
        Ok(found)
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }
}

/// The name of the part that is related in some way.
pub fn part_of<'r>(parts: &'r [RelatedPart], kind: &str) -> Option<&'r str> {
    parts.iter().find(|part| part.kind == kind).map(|part| part.target.as_str())
}

/// The part that is related in some way, if it is there, with its name.
pub fn part_text<'r>(
    package: &mut OfficePackage,
    parts: &'r [RelatedPart],
    kind: &str,
) -> Result<Option<(&'r str, String)>> {
    let Some(name) = part_of(parts, kind) else { return Ok(None) };
    Ok(package.part(name)?.map(|text| (name, text)))
}

/// The content of a part. What its header promises is not believed.
fn unpack(file: &mut ZipFile<Cursor<&[u8]>>, left: u64) -> Result<Vec<u8>> {
    let ratio = file.compressed_size().saturating_mul(MAX_RATIO).max(RATIO_FROM);
    let most = left.min(ratio);
    let mut bytes = Vec::with_capacity(file.size().min(most).min(RATIO_FROM) as usize);
    file.take(most + 1).read_to_end(&mut bytes).map_err(|_| truncated())?;
    match bytes.len() as u64 {
        size if size <= most => Ok(bytes),
        _ if most == ratio => {
            beyond("解压后的大小与压缩时之比", "times its packed size, unpacked", MAX_RATIO)
        }
        _ => beyond("解压后的字节数", "bytes, unpacked", MAX_UNPACKED),
    }
}

/// The text of a part: UTF-8, or UTF-16 with a byte order mark, as ISO 29500-2 allows.
fn decode(name: &str, bytes: Vec<u8>) -> Result<String> {
    let units =
        |unit: fn([u8; 2]) -> u16| bytes[2..].chunks_exact(2).map(move |pair| unit([pair[0], pair[1]]));
    let text = match &bytes[..] {
        [0xff, 0xfe, ..] => {
            char::decode_utf16(units(u16::from_le_bytes)).collect::<std::result::Result<_, _>>().ok()
        }
        [0xfe, 0xff, ..] => {
            char::decode_utf16(units(u16::from_be_bytes)).collect::<std::result::Result<_, _>>().ok()
        }
        _ => {
            return String::from_utf8(bytes).map_err(|error| {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(&error.as_bytes()[..valid]);
                damaged(name, &text, valid, "不是 UTF-8 文字", "it is not UTF-8")
            });
        }
    };
    text.ok_or_else(|| damaged(name, "", 0, "不是 UTF-16 文字", "it is not UTF-16"))
}

/// The name of a part, from a folder of the package. A target that begins with `/` counts from the root.
fn join(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let folder = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => _ = steps.pop(),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

fn truncated() -> Box<Diagnostic> {
    let message =
        Text::new("压缩包损坏，或文件没有下载完", "its archive is damaged, or the file is not whole");
    let help = Text::new(
        "重新取得这个文件；或用 Word、Excel 或 WPS 打开并修复，再另存一次",
        "get the file again, or open it in Word, Excel or WPS, let it be repaired, and save it again",
    );
    fault(Code::E601, message, Some(help))
}

/// What a file is that is no archive.
pub fn foreign(bytes: &[u8]) -> Box<Diagnostic> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    let save = ("用 Word 或 WPS 打开，另存为 .docx", "open it in Word or WPS, and save it as .docx");
    let (code, (zh, en), help) = match bytes {
        [] => (Code::E601, ("文件是空的", "the file is empty"), ("重新取得这个文件", "get the file again")),
        [0xd0, 0xcf, 0x11, 0xe0, ..] if has("EncryptedPackage") => (
            Code::E602,
            ("文件设有密码", "the file has a password"),
            (
                "在 Word 或 WPS 里打开，去掉密码，再另存为 .docx",
                "open it in Word or WPS, take the password away, and save it as .docx",
            ),
        ),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            (Code::E602, ("这是旧格式的文件（.doc、.wps）", "it is of an old format (.doc, .wps)"), save)
        }
        [b'%', b'P', b'D', b'F', ..] => (
            Code::E601,
            ("这是 PDF 文件", "it is a PDF file"),
            ("用生成这份 PDF 的 Word 文件", "take the Word file that the PDF was made with"),
        ),
        [b'{', b'\\', b'r', b't', b'f', ..] => (Code::E602, ("这是 RTF 文件", "it is an RTF file"), save),
        _ => (Code::E601, ("这不是 .docx 文件", "it is no .docx file"), save),
    };
    fault(code, Text::new(zh, en), Some(Text::new(help.0, help.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_their_part() {
        assert_eq!(join("word", "styles.xml"), "word/styles.xml");
        assert_eq!(join("word", "/word/a.xml"), "word/a.xml");
        assert_eq!(join("word/x", "../../../a.xml"), "a.xml");
        assert_eq!(join("", "word\\document.xml"), "word/document.xml");
    }

    #[test]
    fn parts_may_be_utf_16() {
        let bytes = |units: &mut dyn Iterator<Item = u16>, unit: fn(u16) -> [u8; 2]| {
            units.flat_map(unit).collect::<Vec<u8>>()
        };
        let text = || "\u{feff}<甲/>".encode_utf16();
        assert_eq!(decode("a", bytes(&mut text(), u16::to_le_bytes)).unwrap(), "<甲/>");
        assert_eq!(decode("a", bytes(&mut text(), u16::to_be_bytes)).unwrap(), "<甲/>");
        assert!(decode("a", vec![b'<', 0xff]).unwrap_err().message.en.contains("column 2"));
    }

    #[test]
    fn what_is_no_archive_is_named() {
        let message = |bytes: &[u8]| OfficePackage::open(bytes).err().unwrap().message.en;
        assert_eq!(message(b""), "the file is empty");
        assert_eq!(message(b"{\\rtf1"), "it is an RTF file");
        assert_eq!(
            message(b"\xd0\xcf\x11\xe0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
            "the file has a password"
        );
        assert_eq!(message(b"\xd0\xcf\x11\xe0"), "it is of an old format (.doc, .wps)");
        assert_eq!(message(b"<html>"), "it is no .docx file");
        assert_eq!(message(b"PK\x03\x04"), "its archive is damaged, or the file is not whole");
    }
}
