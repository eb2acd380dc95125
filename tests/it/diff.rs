//! What has changed between two states of a handbook.

use gangwei::Memory;
use gangwei::diag::Lang;
use gangwei::testing::diff::{
    DifferenceKind, HandbookDifferences, PositionEvent, WordChange, compare, words,
};
use gangwei::testing::model::{Handbook, load};
use proptest::prelude::*;

use crate::sample::sample;
use crate::sandbox::Sandbox;

const BUYER: &str = "岗位名称: 采购员\n岗位编号: CG-01\n岗位定员: 2\n职责:\n  主要工作:\n    - {描述: 询价比价, 标准: 三家以上}\n    - 签订采购合同\n  日常工作:\n    - 登记台账\n权限: [选择供应商, 拒收不合格品]\n任职资格: {学历: 大专, 经验: 两年}\n";
const DRIVER: &str = "岗位名称: 司机\n岗位定员: 1\n职责: [接送客人, 保养车辆, 登记里程]\n";

fn handbook(files: &[(&str, &str)]) -> Handbook {
    let own = ("handbook.yaml", "标题: 手册\n版本: V1\n生效日期: 2026-01-01\n部门: [采购部, 行政部]\n");
    let files = std::iter::once(own).chain(files.iter().copied());
    load(&Memory::from_iter(files)).handbook
}

fn differences(old: &[(&str, &str)], new: &[(&str, &str)]) -> HandbookDifferences {
    compare(&handbook(old), &handbook(new), Lang::Zh)
}

/// The differences of the only position that has any: kind, key, field, before and after.
fn of_buyer(new: &str) -> Vec<(DifferenceKind, String, String, String)> {
    let found = differences(&[("采购部/a.yaml", BUYER)], &[("采购部/a.yaml", new)]);
    let [position] = &found.positions[..] else { panic!("{found:?}") };
    let told = |one: &gangwei::testing::diff::Difference| {
        let field = one.field.map(|field| format!(".{}", field.name)).unwrap_or_default();
        (one.kind, format!("{}{field}", one.key.name), one.before.clone(), one.after.clone())
    };
    position.differences.iter().map(told).collect()
}

#[test]
fn a_handbook_is_as_itself() {
    let sample = load(&sample()).handbook;
    assert!(compare(&sample, &sample, Lang::Zh).is_empty());
}

#[test]
fn files_and_their_order_do_not_count() {
    let old = [("采购部/a.yaml", BUYER), ("行政部/b.yaml", DRIVER)];
    let new = [("行政部/x/y.yaml", &*format!("部门: 行政部\n{DRIVER}")), ("采购部/z.yaml", BUYER)];
    assert!(differences(&old, &new).is_empty());
}

#[test]
fn positions_are_known_again() {
    let renamed = BUYER.replace("采购员", "采购专员");
    let found = differences(
        &[("采购部/a.yaml", BUYER), ("行政部/b.yaml", DRIVER), ("行政部/c.yaml", "岗位名称: 文员\n")],
        &[
            ("采购部/a.yaml", &renamed),
            ("采购部/b.yaml", DRIVER),
            ("行政部/d.yaml", "岗位名称: 保安\n职责: [看守大门, 登记访客]\n"),
            ("行政部/c.yaml", "岗位名称: 文员\n状态: 撤销\n"),
        ],
    );
    let events: Vec<(&str, &[PositionEvent])> = found
        .positions
        .iter()
        .map(|position| (position.place().unwrap().title.as_str(), &position.events[..]))
        .collect();
    let expected: [(&str, &[PositionEvent]); 4] = [
        ("采购专员", &[PositionEvent::Renamed]),
        ("司机", &[PositionEvent::Moved]),
        ("文员", &[PositionEvent::Withdrawn]),
        ("保安", &[PositionEvent::New]),
    ];
    assert!(expected.iter().all(|one| events.contains(one)) && events.len() == 4, "{events:?}");
    let people: Vec<(&str, [usize; 2], [&str; 2])> = found
        .departments
        .iter()
        .map(|of| (of.name.as_str(), of.positions, of.headcount.each_ref().map(String::as_str)))
        .collect();
    assert!(people.contains(&("采购部", [1, 2], ["2", "3"])), "{people:?}");
}

/// Codes may be given out anew; then they say nothing.
#[test]
fn a_code_that_another_position_has_now_is_not_followed() {
    let coded = |text: &str, code: &str| format!("{text}岗位编号: {code}\n");
    let buyer = BUYER.replace("岗位编号: CG-01\n", "");
    let (one, two) = (coded(&buyer, "A-1"), coded(DRIVER, "A-2"));
    let (three, four) = (coded(&buyer, "A-2"), coded(DRIVER, "A-1"));
    let found = differences(
        &[("采购部/a.yaml", &one), ("行政部/b.yaml", &two)],
        &[("采购部/a.yaml", &three), ("行政部/b.yaml", &four)],
    );
    assert_eq!(found.positions.len(), 2);
    assert!(found.positions.iter().all(|position| position.events.is_empty()));
}

