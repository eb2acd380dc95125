//! The book of a document's styles, which begins with those that the specimens of its style sheet define.

use std::collections::HashMap;

use crate::hash::{QuickMap, Same};
use crate::tree::{
    Block, BoxStyle, Document, Inline, MarginBox, Paragraph, ParagraphStyle, Role, Rule, SMALL_PARAGRAPH,
    Table, TableStyle as TreeTableStyle,
};
use crate::unit::{Abs, Color, Sides};

use crate::docx::characters::Characters;
use crate::docx::grid::CellDefaults;
use crate::docx::names::{Register, bounded, canonical, id_of};
use crate::docx::paragraph::{BorderLine, LineSpacing, ParagraphFormat, leader_stop};
use crate::docx::row::overhangs;
use crate::docx::unit;

use super::style::{CharacterStyle, RunLook, RunUse, Style, StyleId, WordTableStyle};

/// Every style of the document. The first paragraph style is `Normal`.
pub struct StyleBook<'a> {
    pub paragraphs: Vec<Style<'a>>,
    pub characters: Vec<CharacterStyle<'a>>,
    pub tables: Vec<WordTableStyle<'a>>,
    pub language: &'a str,
    /// Paragraph styles by their name in the file; variants have a map of their own.
    pub by_name: HashMap<String, StyleId>,
    pub variants: HashMap<String, StyleId>,
    pub characters_by_name: HashMap<String, usize>,
    pub tables_by_name: HashMap<String, usize>,
    /// The style of each paragraph, by its style in the tree, its role, and whether it holds a picture.
    pub uses: QuickMap<(Same<'a, ParagraphStyle>, Role, bool), StyleId>,
    /// The look of each run; `None` for a run that looks like its paragraph.
    pub runs: QuickMap<RunUse<'a>, Option<RunLook<'a>>>,
    pub rules: QuickMap<Same<'a, BoxStyle>, StyleId>,
    pub register: Register,
    /// How far the upper border of the sheet's default table extends over the table's edge.
    pub overhang: Abs,
}

pub const NORMAL: &str = "Normal";
/// Appended to the name of a character style if a paragraph style has that name, as Chinese Word does.
pub const CHARACTER: &str = " 字符";
/// The style of the small paragraphs that Word needs around tables.
pub const GAP: &str = "表间距";
pub const RULE: &str = "横线";
/// The most styles. Word numbers them with twelve bits; what would need one more has direct formatting instead.
pub const MOST_STYLES: usize = 3_000;
pub const HYPERLINK: &str = "Hyperlink";

/// The default styles of the other kinds: name and id.
pub const FIXED: [(&str, &str); 3] = [
    ("Default Paragraph Font", "DefaultParagraphFont"),
    ("Normal Table", "TableNormal"),
    ("No List", "NoList"),
];

/// The body text of a document without specimens.
pub const DEFAULT_CHARACTERS: Characters<'static> = Characters {
    latin: "Times New Roman",
    han: "宋体",
    bold: false,
    italic: false,
    strike: false,
    color: Color::BLACK,
    spacing: 0,
    half_points: 21,
    underline: false,
    position: crate::tree::BaselineShift::Baseline,
    language: None,
};

/// The name of a paragraph's style in the file: that of the tree, or else by the paragraph's role.
pub fn style_name(style: &ParagraphStyle, role: Role) -> String {
    match (&style.name, role) {
        (Some(name), _) => canonical(name),
        (None, Role::Heading(level)) => format!("heading {}", level.clamp(1, 9)),
        (None, Role::Caption) => "caption".to_owned(),
        (None, Role::Body) => NORMAL.to_owned(),
    }
}

pub fn margin_style_name(margin_box: &MarginBox) -> String {
    match &margin_box.style.name {
        Some(name) => canonical(name),
        None if margin_box.area.is_top() => "header".to_owned(),
        None => "footer".to_owned(),
    }
}

pub fn table_style_name(style: &TreeTableStyle) -> String {
    style.name.as_deref().map_or("Table Grid".to_owned(), canonical)
}

