//! Draws an SVG picture with PDF operators, as a form XObject (ISO 32000-1 §8.10).
//!
//! Paths, strokes, clips, opacity and gradients are drawn. A picture with anything else (masks, filters, patterns,
//! embedded pictures) has to be shown in pixels.

use std::collections::HashMap;

use super::file::deflate;
use super::form::{Form, FormDrawing, Shading, matrix};
use super::object::ObjectBuffer;
use crate::picture::usvg::{
    self, BlendMode, ClipPath, FillRule, Group, LineCap, LineJoin, Node, Paint, PaintOrder, Path,
    SpreadMethod, Stop, Transform, Tree, tiny_skia_path::PathSegment,
};

/// Draws a picture; `None` if it has something that can only be shown in pixels.
pub fn draw(tree: &Tree) -> Option<FormDrawing> {
    let size = tree.size();
    let empty = FormDrawing {
        forms: Vec::new(),
        states: Vec::new(),
        shadings: Vec::new(),
        width: size.width(),
        height: size.height(),
    };
    let mut painter = FormPainter { drawing: empty, states: HashMap::new(), depth: 0 };
    painter.drawing.forms.push(Form { content: Vec::new(), is_group: false });
    let mut output = ObjectBuffer::default();
    painter.group(tree.root(), Transform::identity(), &mut output)?;
    painter.drawing.forms[0].content = deflate(&output.0);
    Some(painter.drawing)
}

/// How deep clips may nest. A PDF/A file may nest 28 saved graphics states (ISO 19005-2 §6.1.13), and the page needs
/// some of them.
const DEEPEST: usize = 20;

struct FormPainter {
    drawing: FormDrawing,
    /// The index of each graphics state in the drawing, by its opacities in thousandths.
    states: HashMap<(u16, u16), usize>,
    /// How many clips are active.
    depth: usize,
}

impl FormPainter {
    /// `place` transforms the coordinates around the group to those of the picture.
    fn group(&mut self, group: &Group, place: Transform, output: &mut ObjectBuffer) -> Option<()> {
        let place = place.pre_concat(group.transform());
        if group.mask().is_some() || !group.filters().is_empty() || group.blend_mode() != BlendMode::Normal {
            return None;
        }
        if let Some(clip) = group.clip_path() {
            self.depth += 1;
            if self.depth > DEEPEST {
                return None;
            }
            output.raw("q\n");
            clip_to(clip, place, output)?;
        }
        match group.opacity().get() < 1.0 {
            true => self.form(group, place, output)?,
            false => self.children(group, place, output)?,
        }
        if group.clip_path().is_some() {
            output.raw("Q\n");
            self.depth -= 1;
        }
        Some(())
    }

    /// Draws a group that is painted as a whole, because it has an opacity.
    fn form(&mut self, group: &Group, place: Transform, output: &mut ObjectBuffer) -> Option<()> {
        let mut inner = ObjectBuffer::default();
        self.children(group, place, &mut inner)?;
        let index = self.drawing.forms.len();
        self.drawing.forms.push(Form { content: deflate(&inner.0), is_group: true });
        output.raw("q ");
        self.set_state(group.opacity().get(), group.opacity().get(), output);
        output.raw(format!("/X{index} Do Q\n"));
        Some(())
    }

    fn children(&mut self, group: &Group, place: Transform, output: &mut ObjectBuffer) -> Option<()> {
        for child in group.children() {
            match child {
                Node::Group(group) => self.group(group, place, output)?,
                Node::Path(path) if path.is_visible() => self.path(path, place, output)?,
                Node::Path(_) => {}
                Node::Image(_) | Node::Text(_) => return None,
            }
        }
        Some(())
    }

