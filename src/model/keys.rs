//! The one table of keys: names in both languages, kind of value, documentation.
//!
//! Decoding, hints at misspelt keys, the JSON Schema and the reference all read it, so that they
//! cannot disagree.

/// What a mapping may hold.
#[derive(Debug)]
pub struct Table {
    pub keys: &'static [Key],
}

/// A key.
#[derive(Debug)]
pub struct Key {
    /// The English name, which templates use.
    pub name: &'static str,
    /// Names that mean the same; the first is the usual one.
    pub chinese: &'static [&'static str],
    pub kind: Kind,
    /// Whether it must stand there, and not blank.
    pub required: bool,
    /// One line each, Chinese and English.
    pub doc: (&'static str, &'static str),
}

/// What a value may be. Null and empty are always allowed, and mean blank.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Text,
    /// A text; 不填, 无 and `/` are blank too.
    Code,
    /// A regular expression.
    Pattern,
    /// A text, or a list of text that shows as lines of one text.
    Lines,
    /// A text, or a list of text that shows as one enumeration.
    Names,
    /// A list of text; a single text stands for a list of one.
    Texts,
    /// A whole number not below `min`, written in digits.
    Whole {
        min: u32,
    },
    /// A whole number, which may be negative.
    Integer,
    Choice(&'static [Choice]),
    Map(&'static Table),
    /// A list of mappings; a text stands for a mapping with `text` alone.
    List {
        table: &'static Table,
        text: Option<&'static str>,
    },
    /// A list of duties, or a mapping of group to such lists.
    Groups(&'static Table),
    /// A mapping of label to text or list of text; known labels have a name in each language.
    Labelled(&'static [Label]),
    /// A mapping of the author's own keys to texts.
    Entries,
    /// A mapping of the author's own keys to choices.
    Choices(&'static [Choice]),
}

/// A word out of a few.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: &'static str,
    pub chinese: Option<&'static str>,
}

/// A label that is known in both languages.
#[derive(Debug)]
pub struct Label {
    /// As a key in the data.
    pub key: &'static str,
    /// As a key in the data; the first is what the form shows.
    pub chinese: &'static [&'static str],
    /// What the form shows in English.
    pub english: &'static str,
}

impl Table {
    /// The key that has this name in either language.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.keys.iter().position(|key| key.names().any(|n| n == name))
    }
}

impl Key {
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.chinese.iter().copied())
    }

    /// The Chinese name that messages use.
    pub fn usual(&self) -> &'static str {
        self.chinese.first().copied().unwrap_or(self.name)
    }
}

const fn key(
    name: &'static str,
    chinese: &'static [&'static str],
    kind: Kind,
    zh: &'static str,
    en: &'static str,
) -> Key {
    Key { name, chinese, kind, required: false, doc: (zh, en) }
}

const fn required(key: Key) -> Key {
    Key { required: true, ..key }
}

const fn choice(value: &'static str, chinese: Option<&'static str>) -> Choice {
    Choice { value, chinese }
}

