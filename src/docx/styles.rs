//! The document's styles: every style name of the tree becomes a style of Word's.
//!
//! A named style has the properties of its first use; a paragraph that deviates says only
//! the difference. Paragraphs without a name are `heading 1` to `heading 6` and `caption` by
//! their role, and else `Normal`, which is what most of them look like.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

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
    /// By the name in the file.
    by_name: HashMap<String, usize>,
    /// By what the tree says.
    by_use: HashMap<Key<'a>, usize>,
    tables: Vec<TableStyle>,
    tables_by_name: HashMap<String, usize>,
    language: &'a str,
}

/// What decides a paragraph's Word style: its name in the tree, else its role.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key<'s> {
    Name(&'s str),
    Role(Role),
}

impl<'s> Key<'s> {
    fn of(style: &'s ParagraphStyle, role: Role) -> Key<'s> {
        style.name.as_deref().map_or(Key::Role(role), Key::Name)
    }

    /// The style's name in the file.
    fn style_name(self) -> String {
        match self {
            Key::Name(name) => canonical(name),
            Key::Role(Role::Heading(level)) => format!("heading {}", level.clamp(1, 9)),
            Key::Role(Role::Caption) => "caption".to_owned(),
            Key::Role(Role::Body) => NORMAL.to_owned(),
        }
    }
}

/// Collects styles while the tree is walked.
#[derive(Default)]
pub struct StyleCollector<'a> {
    /// In order of first use; body paragraphs without a name stand in `bodies`.
    uses: Vec<(Key<'a>, &'a ParagraphStyle, Role)>,
    seen: HashSet<Key<'a>>,
    /// How often each style stands on a body paragraph without a name, and how early.
    bodies: HashMap<&'a ParagraphStyle, (usize, Reverse<usize>)>,
    margin_boxes: Vec<&'a MarginBox>,
    tables: Vec<(String, Grid)>,
}

impl<'a> StyleCollector<'a> {
    pub fn add_paragraph(&mut self, paragraph: &'a Paragraph) {
        let (style, role) = (&*paragraph.style, paragraph.role);
        let key = Key::of(style, role);
        if key == Key::Role(Role::Body) {
            let order = Reverse(self.bodies.len());
            self.bodies.entry(style).or_insert((0, order)).0 += 1;
        } else if self.seen.insert(key) {
            self.uses.push((key, style, role));
        }
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
        let mut register = Register::default();
        // Word's own default styles keep their names.
        for (name, id) in FIXED {
            register.reserve(name, id);
        }
        let mut book = StyleBook {
            paragraphs: Vec::new(),
            by_name: HashMap::new(),
            by_use: HashMap::new(),
            tables: Vec::new(),
            tables_by_name: HashMap::new(),
            language: &document.meta.language,
        };
        let normal = self.normal();
        book.define(NORMAL.to_owned(), || normal, &mut register);
        for (key, style, role) in self.uses {
            let first = || (Layout::of(style, role), Characters::of(&style.text));
            let index = book.define(key.style_name(), first, &mut register);
            book.by_use.insert(key, index);
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

    /// What `Normal` looks like: as a style of that name, or as most paragraphs without a name do.
    fn normal(&self) -> (Layout, Characters<'a>) {
        let named = self.uses.iter().find(|(key, ..)| key.style_name() == NORMAL).map(|(_, style, _)| *style);
        // The earliest of several, so that hash order does not show.
        let most_common = || self.bodies.iter().max_by_key(|(_, rank)| **rank).map(|(style, _)| *style);
        if let Some(style) = named.or_else(most_common) {
            return (Layout::of(style, Role::Body), Characters::of(&style.text));
        }
        // Nothing is Normal here: only its type matters, as the default of the others.
        let first = self.uses.first();
        let text = first.map_or(DEFAULT_CHARACTERS, |(_, style, _)| Characters::of(&style.text).plain());
        (Layout::plain(), text)
    }
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

    /// The Word style of a paragraph.
    pub fn of(&self, paragraph: &Paragraph) -> &Style<'a> {
        let index = self.by_use.get(&Key::of(&paragraph.style, paragraph.role));
        index.and_then(|&index| self.paragraphs.get(index)).unwrap_or(self.normal())
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
