use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::yaml::{Parsed, parse};
use content::{ContentEntry, ContentValue};

fn amended(text: &str, change: impl FnOnce(&mut Content)) -> Option<String> {
    let path: Arc<str> = "a.yaml".into();
    let Parsed { documents, .. } = parse(&path, text.as_bytes());
    let mut content = Content::of(&documents[0]);
    change(&mut content);
    rewrite(&path, text, &documents, &content)
}

/// The value at a path of keys and numbers.
fn at<'c, 'n>(content: &'c mut Content<'n>, path: &str) -> &'c mut Content<'n> {
    path.split('/').filter(|step| !step.is_empty()).fold(content, |content, step| match &mut content.value {
        ContentValue::List(items) => &mut items[step.parse::<usize>().unwrap()],
        ContentValue::Map(entries) => &mut entries.iter_mut().find(|entry| entry.key == step).unwrap().value,
        ContentValue::Text(_) => panic!("{step}"),
    })
}

fn items<'c, 'n>(content: &'c mut Content<'n>, path: &str) -> &'c mut Vec<Content<'n>> {
    match &mut at(content, path).value {
        ContentValue::List(items) => items,
        _ => panic!("{path}"),
    }
}

fn entries<'c, 'n>(content: &'c mut Content<'n>, path: &str) -> &'c mut Vec<ContentEntry<'n>> {
    match &mut at(content, path).value {
        ContentValue::Map(entries) => entries,
        _ => panic!("{path}"),
    }
}

const FILE: &str = "\
# 采购部
岗位名称: 采购员   # 两名
岗位定员:
职责概括: '买东西'

