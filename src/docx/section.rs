//! Cuts the document into Word sections and writes their paper, margins, headers and footers.
//!
//! A section begins where the page style or the running texts change: in a handbook, with each
//! position where its pages name it, else with each department. Equal headers are one part of the
//! package, however many sections show them. How pages count within a sheet, `sheet` says.
//!
//! A header stands in the middle of the page's top margin, its line, padding and border
//! together, as a margin box does in CSS Paged Media; a footer likewise in the bottom margin.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use crate::tree::{
    Content, Document, MarginArea, MarginBox, Matter, PageNumbering, PageStyle, ParagraphStyle, Part,
    PartNumbers, Role, Watermark,
};
use crate::unit::{Abs, Sides, Size};

use super::characters::Characters;
use super::field::{Term, Voice};
use super::flow::{Piece, flatten};
use super::package::Relations;
use super::paragraph::{Layout, Placement, Tab, inset, tabs_against, write_properties};
use super::sheet::{Counting, Kind, Sheets, is_counted};
use super::styles::{RunUse, StyleBook, StyleId};
use super::unit;
use super::watermark;
use super::xml::Xml;
use crate::tree::PageMap;

/// The document as Word sees it: parts in pieces, and the sections that hold them.
#[derive(Default)]
pub struct Plan<'a> {
    pub parts: Vec<PartPlan<'a>>,
    sections: Vec<Section<'a>>,
    sheets: Sheets,
}

pub struct PartPlan<'a> {
    pub pieces: Vec<Piece<'a>>,
    /// The bookmark at its beginning, for `counter(sheet-page)`.
    pub start_mark: Option<Mark>,
    /// The bookmarks at its end, for `counter(sheet-pages)` where several sections hold a sheet.
    pub end_marks: Vec<Mark>,
    /// Where the document counts more than once, the first part says how many pages its front matter has.
    pub front_pages: Option<FrontPages>,
    /// Each begins on a page of its own.
    pub runs: Vec<PageRun>,
}

/// A bookmark on a page that fields of headers and footers count from.
#[derive(Clone)]
pub struct Mark {
    pub number: u32,
    pub name: Cow<'static, str>,
}

/// The value of the bookmark [`FRONT_PAGES`].
#[derive(Clone, Copy)]
pub struct FrontPages {
    /// The bookmark's number.
    pub number: u32,
    pub pages: u32,
}

/// The bookmark that a field at the front matter's begin sets. In a file without front matter it is not defined.
pub const FRONT_PAGES: &str = "FrontPages";

/// Pieces of one part that stand on pages of one style.
pub struct PageRun {
    pub pieces: Range<usize>,
    pub section: usize,
    /// Whether the section begins with it.
    pub opens: bool,
    /// Whether the section ends with it.
    pub closes: bool,
}

/// A Word section.
struct Section<'a> {
    page: &'a PageStyle,
    strings: &'a [(std::sync::Arc<str>, String)],
    matter: Matter,
    numbers: PartNumbers,
    /// The sheet that its pages belong to, where they count it.
    sheet: Option<usize>,
    /// Whether counting starts anew with it.
    restarts: bool,
    /// The finished `w:sectPr`.
    properties: Vec<u8>,
}

