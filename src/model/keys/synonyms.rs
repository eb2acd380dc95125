//! What forms call the keys otherwise: names that are no keys, but surely stand for one.
//!
//! Hints read it. No name stands for two keys of one table, and none is a key of its table itself.

use super::{
    APPROVAL, DEPARTMENT, DUTY, GROUPS, HANDBOOK, KPI, Key, Kind, LABELS, PARTNERS, POSITION, REVISION, Table,
};
use crate::yaml;

/// The names of a key, by the key's English name.
type Names = &'static [(&'static str, &'static [&'static str])];

/// By table.
static SYNONYMS: [(&Table, Names); 7] = [
    (&POSITION, POSITION_NAMES),
    (&HANDBOOK, HANDBOOK_NAMES),
    (&DEPARTMENT, DEPARTMENT_NAMES),
    (&REVISION, REVISION_NAMES),
    (&APPROVAL, APPROVAL_NAMES),
    (&DUTY, DUTY_NAMES),
    (&KPI, KPI_NAMES),
];

const POSITION_NAMES: Names = &[
    (
        "title",
        &[
            "职位名称",
            "职务名称",
            "岗位名",
            "职位名",
            "名称",
            "岗位",
            "职位",
            "职务",
            "position",
            "job_title",
        ],
    ),
    (
        "code",
        &["岗位代码", "岗位编码", "岗位号", "职位代码", "职位编码", "职位编号", "职务编号", "编号", "代码"],
    ),
    ("department", &["隶属部门", "部门", "部门名称", "归属部门"]),
    ("headcount", &["定员人数", "岗位编制", "编制", "定员", "定编", "人数", "岗位人数"]),
    ("order", &["排序", "顺序"]),
    ("grade", &["岗位等级", "岗位级别", "职等职级", "职务等级", "级别", "职等"]),
    (
        "reports_to",
        &[
            "上级领导",
            "上级主管",
            "上级岗位",
            "上级职位",
            "直接主管",
            "直属上级",
            "直接上司",
            "直属主管",
            "直接领导",
            "直属领导",
            "上司",
            "汇报关系",
            "汇报上级",
        ],
    ),
    ("effective_date", &["实施日期", "执行日期", "启用日期"]),
    (
        "summary",
        &[
            "本职",
            "岗位综述",
            "岗位概述",
            "岗位概要",
            "职责概述",
            "职责概要",
            "工作概要",
            "工作概述",
            "工作目的",
            "职位概要",
            "职位概述",
            "岗位描述",
            "职位描述",
            "岗位定位",
            "岗位使命",
        ],
    ),
    (
        "responsibilities",
        &[
            "工作职责",
            "工作内容",
            "主要职责",
            "主要职责如下",
            "主要工作职责",
            "职务说明",
            "职责与工作任务",
            "职位职责",
            "岗位工作职责",
            "duties",
        ],
    ),
    ("authority", &["权力", "职权", "岗位权限", "岗位权力", "工作权力"]),
    ("collaboration", &["工作协作关系", "协作关系", "协调关系", "工作联系", "内外部协调关系"]),
    (
        "qualifications",
        &["任职要求", "任职条件", "任职资格要求", "岗位资格要求", "岗位基本条件", "岗位要求", "requirements"],
    ),
    ("kpis", &["关键业绩指标", "核心业绩指标", "绩效考核标准", "绩效指标", "关键绩效指标", "kpi"]),
    ("conditions", &["工作条件", "工作环境与条件"]),
    ("career", &["岗位发展路径", "职业发展路径", "职业发展通道", "晋升通道"]),
    ("remarks", &["其他说明", "附注", "注"]),
    ("status", &["岗位状态"]),
];

const HANDBOOK_NAMES: Names = &[
    ("title", &["手册名称", "手册标题", "名称"]),
    ("company", &["公司名称", "单位", "单位名称", "企业名称"]),
    ("version", &["版本号"]),
    ("effective_date", &["实施日期", "执行日期"]),
    ("document_number", &["文件编号", "文件号", "发文字号"]),
    ("confidentiality", &["保密级别", "保密等级"]),
    ("logo", &["公司标志", "徽标"]),
    ("departments", &["部门列表", "部门清单", "组织架构"]),
    ("revisions", &["修订历史", "修订履历", "版本记录", "变更记录"]),
    ("foreword", &["前言", "编写说明"]),
    ("external_roles", &["外部上级"]),
];

const DEPARTMENT_NAMES: Names = &[
    ("name", &["部门名称", "部门"]),
    ("manager", &["部门负责人", "主管", "部门经理"]),
    ("duties", &["职责", "主要职责", "部门主要职责"]),
    ("headcount", &["定员", "人数", "编制人数", "定员人数"]),
];

