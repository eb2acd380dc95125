//! Takes what somebody changed in a Word document of ours back into the YAML.
//!
//! The document is built again as it was, and both are read as `import` reads any document: what differs is what somebody
//! changed. Each change is merged with what has become of the project since, item by item and field by field, and written as
//! a correction of the lines concerned. At the end the document is built from what was taken over, and every text that
//! somebody wrote and that is not in it is told: nothing is lost unseen.

mod changed;
mod proof;
mod sheet;
mod three_way;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::carried::{CarriedDocument, Shown};
use crate::diag::{Code, Diagnostic, Lang, Sources, Text};
use crate::diff::pair_positions;
use crate::import::{Mapping, import};
use crate::model::keys::DataKey;
use crate::model::{HANDBOOKS, Language, POSITION, Position, is_position_file, load, position_digest};
use crate::office::{self, OfficeFile, StoryKind};
use crate::pipeline::{self, Format, Mended, Options, Outcome, Overlay, Report};
use crate::template::{OutputKind, SetChoice};
use crate::world::{Memory, World};

use changed::{EditsByFile, Possible, RefusedEdit, add, possible};
use proof::{DocumentStates, Lost, PlacedText, lost};
use sheet::State;
use three_way::{Conflict, merge as merge_values, settled, shown as shown_value};

/// What a document changes.
#[derive(Debug, Default)]
pub struct Merged {
    /// Files that change, by path.
    pub changed: Vec<Mended>,
    /// What is told of the document: tracked changes, comments, conflicts, what is not taken over.
    pub findings: Vec<Diagnostic>,
}

/// Why nothing was merged: errors of the project, or of the base.
#[derive(Debug)]
pub struct Refused {
    pub findings: Vec<Diagnostic>,
    pub sources: Sources,
}

/// The document and the state of the project from which it was built.
pub struct Returned<'r> {
    pub file: &'r OfficeFile,
    pub base: &'r dyn World,
    /// The template set that it was built with, if not the handbook's own.
    pub template: Option<SetChoice>,
    /// The language of its labels, if not the handbook's own.
    pub language: Option<Language>,
    /// What it shows, if that is known.
    pub document: Option<ShownDocument>,
}

/// Which document was edited.
#[derive(Clone, Debug)]
pub struct ShownDocument {
    kind: OutputKind,
    /// A pattern of its positions; `None` for the handbook.
    only: Option<String>,
    /// The keys whose rows stand in it, beside those that the base fills.
    filled: BTreeSet<String>,
}

impl ShownDocument {
    /// The document that carries data.
    pub fn of(carried: &CarriedDocument) -> ShownDocument {
        let position = |(_, position): &(&str, &Position)| escaped(&position.title);
        let (kind, only) = match &carried.project.shown {
            Shown::Handbook => (OutputKind::Handbook, None),
            Shown::Department(name) => (OutputKind::Department, Some(escaped(name) + "/*")),
            Shown::Position(_) => (OutputKind::Position, carried.shown().first().map(position)),
        };
        ShownDocument { kind, only, filled: carried.project.filled.iter().cloned().collect() }
    }
}

/// Whether all positions that a document shows still say what they said when it was made.
pub fn is_current(world: &dyn World, carried: &CarriedDocument) -> bool {
    let handbook = load(world).handbook;
    let today: HashSet<String> = handbook.positions().map(position_digest).collect();
    carried.shown().iter().all(|(_, position)| today.contains(&position_digest(position)))
}

/// The project from which a document with data was made: its data, and all else as the project has it today.
pub fn carried_base<'w>(world: &'w dyn World, carried: &CarriedDocument) -> Overlay<'w> {
    let mut base = Overlay::new(world);
    let is_data = |path: &String| is_position_file(path) || HANDBOOKS.contains(&path.as_str());
    let data = world.files().unwrap_or_default().into_iter().filter(is_data);
    base.gone = data.map(Arc::from).collect();
    for file in &carried.project.files {
        base.gone.remove(&*file.path);
        base.texts.insert(file.path.clone(), file.text.as_str().into());
    }
    base
}