/// The header and footer files of the package.
#[derive(Default)]
pub struct RunningParts {
    /// Name within `word/`, kind (`header` or `footer`), content.
    pub files: Vec<(String, &'static str, Vec<u8>)>,
    relations: HashMap<Vec<u8>, String>,
    headers: usize,
    footers: usize,
}

impl<'a> Plan<'a> {
    /// Flattens every part and decides where sections begin. `free` is the first number that no bookmark has.
    pub fn new(document: &'a Document, pages: &PageMap, free: u32) -> Plan<'a> {
        let mut plan = Plan::default();
        let numbers = |index: usize| pages.numbers.get(index).copied().unwrap_or_default();
        let counts_anew = pages.numbers.iter().any(|numbers| numbers.begins);
        for (index, part) in document.parts.iter().enumerate() {
            let pieces = flatten(&part.blocks);
            let sheet = plan.sheets.add(part, &numbers(index));
            let mut runs: Vec<PageRun> = Vec::new();
            let mut start = 0;
            for group in pieces.chunk_by(|a, b| a.page == b.page) {
                let page = part.page_styles.get(group.first().and_then(|piece| piece.page));
                let opens = plan.enter(page, part, numbers(index), sheet, runs.is_empty());
                let end = start + group.len();
                runs.push(PageRun {
                    pieces: start..end,
                    section: plan.sections.len() - 1,
                    opens,
                    closes: false,
                });
                start = end;
            }
            let front_pages = (counts_anew && index == 0 && part.matter == Matter::Front)
                .then(|| FrontPages { number: free, pages: numbers(index).last });
            plan.parts.push(PartPlan { pieces, start_mark: None, end_marks: Vec::new(), front_pages, runs });
        }
        plan.sheets.mark(&mut plan.parts, free + 1);
        plan.close_sections();
        plan
    }

    /// Goes on in the current section, or begins a new one if these pages look different.
    fn enter(
        &mut self,
        page: &'a PageStyle,
        part: &'a Part,
        numbers: PartNumbers,
        sheet: usize,
        first: bool,
    ) -> bool {
        let restarts = numbers.begins && first;
        let sheet = is_counted(page).then_some(sheet);
        let goes_on = !restarts
            && self.sections.last().is_some_and(|last| {
                let same_page = std::ptr::eq(last.page, page) || last.page == page;
                let same_strings = std::ptr::eq(last.strings, part.strings.as_slice())
                    || resolve(last.page, last.strings).eq(resolve(page, &part.strings));
                same_page && same_strings && last.sheet == sheet
            });
        if !goes_on {
            let (strings, matter) = (&part.strings, part.matter);
            let properties = Vec::new();
            self.sections.push(Section { page, strings, matter, numbers, sheet, restarts, properties });
            sheet.iter().for_each(|sheet| self.sheets.add_section(*sheet));
        }
        !goes_on
    }

    fn close_sections(&mut self) {
        let mut following = None;
        for run in self.parts.iter_mut().rev().flat_map(|part| part.runs.iter_mut().rev()) {
            run.closes = following != Some(run.section);
            following = Some(run.section);
        }
    }

    /// Whether it is the document's last section, whose properties end the body.
    pub fn is_last(&self, section: usize) -> bool {
        section + 1 >= self.sections.len()
    }

    /// The width of its pages' text.
    pub fn measure(&self, section: usize) -> Abs {
        self.sections.get(section).map_or(Abs::ZERO, |section| section.page.measure())
    }

    pub fn properties(&self, section: usize) -> Option<&[u8]> {
        self.sections.get(section).map(|section| section.properties.as_slice())
    }

    /// The properties at the body's end; none if there is no page.
    pub fn last_properties(&self) -> Option<&[u8]> {
        self.sections.last().map(|section| section.properties.as_slice())
    }

    /// Writes each section's properties, and the headers and footers they name.
    pub fn finish(
        &mut self,
        styles: &StyleBook,
        pages: &PageMap,
        watermark: Option<&Watermark>,
        relations: &mut Relations,
    ) -> RunningParts {
        let mut files = RunningParts::default();
        let of = |matter: Matter| self.sections.iter().filter(|section| section.matter == matter).count();
        let (front, body) = (of(Matter::Front), of(Matter::Body));
        let pages_in_use: Vec<&PageStyle> = self.sections.iter().map(|section| section.page).collect();
        // Word hands headers on to the sections that have none, so an empty one is said too.
        let any = |top: bool| {
            top && watermark.is_some()
                || pages_in_use.iter().any(|page| page.all_boxes().any(|one| one.area.is_top() == top))
        };
        let sides = [(true, any(true)), (false, any(false))];
        let (sheets, parted) = (&self.sheets, self.has_left_pages());
        for (index, section) in self.sections.iter_mut().enumerate() {
            // `@page :first` is the document's first page; `w:titlePg` is its section's.
            let first_boxes = section.page.first_boxes.as_deref().filter(|_| index == 0);
            let mut kinds = sheets.kinds(section.sheet, section.page, parted);
            if let Some(boxes) = first_boxes {
                kinds.retain(|kind| kind.name != "first");
                kinds.insert(0, Kind { name: "first", boxes, shown: Some(1) });
            }
            section.restarts |= section.sheet.is_some_and(|sheet| sheets.begins_numbers(sheet));
            let mut references = Vec::new();
            for top in sides.iter().filter(|(_, any)| *any).map(|(top, _)| *top) {
                for &Kind { name, boxes, shown } in &kinds {
                    let counting = sheets.counting(section.sheet, shown);
                    let is_whole_matter = 1
                        == match section.matter {
                            Matter::Front => front,
                            Matter::Body => body,
                        };
                    let running =
                        Running { boxes, top, section, is_whole_matter, styles, pages, counting, watermark };
                    references.push((top, name, files.add(top, running.to_part(), relations)));
                }
            }
            section.properties = write_section(section, &references);
        }
        files
    }

    /// Whether left-hand pages have headers and footers of their own (`w:evenAndOddHeaders`).
    pub fn has_left_pages(&self) -> bool {
        self.sheets.part_pages() || self.sections.iter().any(|section| section.page.left_boxes.is_some())
    }

    /// Whether side margins change places on left-hand pages (`w:mirrorMargins`).
    pub fn is_mirrored(&self) -> bool {
        self.sections.iter().any(|section| section.page.mirrored)
    }
}

/// The strings that a page's boxes show: the running text of its pages.
fn resolve<'s>(
    page: &'s PageStyle,
    strings: &'s [(std::sync::Arc<str>, String)],
) -> impl Iterator<Item = &'s str> {
    let contents = page.all_boxes().flat_map(|margin_box| &margin_box.content);
    contents.filter_map(move |content| match content {
        Content::String(name) => Some(string(name, strings)),
        _ => None,
    })
}

