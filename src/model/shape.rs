//! Messages about values in a wrong shape, with YAML that fits, made of the author's own words.

use super::expected::Expected;
use super::keys::{self, DataKey, KeyKind, KeyTable, choose};
use super::records::{APPROVAL, DEPARTMENT, DUTY, KPI, REVISION, TABLES, TASK};
use crate::diag::{Code, Diagnostic, Lang, Text, cut};
use crate::yaml::{Entry, Node, Value, half_width_quotes, is_chinese_quote};

/// How many items an example has.
const MOST_ITEMS: usize = 2;

/// For an item without its dash, which begins with `key` and runs into the item before it; that begins on `line`.
pub fn missing_dash(key: &Node, value: &Node, line: usize) -> Diagnostic {
    let name = text_of(key);
    let written = format!("- {name}: {}", text_of(value));
    Diagnostic::new(
        Code::E004,
        Text::new(
            format!("“{name}”前面缺少“- ”，和第 {line} 行的一条连成了一条"),
            format!("`{name}` lacks its `- `, so that it runs into the item of line {line}"),
        ),
    )
    .with_help(Text::new(
        format!("另起一条，写成\n{written}"),
        format!("begin an item of its own:\n{written}"),
    ))
}

/// How the first item of a list that lacks all its dashes is to be written.
pub fn with_dash(entries: &[Entry]) -> Text {
    let lines = entries.iter().take(MOST_ITEMS).enumerate().map(|(at, entry)| {
        let dash = if at == 0 { "-" } else { " " };
        format!("\n{dash} {}: {}", text_of(&entry.key), text_of(&entry.value))
    });
    let written: String = lines.collect();
    Text::new(format!("每一条以“- ”开头，写成{written}"), format!("begin each item with `- `:{written}"))
}

/// For `- - 审批`, which has so many dashes too many.
pub fn dashes_too_many(item: &Node, count: usize) -> Diagnostic {
    let first = match &item.value {
        Value::Map(entries) => entries.first(),
        _ => None,
    };
    let written = match first {
        Some(Entry { key, value, .. }) => format!("- {}: {}", text_of(key), text_of(value)),
        None => format!("- {}", text_of(item)),
    };
    let message = match count {
        1 => Text::new("这里多了一个“- ”", "there is a `- ` too many"),
        _ => Text::new(format!("这里多了 {count} 个“- ”"), format!("there are {count} `- ` too many")),
    };
    Diagnostic::new(Code::E011, message)
        .with_help(Text::new(format!("写成\n{written}"), format!("write\n{written}")))
}

/// For an item that is a name and what belongs to it: `- 利润指标: 40%`. `keys` are those to write instead.
pub fn pair_in_item(key: &Node, value: &Node, [first, second]: [&str; 2], or_text: bool) -> Diagnostic {
    let (name, text) = (text_of(key), text_of(value));
    let written = format!("- {first}: {name}\n  {second}: {text}");
    let help = match or_text {
        false => Text::new(format!("写成\n{written}"), format!("write\n{written}")),
        true => Text::new(
            format!("是一句话就写成\n- {name}：{text}\n分开写就写成\n{written}"),
            format!("as one text write\n- {name}：{text}\nas two write\n{written}"),
        ),
    };
    Diagnostic::new(
        Code::E011,
        Text::new(
            format!("这一项被读成了“项目: 内容”，而没有“{name}”这个项目"),
            format!("this item reads as `key: value`, and `{name}` is not a known key"),
        ),
    )
    .with_help(help)
}

/// How a value of the wrong kind could be written; `None` where that is not known.
pub fn example(name: &str, expected: Expected, found: &Node) -> Option<Text> {
    let lang = if name.is_ascii() { Lang::En } else { Lang::Zh };
    let key = any_key(name);
    let table = key.and_then(|key| match key.kind {
        KeyKind::List { table, .. } | KeyKind::Groups(table) => Some(table),
        _ => None,
    });
    let yaml = match (expected, &found.value) {
        (Expected::Text | Expected::Texts, Value::Map(_)) => return as_one_text(found),
        (Expected::Text, Value::List(items)) => format!("{name}: {}", enumeration(items, lang)?),
        (Expected::Groups, Value::Scalar(_)) => format!("{name}:\n  - {}", text_of(found)),
        (Expected::List | Expected::Mapping, Value::Scalar(_)) if table.is_some() => {
            format!("{name}:\n{}", indented(&item_of(table?, &text_of(found), lang)))
        }
        (Expected::List, Value::Map(entries)) => {
            let [first, second] = pair_names(table?, entries)?;
            let items = entries.iter().take(MOST_ITEMS).map(|entry| {
                let (name, value) = (text_of(&entry.key), text_of(&entry.value));
                format!("- {first}: {name}\n  {second}: {value}\n")
            });
            format!("{name}:\n{}", indented(&items.collect::<String>()))
        }
        (Expected::Whole | Expected::Mapping, _) => {
            let example = choose(lang, key?.example);
            match example.contains([':', '\n']) {
                true => format!("{name}:\n{}", indented(example)),
                false => format!("{name}: {example}"),
            }
        }
        _ => return None,
    };
    Some(Text::new(format!("例如\n{yaml}"), format!("such as\n{yaml}")))
}

/// For a text that reads as a mapping because of its colon.
fn as_one_text(found: &Node) -> Option<Text> {
    let Value::Map(entries) = &found.value else { return None };
    let [entry] = entries.as_slice() else { return None };
    if let Some(inner) = in_chinese_quotes(&entry.key, &entry.value) {
        return Some(half_width_quotes(&inner));
    }
    let (name, value) = (text_of(&entry.key), text_of(&entry.value));
    let written = match (value.is_empty(), name.is_ascii()) {
        (true, _) if entry.key.span.start > found.span.start => format!("'{{{name}}}'"),
        (true, _) => format!("'{name}:'"),
        (false, true) => format!("'{name}: {value}'"),
        (false, false) => format!("{name}：{value}"),
    };
    Some(Text::new(
        format!("是一段文字就写成 {written}，含“: ”的文字要加引号"),
        format!("as one text write {written}; put quotes around text that has a colon and a space"),
    ))
}

