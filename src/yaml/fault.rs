//! What can be wrong with a file as YAML, in words that a personnel officer understands.

use std::sync::Arc;

use super::build::{ALIAS_BUDGET, MAX_DEPTH, MAX_NODES};
use crate::diag::{Diagnostic, Span, Text};

/// The one thing that ends the reading of a file.
pub(super) struct Fault {
    code: &'static str,
    message: Text,
    help: Option<Text>,
    span: Span,
    /// A syntax error may really lie in an earlier line, where a colon is no colon.
    look_back: bool,
}

impl Fault {
    fn new(code: &'static str, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Box<Fault> {
        Box::new(Fault { code, message: Text::new(zh, en), help: None, span, look_back: false })
    }

    fn help(mut self: Box<Fault>, zh: &str, en: &str) -> Box<Fault> {
        self.help = Some(Text::new(zh, en));
        self
    }

    /// Translates the parser's own words. `at` is where it stopped, `open` where the collection
    /// begins that it was in.
    pub fn syntax(info: &str, at: usize, open: Option<usize>) -> Box<Fault> {
        let known = SYNTAX.iter().find(|known| info.contains(known.info));
        // A bracket that lacks its partner is more use than the end of the file.
        let at = open.filter(|_| known.is_some_and(|known| known.message == BRACKET)).unwrap_or(at);
        let span = Span { start: at, end: at };
        let mut fault = match known {
            Some(known) => {
                Fault::new("E004", span, known.message.0, known.message.1).help(known.help.0, known.help.1)
            }
            None => {
                Fault::new("E004", span, format!("YAML 语法错误（{info}）"), format!("broken YAML: {info}"))
            }
        };
        fault.look_back = true;
        fault
    }

    pub fn too_deep(span: Span) -> Box<Fault> {
        Fault::new(
            "E006",
            span,
            format!("嵌套超过 {MAX_DEPTH} 层"),
            format!("lists and mappings are nested more than {MAX_DEPTH} deep"),
        )
    }

    pub fn too_many(span: Span) -> Box<Fault> {
        Fault::new(
            "E006",
            span,
            format!("文件中的值超过 {MAX_NODES} 个"),
            format!("the file holds more than {MAX_NODES} values"),
        )
        .help("请分成几个文件", "split it into several files")
    }

    pub fn alias_bomb(span: Span) -> Box<Fault> {
        let limit = ALIAS_BUDGET >> 20;
        Fault::new(
            "E006",
            span,
            format!("引用（*）展开后超过 {limit} MiB"),
            format!("aliases (*) expand to more than {limit} MiB"),
        )
        .help("请直接写出内容", "write the values out instead")
    }

    pub fn unknown_anchor(span: Span) -> Box<Fault> {
        Fault::new(
            "E005",
            span,
            "引用（*）没有对应的锚点（&）",
            "this alias (*) has no finished anchor (&) before it",
        )
        .help("以 * 开头的文字要加引号", "put quotes around text that begins with *")
    }

    pub fn complex_key(span: Span) -> Box<Fault> {
        Fault::new("E005", span, "键必须是文字", "a key must be text")
            .help("以 [ 或 { 开头的文字要加引号", "put quotes around text that begins with [ or {")
    }

    pub fn bad_merge(span: Span) -> Box<Fault> {
        Fault::new("E005", span, "`<<` 后面必须是映射", "`<<` must be followed by a mapping")
            .help("例如 `<<: *通用`", "such as `<<: *common`")
    }

    pub fn tag(tag: &str, span: Span) -> Box<Fault> {
        let tag: String = tag.chars().take(40).collect();
        Fault::new(
            "E005",
            span,
            format!("不支持 YAML 标签 {tag}"),
            format!("the YAML tag {tag} is not supported"),
        )
        .help("以 ! 开头的文字要加引号", "put quotes around text that begins with !")
    }

    pub fn diagnostic(self, path: &Arc<str>, text: &str) -> Diagnostic {
        let at = self.span.start;
        if self.look_back
            && let Some((span, help)) = colon_hint(text, at)
        {
            return Diagnostic::error("E004", missing_colon()).with_help(help).at(path, span);
        }
        let (message, help) = match self.message.en == EXTRA_COLON.1 && first_colon(text, at) {
            true => (Text::new(INDENTATION.0, INDENTATION.1), Some(Text::new(ALIGN.0, ALIGN.1))),
            false => (self.message, self.help),
        };
        let diagnostic = Diagnostic::error(self.code, message).at(path, visible(text, self.span));
        match help {
            Some(help) => diagnostic.with_help(help),
            None => diagnostic,
        }
    }
}

/// Whether the colon at `at` is its line's first, so that the line looks like a key, out of line.
fn first_colon(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    !before.rsplit('\n').next().unwrap_or("").contains(": ")
}

