//! What the reader of YAML asks about the names of keys.

use super::keys::{GROUPS, LABELS, PARTNERS, label_meant_by};
use super::records::TABLES;
use crate::yaml;

pub const SPELLING: yaml::Keys = yaml::Keys { known, nests };

/// Whether it is the name of a key, or stands for one, or is a usual name of a group or a label.
fn known(name: &str) -> bool {
    TABLES.iter().any(|table| table.named(name).is_some() || table.meant_by(name).is_some())
        || GROUPS.iter().any(|(zh, en)| [*zh, *en].contains(&name))
        || LABELS.iter().chain(&PARTNERS).any(|label| label.names().any(|known| known == name))
        || label_meant_by(name).is_some()
}

/// Whether the key holds a mapping, or may.
fn nests(name: &str) -> bool {
    TABLES.iter().any(|table| {
        let key = table.named(name).or_else(|| table.meant_by(name));
        key.is_some_and(|key| key.kind.nests())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
