//! The account of an import: what became of each character of the source.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::excerpt::{Excerpt, FragmentId, SourcePlace, is_blank};
use crate::diag::Lang;
use crate::index::{Id, IndexVec};

/// What became of a part of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is a value: of this position (its place in the import, `None` for the handbook), under this key.
    Value { position: Option<usize>, key: Arc<str> },
    /// It names a value.
    Label,
    /// It counts an item, or ends one: numbers, bullets, marks between items.
    Count,
    /// It is left out.
    Left(LeftOut),
}

/// Why something is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Contents, page numbers, headers and footers, signatures: the page's own furniture.
    Furniture,
    /// What gangwei computes: subordinates, staffing tables, indexes.
    Computed,
    /// Guidance on filling in the form, and boxes that are not ticked.
    Guidance,
    /// It was said before, word for word.
    Repeated,
    /// It is about pay.
    Pay,
    /// The mapping says so.
    Skipped,
    /// The file hides it.
    Hidden,
    /// It names a level that the data does not have: groups of a department's duties.
    Level,
    /// Nothing tells where it belongs.
    Unplaced,
}

impl LeftOut {
    /// What programs call it.
    pub fn name(self) -> &'static str {
        match self {
            LeftOut::Furniture => "furniture",
            LeftOut::Computed => "computed",
            LeftOut::Guidance => "guidance",
            LeftOut::Repeated => "repeated",
            LeftOut::Pay => "pay",
            LeftOut::Skipped => "skipped",
            LeftOut::Hidden => "hidden",
            LeftOut::Level => "level",
            LeftOut::Unplaced => "unplaced",
        }
    }

    /// What people call it.
    pub fn words(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            LeftOut::Furniture => ("页眉页脚、目录、签字栏等", "headers, footers, contents, lines to sign"),
            LeftOut::Computed => ("由 gangwei 算出", "computed by gangwei"),
            LeftOut::Guidance => ("填写说明", "guidance on filling in the form"),
            LeftOut::Repeated => ("前面已有同样的内容", "said before in the same words"),
            LeftOut::Pay => (
                "薪酬，岗位说明书里一般不写；要保留，在 import.yaml 里写成“附加”",
                "pay, which descriptions leave out; map it to 附加 in import.yaml to keep it",
            ),
            LeftOut::Skipped => ("import.yaml 里写明略去", "left out by import.yaml"),
            LeftOut::Hidden => ("文件里设为隐藏", "hidden in the file"),
            LeftOut::Level => ("数据里没有这一层：部门职责不分组", "a level that the data does not have"),
            LeftOut::Unplaced => ("没有归到任何一项", "not placed"),
        };
        lang.choose(zh, en)
    }
}

/// A paragraph of the source.
#[derive(Clone, Debug)]
pub struct Fragment {
    pub place: SourcePlace,
    pub text: Arc<str>,
    /// Sorted when the account is closed.
    pub fates: Vec<(Range<usize>, Fate)>,
}

/// A label of the source, and what it was taken to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelUse {
    /// As `import.yaml` calls it.
    pub target: String,
    pub count: usize,
    /// The first text that stood beside it.
    pub example: String,
}

/// All paragraphs of an import, and the labels that they were read by.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    fragments: IndexVec<FragmentId, Fragment>,
    labels: BTreeMap<String, LabelUse>,
}

impl Ledger {
    /// Takes a paragraph in.
    pub fn enter(&mut self, place: SourcePlace, text: &str) -> Excerpt {
        let text: Arc<str> = text.into();
        let id = self.fragments.push(Fragment { place, text: text.clone(), fates: Vec::new() });
        Excerpt::whole(id, text)
    }

    /// Notes what becomes of an excerpt.
    pub fn note(&mut self, excerpt: &Excerpt, fate: Fate) {
        if !excerpt.is_empty()
            && let Some(fragment) = self.fragments.get_mut(excerpt.fragment)
        {
            fragment.fates.push((excerpt.range(), fate));
        }
    }

    /// Counts a label of the source.
    pub fn see_label(&mut self, label: &str, target: &str) {
        let known = self.labels.entry(label.to_owned()).or_insert_with(|| LabelUse {
            target: target.to_owned(),
            count: 0,
            example: String::new(),
        });
        known.count += 1;
    }