const REVISION_NAMES: Names = &[
    ("version", &["版本号"]),
    ("date", &["修订日期", "时间"]),
    ("summary", &["修订内容", "修订说明", "内容"]),
    ("author", &["修改人", "编制人"]),
    ("approver", &["审批人", "审核人"]),
];

const APPROVAL_NAMES: Names = &[("name", &["人员", "签名", "签字"]), ("date", &["时间", "签字日期"])];

const DUTY_NAMES: Names = &[
    ("description", &["职责表述", "具体职责表述", "职责内容", "工作内容", "内容", "职责"]),
    ("standard", &["绩效目的", "业绩衡量标准", "衡量标准", "绩效标准", "考核标准", "工作要求", "要求"]),
    ("weight", &["比重", "占比"]),
    ("frequency", &["频率", "工作频次"]),
    ("output", &["工作成果", "输出", "产出"]),
];

const KPI_NAMES: Names = &[
    ("name", &["指标名称", "指标项目", "考核指标", "考核项目", "名称"]),
    ("target", &["量化目标", "目标值", "指标值", "考核目标", "标准"]),
    ("weight", &["指标权重", "比重", "占比"]),
    ("cycle", &["考核周期", "频次"]),
    ("source", &["来源", "数据提供"]),
];

/// Of labels, by their keys.
const LABEL_NAMES: Names = &[
    ("education", &["学历资格", "学历要求", "教育背景", "教育水平", "文化程度"]),
    ("major", &["专业要求"]),
    ("experience", &["工作经验", "从业年限", "专业经验", "行业背景", "工作经历", "经验要求"]),
    ("skills", &["知识技能", "岗位技能要求", "技能要求"]),
    ("competencies", &["性格", "能力素质"]),
    ("certificates", &["证书要求", "职业资格", "资格证书"]),
    ("training", &["培训要求", "培训经历"]),
];

/// The key that a name stands for, which is none itself.
pub fn meant_by(name: &str, table: &Table) -> Option<&'static Key> {
    let (table, names) = SYNONYMS.iter().find(|(known, _)| std::ptr::eq(*known, table))?;
    let key = among(name, names)?;
    table.keys.iter().find(|known| known.name == key)
}

/// The key of the label that a name stands for.
pub fn label_meant_by(name: &str) -> Option<&'static str> {
    among(name, LABEL_NAMES)
}

fn among(name: &str, names: Names) -> Option<&'static str> {
    names.iter().find(|(_, synonyms)| synonyms.contains(&name)).map(|(key, _)| *key)
}

/// What the reader of YAML asks about keys.
pub const SPELLING: yaml::Keys = yaml::Keys { known, nests };

/// Whether it is the name of a key, or stands for one, or is a usual name of a group or a label.
fn known(name: &str) -> bool {
    let of_table =
        |(table, _): &(&Table, Names)| table.find(name).is_some() || meant_by(name, table).is_some();
    SYNONYMS.iter().any(of_table)
        || GROUPS.iter().any(|(zh, en)| [*zh, *en].contains(&name))
        || LABELS.iter().chain(&PARTNERS).any(|label| label.names().any(|known| known == name))
        || label_meant_by(name).is_some()
}

/// Whether the key holds a mapping, or may.
fn nests(name: &str) -> bool {
    SYNONYMS.iter().any(|(table, _)| {
        let key = table.find(name).map(|at| &table.keys[at]).or_else(|| meant_by(name, table));
        key.is_some_and(|key| {
            matches!(
                key.kind,
                Kind::Map(_) | Kind::Groups(_) | Kind::Labelled(_) | Kind::Entries | Kind::Choices(_)
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_stands_for_one_key_and_is_none_itself() {
        let mut count = 0;
        for (table, names) in &SYNONYMS {
            let mut all: Vec<&str> = names.iter().flat_map(|(_, names)| names.iter().copied()).collect();
            for (key, _) in names.iter() {
                assert!(table.keys.iter().any(|known| known.name == *key), "{}: {key}", table.id);
            }
            for name in &all {
                assert!(table.find(name).is_none(), "{}: {name}", table.id);
            }
            count += all.len();
            all.sort_unstable();
            assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "{all:?}");
        }
        for (key, names) in LABEL_NAMES {
            assert!(LABELS.iter().any(|label| label.key == *key), "{key}");
            count += names.len();
        }
        assert!(count > 120, "{count}");
    }

    #[test]
    fn the_reader_is_told_what_nests() {
        for name in ["任职资格", "任职要求", "岗位职责", "工作内容", "conditions", "检查", "pdf"]
        {
            assert!(nests(name) && known(name), "{name}");
        }
        for name in ["备注", "权限", "描述", "主要考核指标", "学历", "甲"] {
            assert!(!nests(name), "{name}");
        }
        assert!(known("主要工作") && known("学历要求") && !known("甲"));
    }
}
