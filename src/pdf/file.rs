//! Assembles a file from objects: streams, object streams, the cross-reference stream (ISO 32000-1 §7.5).

use std::cell::RefCell;

use libdeflater::{CompressionLvl, Compressor};

use super::object::{Dict, ObjectBuffer, Ref};

/// How many objects an object stream holds. A reader has to unpack a whole stream to read one of them.
const PACKED: usize = 200;

/// The fastest level. The next levels make a handbook 2 % smaller and take half as much time again.
const LEVEL: i32 = 1;

/// Deflates bytes for the filter `FlateDecode`.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    /// The largest buffer that is kept for the next stream; longer streams are rare.
    const KEPT_ROOM: usize = 1 << 18;
    thread_local! {
        // The compressor's tables and the buffer would take longer to set up than a page takes to deflate.
        static KEPT: RefCell<(Compressor, Vec<u8>)> =
            RefCell::new((Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default()), Vec::new()));
    }
    KEPT.with_borrow_mut(|(compressor, room)| {
        let bound = compressor.zlib_compress_bound(bytes.len());
        if room.len() < bound {
            room.resize(bound, 0);
        }
        // The result never exceeds the bound, so it always fits.
        let length = compressor.zlib_compress(bytes, room).unwrap_or(0);
        let deflated = room[..length].to_vec();
        if room.len() > KEPT_ROOM {
            *room = Vec::new();
        }
        deflated
    })
}

/// Objects that are made apart from the file, so that many can be made in parallel.
#[derive(Default)]
pub struct Objects {
    pieces: Vec<ObjectPiece>,
    /// The objects that wait to be packed, and where each of them begins.
    loose: ObjectBuffer,
    starts: Vec<(Ref, usize)>,
}

enum ObjectPiece {
    /// A stream object: its number, and its dictionary with data.
    Stream(Ref, Vec<u8>),
    /// An object stream: the numbers of the objects in it, and its dictionary with data.
    Packed(Vec<Ref>, Vec<u8>),
}

impl Objects {
    /// Adds an object that is not a stream.
    pub fn add(&mut self, id: Ref, write: impl FnOnce(&mut ObjectBuffer)) {
        self.starts.push((id, self.loose.0.len()));
        write(&mut self.loose);
        self.loose.0.push(b'\n');
        if self.starts.len() == PACKED {
            self.pack();
        }
    }

    /// Adds a dictionary.
    pub fn dict(&mut self, id: Ref, content: impl FnOnce(&mut Dict)) {
        self.add(id, |output| output.dict(content));
    }

    /// Adds a stream whose data is deflated already.
    pub fn deflated(&mut self, id: Ref, data: &[u8], entries: impl FnOnce(&mut Dict)) {
        self.stream(id, data, |dict| {
            dict.name("Filter", "FlateDecode");
            entries(dict);
        });
    }

    /// Adds a stream whose data is not compressed.
    pub fn stream(&mut self, id: Ref, data: &[u8], entries: impl FnOnce(&mut Dict)) {
        self.pieces.push(ObjectPiece::Stream(id, stream(data, entries)));
    }

    fn pack(&mut self) {
        let starts = std::mem::take(&mut self.starts);
        let loose = std::mem::take(&mut self.loose.0);
        if starts.is_empty() {
            return;
        }
        let mut index = ObjectBuffer(Vec::with_capacity(loose.len() + starts.len() * 12));
        for (id, start) in &starts {
            index.integer(id.0.into());
            index.space();
            index.integer(*start as i64);
            index.space();
        }
        let first = index.0.len();
        index.raw(&loose);
        let body = stream(&deflate(&index.0), |dict| {
            dict.name("Type", "ObjStm");
            dict.integer("N", starts.len() as i64);
            dict.integer("First", first as i64);
            dict.name("Filter", "FlateDecode");
        });
        self.pieces.push(ObjectPiece::Packed(starts.into_iter().map(|(id, _)| id).collect(), body));
    }
}

fn stream(data: &[u8], entries: impl FnOnce(&mut Dict)) -> Vec<u8> {
    let mut body = ObjectBuffer(Vec::with_capacity(data.len() + 160));
    body.dict(|dict| {
        entries(dict);
        dict.integer("Length", data.len() as i64);
    });
    body.raw("\nstream\n");
    body.raw(data);
    body.raw("\nendstream");
    body.0
}

/// Where an object is in the file.
#[derive(Clone, Copy)]
enum ObjectPlace {
    Nowhere,
    /// The offset from the file's start, in bytes.
    At(usize),
    /// The object stream, and the index in it.
    In(Ref, usize),
}

/// A file that is being written.
pub struct PdfFile {
    bytes: ObjectBuffer,
    places: Vec<ObjectPlace>,
    digest: Digest,
}

