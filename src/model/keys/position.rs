//! The keys of a position.

use super::words::{LABELS, PARTNERS, STATUSES};
use super::{Kind, Table, key};

pub static POSITION: Table = Table {
    id: "position",
    title: ("岗位", "A position"),
    usual: &["title", "code", "headcount", "reports_to", "summary"],
    keys: &[
        key(
            "title",
            &["岗位名称"],
            Kind::Text,
            "岗位名称，唯一必填的一项",
            "The position's title, the only key that must be filled in",
        )
        .required()
        .example("市场专员", "Marketing specialist"),
        key(
            "code",
            &["岗位编号"],
            Kind::Code,
            "岗位编号，全手册不重复；不填、无、/ 表示没有",
            "The position's code, its own in the whole handbook; 不填, 无 and / mean none",
        )
        .example("SC-02", "MK-02"),
        key(
            "department",
            &["所在部门", "所属部门"],
            Kind::Names,
            "所在部门；不写时为所在文件夹的名称；为几个部门服务的写成列表，编制在第一个",
            "The department; the folder's name if left out; a list if it serves several, the first counting its people",
        )
        .example("市场部", "Marketing"),
        key(
            "headcount",
            &["岗位定员", "编制人数"],
            Kind::Headcount,
            "岗位定员，用数字写，有上下限的写成 2-3；数目不定时留空",
            "How many people hold the position, in digits, or a range such as 2-3; empty if the number is not fixed",
        )
        .example("2", "2"),
        key(
            "order",
            &["序号"],
            Kind::Integer,
            "在部门内的排列顺序，小的在前",
            "The place among the department's positions, the lowest first",
        )
        .example("2", "2"),
        key("grade", &["职级"], Kind::Text, "职级", "The grade").example("P3", "P3"),
        key(
            "reports_to",
            &["直接上级", "汇报对象"],
            Kind::Superiors(&SUPERIORS),
            "直接上级的岗位名称；有几个时写成列表，或按行政、业务分开写",
            "The superior's title; a list if there are several, or a mapping that tells their lines apart",
        )
        .example("市场部经理", "Head of Marketing"),
        key(
            "concurrently",
            &["兼任", "兼任岗位"],
            Kind::Names,
            "任职者兼任的其他岗位；兼任的岗位不另计定员",
            "Positions that the holder holds, too; their headcounts are not counted again",
        )
        .example("品牌主管", "Brand supervisor"),
        key(
            "parent_department",
            &["上级部门"],
            Kind::Names,
            "所在部门的上级部门",
            "The department above the position's own",
        )
        .example("总经理办公室", "General Manager's Office"),
        key(
            "effective_date",
            &["生效日期"],
            Kind::Text,
            "本岗位说明书生效的日期，写成 年-月-日",
            "The day this description takes effect, as year-month-day",
        )
        .example("2026-01-01", "2026-01-01"),
        key(
            "summary",
            &["职责概括", "岗位目的"],
            Kind::Lines,
            "用一两句话概括岗位的职责",
            "What the position is for, in a sentence or two",
        )
        .example(
            "策划并执行市场活动，收集和分析市场信息",
            "Plans and runs campaigns, gathers and analyses market information",
        ),
        key(
            "responsibilities",
            &["岗位职责", "职责"],
            Kind::Groups(&DUTY),
            "职责，按主要工作、日常工作、协调工作等分组，或写成一个列表；不必编号",
            "The duties, in groups of any name or as one list; they are numbered by themselves",
        )
        .example(
            "主要工作:\n  - 描述: 策划并执行年度市场活动\n    标准: 活动前15日提交方案，结束后5日内完成总结\n    权重: 40%\n    频次: 每季度\n    成果: 活动方案、总结报告\n日常工作:\n  - 更新市场信息台账",
            "Main duties:\n  - description: Plan and run the year's campaigns\n    standard: The plan 15 days before, the report within 5 days after\n    weight: 40%\n    frequency: Each quarter\n    output: Plan, report\nDaily duties:\n  - Keep the record of market information",
        ),
        key(
            "authority",
            &["权限", "工作权限"],
            Kind::Texts,
            "岗位的权限，一条一项",
            "What the holder may decide or demand, one an item",
        )
        .example("- 在预算内选择活动供应商", "- Choose suppliers of campaigns within the budget"),
        key(
            "collaboration",
            &["工作协作", "工作关系"],
            Kind::Labelled(&PARTNERS),
            "内部和外部的工作协作对象；标签可以自定，也可以只写一个列表或一段文字",
            "Whom the position works with inside and outside; other labels are allowed, and a plain list or text",
        )
        .example(
            "内部协调部门:\n  - 财务部\n外部协调机构:\n  - 广告公司",
            "internal:\n  - Finance\nexternal:\n  - Advertising agencies",
        ),
        key(
            "qualifications",
            &["任职资格"],
            Kind::Labelled(&LABELS),
            "任职资格：学历、经验、技能等，标签可以自定，也可以只写一个列表或一段文字",
            "What the holder must bring: education, experience and so on, under labels of any name, or as a plain list or text",
        )
        .example(
            "学历: 大学本科\n经验: 2年以上市场工作经历",
            "education: Bachelor's degree\nexperience: 2 years in marketing",
        ),
        key(
            "conditions",
            &["其它", "其他"],
            Kind::Labelled(&LABELS),
            "使用工具、工作环境、工作时间等，标签可以自定，也可以只写一个列表或一段文字",
            "Tools, environment, hours and so on, under labels of any name, or as a plain list or text",
        )
        .example(
            "使用工具/设备: 计算机、投影仪\n工作环境: 办公室",
            "tools: Computer, projector\nenvironment: Office",
        ),
        key(
            "kpis",
            &["主要考核指标", "考核指标"],
            Kind::List { table: &KPI, text: Some("name") },
            "主要考核指标；只有名称的写一个名称即可，权重合计应为 100%",
            "How the work is measured; a name alone will do for one, and weights add up to 100%",
        )
        .example(
            "- 指标: 活动计划完成率\n  目标: ≥95%\n  权重: 60%\n  周期: 季度\n  数据来源: 活动台账\n- 指标: 市场信息准确率\n  目标: ≥98%\n  权重: 40%",
            "- name: Campaigns run as planned\n  target: 95% or more\n  weight: 60%\n  cycle: Quarterly\n  source: Record of campaigns\n- name: Market information that is right\n  target: 98% or more\n  weight: 40%",
        ),
        key(
            "career",
            &["职业发展"],
            Kind::Labelled(&LABELS),
            "职业发展：晋升方向、轮岗方向等；也可以只写一个列表或一段文字",
            "Where the position leads: promotion, rotation and so on, or as a plain list or text",
        )
        .example(
            "晋升方向: 市场主管\n轮岗方向: 销售专员",
            "promote_to: Marketing supervisor\nrotate_to: Sales specialist",
        ),
        key("remarks", &["备注"], Kind::Texts, "备注，一条一项", "Remarks, one an item")
            .example("- 须经常出差", "- Travels often"),
        key(
            "approvals",
            &["审批"],
            Kind::List { table: &APPROVAL, text: None },
            "编制、审核、批准的人和日期；不写时没有审批一行",
            "Who drew the sheet up, reviewed and approved it; no such row if left out",
        )
        .example(
            "- 角色: 审核\n  姓名: 沈若溪\n  日期: 2025-12-15",
            "- role: Reviewed\n  name: Claire Shen\n  date: 2025-12-15",
        ),
        key(
            "status",
            &["状态"],
            Kind::Choice(&STATUSES),
            "在用或撤销；不写时为在用",
            "Whether the position is active or withdrawn; active if left out",
        )
        .default("active")
        .example("在用", "active"),
        key(
            "max_pages",
            &["页数上限"],
            Kind::Whole { min: 1 },
            "本岗位最多排几页；不写时按手册的规定",
            "The most pages that this position may fill; as the handbook says if left out",
        )
        .example("2", "2"),
        key(
            "extra",
            &["附加"],
            Kind::Labelled(&LABELS),
            "附加的行：标签 → 文字或列表",
            "Further rows of the form: a label, and text or a list",
        )
        .example("保密要求: 不得泄露客户信息", "Secrecy: Customers' data stay in the company"),
    ],
};

