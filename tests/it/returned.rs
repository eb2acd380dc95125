//! An exported workbook that comes back: what was changed in it changes in the YAML, and nothing else.

use std::fs;

use gangwei::diag::{Diagnostic, Lang};
use gangwei::testing::office::{self, Block, Grid, GridCell, OfficeFile, StoryKind, TextBlock, plain_text};
use gangwei::testing::pipeline::{Amended, Options, amend, export, is_exported};
use gangwei::{Memory, World};
use proptest::prelude::*;

use crate::sample::sample;
use crate::sandbox::Sandbox;

const BUYER: &str = "\
# 两名，一名兼内勤
岗位名称: 采购员   # 不叫“买手”
岗位定员: 2
直接上级: 采购部经理

岗位职责:
  主要工作:
    # 先询价
    - 描述: 采购办公用品
      标准: 三家比价   # 有记录
      权重: 60%
    - 签订合同
  日常工作: [登记台账, \"归档\"]
权限: 询价
任职资格:
  学历: 大专及以上
  技能: [谈判, 电脑]
考核指标:
- 指标: 及时率
  目标: ≥95%
";

const MANAGER: &str = "岗位名称: 采购部经理\n直接上级: 总经理\n职责: [管理采购, 管理合同]\n";

fn company() -> Memory {
    Memory::from_iter([
        ("handbook.yaml", "标题: 手册\n部门: [采购部, 财务部]\n外部岗位: [总经理]\n"),
        ("采购部/采购员.yaml", BUYER),
        ("采购部/经理.yaml", MANAGER),
    ])
}

/// A workbook as rows of texts.
struct Sheets(OfficeFile);

impl Sheets {
    fn of(world: &dyn World, lang: Lang) -> Sheets {
        let bytes = export(world, &Options::default(), lang).value.unwrap().bytes;
        let file = office::read("岗位数据.xlsx", &bytes).unwrap();
        assert!(is_exported(&file));
        Sheets(file)
    }

    /// Changes the rows of a sheet, the header first.
    fn edit(&mut self, sheet: &str, change: impl FnOnce(&mut Vec<Vec<String>>)) -> &mut Sheets {
        let story = self.0.stories.iter_mut().find(|story| story.kind == StoryKind::Sheet(sheet.to_owned()));
        let [Block::Table(grid)] = story.unwrap().blocks.as_mut_slice() else { panic!("{sheet}") };
        let mut rows = vec![vec![String::new(); grid.columns]; grid.rows];
        for cell in &grid.cells {
            rows[cell.row][cell.column] = plain_text(&cell.blocks).trim_end_matches('\n').to_owned();
        }
        change(&mut rows);
        let cells = |(row, texts): (usize, &Vec<String>)| -> Vec<GridCell> {
            let block = |text: &String| TextBlock { text: text.clone(), ..TextBlock::default() };
            let cell = |(column, text): (usize, &String)| {
                let blocks = vec![Block::Paragraph(block(text))];
                GridCell { row, column, rowspan: 1, colspan: 1, blocks, ..GridCell::default() }
            };
            texts.iter().enumerate().map(cell).collect()
        };
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let cells = rows.iter().enumerate().flat_map(cells).collect();
        *grid = Grid { rows: rows.len(), columns, cells };
        self
    }

    /// Changes the cell under a heading in the row with a text.
    fn set(&mut self, sheet: &str, of: &str, heading: &str, text: &str) -> &mut Sheets {
        self.edit(sheet, |rows| {
            let known = rows[0].iter().position(|known| known == heading);
            // A column that the export left out can be added by hand.
            let column = known.unwrap_or_else(|| {
                rows.iter_mut().for_each(|row| row.push(String::new()));
                rows[0].len() - 1
            });
            rows[0][column] = heading.to_owned();
            let row = rows.iter_mut().skip(1).find(|row| row.iter().any(|cell| cell == of)).unwrap();
            row[column] = text.to_owned();
        })
    }

    /// The finding of each, and the files that change.
    fn take(&self, world: &dyn World) -> (Vec<String>, Amended) {
        let outcome = amend(world, &self.0, &Options::default());
        let shown = |finding: &Diagnostic| format!("{} {}", finding.code.name(), finding.message.zh);
        let findings: Vec<String> = outcome.report.diagnostics.iter().map(shown).collect();
        (findings.clone(), outcome.value.unwrap_or_else(|| panic!("{findings:?}")))
    }

    /// The text of the only file that changes.
    fn taken(&self, world: &dyn World) -> String {
        let (findings, amended) = self.take(world);
        assert_eq!(findings, [""; 0]);
        assert_eq!((amended.changed.len(), amended.added.len()), (1, 0), "{amended:?}");
        amended.changed[0].after.to_string()
    }
}

/// A row of a list for a new item, with texts under some headings.
fn row(header: &[String], texts: &[(&str, &str)]) -> Vec<String> {
    let text =
        |heading: &String| texts.iter().find(|(known, _)| known == heading).map_or("", |(_, text)| text);
    header.iter().map(|heading| text(heading).to_owned()).collect()
}

#[test]
fn a_workbook_that_nobody_changed_changes_nothing() {
    for world in [&company() as &dyn World, &sample()] {
        for lang in [Lang::Zh, Lang::En] {
            let (findings, amended) = Sheets::of(world, lang).take(world);
            assert_eq!(findings, [""; 0]);
            assert_eq!(amended, Amended::default());
        }
    }
}

#[test]
fn a_cell_changes_its_own_text_alone() {
    let world = company();
    let check = |sheet: &str, of: &str, heading: &str, text: &str, before: &str, after: &str| {
        assert_eq!(BUYER.matches(before).count(), 1, "{before}");
        let taken = Sheets::of(&world, Lang::Zh).set(sheet, of, heading, text).taken(&world);
        assert_eq!(taken, BUYER.replace(before, after));
    };
    check("岗位", "采购员", "岗位名称", "采购专员", "采购员   #", "采购专员   #");
    check("岗位", "采购员", "岗位定员", "2-3", "岗位定员: 2", "岗位定员: 2-3");
    check("岗位", "采购员", "权限", "询价\n比价", "权限: 询价\n", "权限:\n  - 询价\n  - 比价\n");
    check("岗位", "采购员", "职级", "P3", "岗位定员: 2\n", "岗位定员: 2\n职级: P3\n");
    check("岗位", "采购员", "状态", "撤销", "  目标: ≥95%\n", "  目标: ≥95%\n状态: 撤销\n");
    check("岗位", "采购员", "权限", "", "权限: 询价\n", "");
    check(
        "岗位",
        "采购员",
        "直接上级（业务）",
        "总经理",
        "直接上级: 采购部经理\n",
        "直接上级:\n  行政: 采购部经理\n  业务: 总经理\n",
    );
    check("职责", "采购办公用品", "标准", "两家比价", "三家比价   #", "两家比价   #");
    check("职责", "登记台账", "描述", "登记台账，每日", "[登记台账,", "[登记台账，每日,");
    check("职责", "签订合同", "标准", "3日内", "- 签订合同\n", "- 描述: 签订合同\n      标准: 3日内\n");
    check(
        "职责",
        "采购办公用品",
        "工作任务",
        "询价\n　标准：三家\n下单",
        "      权重: 60%\n",
        "      工作任务:\n        - 描述: 询价\n          标准: 三家\n        - 下单\n      权重: 60%\n",
    );
    check("任职资格等", "学历", "内容", "本科", "大专及以上", "本科");
    check("任职资格等", "学历", "项目", "学历或职称", "学历:", "学历或职称:");
    check("任职资格等", "技能", "内容", "谈判\n驾驶\n电脑", "[谈判, 电脑]", "[谈判, 驾驶, 电脑]");
    check("考核指标", "及时率", "目标", "≥98%", "≥95%", "≥98%");
}

#[test]
fn rows_come_go_and_move() {
    let world = company();
    let duties = |change: &dyn Fn(&mut Vec<Vec<String>>)| {
        Sheets::of(&world, Lang::Zh).edit("职责", |rows| change(rows)).taken(&world)
    };
    // The rows: two of the manager, then 采购, 签订, 登记, 归档 of the buyer.
    assert_eq!(duties(&|rows| _ = rows.remove(4)), BUYER.replace("    - 签订合同\n", ""));
    assert_eq!(duties(&|rows| _ = rows.remove(6)), BUYER.replace(", \"归档\"", ""));
    let moved =
        "    - 签订合同\n    - 描述: 采购办公用品\n      标准: 三家比价   # 有记录\n      权重: 60%\n";
    let before =
        "    - 描述: 采购办公用品\n      标准: 三家比价   # 有记录\n      权重: 60%\n    - 签订合同\n";
    assert_eq!(duties(&|rows| rows.swap(3, 4)), BUYER.replace(before, moved));
    let added = duties(&|rows| {
        let new = row(
            &rows[0],
            &[("出处", "采购部/采购员.yaml#1"), ("工作类别", "主要工作"), ("描述", "验收"), ("标准", "当日")],
        );
        rows.insert(4, new);
    });
    assert_eq!(
        added,
        BUYER.replace("    - 签订合同\n", "    - 描述: 验收\n      标准: 当日\n    - 签订合同\n")
    );
    // A copied row, with another text; the title alone says whose a new row is.
    let copied = duties(&|rows| {
        let mut new = rows[4].clone();
        new[0].clear();
        let text = rows[0].iter().position(|heading| heading == "描述").unwrap();
        new[text] = "保管合同".into();
        rows.insert(5, new);
    });
    assert_eq!(copied, BUYER.replace("    - 签订合同\n", "    - 签订合同\n    - 保管合同\n"));
    let renamed = duties(&|rows| (5..7).for_each(|row| rows[row][2] = "内勤".into()));
    assert_eq!(renamed, BUYER.replace("日常工作:", "内勤:"));
    let regrouped = duties(&|rows| rows[4][2] = "协调工作".into());
    let after = "  日常工作: [登记台账, \"归档\"]\n";
    let regrouped_text = BUYER
        .replace("    - 签订合同\n", "")
        .replace(after, &format!("  协调工作:\n    - 签订合同\n{after}"));
    assert_eq!(regrouped, regrouped_text);
}

/// Whoever sorts a sheet by a column wants to see it so, and no other order of the duties.
#[test]
fn a_sorted_sheet_changes_no_order() {
    let world = company();
    let mut sheets = Sheets::of(&world, Lang::Zh);
    sheets.edit("职责", |rows| rows[1..].sort_by_key(|row| row[4].clone()));
    let (findings, amended) = sheets.take(&world);
    assert_eq!((findings.len(), amended), (0, Amended::default()));
    let taken = sheets.set("职责", "签订合同", "描述", "签合同").taken(&world);
    assert_eq!(taken, BUYER.replace("签订合同", "签合同"));
}

#[test]
fn what_both_changed_is_left_to_a_person() {
    let mut sheets = Sheets::of(&company(), Lang::Zh);
    sheets.set("岗位", "采购员", "岗位定员", "4").set("岗位", "采购员", "职级", "P3").set(
        "职责",
        "签订合同",
        "描述",
        "签合同",
    );
    let mut world = company();
    let today = BUYER
        .replace("岗位定员: 2", "岗位定员: 3")
        .replace("大专", "本科")
        .replace("- 签订合同", "- 订立合同");
    world.insert("采购部/采购员.yaml", today.clone());
    let (findings, amended) = sheets.take(&world);
    assert_eq!(
        findings,
        [
            "E614 岗位!E3：工作簿和项目都改过，没有采用；工作簿为“4”，项目现为“3”",
            "E614 职责!E5：工作簿和项目都改过，没有采用；工作簿为“签合同”，项目现为“订立合同”",
        ]
    );
    // What nobody changed in the workbook stays as the project has it.
    assert_eq!(*amended.changed[0].after, *today.replace("岗位定员: 3\n", "岗位定员: 3\n职级: P3\n"));
}

#[test]
fn what_the_yaml_cannot_take_is_told_and_the_rest_is_taken() {
    let world = company();
    let mut sheets = Sheets::of(&world, Lang::Zh);
    sheets
        .set("岗位", "采购员", "岗位定员", "两三个")
        .set("岗位", "采购员", "状态", "停用")
        .set("岗位", "采购员", "权限", "比价")
        .edit("职责", |rows| {
            let new = row(&rows[0], &[("出处", "采购部/没有.yaml#1"), ("描述", "甲")]);
            rows.push(new);
        })
        .set("编制", "采购部", "岗位数", "5");
    let (findings, amended) = sheets.take(&world);
    let starts: Vec<&str> = findings.iter().map(|finding| finding.split('：').next().unwrap()).collect();
    assert_eq!(starts, ["E615 职责!A8", "W616 编制!B2", "E615 岗位!E3", "E615 岗位!M3"], "{findings:#?}");
    assert_eq!(*amended.changed[0].after, *BUYER.replace("权限: 询价", "权限: 比价"));
}

#[test]
fn new_positions_get_files_in_the_folder_of_their_department() {
    let world = company();
    let mut sheets = Sheets::of(&world, Lang::Zh);
    sheets
        .edit("岗位", |rows| {
            let new = [
                ("岗位名称", "验收员"),
                ("所在部门", "采购部"),
                ("岗位定员", "1"),
                ("直接上级", "采购部经理"),
            ];
            let new = row(&rows[0], &new);
            rows.push(new);
            let other = row(&rows[0], &[("岗位名称", "会计"), ("所在部门", "财务部")]);
            rows.push(other);
        })
        .edit("职责", |rows| {
            let duty = |group, text| [("岗位名称", "验收员"), ("工作类别", group), ("描述", text)];
            let new =
                [row(&rows[0], &duty("主要工作", "验收货物")), row(&rows[0], &duty("日常工作", "记账"))];
            rows.extend(new);
        });
    let (findings, amended) = sheets.take(&world);
    assert_eq!(findings, [""; 0]);
    assert_eq!(
        amended.added,
        [
            (
                "采购部/验收员.yaml".to_owned(),
                "# yaml-language-server: $schema=../schema/position.schema.json\n\n岗位名称: 验收员\n岗位定员: 1\n直接上级: 采购部经理\n岗位职责:\n  主要工作:\n    - 验收货物\n  日常工作:\n    - 记账\n"
                    .to_owned()
            ),
            (
                "财务部/会计.yaml".to_owned(),
                "# yaml-language-server: $schema=../schema/position.schema.json\n\n岗位名称: 会计\n".to_owned()
            ),
        ]
    );
}

/// A workbook alone makes a project again.
#[test]
fn a_project_comes_back_from_its_workbook() {
    for (source, lang) in [(&company() as &dyn World, Lang::Zh), (&sample(), Lang::Zh), (&sample(), Lang::En)]
    {
        let sheets = Sheets::of(source, lang);
        let (findings, amended) = sheets.take(&Memory::new());
        assert_eq!(findings, [""; 0]);
        let mut back: Memory = amended.added.into_iter().collect();
        // The handbook's own file, and the logo that it names.
        for path in ["handbook.yaml", "logo.svg"] {
            source.read(path).into_iter().for_each(|bytes| back.insert(path, &*bytes));
        }
        let (findings, amended) = sheets.take(&back);
        assert_eq!(findings, [""; 0]);
        assert_eq!(amended, Amended::default());
    }
}

fn with(world: &dyn World, amended: &Amended) -> Memory {
    let files = world.files().unwrap().into_iter().map(|path| {
        let bytes = world.read(&path).unwrap().to_vec();
        (path, bytes)
    });
    let mut after: Memory = files.collect();
    amended.changed.iter().for_each(|file| after.insert(file.path.clone(), &*file.after));
    amended.added.iter().for_each(|(path, text)| after.insert(path.clone(), text.as_str()));
    after
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]
    /// Any edits of texts and rows come back as they were typed, and a second time nothing is left to do.
    #[test]
    fn any_edit_of_a_workbook_comes_back(edits in proptest::collection::vec((0..4_usize, any::<u32>(), 0..5_u8, "[ -~甲乙：、。]{1,8}"), 1..8)) {
        let world = sample();
        let mut sheets = Sheets::of(&world, Lang::Zh);
        for (sheet, at, kind, text) in edits {
            let sheet = ["职责", "考核指标", "任职资格等", "岗位"][sheet];
            let text = text.trim();
            let at = at as usize;
            sheets.edit(sheet, |rows| {
                let row = 1 + at % (rows.len() - 1);
                let texts = ["描述", "标准", "指标", "目标", "内容", "职责概括", "备注"];
                let columns: Vec<usize> = (0..rows[0].len()).filter(|at| texts.contains(&rows[0][*at].as_str())).collect();
                let column = columns[at / 7 % columns.len()];
                match kind {
                    0 if sheet != "岗位" && rows[row - 1][0] == rows[row][0] => _ = rows.remove(row),
                    1 if sheet == "职责" && rows[row - 1][0] == rows[row][0] => rows.swap(row - 1, row),
                    2 if sheet == "职责" => {
                        let mut new = rows[row].clone();
                        new[column] = text.to_owned();
                        rows.insert(row, new);
                    }
                    _ if text.is_empty() => {}
                    _ => rows[row][column] = text.to_owned(),
                }
            });
        }
        let (findings, amended) = sheets.take(&world);
        prop_assert!(findings.iter().all(|finding| finding.starts_with("W616") || finding.contains("没有采用")), "{:?}", findings);
        let after = with(&world, &amended);
        let (again, none) = sheets.take(&after);
        prop_assert_eq!(none, Amended::default());
        prop_assert!(again.len() <= findings.len(), "{:?} {:?}", findings, again);
    }
}

