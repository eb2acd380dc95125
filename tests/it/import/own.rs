//! Our own documents come back equal, in each set.

use gangwei::diag::Lang;
use gangwei::testing::import::ImportedFile;
use gangwei::testing::office;
use gangwei::testing::pipeline::{self, Format, Options};
use gangwei::testing::template::{OutputKind, SetChoice};

use super::{assert_accounted, handbook, imported, said, unplaced};
use crate::sample::sample;

fn built(set: &str, kind: OutputKind) -> Vec<office::OfficeFile> {
    let options = Options {
        formats: vec![Format::Docx],
        kinds: vec![kind],
        template: Some(SetChoice::Name(set.to_owned())),
        ..Options::default()
    };
    let outputs = pipeline::collect(&sample(), &options).value.unwrap();
    outputs.iter().map(|output| office::read(&output.path, &output.bytes).unwrap()).collect()
}

#[test]
fn the_sample_comes_back_from_its_handbook_in_each_set() {
    let source = said(&handbook(&sample()), true);
    for set in ["standard", "compact", "modern", "official"] {
        let (imported, back) = imported(&built(set, OutputKind::Handbook));
        assert_eq!(unplaced(&imported), [""; 0], "{set}");
        assert_accounted(&imported);
        let comments = |file: &ImportedFile| file.text.matches("# 原文").count();
        let doubts: usize = imported.files(Some(Lang::Zh)).iter().map(comments).sum();
        assert!(doubts <= 6, "{set}: {doubts} doubts");
        let back = said(&back, true);
        assert_eq!(back.keys().collect::<Vec<_>>(), source.keys().collect::<Vec<_>>(), "{set}");
        for (title, texts) in &source {
            let (mut own, mut others) = (back[title].clone(), texts.clone());
            own.sort();
            others.sort();
            assert_eq!(own, others, "{set}: {title}");
        }
    }
}

#[test]
fn a_handbook_comes_back_with_its_title_page_revisions_and_departments() {
    let source = handbook(&sample());
    let (_, back) = imported(&built("standard", OutputKind::Handbook));
    let facts = |handbook: &gangwei::testing::model::Handbook| {
        let departments: Vec<_> = handbook
            .departments
            .iter()
            .map(|department| {
                let duties: Vec<_> = department.duties.iter().map(|duty| duty.to_string()).collect();
                (
                    department.name.as_ref().map(|name| name.to_string()),
                    department.manager.as_ref().map(|name| name.to_string()),
                    duties,
                )
            })
            .collect();
        let of = |text: &Option<gangwei::testing::model::Str>| text.as_ref().map(|text| text.to_string());
        let front = [
            &handbook.company,
            &handbook.version,
            &handbook.document_number,
            &handbook.confidentiality,
            &handbook.effective_date,
        ]
        .map(of);
        (front, handbook.revisions.len(), handbook.approvals.len(), departments)
    };
    assert_eq!(facts(&back), facts(&source));
}

#[test]
fn a_file_for_each_position_comes_back_as_one_handbook() {
    let source = said(&handbook(&sample()), true);
    let (imported, back) = imported(&built("standard", OutputKind::Position));
    assert_eq!(unplaced(&imported), [""; 0]);
    // Withdrawn positions have no document of their own.
    let back = said(&back, true);
    assert!(back.len() + 1 >= source.len(), "{} of {}", back.len(), source.len());
    for (title, texts) in &back {
        let count = |texts: &[(String, String)]| {
            texts.iter().filter(|(key, _)| key.starts_with("responsibilities")).count()
        };
        assert_eq!(count(texts), count(&source[title]), "{title}");
    }
}

/// Names of departments and titles come from strangers.
#[test]
fn every_position_gets_a_file_of_its_own_that_the_project_reads() {
    use gangwei::testing::office::{Block, OfficeFile, Story, StoryKind, TextBlock};
    let rows = [
        ("templates", "甲"),
        ("..", "乙"),
        (".git", "丙"),
        ("dist", "丁"),
        ("fonts", "handbook"),
        ("a/b", "../戊"),
        ("_x", "CON"),
        ("市场部", "Manager"),
        ("市场部", "MANAGER"),
        ("市场部", "~$临时"),
        ("", "import"),
        ("", "handbook"),
    ];
    let lines = rows.iter().flat_map(|(department, title)| {
        [
            format!("岗位名称：{title}"),
            format!("所在部门：{department}"),
            "岗位职责：".to_owned(),
            "1、检查设备".to_owned(),
            "2、编制报表".to_owned(),
        ]
    });
    let blocks = lines.map(|text| Block::Paragraph(TextBlock { text, ..TextBlock::default() })).collect();
    let file = OfficeFile {
        path: "a.docx".into(),
        stories: vec![Story { kind: StoryKind::Body, blocks }],
        ..OfficeFile::default()
    };
    let (imported, handbook) = imported(&[file]);
    let paths: Vec<_> = imported.files(None).into_iter().map(|file| file.path).collect();
    assert_eq!(handbook.positions().count(), rows.len(), "{paths:?}");
    assert!(paths.iter().all(|path| !path.contains("..") && path.matches('/').count() <= 1), "{paths:?}");
}

