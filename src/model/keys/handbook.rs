//! The keys of `handbook.yaml`.

use super::position::APPROVAL;
use super::words::{ARCHIVES, LANGUAGES, LEVELS};
use super::{Kind, Table, key};

pub static HANDBOOK: Table = Table {
    id: "handbook",
    title: ("岗位职责说明书（handbook.yaml）", "A handbook of job descriptions (handbook.yaml)"),
    usual: &["title", "company", "version", "effective_date", "departments"],
    keys: &[
        key(
            "title",
            &["标题"],
            Kind::Text,
            "手册标题，也是输出文件的名称；不写时为“岗位职责说明书”",
            "The handbook's title, which also names the output files; 岗位职责说明书 if left out",
        )
        .default("岗位职责说明书")
        .example("岗位职责说明书", "岗位职责说明书"),
        key("company", &["公司"], Kind::Text, "公司全称", "The company's full name")
            .example("云岭精工机械有限公司", "Yunling Precision Machinery Co., Ltd."),
        key("version", &["版本"], Kind::Text, "手册的版本号", "The handbook's version")
            .example("V1.0", "V1.0"),
        key(
            "effective_date",
            &["生效日期"],
            Kind::Text,
            "手册生效的日期，写成 年-月-日",
            "The day the handbook takes effect, as year-month-day",
        )
        .example("2026-01-01", "2026-01-01"),
        key(
            "document_number",
            &["文号"],
            Kind::Text,
            "发文字号或文件编号",
            "The number of the document that puts the handbook into force",
        )
        .example("云岭人字〔2026〕3号", "YL-HR-2026-03"),
        key("confidentiality", &["密级"], Kind::Text, "密级", "How confidential the handbook is")
            .example("内部资料", "Internal"),
        key(
            "logo",
            &["标志"],
            Kind::Text,
            "标志图片的路径，从手册文件夹算起",
            "The path of the logo's picture, from the project folder",
        )
        .example("logo.png", "logo.png"),
        key(
            "template",
            &["模板"],
            Kind::Text,
            "版式的名称（standard、compact、modern、official）或文件夹；不写时为 standard",
            "A template set: its name (standard, compact, modern, official) or folder; standard if left out",
        )
        .default("standard")
        .example("compact", "compact"),
        key(
            "template_options",
            &["版式参数"],
            Kind::Entries,
            "版式的参数值，如颜色、字号和行距",
            "Values for the template set's parameters, such as colours, sizes and line heights",
        )
        .example("accent: \"#1f4e79\"\nline_height: 18pt", "accent: \"#1f4e79\"\nline_height: 18pt"),
        key(
            "language",
            &["语言"],
            Kind::Choice(&LANGUAGES),
            "表格标签的语言：zh 中文，en 英文；不写时为 zh",
            "The language of the form's labels, zh or en; zh if left out",
        )
        .default("zh")
        .example("zh", "en"),
        key(
            "departments",
            &["部门"],
            Kind::List { table: &DEPARTMENT, text: Some("name") },
            "各部门，按手册中的顺序；只有名称的部门写一个名称即可",
            "The departments in the handbook's order; a name alone will do for one",
        )
        .example(
            "- 名称: 市场部\n  负责人: 沈若溪\n  编制: 6\n  部门职责:\n    - 制定并实施年度市场计划\n    - 管理品牌和市场信息\n- 财务部",
            "- name: Marketing\n  manager: Claire Shen\n  headcount: 6\n  duties:\n    - Draw up and carry out the yearly marketing plan\n    - Look after the brand and market information\n- Finance",
        ),
        key(
            "revisions",
            &["修订记录"],
            Kind::List { table: &REVISION, text: None },
            "修订记录，从早到晚",
            "The record of revisions, from the earliest on",
        )
        .example(
            "- 版本: V1.0\n  日期: 2026-01-01\n  说明: 首次发布\n  修订人: 沈若溪\n  批准人: 顾明远",
            "- version: V1.0\n  date: 2026-01-01\n  summary: First issue\n  author: Claire Shen\n  approver: Martin Gu",
        ),
        key(
            "approvals",
            &["审批"],
            Kind::List { table: &APPROVAL, text: None },
            "编制、审核、批准的人和日期",
            "Who drew the handbook up, reviewed and approved it, and when",
        )
        .example(
            "- 角色: 编制\n  姓名: 沈若溪\n  日期: 2025-12-08\n- 角色: 批准\n  姓名: 顾明远\n  日期: 2025-12-22",
            "- role: Drawn up\n  name: Claire Shen\n  date: 2025-12-08\n- role: Approved\n  name: Martin Gu\n  date: 2025-12-22",
        ),
        key(
            "code_pattern",
            &["编号规则"],
            Kind::Pattern,
            "岗位编号须符合的正则表达式",
            "A regular expression that every position's code must match",
        )
        .example("^[A-Z]{2}-[0-9]{2}$", "^[A-Z]{2}-[0-9]{2}$"),
        key(
            "max_pages",
            &["页数上限"],
            Kind::Whole { min: 1 },
            "每个岗位最多排几页；岗位可以另定",
            "The most pages that a position may fill; a position may set its own",
        )
        .example("2", "2"),
        key(
            "labels",
            &["标签"],
            Kind::Entries,
            "自定的表格标签：原来的标签或它的英文名称 → 改用的文字",
            "Own words for the form's labels: a label or its key, and what to call it",
        )
        .example("岗位定员: 编制\n其它: 工作条件", "headcount: Staff\nconditions: Working conditions"),
        key(
            "foreword",
            &["编制说明"],
            Kind::Lines,
            "编制说明；一段一项，或写成一段文字",
            "The foreword: a list of paragraphs, or one text",
        )
        .example(
            "- 本说明书依据公司现行组织架构编制\n- 岗位新设、撤销或变动时，由人力资源部修订",
            "- This handbook follows the present organisation\n- Human Resources revises it when positions change",
        ),
        key(
            "watermark",
            &["水印"],
            Kind::Text,
            "每一页的水印文字",
            "The text of the watermark on every page",
        )
        .example("征求意见稿", "Draft"),
        key(
            "external_roles",
            &["外部岗位"],
            Kind::Texts,
            "可以作直接上级、但本手册没有说明的岗位",
            "Roles that positions may report to though the handbook does not describe them",
        )
        .example("- 董事会", "- Board of directors"),
        key(
            "checks",
            &["检查"],
            Kind::Choices(&LEVELS),
            "各项检查的级别：代码 → off 关闭、warning 警告、error 错误",
            "How grave a check's findings are: its code, and off, warning or error",
        )
        .example("W201: error\nW501: off", "W201: error\nW501: off"),
        key("pdf", &[], Kind::Map(&PDF), "PDF 选项", "Options of the PDF")
            .example("archive: a-3a", "archive: a-3a"),
        key(
            "file_name",
            &["文件名"],
            Kind::FileName,
            "输出文件名的格式，可用 {code}、{title} 等",
            "A pattern for the names of output files, with {code}, {title} and so on",
        )
        .example("\"{code}-{title}\"", "\"{code}-{title}\""),
    ],
};

