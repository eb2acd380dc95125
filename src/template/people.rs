//! Numbers of people as templates see them: a number, or a range that prints as 2～3.
//!
//! Of all values that are neither text nor number a range alone can be printed: it has one right form.

use std::fmt;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Object, ObjectRepr};

use crate::model::{Headcount, Language, range_mark};

/// A range: it prints as a whole, and has `least` and `most`.
#[derive(Debug)]
pub struct People {
    least: i64,
    most: i64,
    mark: &'static str,
}

impl People {
    /// A number where both are equal.
    pub fn value(least: i64, most: i64, language: Language) -> Value {
        match least == most {
            true => Value::from(least),
            false => Value::from_object(People { least, most, mark: range_mark(language) }),
        }
    }
}

pub fn people(headcount: Headcount, language: Language) -> Value {
    // Sums of numbers of 32 bits at most.
    People::value(headcount.least as i64, headcount.most as i64, language)
}

pub fn is_range(value: &Value) -> bool {
    value.downcast_object_ref::<People>().is_some()
}

impl Object for People {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "least" => Some(Value::from(self.least)),
            "most" => Some(Value::from(self.most)),
            _ => None,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.least, self.mark, self.most)
    }
}
