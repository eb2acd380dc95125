//! Large and hostile handbooks: findings stay few, and the time near linear.

use std::fmt::Write;

use gangwei::diag::Code;

use super::{Checked, project};
use crate::generator;

fn positions(count: usize, duties: usize, duty: impl Fn(usize) -> String) -> String {
    let mut yaml = String::new();
    for position in 0..count {
        let superior = if position > 0 { "  直接上级: 岗0\n" } else { "" };
        let _ = write!(yaml, "- 岗位名称: 岗{position}\n{superior}  职责:\n");
        for number in 0..duties {
            let _ = writeln!(yaml, "    - {}", duty(position * duties + number));
        }
    }
    yaml
}

#[test]
fn a_hundred_thousand_equal_duties_are_one_finding() {
    let yaml = positions(50, 2_000, |_| "编制年度展会计划并组织实施".to_owned());
    let checked = Checked::new(&project(&[("a.yaml", &yaml)]));
    assert_eq!(checked.codes(), ["W215"]);
    assert!(checked.found[0].related.len() < 10);
}

#[test]
fn duties_that_all_resemble_each_other_cost_little() {
    let duty =
        |number: usize| format!("完成编号为{number:05}的产品从领料到入库的全部装配与检验工作并如实登记");
    let checked = Checked::new(&project(&[("a.yaml", &positions(30, 1_000, duty))]));
    assert!(checked.codes().iter().all(|code| *code == "W216"), "{:?}", checked.codes());
    assert!(checked.found.len() < 300, "{}", checked.found.len());
}

/// One circle of twenty thousand positions, which a recursive search would not survive.
#[test]
fn a_long_circle_is_one_short_message() {
    let mut yaml = String::new();
    for number in 0..20_000 {
        let _ = writeln!(yaml, "- {{岗位名称: 岗{number}, 直接上级: 岗{}}}", (number + 1) % 20_000);
    }
    let checked = Checked::new(&project(&[("a.yaml", &yaml)]));
    assert_eq!(checked.codes(), ["W205"]);
    assert!(checked.found[0].message.en.len() < 300);
}

/// Ten thousand names that nobody has; looking for the nearest of ten thousand is quadratic.
#[test]
fn unknown_superiors_do_not_take_for_ever() {
    let mut yaml = String::new();
    for number in 0..10_000 {
        let _ = writeln!(yaml, "- {{岗位名称: 岗位{number}, 直接上级: 上级的岗位{number}}}");
    }
    let checked = Checked::new(&project(&[("a.yaml", &yaml)]));
    assert_eq!(checked.found.len(), 10_000);
}

/// The first few by their places, the rest by their number.
#[test]
fn thousands_of_findings_of_one_cause_are_told_by_a_few() {
    let each = |line: &str| (0..20_000).map(|_| format!("- {{{line}}}\n")).collect::<String>();
    let numbered =
        |line: &str| (0..20_000).map(|n| format!("- {{岗位名称: 岗{n}, {line}}}\n")).collect::<String>();
    let withdrawn = "- {岗位名称: 老岗, 岗位编号: A, 状态: 撤销}\n".to_owned();
    for (yaml, code, rest) in [
        (each("岗位名称: 销售员"), "W202", 19_979),
        (numbered("岗位编号: A"), "W201", 19_979),
        (numbered("直接上级: 无此人"), "W204", 19_980),
        (withdrawn + &numbered("直接上级: 老岗"), "W206", 19_980),
    ] {
        let mut checked = Checked::new(&project(&[("a.yaml", &yaml)]));
        // That none of them names a superior is told beside it.
        checked.found.retain(|finding| finding.code != Code::W219);
        assert_eq!(checked.codes(), [code; 20]);
        let (last, others) = checked.found.split_last().unwrap();
        assert!(
            last.message.en.ends_with(&format!("; there are {rest} more like it, which are not listed")),
            "{last:?}"
        );
        assert!(last.message.zh.ends_with(&format!("；这样的还有 {rest} 处，没有一一列出")), "{last:?}");
        assert!(others.iter().all(|finding| !finding.message.en.contains("more like it")));
    }
}

/// Copies of one original, positions without a superior in one department, codes that a pattern does not fit.
#[test]
fn copies_and_gaps_are_told_by_a_few() {
    let duty = "编制年度展会计划并组织实施，联系主办单位、布展公司和物流公司，按期完成布展、撤展和费用结算";
    let copy = |n: usize| format!("岗位名称: 岗{n}\n岗位编号: x{n}\n职责: [{duty}]\n");
    let files: Vec<(String, String)> = (0..1_500).map(|n| (format!("市场部/{n:04}.yaml"), copy(n))).collect();
    let mut files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    files.push(("handbook.yaml", "编号规则: '[A-Z]+'\n"));
    files.push(("市场部/a.yaml", "岗位名称: 经理\n岗位编号: A\n"));
    files.push(("市场部/b.yaml", "岗位名称: 专员\n岗位编号: B\n直接上级: 经理\n"));
    let checked = Checked::new(&project(&files));
    for (code, rest) in [("W203", 1_480), ("W219", 1_480), ("W225", 1_479)] {
        let told: Vec<_> = checked.found.iter().filter(|finding| finding.code.name() == code).collect();
        let more = format!("there are {rest} more like it");
        assert_eq!(told.len(), 20, "{code}");
        assert_eq!(told.iter().filter(|finding| finding.message.en.contains(&more)).count(), 1, "{code}");
    }
}

/// Each of a chain of withdrawn positions reports to the next; whoever is at its end heads the company.
#[test]
fn a_long_chain_of_withdrawn_positions_costs_little() {
    let mut yaml = String::new();
    for number in 0..30_000 {
        let _ = writeln!(yaml, "- {{岗位名称: 岗{number}, 直接上级: 岗{}, 状态: 撤销}}", number + 1);
    }
    yaml.push_str("- {岗位名称: 岗30000}\n- {岗位名称: 专员, 直接上级: 岗0}\n- {岗位名称: 文员}\n- {岗位名称: 助理, 直接上级: 专员}\n");
    let checked = Checked::new(&project(&[("a.yaml", &yaml)]));
    assert_eq!(checked.codes(), ["W206", "W219"]);
    assert!(checked.found[1].message.en.contains("文员"));
}

#[test]
fn a_generated_handbook_is_in_order() {
    let files = generator::project(400);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let world = project(&files);
    let checked = Checked::new(&world);
    let others: Vec<&str> = checked.codes().into_iter().filter(|code| *code != "W216").collect();
    assert!(others.is_empty(), "{}", checked.messages(gangwei::diag::Lang::En));
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| Checked::new(&world).found)
    };
    assert_eq!(on(1), on(4));
}
