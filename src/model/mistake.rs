//! Every sentence about a mistake in the data, in both languages.
//!
//! A key is quoted as its author wrote it.

use super::expected::Expected;
use super::keys::{ChoiceWord, DataKey, KeyTable};
use super::shape;
use super::spelling::SPELLING;
use crate::characters::is_han;
use crate::diag::{Code, Diagnostic, Text, cut_to, file_reason};
use crate::unit::Date;
use crate::yaml::{Node, Value};

pub fn wrong_type(name: &str, expected: Expected, found: &Node) -> Diagnostic {
    let (zh, en) = expected.words();
    let diagnostic =
        Diagnostic::new(Code::E011, Text::new(spaced(&[name, "应为", zh]), format!("{name} must be {en}")))
            .with_label(describe(found));
    // People write these where there is nothing to say.
    let none = |text: &str| ["无", "没有", "暂无", "不填", "/", "-", "—", "none", "n/a"].contains(&text);
    if found.as_scalar().is_some_and(|scalar| none(scalar.text.trim())) {
        return diagnostic
            .with_help(Text::new("没有就删去这一行", "delete the line if there is nothing to say"));
    }
    if let Some(example) = shape::example(name, expected, found) {
        return diagnostic.with_help(example);
    }
    match (expected, &found.value) {
        (Expected::Text | Expected::Texts, Value::Map(_)) => diagnostic.with_help(Text::new(
            "含“: ”的文字要加引号",
            "put quotes around text that has a colon and a space",
        )),
        (Expected::List, Value::Map(_) | Value::Scalar(_)) => {
            diagnostic.with_help(Text::new("每一项前面写“- ”", "begin each item with `- `"))
        }
        (Expected::Mapping, Value::Scalar(_)) => diagnostic.with_help(Text::new(
            "写成“项目: 内容”，冒号用半角，后面空一格",
            "write `key: value`, with a half-width colon and a space after it",
        )),
        (Expected::Mapping, Value::List(_)) => diagnostic
            .with_help(Text::new("去掉“- ”，写成“项目: 内容”", "write `key: value` without the `- `")),
        _ => diagnostic,
    }
}

/// An item of one unknown key: most likely a text that has a colon.
pub fn colon_in_item(name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::E011,
        Text::new(
            format!("这一项被读成了“项目: 内容”，而没有“{name}”这个项目"),
            format!("this item reads as `key: value`, and `{name}` is not a known key"),
        ),
    )
    .with_help(Text::new("含“: ”的文字要加引号", "put quotes around text that has a colon and a space"))
}

pub fn wrong_type_of_position(found: &Node) -> Diagnostic {
    Diagnostic::new(
        Code::E011,
        Text::new("岗位应为“项目: 内容”的形式", "a position must be a mapping (key: value)"),
    )
    .with_label(describe(found))
    .with_help({
        let like_a_title = |text: &&str| {
            let marks = text.chars().all(|c| c.is_alphanumeric() || "（）()/".contains(c));
            let known = (SPELLING.known)(text);
            text.chars().count() <= 12 && marks && text.contains(char::is_alphabetic) && !known
        };
        let title =
            found.as_scalar().map(|scalar| scalar.text.trim()).filter(like_a_title).unwrap_or("销售员");
        Text::new(format!("例如“岗位名称: {title}”"), format!("such as `岗位名称: {title}`"))
    })
}

fn describe(node: &Node) -> Text {
    match &node.value {
        Value::Scalar(scalar) if scalar.is_null() => Text::new("这里是空的", "found nothing"),
        Value::Scalar(_) => Text::new("这里是文字", "found text"),
        Value::List(_) => Text::new("这里是列表", "found a list"),
        Value::Map(_) => Text::new("这里是“项目: 内容”", "found a mapping"),
    }
}

pub fn missing(key: &DataKey) -> Diagnostic {
    let (zh, en) = (key.usual(), key.name);
    Diagnostic::new(Code::E010, Text::new(spaced(&["缺少", zh]), format!("{en} ({zh}) is missing")))
        .with_help(Text::new(format!("请写上“{zh}: …”"), format!("add `{zh}: …` or `{en}: …`")))
}

