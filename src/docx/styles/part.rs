//! Writes `word/styles.xml`.

use crate::docx::characters::{Characters, is_east_asian};
use crate::docx::grid::vertical_name;
use crate::docx::names::built_in;
use crate::docx::paragraph::{LineSpacing, ParagraphFormat, ParagraphPlace, write_layout};
use crate::docx::xml::{Attribute, W, Xml};
use crate::tree::VerticalAlign;
use crate::unit::Color;

use super::book::{FIXED, GAP, NORMAL, StyleBook};
use super::style::{CharacterStyle, Style, WordTableStyle};

/// A value that no paragraph has, so that each style states its own.
const NO_MEASURE: i32 = i32::MIN;

impl<'a> StyleBook<'a> {
    /// The content of `word/styles.xml`.
    pub fn to_part(&self) -> Vec<u8> {
        Xml::part(|xml| {
            xml.element("w:styles", &[W], |xml| {
                self.write_defaults(xml);
                write_latent_styles(xml);
                self.write_normal(xml);
                for style in self.paragraphs.iter().skip(1).filter(|style| style.is_kept) {
                    self.write_paragraph_style(style, xml);
                }
                write_fixed_styles(xml);
                for style in self.characters.iter().filter(|style| style.is_kept) {
                    self.write_character_style(style, xml);
                }
                for style in &self.tables {
                    self.write_table_style(style, xml);
                }
            });
        })
    }

