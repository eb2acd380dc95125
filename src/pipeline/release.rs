//! Writes the next row of the record of revisions (`gangwei release`).
//!
//! Promises: only version, date and record of the handbook's file change; what is written is read again before it is given
//! out; a project in which `check` finds errors is not changed.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::amend::{self, Content, FieldValue, ListEnd, add_record};
use crate::check::{is_newest_first, version_order};
use crate::diag::{Code, Diagnostic, Text, position};
use crate::diff;
use crate::model::keys::DataKey;
use crate::model::{HANDBOOK, HANDBOOKS, Handbook, REVISION, Revision, SPELLING, load};
use crate::unit::Date;
use crate::world::World;
use crate::yaml;

use super::check::check;
use super::mend::Mended;
use super::options::Options;
use super::overlay::Overlay;
use super::report::{Outcome, Report};

/// A version that is released.
#[derive(Clone, Copy, Debug)]
pub struct ReleasedVersion<'a> {
    /// Its name, such as V1.1.
    pub version: &'a str,
    /// The day of the revision, from which it takes effect.
    pub date: Date,
}

/// What a release writes.
#[derive(Clone, Debug)]
pub struct Release {
    /// The handbook's file; empty before if there was none.
    pub file: Mended,
    /// The line of the new row, from 1.
    pub line: usize,
    /// The version of the row.
    pub version: String,
    /// Its date, written as the others are.
    pub date: String,
    /// What it says of the changes.
    pub summary: String,
    /// The keys of the row that a person has to fill in.
    pub left: Vec<&'static DataKey>,
}

/// The handbook's file with the row of a version, which sums up what is different from the version before.
pub fn release(world: &dyn World, before: &Handbook, released: ReleasedVersion) -> Outcome<Release> {
    Outcome::of(|report| {
        *report = check(world, &Options::default(), true);
        if report.failed() {
            return None;
        }
        let handbook = load(world).handbook;
        if report.add(faults(&handbook, released)) {
            return None;
        }
        let lang = handbook.language.lang();
        let Some(summary) = diff::summary(&diff::compare(before, &handbook, lang), lang) else {
            report.add([nothing()]);
            return None;
        };
        let row = Row::new(&handbook, released, summary);
        let release = row.written(world, &handbook, report);
        if release.is_none() {
            report.add([by_hand(&row)]);
        }
        release
    })
}

/// Why a version cannot be the next one.
fn faults(handbook: &Handbook, released: ReleasedVersion) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let version = released.version;
    let known = handbook.revisions.iter().rev().filter_map(|revision| revision.version.as_ref());
    let is_before = |known: &str| version_order(known, version) == Some(Ordering::Less);
    if version_order(version, version).is_none() {
        let message = Text::new(
            format!("“{version}”不是版本号，里面要有数字或字母，如 V1.1"),
            format!("“{version}” is no version; it has digits or letters, such as V1.1"),
        );
        found.push(Diagnostic::new(Code::E417, message));
    } else if let Some(known) = handbook.version.iter().chain(known).find(|known| !is_before(known)) {
        let message = Text::new(
            format!("版本“{version}”没有大于手册里已有的版本“{}”", known.as_str()),
            format!("version “{version}” does not follow “{}”, which the handbook has", known.as_str()),
        );
        let help = Text::new(
            "换一个更大的版本号；编号的写法变了的，这一次请自己写 handbook.yaml",
            "give a later one; where versions are written in another way now, write handbook.yaml yourself this time",
        );
        found.push(known.blame(Diagnostic::new(Code::E417, message)).with_help(help));
    }
    let day = |revision: &Revision| revision.date.as_ref().and_then(|date| Date::read(date));
    let last =
        handbook.revisions.iter().filter(|revision| day(revision).is_some()).max_by_key(|one| day(one));
    if let Some(last) = last.and_then(|revision| revision.date.as_ref())
        && Date::read(last) > Some(released.date)
    {
        let message = Text::new(
            format!("日期 {} 早于最近一次修订的日期“{}”", released.date, last.as_str()),
            format!("{} is before the last revision, “{}”", released.date, last.as_str()),
        );
        let help = Text::new("用 --date 写明日期", "--date gives another date");
        found.push(last.blame(Diagnostic::new(Code::E417, message)).with_help(help));
    }
    found
}

fn nothing() -> Diagnostic {
    let message = Text::new(
        "与上一版相比，没有要写进修订记录的改动",
        "nothing has changed since the version before that a record of revisions tells",
    );
    let help = Text::new(
        "上一版另有所在的，用 --since 写明文件夹或 git 版本",
        "if it was another one, name its folder or git revision with --since",
    );
    Diagnostic::new(Code::E417, message).with_help(help)
}

