//! Shows the pages of a document on a screen: the very pages of the PDF, as SVG.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::drawing::Outline;
use crate::model::position_ids;
use crate::page::{
    ContentId, DocumentInfo, ImageFile, ImageFormat, JoinedParts, ParagraphId, PartLayout, PartSource,
};
use crate::svg::{self, GlyphKey, GlyphSet, PageWriter};
use crate::template::{OutputKind, gather};
use crate::text::Fonts;
use crate::tree::{self, Watermark};
use crate::unit::Size;
use crate::world::World;

use super::fit::{self, SheetExtent};
use super::options::Options;
use super::project::Project;
use super::report::Outcome;
use super::session::Session;
use super::sheet::{PartSheet, shown};
use super::sheets::Maker;

/// A document that is laid out, and whose pages can be drawn.
pub struct LaidOut {
    parts: Vec<LaidOutPart>,
    watermark: Option<Watermark>,
    fonts: Fonts,
    /// How full the sheet of a position is; `None` for a handbook.
    pub extent: Option<SheetExtent>,
}

struct LaidOutPart {
    layout: Arc<PartLayout>,
    /// The position that it shows.
    position: Option<String>,
    /// The texts of the position that its paragraphs show.
    sources: Sources,
}

/// The texts of the data that paragraphs show, named as in [`DataStretch`](crate::template::DataStretch), with spaces
/// between them.
type Sources = HashMap<ParagraphId, String>;

/// Some pages of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShownPages {
    pub pages: Vec<ShownPage>,
    pub outlines: Outlines,
}

/// Outlines of glyphs as SVG paths, by the ids that pages refer to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlines {
    /// Names the fonts: the ids mean other glyphs of others.
    pub fonts: String,
    pub glyphs: BTreeMap<String, String>,
}

/// A page.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownPage {
    /// An `svg` element.
    pub svg: String,
    /// The id of the position that it shows.
    pub position: Option<String>,
}

/// Lays out a position's own document, or the handbook without an id. That of a withdrawn position is shown, too, though no
/// run makes it; `None` without an error if there is no such position.
pub fn lay_out(world: &dyn World, options: &Options, id: Option<&str>) -> Outcome<LaidOut> {
    Outcome::of(|report| {
        let project = match id {
            Some(id) => Project::open_alone(world, options, id, report)?,
            None => Project::open(world, options, report)?,
        };
        let kind = if id.is_some() { OutputKind::Position } else { OutputKind::Handbook };
        let plan = project.plans(&[kind]).into_iter().next()?;
        let session = Session::open(world, &project, vec![plan], report)?;
        let maker = Maker {
            keeps_items: true,
            // Only the texts of a position are looked for in its tree.
            keeps_parts: id.is_some(),
            budgets: Some(&report.weights),
            ..Maker::new(&session)
        };
        let (outputs, found) = maker.keep();
        report.add(gather(found.findings));
        report.add(found.told.into_iter().map(|told| told.finding));
        let sheets = outputs.into_values().next()?;
        let ids = position_ids(&project.handbook);
        let part = |sheet: &PartSheet| {
            let position = project.shown(&sheet.job).1;
            let known =
                |id: &String, of| position.is_some_and(|own| std::ptr::eq(own, of)).then(|| id.clone());
            LaidOutPart {
                layout: sheet.layout.clone(),
                position: ids.iter().zip(project.handbook.positions()).find_map(|(id, of)| known(id, of)),
                // On the pages of a handbook, a click leads to the position.
                sources: if id.is_some() { sources(&session, sheet) } else { Sources::new() },
            }
        };
        let shown = shown(&sheets);
        let extent = id.and_then(|_| fit::extent(&project, &shown));
        let parts = shown.into_iter().map(part).collect();
        let watermark = project.meta(&session.plans[0], world).watermark;
        Some(LaidOut { parts, watermark, fonts: session.fonts.clone(), extent })
    })
}