/// For an item that was to go on with the one before: `- 标准: …` below `- 描述: …`.
pub fn stray_dash(name: &str, required: &str) -> Diagnostic {
    Diagnostic::new(
        Code::E010,
        Text::new(
            format!("“{name}”自成一项，这一项缺少“{required}”"),
            format!("`{name}` begins an item of its own, which has no {required}"),
        ),
    )
    .with_help(Text::new(
        format!("去掉这一行的“- ”，与上面的“{required}”左对齐"),
        format!("take away the `- ` of this line, and line it up with {required} above"),
    ))
}

/// For a group of duties with a dash before its name.
pub fn group_as_item(name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::E011,
        Text::new(
            format!("“{name}”是一组职责的名称，前面不用“- ”"),
            format!("`{name}` names a group of duties, and takes no `- `"),
        ),
    )
    .with_help(Text::new(format!("去掉“{name}”前面的“- ”"), format!("take away the `- ` before {name}")))
}

pub fn blank(name: &str) -> Diagnostic {
    Diagnostic::new(Code::E010, Text::new(spaced(&[name, "不能留空"]), format!("{name} must not be blank")))
}

pub fn no_position() -> Diagnostic {
    Diagnostic::new(Code::E010, Text::new("文件里没有岗位", "there is no position in this file")).with_help(
        Text::new("请写上“岗位名称: …”，或删除文件", "write `岗位名称: …` (`title: …`), or delete the file"),
    )
}

pub fn unknown_key(name: &str, table: &KeyTable, hint: Option<Text>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::E013,
        Text::new(format!("没有{}这个项目", in_quotes(name)), format!("`{name}` is not a known key")),
    );
    match hint.or_else(|| few_keys(table)) {
        Some(hint) => diagnostic.with_help(hint),
        None => diagnostic,
    }
}

/// A key as written, in quotation marks of another kind than its own.
fn in_quotes(name: &str) -> String {
    match name.contains(['“', '”']) {
        true => format!("『{name}』"),
        false => format!("“{name}”"),
    }
}

/// All keys, where they are few enough to read.
fn few_keys(table: &KeyTable) -> Option<Text> {
    if table.keys.len() > 6 {
        return None;
    }
    let zh: Vec<&str> = table.keys.iter().map(DataKey::usual).collect();
    let en: Vec<&str> = table.keys.iter().map(|key| key.name).collect();
    Some(Text::new(format!("可用的项目：{}", zh.join("、")), format!("the keys here are {}", en.join(", "))))
}

pub fn similar(name: &str) -> Text {
    Text::new(format!("是不是“{name}”？"), format!("did you mean `{name}`?"))
}

/// For 直接下级, which follows from what the others say.
pub fn subordinates() -> Text {
    Text::new(
        "直接下级由其他岗位的“直接上级”得出，不用写，请删去这一项",
        "subordinates follow from the other positions' reports_to: delete this key",
    )
}

/// For a handbook whose file name differs in case or ending.
pub fn misnamed_handbook(name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::E017,
        Text::new(
            format!("手册设置的文件名应为 handbook.yaml，现在是 {name}"),
            format!("the handbook's file must be named handbook.yaml, not {name}"),
        ),
    )
    .with_help(Text::new("请改名为 handbook.yaml", "rename it to handbook.yaml"))
}

/// For `销售员.yaml.txt`: editors add the ending.
pub fn misnamed_file(meant: &str) -> Diagnostic {
    Diagnostic::new(
        Code::W006,
        Text::new("文件名末尾多了 .txt，这个文件没有读", "the name ends in .txt, so the file was not read"),
    )
    .with_help(Text::new(
        format!("请改名为 {meant}；看不到 .txt 时，先让系统显示文件扩展名"),
        format!("rename it to {meant}; if .txt cannot be seen, let the system show file name extensions"),
    ))
}

/// For a key that stands in the wrong kind of file.
pub fn elsewhere(in_handbook: bool) -> Text {
    if in_handbook {
        Text::new("这一项写在 handbook.yaml 里", "this key belongs in handbook.yaml")
    } else {
        Text::new("这一项写在岗位文件里", "this key belongs in a position's file")
    }
}

/// For a key that stands beside the one that it belongs to.
pub fn below_key(parent: &str) -> Text {
    Text::new(
        format!("这一项写在“{parent}”下面，并且要缩进"),
        format!("this key belongs below {parent}, indented"),
    )
}

