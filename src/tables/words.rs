//! The names of sheets, and headings that are no keys of the data.

use crate::diag::Lang;
use crate::model::keys::choose;

/// A word in Chinese and English.
pub type Word = (&'static str, &'static str);

pub const POSITIONS: Word = ("岗位", "Positions");
pub const DUTIES: Word = ("职责", "Duties");
pub const KPIS: Word = ("考核指标", "Indicators");
pub const LABELLED: Word = ("任职资格等", "Requirements");
pub const APPROVALS: Word = ("审批", "Approvals");
pub const STAFFING: Word = ("编制", "Staffing");

pub const ID: Word = ("出处", "id");
pub const GROUP: Word = ("工作类别", "group");
pub const NUMBER: Word = ("序号", "number");
pub const KEY: Word = ("栏目", "key");
pub const LABEL: Word = ("项目", "label");
pub const TEXT: Word = ("内容", "text");
/// Of the hidden column that tells what a row was.
pub const BASE: Word = ("导出时", "as exported");
pub const DEPARTMENT: Word = ("部门", "department");
pub const POSITION_COUNT: Word = ("岗位数", "positions");
pub const PLANNED: Word = ("部门编制", "planned headcount");
pub const ACTUAL: Word = ("定员合计", "headcount in all");
pub const DIFFERENCE: Word = ("超缺编", "over or short");
pub const TOTAL: Word = ("合计", "Total");

/// Asks whether a text that is not in a list shall stay.
pub const NOT_LISTED: Word = ("名单里没有，仍要这样填吗？", "It is not in the list. Keep it?");
/// Says that a text is none of the words to choose from.
pub const NO_CHOICE: Word = ("请从列表中选一项", "Choose one of the list");

pub fn word(lang: Lang, word: Word) -> &'static str {
    choose(lang, word)
}
