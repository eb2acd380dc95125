//! What a position is made of: duties, indicators, steps of the approval, superiors by their lines.

use serde::Serialize;

use super::held::{Held, KeyPath, Wording};
use super::kind::*;
use super::record::record;
use crate::model::keys::{KeyKind, key};
use crate::model::{Passage, Str};

/// The records of which a position is made.
macro_rules! part_records {
    ($make:ident) => {
        $make! {
            /// Superiors by their lines.
            Superiors, SUPERIORS: "superiors" ("分开写的上级", "Superiors by their lines");
            keys {
                administrative: Passage = names() => key(
                    &["行政", "实线"],
                    "行政上级：安排工作、考核、请假都归他管",
                    "In the administrative (solid) line: who directs and assesses the holder",
                )
                .suggested()
                .example("市场部经理", "Head of Marketing");
                functional: Passage = names() => key(
                    &["业务", "职能", "虚线"],
                    "业务上级：在业务上指导和要求；组织架构图里画成虚线",
                    "In the functional (dotted) line: who guides the holder's profession; dotted in charts",
                )
                .suggested()
                .example("品牌总监", "Brand director");
            }
        }

        $make! {
            /// One responsibility.
            Duty, DUTY: "duty" ("一条职责", "A duty"), or description;
            own {
                /// Counted through all groups of the position, from 1.
                number: usize,
            }
            keys {
                description: Passage = lines() => key(&["描述", "职责描述"], "做什么", "What is to be done")
                    .required()
                    .suggested()
                    .called(&["职责表述", "具体职责表述", "职责内容", "工作内容", "内容", "职责"])
                    .example("策划并执行年度市场活动", "Plan and run the year's campaigns");
                standard: Passage = lines() => key(
                    &["标准", "工作标准"],
                    "做到什么程度：期限、数量、质量",
                    "How well it is to be done: by when, how much, how good",
                )
                .suggested()
                .row()
                .called(&["绩效目的", "业绩衡量标准", "衡量标准", "绩效标准", "考核标准", "工作要求", "要求"])
                .example("活动前15日提交方案", "The plan 15 days before");
                tasks: Box<[Task]> = boxed_list::<Task>() => key(
                    &["工作任务", "任务"],
                    "这条职责下的工作任务，一条一项；有各自标准的，写描述和标准",
                    "The tasks that it consists of, one an item; those with a standard of their own have both",
                )
                .called(&["具体任务", "子任务"])
                .example(
                    "- 拟订活动方案和预算\n- 描述: 现场执行\n  标准: 参加人数不低于计划的90%",
                    "- Draw up the plan and its budget\n- description: Run the event\n  standard: 90% of the planned visitors come",
                );
                /// In boxes, as most of the many duties have none of these.
                weight: Option<Box<Str>> = boxed_text() => key(
                    &["权重"],
                    "权重；各条合计应为 100%",
                    "Its weight; those of all duties add up to 100%",
                )
                .perhaps_called(&["比重", "占比"])
                .example("40%", "40%");
                time: Option<Box<Str>> = boxed_text() => key(
                    &["时间占比"],
                    "占用工作时间的百分比；各条合计应为 100%",
                    "Its share of the working time; those of all duties add up to 100%",
                )
                .called(&["工作时间百分比", "工作时间占比", "时间分配", "时间比例", "消耗时间"])
                .example("25%", "25%");
                share: Option<Box<Str>> = boxed_text() => key(
                    &["负责程度"],
                    "负责程度：全责、部分、支持，或别的说法",
                    "How far the holder answers for it: full, partial, support, or other words",
                )
                .called(&["承担责任", "承担程度", "责任程度"])
                .example("全责", "full");
                frequency: Option<Box<Str>> = boxed_text() => key(&["频次"], "多久做一次", "How often it is done")
                    .called(&["频率", "工作频次"])
                    .example("每季度", "Each quarter");
                output: Option<Box<Passage>> = boxed_lines() => key(&["成果"], "形成的文件或结果", "The documents or results that come of it")
                    .called(&["工作成果", "输出", "产出"])
                    .example("活动方案、总结报告", "Plan, report");
            }
        }

        $make! {
            /// A task (工作任务) of a duty.
            Task, TASK: "task" ("一项工作任务", "A task"), or description;
            keys {
                description: Passage = lines() => key(&["描述", "任务描述"], "做什么", "What is to be done")
                    .required()
                    .suggested()
                    .called(&["内容", "任务", "工作任务"])
                    .example("现场执行", "Run the event");
                standard: Passage = lines() => key(
                    &["标准", "工作标准"],
                    "做到什么程度：期限、数量、质量",
                    "How well it is to be done: by when, how much, how good",
                )
                .suggested()
                .called(&["衡量标准", "考核标准", "工作要求", "要求"])
                .example("参加人数不低于计划的90%", "90% of the planned visitors come");
            }
        }

        $make! {
            /// An assessment figure (考核指标).
            Kpi, KPI: "kpi" ("一项考核指标", "A measure of the work"), or name;
            keys {
                name: Str = text_or_empty() => key(&["指标"], "指标的名称", "What is measured")
                    .required()
                    .suggested()
                    .called(&["指标名称", "指标项目", "考核指标", "考核项目", "名称"])
                    .example("活动计划完成率", "Campaigns run as planned");
                target: Passage = lines() => key(&["目标"], "要达到的目标值", "What is to be reached")
                    .suggested()
                    .called(&["量化目标", "目标值", "指标值", "考核目标", "标准"])
                    .example("≥95%", "95% or more");
                weight: Option<Str> = text() => key(
                    &["权重"],
                    "权重；各项合计应为 100%",
                    "Its weight; those of all measures add up to 100%",
                )
                .suggested()
                .called(&["指标权重", "比重", "占比"])
                .example("60%", "60%");
                cycle: Option<Str> = text() => key(&["周期"], "多久考核一次", "How often it is measured")
                    .called(&["考核周期", "频次"])
                    .example("季度", "Quarterly");
                source: Passage = lines() => key(&["数据来源"], "数据从哪里来", "Where the figures come from")
                    .called(&["来源", "数据提供"])
                    .example("活动台账", "Record of campaigns");
            }
        }

        $make! {
            /// A signature of the approval row (审批).
            Approval, APPROVAL: "approval" ("一道审批", "A step of the approval");
            keys {
                role: Option<Str> = text() => key(&["角色"], "编制、审核、批准等", "Such as drawn up, reviewed or approved")
                    .suggested()
                    .example("审核", "Reviewed");
                name: Option<Str> = text() => key(&["姓名"], "姓名；留空以便签字", "The name; blank leaves room to sign")
                    .suggested()
                    .called(&["人员", "签名", "签字"])
                    .example("沈若溪", "Claire Shen");
                date: Option<Str> = date() => key(&["日期"], "日期，写成 年-月-日", "The date, as year-month-day")
                    .suggested()
                    .called(&["时间", "签字日期"])
                    .example("2025-12-15", "2025-12-15");
            }
        }
    };
}
pub(in crate::model) use part_records;
part_records!(record);

impl Duty {
    /// Whether it, or a task of it, says how well it is to be done.
    pub fn has_standard(&self) -> bool {
        !self.standard.is_empty() || self.tasks.iter().any(|task| !task.standard.is_empty())
    }
}

/// A group of responsibilities, such as 主要工作.
#[derive(Clone, Debug, Serialize)]
pub struct DutyGroup {
    /// `None` where the responsibilities are one plain list.
    pub label: Option<Str>,
    pub items: Vec<Duty>,
}

impl Held for Vec<DutyGroup> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn walk<'a>(&'a self, path: &KeyPath, see: &mut dyn FnMut(&KeyPath, Wording<'a>)) {
        for group in self {
            group.label.iter().for_each(|label| see(path, Wording::Label(label)));
            group.items.walk(path, see);
        }
    }
}

pub const fn groups() -> KeyKind {
    KeyKind::Groups(&DUTY)
}

pub const fn superiors() -> KeyKind {
    KeyKind::Superiors(&SUPERIORS)
}
