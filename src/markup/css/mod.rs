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

pub use computed::{Computed, Extent, Line, Value};
pub use counter::{CounterStyle, CounterStyles};
pub use declare::{Declaration, Variables, inline_declarations};
pub use page::{BoxRule, PageRule, Pages};
pub use rules::{Origin, Rule, RuleSet};
pub use selector::{Compound, Selector, Subject};
pub use sheet::Reader;
pub use value::{Generated, LONGEST, Length, LineStyle, VerticalPlace, parse_length};
