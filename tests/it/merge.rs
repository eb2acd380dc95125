//! What people change in a Word document comes back into the YAML.

use gangwei::diag::{Code, Lang};
use gangwei::testing::diff::compare;
use gangwei::testing::merge::{Merged, Returned, merge, overlaid};
use gangwei::testing::model::{Handbook, load};
use gangwei::testing::office::{self, OfficeFile};
use gangwei::testing::pipeline;
use gangwei::testing::template::BUILT_IN;
use gangwei::{Format, Memory, Options, OutputKind, SetChoice, World};
use proptest::prelude::*;
use proptest::sample::select;

use crate::sample::sample;
use crate::sandbox::Sandbox;

const HANDBOOK: &str = "标题: 手册\n版本: V1\n生效日期: 2026-01-01\n部门: [采购部, 行政部]\n";
const BUYER: &str = "# 采购部的第一个岗位\n岗位名称: 采购员\n岗位编号: CG-01\n岗位定员: 2   # 含一名学徒\n职责概括: 保证物资按时按质供应\n职责:\n  主要工作:\n    # 询价在前\n    - {描述: 询价比价，编制比价表, 标准: 不少于三家}\n    - 描述: 签订采购合同\n      标准: 当日归档\n  日常工作:\n    - 描述: 登记采购台账\n      标准: 日清月结\n      频次: 每日\n权限:\n  - 选择合格的供应商\n  - 拒收不合格的物资\n任职资格:\n  学历: 大专及以上\n  经验: 两年以上采购经历\n考核指标:\n  - {指标: 到货及时率, 目标: 95%, 权重: 60%}\n  - {指标: 来料合格率, 目标: 98%, 权重: 40%}\n备注: 可以出差\n";
/// Its grade gives each sheet a row.
const CLERK: &str = "岗位名称: 文员\n岗位定员: 1\n职级: P1\n职责:\n  - 收发文件\n  - 安排会议\n";

fn project(buyer: &str) -> Memory {
    Memory::from_iter([
        ("handbook.yaml", HANDBOOK),
        ("采购部/采购员.yaml", buyer),
        ("行政部/文员.yaml", CLERK),
    ])
}

fn built(world: &dyn World, set: &str, kind: OutputKind) -> Vec<OfficeFile> {
    let options = Options {
        formats: vec![Format::Docx],
        kinds: vec![kind],
        template: Some(SetChoice::Name(set.to_owned())),
        ..Options::default()
    };
    let outputs = pipeline::collect(world, &options).value.expect("documents");
    outputs.iter().map(|output| office::read(&output.path, &output.bytes).unwrap()).collect()
}

/// What somebody who makes `edited` of a document that was built from `base` changes in `ours`.
fn merged(ours: &dyn World, base: &dyn World, edited: &OfficeFile, set: &str) -> Merged {
    let template = Some(SetChoice::Name(set.to_owned()));
    merge(ours, &Returned { file: edited, base, template, language: None, document: None })
        .unwrap_or_else(|refused| panic!("{:#?}", refused.findings))
}

fn codes(merged: &Merged) -> Vec<Code> {
    merged.findings.iter().map(|finding| finding.code).collect()
}

/// The buyer's file after a document of the position, edited so, is merged into `ours`.
fn buyer(ours: &str, edited: &str) -> (String, Merged) {
    let file = built(&project(edited), "standard", OutputKind::Position).remove(0);
    let merged = merged(&project(ours), &project(BUYER), &file, "standard");
    let text = merged.changed.iter().find(|file| file.path == "采购部/采购员.yaml");
    (text.map_or_else(|| ours.to_owned(), |file| file.after.to_string()), merged)
}

fn equal(one: &Handbook, other: &Handbook) -> bool {
    compare(one, other, Lang::Zh).is_empty()
}

#[test]
fn an_untouched_document_changes_nothing_in_every_set() {
    for set in BUILT_IN {
        for kind in [OutputKind::Handbook, OutputKind::Department] {
            for file in built(&sample(), set.name, kind) {
                let merged = merged(&sample(), &sample(), &file, set.name);
                assert_eq!(merged.changed, [], "{} {}", set.name, file.path);
                assert_eq!(merged.findings, [], "{} {}", set.name, file.path);
            }
        }
    }
}

#[test]
fn only_the_lines_of_a_change_change() {
    let edited = BUYER.replace("不少于三家", "不少于五家").replace("大专及以上", "本科及以上");
    let (text, merged) = buyer(BUYER, &edited);
    assert_eq!(text, edited, "comments and layout stay");
    assert_eq!(merged.findings, []);
}

