//! The document's styles: every style name of the tree becomes a style of Word's.
//!
//! A named style has the properties of its first use; a paragraph that deviates says only
//! the difference. Paragraphs without a name are `heading 1` to `heading 6` and `caption` by
//! their role, and else `Normal`, which is what most of them look like.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::tree::{Document, MarginBox, Paragraph, ParagraphStyle, Role};

use super::characters::{Characters, is_east_asian};
use super::names::{Register, built_in, canonical};
use super::paragraph::{Layout, Placement, write_layout};
use super::table::Grid;
use super::xml::{Attribute, Xml};

/// A paragraph style.
pub struct Style<'a> {
    pub id: String,
    pub name: String,
    pub layout: Layout,
    pub text: Characters<'a>,
}

/// A table style.
pub struct TableStyle {
    pub id: String,
    pub name: String,
    pub grid: Grid,
}

/// Every style of the document. The first paragraph style is `Normal`.
pub struct StyleBook<'a> {
    paragraphs: Vec<Style<'a>>,
    by_name: HashMap<String, usize>,
    /// The tree's styles by address and role: what they say, and the Word style they belong to.
    resolved: HashMap<Key, (Layout, usize)>,
    tables: Vec<TableStyle>,
    tables_by_name: HashMap<String, usize>,
    language: &'a str,
}

/// A tree style by its address, which is stable while the document is borrowed.
type Key = (usize, Role);

fn key(style: &Arc<ParagraphStyle>, role: Role) -> Key {
    (Arc::as_ptr(style) as usize, role)
}

/// Collects styles while the tree is walked.
#[derive(Default)]
pub struct StyleCollector<'a> {
    uses: HashMap<Key, Use<'a>>,
    margin_boxes: Vec<&'a MarginBox>,
    tables: Vec<(String, Grid)>,
}

/// A tree style in use.
struct Use<'a> {
    style: &'a ParagraphStyle,
    role: Role,
    name: String,
    order: usize,
    count: usize,
}

impl Use<'_> {
    fn is_plain_body(&self) -> bool {
        self.style.name.is_none() && self.role == Role::Body
    }
}

impl<'a> StyleCollector<'a> {
    pub fn add_paragraph(&mut self, paragraph: &'a Paragraph) {
        let (style, role, order) = (&paragraph.style, paragraph.role, self.uses.len());
        let new = || Use { style, role, name: style_name(style, role), order, count: 0 };
        self.uses.entry(key(style, role)).or_insert_with(new).count += 1;
    }

    pub fn add_margin_box(&mut self, margin_box: &'a MarginBox) {
        self.margin_boxes.push(margin_box);
    }

    pub fn add_table(&mut self, name: Option<&str>, grid: impl FnOnce() -> Grid) {
        let name = table_style_name(name);
        if !self.tables.iter().any(|(known, _)| *known == name) {
            self.tables.push((name, grid()));
        }
    }

    pub fn finish(self, document: &'a Document) -> StyleBook<'a> {
        let mut uses: Vec<(Key, Use)> = self.uses.into_iter().collect();
        uses.sort_by_key(|(_, one)| one.order);
        let mut register = Register::default();
        // Word's own default styles keep their names.
        for (name, id) in FIXED {
            register.reserve(name, id);
        }
        let mut book = StyleBook {
            paragraphs: Vec::new(),
            by_name: HashMap::new(),
            resolved: HashMap::new(),
            tables: Vec::new(),
            tables_by_name: HashMap::new(),
            language: &document.meta.language,
        };
        let (layout, text) = normal(&uses);
        book.define(NORMAL.to_owned(), || (layout, text), &mut register);
        for (key, Use { style, role, name, .. }) in uses {
            let layout = Layout::of(style, role);
            let first = || (layout.clone(), Characters::of(&style.text));
            let index = book.define(name, first, &mut register);
            book.resolved.insert(key, (layout, index));
        }
        for margin_box in self.margin_boxes {
            let style = &margin_box.style;
            let first = || (Layout::of(style, Role::Body), Characters::of(&style.text));
            book.define(margin_style_name(margin_box), first, &mut register);
        }
        for (key, grid) in self.tables {
            let (name, id) = register.add(&key, "Table");
            book.tables_by_name.insert(key, book.tables.len());
            book.tables.push(TableStyle { id, name, grid });
        }
        book
    }
}

/// What `Normal` looks like: as a style of that name, or as most paragraphs without a name do.
fn normal<'a>(uses: &[(Key, Use<'a>)]) -> (Layout, Characters<'a>) {
    let named = uses.iter().find(|(_, one)| one.name == NORMAL && !one.is_plain_body());
    if let Some(style) = named.map(|(_, one)| one.style).or_else(|| most_common_body(uses)) {
        return (Layout::of(style, Role::Body), Characters::of(&style.text));
    }
    // Nothing is Normal here: only its type matters, as the default of the others.
    let text = uses.first().map_or(DEFAULT_CHARACTERS, |(_, one)| Characters::of(&one.style.text).plain());
    (Layout::plain(), text)
}

