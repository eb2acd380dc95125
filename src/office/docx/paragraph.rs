//! A paragraph while its runs are read.

use super::super::block::{Block, TextBlock};
use super::properties::ParagraphProperties;
use super::symbol::{SymbolFont, shown};

/// How a run of text looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    pub is_hidden: bool,
    pub is_grey: bool,
    pub font: Option<SymbolFont>,
}

/// What a paragraph has so far.
#[derive(Default)]
pub struct OpenParagraph {
    pub properties: ParagraphProperties,
    pub block: TextBlock,
    /// The blocks of its text boxes.
    pub behind: Vec<Block>,
    /// Whether a page break stands at its end, so far.
    pub ends_page: bool,
    has_plain: bool,
    has_grey: bool,
}

impl OpenParagraph {
    /// Adds text, and gives its bytes. Control characters, which no document may have, are left out.
    pub fn push(&mut self, text: &str, look: Look) -> usize {
        let to = if look.is_hidden { &mut self.block.hidden } else { &mut self.block.text };
        let before = to.len();
        if !look.is_hidden && std::mem::take(&mut self.ends_page) {
            if to.is_empty() {
                self.block.begins_page = true;
            } else {
                to.push('\n');
            }
        }
        let allowed = |c: &char| !c.is_control() || matches!(c, '\t' | '\n');
        to.extend(text.chars().filter(allowed).map(|c| shown(c, look.font)));
        if !look.is_hidden && text.contains(|c: char| !c.is_whitespace()) {
            *(if look.is_grey { &mut self.has_grey } else { &mut self.has_plain }) = true;
        }
        to.len() - before
    }

    /// Whether nothing of it is left.
    pub fn is_blank(&self) -> bool {
        let TextBlock { text, hidden, pictures, .. } = &self.block;
        text.is_empty() && hidden.is_empty() && *pictures == 0 && self.behind.is_empty() && !self.ends_page
    }

    /// Whether all that it has is hidden, its end too.
    pub fn is_hidden(&self) -> bool {
        self.properties.is_mark_hidden && self.block.text.is_empty() && !self.block.hidden.is_empty()
    }

    /// The paragraph, finished, and its text boxes.
    pub fn close(mut self) -> (TextBlock, Vec<Block>) {
        self.block.is_grey = self.has_grey && !self.has_plain;
        (self.block, self.behind)
    }
}
