//! The YAML mistakes of a file, in words that a personnel officer understands.

use std::sync::Arc;

use super::copy::Change;
use super::limits::{ALIAS_BUDGET, MAX_DEPTH, MAX_NODES};
use super::line::{Colon, is_bullet, is_odd_space, width};
use super::syntax::{self, Mend};
use crate::diag::{Code, Diagnostic, Span, Text};

/// A mistake, with its place in the working copy.
#[derive(Clone, Debug)]
pub(super) struct SyntaxFinding {
    code: Code,
    pub message: Text,
    help: Option<Text>,
    pub span: Span,
    /// Edits that are certain to be right.
    pub edits: Vec<Change>,
}

/// A mistake that stops the parser.
pub(super) struct ParseStop {
    pub finding: SyntaxFinding,
    pub mend: Mend,
    /// Where the parser gave up.
    pub at: usize,
    /// Where the innermost open collection begins.
    pub open: Option<usize>,
}

impl ParseStop {
    /// Translates the parser's message.
    pub fn syntax(info: &str, at: usize, open: Option<usize>) -> Box<ParseStop> {
        let span = Span { start: at, end: at };
        let (finding, mend) = match syntax::find(info) {
            // The parser's own limit, which is higher than ours.
            Some(known) if known.mend == Mend::Never => return ParseStop::too_deep(span),
            Some(known) => (
                SyntaxFinding::new(Code::E004, span, known.message.0, known.message.1).help(known.help),
                known.mend,
            ),
            None => {
                let (zh, en) = (format!("YAML 语法错误（{info}）"), format!("broken YAML: {info}"));
                (SyntaxFinding::new(Code::E004, span, zh, en), Mend::Drop)
            }
        };
        Box::new(ParseStop { finding, mend, at, open })
    }

    /// A limit: nothing more is read.
    fn limit(finding: SyntaxFinding) -> Box<ParseStop> {
        Box::new(ParseStop { at: finding.span.start, finding, mend: Mend::Never, open: None })
    }

    pub fn too_deep(span: Span) -> Box<ParseStop> {
        ParseStop::limit(SyntaxFinding::new(
            Code::E006,
            span,
            format!("嵌套超过 {MAX_DEPTH} 层"),
            format!("lists and mappings are nested more than {MAX_DEPTH} deep"),
        ))
    }

    pub fn too_many(span: Span) -> Box<ParseStop> {
        let finding = SyntaxFinding::new(
            Code::E006,
            span,
            format!("文件中的值超过 {MAX_NODES} 个"),
            format!("the file holds more than {MAX_NODES} values"),
        );
        ParseStop::limit(finding.help(("请分成几个文件", "split it into several files")))
    }
}

impl SyntaxFinding {
    pub fn new(code: Code, span: Span, zh: impl Into<String>, en: impl Into<String>) -> SyntaxFinding {
        SyntaxFinding { code, message: Text::new(zh, en), help: None, span, edits: Vec::new() }
    }

    pub fn help(self, (zh, en): (&str, &str)) -> SyntaxFinding {
        self.with_help(Text::new(zh, en))
    }

    pub fn with_help(self, help: Text) -> SyntaxFinding {
        SyntaxFinding { help: Some(help), ..self }
    }

    pub fn at(self, at: usize) -> SyntaxFinding {
        SyntaxFinding { span: Span { start: at, end: at }, ..self }
    }

    /// With the edits that mend the file (`gangwei fix`).
    pub fn mended_by(self, edits: &[Change]) -> SyntaxFinding {
        SyntaxFinding { edits: edits.to_vec(), ..self }
    }

    pub fn alias_bomb(span: Span) -> SyntaxFinding {
        let limit = ALIAS_BUDGET >> 20;
        SyntaxFinding::new(
            Code::E006,
            span,
            format!("用 * 重复引用的内容超过 {limit} MiB"),
            format!("aliases (*) expand to more than {limit} MiB"),
        )
        .help(("请直接写出内容", "write the values out instead"))
    }

    pub fn unfinished_anchor(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(
            Code::E005,
            span,
            "`*` 引用的内容不存在，或还没有写完",
            "this alias (*) has no finished anchor (&) before it",
        )
        .help(("以 * 开头的文字要加引号", "put quotes around text that begins with *"))
    }

    pub fn complex_key(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(Code::E005, span, "项目名称必须是文字", "a key must be text")
            .help(("以 [ 或 { 开头的文字要加引号", "put quotes around text that begins with [ or {"))
    }