/// What a document changes in a project.
///
/// # Errors
/// The project, or the base, has errors; or the document is none of the base.
pub fn merge(world: &dyn World, returned: &Returned) -> Result<Merged, Refused> {
    let refused = |(findings, sources)| Refused { findings, sources };
    let base = State::read(returned.base).map_err(refused)?;
    let ours = State::read(world).map_err(refused)?;
    let theirs = imported(returned.file);
    let mut found = Findings { file: returned.file, all: Vec::new() };
    let shown = pair_positions(&base.positions(), &theirs.positions());
    let document = returned.document.clone().or_else(|| document(&base, &theirs, &shown));
    let document = document.ok_or_else(|| foreign(returned.file))?;
    let before = built(returned.base, returned, &document)?;
    let read = imported(&before);
    let merging = Merging { base: &base, ours: &ours, theirs: &theirs, read: &read };
    let edits = merging.edits(&mut found);
    // Built from what was taken over, whatever has become of the project since.
    let mut after = Overlay::new(returned.base);
    for (path, of_file) in &edits.of_base {
        let path: Arc<str> = path.as_str().into();
        let Some(text) = base.sources.text(&path) else { continue };
        let possible = possible(returned.base, &path, text, of_file);
        after.texts.insert(path, possible.text.into());
    }
    let after = built(&after, returned, &document).unwrap_or_else(|_| before.clone());
    // What follows from positions that the document does not show is as the project has it.
    let today = built(world, returned, &document).ok();
    let states =
        DocumentStates { before: &before, edited: returned.file, after: &after, today: today.as_ref() };
    found.lost(&lost(&states, &|text| base.says(text)));
    found.comments();
    // What is there in any document of ours is not told.
    let is_own = |finding: &Diagnostic| before.findings.iter().any(|own| own.message == finding.message);
    found.all.splice(0..0, returned.file.findings.iter().filter(|finding| !is_own(finding)).cloned());
    let mut mended = Vec::new();
    for (path, of_file) in &edits.of_ours {
        let name: Arc<str> = path.as_str().into();
        let Some(before) = ours.sources.text(&name) else { continue };
        let Possible { text, corrections, refused } = possible(world, &name, before, of_file);
        refused.iter().for_each(|one| found.impossible(path, one));
        if text != **before {
            let before = before.clone();
            mended.push(Mended { path: path.clone(), before, after: text.into(), corrections });
        }
    }
    Ok(Merged { changed: mended, findings: found.all })
}

/// What a document says, as a handbook.
fn imported(file: &OfficeFile) -> State {
    let imported = import(std::slice::from_ref(file), &Mapping::default());
    let files: Vec<(String, String)> =
        imported.files(None::<Lang>).into_iter().map(|file| (file.path, file.text)).collect();
    let world: Memory = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    State::read_anyhow(&world)
}

/// The error of a document in which no position of the base is found.
fn foreign(file: &OfficeFile) -> Refused {
    let message =
        Text::new("认不出它是从哪个手册的哪些岗位生成的", "none of the project's positions is found in it");
    let help = Text::new(
        "要合并的是 gangwei 生成、再由人改过的 Word 文件；别的文件用 gangwei import",
        "merge takes Word files that gangwei made and somebody edited; import takes any other",
    );
    let finding = Diagnostic::new(Code::E623, message).in_file(&file.path).with_help(help);
    Refused { findings: vec![finding], sources: Sources::new() }
}

