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

use super::characters::{Characters, Hint};
use super::field;
use super::flow::{Piece, flatten};
use super::package::Relations;
use super::paragraph::{Layout, Placement, Tab, inset, write_properties};
use super::sheet::{Counting, Kind, Sheets, is_counted};
use super::styles::StyleBook;
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
    /// The bookmarks at its end: for `counter(pages)` where the document counts more than once, and for
    /// `counter(sheet-pages)` where several sections hold a sheet.
    pub end_marks: Vec<Mark>,
    /// Each begins on a page of its own.
    pub runs: Vec<PageRun>,
}

/// A bookmark on a page that fields of headers and footers count from.
#[derive(Clone)]
pub struct Mark {
    pub number: u32,
    pub name: Cow<'static, str>,
}

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
            let is_last = document.parts.get(index + 1).is_none_or(|next| next.matter != part.matter);
            let end_mark = (counts_anew && is_last).then(|| Mark {
                number: free + plan.parts.len() as u32,
                name: last_page(part.matter).into(),
            });
            plan.parts.push(PartPlan {
                pieces,
                start_mark: None,
                end_marks: end_mark.into_iter().collect(),
                runs,
            });
        }
        plan.sheets.mark(&mut plan.parts, free + document.parts.len() as u32);
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
        let mut running = RunningParts::default();
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
                    let content =
                        Running { boxes, top, section, styles, pages, counting, watermark }.to_part();
                    references.push((top, name, running.add(top, content, relations)));
                }
            }
            section.properties = write_section(section, &references);
        }
        running
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
        let kind = if top { "header" } else { "footer" };
        let number = 1 + self.files.iter().filter(|(_, known, _)| *known == kind).count();
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