#[test]
fn rows_are_added_taken_out_and_moved() {
    let contract = "    - 描述: 签订采购合同\n      标准: 当日归档\n";
    let ledger = "    - 描述: 登记采购台账\n      标准: 日清月结\n      频次: 每日\n";
    let visits = "    - 描述: 走访供应商，评价供货能力\n      标准: 每季一次\n";
    for edited in [
        BUYER.replace(contract, ""),
        BUYER.replace(ledger, &format!("{visits}{ledger}")),
        BUYER.replace(ledger, &format!("{ledger}{visits}")),
        BUYER.replace(
            "  - 选择合格的供应商\n  - 拒收不合格的物资\n",
            "  - 拒收不合格的物资\n  - 选择合格的供应商\n",
        ),
        BUYER.replace("  - 拒收不合格的物资\n", "  - 拒收不合格的物资\n  - 建议更换供应商\n"),
        BUYER.replace("备注: 可以出差\n", ""),
    ] {
        let (text, merged) = buyer(BUYER, &edited);
        assert_eq!(text, edited);
        assert_eq!(merged.findings, []);
    }
}

#[test]
fn what_only_the_project_changed_stays() {
    let ours = BUYER.replace("登记采购台账", "登记采购和付款台账").replace("岗位定员: 2", "岗位定员: 3");
    let edited = BUYER.replace("当日归档", "次日归档").replace("两年以上", "三年以上");
    let (text, merged) = buyer(&ours, &edited);
    assert_eq!(text, ours.replace("当日归档", "次日归档").replace("两年以上", "三年以上"));
    assert_eq!(merged.findings, []);
}

#[test]
fn what_both_changed_is_a_conflict_and_stays() {
    let ours = BUYER.replace("不少于三家", "不少于四家");
    let edited = BUYER.replace("不少于三家", "不少于五家").replace("可以出差", "须经常出差");
    let (text, merged) = buyer(&ours, &edited);
    assert_eq!(text, ours.replace("可以出差", "须经常出差"), "the rest is taken");
    assert_eq!(codes(&merged), [Code::E622]);
    let told = &merged.findings[0].message.zh;
    assert!(told.contains("不少于五家") && told.contains("不少于四家") && told.contains("采购员"), "{told}");
    // Both alike is no conflict.
    let (text, merged) = buyer(&ours, &ours);
    assert_eq!((text, merged.findings), (ours, vec![]));
}

#[test]
fn an_item_that_one_changes_and_the_other_takes_out_is_a_conflict() {
    let contract = "    - 描述: 签订采购合同\n      标准: 当日归档\n";
    let gone = BUYER.replace(contract, "");
    let changed = BUYER.replace("当日归档", "次日归档");
    for (ours, edited) in [(&gone, &changed), (&changed, &gone)] {
        let (text, merged) = buyer(ours, edited);
        assert_eq!(&text, ours);
        assert_eq!(codes(&merged), [Code::E622]);
    }
}

#[test]
fn what_cannot_be_placed_is_told_with_its_words() {
    use office::Block;
    let mut file = built(&project(BUYER), "standard", OutputKind::Position).remove(0);
    // A paragraph that somebody typed below the last table.
    let blocks = &mut file.stories[0].blocks;
    let mut note = blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.clone()),
        Block::Table(_) => None,
    });
    let note = note.as_mut().unwrap();
    note.text = "此件请王经理再看一遍！".to_owned();
    blocks.push(Block::Paragraph(note.clone()));
    let merged = merged(&project(BUYER), &project(BUYER), &file, "standard");
    assert_eq!(merged.changed, []);
    assert!(codes(&merged).contains(&Code::E623), "{:#?}", merged.findings);
    assert!(merged.findings.iter().any(|finding| finding.message.zh.contains("请王经理再看一遍")));
}

/// The compact form joins the items of a list: 1、……；2、……。
#[test]
fn an_item_typed_below_a_list_that_is_joined_leaves_the_others_as_they_are() {
    use office::{Block, TextBlock};
    let mut file = built(&project(BUYER), "compact", OutputKind::Position).remove(0);
    let mut added = false;
    for block in &mut file.stories[0].blocks {
        let Block::Table(grid) = block else { continue };
        for cell in &mut grid.cells {
            if office::plain_text(&cell.blocks).contains("拒收不合格的物资") {
                let text = "建议更换供应商".to_owned();
                cell.blocks.push(Block::Paragraph(TextBlock { text, ..TextBlock::default() }));
                added = true;
            }
        }
    }
    assert!(added);
    let merged = merged(&project(BUYER), &project(BUYER), &file, "compact");
    assert_eq!(merged.findings, []);
    let expected = BUYER.replace("  - 拒收不合格的物资\n", "  - 拒收不合格的物资\n  - 建议更换供应商\n");
    assert_eq!(*merged.changed[0].after, expected);
}

