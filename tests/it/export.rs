//! The workbook of `gangwei export`: what it holds, read back by another program's reader and by our own.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use gangwei::diag::Lang;
use gangwei::testing::office::{self, Block, StoryKind, plain_text};
use gangwei::{Memory, Options, World, export};

use crate::sample::sample;
use crate::sandbox::Sandbox;

/// A small company, with what few have: tasks, functional superiors, a range, a withdrawn position, two departments.
fn company() -> Memory {
    Memory::from_iter([
        (
            "handbook.yaml",
            "标题: 手册\n生效日期: 2026-01-01\n部门:\n  - {名称: 采购部, 编制: 4}\n  - 财务部\n外部岗位: [董事会]\n",
        ),
        (
            "采购部/岗位.yaml",
            "- 岗位名称: 采购部经理\n  岗位编号: CG-01\n  岗位定员: 1\n  直接上级: 董事会\n  职责: [管理采购]\n  任职资格: [正直, 认真]\n\
             - 岗位名称: 采购员\n  岗位定员: 2-3\n  直接上级: {行政: [采购部经理], 业务: [会计]}\n  所在部门: [采购部, 财务部]\n  权限: [询价, \"比价\"]\n\
             \x20 职责:\n    主要工作:\n      - 描述: 采购\n        标准: 按时\n        权重: 40%\n        工作任务:\n          - 询价\n          - {描述: 签约, 标准: 3日内}\n    日常工作: [记台账]\n\
             \x20 考核指标: [{指标: 及时率, 目标: ≥95%, 权重: 100%}]\n  任职资格: {学历: 大专, 技能: [谈判, 电脑]}\n  附加: {=1+1: \"=2\"}\n",
        ),
        ("财务部/会计.yaml", "岗位名称: 会计\n状态: 撤销\n序号: 3\n审批: [{角色: 审核, 姓名: 甲}]\n"),
    ])
}

fn workbook(world: &dyn World, lang: Lang) -> Vec<u8> {
    let outcome = export(world, &Options::default(), lang);
    assert!(outcome.report.diagnostics.is_empty(), "{:?}", outcome.report.diagnostics);
    outcome.value.unwrap().bytes
}

/// The sheets with their rows, a text each, as calamine reads them.
fn read_back(bytes: &[u8]) -> Vec<(String, Vec<String>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    // The last column is hidden: what the row was.
    let row = |row: &[Data]| {
        let shown = row.split_last().map_or(row, |(_, shown)| shown);
        shown.iter().map(|cell| cell.to_string().replace('\n', "/")).collect::<Vec<_>>().join("|")
    };
    let names = book.sheet_names();
    let sheet = |name: String| (name.clone(), book.worksheet_range(&name).unwrap().rows().map(row).collect());
    names.into_iter().map(sheet).collect()
}

#[test]
fn a_workbook_has_a_row_for_each_item() {
    let sheets = read_back(&workbook(&company(), Lang::Zh));
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["岗位", "职责", "考核指标", "任职资格等", "审批", "编制"]);
    let rows = |at: usize| sheets[at].1.iter().map(String::as_str).collect::<Vec<&str>>();
    assert_eq!(
        rows(0),
        [
            "出处|岗位名称|岗位编号|所在部门|岗位定员|序号|职级|直接上级|直接上级（业务）|上级部门|生效日期|职责概括|权限|备注|状态",
            "采购部/岗位.yaml#1|采购部经理|CG-01|采购部|1|||董事会|||2026-01-01||||在用",
            "采购部/岗位.yaml#2|采购员||采购部、财务部|2～3|||采购部经理|会计||2026-01-01||询价/比价||在用",
            "财务部/会计.yaml#1|会计||财务部||3|||||2026-01-01||||撤销",
        ]
    );
    assert_eq!(
        rows(1),
        [
            "出处|岗位名称|工作类别|序号|描述|标准|工作任务|权重",
            "采购部/岗位.yaml#1|采购部经理||1|管理采购|||",
            "采购部/岗位.yaml#2|采购员|主要工作|1|采购|按时|询价/签约/　标准：3日内|40%",
            "采购部/岗位.yaml#2|采购员|日常工作|2|记台账|||",
        ]
    );
    assert_eq!(
        rows(2),
        ["出处|岗位名称|序号|指标|目标|权重", "采购部/岗位.yaml#2|采购员|1|及时率|≥95%|100%"]
    );
    assert_eq!(
        rows(3),
        [
            "出处|岗位名称|栏目|序号|项目|内容",
            "采购部/岗位.yaml#1|采购部经理|任职资格|1||正直/认真",
            "采购部/岗位.yaml#2|采购员|任职资格|1|学历|大专",
            "采购部/岗位.yaml#2|采购员|任职资格|2|技能|谈判/电脑",
            "采购部/岗位.yaml#2|采购员|附加|1|=1+1|=2",
        ]
    );
    assert_eq!(rows(4), ["出处|岗位名称|序号|角色|姓名|日期", "财务部/会计.yaml#1|会计|1|审核|甲|"]);
    assert_eq!(
        rows(5),
        ["部门|岗位数|部门编制|定员合计|超缺编", "采购部|2|4|3～4|-1～0", "财务部|0|||", "合计|2|4|3～4|"]
    );
}

