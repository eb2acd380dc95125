//! The form's own words, in Chinese and English, and how a handbook puts its own in their place.
//!
//! Templates and charts name a label by its key (`labels.headcount`), so both languages are served alike.

use super::{Entries, Language, Str};
use crate::diag::{Code, Diagnostic, Text, did_you_mean, nearest};

/// A word of the form.
#[derive(Clone, Copy, Debug)]
pub struct FormWord {
    /// What templates call it, in snake_case.
    pub key: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
}

const fn label(key: &'static str, zh: &'static str, en: &'static str) -> FormWord {
    FormWord { key, zh, en }
}

/// Every label, in the form's order.
pub const LABELS: &[FormWord] = &[
    // The sheet and its parts.
    label("form", "岗位职责说明书", "Job Description"),
    label("handbook", "岗位职责说明书", "Job Description Handbook"),
    label("basics", "基本信息", "Basics"),
    label("terms", "权限、协作与任职资格", "Authority, collaboration and qualifications"),
    label("signatures", "签字确认", "Signatures"),
    label("imprint", "版本信息", "Document details"),
    label("position", "岗位", "Position"),
    label("positions", "岗位设置", "Positions"),
    label("number", "序号", "No."),
    label("title", "岗位名称", "Position"),
    label("code", "岗位编号", "Code"),
    label("department", "所在部门", "Department"),
    label("headcount", "岗位定员", "Headcount"),
    label("reports_to", "直接上级", "Reports to"),
    label("administrative", "行政", "direct"),
    label("functional", "业务", "functional"),
    label("concurrently", "兼任岗位", "Also holds"),
    label("held_by", "兼任", "held by"),
    label("concurrent_mark", "兼任", "dual"),
    label("counted_in", "编制在", "counted in"),
    label("parent_department", "上级部门", "Parent department"),
    label("subordinates", "直接下级", "Direct reports"),
    label("peers", "同级岗位", "Peers"),
    label("grade", "职级", "Grade"),
    label("family", "职系", "Job family"),
    label("effective_date", "生效日期", "Effective date"),
    label("sheet_number", "文件编号", "Document no."),
    label("summary", "职责概括", "Summary"),
    label("responsibilities", "岗位职责", "Responsibilities"),
    label("duty", "职责", "Duty"),
    label("duty_group", "工作类别", "Kind of work"),
    label("main_work", "主要工作", "Main work"),
    label("daily_work", "日常工作", "Daily work"),
    label("coordination", "协调工作", "Coordination"),
    label("description", "职责描述", "Description"),
    label("standard", "工作标准", "Standard"),
    label("time", "时间占比", "Time"),
    label("share", "负责程度", "Responsibility"),
    label("full_share", "全责", "full"),
    label("partial_share", "部分", "partial"),
    label("supporting_share", "支持", "support"),
    label("frequency", "频次", "Frequency"),
    label("output", "成果", "Output"),
    label("authority", "权限", "Authority"),
    label("liability", "责任", "Liability"),
    label("collaboration", "工作协作", "Collaboration"),
    label("internal", "内部协调部门", "Internal"),
    label("external", "外部协调机构", "External"),
    label("conditions", "其它", "Conditions"),
    label("tools", "使用工具/设备", "Tools"),
    label("environment", "工作环境", "Environment"),
    label("hours", "工作时间特征", "Working hours"),
    label("records", "所需记录文档", "Records"),
    label("kpis", "主要考核指标", "Key indicators"),
    label("kpi_name", "指标", "Indicator"),
    label("target", "目标", "Target"),
    label("weight", "权重", "Weight"),
    label("cycle", "周期", "Cycle"),
    label("source", "数据来源", "Source"),
    label("qualifications", "任职资格", "Qualifications"),
    label("education", "学历", "Education"),
    label("major", "专业", "Major"),
    label("experience", "经验", "Experience"),
    label("knowledge", "知识", "Knowledge"),
    label("skills", "技能", "Skills"),
    label("certificates", "证书", "Certificates"),
    label("competencies", "素质", "Competencies"),
    label("training", "培训", "Training"),
    label("career", "职业发展", "Career"),
    label("promote_to", "晋升方向", "Promotion to"),
    label("rotate_to", "轮岗方向", "Rotation to"),
    label("extra", "附加", "Further items"),
    label("remarks", "备注", "Remarks"),
    // Signatures.
    label("approvals", "审批", "Approvals"),
    label("role", "角色", "Role"),
    label("name", "姓名", "Name"),
    label("signature", "签字", "Signature"),
    label("date", "日期", "Date"),
    label("incumbent", "任职者", "Incumbent"),
    label("incumbent_signature", "任职者签字", "Incumbent’s signature"),
    label("supervisor_signature", "直接上级签字", "Superior’s signature"),
    label("human_resources_signature", "人力资源部签字", "Human resources’ signature"),
    label("prepared_by", "编制", "Prepared by"),
    label("reviewed_by", "审核", "Reviewed by"),
    label("approved_by", "批准", "Approved by"),
    // The handbook's front matter and tables.
    label("company", "公司", "Company"),
    label("version", "版本", "Version"),
    label("document_number", "文号", "Document no."),
    label("confidentiality", "密级", "Confidentiality"),
    label("foreword", "编制说明", "Foreword"),
    label("contents", "目录", "Contents"),
    label("page", "页码", "Page"),
    label("revisions", "修订记录", "Revisions"),
    label("revision_summary", "修订说明", "Changes"),
    label("author", "修订人", "Author"),
    label("approver", "批准人", "Approver"),
    label("department_name", "部门", "Department"),
    label("manager", "部门负责人", "Manager"),
    label("duties", "部门职责", "Department duties"),
    label("carriers", "承担岗位", "Carried by"),
    label("planned_headcount", "部门编制", "Planned headcount"),
    label("actual_headcount", "定员合计", "Headcount in all"),
    label("headcount_difference", "超缺编", "Over or short"),
    label("position_count", "岗位数", "Positions in all"),
    label("department_positions", "部门职位设置表", "Positions of the department"),
    label("chart", "组织架构图", "Organisation chart"),
    label("department_chart", "部门组织架构图", "Organisation of the department"),
    label("overview", "部门与岗位设置", "Departments and positions"),
    label("staffing", "岗位编制一览表", "Staffing"),
    label("staffing_by_department", "各部门编制", "By department"),
    label("staffing_by_position", "各岗位定员", "By position"),
    label("subtotal", "小计", "Subtotal"),
    label("total", "合计", "Total"),
    label("index", "岗位索引", "Index of positions"),
    label("index_by_pinyin", "按拼音", "By pinyin"),
    label("index_by_code", "按编号", "By code"),
    label("withdrawn", "撤销岗位", "Withdrawn positions"),
    label("withdrawn_mark", "已撤销", "withdrawn"),
    // What has changed since an older state.
    label("changes", "修订对照表", "Table of changes"),
    label("changes_by_department", "各部门情况", "By department"),
    label("changes_of_positions", "岗位增减", "Positions"),
    label("changes_of_texts", "条目对照", "Texts"),
    label("no_changes", "没有改动。", "Nothing has changed."),
    label("whole_handbook", "手册", "Handbook"),
    label("change", "情况", "Change"),
    label("change_item", "条目", "Item"),
    label("before", "修订前", "Before"),
    label("after", "修订后", "Now"),
    label("reason", "理由", "Reason"),
    label("new_count", "新设", "New"),
    label("withdrawn_count", "撤销", "Ended"),
    label("renamed_count", "改名", "Renamed"),
    label("moved_count", "调动", "Moved"),
    label("changed_count", "修订", "Changed"),
    // Punctuation depends on the language, too.
    label("colon", "：", ": "),
    label("comma", "、", ", "),
];