    fn path(&mut self, path: &Path, place: Transform, output: &mut ObjectBuffer) -> Option<()> {
        let fill = path.fill().map(|fill| (fill.opacity().get(), fill.paint()));
        let stroke = path.stroke().map(|stroke| (stroke.opacity().get(), stroke.paint()));
        output.raw("q ");
        let opacity = |paint: Option<(f32, &Paint)>| paint.map_or(1.0, |(opacity, _)| opacity);
        self.set_state(opacity(fill), opacity(stroke), output);
        if !place.is_identity() {
            matrix(place, output);
            output.raw("cm\n");
        }
        if let Some((_, paint)) = fill {
            self.paint(paint, place, false, output)?;
        }
        if let Some(stroke) = path.stroke() {
            self.paint(stroke.paint(), place, true, output)?;
            pen(stroke, output);
        }
        let rule = path.fill().map_or(FillRule::NonZero, usvg::Fill::rule);
        let fill_operator = if rule == FillRule::EvenOdd { "f*\n" } else { "f\n" };
        match (fill.is_some(), stroke.is_some(), path.paint_order()) {
            // Fill and stroke at once would not let the fill show through a stroke that is not opaque (§11.7.4.4).
            (true, true, PaintOrder::FillAndStroke) if opacity(stroke) >= 1.0 => {
                outline(path.data(), output);
                output.raw(if rule == FillRule::EvenOdd { "B*\n" } else { "B\n" });
            }
            (fills, strokes, order) => {
                let mut steps = [(fills, fill_operator), (strokes, "S\n")];
                if order == PaintOrder::StrokeAndFill {
                    steps.reverse();
                }
                for (_, operator) in steps.into_iter().filter(|(wanted, _)| *wanted) {
                    outline(path.data(), output);
                    output.raw(operator);
                }
            }
        }
        output.raw("Q\n");
        Some(())
    }

    /// Sets a colour or a gradient. Gradients have the coordinates of the whole picture.
    fn paint(
        &mut self,
        paint: &Paint,
        place: Transform,
        strokes: bool,
        output: &mut ObjectBuffer,
    ) -> Option<()> {
        let (base, coordinates) = match paint {
            Paint::Color(color) => {
                for part in [color.red, color.green, color.blue] {
                    output.real(f64::from(part) / 255.0);
                    output.space();
                }
                output.raw(if strokes { "RG\n" } else { "rg\n" });
                return Some(());
            }
            Paint::LinearGradient(linear) => {
                (&***linear, vec![linear.x1(), linear.y1(), linear.x2(), linear.y2()])
            }
            Paint::RadialGradient(radial) => {
                let (start, end) = (radial.fr().get(), radial.r().get());
                (&***radial, vec![radial.fx(), radial.fy(), start, radial.cx(), radial.cy(), end])
            }
            Paint::Pattern(_) => return None,
        };
        let is_opaque = base.stops().iter().all(|stop| stop.opacity().get() >= 1.0);
        if base.spread_method() != SpreadMethod::Pad || !is_opaque {
            return None;
        }
        let index = self.drawing.shadings.len();
        self.drawing.shadings.push(Shading {
            coordinates,
            transform: place.pre_concat(base.transform()),
            stops: stops(base.stops()),
        });
        let (space, color) = if strokes { ("CS", "SCN") } else { ("cs", "scn") };
        output.raw(format!("/Pattern {space} /P{index} {color}\n"));
        Some(())
    }

    fn set_state(&mut self, fill: f32, stroke: f32, output: &mut ObjectBuffer) {
        let thousandths = |opacity: f32| (opacity * 1000.0).round() as u16;
        let state = (thousandths(fill), thousandths(stroke));
        if state == (1000, 1000) {
            return;
        }
        let states = &mut self.drawing.states;
        let index = *self.states.entry(state).or_insert_with(|| {
            states.push(state);
            states.len() - 1
        });
        output.raw(format!("/G{index} gs\n"));
    }
}

/// Clips to one path, or to nothing if the clip is empty; `None` if it takes more than that.
fn clip_to(clip: &ClipPath, place: Transform, output: &mut ObjectBuffer) -> Option<()> {
    if clip.clip_path().is_some() {
        return None;
    }
    let mut paths = Vec::new();
    clip_paths(clip.root(), place.pre_concat(clip.transform()), &mut paths)?;
    match &paths[..] {
        [] => output.raw("0 0 0 0 re W n\n"),
        [(path, place)] => {
            outline(&path.data().clone().transform(*place)?, output);
            let is_odd = path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd);
            output.raw(if is_odd { "W* n\n" } else { "W n\n" });
        }
        // If several paths were joined to one, those of the opposite direction would cut holes.
        _ => return None,
    }
    Some(())
}

