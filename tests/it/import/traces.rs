//! What the source says of doubtful values stands above them, as comments that change no data.

use std::fmt::Write;
use std::fs;

use gangwei::diag::Lang;
use gangwei::testing::import::{Imported, Mapping, import, report};
use gangwei::testing::model::load;
use gangwei::testing::office::{Block, Grid, GridCell, OfficeFile, Story, StoryKind, TextBlock};

use super::forms::{folders, sources};
use super::{imported, project_of, said};
use crate::golden::assert_text;
use crate::sandbox::Sandbox;

/// A form with a label and a value in each row; a line break is a paragraph of its own.
fn form(rows: &[(&str, &str)]) -> OfficeFile {
    let cell = |row, column, text: &str| GridCell {
        row,
        column,
        rowspan: 1,
        colspan: 1,
        blocks: text
            .split('\n')
            .map(|text| Block::Paragraph(TextBlock { text: text.to_owned(), ..TextBlock::default() }))
            .collect(),
        ..GridCell::default()
    };
    let cells = rows.iter().enumerate();
    let cells = cells.flat_map(|(row, (label, value))| [cell(row, 0, label), cell(row, 1, value)]).collect();
    let blocks = vec![Block::Table(Grid { rows: rows.len(), columns: 2, cells })];
    let stories = vec![Story { kind: StoryKind::Body, blocks }];
    OfficeFile { path: "计量.docx".into(), stories, ..OfficeFile::default() }
}

/// The YAML of the only position, without its schema line.
fn yaml(imported: &Imported, comments: Option<Lang>) -> String {
    let [_, position] = <[_; 2]>::try_from(imported.files(comments)).unwrap();
    position.text.split_once("\n\n").unwrap().1.to_owned()
}

#[test]
fn a_doubtful_value_has_its_source_above() {
    let (imported, _) = imported(&[form(&[
        ("岗位名称", "计量员(2人)"),
        ("职级", "M2\n技术类"),
        ("直接上级", "品质主管、车间主任"),
        ("编制日期", "2024.3.1"),
        ("内部协调部门", "生产部、仓库和采购部"),
        ("外部协调机构", "计量所；检定站、供应商"),
        ("岗位职责", "1、校准量具；2、建立台账。"),
        ("主要考核指标", "完成率（目标：≥95%；权重：60%）"),
    ])]);
    let expected = "\
# 原文（表1第1行第2列）：计量员(2人)
岗位名称: 计量员
# 原文（表1第1行第2列）：计量员(2人)
岗位定员: 2
# 原文（表1第2行第2列）：M2 / 技术类
职级: M2 技术类
直接上级:
  - 品质主管
  - 车间主任
岗位职责:
  - 校准量具
  - 建立台账
工作协作:
  # 原文（表1第5行第2列）：生产部、仓库和采购部
  内部协调部门:
    - 生产部
    - 仓库和采购部
  # 原文（表1第6行第2列）：计量所；检定站、供应商
  外部协调机构:
    - 计量所
    - 检定站
    - 供应商
主要考核指标:
  - 指标: 完成率
    目标: ≥95%
    权重: 60%
审批:
  - 角色: 编制
    # 原文（表1第4行第2列）：2024.3.1
    日期: 2024-03-01
";
    assert_eq!(yaml(&imported, Some(Lang::Zh)), expected);
    let english = yaml(&imported, Some(Lang::En));
    assert!(
        english.contains("# source (table 1, row 2, column 2): M2 / 技术类\n职级: M2 技术类\n"),
        "{english}"
    );
    let plain: Vec<&str> = expected.lines().filter(|line| !line.contains("原文")).collect();
    assert_eq!(yaml(&imported, None).lines().collect::<Vec<_>>(), plain);
    let report: serde_json::Value = serde_json::from_str(&report::json(&imported)).unwrap();
    let doubts = &report["positions"][0]["doubts"];
    assert_eq!(doubts.as_array().unwrap().len(), 6, "{doubts:#}");
    assert_eq!(doubts[5]["source"], "2024.3.1");
    assert!(report::html(&imported, Lang::Zh).contains("# 原文（表1第4行第2列）：2024.3.1"));
}

#[test]
fn a_comment_is_one_line_of_at_most_eighty_characters_of_the_source() {
    let long = "生产部门\u{2028}".repeat(30);
    let (imported, _) =
        imported(&[form(&[("岗位名称", "计量员"), ("职级", &format!("甲\u{feff}乙\n{long}"))])]);
    let yaml = yaml(&imported, Some(Lang::Zh));
    let comment = yaml.lines().find(|line| line.starts_with("# 原文")).unwrap();
    let said: String = "生产部门 ".repeat(30).chars().take(80 - "甲 乙 / ".chars().count()).collect();
    assert_eq!(comment, format!("# 原文（表1第2行第2列）：甲 乙 / {said}…"));
}

/// Each comment of a form, with the line that it stands above.
#[test]
fn the_doubts_of_the_forms_are_few() {
    for folder in folders() {
        let files = sources(&folder);
        if files.is_empty() {
            continue;
        }
        let imported = import(&files, &Mapping::default());
        let mut told = String::new();
        for file in imported.files(Some(Lang::Zh)) {
            let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
            for pair in lines.windows(2).filter(|pair| pair[0].starts_with("# 原文")) {
                writeln!(told, "{}\n{}\n", pair[0], pair[1]).unwrap();
            }
        }
        assert_text(&folder.join("doubts.txt"), &told);
        let data = |comments| said(&load(&project_of(&imported, comments)).handbook, true);
        assert_eq!(data(Some(Lang::Zh)), data(None), "{}", folder.display());
    }
}

#[test]
fn the_program_writes_them_in_its_language_or_leaves_them_out() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "岗位名称,所属部门,职责描述\n班组长(3-5人),生产部,安排生产\n");
    let written = |arguments: &[&str]| {
        sandbox.run(&[&["import", "a.csv", "-o", "手册"], arguments].concat()).exits(0);
        fs::read_to_string(sandbox.path("手册/生产部/班组长.yaml")).unwrap()
    };
    let chinese = written(&["--lang", "zh"]);
    assert_eq!(chinese.matches("# 原文（").count(), 2, "{chinese}");
    // Files that nobody changed are written anew.
    assert_eq!(written(&["--lang", "en"]).matches("# source (").count(), 2);
    let plain: String = chinese.split_inclusive('\n').filter(|line| !line.contains("原文")).collect();
    assert_eq!(written(&["--no-trace"]), plain);
}
