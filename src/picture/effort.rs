//! Estimates the effort of painting a drawing, so that no drawing uses up the program's time and memory.
//!
//! The estimate follows what resvg does: a group that is painted apart has a layer of its own, so has each step of a
//! filter, and a pattern is painted again for each shape. For areas and steps it takes upper bounds.

use resvg::tiny_skia::{Rect, Transform};
use resvg::usvg::filter::{Filter, Kind, Primitive};
use resvg::usvg::{ClipPath, Group, Image, Mask, Node, Paint, Path, Tree};

/// The most work for a drawing, roughly in nanoseconds.
const MOST_WORK: f64 = 2e9;
/// The most pixels that layers may hold at one time, besides the drawing's own; four bytes each.
const MOST_HELD: f64 = 100e6;
/// The greatest coordinate of an edge in pixels, because the painter calculates with bounded numbers.
const FARTHEST: f32 = 1e6;
/// The greatest width of a blur in pixels.
const WIDEST_BLUR: f32 = 1e4;

/// The work per pixel of a plain fill, of a gradient, and of a picture or pattern.
const FILL: f64 = 0.5;
const GRADIENT: f64 = 5.0;
const TEXTURE: f64 = 30.0;
/// The work per pixel to make a layer and to compose it onto another.
const LAYER: f64 = 4.0;
/// The work per segment of an outline, per row of pixels that a segment crosses, and per node.
const SEGMENT: f64 = 100.0;
const CROSSING: f64 = 10.0;
const NODE: f64 = 100.0;

/// Whether a drawing of that size in pixels can be painted with reasonable effort; `place` transforms its units to
/// pixels.
pub fn is_modest(tree: &Tree, place: Transform, width: u32, height: u32) -> bool {
    let canvas = (f64::from(width), f64::from(height));
    let mut effort = Effort { canvas, work: 0.0, held: 0.0 };
    effort.children(tree.root(), place).is_some()
}

struct Effort {
    /// The size of the canvas, in pixels.
    canvas: (f64, f64),
    work: f64,
    held: f64,
}

/// `None` means that the effort is too much.
type Modest = Option<()>;

impl Effort {
    fn add(&mut self, work: f64) -> Modest {
        self.work += work;
        (self.work <= MOST_WORK).then_some(())
    }

    /// Counts a layer of that many pixels, which is kept while something is painted.
    fn hold<T>(&mut self, pixels: f64, paint: impl FnOnce(&mut Effort) -> Option<T>) -> Option<T> {
        self.add(pixels * LAYER)?;
        self.held += pixels;
        let painted = if self.held <= MOST_HELD { paint(self) } else { None };
        self.held -= pixels;
        painted
    }

    /// An upper bound of the pixels that an area shows: a layer in resvg has at most `times` times the canvas's width
    /// and height.
    fn shown(&self, area: Rect, place: Transform, times: f64) -> Option<f64> {
        let area = area.transform(place).filter(is_near)?;
        let side = |length: f32, canvas: f64| (f64::from(length) + 4.0).min(canvas * times);
        Some(side(area.width(), self.canvas.0) * side(area.height(), self.canvas.1))
    }

    /// The number of pixels of an area, shown or not.
    fn all(&self, area: Rect, place: Transform) -> Option<f64> {
        let area = area.transform(place).filter(is_near)?;
        Some((f64::from(area.width()) + 1.0) * (f64::from(area.height()) + 1.0))
    }

    fn children(&mut self, group: &Group, place: Transform) -> Modest {
        for node in group.children() {
            self.add(NODE)?;
            match node {
                Node::Group(group) => self.group(group, place.pre_concat(group.transform()))?,
                Node::Path(path) => self.path(path, place)?,
                Node::Image(image) => self.image(image, place)?,
                // `read_svg` has refused text before.
                Node::Text(_) => {}
            }
        }
        Some(())
    }

    fn group(&mut self, group: &Group, place: Transform) -> Modest {
        if !group.should_isolate() {
            return self.children(group, place);
        }
        let layer = self.shown(group.layer_bounding_box().to_rect(), place, 5.0)?;
        self.hold(layer, |effort| {
            effort.children(group, place)?;
            for filter in group.filters() {
                effort.filter(filter, layer, place)?;
            }
            group.clip_path().map_or(Some(()), |clip| effort.clip(clip, layer, place))?;
            group.mask().map_or(Some(()), |mask| effort.mask(mask, layer, place))
        })
    }

    fn clip(&mut self, clip: &ClipPath, layer: f64, place: Transform) -> Modest {
        self.hold(layer, |effort| {
            effort.clipping(clip.root(), layer, place.pre_concat(clip.transform()))?;
            clip.clip_path().map_or(Some(()), |clip| effort.clip(clip, layer, place))
        })
    }

    /// Counts the shapes of a clip path, each of which may have a clip path too.
    fn clipping(&mut self, group: &Group, layer: f64, place: Transform) -> Modest {
        for node in group.children() {
            self.add(NODE)?;
            match node {
                Node::Group(group) => {
                    let place = place.pre_concat(group.transform());
                    match group.clip_path() {
                        Some(clip) => self.hold(layer, |effort| {
                            effort.clipping(group, layer, place)?;
                            effort.clip(clip, layer, place)
                        })?,
                        None => self.clipping(group, layer, place)?,
                    }
                }
                Node::Path(path) => self.path(path, place)?,
                Node::Image(_) | Node::Text(_) => {}
            }
        }
        Some(())
    }

