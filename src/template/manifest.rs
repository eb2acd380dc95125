//! Reads `template.yaml`: a set's name, parameters and parts.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::parameters::SetParameter;
use super::value::{OutputExtent, ParameterValue, row};
use crate::diag::{Code, Diagnostic, Span, Text, did_you_mean, nearest};
use crate::unit::{Abs, TYPE_SIZES};
use crate::yaml::{self, Node, Value};

/// What an output shows: `--per handbook`, `department` or `position`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutputKind {
    /// The whole handbook.
    Handbook,
    /// One department, with its positions.
    Department,
    /// One position.
    Position,
    /// What has changed since an older state, alone (`gangwei diff`).
    Changes,
}

impl OutputKind {
    /// The kinds of `--per`.
    pub const ALL: [OutputKind; 3] = [OutputKind::Handbook, OutputKind::Department, OutputKind::Position];

    /// Its name in the variable `output`, and in the key `for`.
    pub fn name(self) -> &'static str {
        match self {
            OutputKind::Handbook => "handbook",
            OutputKind::Department => "department",
            OutputKind::Position => "position",
            OutputKind::Changes => "changes",
        }
    }
}

/// What a part shows, by its key `positions`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartSubjects {
    /// Positions in use.
    Active,
    /// Withdrawn positions. Without `each`, it is there once if there are any.
    Withdrawn,
    /// What has changed. It is there once if there is an older state to compare with.
    Changed,
}

/// What a part is repeated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Each {
    Department,
    Position,
}

/// How a part may be set closer if its position is over its page budget (`fit`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fit {
    /// Whether the type size may be reduced too, after the spacing.
    pub size: bool,
    /// The least type size.
    pub floor: Abs,
}

impl Fit {
    /// `fit: shrink`: spacing, then type down to 小五.
    pub const SHRINK: Fit = Fit { size: true, floor: SMALLEST };
    /// `{shrink: spacing}`: spacing alone.
    pub const SPACING: Fit = Fit { size: false, floor: SMALLEST };
}

/// 小五: a page budget never makes the type smaller than this.
const SMALLEST: Abs = Abs::pt(9.0);

/// How to avoid a nearly empty last page (`balance`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Balance {
    /// A last page must be at least so full, in per cent of the room between the margins.
    pub least: u8,
    /// How the part may be set closer for that. `None`: only the break before the last page moves.
    pub shrink: Option<Fit>,
    /// The least line height, in per cent.
    pub leading: u8,
}

impl Balance {
    /// The default.
    pub const DEFAULT: Balance = Balance { least: 20, shrink: Some(Fit::SPACING), leading: 90 };
    /// The ranges of `least` and `leading`.
    const LEASTS: RangeInclusive<u8> = 5..=50;
    const LEADINGS: RangeInclusive<u8> = 87..=100;
}

/// A part of the set, as `parts` lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRule {
    pub file: String,
    pub each: Option<Each>,
    pub shows: PartSubjects,
    /// The part is left out if this parameter is not true (`when`), or if the next one is (`unless`).
    pub when: Option<String>,
    pub unless: Option<String>,
    /// The outputs that hold it.
    pub kinds: Vec<OutputKind>,
    /// `None`: it is never set closer.
    pub fit: Option<Fit>,
    /// `None`: its last page may be nearly empty.
    pub balance: Option<Balance>,
    /// Whether its pages are front matter, which has its own page numbers (`matter: front`).
    pub front: bool,
}

/// A set's description of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    pub name: String,
    pub description: Option<String>,
    pub parameters: Vec<SetParameter>,
    /// In the order of the document; at least one.
    pub parts: Vec<PartRule>,
}

/// Reads a manifest, or gives all its errors. `has_file` says whether the set has a file.
pub(super) fn read_manifest(
    path: &Arc<str>,
    text: &str,
    has_file: &dyn Fn(&str) -> bool,
) -> Result<Manifest, Vec<Diagnostic>> {
    let parsed = yaml::parse(path, text.as_bytes());
    let mut reader = ManifestReader {
        path,
        diagnostics: parsed.diagnostics,
        asked: Vec::new(),
        in_body: false,
        balance: Some(Balance::DEFAULT),
    };
    let manifest = match parsed.documents.as_slice() {
        [document] => reader.manifest(document, has_file),
        _ if !reader.diagnostics.is_empty() => Manifest::default(),
        [] => {
            reader.wrong(Span::default(), "template.yaml 是空的", "template.yaml is empty");
            Manifest::default()
        }
        [_, second, ..] => {
            reader.wrong(second.span, "template.yaml 只能有一个文档", "template.yaml must be one document");
            Manifest::default()
        }
    };
    if reader.diagnostics.is_empty() { Ok(manifest) } else { Err(reader.diagnostics) }
}

