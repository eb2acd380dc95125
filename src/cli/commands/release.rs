//! Writes the next row of the record of revisions (`gangwei release`).

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use serde_json::json;

use crate::cli::args::Wanted;
use crate::cli::console::Console;
use crate::cli::exit::{Stop, exit_code};
use crate::cli::git;
use crate::cli::input::{open_world, project_dir};
use crate::cli::mended;
use crate::cli::pool::in_pool;
use crate::cli::revision;
use crate::diag::{Diagnostic, Format, Lang, Severity, Text, count_of};
use crate::model::{HANDBOOK, HANDBOOKS, Handbook, load_handbook};
use crate::pipeline::{self, Outcome, Release as Made, ReleasedVersion};
use crate::unit::Date;
use crate::world::World;

/// How far the clocks of China are before UTC, in seconds.
const CHINA: u64 = 8 * 3600;

/// Write the next row of the record of revisions from what has changed, and set version and date
#[derive(Debug, Args)]
pub struct Release {
    /// The new version, such as V1.1
    version: String,
    /// The project folder [default: the current folder if it has a handbook.yaml, else data]
    dir: Option<PathBuf>,
    /// The version before, a project folder or a git revision [default: the commit that set the handbook's version]
    #[arg(long, alias = "rev", value_name = "OLD")]
    since: Option<String>,
    /// The date of the version [default: today in China]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    date: Option<Date>,
    /// Print the change, and make none
    #[arg(long)]
    dry_run: bool,
}

/// Parses a day.
fn date(text: &str) -> Result<Date, Wanted> {
    Date::read(text)
        .ok_or_else(|| Wanted(Text::new("要写日期，如 2026-07-01", "a day is wanted, such as 2026-07-01")))
}

pub fn run(release: &Release, console: &Console) -> Result<u8, Stop> {
    let folder = project_dir(release.dir.as_deref())?;
    let world = open_world(Some(&folder))?;
    let base = base(release, &folder)?;
    let before = match revision::older(&base, &folder, pipeline::language(&world), console)? {
        Ok(before) => before,
        Err(code) => return Ok(code),
    };
    if release.since.is_none() {
        refuse_uncommitted(&before, &load_handbook(&world).handbook)?;
    }
    let date = release.date.or(world.date()).or_else(today).ok_or_else(|| {
        Stop::Usage(Text::new(
            "不知道今天的日期，请用 --date 写明",
            "today is not known; give the day with --date",
        ))
    })?;
    let released = ReleasedVersion { version: release.version.trim(), date };
    let Outcome { value, mut report } = in_pool(None, || pipeline::release(&world, &before, released))?;
    let warnings = report.diagnostics.iter().filter(|finding| finding.severity == Severity::Warning).count();
    report.diagnostics.retain(Diagnostic::is_error);
    console.diagnostics(&report);
    if let Some(made) = &value {
        let files = std::slice::from_ref(&made.file);
        let shown = match console.format() {
            Format::Json => Some(as_json(release, made, &base, &before, warnings)),
            _ => release.dry_run.then(|| mended::diffs(&world, files)),
        };
        match (release.dry_run, made.file.before.is_empty()) {
            (true, _) => {}
            (_, true) => {
                mended::write_back(&world, &[], &[(made.file.path.clone(), made.file.after.to_string())])?
            }
            (_, false) => mended::write_back(&world, files, &[])?,
        }
        shown.map(|shown| console.result(&shown)).transpose()?;
        tell(release, &world.display(&made.file.path), made, console);
    }
    tell_base(&base, &before, console);
    if warnings > 0 {
        console.note(&Text::new(
            format!("另有 {warnings} 个警告，请用 gangwei check 查看"),
            format!("{} besides; see gangwei check", count_of(warnings, "warning")),
        ));
    }
    Ok(exit_code(report.failure))
}

/// Says what was written, or would be.
fn tell(release: &Release, file: &str, made: &Made, console: &Console) {
    let Made { line, version, date, summary, .. } = made;
    let (zh, en) = match release.dry_run {
        true => ("去掉 --dry-run 就会写入", "leave --dry-run out to write"),
        false => ("已写入", "written to"),
    };
    console.note(&Text::new(
        format!("{zh} {file}:{line}\n    版本：{version}\n    日期：{date}\n    说明：{summary}"),
        format!("{en} {file}:{line}\n    version: {version}\n    date: {date}\n    summary: {summary}"),
    ));
    let names = |lang: Lang| made.left.iter().map(|key| key.name_in(lang)).collect::<Vec<_>>();
    console.note(&match made.left.is_empty() {
        true => Text::new("请核对说明", "read the summary over"),
        false => Text::new(
            format!("请核对说明，并填写{}", names(Lang::Zh).join("、")),
            format!("read the summary over, and fill in {}", names(Lang::En).join(" and ")),
        ),
    });
}

/// Says what the version before was taken from.
fn tell_base(name: &str, before: &Handbook, console: &Console) {
    let version = before.version.as_ref().map(|version| version.as_str());
    let name = if Path::new(name).is_dir() { name.to_owned() } else { format!("git {name}") };
    let (zh, en) =
        version.map(|version| (format!("（{version}）"), format!(" ({version})"))).unwrap_or_default();
    console.note(&Text::new(format!("上一版：{name}{zh}"), format!("compared with {name}{en}")));
}

/// The same for programs: one object, on one line.
fn as_json(release: &Release, made: &Made, base: &str, before: &Handbook, warnings: usize) -> String {
    let told = json!({
        "file": made.file.path,
        "line": made.line,
        "written": !release.dry_run,
        "version": made.version,
        "date": made.date,
        "summary": made.summary,
        "left": made.left.iter().map(|key| key.name).collect::<Vec<_>>(),
        "before": {"from": base, "version": before.version.as_ref().map(|version| version.as_str())},
        "warnings": warnings,
    });
    told.to_string() + "\n"
}

/// Today's date where most handbooks take effect.
fn today() -> Option<Date> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs() + CHINA;
    Date::from_unix(i64::try_from(seconds).ok()?)
}

/// What the version before is taken from, by its name.
fn base(release: &Release, folder: &Path) -> Result<String, Stop> {
    release.since.clone().or_else(|| last_release(folder)).ok_or_else(|| {
        Stop::Usage(Text::new(
            "不知道上一版在哪里：文件夹不在 git 里，或还没有提交过；请用 --since 写明上一版的文件夹",
            "the version before is not known: the folder is not in git, or nothing was committed; name its folder with --since",
        ))
    })
}

/// Refuses a handbook whose version is in no commit: what it changed would be told a second time.
fn refuse_uncommitted(committed: &Handbook, handbook: &Handbook) -> Result<(), Stop> {
    let version = |of: &Handbook| of.version.as_ref().map(|version| version.as_str().to_owned());
    let Some(now) = version(handbook).filter(|_| version(committed) != version(handbook)) else {
        return Ok(());
    };
    Err(Stop::Usage(Text::new(
        format!("手册现在的版本“{now}”还没有提交到 git；请先提交，或用 --since 写明上一版"),
        format!(
            "version “{now}” of the handbook is not committed; commit it first, or name the version before with --since"
        ),
    )))
}

/// The commit that set the handbook's version, or else the current one.
fn last_release(folder: &Path) -> Option<String> {
    let names: Vec<&str> = HANDBOOK.named("version")?.all_names().collect();
    let line = format!("^[\"']?({})[\"']?[[:space:]]*:", names.join("|"));
    git::last_change(folder, &HANDBOOKS, &line)
}
