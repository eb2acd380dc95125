//! The style sheet language: tokens, selectors, declarations, page and counter rules.

mod computed;
mod counter;
mod declare;
mod generated;
mod longhand;
mod page;
mod property;
mod rules;
mod selector;
mod sheet;
mod token;
mod value;

pub use computed::{BorderSide, Computed, LengthPercentage, Longhand};
pub use counter::{CounterStyle, CounterStyles};
pub use declare::{Declaration, Variables, inline_declarations};
pub use page::{BoxRule, PageRule, PageScope};
pub use rules::{CascadeOrigin, RuleSet, StyleRule};
pub use selector::{Compound, Selector, SelectorSubject};
pub use sheet::SheetReader;
pub use value::{Generated, LONGEST, Length, LineStyle, VerticalPlace, parse_length};
