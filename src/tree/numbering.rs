//! How pages write their numbers.

use super::{Content, PageStyle};

/// How a page writes its number: the part of `list-style-type` that Word and PDF know for pages.
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

/// A number from 1 to 3999 in Roman numerals, in small letters.
pub fn roman(mut number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..=3999).contains(&number) {
        return None;
    }
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    Some(text)
}

impl PageStyle {
    /// How its boxes write the page's number; `None` where they do not show it.
    pub fn numbering(&self) -> Option<PageNumbering> {
        self.all_boxes().flat_map(|one| &one.content).find_map(|content| match content {
            Content::Page(numbering) => Some(*numbering),
            _ => None,
        })
    }
}
