//! Values for numbers of people: a number, or a range that prints as 2～3.
//!
//! A range is the only value besides texts and numbers that can be printed.

use std::fmt;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Object, ObjectRepr};

use crate::model::{Headcount, Language, range_mark};

/// A range, with the attributes `least` and `most`.
#[derive(Debug)]
pub struct People {
    least: i64,
    most: i64,
    mark: &'static str,
}

impl People {
    /// The value of a range; a number if both ends are equal.
    pub fn value(least: i64, most: i64, language: Language) -> Value {
        match least == most {
            true => Value::from(least),
            false => Value::from_object(People { least, most, mark: range_mark(language) }),
        }
    }
}

pub fn people(headcount: Headcount, language: Language) -> Value {
    // They fit, as sums of numbers with at most 32 bits.
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
