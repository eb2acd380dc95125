//! What a person wants the labels of the source to mean: `import.yaml`.
//!
//! An import writes what it took each label for, with its count and an example; the next one follows what the person
//! made of it.

use std::collections::HashSet;
use std::sync::Arc;

use super::ledger::{LabelUse, Ledger};
use super::plain::plain;
use crate::amend::scalar;
use crate::diag::{Code, Diagnostic, Place, Text, did_you_mean, nearest};
use crate::model::POSITION;
use crate::model::keys::{DataKey, LABELS, PARTNERS, RowLabel};
use crate::yaml::{Value, parse};

/// The target of labels whose rows stay as they are, under `extra`.
pub const EXTRA: &str = "附加";
/// The target of labels whose rows are left out.
pub const SKIP: &str = "略去";

const HEAD: &str = "\
# 原来表格里的每个标签归到哪一项。不对的改一改，再运行一次同样的 gangwei import，全部文件都照这里的办理。
# 冒号后面可以写：岗位的项目（如 职责概括、权限）；任职资格等下面的标签（如 学历、经验）；
# 附加（这一行照原样保留）；略去（不要）。删去的行由程序自己判断。

";

/// What a label is mapped to.
#[derive(Clone, Copy, Debug)]
pub enum MappedTo {
    Key(&'static DataKey),
    Row(&'static RowLabel),
    Extra,
    Skip,
}

/// Labels as files have them, and what they mean, in the order of `import.yaml`.
#[derive(Clone, Debug, Default)]
pub struct Mapping(Vec<MappingEntry>);

#[derive(Clone, Debug)]
struct MappingEntry {
    label: String,
    target: MappedTo,
    /// Where the label stands in `import.yaml`.
    place: Place,
}

impl Mapping {
    pub fn iter(&self) -> impl Iterator<Item = (&str, MappedTo)> {
        self.0.iter().map(|entry| (entry.label.as_str(), entry.target))
    }

    /// A warning for each entry whose label no paragraph begins with.
    pub fn unmatched(&self, ledger: &Ledger) -> Vec<Diagnostic> {
        let seen: HashSet<String> = ledger.labels().map(|(label, _)| plain(label)).collect();
        let mut open: Vec<(String, &MappingEntry)> =
            self.0.iter().map(|entry| (plain(&entry.label), entry)).collect();
        open.retain(|(label, _)| !seen.contains(label));
        if !open.is_empty() {
            for (fragment, _) in ledger.fragments() {
                let text = plain(&fragment.text);
                open.retain(|(label, _)| !text.starts_with(label.as_str()));
            }
        }
        let told = |(_, entry): (String, &MappingEntry)| {
            let message = Text::new(
                format!("原文件里没有“{}”这个标签", entry.label),
                format!("the files have no label `{}`", entry.label),
            );
            // A label of the source may stand inside the text of another one, where it was not taken for a label.
            let begins =
                ledger.fragments().filter_map(|(fragment, _)| fragment.text.split(['：', ':']).next());
            let near = nearest(&entry.label, ledger.labels().map(|(label, _)| label).chain(begins));
            let finding = Diagnostic::new(Code::W614, message);
            Diagnostic { place: Some(entry.place.clone()), help: did_you_mean(near), ..finding }
        };
        open.into_iter().map(told).collect()
    }

    /// Reads `import.yaml`.
    ///
    /// # Errors
    /// All of its mistakes: YAML, targets that are none, labels that stand twice.
    pub fn read(path: &Arc<str>, bytes: &[u8]) -> Result<Mapping, Vec<Diagnostic>> {
        let parsed = parse(path, bytes);
        let mut faults: Vec<Diagnostic> = parsed.diagnostics;
        let mut mapping = Mapping::default();
        let entries = parsed.documents.iter().flat_map(|node| match &node.value {
            Value::Map(entries) => entries.as_slice(),
            Value::List(_) | Value::Scalar(_) => {
                let message = Text::new(
                    "import.yaml 应当是“标签: 项目”的对照表",
                    "import.yaml is a mapping of labels to keys",
                );
                faults.push(Diagnostic::new(Code::E611, message).at(path, node.span));
                &[]
            }
        });
        let entries: Vec<_> = entries.collect();
        for entry in entries {
            let (Some(label), Some(target)) = (entry.key.as_scalar(), entry.value.as_scalar()) else {
                let message =
                    Text::new("标签对应的应当是一个项目的名称", "a label is mapped to the name of a key");
                faults.push(Diagnostic::new(Code::E611, message).at(path, entry.value.span));
                continue;
            };
            if target.is_null() {
                continue;
            }
            if mapping.iter().any(|(known, _)| plain(known) == plain(&label.text)) {
                let message = Text::new(
                    format!("标签“{}”写了两次", label.text),
                    format!("the label `{}` stands twice", label.text),
                );
                faults.push(Diagnostic::new(Code::E611, message).at(path, entry.key.span));
                continue;
            }
            match target_named(&target.text) {
                Some(target) => {
                    let place = Place { path: path.clone(), span: Some(entry.key.span) };
                    mapping.0.push(MappingEntry { label: label.text.clone(), target, place });
                }
                None => {
                    let message = Text::new(
                        format!("没有“{}”这个项目", target.text),
                        format!("there is no key `{}`", target.text),
                    );
                    let near = did_you_mean(nearest(&target.text, names()));
                    let finding = Diagnostic::new(Code::E611, message).at(path, entry.value.span);
                    faults.push(Diagnostic { help: near, ..finding });
                }
            }
        }
        if faults.iter().any(Diagnostic::is_error) { Err(faults) } else { Ok(mapping) }
    }

    /// The text of `import.yaml`: what was unknown first, then what was understood.
    pub fn propose<'l>(labels: impl Iterator<Item = (&'l str, &'l LabelUse)>) -> String {
        let mut lines: Vec<(bool, usize, String)> = labels
            .map(|(label, seen)| {
                let example: String = seen.example.chars().filter(|c| !c.is_control()).take(30).collect();
                let such = if example.is_empty() { String::new() } else { format!("，如“{example}”") };
                let place = POSITION.find(&seen.target).unwrap_or(POSITION.keys.len());
                (
                    seen.target != EXTRA,
                    place,
                    format!("{}: {}   # {} 处{such}\n", scalar(label), seen.target, seen.count),
                )
            })
            .collect();
        lines.sort_by_key(|(known, place, _)| (*known, *place));
        let mut text = HEAD.to_owned();
        let mut before = None;
        for (known, _, line) in lines {
            if before.is_some_and(|before| before != known) {
                text.push('\n');
            }
            before = Some(known);
            text.push_str(&line);
        }
        text
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    let keys = POSITION.keys.iter().flat_map(DataKey::names);
    keys.chain(LABELS.iter().chain(&PARTNERS).flat_map(RowLabel::names)).chain([EXTRA, SKIP])
}

fn target_named(name: &str) -> Option<MappedTo> {
    let row = || LABELS.iter().chain(&PARTNERS).find(|row| row.names().any(|known| known == name));
    match name {
        EXTRA | "extra" => Some(MappedTo::Extra),
        SKIP | "skip" => Some(MappedTo::Skip),
        _ => {
            let key = POSITION.find(name).and_then(|place| POSITION.keys.get(place)).map(MappedTo::Key);
            key.or_else(|| row().map(MappedTo::Row))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_reads_back_as_what_it_says() {
        let seen =
            |target: &str| LabelUse {
                target: target.to_owned(), count: 2, example: "每月一次".to_owned()
            };
        let labels = [
            ("工作权限", seen("权限")),
            ("学历资格", seen("学历")),
            ("服装: 要求", seen(EXTRA)),
            ("签字", seen(SKIP)),
        ];
        let text = Mapping::propose(labels.iter().map(|(label, seen)| (*label, seen)));
        assert!(text.contains("\"服装: 要求\": 附加   # 2 处，如“每月一次”\n\n"), "{text}");
        let mapping = Mapping::read(&"import.yaml".into(), text.as_bytes()).unwrap();
        let read: Vec<String> =
            mapping.iter().map(|(label, target)| format!("{label} {}", name(target))).collect();
        assert_eq!(read, ["服装: 要求 extra", "工作权限 authority", "学历资格 education", "签字 skip"]);
    }

    fn name(target: MappedTo) -> &'static str {
        match target {
            MappedTo::Key(key) => key.name,
            MappedTo::Row(row) => row.key,
            MappedTo::Extra => "extra",
            MappedTo::Skip => "skip",
        }
    }

    #[test]
    fn every_mistake_is_told() {
        let text = "学历: 学力\n经验: [一]\n权限: 权限\n权 限: 略去\n";
        let faults = Mapping::read(&"import.yaml".into(), text.as_bytes()).unwrap_err();
        let told: Vec<&str> = faults.iter().map(|fault| fault.message.en.as_str()).collect();
        assert_eq!(
            told,
            [
                "there is no key `学力`",
                "a label is mapped to the name of a key",
                "the label `权 限` stands twice"
            ]
        );
    }
}
