//! Writes pictures: each is a drawing that stands in its line.

use crate::tree::Image;

use super::media::PictureFiles;
use super::unit;
use super::writer::BodyWriter;
use super::xml::{Attribute, Xml};

/// The namespaces of drawings. They are declared at each drawing, because most parts have none.
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const MAIN: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const SVG: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
/// The URI of the extension with which a picture names its SVG file ([MS-ODRAWXML] §2.3.2.14).
const SVG_EXTENSION: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";

impl BodyWriter<'_, '_> {
    /// Writes a run with one picture (`wp:inline`, ISO 29500-1 §20.4.2.8).
    pub fn picture(&mut self, image: &Image) {
        let Some(&index) = self.uses.pictures.get(image.id) else { return };
        let Some(files) = self.catalog.pictures.files_of(image, index) else { return };
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

fn write_picture(number: u32, name: &str, files: &PictureFiles, extent: &[Attribute], xml: &mut Xml) {
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