fn string<'s>(name: &str, strings: &'s [(std::sync::Arc<str>, String)]) -> &'s str {
    strings.iter().find(|(known, _)| **known == *name).map_or("", |(_, value)| value)
}

impl RunningParts {
    /// The relationship of a header or footer with this content.
    fn add(&mut self, top: bool, content: Vec<u8>, relations: &mut Relations) -> String {
        if let Some(relation) = self.relations.get(&content) {
            return relation.clone();
        }
        let (kind, number) = match top {
            true => ("header", &mut self.headers),
            false => ("footer", &mut self.footers),
        };
        *number += 1;
        let name = format!("{kind}{number}.xml");
        let relation = relations.add(kind, &name);
        self.relations.insert(content.clone(), relation.clone());
        self.files.push((name, kind, content));
        relation
    }
}

/// Twips by which a page's room is larger than in our layout. There, a page may end at the middle of
/// a table's line; word processors want all of it on the page, and round each row to their own units.
const SLACK: i32 = 16;

/// `w:sectPr` (ISO 29500-1 §17.6.17, `CT_SectPr`). No `w:docGrid`: lines stand by their own height.
fn write_section(section: &Section, references: &[(bool, &'static str, String)]) -> Vec<u8> {
    let page = section.page;
    let mut xml = Xml::default();
    let Size { width, height } = page.size;
    xml.element("w:sectPr", &[], |xml| {
        for (top, kind, relation) in references {
            let name = if *top { "w:headerReference" } else { "w:footerReference" };
            xml.empty(name, &[("w:type", (*kind).into()), ("r:id", relation.into())]);
        }
        xml.val("w:type", "nextPage");
        let mut paper = vec![("w:w", unit::twips(width).into()), ("w:h", unit::twips(height).into())];
        if width > height {
            paper.push(("w:orient", "landscape".into()));
        }
        xml.empty("w:pgSz", &paper);
        let room = |top: bool| {
            let margin = if top { page.margin.top } else { page.margin.bottom };
            let highest = page.boxes.iter().filter(|one| one.area.is_top() == top).map(height_of).max();
            unit::twips((margin - highest.unwrap_or_default()) / 2.0).max(0)
        };
        let margin = &page.margin;
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", unit::twips(margin.top).into()),
                ("w:right", unit::twips(margin.right).max(0).into()),
                ("w:bottom", (unit::twips(margin.bottom) - SLACK).max(0).into()),
                ("w:left", unit::twips(margin.left).max(0).into()),
                ("w:header", room(true).into()),
                ("w:footer", room(false).into()),
                ("w:gutter", 0.into()),
            ],
        );
        let numbering = section.numbers.numbering;
        let mut numbers = Vec::new();
        if numbering != PageNumbering::Decimal {
            numbers.push(("w:fmt", page_format(numbering).0.into()));
        }
        if section.restarts {
            numbers.push(("w:start", 1.into()));
        }
        if !numbers.is_empty() {
            xml.empty("w:pgNumType", &numbers);
        }
        if references.iter().any(|(_, kind, _)| *kind == "first") {
            xml.flag("w:titlePg", true);
        }
    });
    xml.into_bytes()
}