/// The kind of the document, by the positions that are found in it.
fn document(base: &State, theirs: &State, shown: &[Option<usize>]) -> Option<ShownDocument> {
    let positions = base.positions();
    let found: Vec<&Position> = shown.iter().flatten().filter_map(|at| positions.get(*at).copied()).collect();
    let department = |position: &Position| position.department.as_ref().map(|name| name.to_string());
    let first = found.first()?;
    let is_one_department = found.iter().all(|position| department(position) == department(first));
    let (kind, only) = match (theirs.positions().len(), department(first)) {
        (1, _) => (OutputKind::Position, Some(escaped(&first.title))),
        (_, Some(name)) if is_one_department && positions.len() > found.len() => {
            (OutputKind::Department, Some(escaped(&name) + "/*"))
        }
        _ => (OutputKind::Handbook, None),
    };
    Some(ShownDocument { kind, only, filled: BTreeSet::new() })
}

/// A pattern that matches a name alone.
fn escaped(name: &str) -> String {
    let mut pattern = String::new();
    for c in name.chars() {
        match c {
            '*' | '?' | '[' | ']' | '{' | '}' | '!' | '\\' => pattern.extend(['[', c, ']']),
            _ => pattern.push(c),
        }
    }
    pattern
}

/// The document as a project makes it; of several, the one most like that which came back.
fn built(world: &dyn World, returned: &Returned, document: &ShownDocument) -> Result<OfficeFile, Refused> {
    let options = Options {
        formats: vec![Format::Docx],
        kinds: vec![document.kind],
        only: document.only.clone(),
        filled: document.filled.clone(),
        template: returned.template.clone(),
        document_language: returned.language,
        ..Options::default()
    };
    let Outcome { value, report } = pipeline::collect(world, &options);
    let refused = |Report { diagnostics, sources, .. }: Report| Refused { findings: diagnostics, sources };
    if report.failure.is_some() {
        return Err(refused(report));
    }
    let read = |output: &pipeline::Output| office::read(&output.path, &output.bytes).ok();
    let files: Vec<OfficeFile> = value.iter().flatten().filter_map(read).collect();
    files
        .into_iter()
        .max_by_key(|file| proof::in_common(file, returned.file))
        .ok_or_else(|| foreign(returned.file))
}

/// The four states of the positions.
struct Merging<'m> {
    base: &'m State,
    ours: &'m State,
    /// The edited document, as it was read.
    theirs: &'m State,
    /// The document before, as it was read.
    read: &'m State,
}

/// The values that keys shall have.
#[derive(Default)]
struct MergedEdits {
    /// In the base, without what has become of the project since.
    of_base: EditsByFile,
    /// In the project.
    of_ours: EditsByFile,
}

impl Merging<'_> {
    fn edits(&self, found: &mut Findings) -> MergedEdits {
        let mut all = MergedEdits::default();
        let theirs_read = pair_positions(&self.read.positions(), &self.theirs.positions());
        let read_base = pair_positions(&self.base.positions(), &self.read.positions());
        let ours_base = pair_positions(&self.base.positions(), &self.ours.positions());
        for (their, read) in theirs_read.iter().enumerate() {
            let position = self.theirs.positions()[their];
            let Some(read) = *read else {
                found.new_position(position);
                continue;
            };
            // A list of positions reads as positions, too.
            let Some(base) = read_base[read] else { continue };
            let our = ours_base.iter().position(|known| *known == Some(base));
            let at = Places { base, ours: our, theirs: their, read };
            found.moved(self.read.positions()[read], position);
            self.position(at, position, found, &mut all);
        }
        for (read, position) in self.read.positions().into_iter().enumerate() {
            if !theirs_read.contains(&Some(read)) {
                found.gone_position(position);
            }
        }
        all
    }

    fn position(&self, at: Places, position: &Position, found: &mut Findings, all: &mut MergedEdits) {
        let (mut of_base, mut of_ours) = (Vec::new(), Vec::new());
        for key in POSITION.keys {
            let [read, theirs] = [self.read.get(at.read, key), self.theirs.get(at.theirs, key)];
            let base = self.base.get(at.base, key);
            let theirs = theirs.map(|theirs| settled(key, read, theirs));
            // What the document says of a key may be less than the key says: a change is one of what it says.
            let mut unlike = Vec::new();
            let wanted = merge_values(key, [read, theirs.as_ref(), base], &mut unlike);
            found.conflicts(position, &unlike);
            if Some(&wanted) == base || base.is_none() && wanted.is_empty() {
                continue;
            }
            let Some(ours) = at.ours else {
                found.without_position(position, key);
                continue;
            };
            let mut conflicts = Vec::new();
            let value = merge_values(key, [base, Some(&wanted), self.ours.get(ours, key)], &mut conflicts);
            found.conflicts(position, &conflicts);
            of_base.push((key, wanted));
            if Some(&value) != self.ours.get(ours, key) {
                of_ours.push((key, value));
            }
        }
        add(&mut all.of_base, &self.base.ids[at.base], of_base);
        if let Some(ours) = at.ours {
            add(&mut all.of_ours, &self.ours.ids[ours], of_ours);
        }
    }
}

