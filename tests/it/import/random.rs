//! Whatever blocks a file has, an import ends, accounts for every character, and writes YAML that reads.

use gangwei::testing::import::Mapping;
use gangwei::testing::office::{Block, Grid, GridCell, ListNumber, OfficeFile, Story, StoryKind, TextBlock};
use proptest::prelude::*;

use crate::seeds::fuzz::import::check;

/// Words that forms are made of, and some that are no labels.
fn text() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        Just("岗位名称"),
        Just("岗位职责"),
        Just("任职资格"),
        Just("学历"),
        Just("："),
        Just("直接上级"),
        Just("销售员"),
        Just("1、"),
        Just("（一）"),
        Just("考核指标"),
        Just("权重"),
        Just("目标"),
        Just("审批"),
        Just("编制"),
        Just("2025年3月1日"),
        Just("工作任务"),
        Just("；"),
        Just("。"),
        Just("\n"),
        Just("　　"),
        Just("□"),
        Just("☑"),
        Just("（"),
        Just("）"),
        Just("职责一"),
        Just("岗位说明书"),
        Just("部门职责"),
        Just("检查设备"),
        Just("a: b"),
        Just("- "),
        Just("\"'"),
        Just("\u{0}"),
        Just("权限"),
        Just("描述"),
        Just("标准"),
    ];
    proptest::collection::vec(words, 0..5).prop_map(|words| words.concat())
}

fn paragraph() -> impl Strategy<Value = TextBlock> {
    let number = proptest::option::of((prop_oneof!["1\\.", "（一）", "•", "a\\)"], 0u8..3, any::<bool>()));
    (text(), proptest::option::of(1u8..4), number, any::<bool>()).prop_map(
        |(text, outline_level, number, grey)| TextBlock {
            text,
            outline_level,
            number: number.map(|(text, level, is_bullet)| ListNumber { text, level, is_bullet }),
            is_grey: grey && outline_level.is_none(),
            ..TextBlock::default()
        },
    )
}

/// Tables whose cells may overlap, leave holes, and hold tables.
fn block() -> impl Strategy<Value = Block> {
    let paragraph = paragraph().prop_map(Block::Paragraph);
    paragraph.prop_recursive(3, 40, 6, |inner| {
        let cell = (0usize..5, 0usize..4, 1usize..3, 1usize..3, proptest::collection::vec(inner, 0..3));
        proptest::collection::vec(cell, 0..10).prop_map(|cells| {
            let mut cells: Vec<GridCell> = cells
                .into_iter()
                .map(|(row, column, rowspan, colspan, blocks)| GridCell {
                    row,
                    column,
                    rowspan,
                    colspan,
                    blocks,
                    ..GridCell::default()
                })
                .collect();
            cells.sort_by_key(|cell| (cell.row, cell.column));
            Block::Table(Grid { rows: 6, columns: 5, cells })
        })
    })
}

proptest! {
    #[test]
    fn any_blocks_are_accounted_for(blocks in proptest::collection::vec(block(), 0..6), is_sheet in any::<bool>()) {
        let kind = if is_sheet { StoryKind::Sheet("市场部".to_owned()) } else { StoryKind::Body };
        let file = OfficeFile { path: "岗位说明书.docx".into(), stories: vec![Story { kind, blocks }], ..OfficeFile::default() };
        check(file, &Mapping::default());
    }
}
