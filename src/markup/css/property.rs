//! The properties of the subset, with the values each takes.

use crate::markup::names::Element;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

impl Side {
    pub const ALL: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];
}

/// A property; where it has sides, `None` is the shorthand for all four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Property {
    FontFamily,
    FontSize,
    FontWeight,
    FontStyle,
    LineHeight,
    Color,
    BackgroundColor,
    TextAlign,
    TextAlignLast,
    TextIndent,
    TextDecoration,
    LetterSpacing,
    VerticalAlign,
    WhiteSpace,
    Margin(Option<Side>),
    Padding(Option<Side>),
    Border(Option<Side>),
    BorderWidth(Option<Side>),
    BorderStyle(Option<Side>),
    BorderColor(Option<Side>),
    Width,
    Height,
    MinHeight,
    BreakBefore,
    BreakAfter,
    BreakInside,
    Orphans,
    Widows,
    Page,
    ListStyleType,
    TableLayout,
    BorderCollapse,
    WritingMode,
    TextAutospace,
    TextWrap,
    StringSet,
    Display,
    StyleName,
    /// Of `@page`.
    Size,
    /// Of a margin box.
    Content,
}

use Property::*;

const LENGTH: &str = "<length>";
const LENGTH_OR_PERCENT: &str = "<length> | <percentage>";
const MARGIN: &str = "<length> | <percentage> | auto (none below zero)";
const PADDING: &str = "<length> | <percentage> (none below zero)";
const BORDER: &str = "<width> || <style> || <color>";
const BORDER_WIDTH: &str = "<length> | thin | medium | thick";
const BORDER_STYLE: &str = "none | hidden | dotted | dashed | solid | double";
const COLOR: &str = "<color> such as #1f4e79, rgb(31, 78, 121) or black";

/// Name, property, and the syntax of its values as messages show it.
const PROPERTIES: &[(&str, Property, &str)] = &[
    ("font-family", FontFamily, "a comma-separated list of family names"),
    ("font-size", FontSize, "<length> | <percentage> | 五号, 小四, …"),
    ("font-weight", FontWeight, "normal | bold | bolder | lighter | 1 … 1000"),
    ("font-style", FontStyle, "normal | italic | oblique"),
    ("line-height", LineHeight, "normal | <number> | <length> | <percentage>"),
    ("color", Color, COLOR),
    ("background-color", BackgroundColor, "transparent | <color>"),
    ("text-align", TextAlign, "left | center | right | justify | start | end"),
    ("text-align-last", TextAlignLast, "auto | left | center | right | justify | start | end"),
    ("text-indent", TextIndent, LENGTH_OR_PERCENT),
    ("text-decoration", TextDecoration, "none | underline || line-through"),
    ("letter-spacing", LetterSpacing, "normal | <length>"),
    ("vertical-align", VerticalAlign, "baseline | super | sub | top | middle | bottom"),
    ("white-space", WhiteSpace, "normal | pre-line"),
    ("margin", Margin(None), MARGIN),
    ("margin-top", Margin(Some(Side::Top)), MARGIN),
    ("margin-right", Margin(Some(Side::Right)), MARGIN),
    ("margin-bottom", Margin(Some(Side::Bottom)), MARGIN),
    ("margin-left", Margin(Some(Side::Left)), MARGIN),
    ("padding", Padding(None), PADDING),
    ("padding-top", Padding(Some(Side::Top)), PADDING),
    ("padding-right", Padding(Some(Side::Right)), PADDING),
    ("padding-bottom", Padding(Some(Side::Bottom)), PADDING),
    ("padding-left", Padding(Some(Side::Left)), PADDING),
    ("border", Border(None), BORDER),
    ("border-top", Border(Some(Side::Top)), BORDER),
    ("border-right", Border(Some(Side::Right)), BORDER),
    ("border-bottom", Border(Some(Side::Bottom)), BORDER),
    ("border-left", Border(Some(Side::Left)), BORDER),
    ("border-width", BorderWidth(None), BORDER_WIDTH),
    ("border-top-width", BorderWidth(Some(Side::Top)), BORDER_WIDTH),
    ("border-right-width", BorderWidth(Some(Side::Right)), BORDER_WIDTH),
    ("border-bottom-width", BorderWidth(Some(Side::Bottom)), BORDER_WIDTH),
    ("border-left-width", BorderWidth(Some(Side::Left)), BORDER_WIDTH),
    ("border-style", BorderStyle(None), BORDER_STYLE),
    ("border-top-style", BorderStyle(Some(Side::Top)), BORDER_STYLE),
    ("border-right-style", BorderStyle(Some(Side::Right)), BORDER_STYLE),
    ("border-bottom-style", BorderStyle(Some(Side::Bottom)), BORDER_STYLE),
    ("border-left-style", BorderStyle(Some(Side::Left)), BORDER_STYLE),
    ("border-color", BorderColor(None), COLOR),
    ("border-top-color", BorderColor(Some(Side::Top)), COLOR),
    ("border-right-color", BorderColor(Some(Side::Right)), COLOR),
    ("border-bottom-color", BorderColor(Some(Side::Bottom)), COLOR),
    ("border-left-color", BorderColor(Some(Side::Left)), COLOR),
    ("width", Width, "auto | <length> | <percentage>"),
    ("height", Height, "auto | <length>"),
    ("min-height", MinHeight, "auto | <length>"),
    ("break-before", BreakBefore, "auto | page | avoid"),
    ("break-after", BreakAfter, "auto | page | avoid"),
    ("break-inside", BreakInside, "auto | avoid"),
    ("orphans", Orphans, "1 … 100"),
    ("widows", Widows, "1 … 100"),
    ("page", Page, "auto | the name of an @page rule"),
    ("list-style-type", ListStyleType, "none | decimal | disc | … | the name of a @counter-style"),
    ("table-layout", TableLayout, "fixed"),
    ("border-collapse", BorderCollapse, "collapse"),
    ("writing-mode", WritingMode, "horizontal-tb | vertical-rl"),
    ("text-autospace", TextAutospace, "normal | no-autospace"),
    ("text-wrap", TextWrap, "pretty | wrap"),
    ("string-set", StringSet, "none | NAME content()"),
    ("display", Display, "none"),
    ("-gw-style-name", StyleName, "none | \"a style's name\""),
    ("size", Size, "A3 | A4 | A5 | B4 | B5, portrait | landscape, or two lengths"),
    ("content", Content, "none | texts, counter(page), counter(pages), string(NAME)"),
];

