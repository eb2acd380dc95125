//! Finds declarations that have no effect on their element. CSS ignores them in silence; here they are errors.

use super::css::{Declaration, Longhand};
use super::names::Element;
use super::report::Problem;
use crate::diag::{Code, Span, Text};
use crate::tree::Break;

/// The error for a declaration that has no effect on its element, if it has none.
pub fn misapplied(declaration: &Declaration, element: Option<Element>) -> Option<Problem> {
    let property = declaration.property;
    let says_nothing = declaration.value().is_none_or(Longhand::is_initial);
    // A row can only keep with its neighbour; a page break between rows needs a second table.
    let breaks = matches!(
        declaration.value(),
        Some(Longhand::BreakBefore(Break::Page) | Longhand::BreakAfter(Break::Page))
    );
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

/// The error for `::after` on an element that is not inline and so has no line to show it in.
pub fn no_after(element: Element, span: Span) -> Problem {
    let message = Text::new(
        format!("`::after` 只能用在行内元素上，不能用在 `{element}` 上"),
        format!("`::after` is for inline elements, not for `{element}`"),
    );
    Problem::new(Code::E229, span, message)
}
