//! Reads pictures: of what kind they are, how large, and whether they are sound.
//!
//! What [`read`] lets pass, both writers can show. An SVG picture has no text, because the fonts it was
//! made with are not at hand, and refers to nothing outside itself. Word processors that know no SVG get a
//! [copy](copy()) in pixels.

mod copy;
mod effort;
mod whole;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex};

pub use copy::{copy, copy_drawing};
use resvg::tiny_skia::Pixmap;
pub use resvg::usvg;
use resvg::usvg::roxmltree::{Document, Node, NodeId, TextPos};
use resvg::usvg::{ImageHrefDataResolverFn, ImageHrefResolver, ImageKind, Options, Tree};

use crate::drawing::Drawing;
use crate::sync::lock;
use crate::tree::{ImageFile, ImageFormat, ImageSource};
use crate::unit::{Abs, Size};

/// A picture that can be shown.
#[derive(Clone, Debug)]
pub struct Picture {
    pub source: ImageSource,
    /// Its own size; that of a file at 96 pixels an inch.
    pub size: Size,
}

impl Picture {
    /// A drawing of our own, which needs no check.
    pub fn drawn(drawing: Drawing) -> Picture {
        Picture { size: drawing.size, source: ImageSource::Drawing(Arc::new(drawing)) }
    }

    /// A file that is known to be sound.
    pub fn file(data: Arc<[u8]>, format: ImageFormat, size: Size) -> Picture {
        Picture { source: ImageSource::File(ImageFile { data, format }), size }
    }
}

/// What is wrong with a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
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

/// A picture has no more pixels than this: decoded, they take about 400 MB.
const MOST_PIXELS: u64 = 100_000_000;
/// An SVG picture has no more bytes, elements (those that `use` repeats counted) and levels than these.
const MOST_SVG_BYTES: usize = 8 << 20;
const MOST_ELEMENTS: usize = 100_000;
const MOST_LEVELS: usize = 100;

/// A CSS pixel in points.
const PIXEL: f64 = 0.75;

/// Recognises a picture by its first bytes and decodes it once, to see that it is sound.
pub fn read(data: Arc<[u8]>) -> Result<Picture, Fault> {
    let raster = |format, (width, height): (u32, u32)| {
        let size =
            Size { width: Abs::pt(f64::from(width) * PIXEL), height: Abs::pt(f64::from(height) * PIXEL) };
        Picture::file(data.clone(), format, size)
    };
    if data.starts_with(b"\x89PNG\r\n\x1a\n") {
        let pixmap = read_png(&data)?;
        Ok(raster(ImageFormat::Png, (pixmap.width(), pixmap.height())))
    } else if data.starts_with(b"\xff\xd8\xff") {
        Ok(raster(ImageFormat::Jpeg, read_jpeg(&data)?))
    } else if is_svg(&data) {
        let tree = read_svg(&data)?;
        Ok(Picture::file(data, ImageFormat::Svg, size_of(&tree)))
    } else {
        Err(Fault::Unknown)
    }
}

/// Decoded pixels.
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    /// Red, green and blue of each pixel.
    pub colors: Vec<u8>,
    /// The opacity of each pixel, unless all are opaque.
    pub alpha: Option<Vec<u8>>,
}

impl Pixels {
    fn new(pixmap: Pixmap) -> Pixels {
        let (width, height) = (pixmap.width(), pixmap.height());
        let mut colors = Vec::with_capacity(pixmap.pixels().len() * 3);
        let mut alpha = Vec::with_capacity(pixmap.pixels().len());
        for pixel in pixmap.pixels() {
            let color = pixel.demultiply();
            colors.extend_from_slice(&[color.red(), color.green(), color.blue()]);
            alpha.push(color.alpha());
        }
        let alpha = alpha.iter().any(|&alpha| alpha < u8::MAX).then_some(alpha);
        Pixels { width, height, colors, alpha }
    }
}

/// The pixels of a PNG picture.
///
/// # Errors
/// As [`read`].
pub fn pixels(data: &[u8]) -> Result<Pixels, Fault> {
    read_png(data).map(Pixels::new)
}

