//! Tells what of a file is not among its blocks.

use crate::diag::{Code, Diagnostic, Text, count_of, cut};

/// Texts that are not among the blocks: how many there are, and the first.
#[derive(Default)]
pub struct Texts {
    pub count: usize,
    pub first: String,
}

impl Texts {
    pub fn add(&mut self, text: &str) {
        if self.count == 0 {
            self.first = text.trim().to_owned();
        }
        self.count += 1;
    }
}

/// How many texts were not read, and the first; nothing if there are none.
pub fn told(code: Code, texts: &Texts, zh: &str, en: &str) -> Option<Diagnostic> {
    let first = cut(&texts.first);
    let message = Text::new(
        format!("{zh} {} 处，没有读入；第一处：“{first}”", texts.count),
        format!("{en} in {}, not read; the first: “{first}”", count_of(texts.count, "place")),
    );
    (texts.count > 0).then(|| Diagnostic::new(code, message))
}

/// Texts of cells that are part of merged ones with other texts.
pub fn covered(texts: &Texts) -> Option<Diagnostic> {
    told(Code::W603, texts, "合并单元格遮住的文字", "text under merged cells")
}

/// How many charts, diagrams and documents of other formats are embedded, whose texts are not read.
pub fn embedded(count: usize) -> Option<Diagnostic> {
    let message = Text::new(
        format!("嵌入的图表、对象或其他格式的文档 {count} 个，其中的文字没有读入"),
        format!("{} whose text is not read", count_of(count, "embedded object")),
    );
    (count > 0).then(|| Diagnostic::new(Code::W604, message))
}
