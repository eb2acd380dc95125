//! Edits change marks and nothing else, however the YAML is written.

use gangwei::testing::model::{Handbook, Keyed};
use proptest::prelude::*;

use super::{Checked, project};

const PIECES: [&str; 34] = [
    "审批",
    "甲方",
    "合同",
    "回款",
    "BOM",
    "9:00",
    "3:1",
    ",",
    ", ",
    ";",
    ":",
    ": ",
    "(",
    ")",
    "!",
    "?",
    "；",
    "。",
    "，",
    "、",
    " ",
    " #",
    "https://a.example/b?c=1,2",
    "100%",
    "\"",
    "'",
    "-",
    "[",
    "]",
    "{",
    "null",
    "\\",
    "\n",
    "e.g.",
];

/// A way to write a text as a list item.
#[derive(Clone, Copy, Debug)]
enum Style {
    Plain,
    Single,
    Double,
    Literal,
    Folded,
}

/// The item, or nothing where the style cannot say it.
fn item(text: &str, style: Style) -> Option<String> {
    let lines = |header: &str| {
        let indented: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
        (!text.starts_with(' ')).then(|| format!("  - {header}\n{}\n", indented.join("\n")))
    };
    let one_line = !text.contains('\n');
    match style {
        Style::Plain => {
            let begins = text.starts_with(|c: char| c.is_alphanumeric() || c == '(');
            let text_only = !text.contains(": ") && !text.contains(" #") && !text.ends_with(':');
            (one_line && begins && text_only).then(|| format!("  - {text}   # 注\n"))
        }
        Style::Single => one_line.then(|| format!("  - '{}'\n", text.replace('\'', "''"))),
        Style::Double => {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            Some(format!("  - \"{escaped}\"   # 注\n"))
        }
        Style::Literal => lines("|"),
        Style::Folded => lines(">-"),
    }
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        Just(Style::Plain),
        Just(Style::Single),
        Just(Style::Double),
        Just(Style::Literal),
        Just(Style::Folded)
    ]
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&PIECES[..]), 1..8)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("blank", |text| text.lines().all(|line| !line.trim().is_empty()) && !text.is_empty())
}

fn texts(handbook: &Handbook) -> Vec<String> {
    handbook.positions().flat_map(|position| position.texts()).map(|text| text.to_string()).collect()
}

/// Half-width where both widths mean the same, and no blanks.
fn levelled(text: &str) -> String {
    let marks = [('，', ','), ('；', ';'), ('：', ':'), ('！', '!'), ('？', '?'), ('（', '('), ('）', ')')];
    let level = |c: char| marks.iter().find(|(full, _)| *full == c).map_or(c, |(_, half)| *half);
    text.chars().filter(|c| !c.is_whitespace()).map(level).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn only_marks_change(items in proptest::collection::vec((text(), style()), 1..5)) {
        let written: String = items.iter().filter_map(|(text, style)| item(text, *style)).collect();
        let yaml = format!("岗位名称: 甲\n权限:\n{written}备注: 乙   # 末尾的注释\n");
        let mut before = Checked::new(&project(&[("a.yaml", &yaml)]));
        prop_assume!(before.loaded.diagnostics.is_empty());
        let mut yaml = yaml;
        // What one edit brings to light (甲:, becomes 甲：, and then its comma can go) takes another.
        for _ in 0..3 {
            let Some(after) = before.fixed().remove("a.yaml") else { return Ok(()) };
            let checked = Checked::new(&project(&[("a.yaml", &after)]));
            prop_assert!(checked.loaded.diagnostics.is_empty(), "{yaml}\n{after}");
            let (old, new) = (texts(&before.loaded.handbook), texts(&checked.loaded.handbook));
            prop_assert_eq!(old.len(), new.len(), "{}\n{}", yaml, after);
            for (old, new) in old.iter().zip(&new) {
                let (old, new) = (levelled(old), levelled(new));
                let gone = old.strip_prefix(&*new);
                prop_assert!(
                    gone.is_some_and(|gone| gone.chars().all(|c| matches!(c, ';' | ',' | '。' | '、' | '.'))),
                    "{old:?} became {new:?}\n{yaml}\n{after}"
                );
            }
            (before, yaml) = (checked, after);
        }
        prop_assert_eq!(before.edits().len(), 0, "{}\n{}", yaml, before.messages(gangwei::diag::Lang::En));
    }
}
