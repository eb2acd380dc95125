//! Draws pages into content streams, each item within its marked content.
//!
//! A page's stream depends only on the page. So it can be made as soon as the part is laid out, and the page's items
//! can be dropped then.

use std::collections::BTreeMap;

use super::PdfError;
use super::content::ContentStream;
use super::error::{is_too_long, keep};
use super::file::deflate;
use super::font::{FontPrograms, Program};
use super::rules::{self, Rules};
use super::shapes::PlacedDrawing;
use super::text::{self, Said, TextFault, Usage};
use super::units::{Area, Paper};
use crate::drawing::{Drawing, Shape};
use crate::index::IndexVec;
use crate::page::{
    Artifact, ContentId, ItemKind, MarkedContent, Marking, Page, PageItem, PartPages, TextRun, Turned,
};
use crate::unit::Rect;

/// What was drawn of a part.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    pub pages: Vec<DrawnPage>,
    /// The marked contents in the order of drawing.
    pub marked: Vec<MarkedPlace>,
    pub glyphs: UsedGlyphs,
    /// The pages in them count from the part's first page.
    pub errors: Vec<PdfError>,
}

/// A page's content stream.
#[derive(Clone, Debug, Default)]
pub struct DrawnPage {
    /// Deflated data; empty if there is nothing to draw.
    pub stream: Vec<u8>,
    /// How many marked contents the page has so far, with those of earlier layers.
    pub marked: u32,
}

/// The place of a marked content.
#[derive(Clone, Copy, Debug)]
pub struct MarkedPlace {
    pub content: ContentId,
    /// Index into [`PartPages::pages`].
    pub page: u32,
    /// The marked-content identifier (MCID) in the page's stream.
    pub id: u32,
    /// The area of its picture, if it has one.
    pub area: Option<Area>,
}

impl MarkedPlace {
    /// Moves its area to the right by hundredths of a point.
    pub fn shifted(mut self, by: i32) -> MarkedPlace {
        if let Some(area) = &mut self.area {
            area.left += by;
            area.right += by;
        }
        self
    }
}

/// The glyphs that are used of each font, by the font's index.
#[derive(Clone, Debug, Default)]
pub struct UsedGlyphs(BTreeMap<u16, FontGlyphs>);

/// The glyphs that are used of one font.
#[derive(Clone, Debug, Default)]
pub struct FontGlyphs {
    /// One bit for each glyph id.
    bits: Vec<u64>,
    /// The texts of glyphs that have no character in their font; of several texts, the least.
    pub texts: BTreeMap<u16, String>,
}

impl UsedGlyphs {
    pub fn add(&mut self, other: &UsedGlyphs) {
        for (font, other) in &other.0 {
            let own = self.0.entry(*font).or_default();
            own.bits.resize(own.bits.len().max(other.bits.len()), 0);
            own.bits.iter_mut().zip(&other.bits).for_each(|(own, other)| *own |= other);
            other.texts.iter().for_each(|(&glyph, text)| own.add_text(glyph, text));
        }
    }

    /// Each font's index, and the glyphs that are used of it.
    pub fn by_font(&self) -> impl Iterator<Item = (u16, &FontGlyphs)> {
        self.0.iter().map(|(font, shown)| (*font, shown))
    }
}

impl FontGlyphs {
    /// The ids of the glyphs, in ascending order.
    pub fn ids(&self) -> Vec<u16> {
        let mut ids = Vec::new();
        for (index, &word) in self.bits.iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                ids.push((index * 64) as u16 + rest.trailing_zeros() as u16);
                rest &= rest - 1;
            }
        }
        ids
    }

    fn add_text(&mut self, glyph: u16, text: &str) {
        match self.texts.get_mut(&glyph) {
            Some(known) if &**known > text => *known = text.to_owned(),
            Some(_) => {}
            None => _ = self.texts.insert(glyph, text.to_owned()),
        }
    }
}

impl Usage for FontGlyphs {
    fn show(&mut self, glyph: u16, text: Option<&str>) {
        let at = usize::from(glyph / 64);
        if at >= self.bits.len() {
            self.bits.resize(at + 1, 0);
        }
        self.bits[at] |= 1 << (glyph % 64);
        if let Some(text) = text {
            self.add_text(glyph, text);
        }
    }
}

