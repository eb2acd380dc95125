//! Pictures: each file once in the package, each use as a drawing that stands in its line.

use std::collections::HashMap;

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
        let next = self.files.len();
        let index = *self.by_content.entry(&image.data).or_insert(next);
        self.by_address.insert(address(image), index);
        if index == next {
            let extension = match image.format {
                ImageFormat::Png => "png",
                ImageFormat::Jpeg => "jpeg",
            };
            let path = format!("media/image{}.{extension}", next + 1);
            self.files.push(Media { data: &image.data, path, relation: String::new() });
        }
    }

    /// The number of the last picture before a part.
    pub fn first_of_part(&self, part: usize) -> u32 {
        self.before_part.get(part).copied().unwrap_or(self.uses)
    }

    fn of(&self, image: &Image) -> Option<&Media<'a>> {
        self.by_address.get(&address(image)).and_then(|&index| self.files.get(index))
    }
}

fn address(image: &Image) -> usize {
    image.data.as_ptr() as usize
}

/// Namespaces of drawings, declared where they are used because hardly any part has one.
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const MAIN: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

impl Writer<'_, '_> {
    /// A run with one picture (`wp:inline`, ISO 29500-1 §20.4.2.8).
    pub fn picture(&mut self, image: &Image) {
        let Some(media) = self.catalog.pictures.of(image) else {
            return;
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
                    write_picture(number, &name, &media.relation, &extent, xml);
                });
            });
        });
        self.xml.raw(b"</w:drawing></w:r>");
    }
}

fn write_picture(number: u32, name: &str, relation: &str, extent: &[super::xml::Attribute], xml: &mut Xml) {
    xml.element("pic:pic", &[("xmlns:pic", PICTURE.into())], |xml| {
        xml.element("pic:nvPicPr", &[], |xml| {
            xml.empty("pic:cNvPr", &[("id", number.into()), ("name", name.into())]);
            xml.empty("pic:cNvPicPr", &[]);
        });
        xml.element("pic:blipFill", &[], |xml| {
            xml.empty("a:blip", &[("r:embed", relation.into())]);
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