impl PdfFile {
    pub fn new() -> PdfFile {
        // Four bytes above 127 tell transfer programs that the file is binary (§7.5.2).
        let bytes = ObjectBuffer(b"%PDF-1.7\n%\xC4\xFA\xBB\xBF\n".to_vec());
        PdfFile { bytes, places: vec![ObjectPlace::Nowhere], digest: Digest::default() }
    }

    /// Reserves consecutive object numbers; gives the first.
    pub fn reserve(&mut self, count: usize) -> Ref {
        let first = Ref(self.places.len() as u32);
        self.places.resize(self.places.len() + count, ObjectPlace::Nowhere);
        first
    }

    /// How many object numbers are reserved so far, including 0.
    pub fn objects(&self) -> usize {
        self.places.len()
    }

    pub fn append(&mut self, mut objects: Objects) {
        objects.pack();
        for piece in objects.pieces {
            match piece {
                ObjectPiece::Stream(id, body) => self.put(id, &body),
                ObjectPiece::Packed(held, body) => {
                    let id = self.reserve(1);
                    self.put(id, &body);
                    for (index, held) in held.into_iter().enumerate() {
                        self.places[held.0 as usize] = ObjectPlace::In(id, index);
                    }
                }
            }
        }
    }

    fn put(&mut self, id: Ref, body: &[u8]) {
        self.places[id.0 as usize] = ObjectPlace::At(self.bytes.0.len());
        self.bytes.integer(id.0.into());
        self.bytes.raw(" 0 obj\n");
        self.bytes.raw(body);
        self.bytes.raw("\nendobj\n");
        self.digest.add(body);
    }

    /// Finishes the file. Its identifier (§14.4) is a digest of its content.
    pub fn finish(mut self, catalog: Ref, info: Ref) -> Vec<u8> {
        let start = self.bytes.0.len();
        let id = self.reserve(1);
        self.places[id.0 as usize] = ObjectPlace::At(start);
        let width = (1..8).find(|width| start >> (8 * width) == 0).unwrap_or(8);
        let mut entries = Vec::with_capacity(self.places.len() * (width + 3));
        for place in &self.places {
            let (kind, second, third) = match *place {
                // Object 0 is the head of the list of free objects (§7.5.4).
                ObjectPlace::Nowhere => (0, 0, 0xFFFF),
                ObjectPlace::At(offset) => (1, offset, 0),
                ObjectPlace::In(stream, index) => (2, stream.0 as usize, index),
            };
            entries.push(kind);
            entries.extend_from_slice(&(second as u64).to_be_bytes()[8 - width..]);
            entries.extend_from_slice(&(third as u16).to_be_bytes());
        }
        let identifier = self.digest.finish();
        let size = self.places.len() as i64;
        let body = stream(&deflate(&entries), |dict| {
            dict.name("Type", "XRef");
            dict.integer("Size", size);
            dict.key("W").array([1, width as i64, 2], ObjectBuffer::integer);
            dict.name("Filter", "FlateDecode");
            dict.reference("Root", catalog);
            dict.reference("Info", info);
            dict.key("ID").array([&identifier, &identifier], |output, id| output.raw(format!("<{id}>")));
        });
        self.put(id, &body);
        self.bytes.raw("startxref\n");
        self.bytes.integer(start as i64);
        self.bytes.raw("\n%%EOF\n");
        self.bytes.0
    }
}

/// A 128-bit digest of all objects, for the file's identifier. It is not cryptographic, but the same on every
/// machine.
struct Digest([u64; 2]);

impl Default for Digest {
    fn default() -> Digest {
        Digest([0xcbf2_9ce4_8422_2325, 0x6c62_272e_07bb_0142])
    }
}

impl Digest {
    fn add(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            let word = u64::from_le_bytes(word) ^ (chunk.len() as u64) << 60;
            self.0[0] = (self.0[0] ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
            self.0[1] = (self.0[1].rotate_left(31) ^ word).wrapping_mul(0xd6e8_feb8_6659_fd93);
        }
    }

    fn finish(&self) -> String {
        let mix = |word: u64| {
            let word = (word ^ word >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
            word ^ word >> 29
        };
        format!("{:016X}{:016X}", mix(self.0[0]), mix(self.0[1]))
    }
}

/// The tag of six letters that names a subset of a font (§9.6.4), from a digest of its glyphs.
pub fn subset_tag(glyphs: &[u16]) -> String {
    let mut digest = Digest::default();
    glyphs.iter().for_each(|glyph| digest.add(&glyph.to_le_bytes()));
    let mut number = digest.0[0] ^ digest.0[1];
    number ^= number >> 31;
    (0..6)
        .map(|_| {
            let letter = (b'A' + (number % 26) as u8) as char;
            number /= 26;
            letter
        })
        .collect()
}
