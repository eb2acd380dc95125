//! Cuts the elements of a file into positions, departments and the rest of a handbook.

use super::bands::{self, title_of};
use super::element::{Cell, Element, Flow, Line, Table};
use super::excerpt::Excerpt;
use super::heading::{is_department, title_in};
use super::label::{Dictionary, Meaning, Record, is_block, pairs};
use super::number::leading_number;
use super::plain::plain;
use super::section::Part;
use super::values::shown;
use crate::model::labels::LABELS;

/// What a stretch of elements is.
#[derive(Clone, Debug)]
pub enum ChunkKind {
    /// What stands before everything else: a title page.
    Front,
    /// A part of a handbook, by the key of `handbook.yaml` that holds it.
    Handbook(&'static str),
    /// A department; whether its heading says that its duties follow.
    Department { name: Excerpt, has_duties: bool },
    /// A position, with the title that its heading gives, and whether the heading says that duties follow.
    Position { title: Option<Excerpt>, has_duties: bool, is_withdrawn: bool },
    /// A table with a position in each row below this one.
    Rows { header: usize },
    /// Contents, charts, staffing tables, indexes.
    Computed,
}

#[derive(Clone, Debug)]
pub struct Chunk {
    pub kind: ChunkKind,
    pub heading: Option<Excerpt>,
    pub elements: Vec<Element>,
}

/// Form words that head what gangwei computes.
const COMPUTED: [&str; 10] = [
    "contents",
    "chart",
    "department_chart",
    "overview",
    "staffing",
    "index",
    "positions",
    "department_positions",
    "staffing_by_position",
    "withdrawn",
];
/// The chunks of a file. A file without a sign of positions is one, if its name has a title, which `stem` is.
pub fn chunks(flow: Flow, stem: &Excerpt, dictionary: &Dictionary) -> Vec<Chunk> {
    let is_sheet = flow.sheet.is_some();
    let elements = bands::split(flow.elements, is_sheet, dictionary);
    let segmenter = Segmenter { elements: &elements, is_sheet, dictionary };
    let starts = segmenter.starts();
    let mut chunks: Vec<Chunk> = Vec::new();
    if !starts.iter().any(|start| !matches!(start.kind, ChunkKind::Computed | ChunkKind::Handbook(_))) {
        let titled = title_in(stem);
        let has_labels = segmenter.signals(&elements) > 0;
        if titled.is_some() || has_labels {
            let (title, is_withdrawn) = titled.unwrap_or_else(|| (stem.clone(), false));
            let kind = ChunkKind::Position { title: Some(title), has_duties: !has_labels, is_withdrawn };
            return vec![Chunk { kind, heading: None, elements }];
        }
    }
    let mut starts = starts.into_iter().peekable();
    let mut current = Chunk { kind: ChunkKind::Front, heading: None, elements: Vec::new() };
    for (index, element) in elements.into_iter().enumerate() {
        let mut is_heading = false;
        while let Some(start) = starts.next_if(|start| start.index == index) {
            is_heading |= start.heading.is_some();
            let next = Chunk { kind: start.kind, heading: start.heading, elements: Vec::new() };
            chunks.push(std::mem::replace(&mut current, next));
        }
        if is_heading {
            continue;
        }
        current.elements.push(element);
    }
    chunks.push(current);
    chunks.retain(|chunk| chunk.heading.is_some() || !chunk.elements.is_empty());
    chunks
}

/// Whether a table lists positions, one a row: its header has a title and two more labels.
pub fn lists_positions(table: &Table, dictionary: &Dictionary) -> bool {
    let header = table.row(0);
    let meaning = |cell: &Cell| dictionary.find(&Part::of_cell(cell).text()).cloned();
    let meanings: Vec<Option<Meaning>> = header.iter().map(meaning).collect();
    let is_title =
        |meaning: &Option<Meaning>| matches!(meaning, Some(Meaning::Key(key)) if key.name == "title");
    let named = meanings.iter().flatten().count();
    table.rows > 1
        && meanings.iter().any(is_title)
        && named >= 3
        && named * 2 > header.len()
        && !is_row_of_form(table, 0, dictionary)
}

/// The header of a table with a position in each row, among its first rows.
pub fn header_row(table: &Table, dictionary: &Dictionary) -> Option<usize> {
    const FIRST: usize = 6;
    (0..table.rows.min(FIRST)).find(|row| {
        let header = table.row(*row);
        let meanings: Vec<Option<&Meaning>> =
            header.iter().map(|cell| dictionary.find(&Part::of_cell(cell).text())).collect();
        let is_title =
            |meaning: &Option<&Meaning>| matches!(meaning, Some(Meaning::Key(key)) if key.name == "title");
        let filled = header.iter().filter(|cell| !cell.is_empty()).count();
        let named = meanings.iter().flatten().count();
        table.rows > row + 1
            && meanings.iter().any(is_title)
            && named >= 2
            && named * 2 >= filled
            && !is_row_of_form(table, *row, dictionary)
    })
}

/// Whether labels in a row have their values beside them, not below: no label stands right of the title, but one below it.
fn is_row_of_form(table: &Table, row: usize, dictionary: &Dictionary) -> bool {
    let is_known = |cell: &Cell| dictionary.find(&Part::of_cell(cell).text()).is_some();
    table.row(row).iter().any(|cell| {
        let below = (row + 1..table.rows).find_map(|row| {
            table.row(row).iter().find(|other| other.column == cell.column && !other.is_empty())
        });
        title_of(table, cell, dictionary).is_some() && below.is_none_or(is_known)
    })
}

/// Whether a table that lists positions says more of them than a list does: their duties, what they require.
fn describes_positions(table: &Table, header: usize, dictionary: &Dictionary) -> bool {
    table.row(header).iter().any(|cell| {
        let text = Part::of_cell(cell).text();
        let is_texts = |meaning: &Meaning| matches!(meaning, Meaning::Key(key) if is_block(key));
        let is_duty = dictionary.key(Record::Duty, &text).is_some_and(|key| key.name == "description");
        is_duty
            || dictionary.find(&text).is_some_and(is_texts)
            || matches!(dictionary.find(&text), Some(Meaning::Row(_)))
    })
}

struct Start {
    index: usize,
    kind: ChunkKind,
    heading: Option<Excerpt>,
}

struct Segmenter<'s> {
    elements: &'s [Element],
    /// Whether they are a sheet of a workbook.
    is_sheet: bool,
    dictionary: &'s Dictionary,
}

