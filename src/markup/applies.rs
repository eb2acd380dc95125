//! Tells declarations that can do nothing on their element; CSS would let them pass in silence.

use super::css::{Declaration, Length, LineStyle, Value, VerticalPlace};
use super::names::Element;
use super::report::Problem;
use crate::diag::{Code, Span, Text};
use crate::tree::Break;

/// The complaint that a declaration can do nothing on its element.
pub fn misapplied(declaration: &Declaration, element: Option<Element>) -> Option<Problem> {
    let property = declaration.property;
    let mut good = property.applies_to(element) || is_initial(&declaration.value);
    // A row can only keep with its neighbour; a page break between rows needs a second table.
    let breaks =
        matches!(declaration.value, Value::BreakBefore(Break::Page) | Value::BreakAfter(Break::Page));
    good &= !(breaks && element == Some(Element::Tr));
    if good {
        return None;
    }
    let name = element.map_or(":root", Element::name);
    let message = Text::new(
        format!("`{}` 在 `{name}` 上不起作用", property.name()),
        format!("`{}` has no effect on `{name}`", property.name()),
    );
    Some(Problem::new(Code::E229, declaration.span, message))
}

/// The complaint that an element has no line for what `::after` shows.
pub fn no_after(element: Element, span: Span) -> Problem {
    let message = Text::new(
        format!("`::after` 只能用在行内元素上，不能用在 `{element}` 上"),
        format!("`::after` is for inline elements, not for `{element}`"),
    );
    Problem::new(Code::E229, span, message)
}

/// Whether the value says what would be so without it, as after `* { margin: 0 }`.
fn is_initial(value: &Value) -> bool {
    match value {
        Value::Global(..) | Value::Nothing => true,
        Value::Margin(_, length) => length.is_none_or(Length::is_zero),
        Value::Padding(_, length) => length.is_zero(),
        Value::BorderStyle(_, style) => matches!(style, LineStyle::None | LineStyle::Hidden),
        Value::BorderWidth(..) | Value::BorderColor(..) => true,
        Value::Background(color) => color.is_none(),
        Value::Width(width) => width.is_none(),
        Value::Height(height) => height.is_none(),
        Value::BreakBefore(kind) | Value::BreakAfter(kind) => *kind == Break::Auto,
        Value::KeepTogether(keep) => !keep,
        Value::Page(name) => name.is_none(),
        Value::VerticalAlign(place) => *place == VerticalPlace::Baseline,
        _ => false,
    }
}
