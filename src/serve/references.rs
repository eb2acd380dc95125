//! The names that positions give each other, and how they follow one that is renamed or moved.
//!
//! What a name means depends on who says it, and on all other titles. So each name is resolved before and after, and where it
//! would mean another position it is written with the department; if that does not help, nothing is changed at all.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::change::Refusal;
use super::source::{Source, refuse_new_errors_of};
use crate::amend::Content;
use crate::diag::Span;
use crate::model::{Completeness, Loaded, Position, Reporting, Str, Superior, folded, load, position_ids};
use crate::pipeline::Overlay;
use crate::world::World;

/// What parts the names of several partners in one text.
const SEPARATORS: [char; 7] = ['、', '，', ',', '；', ';', '\n', '→'];
/// What also parts them, unless it is part of a title.
const SLASHES: [char; 2] = ['/', '／'];

/// A project with the ids of its positions.
pub struct Company {
    pub loaded: Loaded,
    pub ids: Vec<String>,
}

/// A text in the place of a part of another.
pub struct NameEdit {
    path: Arc<str>,
    span: Span,
    /// The text as it was read.
    written: String,
    range: Range<usize>,
    name: String,
}

/// A name in what a position says, with what it means.
struct Named<'h> {
    written: &'h Str,
    range: Range<usize>,
    means: Superior,
    /// What stands between a department and a title there.
    glue: &'static str,
}

impl Company {
    pub fn load(world: &dyn World) -> Company {
        let loaded = load(world);
        let ids = position_ids(&loaded.handbook);
        Company { loaded, ids }
    }

    /// The same, if every file could be read: names in others would not follow.
    pub fn load_whole(world: &dyn World) -> Result<Company, Refusal> {
        let company = Company::load(world);
        match company.loaded.extent() {
            Completeness::Part => Err(Refusal::because(
                "有的文件读不出来，里面的名称不能跟着改；请先改正（见问题一栏）",
                "a file cannot be read, and its names could not follow; mend it first (see the findings)",
            )),
            _ => Ok(company),
        }
    }

    /// The number of a position in the handbook's order.
    pub fn number(&self, id: &str) -> Result<usize, Refusal> {
        self.ids.iter().position(|known| known == id).ok_or(Refusal::Unknown)
    }

    pub fn position(&self, number: usize) -> Result<&Position, Refusal> {
        self.loaded.handbook.positions().nth(number).ok_or(Refusal::Unknown)
    }
}

impl NameEdit {
    pub fn of(written: &Str, range: Range<usize>, name: &str) -> NameEdit {
        NameEdit {
            path: written.path.clone(),
            span: written.span(),
            written: written.to_string(),
            range,
            name: name.to_owned(),
        }
    }

    /// What a part of the text is then, which this is an edit of.
    fn within(&self, part: &Range<usize>) -> String {
        let (before, after) =
            (&self.written[part.start..self.range.start], &self.written[self.range.end..part.end]);
        [before, &self.name, after].concat()
    }
}

/// A position that changes, and the id that it has then.
pub struct Moved<'m> {
    pub number: usize,
    pub from: &'m str,
    pub to: &'m str,
    /// The new title, if it gets one.
    pub title: Option<&'m str>,
}

/// A position's new title, in its own file and among the roles outside the handbook.
pub fn titled(company: &Company, number: usize, title: &str) -> Result<Vec<NameEdit>, Refusal> {
    let handbook = &company.loaded.handbook;
    let old = &company.position(number)?.title;
    let mut edits = vec![NameEdit::of(old, 0..old.len(), title)];
    // A role outside the handbook is not this position where others have its title.
    let same = handbook.positions().filter(|position| folded(&position.title) == folded(old)).count();
    for role in handbook.external_roles.iter().filter(|_| same == 1) {
        let is_named = |range: &Range<usize>| folded(&role[range.clone()]) == folded(old);
        let named = parts(role, 0..role.len(), &SEPARATORS).filter(is_named);
        edits.extend(named.map(|range| NameEdit::of(role, range, title)));
    }
    Ok(edits)
}

