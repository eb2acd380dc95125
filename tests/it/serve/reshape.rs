//! Positions that come, go, move and get other names, as changes of files.

use std::collections::BTreeMap;

use gangwei::Memory;
use gangwei::testing::serve::{
    Change, MoveRequest, NewRequest, Refusal, RemoveRequest, RenameRequest, add, remove, rename, transfer,
};

type Files = BTreeMap<String, String>;

const HANDBOOK: &str = "\
标题: 手册
部门:   # 按顺序
  - 采购部
  - 名称: 财务部   # 二楼
外部岗位: [董事会, 采购员]
";
const BUYER: &str = "\
# yaml-language-server: $schema=../schema/position.schema.json
# 两名
岗位名称: '采购员'   # 不叫“采购员甲”
岗位编号: CG-01
直接上级: 经理
职责:
  # 采购员的事
  - 协助采购员   # 不是引用
审批: [{角色: 批准, 姓名: 顾明远}]
";
const HEAD: &str = "\
岗位名称: 经理   # 部门负责人
直接上级: 财务部/经理
工作协作:
  内部协调部门:
    - 采购员、财务部   # 日常
    - 财务部/采购部采购员
  外部协调机构: 采购员
职业发展: {晋升方向: 采购员, 轮岗方向: 出纳 → 采购员}
";
const FINANCE: &str = "\
- 岗位名称: 经理
  直接上级: 董事会
# 出纳
- 岗位名称: 出纳   # 一名
  直接上级: {行政: 经理, 业务: 采购部采购员}
  兼任: \"采购员\"
";
const BOOKS: &str = "\
# 账
岗位名称: 会计
直接上级: 经理（王）
--- # 第二个
岗位名称: 审计
直接上级: 采购员（业务）、 经理
备注: |
  采购员的账也审
";

