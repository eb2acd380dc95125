//! Sets paragraphs, and keeps those that it has set.

use std::sync::Arc;

use super::chains::Chains;
use super::cluster::PreparedText;
use super::fonts::Fonts;
use super::known::{KnownParagraphs, ParagraphKey};
use super::paragraph::Lines;
use super::setting::Setting;
use super::{breaks, finalize, lines, shape, tracking};
use crate::tree::{Align, Paragraph, TextStyle};
use crate::unit::Abs;

/// Sets paragraphs in one set of fonts. It keeps the faces of styles and the paragraphs that it has set.
pub struct Typesetter<'f> {
    pub fonts: &'f Fonts,
    pub(super) chains: Chains<'f>,
    known: KnownParagraphs,
}

impl<'f> Typesetter<'f> {
    pub fn new(fonts: &'f Fonts) -> Typesetter<'f> {
        Typesetter { fonts, chains: Chains::new(fonts), known: fonts.idle.take() }
    }

    /// Sets a paragraph in lines of at most `measure`.
    pub fn typeset(&mut self, paragraph: &Paragraph, measure: Abs) -> Arc<Lines> {
        let setting = Setting::of(&paragraph.style, measure);
        let key = ParagraphKey::new(paragraph, setting);
        if let Some(lines) = key.as_ref().and_then(|key| self.known.get(key)) {
            return lines;
        }
        let lines = Arc::new(self.set(shape::collect(paragraph), setting));
        if let Some(key) = key {
            self.known.insert(&key, &lines);
        }
        lines
    }

    /// Sets a short text on one line, such as a list marker.
    pub fn typeset_plain(&mut self, text: &str, style: &Arc<TextStyle>) -> Arc<Lines> {
        Arc::new(self.set(shape::collect_plain(text, style), Setting::plain(style)))
    }

    fn set(&mut self, mut prepared: PreparedText, mut setting: Setting) -> Lines {
        if prepared.text.starts_with('\n') {
            // The first line is empty, so the indent does not show.
            setting.indent = Abs::ZERO;
        }
        shape::shape(&mut prepared, &mut self.chains, setting.autospace);
        let text = std::mem::take(&mut prepared.text);
        breaks::find_breaks(&text, &mut prepared.clusters);
        let ranges = lines::break_lines(
            &prepared.clusters,
            setting.measure.to_pt(),
            setting.indent.to_pt(),
            setting.avoid_short_last_line,
        );
        let (measure, indent) = (setting.measure.to_pt(), setting.indent.to_pt());
        let tracking = match setting.align_last {
            // Such a paragraph has its characters spread anyway (均排).
            Some(Align::Justify) => Abs::ZERO,
            _ => tracking::tracking(&prepared.clusters, &ranges, measure, indent),
        };
        let spare_lines = tracking::spare_lines(&prepared.clusters, &ranges, measure, indent, tracking);
        Lines { tracking, spare_lines, ..finalize::finalize(setting, prepared, text, ranges) }
    }
}

impl Drop for Typesetter<'_> {
    fn drop(&mut self) {
        self.fonts.idle.give(std::mem::take(&mut self.known));
    }
}
