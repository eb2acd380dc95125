//! Sets the text of a box: a title in balanced lines, a headcount, and notes in smaller type.
//!
//! All lengths are in em of the title's type, so that a chart can be scaled after it is laid out.

use std::collections::HashMap;
use std::sync::Arc;

use crate::text::{Fonts, LineItem, Typesetter};
use crate::tree::{
    FontStack, Inline, Origin, Paragraph, ParagraphId, ParagraphStyle, Role, Run, TextStyle, by_script,
};
use crate::unit::Abs;

/// The smallest type size of titles, in points.
pub const LEAST_TYPE: f64 = 8.0;
/// The size of notes, in em; at the smallest type it is 7 pt.
pub const SMALL: f64 = 0.875;
/// The distance from line to line, in em.
pub const LEADING: f64 = 1.3;
/// The paddings above and below the lines, and at their sides, in em.
pub const PADDING: (f64, f64) = (0.45, 0.65);
/// The greatest line width, in em: eight Han. A longer title takes several lines.
const MEASURE: f64 = 8.0;
/// The most lines of a title. A longer one is cut off, because it can be no proper name.
const MOST_LINES: usize = 8;
/// The greatest line width in a legend, in em. A longer text is cut off.
const LONGEST: f64 = 30.0;
/// The em in points at which texts are set before they are scaled.
const EM: f64 = 10.0;

/// The text of a box.
#[derive(Debug)]
pub struct BoxLabel {
    pub lines: Vec<LabelLine>,
}

#[derive(Clone, Debug, Default)]
pub struct LabelLine {
    pub width: f64,
    /// The text; its length is the sum of the glyphs' text lengths.
    pub text: String,
    pub marks: Vec<LabelGlyph>,
}

/// A glyph on a line.
#[derive(Clone, Debug)]
pub struct LabelGlyph {
    pub font: u16,
    pub glyph: u16,
    /// From the line's left end.
    pub x: f64,
    /// The height above the baseline.
    pub y: f64,
    /// 1, or [`SMALL`].
    pub size: f64,
    /// Whether it has the quiet colour of notes.
    pub quiet: bool,
    /// How many bytes of the line's text it stands for.
    pub text_len: u32,
}

impl BoxLabel {
    /// The label with one more note at its end.
    pub fn with_note(&self, note: &str, setter: &mut Setter) -> Arc<BoxLabel> {
        let lines = self.lines.iter().cloned().chain(setter.note(note)).collect();
        Arc::new(BoxLabel { lines })
    }

    pub fn width(&self) -> f64 {
        self.lines.iter().map(|line| line.width).fold(0.0, f64::max) + 2.0 * PADDING.1
    }

    pub fn height(&self) -> f64 {
        self.lines.len() as f64 * LEADING + 2.0 * PADDING.0
    }
}

/// Sets labels in the fonts of a chart, and remembers titles.
pub struct Setter<'f> {
    typesetter: Typesetter<'f>,
    title: Arc<TextStyle>,
    note: Arc<TextStyle>,
    known: HashMap<(String, Option<String>), Vec<LabelLine>>,
}

