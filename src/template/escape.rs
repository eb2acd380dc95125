//! Writes data text into markup so that a parser reads back the same text.
//!
//! Nothing in the text can become markup, neither between tags nor in a quoted attribute.
//! White space that HTML would collapse is written as references, which `markup` keeps:
//! a line break is `&#10;`, and a leading, trailing or repeated space is `&#32;`.

use std::fmt;

/// Writes `text`, escaped.
pub fn escape(out: &mut impl fmt::Write, text: &str) -> fmt::Result {
    let mut chars = text.chars().peekable();
    let mut collapsible = true;
    while let Some(c) = chars.next() {
        let space = matches!(c, ' ' | '\t');
        match c {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\r' | '\n' => out.write_str("&#10;")?,
            ' ' | '\t' if collapsible || before_break(chars.peek()) => out.write_str("&#32;")?,
            '\t' => out.write_char(' ')?,
            c if is_xml(c) => out.write_char(c)?,
            _ => out.write_char(char::REPLACEMENT_CHARACTER)?,
        }
        collapsible = space || matches!(c, '\n' | '\r');
    }
    Ok(())
}

/// Whether a space is at the end of the text or of a line.
fn before_break(next: Option<&char>) -> bool {
    matches!(next, None | Some('\n' | '\r'))
}

/// `Char` of XML 1.0 §2.2, without the white space that [`escape`] handles.
fn is_xml(c: char) -> bool {
    !matches!(c, '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use quick_xml::events::Event;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        escape(&mut out, text).unwrap();
        out
    }

    #[test]
    fn markup_and_white_space_are_written_as_references() {
        assert_eq!(escaped(r#"<b a='x'>"R&D"</b>"#), "&lt;b a=&#39;x&#39;&gt;&quot;R&amp;D&quot;&lt;/b&gt;");
        assert_eq!(escaped(" a b  c "), "&#32;a b &#32;c&#32;");
        assert_eq!(escaped("一\n二\r\n三\r四"), "一&#10;二&#10;三&#10;四");
        assert_eq!(escaped("a \n b\tc"), "a&#32;&#10;&#32;b c");
        assert_eq!(escaped("\u{1}\u{ffff}"), "\u{fffd}\u{fffd}");
        assert_eq!(escaped("{{ handbook }} {% raw %}"), "{{ handbook }} {% raw %}");
    }

    /// Reads `<p title="…">…</p>` back with an independent parser, collapsing plain white space as HTML does.
    fn read_back(markup: &str) -> (String, String) {
        let mut reader = quick_xml::Reader::from_str(markup);
        let (mut attribute, mut text) = (String::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    let value = tag.try_get_attribute("title").unwrap().unwrap().value;
                    attribute = quick_xml::escape::unescape(&value).unwrap().into_owned();
                }
                Event::Text(raw) => {
                    let raw: &str = &raw;
                    assert!(!raw.contains("  ") && !raw.contains(['\n', '\r', '\t']), "{raw:?} collapses");
                    text.push_str(raw);
                }
                Event::GeneralRef(name) => {
                    let name: &str = &name;
                    text.push_str(&quick_xml::escape::unescape(&format!("&{name};")).unwrap());
                }
                Event::End(_) => {}
                Event::Eof => return (attribute, text),
                other => panic!("data became {other:?}"),
            }
        }
    }

    proptest! {
        #[test]
        fn parsing_gives_the_text_back(text in "([ -~\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{20000}-\u{2a6df}]|[ \n<>&\"'])*") {
            let markup = format!("<p title=\"{0}\">{0}</p>", escaped(&text));
            prop_assert_eq!(read_back(&markup), (text.clone(), text));
        }
    }
}