#[test]
fn a_run_shows_the_changes_and_makes_them() {
    let sandbox = Sandbox::new();
    sandbox.write("p/handbook.yaml", "标题: 手册\n部门: [采购部]\n外部岗位: [总经理]\n检查: {W219: 关闭}\n");
    sandbox.write("p/采购部/经理.yaml", MANAGER);
    sandbox.run(&["export", "p", "-o", "a.xlsx", "--lang", "zh"]).exits(0);
    sandbox
        .run(&["import", "a.xlsx", "-o", "p", "--lang", "zh"])
        .exits(0)
        .says("已改 0 个文件中的 0 处，新增 0 个岗位");
    sandbox
        .run(&["import", "a.xlsx", "-o", "q", "--dry-run", "--lang", "en"])
        .exits(2)
        .says("there is no folder q");
    sandbox.run(&["import", "a.xlsx", "-o", "q", "--lang", "zh"]).says("新增 1 个岗位");
    assert!(
        fs::read_to_string(sandbox.path("q/采购部/经理.yaml")).unwrap().contains("岗位名称: 采购部经理\n")
    );
    assert!(
        sandbox.path("q/handbook.yaml").exists() && sandbox.path("q/schema/position.schema.json").exists()
    );
    sandbox.write("b.csv", "岗位名称,甲\n");
    sandbox
        .run(&["import", "a.xlsx", "b.csv", "-o", "p", "--lang", "en"])
        .exits(2)
        .says("import it by itself");
    sandbox
        .run(&["import", "b.csv", "-o", "p", "--dry-run", "--lang", "en"])
        .exits(2)
        .says("--dry-run is for a workbook");
}
