//! Writes the file of a new position, ready to be filled in: a short one with sample text in the keys that most
//! positions have, or a full one with every key and what it means.
//!
//! The full text comes from the record of a position, so that no key is ever missing from it. Both are right as they
//! stand. The checks report sample text that was not replaced: see [`is_sample`].

use std::collections::HashSet;
use std::sync::OnceLock;

use super::keys::{DataKey, KeyKind, choose};
use super::records::POSITION;
use super::schema::DataFile;
use crate::diag::Lang;
#[cfg(feature = "cli")]
use crate::world::World;
use crate::yaml;

/// What others of a department say, which its next position will most likely say, too.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Newcomer {
    /// The next of the department's series.
    pub code: Option<String>,
    /// Whom most of the department report to.
    pub superior: Option<String>,
}

const CHINESE: &str = "\
# 下面是示例，请逐项改成本岗位的内容；用不着的删去。全部可以填写的项目：gangwei new position 部门/名称 --full

岗位名称: {title}
岗位编号: {code}
岗位定员: 1
直接上级: {superior}

职责概括: 用一两句话写明本岗位为什么而设、对什么结果负责

岗位职责:
  主要工作:
    - 描述: 编制本岗位的年度工作计划，经批准后组织实施
      标准: 每年12月20日前提交；计划完成率不低于95%
    - 描述: 每月汇总本岗位工作完成情况，分析问题并提出改进建议
      标准: 次月5日前提交
  日常工作:
    - 描述: 登记和更新本岗位负责的台账
      标准: 当日事项当日登记，差错率不高于1%

权限:
  - 查阅与工作有关的资料

任职资格:
  学历: 大学专科及以上
  经验: 2年以上相关工作经历

主要考核指标:
  - 指标: 本岗位年度工作计划完成率
    目标: ≥95%
    权重: 60%
  - 指标: 本岗位台账登记准确率
    目标: ≥99%
    权重: 40%
";

const ENGLISH: &str = "\
# Sample text: put your own in its place, and delete what is not needed. Every key: gangwei new position DEPARTMENT/TITLE --full

title: {title}
code: {code}
headcount: 1
reports_to: {superior}

summary: Say in a sentence or two what the position is for and which results it answers for

responsibilities:
  Main duties:
    - description: Draw up the position's plan for the year and carry it out once approved
      standard: Submitted by 20 December; at least 95% of the plan is carried out
    - description: Report each month on the position's work, with problems and improvements
      standard: By the 5th of the next month
  Daily duties:
    - description: Keep the records that the position is responsible for
      standard: Entered on the same day, with less than 1% errors

authority:
  - Read the documents that concern the work

qualifications:
  education: College degree or higher
  experience: 2 years in related work

kpis:
  - name: The position's plan for the year carried out
    target: 95% or more
    weight: 60%
  - name: The position's records without errors
    target: 99% or more
    weight: 40%
";

/// A position's file with sample text.
pub fn short(title: &str, newcomer: &Newcomer, schema: Option<&str>, lang: Lang) -> String {
    let value = |value: &Option<String>| value.as_deref().map(quoted).unwrap_or_default();
    let filled = choose(lang, (CHINESE, ENGLISH))
        .replace("{code}", &value(&newcomer.code))
        .replace("{superior}", &value(&newcomer.superior))
        .replace("{title}", &quoted(title));
    // A value that is left blank leaves no space behind its colon.
    let lines = filled.lines().map(|line| format!("{}\n", line.trim_end()));
    schema.map(schema_line).unwrap_or_default() + &lines.collect::<String>()
}

/// Whether a text is, word for word, one of the samples that speak of “this position”, as real texts do not.
/// Samples that many may well write are not meant: 大学专科及以上, 次月5日前提交.
pub fn is_sample(text: &str) -> bool {
    const OWN: [&str; 3] = ["本岗位", "the position", "The position"];
    static SAMPLES: OnceLock<HashSet<&str>> = OnceLock::new();
    let samples = SAMPLES.get_or_init(|| {
        let lines = [CHINESE, ENGLISH].into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
        let values = lines.filter_map(|line| Some(line.split_once(": ")?.1));
        values.filter(|value| OWN.iter().any(|own| value.contains(own))).collect()
    });
    samples.contains(text.trim())
}

