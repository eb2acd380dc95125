//! The table of what has changed, in documents and in a workbook, and the bars beside changed rows.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx};
use gangwei::testing::pipeline;
use gangwei::testing::template::BUILT_IN;
use gangwei::{Memory, Options, OutputKind, SetChoice};

use gangwei::testing::model::load;

use crate::sandbox::Sandbox;
use crate::sets::quiet;

const HANDBOOK: &str = "标题: 手册\n版本: V1\n生效日期: 2026-01-01\n部门: [采购部, 行政部]\n";
const BUYER: &str = "岗位名称: 采购员\n岗位编号: CG-01\n岗位定员: 2\n职责概括: 保证物资供应\n职责:\n  主要工作:\n    - {描述: 询价比价, 标准: 三家以上}\n    - {描述: 签订采购合同, 标准: 当日归档}\n  日常工作:\n    - {描述: 登记台账, 标准: 日清月结}\n权限: [选择供应商, 拒收不合格品]\n任职资格: {学历: 大专, 经验: 两年}\n考核指标: [{指标: 到货及时率, 目标: 95%}, {指标: 合格率, 目标: 98%}]\n备注: 可以出差\n";
const CLERK: &str = "岗位名称: 文员\n岗位定员: 1\n职责: [收发文件]\n";
const GUARD: &str = "岗位名称: 保安\n岗位定员: 3\n职责: [看守大门, 登记访客]\n";

fn old() -> Memory {
    let files = [("handbook.yaml", HANDBOOK), ("采购部/采购员.yaml", BUYER), ("行政部/文员.yaml", CLERK)];
    Memory::from_iter(files)
}

/// One duty says something else, one requirement and one indicator too; the clerk is gone, a guard is new.
fn new(options: &str) -> Memory {
    let buyer = BUYER.replace("三家以上", "不少于三家").replace("大专", "本科").replace("98%", "99%");
    let handbook = HANDBOOK.replace("V1", "V2") + options;
    Memory::from_iter([
        ("handbook.yaml", handbook.as_str()),
        ("采购部/采购员.yaml", &buyer),
        ("行政部/保安.yaml", GUARD),
    ])
}

fn options(set: &str, kind: OutputKind) -> Options {
    Options {
        template: Some(SetChoice::Name(set.into())),
        kinds: vec![kind],
        since: Some(Arc::new(load(&old()).handbook)),
        ..Options::default()
    }
}

fn markup(options: &Options, own: &str) -> String {
    quiet(pipeline::dump_markup(&new(own), options))
}

#[test]
fn every_set_shows_what_has_changed() {
    for set in BUILT_IN {
        for kind in [OutputKind::Handbook, OutputKind::Changes] {
            let dump = markup(&options(set.name, kind), "");
            for text in ["修订对照表", "保安", "新设", "撤销", "任职资格·学历", "主要考核指标第2条·目标"]
            {
                assert!(dump.contains(text), "{}: no {text}", set.name);
            }
        }
    }
}

#[test]
fn changed_words_are_marked_on_their_side() {
    let markup = markup(&options("standard", OutputKind::Changes), "");
    assert!(markup.contains("<td class=\"narrow\">三家<span class=\"removed\">以上</span></td>"), "{markup}");
    assert!(markup.contains("<td class=\"narrow\"><span class=\"added\">不少于</span>三家</td>"));
    assert!(markup.contains("<td class=\"narrow\"><span class=\"removed\">98</span>%</td>"), "{markup}");
}

#[test]
fn changed_rows_have_a_bar() {
    let with_bars = |set: &str, own: &str| {
        let markup = markup(&options(set, OutputKind::Position), own);
        let rows = markup.lines().filter(|line| line.contains("changed\""));
        rows.map(str::to_owned).collect::<Vec<String>>()
    };
    for set in BUILT_IN {
        let rows = with_bars(set.name, "");
        for text in ["不少于三家", "本科", "99%"] {
            let here = rows.iter().filter(|row| row.contains(text)).count();
            assert_eq!(here, 1, "{}: {text}: {rows:?}", set.name);
        }
        assert!(!rows.iter().any(|row| row.contains("签订")), "{}: {rows:?}", set.name);
        assert_eq!(with_bars(set.name, "版式参数: {change_bars: false}\n"), [""; 0], "{}", set.name);
    }
}

#[test]
fn the_table_stands_after_the_revisions_and_can_be_left_out() {
    let revised = "修订记录: [{版本: V2, 日期: 2026-01-01, 说明: 修订}]\n";
    let text = markup(&options("standard", OutputKind::Handbook), revised);
    let at = |text: &str, word: &str| text.find(word).unwrap_or_else(|| panic!("no {word}"));
    assert!(at(&text, "id=\"revisions\"") < at(&text, "id=\"changes\""));
    assert!(at(&text, "id=\"changes\"") < at(&text, "采购员岗位职责说明书"));
    let without = revised.to_owned() + "版式参数: {changes: false}\n";
    assert!(!markup(&options("standard", OutputKind::Handbook), &without).contains("id=\"changes\""));
    let nothing = Options { since: None, ..options("standard", OutputKind::Handbook) };
    assert!(!markup(&nothing, revised).contains("id=\"changes\""));
}