    /// Notes a text that stands beside a label, unless one is known.
    pub fn see_example(&mut self, label: &str, example: &str) {
        if let Some(known) = self.labels.get_mut(label)
            && known.example.is_empty()
        {
            known.example = example.to_owned();
        }
    }

    /// The labels of the source, in the order of their characters.
    pub fn labels(&self) -> impl Iterator<Item = (&str, &LabelUse)> {
        self.labels.iter().map(|(label, seen)| (label.as_str(), seen))
    }

    /// The paragraph of an excerpt.
    pub fn fragment(&self, excerpt: &Excerpt) -> &Fragment {
        &self.fragments[excerpt.fragment]
    }

    /// Gives everything that says something and has no fate yet to [`LeftOut::Unplaced`], and sorts. So it does with
    /// labels that are neither known nor written.
    pub fn close(&mut self, stands: impl Fn(&str) -> bool) {
        for index in 0..self.fragments.len() {
            let fragment = &mut self.fragments[FragmentId::new(index)];
            let text = fragment.text.clone();
            for (range, fate) in &mut fragment.fates {
                if *fate == Fate::Label && !stands(&text[range.clone()]) {
                    *fate = Fate::Left(LeftOut::Unplaced);
                }
            }
            fragment.fates.sort_by_key(|(range, _)| (range.start, range.end));
            let mut at = 0;
            let mut open = Vec::new();
            let ranges = fragment.fates.iter().map(|(range, _)| range.clone());
            let end = fragment.text.len();
            for range in ranges.chain(std::iter::once(end..end)) {
                if range.start > at {
                    open.push(at..range.start);
                }
                at = at.max(range.end);
            }
            for range in open {
                let text = &fragment.text[range.clone()];
                let start = range.start + text.len() - text.trim_start_matches(shows_nothing).len();
                let end = range.start + text.trim_end_matches(shows_nothing).len();
                if start < end {
                    // Marks between values only part them.
                    let says_nothing = fragment.text[start..end].chars().all(is_mark);
                    let fate = if says_nothing { Fate::Count } else { Fate::Left(LeftOut::Unplaced) };
                    fragment.fates.push((start..end, fate));
                }
            }
            fragment.fates.sort_by_key(|(range, _)| (range.start, range.end));
        }
    }

    /// All paragraphs, each with its parts and their fates in order.
    pub fn fragments(&self) -> impl Iterator<Item = (&Fragment, &[(Range<usize>, Fate)])> {
        self.fragments.iter().map(|fragment| (fragment, fragment.fates.as_slice()))
    }

    /// What is left out for a reason, with its places.
    pub fn left(&self, reason: LeftOut) -> impl Iterator<Item = (&SourcePlace, &str)> {
        self.fragments().flat_map(move |(fragment, fates)| {
            let left = fates.iter().filter(move |(_, fate)| *fate == Fate::Left(reason));
            left.map(|(range, _)| (&fragment.place, &fragment.text[range.clone()]))
        })
    }

    /// How many characters that show something have a fate of a kind.
    pub fn count(&self, of_kind: impl Fn(&Fate) -> bool) -> usize {
        let of_fragment = |(fragment, fates): (&Fragment, &[(Range<usize>, Fate)])| {
            let own = fates.iter().filter(|(_, fate)| of_kind(fate));
            own.map(|(range, _)| fragment.text[range.clone()].chars().filter(|c| !shows_nothing(*c)).count())
                .sum::<usize>()
        };
        self.fragments().map(of_fragment).sum()
    }
}

/// Whether a character only parts others: punctuation, rules to write on, boxes to tick.
pub fn is_mark(c: char) -> bool {
    shows_nothing(c)
        || matches!(
            c,
            '；' | ';'
                | '，'
                | ','
                | '。'
                | '、'
                | '：'
                | ':'
                | '（'
                | '）'
                | '('
                | ')'
                | '【'
                | '】'
                | '['
                | ']'
                | '“'
                | '”'
                | '"'
        )
        || matches!(
            c,
            '_' | '-'
                | '－'
                | '—'
                | '–'
                | '='
                | '…'
                | '.'
                | '．'
                | '·'
                | '•'
                | '●'
                | '*'
                | '/'
                | '／'
                | '|'
                | '□'
                | '☐'
        )
}

fn shows_nothing(c: char) -> bool {
    c.is_whitespace() || is_blank(c)
}