/// For a key of the position that stands inside another one.
pub fn too_deep(name: &str) -> Text {
    Text::new(
        format!("“{name}”是岗位的项目，请与“岗位名称”左对齐"),
        format!("{name} is a key of the position: line it up with 岗位名称"),
    )
}

/// For a known key with special spaces in it.
pub fn odd_space_in_key(meant: &str) -> Text {
    Text::new(
        format!("项目名称里有不间断空格之类的特殊空格；请写成“{meant}”"),
        format!("there is a no-break or other special space in the key; write `{meant}`"),
    )
}

/// `first` is the name used before, on `line`; `alike` says that both have the same value.
pub fn duplicate_key(name: &str, first: &str, line: usize, alike: bool) -> Diagnostic {
    let text = if name == first {
        Text::new(
            format!("“{name}”重复了，第 {line} 行已有"),
            format!("{name} stands twice, first on line {line}"),
        )
    } else {
        Text::new(
            format!("“{name}”与第 {line} 行的“{first}”是同一个项目"),
            format!("{name} is the same key as {first} on line {line}"),
        )
    };
    // Only the author knows which of them is right; both may be.
    let help = match alike {
        true => Text::new("两处内容一样，删去一处", "both say the same; delete one of them"),
        false => Text::new(
            "两处内容都要的，合到一处写；只有一处对的，删去另一处",
            "put what both say under one of them, or delete the one that is wrong",
        ),
    };
    Diagnostic::new(Code::E014, text).with_help(help)
}

pub fn blank_key() -> Diagnostic {
    Diagnostic::new(Code::E010, Text::new("冒号前面没有项目名称", "there is no key before the colon"))
}

pub fn below(name: &str, min: u32, found: &str) -> Diagnostic {
    let text = match min {
        0 => Text::new(spaced(&[name, "不能小于零"]), format!("{name} must be zero or more")),
        _ => Text::new(spaced(&[name, &format!("不能小于 {min}")]), format!("{name} must be {min} or more")),
    };
    Diagnostic::new(Code::E012, text).with_label(found_text(found))
}

pub fn above(name: &str, max: u32, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::E012,
        Text::new(spaced(&[name, &format!("不能大于 {max}")]), format!("{name} must be {max} or less")),
    )
    .with_label(found_text(found))
}

pub fn not_whole(name: &str, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::E012,
        Text::new(
            spaced(&[name, "必须是用数字写的整数"]),
            format!("{name} must be a whole number, written in digits"),
        ),
    )
    .with_label(found_text(found))
}

pub fn no_headcount(name: &str, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::E012,
        Text::new(
            spaced(&[name, "必须是用数字写的整数或范围"]),
            format!("{name} must be a whole number or a range, written in digits"),
        ),
    )
    .with_label(found_text(found))
}

/// For a range that begins with the larger number.
pub fn reversed_range(name: &str, found: &str, least: u64, most: u64) -> Diagnostic {
    Diagnostic::new(
        Code::E012,
        Text::new(
            spaced(&[name, "的范围应由小到大"]),
            format!("{name} must be a range from the lesser number to the greater"),
        ),
    )
    .with_label(found_text(found))
    .with_help(in_range(&least.to_string(), &most.to_string()))
}

/// For numbers of people, which a form often leaves open.
pub fn or_blank(diagnostic: Diagnostic) -> Diagnostic {
    or_help(diagnostic, Text::new("数目不定时请留空", "leave it empty if the number is not fixed"))
}

/// The same, for what is no number at all.
pub fn or_range(diagnostic: Diagnostic) -> Diagnostic {
    let help = Text::new(
        "数目不定时请留空，有上下限的写成 2-3",
        "leave it empty if the number is not fixed, or write a range such as 2-3",
    );
    or_help(diagnostic, help)
}

fn or_help(diagnostic: Diagnostic, help: Text) -> Diagnostic {
    match diagnostic.help {
        Some(_) => diagnostic,
        None => diagnostic.with_help(help),
    }
}

pub fn in_range(least: &str, most: &str) -> Text {
    Text::new(format!("请写成 {least}-{most}"), format!("write {least}-{most}"))
}

/// For 兼任 in the place of a headcount.
pub fn held_concurrently() -> Text {
    Text::new(
        "由别的岗位兼任的，这里留空，在那个岗位写上“兼任: 本岗位的名称”",
        "if another position's holder holds it, leave this empty, and write `concurrently: …` (兼任) there with this title",
    )
}

