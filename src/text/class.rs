//! Sorts characters into the classes of Chinese line layout (CLREQ §3.1, GB/T 15834).

use crate::tree::Script;

/// What a character does at the edges of a line and beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Ideographs, kana and other full-width characters that carry text.
    Han,
    /// （《“: ink in the right half; never ends a line.
    Opening,
    /// ）》”: ink in the left half; never starts a line.
    Closing,
    /// ，、；：
    Comma,
    /// 。！？
    Stop,
    /// —— and ……: never parted.
    Dash,
    /// ·: does not start a line.
    Dot,
    /// – ～: does not start a line.
    Connector,
    /// / neither starts nor ends a line.
    Slash,
    /// Letters of alphabets.
    Letter,
    Digit,
    Space,
    /// Half-width marks and symbols.
    Other,
    /// A picture in the line.
    Object,
}

impl Class {
    pub fn of(c: char, script: Script) -> Class {
        let han = script == Script::Han;
        match c {
            '0'..='9' => Class::Digit,
            'A'..='Z' | 'a'..='z' => Class::Letter,
            ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Class::Space,
            '/' | '／' => Class::Slash,
            '“' | '‘' if han => Class::Opening,
            '”' | '’' if han => Class::Closing,
            '—' | '…' | '⋯' | '―' | '⸺' if han => Class::Dash,
            '·' | '・' | '•' | '‧' if han => Class::Dot,
            '·' => Class::Dot,
            '–' | '～' | '〜' => Class::Connector,
            '（' | '《' | '「' | '『' | '【' | '〔' | '〈' | '［' | '｛' | '〖' | '〘' | '〝' => {
                Class::Opening
            }
            '）' | '》' | '」' | '』' | '】' | '〕' | '〉' | '］' | '｝' | '〗' | '〙' | '〞' => {
                Class::Closing
            }
            '，' | '、' | '；' | '：' => Class::Comma,
            '。' | '！' | '？' | '．' => Class::Stop,
            _ if han && c.is_alphanumeric() => Class::Han,
            _ if han => Class::Other,
            _ if c.is_alphabetic() => Class::Letter,
            _ if c.is_numeric() => Class::Digit,
            _ => Class::Other,
        }
    }

    /// Whether it must not begin a line.
    pub fn no_start(self) -> bool {
        use Class::*;
        matches!(self, Closing | Comma | Stop | Dot | Connector | Slash)
    }

    /// Whether it must not end a line.
    pub fn no_end(self) -> bool {
        matches!(self, Class::Opening | Class::Slash)
    }

    /// Whether the left half of its em box is blank.
    pub fn has_lead(self) -> bool {
        self == Class::Opening
    }

    /// Whether the right half of its em box is blank.
    pub fn has_tail(self) -> bool {
        matches!(self, Class::Closing | Class::Comma | Class::Stop)
    }

    /// Whether it belongs to a Latin word or number, for the gap beside Han.
    pub fn is_alphanumeric(self) -> bool {
        matches!(self, Class::Letter | Class::Digit)
    }
}

/// Whether a character joins the one before it: combining marks and variation selectors.
pub fn is_mark_of_previous(c: char) -> bool {
    matches!(c as u32,
        0x0300..=0x036F | 0x0483..=0x0489 | 0x0591..=0x05BD | 0x064B..=0x065F | 0x0E31 | 0x0E34..=0x0E3A
        | 0x0E47..=0x0E4E | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20F0 | 0x302A..=0x302F
        | 0x3099..=0x309A | 0xFE20..=0xFE2F)
        || is_ignorable(c)
}

/// Whether a character shows nothing by itself (Unicode Default_Ignorable_Code_Point).
pub fn is_ignorable(c: char) -> bool {
    matches!(c as u32,
        0x00AD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}
