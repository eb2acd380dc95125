//! The paragraph that stands for the margin boxes of a page's top or bottom.

use crate::tree::{MarginArea, MarginBox, ParagraphStyle, Role};
use crate::unit::{Abs, Sides};

use super::paragraph::{ParagraphFormat, Tab, inset};
use super::unit;

/// A margin box's line with its padding and lines.
pub fn height_of(margin_box: &MarginBox) -> Abs {
    let style = &margin_box.style;
    style.line_height
        + inset(style.border.top, style.padding.top)
        + inset(style.border.bottom, style.padding.bottom)
}

/// A margin box's place in its row: left, centre, right.
pub fn column(area: MarginArea) -> usize {
    match area {
        MarginArea::TopLeft | MarginArea::BottomLeft => 0,
        MarginArea::TopCenter | MarginArea::BottomCenter => 1,
        MarginArea::TopRight | MarginArea::BottomRight => 2,
    }
}

/// The boxes at the top or at the bottom, from left to right.
pub fn boxes_in_order(boxes: &[MarginBox], top: bool) -> Vec<&MarginBox> {
    let mut own: Vec<&MarginBox> = boxes.iter().filter(|one| one.area.is_top() == top).collect();
    own.sort_by_key(|margin_box| margin_box.area);
    own
}

/// The paragraph of all boxes on a side of pages of that measure: the first one's, with the highest line and the
/// lines of any. A single box stands by its alignment; several are parted by tab stops.
pub fn paragraph_of(boxes: &[&MarginBox], measure: Abs) -> (ParagraphFormat, Vec<Tab>) {
    let Some(first) = boxes.first() else { return (ParagraphFormat::minimal(), Vec::new()) };
    let bordered = boxes.iter().find(|one| one.style.border != Sides::default()).unwrap_or(first);
    let style = ParagraphStyle {
        line_height: boxes.iter().map(|one| one.style.line_height).max().unwrap_or_default(),
        border: bordered.style.border,
        padding: bordered.style.padding,
        // The room around a margin box is the page's margin.
        margin: Sides { top: Abs::ZERO, bottom: Abs::ZERO, ..first.style.margin },
        ..(*first.style).clone()
    };
    let layout = ParagraphFormat::of(&style, Role::Body);
    if boxes.len() == 1 {
        return (layout, Vec::new());
    }
    let measure = unit::twips(measure);
    let stop = |kind, at| Tab { kind, leader: None, at };
    // The first box's padding is the paragraph's indent; the last one keeps its own from the right edge.
    let last = boxes.iter().find(|one| column(one.area) == 2);
    let last = last.map_or(Abs::ZERO, |one| one.style.padding.right);
    let stops = vec![stop("center", measure / 2), stop("right", measure - unit::twips(last))];
    (ParagraphFormat { align: "left", ..layout }, stops)
}
