//! Pictures: each file once in the package, each use as a drawing that stands in its line.
//!
//! An SVG picture has a copy in pixels beside it, for word processors that know no SVG.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::picture::{self, Fault};
use crate::sync::{Bytes, Memo};
use crate::tree::{Image, ImageFormat};

use super::body::Writer;
use super::package::Error;
use super::unit;
use super::xml::Xml;

/// The copies of SVG pictures, each drawn once, however many documents show it.
#[derive(Default)]
pub struct Copies(Memo<Bytes, Result<Arc<[u8]>, Fault>>);

impl Copies {
    fn get(&self, image: &Image) -> Result<Arc<[u8]>, Fault> {
        let copy = || match &image.drawing {
            Some(drawing) => picture::copy_drawing(drawing),
            None => picture::copy(&image.data),
        };
        self.0.get(Bytes(image.data.clone()), || copy().map(Arc::from))
    }
}

/// Every picture file of the document, and how many uses each part has.
#[derive(Default)]
pub struct Pictures<'a> {
    pub files: Vec<Media>,
    by_content: HashMap<&'a [u8], usize>,
    /// Index of the file by the address of the tree's bytes.
    by_address: HashMap<usize, usize>,
    /// SVG pictures, and where each stands in `files`.
    drawings: Vec<(usize, &'a Image)>,
    /// Uses before each part.
    before_part: Vec<u32>,
    uses: u32,
}

/// A picture file in the package.
pub struct Media {
    pub data: Arc<[u8]>,
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
        let address = image.data.as_ptr() as usize;
        if self.by_address.contains_key(&address) {
            return;
        }
        let next = self.files.len();
        let index = *self.by_content.entry(&image.data).or_insert(next);
        self.by_address.insert(address, index);
        if index == next {
            self.add_file(image.data.clone(), extension);
            if image.format == ImageFormat::Svg {
                self.drawings.push((index, image));
                self.add_file(Arc::default(), "png");
            }
        }
    }

    fn add_file(&mut self, data: Arc<[u8]>, extension: &str) {
        let path = format!("media/image{}.{extension}", self.files.len() + 1);
        self.files.push(Media { data, path, relation: String::new() });
    }

    /// Takes the copies of SVG pictures, each of which stands behind its picture.
    pub fn draw_copies(&mut self, copies: &Copies) -> Result<(), Error> {
        let drawn: Vec<_> = self.drawings.par_iter().map(|(_, image)| copies.get(image)).collect();
        for ((index, _), copy) in self.drawings.iter().zip(drawn) {
            let file = &mut self.files[index + 1];
            file.data = copy.map_err(|fault| Error::new(format!("{}: {fault:?}", file.path)))?;
        }
        Ok(())
    }

    /// The number of the last picture before a part.
    pub fn first_of_part(&self, part: usize) -> u32 {
        self.before_part.get(part).copied().unwrap_or(self.uses)
    }

    /// The files that show a picture.
    fn files_of(&self, image: &Image) -> Option<Files<'_>> {
        let index = *self.by_address.get(&(image.data.as_ptr() as usize))?;
        let relation = |index: usize| self.files.get(index).map(|file| file.relation.as_str());
        match image.format {
            ImageFormat::Svg => Some(Files { pixels: relation(index + 1)?, svg: relation(index) }),
            _ => Some(Files { pixels: relation(index)?, svg: None }),
        }
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
        let Some(files) = self.catalog.pictures.files_of(image) else { return };
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
