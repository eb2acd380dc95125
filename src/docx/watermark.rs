//! The watermark: WordArt in each header, behind the text, like Word's own 水印 command.
//!
//! It is VML (ECMA-376 part 4, §14.1). Word and LibreOffice recognize it as a watermark by the shape's name.

use crate::tree::Watermark;
use crate::unit::Abs;

use super::unit;
use super::xml::{Attribute, AttributeValue, Xml};

/// The namespaces of VML, for headers with a watermark.
pub const V: Attribute<'static> = ("xmlns:v", AttributeValue::Text("urn:schemas-microsoft-com:vml"));
pub const O: Attribute<'static> =
    ("xmlns:o", AttributeValue::Text("urn:schemas-microsoft-com:office:office"));

/// The shape type of WordArt's plain text (`mso-spt136`).
const TYPE: &str = "_x0000_t136";

/// Writes the run that holds the watermark.
pub fn write(watermark: &Watermark, xml: &mut Xml) {
    let Watermark { text, style } = watermark;
    let points = |length: Abs| format!("{:.0}pt", length.to_pt());
    let place = format!(
        "position:absolute;margin-left:0;margin-top:0;width:{};height:{};rotation:{:.0};z-index:-251658752;\
         mso-position-horizontal:center;mso-position-horizontal-relative:page;\
         mso-position-vertical:center;mso-position-vertical-relative:page",
        points(watermark.width()),
        points(style.size),
        360.0 - Watermark::ANGLE,
    );
    let fill = format!("#{}", unit::fill(style.color));
    let font = format!("font-family:\"{}\";font-size:1pt", style.fonts.han);
    xml.element("w:r", &[], |xml| {
        xml.element("w:pict", &[], |xml| {
            shape_type(xml);
            let shape = [
                ("id", "PowerPlusWaterMarkObject1".into()),
                ("type", AttributeValue::Text("#_x0000_t136")),
                ("style", (&place).into()),
                ("fillcolor", (&fill).into()),
                ("stroked", "f".into()),
                ("o:allowincell", "f".into()),
            ];
            xml.element("v:shape", &shape, |xml| {
                xml.empty("v:textpath", &[("style", (&font).into()), ("string", text.into())]);
            });
        });
    });
}

/// Writes the shape type that the shape refers to, with its formulas, as Word does.
fn shape_type(xml: &mut Xml) {
    let attributes = [
        ("id", TYPE.into()),
        ("coordsize", "21600,21600".into()),
        ("adj", "10800".into()),
        ("path", "m@7,l@8,m@5,21600l@6,21600e".into()),
        ("o:spt", "136".into()),
    ];
    xml.element("v:shapetype", &attributes, |xml| {
        xml.element("v:formulas", &[], |xml| {
            for formula in [
                "sum #0 0 10800",
                "prod #0 2 1",
                "sum 21600 0 @1",
                "sum 0 0 @2",
                "sum 21600 0 @3",
                "if @0 @3 0",
                "if @0 21600 @1",
                "if @0 0 @2",
                "if @0 @4 21600",
                "mid @5 @6",
                "mid @8 @5",
                "mid @7 @8",
                "mid @6 @7",
                "sum @6 0 @5",
            ] {
                xml.empty("v:f", &[("eqn", formula.into())]);
            }
        });
        xml.empty(
            "v:path",
            &[
                ("textpathok", "t".into()),
                ("o:connecttype", "custom".into()),
                ("o:connectlocs", "@9,0;@10,10800;@11,21600;@12,10800".into()),
                ("o:connectangles", "270,180,90,0".into()),
            ],
        );
        xml.empty("v:textpath", &[("on", "t".into()), ("fitshape", "t".into())]);
    });
}
