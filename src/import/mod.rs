//! Turns old Word and Excel handbooks into YAML, and accounts for every character of them.
//!
//! A file's blocks become lines and tables whose texts are in a [`Ledger`]; they are cut into positions, departments and
//! the rest of a handbook; each position is read by the labels of its form. What is read says where it came from, so
//! that the ledger can tell at the end what became of each character.

mod bands;
mod draft;
mod duties;
mod element;
mod excerpt;
mod findings;
mod handbook;
mod headers;
mod heading;
mod interpret;
mod item;
mod label;
mod ledger;
mod lines;
mod mapping;
mod number;
mod plain;
mod reader;
mod reading;
pub mod report;
mod section;
mod segment;
mod subordinates;
mod tables;
mod trace;
mod values;
mod words;
mod yaml;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

pub use draft::{Draft, HandbookDraft, PositionDraft, TextValue, Value};
pub use excerpt::{Excerpt, SourcePlace};
pub use ledger::{Fate, Fragment, Ledger, LeftOut};
pub use mapping::Mapping;

use element::{Cell, Element, flows, fragments, leave};
use excerpt::FragmentId;
use label::Dictionary;
use plain::{is_sentence, plain};
use section::Part;
use segment::{Chunk, ChunkKind, chunks};
use yaml::Writer;

use crate::diag::{Diagnostic, Lang};
use crate::model::schema::DataFile;
use crate::model::{DEPARTMENT, HANDBOOK, POSITION, ProjectNames, skeleton};
use crate::office::OfficeFile;

/// What was read of foreign files.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    pub handbook: HandbookDraft,
    pub positions: Vec<PositionDraft>,
    pub ledger: Ledger,
    /// What the mapping says of labels that no file has.
    unmatched: Vec<Diagnostic>,
}

/// Reads files of one handbook.
pub fn import(files: &[OfficeFile], mapping: &Mapping) -> Imported {
    let dictionary = Dictionary::new(mapping);
    let mut importer =
        Importer { dictionary: &dictionary, ledger: Ledger::default(), imported: Imported::default() };
    for file in files {
        importer.file(file, files.len() > 1);
    }
    let Importer { mut ledger, mut imported, .. } = importer;
    settle(&mut imported, &mut ledger);
    for (index, position) in imported.positions.iter().enumerate() {
        position.values.account(Some(index), &mut ledger);
    }
    imported.handbook.values.account(None, &mut ledger);
    imported.handbook.departments.iter().for_each(|department| department.account(None, &mut ledger));
    let written = imported.written_labels();
    ledger.close(|label| {
        dictionary.knows(label) || written.contains(&plain(label)) || is_heading(label, &written)
    });
    imported.unmatched = mapping.unmatched(&ledger);
    imported.ledger = ledger;
    imported
}

/// What was read so far.
struct Importer<'d> {
    dictionary: &'d Dictionary,
    ledger: Ledger,
    imported: Imported,
}

