//! Reads the texts that cells share, and those that stand in cells themselves.

use super::super::fault::Result;
use super::super::limits::{Budget, MAX_BLOCKS, beyond};
use super::super::xml::{Mark, XmlReader};

/// Reads the part with the shared strings.
pub fn shared_strings(name: &str, text: &str) -> Result<Vec<String>> {
    let mut xml = XmlReader::new(name, text);
    xml.root()?;
    let level = xml.level();
    let (mut strings, mut budget) = (Vec::new(), Budget::default());
    while let Some(tag) = xml.child(level)? {
        if tag.name() == "si" {
            if strings.len() == MAX_BLOCKS {
                return beyond("共用的文字", "shared strings", MAX_BLOCKS);
            }
            let text = rich_text(&mut xml)?;
            budget.text(text.len())?;
            strings.push(text);
        }
    }
    Ok(strings)
}

/// The text of the element whose start tag was read last: runs of `t`, without the readings of characters.
pub fn rich_text(xml: &mut XmlReader) -> Result<String> {
    let text = xml.marked(|tag| match tag.name() {
        "rPh" | "rPr" | "phoneticPr" => Mark::Nothing,
        _ => Mark::Content,
    })?;
    Ok(unescaped(&text))
}

/// Puts characters in place of `_x000D_` and the like (ISO 29500-1 §22.9.2.19).
pub fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let escape = rest[at..].get(..7).filter(|escape| escape.ends_with('_'));
        let code = escape.and_then(|escape| escape.get(2..6)).filter(|code| !code.starts_with('+'));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        plain.push_str(&rest[..at]);
        match code.and_then(char::from_u32) {
            Some(c) => {
                plain.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_characters() {
        assert_eq!(unescaped("a_x000D_\nb_x0041_"), "a\r\nbA");
        assert_eq!(unescaped("_x00_x 甲_x乙乙_ _xD800_ _x"), "_x00_x 甲_x乙乙_ _xD800_ _x");
    }

    #[test]
    fn readings_are_left_out() {
        let text = "<sst><si><t>甲</t></si><si><r><rPr><b/></rPr><t>乙</t></r><r><t xml:space=\"preserve\"> 丙</t></r>\
            <rPh sb=\"0\" eb=\"1\"><t>ping</t></rPh></si><si/></sst>";
        assert_eq!(shared_strings("a", text).unwrap(), ["甲", "乙 丙", ""]);
    }
}