    /// Writes `w:docDefaults`: the body text, the language, and the rules of Chinese line layout for all paragraphs.
    ///
    /// The body text stands here and not in `Normal`, because a table style overrides the defaults but not `Normal`.
    /// So a paragraph in `Normal` that somebody adds to a cell looks like those beside it.
    fn write_defaults(&self, xml: &mut Xml) {
        let Style { layout, text, .. } = self.normal();
        let east_asian = if is_east_asian(self.language) { self.language } else { "zh-CN" };
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    text.write_defaults(east_asian, xml);
                });
            });
            xml.element("w:pPrDefault", &[], |xml| {
                xml.element("w:pPr", &[], |xml| {
                    let placement = ParagraphPlace { chinese_layout: true, ..ParagraphPlace::default() };
                    // If neither is stated here, LibreOffice adds space below a paragraph that states its space
                    // above.
                    let unset =
                        ParagraphFormat { before: NO_MEASURE, after: NO_MEASURE, ..ParagraphFormat::plain() };
                    write_layout(layout, &unset, &placement, xml);
                });
            });
        });
    }

    /// Writes `Normal`. It repeats the rules of Chinese line layout: when LibreOffice saves the file it keeps them
    /// there, but writes them into each paragraph if only the defaults have them.
    fn write_normal(&self, xml: &mut Xml) {
        let attributes =
            [("w:type", "paragraph".into()), ("w:default", "1".into()), ("w:styleId", NORMAL.into())];
        let layout = &self.normal().layout;
        xml.element("w:style", &attributes, |xml| {
            xml.val("w:name", NORMAL);
            xml.flag("w:qFormat", true);
            xml.element("w:pPr", &[], |xml| {
                let placement = ParagraphPlace { chinese_layout: true, ..ParagraphPlace::default() };
                write_layout(layout, layout, &placement, xml);
            });
        });
    }

    fn write_paragraph_style(&self, style: &Style, xml: &mut Xml) {
        let (base_id, (base_layout, base_text)) = match style.base.map(|base| self.get(base)) {
            Some(base) => (base.id.as_str(), (base.layout.clone(), base.text)),
            None => (NORMAL, self.base_of_named(style)),
        };
        let is_heading = style.layout.outline.is_some();
        xml.element("w:style", &attributes("paragraph", &style.id, &style.name), |xml| {
            xml.val("w:name", &style.name);
            xml.val("w:basedOn", base_id);
            // A style that is kept with the next paragraph, such as a heading, is followed by the body text.
            if style.layout.keep_next || style.name == GAP {
                xml.val("w:next", NORMAL);
            }
            if let Some(linked) =
                style.linked.and_then(|index| self.characters.get(index)).filter(|one| one.is_kept)
            {
                xml.val("w:link", &linked.id);
            }
            write_priority(style.base.is_some(), if is_heading { 9 } else { 1 }, xml);
            xml.group("w:pPr", |xml| {
                let placement = ParagraphPlace { tabs: &style.tabs, ..ParagraphPlace::default() };
                let placement = if style.base.is_some() { ParagraphPlace::default() } else { placement };
                write_layout(&style.layout, &base_layout, &placement, xml);
            });
            xml.group("w:rPr", |xml| style.text.write(&base_text, false, xml));
        });
    }

    /// The formatting against which a named style is written: the body text, changed where the style has to state its
    /// value in any case. It must state what a table style states, to override it. It must also state fonts and size:
    /// if a paragraph's style does not, LibreOffice sets the defaults on each run of a cell and overrides character
    /// styles.
    fn base_of_named(&self, style: &Style<'a>) -> (ParagraphFormat, Characters<'a>) {
        let normal = self.normal();
        let unsaid = |said: bool, value: i32| if said { NO_MEASURE } else { value };
        let mut layout = normal.layout.clone();
        let mut text = Characters {
            latin: "",
            han: "",
            half_points: NO_MEASURE,
            spacing: unsaid(normal.text.spacing != 0, normal.text.spacing),
            ..normal.text
        };
        let mut says_color = normal.text.color != Color::BLACK;
        for (table_layout, table_text) in self.tables.iter().filter_map(|table| table.text.as_ref()) {
            let (own, body) = (table_layout, &normal.layout);
            let measures = [
                (&mut layout.before, own.before, body.before),
                (&mut layout.after, own.after, body.after),
                (&mut layout.left, own.left, body.left),
                (&mut layout.right, own.right, body.right),
                (&mut layout.first, own.first, body.first),
                (&mut text.spacing, table_text.spacing, normal.text.spacing),
            ];
            for (base, own, body) in measures {
                if own != body {
                    *base = NO_MEASURE;
                }
            }
            if own.line != body.line {
                layout.line = LineSpacing::Exact(NO_MEASURE);
            }
            if own.align != body.align {
                layout.align = "";
            }
            says_color |= table_text.color != normal.text.color;
        }
        if says_color {
            let Color { r, g, b } = style.text.color;
            text.color = Color { r: !r, g, b };
        }
        (layout, text)
    }

    fn write_character_style(&self, style: &CharacterStyle, xml: &mut Xml) {
        xml.element("w:style", &attributes("character", &style.id, &style.name), |xml| {
            xml.val("w:name", &style.name);
            let base = style.base.and_then(|base| self.characters.get(base));
            xml.val("w:basedOn", base.map_or(FIXED[0].1, |base| base.id.as_str()));
            if let Some(linked) = style.linked.map(|id| self.get(id)).filter(|linked| linked.is_kept) {
                xml.val("w:link", &linked.id);
            }
            let is_variant = style.base.is_some() || style.name.contains(" + ");
            write_priority(is_variant, 1, xml);
            xml.group("w:rPr", |xml| style.to.write(&style.from, false, xml));
        });
    }

    /// Writes a table style: borders and margins, and the look of `Normal` in its cells.
    fn write_table_style(&self, style: &WordTableStyle, xml: &mut Xml) {
        let normal = self.normal();
        xml.element("w:style", &attributes("table", &style.id, &style.name), |xml| {
            xml.val("w:name", &style.name);
            xml.val("w:basedOn", FIXED[1].1);
            xml.val("w:uiPriority", 39);
            xml.flag("w:qFormat", true);
            if let Some((layout, text)) = &style.text {
                let ParagraphFormat { before, after, left, right, first, line, align, .. } = *layout;
                let layout = ParagraphFormat {
                    before,
                    after,
                    left,
                    right,
                    first,
                    line,
                    align,
                    ..normal.layout.clone()
                };
                let Characters { latin, han, half_points, spacing, color, .. } = *text;
                let text = Characters { latin, han, half_points, spacing, color, ..normal.text };
                xml.group("w:pPr", |xml| {
                    write_layout(&layout, &normal.layout, &ParagraphPlace::default(), xml);
                });
                xml.group("w:rPr", |xml| text.write(&normal.text, false, xml));
            }
            xml.element("w:tblPr", &[], |xml| {
                style.grid.write_borders(None, xml);
                style.grid.write_margins(None, xml);
            });
            xml.group("w:tcPr", |xml| {
                let align = style.grid.vertical;
                if align != VerticalAlign::Top {
                    xml.val("w:vAlign", vertical_name(align));
                }
            });
        });
    }
}

fn attributes<'s>(kind: &'static str, id: &'s str, name: &str) -> Vec<Attribute<'s>> {
    let mut attributes: Vec<Attribute> = vec![("w:type", kind.into())];
    if built_in(name).is_none() {
        attributes.push(("w:customStyle", "1".into()));
    }
    attributes.push(("w:styleId", id.into()));
    attributes
}

/// Writes whether Word offers a style: it shows those that the template names, and hides variants until they are
/// looked for.
fn write_priority(is_variant: bool, priority: i32, xml: &mut Xml) {
    match is_variant {
        true => {
            xml.val("w:uiPriority", 99);
            xml.flag("w:semiHidden", true);
        }
        false => {
            xml.val("w:uiPriority", priority);
            xml.flag("w:qFormat", true);
        }
    }
}
/// Writes how Word lists the built-in styles that this document does not define.
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

/// Writes the default styles of the other kinds, which every Word document has.
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
