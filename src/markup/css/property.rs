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

/// How messages show the values of a property, in Chinese and in English.
type Syntax = (&'static str, &'static str);

/// Keywords only, the same in both languages.
const fn words(syntax: &'static str) -> Syntax {
    (syntax, syntax)
}

const LENGTH_OR_PERCENT: Syntax = ("<长度> | <百分比>", "<length> | <percentage>");
const MARGIN: Syntax =
    ("<长度> | <百分比> | auto，不能为负", "<length> | <percentage> | auto, none below zero");
const PADDING: Syntax = ("<长度> | <百分比>，不能为负", "<length> | <percentage>, none below zero");
const BORDER: Syntax = ("<粗细> || <线型> || <颜色>", "<width> || <style> || <color>");
const BORDER_WIDTH: Syntax = ("<长度> | thin | medium | thick", "<length> | thin | medium | thick");
const BORDER_STYLE: Syntax = words("none | hidden | dotted | dashed | solid | double");
const COLOR: Syntax =
    ("颜色，如 #1f4e79、rgb(31, 78, 121) 或 black", "a color such as #1f4e79, rgb(31, 78, 121) or black");
const HEIGHT: Syntax = ("auto | <长度>", "auto | <length>");
const LINES: Syntax = ("1 到 100 的整数", "a whole number from 1 to 100");

/// Name, property, and the syntax of its values as messages show it.
const PROPERTIES: &[(&str, Property, Syntax)] = &[
    ("font-family", FontFamily, ("以逗号分隔的字体名", "a comma-separated list of family names")),
    (
        "font-size",
        FontSize,
        ("<长度> | <百分比> | 五号、小四等字号", "<length> | <percentage> | 五号, 小四, …"),
    ),
    ("font-weight", FontWeight, words("normal | bold | bolder | lighter | 1 … 1000")),
    ("font-style", FontStyle, words("normal | italic | oblique")),
    (
        "line-height",
        LineHeight,
        ("normal | <倍数> | <长度> | <百分比>", "normal | <number> | <length> | <percentage>"),
    ),
    ("color", Color, COLOR),
    ("background-color", BackgroundColor, ("transparent | <颜色>", "transparent | <color>")),
    ("text-align", TextAlign, words("left | center | right | justify | start | end")),
    ("text-align-last", TextAlignLast, words("auto | left | center | right | justify | start | end")),
    ("text-indent", TextIndent, LENGTH_OR_PERCENT),
    ("text-decoration", TextDecoration, words("none | underline || line-through")),
    ("letter-spacing", LetterSpacing, ("normal | <长度>", "normal | <length>")),
    ("vertical-align", VerticalAlign, words("baseline | super | sub | top | middle | bottom")),
    ("white-space", WhiteSpace, words("normal | pre-line")),
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
    ("width", Width, ("auto | <长度> | <百分比>", "auto | <length> | <percentage>")),
    ("height", Height, HEIGHT),
    ("min-height", MinHeight, HEIGHT),
    ("break-before", BreakBefore, words("auto | page | avoid")),
    ("break-after", BreakAfter, words("auto | page | avoid")),
    ("break-inside", BreakInside, words("auto | avoid")),
    ("orphans", Orphans, LINES),
    ("widows", Widows, LINES),
    ("page", Page, ("auto | 某条 @page 规则的名字", "auto | the name of an @page rule")),
    (
        "list-style-type",
        ListStyleType,
        (
            "none | decimal | disc | … | 某条 @counter-style 的名字",
            "none | decimal | disc | … | the name of a @counter-style",
        ),
    ),
    ("table-layout", TableLayout, words("fixed")),
    ("border-collapse", BorderCollapse, words("collapse")),
    ("writing-mode", WritingMode, words("horizontal-tb | vertical-rl")),
    ("text-autospace", TextAutospace, words("normal | no-autospace")),
    ("text-wrap", TextWrap, words("pretty | wrap")),
    ("string-set", StringSet, ("none | 名字 content()", "none | NAME content()")),
    ("display", Display, words("none")),
    ("-gw-style-name", StyleName, ("none | \"样式名\"", "none | \"a style's name\"")),
    (
        "size",
        Size,
        (
            "A3 | A4 | A5 | B4 | B5，portrait | landscape，或两个长度",
            "A3 | A4 | A5 | B4 | B5, portrait | landscape, or two lengths",
        ),
    ),
    (
        "content",
        Content,
        (
            "none | 字符串、counter(page)、counter(page, lower-roman)、counter(pages)、counter(sheet-page)、counter(sheet-pages)、string(名字)",
            "none | texts, counter(page), counter(page, lower-roman), counter(pages), counter(sheet-page), counter(sheet-pages), string(NAME)",
        ),
    ),
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
    pub fn syntax(self) -> Syntax {
        PROPERTIES.iter().find(|(_, property, _)| *property == self).map_or(words(""), |(.., syntax)| *syntax)
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

    /// Whether it is one of the properties that a style of text is made of.
    pub fn shapes_text(self) -> bool {
        let spacing = matches!(self, LetterSpacing | LineHeight | TextIndent | TextAutospace);
        let type_ = matches!(self, FontFamily | FontSize | FontWeight | FontStyle | Color | TextDecoration);
        spacing || type_ || matches!(self, TextAlign | TextAlignLast)
    }

    /// Whether it shapes the box around a paragraph.
    pub fn shapes_box(self) -> bool {
        let border = matches!(self, Border(_) | BorderWidth(_) | BorderStyle(_) | BorderColor(_));
        border || matches!(self, Margin(_) | Padding(_) | BackgroundColor)
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
            // Nothing with a text of its own.
            StringSet => !(element.is_void() || part_of_table && element != E::Tr),
            Size | Content => false,
            _ => true,
        }
    }
}