impl<'f> Setter<'f> {
    pub fn new(fonts: &'f Fonts, families: &[String]) -> Setter<'f> {
        let style = |size: f64| {
            let fonts = FontStack::new(families);
            Arc::new(TextStyle { fonts, size: Abs::pt(EM * size), ..TextStyle::initial() })
        };
        Setter {
            typesetter: Typesetter::new(fonts),
            title: style(1.0),
            note: style(SMALL),
            known: HashMap::new(),
        }
    }

    /// A label with a title, a headcount if it is worth stating, and notes.
    pub fn label(&mut self, title: &str, count: Option<String>, notes: &[String]) -> Arc<BoxLabel> {
        let mut lines = self.title(title, count);
        for note in notes {
            lines.extend(self.note(note));
        }
        Arc::new(BoxLabel { lines })
    }

    fn title(&mut self, title: &str, count: Option<String>) -> Vec<LabelLine> {
        let key = (title.to_owned(), count.clone());
        if let Some(lines) = self.known.get(&key) {
            return lines.clone();
        }
        let mut parts = vec![(title.to_owned(), self.title.clone())];
        // The no-break space keeps the number with the title's last word.
        parts.extend(count.map(|count| (format!("\u{a0}×{count}"), self.note.clone())));
        let lines = self.balanced(&parts);
        self.known.insert(key, lines.clone());
        lines
    }

    /// Sets a text of the legend in one line.
    pub fn line(&mut self, text: &str) -> LabelLine {
        let parts = [(text.to_owned(), self.note.clone())];
        self.set(&parts, LONGEST).into_iter().next().unwrap_or_default()
    }

    fn note(&mut self, note: &str) -> Vec<LabelLine> {
        self.balanced(&[(note.to_owned(), self.note.clone())])
    }

    /// Sets a text in as few lines as the measure allows, of about equal width.
    fn balanced(&mut self, parts: &[(String, Arc<TextStyle>)]) -> Vec<LabelLine> {
        let widest = self.set(parts, MEASURE);
        let count = widest.len();
        if count < 2 {
            return widest;
        }
        if count > MOST_LINES {
            return self.shortened(parts);
        }
        // Tries wider measures, from an even share of the width on, until no further line is needed.
        let total: f64 = widest.iter().map(|line| line.width).sum();
        let mut measure = total / count as f64;
        while measure < MEASURE {
            let lines = self.set(parts, measure);
            if lines.len() <= count {
                return lines;
            }
            measure += 0.5;
        }
        widest
    }

    /// Sets the beginning of a text with an ellipsis. No character is wider than one em, so it fits in the lines.
    fn shortened(&mut self, parts: &[(String, Arc<TextStyle>)]) -> Vec<LabelLine> {
        let Some((text, style)) = parts.first() else { return Vec::new() };
        let most = (MOST_LINES - 2) * MEASURE as usize;
        let text: String = text.chars().take(most).chain(['…']).collect();
        let mut lines = self.set(&[(text, style.clone())], MEASURE);
        lines.truncate(MOST_LINES);
        lines
    }

    fn set(&mut self, parts: &[(String, Arc<TextStyle>)], measure: f64) -> Vec<LabelLine> {
        let mut inlines = Vec::new();
        for (text, style) in parts {
            for (script, text) in by_script(text) {
                let style = style.clone();
                inlines.push(Inline::Text(Run { text: text.to_owned(), script, style, link: None }));
            }
        }
        let style = Arc::new(ParagraphStyle::initial(self.title.clone(), Abs::pt(LEADING * EM)));
        let paragraph = Paragraph {
            id: ParagraphId::default(),
            role: Role::Body,
            anchor: None,
            style,
            inlines,
            origin: Origin::default(),
        };
        let set = self.typesetter.typeset(&paragraph, Abs::pt(measure * EM));
        let em = |length: Abs| length.to_pt() / EM;
        let mut lines = Vec::new();
        for line in &set.lines {
            let (mut marks, mut text) = (Vec::new(), String::new());
            for item in &line.items {
                let LineItem::Run(run) = item else { continue };
                let size = em(run.size);
                let mut x = em(run.x);
                text += set.text.get(run.text.clone()).unwrap_or_default();
                for glyph in set.glyphs.get(run.glyphs.clone()).into_iter().flatten() {
                    marks.push(LabelGlyph {
                        font: run.font,
                        glyph: glyph.id,
                        x: x + f64::from(glyph.offset_x) * size,
                        y: em(run.rise) + f64::from(glyph.offset_y) * size,
                        size,
                        quiet: run.size < self.title.size,
                        text_len: glyph.text_len,
                    });
                    x += f64::from(glyph.advance) * size;
                }
            }
            lines.push(LabelLine { width: em(line.width), text, marks });
        }
        lines
    }
}