    pub fn bad_merge(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(
            Code::E005,
            span,
            "`<<` 后面应为用 & 命名过的一组“项目: 内容”",
            "`<<` must be followed by a mapping",
        )
        .help(("例如 `<<: *通用`", "such as `<<: *common`"))
    }

    pub fn tag(tag: &str, span: Span) -> SyntaxFinding {
        let tag: String = tag.chars().take(40).collect();
        SyntaxFinding::new(
            Code::E005,
            span,
            format!("不支持 `{tag}` 这种写法"),
            format!("the YAML tag {tag} is not supported"),
        )
        .help(("以 ! 开头的文字要加引号", "put quotes around text that begins with !"))
    }

    /// A wrong colon: full-width, or not followed by a plain space.
    pub fn colon(colon: Colon, span: Span) -> SyntaxFinding {
        let finding = SyntaxFinding::new(
            Code::E004,
            span,
            "这一行的项目名称后面没有“: ”",
            "the key on this line is not followed by `: `",
        );
        let (zh, en) = colon_help(colon);
        SyntaxFinding { help: Some(Text::new(zh, en)), ..finding }
    }

    /// A star or another mark of a mandatory field before a key.
    pub fn marked_key(mark: &str, span: Span) -> SyntaxFinding {
        SyntaxFinding::new(
            Code::E004,
            span,
            format!("项目名称前面有“{mark}”"),
            format!("`{mark}` stands before the key"),
        )
        .help(("请删去它", "delete it"))
    }

    /// Lines that are indented by something other than spaces: how many, and the place of the first.
    pub fn odd_indent(c: char, count: usize, span: Span) -> SyntaxFinding {
        let (zh, en) = name_space(c);
        let (message, help) = match (c, width(c), count) {
            ('\t', _, 1) => ((syntax::TAB.0.to_owned(), syntax::TAB.1.to_owned()), syntax::SPACES),
            ('\t', ..) => (
                (
                    format!("{}，共 {count} 行", syntax::TAB.0),
                    format!("{}, as on {count} lines", syntax::TAB.1),
                ),
                syntax::SPACES,
            ),
            (_, 0, 1) => ((format!("行首有{zh}"), format!("the line begins with {en}")), PASTED),
            (_, 0, _) => {
                ((format!("{count} 行的行首有{zh}"), format!("{count} lines begin with {en}")), PASTED)
            }
            (_, _, 1) => {
                ((format!("缩进里有{zh}"), format!("there is {en} in the indentation")), PLAIN_SPACES)
            }
            _ => (
                (
                    format!("{count} 行的缩进里有{zh}"),
                    format!("there is {en} in the indentation of {count} lines"),
                ),
                PLAIN_SPACES,
            ),
        };
        SyntaxFinding::new(Code::E004, span, message.0, message.1).help(help)
    }

    /// Spaces before the first key of a file whose other keys have none.
    pub fn leading_space(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(
            Code::E004,
            span,
            "行首多了空格",
            "the line begins with a space that does not belong there",
        )
        .help(("请删去它，与下面的项目左对齐", "delete it, so that the line lines up with the keys below"))
    }

    pub fn narrow_dash(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(
            Code::E004,
            span,
            "列表的“-”后面没有空格",
            "a list's `-` is not followed by a space",
        )
        .help(("写成“- 文字”", "write `- text`"))
    }

    pub fn open_quote(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(Code::E004, span, syntax::QUOTE.0, syntax::QUOTE.1).help(syntax::CLOSE_QUOTE)
    }

    pub fn open_bracket(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(Code::E004, span, syntax::BRACKET.0, syntax::BRACKET.1).help(syntax::CLOSE_BRACKET)
    }

    pub fn indentation(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(Code::E004, span, syntax::INDENTATION.0, syntax::INDENTATION.1).help(syntax::ALIGN)
    }

    /// A line with the wrong indentation, where only one column is possible.
    pub fn out_of_line(own: usize, column: usize, span: Span) -> SyntaxFinding {
        SyntaxFinding::new(
            Code::E004,
            span,
            format!("缩进不一致：这一行空了 {own} 格，应空 {column} 格"),
            format!("the indentation does not fit the lines above: {own} columns for {column}"),
        )
        .help(syntax::ALIGN)
    }

    pub fn no_colon(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(Code::E004, span, syntax::NO_COLON.0, syntax::NO_COLON.1).help(syntax::WRITE_COLON)
    }

    /// A full-width comma between the items of brackets, at which the parser stops.
    pub fn broken_comma(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(Code::E004, span, COMMA.0, COMMA.1).help(USE_COMMA)
    }