/// Decodes nodes, and collects their errors.
struct ManifestReader<'a> {
    path: &'a Arc<str>,
    diagnostics: Vec<Diagnostic>,
    /// The parameters that parts use in `when` and `unless`.
    asked: Vec<(String, Span)>,
    /// Whether a part of the body has been read.
    in_body: bool,
    /// The `balance` of parts without their own.
    balance: Option<Balance>,
}

impl ManifestReader<'_> {
    fn manifest(&mut self, node: &Node, has_file: &dyn Fn(&str) -> bool) -> Manifest {
        let mut manifest = Manifest::default();
        let mut has_parts = false;
        let entries = self.entries(node, &["name", "description", "parameters", "balance", "parts"]);
        // It applies to all parts, wherever it is written.
        if let Some((.., value)) = entries.iter().find(|(key, ..)| *key == "balance") {
            self.balance = self.balance(value);
        }
        for (key, span, value) in entries {
            match key {
                "balance" => {}
                "name" => manifest.name = self.text(value).unwrap_or_default().to_owned(),
                "description" => manifest.description = self.text(value).map(str::to_owned),
                "parameters" => manifest.parameters = self.parameters(value),
                _ => {
                    has_parts = true;
                    manifest.parts = self.parts(value, span, has_file);
                }
            }
        }
        self.check_asked(&manifest.parameters);
        if !has_parts && matches!(node.value, Value::Map(_)) {
            let start = Span { start: node.span.start, end: node.span.start };
            self.wrong(
                start,
                "缺少 `parts`：版式由哪些部分组成",
                "`parts` is missing: the parts that make up a document",
            );
        }
        manifest
    }

    /// `when` and `unless` name a parameter of the set that is true or false.
    fn check_asked(&mut self, parameters: &[SetParameter]) {
        for (name, span) in std::mem::take(&mut self.asked) {
            let found = parameters.iter().find(|parameter| parameter.name == name);
            if !found.is_some_and(|parameter| parameter.default.is_switch()) {
                self.wrong(
                    span,
                    &format!("`when` 和 `unless` 应写一个值为 true 或 false 的参数，`{name}` 不是"),
                    &format!(
                        "`when` and `unless` name a parameter that is true or false, which `{name}` is not"
                    ),
                );
            }
        }
    }

    fn parameters(&mut self, node: &Node) -> Vec<SetParameter> {
        let mut parameters = Vec::new();
        for (name, span, value) in self.any_entries(node) {
            let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
            if !plain {
                self.wrong(
                    span,
                    "参数名只能用英文字母、数字、`_` 和 `-`，并以字母开头",
                    "a parameter's name is made of letters, digits, `_` and `-`, a letter first",
                );
            }
            let default = match &value.value {
                Value::Map(_) => ParameterValue::From(self.extent(value)),
                Value::List(items) => ParameterValue::Rows(self.rows(items)),
                Value::Scalar(scalar) if scalar.plain => ParameterValue::from_plain(&scalar.text),
                Value::Scalar(scalar) => ParameterValue::Text(scalar.text.clone()),
            };
            parameters.push(SetParameter { name: name.to_owned(), default, span });
        }
        parameters
    }

    /// A switch that depends on the size: `{positions: 6, departments: 2}`.
    fn extent(&mut self, node: &Node) -> OutputExtent {
        let mut extent = OutputExtent::default();
        for (key, _, value) in self.entries(node, &["positions", "departments"]) {
            let Some(word) = self.text(value) else { continue };
            match (word.parse(), key) {
                (Ok(count), "positions") => extent.positions = count,
                (Ok(count), _) => extent.departments = count,
                (Err(_), _) => self.wrong(
                    value.span,
                    &format!("`{key}` 应为不小于零的整数，写的是 `{word}`"),
                    &format!("`{key}` is a whole number from 0 on, found `{word}`"),
                ),
            }
        }
        extent
    }

    /// Rows of the form: `[summary, authority]`.
    fn rows(&mut self, items: &[Node]) -> Vec<&'static str> {
        let mut rows = Vec::new();
        for item in items {
            let Some(word) = self.text(item) else { continue };
            match row(word) {
                Some(row) => rows.push(row),
                None => self.wrong(
                    item.span,
                    &format!("列表参数只列可以留空的项目，没有 `{word}`"),
                    &format!("a list parameter has rows of the form, of which `{word}` is none"),
                ),
            }
        }
        rows
    }

    fn parts(&mut self, node: &Node, key: Span, has_file: &dyn Fn(&str) -> bool) -> Vec<PartRule> {
        let items = match &node.value {
            Value::List(items) if !items.is_empty() => items,
            _ => {
                self.wrong(
                    key,
                    "`parts` 应为列表，至少有一项",
                    "`parts` must be a list with at least one item",
                );
                return Vec::new();
            }
        };
        items.iter().filter_map(|item| self.part(item, has_file)).collect()
    }

    fn part(&mut self, node: &Node, has_file: &dyn Fn(&str) -> bool) -> Option<PartRule> {
        let mut file = None;
        let mut each = None;
        let mut kinds = OutputKind::ALL.to_vec();
        let mut fit = None;
        let mut front = false;
        let mut shows = None;
        let mut when = None;
        let mut balance = self.balance;
        let mut unless = None;
        let keys = ["file", "each", "positions", "when", "unless", "for", "fit", "balance", "matter"];
        for (key, span, value) in self.entries(node, &keys) {
            match key {
                "file" => file = self.file(value, has_file),
                "each" => {
                    let choices = [("department", Each::Department), ("position", Each::Position)];
                    each = self.choice(value, &choices);
                }
                "positions" => {
                    let choices = [
                        ("active", PartSubjects::Active),
                        ("withdrawn", PartSubjects::Withdrawn),
                        ("changed", PartSubjects::Changed),
                    ];
                    shows = self.choice(value, &choices).map(|shows| (shows, span));
                }
                "when" | "unless" => {
                    let name = self.text(value).map(str::to_owned);
                    self.asked.extend(name.clone().map(|name| (name, value.span)));
                    if key == "when" { when = name } else { unless = name }
                }
                "fit" => fit = self.fit(value).map(|fit| (fit, span)),
                "balance" => balance = self.balance(value),
                "matter" => {
                    front = self.choice(value, &[("front", true), ("body", false)]).unwrap_or(false);
                    if front && self.in_body {
                        self.wrong(
                            value.span,
                            "前页（matter: front）要排在正文各部分之前",
                            "front matter stands before the parts of the body",
                        );
                    }
                }
                _ => kinds = self.kinds(value),
            }
        }
        if let (Some((_, span)), false) = (fit, each == Some(Each::Position)) {
            self.wrong(
                span,
                "只有 `each: position` 的部分有页数上限，可以写 `fit`",
                "`fit` belongs to a part with `each: position`: no other has a page budget",
            );
        }
        if let (Some((PartSubjects::Changed, span)), Some(_)) = (shows, each) {
            self.wrong(
                span,
                "`positions: changed` 不能与 `each` 同用",
                "`positions: changed` does not go with `each`",
            );
        } else if let (Some((_, span)), Some(Each::Department)) = (shows, each) {
            self.wrong(
                span,
                "`positions` 不能与 `each: department` 同用",
                "`positions` does not go with `each: department`",
            );
        }
        let fit = fit.map(|(fit, _)| fit);
        let shows = shows.map_or(PartSubjects::Active, |(shows, _)| shows);
        let named =
            matches!(&node.value, Value::Map(entries) if entries.iter().any(|entry| is_key(entry, "file")));
        if !named && matches!(node.value, Value::Map(_)) {
            self.wrong(node.span, "这一部分缺少 `file`", "this part has no `file`");
        }
        self.in_body |= !front;
        Some(PartRule { file: file?, each, shows, when, unless, kinds, fit, balance, front })
    }

    /// `none`, or `{least: 20%, shrink: spacing, leading: 90%, floor: 9pt}`.
    fn balance(&mut self, node: &Node) -> Option<Balance> {
        if node.is_null() {
            return self.balance;
        }
        if !matches!(node.value, Value::Map(_)) {
            self.choice(node, &[("none", ())]);
            return None;
        }
        let mut balance = Balance::DEFAULT;
        let mut floor = SMALLEST;
        for (key, _, value) in self.entries(node, &["least", "shrink", "leading", "floor"]) {
            match key {
                "least" => balance.least = self.percent(key, value, Balance::LEASTS).unwrap_or(balance.least),
                "leading" => {
                    balance.leading = self.percent(key, value, Balance::LEADINGS).unwrap_or(balance.leading);
                }
                "shrink" => {
                    let choices =
                        [("none", None), ("spacing", Some(Fit::SPACING)), ("size", Some(Fit::SHRINK))];
                    balance.shrink = self.choice(value, &choices).unwrap_or(balance.shrink);
                }
                _ => floor = self.floor(value).unwrap_or(SMALLEST),
            }
        }
        balance.shrink = balance.shrink.map(|fit| Fit { floor, ..fit });
        Some(balance)
    }

    /// A percentage such as `20%`.
    fn percent(&mut self, key: &str, node: &Node, range: RangeInclusive<u8>) -> Option<u8> {
        let word = self.text(node)?;
        let number = word.strip_suffix('%').and_then(|digits| digits.trim_end().parse::<u8>().ok());
        let percent = number.filter(|percent| range.contains(percent));
        if percent.is_none() {
            let (least, most) = (range.start(), range.end());
            self.wrong(
                node.span,
                &format!("`{key}` 应为 {least}% 到 {most}%，写的是 `{word}`"),
                &format!("`{key}` must be {least}% to {most}%, found `{word}`"),
            );
        }
        percent
    }

    /// `shrink`, or `{shrink: spacing, floor: 9pt}`.
    fn fit(&mut self, node: &Node) -> Option<Fit> {
        if !matches!(node.value, Value::Map(_)) {
            return self.choice(node, &[("shrink", Some(Fit::SHRINK)), ("none", None)]).flatten();
        }
        let mut fit = Fit::SHRINK;
        for (key, _, value) in self.entries(node, &["shrink", "floor"]) {
            match key {
                "shrink" => {
                    fit.size = self.choice(value, &[("spacing", false), ("size", true)]).unwrap_or(true)
                }
                _ => fit.floor = self.floor(value).unwrap_or(SMALLEST),
            }
        }
        Some(fit)
    }

    /// A type size such as `9pt` or `五号`, from 小五 on.
    fn floor(&mut self, node: &Node) -> Option<Abs> {
        let word = self.text(node)?;
        let named = TYPE_SIZES.iter().find(|(name, _)| *name == word).map(|(_, points)| *points);
        let points = || word.strip_suffix("pt")?.trim_end().parse::<f64>().ok();
        let size =
            named.or_else(points).map(Abs::pt).filter(|size| *size >= SMALLEST && *size <= Abs::pt(100.0));
        if size.is_none() {
            self.wrong(
                node.span,
                &format!("`floor` 应为 9pt（小五）以上的字号，写的是 `{word}`"),
                &format!("`floor` is a type size from 9pt (小五) on, found `{word}`"),
            );
        }
        size
    }

    fn file(&mut self, node: &Node, has_file: &dyn Fn(&str) -> bool) -> Option<String> {
        let name = self.text(node)?.to_owned();
        if !name.ends_with(".html") {
            self.wrong(node.span, "模板文件的名字应以 .html 结尾", "a template's name must end in .html");
            return None;
        }
        if !has_file(&name) {
            let message =
                Text::new(format!("版式里没有文件 `{name}`"), format!("the set has no file `{name}`"));
            self.diagnostics.push(Diagnostic::new(Code::E113, message).at(self.path, node.span));
            return None;
        }
        Some(name)
    }

    fn kinds(&mut self, node: &Node) -> Vec<OutputKind> {
        let all = OutputKind::ALL.into_iter().chain([OutputKind::Changes]);
        let choices: Vec<(&str, OutputKind)> = all.map(|kind| (kind.name(), kind)).collect();
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.choice(item, &choices)).collect(),
            _ => self.choice(node, &choices).into_iter().collect(),
        }
    }

    /// One of a few words.
    fn choice<T: Copy>(&mut self, node: &Node, choices: &[(&str, T)]) -> Option<T> {
        let word = self.text(node)?;
        let found = choices.iter().find(|(name, _)| *name == word);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.wrong(
                node.span,
                &format!("应为 {} 之一，写的是 `{word}`", names.join("、")),
                &format!("must be one of {}, found `{word}`", names.join(", ")),
            );
        }
        found.map(|(_, value)| *value)
    }

    fn text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        match node.as_scalar() {
            Some(scalar) if scalar.is_null() => None,
            Some(scalar) => Some(&scalar.text),
            None => {
                self.wrong(node.span, "应为文字", "must be text");
                None
            }
        }
    }

    /// A mapping's entries with known keys; the others are errors.
    fn entries<'n>(&mut self, node: &'n Node, known: &[&'static str]) -> Vec<(&'static str, Span, &'n Node)> {
        let mut entries = Vec::new();
        for (key, span, value) in self.any_entries(node) {
            match known.iter().find(|name| **name == key) {
                Some(name) => entries.push((*name, span, value)),
                None => self.unknown_key(key, span, known),
            }
        }
        entries
    }

    /// A mapping's entries, each key once.
    fn any_entries<'n>(&mut self, node: &'n Node) -> Vec<(&'n str, Span, &'n Node)> {
        let Value::Map(entries) = &node.value else {
            if !node.is_null() {
                self.wrong(node.span, "应为“项目: 内容”的形式", "must be a mapping (`key: value`)");
            }
            return Vec::new();
        };
        let mut found: Vec<(&str, Span, &Node)> = Vec::new();
        for entry in entries {
            let Some(key) = self.text(&entry.key) else { continue };
            if found.iter().any(|(known, ..)| *known == key) {
                if !entry.merged {
                    self.wrong(
                        entry.key.span,
                        &format!("`{key}` 写了两次"),
                        &format!("the key `{key}` is there twice"),
                    );
                }
                continue;
            }
            found.push((key, entry.key.span, &entry.value));
        }
        found
    }

    fn unknown_key(&mut self, key: &str, span: Span, known: &[&'static str]) {
        let message = Text::new(
            format!("template.yaml 没有 `{key}` 这个项目"),
            format!("template.yaml has no key `{key}`"),
        );
        let help = did_you_mean(nearest(key, known.iter().copied())).unwrap_or_else(|| {
            Text::new(format!("这里可用：{}", known.join("、")), format!("known here: {}", known.join(", ")))
        });
        self.diagnostics.push(Diagnostic::new(Code::E112, message).at(self.path, span).with_help(help));
    }

    fn wrong(&mut self, span: Span, zh: &str, en: &str) {
        self.diagnostics.push(Diagnostic::new(Code::E112, Text::new(zh, en)).at(self.path, span));
    }
}