/// The width, height and number of colour components of a JPEG picture: one for grey, three for RGB.
///
/// # Errors
/// As [`read`], but the picture is not decoded.
pub fn jpeg_frame(data: &[u8]) -> Result<(u32, u32, usize), Fault> {
    let mut decoder = zune_jpeg::JpegDecoder::new(std::io::Cursor::new(data));
    decoder.decode_headers().map_err(pixels_damaged)?;
    let Some((width, height)) = decoder.dimensions() else { return Err(Fault::Damaged(Damage::NoSize)) };
    let (width, height) = (width as u32, height as u32);
    check_size(width, height)?;
    let components = decoder.input_colorspace().map_or(0, |space| space.num_components());
    match components {
        1 | 3 => Ok((width, height, components)),
        _ => Err(Fault::Cmyk),
    }
}

/// A drawing in pixels, as finely as its PNG copy.
///
/// # Errors
/// It has more pixels than a picture may.
pub fn render(tree: &Tree) -> Result<Pixels, Fault> {
    copy::paint(tree).map(Pixels::new)
}

/// The drawing of an SVG picture that [`read`] has let pass.
pub fn drawing(data: &[u8]) -> Result<Tree, Fault> {
    read_svg(data)
}

fn pixels_damaged(error: impl ToString) -> Fault {
    Fault::Damaged(Damage::Pixels(error.to_string()))
}

fn check_size(width: u32, height: u32) -> Result<(), Fault> {
    match (u64::from(width) * u64::from(height), width.min(height)) {
        (_, 0) => Err(Fault::Damaged(Damage::NoPixels)),
        (pixels, _) if pixels > MOST_PIXELS => Err(Fault::TooLarge { width, height }),
        _ => Ok(()),
    }
}

/// PNG: IHDR is the first chunk (ISO 15948 §5.6).
fn read_png(data: &[u8]) -> Result<Pixmap, Fault> {
    let number = |at: usize| data.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let (Some(b"IHDR"), Some(width), Some(height)) = (data.get(12..16), number(16), number(20)) else {
        return Err(Fault::Damaged(Damage::Header));
    };
    check_size(width, height)?;
    whole::check_png(data)?;
    Pixmap::decode_png(data).map_err(pixels_damaged)
}

fn read_jpeg(data: &[u8]) -> Result<(u32, u32), Fault> {
    whole::check_jpeg(data)?;
    let (width, height, _) = jpeg_frame(data)?;
    zune_jpeg::JpegDecoder::new(std::io::Cursor::new(data)).decode().map_err(pixels_damaged)?;
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
    let text =
        std::str::from_utf8(data).map_err(|error| Fault::Damaged(Damage::Encoding(error.to_string())))?;
    let document = Document::parse(text).map_err(|error| {
        let (TextPos { row, col }, reason) = (error.pos(), error.to_string());
        Fault::Damaged(Damage::Xml { line: row, column: col, reason })
    })?;
    check_elements(&document)?;
    let refused = Arc::new(Mutex::new(None));
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: resolve_data(refused.clone()),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_xmltree(&document, &options)
        .map_err(|error| Fault::Damaged(Damage::Drawing(error.to_string())))?;
    if let Some(fault) = lock(&refused).take() {
        return Err(fault);
    }
    let side = |length: f32| length.ceil().min(1e9) as u32;
    check_size(side(tree.size().width()), side(tree.size().height()))?;
    let (place, width, height) = copy::in_pixels(&tree);
    if effort::is_modest(&tree, place, width, height) { Ok(tree) } else { Err(Fault::TooComplex) }
}

/// Reads the pictures in a picture: PNG and JPEG, no larger than others. What is wrong with one is kept.
fn resolve_data(refused: Arc<Mutex<Option<Fault>>>) -> ImageHrefDataResolverFn<'static> {
    Box::new(move |_, data, _| {
        let checked = match () {
            () if data.starts_with(b"\x89PNG") => read_png(&data).map(|_| ImageKind::PNG(data.clone())),
            () if data.starts_with(b"\xff\xd8\xff") => {
                read_jpeg(&data).map(|_| ImageKind::JPEG(data.clone()))
            }
            () => Err(Fault::SvgReference("data:".to_owned())),
        };
        let keep = |fault| _ = lock(&refused).get_or_insert(fault);
        checked.map_err(keep).ok()
    })
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
        // Noise is computed for each pixel and octave; more than ten cannot be seen.
        let octaves = node.attribute("numOctaves").and_then(|number| number.trim().parse().ok());
        if octaves.is_some_and(|octaves: f64| octaves > 10.0) {
            return Err(Fault::TooComplex);
        }
        if node.ancestors().take(MOST_LEVELS + 1).count() > MOST_LEVELS {
            return Err(Fault::TooComplex);
        }
    }
    let mut ids = HashMap::new();
    for node in document.descendants() {
        // Of two with one id, the first counts.
        node.attribute("id").map(|id| ids.entry(id).or_insert(node));
    }
    let mut scale = Scale { ids, styles: Styles::read(document), known: HashMap::new() };
    scale.weigh(document.root(), 0).map(|_| ()).ok_or(Fault::TooComplex)
}

fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == "href").map(|attribute| attribute.value().trim())
}

/// The ids that a text refers to: `url(#id)`.
fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split("url(").skip(1).filter_map(|rest| {
        let inside = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        inside.strip_prefix('#')
    })
}

/// What the style sheets of a picture refer to. Selectors are read roughly: a rule may be taken to hold for more
/// elements than it does, but for none less.
#[derive(Default)]
struct Styles<'a> {
    /// By a class with its dot, an id with its hash, or an element's name.
    by_name: HashMap<&'a str, Vec<&'a str>>,
    /// Of rules that may hold for any element.
    of_all: Vec<&'a str>,
}

impl<'a> Styles<'a> {
    fn read(document: &'a Document) -> Styles<'a> {
        let mut styles = Styles::default();
        let sheets = document.descendants().filter(|node| node.tag_name().name() == "style");
        for text in sheets.flat_map(|sheet| sheet.children().filter_map(|child| child.text())) {
            for rule in text.split('}') {
                let (selectors, body) = rule.rsplit_once('{').unwrap_or(("", rule));
                let ids: Vec<&str> = references(body).collect();
                if !ids.is_empty() {
                    selectors.split(',').for_each(|selector| styles.add(selector, &ids));
                }
            }
        }
        styles
    }

    fn add(&mut self, selector: &'a str, ids: &[&'a str]) {
        let between = [' ', '\t', '\r', '\n', '>', '+', '~', '{', ';'];
        let last = selector.trim_end().rsplit(between).next().unwrap_or("");
        let mark = usize::from(last.starts_with(['.', '#']));
        let length = last[mark..].find(['.', '#', ':', '[']).unwrap_or(last.len() - mark);
        let name = &last[..mark + length];
        let is_plain =
            length > 0 && name[mark..].chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        // An escape may stand for any name.
        let known = if is_plain && !selector.contains('\\') {
            self.by_name.entry(name).or_default()
        } else {
            &mut self.of_all
        };
        known.extend(ids);
    }

    /// What a node's attributes and its rules refer to.
    fn of(&self, node: Node<'a, '_>) -> Vec<&'a str> {
        let mut found: Vec<&str> =
            node.attributes().flat_map(|attribute| references(attribute.value())).collect();
        let mut add = |name: &str| found.extend(self.by_name.get(name).into_iter().flatten());
        add(node.tag_name().name());
        node.attribute("id").into_iter().for_each(|id| add(&format!("#{id}")));
        let classes = node.attribute("class").unwrap_or("").split_whitespace();
        classes.for_each(|class| add(&format!(".{class}")));
        found.extend(&self.of_all);
        found
    }
}

/// What a node and all inside it come to, with what they refer to.
#[derive(Clone, Copy)]
struct Weight {
    elements: usize,
    /// About how many corners the shapes have.
    corners: usize,
}

struct Scale<'a, 'i> {
    ids: HashMap<&'a str, Node<'a, 'i>>,
    styles: Styles<'a>,
    known: HashMap<NodeId, Weight>,
}

