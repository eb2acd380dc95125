//! Edits of files that are written in unusual ways, and edits that would keep documents from being made.

use gangwei::Memory;
use gangwei::testing::serve::{EditRequest, HANDBOOK_ID, Refusal, edit, handbook, position};
use serde_json::{Value, json};

const ID: &str = "甲.yaml#1";

/// A file of a position after an edit.
fn edited(text: &str, key: &str, value: Value) -> Result<String, Refusal> {
    let world = Memory::from_iter([("甲.yaml", text)]);
    let base = position(&world, ID).unwrap()["values"][key].clone();
    let request = EditRequest { id: ID.into(), seen: None, key: key.into(), base, value };
    Ok(edit(&world, &request)?
        .map_or(text.to_owned(), |change| change.files[0].after.as_deref().unwrap().into()))
}

/// The handbook's file after an edit of a key that it does not have.
fn set(handbook: &str, key: &str, value: Value) -> Result<String, Refusal> {
    let world = Memory::from_iter([("handbook.yaml", handbook), ("甲.yaml", "岗位名称: 甲\n")]);
    let request =
        EditRequest { id: HANDBOOK_ID.into(), seen: None, key: key.into(), base: Value::Null, value };
    let change = edit(&world, &request)?.unwrap();
    Ok(change.files[0].after.as_deref().unwrap().to_owned())
}

fn reason(refusal: Refusal) -> String {
    match refusal {
        Refusal::Refused(text) => text.zh.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_byte_order_mark_is_in_no_way() {
    let text = "\u{feff}岗位名称: 甲\r\n备注: 一   # 注\r\n权限:\r\n- 签字\r\n";
    let check = |key: &str, value: Value, before: &str, after: &str| {
        assert_eq!(edited(text, key, value), Ok(text.replace(before, after)), "{key}");
    };
    check("title", json!("乙"), "甲", "乙");
    check("remarks", json!(["二"]), "一 ", "二 ");
    check("authority", json!(["签字", "用章"]), "签字\r\n", "签字\r\n- 用章\r\n");
    check("headcount", json!("3"), "甲\r\n", "甲\r\n岗位定员: 3\r\n");
    assert_eq!(edited("\u{feff}{岗位名称: 甲}", "title", json!("乙")).unwrap(), "\u{feff}{岗位名称: 乙}");
}

#[test]
fn a_handbook_that_says_nothing_can_be_filled_in() {
    for (before, after) in [
        ("", "标题: 手册\n"),
        ("{}", "标题: 手册\n"),
        ("null\n", "标题: 手册\n"),
        ("# 注\r\n", "# 注\r\n标题: 手册\r\n"),
        ("\u{feff}", "\u{feff}标题: 手册\n"),
    ] {
        assert_eq!(set(before, "title", json!("手册")).as_deref(), Ok(after), "{before}");
        let world = Memory::from_iter([("handbook.yaml", after)]);
        assert_eq!(handbook(&world).unwrap()["title"], "手册");
    }
}

#[test]
fn a_handbook_of_which_nothing_can_be_made_is_refused() {
    let text = "标题: 手册\n";
    for (key, value, told) in [
        ("logo", json!("/etc/passwd"), "标志图片"),
        ("checks", json!([{"label": "unknown", "items": ["off"]}]), "`unknown`"),
        ("file_name", json!("x"), "文件名"),
        ("template", json!("../../../etc"), "etc"),
        ("template_options", json!([{"label": "nothing", "items": ["1"]}]), "`nothing`"),
        ("labels", json!([{"label": "nothing", "items": ["1"]}]), "`nothing`"),
        ("watermark", json!("密".repeat(100)), "水印"),
    ] {
        let reason = reason(set(text, key, value).unwrap_err());
        assert!(reason.contains(told), "{key}: {reason}");
    }
    // An error that was there is in no way.
    assert_eq!(
        set("标题: 手册\n标志: 无.png\n", "company", json!("厂")).as_deref(),
        Ok("标题: 手册\n公司: 厂\n标志: 无.png\n")
    );
    assert!(set(text, "template", json!("modern")).is_ok());
}

#[test]
fn records_of_nothing_are_left_out() {
    let text = "岗位名称: 甲\n审批:\n  - 角色: 批准\n";
    let approval = json!({"was": 0, "values": {"role": "批准"}});
    let check =
        |value: Value, after: &str| assert_eq!(edited(text, "approvals", value).as_deref(), Ok(after));
    check(json!([approval, {"values": {}}]), text);
    check(json!([{"was": 0, "values": {}}]), "岗位名称: 甲\n");
}

#[test]
fn an_item_that_comes_twice_is_itself_once() {
    let text = "岗位名称: 甲\n岗位职责:\n  - &a 一   # 注\n备注: *a\n";
    let duty = json!({"was": 0, "group": "", "values": {"description": ["一"]}});
    let after = edited(text, "responsibilities", json!([duty, duty])).unwrap();
    assert_eq!(after, text.replace("注\n", "注\n  - 一\n"));
}

#[test]
fn a_label_is_no_longer_than_a_key_may_be() {
    let label = |length: usize| json!([{"label": "长".repeat(length), "items": ["一"]}]);
    for text in ["岗位名称: 甲\n", "{岗位名称: 甲}\n"] {
        assert!(edited(text, "qualifications", label(1_022)).is_ok());
        assert!(reason(edited(text, "qualifications", label(1_023)).unwrap_err()).contains("1024"));
    }
}
