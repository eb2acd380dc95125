//! Recognises pictures by their first bytes and reads their pixel size.

use crate::tree::ImageFormat;

/// Format, width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub format: ImageFormat,
    pub width: u32,
    pub height: u32,
}

/// A picture has no more pixels than this; decoding more would take gigabytes.
pub const MOST_PIXELS: u64 = 100_000_000;

/// The header of a PNG or JPEG file; `None` if it is neither, or damaged.
pub fn read(data: &[u8]) -> Option<Header> {
    let header = png(data).or_else(|| jpeg(data))?;
    (header.width > 0 && header.height > 0).then_some(header)
}

/// PNG: IHDR is the first chunk (ISO 15948 §5.6).
fn png(data: &[u8]) -> Option<Header> {
    let rest = data.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    if rest.get(4..8)? != b"IHDR" {
        return None;
    }
    let number = |at: usize| rest.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    Some(Header { format: ImageFormat::Png, width: number(8)?, height: number(12)? })
}

/// JPEG: the size stands in the start-of-frame segment (ITU T.81 §B.2.2).
fn jpeg(data: &[u8]) -> Option<Header> {
    let mut rest = data.strip_prefix(b"\xff\xd8")?;
    loop {
        let (&marker, after) = rest.strip_prefix(b"\xff")?.split_first()?;
        match marker {
            // A fill byte, or a marker without a segment.
            0xff => rest = rest.get(1..)?,
            0x01 | 0xd0..=0xd7 => rest = after,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let short = |at: usize| after.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes);
                let (height, width) = (short(3)?.into(), short(5)?.into());
                return Some(Header { format: ImageFormat::Jpeg, width, height });
            }
            // Image data or the end before any frame.
            0xd9 | 0xda => return None,
            _ => {
                let length = u16::from_be_bytes(after.get(..2)?.try_into().ok()?);
                rest = after.get(usize::from(length.max(2))..)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_headers() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x60\0\0\0\x30";
        assert_eq!(read(png), Some(Header { format: ImageFormat::Png, width: 96, height: 48 }));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08\0\x20\0\x40\x03";
        assert_eq!(read(jpeg), Some(Header { format: ImageFormat::Jpeg, width: 64, height: 32 }));
        assert_eq!(read(b"\xff\xd8\xff\xe0\0"), None);
        assert_eq!(read(b"GIF89a"), None);
        assert_eq!(read(b""), None);
    }
}