#[test]
fn a_foreign_document_is_refused() {
    let foreign = Memory::from_iter([("a.yaml", "岗位名称: 船长\n职责: [驾驶船舶, 指挥船员]\n")]);
    let file = built(&foreign, "standard", OutputKind::Handbook).remove(0);
    let returned =
        Returned { file: &file, base: &project(BUYER), template: None, language: None, document: None };
    let refused = merge(&project(BUYER), &returned).expect_err("refused");
    assert_eq!(refused.findings[0].code, Code::E623);
}

#[test]
fn copies_are_merged_one_after_another() {
    let first = BUYER.replace("不少于三家", "不少于五家");
    let second = BUYER.replace("可以出差", "须经常出差");
    let [first_file, second_file] =
        [&first, &second].map(|text| built(&project(text), "standard", OutputKind::Handbook).remove(0));
    let (base, set) = (project(BUYER), "standard");
    let one = merged(&base, &base, &first_file, set);
    let overlay = overlaid(&base, &one.changed);
    let two = merged(&overlay, &base, &second_file, set);
    assert_eq!(*two.changed[0].after, first.replace("可以出差", "须经常出差"));
}

/// A text that somebody may write.
fn text() -> impl Strategy<Value = String> {
    let words = [
        "编制",
        "审核",
        "计划",
        "合同",
        "供应商",
        "台账",
        "每月",
        "3日内",
        "ERP",
        "，",
        "并归档",
        "不少于两次",
    ];
    proptest::collection::vec(select(words.to_vec()), 2..6)
        .prop_map(|words| words.concat().trim_matches('，').to_owned())
        .prop_filter("a text", |text| text.chars().count() > 3)
}

/// One edit of the buyer's sheet, as a change of its YAML.
fn edit() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    proptest::collection::vec((0..4_usize, 0..12_usize, text()), 1..4)
}

/// The sheet with edits of its duties and authority: texts rewritten, items added, taken out, moved to the end.
fn edited(edits: &[(usize, usize, String)]) -> String {
    let mut duties: Vec<[String; 2]> =
        [["询价比价，编制比价表", "不少于三家"], ["签订采购合同", "当日归档"], ["登记采购台账", "日清月结"]]
            .map(|duty| duty.map(str::to_owned))
            .to_vec();
    let mut authority: Vec<String> = ["选择合格的供应商", "拒收不合格的物资"].map(str::to_owned).to_vec();
    for (kind, at, text) in edits {
        let (of_duties, at) = (at % 2 == 0, at / 2);
        let length = if of_duties { duties.len() } else { authority.len() };
        match (kind, of_duties) {
            (0, true) => duties[at % length][at % 2] = text.clone(),
            (0, false) => authority[at % length] = text.clone(),
            (1, true) => duties.insert(at % (length + 1), [text.clone(), text.clone()]),
            (1, false) => authority.insert(at % (length + 1), text.clone()),
            (2, true) if length > 1 => _ = duties.remove(at % length),
            (2, false) if length > 1 => _ = authority.remove(at % length),
            (_, true) => duties.rotate_left(1),
            (_, false) => authority.rotate_left(1),
        }
    }
    sheet(&duties, &authority)
}

fn sheet(duties: &[[String; 2]], authority: &[String]) -> String {
    let mut text = "岗位名称: 采购员\n岗位定员: 2\n职责:\n  主要工作:\n".to_owned();
    for [duty, standard] in duties {
        text += &format!("    - 描述: {duty}\n      标准: {standard}\n");
    }
    text += "权限:\n";
    for item in authority {
        text += &format!("  - {item}\n");
    }
    text + "任职资格:\n  学历: 大专及以上\n"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Whoever edits a document so that it says something else gets a project that says it.
    #[test]
    fn an_edited_document_makes_the_project_say_what_it_says(edits in edit(), set in 0..4_usize) {
        let set = BUILT_IN[set].name;
        let (base, wanted) = (project(&edited(&[])), project(&edited(&edits)));
        let file = built(&wanted, set, OutputKind::Position).remove(0);
        let merged = merged(&base, &base, &file, set);
        prop_assert_eq!(&merged.findings, &vec![], "{}", edited(&edits));
        let after = load(&overlaid(&base, &merged.changed)).handbook;
        let found = compare(&load(&wanted).handbook, &after, Lang::Zh);
        prop_assert!(equal(&load(&wanted).handbook, &after), "{}\n{:#?}", edited(&edits), found);
    }
}

