//! Draws the planned pages: text, lists, rules and boxes. [`super::grid`] draws the tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compose::{Composition, SetParagraph};
use super::frame::*;
use super::strip::{BoxId, SectionBox, Strip, StripKind};
use super::tags::Tags;
use crate::flow::border_width;
use crate::index::IndexVec;
use crate::text::{Fonts, Line, LineItem, LineRun, Lines};
use crate::tree::{self, Border, BorderStyle, ImageSource, ItemId, Link, ParagraphId};
use crate::unit::{Abs, Color, Point, Rect, Sides};

/// A place that links may point to, on a page counted from 0 in the part.
#[derive(Clone, Debug)]
pub struct Anchor {
    pub id: Arc<str>,
    pub page: usize,
    pub at: Point,
}

/// A heading, for the bookmarks; `page` counts from 0 in the part, and `tag` is its structure element.
#[derive(Clone, Debug)]
pub struct Heading {
    pub level: u8,
    pub title: String,
    pub page: usize,
    pub at: Point,
    pub tag: TagId,
}

/// Whether something is drawn for the first time, or repeated as an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    Content,
    Again(Artifact),
}

/// Draws a part's pages one after the other.
pub struct PagePainter<'f, 'a> {
    pub composed: &'f Composition<'a>,
    pub fonts: &'f Fonts,
    pub tags: Tags,
    pub page: Page,
    pub page_index: usize,
    pub contents: IndexVec<ContentId, MarkedContent>,
    pub anchors: Vec<Anchor>,
    pub headings: Vec<Heading>,
    pub images: Vec<ImageFile>,
}