/// What makes all names mean whom they meant, once the project is as `after`, where the names are not changed yet.
pub fn followed(before: &Company, after: &Company, moved: &Moved) -> Result<Vec<NameEdit>, Refusal> {
    let (old, new) = (Reporting::new(&before.loaded.handbook), Reporting::new(&after.loaded.handbook));
    let later = Later::new(before, after, moved);
    let mut edits = Vec::new();
    for number in 0..before.ids.len() {
        let owner = later.number(number)?;
        for named in names(&old, number) {
            let Superior::Position(meant) = named.means else { continue };
            let wanted = later.number(meant)?;
            let name = &named.written[named.range.clone()];
            let title = title_in(named.written, named.range.clone(), &old.roster.positions[meant].title);
            let renamed = moved.title.filter(|_| meant == moved.number).zip(title.clone());
            let is_right = |name: &str| {
                let title = name.rfind(['（', '(']).map_or(name, |bracket| name[..bracket].trim_end());
                let is_wanted = |name| new.roster.position(name, owner) == Some(wanted);
                is_wanted(name) || is_wanted(title)
            };
            let as_renamed = renamed.map(|(new, range)| NameEdit::of(named.written, range, new));
            if is_right(&as_renamed.as_ref().map_or(name.to_owned(), |edit| edit.within(&named.range))) {
                edits.extend(as_renamed);
                continue;
            }
            let position = new.roster.positions[wanted];
            let with_department = title.zip(position.department.as_ref()).map(|(title, department)| {
                let name = [department.as_str(), named.glue, position.title.as_str()].concat();
                NameEdit::of(named.written, named.range.start..title.end, &name)
            });
            edits.push(with_department.ok_or_else(|| ambiguous(&position.title, name))?);
        }
    }
    Ok(edits)
}

/// The numbers of positions after one has moved.
struct Later<'c> {
    before: &'c Company,
    after: HashMap<&'c str, usize>,
    moved: &'c Moved<'c>,
}

impl<'c> Later<'c> {
    fn new(before: &'c Company, after: &'c Company, moved: &'c Moved) -> Later<'c> {
        let after = after.ids.iter().enumerate().map(|(number, id)| (id.as_str(), number)).collect();
        Later { before, after, moved }
    }

    fn number(&self, number: usize) -> Result<usize, Refusal> {
        let id = self.before.ids.get(number).map_or("", String::as_str);
        let id = if id == self.moved.from { self.moved.to } else { id };
        self.after.get(id).copied().ok_or_else(Refusal::by_hand)
    }
}

/// Makes the edits in the files of a project.
pub fn apply(overlay: &mut Overlay, edits: &[NameEdit]) -> Result<(), Refusal> {
    let mut by_file: BTreeMap<&Arc<str>, Vec<&NameEdit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(&edit.path).or_default().push(edit);
    }
    for (path, edits) in by_file {
        let bytes = overlay.read(path).map_err(|_| Refusal::Unknown)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| Refusal::Unknown)?;
        let source = Source::of(path, text)?;
        let after = edited(source, &edits).map_err(|refusal| refusal.in_file(path))?;
        overlay.texts.insert(path.clone(), after.into());
    }
    Ok(())
}

/// A file with edits. Its last document changes first, so that the places in those before stay.
fn edited(mut source: Source, edits: &[&NameEdit]) -> Result<String, Refusal> {
    let mut by_place: BTreeMap<Span, Vec<&NameEdit>> = BTreeMap::new();
    for edit in edits {
        by_place.entry(edit.span).or_default().push(edit);
    }
    let (mut found, mut is_aliased) = (BTreeSet::new(), false);
    for at in (0..source.documents.len()).rev() {
        let mut content = Content::of(&source.documents[at]);
        let before = found.len();
        content.each_text(&mut |span, text| {
            if let Some(edits) = by_place.get(&span) {
                is_aliased |= !found.insert(span);
                replace(text, edits);
            }
        });
        if found.len() > before {
            let after = source.with(&content)?;
            source = Source::of(&source.path, &after)?;
        }
    }
    if is_aliased || found.len() < by_place.len() {
        Err(Refusal::by_hand())
    } else {
        Ok(source.text.to_string())
    }
}

/// Makes the edits of one text, which has white space around it that is not read.
fn replace(content: &mut Content, edits: &[&NameEdit]) {
    let Some(first) = edits.first() else { return };
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| edit.range.start);
    // An alias says the same in two places.
    edits.dedup_by(|one, other| one.range.start < other.range.end);
    let mut text = first.written.clone();
    edits.iter().rev().for_each(|edit| text.replace_range(edit.range.clone(), &edit.name));
    let old = content.as_text().unwrap_or_default();
    content.set_text(&match old.find(&first.written) {
        Some(at) => [&old[..at], &text, &old[at + first.written.len()..]].concat(),
        None => text,
    });
}

