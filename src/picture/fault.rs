//! What can be wrong with a picture.

use std::fmt;

/// Why a picture cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// The file is neither PNG nor JPEG nor SVG.
    Unknown,
    Damaged(Damage),
    /// A JPEG picture in CMYK, for which a PDF/A file would need a colour profile.
    Cmyk,
    /// The file is truncated.
    CutOff,
    /// The colour profile and the texts of a PNG picture inflate to more than this.
    Inflates {
        megabytes: usize,
    },
    TooLarge {
        width: u32,
        height: u32,
    },
    /// An SVG picture with too many elements or levels, or any picture that takes too long to paint.
    TooComplex,
    SvgText,
    /// An SVG picture that refers to another file.
    SvgReference(String),
}

/// Which part of a picture is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The PNG picture does not begin with its header.
    Header,
    NoSize,
    NoPixels,
    /// The pixels of a PNG or JPEG picture; with the decoder's message.
    Pixels(String),
    /// The SVG picture is not UTF-8 text.
    Encoding(String),
    /// The SVG picture is not well-formed XML; the line and column of the mistake count from 1.
    Xml {
        line: u32,
        column: u32,
        reason: String,
    },
    /// The SVG picture contains no drawing.
    Drawing(String),
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Damage::Header => "its header is cut off",
            Damage::NoSize => "it has no size",
            Damage::NoPixels => "it has no pixels",
            Damage::Pixels(reason)
            | Damage::Encoding(reason)
            | Damage::Xml { reason, .. }
            | Damage::Drawing(reason) => reason,
        })
    }
}

/// The fault of damaged pixels, with the decoder's message.
pub fn pixels_damaged(error: impl ToString) -> PictureFault {
    PictureFault::Damaged(Damage::Pixels(error.to_string()))
}