impl<'f, 'a> PagePainter<'f, 'a> {
    /// Draws strips at the given heights; `left` is the left edge of the flow that holds them.
    pub fn strips(&mut self, placed: &[(Abs, &Strip<'a>)], left: Abs, pass: Pass) {
        self.section_boxes(placed, left);
        let strips: Vec<(Abs, &Strip)> = placed.iter().map(|&(y, strip)| (y + strip.above, strip)).collect();
        let mut i = 0;
        while i < strips.len() {
            let (y, strip) = strips[i];
            if !matches!(strip.kind, StripKind::Line { .. }) {
                for &(marker, x) in &strip.markers {
                    self.marker(marker, None, strip, Point { x: left + x, y }, pass);
                }
            }
            let start = i;
            i = match &strip.kind {
                StripKind::Line { paragraph, .. } => {
                    let end = run_end(
                        &strips,
                        i,
                        |kind| matches!(kind, StripKind::Line { paragraph: p, .. } if p == paragraph),
                    );
                    self.paragraph(*paragraph, &strips[i..end], left, pass);
                    end
                }
                StripKind::Row(row) => {
                    let table = row.table;
                    let end =
                        run_end(&strips, i, |kind| matches!(kind, StripKind::Row(r) if r.table == table));
                    self.table(table, &strips[i..end], left + strip.x, pass);
                    end
                }
                StripKind::Rule { border, padding, width } => {
                    if let Some(border) = *border {
                        let y = y + *padding + border.width / 2.0;
                        let from = Point { x: left + strip.x, y };
                        self.line(border, from, Point { x: from.x + *width, y });
                    }
                    i + 1
                }
                StripKind::Blank => i + 1,
            };
            if pass == Pass::Content {
                self.anchors(&strips[start..i], left);
            }
        }
    }

    /// Draws the boxes of sections, outer ones first. Each box encloses its strips on this page.
    fn section_boxes(&mut self, placed: &[(Abs, &Strip)], left: Abs) {
        let mut extents: BTreeMap<BoxId, BoxExtent> = BTreeMap::new();
        for &(y, strip) in placed {
            let mut enclosing = strip.enclosing;
            while let Some(id) = enclosing {
                let opens = strip.opens.iter().find(|(open, _)| *open == id);
                let closes = strip.closes.iter().find(|(close, _)| *close == id);
                let content = y + strip.height - strip.below;
                let top = y + opens.map_or(Abs::ZERO, |&(_, offset)| offset);
                let bottom = closes.map_or(y + strip.height, |&(_, offset)| content + offset);
                let extent = extents.entry(id).or_insert(BoxExtent { top, ..BoxExtent::default() });
                extent.bottom = bottom;
                extent.begins |= opens.is_some();
                extent.ends |= closes.is_some();
                enclosing = self.composed.boxes[id].parent;
            }
        }
        for (id, extent) in extents {
            let SectionBox { style, x, width, .. } = self.composed.boxes[id];
            let BoxExtent { top, bottom, begins, ends } = extent;
            let rect = Rect { x: left + x, y: top, width, height: bottom - top };
            self.boxed(rect, style.background, sliced(style.border, begins, ends));
        }
    }

    /// Records where the anchors of strips stand.
    fn anchors(&mut self, strips: &[(Abs, &Strip)], left: Abs) {
        let page = self.page_index;
        for &(y, strip) in strips {
            let at = Point { x: left + strip.x, y };
            self.anchors.extend(strip.anchors.iter().map(|&id| Anchor { id: id.clone(), page, at }));
        }
    }

    /// Draws the lines of one paragraph on this page, with their box.
    fn paragraph(&mut self, id: ParagraphId, strips: &[(Abs, &Strip)], left: Abs, pass: Pass) {
        let (Some(&(top, first)), Some(&(last_top, last))) = (strips.first(), strips.last()) else { return };
        let x = left + first.x;
        for &(marker, marker_x) in &first.markers {
            self.marker(marker, Some(id), first, Point { x: left + marker_x, y: top }, pass);
        }
        let set = &self.composed.paragraphs[id];
        let begins = matches!(first.kind, StripKind::Line { line: 0, .. });
        let ends = matches!(last.kind, StripKind::Line { line, .. } if line + 1 == set.lines.lines.len());
        self.paragraph_box(set, x, top, last_top + last.content_height(), begins, ends);
        let tag = self.tags.paragraphs.get(id).copied().flatten();
        if let (Some(tag), true, Pass::Content) = (tag, begins, pass) {
            self.heading(tag, Point { x, y: top });
        }
        let mut ink = Ink { tag, pass, mark: None, paragraph: Some(id) };
        for &(y, strip) in strips {
            if let StripKind::Line { line, pad_top, .. } = strip.kind {
                self.set_line(&set.lines, line, Point { x, y: y + pad_top }, &mut ink);
            }
        }
    }

    /// Records a heading; its tag gives the level and the title.
    fn heading(&mut self, tag: TagId, at: Point) {
        if let TagKind::Heading { level, title } = &self.tags.all[tag].kind {
            let (level, title) = (*level, title.clone());
            self.headings.push(Heading { level, title, page: self.page_index, at, tag });
        }
    }

    /// Draws a list marker on the baseline of the line beside it, the first of a paragraph if there is one.
    fn marker(
        &mut self,
        marker: ItemId,
        paragraph: Option<ParagraphId>,
        strip: &Strip,
        Point { x, y }: Point,
        pass: Pass,
    ) {
        let beside = match strip.kind {
            StripKind::Line { paragraph, line, pad_top, .. } => {
                self.composed.paragraphs[paragraph].lines.lines.get(line).map(|l| l.baseline + pad_top)
            }
            _ => None,
        };
        let lines = &self.composed.markers[marker];
        let own = lines.lines.first().map(|line| line.baseline);
        let shift = beside.zip(own).map_or(Abs::ZERO, |(beside, own)| beside - own);
        let mut ink =
            Ink { tag: self.tags.markers.get(marker).copied().flatten(), pass, mark: None, paragraph };
        self.set_line(lines, 0, Point { x, y: y + shift }, &mut ink);
    }

    /// Draws the box of a paragraph, or the part of it that stands on this page.
    fn paragraph_box(
        &mut self,
        paragraph: &SetParagraph,
        x: Abs,
        top: Abs,
        bottom: Abs,
        begins: bool,
        ends: bool,
    ) {
        let Some(style) = paragraph.style else { return };
        let borders = style.border.map(border_width);
        let rect = Rect {
            x: x - style.padding.left - borders.left,
            y: top,
            width: paragraph.width + style.padding.horizontal() + borders.horizontal(),
            height: bottom - top,
        };
        self.boxed(rect, style.background, sliced(style.border, begins, ends));
    }

    /// Draws a box's background, and its borders, which lie inside its edges.
    fn boxed(&mut self, rect: Rect, background: Option<Color>, border: Sides<Option<Border>>) {
        if let Some(color) = background {
            self.push(Marking::Artifact(Artifact::Layout), ItemKind::Fill { rect, color });
        }
        let half = border.map(|border| border_width(border) / 2.0);
        let at = |x, y| Point { x, y };
        let (left, right) = (rect.x + half.left, rect.right() - half.right);
        let (top, bottom) = (rect.y + half.top, rect.bottom() - half.bottom);
        let lines = [
            (border.top, at(rect.x, top), at(rect.right(), top)),
            (border.bottom, at(rect.x, bottom), at(rect.right(), bottom)),
            (border.left, at(left, rect.y), at(left, rect.bottom())),
            (border.right, at(right, rect.y), at(right, rect.bottom())),
        ];
        for (border, from, to) in lines {
            border.into_iter().for_each(|border| self.line(border, from, to));
        }
    }

    /// Draws one line of a paragraph; `at` is the line's top left corner.
    fn set_line(&mut self, lines: &Lines, line: usize, at: Point, ink: &mut Ink) {
        if let Some(line) = lines.lines.get(line) {
            if line.spread {
                ink.mark = None;
            }
            for item in &line.items {
                match item {
                    LineItem::Run(run) => self.run(lines, line, run, at, ink),
                    LineItem::Image { image, x } => self.image(image, line, *x, at, ink),
                    LineItem::Leader(_) => {}
                }
            }
            let leaders = self.leaders(lines, line, at);
            if line.spread || leaders {
                ink.mark = None;
            }
        }
    }

    /// Draws the leaders of a line, which are artifacts because they are no text; tells whether there are any. They
    /// are drawn last, because the items of one marked content must follow each other.
    fn leaders(&mut self, lines: &Lines, line: &Line, at: Point) -> bool {
        let mut any = false;
        for item in &line.items {
            let LineItem::Leader(run) = item else { continue };
            any = true;
            let baseline = Point { x: at.x + run.x, y: at.y + line.baseline };
            for kind in run_items(&mut self.page, self.fonts, lines, run, baseline) {
                self.push(Marking::Artifact(Artifact::Layout), kind);
            }
        }
        any
    }

    fn run(&mut self, lines: &Lines, line: &Line, run: &LineRun, at: Point, ink: &mut Ink) {
        let baseline = Point { x: at.x + run.x, y: at.y + line.baseline - run.rise };
        let mark = match &run.link {
            Some(link) if ink.pass == Pass::Content => {
                let area = Rect { x: baseline.x, y: at.y, width: run.width, height: line.height };
                self.link(link, area, &lines.text[run.text.clone()], ink)
            }
            _ => self.mark(ink),
        };
        if let (true, Marking::Content(content)) = (line.spread, mark) {
            // Its characters are spread, and readers would take each for a word; so the text is stated once more.
            let text = &lines.text[run.text.clone()];
            self.contents[content].actual_text.get_or_insert_default().push_str(text);
        }
        for kind in run_items(&mut self.page, self.fonts, lines, run, baseline) {
            self.push(mark, kind);
        }
    }

    fn image(&mut self, image: &tree::Image, line: &Line, x: Abs, at: Point, ink: &mut Ink) {
        let rect = Rect {
            x: at.x + x,
            y: at.y + line.baseline - image.size.height,
            width: image.size.width,
            height: image.size.height,
        };
        let kind = match &image.source {
            ImageSource::Drawing(drawing) => ItemKind::Drawing { rect, drawing: drawing.clone() },
            ImageSource::File(file) => ItemKind::Image { rect, image: self.image_index(file) },
        };
        ink.mark = None;
        let mark = match (ink.pass, ink.tag) {
            (Pass::Content, Some(tag)) if !image.alt.is_empty() => {
                let figure = self.tags.add(tag, TagKind::Figure { alt: image.alt.clone() });
                self.content(figure, None)
            }
            _ => Marking::Artifact(Artifact::Layout),
        };
        self.push(mark, kind);
    }

    fn image_index(&mut self, file: &ImageFile) -> usize {
        let same = |known: &ImageFile| Arc::ptr_eq(&known.data, &file.data);
        self.images.iter().position(same).unwrap_or_else(|| {
            self.images.push(file.clone());
            self.images.len() - 1
        })
    }

    /// Gives the text of a link a structure element of its own, with the annotation of the link.
    fn link(&mut self, link: &Link, rect: Rect, text: &str, ink: &mut Ink) -> Marking {
        let Some(tag) = ink.tag else { return self.mark(ink) };
        let element = self.tags.add(tag, TagKind::Link);
        let mark = self.content(element, ink.paragraph);
        let target = match link {
            Link::Anchor(id) => LinkTarget::Anchor(id.clone()),
            Link::Url(url) => LinkTarget::Url(url.clone()),
        };
        let child = TagChild::Link { page: self.page_index, link: self.page.links.len() };
        self.page.links.push(LinkArea { rect, target, alt: text.to_owned() });
        self.tags.hang(element, child);
        ink.mark = None;
        mark
    }

    /// The mark of the text that is being drawn; begins a marked content if there is none.
    fn mark(&mut self, ink: &mut Ink) -> Marking {
        let mark = match (ink.mark, ink.pass, ink.tag) {
            (Some(mark), _, _) => mark,
            (None, Pass::Content, Some(tag)) => self.content(tag, ink.paragraph),
            (None, Pass::Again(artifact), _) => Marking::Artifact(artifact),
            (None, Pass::Content, None) => Marking::Artifact(Artifact::Layout),
        };
        ink.mark = Some(mark);
        mark
    }

    fn content(&mut self, tag: TagId, paragraph: Option<ParagraphId>) -> Marking {
        let id = self.contents.push(MarkedContent { paragraph, ..MarkedContent::default() });
        self.tags.hang(tag, TagChild::Content(id));
        Marking::Content(id)
    }

    pub fn push(&mut self, mark: Marking, kind: ItemKind) {
        self.page.items.push(PageItem { mark, kind });
    }

    /// Draws a border along its centre line.
    pub fn line(&mut self, border: Border, from: Point, to: Point) {
        for kind in border_lines(border, from, to) {
            self.push(Marking::Artifact(Artifact::Layout), kind);
        }
    }
}

/// The lines that draw a border along its centre line.
pub fn border_lines(border: Border, from: Point, to: Point) -> impl Iterator<Item = ItemKind> {
    let Border { width, style, color } = border;
    let dash = match style {
        BorderStyle::Solid | BorderStyle::Double => Dash::Solid,
        BorderStyle::Dashed => Dash::Dashed,
        BorderStyle::Dotted => Dash::Dotted,
    };
    // A double border is two lines and a gap, each a third of the width (CSS Backgrounds §4.2).
    let third = width / 3.0;
    let (offsets, width) = match style {
        BorderStyle::Double => (vec![-third, third], third),
        _ => (vec![Abs::ZERO], width),
    };
    let horizontal = from.y == to.y;
    offsets.into_iter().map(move |offset| {
        let moved = |p: Point| {
            if horizontal { Point { y: p.y + offset, ..p } } else { Point { x: p.x + offset, ..p } }
        };
        ItemKind::Line { from: moved(from), to: moved(to), width, color, dash }
    })
}

/// The borders of the part of a box that stands on one page: no line where the page cuts the box (CSS Fragmentation
/// §5.4, `box-decoration-break: slice`).
fn sliced(border: Sides<Option<Border>>, begins: bool, ends: bool) -> Sides<Option<Border>> {
    Sides { top: border.top.filter(|_| begins), bottom: border.bottom.filter(|_| ends), ..border }
}

/// The items that draw a run: its text, whose first glyph has its origin at `at`, and the lines under and through it.
pub fn run_items(page: &mut Page, fonts: &Fonts, lines: &Lines, run: &LineRun, at: Point) -> Vec<ItemKind> {
    let mut items = vec![text_run(page, fonts, lines, run, at)];
    // Heights of the lines above the baseline in em, as word processors draw them.
    for (wanted, height) in [(run.underline, -0.12), (run.strike, 0.3)] {
        if wanted {
            let y = at.y - run.size * height;
            items.push(ItemKind::Line {
                from: Point { x: at.x, y },
                to: Point { x: at.x + run.width, y },
                width: run.size * 0.05,
                color: run.color,
                dash: Dash::Solid,
            });
        }
    }
    items
}

/// Copies a run's glyphs and text into the page's buffers; its first glyph's origin is at `at`.
fn text_run(page: &mut Page, fonts: &Fonts, lines: &Lines, run: &LineRun, at: Point) -> ItemKind {
    let glyphs = page.glyphs.len() as u32;
    page.glyphs.extend_from_slice(&lines.glyphs[run.glyphs.clone()]);
    let text = page.text.len() as u32;
    page.text.push_str(&lines.text[run.text.clone()]);
    ItemKind::Text(TextRun {
        at,
        font: run.font,
        size: run.size,
        color: run.color,
        oblique: run.oblique && !fonts.face(run.font).is_italic(),
        turned: run.turned,
        glyphs: glyphs..page.glyphs.len() as u32,
        text: text..page.text.len() as u32,
    })
}

/// The extent of a section's box on a page.
#[derive(Default)]
struct BoxExtent {
    top: Abs,
    bottom: Abs,
    /// Whether the box begins and ends on this page.
    begins: bool,
    ends: bool,
}

/// What the next glyphs belong to: their tag, the pass, and the marked content that is open.
struct Ink {
    tag: Option<TagId>,
    pass: Pass,
    mark: Option<Marking>,
    paragraph: Option<ParagraphId>,
}

/// The end of the run of strips from `start` on that pass a test.
fn run_end(strips: &[(Abs, &Strip)], start: usize, same: impl Fn(&StripKind) -> bool) -> usize {
    start + strips[start..].iter().take_while(|(_, strip)| same(&strip.kind)).count()
}
