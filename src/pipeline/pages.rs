//! Shows the pages of a document on a screen: the very pages of the PDF, as SVG.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::drawing::Outline;
use crate::model::position_ids;
use crate::page::{DocumentInfo, ImageFile, ImageFormat, JoinedParts, PartSource};
use crate::svg::{self, GlyphKey, GlyphSet, PageWriter};
use crate::template::{OutputKind, gather};
use crate::text::Fonts;
use crate::unit::Size;
use crate::world::World;

use super::options::Options;
use super::plan::OutputPlan;
use super::project::Project;
use super::report::Outcome;
use super::session::Session;
use super::sheet::shown;
use super::sheets::Maker;

/// The pages of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShownPages {
    pub pages: Vec<ShownPage>,
    /// The outlines of their glyphs as SVG paths, by the ids that the pages refer to.
    pub glyphs: BTreeMap<String, String>,
}

/// A page.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownPage {
    pub svg: String,
    pub size: Size,
}

/// The pages of a position's own document, or of the handbook without an id. `None` for a position that has none, such as a
/// withdrawn one.
pub fn pages(world: &dyn World, options: &Options, id: Option<&str>) -> Outcome<ShownPages> {
    Outcome::of(|report| {
        let project = Project::open(world, options, report)?;
        let plan = plan(&project, id)?;
        let session = Session::open(world, &project, vec![plan], report)?;
        let maker = Maker {
            keeps_items: true,
            keeps_parts: false,
            budgets: Some(&report.weights),
            ..Maker::new(&session)
        };
        let (outputs, found) = maker.keep();
        report.add(gather(found.findings));
        report.add(found.told.into_iter().map(|told| told.finding));
        let sheets = outputs.into_values().next()?;
        let layouts = shown(&sheets).iter().map(|sheet| sheet.layout.clone()).collect();
        let meta = project.meta(&session.plans[0], world);
        let joined = JoinedParts::new(layouts, &session.fonts);
        Some(written(&joined, meta.watermark.as_ref(), &session.fonts))
    })
}

fn plan<'p>(project: &'p Project, id: Option<&str>) -> Option<OutputPlan<'p>> {
    let Some(id) = id else { return project.plans(&[OutputKind::Handbook]).into_iter().next() };
    let at = position_ids(&project.handbook).iter().position(|known| known == id)?;
    let wanted = project.handbook.positions().nth(at)?;
    let shows = |plan: &OutputPlan| {
        plan.jobs
            .iter()
            .any(|job| project.shown(job).1.is_some_and(|position| std::ptr::eq(position, wanted)))
    };
    project.plans(&[OutputKind::Position]).into_iter().find(shows)
}

fn written(joined: &JoinedParts, watermark: Option<&crate::tree::Watermark>, fonts: &Fonts) -> ShownPages {
    let cover = joined.cover(DocumentInfo::default(), watermark);
    let mut glyphs = GlyphSet::new();
    let mut pages = Vec::new();
    for part in 0..joined.count() {
        let part = joined.part(part);
        let image = |own: usize| {
            part.images.get(own).and_then(|at| cover.images.get(*at)).map_or(String::new(), data)
        };
        for page in &part.pages {
            let mut writer =
                PageWriter { image: &image, watermark: cover.watermark.as_ref(), glyphs: &mut glyphs };
            pages.push(ShownPage { svg: svg::page(page, &mut writer), size: page.size });
        }
    }
    let outline = |key: GlyphKey| match fonts.faces().get(usize::from(key.font)) {
        Some(face) => Outline { path: face.outline(key.glyph), units_per_em: face.units_per_em() },
        None => Outline { path: Vec::new(), units_per_em: 1.0 },
    };
    let glyphs = glyphs.into_iter().map(|key| (key.to_string(), svg::path_of(outline(key)))).collect();
    ShownPages { pages, glyphs }
}

/// A picture as an address that holds it (RFC 2397).
fn data(image: &ImageFile) -> String {
    let kind = match image.format {
        ImageFormat::Png => "png",
        ImageFormat::Jpeg => "jpeg",
        ImageFormat::Svg => "svg+xml",
    };
    format!("data:image/{kind};base64,{}", BASE64.encode(&image.data))
}