#[test]
fn duties_are_known_again() {
    let text = |text: &str| text.to_owned();
    assert_eq!(
        of_buyer(&BUYER.replace("询价比价", "询价、比价和议价")),
        [(
            DifferenceKind::Changed,
            text("responsibilities.description"),
            text("询价比价"),
            text("询价、比价和议价")
        )]
    );
    assert_eq!(
        of_buyer(
            &BUYER
                .replace("    - 签订采购合同\n", "")
                .replace("登记台账\n", "登记台账\n    - 签订采购合同\n")
        ),
        [(DifferenceKind::Moved, text("responsibilities"), text("签订采购合同"), text("签订采购合同"))]
    );
    assert_eq!(
        of_buyer(&BUYER.replace("三家以上", "至少三家")),
        [(DifferenceKind::Changed, text("responsibilities.standard"), text("三家以上"), text("至少三家"))]
    );
    let found = of_buyer(&BUYER.replace("    - 签订采购合同\n", "    - 催交货物\n"));
    assert_eq!(
        found.iter().map(|one| one.0).collect::<Vec<_>>(),
        [DifferenceKind::Added, DifferenceKind::Removed]
    );
}

#[test]
fn texts_of_lists_and_labels_are_known_again() {
    let text = |text: &str| text.to_owned();
    assert_eq!(
        of_buyer(&BUYER.replace("[选择供应商, ", "[选择供应商, 决定付款方式, ")),
        [(DifferenceKind::Added, text("authority"), text(""), text("决定付款方式"))]
    );
    assert_eq!(
        of_buyer(&BUYER.replace("学历: 大专", "学历: 本科")),
        [(DifferenceKind::Changed, text("qualifications"), text("大专"), text("本科"))]
    );
    assert_eq!(
        of_buyer(&BUYER.replace("岗位定员: 2", "岗位定员: 3")),
        [(DifferenceKind::Changed, text("headcount"), text("2"), text("3"))]
    );
}

#[test]
fn a_git_revision_is_compared_with_the_folder() {
    let sandbox = Sandbox::with_positions(&["销售员"]);
    sandbox.git(&["init", "-q"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-qm", "first"]);
    sandbox.write("project/市场部/0.yaml", "岗位名称: 销售员\n岗位定员: 2\n");
    sandbox.write("project/市场部/1.yaml", "岗位名称: 客服\n");
    let said = |arguments: &[&str]| {
        let output = sandbox.command(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, told) = said(&["diff", "project", "--rev", "HEAD", "--lang", "zh"]);
    assert_eq!(code, Some(0));
    assert!(
        told.contains("~ 市场部/销售员\n    岗位定员：{+2+}\n") && told.contains("+ 市场部/客服  新设"),
        "{told}"
    );
    assert_eq!(said(&["diff", "project", "--rev", "HEAD..HEAD", "--lang", "zh"]).1, "没有差别\n");
    assert_eq!(said(&["diff", "project", "--rev", "nothing"]).0, Some(2));
    assert_eq!(said(&["diff", "project"]).0, Some(2));
    let (_, told) = said(&["diff", "project", "--rev", "HEAD", "--message-format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["positions"][1]["events"], serde_json::json!(["new"]));
}

#[test]
fn colours_come_beside_the_marks() {
    let sandbox = Sandbox::with_positions(&["销售员"]);
    sandbox.write("new/市场部/0.yaml", "岗位名称: 销售员\n备注: 新\n");
    sandbox.write("new/客服部/1.yaml", "岗位名称: 客\u{200b}服\n");
    let said =
        |color: &str| sandbox.run(&["diff", "project", "new", "--lang", "zh", "--color", color]).exits(0).out;
    let plain = said("never");
    assert_eq!(said("auto"), plain, "a pipe has no colours");
    let coloured = said("always");
    assert!(coloured.contains("\n    备注：\u{1b}[32m{+新+}\u{1b}[0m\n"), "{coloured}");
    assert!(coloured.contains("\n\u{1b}[32m+ 客服部/客<U+200B>服  新设\u{1b}[0m\n"), "{coloured}");
    assert!(plain.contains("\n    备注：{+新+}\n"), "{plain}");
    assert!(coloured.contains("部门 客服部  新设\n"), "{coloured}");
}

proptest! {
    /// The parts of two texts give both.
    #[test]
    fn marked_words_give_both_texts(before in "[甲乙丙丁a-c，。 ]{0,24}", after in "[甲乙丙丁a-c，。 ]{0,24}") {
        let side = |left_out: WordChange| -> String {
            let segments = words(&before, &after).into_iter().filter(|segment| segment.change != left_out);
            segments.map(|segment| segment.text).collect()
        };
        prop_assert_eq!(side(WordChange::Added), &*before);
        prop_assert_eq!(side(WordChange::Removed), &*after);
    }
}