    /// A text in a list with a key below it.
    pub fn keyless_item(name: &str, text: &str, span: Span) -> SyntaxFinding {
        let shown: String = text.chars().take(20).collect();
        let finding = SyntaxFinding::new(
            Code::E004,
            span,
            "下一行有“项目: 内容”，这一行却只有文字",
            "the next line is `key: value`, but this one is text alone",
        );
        let help = Text::new(
            format!("这一行也要写上项目名称，例如“{name}: {shown}”"),
            format!("give this line its key, too, such as `{name}: {shown}`"),
        );
        SyntaxFinding { help: Some(help), ..finding }
    }

    /// An escape that stands for half a character, or for none.
    pub fn half_character(escape: &str, span: Span) -> SyntaxFinding {
        SyntaxFinding::new(
            Code::E004,
            span,
            format!("`{escape}` 不是一个完整的字符"),
            format!("`{escape}` is no whole character"),
        )
        .help((
            "直接写出这个字符；用 \\u 写的表情符号等要成对，如 \\ud83d\\ude00",
            "write the character itself; with \\u, emoji and the like take a pair, such as \\ud83d\\ude00",
        ))
    }

    pub fn misplaced_dash(at: usize) -> SyntaxFinding {
        let span = Span { start: at, end: at + 1 };
        SyntaxFinding::new(Code::E004, span, syntax::DASH.0, syntax::DASH.1).help(syntax::BEGIN_LIST)
    }

    /// An anchor without a value: `直接上级: &经理`.
    pub fn empty_anchor(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(Code::E005, span, "`&` 后面没有内容", "no value follows the anchor (&)")
            .help(("以 & 开头的文字要加引号", "put quotes around text that begins with &"))
    }

    /// A line that looks like a key or an item, but continues the text before it.
    pub fn swallowed_line(line: &str, span: Span) -> SyntaxFinding {
        let shown: String = line.chars().take(20).collect();
        let help = match line.starts_with('-') || !is_bullet(line) {
            true => (
                "另起一项请与上面的项目或“- ”对齐，冒号写成“: ”；确是同一段话，请用引号括起整段文字",
                "line it up with the key or `- ` above, and write `: `; if it is one text, put quotes around all of it",
            ),
            false => (
                "各项分行请以“- ”开头，不用手写的符号或编号；确是同一段话，请用引号括起整段文字",
                "begin each item with `- `, not with a bullet or a number; if it is one text, put quotes around all of it",
            ),
        };
        SyntaxFinding::new(
            Code::W001,
            span,
            format!("“{shown}”接在上一行的文字后面，成了同一段话"),
            format!("`{shown}` goes on with the text of the line before, as one text"),
        )
        .help(help)
    }

    /// The second line of a text where a list was meant.
    pub fn joined_item(line: &str, span: Span) -> SyntaxFinding {
        SyntaxFinding::swallowed_line(line, span).help((
            "各项分行请以“- ”开头；确是同一段话，请用引号括起整段文字",
            "begin each item with `- `; if it is one text, put quotes around all of it",
        ))
    }

    /// A comment that was probably meant as text.
    pub fn swallowed_comment(text: &str, span: Span) -> SyntaxFinding {
        let shown: String = text.chars().take(20).collect();
        SyntaxFinding::new(
            Code::W003,
            span,
            format!("“{shown}”被当作注释，不会写入说明书"),
            format!("`{shown}` is taken for a comment and left out"),
        )
        .help(match text.starts_with("# ") {
            false => (
                "是正文就给整段文字加引号；是注释就在 # 后面空一格",
                "put quotes around the whole text; if it is a comment, write a space after the #",
            ),
            true => (
                "是正文就给整段文字加引号；是注释就单独写一行",
                "put quotes around the whole text; if it is a comment, give it a line of its own",
            ),
        })
    }

    /// Brackets that hold one item, with a full-width comma in it.
    pub fn false_comma(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(Code::W004, span, COMMA.0, COMMA.1).help(USE_COMMA)
    }

