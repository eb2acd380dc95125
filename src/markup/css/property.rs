//! The table of properties: the names of each, its values, how these are read, inherited and on which elements they
//! have an effect.

use std::slice;

use super::computed::{BorderSide, Computed, Longhand, Side, StyleBuilder};
use super::longhand::{ParsedLonghands, border, decoration, either, one, sides, try_one};
use super::token::Cursor;
use super::value::{self, unless};
use crate::markup::names::Element;
use crate::unit::Sides;

/// A property as style sheets name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Property {
    pub id: PropertyId,
    /// `None` is the shorthand for all four sides, or a property without sides.
    pub side: Option<Side>,
}

/// All that the language says of a property.
struct PropertyRow {
    /// Its name. A property with sides has five: the shorthand, then one for each of [`Side::ALL`].
    names: &'static [&'static str],
    syntax: Syntax,
    read: fn(&mut Cursor<'_>, Option<Side>) -> ParsedLonghands,
    /// Copies the property from another style.
    copy: fn(&mut StyleBuilder<'_>, &Computed, &[Side]),
    is_inherited: bool,
    shapes: Shapes,
    /// Whether it has an effect on an element. CSS knows more effects (a bordered `span`), but the tree cannot hold them.
    applies_to: fn(Element) -> bool,
}

/// How messages show the values of a property, in Chinese and in English.
type Syntax = (&'static str, &'static str);

/// The part of a Word style that a property sets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shapes {
    Nothing,
    Text,
    /// The box around a paragraph.
    Box,
}