/// Where a position stands in each state.
struct Places {
    base: usize,
    /// `None` if the project has it no longer.
    ours: Option<usize>,
    theirs: usize,
    read: usize,
}

/// What a person has to see to.
struct Findings<'f> {
    file: &'f OfficeFile,
    all: Vec<Diagnostic>,
}

impl Findings<'_> {
    fn tell(&mut self, code: Code, message: Text, help: Text) {
        self.all.push(Diagnostic::new(code, message).in_file(&self.file.path).with_help(help));
    }

    fn refuse(&mut self, message: Text) {
        let help = Text::new("请直接改 YAML，或用 gangwei serve 改", "change the YAML, or use gangwei serve");
        self.tell(Code::E623, message, help);
    }

    fn conflicts(&mut self, position: &Position, conflicts: &[Conflict]) {
        for one in conflicts {
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| place(position, one.key, one, lang));
            let texts = [&one.theirs, &one.ours].map(|text| shown(text));
            let message = Text::new(
                format!(
                    "{zh}：Word 里和项目里都改过，没有采用；Word 里是“{}”，项目里是“{}”",
                    texts[0], texts[1]
                ),
                format!(
                    "{en} was changed in the document and in the project, and is not taken: “{}” in the document, “{}” in the project",
                    texts[0], texts[1]
                ),
            );
            let help = Text::new(
                "由人来定：要 Word 里的，照样写进 YAML；要项目里的，就不必再改",
                "decide: write the document's text into the YAML, or leave the project's",
            );
            self.tell(Code::E622, message, help);
        }
    }

    fn moved(&mut self, before: &Position, after: &Position) {
        let department =
            |of: &Position| of.department.as_ref().map(|name| name.to_string()).unwrap_or_default();
        let (was, is) = (department(before), department(after));
        if was != is && !is.is_empty() {
            let title = &after.title;
            self.refuse(Text::new(
                format!("{}：部门由“{was}”改成了“{is}”，没有采用", title.as_str()),
                format!("{}: the department “{was}” became “{is}”, which is not taken", title.as_str()),
            ));
        }
    }

    fn new_position(&mut self, position: &Position) {
        let title = position.title.as_str();
        self.refuse(Text::new(
            format!("“{title}”是 Word 里新加的岗位，没有采用"),
            format!("“{title}” is a new position of the document, which is not taken"),
        ));
    }

    fn gone_position(&mut self, position: &Position) {
        let title = position.title.as_str();
        self.refuse(Text::new(
            format!("“{title}”在 Word 里整个删去了，没有照办"),
            format!("“{title}” is gone from the document, and stays in the project"),
        ));
    }

    fn without_position(&mut self, position: &Position, key: &DataKey) {
        let title = position.title.as_str();
        self.refuse(Text::new(
            format!("“{title}”在项目里已经没有了，{}的改动没有采用", key.name_in(Lang::Zh)),
            format!("“{title}” is no longer in the project, so the change of {} is not taken", key.name),
        ));
    }

    fn impossible(&mut self, path: &str, one: &RefusedEdit) {
        let text = shown(&shown_value(&one.value));
        let key = [Lang::Zh, Lang::En].map(|lang| one.key.name_in(lang));
        let reason = match &one.reason {
            Some(Text { zh, en }) => Text::new(zh.clone(), en.clone()),
            None => Text::new(
                "YAML 里这一处的写法（别名、括号里的注释等）不能自动改",
                "the YAML is written there in a way that only a person can change (an alias, comments between brackets)",
            ),
        };
        self.refuse(Text::new(
            format!("{path}：{}改成“{text}”，没有采用：{}", key[0], reason.zh),
            format!("{path}: {} became “{text}”, which is not taken: {}", key[1], reason.en),
        ));
    }

    fn lost(&mut self, lost: &Lost) {
        let of = |one: &PlacedText| {
            let row = shown(&one.row);
            let near = |row: String| {
                if one.row.is_empty() {
                    [String::new(), String::new()]
                } else {
                    [format!("“{row}”一行："), format!("in the row “{row}”: ")]
                }
            };
            (near(row), shown(&one.text))
        };
        for one in &lost.written {
            let ([zh, en], text) = of(one);
            self.refuse(Text::new(
                format!("{zh}“{text}”没有写进 YAML：程序认不出它属于哪一项"),
                format!("{en}“{text}” is not in the YAML: nothing tells what it belongs to"),
            ));
        }
        for one in &lost.removed {
            let ([zh, en], text) = of(one);
            self.refuse(Text::new(
                format!("{zh}“{text}”在 Word 里删去了，YAML 里还在"),
                format!("{en}“{text}” was taken out of the document, and is still in the YAML"),
            ));
        }
    }

    /// What somebody wrote beside the text.
    fn comments(&mut self) {
        let comments = self.file.stories.iter().filter(|story| story.kind == StoryKind::Comment);
        let texts: Vec<String> = comments.map(|story| shown(&office::plain_text(&story.blocks))).collect();
        for text in texts.iter().filter(|text| !text.is_empty()) {
            let message = Text::new(format!("批注：“{text}”"), format!("a comment: “{text}”"));
            self.all.push(Diagnostic::new(Code::W624, message).in_file(&self.file.path));
        }
    }
}