/// The text in Chinese quotation marks that a colon has parted: `“编制: 凭证”`.
pub fn in_chinese_quotes(key: &Node, value: &Node) -> Option<String> {
    let (begins, ends) = key.as_scalar().zip(value.as_scalar())?;
    let begins = begins.text.trim().strip_prefix(is_chinese_quote).filter(|_| begins.plain)?;
    let ends = ends.text.trim().strip_suffix(is_chinese_quote).filter(|_| ends.plain)?;
    let whole = !begins.contains(is_chinese_quote) && !ends.contains(is_chinese_quote);
    whole.then(|| format!("{begins}: {ends}"))
}

/// The keys of an item that a name and the value that belongs to it go to. Values that add up to 100 % are weights,
/// where an item has one.
fn pair(table: &KeyTable, values: &[&Node]) -> Option<[&'static DataKey; 2]> {
    let is = |other: &'static KeyTable| std::ptr::eq(table, other);
    let names = match () {
        () if is(&APPROVAL) => ["role", "name"],
        () if is(&KPI) && are_weights(values) => ["name", "weight"],
        () if is(&DUTY) && are_weights(values) => ["description", "weight"],
        () if is(&KPI) => ["name", "target"],
        () if is(&DUTY) || is(&TASK) => ["description", "standard"],
        () if is(&REVISION) => ["version", "summary"],
        () if is(&DEPARTMENT) => ["name", "manager"],
        () => return None,
    };
    Some([table.named(names[0])?, table.named(names[1])?])
}

/// The keys that the pairs of a list go to: `- 利润: 40%` over `- 成本: 60%`.
pub fn pair_of_items(table: &KeyTable, items: &[Node]) -> Option<[&'static DataKey; 2]> {
    let is_own = |key: &Node| key.as_scalar().is_some_and(|key| table.find(&key.text).is_none());
    let values = items.iter().map(|item| match &item.value {
        Value::Map(entries) => match entries.as_slice() {
            [Entry { key, value, .. }] if is_own(key) => Some(value),
            _ => None,
        },
        _ => None,
    });
    let values: Option<Vec<&Node>> = values.collect();
    pair(table, &values.unwrap_or_default())
}

/// What an author calls the keys that the pairs of a mapping go to: `利润: 40%` over `成本: 60%`.
pub fn pair_names(table: &KeyTable, entries: &[Entry]) -> Option<[&'static str; 2]> {
    let values: Vec<&Node> = entries.iter().map(|entry| &entry.value).collect();
    let lang = lang_of(entries.iter().map(|entry| &entry.key));
    pair(table, &values).map(|keys| keys.map(|key| key.name_in(lang)))
}

/// The language that an author's own keys are written in.
pub fn lang_of<'n>(keys: impl IntoIterator<Item = &'n Node>) -> Lang {
    let is_ascii = |key: &Node| key.as_scalar().is_some_and(|key| key.text.is_ascii());
    if keys.into_iter().all(is_ascii) { Lang::En } else { Lang::Zh }
}

/// Whether several percentages add up to 100 %.
fn are_weights(values: &[&Node]) -> bool {
    let percent = |value: &&Node| {
        let text = value.as_scalar()?.text.trim().strip_suffix(['%', '％'])?;
        text.parse::<u32>().ok().filter(|percent| *percent <= 100)
    };
    let weights: Option<Vec<u32>> = values.iter().map(percent).collect();
    weights.is_some_and(|weights| weights.len() > 1 && weights.iter().sum::<u32>() == 100)
}

/// An item with the author's text in the key that it most likely belongs to, and others as an example.
fn item_of(table: &'static KeyTable, text: &str, lang: Lang) -> String {
    let is = |other: &'static KeyTable| std::ptr::eq(table, other);
    let own = match () {
        () if is(&APPROVAL) => "name",
        () if is(&REVISION) && !text.contains(|c: char| c.is_ascii_digit()) => "summary",
        () => table.keys.iter().find(|key| key.suggested).map_or("", |key| key.name),
    };
    let keys = table.keys.iter().filter(|key| key.suggested);
    let lines = keys.enumerate().map(|(at, key)| {
        let value = if key.name == own { text } else { choose(lang, key.example) };
        format!("{} {}: {value}\n", if at == 0 { "-" } else { " " }, key.name_in(lang))
    });
    lines.collect()
}

/// A key of any table by its name or another name for it, those of positions first.
fn any_key(name: &str) -> Option<&'static DataKey> {
    let known = TABLES.iter().find_map(|table| table.named(name));
    known.or_else(|| TABLES.iter().find_map(|table| table.meant_by(name)))
}

fn enumeration(items: &[Node], lang: Lang) -> Option<String> {
    let texts: Vec<String> = items.iter().map(text_of).filter(|text| !text.is_empty()).collect();
    let comma = if lang == Lang::Zh { "、" } else { ", " };
    (!texts.is_empty()).then(|| cut(&texts.join(comma)))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// A scalar's text on one line; of a collection, as much as shows that it goes on.
fn text_of(node: &Node) -> String {
    match node.as_scalar() {
        Some(scalar) => cut(&scalar.text.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => "…".to_owned(),
    }
}

/// Whether a name is one of the usual groups of duties.
pub fn is_usual_group(name: &str) -> bool {
    keys::GROUPS.iter().any(|(zh, en)| [*zh, *en].contains(&name))
}