fn by_hand(row: &Row) -> Diagnostic {
    let Row { version, date, summary, .. } = row;
    let message = Text::new(
        format!("handbook.yaml 的写法不能自动改，请自己写这一行：{version}，{date}，{summary}"),
        format!("handbook.yaml can only be changed by a person; the row is: {version}, {date}, {summary}"),
    );
    Diagnostic::new(Code::E417, message)
}

/// The next row of the record.
struct Row {
    version: String,
    date: String,
    summary: String,
    end: ListEnd,
}

impl Row {
    /// In the way in which the others are written.
    fn new(handbook: &Handbook, released: ReleasedVersion, summary: String) -> Row {
        let revisions = &handbook.revisions;
        let end = if is_newest_first(revisions) { ListEnd::First } else { ListEnd::Last };
        let neighbour = match end {
            ListEnd::First => revisions.first(),
            ListEnd::Last => revisions.last(),
        };
        let date = neighbour.and_then(|revision| revision.date.as_ref()).or(handbook.effective_date.as_ref());
        let date = written_like(released.date, date.map_or("", |date| date.as_str()));
        let is_sentence = |text: &str| text.ends_with(['。', '.']);
        let others = neighbour.and_then(|revision| revision.summary.text());
        let summary = match others {
            Some(other) if !is_sentence(&other) => summary.trim_end_matches(['。', '.']).to_owned(),
            _ => summary,
        };
        Row { version: released.version.to_owned(), date, summary, end }
    }

    /// The handbook's file with the row, if it reads back as it shall be.
    fn written(&self, world: &dyn World, handbook: &Handbook, report: &Report) -> Option<Release> {
        let files = world.files().unwrap_or_default();
        let path = HANDBOOKS.into_iter().find(|path| files.iter().any(|file| file == path));
        let path: Arc<str> = path.unwrap_or(HANDBOOKS[0]).into();
        let before: Arc<str> = report.sources.text(&path).cloned().unwrap_or_default();
        let (after, left) = self.amended(&path, &before)?;

        let mut overlay = Overlay::new(world);
        overlay.texts.insert(path.clone(), after.clone());
        let loaded = load(&overlay);
        let read = &loaded.handbook;
        let row = match self.end {
            ListEnd::First => read.revisions.first(),
            ListEnd::Last => read.revisions.last(),
        }?;
        let is_right = loaded.errors_in(&path).next().is_none()
            && read.version.as_ref().is_some_and(|version| version.as_str() == self.version)
            && read.revisions.len() == handbook.revisions.len() + 1;
        let version = row.version.as_ref().filter(|_| is_right)?;
        Some(Release {
            line: position(&after, version.span().start).line,
            file: Mended { path: path.to_string(), before, after, corrections: 1 },
            version: self.version.clone(),
            date: self.date.clone(),
            summary: self.summary.clone(),
            left,
        })
    }

    /// The text with the row, and the keys of the row that a person has to fill in.
    fn amended(&self, path: &Arc<str>, text: &str) -> Option<(Arc<str>, Vec<&'static DataKey>)> {
        let read = yaml::parse_with(path, text.as_bytes(), SPELLING);
        let document = read.documents.first().filter(|document| !document.is_blank());
        let mut content = document.map_or_else(|| Content::map(Vec::new()), Content::of);
        for (key, text) in [("version", &self.version), ("effective_date", &self.date)] {
            let value = FieldValue::Texts(vec![text.clone()]);
            amend::put(&mut content, &HANDBOOK, HANDBOOK.named(key)?, &value)?;
        }
        let texts = [("version", &*self.version), ("date", &self.date), ("summary", &self.summary)];
        let revisions = HANDBOOK.named("revisions")?;
        let left = add_record(&mut content, &HANDBOOK, revisions, (&REVISION, &texts), self.end)?;
        Some((amend::rewrite(path, text, &read.documents, &content)?.into(), left))
    }
}

/// A day in the way in which another is written.
fn written_like(date: Date, other: &str) -> String {
    let Date { year, month, day } = date;
    match other.chars().find(|c| matches!(c, '年' | '/' | '.')) {
        Some('年') => format!("{year}年{month}月{day}日"),
        Some(mark) => format!("{year:04}{mark}{month:02}{mark}{day:02}"),
        None => date.to_string(),
    }
}
