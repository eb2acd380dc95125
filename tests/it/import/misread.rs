//! Forms that are easily misread: labels in English, two positions in one table, bands, questions.

use gangwei::testing::office::OfficeFile;

use super::blocks::{lines, table, word, workbook};
use super::{assert_accounted, imported, unplaced};

/// The YAML of the positions of a file, without the line of the schema, in the order of the source. Nothing is left open.
pub fn read(file: OfficeFile) -> Vec<String> {
    let (imported, _) = imported(&[file]);
    assert_accounted(&imported);
    assert_eq!(unplaced(&imported), [""; 0]);
    let positions = imported.files(None).into_iter().skip(1);
    positions.map(|file| file.text.split_once("\n\n").unwrap().1.to_owned()).collect()
}

#[test]
fn english_labels_are_known() {
    let file = word(vec![table(&[
        &["Job Title", "Gatekeeper", "Department", "Facilities"],
        &["Reports To", "Facility Manager", "Job Grade", "G3"],
        &["Headcount", "2", "Effective Date", "2026-03-01"],
        &["Job Purpose", "Keep strangers out", "", ""],
        &["Key Responsibilities", "1. Check visitors\n2. Walk the rounds", "", ""],
        &["Education", "High school", "Work Experience", "One year"],
        &["Working Conditions", "Outdoors, in shifts", "", ""],
        &["Key Performance Indicators", "Rounds missed", "", ""],
        &["Approved by", "A. Smith", "Direct Reports", ""],
    ])]);
    assert_eq!(
        read(file),
        ["\
岗位名称: Gatekeeper
岗位定员: 2
职级: G3
直接上级: Facility Manager
生效日期: 2026-03-01
职责概括: Keep strangers out
岗位职责:
  - Check visitors
  - Walk the rounds
任职资格:
  学历: High school
  经验: One year
其它:
  - Outdoors, in shifts
主要考核指标:
  - Rounds missed
审批:
  - 角色: 批准
    姓名: A. Smith
"]
    );
}

#[test]
fn headings_in_english_begin_positions() {
    let position = |title: &str| {
        [
            format!("{title} Job Description"),
            "Job Summary: Watches the gate".to_owned(),
            "Duties and Responsibilities:".to_owned(),
            "1. Check visitors".to_owned(),
            "2. Walk the rounds".to_owned(),
            "Qualifications:".to_owned(),
            "Education: High school".to_owned(),
        ]
    };
    let texts = [position("Day Guard"), position("Night Guard")].concat();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let read = read(lines(&texts));
    let expected = |title: &str| {
        format!(
            "岗位名称: {title}\n职责概括: Watches the gate\n岗位职责:\n  - Check visitors\n  - Walk the rounds\n任职资格:\n  学历: High school\n"
        )
    };
    assert_eq!(read, [expected("Day Guard"), expected("Night Guard")]);
}

#[test]
fn labels_in_two_languages_are_known() {
    let file = word(vec![table(&[
        &["岗位名称 Job Title", "门卫", "Department 所属部门", "后勤部"],
        &["直接上级/Reports To", "后勤主管", "职级\nGrade", "G3"],
        &["岗位职责（Responsibilities）", "1、巡查\n2、登记", "", ""],
        &["ERP权限", "只读", "学历 Education", "高中"],
    ])]);
    assert_eq!(
        read(file),
        ["\
岗位名称: 门卫
职级: G3
直接上级: 后勤主管
岗位职责:
  - 巡查
  - 登记
任职资格:
  学历: 高中
附加:
  ERP权限: 只读
"]
    );
}

/// What each position says of these keys, in one line.
fn facts(file: OfficeFile) -> Vec<String> {
    let flat = |text: String| text.trim_end().replace('\n', " ").replace("   ", " ").replace("  ", " ");
    read(file).into_iter().map(flat).collect()
}

const TWO: [&str; 2] = [
    "岗位名称: 门卫 直接上级: 后勤主管 岗位职责: - 巡查 - 登记 任职资格: 学历: 高中",
    "岗位名称: 保洁员 直接上级: 后勤主管 岗位职责: - 打扫 - 消毒 任职资格: 学历: 初中",
];

#[test]
fn two_forms_side_by_side_are_two_positions() {
    let rows: [&[&str]; 5] = [
        &["岗位职责说明书", "", "", ""],
        &["岗位名称", "门卫", "岗位名称", "保洁员"],
        &["直接上级", "后勤主管", "直接上级", "后勤主管"],
        &["岗位职责", "1、巡查\n2、登记", "岗位职责", "1、打扫\n2、消毒"],
        &["学历", "高中", "学历", "初中"],
    ];
    assert_eq!(facts(word(vec![table(&rows)])), TWO);
    // In a workbook, an empty column parts them.
    let rows: [&[&str]; 4] = [
        &["岗位名称", "门卫", "", "岗位名称", "保洁员"],
        &["直接上级", "后勤主管", "", "直接上级", "后勤主管"],
        &["岗位职责", "1、巡查\n2、登记", "", "岗位职责", "1、打扫\n2、消毒"],
        &["学历", "高中", "", "学历", "初中"],
    ];
    assert_eq!(facts(workbook(&rows)), TWO);
}

#[test]
fn forms_below_one_another_in_a_sheet_are_positions_each() {
    let form = |heading, title, duties, education| {
        [
            [heading, "", "", ""],
            ["所属部门", "后勤部", "直接上级", "后勤主管"],
            ["岗位名称", title, "学历", education],
            ["岗位职责", duties, "", ""],
            ["", "", "", ""],
        ]
    };
    let rows = [
        form("岗位说明书", "门卫", "1、巡查\n2、登记", "高中"),
        form("保洁员岗位说明书", "保洁员", "1、打扫\n2、消毒", "初中"),
    ]
    .concat();
    let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
    assert_eq!(facts(workbook(&rows)), TWO);
    assert_eq!(facts(word(vec![table(&rows)])), TWO);
}

#[test]
fn headings_in_a_sheet_begin_positions() {
    let rows: [&[&str]; 9] = [
        &["门卫岗位职责", ""],
        &["直接上级", "后勤主管"],
        &["岗位职责", "1、巡查\n2、登记"],
        &["学历", "高中"],
        &["", ""],
        &["保洁员岗位职责", ""],
        &["直接上级", "后勤主管"],
        &["岗位职责", "1、打扫\n2、消毒"],
        &["学历", "初中"],
    ];
    assert_eq!(facts(workbook(&rows)), TWO);
}

#[test]
fn a_column_may_be_a_position() {
    let rows: [&[&str]; 4] = [
        &["岗位名称", "门卫", "保洁员"],
        &["直接上级", "后勤主管", "后勤主管"],
        &["岗位职责", "1、巡查\n2、登记", "1、打扫\n2、消毒"],
        &["学历", "高中", "初中"],
    ];
    assert_eq!(facts(word(vec![table(&rows)])), TWO);
    assert_eq!(facts(workbook(&rows)), TWO);
}

/// A form with pairs of labels and values in a sheet is no list with a header.
#[test]
fn a_form_in_a_sheet_is_one_position() {
    let rows: [&[&str]; 3] = [
        &["岗位名称", "门卫", "直接上级", "后勤主管"],
        &["学历", "高中", "", ""],
        &["岗位职责", "1、巡查\n2、登记", "", ""],
    ];
    assert_eq!(facts(workbook(&rows)), TWO[..1]);
}

#[test]
fn what_belongs_to_several_forms_side_by_side_stays_open() {
    use gangwei::testing::office::Block;
    let rows: [&[&str]; 3] = [
        &["岗位名称", "门卫", "岗位名称", "保洁员"],
        &["直接上级", "后勤主管", "直接上级", "后勤主管"],
        &["两岗均须持证上岗"],
    ];
    let Block::Table(mut grid) = table(&rows) else { unreachable!() };
    grid.cells.last_mut().unwrap().colspan = 4;
    let (imported, handbook) = imported(&[word(vec![Block::Table(grid)])]);
    assert_eq!(handbook.positions().count(), 2);
    assert_eq!(unplaced(&imported), ["表1第3行第1列: 两岗均须持证上岗"]);
}

#[test]
fn lists_side_by_side_and_headers_that_come_again_are_read() {
    let header = ["岗位名称", "直接上级", "岗位职责", "学历"];
    let guard = ["门卫", "后勤主管", "1、巡查\n2、登记", "高中"];
    let cleaner = ["保洁员", "后勤主管", "1、打扫\n2、消毒", "初中"];
    assert_eq!(facts(workbook(&[&header, &guard, &header, &cleaner])), TWO);
    let beside = |one: [&'static str; 4], other: [&'static str; 4]| [&one[..], &[""], &other].concat();
    assert_eq!(facts(workbook(&[&beside(header, header), &beside(guard, cleaner)])), TWO);
}

#[test]
fn questions_are_labels_of_their_answers() {
    let questions = [
        ("这个岗位是做什么的？", "看守大门，维护秩序"),
        ("主要做哪些工作？", "1、巡查\n2、登记"),
        ("向谁汇报？", "后勤主管"),
        ("需要什么学历？", "高中"),
        ("上班穿什么衣服？", "统一的制服"),
    ];
    let expected = "\
岗位名称: 门卫
直接上级: 后勤主管
职责概括: 看守大门，维护秩序
岗位职责:
  - 巡查
  - 登记
任职资格:
  学历: 高中
附加:
  上班穿什么衣服？: 统一的制服
";
    let below: Vec<&str> = questions.iter().flat_map(|(question, answer)| [*question, *answer]).collect();
    let behind: Vec<String> = questions[..4]
        .iter()
        .enumerate()
        .map(|(index, (question, answer))| format!("{}. {question}{answer}", index + 1))
        .collect();
    let behind: Vec<&str> = behind.iter().map(String::as_str).chain(below[8..].iter().copied()).collect();
    for texts in [&below, &behind] {
        assert_eq!(read(lines(&[&["岗位名称：门卫"], &texts[..]].concat())), [expected]);
    }
    let rows: Vec<[&str; 2]> = questions.iter().map(|(question, answer)| [*question, *answer]).collect();
    let rows: Vec<&[&str]> =
        std::iter::once(&["岗位名称", "门卫"][..]).chain(rows.iter().map(|row| &row[..])).collect();
    assert_eq!(read(word(vec![table(&rows)])), [expected]);
}

#[test]
fn a_label_of_a_row_alone_names_what_stands_below() {
    let texts = ["岗位名称：门卫", "任职资格：", "学历：", "高中", "技能：", "1、急救", "2、灭火"];
    assert_eq!(
        read(lines(&texts)),
        ["岗位名称: 门卫\n任职资格:\n  学历: 高中\n  技能:\n    - 急救\n    - 灭火\n"]
    );
}

#[test]
fn groups_keep_names_with_a_slash() {
    let expected = "岗位名称: 养老院主管\n岗位职责:\n  护理员/厨师:\n    - 照料老人\n    - 做饭\n  保安/司机:\n    - 看门\n";
    let rows: [&[&str]; 4] = [
        &["岗位名称", "养老院主管", "", ""],
        &["岗位职责", "护理员/厨师", "1", "照料老人"],
        &["", "", "2", "做饭"],
        &["", "保安/司机", "1", "看门"],
    ];
    assert_eq!(read(word(vec![table(&rows)])), [expected]);
    let texts =
        ["养老院主管岗位职责", "一、护理员/厨师", "1、照料老人", "2、做饭", "二、保安/司机", "1、看门"];
    assert_eq!(read(lines(&texts)), [expected]);
}

#[test]
fn unstyled_headings_above_numbers_begin_positions() {
    let texts = ["护理员/厨师岗位职责", "1、照料老人", "2、做饭", "保安岗位职责", "1、看门", "2、巡查"];
    assert_eq!(
        facts(lines(&texts)),
        ["岗位名称: 护理员/厨师 岗位职责: - 照料老人 - 做饭", "岗位名称: 保安 岗位职责: - 看门 - 巡查"]
    );
}

#[test]
fn rows_without_a_title_belong_to_the_position_above() {
    let rows: [&[&str]; 6] = [
        &["岗位名称", "直接上级", "岗位职责", "学历"],
        &["门卫", "后勤主管", "巡查", "高中"],
        &["", "后勤主管", "登记", ""],
        &["保洁员", "后勤主管", "打扫", "初中"],
        &["", "", "消毒", ""],
        &["合计", "", "4", ""],
    ];
    let (imported, _) = imported(&[workbook(&rows)]);
    assert_eq!(unplaced(&imported), ["Sheet1表1第6行第1列: 合计", "Sheet1表1第6行第3列: 4"]);
    assert_eq!(facts(workbook(&rows[..5])), TWO);
}
