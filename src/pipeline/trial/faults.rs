//! Finds flaws in the layout of one part, with their places in the markup.

use crate::diag::{Code, Text};
use crate::flow::{self, Kind, Piece};
use crate::index::IndexVec;
use crate::page::{ItemKind, Marking, PartLayout};
use crate::text::{Fonts, Lines, Typesetter};
use crate::tree::{
    Block, Cell, Inline, Origin, PageStyle, Paragraph, ParagraphId, Part, Role, Table, WritingMode,
};
use crate::unit::Abs;

/// Something that the author of a set should mend.
#[derive(Clone, Debug)]
pub struct Flaw {
    pub code: Code,
    pub message: Text,
    /// The wrong text.
    pub excerpt: Option<String>,
    pub origin: Origin,
}

/// What is found in a part, in the order of the document.
#[derive(Debug, Default)]
pub struct Inspection {
    pub faults: Vec<Flaw>,
    pub headings: Vec<(u8, Origin)>,
    pub ids: Vec<(String, Origin)>,
    /// All its text, without white space.
    pub text: String,
}

/// The rounding error of a sum of lengths.
const SLACK: Abs = Abs::pt(0.5);
/// A longer word may be broken anywhere; the set need not have room for it.
const LONGEST_WORD: usize = 20;
/// How many characters of a text a message shows.
const EXCERPT: usize = 24;

/// Inspects a part's tree and pages.
pub fn inspect(part: &Part, layout: &PartLayout, fonts: &Fonts) -> Inspection {
    let mut walk = FlawWalk {
        part,
        typesetter: Typesetter::new(fonts),
        found: Inspection::default(),
        paragraphs: Vec::new(),
        around: Origin::default(),
        measures: IndexVec::default(),
    };
    walk.measure(&flow::part(part));
    walk.blocks(&part.blocks, BlockRoom { page: &part.page_styles.default, vertical: false });
    walk.outside(layout);
    walk.found
}

/// The room of blocks.
#[derive(Clone, Copy)]
struct BlockRoom<'a> {
    page: &'a PageStyle,
    /// In vertical text the measure is the row's height, which can grow.
    vertical: bool,
}

struct FlawWalk<'a> {
    part: &'a Part,
    typesetter: Typesetter<'a>,
    found: Inspection,
    /// The text and place of each paragraph, to find the place of a text.
    paragraphs: Vec<(String, Origin)>,
    /// The place of the last element that has one.
    around: Origin,
    /// The width of each paragraph's lines.
    measures: IndexVec<ParagraphId, Abs>,
}