/// The body style that stands on most paragraphs; the earliest of several.
fn most_common_body<'a>(uses: &[(Key, Use<'a>)]) -> Option<&'a ParagraphStyle> {
    let mut counts: HashMap<&ParagraphStyle, (usize, Reverse<usize>)> = HashMap::new();
    for (_, one) in uses.iter().filter(|(_, one)| one.is_plain_body()) {
        counts.entry(one.style).or_insert((0, Reverse(one.order))).0 += one.count;
    }
    counts.into_iter().max_by_key(|(_, rank)| *rank).map(|(style, _)| style)
}

const NORMAL: &str = "Normal";

/// The default styles of the other kinds: name and id.
const FIXED: [(&str, &str); 3] = [
    ("Default Paragraph Font", "DefaultParagraphFont"),
    ("Normal Table", "TableNormal"),
    ("No List", "NoList"),
];

/// For a document without text.
const DEFAULT_CHARACTERS: Characters<'static> = Characters {
    latin: "Times New Roman",
    han: "宋体",
    bold: false,
    italic: false,
    strike: false,
    color: crate::unit::Color::BLACK,
    spacing: 0,
    half_points: 21,
    underline: false,
    position: crate::tree::Position::Baseline,
    language: None,
};

fn style_name(style: &ParagraphStyle, role: Role) -> String {
    match (&style.name, role) {
        (Some(name), _) => canonical(name),
        (None, Role::Heading(level)) => format!("heading {}", level.clamp(1, 9)),
        (None, Role::Caption) => "caption".to_owned(),
        (None, Role::Body) => NORMAL.to_owned(),
    }
}

fn margin_style_name(margin_box: &MarginBox) -> String {
    match &margin_box.style.name {
        Some(name) => canonical(name),
        None if margin_box.area.is_top() => "header".to_owned(),
        None => "footer".to_owned(),
    }
}

fn table_style_name(name: Option<&str>) -> String {
    name.map_or("Table Grid".to_owned(), canonical)
}

impl<'a> StyleBook<'a> {
    /// The index of the style of that name, which is made by its first use.
    fn define(
        &mut self,
        key: String,
        first: impl FnOnce() -> (Layout, Characters<'a>),
        register: &mut Register,
    ) -> usize {
        if let Some(&index) = self.by_name.get(&key) {
            return index;
        }
        let (name, id) = register.add(&key, "Style");
        let (layout, text) = first();
        self.by_name.insert(key, self.paragraphs.len());
        self.paragraphs.push(Style { id, name, layout, text });
        self.paragraphs.len() - 1
    }

    pub fn normal(&self) -> &Style<'a> {
        &self.paragraphs[0]
    }

    /// What a paragraph's own style says, and the Word style it belongs to.
    pub fn of(&self, paragraph: &Paragraph) -> (Layout, &Style<'a>) {
        match self.resolved.get(&key(&paragraph.style, paragraph.role)) {
            Some((layout, index)) => (layout.clone(), &self.paragraphs[*index]),
            None => (Layout::of(&paragraph.style, paragraph.role), self.normal()),
        }
    }

    pub fn of_margin_box(&self, margin_box: &MarginBox) -> &Style<'a> {
        self.get(&margin_style_name(margin_box))
    }

    pub fn of_table(&self, name: Option<&str>) -> Option<&TableStyle> {
        self.tables_by_name.get(&table_style_name(name)).and_then(|&index| self.tables.get(index))
    }

    fn get(&self, name: &str) -> &Style<'a> {
        self.by_name.get(name).and_then(|&index| self.paragraphs.get(index)).unwrap_or(self.normal())
    }

    /// The `w:pStyle` of a style; `Normal` needs none.
    pub fn reference<'s>(&self, style: &'s Style<'a>) -> Option<&'s str> {
        (style.id != NORMAL).then_some(style.id.as_str())
    }

    /// The content of `word/styles.xml`.
    pub fn to_part(&self) -> Vec<u8> {
        Xml::part(|xml| {
            xml.element("w:styles", &[super::W], |xml| {
                self.write_defaults(xml);
                write_latent_styles(xml);
                for (index, style) in self.paragraphs.iter().enumerate() {
                    self.write_paragraph_style(index == 0, style, xml);
                }
                write_fixed_styles(xml);
                for style in &self.tables {
                    write_table_style(style, xml);
                }
            });
        })
    }

    /// `w:docDefaults`: type and language, and the rules of Chinese line layout for all paragraphs.
    fn write_defaults(&self, xml: &mut Xml) {
        let text = self.normal().text;
        let east_asian = if is_east_asian(self.language) { self.language } else { "zh-CN" };
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    text.write_fonts(xml);
                    xml.val("w:sz", text.half_points);
                    xml.val("w:szCs", text.half_points);
                    let languages = [
                        ("w:val", "en-US".into()),
                        ("w:eastAsia", east_asian.into()),
                        ("w:bidi", "ar-SA".into()),
                    ];
                    xml.empty("w:lang", &languages);
                });
            });
            xml.element("w:pPrDefault", &[], |xml| {
                xml.element("w:pPr", &[], |xml| {
                    xml.flag("w:kinsoku", true);
                    // Hanging punctuation and kinsoku do not go together in Word.
                    xml.flag("w:overflowPunct", false);
                    xml.flag("w:topLinePunct", true);
                    xml.flag("w:autoSpaceDE", true);
                    xml.flag("w:autoSpaceDN", true);
                    xml.flag("w:adjustRightInd", false);
                    xml.flag("w:snapToGrid", false);
                });
            });
        });
    }

    fn write_paragraph_style(&self, is_normal: bool, style: &Style, xml: &mut Xml) {
        let mut attributes: Vec<Attribute> = vec![("w:type", "paragraph".into())];
        if is_normal {
            attributes.push(("w:default", "1".into()));
        } else if built_in(&style.name).is_none() {
            attributes.push(("w:customStyle", "1".into()));
        }
        attributes.push(("w:styleId", (&style.id).into()));
        let (base_layout, base_text) = match is_normal {
            true => (Layout::plain(), self.normal().text.plain()),
            false => (self.normal().layout.clone(), self.normal().text),
        };
        xml.element("w:style", &attributes, |xml| {
            xml.val("w:name", &style.name);
            if !is_normal {
                xml.val("w:basedOn", NORMAL);
            }
            if style.layout.outline.is_some() {
                xml.val("w:next", NORMAL);
            }
            xml.val("w:uiPriority", if style.layout.outline.is_some() { 9 } else { 1 });
            xml.flag("w:qFormat", true);
            xml.group("w:pPr", |xml| {
                write_layout(&style.layout, &base_layout, &Placement::default(), xml);
            });
            xml.group("w:rPr", |xml| style.text.write(&base_text, false, xml));
        });
    }
}