/// For superiors that are told apart by something else than their lines.
pub fn lines_of_superiors() -> Text {
    Text::new(
        "写成“行政: 岗位名称”或“业务: 岗位名称”",
        "write `administrative: …` or `functional: …`, with a position's title",
    )
}

/// What the number would be in digits.
pub fn in_digits(number: u32) -> Text {
    Text::new(format!("请写成 {number}"), format!("write {number}"))
}

pub fn full_width_digits(number: &str) -> Text {
    Text::new(
        format!("这是全角数字，请用半角写成 {number}"),
        format!("these are full-width digits; write {number}"),
    )
}

pub fn one_number() -> Text {
    Text::new("请只写一个数", "write one number")
}

pub fn no_fraction() -> Text {
    Text::new("不能有小数，请写整数", "write a whole number, without a fraction")
}

pub fn impossible_date(name: &str, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::W005,
        Text::new(spaced(&[name, "不是有效的日期"]), format!("{name} is no day of the calendar")),
    )
    .with_label(found_text(found))
    .with_help(Text::new("日期写成 2026-11-23 或 2026年11月23日", "write 2026-11-23 or 2026年11月23日"))
}

/// A day in the way that dates are written.
pub fn as_date(day: Date) -> Text {
    Text::new(format!("请写成 {day}"), format!("write {day}"))
}

/// A day that a copy from Excel has left as a number.
pub fn excel_date(day: Date) -> Text {
    Text::new(
        format!("从 Excel 复制的日期成了数字；这个数是 {day}，请照此写"),
        format!("a date from Excel has become a number; this one is {day}, so write that"),
    )
}

pub fn half_width_date(date: &str) -> Text {
    Text::new(
        format!("日期里有全角字符，请用半角写成 {date}"),
        format!("the date has full-width characters; write {date}"),
    )
}

/// `a, b or c`.
fn either(words: &[&str], comma: &str, or: &str) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{}{or}{last}", most.join(comma)),
    }
}

/// Joins pieces of a Chinese sentence, with a space where Han meets a Latin letter or digit.
fn spaced(pieces: &[&str]) -> String {
    let mut sentence = String::new();
    for piece in pieces {
        if let (Some(left), Some(right)) = (sentence.chars().next_back(), piece.chars().next())
            && (latin(left) && is_han(right) || is_han(left) && latin(right))
        {
            sentence.push(' ');
        }
        sentence.push_str(piece);
    }
    return sentence;

    fn latin(c: char) -> bool {
        c.is_ascii_alphanumeric()
    }
}

/// What was found, cut to the length of a message.
fn found_text(found: &str) -> Text {
    let shown = cut_to(found, 20).replace(char::is_control, " ");
    Text::new(format!("这里是{}", in_quotes(&shown)), format!("found {shown}"))
}

pub fn not_a_choice(name: &str, choices: &[ChoiceWord], found: &str) -> Diagnostic {
    let words: Vec<&str> =
        choices.iter().flat_map(|choice| std::iter::once(choice.value).chain(choice.chinese)).collect();
    let zh = spaced(&[name, "只能是", &either(&words, "、", " 或 ")]);
    let en = format!("{name} must be {}", either(&words, ", ", " or "));
    Diagnostic::new(Code::E015, Text::new(zh, en)).with_label(found_text(found))
}

pub fn bad_pattern(name: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(
        Code::E016,
        Text::new(
            spaced(&[name, &format!("不是有效的正则表达式{}", in_chinese(reason))]),
            format!("{name} is not a regular expression: {reason}"),
        ),
    )
}

/// The usual faults of a regular expression in Chinese; nothing for rare ones.
fn in_chinese(reason: &str) -> &'static str {
    const REASONS: [(&str, &str); 8] = [
        ("unclosed character class", "：方括号没有配对"),
        ("unclosed group", "：圆括号没有配对"),
        ("unopened group", "：圆括号没有配对"),
        ("invalid character class range", "：方括号里的范围写反了"),
        ("repetition operator missing", "：*、+、? 或 {…} 前面没有内容"),
        ("repetition quantifier", "：大括号里的次数写得不对"),
        ("escape sequence", "：反斜杠后面的写法不对"),
        ("size limit", "：规则太长"),
    ];
    REASONS.iter().find(|(english, _)| reason.contains(english)).map_or("", |(_, chinese)| chinese)
}