impl Property {
    pub fn from_name(name: &str) -> Option<Property> {
        PROPERTIES.iter().find(|(known, ..)| *known == name).map(|(_, property, _)| *property)
    }

    pub fn names() -> impl Iterator<Item = &'static str> {
        PROPERTIES.iter().map(|(name, ..)| *name)
    }

    pub fn name(self) -> &'static str {
        PROPERTIES.iter().find(|(_, property, _)| *property == self).map_or("", |(name, ..)| name)
    }

    /// What values it takes, for messages.
    pub fn syntax(self) -> &'static str {
        PROPERTIES.iter().find(|(_, property, _)| *property == self).map_or(LENGTH, |(.., syntax)| syntax)
    }

    /// Whether children take the value from their parent where they have none.
    pub fn is_inherited(self) -> bool {
        matches!(
            self,
            FontFamily
                | FontSize
                | FontWeight
                | FontStyle
                | LineHeight
                | Color
                | TextAlign
                | TextAlignLast
                | TextIndent
                | LetterSpacing
                | WhiteSpace
                | Orphans
                | Widows
                | ListStyleType
                | TableLayout
                | BorderCollapse
                | WritingMode
                | TextAutospace
                | TextWrap
        )
    }

    /// Whether the value, set on an element of that kind, can show in the tree. `None` is the root.
    ///
    /// CSS draws more than the tree can say (a bordered `span`); such a value is an error,
    /// because a layout that leaves it out without a word would be the wrong one.
    pub fn applies_to(self, element: Option<Element>) -> bool {
        use Element as E;
        let Some(element) = element else { return self.is_inherited() && self != WritingMode };
        let part_of_table = element.is_row_group() || matches!(element, E::Tr | E::Col | E::Colgroup);
        let block = element.is_block() || matches!(element, E::Li | E::Caption);
        match self {
            Margin(_) => block,
            Padding(_) => (block && !matches!(element, E::Hr | E::Table)) || element.is_cell(),
            Border(_) | BorderWidth(_) | BorderStyle(_) | BorderColor(_) => !element.is_inline(),
            BackgroundColor => !element.is_inline() && element != E::Hr,
            Width => element.is_cell() || matches!(element, E::Table | E::Col | E::Img),
            Height | MinHeight => element.is_cell() || matches!(element, E::Tr | E::Img),
            BreakBefore | BreakAfter => (block && element != E::Caption) || element == E::Tr,
            BreakInside => (block && element != E::Caption) || part_of_table,
            Page => element.is_block() && element != E::Hr,
            VerticalAlign => !block || element == E::Table,
            WritingMode => element.is_cell() || part_of_table || element == E::Table,
            Size | Content => false,
            _ => true,
        }
    }
}
