//! Characters of symbol fonts, as Unicode has them.

/// A font whose characters are signs of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolFont {
    Symbol,
    Wingdings,
    Wingdings2,
}

/// A ticked check box, also one with a cross in it.
pub const TICKED: char = '☑';
/// An empty check box.
pub const EMPTY: char = '□';

impl SymbolFont {
    pub fn named(name: &str) -> Option<SymbolFont> {
        match name {
            "Symbol" => Some(SymbolFont::Symbol),
            "Wingdings" => Some(SymbolFont::Wingdings),
            "Wingdings 2" => Some(SymbolFont::Wingdings2),
            _ => None,
        }
    }

    /// The sign at a place of the font (0x20 to 0xff), of those that documents use.
    fn sign(self, place: u32) -> Option<char> {
        let signs: &[(u32, char)] = match self {
            SymbolFont::Symbol => &SYMBOL,
            SymbolFont::Wingdings => &WINGDINGS,
            SymbolFont::Wingdings2 => &WINGDINGS_2,
        };
        let sign = signs.iter().find(|(at, _)| *at == place).map(|(_, sign)| *sign);
        // Symbol has the digits and the punctuation of ASCII.
        sign.or_else(|| char::from_u32(place).filter(|_| self == SymbolFont::Symbol && place < 0x7f))
    }
}

/// A character as it shows in a font. Fonts of symbols have theirs at U+F020 to U+F0FF, and at ASCII too.
pub fn shown(c: char, font: Option<SymbolFont>) -> char {
    let place = match u32::from(c) {
        place @ 0xf020..=0xf0ff => place - 0xf000,
        place @ 0x21..=0xff => place,
        _ => return c,
    };
    font.and_then(|font| font.sign(place)).unwrap_or(c)
}

/// A check box as it is told, whatever it looks like.
pub fn check_box(is_ticked: bool) -> char {
    if is_ticked { TICKED } else { EMPTY }
}

const WINGDINGS: [(u32, char); 36] = [
    (0x21, '✏'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x46, '☞'),
    (0x4a, '☺'),
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, EMPTY),
    (0x70, EMPTY),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x9e, '·'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, EMPTY),
    (0xaa, '✦'),
    (0xab, '★'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '➔'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, TICKED),
    (0xfe, TICKED),
    (0x78, TICKED),
];

const WINGDINGS_2: [(u32, char); 8] = [
    (0x2a, EMPTY),
    (0x30, EMPTY),
    (0x4f, '✗'),
    (0x50, '✓'),
    (0x52, TICKED),
    (0x53, TICKED),
    (0x54, TICKED),
    (0xa3, EMPTY),
];

const SYMBOL: [(u32, char); 64] = [
    (0x41, 'Α'),
    (0x42, 'Β'),
    (0x43, 'Χ'),
    (0x44, 'Δ'),
    (0x45, 'Ε'),
    (0x46, 'Φ'),
    (0x47, 'Γ'),
    (0x48, 'Η'),
    (0x49, 'Ι'),
    (0x4b, 'Κ'),
    (0x4c, 'Λ'),
    (0x4d, 'Μ'),
    (0x4e, 'Ν'),
    (0x4f, 'Ο'),
    (0x50, 'Π'),
    (0x51, 'Θ'),
    (0x52, 'Ρ'),
    (0x53, 'Σ'),
    (0x54, 'Τ'),
    (0x55, 'Υ'),
    (0x57, 'Ω'),
    (0x58, 'Ξ'),
    (0x59, 'Ψ'),
    (0x5a, 'Ζ'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x63, 'χ'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x66, 'φ'),
    (0x67, 'γ'),
    (0x68, 'η'),
    (0x69, 'ι'),
    (0x6b, 'κ'),
    (0x6c, 'λ'),
    (0x6d, 'μ'),
    (0x6e, 'ν'),
    (0x6f, 'ο'),
    (0x70, 'π'),
    (0x71, 'θ'),
    (0x72, 'ρ'),
    (0x73, 'σ'),
    (0x74, 'τ'),
    (0x75, 'υ'),
    (0x77, 'ω'),
    (0x78, 'ξ'),
    (0x79, 'ψ'),
    (0x7a, 'ζ'),
    (0xa3, '≤'),
    (0xa5, '∞'),
    (0xac, '←'),
    (0xad, '↑'),
    (0xae, '→'),
    (0xaf, '↓'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xbb, '≈'),
    (0xd6, '√'),
    (0xe5, '∑'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_of_their_font() {
        let wingdings = SymbolFont::named("Wingdings");
        assert_eq!(
            ['\u{f0fe}', 'o', '\u{f0a8}', '甲', ' '].map(|c| shown(c, wingdings)),
            ['☑', '□', '□', '甲', ' ']
        );
        assert_eq!(shown('\u{f0b7}', Some(SymbolFont::Symbol)), '•');
        assert_eq!(shown('\u{f02d}', Some(SymbolFont::Symbol)), '-');
        assert_eq!(shown('o', None), 'o');
        assert_eq!(SymbolFont::named("宋体"), None);
    }
}
