//! Any blocks, or any file, as an old handbook: each character is accounted for, and the YAML reads without a mistake of
//! syntax; the comments at doubtful places are lines of their own.

use gangwei::diag::Lang;
use gangwei::testing::import::{Fate, Imported, ImportedFile, Mapping, import};
use gangwei::testing::model::load;
use gangwei::testing::office::{
    self, Block, Grid, GridCell, ListNumber, OfficeFile, Story, StoryKind, TextBlock,
};
use gangwei::testing::world::Memory;

/// Panics only where the program is wrong. Behind the first file of an input, what a person wrote in `import.yaml`.
pub fn run(bytes: &[u8]) {
    super::on_one_thread(|| {
        let files = super::files(bytes);
        let is_file = files[0].starts_with(b"<") || files[0].starts_with(b"PK");
        let read = match is_file {
            true => office::read("岗位.docx", &super::office::file(bytes)).ok(),
            false => Some(blocks(&String::from_utf8_lossy(files[0]))),
        };
        let mapping = files.get(1).filter(|_| !is_file);
        let mapping = mapping.and_then(|text| Mapping::read(&"import.yaml".into(), text).ok());
        if let Some(file) = read {
            check(file, &mapping.unwrap_or_default());
        }
    });
}

/// Imports a file alone and beside itself, and panics where the account or the YAML is wrong.
pub fn check(file: OfficeFile, mapping: &Mapping) {
    let other = OfficeFile { path: "岗位说明书/另一个.xlsx".into(), ..file.clone() };
    for files in [vec![file.clone()], vec![file, other]] {
        let imported = import(&files, mapping);
        assert_accounted(&imported);
        let files = imported.files(Some(Lang::Zh));
        assert_readable(&files);
        let without_comments = files.into_iter().map(|file| {
            let lines = file.text.split_inclusive('\n');
            let text = lines.filter(|line| !line.trim_start().starts_with("# 原文（")).collect();
            ImportedFile { text, ..file }
        });
        assert_eq!(without_comments.collect::<Vec<_>>(), imported.files(None));
    }
}

/// The files are YAML, whatever else a check finds in them.
fn assert_readable(files: &[ImportedFile]) {
    let world = Memory::from_iter(files.iter().map(|file| (file.path.as_str(), file.text.as_str())));
    let loaded = load(&world);
    let syntax = loaded.diagnostics.iter().find(|finding| finding.code.name() < "E010");
    assert!(syntax.is_none(), "{syntax:?}\n{files:#?}");
}

/// Every character that shows something has a fate.
pub fn assert_accounted(imported: &Imported) {
    let all = imported.ledger.count(|_| true);
    let shown: usize = imported
        .ledger
        .fragments()
        .map(|(fragment, _)| fragment.text.chars().filter(|c| c.is_alphanumeric()).count())
        .sum();
    assert!(all >= shown, "{all} of {shown} characters have a fate");
    for (fragment, fates) in imported.ledger.fragments() {
        for (at, c) in fragment.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            assert!(fates.iter().any(|(range, _)| range.contains(&at)), "{c} of {:?}", fragment.text);
        }
        assert!(fates.iter().all(|(_, fate)| !matches!(fate, Fate::Value { key, .. } if key.is_empty())));
    }
}

/// The file that lines of a small language describe:
///
/// - `|a|b` is a row of a table, in which `^` goes on from above and `<` from the left, and `/` ends a paragraph;
/// - `#` before a text is a level of its heading, `~1.~` its automatic number, `!` makes it grey;
/// - `%a` begins a sheet with the name `a`;
/// - any other line is a paragraph.
fn blocks(text: &str) -> OfficeFile {
    let mut stories = vec![Story { kind: StoryKind::Body, blocks: Vec::new() }];
    let mut rows: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        if let Some(row) = line.strip_prefix('|') {
            rows.push(row.split('|').collect());
            continue;
        }
        add_table(&mut stories, std::mem::take(&mut rows));
        match line.strip_prefix('%') {
            Some(name) => stories.push(Story { kind: StoryKind::Sheet(name.to_owned()), blocks: Vec::new() }),
            None => add(&mut stories, Block::Paragraph(paragraph(line))),
        }
    }
    add_table(&mut stories, rows);
    OfficeFile { path: "岗位.docx".into(), stories, ..OfficeFile::default() }
}

fn add(stories: &mut [Story], block: Block) {
    if let Some(story) = stories.last_mut() {
        story.blocks.push(block);
    }
}

fn add_table(stories: &mut [Story], rows: Vec<Vec<&str>>) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut cells: Vec<GridCell> = Vec::new();
    for (row, texts) in rows.iter().enumerate() {
        for (column, text) in texts.iter().enumerate() {
            let left = (*text == "<").then(|| cells.last_mut().filter(|cell| cell.row == row)).flatten();
            if let Some(left) = left {
                left.colspan += 1;
                continue;
            }
            let covers = |cell: &&mut GridCell| cell.column == column && cell.row + cell.rowspan == row;
            if let Some(above) = (*text == "^").then(|| cells.iter_mut().find(covers)).flatten() {
                above.rowspan += 1;
                continue;
            }
            let blocks = text.split('/').map(|text| Block::Paragraph(paragraph(text))).collect();
            cells.push(GridCell { row, column, rowspan: 1, colspan: 1, blocks, ..GridCell::default() });
        }
    }
    if !cells.is_empty() {
        add(stories, Block::Table(Grid { rows: rows.len(), columns, cells }));
    }
}

fn paragraph(line: &str) -> TextBlock {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let outline_level = u8::try_from(level).ok().filter(|level| (1..=9).contains(level));
    let rest = text.trim_start_matches('!');
    let numbered = rest.strip_prefix('~').and_then(|rest| rest.split_once('~'));
    let number = numbered.map(|(number, _)| ListNumber {
        text: number.trim_start().to_owned(),
        level: (number.len() - number.trim_start().len()).min(8) as u8,
        is_bullet: number.contains('•'),
    });
    TextBlock {
        text: numbered.map_or(rest, |(_, text)| text).to_owned(),
        outline_level,
        number,
        is_grey: rest.len() < text.len(),
        ..TextBlock::default()
    }
}
