//! Reads streams out of a compound file ([MS-CFB]), the archive that old Office files are.

use std::collections::HashSet;

/// What a compound file begins with.
pub const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// A compound file.
pub struct CompoundFile<'a> {
    bytes: &'a [u8],
    /// Bytes of a sector.
    sector: usize,
    /// The sector behind each.
    next: Vec<u32>,
    entries: Vec<Entry>,
}

/// A stream, or the storage at the root.
struct Entry {
    name: String,
    is_root: bool,
    first: u32,
    size: usize,
}

/// Streams that are shorter than this lie in small sectors of the root's stream.
const SHORT: usize = 4096;
/// Bytes of a small sector.
const SMALL_SECTOR: usize = 64;
const ENTRY: usize = 128;

impl<'a> CompoundFile<'a> {
    /// Opens a file; `None` if it is none, or damaged.
    pub fn open(bytes: &'a [u8]) -> Option<CompoundFile<'a>> {
        let shift = number(bytes, 30, 2)?;
        if !bytes.starts_with(&MAGIC) || !matches!(shift, 9 | 12) {
            return None;
        }
        let mut file = CompoundFile { bytes, sector: 1 << shift, next: Vec::new(), entries: Vec::new() };
        for sector in file.table_sectors()? {
            file.next.extend(numbers(file.sector(sector)?));
        }
        let directory = file.chain(number(bytes, 48, 4)? as u32)?;
        file.entries = directory.chunks_exact(ENTRY).filter_map(Entry::read).collect();
        Some(file)
    }

    /// A stream by its name, whatever its storage.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        let mut stream = match entry.size < SHORT {
            true => self.short(entry)?,
            false => self.chain(entry.first)?,
        };
        stream.truncate(entry.size);
        Some(stream)
    }

    /// Whether there is a stream of this name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn sector(&self, sector: u32) -> Option<&'a [u8]> {
        let from = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        // The last sector may be cut off.
        let to = from.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(from..to)
    }

    /// The sectors that hold the table of sectors: the first of them in the header, the others in a list.
    fn table_sectors(&self) -> Option<Vec<u32>> {
        let count = number(self.bytes, 44, 4)? as usize;
        let mut sectors: Vec<u32> = numbers(self.bytes.get(76..512)?).collect();
        let (mut list, mut seen) = (number(self.bytes, 68, 4)? as u32, HashSet::new());
        while sectors.len() < count && seen.insert(list) {
            let Some(more) = self.sector(list) else { break };
            sectors.extend(numbers(more));
            // The last number is where the list goes on.
            list = sectors.pop()?;
        }
        sectors.truncate(count);
        Some(sectors)
    }

    /// The bytes of a chain of sectors.
    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        for sector in chain(first, &self.next)? {
            bytes.extend_from_slice(self.sector(sector)?);
        }
        Some(bytes)
    }

    /// A stream of small sectors.
    fn short(&self, entry: &Entry) -> Option<Vec<u8>> {
        let root = self.entries.iter().find(|entry| entry.is_root)?;
        let all = self.chain(root.first)?;
        let next: Vec<u32> = numbers(&self.chain(number(self.bytes, 60, 4)? as u32)?).collect();
        let mut bytes = Vec::new();
        for sector in chain(entry.first, &next)? {
            let from = (sector as usize).checked_mul(SMALL_SECTOR)?;
            bytes.extend_from_slice(all.get(from..(from + SMALL_SECTOR).min(all.len()))?);
        }
        Some(bytes)
    }
}

impl Entry {
    /// `None` for a storage, and for an unused entry.
    fn read(bytes: &[u8]) -> Option<Entry> {
        let kind = number(bytes, 66, 1)?;
        // The length of the name is in bytes, with a zero at its end.
        let length = (number(bytes, 64, 2)? as usize).saturating_sub(2).min(62);
        let units: Vec<u16> =
            bytes.get(..length)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        matches!(kind, 2 | 5).then_some(Entry {
            name: String::from_utf16_lossy(&units),
            is_root: kind == 5,
            first: number(bytes, 116, 4)? as u32,
            size: number(bytes, 120, 4)? as usize,
        })
    }
}

/// The sectors of a chain; `None` for a circle.
fn chain(first: u32, next: &[u32]) -> Option<Vec<u32>> {
    let (mut sectors, mut sector) = (Vec::new(), first);
    while let Some(following) = next.get(sector as usize) {
        if sectors.len() == next.len() {
            return None;
        }
        sectors.push(sector);
        sector = *following;
    }
    Some(sectors)
}

/// A number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
