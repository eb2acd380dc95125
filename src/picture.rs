//! Reads pictures: of what kind they are, how large, and whether they are sound.
//!
//! What [`read`] lets pass, both writers can show. An SVG picture has no text, because the fonts it was
//! made with are not at hand, refers to nothing outside itself, and carries a PNG copy of itself for
//! word processors that know no SVG.

use std::collections::HashMap;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
pub use resvg::usvg::Tree;
use resvg::usvg::roxmltree::{Document, Node, NodeId};
use resvg::usvg::{ImageHrefResolver, Options};

use crate::tree::ImageFormat;
use crate::unit::{Abs, Size};

/// A picture file that can be shown.
#[derive(Clone, Debug)]
pub struct Picture {
    pub data: Arc<[u8]>,
    pub format: ImageFormat,
    /// Its own size, at 96 pixels an inch.
    pub size: Size,
    /// Of an SVG picture: the same as PNG.
    pub fallback: Option<Arc<[u8]>>,
}

/// What is wrong with a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Neither PNG nor JPEG nor SVG.
    Unknown,
    /// The decoder's words.
    Damaged(String),
    TooLarge {
        width: u32,
        height: u32,
    },
    /// An SVG picture with more elements or nesting than a drawing has.
    TooComplex,
    SvgText,
    /// An SVG picture that refers to another file.
    SvgReference(String),
}

/// A picture has no more pixels than this: decoded, they take about 400 MB.
const MOST_PIXELS: u64 = 100_000_000;
/// An SVG picture has no more bytes, elements (those that `use` repeats counted) and levels than these.
const MOST_SVG_BYTES: usize = 8 << 20;
const MOST_ELEMENTS: usize = 100_000;
const MOST_LEVELS: usize = 100;

/// Pixels per point at 300 an inch, for the PNG copy of an SVG picture,
const FALLBACK_SCALE: f64 = 300.0 / 72.0;
/// which has no more pixels a side than this.
const FALLBACK_SIDE: f64 = 2400.0;

/// A CSS pixel in points.
const PIXEL: f64 = 0.75;

/// Recognises a picture by its first bytes and decodes it once, to see that it is sound.
pub fn read(data: Arc<[u8]>) -> Result<Picture, Fault> {
    let raster = |format, (width, height): (u32, u32)| {
        let size =
            Size { width: Abs::pt(f64::from(width) * PIXEL), height: Abs::pt(f64::from(height) * PIXEL) };
        Picture { data: data.clone(), format, size, fallback: None }
    };
    if data.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(raster(ImageFormat::Png, read_png(&data)?))
    } else if data.starts_with(b"\xff\xd8\xff") {
        Ok(raster(ImageFormat::Jpeg, read_jpeg(&data)?))
    } else if is_svg(&data) {
        let tree = read_svg(&data)?;
        let size = Size {
            width: Abs::pt(f64::from(tree.size().width()) * PIXEL),
            height: Abs::pt(f64::from(tree.size().height()) * PIXEL),
        };
        let fallback = Some(rasterize(&tree, size)?);
        Ok(Picture { data, format: ImageFormat::Svg, size, fallback })
    } else {
        Err(Fault::Unknown)
    }
}

/// The drawing of an SVG picture that [`read`] has let pass.
pub fn drawing(data: &[u8]) -> Result<Tree, Fault> {
    read_svg(data)
}

fn damaged(error: impl ToString) -> Fault {
    Fault::Damaged(error.to_string())
}

fn check_size(width: u32, height: u32) -> Result<(), Fault> {
    match (u64::from(width) * u64::from(height), width.min(height)) {
        (_, 0) => Err(damaged("it has no pixels")),
        (pixels, _) if pixels > MOST_PIXELS => Err(Fault::TooLarge { width, height }),
        _ => Ok(()),
    }
}