/// Finds the paragraph of each stretch of markup: the last one that begins before it.
fn sources(session: &Session, sheet: &PartSheet) -> Sources {
    let mut sources = Sources::new();
    let plan = &session.plans[sheet.plan];
    let Ok(rendered) = session.builder.render(&sheet.job, plan) else { return sources };
    let mut paragraphs: Vec<(usize, ParagraphId)> = Vec::new();
    tree::each_paragraph(&sheet.part.blocks, &mut |paragraph| {
        paragraphs.push((paragraph.origin.start as usize, paragraph.id));
    });
    paragraphs.sort_by_key(|(start, _)| *start);
    for stretch in session.builder.stretches(&rendered, plan) {
        let after = paragraphs.partition_point(|(start, _)| *start <= stretch.range.start);
        let Some((_, paragraph)) = after.checked_sub(1).and_then(|at| paragraphs.get(at)) else { continue };
        let known = sources.entry(*paragraph).or_default();
        if !known.split(' ').any(|source| source == stretch.source) {
            if !known.is_empty() {
                known.push(' ');
            }
            known.push_str(&stretch.source);
        }
    }
    sources
}

impl LaidOut {
    /// The sizes of all pages.
    pub fn sizes(&self) -> Vec<Size> {
        let pages = self.parts.iter().flat_map(|part| &part.layout.pages.pages);
        pages.map(|page| page.size).collect()
    }

    /// The page on which each part begins, counted from 0, and the position that it shows.
    pub fn parts(&self) -> impl Iterator<Item = (usize, Option<&str>)> {
        self.parts.iter().scan(0, |next, part| {
            let first = *next;
            *next += part.layout.pages.pages.len();
            Some((first, part.position.as_deref()))
        })
    }

    /// Draws pages, counted from 0, for somebody who has some outlines already: those of some fonts with some ids.
    pub fn draw(&self, wanted: Range<usize>, is_known: &dyn Fn(&str, &str) -> bool) -> ShownPages {
        let layouts = self.parts.iter().map(|part| part.layout.clone()).collect();
        let joined = JoinedParts::new(layouts, &self.fonts);
        let cover = joined.cover(DocumentInfo::default(), self.watermark.as_ref());
        let mut glyphs = GlyphSet::new();
        let mut pages = Vec::new();
        let mut next = 0;
        for (number, own) in self.parts.iter().enumerate() {
            let own_pages = next..next + own.layout.pages.pages.len();
            next = own_pages.end;
            if own_pages.end <= wanted.start || own_pages.start >= wanted.end {
                continue;
            }
            let part = joined.part(number);
            let image = |of: usize| {
                part.images.get(of).and_then(|at| cover.images.get(*at)).map_or(String::new(), data)
            };
            let source = |content: ContentId| {
                let paragraph = part.contents.get(content)?.paragraph?;
                own.sources.get(&paragraph).cloned()
            };
            for (_, page) in own_pages.zip(&part.pages).filter(|(at, _)| wanted.contains(at)) {
                let mut writer = PageWriter {
                    image: &image,
                    source: &source,
                    watermark: cover.watermark.as_ref(),
                    glyphs: &mut glyphs,
                };
                pages.push(ShownPage { svg: svg::page(page, &mut writer), position: own.position.clone() });
            }
        }
        let outline = |key: GlyphKey| match self.fonts.faces().get(usize::from(key.font)) {
            Some(face) => Outline { path: face.outline(key.glyph), units_per_em: face.units_per_em() },
            None => Outline { path: Vec::new(), units_per_em: 1.0 },
        };
        let fonts = format!("{:016x}", self.fonts.digest());
        let named = glyphs.into_iter().map(|key| (key.to_string(), key));
        let named = named.filter(|(id, _)| !is_known(&fonts, id));
        let glyphs = named.map(|(id, key)| (id, svg::path_of(outline(key)))).collect();
        ShownPages { pages, outlines: Outlines { fonts, glyphs } }
    }
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