impl Importer<'_> {
    /// Reads a file; `among_others` says whether it is one of several.
    fn file(&mut self, file: &OfficeFile, among_others: bool) {
        let story = Some(element::FILE_NAME.into());
        let place = SourcePlace { file: file.path.clone(), story, ..SourcePlace::default() };
        let name = self.ledger.enter(place, stem(&file.path));
        self.ledger.note(&name, Fate::Left(LeftOut::Furniture));
        for flow in flows(file, &mut self.ledger) {
            let sheet = flow.sheet.clone();
            let chunks = chunks(flow, &name, self.dictionary);
            let is_position = |chunk: &&Chunk| matches!(chunk.kind, ChunkKind::Position { .. });
            // The title page of a file with one position among several files is that position's.
            let is_alone = among_others && chunks.iter().filter(is_position).count() == 1;
            let mut front = HandbookDraft::default();
            let mut department: Option<Excerpt> = None;
            for chunk in chunks {
                match &chunk.kind {
                    ChunkKind::Computed => self.computed(&chunk),
                    ChunkKind::Rows { header } => {
                        // A sheet for each department is called by its name.
                        let named = sheet.as_ref().filter(|sheet| heading::is_department(sheet));
                        self.rows(&chunk, *header, &file.path, named.or(department.as_ref()));
                    }
                    ChunkKind::Front | ChunkKind::Handbook(_) | ChunkKind::Department { .. } => {
                        let draft = if is_alone { &mut front } else { &mut self.imported.handbook };
                        handbook::read(&chunk, draft, self.dictionary, &mut self.ledger);
                        if let ChunkKind::Department { name, .. } = &chunk.kind {
                            department = Some(name.clone());
                        }
                    }
                    ChunkKind::Position { title, has_duties, is_withdrawn } => {
                        let begins = has_duties.then(|| POSITION.named("responsibilities")).flatten();
                        let mut draft =
                            reader::position(&chunk.elements, begins, self.dictionary, &mut self.ledger);
                        chunk.heading.iter().for_each(|heading| self.ledger.note(heading, Fate::Label));
                        if draft.values.get("title").is_none()
                            && let (Some(title), Some(key)) = (title, POSITION.named("title"))
                        {
                            draft.values.add(&POSITION, key, title.clone().into());
                        }
                        if *is_withdrawn && let Some(key) = POSITION.named("status") {
                            let value = TextValue { text: "撤销".to_owned(), ..TextValue::default() };
                            draft.values.add(&POSITION, key, Value::Text(value));
                        }
                        self.add(draft, fragments(&chunk.elements), &file.path, department.as_ref());
                    }
                }
            }
            if is_alone {
                hand_on(front, &mut self.imported, &mut self.ledger);
            }
        }
    }

    fn computed(&mut self, chunk: &Chunk) {
        let left = Fate::Left(LeftOut::Computed);
        chunk.heading.iter().for_each(|heading| self.ledger.note(heading, left.clone()));
        for element in &chunk.elements {
            // Running text among contents and figures is no part of them, and stays open.
            let is_text = matches!(element, Element::Line(line) if !segment::is_contents(line) && is_sentence(&line.text));
            if !is_text {
                leave(std::slice::from_ref(element), &mut self.ledger, LeftOut::Computed);
            }
        }
    }

    /// A table with a position in each row below its header.
    fn rows(&mut self, chunk: &Chunk, header: usize, path: &Arc<str>, department: Option<&Excerpt>) {
        let [Element::Table(table)] = chunk.elements.as_slice() else { return };
        // What stands above the header is the title of the table.
        let above = table.cells.iter().filter(|cell| cell.row < header);
        above.for_each(|cell| element::leave_cell(cell, &mut self.ledger, LeftOut::Furniture));
        for label in table.row(header) {
            let text: String = label.lines.iter().map(|line| &*line.text).collect();
            let has_values = (header + 1..table.rows).any(|row| {
                let mut cells = table.covering(row);
                cells.any(|cell| cell.column == label.column && !cell.is_empty())
            });
            if self.dictionary.knows(&text) {
                label.lines.iter().for_each(|line| self.ledger.note(&line.text, Fate::Label));
            } else if !has_values {
                element::leave_cell(label, &mut self.ledger, LeftOut::Furniture);
            }
        }
        let mut row = header + 1;
        while row < table.rows {
            let rows = reader::rows_of_position(table, header, row, self.dictionary);
            row = rows.end;
            let first = rows.start;
            let draft = reader::position_of_rows(table, header, rows, self.dictionary, &mut self.ledger);
            let is_header_again = || {
                let is_known =
                    |cell: &Cell| cell.is_empty() || self.dictionary.knows(&Part::of_cell(cell).text());
                table.row(first).iter().all(is_known)
            };
            match draft {
                Some(draft) => {
                    let own = table.row_range(first..row).iter().collect();
                    self.add(draft, element::fragments_of(own), path, department);
                }
                None if is_header_again() => {
                    let cells = table.row(first).iter();
                    cells.for_each(|cell| Part::of_cell(cell).note(&mut self.ledger, &Fate::Label));
                }
                None => {}
            }
        }
    }

    fn add(
        &mut self,
        draft: PositionDraft,
        fragments: Range<FragmentId>,
        path: &Arc<str>,
        department: Option<&Excerpt>,
    ) {
        self.imported.positions.push(PositionDraft {
            file: path.clone(),
            fragments,
            under: department.cloned().map(TextValue::from),
            ..draft
        });
    }
}

/// Gives what the title page of a position's own file says to that position, the rest to the handbook.
fn hand_on(front: HandbookDraft, imported: &mut Imported, ledger: &mut Ledger) {
    for (name, value) in front.values.iter() {
        let own = POSITION
            .named(name)
            .filter(|_| matches!(name, "document_number" | "version" | "effective_date" | "approvals"));
        match (own, imported.positions.last_mut()) {
            (Some(key), Some(position)) => position.values.add(&POSITION, key, value.clone()),
            _ => {
                let Some(key) = HANDBOOK.named(name) else { continue };
                let is_other = imported.handbook.values.get(name).is_some_and(|known| !same(known, value));
                match is_other {
                    // Other files say otherwise.
                    true => value.each(&mut |text| {
                        text.from.iter().for_each(|text| ledger.note(text, Fate::Left(LeftOut::Furniture)))
                    }),
                    false => imported.handbook.values.add(&HANDBOOK, key, value.clone()),
                }
            }
        }
    }
    imported.handbook.departments.extend(front.departments);
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => one.text == other.text,
        _ => false,
    }
}

/// Whether a label is a heading of a position or a department that is written.
fn is_heading(label: &str, written: &HashSet<String>) -> bool {
    const LONGEST: usize = 40;
    let name = plain(label);
    let ends: Vec<usize> = name.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
    let starts = || std::iter::once(0).chain(ends.iter().copied());
    let mut parts =
        starts().flat_map(|start| ends.iter().filter_map(move |end| (start < *end).then_some(start..*end)));
    parts.any(|part| written.contains(&name[part])) || heading::is_sheet_name(label)
}

