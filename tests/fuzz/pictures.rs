//! Any bytes as a picture: if it passes, both documents can show it.

use std::sync::Arc;

use gangwei::diag::Code;
use gangwei::testing::markup::PictureError;
use gangwei::testing::picture;
use gangwei::testing::tree::ImageFormat;

use super::sheet;

const HTML: &str = "<p>图<img src=\"a\" alt=\"标志\"/></p><table><tr><th>标志</th><td><img src=\"a\" alt=\"\" width=\"20mm\"/></td></tr></table>";
const CSS: &str = "@page { size: 100mm 80mm; margin: 5mm } td { writing-mode: vertical-rl }";

/// What a picture of the data may have is more than fuzzing has the time for.
const MOST_PIXELS: f64 = 20_000.0;

/// Panics only where the program is wrong.
pub fn run(bytes: &[u8]) {
    super::on_one_thread(|| try_one(bytes));
}

fn try_one(bytes: &[u8]) {
    if is_large_png(bytes) {
        return;
    }
    let Ok(picture) = picture::read(bytes.into()) else { return };
    let size = picture.size;
    assert!(size.width.to_pt() > 0.0 && size.height.to_pt() > 0.0, "{size:?}");
    if size.width.to_pt() * size.height.to_pt() > MOST_PIXELS {
        return;
    }
    if picture.source.format() == Some(ImageFormat::Svg) {
        // What is read can be drawn, and the drawing is a picture in turn.
        let copy = picture::copy(bytes).expect("a copy in pixels");
        let copy = picture::read(copy.into()).expect("a sound copy");
        assert_eq!(copy.source.format(), Some(ImageFormat::Png));
    }
    let picture = Arc::new(picture);
    let pictures = |_: &str| Ok::<_, PictureError>(picture.clone());
    let part = match sheet::build(HTML, CSS, &pictures) {
        Ok(part) => part,
        // One much longer than it is wide.
        Err(found) => return assert!(found.iter().all(|error| error.code == Code::E213), "{found:?}"),
    };
    assert!(sheet::make(part, &sheet::FONTS), "both documents can be made");
}

/// Whether the header of a PNG file promises more pixels than are tried.
fn is_large_png(bytes: &[u8]) -> bool {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (Some(width), Some(height)) = (number(16), number(20)) else { return false };
    bytes.starts_with(b"\x89PNG") && f64::from(width) * f64::from(height) > MOST_PIXELS
}