#[test]
fn nothing_changed_is_said() {
    let options = options("standard", OutputKind::Changes);
    let text = quiet(pipeline::dump_markup(&old(), &options));
    assert!(text.contains("没有改动。") && !text.contains("条目对照"), "{text}");
}

fn write(sandbox: &Sandbox, folder: &str, world: &Memory) {
    use gangwei::World;
    for path in world.files().unwrap() {
        let bytes = world.read(&path).unwrap();
        sandbox.write(&format!("{folder}/{path}"), std::str::from_utf8(&bytes).unwrap());
    }
}

/// A folder with both states.
fn both() -> Sandbox {
    let sandbox = Sandbox::new();
    write(&sandbox, "old", &old());
    write(&sandbox, "new", &new(""));
    sandbox
}

const TABLE: [&str; 6] = ["diff", "old", "new", "--format", "docx,pdf,xlsx", "-otable"];

#[test]
fn a_table_is_written_in_three_formats() {
    let sandbox = both();
    sandbox.run(&TABLE).exits(0).says("table/手册修订对照表.docx");
    let path = |suffix: &str| sandbox.path(&format!("table/手册修订对照表.{suffix}"));
    assert!(std::fs::read(path("pdf")).unwrap().starts_with(b"%PDF"));
    let bytes = std::fs::read(path("xlsx")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let rows = |book: &mut Xlsx<_>, sheet: &str| -> Vec<Vec<String>> {
        let range = book.worksheet_range(sheet).unwrap();
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
    };
    let texts = rows(&mut book, "修订对照");
    assert_eq!(texts[0], ["部门", "岗位", "条目", "修订前（V1）", "修订后（V2）", "理由"]);
    assert!(
        texts.contains(
            &["采购部", "采购员", "岗位职责（主要工作）第1条·标准", "三家以上", "不少于三家", ""]
                .map(String::from)
                .to_vec()
        ),
        "{texts:?}"
    );
    assert_eq!(rows(&mut book, "岗位增减")[1..], [["行政部", "保安", "新设"], ["行政部", "文员", "撤销"]]);
    let sum = rows(&mut book, "部门汇总").pop().unwrap();
    assert_eq!(sum, ["合计", "2", "2", "3", "5", "1", "1", "", "", "1"]);
    sandbox.run(&TABLE).exits(0).says("unchanged");
}

#[test]
fn a_table_that_somebody_has_filled_in_stays() {
    let sandbox = both();
    sandbox.run(&TABLE).exits(0);
    let book = sandbox.path("table/手册修订对照表.xlsx");
    let mut bytes = std::fs::read(&book).unwrap();
    bytes.push(b' ');
    std::fs::write(&book, &bytes).unwrap();
    sandbox.run(&TABLE).exits(2).says("made or changed by others, and is not overwritten");
    assert_eq!(std::fs::read(&book).unwrap(), bytes);
    // Word writes its own name into what it saves.
    let foreign = "table/手册修订对照表.docx";
    sandbox.write(foreign, "saved by another program");
    sandbox.run(&["diff", "old", "new", "--format", "docx", "-otable"]).exits(2).says("is not overwritten");
}

#[test]
fn a_handbook_is_built_since_a_folder_or_a_revision() {
    let sandbox = both();
    sandbox.run(&["build", "new", "--since", "old", "--format", "docx"]).exits(0);
    let since = std::fs::read(sandbox.path("dist/手册.docx")).unwrap();
    sandbox.git(&["init", "-q"]);
    write(&sandbox, "here", &old());
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-qm", "one"]);
    std::fs::remove_file(sandbox.path("here/行政部/文员.yaml")).unwrap();
    write(&sandbox, "here", &new(""));
    sandbox.run(&["build", "here", "--since", "HEAD", "--format", "docx", "-orevision"]).exits(0);
    assert!(std::fs::read(sandbox.path("revision/手册.docx")).unwrap() == since, "the same document");
    let run = sandbox.run(&["build", "here", "--since", "nonsense"]).exits(2);
    run.says("there is no folder nonsense").says("git knows no revision `nonsense`");
}

#[test]
fn an_older_state_with_errors_stops_a_build() {
    let sandbox = both();
    sandbox.write("old/采购部/采购员.yaml", "岗位名称: 采购员\n人数: 两人\n");
    let run = sandbox.run(&["build", "new", "--since", "old"]).exits(1);
    run.says("old/采购部/采购员.yaml:2:5");
    assert!(!sandbox.path("dist").exists());
}

/// The labels of both states are in the language of the document.
#[test]
fn a_document_in_another_language_shows_the_same_changes() {
    let sandbox = both();
    let run = ["build", "new", "--since", "old", "--document-lang", "en", "--format", "docx"];
    sandbox.run(&run).exits(0);
    let bytes = std::fs::read(sandbox.path("dist/手册.docx")).unwrap();
    let file = gangwei::testing::office::read("手册.docx", &bytes).unwrap();
    let text = gangwei::testing::office::plain_text(&file.stories[0].blocks);
    assert!(
        text.contains("Qualifications: Education") && !text.contains("Qualifications: Experience"),
        "{text}"
    );
}
