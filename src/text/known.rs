//! Keeps paragraphs that are set, so that equal paragraphs of equal measure are set only once.
//!
//! A handbook has the same labels and names on every sheet, and a sheet that is set tighter has many of the same
//! lines again. Paragraphs that are used again are kept; others are dropped after some amount of new text. Results do
//! not depend on what is kept.

use std::hash::Hasher;
use std::sync::{Arc, Mutex};

use super::paragraph::Lines;
use super::setting::Setting;
use crate::hash::{Quick, QuickMap};
use crate::sync::lock;
use crate::tree::{Inline, Paragraph, Run};

/// How many bytes of text a generation holds; its lines need about fifteen times as much memory.
const GENERATION: usize = 12 << 10;

/// The most bytes of a paragraph that is kept.
const LONGEST: usize = 8 << 10;

/// The kept paragraphs of typesetters that are gone. A new typesetter takes those of one of them, and gives them back
/// in the end.
#[derive(Default)]
pub struct Idle(Mutex<Vec<KnownParagraphs>>);

impl Idle {
    pub fn take(&self) -> KnownParagraphs {
        lock(&self.0).pop().unwrap_or_default()
    }

    pub fn give(&self, known: KnownParagraphs) {
        lock(&self.0).push(known);
    }
}

/// The lines of paragraphs in two generations: when the young one is full, it becomes the old one, which is dropped.
#[derive(Default)]
pub struct KnownParagraphs {
    young: QuickMap<u64, KnownLines>,
    old: QuickMap<u64, KnownLines>,
    /// The bytes of text in `young`.
    bytes: usize,
}

struct KnownLines {
    /// The runs of the paragraph; `None` is a forced break.
    runs: Vec<Option<Run>>,
    setting: Setting,
    lines: Arc<Lines>,
}

/// A paragraph of text alone, with everything that its lines depend on.
pub struct ParagraphKey<'a> {
    paragraph: &'a Paragraph,
    setting: Setting,
    hash: u64,
    bytes: usize,
}

impl<'a> ParagraphKey<'a> {
    /// The key of a paragraph; `None` if it is not kept, because it has pictures, page numbers or leaders, or is too
    /// long.
    pub fn new(paragraph: &'a Paragraph, setting: Setting) -> Option<ParagraphKey<'a>> {
        let mut hasher = Quick::default();
        let mut bytes = 0;
        for inline in &paragraph.inlines {
            let text = run(inline)?.map_or("\n", |run| &run.text);
            hasher.write(text.as_bytes());
            bytes += text.len();
        }
        hasher.write_u64(setting.measure.to_pt().to_bits());
        hasher.write_u64(setting.em.to_pt().to_bits());
        (bytes <= LONGEST).then(|| ParagraphKey { paragraph, setting, hash: hasher.finish(), bytes })
    }
}

/// The run of an inline: `Some(None)` for a forced break, `None` for other inlines without text of their own.
fn run(inline: &Inline) -> Option<Option<&Run>> {
    match inline {
        Inline::Text(run) => Some(Some(run)),
        Inline::Break => Some(None),
        Inline::Image(_) | Inline::PageNumber(_) | Inline::Leader(_) => None,
    }
}

impl KnownLines {
    fn is_of(&self, key: &ParagraphKey) -> bool {
        let runs = key.paragraph.inlines.iter().map(run);
        self.setting.breaks_like(&key.setting) && self.runs.iter().map(|run| Some(run.as_ref())).eq(runs)
    }
}

impl KnownParagraphs {
    /// The paragraph's lines, adapted to its line height; `None` if they are not known.
    pub fn get(&mut self, key: &ParagraphKey) -> Option<Arc<Lines>> {
        if !self.young.get(&key.hash).is_some_and(|entry| entry.is_of(key)) {
            let entry = self.old.remove(&key.hash).filter(|entry| entry.is_of(key))?;
            self.keep(key.hash, key.bytes, entry);
        }
        let entry = self.young.get(&key.hash)?;
        match entry.setting.line_height == key.setting.line_height {
            true => Some(entry.lines.clone()),
            false => Some(Arc::new(entry.lines.with_line_height(&key.setting))),
        }
    }

