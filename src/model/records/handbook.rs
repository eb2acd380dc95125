//! The handbook: the keys of `handbook.yaml`.

use std::collections::BTreeSet;

use super::department::{Department, Docx, Pdf, Revision};
use super::held::Keyed;
use super::kind::*;
use super::parts::Approval;
use super::position::Position;
use super::record::record;
use crate::model::choice::{CheckLevel, Language, Status};
use crate::model::keys::key;
use crate::model::{Entries, Passage, Spanned, Str};

/// The record of a handbook.
macro_rules! handbook_record {
    ($make:ident) => {
        $make! {
            /// A whole project.
            Handbook, HANDBOOK: "handbook" ("岗位职责说明书（handbook.yaml）", "A handbook of job descriptions (handbook.yaml)");
            keys {
                /// 岗位职责说明书 where the project names none.
                title: Str = text_or_empty() => key(
                    &["标题"],
                    "手册标题，也是输出文件的名称；不写时为“岗位职责说明书”",
                    "The handbook's title, which also names the output files; 岗位职责说明书 if left out",
                )
                .default("岗位职责说明书")
                .suggested()
                .called(&["手册名称", "手册标题", "名称"])
                .example("岗位职责说明书", "岗位职责说明书");
                company: Option<Str> = text() => key(&["公司"], "公司全称", "The company's full name")
                    .suggested()
                    .called(&["公司名称", "单位", "单位名称", "企业名称"])
                    .example("云岭精工机械有限公司", "Yunling Precision Machinery Co., Ltd.");
                version: Option<Str> = text() => key(&["版本"], "手册的版本号", "The handbook's version")
                    .suggested()
                    .called(&["版本号", "版本/修订", "版次"])
                    .example("V1.0", "V1.0");
                /// As typed.
                effective_date: Option<Str> = date() => key(
                    &["生效日期"],
                    "手册生效的日期，写成 年-月-日",
                    "The day the handbook takes effect, as year-month-day",
                )
                .suggested()
                .called(&["实施日期", "执行日期"])
                .example("2026-01-01", "2026-01-01");
                document_number: Option<Str> = text() => key(
                    &["文号"],
                    "发文字号或文件编号",
                    "The number of the document that puts the handbook into force",
                )
                .called(&["文件编号", "文件号", "发文字号"])
                .example("云岭人字〔2026〕3号", "YL-HR-2026-03");
                confidentiality: Option<Str> = text() => key(&["密级"], "密级", "How confidential the handbook is")
                    .called(&["保密级别", "保密等级"])
                    .example("内部资料", "Internal");
                /// A picture's path in the project.
                logo: Option<Str> = picture() => key(
                    &["标志"],
                    "标志图片的路径，从手册文件夹算起",
                    "The path of the logo's picture, from the project folder",
                )
                .called(&["公司标志", "徽标"])
                .example("logo.png", "logo.png");
                /// A template set's name or folder.
                template: Option<Str> = template() => key(
                    &["模板"],
                    "版式的名称（standard、compact、modern、official）或文件夹；不写时为 standard",
                    "A template set: its name (standard, compact, modern, official) or folder; standard if left out",
                )
                .default("standard")
                .example("compact", "compact");
                /// Values for the template set's parameters, as typed.
                template_options: Entries<Str> = parameters() => key(
                    &["版式参数"],
                    "版式的参数值，如颜色、字号和行距",
                    "Values for the template set's parameters, such as colours, sizes and line heights",
                )
                .example("accent: \"#1f4e79\"\nline_height: 18pt", "accent: \"#1f4e79\"\nline_height: 18pt");
                /// Of the form's own labels.
                language: Language = choice::<Language>() => key(
                    &["语言"],
                    "表格标签的语言：zh 中文，en 英文；不写时为 zh",
                    "The language of the form's labels, zh or en; zh if left out",
                )
                .default("zh")
                .example("zh", "en");
                /// In the handbook's order; the positions stand inside.
                departments: Vec<Department> = list::<Department>() => key(
                    &["部门"],
                    "各部门，按手册中的顺序；只有名称的部门写一个名称即可",
                    "The departments in the handbook's order; a name alone will do for one",
                )
                .suggested()
                .called(&["部门列表", "部门清单", "组织架构"])
                .example(
                    "- 名称: 市场部\n  负责人: 沈若溪\n  编制: 6\n  部门职责:\n    - 制定并实施年度市场计划\n    - 管理品牌和市场信息\n- 财务部",
                    "- name: Marketing\n  manager: Claire Shen\n  headcount: 6\n  duties:\n    - Draw up and carry out the yearly marketing plan\n    - Look after the brand and market information\n- Finance",
                );
                revisions: Vec<Revision> = list::<Revision>() => key(
                    &["修订记录"],
                    "修订记录，从早到晚",
                    "The record of revisions, from the earliest on",
                )
                .called(&["修订历史", "修订履历", "版本记录", "变更记录"])
                .example(
                    "- 版本: V1.0\n  日期: 2026-01-01\n  说明: 首次发布\n  修订人: 沈若溪\n  批准人: 顾明远",
                    "- version: V1.0\n  date: 2026-01-01\n  summary: First issue\n  author: Claire Shen\n  approver: Martin Gu",
                );
                approvals: Vec<Approval> = list::<Approval>() => key(
                    &["审批"],
                    "编制、审核、批准的人和日期",
                    "Who drew the handbook up, reviewed and approved it, and when",
                )
                .example(
                    "- 角色: 编制\n  姓名: 沈若溪\n  日期: 2025-12-08\n- 角色: 批准\n  姓名: 顾明远\n  日期: 2025-12-22",
                    "- role: Drawn up\n  name: Claire Shen\n  date: 2025-12-08\n- role: Approved\n  name: Martin Gu\n  date: 2025-12-22",
                );
                /// A regular expression, known to compile.
                code_pattern: Option<Str> = pattern() => key(
                    &["编号规则"],
                    "岗位编号须符合的正则表达式",
                    "A regular expression that every position's code must match",
                )
                .example("^[A-Z]{2}-[0-9]{2}$", "^[A-Z]{2}-[0-9]{2}$");
                /// The most pages that one position may fill, from 1.
                max_pages: Option<Spanned<u32>> = whole(1) => key(
                    &["页数上限"],
                    "每个岗位最多排几页；岗位可以另定",
                    "The most pages that a position may fill; a position may set its own",
                )
                .example("2", "2");
                /// Own words for the form's labels.
                labels: Entries<Str> = words() => key(
                    &["标签"],
                    "自定的表格标签：原来的标签或它的英文名称 → 改用的文字",
                    "Own words for the form's labels: a label or its key, and what to call it",
                )
                .example("岗位定员: 编制\n其它: 工作条件", "headcount: Staff\nconditions: Working conditions");
                foreword: Passage = prose() => key(
                    &["编制说明"],
                    "编制说明；一段一项，或写成一段文字",
                    "The foreword: a list of paragraphs, or one text",
                )
                .called(&["前言", "编写说明"])
                .example(
                    "- 本说明书依据公司现行组织架构编制\n- 岗位新设、撤销或变动时，由人力资源部修订",
                    "- This handbook follows the present organisation\n- Human Resources revises it when positions change",
                );
                watermark: Option<Str> = watermark() => key(
                    &["水印"],
                    "每一页的水印文字",
                    "The text of the watermark on every page",
                )
                .example("征求意见稿", "Draft");
                /// Positions that others may report to though no file describes them.
                external_roles: Vec<Str> = roles() => key(
                    &["外部岗位"],
                    "可以作直接上级、但本手册没有说明的岗位",
                    "Roles that positions may report to though the handbook does not describe them",
                )
                .called(&["外部上级"])
                .example("- 董事会", "- Board of directors");
                /// How grave a finding of the organisation checks is, by its code.
                checks: Entries<CheckLevel> = choices::<CheckLevel>() => key(
                    &["检查"],
                    "各项检查的级别：代码 → off 关闭、warning 警告、error 错误",
                    "How grave a check's findings are: its code, and off, warning or error",
                )
                .example("W201: error\nW501: off", "W201: error\nW501: off");
                pdf: Pdf = map::<Pdf>() => key(&[], "PDF 选项", "Options of the PDF")
                    .example("archive: a-3a", "archive: a-3a");
                docx: Docx = map::<Docx>() => key(&[], "Word 选项", "Options of the DOCX")
                    .example("附带数据: false", "data: false");
                /// A pattern such as `{code}-{title}`.
                file_name: Option<Str> = file_name() => key(
                    &["文件名"],
                    "输出文件名的格式，可用 {code}、{title} 等",
                    "A pattern for the names of output files, with {code}, {title} and so on",
                )
                .example("\"{code}-{title}\"", "\"{code}-{title}\"");
            }
        }
    };
}
pub(in crate::model) use handbook_record;
handbook_record!(record);

impl Handbook {
    /// All positions, in the handbook's order.
    pub fn positions(&self) -> impl Iterator<Item = &Position> {
        self.departments.iter().flat_map(|department| &department.positions)
    }

    /// The keys for which some position in use has a value, so that all sheets have the same rows.
    pub fn filled(&self) -> BTreeSet<&'static str> {
        let mut filled = BTreeSet::new();
        for position in self.positions().filter(|position| position.status == Status::Active) {
            position.each(&mut |key, held| {
                if !held.is_left_out() {
                    filled.insert(key.name);
                }
            });
        }
        filled
    }

    /// The version of a position's sheet: its own, or else the handbook's.
    pub fn version_of<'a>(&'a self, position: Option<&'a Position>) -> Option<&'a Str> {
        position.and_then(|position| position.version.as_deref()).or(self.version.as_ref())
    }

    /// The document number of a position's sheet: its own, or else the handbook's.
    pub fn document_number_of<'a>(&'a self, position: Option<&'a Position>) -> Option<&'a Str> {
        position.and_then(|position| position.document_number.as_deref()).or(self.document_number.as_ref())
    }
}