pub static DEPARTMENT: Table = Table {
    id: "department",
    title: ("部门", "A department"),
    usual: &["name", "manager", "headcount"],
    keys: &[
        key(
            "name",
            &["名称"],
            Kind::Text,
            "部门名称，与岗位的所在部门或文件夹名一致",
            "The department's name, as positions or their folder say it",
        )
        .required()
        .example("市场部", "Marketing"),
        key("manager", &["负责人"], Kind::Text, "部门负责人的姓名", "Who heads the department")
            .example("沈若溪", "Claire Shen"),
        key(
            "duties",
            &["部门职责"],
            Kind::Texts,
            "部门职责，一条一项",
            "The department's duties, one an item",
        )
        .example("- 制定并实施年度市场计划", "- Draw up and carry out the yearly marketing plan"),
        key(
            "headcount",
            &["编制"],
            Kind::Headcount,
            "部门编制人数，应等于各岗位定员之和；有上下限的写成 6-8",
            "How many people the department has, the sum of its positions' headcounts; a range such as 6-8 will do",
        )
        .example("6", "6"),
    ],
};

pub static REVISION: Table = Table {
    id: "revision",
    title: ("一次修订", "A revision"),
    usual: &["version", "date", "summary", "author", "approver"],
    keys: &[
        key("version", &["版本"], Kind::Text, "修订后的版本号", "The version it made")
            .example("V1.1", "V1.1"),
        key("date", &["日期"], Kind::Text, "修订日期，写成 年-月-日", "Its date, as year-month-day")
            .example("2026-07-01", "2026-07-01"),
        key("summary", &["说明"], Kind::Lines, "修订了什么", "What was changed")
            .example("增设品牌主管岗位", "A brand manager was added"),
        key("author", &["修订人"], Kind::Text, "修订人", "Who made the changes")
            .example("沈若溪", "Claire Shen"),
        key("approver", &["批准人"], Kind::Text, "批准人", "Who approved them")
            .example("顾明远", "Martin Gu"),
    ],
};

pub static PDF: Table = Table {
    id: "pdf",
    title: ("PDF 选项", "Options of the PDF"),
    usual: &[],
    keys: &[key(
        "archive",
        &[],
        Kind::Choice(&ARCHIVES),
        "PDF/A 级别；不写时为 a-2a",
        "The level of PDF/A; a-2a if left out",
    )
    .default("a-2a")
    .example("a-3a", "a-3a")],
};
