//! Draws a page's items, each within the marked content that it belongs to.

use krilla::geom::{Size, Transform};
use krilla::surface::Surface;
use krilla::tagging::{self, ArtifactType, ContentTag, SpanTag};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::resources::{Picture, Resources};
use super::rules::{self, Rules};
use super::tags::Leaves;
use super::text::{self, PlacedGlyph};
use super::{PdfError, units};
use crate::page::{Artifact, Item, ItemKind, Mark, MarkedContent, Page, Turned};
use crate::unit::Rect;

/// Draws pages one after the other, and remembers what went wrong.
pub struct Painter<'a> {
    resources: &'a Resources<'a>,
    watermark: Option<&'a Turned>,
    glyphs: Vec<PlacedGlyph>,
    errors: Vec<PdfError>,
}

impl<'a> Painter<'a> {
    pub fn new(resources: &'a Resources<'a>, watermark: Option<&'a Turned>) -> Painter<'a> {
        Painter { resources, watermark, glyphs: Vec::new(), errors: Vec::new() }
    }

    /// Draws page `number` of the document.
    pub fn draw(
        &mut self,
        page: &Page,
        number: usize,
        contents: &[MarkedContent],
        surface: &mut Surface,
        leaves: &mut Leaves,
    ) {
        self.draw_watermark(page, number, surface);
        self.draw_rules(page, surface);
        let mut open = None;
        for item in page.items.iter().filter(|item| !rules::is_rule(item)) {
            if open != Some(item.mark) {
                if open.replace(item.mark).is_some() {
                    surface.end_tagged();
                }
                start(item.mark, contents, surface, leaves);
            }
            if let Err(error) = self.draw_item(item, page, number, surface) {
                self.report(error);
            }
        }
        if open.is_some() {
            surface.end_tagged();
        }
    }

    /// Behind all that stands on the page.
    fn draw_watermark(&mut self, page: &Page, number: usize, surface: &mut Surface) {
        let Some(Turned { page: own, angle }) = self.watermark else { return };
        surface.start_tagged(ContentTag::Artifact(tagging::Artifact::with_kind(ArtifactType::Watermark)));
        let (sin, cos) = (angle.to_radians().sin() as f32, angle.to_radians().cos() as f32);
        let (x, y) = (units::number(page.size.width) / 2.0, units::number(page.size.height) / 2.0);
        surface.push_transform(&Transform::from_row(cos, -sin, sin, cos, x, y));
        for item in &own.items {
            if let Err(error) = self.draw_item(item, own, number, surface) {
                self.report(error);
            }
        }
        surface.pop();
        surface.end_tagged();
    }

    fn draw_rules(&mut self, page: &Page, surface: &mut Surface) {
        let mut items = page.items.iter().filter(|item| rules::is_rule(item)).peekable();
        if items.peek().is_none() {
            return;
        }
        surface.start_tagged(artifact(Artifact::Layout));
        let mut rules = Rules::new();
        for item in items {
            add_rule(&item.kind, &mut rules, surface);
        }
        rules.draw(surface);
        surface.end_tagged();
    }

    fn draw_item(
        &mut self,
        item: &Item,
        page: &Page,
        number: usize,
        surface: &mut Surface,
    ) -> Result<(), PdfError> {
        match &item.kind {
            ItemKind::Text(run) => {
                let font = self.resources.font(run.font.into(), number)?;
                text::draw(run, page, number, font, &mut self.glyphs, surface)
                    .map_err(|what| PdfError::Inconsistent { page: number, what })
            }
            ItemKind::Image { rect, image } => self.draw_image(*rect, *image, number, surface),
            rule => {
                let mut rules = Rules::new();
                add_rule(rule, &mut rules, surface);
                rules.draw(surface);
                Ok(())
            }
        }
    }

    fn draw_image(
        &mut self,
        rect: Rect,
        image: usize,
        number: usize,
        surface: &mut Surface,
    ) -> Result<(), PdfError> {
        let image = self.resources.image(image, number)?;
        let Some(rect) = units::rect(rect) else { return Ok(()) };
        if let Some(size) = Size::from_wh(rect.width(), rect.height()) {
            surface.push_transform(&Transform::from_translate(rect.left(), rect.top()));
            match image {
                Picture::Pixels(image) => surface.draw_image(image.clone(), size),
                Picture::Drawing(tree) => {
                    let settings = SvgSettings { embed_text: false, ..SvgSettings::default() };
                    // A drawing without extent shows nothing.
                    let _ = surface.draw_svg(tree, size, settings);
                }
            }
            surface.pop();
        }
        Ok(())
    }

    /// Keeps an error, once.
    fn report(&mut self, error: PdfError) {
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    pub fn into_errors(self) -> Vec<PdfError> {
        self.errors
    }
}

fn add_rule(kind: &ItemKind, rules: &mut Rules, surface: &mut Surface) {
    match *kind {
        ItemKind::Fill { rect, color } => rules.fill(rect, color, surface),
        ItemKind::Line { from, to, width, color, dash } => {
            rules.line((from, to), (width, dash), color, surface);
        }
        ItemKind::Text(_) | ItemKind::Image { .. } => {}
    }
}

/// Begins a marked content. One that the part does not know is an artifact.
fn start(mark: Mark, contents: &[MarkedContent], surface: &mut Surface, leaves: &mut Leaves) {
    let content = match mark {
        Mark::Content(id) => contents.get(id as usize).map(|content| (id, content)),
        Mark::Artifact(_) => None,
    };
    match (content, mark) {
        (Some((id, content)), _) => {
            let tag = match &content.actual_text {
                Some(text) => ContentTag::Span(SpanTag::empty().with_actual_text(Some(text))),
                None => ContentTag::Other,
            };
            leaves.contents.push((id, Some(surface.start_tagged(tag))));
        }
        (None, Mark::Artifact(kind)) => {
            surface.start_tagged(artifact(kind));
        }
        (None, Mark::Content(_)) => {
            surface.start_tagged(artifact(Artifact::Layout));
        }
    }
}

fn artifact(kind: Artifact) -> ContentTag<'static> {
    ContentTag::Artifact(tagging::Artifact::with_kind(match kind {
        Artifact::Header => ArtifactType::Header,
        Artifact::Footer => ArtifactType::Footer,
        Artifact::Repeated => ArtifactType::PaginationOther,
        Artifact::Layout => ArtifactType::Layout,
    }))
}
