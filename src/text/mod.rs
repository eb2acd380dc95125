//! Sets paragraphs: characters → clusters → lines → positioned glyphs.
//!
//! The rules are those of CLREQ and of mainland typesetting: no mark at a wrong edge of a line, adjacent marks
//! squeezed, a quarter em between Han and Latin, lines justified in the order of CLREQ §3.2.

mod breaks;
mod chains;
pub(crate) mod class;
mod cluster;
mod finalize;
mod fonts;
mod justify;
mod known;
mod lines;
mod outline;
mod paragraph;
mod setting;
mod shape;
mod tracking;
mod typeset;
mod vertical;
mod width;

pub use fonts::{Face, FontData, Fonts};
pub use paragraph::{Glyph, Line, LineItem, LineRun, Lines};
pub use typeset::Typesetter;
