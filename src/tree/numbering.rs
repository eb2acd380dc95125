//! How pages write their numbers.

use crate::characters::roman;

/// How a page writes its number: the values of `list-style-type` that Word and PDF know for page numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PageNumbering {
    #[default]
    Decimal,
    LowerRoman,
    UpperRoman,
}

impl PageNumbering {
    pub fn write(self, number: u32) -> String {
        let roman = || roman(number).unwrap_or_else(|| number.to_string());
        match self {
            PageNumbering::Decimal => number.to_string(),
            PageNumbering::LowerRoman => roman(),
            PageNumbering::UpperRoman => roman().to_ascii_uppercase(),
        }
    }
}