const fn row(
    names: &'static [&'static str],
    syntax: Syntax,
    read: fn(&mut Cursor<'_>, Option<Side>) -> ParsedLonghands,
    copy: fn(&mut StyleBuilder<'_>, &Computed, &[Side]),
) -> PropertyRow {
    PropertyRow {
        names,
        syntax,
        read,
        copy,
        is_inherited: false,
        shapes: Shapes::Nothing,
        applies_to: |_| true,
    }
}

impl PropertyRow {
    const fn inherited(self) -> PropertyRow {
        PropertyRow { is_inherited: true, ..self }
    }

    const fn shapes(self, shapes: Shapes) -> PropertyRow {
        PropertyRow { shapes, ..self }
    }

    const fn applies_to(self, applies_to: fn(Element) -> bool) -> PropertyRow {
        PropertyRow { applies_to, ..self }
    }
}

const COLOR: Syntax =
    ("颜色，如 #1f4e79、rgb(31, 78, 121) 或 black", "a color such as #1f4e79, rgb(31, 78, 121) or black");
const HEIGHT: Syntax = ("auto | <长度>", "auto | <length>");
const LINES: Syntax = ("1 到 100 的整数", "a whole number from 1 to 100");

/// A syntax of keywords alone, the same in both languages.
const fn words(syntax: &'static str) -> Syntax {
    (syntax, syntax)
}

/// Makes an enum of all properties, and the table of their rows in the same order.
macro_rules! table {
    ($($id:ident: $row:expr,)*) => {
        /// A property, whatever its side.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum PropertyId { $($id),* }

        const IDS: &[PropertyId] = &[$(PropertyId::$id),*];
        const ROWS: &[PropertyRow] = &[$($row),*];
    };
}

table! {
    FontFamily: row(
        &["font-family"],
        ("以逗号分隔的字体名", "a comma-separated list of family names"),
        |cursor, _| Ok(value::fonts(cursor).map(|stack| vec![Longhand::Fonts(stack)])),
        |draft, from, _| draft.text.fonts = from.text.fonts.clone(),
    ).inherited().shapes(Shapes::Text),
    FontSize: row(
        &["font-size"],
        ("<长度> | <百分比> | 五号、小四等字号", "<length> | <percentage> | 五号, 小四, …"),
        |cursor, _| try_one(cursor, value::length_above_zero, Longhand::FontSize),
        |draft, from, _| draft.text.size = from.text.size,
    ).inherited().shapes(Shapes::Text),
    FontWeight: row(
        &["font-weight"],
        words("normal | bold | bolder | lighter | 1 … 1000"),
        |cursor, _| one(cursor, value::weight, Longhand::FontWeight),
        |draft, from, _| draft.text.weight = from.text.weight,
    ).inherited().shapes(Shapes::Text),
    FontStyle: row(
        &["font-style"],
        words("normal | italic | oblique"),
        |cursor, _| either(cursor, &[("normal", false), ("italic", true), ("oblique", true)], Longhand::Italic),
        |draft, from, _| draft.text.italic = from.text.italic,
    ).inherited().shapes(Shapes::Text),
    LineHeight: row(
        &["line-height"],
        ("normal | <倍数> | <长度> | <百分比>", "normal | <number> | <length> | <percentage>"),
        |cursor, _| try_one(cursor, value::line_height, Longhand::LineHeight),
        |draft, from, _| draft.style.line_height = from.line_height,
    ).inherited().shapes(Shapes::Text),
    Color: row(
        &["color"],
        COLOR,
        |cursor, _| one(cursor, value::color, Longhand::Color),
        |draft, from, _| draft.text.color = from.text.color,
    ).inherited().shapes(Shapes::Text),
    BackgroundColor: row(
        &["background-color"],
        ("transparent | <颜色>", "transparent | <color>"),
        |cursor, _| try_one(cursor, |t| unless(t, "transparent", |t| Ok(value::color(t))), Longhand::Background),
        |draft, from, _| draft.style.background = from.background,
    ).shapes(Shapes::Box).applies_to(|element| !element.is_inline() && element != Element::Hr),
    TextAlign: row(
        &["text-align"],
        words("left | center | right | justify | start | end"),
        |cursor, _| one(cursor, value::align, Longhand::Align),
        |draft, from, _| draft.style.align = from.align,
    ).inherited().shapes(Shapes::Text),
    TextAlignLast: row(
        &["text-align-last"],
        words("auto | left | center | right | justify | start | end"),
        |cursor, _| try_one(cursor, |t| unless(t, "auto", |t| Ok(value::align(t))), Longhand::AlignLast),
        |draft, from, _| draft.style.align_last = from.align_last,
    ).inherited().shapes(Shapes::Text),
    TextIndent: row(
        &["text-indent"],
        ("<长度> | <百分比>", "<length> | <percentage>"),
        |cursor, _| try_one(cursor, value::length, Longhand::Indent),
        |draft, from, _| draft.style.indent = from.indent,
    ).inherited().shapes(Shapes::Text),
    TextDecoration: row(
        &["text-decoration"],
        words("none | underline || line-through"),
        |cursor, _| decoration(cursor),
        |draft, from, _| draft.decorate(from.text.underline, from.text.strike),
    ).shapes(Shapes::Text),
    LetterSpacing: row(
        &["letter-spacing"],
        ("normal | <长度>", "normal | <length>"),
        |cursor, _| try_one(cursor, value::letter_spacing, Longhand::LetterSpacing),
        |draft, from, _| draft.text.letter_spacing = from.text.letter_spacing,
    ).inherited().shapes(Shapes::Text),
    VerticalAlign: row(
        &["vertical-align"],
        words("baseline | super | sub | top | middle | bottom"),
        |cursor, _| one(cursor, value::vertical_place, Longhand::VerticalAlign),
        |draft, from, _| draft.style.vertical_align = from.vertical_align,
    ).applies_to(|element| !element.is_block_box() || element == Element::Table),
    WhiteSpace: row(
        &["white-space"],
        words("normal | pre-line"),
        |cursor, _| either(cursor, &[("normal", false), ("pre-line", true)], Longhand::PreLine),
        |draft, from, _| draft.style.pre_line = from.pre_line,
    ).inherited(),
    Margin: row(
        &["margin", "margin-top", "margin-right", "margin-bottom", "margin-left"],
        ("<长度> | <百分比> | auto，不能为负", "<length> | <percentage> | auto, none below zero"),
        |cursor, side| sides(cursor, side, |t| unless(t, "auto", value::length_from_zero), Longhand::Margin),
        |draft, from, sides| copy_sides(&mut draft.style.margin, &from.margin, sides),
    ).shapes(Shapes::Box).applies_to(Element::is_block_box),
    Padding: row(
        &["padding", "padding-top", "padding-right", "padding-bottom", "padding-left"],
        ("<长度> | <百分比>，不能为负", "<length> | <percentage>, none below zero"),
        |cursor, side| sides(cursor, side, value::length_from_zero, Longhand::Padding),
        |draft, from, sides| copy_sides(&mut draft.style.padding, &from.padding, sides),
    ).shapes(Shapes::Box).applies_to(|element| {
        element.is_cell() || element.is_block_box() && !matches!(element, Element::Hr | Element::Table)
    }),
    Border: row(
        &["border", "border-top", "border-right", "border-bottom", "border-left"],
        ("<粗细> || <线型> || <颜色>", "<width> || <style> || <color>"),
        border,
        |draft, from, sides| copy_sides(&mut draft.style.border, &from.border, sides),
    ).shapes(Shapes::Box).applies_to(is_bordered),
    BorderWidth: row(
        &["border-width", "border-top-width", "border-right-width", "border-bottom-width", "border-left-width"],
        ("<长度> | thin | medium | thick", "<length> | thin | medium | thick"),
        |cursor, side| sides(cursor, side, value::border_width, Longhand::BorderWidth),
        |draft, from, sides| copy_lines(draft, from, sides, |to, from| to.width = from.width),
    ).shapes(Shapes::Box).applies_to(is_bordered),
    BorderStyle: row(
        &["border-style", "border-top-style", "border-right-style", "border-bottom-style", "border-left-style"],
        words("none | hidden | dotted | dashed | solid | double"),
        |cursor, side| sides(cursor, side, |t| Ok(value::border_style(t)), Longhand::BorderStyle),
        |draft, from, sides| copy_lines(draft, from, sides, |to, from| to.style = from.style),
    ).shapes(Shapes::Box).applies_to(is_bordered),
    BorderColor: row(
        &["border-color", "border-top-color", "border-right-color", "border-bottom-color", "border-left-color"],
        COLOR,
        |cursor, side| sides(cursor, side, |t| Ok(value::border_color(t)), Longhand::BorderColor),
        |draft, from, sides| copy_lines(draft, from, sides, |to, from| to.color = from.color),
    ).shapes(Shapes::Box).applies_to(is_bordered),
    Width: row(
        &["width"],
        ("auto | <长度> | <百分比>", "auto | <length> | <percentage>"),
        |cursor, _| try_one(cursor, |t| unless(t, "auto", value::length_above_zero), Longhand::Width),
        |draft, from, _| draft.style.width = from.width,
    ).applies_to(|element| element.is_cell() || matches!(element, Element::Table | Element::Col | Element::Img)),
    Height: row(&["height"], HEIGHT, height, copy_height).applies_to(has_height),
    MinHeight: row(&["min-height"], HEIGHT, height, copy_height).applies_to(has_height),
    BreakBefore: row(
        &["break-before"],
        words("auto | page | avoid"),
        |cursor, _| one(cursor, value::page_break, Longhand::BreakBefore),
        |draft, from, _| draft.style.break_before = from.break_before,
    ).applies_to(|element| is_in_flow(element) || element == Element::Tr),
    BreakAfter: row(
        &["break-after"],
        words("auto | page | avoid"),
        |cursor, _| one(cursor, value::page_break, Longhand::BreakAfter),
        |draft, from, _| draft.style.break_after = from.break_after,
    ).applies_to(|element| is_in_flow(element) || element == Element::Tr),
    BreakInside: row(
        &["break-inside"],
        words("auto | avoid"),
        |cursor, _| either(cursor, &[("auto", false), ("avoid", true)], Longhand::KeepTogether),
        |draft, from, _| draft.style.keep_together = from.keep_together,
    ).applies_to(|element| is_in_flow(element) || element.is_part_of_table()),
    Orphans: row(
        &["orphans"],
        LINES,
        |cursor, _| one(cursor, value::lines, Longhand::Orphans),
        |draft, from, _| draft.style.orphans = from.orphans,
    ).inherited(),
    Widows: row(
        &["widows"],
        LINES,
        |cursor, _| one(cursor, value::lines, Longhand::Widows),
        |draft, from, _| draft.style.widows = from.widows,
    ).inherited(),
    Page: row(
        &["page"],
        ("auto | 某条 @page 规则的名字", "auto | the name of an @page rule"),
        |cursor, _| try_one(cursor, |t| unless(t, "auto", |t| Ok(value::name(t))), Longhand::Page),
        |draft, from, _| draft.style.page = from.page.clone(),
    ).applies_to(|element| element.is_block() && element != Element::Hr),
    ListStyleType: row(
        &["list-style-type"],
        (
            "none | decimal | disc | … | 某条 @counter-style 的名字",
            "none | decimal | disc | … | the name of a @counter-style",
        ),
        |cursor, _| one(cursor, value::name, Longhand::ListStyle),
        |draft, from, _| draft.style.list_style = from.list_style.clone(),
    ).inherited(),
    // The only value is what layout does anyway.
    TableLayout: row(
        &["table-layout"],
        words("fixed"),
        |cursor, _| either(cursor, &[("fixed", ())], |()| Longhand::Nothing),
        |_, _, _| {},
    ).inherited(),
    BorderCollapse: row(
        &["border-collapse"],
        words("collapse"),
        |cursor, _| either(cursor, &[("collapse", ())], |()| Longhand::Nothing),
        |_, _, _| {},
    ).inherited(),
    WritingMode: row(
        &["writing-mode"],
        words("horizontal-tb | vertical-rl"),
        |cursor, _| one(cursor, value::writing_mode, Longhand::WritingMode),
        |draft, from, _| draft.style.writing_mode = from.writing_mode,
    ).inherited().applies_to(|element| {
        element.is_cell() || element.is_part_of_table() || element == Element::Table
    }),
    TextAutospace: row(
        &["text-autospace"],
        words("normal | no-autospace"),
        |cursor, _| either(cursor, &[("normal", true), ("no-autospace", false)], Longhand::Autospace),
        |draft, from, _| draft.style.autospace = from.autospace,
    ).inherited().shapes(Shapes::Text),
    TextWrap: row(
        &["text-wrap"],
        words("pretty | wrap"),
        |cursor, _| {
            either(cursor, &[("pretty", true), ("auto", true), ("wrap", false)], Longhand::AvoidShortLastLine)
        },
        |draft, from, _| draft.style.avoid_short_last_line = from.avoid_short_last_line,
    ).inherited(),
    StringSet: row(
        &["string-set"],
        ("none | 名字 content()", "none | NAME content()"),
        |cursor, _| Ok(value::strings(cursor).map(|names| vec![Longhand::Strings(names)])),
        |draft, from, _| draft.style.strings = from.strings.clone(),
        // Elements with a text of their own.
    ).applies_to(|element| {
        !(element.is_void() || element.is_part_of_table() && element != Element::Tr)
    }),
    Display: row(
        &["display"],
        words("none"),
        |cursor, _| either(cursor, &[("none", ())], |()| Longhand::Hidden),
        |_, _, _| {},
    ),
    StyleName: row(
        &["-gw-style-name"],
        ("none | \"样式名\"", "none | \"a style's name\""),
        |cursor, _| try_one(cursor, |t| unless(t, "none", |t| Ok(value::style_name(t))), Longhand::StyleName),
        |draft, from, _| draft.style.name = from.name.clone(),
    ),
    // These two are read elsewhere: `size` with `@page`, `content` with margin boxes and `::after`.
    Size: row(
        &["size"],
        (
            "A3 | A4 | A5 | B4 | B5，portrait | landscape，或两个长度",
            "A3 | A4 | A5 | B4 | B5, portrait | landscape, or two lengths",
        ),
        |_, _| Ok(None),
        |_, _, _| {},
    ).applies_to(|_| false),
    Content: row(
        &["content"],
        (
            "none | 字符串、counter(page)、counter(page, lower-roman)、counter(pages)、counter(sheet-page)、counter(sheet-pages)、string(名字)",
            "none | texts, counter(page), counter(page, lower-roman), counter(pages), counter(sheet-page), counter(sheet-pages), string(NAME)",
        ),
        |_, _| Ok(None),
        |_, _, _| {},
    ).applies_to(|_| false),
}

pub const SIZE: Property = Property { id: PropertyId::Size, side: None };
pub const CONTENT: Property = Property { id: PropertyId::Content, side: None };

impl Property {
    pub fn from_name(name: &str) -> Option<Property> {
        let at = |row: &PropertyRow| row.names.iter().position(|known| *known == name);
        let (id, at) = IDS.iter().zip(ROWS).find_map(|(id, row)| Some((*id, at(row)?)))?;
        Some(Property { id, side: at.checked_sub(1).and_then(|side| Side::ALL.get(side)).copied() })
    }

    pub fn names() -> impl Iterator<Item = &'static str> {
        ROWS.iter().flat_map(|row| row.names).copied()
    }

    /// The properties whose values children inherit.
    pub fn inherited() -> impl Iterator<Item = Property> {
        let all = IDS.iter().map(|&id| Property { id, side: None });
        all.filter(|property| property.row().is_inherited)
    }

    fn row(self) -> &'static PropertyRow {
        &ROWS[self.id as usize]
    }

    pub fn name(self) -> &'static str {
        self.row().names[self.side.map_or(0, |side| 1 + side as usize)]
    }

    /// The values it takes, for messages.
    pub fn syntax(self) -> Syntax {
        self.row().syntax
    }

    /// Reads its value.
    pub fn read(self, cursor: &mut Cursor<'_>) -> ParsedLonghands {
        (self.row().read)(cursor, self.side)
    }

    /// Copies it from another style.
    pub fn copy(self, draft: &mut StyleBuilder<'_>, from: &Computed) {
        (self.row().copy)(draft, from, self.side.as_ref().map_or(&Side::ALL, slice::from_ref));
    }

    /// Whether it sets the look of text.
    pub fn shapes_text(self) -> bool {
        self.row().shapes == Shapes::Text
    }

    /// Whether it sets the box around a paragraph.
    pub fn shapes_box(self) -> bool {
        self.row().shapes == Shapes::Box
    }

    /// Whether it has an effect on an element. `None` is the root, whose properties are only inherited.
    pub fn applies_to(self, element: Option<Element>) -> bool {
        match element {
            Some(element) => (self.row().applies_to)(element),
            None => self.row().is_inherited && self.id != PropertyId::WritingMode,
        }
    }
}