impl<'a, 'i> Scale<'a, 'i> {
    /// `None` if there are too many elements.
    fn weigh(&mut self, node: Node<'a, 'i>, level: usize) -> Option<Weight> {
        if let Some(&known) = self.known.get(&node.id()) {
            return Some(known);
        }
        if level > MOST_LEVELS {
            return None;
        }
        let points = node.attribute("d").or(node.attribute("points"));
        let corners = points.map_or(4, |text| text.len() / 2 + 4);
        // A cycle of `use` is drawn once at most.
        self.known.insert(node.id(), Weight { elements: 1, corners });
        let mut weight = Weight { elements: 1, corners };
        // What `use` and `feImage` repeat, and what a pattern takes over from another.
        let used = href(node).and_then(|target| target.strip_prefix('#'));
        let used = used.and_then(|id| self.ids.get(id).copied());
        for child in node.children().filter(Node::is_element).chain(used) {
            let own = self.weigh(child, level + 1)?;
            weight.elements += own.elements;
            weight.corners = weight.corners.saturating_add(own.corners);
        }
        for target in self.styles.of(node) {
            let Some(&target) = self.ids.get(target) else { continue };
            let own = self.weigh(target, level + 1)?;
            let times = match target.tag_name().name() {
                // A marker stands at every corner of a path.
                "marker" => weight.corners,
                // What is inside inherits it.
                "pattern" => weight.elements,
                _ => 1,
            };
            weight.elements = weight.elements.checked_add(own.elements.checked_mul(times)?)?;
            if weight.elements > MOST_ELEMENTS {
                return None;
            }
        }
        if weight.elements > MOST_ELEMENTS {
            return None;
        }
        self.known.insert(node.id(), weight);
        Some(weight)
    }
}