const fn label(key: &'static str, chinese: &'static [&'static str], english: &'static str) -> Label {
    Label { key, chinese, english }
}

pub static LANGUAGES: [Choice; 2] = [choice("zh", None), choice("en", None)];
pub static STATUSES: [Choice; 2] = [choice("active", Some("在用")), choice("withdrawn", Some("撤销"))];
pub static LEVELS: [Choice; 3] =
    [choice("off", Some("关闭")), choice("warning", Some("警告")), choice("error", Some("错误"))];
pub static ARCHIVES: [Choice; 2] = [choice("a-2a", None), choice("a-3a", None)];

/// Labels of 任职资格, 其它, 职业发展 and 附加.
pub static LABELS: [Label; 14] = [
    label("education", &["学历"], "Education"),
    label("major", &["专业"], "Major"),
    label("experience", &["经验"], "Experience"),
    label("knowledge", &["知识"], "Knowledge"),
    label("skills", &["技能"], "Skills"),
    label("certificates", &["证书"], "Certificates"),
    label("competencies", &["素质"], "Competencies"),
    label("training", &["培训"], "Training"),
    label("tools", &["使用工具/设备"], "Tools and equipment"),
    label("environment", &["工作环境"], "Working environment"),
    label("hours", &["工作时间特征"], "Working hours"),
    label("records", &["所需记录文档"], "Records"),
    label("promote_to", &["晋升方向"], "Promotion"),
    label("rotate_to", &["轮岗方向"], "Rotation"),
];

/// Labels of 工作协作.
pub static PARTNERS: [Label; 2] = [
    label("internal", &["内部协调部门", "内部"], "Internal departments"),
    label("external", &["外部协调机构", "外部"], "External organisations"),
];

pub static HANDBOOK: Table = Table {
    keys: &[
        key(
            "title",
            &["标题"],
            Kind::Text,
            "手册标题；默认为岗位职责说明书",
            "the handbook's title; 岗位职责说明书 if left out",
        ),
        key("company", &["公司"], Kind::Text, "公司名称", "the company's name"),
        key("version", &["版本"], Kind::Text, "版本号", "the version"),
        key("effective_date", &["生效日期"], Kind::Text, "生效日期", "the day it takes effect"),
        key("document_number", &["文号"], Kind::Text, "文件编号", "the document's number"),
        key("confidentiality", &["密级"], Kind::Text, "密级", "how confidential it is"),
        key("logo", &["标志"], Kind::Text, "标志图片的路径", "the path of the logo's picture"),
        key(
            "template",
            &["模板"],
            Kind::Text,
            "版式的名称或文件夹；默认为 standard",
            "a template set's name or folder; standard if left out",
        ),
        key(
            "template_options",
            &["版式参数"],
            Kind::Entries,
            "版式的参数值",
            "values for the template set's parameters",
        ),
        key(
            "language",
            &["语言"],
            Kind::Choice(&LANGUAGES),
            "表格标签的语言",
            "the language of the form's labels",
        ),
        key(
            "departments",
            &["部门"],
            Kind::List { table: &DEPARTMENT, text: Some("name") },
            "部门，按排列顺序",
            "the departments, in order",
        ),
        key(
            "revisions",
            &["修订记录"],
            Kind::List { table: &REVISION, text: None },
            "修订记录",
            "the record of revisions",
        ),
        key(
            "approvals",
            &["审批"],
            Kind::List { table: &APPROVAL, text: None },
            "编制、审核、批准",
            "who drew it up, reviewed and approved it",
        ),
        key(
            "code_pattern",
            &["编号规则"],
            Kind::Pattern,
            "岗位编号须符合的正则表达式",
            "a regular expression that codes must match",
        ),
        key(
            "max_pages",
            &["页数上限"],
            Kind::Whole { min: 1 },
            "每个岗位的页数上限",
            "the most pages that a position may fill",
        ),
        key("labels", &["标签"], Kind::Entries, "自定的表格标签", "own words for the form's labels"),
        key("foreword", &["编制说明"], Kind::Lines, "编制说明", "the foreword"),
        key("watermark", &["水印"], Kind::Text, "水印文字", "the watermark's text"),
        key(
            "external_roles",
            &["外部岗位"],
            Kind::Texts,
            "手册以外的上级岗位",
            "superiors whom the handbook does not describe",
        ),
        key(
            "checks",
            &["检查"],
            Kind::Choices(&LEVELS),
            "各项检查的级别",
            "how grave the findings of a check are",
        ),
        key("pdf", &[], Kind::Map(&PDF), "PDF 选项", "options of the PDF"),
        key(
            "file_name",
            &["文件名"],
            Kind::Text,
            "输出文件名的格式，如 {code}-{title}",
            "a pattern for output files, such as {code}-{title}",
        ),
    ],
};

pub static POSITION: Table = Table {
    keys: &[
        required(key("title", &["岗位名称"], Kind::Text, "岗位名称", "the position's title")),
        key(
            "code",
            &["岗位编号"],
            Kind::Code,
            "岗位编号；不填、无、/ 表示没有",
            "the position's code; 不填, 无 and / mean none",
        ),
        key(
            "department",
            &["所在部门", "所属部门"],
            Kind::Text,
            "所在部门；默认为所在文件夹的名称",
            "the department; the folder's name if left out",
        ),
        key(
            "headcount",
            &["岗位定员", "编制人数"],
            Kind::Whole { min: 0 },
            "岗位定员",
            "how many people hold it",
        ),
        key(
            "order",
            &["序号"],
            Kind::Integer,
            "在部门内的排列顺序",
            "the place among the department's positions",
        ),
        key("grade", &["职级"], Kind::Text, "职级", "the grade"),
        key("reports_to", &["直接上级", "汇报对象"], Kind::Names, "直接上级", "the superior"),
        key(
            "parent_department",
            &["上级部门"],
            Kind::Names,
            "上级部门",
            "the department above the department",
        ),
        key("effective_date", &["生效日期"], Kind::Text, "生效日期", "the day it takes effect"),
        key("summary", &["职责概括", "岗位目的"], Kind::Lines, "职责概括", "what the position is for"),
        key(
            "responsibilities",
            &["职责", "岗位职责"],
            Kind::Groups(&DUTY),
            "职责，可按组列出",
            "the responsibilities, in groups or one list",
        ),
        key("authority", &["权限", "工作权限"], Kind::Texts, "权限", "what the position may decide"),
        key(
            "collaboration",
            &["工作协作", "工作关系"],
            Kind::Labelled(&PARTNERS),
            "内部与外部的工作协作",
            "whom the position works with",
        ),
        key(
            "qualifications",
            &["任职资格"],
            Kind::Labelled(&LABELS),
            "任职资格",
            "what the holder must bring",
        ),
        key(
            "conditions",
            &["其它", "其他"],
            Kind::Labelled(&LABELS),
            "工具、环境、工作时间等",
            "tools, environment, hours and so on",
        ),
        key(
            "kpis",
            &["主要考核指标", "考核指标"],
            Kind::List { table: &KPI, text: Some("name") },
            "考核指标",
            "how the work is measured",
        ),
        key("career", &["职业发展"], Kind::Labelled(&LABELS), "职业发展", "where the position leads"),
        key("remarks", &["备注"], Kind::Texts, "备注", "remarks"),
        key(
            "approvals",
            &["审批"],
            Kind::List { table: &APPROVAL, text: None },
            "编制、审核、批准",
            "who drew it up, reviewed and approved it",
        ),
        key(
            "status",
            &["状态"],
            Kind::Choice(&STATUSES),
            "在用或撤销；默认为在用",
            "whether the position is in use; active if left out",
        ),
        key(
            "max_pages",
            &["页数上限"],
            Kind::Whole { min: 1 },
            "本岗位的页数上限",
            "the most pages that it may fill",
        ),
        key("extra", &["附加"], Kind::Labelled(&LABELS), "附加的行", "further rows"),
    ],
};

pub static DEPARTMENT: Table = Table {
    keys: &[
        required(key("name", &["名称"], Kind::Text, "部门名称", "the department's name")),
        key("manager", &["负责人"], Kind::Text, "部门负责人", "who heads it"),
        key("duties", &["部门职责"], Kind::Texts, "部门职责", "the department's duties"),
        key("headcount", &["编制"], Kind::Whole { min: 0 }, "部门编制", "how many people it has"),
    ],
};

pub static REVISION: Table = Table {
    keys: &[
        key("version", &["版本"], Kind::Text, "版本", "the version"),
        key("date", &["日期"], Kind::Text, "日期", "the date"),
        key("summary", &["说明"], Kind::Lines, "修订内容", "what was changed"),
        key("author", &["修订人"], Kind::Text, "修订人", "who changed it"),
        key("approver", &["批准人"], Kind::Text, "批准人", "who approved it"),
    ],
};

pub static APPROVAL: Table = Table {
    keys: &[
        key("role", &["角色"], Kind::Text, "编制、审核或批准", "drawn up, reviewed or approved"),
        key("name", &["姓名"], Kind::Text, "姓名", "the name"),
        key("date", &["日期"], Kind::Text, "日期", "the date"),
    ],
};

pub static DUTY: Table = Table {
    keys: &[
        required(key("description", &["职责描述", "描述"], Kind::Lines, "职责描述", "what is to be done")),
        key("standard", &["工作标准", "标准"], Kind::Lines, "工作标准", "how well it is to be done"),
        key("weight", &["权重"], Kind::Text, "权重", "its weight"),
        key("frequency", &["频次"], Kind::Text, "频次", "how often"),
        key("output", &["成果"], Kind::Lines, "工作成果", "what comes of it"),
    ],
};

pub static KPI: Table = Table {
    keys: &[
        required(key("name", &["指标"], Kind::Text, "指标", "what is measured")),
        key("target", &["目标"], Kind::Lines, "目标值", "what is to be reached"),
        key("weight", &["权重"], Kind::Text, "权重", "its weight"),
        key("cycle", &["周期"], Kind::Text, "考核周期", "how often it is measured"),
        key("source", &["数据来源"], Kind::Lines, "数据来源", "where the figures come from"),
    ],
};

pub static PDF: Table = Table {
    keys: &[key(
        "archive",
        &[],
        Kind::Choice(&ARCHIVES),
        "PDF/A 级别；默认为 a-2a",
        "the level of PDF/A; a-2a if left out",
    )],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> [&'static Table; 8] {
        [&HANDBOOK, &POSITION, &DEPARTMENT, &REVISION, &APPROVAL, &DUTY, &KPI, &PDF]
    }

    #[test]
    fn no_name_means_two_things() {
        for table in all() {
            let mut names: Vec<&str> = table.keys.iter().flat_map(Key::names).collect();
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        }
    }

    #[test]
    fn a_text_item_fills_a_key_of_its_table() {
        for key in all().iter().flat_map(|table| table.keys) {
            if let Kind::List { table, text: Some(text) } = key.kind {
                assert!(table.find(text).is_some_and(|at| table.keys[at].required), "{}", key.name);
            }
        }
    }
}