fn height(cursor: &mut Cursor<'_>, _: Option<Side>) -> ParsedLonghands {
    try_one(cursor, |token| unless(token, "auto", value::absolute_from_zero), Longhand::Height)
}

fn copy_height(draft: &mut StyleBuilder<'_>, from: &Computed, _: &[Side]) {
    draft.style.height = from.height;
}

fn copy_sides<T: Copy>(to: &mut Sides<T>, from: &Sides<T>, sides: &[Side]) {
    for side in sides {
        *side.of_mut(to) = *side.of(from);
    }
}

fn copy_lines(
    draft: &mut StyleBuilder<'_>,
    from: &Computed,
    sides: &[Side],
    copy: fn(&mut BorderSide, &BorderSide),
) {
    for side in sides {
        copy(side.of_mut(&mut draft.style.border), side.of(&from.border));
    }
}

fn is_bordered(element: Element) -> bool {
    !element.is_inline()
}

fn has_height(element: Element) -> bool {
    element.is_cell() || matches!(element, Element::Tr | Element::Img)
}

/// Whether a page can end before or after it.
fn is_in_flow(element: Element) -> bool {
    element.is_block_box() && element != Element::Caption
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_is_found_by_its_name() {
        for name in Property::names() {
            assert_eq!(Property::from_name(name).map(Property::name), Some(name));
        }
        let border = Property { id: PropertyId::BorderWidth, side: Some(Side::Bottom) };
        assert_eq!(Property::from_name("border-bottom-width"), Some(border));
    }

    #[test]
    fn the_reference_names_every_property() {
        let reference = include_str!("../../../docs/reference.md");
        let (_, subset) = reference.split_once("| elements | `section").unwrap();
        let words: Vec<&str> = subset.split(|c: char| c != '-' && !c.is_ascii_alphabetic()).collect();
        for row in ROWS {
            assert!(words.contains(&row.names[0]), "{}", row.names[0]);
        }
    }
}