fn clip_paths<'g>(group: &'g Group, place: Transform, paths: &mut Vec<(&'g Path, Transform)>) -> Option<()> {
    if group.clip_path().is_some() {
        return None;
    }
    let place = place.pre_concat(group.transform());
    for child in group.children() {
        match child {
            Node::Group(group) => clip_paths(group, place, paths)?,
            Node::Path(path) if path.is_visible() => paths.push((path, place)),
            Node::Path(_) => {}
            Node::Image(_) | Node::Text(_) => return None,
        }
    }
    Some(())
}

/// The stops of a gradient, with rising offsets from 0 to 1.
fn stops(stops: &[Stop]) -> Vec<(f32, [u8; 3])> {
    let mut places: Vec<(f32, [u8; 3])> = Vec::with_capacity(stops.len() + 2);
    for stop in stops {
        let color = stop.color();
        let place = stop.offset().get().max(places.last().map_or(0.0, |last| last.0));
        places.push((place, [color.red, color.green, color.blue]));
    }
    if let Some(first) = places.first().filter(|first| first.0 > 0.0) {
        places.insert(0, (0.0, first.1));
    }
    if let Some(last) = places.last().filter(|last| last.0 < 1.0) {
        places.push((1.0, last.1));
    }
    places
}

fn pen(stroke: &usvg::Stroke, output: &mut ObjectBuffer) {
    output.real(stroke.width().get().into());
    output.raw(match stroke.linecap() {
        LineCap::Butt => " w 0 J ",
        LineCap::Round => " w 1 J ",
        LineCap::Square => " w 2 J ",
    });
    output.raw(match stroke.linejoin() {
        LineJoin::Miter | LineJoin::MiterClip => "0 j ",
        LineJoin::Round => "1 j ",
        LineJoin::Bevel => "2 j ",
    });
    output.real(stroke.miterlimit().get().into());
    output.raw(" M ");
    // PDF forbids dashes whose lengths are all zero, so lengths that would be rounded to zero do not count.
    if let Some(dashes) = stroke.dasharray().filter(|dashes| dashes.iter().any(|dash| *dash >= 1e-4)) {
        output.array(dashes, |output, dash| output.real((*dash).into()));
        output.space();
        output.real(stroke.dashoffset().into());
        output.raw(" d ");
    }
}

fn outline(path: &usvg::tiny_skia_path::Path, output: &mut ObjectBuffer) {
    let mut at = usvg::tiny_skia_path::Point::zero();
    let mut points = |points: &[usvg::tiny_skia_path::Point], operator: &str| {
        for point in points {
            output.real(point.x.into());
            output.space();
            output.real(point.y.into());
            output.space();
        }
        output.raw(operator);
        output.raw("\n");
    };
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => points(&[to], "m"),
            PathSegment::LineTo(to) => points(&[to], "l"),
            PathSegment::QuadTo(control, to) => {
                // The same curve as a cubic one.
                let toward = |from: usvg::tiny_skia_path::Point| {
                    usvg::tiny_skia_path::Point::from_xy(
                        from.x + (control.x - from.x) * 2.0 / 3.0,
                        from.y + (control.y - from.y) * 2.0 / 3.0,
                    )
                };
                points(&[toward(at), toward(to), to], "c");
            }
            PathSegment::CubicTo(first, second, to) => points(&[first, second, to], "c"),
            PathSegment::Close => points(&[], "h"),
        }
        match segment {
            PathSegment::MoveTo(to)
            | PathSegment::LineTo(to)
            | PathSegment::QuadTo(_, to)
            | PathSegment::CubicTo(_, _, to) => at = to,
            PathSegment::Close => {}
        }
    }
}