pub static SUPERIORS: Table = Table {
    id: "superiors",
    title: ("分开写的上级", "Superiors by their lines"),
    usual: &["administrative", "functional"],
    keys: &[
        key(
            "administrative",
            &["行政", "实线"],
            Kind::Names,
            "行政上级：安排工作、考核、请假都归他管",
            "In the administrative (solid) line: who directs and assesses the holder",
        )
        .example("市场部经理", "Head of Marketing"),
        key(
            "functional",
            &["业务", "职能", "虚线"],
            Kind::Names,
            "业务上级：在业务上指导和要求；组织架构图里画成虚线",
            "In the functional (dotted) line: who guides the holder's profession; dotted in charts",
        )
        .example("品牌总监", "Brand director"),
    ],
};

pub static DUTY: Table = Table {
    id: "duty",
    title: ("一条职责", "A duty"),
    usual: &["description", "standard"],
    keys: &[
        key("description", &["描述", "职责描述"], Kind::Lines, "做什么", "What is to be done")
            .required()
            .example("策划并执行年度市场活动", "Plan and run the year's campaigns"),
        key(
            "standard",
            &["标准", "工作标准"],
            Kind::Lines,
            "做到什么程度：期限、数量、质量",
            "How well it is to be done: by when, how much, how good",
        )
        .example("活动前15日提交方案", "The plan 15 days before"),
        key(
            "weight",
            &["权重"],
            Kind::Text,
            "权重；各条合计应为 100%",
            "Its weight; those of all duties add up to 100%",
        )
        .example("40%", "40%"),
        key("frequency", &["频次"], Kind::Text, "多久做一次", "How often it is done")
            .example("每季度", "Each quarter"),
        key("output", &["成果"], Kind::Lines, "形成的文件或结果", "The documents or results that come of it")
            .example("活动方案、总结报告", "Plan, report"),
    ],
};

