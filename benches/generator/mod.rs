//! Makes handbooks of any size for benchmarks and tests.
//!
//! Promises: equal `positions` give equal files; every position has a title of
//! its own and exactly [`ROWS`] table rows in the standard form, which fill two
//! to three pages; `reports_to` names a position of the handbook; all text is
//! natural-looking Chinese with the digits, Latin words and signs that real
//! handbooks mix in, so that typesetting does its full work.

mod words;

use std::fmt::Write;

use words::*;

/// Table rows of one position in the standard form.
pub const ROWS: usize = 35;

/// Rows that every position has: three of identity, 职责概括, the column heads,
/// 权限, the two of 工作协作, 主要考核指标 and 备注.
const FIXED_ROWS: usize = 3 + 1 + 1 + 1 + 2 + 1 + 1;

/// Positions of one department, its manager included.
const DEPARTMENT_SIZE: usize = 20;

/// A project folder with so many positions: `handbook.yaml` first, then one
/// file a position, each as (path, YAML).
pub fn project(positions: usize) -> Vec<(String, String)> {
    let departments: Vec<String> = (0..positions.div_ceil(DEPARTMENT_SIZE)).map(department_name).collect();
    let mut files = vec![("handbook.yaml".to_owned(), handbook(&departments, positions))];
    for (number, department) in departments.iter().enumerate() {
        let first = number * DEPARTMENT_SIZE;
        for index in first..positions.min(first + DEPARTMENT_SIZE) {
            let title = position_title(department, index - first);
            // A seed of its own: a position stays the same in a larger handbook.
            let mut random = Random::new(index as u64);
            let yaml = position(&mut random, department, number, index - first, &title);
            files.push((format!("{department}/{title}.yaml"), yaml));
        }
    }
    files
}

/// The bytes of a position's file in [`in_files`].
const POSITION_BYTES: usize = 8 << 10;

/// The positions of [`project`], filled up to [`POSITION_BYTES`] with qualifications and further
/// rows, in so many files of about equal length; each names its department.
pub fn in_files(positions: usize, files: usize) -> Vec<(String, String)> {
    let mut all = project(positions).into_iter();
    let mut packed: Vec<(String, String)> = all.next().into_iter().collect();
    let all: Vec<(String, String)> = all.collect();
    for (number, chunk) in all.chunks(positions.div_ceil(files.max(1)).max(1)).enumerate() {
        let documents: Vec<String> = chunk
            .iter()
            .enumerate()
            .map(|(index, (path, yaml))| filled(path, yaml, number + index))
            .collect();
        match chunk {
            [(path, _)] => packed.push((path.clone(), documents.concat())),
            _ => packed.push((format!("岗位/{number:04}.yaml"), documents.join("---\n"))),
        }
    }
    packed
}

fn filled(path: &str, yaml: &str, seed: usize) -> String {
    let mut random = Random::new(0x5eed + seed as u64);
    let department = path.split('/').next().unwrap_or_default();
    let mut yaml = format!("所在部门: {department}\n{yaml}\n附加:\n");
    for number in 1.. {
        let (one, other) = (duty(&mut random), duty(&mut random));
        let row = format!("  补充要求{number}: {one}，{other}；{}\n", standard(&mut random));
        if yaml.len() + row.len() > POSITION_BYTES {
            return yaml;
        }
        yaml.push_str(&row);
    }
    yaml
}

/// 生产一部, 质量一部 … 生产二部 …: distinct for any count.
fn department_name(number: usize) -> String {
    let field = FIELDS[number % FIELDS.len()];
    match number / FIELDS.len() {
        round @ 0..10 => format!("{field}{}部", NUMERALS[round]),
        round => format!("{field}{}部", round + 1),
    }
}

/// The manager first, then specialists by subject and rank, distinct within
/// the department and, with its name, within the handbook.
fn position_title(department: &str, index: usize) -> String {
    match index.checked_sub(1) {
        None => format!("{department}经理"),
        Some(i) => {
            let subject = SUBJECTS[i % SUBJECTS.len()];
            format!("{department}{subject}{}", RANKS[i / SUBJECTS.len() % RANKS.len()])
        }
    }
}

fn handbook(departments: &[String], positions: usize) -> String {
    let mut yaml = format!(
        "标题: 岗位职责说明书\n公司: 岚州恒砚传动设备有限公司\n版本: V3.0\n生效日期: 2026-01-01\n\
         文号: 恒砚人字〔2025〕41号\n密级: 内部资料\n编制说明:\n  - 本手册收录{}个部门的{positions}个岗位。\n部门:\n",
        departments.len(),
    );
    for department in departments {
        let _ = writeln!(yaml, "  - 名称: {department}");
    }
    yaml
}

