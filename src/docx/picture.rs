//! Pictures: each file once in the package, each use as a drawing that stands in its line.
//!
//! A vector picture is an SVG file with a copy in pixels beside it, for word processors that know no SVG.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::drawing::Drawing;
use crate::picture::{self, Fault};
use crate::sync::{Memo, Shared};
use crate::tree::{Image, ImageFile, ImageFormat, ImageSource};

use super::body::Writer;
use super::package::Error;
use super::unit;
use super::xml::Xml;

/// The files of vector pictures, each made once, however many documents show it.
#[derive(Default)]
pub struct Copies {
    files: Memo<Shared<[u8]>, Made>,
    drawings: Memo<Shared<Drawing>, Made>,
}

/// A vector picture as SVG and in pixels.
type Made = Result<[Arc<[u8]>; 2], Fault>;

impl Copies {
    fn get(&self, source: &ImageSource) -> Made {
        match source {
            ImageSource::File(ImageFile { data, .. }) => {
                self.files.get(Shared(data.clone()), || Ok([data.clone(), picture::copy(data)?.into()]))
            }
            ImageSource::Drawing(drawing) => self.drawings.get(Shared(drawing.clone()), || {
                Ok([drawing.svg().into_bytes().into(), picture::copy_drawing(drawing)?.into()])
            }),
        }
    }
}

/// Every picture file of the document, and how many uses each part has.
#[derive(Default)]
pub struct Pictures<'a> {
    pub files: Vec<Media>,
    by_content: HashMap<&'a [u8], usize>,
    /// Index of the file by the address of what the tree shows.
    by_address: HashMap<usize, usize>,
    /// Vector pictures, and where each stands in `files`.
    vectors: Vec<(usize, &'a ImageSource)>,
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
        let address = address(&image.source);
        if self.by_address.contains_key(&address) {
            return;
        }
        let next = self.files.len();
        let index = match &image.source {
            ImageSource::File(file) => *self.by_content.entry(&file.data).or_insert(next),
            ImageSource::Drawing(_) => next,
        };
        self.by_address.insert(address, index);
        if index == next {
            self.add_files(&image.source);
        }
    }

    fn add_files(&mut self, source: &'a ImageSource) {
        match source {
            ImageSource::File(file) if !is_vector(source) => {
                self.add_file(file.data.clone(), file.format.extension());
            }
            _ => {
                self.vectors.push((self.files.len(), source));
                self.add_file(Arc::default(), ImageFormat::Svg.extension());
                self.add_file(Arc::default(), ImageFormat::Png.extension());
            }
        }
    }

    fn add_file(&mut self, data: Arc<[u8]>, extension: &str) {
        let path = format!("media/image{}.{extension}", self.files.len() + 1);
        self.files.push(Media { data, path, relation: String::new() });
    }

    /// Fills in vector pictures, behind each of which its copy in pixels stands.
    pub fn draw_copies(&mut self, copies: &Copies) -> Result<(), Error> {
        let drawn: Vec<_> = self.vectors.par_iter().map(|(_, source)| copies.get(source)).collect();
        for (&(index, _), made) in self.vectors.iter().zip(drawn) {
            let files = &mut self.files[index..];
            let made = made.map_err(|fault| Error::new(format!("{}: {fault:?}", files[0].path)))?;
            for (file, data) in files.iter_mut().zip(made) {
                file.data = data;
            }
        }
        Ok(())
    }

    /// The number of the last picture before a part.
    pub fn first_of_part(&self, part: usize) -> u32 {
        self.before_part.get(part).copied().unwrap_or(self.uses)
    }

    /// The files that show a picture.
    fn files_of(&self, image: &Image) -> Option<Files<'_>> {
        let index = *self.by_address.get(&address(&image.source))?;
        let relation = |index: usize| self.files.get(index).map(|file| file.relation.as_str());
        match is_vector(&image.source) {
            true => Some(Files { pixels: relation(index + 1)?, svg: relation(index) }),
            false => Some(Files { pixels: relation(index)?, svg: None }),
        }
    }
}

/// Where it lies in memory, which is the same for all uses of a picture.
fn address(source: &ImageSource) -> usize {
    match source {
        ImageSource::File(file) => file.data.as_ptr() as usize,
        ImageSource::Drawing(drawing) => Arc::as_ptr(drawing) as usize,
    }
}

fn is_vector(source: &ImageSource) -> bool {
    matches!(source.format(), None | Some(ImageFormat::Svg))
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
