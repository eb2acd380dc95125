//! The style sheet language: tokens, selectors, declarations, page and counter rules.

mod computed;
mod counter;
mod declare;
mod generated;
mod longhand;
mod page;
mod property;
mod selector;
mod sheet;
mod token;
mod value;

pub use computed::{Computed, Extent, Line, Value};
pub use counter::CounterStyle;
pub use declare::{Declaration, inline_declarations};
pub use page::{BoxRule, PageRule, Pages};
pub use selector::{Compound, Selector, Subject};
pub use sheet::{Rule, StyleSheet};
pub use value::{Generated, LONGEST, Length, LineStyle, VerticalPlace, parse_length};
