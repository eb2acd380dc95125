//! Checks a handbook, and writes its baseline.

use clap::Args;

use crate::cli::args::{Input, Strictness};
use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input::{open_world, options};
use crate::cli::pool::in_pool;
use crate::cli::write;
use crate::diag::{Diagnostic, Severity, Text, count_of};
use crate::pipeline::{self, BASELINE, Baseline, Report};

/// Check the whole handbook, and make nothing
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    strictness: Strictness,
    /// Leave out what needs pages: budgets, and faults of the template set
    #[arg(long)]
    no_layout: bool,
    /// Write what is found to gangwei-baseline.json, so that later runs only tell what is new
    #[arg(long, conflicts_with_all = ["only", "deny_warnings"])]
    write_baseline: bool,
}

pub fn run(check: &Check, console: &Console) -> Result<u8, Stop> {
    let world = open_world(check.input.dir.as_deref())?;
    let mut options = options(&check.input)?;
    check.strictness.set(&mut options);
    if check.write_baseline {
        options.ignore_baseline = true;
        options.deny_warnings = false;
    }
    let mut report = in_pool(None, || pipeline::check(&world, &options, !check.no_layout))?;
    if check.write_baseline && report.diagnostics.iter().any(is_mistake) {
        console.diagnostics(&report);
        console.note(&Text::new(
            format!("数据有错误，没有改动 {BASELINE}；请先改正错误，再运行 --write-baseline"),
            format!("the data has errors, so {BASELINE} was left as it is; mend them and run --write-baseline again"),
        ));
        return Ok(exit_code(report.failure));
    }
    if check.write_baseline {
        let baseline = Baseline::of(&report.diagnostics);
        let path = world.root().join(BASELINE);
        write::write_all(&[(path, baseline.write().as_bytes())])?;
        report.diagnostics.retain(Diagnostic::is_error);
        console.diagnostics(&report);
        let known = baseline.len();
        console.note(&Text::new(
            format!("已把 {known} 条警告记入 {BASELINE}，今后只报告新出现的"),
            format!(
                "{BASELINE} now holds {}; from now on only new ones are told",
                count_of(known, "warning")
            ),
        ));
        return Ok(exit_code(report.failure));
    }
    console.diagnostics(&report);
    conclude(&report, console);
    Ok(exit_code(report.failure))
}

/// Whether a finding is an error of the data, which may hide warnings, and not a warning that `checks` made an error.
fn is_mistake(finding: &Diagnostic) -> bool {
    finding.is_error() && finding.code.severity() == Severity::Error
}

/// Says how many findings there are, or that there are none.
fn conclude(report: &Report, console: &Console) {
    let count = |severity| report.diagnostics.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let known = report.known();
    console.note(&match (errors, warnings) {
        (0, 0) if known > 0 => Text::new(
            format!("没有新问题（另有 {known} 条已记入基线，--ignore-baseline 可以看到）"),
            format!("no new problems ({known} more are in the baseline; --ignore-baseline shows them)"),
        ),
        (0, 0) => Text::new("没有发现问题", "no problems found"),
        _ => {
            let (zh, en) = match report.diagnostics.iter().filter(|finding| !finding.fix.is_empty()).count() {
                0 => (String::new(), String::new()),
                fixes => (
                    format!("；其中 {fixes} 条可用 gangwei fix 自动改正"),
                    format!("; `gangwei fix` mends {fixes} of them"),
                ),
            };
            Text::new(
                format!("{errors} 个错误，{warnings} 个警告{zh}"),
                format!("{}, {}{en}", count_of(errors, "error"), count_of(warnings, "warning")),
            )
        }
    });
    let gone = report.gone();
    if gone > 0 && report.failure.is_none() {
        console.note(&Text::new(
            format!("{BASELINE} 中有 {gone} 条已不再出现；可用 --write-baseline 更新"),
            format!("{gone} of {BASELINE} are gone; --write-baseline brings it up to date"),
        ));
    }
}
