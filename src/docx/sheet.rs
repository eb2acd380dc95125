//! Writes the counters of pages within a sheet, `counter(sheet-page)` and `counter(sheet-pages)`, as Word fields.
//!
//! Each sheet is a Word section of its own, so that SECTIONPAGES counts its pages. If page numbers continue from the
//! section before, Word has no field for a page's place in its section. It is calculated from PAGE and from the page
//! of a bookmark at the beginning of the sheet: `{ = { PAGE } - { PAGEREF _Sheet1 } + 1 }`. If the sheet begins with
//! page 1, PAGE is enough. All of these stay right when the sheet grows, and when it is copied into another file.
//!
//! Programs that calculate no formula (LibreOffice, viewers) show the cached result, which is the same on all pages
//! that share a header. So in a sheet of several pages, the first page, left pages and right pages get headers of
//! their own; a header that pages with different numbers share shows [`UNKNOWN`] instead.

use std::borrow::Cow;

use crate::tree::{Content, MarginBox, PageNumbering, PageStyle, Part, PartNumbers};

use super::anchors::CountingMark;
use super::field::{FieldVoice, Term};
use super::xml::Xml;

/// The sheets of a document.
#[derive(Default)]
pub struct Sheets {
    sheets: Vec<CountedSheet>,
    /// The index of the sheet that each part belongs to.
    of_parts: Vec<usize>,
}

/// A sheet: pages that are counted together.
struct CountedSheet {
    /// The names of the bookmarks on its first and its last page.
    start: String,
    end: String,
    /// The page number of its first page.
    first: u32,
    numbering: PageNumbering,
    /// How many pages it has in our layout.
    pages: u32,
    /// How many Word sections show counters of it; 0 if no header or footer counts its pages.
    sections: usize,
}

/// Shown in place of a number that differs from page to page.
const UNKNOWN: &str = "…";
/// The most characters of a position's code in a bookmark's name, which has at most 40.
const LONGEST_CODE: usize = 20;

/// Whether a page's headers or footers show a counter of its sheet.
pub fn is_counted(page: &PageStyle) -> bool {
    let contents = page.all_boxes().flat_map(|margin_box| &margin_box.content);
    contents.into_iter().any(|content| matches!(content, Content::SheetPage | Content::SheetPages))
}

/// Whether these boxes differ from page to page of a sheet.
fn tells_pages(boxes: &[MarginBox]) -> bool {
    boxes.iter().any(|margin_box| margin_box.content.contains(&Content::SheetPage))
}

impl Sheets {
    /// Adds the document's next part; gives the index of its sheet.
    pub fn add(&mut self, part: &Part, numbers: &PartNumbers) -> usize {
        if self.sheets.is_empty() || numbers.sheet.first <= 1 {
            let number = self.sheets.len() + 1;
            let code = part.strings.iter().find(|(name, _)| **name == *"code").map_or("", |(_, code)| code);
            // The code keeps the bookmark different from those of another file that it is copied into.
            let code: String = code.chars().filter(char::is_ascii_alphanumeric).take(LONGEST_CODE).collect();
            self.sheets.push(CountedSheet {
                start: format!("_Sheet{number}_{code}"),
                end: format!("_SheetEnd{number}_{code}"),
                first: numbers.first,
                numbering: numbers.numbering,
                pages: numbers.sheet.last.max(1),
                sections: 0,
            });
        }
        let sheet = self.sheets.len() - 1;
        self.of_parts.push(sheet);
        sheet
    }

    /// Counts a section that shows counters of the sheet.
    pub fn add_section(&mut self, sheet: usize) {
        if let Some(sheet) = self.sheets.get_mut(sheet) {
            sheet.sections += 1;
        }
    }

    /// The bookmarks at the beginning and at the end of each part that formulas refer to; `free` is the first
    /// bookmark number that is not in use.
    pub fn marks(&self, mut free: u32) -> Vec<(Option<CountingMark>, Vec<CountingMark>)> {
        let mut mark = |name: &String| {
            free += 1;
            CountingMark { number: free - 1, name: Cow::Owned(name.clone()) }
        };
        let of = |index: usize| self.of_parts.get(index).copied();
        let own = |(index, sheet): (usize, &usize)| {
            let Some(sheet) = self.sheets.get(*sheet) else { return Default::default() };
            let begins = index == 0 || of(index - 1) != of(index);
            let is_start = begins && sheet.sections > 0 && (sheet.is_calculated() || sheet.sections > 1);
            let is_end = sheet.sections > 1 && of(index + 1) != of(index);
            let start = is_start.then(|| mark(&sheet.start));
            (start, is_end.then(|| mark(&sheet.end)).into_iter().collect())
        };
        self.of_parts.iter().enumerate().map(own).collect()
    }

