//! Character formatting: the content of a run's `w:rPr`, and how it differs from the run's style.

use crate::tree::{BaselineShift, TextStyle};
use crate::unit::Color;

use super::unit;
use super::xml::Xml;

/// A text style in Word's units. Equal values look the same in Word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Characters<'a> {
    pub latin: &'a str,
    pub han: &'a str,
    pub bold: bool,
    pub italic: bool,
    pub strike: bool,
    pub color: Color,
    /// Twips after each character.
    pub spacing: i32,
    pub half_points: i32,
    pub underline: bool,
    pub position: BaselineShift,
    pub language: Option<&'a str>,
}

impl<'a> Characters<'a> {
    pub fn of(style: &'a TextStyle) -> Characters<'a> {
        Characters {
            latin: &style.fonts.latin,
            han: &style.fonts.han,
            bold: style.is_bold(),
            italic: style.italic,
            strike: style.strike,
            color: style.color,
            spacing: unit::twips(style.letter_spacing),
            half_points: unit::half_points(style.size),
            underline: style.underline,
            position: style.position,
            language: style.language.as_deref(),
        }
    }

    /// Applies the differences between `from` and `to` to these characters.
    pub fn changed(self, from: &Characters, to: &Characters<'a>) -> Characters<'a> {
        fn pick<T: PartialEq>(own: T, from: T, to: T) -> T {
            if from == to { own } else { to }
        }
        Characters {
            latin: if from.latin == to.latin { self.latin } else { to.latin },
            han: if from.han == to.han { self.han } else { to.han },
            bold: pick(self.bold, from.bold, to.bold),
            italic: pick(self.italic, from.italic, to.italic),
            strike: pick(self.strike, from.strike, to.strike),
            color: pick(self.color, from.color, to.color),
            spacing: pick(self.spacing, from.spacing, to.spacing),
            half_points: pick(self.half_points, from.half_points, to.half_points),
            underline: pick(self.underline, from.underline, to.underline),
            position: pick(self.position, from.position, to.position),
            language: if from.language == to.language { self.language } else { to.language },
        }
    }

    /// Writes the children of `w:rPr` in the document's defaults; `east_asian` is the language of East Asian text.
    pub fn write_defaults(&self, east_asian: &str, xml: &mut Xml) {
        let unset =
            Characters { latin: "", han: "", half_points: 0, language: self.language, ..self.plain() };
        self.write(&unset, false, xml);
        let languages =
            [("w:val", "en-US".into()), ("w:eastAsia", east_asian.into()), ("w:bidi", "ar-SA".into())];
        xml.empty("w:lang", &languages);
    }

    /// The same fonts and size with everything else as Word has it initially. The document's defaults state the fonts
    /// and the size.
    pub fn plain(self) -> Characters<'a> {
        Characters {
            bold: false,
            italic: false,
            strike: false,
            color: Color::BLACK,
            spacing: 0,
            underline: false,
            position: BaselineShift::Baseline,
            language: None,
            ..self
        }
    }

    /// Writes the children of `w:rPr` (ISO 29500-1 §17.3.2, `EG_RPrBase`) that differ from `base`.
    pub fn write(&self, base: &Characters, han_hint: bool, xml: &mut Xml) {
        self.write_font_changes(base, han_hint, xml);
        if self.bold != base.bold {
            xml.flag("w:b", self.bold);
            xml.flag("w:bCs", self.bold);
        }
        if self.italic != base.italic {
            xml.flag("w:i", self.italic);
            xml.flag("w:iCs", self.italic);
        }
        if self.strike != base.strike {
            xml.flag("w:strike", self.strike);
        }
        if self.color != base.color {
            xml.val("w:color", &unit::color(self.color));
        }
        if self.spacing != base.spacing {
            xml.val("w:spacing", self.spacing);
        }
        if self.half_points != base.half_points {
            xml.val("w:sz", self.half_points);
            xml.val("w:szCs", self.half_points);
        }
        if self.underline != base.underline {
            xml.val("w:u", if self.underline { "single" } else { "none" });
        }
        if self.position != base.position {
            xml.val("w:vertAlign", vertical_name(self.position));
        }
        if self.language != base.language {
            write_language(self.language, xml);
        }
    }

    /// Names a font only for the scripts whose font changes, so that a Word style can still change the other.
    fn write_font_changes(&self, base: &Characters, han_hint: bool, xml: &mut Xml) {
        let mut attributes = Vec::new();
        if han_hint {
            attributes.push(("w:hint", "eastAsia".into()));
        }
        if self.latin != base.latin {
            attributes.push(("w:ascii", self.latin.into()));
        }
        if self.han != base.han {
            attributes.push(("w:eastAsia", self.han.into()));
        }
        if self.latin != base.latin {
            attributes.push(("w:hAnsi", self.latin.into()));
            attributes.push(("w:cs", self.latin.into()));
        }
        if !attributes.is_empty() {
            xml.empty("w:rFonts", &attributes);
        }
    }
}

fn vertical_name(position: BaselineShift) -> &'static str {
    match position {
        BaselineShift::Baseline => "baseline",
        BaselineShift::Super => "superscript",
        BaselineShift::Sub => "subscript",
    }
}

/// `w:lang` has a language for each script; the tag's primary subtag tells which script it means.
fn write_language(language: Option<&str>, xml: &mut Xml) {
    match language {
        None => xml.empty("w:lang", &[("w:val", "en-US".into()), ("w:eastAsia", "zh-CN".into())]),
        Some(tag) if is_east_asian(tag) => xml.empty("w:lang", &[("w:eastAsia", tag.into())]),
        Some(tag) => xml.val("w:lang", tag),
    }
}

/// Whether a BCP 47 tag names Chinese, Japanese or Korean.
pub fn is_east_asian(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or(tag);
    ["zh", "ja", "ko"].iter().any(|known| primary.eq_ignore_ascii_case(known))
}

/// Which font Word takes for a text of a given script, and whether it needs to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Word chooses the right font by itself.
    Any,
    /// The text is Han, with characters that Word sets in the Latin font unless `w:hint` says otherwise.
    Han,
    /// The text is Latin, with such characters.
    Latin,
}

impl Hint {
    pub fn of(text: &str, is_han: bool) -> Hint {
        match (text.chars().any(is_ambiguous), is_han) {
            (false, _) => Hint::Any,
            (true, true) => Hint::Han,
            (true, false) => Hint::Latin,
        }
    }

    /// The hint of a run that holds both texts; `None` if the two need different hints.
    pub fn and(self, other: Hint) -> Option<Hint> {
        match (self, other) {
            (Hint::Any, hint) | (hint, Hint::Any) => Some(hint),
            (a, b) => (a == b).then_some(a),
        }
    }
}

/// Whether `w:hint` decides a character's font (ISO 29500-1 §17.3.2.26): it is not ASCII, and not in the ranges that
/// are always East Asian.
fn is_ambiguous(character: char) -> bool {
    !matches!(character,
        '\0'..='\u{7f}' | '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ambiguous_characters_need_a_hint() {
        assert_eq!(Hint::of("培训（试行），", true), Hint::Any);
        assert_eq!(Hint::of("Office 2016", false), Hint::Any);
        assert_eq!(Hint::of("“十四五”——", true), Hint::Han);
        assert_eq!(Hint::of("the “plan”", false), Hint::Latin);
        assert_eq!(Hint::Any.and(Hint::Han), Some(Hint::Han));
        assert_eq!(Hint::Latin.and(Hint::Han), None);
    }
}
