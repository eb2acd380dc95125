//! How much of a foreign file is read. Handbooks stay far below; a file made to do harm stops here.

use std::fmt::Display;

use super::fault::{Result, fault};
use crate::diag::{Code, Text};

/// Parts of a package.
pub const MAX_PARTS: usize = 20_000;
/// Bytes of all parts that are read, unpacked.
pub const MAX_UNPACKED: u64 = 512 << 20;
/// Unpacked bytes for each packed one. Word's own markup seldom reaches 60.
pub const MAX_RATIO: u64 = 400;
/// Small parts may be packed closer than that: most of their bytes are one declaration.
pub const RATIO_FROM: u64 = 4 << 20;
/// Elements inside each other.
pub const MAX_DEPTH: usize = 256;
/// Tables inside each other.
pub const MAX_TABLES: usize = 16;
/// Paragraphs, rows and cells, all together.
pub const MAX_BLOCKS: usize = 1_000_000;
/// Bytes of text, with the automatic numbers.
pub const MAX_TEXT: usize = 64 << 20;
/// Columns of a table; Word itself makes 63 at most.
pub const MAX_COLUMNS: usize = 1024;
/// Rows times columns of a sheet, from its first text to its last.
pub const MAX_AREA: usize = 16 << 20;
/// Styles, and lists, of a file.
pub const MAX_DEFINITIONS: usize = 50_000;

/// Says what there is too much of, and how much is allowed.
pub fn beyond<T>(zh: &str, en: &str, most: impl Display) -> Result<T> {
    let message = Text::new(
        format!("{zh}超过 {most}，不再读下去"),
        format!("more than {most} {en}, so it is not read"),
    );
    Err(fault(Code::E604, message, None))
}

/// What may still be read of a file.
pub struct Budget {
    blocks: usize,
    text: usize,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { blocks: MAX_BLOCKS, text: MAX_TEXT }
    }
}

impl Budget {
    /// Counts a paragraph, a row or a cell.
    pub fn block(&mut self) -> Result<()> {
        match self.blocks.checked_sub(1) {
            Some(left) => self.blocks = left,
            None => return beyond("段落、行和单元格合计", "paragraphs, rows and cells", MAX_BLOCKS),
        }
        Ok(())
    }

    /// Counts bytes of text.
    pub fn text(&mut self, bytes: usize) -> Result<()> {
        match self.text.checked_sub(bytes) {
            Some(left) => self.text = left,
            None => return beyond("文字的字节数", "bytes of text", MAX_TEXT),
        }
        Ok(())
    }
}
