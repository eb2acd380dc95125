//! Mending a project loses nothing that its author wrote.

use gangwei::testing::model::load;
use gangwei::testing::pipeline::{self, Options};
use proptest::prelude::*;

use super::project;
use crate::sample::Project;

const PATH: &str = "部/a.yaml";

/// The file as `fix` leaves it.
fn mended(text: &str) -> String {
    let world = project(&[(PATH, text)]);
    let (files, _) = pipeline::mend(&world, &Options::default());
    files.into_iter().next().map_or(text.to_owned(), |file| file.after.to_string())
}

/// The letters and digits of every value, in the model's order; what numbers forms aside.
fn letters(world: &Project) -> Vec<String> {
    fn collect(value: &serde_json::Value, letters: &mut Vec<String>) {
        match value {
            serde_json::Value::Null => {}
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, letters)),
            serde_json::Value::Object(entries) => entries.values().for_each(|entry| collect(entry, letters)),
            value => {
                let text = value.as_str().map_or(value.to_string(), str::to_owned);
                letters.push(text.chars().filter(|c| c.is_alphanumeric()).collect());
            }
        }
    }
    let mut found = Vec::new();
    collect(&serde_json::to_value(load(world).handbook).unwrap(), &mut found);
    found
}

/// Each text ends in what is left of it, and of it nothing but a short number is gone. What was no text before
/// may have become one, and a text may have got back what YAML had taken from its beginning or, as a comment, its end.
fn loses_nothing(text: &str) {
    let after = mended(text);
    let (old, new) = (letters(&project(&[(PATH, text)])), letters(&project(&[(PATH, &after)])));
    let is_number = |gone: &str| gone.chars().count() <= 3 && !gone.contains('甲');
    // Its number may be gone, and behind the rest a comment be text again.
    let regained = |old: &str, new: &str| {
        let rests = old.char_indices().map(|(at, _)| old.split_at(at));
        rests.into_iter().any(|(gone, rest)| is_number(gone) && new.starts_with(rest))
    };
    let kept = |old: &str, new: &str| {
        new.ends_with(old)
            || text.contains('#') && regained(old, new)
            || old.strip_suffix(new).is_some_and(is_number)
    };
    let texts =
        |texts: Vec<String>| -> Vec<String> { texts.into_iter().filter(|text| !text.is_empty()).collect() };
    let (old, new) = (texts(old), texts(new));
    // The texts before that have no place in any order of the texts after, from the last one on: a short text fits
    // many places, so the first that fits need not be its own.
    let mut lost = vec![0; new.len() + 1];
    for old in old.iter().rev() {
        let mut before = lost.clone();
        let drop = usize::from(!is_number(old));
        before[new.len()] += drop;
        for (at, new) in new.iter().enumerate().rev() {
            let taken = if kept(old, new) { lost[at + 1] } else { usize::MAX };
            before[at] = taken.min(before[at + 1]).min(lost[at] + drop);
        }
        lost = before;
    }
    assert_eq!(lost[0], 0, "{old:?} became {new:?}\n{text}\n=>\n{after}");
}

#[test]
fn what_a_repair_of_the_working_copy_covers_is_kept() {
    for value in [
        "联系电话:\u{a0}010-1234，传真: 010-5678",
        "工作时间\u{a0}9点: 上班，周末休息",
        "[重要]\u{a0}甲乙丙",
        "\"甲\u{a0}\"乙",
        "甲\u{200b}: 乙",
    ] {
        let text = format!("岗位名称: 经理\n备注: {value}\n");
        let after = mended(&text);
        // Quotes may come around a text.
        let solid = |text: &str| text.replace(['\u{a0}', '\u{200b}', ' ', '\''], "").replace('：', ":");
        assert_eq!(solid(&after), solid(&text));
        loses_nothing(&text);
    }
    for item in ["  - @张\u{a0}三 审批", "  - 主管\u{a0}甲: 乙: 丙"] {
        let text = format!("岗位名称: 经理\n权限:\n{item}\n");
        let solid = |text: &str| text.replace(['\u{a0}', ' ', '\''], "");
        assert_eq!(solid(&mended(&text)), solid(&text));
    }
}

#[test]
fn a_space_that_keeps_a_text_together_stays() {
    for value in [
        "做\u{a0}# 好",
        "负责\u{a0}#3机组运行",
        "\u{200b}&甲 乙",
        "\u{200b}#",
        "\u{200b}null",
        "\u{200b}\"甲\"",
        "\u{200b}[甲, 乙]",
        "时限:\u{a0}每月",
    ] {
        let text = format!("岗位名称: 经理\n职责概括: {value}\n备注: 甲,乙\n");
        // A bad correction does not keep a good one back.
        assert_eq!(mended(&text), text.replace("甲,乙\n", "甲，乙\n"), "{value}");
    }
}

/// What people paste: odd spaces and marks that YAML knows, among words.
const PIECES: [&str; 46] = [
    "甲",
    "乙方",
    "丙",
    "审批",
    "备注",
    "标准",
    "一",
    "二级",
    "1",
    "2026",
    "a",
    "\u{a0}",
    "\u{200b}",
    "\u{3000}",
    "\u{feff}",
    " ",
    " ",
    "\n  ",
    "\n    ",
    "#",
    " #",
    "&",
    "*",
    "!",
    "|",
    ">",
    "-",
    "- ",
    ":",
    "“",
    "”",
    "「",
    "」",
    "\n- ",
    "\n标准: ",
    ": ",
    "：",
    "，",
    ",",
    "、",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
];

const KEYS: [&str; 12] = [
    "备注: ",
    "职责概括: ",
    "权限:\n  - ",
    "权限:\n  - 1. 甲\n  - 2. ",
    "职责:\n  - 描述: 甲\n    标准: ",
    "任职资格:\n  学历: ",
    "职业发展: {晋升方向: ",
    "坏键: ",
    "职责:\n  - 描述: 甲\n  描述: 乙\n  标准: ",
    "职责:\n  - 主要工作\n    - 描述: ",
    "职责\n  一、主要\n    - 描述: ",
    "所在部门: 甲部、",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..Default::default() })]

    #[test]
    fn fix_never_loses_letters(
        entries in proptest::collection::vec(
            (proptest::sample::select(&KEYS[..]), proptest::collection::vec(proptest::sample::select(&PIECES[..]), 1..9)),
            1..4,
        )
    ) {
        let entries: String =
            entries.iter().map(|(key, pieces)| format!("{key}{}\n", pieces.concat())).collect();
        loses_nothing(&format!("岗位名称: 经理\n{entries}"));
    }
}