    pub fn insert(&mut self, key: &ParagraphKey, lines: &Arc<Lines>) {
        let runs = key.paragraph.inlines.iter().filter_map(run).map(Option::<&Run>::cloned).collect();
        self.keep(key.hash, key.bytes, KnownLines { runs, setting: key.setting, lines: lines.clone() });
    }

    fn keep(&mut self, hash: u64, bytes: usize, entry: KnownLines) {
        if self.bytes + bytes > GENERATION {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes += bytes;
        self.young.insert(hash, entry);
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Typesetter;
    use crate::tree::{
        Inline, Origin, Paragraph, ParagraphId, ParagraphStyle, Role, Run, TextStyle, by_script,
    };
    use crate::unit::Abs;

    use super::*;
    use crate::testing::text::embedded_fonts;

    fn paragraph(text: &str, size: f64, line_height: f64) -> Paragraph {
        let style = Arc::new(TextStyle { size: Abs::pt(size), ..TextStyle::initial() });
        let run = |(script, text): (_, &str)| {
            Inline::Text(Run { text: text.to_owned(), script, style: style.clone(), link: None })
        };
        let inlines = by_script(text).into_iter().map(run).collect();
        let style = Arc::new(ParagraphStyle::initial(style.clone(), Abs::pt(line_height)));
        Paragraph {
            id: ParagraphId::default(),
            role: Role::Body,
            anchor: None,
            style,
            inlines,
            origin: Origin::default(),
        }
    }

    #[test]
    fn what_is_known_is_set_as_it_would_be_anew() {
        let fonts = embedded_fonts();
        let mut typesetter = Typesetter::new(&fonts);
        let texts =
            ["岗位名称", "负责销售计划的编制、分解和跟踪，按月（季）通报完成情况。", "SAP 与 2026年", ""];
        for _ in 0..3 {
            for (size, line_height, measure) in
                [(10.5, 16.0, 60.0), (10.5, 14.4, 60.0), (10.5, 16.0, 200.0), (9.0, 16.0, 60.0)]
            {
                for text in texts {
                    let paragraph = paragraph(text, size, line_height);
                    let set = typesetter.typeset(&paragraph, Abs::pt(measure));
                    let anew = Typesetter::new(&embedded_fonts()).typeset(&paragraph, Abs::pt(measure));
                    assert_eq!(format!("{set:?}"), format!("{anew:?}"));
                }
            }
        }
        // A typesetter knows what an earlier one has set.
        let first = typesetter.typeset(&paragraph(texts[1], 10.5, 16.0), Abs::pt(60.0));
        drop(typesetter);
        let second = Typesetter::new(&fonts).typeset(&paragraph(texts[1], 10.5, 16.0), Abs::pt(60.0));
        assert!(Arc::ptr_eq(&first, &second));
    }

    #[test]
    fn no_more_is_known_than_two_generations_hold() {
        let fonts = embedded_fonts();
        let mut known = KnownParagraphs::default();
        let lines = Typesetter::new(&fonts).typeset(&paragraph("甲", 10.5, 16.0), Abs::pt(60.0));
        for number in 0..GENERATION {
            let paragraph = paragraph(&format!("第{number}项"), 10.5, 16.0);
            let setting = Setting::of(&paragraph.style, Abs::pt(60.0));
            known.insert(&ParagraphKey::new(&paragraph, setting).unwrap(), &lines);
            assert!(known.bytes <= GENERATION);
        }
        let bytes = |generation: &QuickMap<u64, KnownLines>| {
            let runs = generation.values().flat_map(|entry| entry.runs.iter().flatten());
            runs.map(|run| run.text.len()).sum::<usize>()
        };
        assert!(bytes(&known.young) + bytes(&known.old) <= 2 * GENERATION);
        assert!(!known.young.is_empty() && !known.old.is_empty());
    }
}
