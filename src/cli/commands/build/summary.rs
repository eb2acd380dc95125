//! Says which documents were made.

use std::path::Path;

use crate::cli::console::{Console, complain};
use crate::cli::write::FileOutcome;
use crate::diag::{self, Lang};

use super::record::Record;

/// From this many outputs on, only `-v` lists each.
const MANY: usize = 20;

/// A line for each file: `dist/手册.pdf  24 pages, 310 KB`.
pub fn summary(folder: &Path, records: &[Record], console: &Console) {
    if console.is_quiet() || records.is_empty() {
        return;
    }
    let mut text = String::new();
    if records.len() <= MANY || console.is_verbose() {
        for record in records {
            let state = match record.outcome {
                FileOutcome::Written => "",
                FileOutcome::Unchanged => console.choose("，未变", ", unchanged"),
            };
            let pages = count_pages(record.pages, console.lang());
            let comma = console.choose("，", ", ");
            let path = folder.join(&record.path);
            text.push_str(&format!("{}  {pages}{comma}{}{state}\n", path.display(), size(record.bytes)));
        }
    }
    if records.len() > MANY {
        let changed = records.iter().filter(|record| record.outcome == FileOutcome::Written).count();
        let (all, same) = (records.len(), records.len() - changed);
        text.push_str(&match console.lang() {
            Lang::Zh => format!("共 {all} 个文件，写入 {changed} 个，{same} 个未变\n"),
            Lang::En => format!("{all} files: {changed} written, {same} unchanged\n"),
        });
    }
    complain(&diag::visible(&text));
}

fn count_pages(pages: usize, lang: Lang) -> String {
    match (lang, pages) {
        (Lang::Zh, pages) => format!("{pages} 页"),
        (Lang::En, 1) => "1 page".to_owned(),
        (Lang::En, pages) => format!("{pages} pages"),
    }
}

/// A size in KB and MB of a thousand, as file managers show it.
fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