/// How Word calls a page's numbering: of a section, and in a field.
fn page_format(numbering: PageNumbering) -> (&'static str, &'static str) {
    match numbering {
        PageNumbering::Decimal => ("decimal", "Arabic"),
        PageNumbering::LowerRoman => ("lowerRoman", "roman"),
        PageNumbering::UpperRoman => ("upperRoman", "ROMAN"),
    }
}

/// A margin box's line with its padding and lines.
fn height_of(margin_box: &MarginBox) -> Abs {
    let style = &margin_box.style;
    style.line_height
        + inset(style.border.top, style.padding.top)
        + inset(style.border.bottom, style.padding.bottom)
}

/// A header or footer.
struct Running<'r, 'a> {
    boxes: &'r [MarginBox],
    top: bool,
    section: &'r Section<'a>,
    /// Whether no other section is counted together with it.
    is_whole_matter: bool,
    styles: &'r StyleBook<'a>,
    pages: &'r PageMap,
    counting: Option<Counting<'r>>,
    watermark: Option<&'r Watermark>,
}

/// A margin box's place in its row: left, centre, right.
fn column(area: MarginArea) -> usize {
    match area {
        MarginArea::TopLeft | MarginArea::BottomLeft => 0,
        MarginArea::TopCenter | MarginArea::BottomCenter => 1,
        MarginArea::TopRight | MarginArea::BottomRight => 2,
    }
}

/// The boxes at the top or at the bottom, from left to right.
pub fn boxes_in_order(boxes: &[MarginBox], top: bool) -> Vec<&MarginBox> {
    let mut own: Vec<&MarginBox> = boxes.iter().filter(|one| one.area.is_top() == top).collect();
    own.sort_by_key(|margin_box| margin_box.area);
    own
}

/// The paragraph of all boxes on a side of pages of that measure: the first one's, with the highest line and the
/// lines of any. A single box stands by its alignment; several are parted by tab stops.
pub fn paragraph_of(boxes: &[&MarginBox], measure: Abs) -> (Layout, Vec<Tab>) {
    let Some(first) = boxes.first() else { return (Layout::minimal(), Vec::new()) };
    let bordered = boxes.iter().find(|one| one.style.border != Sides::default()).unwrap_or(first);
    let style = ParagraphStyle {
        line_height: boxes.iter().map(|one| one.style.line_height).max().unwrap_or_default(),
        border: bordered.style.border,
        padding: bordered.style.padding,
        // The room around a margin box is the page's margin.
        margin: Sides { top: Abs::ZERO, bottom: Abs::ZERO, ..first.style.margin },
        ..(*first.style).clone()
    };
    let layout = Layout::of(&style, Role::Body);
    if boxes.len() == 1 {
        return (layout, Vec::new());
    }
    let measure = unit::twips(measure);
    let stop = |kind, at| Tab { kind, leader: None, at };
    // The first box's padding is the paragraph's indent; the last one keeps its own from the right edge.
    let last = boxes.iter().find(|one| column(one.area) == 2);
    let last = last.map_or(Abs::ZERO, |one| one.style.padding.right);
    let stops = vec![stop("center", measure / 2), stop("right", measure - unit::twips(last))];
    (Layout { align: "left", ..layout }, stops)
}

