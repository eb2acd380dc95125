//! What headings say by their words: names of positions, of departments, of the form.

use super::excerpt::Excerpt;
use super::label::is_long;
use super::number::leading_number;
use super::values::shown;

/// The words after which nothing but a position's name stands before.
const SHEETS: [&str; 22] = [
    "job description",
    "position description",
    "岗位工作标准",
    "岗位标准",
    "岗位规范",
    "工作标准",
    "岗位职责说明书",
    "岗位工作职责说明书",
    "岗位职位说明书",
    "职位说明书",
    "岗位说明书",
    "职务说明书",
    "工作说明书",
    "职责说明书",
    "职位描述书",
    "岗位工作职责",
    "岗位职责",
    "工作职责",
    "职位描述",
    "岗位描述",
    "职责描述",
    "职责",
];
/// What stands before 职责 and is no position.
const NO_POSITIONS: [&str; 8] = ["部门", "岗位", "主要", "工作", "基本", "各岗位", "单位", "公司"];

/// Whether a text is the name of the form alone: 岗位职责说明书.
pub fn is_sheet_name(text: &str) -> bool {
    let name = shown(text);
    let name = name.to_ascii_lowercase();
    SHEETS.contains(&name.as_str()) && (name.contains('书') || name.is_ascii())
        || name == "事业单位岗位说明书"
}

/// The name of a position in a heading such as `招聘专员岗位职责说明书（已撤销）`, and whether it is withdrawn.
pub fn title_in(text: &Excerpt) -> Option<(Excerpt, bool)> {
    let number = leading_number(text).map_or(0, |(_, length)| length);
    let own = text.after(number).trimmed();
    let open = own.find(['（', '(']);
    let (name, note) = match open {
        Some(open) => (own.before(open).trimmed(), own.after(open)),
        None => (own.clone(), own.after(own.len())),
    };
    let compact = shown(&name);
    let lower = compact.to_ascii_lowercase();
    let suffix = SHEETS.iter().filter(|suffix| lower.ends_with(*suffix)).max_by_key(|suffix| suffix.len())?;
    let before = &compact[..compact.len() - suffix.len()];
    let count = before.chars().filter(|c| !c.is_whitespace()).count();
    if count == 0 || is_long(before) || NO_POSITIONS.contains(&before) {
        return None;
    }
    // The title's characters, with the blanks between them.
    let end = name
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .nth(count - 1)
        .map(|(at, c)| at + c.len_utf8())?;
    Some((name.before(end).trimmed(), note.contains("撤销")))
}

/// Whether a name is one of a department.
pub fn is_department(name: &str) -> bool {
    let name = shown(name);
    const ENDS: [&str; 20] = [
        "部",
        "处",
        "科",
        "室",
        "中心",
        "车间",
        "委员会",
        "办",
        "部门",
        "组",
        "队",
        "院",
        "所",
        "站",
        "厂",
        "店",
        "局",
        "馆",
        "食堂",
        "公司",
    ];
    ENDS.iter().any(|end| name.ends_with(end))
}
