//! Paragraph formatting: the content of `w:pPr`, and how it differs from the paragraph's style.

use crate::tree::{
    Align, Border, BorderStyle, Break, Inline, Leader, Paragraph, ParagraphStyle, Role, SMALL_PARAGRAPH,
};
use crate::unit::{Abs, Color, Sides};

use super::unit;
use super::xml::Xml;

/// A paragraph style in Word's units; lengths in twips. Equal values look the same in Word.
#[derive(Clone, Debug, PartialEq)]
pub struct ParagraphFormat {
    pub keep_next: bool,
    pub keep_lines: bool,
    pub page_break_before: bool,
    pub widow_control: bool,
    pub border: Sides<Option<BorderLine>>,
    pub background: Option<Color>,
    pub autospace: bool,
    pub before: i32,
    pub after: i32,
    pub line: LineSpacing,
    pub left: i32,
    pub right: i32,
    pub first: i32,
    pub align: &'static str,
    /// The outline level, from 0.
    pub outline: Option<u8>,
}

/// A tab stop; `at` is in twips from the left edge of the page's text or of the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab {
    pub kind: &'static str,
    pub leader: Option<&'static str>,
    pub at: i32,
}

/// The tab stop at `at` for a paragraph with a leader; `None` for any other.
pub fn leader_stop(inlines: &[Inline], at: i32) -> Option<Tab> {
    let pattern = inlines.iter().find_map(|inline| match inline {
        Inline::Leader(Leader { run }) => Some(run.text.trim()),
        _ => None,
    })?;
    let leader = match pattern {
        "" => None,
        "_" => Some("underscore"),
        "-" | "–" => Some("hyphen"),
        "·" | "・" => Some("middleDot"),
        _ => Some("dot"),
    };
    Some(Tab { kind: "right", leader, at })
}

/// The tab stops to write if the style has `base`. Word adds them to the style's, so those of the style that are not
/// wanted are cleared.
pub fn tabs_against(tabs: &[Tab], base: &[Tab]) -> Vec<Tab> {
    let gone = base.iter().filter(|one| !tabs.iter().any(|own| own.at == one.at));
    let gone = gone.map(|one| Tab { kind: "clear", leader: None, at: one.at });
    let mut all: Vec<Tab> = gone.chain(tabs.iter().filter(|one| !base.contains(one)).copied()).collect();
    all.sort_by_key(|one| one.at);
    all
}

/// A border of a paragraph or a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BorderLine {
    pub kind: &'static str,
    /// In eighths of a point.
    pub size: i32,
    /// The distance between the border and the text, in points.
    pub space: i32,
    pub color: Color,
}

/// The line height in `w:spacing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineSpacing {
    Exact(i32),
    /// As high as the content of the line: for pictures.
    Auto,
}

impl BorderLine {
    /// `space` is the distance to the text: the padding of a paragraph, and zero for cells.
    pub fn new(border: &Border, space: Abs) -> BorderLine {
        let (kind, width) = match border.style {
            BorderStyle::Solid => ("single", border.width),
            BorderStyle::Dashed => ("dashed", border.width),
            BorderStyle::Dotted => ("dotted", border.width),
            // Word's size is the width of each of the two lines; the gap is as wide again.
            BorderStyle::Double => ("double", border.width / 3.0),
        };
        BorderLine { kind, size: unit::eighths(width), space: unit::border_space(space), color: border.color }
    }

    /// Writes `w:top` and the like; `None` removes a border that the style has.
    pub fn write(edge: Option<&BorderLine>, name: &'static str, xml: &mut Xml) {
        let Some(edge) = edge else {
            return xml.val(name, "nil");
        };
        xml.empty(
            name,
            &[
                ("w:val", edge.kind.into()),
                ("w:sz", edge.size.into()),
                ("w:space", edge.space.into()),
                ("w:color", (&unit::color(edge.color)).into()),
            ],
        );
    }
}