/// Moves a point off the empty end of a file to the last thing that can be seen.
fn visible(text: &str, span: Span) -> Span {
    match text.get(span.start..) {
        Some(rest) if rest.trim().is_empty() => {
            let before = text.get(..span.start).unwrap_or("").trim_end();
            let last = before.chars().next_back().map_or(0, char::len_utf8);
            Span { start: before.len() - last, end: before.len() }
        }
        _ => span,
    }
}

/// The parser's words and ours.
struct Known {
    info: &'static str,
    message: (&'static str, &'static str),
    help: (&'static str, &'static str),
}

const fn known(
    info: &'static str,
    message: (&'static str, &'static str),
    help: (&'static str, &'static str),
) -> Known {
    Known { info, message, help }
}

const INDENTATION: (&str, &str) = ("缩进不一致", "the indentation does not fit the lines above");
const ALIGN: (&str, &str) =
    ("同一层的键要左对齐，用空格缩进", "keys of one mapping must line up; indent with spaces");
const EXTRA_COLON: (&str, &str) = ("这里不应有冒号", "a colon is not expected here");
const TAB: (&str, &str) = ("不能用制表符（Tab）缩进", "a tab cannot indent");
const SPACES: (&str, &str) = ("请改用空格", "use spaces");
const QUOTE: (&str, &str) = ("引号没有配对", "a quotation mark is not closed");
const CLOSE_QUOTE: (&str, &str) = (
    "请补上引号；文字中间的引号可用中文引号“”",
    "close it; inside text, Chinese quotation marks “ ” are safe",
);
const BRACKET: (&str, &str) = ("括号没有配对", "a bracket is not closed");
const CLOSE_BRACKET: (&str, &str) = (
    "请补上 ] 或 }；以 [ 或 { 开头的文字要加引号",
    "add the missing ] or }; put quotes around text that begins with [ or {",
);
const NO_COLON: (&str, &str) = ("键后面缺少“: ”", "a key lacks its `: `");
const WRITE_COLON: (&str, &str) =
    ("写成 `键: 值`，冒号用半角，后面空一格", "write `key: value`, with a space after the colon");
const ESCAPE: (&str, &str) =
    ("双引号内的反斜杠写法有误", "unknown escape after a backslash in double quotes");
const PLAIN: (&str, &str) = ("这个字符不能作为文字的开头", "text cannot begin with this character");
const PUT_QUOTES: (&str, &str) = ("请给文字加引号", "put quotes around the text");
const DIRECTIVE: (&str, &str) = ("YAML 指令（%）有误", "the YAML directive (%) is broken");
const TAG: (&str, &str) = ("YAML 标签（!）有误", "the YAML tag (!) is broken");
const ANCHOR: (&str, &str) = ("YAML 锚点或引用（& *）有误", "the YAML anchor or alias (& *) is broken");

/// In the order of trial: the more special first.
const SYNTAX: &[Known] = &[
    known("indentation in quoted scalar", QUOTE, CLOSE_QUOTE),
    known(
        "mapping values are not allowed",
        EXTRA_COLON,
        (
            "含“: ”的文字要加引号；键要左对齐",
            "put quotes around text that has a colon and a space; line up the keys",
        ),
    ),
    known("simple key", NO_COLON, WRITE_COLON),
    known("illegal placement of ':'", NO_COLON, WRITE_COLON),
    known("tab", TAB, SPACES),
    known("tabs disallowed", TAB, SPACES),
    known(
        "unknown anchor",
        ("引用（*）没有对应的锚点（&）", "this alias (*) has no anchor (&) before it"),
        ("以 * 开头的文字要加引号", "put quotes around text that begins with *"),
    ),
    known("unexpected end of stream", QUOTE, CLOSE_QUOTE),
    known("found unexpected document indicator", QUOTE, CLOSE_QUOTE),
    known(
        "trailing content after double-quoted",
        ("引号之后还有文字", "text follows the closing quotation mark"),
        (
            "整段文字用一对引号，中间的引号用“”",
            "put the whole text between one pair; inside, Chinese quotation marks “ ” are safe",
        ),
    ),
    known("escape", ESCAPE, ("写成 \\\\，或改用单引号", "write \\\\, or use single quotes")),
    known("hexadecimal", ESCAPE, ("写成 \\\\，或改用单引号", "write \\\\, or use single quotes")),
    known("flow", BRACKET, CLOSE_BRACKET),
    known("misplaced bracket", ("多了一个括号", "there is a bracket too many"), PUT_QUOTES),
    known("recursion limit", ("括号嵌套太深", "brackets are nested too deep"), PUT_QUOTES),
    known("unexpected character", PLAIN, PUT_QUOTES),
    known("plain scalar cannot start", PLAIN, PUT_QUOTES),
    known("directive", DIRECTIVE, ("以 % 开头的文字要加引号", "put quotes around text that begins with %")),
    known("tag", TAG, ("以 ! 开头的文字要加引号", "put quotes around text that begins with !")),
    known(
        "handle wasn't declared",
        TAG,
        ("以 ! 开头的文字要加引号", "put quotes around text that begins with !"),
    ),
    known(
        "anchor",
        ANCHOR,
        ("以 & 或 * 开头的文字要加引号", "put quotes around text that begins with & or *"),
    ),
    known(
        "block sequence entries",
        ("列表的“- ”不应在这里", "a list's `- ` is not expected here"),
        ("请另起一行，缩进后再写“- ”", "begin the list on a line of its own, indented"),
    ),
    known("block scalar", ("“|”或“>”后面的内容有误", "the text after `|` or `>` is broken"), ALIGN),
    known(
        "byte order mark",
        ("文件中间有字节顺序标记", "there is a byte order mark inside the file"),
        ("请删除它；它看不见，常由合并文件带入", "delete it; it is invisible and comes from joining files"),
    ),
    known(
        "document",
        ("这里应当开始新的一份文档", "a new document is expected here"),
        ("用单独一行 --- 分开", "part documents by a line with --- alone"),
    ),
    known("did not find expected key", INDENTATION, ALIGN),
    known(
        "did not find expected '-'",
        INDENTATION,
        ("同一列表的“- ”要左对齐", "the `- ` of one list must line up"),
    ),
    known("indent", INDENTATION, ALIGN),
    known("comment", ("注释（#）打断了文字", "a comment (#) interrupts the text"), PUT_QUOTES),
];