职责:
  # 主要
  主要工作:
    # 先写采购
    - 描述: 采购   # 每周
      标准: 按时

    # 再写签约
    - 签约
  日常工作: [记账, \"归档\"]
# 结尾
备注: |
  第一行
  第二行
权限:
- 询价
- 比价
";

#[test]
fn a_text_changes_in_its_own_way_of_writing() {
    let check = |path: &str, new: &str, before: &str, after: &str| {
        let got = amended(FILE, |content| at(content, path).set_text(new));
        assert_eq!(got, Some(FILE.replacen(before, after, 1)), "{path}");
    };
    check("岗位名称", "采购主管", "采购员 ", "采购主管 ");
    check("岗位名称", "采购: 员", "采购员 ", "\"采购: 员\" ");
    check("岗位定员", "2", "岗位定员:", "岗位定员: 2");
    for (text, after) in [
        ("甲: 'a''b'   # c\n乙: 1\n", "甲: '丙'   # c\n乙: 1\n"),
        ("甲: \"a\\\"b\" # c\n", "甲: \"丙\" # c\n"),
        ("甲: ''   # c\n", "甲: '丙'   # c\n"),
    ] {
        assert_eq!(amended(text, |content| at(content, "甲").set_text("丙")).as_deref(), Some(after));
    }
    check("职责概括", "买'好'东西", "'买东西'", "'买''好''东西'");
    check("职责/主要工作/0/描述", "询价、采购", "描述: 采购 ", "描述: 询价、采购 ");
    check("职责/主要工作/1", "签约：甲", "- 签约", "- 签约：甲");
    check("职责/日常工作/0", "记账, 对账", "[记账", "[\"记账, 对账\"");
    check("职责/日常工作/1", "存档", "\"归档\"", "\"存档\"");
    check("备注", "第一\n第二\n第三", "第一行\n  第二行", "第一\n  第二\n  第三");
    check("权限/1", "定价", "- 比价", "- 定价");
}

#[test]
fn items_come_go_and_move_with_their_comments() {
    let check = |change: &dyn Fn(&mut Content), before: &str, after: &str| {
        assert!(FILE.contains(before), "{before}");
        assert_eq!(amended(FILE, change), Some(FILE.replacen(before, after, 1)), "{before}");
    };
    check(
        &|content| items(content, "职责/主要工作").insert(1, Content::text("比价")),
        "    # 再写签约",
        "    - 比价\n    # 再写签约",
    );
    check(
        &|content| items(content, "职责/主要工作").swap(0, 1),
        "    # 先写采购\n    - 描述: 采购   # 每周\n      标准: 按时\n\n    # 再写签约\n    - 签约\n",
        "    # 先写采购\n    # 再写签约\n    - 签约\n    - 描述: 采购   # 每周\n      标准: 按时\n\n",
    );
    check(&|content| _ = items(content, "职责/主要工作").remove(1), "    # 再写签约\n    - 签约\n", "");
    check(
        &|content| items(content, "职责/日常工作").push(Content::text("盖章")),
        "\"归档\"]",
        "\"归档\", 盖章]",
    );
    check(&|content| _ = items(content, "职责/日常工作").remove(0), "[记账, ", "[");
    check(
        &|content| items(content, "职责/日常工作").push(Content::text("甲 -")),
        "\"归档\"]",
        "\"归档\", \"甲 -\"]",
    );
    check(&|content| items(content, "权限").push(Content::text("- 甲")), "- 比价\n", "- 比价\n- \"- 甲\"\n");
}

#[test]
fn entries_come_go_and_change_their_kind() {
    let check = |change: &dyn Fn(&mut Content), before: &str, after: &str| {
        assert!(FILE.contains(before), "{before}");
        assert_eq!(amended(FILE, change), Some(FILE.replacen(before, after, 1)), "{before}");
    };
    let two = || Content::list(vec![Content::text("甲"), Content::text("乙")]);
    check(
        &|content| at(content, "职责/主要工作/0").value = ContentValue::Text("采购".into()),
        "- 描述: 采购   # 每周\n      标准: 按时",
        "- 采购",
    );
    check(
        &|content| {
            let duty = at(content, "职责/主要工作/1");
            duty.become_map("描述");
            entries(duty, "").push(ContentEntry::new("标准", Content::text("3日内")));
        },
        "- 签约\n",
        "- 描述: 签约\n      标准: 3日内\n",
    );
    check(
        &|content| *at(content, "岗位名称") = two(),
        "岗位名称: 采购员   # 两名\n",
        "岗位名称: # 两名\n  - 甲\n  - 乙\n",
    );
    check(
        &|content| _ = entries(content, "职责/主要工作/0").remove(0),
        "描述: 采购   # 每周\n      标准",
        "标准",
    );
    check(
        &|content| {
            entries(content, "职责/主要工作/0").insert(0, ContentEntry::new("权重", Content::text("1%")))
        },
        "- 描述",
        "- 权重: 1%\n      描述",
    );
    check(&|content| entries(content, "职责")[1].key = "其他: 工作".into(), "日常工作:", "\"其他: 工作\":");
    check(
        &|content| entries(content, "职责").push(ContentEntry::new("协调工作", two())),
        "\"归档\"]\n",
        "\"归档\"]\n  协调工作:\n    - 甲\n    - 乙\n",
    );
    check(&|content| *at(content, "权限") = Content::text("询价"), "权限:\n- 询价\n- 比价\n", "权限: 询价\n");
}

/// What an alias stands for is written elsewhere, and others read it.
#[test]
fn what_an_alias_copies_is_left_to_a_person() {
    let text = "甲: &x\n  乙: 1\n丙: *x\n丁: {戊: 2}\n";
    assert_eq!(amended(text, |content| at(content, "丙/乙").set_text("2")), None);
    assert_eq!(amended(text, |content| at(content, "甲/乙").set_text("2")), None);
    let after = amended(text, |content| at(content, "丁/戊").set_text("3"));
    assert_eq!(after.as_deref(), Some("甲: &x\n  乙: 1\n丙: *x\n丁: {戊: 3}\n"));
}

#[test]
fn anchors_and_tags_stay_where_they_are() {
    let text = "甲: &a 1\n乙: !!seq &b\n  - &c 2\n  - 丙: !!int 3\n丁: &d [&e 4, 5] # 注\n戊: !!str |\n  6\n己: &f # 注\n  - 7\n";
    let check = |change: &dyn Fn(&mut Content), before: &str, after: &str| {
        assert_eq!(amended(text, change), Some(text.replacen(before, after, 1)), "{before}");
    };
    let text = || Content::text("新");
    check(&|content| at(content, "甲").set_text("新"), "&a 1", "&a 新");
    check(&|content| at(content, "乙/0").set_text("新"), "&c 2", "&c 新");
    check(&|content| at(content, "乙/1/丙").set_text("新"), "!!int 3", "!!int 新");
    check(
        &|content| items(content, "乙").swap(0, 1),
        "  - &c 2\n  - 丙: !!int 3\n",
        "  - 丙: !!int 3\n  - &c 2\n",
    );
    check(&|content| at(content, "丁/0").set_text("新"), "&e 4", "&e 新");
    check(&|content| _ = items(content, "丁").remove(0), "[&e 4, 5]", "[5]");
    check(&|content| at(content, "戊").set_text("新"), "  6", "  新");
    check(&|content| items(content, "己").push(text()), "  - 7\n", "  - 7\n  - 新\n");
    let after = amended("甲: &a # 注\n- 7\n", |content| items(content, "甲").push(text()));
    assert_eq!(after.as_deref(), Some("甲: &a # 注\n- 7\n- 新\n"));
    let refused =
        |change: &dyn Fn(&mut Content)| assert_eq!(amended(&FILE.replace("签约", "&a 签约"), change), None);
    refused(&|content| at(content, "职责/主要工作/1").become_map("描述"));
    refused(&|content| {
        let duty = items(content, "职责/主要工作").remove(1);
        items(content, "职责/日常工作").push(duty);
    });
    assert_eq!(amended("丁: [&e 4, 5]\n", |content| items(content, "丁").push(text())), None);
    assert_eq!(amended("甲: &a 1\n丁: [*a, 5]\n", |content| items(content, "丁").push(text())), None);
}

#[test]
fn a_file_that_says_nothing_is_begun() {
    let begun = |text: &str| {
        let path: Arc<str> = "a.yaml".into();
        let content = Content::map(vec![ContentEntry::new("甲", Content::text("乙"))]);
        rewrite(&path, text, &parse(&path, text.as_bytes()).documents, &content)
    };
    for (before, after) in [
        ("", "甲: 乙\n"),
        ("\u{feff}", "\u{feff}甲: 乙\n"),
        ("# 注", "# 注\n甲: 乙\n"),
        ("# 注\r\n", "# 注\r\n甲: 乙\r\n"),
        ("{}", "甲: 乙\n"),
        ("\u{feff}{}\r\n# 注\r\n", "\u{feff}甲: 乙\r\n# 注\r\n"),
        ("{} # 注\n", "# 注\n甲: 乙\n"),
        ("{\n}\n", "甲: 乙\n"),
        ("null\n", "甲: 乙\n"),
        ("# 上\n~ # 注\n", "# 上\n# 注\n甲: 乙\n"),
        ("%YAML 1.2\n---\n", "%YAML 1.2\n---\n甲: 乙\n"),
        ("--- {} # 注\n...\n", "--- # 注\n甲: 乙\n...\n"),
        ("[]\n", "甲: 乙\n"),
    ] {
        assert_eq!(begun(before).as_deref(), Some(after), "{before}");
    }
    for text in ["{ # 注\n}\n", "{}\n---\n{}\n", "{}\n---\n丙: 丁\n", "丙: 丁\n"] {
        assert_eq!(begun(text), None, "{text}");
    }
    let emptied = amended("# 上\n甲: 乙\n# 下\n", |content| entries(content, "").clear());
    assert_eq!(emptied.as_deref(), Some("# 上\n{}\n# 下\n"));
}

/// Other readers take these for ends of lines.
#[test]
fn what_others_read_otherwise_is_escaped() {
    for (text, after) in [
        ("甲: |-\n  乙\n", "甲: \"乙\\u2028丙\"\n"),
        ("甲: >-\n  乙\n", "甲: \"乙\\u2028丙\"\n"),
        ("甲: '乙'\n", "甲: \"乙\\u2028丙\"\n"),
        ("甲: 乙\n", "甲: \"乙\\u2028丙\"\n"),
        ("{甲: 乙}\n", "{甲: \"乙\\u2028丙\"}\n"),
    ] {
        assert_eq!(
            amended(text, |content| at(content, "甲").set_text("乙\u{2028}丙")).as_deref(),
            Some(after)
        );
    }
}

#[test]
fn lines_end_as_in_the_rest_of_the_file() {
    let after = amended("甲:\r\n  - 乙", |content| items(content, "甲").push(Content::text("丙"))).unwrap();
    assert_eq!(after, "甲:\r\n  - 乙\r\n  - 丙");
}

#[test]
fn a_byte_order_mark_is_no_indentation() {
    let after = amended("\u{feff}甲:\n- 乙 # 注\n丙: 丁\n", |content| {
        items(content, "甲").push(Content::text("戊"));
        at(content, "丙").set_text("己");
        entries(content, "").push(ContentEntry::new("庚", Content::list(vec![Content::text("辛")])));
    });
    assert_eq!(after.as_deref(), Some("\u{feff}甲:\n- 乙 # 注\n- 戊\n丙: 己\n庚:\n- 辛\n"));
}

/// A tree, and how its text is written: a random layout with comments.
#[derive(Clone, Debug)]
enum Tree {
    Text(String, u8),
    List(Vec<Tree>, u8),
    Map(Vec<(String, Tree)>, u8),
}

fn tree() -> impl Strategy<Value = Tree> {
    let text = prop_oneof![
        "[a-z甲乙：“”、]{1,6}",
        "[-?:#&*!|>%@`\"' a]{1,5}",
        "[a甲]{1,3}\n[b乙]{1,3}",
        "[a甲\u{2028}\u{2029}\u{feff}\u{200b}\u{a0}🀄]{1,3}",
    ];
    let leaf = (text, any::<u8>()).prop_map(|(text, style)| Tree::Text(text, style));
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            (proptest::collection::vec(inner.clone(), 1..4), any::<u8>())
                .prop_map(|(items, style)| Tree::List(items, style)),
            (proptest::collection::btree_map("[a-z甲乙]{1,3}", inner, 1..4), any::<u8>())
                .prop_map(|(map, style)| Tree::Map(map.into_iter().collect(), style)),
        ]
    })
}

