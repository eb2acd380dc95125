//! Chooses the positions of a build: all, or those that `--only` names.

use std::collections::BTreeSet;
use std::sync::Arc;

use globset::{ErrorKind, GlobBuilder, GlobMatcher};

use crate::diag::{Code, Diagnostic, Text};
use crate::model::{Department, Handbook, Position, Status};
use crate::template::{Selected, Selection};

/// Every position, and every department, even without positions.
pub fn all(handbook: &Handbook) -> Selection {
    pick(handbook, |_, _| true)
}

/// The positions whose `department/title`, title or code match the pattern.
pub fn only(handbook: &Handbook, pattern: &str) -> Result<Selection, Diagnostic> {
    let glob = compile(pattern)?;
    let mut selection = pick(handbook, |department, position| matches(&glob, department, position));
    selection.departments.retain(|of| !of.positions.is_empty());
    if selection.departments.is_empty() { Err(nothing(handbook, pattern, &glob)) } else { Ok(selection) }
}

/// One position.
#[cfg(feature = "serve")]
pub fn one(handbook: &Handbook, wanted: &Position) -> Selection {
    let mut selection = pick(handbook, |_, position| std::ptr::eq(position, wanted));
    selection.departments.retain(|of| !of.positions.is_empty());
    selection
}

/// The files of the positions that match; `None` without a pattern.
pub fn paths(handbook: &Handbook, pattern: Option<&str>) -> Result<Option<BTreeSet<Arc<str>>>, Diagnostic> {
    let Some(selection) = pattern.map(|pattern| only(handbook, pattern)).transpose()? else {
        return Ok(None);
    };
    let chosen = selection.departments.iter().filter_map(|of| {
        let department = handbook.departments.get(of.department)?;
        Some(of.all().filter_map(|position| department.positions.get(position)))
    });
    Ok(Some(chosen.flatten().map(|position| position.path.clone()).collect()))
}

fn pick(handbook: &Handbook, keep: impl Fn(&Department, &Position) -> bool) -> Selection {
    let of = |(at, department): (usize, &Department)| {
        let kept = department.positions.iter().enumerate().filter(|(_, position)| keep(department, position));
        let (in_use, withdrawn): (Vec<_>, Vec<_>) =
            kept.partition(|(_, position)| position.status == Status::Active);
        let places = |kept: Vec<(usize, &Position)>| kept.into_iter().map(|(place, _)| place).collect();
        let is_shown = |&&(home, place): &&(usize, usize)| {
            let home = &handbook.departments[home];
            let position = &home.positions[place];
            position.status == Status::Active && keep(home, position)
        };
        let shared = department.shared.iter().filter(is_shown).copied().collect();
        Selected { department: at, positions: places(in_use), withdrawn: places(withdrawn), shared }
    };
    Selection { departments: handbook.departments.iter().enumerate().map(of).collect() }
}

/// Case does not count, so that codes may be typed in small letters.
fn compile(pattern: &str) -> Result<GlobMatcher, Diagnostic> {
    let glob = GlobBuilder::new(pattern).case_insensitive(true).literal_separator(false).build();
    glob.map(|glob| glob.compile_matcher()).map_err(|error| {
        Diagnostic::new(
            Code::E402,
            Text::new(
                format!("--only 的条件 `{pattern}` 写得不对：{}", reason(error.kind())),
                format!("the pattern `{pattern}` of --only is malformed: {}", error.kind()),
            ),
        )
    })
}

/// The Chinese text for a pattern's error; globset has the English one.
fn reason(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::UnclosedClass => "方括号没有配对",
        ErrorKind::InvalidRange(..) => "方括号里的范围写反了",
        ErrorKind::UnopenedAlternates | ErrorKind::UnclosedAlternates => "大括号没有配对",
        ErrorKind::NestedAlternates => "大括号里不能再用大括号",
        ErrorKind::DanglingEscape => "末尾的反斜杠后面没有字符",
        _ => "写法有误",
    }
}

fn matches(glob: &GlobMatcher, department: &Department, position: &Position) -> bool {
    let title = position.title.as_str();
    let mut departments = department.name.iter().chain(&position.other_departments);
    departments.any(|name| glob.is_match(format!("{}/{title}", name.as_str())))
        || glob.is_match(title)
        || position.code.as_ref().is_some_and(|code| glob.is_match(code.as_str()))
}

fn nothing(handbook: &Handbook, pattern: &str, glob: &GlobMatcher) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::E403,
        Text::new(
            format!("没有岗位与 --only `{pattern}` 相符"),
            format!("no position matches --only `{pattern}`"),
        ),
    );
    let withdrawn = handbook.departments.iter().any(|department| {
        department
            .positions
            .iter()
            .any(|position| position.status == Status::Withdrawn && matches(glob, department, position))
    });
    if withdrawn {
        return diagnostic
            .with_help(Text::new("相符的岗位都已撤销", "the positions that match are withdrawn"));
    }
    diagnostic.with_help(Text::new(
        "与“部门/岗位名称”、岗位名称或岗位编号对照，可用 * 和 ? 代替文字",
        "it is compared with `department/title`, title and code; * and ? may be used",
    ))
}