/// A position's file with every key. `schema` is the path of its schema, as seen from the file.
pub fn full(title: &str, schema: Option<&str>, lang: Lang) -> String {
    let mut text = schema.map(schema_line).unwrap_or_default();
    text += choose(
        lang,
        (
            "# 在冒号后面填写，冒号后空一格；不用的行可以留空，也可以删除。\n\
             # 两个 # 开头的行是说明。一个 # 开头的是示例：去掉行首的“# ”，改成自己的内容，就生效了。\n",
            "# Write after the colon and a space; what is not needed may stay empty, or be deleted.\n\
             # A line with ## explains. A line with # is an example: take the `# ` away and put your own words there.\n",
        ),
    );
    for key in POSITION.keys {
        text += &match key.required {
            true => format!("\n## {}\n{}: {}\n", choose(lang, key.doc), key.name_in(lang), quoted(title)),
            false => entry(key, lang),
        };
    }
    text
}

/// The path from the folder of a file to the project's schema, if the project has it.
#[cfg(feature = "cli")]
pub fn schema_from(world: &dyn World, path: &str) -> Option<String> {
    world.read(DataFile::Position.file()).ok()?;
    Some(schema_path(path))
}

/// The path from the folder of a file to where the project's schema is kept.
pub fn schema_path(path: &str) -> String {
    "../".repeat(path.matches('/').count()) + DataFile::Position.file()
}

/// The comment by which editors find a file's schema.
pub fn schema_line(path: &str) -> String {
    format!("# yaml-language-server: $schema={path}\n")
}

/// A key without a value of its own.
fn entry(key: &DataKey, lang: Lang) -> String {
    let (doc, name, example) = (choose(lang, key.doc), key.name_in(lang), choose(lang, key.example));
    if is_line(key.kind) {
        let such = choose(lang, ("。例：", "; for example "));
        return format!("\n## {doc}{such}{example}\n{name}:\n");
    }
    let lines: String = example.lines().map(|line| format!("#   {line}\n")).collect();
    format!("\n## {doc}\n# {name}:\n{lines}")
}

/// Whether values of this kind usually fill one line.
fn is_line(kind: KeyKind) -> bool {
    match kind {
        kind if kind.is_text() => true,
        KeyKind::Lines | KeyKind::Names | KeyKind::Superiors(_) | KeyKind::Choice(_) => true,
        KeyKind::Whole { .. } | KeyKind::Headcount | KeyKind::Integer => true,
        _ => false,
    }
}

/// A text of one line as a YAML value: in quotes only if it means something else without.
fn quoted(text: &str) -> String {
    let document = format!("key: {text}\n");
    let parsed = yaml::parse(&"title".into(), document.as_bytes());
    let read = match parsed.documents.as_slice() {
        [yaml::Node { value: yaml::Value::Map(entries), .. }] if parsed.diagnostics.is_empty() => {
            entries.first().and_then(|entry| entry.value.as_scalar())
        }
        _ => None,
    };
    match read {
        Some(scalar) if scalar.plain && !scalar.is_null() && scalar.text == text => text.to_owned(),
        _ => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_known_again() {
        assert!(is_sample("编制本岗位的年度工作计划，经批准后组织实施"));
        assert!(is_sample("本岗位台账登记准确率") && is_sample("The position's records without errors"));
        for own in [
            "大学专科及以上",
            "查阅与工作有关的资料",
            "≥95%",
            "95% or more",
            "{superior}",
            "编制年度培训计划",
            "本岗位",
        ] {
            assert!(!is_sample(own), "{own}");
        }
    }

    #[test]
    fn a_title_is_quoted_only_where_it_must_be() {
        for plain in ["市场专员", "Sales & Service", "司机/保管员", "C++", "007", "a:b", "it's"] {
            assert_eq!(quoted(plain), plain);
        }
        for (title, written) in [
            ("主管: 一组", "\"主管: 一组\""),
            ("- 主管", "\"- 主管\""),
            ("主管 #1", "\"主管 #1\""),
            ("\"金牌\"销售", "\"\\\"金牌\\\"销售\""),
            ("null", "\"null\""),
            ("*主管", "\"*主管\""),
            ("[主管]", "\"[主管]\""),
            ("末尾:", "\"末尾:\""),
            (r"a: \b", r#""a: \\b""#),
        ] {
            assert_eq!(quoted(title), written);
        }
    }
}
