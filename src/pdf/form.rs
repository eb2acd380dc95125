//! Writes the forms of a drawing, with their graphics states and shadings (ISO 32000-1 §8.10, §8.7.4, §8.4.5).

use super::file::Objects;
use super::object::{Dict, ObjectBuffer, Ref};
use crate::picture::usvg::Transform;

/// A picture's form XObjects, and the graphics states and shadings that they use. The first form is the whole
/// picture; width and height are in its own units.
pub struct FormDrawing {
    pub forms: Vec<Form>,
    /// The opacities of fills and of strokes, in thousandths.
    pub states: Vec<(u16, u16)>,
    pub shadings: Vec<Shading>,
    pub width: f32,
    pub height: f32,
}

/// A form XObject: a content stream that others can draw.
pub struct Form {
    /// Deflated data.
    pub content: Vec<u8>,
    /// Whether it is a transparency group: painted as a whole before it is composed with what is below.
    pub is_group: bool,
}

/// A gradient.
pub struct Shading {
    /// Four coordinates of an axial shading, or six of a radial one.
    pub coordinates: Vec<f32>,
    /// The transformation to the picture's coordinates.
    pub transform: Transform,
    /// Offsets from 0 to 1 in rising order, each with its colour (red, green, blue).
    pub stops: Vec<(f32, [u8; 3])>,
}

impl FormDrawing {
    /// How many objects it needs; the first of them is the whole picture.
    pub fn objects(&self) -> usize {
        self.forms.len() + self.shadings.len() + 1
    }

    pub fn write(&self, first: Ref, objects: &mut Objects) {
        // All forms share one resource dictionary.
        let resources = first.plus(self.forms.len() + self.shadings.len());
        for (index, form) in self.forms.iter().enumerate() {
            objects.deflated(first.plus(index), &form.content, |dict| {
                dict.name("Type", "XObject");
                dict.name("Subtype", "Form");
                dict.key("BBox")
                    .array([0.0, 0.0, self.width, self.height], |output, edge| output.real(edge.into()));
                if index == 0 {
                    self.place(dict.key("Matrix"));
                }
                if form.is_group {
                    dict.raw("Group", "<</S/Transparency/I true/CS/DeviceRGB>>");
                }
                dict.reference("Resources", resources);
            });
        }
        objects.dict(resources, |dict| self.resources(first, dict));
        for (index, shading) in self.shadings.iter().enumerate() {
            objects.dict(first.plus(self.forms.len() + index), |dict| shading.write(dict));
        }
    }

    /// Writes the matrix that maps the picture to the unit square in which pages draw it. SVG counts downwards, PDF
    /// upwards.
    fn place(&self, output: &mut ObjectBuffer) {
        let (width, height) = (f64::from(self.width), f64::from(self.height));
        output.raw("[");
        for number in [1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0] {
            output.raw(format!("{number:.10} "));
        }
        output.raw("]");
    }

    fn resources(&self, first: Ref, dict: &mut Dict) {
        if !self.states.is_empty() {
            dict.dict("ExtGState", |dict| {
                for (index, (fill, stroke)) in self.states.iter().enumerate() {
                    dict.dict(&format!("G{index}"), |dict| {
                        dict.key("ca").real(f64::from(*fill) / 1000.0);
                        dict.key("CA").real(f64::from(*stroke) / 1000.0);
                    });
                }
            });
        }
        if self.forms.len() > 1 {
            dict.dict("XObject", |dict| {
                for index in 1..self.forms.len() {
                    dict.reference(&format!("X{index}"), first.plus(index));
                }
            });
        }
        if !self.shadings.is_empty() {
            dict.dict("Pattern", |dict| {
                for index in 0..self.shadings.len() {
                    dict.reference(&format!("P{index}"), first.plus(self.forms.len() + index));
                }
            });
        }
    }
}

impl Shading {
    /// Writes a shading pattern (§8.7.4).
    fn write(&self, dict: &mut Dict) {
        dict.name("Type", "Pattern");
        dict.integer("PatternType", 2);
        let output = dict.key("Matrix");
        output.raw("[");
        matrix(self.transform, output);
        output.raw("]");
        dict.dict("Shading", |dict| {
            dict.integer("ShadingType", if self.coordinates.len() == 4 { 2 } else { 3 });
            dict.name("ColorSpace", "DeviceRGB");
            dict.key("Coords").array(&self.coordinates, |output, number| output.real((*number).into()));
            dict.raw("Extend", "[true true]");
            dict.dict("Function", |dict| self.function(dict));
        });
    }

    /// Writes the colour function: a linear function between each two stops, stitched together (§7.10.4).
    fn function(&self, dict: &mut Dict) {
        // Stops that are closer than the precision of the file's numbers make a hard edge.
        let pieces: Vec<_> = self.stops.windows(2).filter(|pair| pair[1].0 - pair[0].0 > 2e-5).collect();
        dict.integer("FunctionType", 3);
        dict.raw("Domain", "[0 1]");
        dict.key("Functions").array(&pieces, |output, pair| {
            output.dict(|dict| {
                dict.integer("FunctionType", 2);
                dict.raw("Domain", "[0 1]");
                dict.integer("N", 1);
                for (key, stop) in [("C0", pair[0]), ("C1", pair[1])] {
                    dict.key(key).array(stop.1, |output, part| output.real(f64::from(part) / 255.0));
                }
            });
        });
        let bounds = pieces.iter().skip(1).map(|pair| pair[0].0);
        dict.key("Bounds").array(bounds, |output, place| output.real(place.into()));
        dict.key("Encode").array(pieces.iter().flat_map(|_| [0, 1]), ObjectBuffer::integer);
    }
}

/// Writes the six numbers of a transformation.
pub fn matrix(transform: Transform, output: &mut ObjectBuffer) {
    let Transform { sx, ky, kx, sy, tx, ty } = transform;
    for number in [sx, ky, kx, sy, tx, ty] {
        output.precise(number.into());
        output.space();
    }
}
