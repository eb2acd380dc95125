//! Reads SVG pictures.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use resvg::usvg::roxmltree::{Document, Node, NodeId, TextPos};
use resvg::usvg::{ImageHrefDataResolverFn, ImageHrefResolver, ImageKind, Options, Tree};

use super::effort;
use super::fault::{Damage, PictureFault};
use super::raster::{check_size, read_jpeg, read_png};
use super::size::in_pixels;
use crate::sync::lock;

/// The most bytes, elements and levels of an SVG picture; elements that `use` repeats count each time.
const MOST_SVG_BYTES: usize = 8 << 20;
const MOST_ELEMENTS: usize = 100_000;
const MOST_LEVELS: usize = 100;

/// Parses and checks an SVG picture.
pub fn read_svg(data: &[u8]) -> Result<Tree, PictureFault> {
    if data.len() > MOST_SVG_BYTES {
        return Err(PictureFault::TooComplex);
    }
    let text = std::str::from_utf8(data)
        .map_err(|error| PictureFault::Damaged(Damage::Encoding(error.to_string())))?;
    let document = Document::parse(text).map_err(|error| {
        let (TextPos { row, col }, reason) = (error.pos(), error.to_string());
        PictureFault::Damaged(Damage::Xml { line: row, column: col, reason })
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
        .map_err(|error| PictureFault::Damaged(Damage::Drawing(error.to_string())))?;
    if let Some(fault) = lock(&refused).take() {
        return Err(fault);
    }
    let side = |length: f32| length.ceil().min(1e9) as u32;
    check_size(side(tree.size().width()), side(tree.size().height()))?;
    let (place, width, height) = in_pixels(&tree);
    if effort::is_modest(&tree, place, width, height) { Ok(tree) } else { Err(PictureFault::TooComplex) }
}

/// Reads the pictures embedded in a picture: PNG and JPEG within the usual limits. The first fault is stored in
/// `refused`.
fn resolve_data(refused: Arc<Mutex<Option<PictureFault>>>) -> ImageHrefDataResolverFn<'static> {
    Box::new(move |_, data, _| {
        let checked = match () {
            () if data.starts_with(b"\x89PNG") => read_png(&data).map(|_| ImageKind::PNG(data.clone())),
            () if data.starts_with(b"\xff\xd8\xff") => {
                read_jpeg(&data).map(|_| ImageKind::JPEG(data.clone()))
            }
            () => Err(PictureFault::SvgReference("data:".to_owned())),
        };
        let keep = |fault| _ = lock(&refused).get_or_insert(fault);
        checked.map_err(keep).ok()
    })
}

/// Refuses what would be left out without a message, and what would use up the program's time and memory.
fn check_elements(document: &Document) -> Result<(), PictureFault> {
    for node in document.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "text" => return Err(PictureFault::SvgText),
            "image" | "feImage" => match href(node) {
                Some(target) if !target.starts_with("data:") && !target.starts_with('#') => {
                    return Err(PictureFault::SvgReference(target.chars().take(80).collect()));
                }
                _ => {}
            },
            _ => {}
        }
        // Noise is computed for each pixel and octave; more than ten octaves make no visible difference.
        let octaves = node.attribute("numOctaves").and_then(|number| number.trim().parse().ok());
        if octaves.is_some_and(|octaves: f64| octaves > 10.0) {
            return Err(PictureFault::TooComplex);
        }
        if node.ancestors().take(MOST_LEVELS + 1).count() > MOST_LEVELS {
            return Err(PictureFault::TooComplex);
        }
    }
    let mut ids = HashMap::new();
    for node in document.descendants() {
        // Of two elements with one id, the first counts.
        node.attribute("id").map(|id| ids.entry(id).or_insert(node));
    }
    let mut scale = Scale { ids, styles: SvgStyles::read(document), known: HashMap::new() };
    scale.weigh(document.root(), 0).map(|_| ()).ok_or(PictureFault::TooComplex)
}

fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == "href").map(|attribute| attribute.value().trim())
}

/// The ids that a text refers to as `url(#id)`.
fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split("url(").skip(1).filter_map(|rest| {
        let inside = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        inside.strip_prefix('#')
    })
}

/// The ids that the style sheets of a picture refer to. Selectors are read roughly: a rule may be taken to match more
/// elements than it does, but never fewer.
#[derive(Default)]
struct SvgStyles<'a> {
    /// By a class with its dot, an id with its hash sign, or an element's name.
    by_name: HashMap<&'a str, Vec<&'a str>>,
    /// The ids in rules that may match any element.
    of_all: Vec<&'a str>,
}

impl<'a> SvgStyles<'a> {
    fn read(document: &'a Document) -> SvgStyles<'a> {
        let mut styles = SvgStyles::default();
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
        // An escape may stand for any character of a name.
        let known = if is_plain && !selector.contains('\\') {
            self.by_name.entry(name).or_default()
        } else {
            &mut self.of_all
        };
        known.extend(ids);
    }

    /// The ids that a node's attributes and matching rules refer to.
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

/// The weight of a node with everything inside it and everything that these refer to.
#[derive(Clone, Copy)]
struct SvgWeight {
    elements: usize,
    /// The approximate number of corners of the shapes.
    corners: usize,
}

struct Scale<'a, 'i> {
    ids: HashMap<&'a str, Node<'a, 'i>>,
    styles: SvgStyles<'a>,
    known: HashMap<NodeId, SvgWeight>,
}

impl<'a, 'i> Scale<'a, 'i> {
    /// The weight of a node; `None` if there are too many elements or levels.
    fn weigh(&mut self, node: Node<'a, 'i>, level: usize) -> Option<SvgWeight> {
        if let Some(&known) = self.known.get(&node.id()) {
            return Some(known);
        }
        if level > MOST_LEVELS {
            return None;
        }
        let points = node.attribute("d").or(node.attribute("points"));
        let corners = points.map_or(4, |text| text.len() / 2 + 4);
        // A cycle of `use` is drawn at most once.
        self.known.insert(node.id(), SvgWeight { elements: 1, corners });
        let mut weight = SvgWeight { elements: 1, corners };
        // What `use` and `feImage` repeat, or what a pattern inherits from another.
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
                // A marker is drawn at every corner of a path.
                "marker" => weight.corners,
                // Every element inside inherits the pattern.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jpeg_picture_in_a_drawing_that_was_cut_off_is_refused() {
        let whole = include_bytes!("../../tests/it/pdf/grey.jpg");
        let refused = Arc::new(Mutex::new(None));
        let resolve = resolve_data(refused.clone());
        assert!(
            resolve("image/jpeg", Arc::new(whole[..whole.len() - 1].to_vec()), &Options::default()).is_none()
        );
        assert_eq!(lock(&refused).take(), Some(PictureFault::CutOff));
    }
}