/// PNG: IHDR is the first chunk (ISO 15948 §5.6).
fn read_png(data: &[u8]) -> Result<(u32, u32), Fault> {
    let number = |at: usize| data.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let (Some(b"IHDR"), Some(width), Some(height)) = (data.get(12..16), number(16), number(20)) else {
        return Err(damaged("its header is cut off"));
    };
    check_size(width, height)?;
    Pixmap::decode_png(data).map_err(damaged)?;
    Ok((width, height))
}

fn read_jpeg(data: &[u8]) -> Result<(u32, u32), Fault> {
    let mut decoder = zune_jpeg::JpegDecoder::new(std::io::Cursor::new(data));
    decoder.decode_headers().map_err(damaged)?;
    let Some((width, height)) = decoder.dimensions() else { return Err(damaged("it has no size")) };
    let (width, height) = (width as u32, height as u32);
    check_size(width, height)?;
    decoder.decode().map_err(damaged)?;
    Ok((width, height))
}

fn is_svg(data: &[u8]) -> bool {
    let start = &data[..data.len().min(4096)];
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<') && text.contains("<svg")
}

fn read_svg(data: &[u8]) -> Result<Tree, Fault> {
    if data.len() > MOST_SVG_BYTES {
        return Err(Fault::TooComplex);
    }
    let text = std::str::from_utf8(data).map_err(damaged)?;
    let document = Document::parse(text).map_err(damaged)?;
    check_elements(&document)?;
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_xmltree(&document, &options).map_err(damaged)?;
    let side = |length: f32| length.ceil().min(1e9) as u32;
    check_size(side(tree.size().width()), side(tree.size().height()))?;
    Ok(tree)
}

/// Refuses what would be left out in silence, and what would take the program's time and memory.
fn check_elements(document: &Document) -> Result<(), Fault> {
    for node in document.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "text" => return Err(Fault::SvgText),
            "image" | "feImage" => match href(node) {
                Some(target) if !target.starts_with("data:") && !target.starts_with('#') => {
                    return Err(Fault::SvgReference(target.chars().take(80).collect()));
                }
                _ => {}
            },
            _ => {}
        }
        if node.ancestors().take(MOST_LEVELS + 1).count() > MOST_LEVELS {
            return Err(Fault::TooComplex);
        }
    }
    let ids = document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let mut weights = HashMap::new();
    match weigh(document.root(), &ids, &mut weights, 0) {
        Some(_) => Ok(()),
        None => Err(Fault::TooComplex),
    }
}

fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == "href").map(|attribute| attribute.value().trim())
}

/// How many elements a node is drawn as, with what `use` repeats; `None` if there are too many.
fn weigh<'a, 'i>(
    node: Node<'a, 'i>,
    ids: &HashMap<&'a str, Node<'a, 'i>>,
    weights: &mut HashMap<NodeId, usize>,
    level: usize,
) -> Option<usize> {
    if let Some(&known) = weights.get(&node.id()) {
        return Some(known);
    }
    if level > MOST_LEVELS {
        return None;
    }
    // A cycle of `use` is drawn once at most.
    weights.insert(node.id(), 1);
    let mut weight = 1;
    for child in node.children().filter(Node::is_element) {
        weight += weigh(child, ids, weights, level + 1)?;
    }
    let target = href(node).filter(|_| node.has_tag_name("use") || node.tag_name().name() == "use");
    if let Some(target) = target.and_then(|target| ids.get(target.strip_prefix('#')?)) {
        weight += weigh(*target, ids, weights, level + 1)?;
    }
    if weight > MOST_ELEMENTS {
        return None;
    }
    weights.insert(node.id(), weight);
    Some(weight)
}

