//! What can be wrong with a picture.

use std::fmt;

/// What is wrong with a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// Neither PNG nor JPEG nor SVG.
    Unknown,
    Damaged(Damage),
    /// A JPEG picture in colours for which a PDF/A file would need a profile.
    Cmyk,
    /// It ends before its end.
    CutOff,
    /// A colour profile or texts beside its pixels come to more than this.
    Inflates {
        megabytes: usize,
    },
    TooLarge {
        width: u32,
        height: u32,
    },
    /// An SVG picture with more elements or nesting than a drawing has, or one that takes too long to paint.
    TooComplex,
    SvgText,
    /// An SVG picture that refers to another file.
    SvgReference(String),
}

/// What of a picture is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A PNG picture does not begin with its header.
    Header,
    NoSize,
    NoPixels,
    /// The pixels of a PNG or JPEG picture; with the decoder's words.
    Pixels(String),
    /// An SVG picture is no UTF-8 text,
    Encoding(String),
    /// or no XML: from this line and column on, counted from 1,
    Xml {
        line: u32,
        column: u32,
        reason: String,
    },
    /// or no drawing.
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

/// With a decoder's words.
pub fn pixels_damaged(error: impl ToString) -> PictureFault {
    PictureFault::Damaged(Damage::Pixels(error.to_string()))
}
