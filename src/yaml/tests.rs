//! Spans are the author's own characters, whatever stands before them.

use super::*;

fn parsed(text: &str) -> Parsed {
    parse(&"a.yaml".into(), text.as_bytes())
}

/// Every scalar's text with what its span covers.
fn scalars(text: &str) -> Vec<(String, String)> {
    fn walk(node: &Node, text: &str, found: &mut Vec<(String, String)>) {
        match &node.value {
            Value::Scalar(scalar) => {
                found.push((scalar.text.clone(), text[node.span.start..node.span.end].to_owned()));
            }
            Value::List(items) => items.iter().for_each(|item| walk(item, text, found)),
            Value::Map(entries) => {
                for entry in entries {
                    walk(&entry.key, text, found);
                    walk(&entry.value, text, found);
                }
            }
        }
    }
    let parsed = parsed(text);
    assert_eq!(parsed.diagnostics, []);
    let mut found = Vec::new();
    parsed.documents.iter().for_each(|document| walk(document, &parsed.text, &mut found));
    found
}

#[test]
fn spans_are_bytes_of_the_file() {
    for start in ["", "\u{feff}", "# 注释\r\n", "\u{feff}---\r\n"] {
        let text = format!("{start}岗位名称: 销售员\r\n备注: [甲, \"乙 丙\"]\r\n序号: 𠮷1\r\n");
        let expected = [
            ("岗位名称", "岗位名称"),
            ("销售员", "销售员"),
            ("备注", "备注"),
            ("甲", "甲"),
            ("乙 丙", "\"乙 丙\""),
            ("序号", "序号"),
            ("𠮷1", "𠮷1"),
        ];
        let found = scalars(&text);
        let found: Vec<(&str, &str)> = found.iter().map(|(text, span)| (&**text, &**span)).collect();
        assert_eq!(found, expected, "after {start:?}");
    }
}

#[test]
fn collections_span_their_children() {
    let text = "职责:\n  主要工作:\n  - 甲\n  - {描述: 乙}\n备注: [丙]\n";
    let document = parsed(text).documents.remove(0);
    assert_eq!(&text[document.span.start..document.span.end], text.trim_end());
    let Value::Map(entries) = &document.value else { panic!("{document:?}") };
    let last = entries[1].value.span;
    assert_eq!(&text[last.start..last.end], "[丙]");
}

#[test]
fn nothing_is_interpreted() {
    let text = "[007, 1.50, yes, 2026-11-23, ~, null, '~', !!str null, 0x1F]";
    let document = parsed(text).documents.remove(0);
    let Value::List(items) = &document.value else { panic!("{document:?}") };
    let texts: Vec<&str> = items.iter().map(|item| item.as_scalar().unwrap().text.as_str()).collect();
    assert_eq!(texts, ["007", "1.50", "yes", "2026-11-23", "~", "null", "~", "null", "0x1F"]);
    let null: Vec<bool> = items.iter().map(Node::is_null).collect();
    assert_eq!(null, [false, false, false, false, true, true, false, false, false]);
}

#[test]
fn documents_around_a_broken_one_are_kept() {
    let parsed = parsed("a: 1\n---\nb: [2\n---\nc: 3\n");
    assert_eq!(parsed.documents.len(), 3);
    assert_eq!(parsed.diagnostics.len(), 1);
}

#[test]
fn an_anchor_ends_with_its_document() {
    let parsed = parsed("a: &x 1\n---\nb: *x\n");
    assert_eq!(parsed.documents.len(), 2);
    assert_eq!(parsed.diagnostics[0].code, Code::E005);
}

#[test]
fn a_colon_is_only_blamed_where_a_key_stands() {
    let blamed = |text: &str, at: usize| colon_hint(text, at).map(|(span, _)| span.start);
    assert_eq!(blamed("岗位：甲\n编号: 1\n", 20), Some(6));
    assert_eq!(blamed("- 岗位：甲\n", 0), Some(8));
    assert_eq!(blamed("要求按时完成，并且保证质量，不得有任何疏漏的情况：如下\n", 0), None, "a sentence");
    assert_eq!(blamed("# 岗位：甲\n", 0), None, "a comment");
    assert_eq!(blamed("岗位: 甲\n编号 1\n", 16), None, "a proper key before");
    assert_eq!(blamed("", 0), None);
    assert_eq!(blamed("甲：乙", 5_000), Some(3), "past the end");
}