/// Refuses a project in which a name has come to mean another position, or which has a new error.
pub fn refuse_other_meanings(before: &Company, after: &Company, moved: &Moved) -> Result<(), Refusal> {
    refuse_new_errors_of(&before.loaded, &after.loaded)?;
    let (old, new) = (Reporting::new(&before.loaded.handbook), Reporting::new(&after.loaded.handbook));
    let later = Later::new(before, after, moved);
    for number in 0..before.ids.len() {
        let owner = later.number(number)?;
        let (was, is) = (names(&old, number), names(&new, owner));
        let mut pairs = was.iter().zip(&is);
        let wrong = pairs.find_map(|(was, is)| {
            let wanted = match was.means {
                Superior::Position(number) => later.number(number).ok().map(Superior::Position),
                Superior::External => Some(Superior::External),
                Superior::Unknown => return None,
            };
            (Some(is.means) != wanted).then_some(is)
        });
        let owner = &new.roster.positions[owner].title;
        match wrong {
            Some(wrong) => return Err(ambiguous(owner, &wrong.written[wrong.range.clone()])),
            None if was.len() != is.len() => {
                return Err(Refusal::because(
                    format!("{}里的名称会分成别的几个，请先改那里", owner.as_str()),
                    format!(
                        "the names in {} would be parted in another way; change them first",
                        owner.as_str()
                    ),
                ));
            }
            None => {}
        }
    }
    Ok(())
}

fn ambiguous(owner: &str, name: &str) -> Refusal {
    Refusal::because(
        format!("{owner}里的“{name}”会变成别的意思，请先改那里"),
        format!("“{name}” in {owner} would come to mean something else; change that first"),
    )
}

/// Where a name has the title of the position that it means, at its end or before brackets.
fn title_in(written: &str, name: Range<usize>, title: &str) -> Option<Range<usize>> {
    let text = written.get(name.clone())?;
    let bracket = text.ends_with(['）', ')']).then(|| text.rfind(['（', '('])).flatten();
    let ends = std::iter::once(text.len()).chain(bracket);
    let wanted = folded(title);
    ends.into_iter().find_map(|end| {
        let shown = text[..end].trim_end();
        let starts = shown.char_indices().rev().map(|(at, _)| at);
        let start = starts.into_iter().find(|at| folded(&shown[*at..]) == wanted)?;
        Some(name.start + start..name.start + shown.len())
    })
}

/// The names that a position gives: its superiors in both lines, what its holder holds, too, partners, and where it leads.
fn names<'h>(reporting: &Reporting<'h>, number: usize) -> Vec<Named<'h>> {
    let lines = reporting.lines(number).iter().chain(reporting.concurrent(number));
    let mut named: Vec<Named> = lines
        .map(|line| {
            let start = line.name.as_ptr() as usize - line.written.as_ptr() as usize;
            let range = start..start + line.name.len();
            Named { written: line.written, range, means: line.superior, glue: "/" }
        })
        .collect();
    let Some(position) = reporting.roster.positions.get(number) else { return named };
    let inside = position.collaboration.iter().filter(|row| row.key != Some("external"));
    for written in inside.chain(&position.career).flat_map(|row| &row.items) {
        let means = |range: &Range<usize>| match reporting.roster.position(&written[range.clone()], number) {
            Some(number) if reporting.roster.department(&written[range.clone()]).is_none() => {
                Superior::Position(number)
            }
            _ => Superior::Unknown,
        };
        for whole in parts(written, 0..written.len(), &SEPARATORS) {
            match means(&whole) {
                Superior::Unknown => named.extend(parts(written, whole, &SLASHES).map(|range| Named {
                    written,
                    means: means(&range),
                    range,
                    glue: "",
                })),
                means => named.push(Named { written, range: whole, means, glue: "/" }),
            }
        }
    }
    named
}

/// The parts of a text, without white space around them.
fn parts<'t>(
    text: &'t str,
    range: Range<usize>,
    marks: &'t [char],
) -> impl Iterator<Item = Range<usize>> + 't {
    let whole = text.get(range).unwrap_or_default();
    whole.split(marks).map(str::trim).filter(|part| !part.is_empty()).map(|part| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        start..start + part.len()
    })
}
