//! Words that values are chosen from, and labels that are known in both languages.

use super::{ChoiceWord, RowLabel};

const fn choice(value: &'static str, chinese: Option<&'static str>) -> ChoiceWord {
    ChoiceWord { value, chinese }
}

const fn label(
    home: &'static str,
    key: &'static str,
    chinese: &'static [&'static str],
    english: &'static str,
) -> RowLabel {
    RowLabel { key, chinese, english, synonyms: &[], home }
}

pub static LANGUAGES: [ChoiceWord; 2] = [choice("zh", None), choice("en", None)];
pub static STATUSES: [ChoiceWord; 2] = [choice("active", Some("在用")), choice("withdrawn", Some("撤销"))];
pub static LEVELS: [ChoiceWord; 3] =
    [choice("off", Some("关闭")), choice("warning", Some("警告")), choice("error", Some("错误"))];
pub static SWITCHES: [ChoiceWord; 2] = [choice("true", Some("是")), choice("false", Some("否"))];
pub static ARCHIVES: [ChoiceWord; 2] = [choice("a-2a", None), choice("a-3a", None)];

/// Labels of 任职资格, 其它, 职业发展 and 附加.
pub static LABELS: [RowLabel; 14] = [
    label("qualifications", "education", &["学历"], "Education").called(&[
        "学历资格",
        "学历要求",
        "教育背景",
        "教育水平",
        "文化程度",
        "专业学历资格",
        "专业/学历资格",
        "学历与专业",
    ]),
    label("qualifications", "major", &["专业"], "Major").called(&["专业要求"]),
    label("qualifications", "experience", &["经验"], "Experience").called(&[
        "工作经验",
        "从业年限",
        "专业经验",
        "行业背景",
        "工作经历",
        "经验要求",
    ]),
    label("qualifications", "knowledge", &["知识"], "Knowledge"),
    label("qualifications", "skills", &["技能"], "Skills").called(&[
        "知识技能",
        "岗位技能要求",
        "技能要求",
        "技能技巧",
        "专业技能",
        "工作技能",
        "所需技能",
    ]),
    label("qualifications", "certificates", &["证书"], "Certificates").called(&[
        "证书要求",
        "职业资格",
        "资格证书",
    ]),
    label("qualifications", "competencies", &["素质"], "Competencies").called(&[
        "性格",
        "能力素质",
        "个人素质",
        "基本素质",
        "素质要求",
    ]),
    label("qualifications", "training", &["培训"], "Training").called(&["培训要求", "培训经历"]),
    label("conditions", "tools", &["使用工具/设备"], "Tools and equipment").called(&[
        "使用工具设备",
        "使用工具",
        "使用设备",
    ]),
    label("conditions", "environment", &["工作环境"], "Working environment"),
    label("conditions", "hours", &["工作时间特征"], "Working hours").called(&["工作时间"]),
    label("conditions", "records", &["所需记录文档"], "Records"),
    label("career", "promote_to", &["晋升方向"], "Promotion"),
    label("career", "rotate_to", &["轮岗方向"], "Rotation"),
];

/// Labels of 工作协作.
pub static PARTNERS: [RowLabel; 2] = [
    label("collaboration", "internal", &["内部协调部门", "内部"], "Internal departments").called(&[
        "内部协调关系",
        "内部联系",
        "内部沟通",
    ]),
    label("collaboration", "external", &["外部协调机构", "外部"], "External organisations").called(&[
        "外部协调关系",
        "外部联系",
        "外部沟通",
    ]),
];

/// Groups of duties as forms usually have them, in Chinese and English. Any other name will do.
pub static GROUPS: [(&str, &str); 3] =
    [("主要工作", "Main duties"), ("日常工作", "Daily duties"), ("协调工作", "Coordination")];

/// What a file name may take over from a position and its handbook, in braces.
pub const FILE_NAME_FIELDS: [&str; 6] = ["title", "code", "department", "grade", "version", "effective_date"];

/// The key of the label that a name stands for.
pub fn label_meant_by(name: &str) -> Option<&'static str> {
    LABELS.iter().find(|label| label.synonyms.contains(&name)).map(|label| label.key)
}