fn company() -> Files {
    let files = [
        ("handbook.yaml", HANDBOOK),
        ("采购部/采购员.yaml", BUYER),
        ("采购部/经理.yaml", HEAD),
        ("财务部/岗位.yaml", FINANCE),
        ("财务部/账.yaml", BOOKS),
        ("schema/position.schema.json", "{}"),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

fn world(files: &Files) -> Memory {
    files.clone().into_iter().collect()
}

/// Makes a change, which must be of the files as they are; taken back, it gives every byte again.
fn after(files: &Files, change: &Change) -> Files {
    let mut after = files.clone();
    for file in &change.files {
        assert_eq!(files.get(&file.path).map(String::as_str), file.before.as_deref(), "{}", file.path);
        match &file.after {
            Some(text) => after.insert(file.path.clone(), text.to_string()),
            None => after.remove(&file.path),
        };
    }
    let mut back = after.clone();
    for file in change.files.iter().map(|file| file.back()) {
        match &file.after {
            Some(text) => back.insert(file.path.clone(), text.to_string()),
            None => back.remove(&file.path),
        };
    }
    assert_eq!(&back, files);
    after
}

fn named(files: &Files, id: &str, title: &str) -> Result<Option<Change>, Refusal> {
    rename(&world(files), &RenameRequest { id: id.into(), seen: None, title: title.into() })
}

fn put(files: &Files, id: &str, department: &str) -> Result<Option<Change>, Refusal> {
    transfer(&world(files), &MoveRequest { id: id.into(), seen: None, department: department.into() })
}

fn new(files: &Files, department: &str, title: &str, like: Option<&str>) -> Result<Option<Change>, Refusal> {
    let like = like.map(str::to_owned);
    add(&world(files), &NewRequest { department: department.into(), title: title.into(), like, seen: None })
}

fn reason(result: Result<Option<Change>, Refusal>) -> String {
    match result {
        Err(Refusal::Refused(text)) => text.zh.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn whoever_names_a_position_names_it_by_its_new_title() {
    let files = company();
    let change = named(&files, "采购部/采购员.yaml#1", " 买手 ").unwrap().unwrap();
    assert_eq!(change.id.as_deref(), Some("采购部/买手.yaml#1"));
    assert_eq!(change.references, 4);
    let renamed = after(&files, &change);
    let mut expected = files.clone();
    let buyer = expected.remove("采购部/采购员.yaml").unwrap();
    expected.insert("采购部/买手.yaml".into(), buyer.replace("'采购员'", "'买手'"));
    let mut replace = |path: &str, pairs: &[(&str, &str)]| {
        let text = expected.get_mut(path).unwrap();
        for (old, new) in pairs {
            assert!(text.contains(old), "{old}");
            *text = text.replace(old, new);
        }
    };
    replace("handbook.yaml", &[("采购员", "买手")]);
    let partners =
        [("采购员、", "买手、"), ("部采购员", "部买手"), ("向: 采购员", "向: 买手"), ("→ 采购员", "→ 买手")];
    replace("采购部/经理.yaml", &partners);
    replace("财务部/岗位.yaml", &[("采购员", "买手")]);
    replace("财务部/账.yaml", &[("采购员（", "买手（")]);
    assert_eq!(renamed, expected);
    let back = named(&renamed, "采购部/买手.yaml#1", "采购员").unwrap().unwrap();
    assert_eq!(after(&renamed, &back), files);
    assert_eq!(named(&files, "采购部/采购员.yaml#1", "采购员"), Ok(None));
}

#[test]
fn a_title_that_others_have_is_told_apart_by_its_department() {
    let mut files = company();
    // 采购部经理 is 主管 now; 采购员 said 经理, and means her still.
    let change = named(&files, "采购部/经理.yaml#1", "主管").unwrap().unwrap();
    files = after(&files, &change);
    assert!(files["采购部/采购员.yaml"].contains("直接上级: 主管\n"));
    assert!(files["财务部/账.yaml"].contains("直接上级: 经理（王）"), "another 经理 keeps his name");
    // As 出纳, 采购员 would be taken for the other 出纳 by 采购部.
    let change = named(&files, "采购部/采购员.yaml#1", "出纳").unwrap().unwrap();
    let renamed = after(&files, &change);
    assert!(
        renamed["采购部/主管.yaml"].contains("轮岗方向: 财务部/出纳 → 出纳"),
        "{}",
        renamed["采购部/主管.yaml"]
    );
    assert!(renamed["财务部/岗位.yaml"].contains("业务: 采购部出纳"));
    // Nobody means himself.
    assert!(renamed["财务部/岗位.yaml"].contains("兼任: \"出纳\""));
}

#[test]
fn names_that_cannot_be_are_refused() {
    let files = company();
    let id = "采购部/采购员.yaml#1";
    for title in ["", "  ", "采购\n员", "采购\u{7}员", "采购\u{202e}员", &"长".repeat(10_000)] {
        reason(named(&files, id, title));
        reason(new(&files, "采购部", title, None));
    }
    for department in ["采购\u{0}部", &"长".repeat(10_000)] {
        reason(put(&files, id, department));
        reason(new(&files, department, "甲", None));
    }
    assert!(reason(named(&files, id, "经 理")).contains("已经有"));
    assert!(reason(new(&files, "财务部", "审计", None)).contains("已经有"));
    assert!(reason(put(&files, "采购部/经理.yaml#1", "财务部")).contains("已经有"));
    // A title that nobody can name among others.
    assert!(reason(named(&files, id, "买、卖")).contains("经理里的"));
    for id in [
        "采购部/没有.yaml#1",
        "采购部/采购员.yaml#2",
        "../x.yaml#1",
        "handbook.yaml#1",
        "",
        "#",
        "财务部/账.yaml#9",
    ] {
        assert_eq!(named(&files, id, "甲"), Err(Refusal::Unknown), "{id}");
        assert_eq!(put(&files, id, "甲部"), Err(Refusal::Unknown), "{id}");
        assert_eq!(
            remove(&world(&files), &RemoveRequest { id: id.into(), seen: None }),
            Err(Refusal::Unknown),
            "{id}"
        );
        assert_eq!(new(&files, "采购部", "甲", Some(id)), Err(Refusal::Unknown), "{id}");
    }
    let mut broken = files.clone();
    broken.insert("采购部/坏.yaml".into(), "岗位名称: [\n".into());
    assert!(reason(named(&broken, id, "买手")).contains("读不出来"));
}

#[test]
fn files_have_names_that_every_system_takes() {
    let files = company();
    for (title, path) in [
        ("司机/保管员", "采购部/司机／保管员.yaml"),
        ("../../x", "采购部/．.／..／x.yaml"),
        ("CON", "采购部/＿CON.yaml"),
        (".hidden", "采购部/．hidden.yaml"),
        ("_草稿", "采购部/＿草稿.yaml"),
        ("采购: 员", "采购部/采购： 员.yaml"),
        ("经理-2", "采购部/经理-2.yaml"),
    ] {
        let change = new(&files, "采购部", title, None).unwrap().unwrap();
        assert_eq!(change.files[0].path, path);
        let all = after(&files, &change);
        let renamed = named(&all, change.id.as_deref().unwrap(), "甲").unwrap().unwrap();
        let back = after(&all, &renamed);
        let again = named(&back, "采购部/甲.yaml#1", title).unwrap().unwrap();
        // A title that begins with a mark gets quotes.
        let unquoted = |files: Files| -> Vec<(String, String)> {
            files.into_iter().map(|(path, text)| (path, text.replace('"', ""))).collect()
        };
        assert_eq!(unquoted(after(&back, &again)), unquoted(all), "{title}");
    }
    for (department, path) in [
        ("研发部", "研发部/甲.yaml"),
        ("集团/研发部", "集团／研发部/甲.yaml"),
        ("..", "．．/甲.yaml"),
        ("templates", "部门 templates/甲.yaml"),
        ("CON", "＿CON/甲.yaml"),
        (" 采购部 ", "采购部/甲.yaml"),
    ] {
        let change = new(&files, department, "甲", None).unwrap().unwrap();
        let file = change.files.iter().find(|file| file.path.ends_with("甲.yaml")).unwrap();
        assert_eq!(file.path, path);
        assert!(
            after(&files, &change)[path].contains(department.trim()) || path.starts_with(department.trim())
        );
    }
}

#[test]
fn a_new_position_is_a_skeleton_or_a_copy() {
    let files = company();
    let change = new(&files, "研发部", "研究员", None).unwrap().unwrap();
    let all = after(&files, &change);
    assert_eq!(change.id.as_deref(), Some("研发部/研究员.yaml#1"));
    assert!(
        all["研发部/研究员.yaml"]
            .starts_with("# yaml-language-server: $schema=../schema/position.schema.json\n")
    );
    assert!(all["研发部/研究员.yaml"].contains("\n岗位名称: 研究员\n"));
    assert_eq!(all["handbook.yaml"], HANDBOOK.replace("# 二楼\n", "# 二楼\n  - 研发部\n"));
    let change = new(&files, "采购部", "买手", Some("采购部/采购员.yaml#1")).unwrap().unwrap();
    assert_eq!(change.files.len(), 1);
    let expected = BUYER
        .replace("'采购员'", "'买手'")
        .replace("岗位编号: CG-01\n", "")
        .replace("审批: [{角色: 批准, 姓名: 顾明远}]\n", "");
    assert_eq!(after(&files, &change)["采购部/买手.yaml"], expected);
    let change = new(&files, "采购部", "出纳", Some("财务部/岗位.yaml#2")).unwrap().unwrap();
    let copied = &after(&files, &change)["采购部/出纳.yaml"];
    assert!(copied.contains("岗位名称: 出纳\n直接上级:\n  行政: 经理\n  业务: 采购部采购员\n"), "{copied}");
    assert!(!copied.contains("兼任"));
    // What is brought in by a merge key would be lost.
    let mut merged = files.clone();
    merged.insert(
        "财务部/两个.yaml".into(),
        "- &a {岗位名称: 甲, 备注: 乙}\n- {<<: *a, 岗位名称: 丙}\n".into(),
    );
    reason(new(&merged, "采购部", "丁", Some("财务部/两个.yaml#2")));
}

#[test]
fn a_position_goes_with_its_lines() {
    let files = company();
    let without = |id: &str| {
        let change = remove(&world(&files), &RemoveRequest { id: id.into(), seen: None }).unwrap().unwrap();
        assert_eq!(change.files.len(), 1);
        after(&files, &change)
    };
    assert!(!without("采购部/采购员.yaml#1").contains_key("采购部/采购员.yaml"));
    let finance = without("财务部/岗位.yaml#2");
    assert_eq!(finance["财务部/岗位.yaml"], "- 岗位名称: 经理\n  直接上级: 董事会\n");
    let second = &BOOKS[BOOKS.find("---").unwrap()..];
    assert_eq!(without("财务部/账.yaml#1")["财务部/账.yaml"], second);
    assert_eq!(without("财务部/账.yaml#2")["财务部/账.yaml"], BOOKS.replace(second, ""));
    let mut anchored = files.clone();
    anchored.insert("财务部/两个.yaml".into(), "- &a {岗位名称: 甲}\n- {<<: *a, 岗位名称: 丙}\n".into());
    reason(remove(&world(&anchored), &RemoveRequest { id: "财务部/两个.yaml#1".into(), seen: None }));
}

#[test]
fn a_position_moves_with_its_file_or_by_its_key() {
    let files = company();
    let change = put(&files, "采购部/采购员.yaml#1", "财务部").unwrap().unwrap();
    assert_eq!(change.id.as_deref(), Some("财务部/采购员.yaml#1"));
    let moved = after(&files, &change);
    // Its superior is the same one still, and so is whom others mean.
    assert_eq!(moved["财务部/采购员.yaml"], BUYER.replace("直接上级: 经理", "直接上级: 采购部/经理"));
    assert!(moved["财务部/岗位.yaml"].contains("业务: 财务部/采购员"));
    assert!(
        moved["采购部/经理.yaml"].contains("- 财务部/财务部采购员")
            || moved["采购部/经理.yaml"].contains("财务部/采购员")
    );
    let change = put(&moved, "财务部/采购员.yaml#1", "采购部").unwrap().unwrap();
    assert_eq!(change.id.as_deref(), Some("采购部/采购员.yaml#1"));
    // One of several in a file names its department instead.
    let change = put(&files, "财务部/账.yaml#2", "采购部").unwrap().unwrap();
    assert_eq!(change.id.as_deref(), Some("财务部/账.yaml#2"));
    let moved = after(&files, &change);
    assert!(
        moved["财务部/账.yaml"].contains("岗位名称: 审计\n所在部门: 采购部\n"),
        "{}",
        moved["财务部/账.yaml"]
    );
    assert!(
        moved["财务部/账.yaml"].contains("采购员（业务）、 财务部/经理\n"),
        "{}",
        moved["财务部/账.yaml"]
    );
    let back = put(&moved, "财务部/账.yaml#2", "财务部").unwrap().unwrap();
    assert!(after(&moved, &back)["财务部/账.yaml"].contains("所在部门: 财务部\n"));
    let change = put(&files, "采购部/经理.yaml#1", "新/部").unwrap().unwrap();
    let moved = after(&files, &change);
    assert!(moved["新／部/经理.yaml"].contains("所在部门: 新/部\n"));
    assert!(moved["采购部/采购员.yaml"].contains("直接上级: 新/部/经理\n"));
    assert!(moved["handbook.yaml"].contains("  - 新/部\n"));
    assert_eq!(put(&files, "采购部/采购员.yaml#1", "采购部"), Ok(None));
}

#[test]
fn what_an_alias_copies_is_left_to_people() {
    let mut files = company();
    files.insert(
        "财务部/两个.yaml".into(),
        "- {岗位名称: 甲, 直接上级: &a 采购员}\n- {岗位名称: 丙, 直接上级: *a}\n".into(),
    );
    assert!(reason(named(&files, "采购部/采购员.yaml#1", "买手")).contains("别名"));
    // Where nobody of them is concerned, they do no harm.
    assert!(named(&files, "财务部/账.yaml#1", "总账").unwrap().is_some());
}
