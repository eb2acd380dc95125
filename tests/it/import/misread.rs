//! Forms that are easily misread: labels in English, two positions in one table, bands, questions.

use gangwei::testing::office::OfficeFile;

use super::blocks::{lines, table, word};
use super::{assert_accounted, imported, unplaced};

/// The YAML of the positions of a file, without the line of the schema, in the order of the source. Nothing is left open.
fn read(file: OfficeFile) -> Vec<String> {
    let (imported, _) = imported(&[file]);
    assert_accounted(&imported);
    assert_eq!(unplaced(&imported), [""; 0]);
    let positions = imported.files().into_iter().skip(1);
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