/// The bookmark on the last page of a matter. An underscore hides it from Word's list, and no id begins
/// with one.
fn last_page(matter: Matter) -> &'static str {
    match matter {
        Matter::Front => "_FrontEnd",
        Matter::Body => "_BodyEnd",
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

impl Running<'_, '_> {
    /// One paragraph: a single box by its alignment, several parted by tab stops.
    fn to_part(&self) -> Vec<u8> {
        let mut boxes: Vec<&MarginBox> =
            self.boxes.iter().filter(|margin_box| margin_box.area.is_top() == self.top).collect();
        boxes.sort_by_key(|margin_box| margin_box.area);
        let root = if self.top { "w:hdr" } else { "w:ftr" };
        Xml::part(|xml| {
            let watermark = self.watermark.filter(|_| self.top);
            let spaces = [super::W, super::R, watermark::V, watermark::O];
            let spaces = if watermark.is_some() { &spaces[..] } else { &spaces[..2] };
            xml.element(root, spaces, |xml| {
                xml.element("w:p", &[], |xml| {
                    match boxes.first() {
                        Some(first) => self.write_boxes(first, &boxes, xml),
                        None => write_properties(
                            &Layout::minimal(),
                            &self.styles.normal().layout,
                            &Placement::default(),
                            xml,
                        ),
                    }
                    watermark.iter().for_each(|watermark| watermark::write(watermark, xml));
                });
            });
        })
    }

    fn write_boxes(&self, first: &MarginBox, boxes: &[&MarginBox], xml: &mut Xml) {
        let measure = unit::twips(self.section.page.measure());
        let stop = |kind, at| Tab { kind, leader: None, at };
        // The first box's padding is the paragraph's indent; the last one keeps its own from the right edge.
        let last =
            boxes.iter().find(|one| column(one.area) == 2).map_or(Abs::ZERO, |one| one.style.padding.right);
        let all_stops = [stop("center", measure / 2), stop("right", measure - unit::twips(last))];
        let style = self.styles.of_margin_box(first);
        let mut layout = self.layout(first, boxes);
        let mut stops: &[_] = &all_stops;
        if boxes.len() == 1 {
            stops = &[];
        } else {
            layout.align = "left";
        }
        let placement =
            Placement { style: self.styles.reference(style), tabs: stops, ..Placement::default() };
        write_properties(&layout, &style.layout, &placement, xml);
        let mut at = 0;
        for margin_box in boxes {
            if boxes.len() > 1 {
                let target = column(margin_box.area);
                (at..target).for_each(|_| xml.element("w:r", &[], |xml| xml.empty("w:tab", &[])));
                at = target;
            }
            self.write_content(margin_box, &style.text, xml);
        }
    }

    /// The paragraph of all boxes: the first one's, with the highest line and the lines of any.
    fn layout(&self, first: &MarginBox, boxes: &[&MarginBox]) -> Layout {
        let bordered = boxes.iter().find(|one| one.style.border != Sides::default()).unwrap_or(&first);
        let style = ParagraphStyle {
            line_height: boxes.iter().map(|one| one.style.line_height).max().unwrap_or_default(),
            border: bordered.style.border,
            padding: bordered.style.padding,
            // The room around a margin box is the page's margin.
            margin: Sides { top: Abs::ZERO, bottom: Abs::ZERO, ..first.style.margin },
            ..(*first.style).clone()
        };
        Layout::of(&style, Role::Body)
    }

    fn write_content(&self, margin_box: &MarginBox, base: &Characters, xml: &mut Xml) {
        let look = Characters::of(&margin_box.style.text);
        for content in Content::shown(&margin_box.content, self.section.strings) {
            match content {
                Content::Text(text) => write_text(text, &look, base, xml),
                Content::String(name) => write_text(string(name, self.section.strings), &look, base, xml),
                // Word counts the page when it shows it.
                Content::Page(numbering) if *numbering == self.section.numbers.numbering => {
                    write_field("PAGE", &numbering.write(1), &look, base, xml);
                }
                Content::Page(numbering) => {
                    let instruction = format!(r"PAGE \* {}", page_format(*numbering).1);
                    write_field(&instruction, &numbering.write(1), &look, base, xml);
                }
                Content::Pages if self.pages.numbers.iter().any(|numbers| numbers.begins) => {
                    let instruction = format!("PAGEREF {}", last_page(self.section.matter));
                    let numbers = &self.section.numbers;
                    write_field(&instruction, &numbers.numbering.write(numbers.last), &look, base, xml);
                }
                Content::SheetPage => {
                    self.counting.iter().for_each(|counting| counting.write_page(&look, base, xml));
                }
                Content::SheetPages => {
                    self.counting.iter().for_each(|counting| counting.write_pages(&look, base, xml));
                }
                Content::Pages => {
                    write_field("NUMPAGES", &self.pages.pages.max(1).to_string(), &look, base, xml);
                }
            }
        }
    }
}

/// A run of plain text; the boxes' texts are Han among Han, so “ ” — … are Chinese.
fn write_text(text: &str, look: &Characters, base: &Characters, xml: &mut Xml) {
    if text.is_empty() {
        return;
    }
    xml.element("w:r", &[], |xml| {
        xml.group("w:rPr", |xml| look.write(base, Hint::of(text, true) == Hint::Han, xml));
        xml.text_element("w:t", &[("xml:space", "preserve".into())], text);
    });
}

/// A complex field with its cached result (ISO 29500-1 §17.16.18).
pub fn write_field(instruction: &str, result: &str, look: &Characters, base: &Characters, xml: &mut Xml) {
    let mut run = |content: &dyn Fn(&mut Xml)| {
        xml.element("w:r", &[], |xml| {
            xml.group("w:rPr", |xml| look.write(base, false, xml));
            content(xml);
        });
    };
    run(&|xml| field::mark("begin", xml));
    run(&|xml| field::instruction(instruction, xml));
    run(&|xml| field::mark("separate", xml));
    run(&|xml| xml.text_element("w:t", &[], result));
    run(&|xml| field::mark("end", xml));
}
