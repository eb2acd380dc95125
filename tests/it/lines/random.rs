//! What every line keeps, whatever the text, the fonts, the runs and the measure.

use gangwei::testing::text::{Fonts, Line};
use proptest::prelude::*;

use super::*;

const NO_START: &str = "、，。；：？！）》」』】〕〉］｝–～・/／),.;:!?%]}";
const NO_END: &str = "（《「『【〔〈［｛/／([{①②□";

/// Pieces that texts are made of: what offices write, and what they should not.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => "[一二三中人作使保公共制动务名品售国地岗工市年应当性成招据推文料新施时更期术权材标核检步毕流测满源]{1,8}",
        4 => "[、，。；：？！]{1,2}",
        2 => "[（《「【〔]",
        2 => "[）》」』】〕]",
        2 => "“[一二三]{1,4}”",
        1 => "“[a-z]{1,6}”",
        3 => "[A-Za-z]{1,9}",
        3 => "[0-9]{1,6}",
        1 => "≥[0-9]{1,3}%",
        1 => "[0-9]{1,3},[0-9]{3}",
        1 => "[0-9]{4}—[0-9]{4}",
        1 => "〔20[0-9]{2}〕[0-9]{1,3}号",
        1 => "[A-Z]{2}-[0-9]{3}[A-Z]/[0-9]",
        1 => "https?://[a-z]{2,8}\\.(com|cn)/[a-z]{1,9}(/[0-9a-z]{1,30})?",
        1 => "[a-z]{2,6}@[a-z]{2,9}\\.com",
        2 => "(——|……)",
        2 => "[/·～–]",
        2 => " {1,2}",
        1 => "　",
        1 => "[①②□]",
        1 => "[0-9]{1,3}[℃％㎡]",
        1 => "[Ａ-Ｚ０-９]{1,4}",
        1 => "[\u{200b}\u{200d}\u{2060}\u{fe0f}\u{e0100}\u{301}\u{ad}\u{feff}]",
        1 => "[⼈⽅豈é₂²±‰\\-,.;:!?()\\[\\]\"'&=#_+]{1,3}",
        1 => "[，）。/]{1,12}",
        1 => "—{1,7}",
        1 => "\n",
    ]
}

#[derive(Clone, Debug)]
struct Content {
    text: String,
    /// Where the weight changes, in characters.
    turns: Vec<usize>,
    ems: f64,
    indent: f64,
    align: Align,
    align_last: Option<Align>,
    families: &'static [&'static str],
    autospace: bool,
    two_han: bool,
}

fn content() -> impl Strategy<Value = Content> {
    let families: [&[&str]; 4] =
        [ONE, TWO, &["Times New Roman", "宋体", "serif"], &["Arial", "黑体", "sans-serif"]];
    (
        prop::collection::vec(piece(), 0..24),
        prop::collection::vec(0..80_usize, 0..5),
        prop_oneof![1 => (2..32_u32).prop_map(|n| f64::from(n) / 4.0), 2 => 4.0..36.0_f64],
        prop_oneof![3 => Just(0.0), 1 => Just(2.0)],
        prop::sample::select(vec![Align::Left, Align::Center, Align::Right, Align::Justify, Align::Justify]),
        prop::sample::select(vec![None, None, Some(Align::Justify)]),
        prop::sample::select(families.to_vec()),
        any::<(bool, bool)>(),
    )
        .prop_map(|(pieces, turns, ems, indent, align, align_last, families, (autospace, two_han))| {
            let indent = if ems >= 6.0 { indent } else { 0.0 };
            let text = pieces.concat();
            Content { text, turns, ems, indent, align, align_last, families, autospace, two_han }
        })
}

impl Content {
    fn paragraph(&self) -> Paragraph {
        let style = ParagraphStyle {
            text: text_style_in(self.families, 400),
            align_last: self.align_last,
            indent: measure(self.indent),
            autospace: self.autospace,
            avoid_short_last_line: self.two_han,
            ..paragraph_style(self.align, None)
        };
        paragraph_with(&self.text, style, |index| {
            self.turns.iter().filter(|&&turn| turn <= index).count() % 2 == 1
        })
    }

    fn fonts(&self) -> &'static Fonts {
        if self.families == ONE || self.families == TWO { synthetic() } else { fonts() }
    }
}

/// Whether two neighbours may be parted only where a measure cannot hold them together.
fn holds(left: char, right: char) -> bool {
    NO_START.contains(right) || NO_END.contains(left) && !(is_ordinal(left) && is_ordinal(right))
}

fn is_ordinal(c: char) -> bool {
    "①②□".contains(c)
}

fn is_invisible(c: char) -> bool {
    INVISIBLE.contains(&c) || matches!(c, '\u{301}' | '\u{e0100}')
}

/// How wide a text is on one line: in the weight that is the wider for it.
fn width_of(content: &Content, text: &str) -> f64 {
    let width = |turns: &[usize]| {
        let whole = Content { text: text.to_owned(), turns: turns.to_vec(), ..content.clone() };
        let whole = Content { align: Align::Left, align_last: None, indent: 0.0, ..whole };
        let paragraph = whole.paragraph();
        let set = Typesetter::new(content.fonts()).typeset(&paragraph, measure(10_000.0));
        set.lines.iter().map(|line| line.width.to_pt() / EM).fold(0.0, f64::max)
    };
    width(&[]).max(width(&[0]))
}

