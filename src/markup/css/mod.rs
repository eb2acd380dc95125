//! The style sheet language: tokens, selectors, declarations, page and counter rules.

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

pub use counter::CounterStyle;
pub use declare::{Declaration, inline_declarations};
pub use generated::Generated;
pub use page::{BoxRule, PageRule, Pages};
pub use property::{Property, Side};
pub use selector::{Compound, Selector, Subject};
pub use sheet::{Rule, StyleSheet};
pub use value::{
    BorderColor, Global, LONGEST, Length, LineHeight, LineStyle, Value, VerticalPlace, Weight, parse_length,
};
