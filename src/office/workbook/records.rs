//! Reads the records of an old Excel file ([MS-XLS] §2.1.4), and the texts in them.

/// A record: what it is, and its data, which may go on in further records.
pub struct Record<'a> {
    pub kind: u16,
    pub parts: Vec<&'a [u8]>,
}

/// A record that the one before goes on in.
const CONTINUE: u16 = 0x003c;

/// The records from a place of a stream on, to the end or to damage.
pub fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream.get(from..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, data) = take_record(&mut rest)?;
        let mut record = Record { kind, parts: vec![data] };
        while rest.starts_with(&CONTINUE.to_le_bytes()) {
            record.parts.push(take_record(&mut rest)?.1);
        }
        Some(record)
    })
}

fn take_record<'a>(rest: &mut &'a [u8]) -> Option<(u16, &'a [u8])> {
    let [kind, kind2, length, length2, ..] = *rest else { return None };
    let end = 4 + usize::from(u16::from_le_bytes([*length, *length2]));
    let data = rest.get(4..end)?;
    *rest = &rest[end..];
    Some((u16::from_le_bytes([*kind, *kind2]), data))
}

impl Record<'_> {
    /// A reader of its data.
    pub fn reader(&self) -> DataReader<'_> {
        let mut parts = self.parts.iter();
        DataReader { part: parts.next().copied().unwrap_or_default(), parts }
    }
}

impl Record<'_> {
    /// The text of a text box or a note (§2.4.329): the record says its length, those behind it have its characters.
    pub fn box_text(&self) -> Option<String> {
        let (first, others) = self.parts.split_first()?;
        let length = u16::from_le_bytes([*first.get(10)?, *first.get(11)?]);
        let mut data = DataReader { part: &[], parts: others.iter() };
        data.units(usize::from(length), false)
    }
}

/// Reads the data of a record. Everything is `None` behind its end.
pub struct DataReader<'a> {
    part: &'a [u8],
    parts: std::slice::Iter<'a, &'a [u8]>,
}

impl DataReader<'_> {
    pub fn byte(&mut self) -> Option<u8> {
        loop {
            if let Some((first, rest)) = self.part.split_first() {
                self.part = rest;
                return Some(*first);
            }
            self.part = self.parts.next()?;
        }
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Some(bytes)
    }

    pub fn short(&mut self) -> Option<u16> {
        self.bytes().map(u16::from_le_bytes)
    }

    pub fn long(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub fn float(&mut self) -> Option<f64> {
        self.bytes().map(f64::from_le_bytes)
    }

    pub fn eight(&mut self) -> Option<[u8; 8]> {
        self.bytes()
    }

    /// Numbers of two bytes that are left.
    pub fn shorts_left(&self) -> usize {
        self.part.len() / 2
    }

    /// A text whose length is a number of two bytes before it (§2.5.294).
    pub fn text(&mut self) -> Option<String> {
        let length = usize::from(self.short()?);
        self.characters(length)
    }

    /// A text whose length is a byte before it.
    pub fn short_text(&mut self) -> Option<String> {
        let length = usize::from(self.byte()?);
        self.characters(length)
    }

    /// A text of this length: how it is written, then its characters, then what is left out here: its fonts and readings
    /// (§2.5.293).
    fn characters(&mut self, length: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.short()?) } else { 0 };
        let readings = if flags & 4 != 0 { self.long()? as usize } else { 0 };
        let text = self.units(length, flags & 1 != 0)?;
        for _ in 0..(runs * 4).saturating_add(readings) {
            self.byte()?;
        }
        Some(text)
    }

    /// So many characters, of one or two bytes each. Each further record begins with how they are written.
    fn units(&mut self, length: usize, mut is_wide: bool) -> Option<String> {
        let mut units = Vec::with_capacity(length);
        while units.len() < length {
            if self.part.is_empty() {
                self.part = self.parts.next()?;
                is_wide = self.byte()? & 1 != 0;
                continue;
            }
            units.push(if is_wide { self.short()? } else { u16::from(self.byte()?) });
        }
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_another_record() {
        let stream =
            b"\xfc\0\x07\0\x04\0\x09\x01\0\x32\x75\x3c\0\x07\0\0ab\x01\x2d\x4e!\x3c\0\x01\0\0\x0a\0\0\0";
        let kinds: Vec<u16> = records(stream, 0).map(|record| record.kind).collect();
        assert_eq!(kinds, [0xfc, 0x0a]);
        let record = records(stream, 0).next().unwrap();
        let mut reader = record.reader();
        // Four characters, the first of two bytes, those behind it of one, and a run of fonts of four bytes.
        assert_eq!(reader.text().as_deref(), Some("甲ab\u{1}"));
        assert_eq!(reader.byte(), None);
        assert_eq!(records(b"\x0a\0\x05\0a", 0).count(), 0);
        assert_eq!(records(stream, 999).count(), 0);
    }
}