    fn mask(&mut self, mask: &Mask, layer: f64, place: Transform) -> Modest {
        self.all(mask.rect().to_rect(), place)?;
        self.hold(2.0 * layer, |effort| {
            effort.children(mask.root(), place)?;
            mask.mask().map_or(Some(()), |mask| effort.mask(mask, layer, place))
        })
    }

    /// Counts a filter; each of its steps keeps its pixels until the last one is done.
    fn filter(&mut self, filter: &Filter, layer: f64, place: Transform) -> Modest {
        let region = self.all(filter.rect().to_rect(), place)?.max(layer);
        let steps = filter.primitives();
        self.hold(region * (steps.len() as f64 + 2.0), |effort| {
            steps.iter().try_for_each(|step| effort.step(step, region, place))
        })
    }

    fn step(&mut self, step: &Primitive, region: f64, place: Transform) -> Modest {
        self.all(step.rect().to_rect(), place)?;
        let (across, down) = place.get_scale();
        let blur = |x: f32, y: f32| (x * across <= WIDEST_BLUR && y * down <= WIDEST_BLUR).then_some(60.0);
        let near =
            |x: f32, y: f32| (x.abs() * across <= FARTHEST && y.abs() * down <= FARTHEST).then_some(10.0);
        let each = match step.kind() {
            Kind::GaussianBlur(blurred) => blur(blurred.std_dev_x().get(), blurred.std_dev_y().get())?,
            Kind::DropShadow(shadow) => {
                near(shadow.dx(), shadow.dy())?;
                blur(shadow.std_dev_x().get(), shadow.std_dev_y().get())? + 20.0
            }
            Kind::Offset(offset) => near(offset.dx(), offset.dy())?,
            Kind::DisplacementMap(map) => near(map.scale(), map.scale())?,
            Kind::ConvolveMatrix(convolved) => {
                let matrix = convolved.matrix();
                10.0 + 5.0 * f64::from(matrix.columns()) * f64::from(matrix.rows())
            }
            // The window has no more cells than the region has pixels.
            Kind::Morphology(grown) => {
                let radius = |radius: f32, scale: f32| f64::from((radius * scale).ceil());
                let cells =
                    4.0 * radius(grown.radius_x().get(), across) * radius(grown.radius_y().get(), down);
                10.0 + 3.0 * cells.min(region)
            }
            Kind::Turbulence(noise) => 100.0 * f64::from(noise.num_octaves().max(1)),
            Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 100.0,
            Kind::Merge(merge) => 10.0 * (merge.inputs().len() as f64 + 1.0),
            Kind::Image(image) => {
                let place = Transform::from_scale(across, down);
                self.children(image.root(), place)?;
                10.0
            }
            Kind::Tile(_) => TEXTURE,
            Kind::Blend(_)
            | Kind::ColorMatrix(_)
            | Kind::ComponentTransfer(_)
            | Kind::Composite(_)
            | Kind::Flood(_) => 15.0,
        };
        self.add(region * each)
    }

    fn path(&mut self, path: &Path, place: Transform) -> Modest {
        // An invisible path may be part of a clip path, where it takes work too.
        let area = self.shown(path.stroke_bounding_box(), place, 1.0)?;
        let outline = self.outline(path, place);
        let paints = [path.fill().map(|fill| fill.paint()), path.stroke().map(|stroke| stroke.paint())];
        for paint in paints.into_iter().flatten() {
            self.add(outline)?;
            match paint {
                Paint::Color(_) => self.add(area * FILL)?,
                Paint::LinearGradient(_) | Paint::RadialGradient(_) => self.add(area * GRADIENT)?,
                Paint::Pattern(pattern) => {
                    let (across, down) = place.pre_concat(pattern.transform()).get_scale();
                    let scale = Transform::from_scale(across, down);
                    let tile = self.all(pattern.rect().to_rect(), scale)?;
                    self.hold(tile, |effort| effort.children(pattern.root(), scale))?;
                    self.add(area * TEXTURE)?;
                }
            }
        }
        Some(())
    }

    /// The work for an outline, without its fill.
    fn outline(&self, path: &Path, place: Transform) -> f64 {
        let (across, down) = place.get_scale();
        let scale = f64::from(across.max(down));
        let steps = path.data().points().windows(2).map(|points| {
            let longer = (points[1].x - points[0].x).abs().max((points[1].y - points[0].y).abs());
            SEGMENT + CROSSING * (f64::from(longer) * scale).min(self.canvas.0.max(self.canvas.1))
        });
        SEGMENT + steps.sum::<f64>()
    }

    fn image(&mut self, image: &Image, place: Transform) -> Modest {
        let area = self.shown(image.bounding_box(), place, 1.0)?;
        let own = f64::from(image.size().width()) * f64::from(image.size().height());
        self.hold(own, |effort| effort.add((own + area) * TEXTURE))
    }
}

fn is_near(area: &Rect) -> bool {
    [area.left(), area.top(), area.right(), area.bottom()].iter().all(|edge| edge.abs() <= FARTHEST)
}
