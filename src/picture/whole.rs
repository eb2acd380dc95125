//! Looks at the structure of a raster picture before it is decoded: whether it is whole, and what it would come to.
//!
//! Decoders paint what there is of a JPEG picture that was cut off, and leave the rest grey; and they inflate what a PNG
//! picture carries beside its pixels, which may be a thousand times as much.

use libdeflater::{DecompressionError, Decompressor};

use super::fault::PictureFault;

/// How much a PNG picture's colour profile and texts may hold in all, inflated. Profiles have a few MB at most.
const MOST_BESIDE: usize = 16 << 20;
const TOO_MUCH_BESIDE: PictureFault = PictureFault::Inflates { megabytes: MOST_BESIDE >> 20 };
/// A progressive JPEG picture is painted anew with each scan; programs write about ten.
const MOST_SCANS: usize = 100;

/// A JPEG picture goes on to its EOI marker (ITU-T T.81 §B.1).
pub fn check_jpeg(data: &[u8]) -> Result<(), PictureFault> {
    const EOI: u8 = 0xd9;
    const SOS: u8 = 0xda;
    let mut at = 2;
    let mut scans = 0;
    loop {
        let marker = marker(data, &mut at).ok_or(PictureFault::CutOff)?;
        match marker {
            EOI => return Ok(()),
            // TEM, restarts and a second beginning stand alone.
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

/// The next marker, past coded data and fill bytes; `at` is put behind it.
fn marker(data: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        *at += data.get(*at..)?.iter().position(|byte| *byte == 0xff)? + 1;
        match *data.get(*at)? {
            // A byte of coded data, or one that fills.
            0 => *at += 1,
            0xff => {}
            marker => {
                *at += 1;
                return Some(marker);
            }
        }
    }
}

/// A PNG picture goes on to its IEND chunk (ISO 15948 §5.6), and what it carries beside its pixels is no more than that
/// of other files (§11.3.3).
pub fn check_png(data: &[u8]) -> Result<(), PictureFault> {
    let mut left = MOST_BESIDE;
    let mut rest = data.get(8..).unwrap_or_default();
    loop {
        let (&[a, b, c, d, ref kind @ ..], after) =
            rest.split_first_chunk::<8>().ok_or(PictureFault::CutOff)?;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        // Its check sum stands behind it.
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

/// The part of a chunk that is deflated.
fn packed<'a>(kind: &[u8], content: &'a [u8]) -> Option<&'a [u8]> {
    let after_nul = |content: &'a [u8]| {
        let nul = content.iter().position(|byte| *byte == 0)?;
        content.get(nul + 1..)
    };
    match kind {
        // Name, method, data.
        b"iCCP" | b"zTXt" => after_nul(content)?.get(1..),
        // Keyword, whether it is deflated, method, language, keyword in it, text.
        b"iTXt" => match after_nul(content)? {
            [1, _, rest @ ..] => after_nul(after_nul(rest)?),
            _ => None,
        },
        _ => None,
    }
}

/// How much it comes to; one that is damaged, and is left out by decoders, comes to nothing.
fn inflated(packed: &[u8], most: usize) -> Result<usize, PictureFault> {
    // Deflate makes 1,032 bytes of one at most.
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
