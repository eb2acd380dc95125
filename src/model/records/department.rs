//! What a handbook is made of: departments, revisions, options of its files.

use super::held::Held;
use super::kind::*;
use super::position::Position;
use super::record::record;
use crate::model::choice::ArchiveLevel;
use crate::model::keys::key;
use crate::model::{Headcount, Passage, Spanned, Str};

/// The records of which a handbook is made.
macro_rules! department_records {
    ($make:ident) => {
        $make! {
            /// A department with its positions.
            Department, DEPARTMENT: "department" ("部门", "A department"), or name;
            own {
                /// An anchor: `d1`, in the handbook's order.
                id: String,
            }
            keys {
                /// `None` for the positions that belong to no department.
                name: Option<Str> = text() => key(
                    &["名称"],
                    "部门名称，与岗位的所在部门或文件夹名一致",
                    "The department's name, as positions or their folder say it",
                )
                .required()
                .suggested()
                .called(&["部门名称", "部门"])
                .example("市场部", "Marketing");
                manager: Option<Str> = text() => key(&["负责人"], "部门负责人的姓名", "Who heads the department")
                    .suggested()
                    .called(&["部门负责人", "主管", "部门经理"])
                    .example("沈若溪", "Claire Shen");
                duties: Vec<Str> = texts() => key(&["部门职责"], "部门职责，一条一项", "The department's duties, one an item")
                    .called(&["职责", "主要职责", "部门主要职责"])
                    .example("- 制定并实施年度市场计划", "- Draw up and carry out the yearly marketing plan");
                /// What the handbook says; the sum of the positions' is the template's to find.
                headcount: Option<Spanned<Headcount>> = headcount() => key(
                    &["编制"],
                    "部门编制人数，应等于各岗位定员之和；有上下限的写成 6-8",
                    "How many people the department has, the sum of its positions' headcounts; a range such as 6-8 will do",
                )
                .suggested()
                .called(&["定员", "人数", "编制人数", "定员人数"])
                .example("6", "6");
            }
            below {
                positions: Vec<Position>,
                /// Positions that serve it, too, though they stand in another department: each by the places of that
                /// department and of the position in it. They count there.
                #[serde(skip)]
                shared: Vec<(usize, usize)>,
            }
        }

        $make! {
            /// An entry of the revision record (修订记录).
            Revision, REVISION: "revision" ("一次修订", "A revision");
            keys {
                version: Option<Str> = text() => key(&["版本"], "修订后的版本号", "The version it made")
                    .suggested()
                    .called(&["版本号"])
                    .example("V1.1", "V1.1");
                date: Option<Str> = date() => key(&["日期"], "修订日期，写成 年-月-日", "Its date, as year-month-day")
                    .suggested()
                    .called(&["修订日期", "时间"])
                    .example("2026-07-01", "2026-07-01");
                summary: Passage = lines() => key(&["说明"], "修订了什么", "What was changed")
                    .suggested()
                    .called(&["修订内容", "修订说明", "内容"])
                    .example("增设品牌主管岗位", "A brand manager was added");
                author: Option<Str> = text() => key(&["修订人"], "修订人", "Who made the changes")
                    .suggested()
                    .called(&["修改人", "编制人"])
                    .example("沈若溪", "Claire Shen");
                approver: Option<Str> = text() => key(&["批准人"], "批准人", "Who approved them")
                    .suggested()
                    .called(&["审批人"])
                    .perhaps_called(&["审核人"])
                    .example("顾明远", "Martin Gu");
            }
        }

        $make! {
            /// Wishes for the PDF.
            Pdf, PDF: "pdf" ("PDF 选项", "Options of the PDF");
            keys {
                archive: Option<ArchiveLevel> = optional_choice::<ArchiveLevel>() => key(
                    &[],
                    "PDF/A 级别；不写时为 a-2a",
                    "The level of PDF/A; a-2a if left out",
                )
                .default("a-2a")
                .example("a-3a", "a-3a");
            }
        }

        $make! {
            /// Wishes for the DOCX.
            Docx, DOCX: "docx" ("Word 选项", "Options of the DOCX");
            keys {
                data: Option<bool> = optional_choice::<bool>() => key(
                    &["附带数据"],
                    "Word 文件里附带所示岗位的数据，供以后核对、合并；不要就写 false",
                    "Whether a DOCX carries the data of the positions that it shows, to be compared and merged later; true if left out",
                )
                .default("true")
                .example("false", "false");
            }
        }
    };
}
pub(in crate::model) use department_records;
department_records!(record);

impl Held for Pdf {}
impl Held for Docx {}