/// `采购员：岗位职责第3条·标准`.
fn place(position: &Position, key: &DataKey, of: &Conflict, lang: Lang) -> String {
    let title = position.title.as_str();
    let key = key.name_in(lang);
    let field = of.field.map(|field| field.name_in(lang));
    match (lang, &of.item) {
        (Lang::Zh, Some((number, label))) => {
            let label =
                if label.is_empty() { format!("第{number}条") } else { format!("·{label}第{number}条") };
            format!("{title}：{key}{label}{}", field.map(|field| format!("·{field}")).unwrap_or_default())
        }
        (Lang::En, Some((number, label))) => {
            let label = if label.is_empty() { format!(" {number}") } else { format!(", {label} {number}") };
            format!("{title}: {key}{label}{}", field.map(|field| format!(", {field}")).unwrap_or_default())
        }
        (Lang::Zh, None) => format!("{title}：{key}"),
        (Lang::En, None) => format!("{title}: {key}"),
    }
}

/// A text as messages show it.
fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.trim().replace('\n', "/");
    let start: String = text.chars().take(MOST).collect();
    if start.len() < text.len() { start + "…" } else { start }
}

/// The files of a project as they are after a merge.
pub fn overlaid<'w>(world: &'w dyn World, changed: &[Mended]) -> Overlay<'w> {
    let mut overlay = Overlay::new(world);
    let texts: BTreeMap<Arc<str>, Arc<str>> =
        changed.iter().map(|file| (file.path.as_str().into(), file.after.clone())).collect();
    overlay.texts = texts;
    overlay
}