fn is_key(entry: &yaml::Entry, name: &str) -> bool {
    entry.key.as_scalar().is_some_and(|key| key.text == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Manifest, Vec<String>> {
        let path = "templates/t/template.yaml".into();
        read_manifest(&path, text, &|name| name != "gone.html").map_err(|diagnostics| {
            let told = |d: &Diagnostic| {
                let span = d.place.as_ref().and_then(|place| place.span).unwrap();
                format!("{} `{}` {}", d.code, &text[span.start..span.end], d.message.en)
            };
            diagnostics.iter().map(told).collect()
        })
    }

    #[test]
    fn a_manifest_is_read() {
        let manifest = read(
            "name: 标准\nparameters: {accent: '#1f4e79', cover: true, size: 10.5, year: '2026'}\nparts:\n\
             - {file: cover.html, for: [handbook, department]}\n- {file: contents.html, for: handbook}\n\
             - {file: position.html, each: position}\n",
        )
        .unwrap();
        assert_eq!(manifest.name, "标准");
        let defaults: Vec<&ParameterValue> = manifest.parameters.iter().map(|p| &p.default).collect();
        assert_eq!(
            defaults,
            [
                &ParameterValue::Text("#1f4e79".into()),
                &ParameterValue::Bool(true),
                &ParameterValue::Number(10.5),
                &ParameterValue::Text("2026".into())
            ]
        );
        assert_eq!(manifest.parts[0].kinds, [OutputKind::Handbook, OutputKind::Department]);
        assert_eq!(manifest.parts[1].kinds, [OutputKind::Handbook]);
        assert_eq!((manifest.parts[2].each, manifest.parts[2].kinds.len()), (Some(Each::Position), 3));
    }

    #[test]
    fn parts_may_be_of_withdrawn_positions_and_ask_for_a_parameter() {
        let manifest = read(
            "parts:\n- {file: w.html, positions: withdrawn, when: appendix}\n\
             - {file: p.html, each: position, positions: active}\nparameters: {appendix: false, size: 5}\n",
        )
        .unwrap();
        let told = |rule: &PartRule| (rule.shows == PartSubjects::Withdrawn, rule.when.clone());
        assert_eq!(
            manifest.parts.iter().map(told).collect::<Vec<_>>(),
            [(true, Some("appendix".to_owned())), (false, None)]
        );
        let errors = read(
            "parameters: {size: 5}\nparts:\n- {file: a.html, when: size}\n- {file: a.html, when: gone}\n\
             - {file: a.html, each: department, positions: withdrawn}\n- {file: a.html, positions: old}\n",
        )
        .unwrap_err();
        let places: Vec<&str> = errors.iter().filter_map(|error| error.split('`').nth(1)).collect();
        assert_eq!(places, ["positions", "old", "size", "gone"], "{errors:#?}");
    }

    #[test]
    fn all_errors_are_told_at_their_places() {
        let errors = read(
            "nmae: x\nparameters: {a b: 1, c: [1]}\nparts:\n- {file: gone.html}\n- {file: a.txt, each: positoin}\n\
             - {each: position}\n- {file: b.html, for: [all]}\nparts: []\n",
        )
        .unwrap_err();
        assert_eq!(errors.len(), 9, "{errors:#?}");
        for (code, at) in [
            (Code::E112, "nmae"),
            (Code::E112, "a b"),
            (Code::E113, "gone.html"),
            (Code::E112, "a.txt"),
            (Code::E112, "positoin"),
            (Code::E112, "all"),
            (Code::E112, "parts"),
        ] {
            assert!(errors.iter().any(|e| e.starts_with(&format!("{code} `{at}`"))), "{at}: {errors:#?}");
        }
    }

    #[test]
    fn a_part_may_yield_to_its_page_budget() {
        let fit = |fit: &str| {
            let text = format!("parts:\n- {{file: a.html, each: position, fit: {fit}}}\n");
            read(&text).map(|manifest| manifest.parts[0].fit)
        };
        assert_eq!(fit("shrink"), Ok(Some(Fit::SHRINK)));
        assert_eq!(fit("none"), Ok(None));
        let spacing = Fit { size: false, floor: Abs::pt(9.0) };
        assert_eq!(fit("{shrink: spacing}"), Ok(Some(spacing)));
        assert_eq!(fit("{floor: 小四}"), Ok(Some(Fit { floor: Abs::pt(12.0), ..Fit::SHRINK })));
        for (wrong, at) in
            [("8pt", "8pt"), ("{floor: 8pt}", "8pt"), ("{floor: 小六}", "小六"), ("{shrink: all}", "all")]
        {
            let errors = fit(wrong).unwrap_err();
            assert!(errors.len() == 1 && errors[0].starts_with(&format!("E112 `{at}`")), "{errors:?}");
        }
        let errors = read("parts: [{file: a.html, fit: shrink}]").unwrap_err();
        assert!(errors[0].starts_with("E112 `fit`"), "{errors:?}");
    }

    #[test]
    fn a_set_bounds_how_ends_are_balanced() {
        let balance = |whole: &str, part: &str| {
            read(&format!("parts:\n- {{file: a.html{part}}}\n- {{file: b.html}}\n{whole}"))
                .map(|manifest| manifest.parts.iter().map(|part| part.balance).collect::<Vec<_>>())
        };
        let default = Some(Balance::DEFAULT);
        assert_eq!(balance("", ""), Ok(vec![default; 2]));
        assert_eq!(balance("balance: none\n", ""), Ok(vec![None; 2]));
        assert_eq!(balance("balance:\n", ""), Ok(vec![default; 2]), "left blank");
        assert_eq!(balance("", ", balance: none"), Ok(vec![None, default]));
        let moved = Some(Balance { shrink: None, ..Balance::DEFAULT });
        assert_eq!(balance("balance: {shrink: none}\n", ", balance: {}"), Ok(vec![default, moved]));
        let closer =
            Balance { least: 33, shrink: Some(Fit { floor: Abs::pt(9.5), ..Fit::SHRINK }), leading: 95 };
        let text = "balance: {least: 33%, shrink: size, floor: 9.5pt, leading: 95%}\n";
        assert_eq!(balance(text, ""), Ok(vec![Some(closer); 2]));
        for (wrong, at) in [
            ("some", "some"),
            ("{least: 60%}", "60%"),
            ("{least: 20}", "20"),
            ("{leading: 86%}", "86%"),
            ("{leading: loose}", "loose"),
            ("{shrink: all}", "all"),
            ("{floor: 8pt}", "8pt"),
            ("{lest: 20%}", "lest"),
        ] {
            let errors = balance(&format!("balance: {wrong}\n"), "").unwrap_err();
            assert!(errors.len() == 1 && errors[0].starts_with(&format!("E112 `{at}`")), "{errors:?}");
        }
    }

    #[test]
    fn a_manifest_without_parts_is_an_error() {
        for text in ["name: x", "", "parts: []", "parts: x", "- a", "a: [", "name: x\n---\nparts: []"] {
            assert!(read(text).is_err(), "{text:?}");
        }
    }
}