    /// Whether left and right pages need headers of their own, because a sheet has more than two pages.
    pub fn part_pages(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.differs() && sheet.pages > 2)
    }

    /// Whether the page numbers of the sheet's section begin at 1.
    pub fn begins_numbers(&self, sheet: usize) -> bool {
        self.sheets.get(sheet).is_some_and(|sheet| !sheet.is_calculated() && sheet.sections == 1)
    }

    /// The headers and footers that a section needs. `parted` says that left and right pages have their own anyway.
    pub fn kinds<'p>(&self, sheet: Option<usize>, page: &'p PageStyle, parted: bool) -> Vec<HeaderKind<'p>> {
        let sheet = sheet.and_then(|sheet| self.sheets.get(sheet));
        let left = page.left_boxes.as_deref().unwrap_or(&page.boxes);
        let differs =
            sheet.filter(|sheet| sheet.differs() && (tells_pages(&page.boxes) || tells_pages(left)));
        let mut kinds = Vec::new();
        if let Some(sheet) = differs {
            let boxes = if sheet.first.is_multiple_of(2) { left } else { &page.boxes };
            kinds.push(HeaderKind { name: "first", boxes, shown: Some(1) });
        }
        let shown = |even: Option<bool>| match (differs, sheet) {
            (Some(sheet), _) => sheet.only_page(even),
            (None, Some(sheet)) if sheet.is_calculated() && sheet.pages > 1 => None,
            _ => Some(1),
        };
        if parted {
            kinds.push(HeaderKind { name: "even", boxes: left, shown: shown(Some(true)) });
            kinds.push(HeaderKind { name: "default", boxes: &page.boxes, shown: shown(Some(false)) });
        } else {
            kinds.push(HeaderKind { name: "default", boxes: &page.boxes, shown: shown(None) });
        }
        kinds
    }

    /// The writer of the sheet's counters, for pages whose place in the sheet is `shown`.
    pub fn counting(&self, sheet: Option<usize>, shown: Option<u32>) -> Option<Counting<'_>> {
        Some(Counting { sheet: self.sheets.get(sheet?)?, shown })
    }
}

/// Pages of a section that share a header and a footer.
pub struct HeaderKind<'p> {
    /// The value of `w:type`.
    pub name: &'static str,
    pub boxes: &'p [MarginBox],
    /// The place in its sheet of the only page with this header; `None` if several pages share it.
    pub shown: Option<u32>,
}

impl CountedSheet {
    /// Whether a page's place in the sheet has to be calculated.
    fn is_calculated(&self) -> bool {
        self.first != 1
    }

    /// Whether its pages need different headers, for programs that do not calculate.
    fn differs(&self) -> bool {
        self.is_calculated() && self.sections == 1 && self.pages > 1
    }

    /// The place of the only page after the first whose page number is even, odd or any; `None` if there are several.
    fn only_page(&self, even: Option<bool>) -> Option<u32> {
        let is_such = |page: &u32| even.is_none_or(|even| (self.first + page - 1).is_multiple_of(2) == even);
        let mut pages = (2..=self.pages).filter(is_such);
        match (pages.next(), pages.next()) {
            (Some(page), None) => Some(page),
            // No page has such a number yet, but one may be added.
            (None, _) => Some(2),
            _ => None,
        }
    }

    /// The field code that gives a number in digits, whatever the counter style of the pages.
    fn in_digits(&self, field: &str) -> String {
        match self.numbering {
            PageNumbering::Decimal => field.to_owned(),
            _ => format!(r"{field} \* Arabic"),
        }
    }
}

/// Writes the counters of a sheet.
pub struct Counting<'s> {
    sheet: &'s CountedSheet,
    shown: Option<u32>,
}

impl Counting<'_> {
    /// Writes `counter(sheet-page)`.
    pub fn write_page(&self, voice: &FieldVoice, xml: &mut Xml) {
        let sheet = self.sheet;
        let shown = self.shown.map_or_else(|| UNKNOWN.to_owned(), |page| page.to_string());
        let page = sheet.in_digits("PAGE");
        if sheet.is_calculated() {
            let start = sheet.in_digits(&format!("PAGEREF {}", sheet.start));
            write_distance(&page, &start, &shown, voice, xml);
        } else {
            voice.field(&page, &shown, xml);
        }
    }

    /// Writes `counter(sheet-pages)`.
    pub fn write_pages(&self, voice: &FieldVoice, xml: &mut Xml) {
        let sheet = self.sheet;
        let pages = sheet.pages.to_string();
        if sheet.sections > 1 {
            let of = |mark: &str| sheet.in_digits(&format!("PAGEREF {mark}"));
            write_distance(&of(&sheet.end), &of(&sheet.start), &pages, voice, xml);
        } else {
            voice.field("SECTIONPAGES", &pages, xml);
        }
    }
}

/// Writes the number of pages from one to another, including both.
fn write_distance(last: &str, first: &str, result: &str, voice: &FieldVoice, xml: &mut Xml) {
    let terms = [Term::Field(last), Term::Text("-"), Term::Field(first), Term::Text("+ 1")];
    voice.calculated(&terms, result, xml);
}