/// How Word lists the built-in styles that this document does not define.
fn write_latent_styles(xml: &mut Xml) {
    let attributes = [
        ("w:defLockedState", "0".into()),
        ("w:defUIPriority", "99".into()),
        ("w:defSemiHidden", "0".into()),
        ("w:defUnhideWhenUsed", "0".into()),
        ("w:defQFormat", "0".into()),
        ("w:count", "376".into()),
    ];
    let shown = [("Normal", "0"), ("Title", "10"), ("Subtitle", "11"), ("Strong", "22"), ("Emphasis", "20")];
    let hidden = (1..=9).map(|level| (format!("heading {level}"), "9"));
    let hidden = hidden.chain((1..=9).map(|level| (format!("toc {level}"), "39")));
    let hidden = hidden.chain([("caption".to_owned(), "35")]);
    xml.element("w:latentStyles", &attributes, |xml| {
        for (name, priority) in shown {
            let attributes =
                [("w:name", name.into()), ("w:uiPriority", priority.into()), ("w:qFormat", "1".into())];
            xml.empty("w:lsdException", &attributes);
        }
        for (name, priority) in hidden {
            let attributes = [
                ("w:name", (&name).into()),
                ("w:semiHidden", "1".into()),
                ("w:uiPriority", priority.into()),
                ("w:unhideWhenUsed", "1".into()),
                ("w:qFormat", "1".into()),
            ];
            xml.empty("w:lsdException", &attributes);
        }
    });
}

/// The default styles of the other kinds, as every Word document has them.
fn write_fixed_styles(xml: &mut Xml) {
    let begin = |kind: &'static str, id: &'static str| {
        [("w:type", kind.into()), ("w:default", "1".into()), ("w:styleId", id.into())]
    };
    let [characters, table, list] = FIXED;
    let hidden = |xml: &mut Xml, name: &str, priority: i32| {
        xml.val("w:name", name);
        xml.val("w:uiPriority", priority);
        xml.flag("w:semiHidden", true);
        xml.flag("w:unhideWhenUsed", true);
    };
    xml.element("w:style", &begin("character", characters.1), |xml| {
        hidden(xml, characters.0, 1);
    });
    xml.element("w:style", &begin("table", table.1), |xml| {
        hidden(xml, table.0, 99);
        xml.element("w:tblPr", &[], |xml| {
            xml.empty("w:tblInd", &[("w:w", 0.into()), ("w:type", "dxa".into())]);
            xml.element("w:tblCellMar", &[], |xml| {
                for (side, width) in [("w:top", 0), ("w:left", 108), ("w:bottom", 0), ("w:right", 108)] {
                    xml.empty(side, &[("w:w", width.into()), ("w:type", "dxa".into())]);
                }
            });
        });
    });
    xml.element("w:style", &begin("numbering", list.1), |xml| hidden(xml, list.0, 99));
}

fn write_table_style(style: &TableStyle, xml: &mut Xml) {
    let mut attributes: Vec<Attribute> = vec![("w:type", "table".into())];
    if built_in(&style.name).is_none() {
        attributes.push(("w:customStyle", "1".into()));
    }
    attributes.push(("w:styleId", (&style.id).into()));
    xml.element("w:style", &attributes, |xml| {
        xml.val("w:name", &style.name);
        xml.val("w:basedOn", "TableNormal");
        xml.val("w:uiPriority", 39);
        xml.flag("w:qFormat", true);
        xml.element("w:tblPr", &[], |xml| {
            style.grid.write_borders(None, xml);
            style.grid.write_margins(None, xml);
        });
    });
}