fn missing_colon() -> Text {
    Text::new("这一行的键后面没有“: ”", "the key on this line is not followed by `: `")
}

/// How far back the line at fault is looked for, in lines and in bytes.
const LOOK_BACK: usize = 20;
const WINDOW: usize = 4_096;

/// The colon that is none: full-width, or without its space.
///
/// The parser reads such a line as text that goes on, and stops at a later line. Looks at the line
/// that holds `at` and at those before it, up to one that has a proper key.
pub fn colon_hint(text: &str, at: usize) -> Option<(Span, Text)> {
    let at = text.floor_char_boundary(at);
    let from = text.floor_char_boundary(at.saturating_sub(WINDOW));
    let before = text.get(from..at)?;
    let after = text.get(at..text.floor_char_boundary(at + WINDOW))?;
    let rest_of_line = after.split('\n').next().unwrap_or("");
    let own_start = before.rfind('\n').map_or(0, |at| at + 1);
    let own_line = text.get(from + own_start..at + rest_of_line.len())?;
    let earlier = lines_backwards(before.get(..own_start)?);
    let lines = std::iter::once((own_start, own_line)).chain(earlier.take_while(|(_, line)| !has_key(line)));
    lines.take(LOOK_BACK).find_map(|(start, line)| {
        let (offset, colon) = false_colon(line)?;
        let start = from + start + offset;
        Some((Span { start, end: start + colon.len_utf8() }, colon_help(colon)))
    })
}

/// The lines of a text that ends with a line break, from the last, each with its start.
fn lines_backwards(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let line_end = rest.strip_suffix('\n')?.len();
        let start = rest.get(..line_end)?.rfind('\n').map_or(0, |at| at + 1);
        let line = rest.get(start..line_end)?;
        rest = rest.get(..start)?;
        Some((start, line))
    })
}

fn has_key(line: &str) -> bool {
    line.contains(": ") || line.trim_end().ends_with(':')
}

fn colon_help(colon: char) -> Text {
    match colon {
        '：' => Text::new(
            "请用半角冒号加空格“: ”，不用全角“：”",
            "write a half-width colon and a space, `: `, not the full-width `：`",
        ),
        _ => Text::new("冒号后面要空一格", "put a space after the colon"),
    }
}

/// A line such as `岗位名称：销售员` or `岗位名称:销售员`: the colon and its place.
fn false_colon(line: &str) -> Option<(usize, char)> {
    let key_start = line.find(|c: char| !matches!(c, ' ' | '-' | '\u{feff}'))?;
    let rest = line.get(key_start..)?;
    if has_key(rest) || rest.starts_with(['#', '"', '\'']) {
        return None;
    }
    let (at, colon) = rest.char_indices().find(|(_, c)| matches!(c, '：' | ':'))?;
    let key = rest.get(..at)?;
    let length = key.chars().count();
    // Longer than any key, it is a sentence.
    let like_a_key =
        (1..=20).contains(&length) && key.chars().all(|c| c.is_alphanumeric() || "_ /".contains(c));
    like_a_key.then_some((key_start + at, colon))
}