fn rasterize(tree: &Tree, size: Size) -> Result<Arc<[u8]>, Fault> {
    let longer = size.width.max(size.height).to_pt();
    let scale = FALLBACK_SCALE.min(FALLBACK_SIDE / longer);
    let pixels = |length: Abs| (length.to_pt() * scale).round().max(1.0) as u32;
    let mut pixmap = Pixmap::new(pixels(size.width), pixels(size.height)).ok_or(Fault::TooComplex)?;
    let factor = (scale * PIXEL) as f32;
    resvg::render(tree, Transform::from_scale(factor, factor), &mut pixmap.as_mut());
    pixmap.encode_png().map(Arc::from).map_err(damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(content: &str) -> Result<Picture, Fault> {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
             width='96' height='48'>{content}</svg>"
        );
        read(Arc::from(text.as_bytes()))
    }

    #[test]
    fn a_drawing_has_its_size_and_a_copy_of_pixels() {
        let picture = svg("<rect width='96' height='48' fill='#c00'/>").unwrap();
        assert_eq!(picture.format, ImageFormat::Svg);
        assert_eq!(picture.size, Size { width: Abs::pt(72.0), height: Abs::pt(36.0) });
        let pixels = Pixmap::decode_png(&picture.fallback.unwrap()).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (300, 150));
        let middle = pixels.pixel(150, 75).unwrap();
        assert_eq!((middle.red(), middle.green(), middle.alpha()), (0xcc, 0, 255));
        // Nothing of the machine is in it: equal bytes each time.
        let again = svg("<rect width='96' height='48' fill='#c00'/>").unwrap();
        assert_eq!(read(picture.data).unwrap().fallback, again.fallback);
    }

    #[test]
    fn what_would_vanish_is_refused() {
        assert_eq!(svg("<g><text>岗位</text></g>").unwrap_err(), Fault::SvgText);
        let outside = svg("<image xlink:href='file:///etc/passwd' width='1' height='1'/>").unwrap_err();
        assert_eq!(outside, Fault::SvgReference("file:///etc/passwd".to_owned()));
        assert!(svg("<image href='data:image/png;base64,AAAA' width='1' height='1'/>").is_ok());
        assert!(matches!(svg("<g>").unwrap_err(), Fault::Damaged(_)));
    }

    #[test]
    fn bombs_are_refused_fast() {
        let deep = "<g>".repeat(5000) + &"</g>".repeat(5000);
        assert_eq!(svg(&deep).unwrap_err(), Fault::TooComplex);
        let mut uses = "<defs><g id='a0'><rect width='1' height='1'/></g>".to_owned();
        for n in 1..30 {
            let inner = format!("<use href='#a{}'/>", n - 1).repeat(10);
            uses += &format!("<g id='a{n}'>{inner}</g>");
        }
        assert_eq!(svg(&(uses + "</defs><use href='#a29'/>")).unwrap_err(), Fault::TooComplex);
        assert!(svg("<g id='a'><use href='#a'/></g>").is_ok(), "a cycle");
        let huge = "<svg xmlns='http://www.w3.org/2000/svg' width='1e6' height='1e6'/>";
        assert!(matches!(read(Arc::from(huge.as_bytes())).unwrap_err(), Fault::TooLarge { .. }));
    }

    #[test]
    fn broken_pixels_are_found() {
        let mut whole = Pixmap::new(20, 10).unwrap().encode_png().unwrap();
        assert_eq!(read(Arc::from(&whole[..])).unwrap().size.width, Abs::pt(15.0));
        whole.truncate(whole.len() / 2);
        assert!(matches!(read(Arc::from(&whole[..])).unwrap_err(), Fault::Damaged(_)));
        let header_only = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\xff\xff\xff\xff";
        assert!(matches!(read(Arc::from(&header_only[..])).unwrap_err(), Fault::TooLarge { .. }));
        assert!(matches!(read(Arc::from(&b"\xff\xd8\xff\xe0\0\x04"[..])).unwrap_err(), Fault::Damaged(_)));
        assert_eq!(read(Arc::from(&b"GIF89a"[..])).unwrap_err(), Fault::Unknown);
        assert_eq!(read(Arc::from(&b""[..])).unwrap_err(), Fault::Unknown);
    }
}
