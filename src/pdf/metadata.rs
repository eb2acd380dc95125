//! The document's metadata: information dictionary, XMP, output intent, attached files.

use xmp_writer::{DateTime, LangId, Timezone, XmpWriter};

use super::error::{PdfError, is_too_long};
use super::file::{Objects, PdfFile, deflate};
use super::icc;
use super::object::{Dict, Ref, date};
use crate::page::{Attachment, DocumentInfo};
use crate::unit::Date;

const CREATOR: &str = "gangwei";
const PRODUCER: &str = concat!("gangwei ", env!("CARGO_PKG_VERSION"));

/// The kind of PDF/A that the file declares; it declares PDF/UA-1 too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PdfArchive {
    /// ISO 19005-2, level A.
    #[default]
    A2a,
    /// ISO 19005-3, level A.
    A3a,
}

/// What the document's metadata lacks, and which texts are too long.
pub fn faults(meta: &DocumentInfo) -> Vec<PdfError> {
    let fault = |text: &str| PdfError::Finding { page: None, text: text.to_owned() };
    let mut faults = Vec::new();
    if meta.title.trim().is_empty() {
        faults.push(fault("the document has no title"));
    }
    if meta.language.is_empty() {
        faults.push(fault("the document's language is not known"));
    }
    let keywords = keywords(meta);
    let texts = [&meta.title, &keywords, &meta.language].into_iter().chain(&meta.author).chain(&meta.subject);
    if texts.into_iter().any(|text| is_too_long(text)) {
        faults.push(fault("a text is longer than 32,767 bytes"));
    }
    faults
}

fn keywords(meta: &DocumentInfo) -> String {
    meta.keywords.join(", ")
}

fn author(meta: &DocumentInfo) -> Option<&str> {
    meta.author.as_deref().filter(|author| !author.is_empty())
}

/// Writes the information dictionary (ISO 32000-1 §14.3.3).
pub fn information(meta: &DocumentInfo, dict: &mut Dict) {
    dict.text("Title", &meta.title);
    if let Some(author) = author(meta) {
        dict.text("Author", author);
    }
    if let Some(subject) = &meta.subject {
        dict.text("Subject", subject);
    }
    if !meta.keywords.is_empty() {
        dict.text("Keywords", &keywords(meta));
    }
    dict.text("Creator", CREATOR);
    dict.text("Producer", PRODUCER);
    if let Some(own) = meta.date {
        dict.text("CreationDate", &date(own));
        dict.text("ModDate", &date(own));
    }
}

/// The XMP packet (§14.3.2), with a description of the schema that PDF/A does not predefine (ISO 19005-2 §6.6.2.3).
pub fn xmp(meta: &DocumentInfo, archive: PdfArchive) -> String {
    let mut xmp = XmpWriter::new();
    xmp.title([(None, meta.title.as_str())]);
    if let Some(subject) = &meta.subject {
        xmp.description([(None, subject.as_str())]);
    }
    if let Some(author) = author(meta) {
        xmp.creator([author]);
    }
    if !meta.keywords.is_empty() {
        xmp.pdf_keywords(&keywords(meta));
    }
    xmp.creator_tool(CREATOR);
    xmp.producer(PRODUCER);
    xmp.language([LangId(&meta.language)]);
    if let Some(own) = meta.date {
        xmp.create_date(date_time(own));
        xmp.modify_date(date_time(own));
    }
    xmp.format("application/pdf");
    xmp.pdf_version("1.7");
    xmp.extension_schemas().pdfua_id().properties().describe_part();
    xmp.pdfa_part(match archive {
        PdfArchive::A2a => 2,
        PdfArchive::A3a => 3,
    });
    xmp.pdfa_conformance("A");
    xmp.pdfua_part(1);
    xmp.finish(None)
}

/// The date at midnight UTC.
fn date_time(date: Date) -> DateTime {
    DateTime {
        year: date.year,
        month: Some(date.month),
        day: Some(date.day),
        hour: Some(0),
        minute: Some(0),
        second: Some(0),
        timezone: Some(Timezone::Utc),
    }
}

/// Writes the output intent: colours are sRGB (§14.11.5).
pub fn output_intent(profile: Ref, dict: &mut Dict) {
    dict.name("Type", "OutputIntent");
    dict.name("S", "GTS_PDFA1");
    dict.text("OutputConditionIdentifier", "sRGB");
    dict.text("Info", "sRGB IEC61966-2.1");
    dict.reference("DestOutputProfile", profile);
}

pub fn profile(id: Ref, objects: &mut Objects) {
    objects.deflated(id, &deflate(&icc::srgb()), |dict| dict.integer("N", 3));
}

/// Writes the attached files; gives the file specifications with their names. Of two files with one name, only the
/// first is written.
pub fn attachments(meta: &DocumentInfo, file: &mut PdfFile) -> Vec<(Ref, String)> {
    let mut written: Vec<(Ref, String)> = Vec::new();
    let mut objects = Objects::default();
    for attachment in &meta.attachments {
        if written.iter().any(|(_, name)| *name == attachment.name) {
            continue;
        }
        let specification = file.reserve(2);
        write_attachment(attachment, meta.date, specification, &mut objects);
        written.push((specification, attachment.name.clone()));
    }
    file.append(objects);
    // Readers search the names in the order of their bytes in the file, which are UTF-16.
    written.sort_by(|(_, a), (_, b)| a.encode_utf16().cmp(b.encode_utf16()));
    written
}

/// Writes a file specification and its file (§7.11), and states the file's relationship to the document (ISO 19005-3
/// §6.8).
fn write_attachment(attachment: &Attachment, own: Option<Date>, specification: Ref, objects: &mut Objects) {
    let stream = specification.plus(1);
    objects.dict(specification, |dict| {
        dict.name("Type", "Filespec");
        dict.text("F", &attachment.name);
        dict.text("UF", &attachment.name);
        dict.text("Desc", &attachment.description);
        dict.name("AFRelationship", "Source");
        dict.dict("EF", |dict| {
            dict.reference("F", stream);
            dict.reference("UF", stream);
        });
    });
    objects.deflated(stream, &deflate(&attachment.data), |dict| {
        dict.name("Type", "EmbeddedFile");
        dict.name("Subtype", attachment.mime_type);
        dict.dict("Params", |dict| {
            dict.integer("Size", attachment.data.len() as i64);
            if let Some(own) = own {
                dict.text("ModDate", &date(own));
            }
        });
    });
}
