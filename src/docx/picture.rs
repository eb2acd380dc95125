//! Pictures: each file once in the package, each use as a drawing that stands in its line.

use std::collections::HashMap;
use std::sync::Arc;

use crate::tree::{Image, ImageFormat};

use super::body::Writer;
use super::unit;
use super::xml::Xml;

/// Every picture file of the document, and how many uses each part has.
#[derive(Default)]
pub struct Pictures<'a> {
    pub files: Vec<Media<'a>>,
    by_content: HashMap<&'a [u8], usize>,
    /// Index of the file by the address of the tree's bytes.
    by_address: HashMap<usize, usize>,
    /// Uses before each part.
    before_part: Vec<u32>,
    uses: u32,
}

/// A picture file in the package.
pub struct Media<'a> {
    pub data: &'a [u8],
    /// Within `word/`.
    pub path: String,
    /// Its relationship, once it has one.
    pub relation: String,
}

impl<'a> Pictures<'a> {
    pub fn begin_part(&mut self) {
        self.before_part.push(self.uses);
    }

    pub fn add(&mut self, image: &'a Image) {
        self.uses += 1;
        let extension = match image.format {
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpeg",
            ImageFormat::Svg => "svg",
        };
        self.add_file(&image.data, extension);
        if let Some(fallback) = &image.fallback {
            self.add_file(fallback, "png");
        }
    }

    fn add_file(&mut self, data: &'a Arc<[u8]>, extension: &str) {
        let next = self.files.len();
        let index = *self.by_content.entry(data).or_insert(next);
        self.by_address.insert(data.as_ptr() as usize, index);
        if index == next {
            let path = format!("media/image{}.{extension}", next + 1);
            self.files.push(Media { data, path, relation: String::new() });
        }
    }

    /// The number of the last picture before a part.
    pub fn first_of_part(&self, part: usize) -> u32 {
        self.before_part.get(part).copied().unwrap_or(self.uses)
    }

    /// The relationship of a picture file.
    fn relation(&self, data: &Arc<[u8]>) -> Option<&str> {
        let index = self.by_address.get(&(data.as_ptr() as usize))?;
        self.files.get(*index).map(|file| file.relation.as_str())
    }
}

/// Namespaces of drawings, declared where they are used because hardly any part has one.
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const MAIN: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const SVG: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
/// The extension of a picture that has an SVG beside its pixels ([MS-ODRAWXML] §2.3.2.14).
const SVG_EXTENSION: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";

/// The relationships of a picture: of its pixels, and of its drawing where it has one.
struct Files<'p> {
    pixels: &'p str,
    svg: Option<&'p str>,
}

impl Writer<'_, '_> {
    /// A run with one picture (`wp:inline`, ISO 29500-1 §20.4.2.8).
    pub fn picture(&mut self, image: &Image) {
        let pictures = &self.catalog.pictures;
        let own = pictures.relation(&image.data);
        let fallback = image.fallback.as_ref().and_then(|fallback| pictures.relation(fallback));
        let files = match (fallback, own) {
            (Some(pixels), svg) => Files { pixels, svg },
            (None, Some(pixels)) => Files { pixels, svg: None },
            (None, None) => return,
        };
        self.pictures += 1;
        let number = self.pictures;
        let name = format!("Picture {number}");
        let extent =
            [("cx", unit::emu(image.size.width).into()), ("cy", unit::emu(image.size.height).into())];
        let none = |side| (side, 0.into());
        self.xml.raw(b"<w:r><w:drawing>");
        let edges = ["distT", "distB", "distL", "distR"].map(none);
        let mut attributes = vec![("xmlns:wp", DRAWING.into())];
        attributes.extend(edges);
        self.xml.element("wp:inline", &attributes, |xml| {
            xml.empty("wp:extent", &extent);
            let described = [("id", number.into()), ("name", (&name).into()), ("descr", (&image.alt).into())];
            xml.empty("wp:docPr", &described);
            xml.element("a:graphic", &[("xmlns:a", MAIN.into())], |xml| {
                xml.element("a:graphicData", &[("uri", PICTURE.into())], |xml| {
                    write_picture(number, &name, &files, &extent, xml);
                });
            });
        });
        self.xml.raw(b"</w:drawing></w:r>");
    }
}

fn write_picture(number: u32, name: &str, files: &Files, extent: &[super::xml::Attribute], xml: &mut Xml) {
    xml.element("pic:pic", &[("xmlns:pic", PICTURE.into())], |xml| {
        xml.element("pic:nvPicPr", &[], |xml| {
            xml.empty("pic:cNvPr", &[("id", number.into()), ("name", name.into())]);
            xml.empty("pic:cNvPicPr", &[]);
        });
        xml.element("pic:blipFill", &[], |xml| {
            match files.svg {
                None => xml.empty("a:blip", &[("r:embed", files.pixels.into())]),
                Some(svg) => {
                    xml.element("a:blip", &[("r:embed", files.pixels.into())], |xml| write_svg(svg, xml))
                }
            }
            xml.element("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
        });
        xml.element("pic:spPr", &[], |xml| {
            xml.element("a:xfrm", &[], |xml| {
                xml.empty("a:off", &[("x", 0.into()), ("y", 0.into())]);
                xml.empty("a:ext", extent);
            });
            xml.element("a:prstGeom", &[("prst", "rect".into())], |xml| xml.empty("a:avLst", &[]));
        });
    });
}

fn write_svg(relation: &str, xml: &mut Xml) {
    xml.element("a:extLst", &[], |xml| {
        xml.element("a:ext", &[("uri", SVG_EXTENSION.into())], |xml| {
            xml.empty("asvg:svgBlip", &[("xmlns:asvg", SVG.into()), ("r:embed", relation.into())]);
        });
    });
}