impl<'a> StyleBook<'a> {
    /// Begins the book with the styles that the specimens of the document's style sheet define.
    pub fn new(document: &'a Document) -> StyleBook<'a> {
        let mut register = Register::default();
        // The names of Word's default styles are reserved.
        for (name, id) in FIXED {
            register.reserve(name, id);
        }
        let mut book = StyleBook {
            paragraphs: Vec::new(),
            characters: Vec::new(),
            tables: Vec::new(),
            language: &document.meta.language,
            by_name: HashMap::new(),
            variants: HashMap::new(),
            characters_by_name: HashMap::new(),
            tables_by_name: HashMap::new(),
            uses: QuickMap::default(),
            runs: QuickMap::default(),
            rules: QuickMap::default(),
            register,
            overhang: Abs::ZERO,
        };
        let Some(part) = document.parts.first() else {
            book.define_normal(&[]);
            return book;
        };
        let specimens = &*part.specimens;
        let measure = part.page_styles.default.measure();
        // A paragraph that is kept with the next mostly stands above a table, whose border takes some of the space
        // below it.
        book.overhang =
            specimens.tables.last().and_then(first_table).map_or(Abs::ZERO, |table| overhangs(table).0);
        book.define_normal(&specimens.text);
        book.specimens(&specimens.text, measure);
        book.paragraphs.iter_mut().for_each(|style| style.is_kept = true);
        book.characters.iter_mut().for_each(|style| style.is_kept = true);
        book.specimens(&specimens.others, measure);
        specimens.tables.iter().for_each(|block| book.table_specimen(block));
        book.define_gap(&specimens.tables);
        let normal = book.normal().text;
        book.character_style(HYPERLINK, normal, normal);
        book
    }

    /// Defines the body text: like the first specimen with the name `Normal`.
    fn define_normal(&mut self, specimens: &'a [Block]) {
        let is_normal = |one: &Paragraph| style_name(&one.style, one.role) == NORMAL;
        let (layout, text) = match find_paragraph(specimens, &is_normal) {
            Some(one) => (ParagraphFormat::of(&one.style, Role::Body), Characters::of(&one.style.text)),
            None => (
                ParagraphFormat { line: LineSpacing::Exact(315), ..ParagraphFormat::plain() },
                DEFAULT_CHARACTERS,
            ),
        };
        self.define(NORMAL.to_owned(), layout, text);
    }

    /// Defines the spacer between tables, whose space below is the distance between the sheet's default tables, and
    /// the style of rules.
    fn define_gap(&mut self, tables: &[Block]) {
        let room = tables.last().and_then(first_table).map_or(Abs::ZERO, |table| {
            let margin = table.style.margin;
            let (above, below) = overhangs(table);
            margin.top.max(margin.bottom) - above - below - SMALL_PARAGRAPH
        });
        let after = unit::twips(room).max(0);
        let text = self.spacer_text();
        let gap = self.define(GAP.to_owned(), ParagraphFormat { after, ..ParagraphFormat::minimal() }, text);
        self.keep(gap);
        self.define(RULE.to_owned(), ParagraphFormat::minimal(), text);
    }

    /// Characters so small that they make no line higher.
    fn spacer_text(&self) -> Characters<'a> {
        Characters { half_points: 2, ..self.normal().text }
    }

    fn specimens(&mut self, blocks: &'a [Block], measure: Abs) {
        for block in blocks {
            match block {
                Block::Section(section) => self.specimens(&section.blocks, measure),
                Block::Paragraph(paragraph) => self.specimen(paragraph, measure),
                Block::List(list) => {
                    list.items.iter().for_each(|item| self.specimens(&item.blocks, measure));
                }
                Block::Table(table) => {
                    table.caption.iter().for_each(|caption| self.specimen(caption, measure));
                    let cells = table.rows().flat_map(|row| &row.cells);
                    cells.for_each(|cell| self.specimens(&cell.blocks, measure));
                }
                Block::Rule(rule) => {
                    let text = self.spacer_text();
                    self.define(RULE.to_owned(), rule_layout(rule), text);
                }
            }
        }
    }

    fn specimen(&mut self, paragraph: &'a Paragraph, measure: Abs) {
        let style = &*paragraph.style;
        let text = Characters::of(&style.text);
        let mut layout = ParagraphFormat::of(style, paragraph.role);
        if layout.keep_next {
            let margin = style.margin.bottom;
            let less = unit::twips(margin) - unit::twips(margin - self.overhang);
            layout.after = (layout.after - less).max(0);
        }
        let tab = leader_stop(&paragraph.inlines, unit::twips(measure) - layout.right);
        let known = self.by_name.len();
        let id = self.define(style_name(style, paragraph.role), layout, text);
        if self.by_name.len() > known
            && let Some(style) = self.paragraphs.get_mut(id.0)
        {
            style.tabs.extend(tab);
        }
        for run in paragraph.inlines.iter().filter_map(Inline::run) {
            let name = run.style.name.as_deref().or(run.link.as_ref().map(|_| HYPERLINK));
            if let Some(name) = name {
                self.character_style(name, text, Characters::of(&run.style));
            }
        }
    }

    fn table_specimen(&mut self, block: &'a Block) {
        let Some(table) = first_table(block) else { return };
        let cell = table.groups.last().and_then(|group| group.rows.first()).and_then(|row| row.cells.first());
        let text = cell.and_then(|cell| find_paragraph(&cell.blocks, &|_| true));
        let text =
            text.map(|one| (ParagraphFormat::of(&one.style, Role::Body), Characters::of(&one.style.text)));
        self.define_table(table_style_name(&table.style), CellDefaults::of(table), text);
    }

    /// The style of that name; defines it if there is none.
    pub fn define(&mut self, name: String, layout: ParagraphFormat, text: Characters<'a>) -> StyleId {
        if let Some(&id) = self.by_name.get(&name) {
            return id;
        }
        let id = id_of(&name);
        let style = self.add(name.clone(), id, None, layout, text);
        self.by_name.insert(name, style);
        style
    }