/// A project with the document of its buyer, in which somebody has replaced a text.
fn returned(change: impl Fn(&str) -> String) -> Sandbox {
    let sandbox = Sandbox::new();
    let world = project(BUYER);
    for path in world.files().unwrap() {
        let bytes = world.read(&path).unwrap();
        sandbox.write(&format!("project/{path}"), std::str::from_utf8(&bytes).unwrap());
    }
    sandbox.run(&["build", "project", "--per", "position", "--format", "docx", "-osent"]).exits(0);
    let sent = std::fs::read(sandbox.path("sent/采购部/采购员.docx")).unwrap();
    let edited = crate::docx::dom::replace(&sent, "word/document.xml", change);
    std::fs::write(sandbox.path("back.docx"), edited).unwrap();
    sandbox
}

const MERGE: [&str; 4] = ["merge", "back.docx", "--project", "project"];

fn buyer_of(sandbox: &Sandbox) -> String {
    std::fs::read_to_string(sandbox.path("project/采购部/采购员.yaml")).unwrap()
}

/// The state of the project that the document was made from is nowhere else any more.
#[test]
fn a_document_brings_its_base_along() {
    let sandbox = returned(|xml| xml.replace("当日归档", "次日归档"));
    let ours = BUYER.replace("日清月结", "每周核对一次").replace("不少于三家", "不少于四家");
    sandbox.write("project/采购部/采购员.yaml", &ours);
    sandbox.run(&[&MERGE[..], &["--dry-run"]].concat()).exits(0).says("would change 1 key in 1 file");
    assert_eq!(buyer_of(&sandbox), ours, "a dry run writes nothing");
    sandbox.run(&MERGE).exits(0).says("changed 1 key in 1 file");
    assert_eq!(buyer_of(&sandbox), ours.replace("当日归档", "次日归档"));
    sandbox.run(&MERGE).exits(0).says("nothing to change");
}

#[test]
fn a_state_of_the_project_may_be_named_as_the_base() {
    let sandbox = returned(|xml| xml.replace("当日归档", "次日归档"));
    sandbox.write("project/采购部/采购员.yaml", &BUYER.replace("可以出差", "须出差"));
    let old = project(BUYER);
    for path in old.files().unwrap() {
        sandbox.write(&format!("old/{path}"), std::str::from_utf8(&old.read(&path).unwrap()).unwrap());
    }
    sandbox.run(&[&MERGE[..], &["--base", "old"]].concat()).exits(0);
    assert_eq!(buyer_of(&sandbox), BUYER.replace("可以出差", "须出差").replace("当日归档", "次日归档"));
}

#[test]
fn tracked_changes_are_taken_as_accepted_and_told() {
    let inserted = "当日归档</w:t></w:r><w:ins w:id=\"9001\" w:author=\"王经理\" w:date=\"2026-03-01T09:00:00Z\"><w:r><w:t>，原件备查</w:t></w:r></w:ins>";
    let sandbox = returned(|xml| xml.replace("当日归档</w:t></w:r>", inserted));
    let run = sandbox.run(&[&MERGE[..], &["--lang", "zh"]].concat()).exits(0).says("W601");
    assert!(run.err.contains("王经理"), "{}", run.err);
    assert_eq!(buyer_of(&sandbox), BUYER.replace("当日归档", "当日归档，原件备查"));
}

/// A headcount in words is no value.
#[test]
fn a_change_that_would_be_an_error_is_not_written() {
    let sandbox = returned(|xml| xml.replace("当日归档", "次日归档").replace(">2</w:t>", ">两三个人</w:t>"));
    let run = sandbox.run(&MERGE).exits(1).says("E623");
    assert!(run.err.contains("两三个人"), "{}", run.err);
    let text = buyer_of(&sandbox);
    assert_eq!(text, BUYER.replace("当日归档", "次日归档"), "the other change is made");
    sandbox.write("back.docx", "no archive");
    sandbox.run(&MERGE).exits(3).says("E601");
    assert_eq!(buyer_of(&sandbox), text);
}

#[test]
fn a_document_whose_data_lie_is_refused() {
    let sandbox = returned(|xml| xml.replace("当日归档", "次日归档"));
    let bytes = std::fs::read(sandbox.path("back.docx")).unwrap();
    let lying =
        crate::docx::dom::replace(&bytes, "customXml/item1.xml", |xml| xml.replace("日清月结", "随意"));
    std::fs::write(sandbox.path("back.docx"), lying).unwrap();
    sandbox.run(&MERGE).exits(1).says("E621");
    assert_eq!(buyer_of(&sandbox), BUYER);
}