impl ParagraphFormat {
    /// The format that the style alone gives a paragraph; what is around the paragraph is added later.
    pub fn of(style: &ParagraphStyle, role: Role) -> ParagraphFormat {
        let border = borders(&style.border, &style.padding);
        let outside = |side: Option<BorderLine>, margin: Abs, padding: Abs| match side {
            // Word draws the border outside the text, at the distance `space`.
            Some(_) => unit::twips(margin),
            None => unit::twips(margin + padding),
        };
        ParagraphFormat {
            keep_next: matches!(role, Role::Heading(_)) || style.break_after == Break::Avoid,
            keep_lines: style.keep_together,
            page_break_before: style.break_before == Break::Page,
            widow_control: style.orphans > 1 || style.widows > 1,
            background: style.background,
            autospace: style.autospace,
            before: outside(border.top, style.margin.top, style.padding.top),
            after: outside(border.bottom, style.margin.bottom, style.padding.bottom),
            border,
            line: LineSpacing::Exact(unit::twips(style.line_height).max(1)),
            left: unit::twips(style.margin.left + inset(style.border.left, style.padding.left)),
            right: unit::twips(style.margin.right + inset(style.border.right, style.padding.right)),
            first: unit::twips(style.indent),
            align: justification(style),
            outline: match role {
                Role::Heading(level) => Some(level.clamp(1, 9) - 1),
                _ => None,
            },
        }
    }

    /// Word's initial paragraph format.
    pub fn plain() -> ParagraphFormat {
        ParagraphFormat {
            keep_next: false,
            keep_lines: false,
            page_break_before: false,
            widow_control: true,
            border: Sides::default(),
            background: None,
            autospace: true,
            before: 0,
            after: 0,
            line: LineSpacing::Auto,
            left: 0,
            right: 0,
            first: 0,
            align: "left",
            outline: None,
        }
    }

    /// The same format, with the other one's space above and below and its rules for page breaks.
    pub fn placed_as(self, other: &ParagraphFormat) -> ParagraphFormat {
        let ParagraphFormat { before, after, keep_next, keep_lines, page_break_before, .. } = *other;
        ParagraphFormat { before, after, keep_next, keep_lines, page_break_before, ..self }
    }

    /// The format of a paragraph that shows nothing, where Word needs one.
    pub fn minimal() -> ParagraphFormat {
        let line = LineSpacing::Exact(unit::twips(SMALL_PARAGRAPH));
        ParagraphFormat { line, widow_control: false, ..ParagraphFormat::plain() }
    }
}

/// The format of a paragraph by itself; a line with a picture is as high as the picture.
pub fn own_layout(paragraph: &Paragraph) -> ParagraphFormat {
    let layout = ParagraphFormat::of(&paragraph.style, paragraph.role);
    ParagraphFormat { line: if paragraph.has_picture() { LineSpacing::Auto } else { layout.line }, ..layout }
}

/// The borders around a paragraph, each with its padding as distance to the text.
pub fn borders(border: &Sides<Option<Border>>, padding: &Sides<Abs>) -> Sides<Option<BorderLine>> {
    let edge =
        |border: &Option<Border>, space: Abs| border.as_ref().map(|border| BorderLine::new(border, space));
    Sides {
        top: edge(&border.top, padding.top),
        right: edge(&border.right, padding.right),
        bottom: edge(&border.bottom, padding.bottom),
        left: edge(&border.left, padding.left),
    }
}

/// How far a border and its padding move the text inwards.
pub fn inset(border: Option<Border>, padding: Abs) -> Abs {
    padding + border.map_or(Abs::ZERO, |border| border.width)
}

/// The value of `w:jc`. `distribute` spreads every line over the measure, the last one too (均排).
fn justification(style: &ParagraphStyle) -> &'static str {
    match (style.align, style.align_last) {
        (_, Some(Align::Justify)) => "distribute",
        (Align::Justify, _) => "both",
        (Align::Left, _) => "left",
        (Align::Center, _) => "center",
        (Align::Right, _) => "right",
    }
}

/// What a paragraph has besides its format: style, number, tab stops and so on.
#[derive(Default)]
pub struct ParagraphPlace<'s> {
    /// The style's id; `None` for `Normal`.
    pub style: Option<&'s str>,
    /// The id of its list and the level in it.
    pub number: Option<(u32, u8)>,
    /// The tab stops to write.
    pub tabs: &'s [Tab],
    /// Whether to write the rules of Chinese line layout, as the document's defaults do.
    pub chinese_layout: bool,
    /// The section's properties (`w:sectPr`), if a section ends here.
    pub section: Option<&'s [u8]>,
}

/// Writes `w:pPr` (ISO 29500-1 §17.3.1.26, `CT_PPr`), unless it would be empty.
pub fn write_properties(
    layout: &ParagraphFormat,
    base: &ParagraphFormat,
    placement: &ParagraphPlace,
    xml: &mut Xml,
) {
    xml.group("w:pPr", |xml| {
        if let Some(style) = placement.style {
            xml.val("w:pStyle", style);
        }
        write_layout(layout, base, placement, xml);
        if let Some(section) = placement.section {
            xml.raw(section);
        }
    });
}