    pub fn add(
        &mut self,
        name: String,
        id: String,
        base: Option<StyleId>,
        layout: ParagraphFormat,
        text: Characters<'a>,
    ) -> StyleId {
        let name = self.register.name(&bounded(&name));
        let id = self.register.id(&id, &name);
        let (tabs, linked, is_kept) = (Vec::new(), None, false);
        self.paragraphs.push(Style { id, name, base, layout, text, tabs, linked, is_kept });
        StyleId(self.paragraphs.len() - 1)
    }

    pub fn define_table(
        &mut self,
        name: String,
        grid: CellDefaults,
        text: Option<(ParagraphFormat, Characters<'a>)>,
    ) {
        if self.tables_by_name.contains_key(&name) {
            return;
        }
        let shown = self.register.name(&bounded(&name));
        let id = self.register.id(&id_of(&name), &shown);
        self.tables_by_name.insert(name, self.tables.len());
        self.tables.push(WordTableStyle { id, name: shown, grid, text });
    }

    pub fn is_full(&self) -> bool {
        self.paragraphs.len() + self.characters.len() + self.tables.len() >= MOST_STYLES
    }

    /// Marks a style, and the style that it is a variant of, as part of the file.
    pub fn keep(&mut self, id: StyleId) {
        let mut next = Some(id);
        while let Some(style) = next.and_then(|id| self.paragraphs.get_mut(id.0)) {
            style.is_kept = true;
            next = style.base;
        }
    }

    pub fn get(&self, id: StyleId) -> &Style<'a> {
        self.paragraphs.get(id.0).unwrap_or(self.normal())
    }

    /// The fonts of all styles that the file has.
    pub fn fonts(&self) -> impl Iterator<Item = &'a str> {
        let paragraphs = self.paragraphs.iter().filter(|style| style.is_kept).map(|style| style.text);
        let characters = self.characters.iter().filter(|style| style.is_kept).map(|style| style.to);
        let all = paragraphs.chain(characters);
        let all =
            all.chain(self.tables.iter().filter_map(|table| table.text.as_ref()).map(|(_, text)| *text));
        all.flat_map(|text| [text.latin, text.han]).collect::<Vec<_>>().into_iter()
    }

    pub fn normal(&self) -> &Style<'a> {
        &self.paragraphs[0]
    }

    /// The style of the spacer between tables.
    pub fn gap(&self) -> &Style<'a> {
        self.by_name.get(GAP).map_or(self.normal(), |&id| self.get(id))
    }

    pub fn of_rule(&self, rule: &Rule) -> &Style<'a> {
        self.rules.get(&Same(&*rule.style)).map_or(self.gap(), |&id| self.get(id))
    }

    pub fn of_margin_box(&self, margin_box: &MarginBox) -> StyleId {
        self.by_name.get(&margin_style_name(margin_box)).copied().unwrap_or(StyleId::NORMAL)
    }

    pub fn of_table(&self, table: &Table) -> Option<&WordTableStyle<'a>> {
        let index = self.tables_by_name.get(&table_style_name(&table.style));
        index.and_then(|&index| self.tables.get(index))
    }

    /// The `w:pStyle` value of a style; `None` for `Normal`.
    pub fn reference<'s>(&self, style: &'s Style<'a>) -> Option<&'s str> {
        (style.id != NORMAL).then_some(style.id.as_str())
    }
}

/// The first paragraph that passes a test.
fn find_paragraph<'a>(blocks: &'a [Block], is_good: &dyn Fn(&Paragraph) -> bool) -> Option<&'a Paragraph> {
    blocks.iter().find_map(|block| match block {
        Block::Section(section) => find_paragraph(&section.blocks, is_good),
        Block::Paragraph(paragraph) => Some(paragraph).filter(|paragraph| is_good(paragraph)),
        _ => None,
    })
}

fn first_table(block: &Block) -> Option<&Table> {
    match block {
        Block::Table(table) => Some(table),
        Block::Section(section) => section.blocks.iter().find_map(first_table),
        _ => None,
    }
}

/// The format of a rule: a minimal paragraph with a border below it.
pub fn rule_layout(rule: &Rule) -> ParagraphFormat {
    let style = &rule.style;
    let line = style.border.top.or(style.border.bottom);
    let (before, after) = rule_room(style, unit::twips(style.margin.top), unit::twips(style.margin.bottom));
    ParagraphFormat {
        border: Sides {
            bottom: line.as_ref().map(|line| BorderLine::new(line, Abs::ZERO)),
            ..Sides::default()
        },
        before,
        after,
        left: unit::twips(style.margin.left),
        right: unit::twips(style.margin.right),
        ..ParagraphFormat::minimal()
    }
}

/// The space above and below a rule, less the height of the paragraph that carries the line.
pub fn rule_room(style: &BoxStyle, before: i32, after: i32) -> (i32, i32) {
    let own = unit::twips(SMALL_PARAGRAPH - style.padding.vertical()).max(0);
    let above = own.min(before);
    (before - above, (after - (own - above)).max(0))
}