/// The stretch around a break that no rule allows to part: back to the last place where any
/// line may break, and on to the next. Conservative: only between two Han that stand alone.
fn unbroken(text: &str, at: usize) -> &str {
    let plain = |c: char| matches!(c, '一'..='鿿');
    let is_free = |i: usize| {
        let left = text[..i].chars().next_back();
        let right = text[i..].chars().next();
        matches!((left, right), (None, _) | (_, None) | (Some('\n'), _) | (_, Some('\n')))
            || (left.is_some_and(plain) && right.is_some_and(plain))
    };
    let ends: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let start = ends.iter().rev().copied().find(|&i| i < at && is_free(i)).unwrap_or(0);
    let end = ends.iter().copied().find(|&i| i > at && is_free(i)).unwrap_or(text.len());
    &text[start..end]
}

/// Whether a line has a place that justification may widen.
fn is_elastic(line: &str) -> bool {
    let chars: Vec<char> = line.trim_end().chars().filter(|&c| !is_invisible(c)).collect();
    chars.windows(2).any(|pair| pair.iter().all(|c| matches!(c, '一'..='鿿')))
}

fn check_line(content: &Content, set: &Lines, index: usize, line: &Line) -> Result<(), TestCaseError> {
    let text = &set.text[line.text.clone()];
    let indent = if index == 0 && !set.text.starts_with('\n') { content.indent } else { 0.0 };
    let room = measure(content.ems - indent);
    // No wider than the measure, but for a single cluster, or one of —— and ……, that is.
    if !line.width.fits(room) {
        let base = text.trim_end().chars().filter(|&c| !is_invisible(c)).collect::<String>();
        let alone = base.chars().count() <= 1 || matches!(&*base, "——" | "……");
        prop_assert!(alone, "{text:?} is {:?} wide in {room:?}", line.width);
    }
    let ends = line.text.end == set.text.len() || set.text[line.text.end..].starts_with('\n');
    // Justified lines reach exactly the measure, unless they would be too loose.
    let justifies = match (ends, content.align_last) {
        (true, last) => last == Some(Align::Justify),
        (false, _) => content.align == Align::Justify && content.ems >= 8.0,
    };
    if justifies && is_elastic(text) {
        let fills = (line.width - room).to_pt().abs() < 1e-3;
        let ragged = !ends && set.ragged && is_too_loose(text, room - line.width);
        prop_assert!(fills || ragged, "{text:?}: {:?} of {room:?}", line.width);
    }
    if ends {
        return Ok(());
    }
    // No forbidden line end or start, and rules 3 and 9 whole, unless the measure cannot hold it.
    let last = text.chars().rev().find(|&c| !is_invisible(c) && c != ' ');
    let next = set.text[line.text.end..].chars().find(|&c| !is_invisible(c));
    let (Some(last), Some(next)) = (last, next) else { return Ok(()) };
    let is_pair = |c| last == c && next == c;
    let row = text.chars().rev().take_while(|&c| c == last).count();
    if (is_pair('—') || is_pair('…')) && !text.contains(is_invisible) {
        prop_assert!(row % 2 == 0, "{text:?} | {next}");
    }
    let whole = text.ends_with(last) && last.is_ascii_digit() && next.is_ascii_digit();
    let allowed = text.ends_with('\u{200b}');
    if (whole || holds(last, next)) && !allowed {
        let unbroken = unbroken(&set.text, line.text.end);
        let width = width_of(content, unbroken);
        // An address that is wider than the measure breaks after its signs.
        prop_assert!(
            width > content.ems - content.indent - 1e-6,
            "{text:?} | {next}: {unbroken:?} is {width}"
        );
    }
    Ok(())
}

fn check(content: &Content) -> Result<(), TestCaseError> {
    let paragraph = content.paragraph();
    let set = Typesetter::new(content.fonts()).typeset(&paragraph, measure(content.ems));
    prop_assert_eq!(&set.text, &content.text);
    // The lines joined give the text back; only forced breaks stand between them.
    let mut end = 0;
    for line in &set.lines {
        let between = &set.text[end..line.text.start];
        prop_assert!(between.chars().all(|c| c == '\n'), "{:?} is on no line", between);
        end = line.text.end;
    }
    prop_assert!(set.text[end..].chars().all(|c| c == '\n'));
    let forced = content.text.matches('\n').count();
    prop_assert!(set.lines.len() > forced || content.text.ends_with('\n') && set.lines.len() == forced);
    // Glyphs account for every byte of their run, and runs for every line that shows something.
    for (index, line) in set.lines.iter().enumerate() {
        let mut at = line.text.start;
        for item in &line.items {
            let LineItem::Run(run) = item else { continue };
            let sum: usize = set.glyphs[run.glyphs.clone()].iter().map(|glyph| glyph.text_len as usize).sum();
            prop_assert_eq!(sum, run.text.len());
            let skipped = &set.text[at..run.text.start];
            prop_assert!(skipped.chars().all(is_invisible), "{:?} has no glyph", skipped);
            at = run.text.end;
        }
        prop_assert!(set.text[at..line.text.end].chars().all(is_invisible));
        check_line(content, &set, index, line)?;
    }
    // It shows nothing, but no PDF may say it.
    prop_assert!(set.missing.iter().all(|c| *c == '\u{feff}'), "{:?}", set.missing);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_paragraph_keeps_the_rules(content in content()) {
        check(&content)?;
    }
}