/// Draws the items of a part's pages; MCIDs continue after those of `before`, which was drawn earlier.
pub fn draw(part: &PartPages, fonts: &FontPrograms, before: Option<&Drawn>) -> Drawn {
    let mut painter = StreamPainter {
        fonts,
        contents: Some(&part.contents),
        number: 0,
        marked: 0,
        drawn: Drawn::default(),
    };
    for (number, page) in part.pages.iter().enumerate() {
        painter.number = number;
        painter.marked = before.and_then(|before| before.pages.get(number)).map_or(0, |page| page.marked);
        let content = painter.page(page);
        let stream = if content.out.0.is_empty() { Vec::new() } else { deflate(&content.out.0) };
        let marked = painter.marked;
        painter.drawn.pages.push(DrawnPage { stream, marked });
    }
    painter.drawn
}

/// Draws the watermark for pages of one size.
pub fn draw_watermark(watermark: &Turned, paper: Paper, fonts: &FontPrograms) -> Drawn {
    let mut painter = StreamPainter { fonts, contents: None, number: 0, marked: 0, drawn: Drawn::default() };
    let mut content = ContentStream::default();
    let (sin, cos) = watermark.angle.to_radians().sin_cos();
    content.begin_watermark();
    content.save();
    for number in [cos, sin, -sin, cos] {
        content.out.real(number);
        content.out.space();
    }
    content.numbers(&[paper.width / 2, paper.height / 2]);
    content.operator("cm");
    // The positions of its items count from the page's centre.
    let own = Paper { width: 0, height: 0 };
    for item in &watermark.page.items {
        painter.item(item, &watermark.page, own, false, &mut content);
    }
    content.restore();
    content.end_marked();
    painter.drawn.pages.push(DrawnPage { stream: deflate(&content.out.0), marked: 0 });
    painter.drawn
}

struct StreamPainter<'a> {
    fonts: &'a FontPrograms,
    /// The marked contents of the part; a watermark has none.
    contents: Option<&'a IndexVec<ContentId, MarkedContent>>,
    /// The index of the page in its part.
    number: usize,
    /// How many marked contents the page has so far.
    marked: u32,
    drawn: Drawn,
}