/// The anchor of a tree, which no alias names.
fn anchor(tree: &Tree) -> String {
    let (Tree::Text(_, style) | Tree::List(_, style) | Tree::Map(_, style)) = tree;
    if style % 11 == 3 { format!("&p{:016x} ", std::ptr::from_ref(tree) as usize) } else { String::new() }
}

/// The anchors of what stays of a file.
fn anchors<'t>(content: &Content, text: &'t str, found: &mut Vec<&'t str>) {
    if let Some(node) = content.origin.filter(|node| node.has_properties) {
        let at = text[..node.span.start].rfind("&p").unwrap();
        found.push(&text[at..at + 18]);
    }
    match &content.value {
        ContentValue::Text(_) => {}
        ContentValue::List(items) => items.iter().for_each(|item| anchors(item, text, found)),
        ContentValue::Map(entries) => entries.iter().for_each(|entry| anchors(&entry.value, text, found)),
    }
}

fn flow(tree: &Tree) -> String {
    anchor(tree) + &bare_flow(tree)
}

fn bare_flow(tree: &Tree) -> String {
    match tree {
        Tree::Text(text, style) if style % 3 == 0 => scalar::double_quoted(text),
        Tree::Text(text, _) => scalar::flow_scalar(text),
        Tree::List(items, _) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Tree::Map(entries, _) => {
            let entry = |(key, value): &(String, Tree)| format!("{key}: {}", flow(value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The text behind a dash or a colon, which ends its line.
fn write(tree: &Tree, indent: usize, in_list: bool, out: &mut String) {
    let pad = " ".repeat(indent);
    let comment = |style: u8| if style.is_multiple_of(5) { "  # 注\n" } else { "\n" };
    let above = |style: u8, out: &mut String| match style % 7 {
        1 => out.push_str(&format!("{pad}# 上\n")),
        2 => out.push('\n'),
        3 => out.push_str(&format!("\n   # 远\n{pad}# 近\n")),
        _ => {}
    };
    let anchor = anchor(tree);
    match tree {
        Tree::Text(text, style) if text.contains('\n') && style % 2 == 0 => {
            let lines = text.replace('\n', &format!("\n{pad}  "));
            out.push_str(&format!(" {anchor}|-\n{pad}  {lines}\n"));
        }
        Tree::Text(text, style) if style % 4 == 1 => {
            let quoted = scalar::single_quoted(text).unwrap_or_else(|| scalar::double_quoted(text));
            out.push_str(&format!(" {anchor}{quoted}{}", comment(*style)));
        }
        Tree::Text(text, style) => {
            out.push_str(&format!(" {anchor}{}{}", scalar::scalar(text), comment(*style)));
        }
        Tree::List(_, style) | Tree::Map(_, style) if style % 3 == 0 => {
            out.push_str(&format!(" {}{}", flow(tree), comment(*style)))
        }
        Tree::List(items, style) => {
            let is_beside = in_list && style % 2 == 0 && anchor.is_empty();
            out.push_str(&format!(" {anchor}"));
            out.push_str(if is_beside { "" } else { comment(*style) });
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    above(style.wrapping_add(at as u8), out);
                }
                let pad = if at == 0 && is_beside { "" } else { &pad };
                out.push_str(&format!("{pad}-"));
                write(item, indent + 2, true, out);
            }
        }
        Tree::Map(entries, style) => {
            let is_beside = in_list && style % 2 == 0 && anchor.is_empty();
            out.push_str(&format!(" {anchor}"));
            out.push_str(if is_beside { "" } else { comment(*style) });
            for (at, (key, value)) in entries.iter().enumerate() {
                if at > 0 {
                    above(style.wrapping_add(at as u8), out);
                }
                let pad = if at == 0 && is_beside { "" } else { &pad };
                out.push_str(&format!("{pad}{key}:"));
                write(value, indent + 2, false, out);
            }
        }
    }
}

/// Changes one value of a tree, chosen by a number.
fn mutate(content: &mut Content, mut choice: u32, new: &Content<'static>) {
    let step = choice % 16;
    choice /= 16;
    let is_here = step < 8;
    match &mut content.value {
        ContentValue::Text(_) if step.is_multiple_of(4) => {
            content.become_map("原");
            if let ContentValue::Map(entries) = &mut content.value {
                entries.push(ContentEntry::new("新", new.clone()));
            }
        }
        ContentValue::Text(_) if step % 4 == 1 => *content = new.clone(),
        ContentValue::Text(_) => content.set_text(new.as_text().unwrap_or("乙: 丙")),
        ContentValue::List(items) => {
            let at = choice as usize % items.len();
            match step {
                0 => items.insert(at, new.clone()),
                1 if items.len() > 1 => _ = items.remove(at),
                2 => items.rotate_left(at),
                3 => items.push(new.clone()),
                4 => *content = new.clone(),
                _ if is_here => items.reverse(),
                _ => mutate(&mut items[at], choice / 4, new),
            }
        }
        ContentValue::Map(entries) => {
            let at = choice as usize % entries.len();
            match step {
                0 => entries.insert(at, ContentEntry::new("新键", new.clone())),
                1 if entries.len() > 1 => _ = entries.remove(at),
                2 => entries.rotate_left(at),
                3 => entries[at].key = "改 名".to_owned(),
                4 => entries[at].value = new.clone(),
                _ if is_here => entries.reverse(),
                _ => mutate(&mut entries[at].value, choice / 4, new),
            }
        }
    }
}

fn fresh(tree: &Tree) -> Content<'static> {
    match tree {
        Tree::Text(text, _) => Content::text(text.clone()),
        Tree::List(items, _) => Content::list(items.iter().map(fresh).collect()),
        Tree::Map(entries, _) => Content::map(
            entries.iter().map(|(key, value)| ContentEntry::new(key.clone(), fresh(value))).collect(),
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_change_reads_back_and_moves_nothing_else(
        trees in proptest::collection::vec(tree(), 1..4),
        changes in proptest::collection::vec((any::<u32>(), tree()), 1..4),
        (is_flow, has_mark, has_crlf) in any::<(bool, bool, bool)>(),
    ) {
        let entries = trees.into_iter().enumerate().map(|(at, tree)| (format!("k{at}"), tree)).collect();
        let root = Tree::Map(entries, 1);
        let mut text = String::new();
        if is_flow { text.push_str(&flow(&root)) } else { write(&root, 0, false, &mut text) }
        if has_mark {
            text = format!("\u{feff}{}", text.trim_start());
        }
        let line_break = if has_crlf { "\r\n" } else { "\n" };
        let text = text.replace('\n', line_break);
        let path: Arc<str> = "a.yaml".into();
        let parsed = parse(&path, text.as_bytes());
        prop_assume!(!parsed.diagnostics.iter().any(Diagnostic::is_error));
        let root = &parsed.documents[0];
        let same = rewrite(&path, &text, &parsed.documents, &Content::of(root));
        prop_assert_eq!(same.as_deref(), Some(&*text));
        let mut content = Content::of(root);
        for (choice, new) in &changes {
            if let ContentValue::Map(entries) = &mut content.value {
                let at = *choice as usize % entries.len();
                mutate(&mut entries[at].value, choice / 8, &fresh(new));
            }
        }
        let Some(after) = rewrite(&path, &text, &parsed.documents, &content) else {
            // An anchor may be in the way.
            prop_assert!(text.contains("&p"), "not written:\n{text}\n{content:?}");
            return Ok(());
        };
        prop_assert_eq!(after.starts_with('\u{feff}'), has_mark);
        let has_odd = after.trim_start_matches('\u{feff}').contains(['\u{feff}', '\u{2028}', '\u{2029}']);
        prop_assert!(!has_odd, "{after}");
        prop_assert!(after.split('\n').rev().skip(1).all(|line| line.ends_with('\r') == text.contains("\r\n")));
        let mut kept = Vec::new();
        anchors(&content, &text, &mut kept);
        for anchor in kept {
            prop_assert_eq!(after.matches(anchor).count(), 1, "{}\n---\n{}", text, after);
        }
        // What stays as it was keeps its lines.
        if let ContentValue::Map(entries) = &content.value {
            for entry in entries.iter().filter(|entry| entry.value.is_same()) {
                let chunks = chunk::Chunks::of(&text, root);
                let Some(chunk) = chunks.get(entry.value.origin.unwrap()) else { continue };
                prop_assert!(after.contains(&text[chunk.body.clone()]), "{}\n---\n{}", text, after);
            }
        }
    }
}