#[test]
fn equal_data_gives_equal_bytes_and_headings_follow_the_language() {
    assert!(workbook(&company(), Lang::Zh) == workbook(&company(), Lang::Zh));
    let sheets = read_back(&workbook(&company(), Lang::En));
    assert!(sheets[0].1[0].starts_with("id|title|code|department|headcount|order|"), "{}", sheets[0].1[0]);
    assert_eq!(sheets[5].0, "Staffing");
}

/// Our own reader gives the same texts as the other, cell by cell.
#[test]
fn what_is_written_can_be_read() {
    for world in [&company() as &dyn World, &sample()] {
        let bytes = workbook(world, Lang::Zh);
        let file = office::read("岗位数据.xlsx", &bytes).unwrap();
        assert!(file.findings.is_empty(), "{:?}", file.findings);
        let sheets = read_back(&bytes);
        assert_eq!(file.stories.len(), sheets.len());
        for (story, (name, rows)) in file.stories.iter().zip(sheets) {
            assert_eq!(story.kind, StoryKind::Sheet(name));
            let [Block::Table(grid)] = &story.blocks[..] else { panic!("{:?}", story.blocks) };
            let mut own = vec![vec![String::new(); grid.columns]; grid.rows];
            for cell in &grid.cells {
                let text = plain_text(&cell.blocks);
                own[cell.row][cell.column] = text.strip_suffix('\n').unwrap().replace('\n', "/");
            }
            let own: Vec<String> = own.into_iter().map(|row| row[..row.len() - 1].join("|")).collect();
            // A difference shows with its sign, which calamine leaves out.
            assert_eq!(own.join("\n").replace("|+", "|"), rows.join("\n").replace("|+", "|"));
        }
    }
}

#[test]
fn a_file_of_others_is_not_overwritten() {
    let sandbox = Sandbox::with_positions(&["销售员"]);
    let run = |arguments: &[&str]| sandbox.run(&[&["export", "project", "--lang", "en"], arguments].concat());
    run(&[]).exits(0).says("positions.xlsx holds 1 position\n");
    run(&[]).exits(0).says("holds 1 position, unchanged\n");
    sandbox.write("project/市场部/9.yaml", "岗位名称: 商务\n");
    run(&["--format", "xlsx"]).exits(0).says("holds 2 positions\n");
    let file = sandbox.path("dist/positions.xlsx");
    let mut bytes = fs::read(&file).unwrap();
    bytes.push(0);
    fs::write(&file, &bytes).unwrap();
    run(&[]).exits(2).says("made or changed by others, and is not overwritten");
    assert_eq!(fs::read(&file).unwrap(), bytes);
    run(&["-o", "other/b.xlsx"]).exits(0);
    sandbox.write("project/市场部/9.yaml", "岗位名称: 商务\n岗位定员: 两\n");
    run(&["-o", "c.xlsx"]).exits(1);
    assert!(!sandbox.path("c.xlsx").exists());
}
