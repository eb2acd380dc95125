//! Divides the document into Word sections, and writes their paper, margins, headers and footers.
//!
//! A section begins where the page style or the running texts change: in a handbook with each position if its pages
//! show the position's name, else with each department. The module `sheet` counts pages within a sheet.
//!
//! A header is centred in the top margin with its line, padding and border, as a margin box is in CSS Paged Media; a
//! footer likewise in the bottom margin.

use std::ops::Range;

use crate::flow;
use crate::tree::{
    Document, Matter, PageMap, PageNumbering, PageStyle, PageStyles, Part, PartNumbers, Watermark,
};
use crate::unit::{Abs, Size};

use super::anchors::{CountingMark, FrontPages};
use super::margins::height_of;
use super::package::Relations;
use super::placed::{PlacedPiece, place};
use super::running::{RunningParts, RunningText, Strings, page_format, resolve};
use super::sheet::{HeaderKind, Sheets, is_counted};
use super::styles::StyleBook;
use super::unit;
use super::uses::PartUses;
use super::xml::Xml;

/// The document as Word sees it: its parts as pieces, and the sections that hold them.
#[derive(Default)]
pub struct SectionPlan<'a> {
    pub parts: Vec<PartPlan<'a>>,
    sections: Vec<WordSection<'a>>,
    sheets: Sheets,
}

pub struct PartPlan<'a> {
    pub pieces: Vec<PlacedPiece<'a>>,
    pub uses: PartUses,
    pub pages: &'a PageStyles,
    /// The bookmark at its beginning, for `counter(sheet-page)`.
    pub start_mark: Option<CountingMark>,
    /// The bookmarks at its end, for `counter(sheet-pages)` where several sections hold a sheet.
    pub end_marks: Vec<CountingMark>,
    /// Set at the first part if it is front matter and page numbers start anew after it: the number of front matter
    /// pages.
    pub front_pages: Option<FrontPages>,
    /// Runs of pieces with one page style; each begins a page.
    pub runs: Vec<PageRun>,
}

/// The pieces of one part that stand on pages of one style.
pub struct PageRun {
    pub pieces: Range<usize>,
    pub section: usize,
    /// Whether the section begins with it.
    pub opens: bool,
    /// Whether the section ends with it.
    pub closes: bool,
}

/// A Word section.
struct WordSection<'a> {
    page: &'a PageStyle,
    strings: Strings<'a>,
    matter: Matter,
    numbers: PartNumbers,
    /// The index of the sheet that its pages belong to, if its headers or footers count pages within the sheet.
    sheet: Option<usize>,
    /// Whether page numbers start anew with it.
    restarts: bool,
    /// Its `w:sectPr`, once it is written.
    properties: Vec<u8>,
}

impl<'a> SectionPlan<'a> {
    /// Lowers every part to pieces and decides where sections begin. `free` is the first bookmark number that is not
    /// in use.
    pub fn new(document: &'a Document, pages: &PageMap, uses: Vec<PartUses>, free: u32) -> SectionPlan<'a> {
        let mut plan = SectionPlan::default();
        let numbers = |index: usize| pages.numbers.get(index).copied().unwrap_or_default();
        let counts_anew = pages.numbers.iter().any(|numbers| numbers.begins);
        for ((index, part), uses) in document.parts.iter().enumerate().zip(uses) {
            let pieces = place(flow::part(part));
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
            let (start_mark, end_marks, pages) = (None, Vec::new(), &*part.page_styles);
            plan.parts.push(PartPlan { pieces, uses, pages, start_mark, end_marks, front_pages, runs });
        }
        for (part, marks) in plan.parts.iter_mut().zip(plan.sheets.marks(free + 1)) {
            (part.start_mark, part.end_marks) = marks;
        }
        plan.close_sections();
        plan
    }

    /// Continues the current section, or begins a new one if these pages look different; tells whether it began one.
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
            self.sections.push(WordSection { page, strings, matter, numbers, sheet, restarts, properties });
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

    /// Whether it is the last section of the document, whose properties end the body.
    pub fn is_last(&self, section: usize) -> bool {
        section + 1 >= self.sections.len()
    }

    /// The width between the side margins of its pages.
    pub fn measure(&self, section: usize) -> Abs {
        self.sections.get(section).map_or(Abs::ZERO, |section| section.page.measure())
    }

    pub fn properties(&self, section: usize) -> Option<&[u8]> {
        self.sections.get(section).map(|section| section.properties.as_slice())
    }

    /// The properties at the end of the body; `None` if there is no page.
    pub fn last_properties(&self) -> Option<&[u8]> {
        self.sections.last().map(|section| section.properties.as_slice())
    }

    /// Writes each section's properties, and the headers and footers that they refer to.
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
        // In Word, a section without a header takes over the one before it, so an empty header is written too.
        let any = |top: bool| {
            top && watermark.is_some()
                || pages_in_use.iter().any(|page| page.all_boxes().any(|one| one.area.is_top() == top))
        };
        let sides = [(true, any(true)), (false, any(false))];
        let (sheets, parted) = (&self.sheets, self.has_left_pages());
        for (index, section) in self.sections.iter_mut().enumerate() {
            // `@page :first` means the first page of the document, but `w:titlePg` the first page of a section.
            let first_boxes = section.page.first_boxes.as_deref().filter(|_| index == 0);
            let mut kinds = sheets.kinds(section.sheet, section.page, parted);
            if let Some(boxes) = first_boxes {
                kinds.retain(|kind| kind.name != "first");
                kinds.insert(0, HeaderKind { name: "first", boxes, shown: Some(1) });
            }
            section.restarts |= section.sheet.is_some_and(|sheet| sheets.begins_numbers(sheet));
            let mut references = Vec::new();
            for top in sides.iter().filter(|(_, any)| *any).map(|(top, _)| *top) {
                for &HeaderKind { name, boxes, shown } in &kinds {
                    let counting = sheets.counting(section.sheet, shown);
                    let is_whole_matter = 1
                        == match section.matter {
                            Matter::Front => front,
                            Matter::Body => body,
                        };
                    let running = RunningText {
                        boxes,
                        top,
                        page: section.page,
                        strings: section.strings,
                        matter: section.matter,
                        numbers: &section.numbers,
                        is_whole_matter,
                        styles,
                        pages,
                        counting,
                        watermark,
                    };
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

/// How many twips more the text area of a page has than in our layout. There, a page may end at the centre of a
/// table's border; word processors need all of the border on the page, and round each row to their own units.
const SLACK: i32 = 16;

/// Writes `w:sectPr` (ISO 29500-1 §17.6.17, `CT_SectPr`). It has no `w:docGrid`, because lines have their own
/// heights.
fn write_section(section: &WordSection, references: &[(bool, &'static str, String)]) -> Vec<u8> {
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