#[test]
fn spans_are_whole_characters_after_repairs() {
    let text = "\n\r\n -: \n  [\n\u{3000}岗位名称";
    for diagnostic in parsed(text).diagnostics {
        let span = diagnostic.place.unwrap().span.unwrap();
        assert!(text.get(span.start..span.end).is_some(), "{span:?}");
    }
}

/// JSON is YAML, but for this.
#[test]
fn a_pair_of_escapes_is_the_character_that_it_means() {
    let texts = |text: &str| scalars(text).into_iter().map(|(text, _)| text).collect::<Vec<_>>();
    assert_eq!(
        texts(r#"{"a": "好\ud83d\ude00", "\uD842\uDFB7b": "\U0001F600\u597d"}"#),
        ["a", "好😀", "𠮷b", "😀好"]
    );
    // Each keeps its place, and other texts their backslashes.
    let mixed = "a: \"\\ud83d\\ude00\"\nb: \\ud83d\\ude00 \"\\ud83d\"\nc: '\\ud83d'\nd: |\n  \"\\ud83d\"\ne: \"\\\\ud83d \\ud83d\\ude00\"\n";
    let found = scalars(mixed);
    assert_eq!(found[1], ("😀".to_owned(), "\"\\ud83d\\ude00\"".to_owned()));
    assert_eq!(found[3].0, "\\ud83d\\ude00 \"\\ud83d\"");
    assert_eq!((&*found[5].0, &*found[7].0), ("\\ud83d", "\"\\ud83d\"\n"));
    assert_eq!(found[9], ("\\ud83d 😀".to_owned(), "\"\\\\ud83d \\ud83d\\ude00\"".to_owned()));
    // Whatever their lengths, so that what comes behind them keeps its place.
    for pair in ["\\U0000d83d\\ude00", "\\ud83d\\U0000de00", "\\U0000D83D\\U0000DE00"] {
        let found = scalars(&format!("甲: \"{pair}中\"\n乙: \"{pair}{pair}\"\n"));
        assert_eq!(found[1], ("😀中".to_owned(), format!("\"{pair}中\"")));
        assert_eq!(found[3], ("😀😀".to_owned(), format!("\"{pair}{pair}\"")));
    }
    // However many there are.
    let many: String = (0..3_000).map(|n| format!("k{n}: \"\\ud83d\\ude00\"\n")).collect();
    assert!(texts(&many).iter().skip(1).step_by(2).all(|text| text == "😀"));
}

#[test]
fn half_a_character_is_told_where_it_stands() {
    let text = "a: [\n甲: \"x\\ud83dy\\ude00\\ude00\"\nb: \"\\UD83D0000 \\ud83d\\ude00\"\nc: d\n";
    let parsed = parsed(&text["a: [\n".len()..]);
    let places: Vec<&str> = parsed
        .diagnostics
        .iter()
        .map(|finding| {
            assert_eq!((finding.code, finding.severity), (Code::E004, crate::diag::Severity::Error));
            let span = finding.place.as_ref().unwrap().span.unwrap();
            &parsed.text[span.start..span.end]
        })
        .collect();
    assert_eq!(places, ["\\ud83d", "\\ude00", "\\ude00", "\\UD83D0000"]);
    assert!(parsed.diagnostics[0].message.en.contains("`\\ud83d` is no whole character"));
    let Value::Map(entries) = &parsed.documents[0].value else { panic!() };
    assert_eq!(entries.len(), 3, "the rest is read");
    // Behind pairs of other lengths, too.
    for pair in ["\\U0000d83d\\ude00", "\\U0000d83d\\U0000de00"] {
        let text = format!("备注: \"{pair}中\\ud83d\"\n");
        let found = parse(&"a.yaml".into(), text.as_bytes()).diagnostics;
        let span = found[0].place.as_ref().unwrap().span.unwrap();
        assert_eq!((found.len(), &text[span.start..span.end]), (1, "\\ud83d"));
    }
    // Beside another mistake, too.
    let both = parse(&"a.yaml".into(), text.as_bytes()).diagnostics;
    assert!(
        both.iter().filter(|finding| finding.message.en.contains("whole character")).count() >= 1,
        "{both:#?}"
    );
}
