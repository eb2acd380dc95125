//! A position: the keys of its file.

use std::sync::Arc;

use super::kind::*;
use super::parts::{Approval, DutyGroup, Kpi, groups, superiors};
use super::record::record;
use crate::diag::Span;
use crate::model::choice::Status;
use crate::model::keys::{LABELS, PARTNERS, key};
use crate::model::{Headcount, Labelled, Passage, Spanned, Str};

/// The record of a position.
macro_rules! position_record {
    ($make:ident) => {
        $make! {
            /// A position (岗位): one form.
            Position, POSITION: "position" ("岗位", "A position");
            own {
                /// An anchor: `d1p3`, the third position of the first department.
                id: String,
                /// The file that describes it.
                #[serde(skip)]
                path: Arc<str>,
                /// The position's first key, for messages about the position as a whole.
                #[serde(skip)]
                span: Span,
            }
            keys {
                title: Str = text_or_empty() => key(
                    &["岗位名称"],
                    "岗位名称，唯一必填的一项",
                    "The position's title, the only key that must be filled in",
                )
                .required()
                .suggested()
                .called(&["职位名称", "职务名称", "岗位名", "职位名", "名称", "岗位", "职位", "职务", "position", "job_title"])
                .example("市场专员", "Marketing specialist");
                /// `None` also for 不填, 无 and `/`.
                code: Option<Str> = code() => key(
                    &["岗位编号"],
                    "岗位编号，全手册不重复；不填、无、/ 表示没有",
                    "The position's code, its own in the whole handbook; 不填, 无 and / mean none",
                )
                .suggested()
                .row()
                .called(&["岗位代码", "岗位编码", "岗位号", "职位代码", "职位编码", "职位编号", "职务编号", "代码"])
                .perhaps_called(&["编号"])
                .example("SC-02", "MK-02");
                /// Named by the position, or else by its folder.
                department: Option<Str>,
                /// Further departments that it serves.
                other_departments: Box<[Str]> = departments() => key(
                    &["所在部门", "所属部门"],
                    "所在部门；不写时为所在文件夹的名称；为几个部门服务的写成列表，编制在第一个",
                    "The department; the folder's name if left out; a list if it serves several, the first counting its people",
                )
                .row()
                .called(&["隶属部门", "部门", "部门名称", "归属部门"])
                .example("市场部", "Marketing");
                headcount: Option<Spanned<Headcount>> = headcount() => key(
                    &["岗位定员", "编制人数"],
                    "岗位定员，用数字写，有上下限的写成 2-3；数目不定时留空",
                    "How many people hold the position, in digits, or a range such as 2-3; empty if the number is not fixed",
                )
                .suggested()
                .row()
                .called(&["定员人数", "岗位编制", "编制", "岗位数量", "定员", "定编", "人数", "岗位人数"])
                .example("2", "2");
                order: Option<Spanned<i64>> = integer() => key(
                    &["序号"],
                    "在部门内的排列顺序，小的在前",
                    "The place among the department's positions, the lowest first",
                )
                .called(&["排序", "顺序"])
                .example("2", "2");
                grade: Option<Str> = text() => key(&["职级"], "职级", "The grade")
                    .row()
                    .called(&["岗位等级", "岗位级别", "职等职级", "职务等级", "级别", "职等"])
                    .example("P3", "P3");
                /// Few have this, or a number and a version of their own.
                family: Option<Box<Str>> = boxed_text() => key(&["职系"], "职系或序列，如管理、技术、营销", "The job family, such as management, engineering or sales")
                    .called(&["序列", "职位序列", "岗位序列", "职务序列", "职位类别", "岗位类别", "职务类别", "职族"])
                    .example("技术序列", "Engineering");
                /// One or more superiors, in the administrative line.
                reports_to: Passage,
                /// Superiors in the functional line.
                functional_superiors: Passage = superiors() => key(
                    &["直接上级", "汇报对象"],
                    "直接上级的岗位名称；有几个时写成列表，或按行政、业务分开写",
                    "The superior's title; a list if there are several, or a mapping that tells their lines apart",
                )
                .suggested()
                .row()
                .called(&[
                    "上级领导", "上级主管", "上级岗位", "上级职位", "直接主管", "直属上级", "直接上司", "直属主管", "直接领导", "直属领导", "上司", "汇报关系",
                    "汇报上级",
                ])
                .example("市场部经理", "Head of Marketing");
                /// Positions that the holder of this one holds, too.
                concurrently: Passage = names() => key(
                    &["兼任", "兼任岗位"],
                    "任职者兼任的其他岗位；兼任的岗位不另计定员",
                    "Positions that the holder holds, too; their headcounts are not counted again",
                )
                .example("品牌主管", "Brand supervisor");
                parent_department: Passage = names() => key(
                    &["上级部门"],
                    "所在部门的上级部门",
                    "The department above the position's own",
                )
                .row()
                .example("总经理办公室", "General Manager's Office");
                /// As typed; the handbook's where the position names none.
                effective_date: Option<Str> = date() => key(
                    &["生效日期"],
                    "本岗位说明书生效的日期，写成 年-月-日",
                    "The day this description takes effect, as year-month-day",
                )
                .row()
                .called(&["实施日期", "执行日期", "启用日期"])
                .example("2026-01-01", "2026-01-01");
                document_number: Option<Box<Str>> = boxed_text() => key(
                    &["文件编号"],
                    "本岗位说明书的文件编号，各岗位自有编号时才写",
                    "The document number of this description, where each has its own",
                )
                .called(&["文号", "文件号", "文件编码"])
                .example("YL-HR-JD-012", "YL-HR-JD-012");
                version: Option<Box<Str>> = boxed_text() => key(
                    &["版本"],
                    "本岗位说明书的版本，各岗位分别修订时才写",
                    "The version of this description, where each is revised by itself",
                )
                .called(&["版本号", "版次", "版本/修订"])
                .example("B/1", "B/1");
                summary: Passage = lines() => key(
                    &["职责概括", "岗位目的"],
                    "用一两句话概括岗位的职责",
                    "What the position is for, in a sentence or two",
                )
                .suggested()
                .row()
                .called(&[
                    "本职", "岗位综述", "岗位概述", "岗位概要", "职责概述", "职责概要", "工作概要", "工作概述", "工作目的", "职位概要", "职位概述", "岗位描述",
                    "职位描述", "岗位定位", "岗位使命",
                ])
                .example(
                    "策划并执行市场活动，收集和分析市场信息",
                    "Plans and runs campaigns, gathers and analyses market information",
                );
                responsibilities: Vec<DutyGroup> = groups() => key(
                    &["岗位职责", "职责"],
                    "职责，按主要工作、日常工作、协调工作等分组，或写成一个列表；不必编号",
                    "The duties, in groups of any name or as one list; they are numbered by themselves",
                )
                .row()
                .called(&[
                    "工作职责", "工作内容", "工作内容和要求", "工作内容表述", "工作内容与要求", "主要职责", "主要职责如下", "主要工作职责", "职务说明", "职责与工作任务", "职位职责", "岗位工作职责", "duties",
                ])
                .example(
                    "主要工作:\n  - 描述: 策划并执行年度市场活动\n    标准: 活动前15日提交方案，结束后5日内完成总结\n    工作任务:\n      - 拟订活动方案和预算\n      - 描述: 现场执行\n        标准: 参加人数不低于计划的90%\n    权重: 40%\n    时间占比: 25%\n    负责程度: 全责\n    频次: 每季度\n    成果: 活动方案、总结报告\n日常工作:\n  - 更新市场信息台账",
                    "Main duties:\n  - description: Plan and run the year's campaigns\n    standard: The plan 15 days before, the report within 5 days after\n    tasks:\n      - Draw up the plan and its budget\n      - description: Run the event\n        standard: 90% of the planned visitors come\n    weight: 40%\n    time: 25%\n    share: full\n    frequency: Each quarter\n    output: Plan, report\nDaily duties:\n  - Keep the record of market information",
                );
                authority: Vec<Str> = texts() => key(
                    &["权限", "工作权限"],
                    "岗位的权限，一条一项",
                    "What the holder may decide or demand, one an item",
                )
                .row()
                .called(&["权力", "职权", "职责权限", "岗位权限", "岗位权力", "工作权力"])
                .example("- 在预算内选择活动供应商", "- Choose suppliers of campaigns within the budget");
                liability: Vec<Str> = texts() => key(
                    &["责任"],
                    "岗位承担的责任，一条一项",
                    "What the holder is liable for, one an item",
                )
                .called(&["承担责任"])
                .example("- 对活动现场的安全负责", "- Safety at events");
                collaboration: Vec<Labelled> = labelled(&PARTNERS) => key(
                    &["工作协作", "工作关系"],
                    "内部和外部的工作协作对象；标签可以自定，也可以只写一个列表或一段文字",
                    "Whom the position works with inside and outside; other labels are allowed, and a plain list or text",
                )
                .row()
                .called(&["工作协作关系", "协作关系", "协调关系", "工作联系", "内外部协调关系"])
                .example(
                    "内部协调部门:\n  - 财务部\n外部协调机构:\n  - 广告公司",
                    "internal:\n  - Finance\nexternal:\n  - Advertising agencies",
                );
                qualifications: Vec<Labelled> = labelled(&LABELS) => key(
                    &["任职资格"],
                    "任职资格：学历、经验、技能等，标签可以自定，也可以只写一个列表或一段文字",
                    "What the holder must bring: education, experience and so on, under labels of any name, or as a plain list or text",
                )
                .row()
                .called(&["任职要求", "任职条件", "任职资格要求", "岗位资格要求", "岗位基本条件", "岗位要求", "requirements"])
                .example(
                    "学历: 大学本科\n经验: 2年以上市场工作经历",
                    "education: Bachelor's degree\nexperience: 2 years in marketing",
                );
                conditions: Vec<Labelled> = labelled(&LABELS) => key(
                    &["其它", "其他"],
                    "使用工具、工作环境、工作时间等，标签可以自定，也可以只写一个列表或一段文字",
                    "Tools, environment, hours and so on, under labels of any name, or as a plain list or text",
                )
                .row()
                .called(&["工作条件", "工作环境与条件"])
                .example("使用工具/设备: 计算机、投影仪\n工作环境: 办公室", "tools: Computer, projector\nenvironment: Office");
                kpis: Vec<Kpi> = list::<Kpi>() => key(
                    &["主要考核指标", "考核指标"],
                    "主要考核指标；只有名称的写一个名称即可，权重合计应为 100%",
                    "How the work is measured; a name alone will do for one, and weights add up to 100%",
                )
                .row()
                .called(&["关键业绩指标", "核心业绩指标", "绩效考核标准", "绩效指标", "关键绩效指标", "kpi"])
                .example(
                    "- 指标: 活动计划完成率\n  目标: ≥95%\n  权重: 60%\n  周期: 季度\n  数据来源: 活动台账\n- 指标: 市场信息准确率\n  目标: ≥98%\n  权重: 40%",
                    "- name: Campaigns run as planned\n  target: 95% or more\n  weight: 60%\n  cycle: Quarterly\n  source: Record of campaigns\n- name: Market information that is right\n  target: 98% or more\n  weight: 40%",
                );
                career: Vec<Labelled> = labelled(&LABELS) => key(
                    &["职业发展"],
                    "职业发展：晋升方向、轮岗方向等；也可以只写一个列表或一段文字",
                    "Where the position leads: promotion, rotation and so on, or as a plain list or text",
                )
                .called(&["岗位发展路径", "职业发展路径", "职业发展通道", "晋升通道"])
                .example(
                    "晋升方向: 市场主管\n轮岗方向: 销售专员",
                    "promote_to: Marketing supervisor\nrotate_to: Sales specialist",
                );
                remarks: Vec<Str> = texts() => key(&["备注"], "备注，一条一项", "Remarks, one an item")
                    .row()
                    .called(&["其他说明", "附注", "注"])
                    .example("- 须经常出差", "- Travels often");
                approvals: Vec<Approval> = list::<Approval>() => key(
                    &["审批"],
                    "编制、审核、批准的人和日期；不写时没有审批一行",
                    "Who drew the sheet up, reviewed and approved it; no such row if left out",
                )
                .example(
                    "- 角色: 审核\n  姓名: 沈若溪\n  日期: 2025-12-15",
                    "- role: Reviewed\n  name: Claire Shen\n  date: 2025-12-15",
                );
                status: Status = choice::<Status>() => key(
                    &["状态"],
                    "在用或撤销；不写时为在用",
                    "Whether the position is active or withdrawn; active if left out",
                )
                .default("active")
                .called(&["岗位状态"])
                .example("在用", "active");
                /// From 1; overrides the handbook's.
                max_pages: Option<Spanned<u32>> = whole(1) => key(
                    &["页数上限"],
                    "本岗位最多排几页；不写时按手册的规定",
                    "The most pages that this position may fill; as the handbook says if left out",
                )
                .example("2", "2");
                extra: Vec<Labelled> = labelled(&LABELS) => key(
                    &["附加"],
                    "附加的行：标签 → 文字或列表",
                    "Further rows of the form: a label, and text or a list",
                )
                .example("保密要求: 不得泄露客户信息", "Secrecy: Customers' data stay in the company");
            }
        }
    };
}
pub(in crate::model) use position_record;
position_record!(record);

impl Position {
    /// The names of other positions and departments.
    pub fn names(&self) -> [&Passage; 4] {
        [&self.reports_to, &self.functional_superiors, &self.concurrently, &self.parent_department]
    }
}