impl StreamPainter<'_> {
    fn page(&mut self, page: &Page) -> ContentStream {
        let paper = Paper::new(page.size);
        let mut content = ContentStream::default();
        draw_rules(page, paper, &mut content);
        let mut open = None;
        let mut replaced = false;
        for item in page.items.iter().filter(|item| !rules::is_rule(item)) {
            if open != Some(item.mark) {
                if open.replace(item.mark).is_some() {
                    content.end_marked();
                }
                replaced = self.begin(item.mark, &mut content);
            }
            self.item(item, page, paper, replaced, &mut content);
        }
        if open.is_some() {
            content.end_marked();
        }
        content
    }

    /// Begins a marked content or an artifact, and tells whether the text is replaced as a whole. A content that the
    /// part does not have becomes an artifact.
    fn begin(&mut self, mark: Marking, content: &mut ContentStream) -> bool {
        let known = match mark {
            Marking::Content(id) => self.contents.and_then(|contents| contents.get(id)),
            Marking::Artifact(_) => None,
        };
        match (mark, known) {
            (Marking::Content(id), Some(known)) => {
                let actual_text = known.actual_text.as_deref();
                if actual_text.is_some_and(is_too_long) {
                    self.report(PdfError::too_long(self.number));
                }
                content.begin_marked(self.marked, actual_text);
                let (page, number) = (self.number as u32, self.marked);
                self.drawn.marked.push(MarkedPlace { content: id, page, id: number, area: None });
                self.marked += 1;
                actual_text.is_some()
            }
            (Marking::Content(_), None) => {
                content.begin_artifact(Artifact::Layout);
                false
            }
            (Marking::Artifact(kind), _) => {
                content.begin_artifact(kind);
                false
            }
        }
    }

    fn item(
        &mut self,
        item: &PageItem,
        page: &Page,
        paper: Paper,
        replaced: bool,
        content: &mut ContentStream,
    ) {
        match &item.kind {
            ItemKind::Text(run) => self.text(run, Said::on(page, run, replaced), paper, content),
            ItemKind::Image { rect, image } => self.image(*rect, *image, item.mark, paper, content),
            ItemKind::Drawing { rect, drawing } => self.drawing(*rect, drawing, item.mark, paper, content),
            rule => {
                let mut rules = Rules::new(paper);
                rules.add(rule, content);
                rules.draw(content);
            }
        }
    }

    fn text(
        &mut self,
        run: &TextRun,
        said: Result<Said, TextFault>,
        paper: Paper,
        content: &mut ContentStream,
    ) {
        let index = run.font;
        let drawn = self.fonts.get(index.into(), self.number).and_then(|program: &Program| {
            let shown = self.drawn.glyphs.0.entry(index).or_default();
            said.and_then(|said| text::draw(run, said, paper, program, shown, content))
                .map_err(|fault| error(fault, index, self.number))
        });
        if let Err(error) = drawn {
            self.report(error);
        }
    }

    /// Draws a drawing centred in its box, as large as the box allows.
    fn drawing(
        &mut self,
        rect: Rect,
        drawing: &Drawing,
        mark: Marking,
        paper: Paper,
        content: &mut ContentStream,
    ) {
        let Some(area) = paper.area(rect) else { return };
        content.save();
        let placed = PlacedDrawing::new(drawing, rect, paper);
        for shape in &drawing.shapes {
            match shape {
                Shape::Lines { lines, stroke } => placed.lines(lines, stroke, content),
                Shape::Box { rect, radius, fill, stroke } => {
                    placed.frame(*rect, *radius, *fill, stroke, content);
                }
                Shape::Text(text) => {
                    let (run, glyphs) = placed.run(text);
                    let said = Said { glyphs: &glyphs, text: &text.text, replaced: false };
                    self.text(&run, Ok(said), paper, content);
                }
            }
        }
        content.restore();
        self.set_area(area, mark);
    }

    fn image(&mut self, rect: Rect, image: usize, mark: Marking, paper: Paper, content: &mut ContentStream) {
        let Some(area) = paper.area(rect) else { return };
        content.save();
        content.numbers(&[area.right - area.left]);
        content.out.raw("0 0 ");
        content.numbers(&[area.top - area.bottom, area.left, area.bottom]);
        content.operator("cm");
        content.out.raw("/I");
        content.out.integer(image as i64);
        content.operator(" Do");
        content.restore();
        self.set_area(area, mark);
    }

    /// Stores the area of a picture with its marked content, which is the last one.
    fn set_area(&mut self, area: Area, mark: Marking) {
        let own = self.drawn.marked.last_mut();
        if let Some(own) = own.filter(|own| mark == Marking::Content(own.content)) {
            own.area.get_or_insert(area);
        }
    }

    fn report(&mut self, error: PdfError) {
        keep(&mut self.drawn.errors, error);
    }
}

fn draw_rules(page: &Page, paper: Paper, content: &mut ContentStream) {
    let mut items = page.items.iter().filter(|item| rules::is_rule(item)).peekable();
    if items.peek().is_none() {
        return;
    }
    content.begin_artifact(Artifact::Layout);
    let mut rules = Rules::new(paper);
    items.for_each(|item| rules.add(&item.kind, content));
    rules.draw(content);
    content.end_marked();
}

fn error(fault: TextFault, font: u16, page: usize) -> PdfError {
    match fault {
        TextFault::Missing(text) => {
            PdfError::GlyphMissing { font: Some(font.into()), page: Some(page), text }
        }
        TextFault::Meaningless(character) => PdfError::Finding {
            page: Some(page),
            text: format!("U+{:04X} has no meaning that a reader could know", character as u32),
        },
        TextFault::TooLong => PdfError::too_long(page),
        TextFault::Inconsistent(what) => PdfError::Inconsistent { page, what },
    }
}