impl<'a> FlawWalk<'a> {
    /// Notes the measures of all paragraphs, those in tables and boxes included.
    fn measure(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match &piece.kind {
                Kind::Paragraph { paragraph, measure, .. } => self.measures.put(paragraph.id, *measure),
                Kind::Box(own) => self.measure(&own.pieces),
                Kind::Table { table, .. } => {
                    for cell in table.rows().flat_map(|row| &row.cells) {
                        self.measure(&flow::cell(table, cell, &self.part.page_styles).pieces);
                    }
                }
                Kind::Rule { .. } | Kind::Blank { .. } => {}
            }
        }
    }

    fn blocks(&mut self, blocks: &'a [Block], room: BlockRoom<'a>) {
        for block in blocks {
            match block {
                Block::Section(section) => {
                    self.id(&section.anchor);
                    let page = match &section.page {
                        Some(name) => self.part.page_styles.get(Some(name)),
                        None => room.page,
                    };
                    self.blocks(&section.blocks, BlockRoom { page, ..room });
                }
                Block::Paragraph(paragraph) => self.paragraph(paragraph, room),
                Block::Table(table) => self.table(table, room),
                Block::List(list) => {
                    self.id(&list.anchor);
                    list.items.iter().for_each(|item| self.blocks(&item.blocks, room));
                }
                Block::Rule(_) => {}
            }
        }
    }

    fn id(&mut self, id: &Option<std::sync::Arc<str>>) {
        self.found.ids.extend(id.iter().map(|id| (id.to_string(), self.around)));
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph, room: BlockRoom<'a>) {
        self.around = paragraph.origin;
        self.id(&paragraph.anchor);
        if let Role::Heading(level) = paragraph.role {
            self.found.headings.push((level, paragraph.origin));
        }
        let text = plain(&paragraph.text());
        self.found.text.push_str(&text);
        self.paragraphs.push((text, paragraph.origin));
        self.pictures(paragraph, room);
        if room.vertical {
            return;
        }
        let measure = self.measures.get(paragraph.id).copied().unwrap_or_default();
        let lines = self.typesetter.typeset(paragraph, measure);
        self.overfull(&lines, measure, paragraph.style.indent, paragraph.origin);
        self.broken_word(&lines, paragraph.origin);
    }

    fn pictures(&mut self, paragraph: &Paragraph, room: BlockRoom<'a>) {
        let tall = |inline: &Inline| matches!(inline, Inline::Image(image) if !image.size.height.fits(height(room.page)));
        if paragraph.inlines.iter().any(tall) {
            let message = Text::new("图片比版心还高", "the picture is taller than the page's text area");
            self.fault(Code::W513, message, None, paragraph.origin);
        }
    }

    /// Reports a line that is wider than the measure: not even one character fits.
    fn overfull(&mut self, lines: &Lines, measure: Abs, indent: Abs, origin: Origin) {
        let room = |index: usize| if index == 0 { measure - indent } else { measure };
        let mut lines_of = lines.lines.iter().enumerate();
        if let Some((index, line)) = lines_of.find(|(index, line)| !line.width.fits(room(*index) + SLACK)) {
            let room = room(index).to_mm();
            let message = Text::new(
                format!("此处只有 {room:.1} mm 宽，放不下一个字"),
                format!("not even one character fits into the {room:.1} mm that there are"),
            );
            self.fault(Code::W511, message, lines.text.get(line.text.clone()), origin);
        }
    }

    /// Reports a word that is broken because its cell is too narrow. Long words, addresses and file names do not count.
    fn broken_word(&mut self, lines: &Lines, origin: Origin) {
        for pair in lines.lines.windows(2) {
            let [line, next] = pair else { continue };
            let (at, goes_on) = (line.text.end, line.text.end == next.text.start);
            let Some((before, after)) = lines.text.split_at_checked(at).filter(|_| goes_on) else { continue };
            let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if !is_letter(before.chars().next_back()) || !is_letter(after.chars().next()) {
                continue;
            }
            // Counts are bytes, since the characters are ASCII.
            let head = before.chars().rev().take_while(char::is_ascii_graphic).count();
            let tail = after.chars().take_while(char::is_ascii_graphic).count();
            if head + tail <= LONGEST_WORD {
                let message = Text::new(
                    "此处太窄，单词或数字在中间断开了",
                    "a word or number is broken in its middle, because this place is too narrow",
                );
                return self.fault(Code::W512, message, lines.text.get(at - head..at + tail), origin);
            }
        }
    }

    fn table(&mut self, table: &'a Table, room: BlockRoom<'a>) {
        self.around = table.origin;
        self.id(&table.anchor);
        let has_columns = table.rows().any(|row| row.cells.len() > 1);
        if has_columns && !table.rows().flat_map(|row| &row.cells).any(|cell| cell.header.is_some()) {
            let message = Text::new(
                "表格没有表头单元格（`th`），朗读软件说不出每一格是什么",
                "the table has no header cell (`th`), so a screen reader cannot say what a cell is about",
            );
            self.fault(Code::W515, message, None, table.origin);
        }
        if let Some(caption) = &table.caption {
            self.paragraph(caption, room);
        }
        for row in table.rows() {
            self.around = row.origin;
            self.id(&row.anchor);
            if !row.min_height.fits(height(room.page)) {
                let message = Text::new(
                    format!("行高至少 {:.0} mm，比版心还高", row.min_height.to_mm()),
                    format!(
                        "the row is at least {:.0} mm high, taller than the page's text area",
                        row.min_height.to_mm()
                    ),
                );
                self.fault(Code::W513, message, None, row.origin);
            }
            row.cells.iter().for_each(|cell| self.cell(cell, room));
        }
    }

    fn cell(&mut self, cell: &'a Cell, room: BlockRoom<'a>) {
        self.id(&cell.anchor);
        let vertical = cell.style.writing_mode == WritingMode::VerticalRl;
        self.blocks(&cell.blocks, BlockRoom { vertical, ..room });
    }

    /// Reports text outside the paper.
    fn outside(&mut self, layout: &PartLayout) {
        for page in &layout.pages.pages {
            for item in page.items.iter().filter(|item| matches!(item.mark, Marking::Content(_))) {
                let ItemKind::Text(run) = &item.kind else { continue };
                let glyphs = page.glyphs.get(run.glyphs.start as usize..run.glyphs.end as usize);
                let advance: f64 =
                    glyphs.unwrap_or_default().iter().map(|glyph| f64::from(glyph.advance)).sum();
                let right = run.at.x + run.size * advance;
                let inside = run.at.x >= -SLACK
                    && right.fits(page.size.width + SLACK)
                    && run.at.y >= Abs::ZERO
                    && run.at.y.fits(page.size.height);
                if inside {
                    continue;
                }
                let text = page.text.get(run.text.start as usize..run.text.end as usize).unwrap_or_default();
                let bare = plain(text);
                let of = self.paragraphs.iter().find(|(paragraph, _)| paragraph.contains(&bare));
                let origin = of.map_or(Origin::default(), |(_, origin)| *origin);
                let message = Text::new("文字排到了纸外", "text stands off the paper");
                self.fault(Code::W514, message, Some(text), origin);
            }
        }
    }

    fn fault(&mut self, code: Code, message: Text, excerpt: Option<&str>, origin: Origin) {
        // One flaw of a kind at a place is enough.
        if !self.found.faults.iter().any(|known| known.code == code && known.origin == origin) {
            let excerpt = excerpt.map(|text| text.chars().take(EXCERPT).collect());
            self.found.faults.push(Flaw { code, message, excerpt, origin });
        }
    }
}

/// The text without white space, so that it is found however its lines are broken.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The height between the top and bottom margins.
fn height(page: &PageStyle) -> Abs {
    page.size.height - page.margin.vertical()
}