/// A form of two columns: what stands below a label is no value of it.
#[test]
fn labels_that_nobody_knows_are_kept_with_their_values() {
    use gangwei::testing::office::{Block, Grid, GridCell, OfficeFile, Story, StoryKind, TextBlock};
    let rows = [
        ("所在部门", "仓储部"),
        ("岗位名称", "保管员"),
        ("班组人数", "7人"),
        ("身高要求", "170"),
        ("评级", "★★★★☆"),
        ("岗位职责", "管物"),
    ];
    let cell = |row, column, text: &str| GridCell {
        row,
        column,
        rowspan: 1,
        colspan: 1,
        blocks: vec![Block::Paragraph(TextBlock { text: text.to_owned(), ..TextBlock::default() })],
        ..GridCell::default()
    };
    let cells = rows
        .iter()
        .enumerate()
        .flat_map(|(row, (label, value))| [cell(row, 0, label), cell(row, 1, value)])
        .collect();
    let blocks = vec![Block::Table(Grid { rows: rows.len(), columns: 2, cells })];
    let file = OfficeFile {
        path: "a.docx".into(),
        stories: vec![Story { kind: StoryKind::Body, blocks }],
        ..OfficeFile::default()
    };
    let (imported, _) = imported(&[file]);
    let files = imported.files(None);
    let text = &files[1].text;
    assert_eq!(files[1].path, "仓储部/保管员.yaml");
    for line in
        ["岗位名称: 保管员", "岗位职责:", "  - 管物", "  班组人数: 7人", "  身高要求: 170", "  评级: ★★★★☆"]
    {
        assert!(text.lines().any(|own| own == line), "{line}\n{text}");
    }
    assert_eq!(unplaced(&imported), [""; 0]);
}

/// A table of positions in a Word file, after one that has a sheet of its own.
#[test]
fn a_table_with_a_position_in_each_row_is_read_row_by_row() {
    use gangwei::testing::office::{Block, Grid, GridCell, OfficeFile, Story, StoryKind, TextBlock};
    let line = |text: &str, outline_level| {
        Block::Paragraph(TextBlock { text: text.to_owned(), outline_level, ..TextBlock::default() })
    };
    let rows = [
        ["序号", "岗位名称", "直接上级", "岗位职责"],
        ["1", "门卫", "行政主管", "1、登记来访车辆；2、夜间巡查"],
        ["2", "保洁员", "行政主管", "打扫公共区域"],
    ];
    let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
        texts.iter().enumerate().map(move |(column, text)| GridCell {
            row,
            column,
            rowspan: 1,
            colspan: 1,
            blocks: vec![Block::Paragraph(TextBlock { text: (*text).to_owned(), ..TextBlock::default() })],
            ..GridCell::default()
        })
    });
    let blocks = vec![
        line("行政主管岗位说明书", Some(1)),
        line("岗位职责：", None),
        line("1、管理后勤", None),
        line("2、安排值班", None),
        Block::Table(Grid { rows: 3, columns: 4, cells: cells.collect() }),
        line("食堂厨师岗位说明书", Some(1)),
        line("岗位职责：", None),
        line("1、制作三餐", None),
    ];
    let file = OfficeFile {
        path: "a.docx".into(),
        stories: vec![Story { kind: StoryKind::Body, blocks }],
        ..OfficeFile::default()
    };
    let (imported, handbook) = imported(&[file]);
    let said: Vec<_> = handbook
        .positions()
        .map(|position| {
            (
                position.title.to_string(),
                position.responsibilities.iter().map(|group| group.items.len()).sum::<usize>(),
            )
        })
        .collect();
    let expected = [("行政主管", 2), ("门卫", 2), ("保洁员", 1), ("食堂厨师", 1)];
    let mut expected = expected.map(|(title, count)| (title.to_owned(), count)).to_vec();
    let mut said = said;
    said.sort();
    expected.sort();
    assert_eq!(said, expected);
    assert_eq!(unplaced(&imported), [""; 0]);
}
