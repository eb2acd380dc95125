//! Lists: Word counts them itself, and shows the same markers as the tree.
//!
//! Each look of a list, at each depth, is an abstract numbering. Each list is an instance of one, and starts at its
//! first number.

use std::collections::HashMap;

use crate::tree::{Block, List, ListStyle, Numbering};

use super::characters::{Characters, Hint};
use super::paragraph::ParagraphFormat;
use super::unit;
use super::xml::{W, Xml};

/// Every list of the document that Word counts.
#[derive(Default)]
pub struct Lists<'a> {
    looks: Vec<ListLook<'a>>,
    by_look: HashMap<ListLook<'a>, usize>,
    /// The index of the look, the level and the first number of each list; list ids count from 1.
    lists: Vec<(usize, u8, u32)>,
}

/// How a list looks; lists with equal looks share an abstract numbering.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct ListLook<'a> {
    style: &'a ListStyle,
    level: u8,
    bullet: &'a str,
    /// The distance in twips from the end of the number to the items' text.
    inset: i32,
}

/// The deepest level that Word numbers, from 0.
const MAX_LEVEL: u8 = 8;
/// Word stores list ids in 16 bits. Lists beyond that get their markers as text.
const MAX_LISTS: usize = 32_000;

impl<'a> Lists<'a> {
    /// Adds a list that is nested in `depth` others of the same flow. Gives its id and level, or `None` if Word is
    /// not to count it.
    pub fn add(&mut self, list: &'a List, depth: u8) -> Option<(u32, u8)> {
        if list.style.numbering == Numbering::None || self.lists.len() >= MAX_LISTS {
            return None;
        }
        let level = depth.min(MAX_LEVEL);
        let bullet = match list.style.numbering {
            Numbering::Bullet => list.items.first().map_or("•", |item| item.marker.trim()),
            _ => "",
        };
        let own = ListLook { style: &list.style, level, bullet, inset: inset(list) };
        let look = *self.by_look.entry(own).or_insert(self.looks.len());
        if look == self.looks.len() {
            self.looks.push(own);
        }
        self.lists.push((look, level, list.start));
        Some((self.lists.len() as u32, level))
    }

    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// The content of `word/numbering.xml`.
    pub fn to_part(&self) -> Vec<u8> {
        Xml::part(|xml| {
            xml.element("w:numbering", &[W], |xml| {
                for (index, look) in self.looks.iter().enumerate() {
                    write_look(index, look, xml);
                }
                for (index, (look, level, start)) in self.lists.iter().enumerate() {
                    xml.element("w:num", &[("w:numId", (index as i64 + 1).into())], |xml| {
                        xml.val("w:abstractNumId", *look as i64);
                        xml.element("w:lvlOverride", &[("w:ilvl", i32::from(*level).into())], |xml| {
                            xml.val("w:startOverride", *start);
                        });
                    });
                }
            });
        })
    }
}

/// The distance in twips from a list's indent to its items' text.
fn inset(list: &List) -> i32 {
    match list.items.first().and_then(|item| item.blocks.first()) {
        Some(Block::Paragraph(first)) => ParagraphFormat::of(&first.style, first.role).left.max(0),
        _ => 0,
    }
}

/// The indents of a list, in twips.
pub struct ListIndents {
    /// The indent of the items' text against the text around the list, without the items' own inset.
    pub step: i32,
    /// The items' own left inset.
    pub inset: i32,
    /// How far the first line hangs.
    pub hanging: i32,
}

impl ListIndents {
    /// A number ends where the item's text begins, or its inset before that, however wide it is. A tab would push the
    /// first line to the next stop as soon as 10、 fills the indent. A bullet stands at the list's edge, with a tab
    /// before the text.
    pub fn of(list: &List) -> ListIndents {
        ListIndents::from(&list.style, inset(list))
    }

    fn from(style: &ListStyle, inset: i32) -> ListIndents {
        let step = unit::twips(style.indent).max(0);
        let hanging = if style.numbering == Numbering::Bullet { step + inset } else { inset };
        ListIndents { step, inset, hanging }
    }
}

/// Writes `w:abstractNum`: the same look on all levels, each indented one step more, so that users can change an
/// item's level in Word.
fn write_look(index: usize, look: &ListLook, xml: &mut Xml) {
    xml.element("w:abstractNum", &[("w:abstractNumId", (index as i64).into())], |xml| {
        xml.val("w:nsid", &format!("{:08X}", 0x6777_0000 + index));
        xml.val("w:multiLevelType", if look.level == 0 { "hybridMultilevel" } else { "multilevel" });
        for level in 0..=MAX_LEVEL {
            write_level(level, look, xml);
        }
    });
}

/// Writes `w:lvl` (ISO 29500-1 §17.9.6, `CT_Lvl`).
fn write_level(level: u8, look: &ListLook, xml: &mut Xml) {
    let ListLook { style, bullet, .. } = *look;
    let number = i32::from(level);
    let text = match style.numbering {
        Numbering::Bullet => bullet.to_owned(),
        _ => format!("{}%{}{}", style.prefix, number + 1, style.suffix),
    };
    let ListIndents { step, inset, hanging } = ListIndents::from(style, look.inset);
    let is_bullet = style.numbering == Numbering::Bullet;
    xml.element("w:lvl", &[("w:ilvl", number.into())], |xml| {
        xml.val("w:start", 1);
        xml.val("w:numFmt", format_name(style.numbering));
        if hanging == 0 {
            xml.val("w:suff", "nothing");
        }
        xml.val("w:lvlText", &text);
        xml.val("w:lvlJc", if !is_bullet && step > 0 { "right" } else { "left" });
        xml.element("w:pPr", &[], |xml| {
            let left = step * (number + 1) + inset;
            xml.empty("w:ind", &[("w:left", left.into()), ("w:hanging", hanging.into())]);
        });
        let own = Characters::of(&style.marker);
        // A number takes the style of its paragraph, whatever that is, so its own formatting is stated in full.
        let base = Characters { latin: "", han: "", half_points: 0, ..own.plain() };
        xml.group("w:rPr", |xml| own.write(&base, Hint::of(&text, true) == Hint::Han, xml));
    });
}

/// The value of `w:numFmt` (`ST_NumberFormat`, ISO 29500-1 §17.18.59).
fn format_name(numbering: Numbering) -> &'static str {
    match numbering {
        Numbering::None => "none",
        Numbering::Bullet => "bullet",
        Numbering::Decimal => "decimal",
        // Writes 101 as 一百零一, where `chineseCounting` has 一○一; up to 99 both are the same.
        Numbering::Chinese => "chineseCountingThousand",
        Numbering::Circled => "decimalEnclosedCircle",
        Numbering::LowerAlpha => "lowerLetter",
        Numbering::UpperAlpha => "upperLetter",
        Numbering::LowerRoman => "lowerRoman",
        Numbering::UpperRoman => "upperRoman",
    }
}
