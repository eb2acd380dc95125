//! The tree of a YAML document. Nothing is interpreted.

use crate::diag::Span;

/// A value with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Of a scalar, its characters with the quotes; of a collection, from its first child to its last; of an alias,
    /// where the anchored value is written.
    pub span: Span,
    pub value: Value,
    /// Whether an anchor or a tag stands before it.
    pub has_properties: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Scalar(Scalar),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A scalar's text, escapes and folding resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    pub text: String,
    /// Not quoted and no block, so that `null` means an empty value.
    pub plain: bool,
    /// `|` or `>`.
    pub block: bool,
}

/// A key with its value, in the author's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub key: Node,
    pub value: Node,
    /// Whether it comes from a merge key (`<<`), so that the mapping's own entry takes precedence.
    pub merged: bool,
}

impl Node {
    /// A node without an anchor or a tag.
    pub fn new(span: Span, value: Value) -> Node {
        Node { span, value, has_properties: false }
    }

    /// Whether it is null, or nothing was written.
    pub fn is_null(&self) -> bool {
        match &self.value {
            Value::Scalar(scalar) => scalar.is_null(),
            _ => false,
        }
    }

    /// Whether the author left it blank: null, white space, or a collection of nothing.
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Scalar(scalar) => scalar.is_null() || scalar.text.trim().is_empty(),
            Value::List(items) => items.iter().all(Node::is_blank),
            Value::Map(entries) => entries.is_empty(),
        }
    }

    /// Whether both hold the same texts in the same places, wherever they were written.
    pub fn says_the_same(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::Scalar(one), Value::Scalar(two)) => one.text == two.text,
            (Value::List(one), Value::List(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.says_the_same(two))
            }
            (Value::Map(one), Value::Map(two)) => {
                let same = |(one, two): (&Entry, &Entry)| {
                    one.key.says_the_same(&two.key) && one.value.says_the_same(&two.value)
                };
                one.len() == two.len() && one.iter().zip(two).all(same)
            }
            _ => false,
        }
    }

    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }
}

impl Scalar {
    /// The core schema's null (YAML 1.2 §10.3.2).
    pub fn is_null(&self) -> bool {
        self.plain && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }
}
