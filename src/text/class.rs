//! Sorts characters into the classes of Chinese line layout (CLREQ §3.1, GB/T 15834).

use crate::characters::is_han;
use crate::tree::Script;

/// How a character behaves at the edges of a line and beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakClass {
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
    /// —— and ……: never separated.
    Dash,
    /// ·: does not start a line.
    Dot,
    /// – ～: does not start a line.
    Connector,
    /// / neither starts nor ends a line.
    Slash,
    /// ① □: counts or ticks what follows, so it does not end a line.
    Ordinal,
    /// ￥ №: belongs to the number after it.
    Prefix,
    /// ℃ ％ ㎡: belongs to the number before it.
    Postfix,
    /// Letters of alphabets.
    Letter,
    Digit,
    /// The space between words, which justification narrows and widens.
    Space,
    /// A space of a fixed width, such as the ideographic space.
    Blank,
    /// ( [ { and Latin “ ‘: never ends a line.
    HalfOpening,
    /// ) ] } , . ; : ! ? % and Latin ” ’: never starts a line.
    HalfClosing,
    /// Other half-width marks and symbols.
    Other,
    /// A picture in the line.
    Object,
}

impl BreakClass {
    pub fn of(c: char, script: Script) -> BreakClass {
        use BreakClass::*;
        let han = script == Script::Han;
        match c {
            // Most text is Han, so it is tested first.
            _ if is_han(c) => Han,
            '0'..='9' | '０'..='９' => Digit,
            'A'..='Z' | 'a'..='z' => Letter,
            ' ' | '\u{a0}' => Space,
            '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Blank,
            '/' | '／' => Slash,
            '“' | '‘' if han => Opening,
            '”' | '’' if han => Closing,
            '—' | '―' | '⸺' | '…' | '⋯' => Dash,
            '・' | '•' | '‧' if han => Dot,
            '·' => Dot,
            '–' | '～' | '〜' => Connector,
            '（' | '《' | '「' | '『' | '【' | '〔' | '〈' | '［' | '｛' | '〖' | '〘' | '〝' => {
                Opening
            }
            '）' | '》' | '」' | '』' | '】' | '〕' | '〉' | '］' | '｝' | '〗' | '〙' | '〞' => {
                Closing
            }
            '，' | '、' | '；' | '：' => Comma,
            '。' | '！' | '？' | '．' => Stop,
            '(' | '[' | '{' | '“' | '‘' => HalfOpening,
            ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' | '%' | '‰' | '”' | '’' => HalfClosing,
            // ① ⑴ ⒈, ㈠, ㉑, ㊀ ㊱, ❶; □ ■ ☐ ☑ ☒.
            '\u{2460}'..='\u{249b}'
            | '\u{24ea}'..='\u{24ff}'
            | '\u{3220}'..='\u{3229}'
            | '\u{3251}'..='\u{325f}'
            | '\u{3280}'..='\u{3289}'
            | '\u{32b1}'..='\u{32bf}'
            | '\u{2776}'..='\u{2793}'
            | '□'
            | '■'
            | '\u{2610}'..='\u{2612}' => Ordinal,
            '￥' | '№' | '＄' | '￡' => Prefix,
            // Squared units: ㎏ ㎡.
            '℃' | '℉' | '％' | '\u{3371}'..='\u{337a}' | '\u{3380}'..='\u{33df}' => Postfix,
            // Radicals as characters: ⼈ looks like 人 and behaves like it.
            '\u{2e80}'..='\u{2fdf}' => Han,
            _ if han && c.is_alphanumeric() => Han,
            _ if han => Other,
            _ if c.is_alphabetic() => Letter,
            _ if c.is_numeric() => Digit,
            _ => Other,
        }
    }

    /// Whether it must not begin a line.
    pub fn no_start(self) -> bool {
        use BreakClass::*;
        matches!(self, Closing | Comma | Stop | Dot | Connector | Slash | HalfClosing)
    }

    /// Whether it must not end a line.
    pub fn no_end(self) -> bool {
        use BreakClass::*;
        matches!(self, Opening | Slash | HalfOpening | Ordinal)
    }

    /// Whether the left half of its em box is blank.
    pub fn has_lead(self) -> bool {
        self == BreakClass::Opening
    }

    /// Whether the right half of its em box is blank.
    pub fn has_tail(self) -> bool {
        matches!(self, BreakClass::Closing | BreakClass::Comma | BreakClass::Stop)
    }

    /// Whether it belongs to a Latin word or number, for the gap beside Han.
    pub fn is_alphanumeric(self) -> bool {
        matches!(self, BreakClass::Letter | BreakClass::Digit)
    }

    /// Whether it is invisible, and hangs at the end of a line.
    pub fn is_space(self) -> bool {
        matches!(self, BreakClass::Space | BreakClass::Blank)
    }
}