impl Running<'_, '_> {
    fn to_part(&self) -> Vec<u8> {
        let boxes = boxes_in_order(self.boxes, self.top);
        let root = if self.top { "w:hdr" } else { "w:ftr" };
        Xml::part(|xml| {
            let watermark = self.watermark.filter(|_| self.top);
            let spaces = [super::W, super::R, watermark::V, watermark::O];
            let spaces = if watermark.is_some() { &spaces[..] } else { &spaces[..2] };
            xml.element(root, spaces, |xml| {
                xml.element("w:p", &[], |xml| {
                    match boxes.first() {
                        Some(first) => self.write_boxes(first, &boxes, xml),
                        None => self.write_nothing(xml),
                    }
                    watermark.iter().for_each(|watermark| watermark::write(watermark, xml));
                });
            });
        })
    }

    fn write_nothing(&self, xml: &mut Xml) {
        let gap = self.styles.gap();
        let layout = Layout { after: 0, ..gap.layout.clone() };
        let placement = Placement { style: self.styles.reference(gap), ..Placement::default() };
        write_properties(&layout, &gap.layout, &placement, xml);
    }

    fn write_boxes(&self, first: &MarginBox, boxes: &[&MarginBox], xml: &mut Xml) {
        let id = self.styles.of_margin_box(first);
        let style = self.styles.get(id);
        let (layout, tabs) = paragraph_of(boxes, self.section.page.measure());
        let tabs = tabs_against(&tabs, &style.tabs);
        let placement =
            Placement { style: self.styles.reference(style), tabs: &tabs, ..Placement::default() };
        write_properties(&layout, &style.layout, &placement, xml);
        let mut at = 0;
        for margin_box in boxes {
            if boxes.len() > 1 {
                let target = column(margin_box.area);
                (at..target).for_each(|_| xml.element("w:r", &[], |xml| xml.empty("w:tab", &[])));
                at = target;
            }
            self.write_content(margin_box, id, xml);
        }
    }

    fn write_content(&self, margin_box: &MarginBox, base: StyleId, xml: &mut Xml) {
        let text = &margin_box.style.text;
        let look = self.styles.of_run(RunUse::of_box(base, margin_box));
        let own = Characters::of(text);
        let voice = Voice { own, base: look.effective, style: self.styles.run_reference(&look) };
        for content in Content::shown(&margin_box.content, self.section.strings) {
            match content {
                Content::Text(text) => voice.text(text, xml),
                Content::String(name) => voice.text(string(name, self.section.strings), xml),
                // Word counts the page when it shows it.
                Content::Page(numbering) if *numbering == self.section.numbers.numbering => {
                    voice.field("PAGE", &numbering.write(1), xml);
                }
                Content::Page(numbering) => {
                    let instruction = format!(r"PAGE \* {}", page_format(*numbering).1);
                    voice.field(&instruction, &numbering.write(1), xml);
                }
                Content::SheetPage => {
                    self.counting.iter().for_each(|counting| counting.write_page(&voice, xml));
                }
                Content::SheetPages => {
                    self.counting.iter().for_each(|counting| counting.write_pages(&voice, xml));
                }
                Content::Pages => self.write_total(&voice, xml),
            }
        }
    }

    /// The number of pages that are counted together.
    ///
    /// Where front matter is counted apart, no field says it: the body has what the document has without the
    /// front matter. It works in a file that the part is copied to, which has no front matter: there is no
    /// bookmark to be missed, because [`FRONT_PAGES`] only counts where it is defined.
    fn write_total(&self, voice: &Voice, xml: &mut Xml) {
        let numbers = &self.section.numbers;
        let result = numbers.numbering.write(numbers.last);
        if !self.pages.numbers.iter().any(|numbers| numbers.begins) {
            return voice.field("NUMPAGES", &self.pages.pages.max(1).to_string(), xml);
        }
        let format = match numbers.numbering {
            PageNumbering::Decimal => String::new(),
            other => format!(r" \* {}", page_format(other).1),
        };
        if self.is_whole_matter {
            return voice.field(&format!("SECTIONPAGES{format}"), &result, xml);
        }
        match self.section.matter {
            Matter::Front => voice.text(&result, xml),
            Matter::Body => {
                let front = self.pages.pages.saturating_sub(numbers.last);
                let less = format!("- DEFINED({FRONT_PAGES}) * {front}{format}");
                voice.calculated(&[Term::Field("NUMPAGES"), Term::Text(&less)], &result, xml);
            }
        }
    }
}
