//! Document information.

use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::metadata::{DateTime, Metadata};

use crate::page::{Attachment, Meta};
use crate::unit::Date;

pub fn metadata(meta: &Meta) -> Metadata {
    let mut metadata = Metadata::new()
        .title(meta.title.clone())
        .description(meta.subject.clone().unwrap_or_default())
        .authors(meta.author.iter().filter(|author| !author.is_empty()).cloned().collect())
        .keywords(meta.keywords.clone())
        .creator("gangwei".to_owned())
        .producer(concat!("gangwei ", env!("CARGO_PKG_VERSION")).to_owned())
        .creation_date(date_time(meta.date.unwrap_or(MADE_UP)));
    if !meta.language.is_empty() {
        metadata = metadata.language(meta.language.clone());
    }
    metadata
}

/// A file that the document was made from. PDF/A-3 wants a date of it; it has the document's.
pub fn attachment(file: &Attachment, date: Option<Date>) -> EmbeddedFile {
    EmbeddedFile {
        path: file.name.clone(),
        mime_type: MimeType::new(file.mime_type),
        description: Some(file.description.clone()),
        association_kind: AssociationKind::Source,
        data: file.data.to_vec().into(),
        modification_date: Some(date_time(date.unwrap_or(MADE_UP))),
        compress: None,
        location: None,
    }
}

/// Midnight UTC.
fn date_time(date: Date) -> DateTime {
    DateTime::new(date.year)
        .month(date.month)
        .day(date.day)
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// Stands in for the date of a document that has none.
///
/// krilla takes PDF/A to need a date, because it writes a history of saves with one. The standard
/// asks for neither (ISO 19005-2 §6.6.6 binds a history that is there), so the stand-in
/// is wiped out again by [`without_made_up_date`].
const MADE_UP: Date = Date { year: 1, month: 1, day: 1 };

/// Overwrites every date with white space, unless the document has one of its own.
/// Nothing moves, so the cross-reference table stays true.
pub fn without_made_up_date(mut bytes: Vec<u8>, meta: &Meta) -> Vec<u8> {
    if meta.date.is_some() {
        return bytes;
    }
    // Those of attachments stand in their dictionaries, which are not compressed either.
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"/ModDate(D:00010101") {
        wipe(&mut bytes[from + at..], b")");
        from += at;
    }
    // The XMP packet is not compressed and stands near the end, right behind the information
    // dictionary, whose dates follow all strings.
    if let Some(packet) = find_last(&bytes, b"<?xpacket begin") {
        for key in [&b"/CreationDate("[..], b"/ModDate("] {
            wipe_before(&mut bytes, packet, key, b")");
        }
        for (start, end) in [
            (&b"<xmp:CreateDate>"[..], &b"</xmp:CreateDate>"[..]),
            (b"<xmp:ModifyDate>", b"</xmp:ModifyDate>"),
            (b"<xmpMM:History>", b"</xmpMM:History>"),
        ] {
            wipe_after(&mut bytes, packet, start, end);
        }
    }
    bytes
}

fn wipe_before(bytes: &mut [u8], limit: usize, start: &[u8], end: &[u8]) {
    if let Some(from) = find_last(&bytes[..limit], start) {
        wipe(&mut bytes[from..], end);
    }
}

fn wipe_after(bytes: &mut [u8], limit: usize, start: &[u8], end: &[u8]) {
    if let Some(from) = find(&bytes[limit..], start) {
        wipe(&mut bytes[limit + from..], end);
    }
}

/// Fills up to and with `end` with spaces.
fn wipe(bytes: &mut [u8], end: &[u8]) {
    if let Some(to) = find(bytes, end) {
        bytes[..to + end.len()].fill(b' ');
    }
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

fn find_last(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|window| window == needle)
}