    /// Special spaces in a value, which begins at `start`; the first is reported.
    pub fn odd_spaces(value: &str, start: usize) -> Option<SyntaxFinding> {
        let found = || value.char_indices().filter(|(_, c)| is_pasted_space(*c));
        let (first, c) = found().next()?;
        let (zh, en) = name_space(c);
        let span = Span { start: start + first, end: start + first + c.len_utf8() };
        let plain = |c: char| if width(c) == 0 { "" } else { " " };
        let finding = SyntaxFinding::new(
            Code::W002,
            span,
            format!("文字里有{zh}"),
            format!("there is {en} in the text"),
        );
        let mended: String = value.split_inclusive(is_pasted_space).fold(String::new(), |mended, part| {
            let text = part.trim_end_matches(is_pasted_space);
            let space = part.chars().next_back().filter(|c| is_pasted_space(*c));
            mended + text + space.map_or("", plain)
        });
        if !is_same_text(value, &mended) {
            return Some(finding.help((
                "多由 Excel 或网页粘贴带入；请改成普通空格，并用引号括起整段文字",
                "it often comes from pasting; make it a plain space, and put quotes around the whole text",
            )));
        }
        let edits = found().map(|(at, c)| Change::new(start + at, start + at + c.len_utf8(), plain(c)));
        let finding = finding.help((
            "多由 Excel 或网页粘贴带入；请改成普通空格，`gangwei fix` 可以自动改",
            "it often comes from pasting; make it a plain space, or let `gangwei fix` do so",
        ));
        Some(SyntaxFinding { edits: edits.collect(), ..finding })
    }

    pub fn too_many(span: Span) -> SyntaxFinding {
        SyntaxFinding::new(
            Code::E019,
            span,
            "语法错误太多，从这里往后没有一一检查",
            "there are too many mistakes; from here on not all are told",
        )
        .help(("请先改正以上错误，再检查一次", "mend those above first, then check again"))
    }

    /// The finding in a file, at the place that `span` has there.
    pub fn diagnostic(self, path: &Arc<str>, text: &str, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::new(self.code, self.message).at(path, visible(text, span));
        match self.help {
            Some(help) => diagnostic.with_help(help),
            None => diagnostic,
        }
    }
}

const PASTED: (&str, &str) =
    ("请删除它；常由粘贴或合并文件带入", "delete it; it comes from pasting or joining files");
const PLAIN_SPACES: (&str, &str) = ("请删除它，改用普通空格缩进", "delete it, and indent with plain spaces");
const COMMA: (&str, &str) = (
    "括号里用了全角的“，”或“、”，各项没有分开",
    "the full-width comma does not part the items in the brackets",
);
const USE_COMMA: (&str, &str) = (
    "各项之间用半角逗号加空格“, ”；确是一段文字就加引号",
    "write a half-width comma and a space; if it is one text, put quotes around it",
);

/// How to mend a wrong colon.
pub(super) fn colon_help(colon: Colon) -> (String, String) {
    match colon {
        Colon::FullWidth => (
            "请用半角冒号加空格“: ”，不用全角“：”".to_owned(),
            "write a half-width colon and a space, `: `, not the full-width `：`".to_owned(),
        ),
        Colon::OddSpace(c) => {
            let (zh, en) = name_space(c);
            (
                format!("冒号后面是{zh}，请改成普通空格"),
                format!("{en} follows the colon; make it a plain space"),
            )
        }
        Colon::NoSpace | Colon::Proper => {
            ("冒号后面要空一格".to_owned(), "put a space after the colon".to_owned())
        }
    }
}

/// A special space that was pasted. The full-width space is typed on purpose, as in 张　三.
pub(super) fn is_pasted_space(c: char) -> bool {
    is_odd_space(c) && c != '\u{3000}'
}

/// Whether a value is still read as one text after its special spaces became plain spaces or nothing:
/// `甲 # 乙` would end in a comment, `&甲` would be an anchor.
fn is_same_text(value: &str, mended: &str) -> bool {
    if value.starts_with(['"', '\'', '|', '>']) {
        return true;
    }
    let text = mended.trim();
    let mark = |c: char| "-?:,[]{}#&*!|>'\"%@`".contains(c);
    let begins = text.chars().next().is_some_and(|c| !mark(c)) || value.starts_with(mark);
    let null = matches!(text, "~" | "null" | "Null" | "NULL");
    let whole = |line: &str| {
        ![": ", " #"].iter().any(|mark| line.contains(mark)) && !line.starts_with('#') && !line.ends_with(':')
    };
    begins && !null && text.lines().map(str::trim).all(whole)
}

/// The name of a special space.
fn name_space(c: char) -> (String, String) {
    let code = c as u32;
    let (zh, en) = match c {
        '\u{a0}' | '\u{202f}' => ("不间断空格", "a no-break space"),
        '\u{3000}' => ("全角空格", "a full-width space"),
        '\u{200b}' | '\u{2060}' | '\u{feff}' => ("看不见的零宽字符", "an invisible zero-width character"),
        _ => ("特殊空格", "a special space"),
    };
    (format!("{zh}（U+{code:04X}）"), format!("{en} (U+{code:04X})"))
}

/// Moves a point at the empty end of a file to its last visible character.
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