/// Writes the children of `w:pPr` between `w:pStyle` and `w:sectPr` that differ from `base`, in schema order.
pub fn write_layout(
    layout: &ParagraphFormat,
    base: &ParagraphFormat,
    placement: &ParagraphPlace,
    xml: &mut Xml,
) {
    let flags = [
        ("w:keepNext", layout.keep_next, base.keep_next),
        ("w:keepLines", layout.keep_lines, base.keep_lines),
        ("w:pageBreakBefore", layout.page_break_before, base.page_break_before),
        ("w:widowControl", layout.widow_control, base.widow_control),
    ];
    for (name, on, base) in flags {
        if on != base {
            xml.flag(name, on);
        }
    }
    if let Some((id, level)) = placement.number {
        xml.element("w:numPr", &[], |xml| {
            xml.val("w:ilvl", i32::from(level));
            xml.val("w:numId", id);
        });
    }
    write_borders(&layout.border, &base.border, xml);
    if layout.background != base.background {
        write_shading(layout.background, xml);
    }
    if !placement.tabs.is_empty() {
        xml.element("w:tabs", &[], |xml| {
            for &Tab { kind, leader, at } in placement.tabs {
                let mut attributes = vec![("w:val", kind.into())];
                attributes.extend(leader.map(|leader| ("w:leader", leader.into())));
                attributes.push(("w:pos", at.into()));
                xml.empty("w:tab", &attributes);
            }
        });
    }
    if placement.chinese_layout {
        xml.flag("w:kinsoku", true);
        // In Word, hanging punctuation does not work together with kinsoku.
        xml.flag("w:overflowPunct", false);
        xml.flag("w:topLinePunct", true);
    }
    if placement.chinese_layout || layout.autospace != base.autospace {
        xml.flag("w:autoSpaceDE", layout.autospace);
        xml.flag("w:autoSpaceDN", layout.autospace);
    }
    if placement.chinese_layout {
        xml.flag("w:adjustRightInd", false);
        xml.flag("w:snapToGrid", false);
    }
    write_spacing(layout, base, xml);
    write_indents(layout, base, xml);
    if layout.align != base.align {
        xml.val("w:jc", layout.align);
    }
    if layout.outline != base.outline {
        // Level 9 means body text.
        xml.val("w:outlineLvl", i32::from(layout.outline.unwrap_or(9)));
    }
}

fn write_borders(border: &Sides<Option<BorderLine>>, base: &Sides<Option<BorderLine>>, xml: &mut Xml) {
    if border == base {
        return;
    }
    xml.element("w:pBdr", &[], |xml| {
        let sides = [
            ("w:top", &border.top, &base.top),
            ("w:left", &border.left, &base.left),
            ("w:bottom", &border.bottom, &base.bottom),
            ("w:right", &border.right, &base.right),
        ];
        for (name, edge, base) in sides {
            if edge.is_some() || base.is_some() {
                BorderLine::write(edge.as_ref(), name, xml);
            }
        }
    });
}

/// Writes `w:shd`; `None` removes the style's shading.
pub fn write_shading(background: Option<Color>, xml: &mut Xml) {
    let fill = background.map_or("auto".to_owned(), unit::fill);
    xml.empty("w:shd", &[("w:val", "clear".into()), ("w:color", "auto".into()), ("w:fill", (&fill).into())]);
}

fn write_spacing(layout: &ParagraphFormat, base: &ParagraphFormat, xml: &mut Xml) {
    let mut attributes = Vec::new();
    if layout.before != base.before {
        attributes.push(("w:before", layout.before.max(0).into()));
    }
    if layout.after != base.after {
        attributes.push(("w:after", layout.after.max(0).into()));
    }
    if layout.line != base.line {
        let (line, rule) = match layout.line {
            LineSpacing::Exact(height) => (height, "exact"),
            LineSpacing::Auto => (240, "auto"),
        };
        attributes.push(("w:line", line.into()));
        attributes.push(("w:lineRule", rule.into()));
    }
    if !attributes.is_empty() {
        xml.empty("w:spacing", &attributes);
    }
}

fn write_indents(layout: &ParagraphFormat, base: &ParagraphFormat, xml: &mut Xml) {
    let mut attributes = Vec::new();
    if layout.left != base.left {
        attributes.push(("w:left", layout.left.into()));
    }
    if layout.right != base.right {
        attributes.push(("w:right", layout.right.into()));
    }
    if layout.first != base.first {
        match layout.first < 0 {
            true => attributes.push(("w:hanging", (-layout.first).into())),
            false => attributes.push(("w:firstLine", layout.first.into())),
        }
    }
    if !attributes.is_empty() {
        xml.empty("w:ind", &attributes);
    }
}
