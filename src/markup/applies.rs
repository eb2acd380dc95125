//! Tells declarations that can do nothing on their element; CSS would let them pass in silence.

use super::css::{Declaration, Value};
use super::names::Element;
use super::report::Problem;
use crate::diag::{Code, Span, Text};
use crate::tree::Break;

/// The complaint that a declaration can do nothing on its element.
pub fn misapplied(declaration: &Declaration, element: Option<Element>) -> Option<Problem> {
    let property = declaration.property;
    let says_nothing = declaration.value().is_none_or(Value::is_initial);
    // A row can only keep with its neighbour; a page break between rows needs a second table.
    let breaks =
        matches!(declaration.value(), Some(Value::BreakBefore(Break::Page) | Value::BreakAfter(Break::Page)));
    let breaks_row = breaks && element == Some(Element::Tr);
    if (property.applies_to(element) || says_nothing) && !breaks_row {
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