/// A drawing's own size.
fn size_of(tree: &Tree) -> Size {
    let size = tree.size();
    Size {
        width: Abs::pt(f64::from(size.width()) * PIXEL),
        height: Abs::pt(f64::from(size.height()) * PIXEL),
    }
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
        let ImageSource::File(ImageFile { data, format: ImageFormat::Svg }) = picture.source else {
            panic!("{:?}", picture.source)
        };
        assert_eq!(picture.size, Size { width: Abs::pt(72.0), height: Abs::pt(36.0) });
        let file = copy(&data).unwrap();
        let pixels = Pixmap::decode_png(&file).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (220, 110));
        let middle = pixels.pixel(110, 55).unwrap();
        assert_eq!((middle.red(), middle.green(), middle.alpha()), (0xcc, 0, 255));
        // Nothing of the machine is in it: equal bytes each time.
        assert_eq!(copy(&data).unwrap(), file);
    }

    #[test]
    fn what_would_vanish_is_refused() {
        assert_eq!(svg("<g><text>岗位</text></g>").unwrap_err(), Fault::SvgText);
        let outside = svg("<image xlink:href='file:///etc/passwd' width='1' height='1'/>").unwrap_err();
        assert_eq!(outside, Fault::SvgReference("file:///etc/passwd".to_owned()));
        let inside = |data: &str| svg(&format!("<image href='data:image/{data}' width='1' height='1'/>"));
        let dot = "png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
        assert!(inside(dot).is_ok());
        let drawing = "svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=";
        assert_eq!(inside(drawing).unwrap_err(), Fault::SvgReference("data:".to_owned()));
        assert!(matches!(inside("png;base64,iVBORw0KGgo=").unwrap_err(), Fault::Damaged(_)));
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
        let twice = format!("<defs><g id='a'>{}</g></defs><g id='a'/>", "<use href='#b'/>".repeat(400));
        let bomb = format!("{twice}<g id='b'>{}</g>{}", "<g/>".repeat(400), "<use href='#a'/>".repeat(10));
        assert_eq!(svg(&bomb).unwrap_err(), Fault::TooComplex, "of two with one id the first counts");
        let corners = format!("<path d='M0 0{}' marker-mid='url(#m)'/>", "h1v1".repeat(9_000));
        let marked = format!("<marker id='m'>{}</marker>{corners}", "<path d='M0 0h1'/>".repeat(20));
        assert_eq!(svg(&marked).unwrap_err(), Fault::TooComplex, "markers at every corner");
        let filters: String = (0..8)
            .map(|n| {
                format!("<filter id='f{n}'>{}</filter>", format!("<feImage href='#g{}'/>", n + 1).repeat(10))
            })
            .chain(
                (0..9).map(|n| format!("<g id='g{n}' filter='url(#f{n})'><rect width='9' height='9'/></g>")),
            )
            .collect();
        assert_eq!(svg(&filters).unwrap_err(), Fault::TooComplex, "pictures in filters of pictures");
        let noise = "<filter id='f'><feTurbulence baseFrequency='1' numOctaves='2000000000'/></filter>";
        assert_eq!(svg(noise).unwrap_err(), Fault::TooComplex);
        let huge = "<svg xmlns='http://www.w3.org/2000/svg' width='1e6' height='1e6'/>";
        assert!(matches!(read(Arc::from(huge.as_bytes())).unwrap_err(), Fault::TooLarge { .. }));
    }

    #[test]
    fn style_sheets_count_as_attributes_do() {
        let shapes = |class: &str| format!("<path d='M0 0h1' class='{class}'/>").repeat(10);
        let patterns: String = (0..8)
            .map(|n| {
                format!(
                    "<pattern id='p{n}' width='9' height='9'>{}</pattern>",
                    shapes(&format!("c{}", n + 1))
                )
            })
            .collect();
        let with = |rule: &dyn Fn(usize) -> String| {
            let rules: String = (0..8).map(rule).collect();
            svg(&format!("<style>{rules}</style>{patterns}<g class='c0'><rect width='9' height='9'/></g>"))
        };
        assert!(with(&|n| format!(".c{n}{{fill:red}}")).is_ok());
        let selectors: [&dyn Fn(usize) -> String; 5] = [
            &|n| format!(".c{n}{{fill:url(#p{n})}}"),
            &|n| format!("svg > path.none, g path.c{n}, .c{n}{{ fill: url( '#p{n}' ) }}"),
            &|n| format!("@media print {{ .c{n}{{fill:url(#p{n})}} }}"),
            &|n| format!("/* }} */ .c{n}:first-child,[class=c{n}]{{stroke:url(#p{n})}}"),
            &|n| format!(".\\63 {n}{{fill:url(#p{n})}}"),
        ];
        for rule in selectors {
            assert_eq!(with(rule).unwrap_err(), Fault::TooComplex, "{}", rule(0));
        }
        let marked = "<style>path{marker-mid:url(#m)}</style>".to_owned()
            + &format!("<marker id='m'>{}</marker>", "<circle r='1'/>".repeat(20))
            + &format!("<path d='M0 0{}'/>", "h1v1".repeat(9_000));
        assert_eq!(svg(&marked).unwrap_err(), Fault::TooComplex, "markers at every corner");
        let dotted = "<style>.a{marker-mid:url(#m)}</style><marker id='m'><circle r='1'/></marker>\
                      <path class='a' d='M0 0h1v1'/>";
        assert!(svg(dotted).is_ok());
    }

    #[test]
    fn what_would_take_too_long_to_paint_is_refused() {
        let filtered = |steps: &str, times: usize| {
            let shapes = "<rect width='96' height='48' filter='url(#f)'/>".repeat(times);
            svg(&format!("<filter id='f'>{steps}</filter>{shapes}"))
        };
        assert!(filtered("<feGaussianBlur stdDeviation='3'/><feOffset dx='2'/>", 9).is_ok());
        assert!(filtered("<feDropShadow dx='1' dy='1'/>", 9).is_ok());
        assert!(filtered("<feMorphology radius='2'/>", 1).is_ok());
        for steps in [
            "<feGaussianBlur stdDeviation='1e9'/>",
            "<feDropShadow dx='1e30'/>",
            "<feMorphology radius='1000'/>",
            &"<feTurbulence baseFrequency='1' numOctaves='10'/>".repeat(500),
        ] {
            assert_eq!(filtered(steps, 1).unwrap_err(), Fault::TooComplex, "{steps}");
        }
        let noise = "<feTurbulence baseFrequency='1' numOctaves='10'/>";
        assert_eq!(filtered(noise, 1000).unwrap_err(), Fault::TooComplex, "each time anew");
        let tile = "<pattern id='p' width='90000' height='90000' patternUnits='userSpaceOnUse'><path d='M0 0h1'/></pattern>\
                    <rect width='96' height='48' fill='url(#p)'/>";
        assert_eq!(svg(tile).unwrap_err(), Fault::TooComplex, "a pattern's pixels");
        let far = "<path d='M0 0L1e38 1e38 -1e38 3e38z' stroke='red' stroke-width='1e38'/>";
        assert_eq!(svg(far).unwrap_err(), Fault::TooComplex, "numbers that the painter cannot hold");
        let layers =
            format!("{}<rect width='96' height='48'/>{}", "<g opacity='.5'>".repeat(90), "</g>".repeat(90));
        assert!(svg(&layers).is_ok(), "many levels of few pixels");
        assert!(svg(&"<rect width='96' height='48'/>".repeat(5000)).is_ok());
    }

    /// Also in a drawing.
    #[test]
    fn a_jpeg_picture_that_was_cut_off_is_refused() {
        let whole = include_bytes!("../../tests/it/pdf/grey.jpg");
        assert!(read(Arc::from(&whole[..])).is_ok());
        for length in [whole.len() / 2, whole.len() - 2, whole.len() - 1] {
            assert_eq!(read(Arc::from(&whole[..length])).unwrap_err(), Fault::CutOff, "{length}");
        }
        let refused = Arc::new(Mutex::new(None));
        let resolve = resolve_data(refused.clone());
        assert!(
            resolve("image/jpeg", Arc::new(whole[..whole.len() - 1].to_vec()), &Options::default()).is_none()
        );
        assert_eq!(lock(&refused).take(), Some(Fault::CutOff));
    }

    #[test]
    fn what_a_png_picture_carries_has_a_limit() {
        let plain = Pixmap::new(2, 2).unwrap().encode_png().unwrap();
        let with = |chunks: &[(&[u8; 4], &[u8], usize)]| {
            let mut file = plain[..33].to_vec();
            for (kind, head, length) in chunks {
                let mut packed = libdeflater::Compressor::new(libdeflater::CompressionLvl::fastest());
                let mut room = vec![0; packed.zlib_compress_bound(*length)];
                let size = packed.zlib_compress(&vec![0; *length], &mut room).unwrap();
                let content = [&kind[..], head, &room[..size]].concat();
                file.extend((content.len() as u32 - 4).to_be_bytes());
                file.extend(&content);
                file.extend(libdeflater::crc32(&content).to_be_bytes());
            }
            file.extend(&plain[33..]);
            read(Arc::from(file))
        };
        let (profile, text, international) =
            (&b"p\0\0"[..], &b"Comment\0\0"[..], &b"Comment\0\x01\0zh\0\xe6\xb3\xa8\0"[..]);
        const MB: usize = 1 << 20;
        assert!(
            with(&[(b"iCCP", profile, 3 * MB), (b"zTXt", text, MB), (b"iTXt", international, MB)]).is_ok()
        );
        for chunk in
            [(b"iCCP", profile, 200 * MB), (b"zTXt", text, 200 * MB), (b"iTXt", international, 200 * MB)]
        {
            assert_eq!(with(&[chunk]).unwrap_err(), Fault::Inflates { megabytes: 16 });
        }
        let exif = |length: usize| {
            let mut file = plain[..33].to_vec();
            let content = [&b"eXIf"[..], &vec![0; length]].concat();
            file.extend((length as u32).to_be_bytes());
            file.extend(&content);
            file.extend(libdeflater::crc32(&content).to_be_bytes());
            file.extend(&plain[33..]);
            read(Arc::from(file))
        };
        assert!(exif(MB).is_ok());
        assert_eq!(exif(17 * MB).unwrap_err(), Fault::Inflates { megabytes: 16 });
        assert_eq!(
            with(&[(b"zTXt", text, 9 * MB); 2]).unwrap_err(),
            Fault::Inflates { megabytes: 16 },
            "in all"
        );
    }

    #[test]
    fn broken_pixels_are_found() {
        let mut whole = Pixmap::new(20, 10).unwrap().encode_png().unwrap();
        assert_eq!(read(Arc::from(&whole[..])).unwrap().size.width, Abs::pt(15.0));
        let byte = whole.len() / 2;
        for length in [whole.len() - 1, whole.len() - 12, byte] {
            assert_eq!(read(Arc::from(&whole[..length])).unwrap_err(), Fault::CutOff, "{length}");
        }
        whole[byte] ^= 1;
        assert!(matches!(read(Arc::from(&whole[..])).unwrap_err(), Fault::Damaged(_)));
        let header_only = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\xff\xff\xff\xff";
        assert!(matches!(read(Arc::from(&header_only[..])).unwrap_err(), Fault::TooLarge { .. }));
        assert_eq!(read(Arc::from(&b"\xff\xd8\xff\xe0\0\x04"[..])).unwrap_err(), Fault::CutOff);
        assert!(matches!(read(Arc::from(&b"\xff\xd8\xff\xd9"[..])).unwrap_err(), Fault::Damaged(_)));
        assert_eq!(read(Arc::from(&b"GIF89a"[..])).unwrap_err(), Fault::Unknown);
        assert_eq!(read(Arc::from(&b""[..])).unwrap_err(), Fault::Unknown);
    }
}