impl Segmenter<'_> {
    fn starts(&self) -> Vec<Start> {
        let mut starts: Vec<Start> = Vec::new();
        // The level of the heading of the open position, and whether it has shown its title in a table.
        let mut position: Option<(u8, bool)> = None;
        for (index, element) in self.elements.iter().enumerate() {
            match element {
                Element::Line(line) if is_contents(line) => {
                    if !matches!(starts.last(), Some(Start { kind: ChunkKind::Computed, .. })) {
                        starts.push(Start { index, kind: ChunkKind::Computed, heading: None });
                    }
                }
                Element::Line(line) => {
                    if self.names_title(line) {
                        match &mut position {
                            Some((_, has_title @ false)) => {
                                *has_title = true;
                                // A heading over several positions names none of them: 营业部人员岗位职责.
                                let is_over_several = match starts.last() {
                                    Some(Start {
                                        kind: ChunkKind::Position { title: Some(title), .. },
                                        ..
                                    }) => !line.text.contains(&*shown(title)),
                                    _ => false,
                                };
                                if is_over_several && let Some(start) = starts.last_mut() {
                                    start.kind = ChunkKind::Front;
                                    let begin = self.block_begin(index, start.index + 1);
                                    let kind = ChunkKind::Position {
                                        title: None,
                                        has_duties: false,
                                        is_withdrawn: false,
                                    };
                                    starts.push(Start { index: begin, kind, heading: None });
                                }
                            }
                            _ => {
                                let begin =
                                    self.block_begin(index, starts.last().map_or(0, |start| start.index));
                                let kind = ChunkKind::Position {
                                    title: None,
                                    has_duties: false,
                                    is_withdrawn: false,
                                };
                                starts.push(Start { index: begin, kind, heading: None });
                                position = Some((9, true));
                            }
                        }
                        continue;
                    }
                    let Some(kind) = self.kind_of_heading(index, line, position) else {
                        continue;
                    };
                    position = match &kind {
                        ChunkKind::Position { .. } => Some((line.outline.unwrap_or(9), false)),
                        _ => None,
                    };
                    starts.push(Start { index, kind, heading: Some(line.text.clone()) });
                }
                Element::Table(table) if let Some(header) = self.header_of_positions(table) => {
                    starts.push(Start { index, kind: ChunkKind::Rows { header }, heading: None });
                    // What follows the table is not in it.
                    starts.push(Start { index: index + 1, kind: ChunkKind::Front, heading: None });
                    position = None;
                }
                Element::Table(table) => match self.is_titled(table)
                    && !lists_positions(table, self.dictionary)
                {
                    false => {}
                    true => match &mut position {
                        Some((_, has_title @ false)) => *has_title = true,
                        _ => {
                            let kind =
                                ChunkKind::Position { title: None, has_duties: false, is_withdrawn: false };
                            starts.push(Start { index, kind, heading: None });
                            position = Some((9, true));
                        }
                    },
                },
            }
        }
        starts
    }

    /// The header of a table that holds a position in each row below it. In a workbook any list of them is meant so, in a
    /// document one that describes them.
    fn header_of_positions(&self, table: &Table) -> Option<usize> {
        match self.is_sheet {
            true => header_row(table, self.dictionary),
            false => (lists_positions(table, self.dictionary)
                && describes_positions(table, 0, self.dictionary))
            .then_some(0),
        }
    }

    /// Whether a line gives the title of a position: `职务名称：大堂经理`.
    fn names_title(&self, line: &Line) -> bool {
        let number = leading_number(&line.text).map_or(0, |(_, length)| length);
        let is_title = |name: &str| {
            matches!(self.dictionary.find(name), Some(Meaning::Key(key)) if key.name == "title").then_some(())
        };
        let (before, found) = pairs(&line.text.after(number), is_title);
        before.is_empty() && found.first().is_some_and(|pair| !pair.value.is_empty())
    }

    /// The first of the lines with a label and a value right above the line with the title.
    fn block_begin(&self, index: usize, after: usize) -> usize {
        let is_pair = |element: &Element| match element {
            Element::Line(line) => {
                let number = leading_number(&line.text).map_or(0, |(_, length)| length);
                let text = line.text.after(number);
                let any =
                    |name: &str| (name.chars().filter(|c| !c.is_whitespace()).count() <= 8).then_some(());
                let (before, found) = pairs(&text, any);
                let is_block = matches!(self.dictionary.find(text.split(['：', ':']).next().unwrap_or_default()), Some(Meaning::Key(key)) if !key.kind.is_text());
                before.is_empty() && !found.is_empty() && !is_block && text.chars().count() <= 30
            }
            Element::Table(_) => false,
        };
        let above = self.elements[after..index].iter().rev().take_while(|element| is_pair(element)).count();
        index - above
    }

    /// What a line begins; `None` if it is no heading of a chunk. The open position has the level of its heading, and
    /// whether it has shown its title below that.
    fn kind_of_heading(&self, index: usize, line: &Line, position: Option<(u8, bool)>) -> Option<ChunkKind> {
        let (level, is_titled) =
            (position.map(|(level, _)| level), position.is_some_and(|(_, titled)| titled));
        let name = plain(&line.text);
        let outline = line.outline;
        let is_form_word = |keys: &[&str]| {
            LABELS
                .iter()
                .any(|word| keys.contains(&word.key) && (plain(word.zh) == name || plain(word.en) == name))
        };
        // Without outline levels, the name of a sheet begins the next one.
        let is_sheet = outline.is_none()
            && level == Some(9)
            && line.number.is_none()
            && leading_number(&line.text).is_none();
        let inside = !is_sheet && level.is_some_and(|level| outline.is_none_or(|own| own > level));
        if is_form_word(&COMPUTED) && !inside {
            return Some(ChunkKind::Computed);
        }
        if !inside
            && (outline.is_some() || level.is_none())
            && let Some(key) = self.dictionary.key(Record::Handbook, &line.text)
            && matches!(key.name, "foreword" | "revisions" | "approvals")
        {
            return Some(ChunkKind::Handbook(key.name));
        }
        if self.dictionary.find(&line.text).is_none()
            && let Some((title, is_withdrawn)) = title_in(&line.text)
            && (outline.is_some()
                || self.holds_position(index)
                || !is_titled && line.text.contains("岗位") && self.is_above_numbers(index))
            && !inside
        {
            if is_department(&title) && line.text.contains('书') {
                return Some(ChunkKind::Front);
            }
            let has_duties = line.text.contains("职责") && !line.text.contains('书');
            if has_duties && is_department(&title) && !self.holds_position(index) {
                return Some(ChunkKind::Department { name: title, has_duties });
            }
            return Some(ChunkKind::Position { title: Some(title), has_duties, is_withdrawn });
        }
        let own = outline?;
        if inside || self.is_label(&line.text) {
            return None;
        }
        let end = self.elements.iter().enumerate().skip(index + 1).find(|(_, element)| matches!(element, Element::Line(line) if line.outline.is_some_and(|level| level <= own)));
        let end = end.map_or(self.elements.len(), |(end, _)| end);
        let within = &self.elements[index + 1..end];
        if self.departmental(within) {
            return Some(ChunkKind::Department { name: line.text.clone(), has_duties: false });
        }
        let deeper = within.iter().position(|element| match element {
            Element::Line(line) => {
                line.outline.is_some()
                    && !self.is_label(&line.text)
                    && self.dictionary.find(&line.text).is_none()
            }
            Element::Table(_) => false,
        });
        if self.signals(&within[..deeper.unwrap_or(within.len())]) >= 2 {
            let is_withdrawn = line.text.contains("撤销");
            let title = line
                .text
                .find(['（', '('])
                .filter(|_| is_withdrawn)
                .map_or(line.text.clone(), |open| line.text.before(open));
            return Some(ChunkKind::Position {
                title: Some(title.trimmed()),
                has_duties: false,
                is_withdrawn,
            });
        }
        match deeper {
            Some(_) => Some(ChunkKind::Department { name: line.text.clone(), has_duties: false }),
            // An appendix is no part of the position above it.
            None => (level.is_some() && !self.holds_position(index)).then_some(ChunkKind::Front),
        }
    }

    /// Whether a numbered list begins right below a line.
    fn is_above_numbers(&self, index: usize) -> bool {
        let Some(Element::Line(next)) = self.elements.get(index + 1) else { return false };
        let number = next.number.or_else(|| leading_number(&next.text).map(|(number, _)| number));
        number.is_some_and(|number| number.value == 1)
    }

    /// Whether labels of a position stand among the elements that follow, before another heading.
    fn holds_position(&self, index: usize) -> bool {
        const FAR: usize = 60;
        let after = &self.elements[index + 1..];
        let after = &after[..after.len().min(FAR)];
        let end = after
            .iter()
            .position(|element| matches!(element, Element::Line(line) if title_in(&line.text).is_some()));
        self.signals(&after[..end.unwrap_or(after.len())]) >= 1
    }

    fn is_label(&self, text: &str) -> bool {
        matches!(self.dictionary.find(text), Some(Meaning::Key(_) | Meaning::Row(_) | Meaning::Extra(_)))
    }

    /// How many labels of positions stand in elements.
    fn signals(&self, elements: &[Element]) -> usize {
        let of_cell = |cell: &Cell| {
            let text = Part::of_cell(cell).text();
            usize::from(
                self.is_label(&text) || cell.lines.first().is_some_and(|line| self.begins_with_label(line)),
            )
        };
        let of = |element: &Element| match element {
            Element::Line(line) => usize::from(self.is_label(&line.text) || self.begins_with_label(line)),
            Element::Table(table) if lists_positions(table, self.dictionary) => 0,
            Element::Table(table) => table.cells.iter().map(of_cell).sum(),
        };
        elements.iter().map(of).sum()
    }

    fn begins_with_label(&self, line: &Line) -> bool {
        let number = leading_number(&line.text).map_or(0, |(_, length)| length);
        let (before, found) = pairs(&line.text.after(number), |name| self.is_label(name).then_some(()));
        before.is_empty() && !found.is_empty()
    }

    /// Whether elements describe a department: they have its own keys.
    fn departmental(&self, elements: &[Element]) -> bool {
        let is_own =
            |text: &str| ["部门负责人", "部门职责", "部门编制", "岗位设置"].contains(&plain(text).as_str());
        let before_heading = elements.iter().take_while(
            |element| !matches!(element, Element::Line(line) if line.outline.is_some_and(|level| level < 3)),
        );
        before_heading.into_iter().any(|element| match element {
            Element::Line(line) => is_own(&line.text),
            Element::Table(table) => table.cells.iter().any(|cell| is_own(&Part::of_cell(cell).text())),
        })
    }

    /// Whether a table gives the title of one position.
    fn is_titled(&self, table: &Table) -> bool {
        table.cells.iter().any(|cell| title_of(table, cell, self.dictionary).is_some())
    }
}

/// Whether a line is an entry of a table of contents.
pub fn is_contents(line: &Line) -> bool {
    let style = line.style.as_deref().unwrap_or_default().to_lowercase();
    style.starts_with("toc ") || style.starts_with("目录 ") || style == "目录标题" || {
        let text = line.text.trim_end();
        let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let name = before.trim_end_matches(|c: char| matches!(c, '…' | '.') || c.is_whitespace());
        let leader = &before[name.len()..];
        before.len() < text.len() && (leader.contains("……") || leader.contains("....."))
    }
}