pub fn two_handbooks() -> Diagnostic {
    Diagnostic::new(
        Code::E017,
        Text::new("handbook.yaml 和 handbook.yml 同时存在", "there are both handbook.yaml and handbook.yml"),
    )
    .with_help(Text::new("请只保留一个", "keep only one of them"))
}

pub fn second_document() -> Diagnostic {
    Diagnostic::new(
        Code::E017,
        Text::new("handbook.yaml 只能有一份文档", "handbook.yaml must hold one document"),
    )
    .with_help(Text::new("请删除 --- 及其后的内容，或合并", "delete the `---`, or merge the documents"))
}

/// `folder` is empty where it has no name to show.
pub fn nothing_to_do(folder: &str) -> Diagnostic {
    let text = if folder.is_empty() {
        Text::new("文件夹里没有岗位文件", "there are no position files in the folder")
    } else {
        Text::new(format!("{folder} 里没有岗位文件"), format!("there are no position files in {folder}"))
    };
    Diagnostic::new(Code::E018, text).with_help(Text::new(
        "请新建岗位文件，例如 市场部/销售员.yaml，写上“岗位名称: 销售员”",
        "add one such as 市场部/销售员.yaml that says `岗位名称: 销售员`",
    ))
}

pub fn too_long(name: &str, limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::E019,
        Text::new(
            spaced(&[name, &format!("超过 {limit} 字")]),
            format!("{name} is longer than {limit} characters"),
        ),
    )
}

pub fn too_many_items(name: &str, limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::E019,
        Text::new(
            spaced(&[name, &format!("超过 {limit} 项")]),
            format!("{name} has more than {limit} items"),
        ),
    )
}

pub fn too_many_positions(limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::E019,
        Text::new(format!("岗位超过 {limit} 个"), format!("there are more than {limit} positions")),
    )
    .with_help(Text::new("请分成几本手册", "split them into several project folders"))
}

pub fn too_many_mistakes(limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::E019,
        Text::new(
            format!("本文件的错误超过 {limit} 处，其余未列出"),
            format!("this file has more than {limit} mistakes; the others are not shown"),
        ),
    )
}

pub fn department_twice(name: &str, line: usize) -> Diagnostic {
    Diagnostic::new(
        Code::E020,
        Text::new(
            spaced(&["部门", name, &format!("重复了，第 {line} 行已有")]),
            format!("the department {name} stands twice, first on line {line}"),
        ),
    )
    .with_help(Text::new("请只保留一个", "keep only one of them"))
}

/// A file or folder whose name is no text; `reading` is its path as it most likely was.
pub fn misnamed(is_folder: bool, reading: Option<&str>) -> Diagnostic {
    let (zh, en) = match is_folder {
        true => (
            "文件夹名不是 UTF-8，里面的岗位没有读入",
            "the folder's name is not UTF-8, so that no position in it is read",
        ),
        false => {
            ("文件名不是 UTF-8，这个文件没有读入", "the file's name is not UTF-8, so that it is not read")
        }
    };
    let finding = Diagnostic::new(Code::E021, Text::new(zh, en));
    match reading {
        Some(reading) => finding
            .with_label(Text::new(format!("看来是 GBK 编码的“{reading}”"), format!("it looks like “{reading}” in GBK")))
            .with_help(Text::new(
                format!("把它改名为“{reading}”；整个文件夹可用 `convmv -f gbk -t utf8 -r --notest 文件夹`，或重新解压：`unzip -O gbk 压缩包`"),
                format!("rename it to “{reading}”; for a whole folder use `convmv -f gbk -t utf8 -r --notest FOLDER`, or unpack it anew with `unzip -O gbk ARCHIVE`"),
            )),
        None => finding.with_help(Text::new(
            "在文件管理器里给它改个名字；多由旧的压缩包或外来磁盘带入",
            "give it another name in the file manager; it comes from an old archive or a foreign disk",
        )),
    }
}

pub fn unreadable(error: &std::io::Error) -> Diagnostic {
    let Text { zh, en } = file_reason(error);
    Diagnostic::new(Code::E001, Text::new(format!("无法读取：{zh}"), format!("cannot be read: {en}")))
}
