//! Turns computed styles into those of the tree. Equal styles share one allocation.

use std::hash::Hash;
use std::sync::Arc;

use super::css::{Computed, CounterStyle, LengthPercentage};
use crate::hash::{QuickMap, QuickSet};
use crate::tree::{
    Align, BoxStyle, Break, CellStyle, ListStyle, ParagraphStyle, TableStyle, TextStyle, VerticalAlign,
};
use crate::unit::{Abs, Sides};

/// The styles of one part, each stored once.
#[derive(Default)]
pub struct PartStyles {
    pub paragraphs: Pool<ParagraphStyle>,
    pub boxes: Pool<BoxStyle>,
    pub tables: Pool<TableStyle>,
    pub cells: Pool<CellStyle>,
    pub lists: Pool<ListStyle>,
    /// Paragraph styles by the id of the computed style, the measure, and whether they are anonymous.
    known: QuickMap<(usize, Abs, bool), Arc<ParagraphStyle>>,
    /// Paragraph styles with other vertical margins, by the address of the style and these margins. The pool keeps the
    /// style alive, so that no other one gets its address.
    moved: QuickMap<(*const ParagraphStyle, Abs, Abs), Arc<ParagraphStyle>>,
}

/// A set of values in which each is stored once.
pub struct Pool<T>(QuickSet<Arc<T>>);

impl<T> Default for Pool<T> {
    fn default() -> Pool<T> {
        Pool(QuickSet::default())
    }
}

impl<T: Eq + Hash> Pool<T> {
    pub fn share(&mut self, value: T) -> Arc<T> {
        if let Some(known) = self.0.get(&value) {
            return known.clone();
        }
        let shared = Arc::new(value);
        self.0.insert(shared.clone());
        shared
    }
}

impl PartStyles {
    /// The style of a paragraph element.
    pub fn paragraph(&mut self, style: &Computed, measure: Abs, inherits_name: bool) -> Arc<ParagraphStyle> {
        self.remember((style.id, measure, false), || ParagraphStyle {
            name: style.name.clone().or_else(|| style.paragraph_name.clone().filter(|_| inherits_name)),
            ..paragraph_style(style, measure)
        })
    }

    /// The style of a paragraph for text that stands directly in a cell, an item or a section.
    pub fn anonymous(&mut self, parent: &Computed, measure: Abs) -> Arc<ParagraphStyle> {
        self.remember((parent.id, measure, true), || ParagraphStyle {
            name: parent.paragraph_name.clone(),
            margin: Sides::default(),
            padding: Sides::default(),
            border: Sides::default(),
            background: None,
            break_before: Break::Auto,
            break_after: Break::Auto,
            keep_together: false,
            ..paragraph_style(parent, measure)
        })
    }

    fn remember(
        &mut self,
        key: (usize, Abs, bool),
        make: impl FnOnce() -> ParagraphStyle,
    ) -> Arc<ParagraphStyle> {
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let style = self.paragraphs.share(make());
        self.known.insert(key, style.clone());
        style
    }

    /// The same paragraph style with other vertical margins.
    pub fn with_margins(
        &mut self,
        style: &Arc<ParagraphStyle>,
        top: Abs,
        bottom: Abs,
    ) -> Arc<ParagraphStyle> {
        if style.margin.top == top && style.margin.bottom == bottom {
            return style.clone();
        }
        let key = (Arc::as_ptr(style), top, bottom);
        if let Some(known) = self.moved.get(&key) {
            return known.clone();
        }
        let mut changed = (**style).clone();
        changed.margin.top = top;
        changed.margin.bottom = bottom;
        let changed = self.paragraphs.share(changed);
        self.moved.insert(key, changed.clone());
        changed
    }
}

/// A paragraph's style as CSS computes it, its own `-gw-style-name` included.
pub fn paragraph_style(style: &Computed, measure: Abs) -> ParagraphStyle {
    ParagraphStyle {
        name: style.name.clone(),
        text: style.text.clone(),
        align: style.align,
        align_last: style.align_last,
        indent: style.indent.of(measure),
        line_height: style.line_height(),
        margin: style.margin(measure),
        padding: style.padding(measure),
        border: style.own_border(),
        background: style.background,
        break_before: style.break_before,
        break_after: style.break_after,
        keep_together: style.keep_together,
        orphans: style.orphans,
        widows: style.widows,
        autospace: style.autospace,
        avoid_short_last_line: style.avoid_short_last_line,
    }
}

pub fn box_style(style: &Computed, measure: Abs) -> BoxStyle {
    BoxStyle {
        margin: style.margin(measure),
        padding: style.padding(measure),
        border: style.own_border(),
        background: style.background,
        break_before: style.break_before,
        break_after: style.break_after,
        keep_together: style.keep_together,
    }
}

pub fn table_style(style: &Computed, measure: Abs) -> TableStyle {
    TableStyle {
        name: style.name.clone(),
        margin: style.margin(measure),
        align: match (style.margin.left, style.margin.right) {
            (None, None) => Align::Center,
            (None, Some(_)) => Align::Right,
            _ => Align::Left,
        },
        break_before: style.break_before,
        break_after: style.break_after,
        keep_together: style.keep_together,
    }
}

pub fn list_style(
    style: &Computed,
    measure: Abs,
    counter: &CounterStyle,
    marker: &Arc<TextStyle>,
) -> ListStyle {
    ListStyle {
        name: style.name.clone(),
        numbering: counter.numbering,
        prefix: counter.prefix.clone(),
        suffix: counter.suffix.trim_end().into(),
        indent: style.padding.left.of(measure),
        margin: style.margin(measure),
        marker: marker.clone(),
        keep_together: style.keep_together,
    }
}

pub fn vertical_align(style: &Computed) -> VerticalAlign {
    use super::css::VerticalPlace;
    match style.vertical_align {
        VerticalPlace::Middle => VerticalAlign::Middle,
        VerticalPlace::Bottom => VerticalAlign::Bottom,
        _ => VerticalAlign::Top,
    }
}

/// The width that a box's sides take from its measure.
pub fn insets(style: &BoxStyle) -> Abs {
    let width = |border: Option<crate::tree::Border>| border.map_or(Abs::ZERO, |border| border.width);
    style.margin.horizontal()
        + style.padding.horizontal()
        + width(style.border.left)
        + width(style.border.right)
}

/// A width in points, if there is one.
pub fn width_of(width: Option<LengthPercentage>, measure: Abs) -> Option<Abs> {
    width.map(|extent| extent.of(measure))
}