fn position(random: &mut Random, department: &str, number: usize, index: usize, title: &str) -> String {
    let conditions = 2 + random.below(4);
    let duties = ROWS - FIXED_ROWS - conditions;
    let superior = match (number, index) {
        (0, 0) => "",
        (_, 0) => &format!("{}经理", department_name(0)),
        _ => &format!("{department}经理"),
    };
    let mut yaml = String::with_capacity(16 << 10);
    let _ = write!(
        yaml,
        "岗位名称: {title}\n岗位编号: HY-{number:03}-{index:02}\n岗位定员: {}\n序号: {}\n直接上级: {superior}\n\
         上级部门: 总经理办公室\n\n职责概括: {}，{}，{}\n",
        1 + random.below(4),
        index + 1,
        duty(random),
        random.pick(&PURPOSES),
        random.pick(&PURPOSES),
    );
    responsibilities(&mut yaml, random, duties);
    list(&mut yaml, "权限", "", 4, || authority(random));
    yaml.push_str("\n工作协作:\n");
    list(&mut yaml, "内部协调部门", "  ", 4, || random.pick(&INSIDE).to_owned());
    list(&mut yaml, "外部协调机构", "  ", 3, || random.pick(&OUTSIDE).to_owned());
    yaml.push_str("\n其它:\n");
    for (label, texts) in CONDITIONS.iter().take(conditions) {
        let first = random.below(texts.len());
        let second = first + 1 + random.below(texts.len() - 1);
        let _ = writeln!(yaml, "  {label}: {}、{}", texts[first], texts[second % texts.len()]);
    }
    list(&mut yaml, "主要考核指标", "", 4, || format!("{}{}", random.pick(&RATES), target(random)));
    let _ = write!(yaml, "\n备注: {}\n", random.pick(&REMARKS));
    yaml
}

/// Three groups, of about a half, a third and the rest of the duties.
fn responsibilities(yaml: &mut String, random: &mut Random, duties: usize) {
    yaml.push_str("\n岗位职责:\n");
    let (main, daily) = (duties / 2, duties / 3);
    for (group, count) in [("主要工作", main), ("日常工作", daily), ("协调工作", duties - main - daily)]
    {
        let _ = writeln!(yaml, "  {group}:");
        for _ in 0..count {
            let _ = write!(
                yaml,
                "    - 描述: {}，{}，{}\n      标准: {}\n",
                duty(random),
                duty(random),
                random.pick(&PURPOSES),
                standard(random)
            );
        }
    }
}

/// 组织编制季度生产计划: fifteen characters or so.
fn duty(random: &mut Random) -> String {
    format!("{}{}{}", random.pick(&VERBS), random.pick(&SCOPES), random.pick(&OBJECTS))
}

/// A deadline, a rate and often evidence: 25 to 55 characters.
fn standard(random: &mut Random) -> String {
    let mut text = format!("{}；{}{}", deadline(random), random.pick(&RATES), target(random));
    if random.below(2) == 0 || text.chars().count() < 25 {
        let _ = write!(text, "；{}", random.pick(&RECORDS));
    }
    text
}

fn deadline(random: &mut Random) -> String {
    match random.below(4) {
        0 => format!("每月{}日前{}", 1 + random.below(28), random.pick(&DONE)),
        1 => format!("收到通知后{}个工作日内{}", 1 + random.below(10), random.pick(&DONE)),
        2 => format!(
            "每季度不少于{}次，结束后{}日内{}",
            1 + random.below(6),
            2 + random.below(6),
            random.pick(&DONE)
        ),
        _ => format!("每周{}{}:00前{}", random.pick(&WEEKDAYS), 9 + random.below(9), random.pick(&DONE)),
    }
}

fn target(random: &mut Random) -> String {
    match random.below(3) {
        0 => format!("≥{}%", 90 + random.below(10)),
        1 => format!("不低于{}.{}%", 95 + random.below(4), 1 + random.below(9)),
        _ => "达到100%".to_owned(),
    }
}

fn authority(random: &mut Random) -> String {
    format!("对{}{}的{}权", random.pick(&SCOPES), random.pick(&OBJECTS), random.pick(&RIGHTS))
}

/// A key with a block list of texts that differ from each other.
fn list(yaml: &mut String, key: &str, indent: &str, count: usize, mut text: impl FnMut() -> String) {
    let _ = writeln!(yaml, "{}{indent}{key}:", if indent.is_empty() { "\n" } else { "" });
    let mut seen: Vec<String> = Vec::with_capacity(count);
    while seen.len() < count {
        let text = text();
        if !seen.contains(&text) {
            let _ = writeln!(yaml, "{indent}  - {text}");
            seen.push(text);
        }
    }
}

/// A 64-bit linear congruential generator (Knuth's MMIX constants), read from its high bits.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        // Spreads neighbouring seeds apart, so that neighbouring positions differ at once.
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        random.below(2);
        random
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }
}
