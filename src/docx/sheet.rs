//! Counts pages within a sheet: what `counter(sheet-page)` and `counter(sheet-pages)` are to Word.
//!
//! A sheet has a Word section of its own, so that SECTIONPAGES counts its pages. Word has no field for a page's place
//! in a section whose numbers go on from the one before; it is calculated from PAGE and from the page of a bookmark
//! at the sheet's beginning: `{ = { PAGE } - { PAGEREF _Sheet1 } + 1 }`. Where the sheet begins with page 1, PAGE says it.
//! All of these stay right when the sheet grows, and when it is copied into another file.
//!
//! Programs that calculate no formula (LibreOffice, viewers) show the result that stands in the file, on every page
//! that shares the header. So the first page, left and right pages have headers of their own where a sheet has
//! several pages; a header that pages of different numbers share has [`UNKNOWN`] instead.

use std::borrow::Cow;

use crate::tree::{Content, MarginBox, PageNumbering, PageStyle, Part, PartNumbers};

use super::anchors::CountingMark;
use super::field::{FieldVoice, Term};
use super::xml::Xml;

/// The sheets of a document whose pages are counted.
#[derive(Default)]
pub struct Sheets {
    sheets: Vec<CountedSheet>,
    /// Of each part, the sheet that it belongs to.
    of_parts: Vec<usize>,
}

/// A sheet.
struct CountedSheet {
    /// The bookmarks on its first and its last page.
    start: String,
    end: String,
    /// The number of its first page in the document.
    first: u32,
    numbering: PageNumbering,
    /// How many pages layout gave it.
    pages: u32,
    /// How many Word sections hold it; none if no header or footer counts its pages.
    sections: usize,
}

/// What stands for a number that differs from page to page.
const UNKNOWN: &str = "…";
/// The longest piece of a position's code in a bookmark's name, which Word allows 40 characters.
const LONGEST_CODE: usize = 20;

/// Whether a page's headers or footers count within its sheet.
pub fn is_counted(page: &PageStyle) -> bool {
    let contents = page.all_boxes().flat_map(|margin_box| &margin_box.content);
    contents.into_iter().any(|content| matches!(content, Content::SheetPage | Content::SheetPages))
}

/// Whether these boxes tell pages of one sheet apart.
fn tells_pages(boxes: &[MarginBox]) -> bool {
    boxes.iter().any(|margin_box| margin_box.content.contains(&Content::SheetPage))
}

impl Sheets {
    /// Adds a document's next part; its sheet.
    pub fn add(&mut self, part: &Part, numbers: &PartNumbers) -> usize {
        if self.sheets.is_empty() || numbers.sheet.first <= 1 {
            let number = self.sheets.len() + 1;
            let code = part.strings.iter().find(|(name, _)| **name == *"code").map_or("", |(_, code)| code);
            // The code tells it from the sheets of another file that it is copied into.
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

    /// Notes that a section counts a sheet's pages.
    pub fn add_section(&mut self, sheet: usize) {
        if let Some(sheet) = self.sheets.get_mut(sheet) {
            sheet.sections += 1;
        }
    }

    /// The bookmarks that formulas need at the beginning and at the end of each part; `free` is the first number that
    /// none has.
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

    /// Whether left and right pages need headers of their own.
    pub fn part_pages(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.differs() && sheet.pages > 2)
    }

    /// Whether the page numbers of a section begin with its sheet, at 1.
    pub fn begins_numbers(&self, sheet: usize) -> bool {
        self.sheets.get(sheet).is_some_and(|sheet| !sheet.is_calculated() && sheet.sections == 1)
    }

    /// The pages of a section that have headers of their own, `parted` if left and right ones do anyway: what Word
    /// calls them, their boxes, and the number that is shown there until Word counts.
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

    /// What writes the counters on pages where that number is shown.
    pub fn counting(&self, sheet: Option<usize>, shown: Option<u32>) -> Option<Counting<'_>> {
        Some(Counting { sheet: self.sheets.get(sheet?)?, shown })
    }
}

/// Pages of a section that share their headers and footers.
pub struct HeaderKind<'p> {
    /// `w:type`.
    pub name: &'static str,
    pub boxes: &'p [MarginBox],
    /// The place in its sheet of the only page that it is for.
    pub shown: Option<u32>,
}

impl CountedSheet {
    /// Whether a page's place has to be calculated.
    fn is_calculated(&self) -> bool {
        self.first != 1
    }

    /// Whether its pages have different headers, for programs that do not calculate.
    fn differs(&self) -> bool {
        self.is_calculated() && self.sections == 1 && self.pages > 1
    }

    /// The only page behind the first that has an even number in the document, or an odd one, or any.
    fn only_page(&self, even: Option<bool>) -> Option<u32> {
        let is_such = |page: &u32| even.is_none_or(|even| (self.first + page - 1).is_multiple_of(2) == even);
        let mut pages = (2..=self.pages).filter(is_such);
        match (pages.next(), pages.next()) {
            (Some(page), None) => Some(page),
            // None has such a number: one that is added may have.
            (None, _) => Some(2),
            _ => None,
        }
    }

    /// A field that gives a number in digits, however pages are numbered.
    fn in_digits(&self, field: &str) -> String {
        match self.numbering {
            PageNumbering::Decimal => field.to_owned(),
            _ => format!(r"{field} \* Arabic"),
        }
    }
}

/// Writes a sheet's counters.
pub struct Counting<'s> {
    sheet: &'s CountedSheet,
    shown: Option<u32>,
}

impl Counting<'_> {
    /// `counter(sheet-page)`.
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

    /// `counter(sheet-pages)`.
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

/// How many pages there are from one to another, both counted.
fn write_distance(last: &str, first: &str, result: &str, voice: &FieldVoice, xml: &mut Xml) {
    let terms = [Term::Field(last), Term::Text("-"), Term::Field(first), Term::Text("+ 1")];
    voice.calculated(&terms, result, xml);
}