/// Takes out what follows from elsewhere: the handbook's date, the folder's department.
fn settle(imported: &mut Imported, ledger: &mut Ledger) {
    for (key, text) in
        imported.positions.iter_mut().flat_map(|position| std::mem::take(&mut position.of_handbook))
    {
        match imported.handbook.values.text(key.name) {
            Some(known) if known.text != *text => {}
            _ => imported.handbook.values.add(&HANDBOOK, key, text.into()),
        }
    }
    let effective = imported.handbook.values.text("effective_date").map(|date| date.text.clone());
    for position in &mut imported.positions {
        let is_of_handbook = match (position.values.text("effective_date"), &effective) {
            (Some(date), Some(of_handbook)) => date.text == *of_handbook,
            _ => false,
        };
        if is_of_handbook && let Some(Value::Text(date)) = position.values.remove("effective_date") {
            date.from.iter().for_each(|excerpt| ledger.note(excerpt, Fate::Left(LeftOut::Repeated)));
        }
        split_title(position, ledger);
        if let Some(text) = position.values.text("headcount").cloned()
            && text.text.ends_with("兼任")
        {
            position.values.remove("headcount");
            text.from.iter().for_each(|excerpt| ledger.note(excerpt, Fate::Left(LeftOut::Computed)));
        }
        if let Some(Value::Text(department)) = position.values.get("department") {
            let department = department.clone();
            position.values.remove("department");
            department.from.iter().for_each(|excerpt| {
                ledger.note(excerpt, Fate::Value { position: None, key: "department".into() });
            });
            position.under = Some(department);
        }
    }
}

/// Takes the number of people out of a title: `班组长(3-5人)`.
fn split_title(position: &mut PositionDraft, ledger: &mut Ledger) {
    let Some(Value::Text(title)) = position.values.get("title").cloned() else { return };
    let [text] = title.from.as_slice() else { return };
    let Some(open) = text.find(['（', '(']) else { return };
    let inner = text.after(open).without(|c| matches!(c, '（' | '(' | '）' | ')'));
    let number = inner.trim_end_matches(['人', '名']).trim();
    let is_number = !number.is_empty()
        && number.len() < inner.len()
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '～' | '~'));
    let (Some(title_key), Some(headcount)) = (POSITION.named("title"), POSITION.named("headcount")) else {
        return;
    };
    if is_number {
        let number = number.to_owned();
        position.values.remove("title");
        position.values.add(&POSITION, title_key, text.before(open).trimmed().into());
        match position.values.get("headcount") {
            None => position.values.add(
                &POSITION,
                headcount,
                Value::Text(TextValue::from(inner).rewritten(number)),
            ),
            Some(_) => ledger.note(&inner, Fate::Left(LeftOut::Repeated)),
        }
    }
}

/// A file that an import makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedFile {
    /// From the project's folder, with `/`.
    pub path: String,
    pub text: String,
}

impl Imported {
    /// The project's files: `handbook.yaml`, and a file for each position in the folder of its department.
    ///
    /// Doubtful values have what the source says above them, as comments in a language, if one is given.
    pub fn files(&self, comments: Option<Lang>) -> Vec<ImportedFile> {
        let comment = |value: &Value| Some(trace::of(value, &self.ledger)?.comment(comments?));
        let new_writer = |file: String| Writer { comment: &comment, out: file };
        let schema = |of: DataFile, path: &str| {
            skeleton::schema_line(&("../".repeat(path.matches('/').count()) + of.file())) + "\n"
        };
        let mut handbook = new_writer(schema(DataFile::Handbook, ""));
        handbook.record(&self.handbook.values, &HANDBOOK);
        if !self.handbook.departments.is_empty() {
            handbook.out.push_str("部门:\n");
            handbook.records(&self.handbook.departments, &DEPARTMENT, 1);
        }
        let mut files = vec![ImportedFile { path: "handbook.yaml".to_owned(), text: handbook.out }];
        let mut names = ProjectNames::default();
        for position in &self.positions {
            let title = position.values.text("title").map_or("未命名岗位", |title| title.text.as_str());
            let path = names.claim(position.under.as_ref().map(|name| name.text.as_str()), title);
            let mut text = new_writer(schema(DataFile::Position, &path));
            text.record(&position.values, &POSITION);
            files.push(ImportedFile { path, text: text.out });
        }
        files
    }

    /// The labels that stand in the files: keys of mappings, titles, names of departments; as they are compared.
    fn written_labels(&self) -> HashSet<String> {
        let mut labels = HashSet::new();
        let drafts = self.positions.iter().map(|position| &position.values);
        let drafts = drafts.chain([&self.handbook.values]).chain(&self.handbook.departments);
        for (name, value) in drafts.flat_map(Draft::iter) {
            value.each_key(&mut |key| _ = labels.insert(plain(key)));
            // Steps of an approval are named by their roles.
            if matches!(name, "title" | "name" | "department" | "approvals") {
                value.each(&mut |text| _ = labels.insert(plain(&text.text)));
            }
        }
        labels
    }

    /// How many characters of the source have a place in the data, or need none.
    pub fn understood(&self) -> usize {
        self.ledger.count(|fate| *fate != Fate::Left(LeftOut::Unplaced))
    }
}

/// The path of a file without folders and suffix.
fn stem(path: &Arc<str>) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