impl FormWord {
    fn text(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }

    /// Whether a handbook that writes `name` means this label: by its key or by its standard words.
    fn is_named(&self, name: &str) -> bool {
        self.key == name || self.zh == name || self.en.eq_ignore_ascii_case(name)
    }
}

/// The labels of a handbook, each with its key.
#[derive(Clone, Debug, Default)]
pub struct Labels(Vec<(&'static str, String)>);

impl Labels {
    /// The word of a label; nothing if none has that key.
    pub fn get(&self, key: &str) -> &str {
        self.0.iter().find(|(known, _)| *known == key).map_or("", |(_, word)| word)
    }

    /// Keys and words, in the form's order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(key, word)| (*key, word.as_str()))
    }
}

/// The labels of a handbook, and what is wrong with its own.
///
/// Own words replace every label whose standard word they name: 岗位职责说明书 is that of two.
pub fn labels(language: Language, own: &Entries<Str>) -> (Labels, Vec<Diagnostic>) {
    let mut words: Vec<(&'static str, String)> =
        LABELS.iter().map(|label| (label.key, label.text(language).to_owned())).collect();
    let mut diagnostics = Vec::new();
    for (name, word) in own.iter() {
        let mut known = false;
        // A key is exact: `position` is not the label whose English word is Position.
        let by_key = LABELS.iter().any(|label| label.key == name.as_str());
        for (label, slot) in LABELS.iter().zip(&mut words) {
            if if by_key { label.key == name.as_str() } else { label.is_named(name) } {
                slot.1 = word.to_string();
                known = true;
            }
        }
        if !known {
            diagnostics.push(unknown_label(name));
        }
    }
    (Labels(words), diagnostics)
}

fn unknown_label(name: &Str) -> Diagnostic {
    let diagnostic = name.blame(Diagnostic::new(
        Code::E116,
        Text::new(
            format!("表格没有标签 `{}`", name.value),
            format!("the form has no label `{}`", name.value),
        ),
    ));
    let candidates = LABELS.iter().flat_map(|label| [label.key, label.zh, label.en]);
    match did_you_mean(nearest(name, candidates)) {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic.with_help(Text::new(
            "写表格上的标准标签（如 `岗位名称`）或它的英文名称（如 `title`）",
            "write a label as it stands in the form (such as `岗位名称`) or its key (such as `title`)",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    fn str(value: &str) -> Str {
        Str::new(value.into(), "handbook.yaml".into(), Span::default())
    }

    fn own(pairs: &[(&str, &str)]) -> Entries<Str> {
        Entries(pairs.iter().map(|(key, word)| (str(key), str(word))).collect())
    }

    #[test]
    fn keys_are_unique_and_snake_case() {
        let mut keys: Vec<&str> = LABELS.iter().map(|label| label.key).collect();
        assert!(keys.iter().all(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), LABELS.len());
    }

    #[test]
    fn labels_follow_the_language() {
        assert_eq!(labels(Language::Chinese, &own(&[])).0.get("headcount"), "岗位定员");
        assert_eq!(labels(Language::English, &own(&[])).0.get("headcount"), "Headcount");
    }

    #[test]
    fn own_words_replace_by_key_or_by_standard_label() {
        let (words, diagnostics) =
            labels(Language::Chinese, &own(&[("title", "职位名称"), ("岗位定员", "编制")]));
        assert_eq!(diagnostics, []);
        assert_eq!(words.get("title"), "职位名称");
        assert_eq!(words.get("headcount"), "编制");
        assert_eq!(words.get("code"), "岗位编号");
    }

    #[test]
    fn a_key_names_one_label_alone() {
        let (words, _) = labels(Language::English, &own(&[("position", "Post")]));
        assert_eq!((words.get("position"), words.get("title")), ("Post", "Position"));
    }

    #[test]
    fn an_unknown_label_is_an_error_with_a_hint() {
        let (_, diagnostics) = labels(Language::Chinese, &own(&[("岗位名秤", "职位")]));
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].code, Code::E116);
        assert!(diagnostics[0].help.as_ref().unwrap().en.contains("岗位名称"));
    }
}
