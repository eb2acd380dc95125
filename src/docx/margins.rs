//! Makes one paragraph of the margin boxes at the top or bottom of a page.

use crate::tree::{MarginArea, MarginBox, ParagraphStyle, Role};
use crate::unit::{Abs, Sides};

use super::paragraph::{ParagraphFormat, Tab, inset};
use super::unit;

/// The height of a margin box: its line, paddings and borders.
pub fn height_of(margin_box: &MarginBox) -> Abs {
    let style = &margin_box.style;
    style.line_height
        + inset(style.border.top, style.padding.top)
        + inset(style.border.bottom, style.padding.bottom)
}

/// A margin box's column: 0 left, 1 centre, 2 right.
pub fn column(area: MarginArea) -> usize {
    match area {
        MarginArea::TopLeft | MarginArea::BottomLeft => 0,
        MarginArea::TopCenter | MarginArea::BottomCenter => 1,
        MarginArea::TopRight | MarginArea::BottomRight => 2,
    }
}

/// The boxes of the top or of the bottom margin, from left to right.
pub fn boxes_in_order(boxes: &[MarginBox], top: bool) -> Vec<&MarginBox> {
    let mut own: Vec<&MarginBox> = boxes.iter().filter(|one| one.area.is_top() == top).collect();
    own.sort_by_key(|margin_box| margin_box.area);
    own
}

/// The paragraph that holds all boxes of a margin, and its tab stops. It takes the format of the first box, the
/// greatest line height, and the borders of the first box that has some. A single box keeps its alignment; several
/// stand at tab stops.
pub fn paragraph_of(boxes: &[&MarginBox], measure: Abs) -> (ParagraphFormat, Vec<Tab>) {
    let Some(first) = boxes.first() else { return (ParagraphFormat::minimal(), Vec::new()) };
    let bordered = boxes.iter().find(|one| one.style.border != Sides::default()).unwrap_or(first);
    let style = ParagraphStyle {
        line_height: boxes.iter().map(|one| one.style.line_height).max().unwrap_or_default(),
        border: bordered.style.border,
        padding: bordered.style.padding,
        // A margin box needs no space around: the page's margin is that.
        margin: Sides { top: Abs::ZERO, bottom: Abs::ZERO, ..first.style.margin },
        ..(*first.style).clone()
    };
    let layout = ParagraphFormat::of(&style, Role::Body);
    if boxes.len() == 1 {
        return (layout, Vec::new());
    }
    let measure = unit::twips(measure);
    let stop = |kind, at| Tab { kind, leader: None, at };
    // The first box's padding becomes the paragraph's indent, and the last box's padding moves its tab stop inwards.
    let last = boxes.iter().find(|one| column(one.area) == 2);
    let last = last.map_or(Abs::ZERO, |one| one.style.padding.right);
    let stops = vec![stop("center", measure / 2), stop("right", measure - unit::twips(last))];
    (ParagraphFormat { align: "left", ..layout }, stops)
}
