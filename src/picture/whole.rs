//! Checks the structure of a raster picture before it is decoded: whether it is complete, and how large it would
//! become.
//!
//! Decoders paint what there is of a truncated JPEG picture, and leave the rest grey. They also inflate what a PNG
//! picture carries besides its pixels, which may become a thousand times as large.

use libdeflater::{DecompressionError, Decompressor};

use super::fault::PictureFault;

/// How many bytes a PNG picture's colour profile and texts may have in all when they are inflated. Profiles have a
/// few MB at most.
const MOST_BESIDE: usize = 16 << 20;
const TOO_MUCH_BESIDE: PictureFault = PictureFault::Inflates { megabytes: MOST_BESIDE >> 20 };
/// The most scans of a progressive JPEG picture, because each scan paints all of it again. Programs write about ten.
const MOST_SCANS: usize = 100;

/// Checks that a JPEG picture reaches its EOI marker (ITU-T T.81 §B.1).
pub fn check_jpeg(data: &[u8]) -> Result<(), PictureFault> {
    const EOI: u8 = 0xd9;
    const SOS: u8 = 0xda;
    let mut at = 2;
    let mut scans = 0;
    loop {
        let marker = marker(data, &mut at).ok_or(PictureFault::CutOff)?;
        match marker {
            EOI => return Ok(()),
            // TEM, restart markers and SOI have no segment.
            0x01 | 0xd0..=0xd8 => {}
            _ => {
                let length = data.get(at..at + 2).ok_or(PictureFault::CutOff)?;
                at += usize::from(u16::from_be_bytes([length[0], length[1]])).max(2);
                scans += usize::from(marker == SOS);
                if at > data.len() {
                    return Err(PictureFault::CutOff);
                }
            }
        }
        if scans > MOST_SCANS {
            return Err(PictureFault::TooComplex);
        }
    }
}

/// The next marker after coded data and fill bytes; moves `at` behind it.
fn marker(data: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        *at += data.get(*at..)?.iter().position(|byte| *byte == 0xff)? + 1;
        match *data.get(*at)? {
            // A stuffed byte of coded data, or a fill byte.
            0 => *at += 1,
            0xff => {}
            marker => {
                *at += 1;
                return Some(marker);
            }
        }
    }
}

/// Checks that a PNG picture reaches its IEND chunk (ISO 15948 §5.6), and that what it carries besides its pixels is
/// within the limit (§11.3.3).
pub fn check_png(data: &[u8]) -> Result<(), PictureFault> {
    let mut left = MOST_BESIDE;
    let mut rest = data.get(8..).unwrap_or_default();
    loop {
        let (&[a, b, c, d, ref kind @ ..], after) =
            rest.split_first_chunk::<8>().ok_or(PictureFault::CutOff)?;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        // The chunk's check sum follows its content.
        let chunk = after.get(..length.saturating_add(4)).ok_or(PictureFault::CutOff)?;
        let content = &chunk[..length];
        match packed(kind, content) {
            Some(packed) => left -= inflated(packed, left)?,
            None if matches!(kind, b"eXIf" | b"tEXt" | b"iTXt") => {
                left = left.checked_sub(length).ok_or(TOO_MUCH_BESIDE)?;
            }
            None if kind == b"IEND" => return Ok(()),
            None => {}
        }
        rest = &after[length + 4..];
    }
}

/// The deflated part of a chunk, if it has one.
fn packed<'a>(kind: &[u8], content: &'a [u8]) -> Option<&'a [u8]> {
    let after_nul = |content: &'a [u8]| {
        let nul = content.iter().position(|byte| *byte == 0)?;
        content.get(nul + 1..)
    };
    match kind {
        // The fields are name, method, data.
        b"iCCP" | b"zTXt" => after_nul(content)?.get(1..),
        // The fields are keyword, whether it is deflated, method, language, translated keyword, text.
        b"iTXt" => match after_nul(content)? {
            [1, _, rest @ ..] => after_nul(after_nul(rest)?),
            _ => None,
        },
        _ => None,
    }
}

/// The inflated size of a stream. A damaged stream counts as empty, because decoders leave it out.
fn inflated(packed: &[u8], most: usize) -> Result<usize, PictureFault> {
    // Deflate expands one byte to at most 1,032.
    let mut room = vec![0; most.min(packed.len().saturating_mul(1032) + 64)];
    match Decompressor::new().zlib_decompress(packed, &mut room) {
        Ok(length) => Ok(length),
        Err(DecompressionError::InsufficientSpace) => Err(TOO_MUCH_BESIDE),
        Err(DecompressionError::BadData) => Ok(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_in_segments_and_stuffed_bytes_end_nothing() {
        let segment = |marker: u8, content: &[u8]| {
            let mut bytes = vec![0xff, marker];
            bytes.extend((content.len() as u16 + 2).to_be_bytes());
            bytes.extend(content);
            bytes
        };
        let start = [vec![0xff, 0xd8], segment(0xe1, &[0xff, 0xd8, 0xff, 0xd9])].concat();
        let scan = [segment(0xda, &[1, 1, 0, 0, 63, 0]), vec![1, 0xff, 0, 0xd9, 0xff, 0xd0, 2]].concat();
        let whole = [&start[..], &scan, &[0xff, 0xff, 0xd9, 7, 7]].concat();
        assert_eq!(check_jpeg(&whole), Ok(()));
        for length in 2..whole.len() - 2 {
            assert_eq!(check_jpeg(&whole[..length]), Err(PictureFault::CutOff), "{length}");
        }
        let many = [&start[..], &scan.repeat(101), &[0xff, 0xd9]].concat();
        assert_eq!(check_jpeg(&many), Err(PictureFault::TooComplex));
    }
}