pub static KPI: Table = Table {
    id: "kpi",
    title: ("一项考核指标", "A measure of the work"),
    usual: &["name", "target", "weight"],
    keys: &[
        key("name", &["指标"], Kind::Text, "指标的名称", "What is measured")
            .required()
            .example("活动计划完成率", "Campaigns run as planned"),
        key("target", &["目标"], Kind::Lines, "要达到的目标值", "What is to be reached")
            .example("≥95%", "95% or more"),
        key(
            "weight",
            &["权重"],
            Kind::Text,
            "权重；各项合计应为 100%",
            "Its weight; those of all measures add up to 100%",
        )
        .example("60%", "60%"),
        key("cycle", &["周期"], Kind::Text, "多久考核一次", "How often it is measured")
            .example("季度", "Quarterly"),
        key("source", &["数据来源"], Kind::Lines, "数据从哪里来", "Where the figures come from")
            .example("活动台账", "Record of campaigns"),
    ],
};

pub static APPROVAL: Table = Table {
    id: "approval",
    title: ("一道审批", "A step of the approval"),
    usual: &["role", "name", "date"],
    keys: &[
        key("role", &["角色"], Kind::Text, "编制、审核、批准等", "Such as drawn up, reviewed or approved")
            .example("审核", "Reviewed"),
        key("name", &["姓名"], Kind::Text, "姓名；留空以便签字", "The name; blank leaves room to sign")
            .example("沈若溪", "Claire Shen"),
        key("date", &["日期"], Kind::Text, "日期，写成 年-月-日", "The date, as year-month-day")
            .example("2025-12-15", "2025-12-15"),
    ],
};
