//! For each message of the parser: our message, and how to mend the mistake.

/// How to mend a mistake, so that the rest of the file can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mend {
    /// Line up the line with the one above it.
    Align,
    /// Either quote a text with a colon, or line up the line.
    Colon,
    /// Look for the line whose key has no colon.
    Key,
    /// Quote the value.
    Quote,
    /// Close the quotation mark that opens at the place.
    CloseQuote,
    /// Quote a text that begins with quotation marks.
    Requote,
    /// Double the backslashes that begin no escape.
    Escape,
    /// Join the escapes that stand for half a character each.
    Surrogate,
    /// Close or quote the brackets.
    Bracket,
    /// Replace tabs by spaces.
    Tab,
    /// Leave the comment out.
    Comment,
    /// Leave a byte order mark out.
    Mark,
    /// Leave the line out.
    Drop,
    /// Beyond a limit: read no further.
    Never,
}

/// A message of the parser, and ours.
pub(super) struct KnownError {
    info: &'static str,
    pub message: (&'static str, &'static str),
    pub help: (&'static str, &'static str),
    pub mend: Mend,
}

const fn known(
    info: &'static str,
    mend: Mend,
    message: (&'static str, &'static str),
    help: (&'static str, &'static str),
) -> KnownError {
    KnownError { info, message, help, mend }
}

/// The entry for a message of the parser.
pub(super) fn find(info: &str) -> Option<&'static KnownError> {
    SYNTAX.iter().find(|known| info.contains(known.info))
}

type SyntaxWords = (&'static str, &'static str);

pub(super) const INDENTATION: SyntaxWords = ("缩进不一致", "the indentation does not fit the lines above");
pub(super) const ALIGN: SyntaxWords =
    ("同一层的项目要左对齐，用空格缩进", "keys of one mapping must line up; indent with spaces");
const EXTRA_COLON: SyntaxWords = ("这里不应有冒号", "a colon is not expected here");
pub(super) const TAB: SyntaxWords = ("不能用制表符（Tab）缩进", "a tab cannot indent");
pub(super) const SPACES: SyntaxWords =
    ("请改用空格；连续几行都要改", "use spaces, on all lines that follow each other");
pub(super) const QUOTE: SyntaxWords = ("引号没有配对", "a quotation mark is not closed");
pub(super) const CLOSE_QUOTE: SyntaxWords = (
    "请补上引号；文字中间的引号可用中文引号“”",
    "close it; inside text, Chinese quotation marks “ ” are safe",
);
pub(super) const BRACKET: SyntaxWords = ("括号没有配对", "a bracket is not closed");
pub(super) const CLOSE_BRACKET: SyntaxWords = (
    "请补上 ] 或 }；以 [ 或 { 开头的文字要加引号",
    "add the missing ] or }; put quotes around text that begins with [ or {",
);
pub(super) const NO_COLON: SyntaxWords = ("项目名称后面缺少“: ”", "a key lacks its `: `");
pub(super) const WRITE_COLON: SyntaxWords =
    ("写成“项目: 内容”，冒号用半角，后面空一格", "write `key: value`, with a space after the colon");
const ESCAPE: SyntaxWords = ("双引号内的反斜杠写法有误", "unknown escape after a backslash in double quotes");
const DOUBLE: SyntaxWords = ("写成 \\\\，或改用单引号", "write \\\\, or use single quotes");
const PLAIN: SyntaxWords = ("这个字符不能作为文字的开头", "text cannot begin with this character");
pub(super) const DASH: SyntaxWords = ("列表的“- ”不应在这里", "a list's `- ` is not expected here");
pub(super) const BEGIN_LIST: SyntaxWords = (
    "列表写在“项目:”的下一行，缩进后再写“- ”；以“- ”开头的文字要加引号",
    "begin a list on the line after its `key:`, indented; put quotes around text that begins with `- `",
);
const PUT_QUOTES: SyntaxWords = ("请给文字加引号", "put quotes around the text");
const DIRECTIVE: SyntaxWords = ("以 % 开头的一行写法有误", "the YAML directive (%) is broken");
const TAG: SyntaxWords = ("`!` 的写法有误", "the YAML tag (!) is broken");
const QUOTE_TAG: SyntaxWords = ("以 ! 开头的文字要加引号", "put quotes around text that begins with !");
const ANCHOR: SyntaxWords = ("`&` 或 `*` 的写法有误", "the YAML anchor or alias (& *) is broken");

/// In the order in which they are tried: the more specific first.
const SYNTAX: &[KnownError] = &[
    known("indentation in quoted scalar", Mend::CloseQuote, QUOTE, CLOSE_QUOTE),
    known(
        "mapping values are not allowed",
        Mend::Colon,
        EXTRA_COLON,
        (
            "含“: ”的文字要加引号；同一层的项目要左对齐",
            "put quotes around text that has a colon and a space; line up the keys",
        ),
    ),
    known("simple key", Mend::Key, NO_COLON, WRITE_COLON),
    known("illegal placement of ':'", Mend::Key, NO_COLON, WRITE_COLON),
    known("cannot start with a tab", Mend::Tab, TAB, SPACES),
    known("tab", Mend::Tab, TAB, SPACES),
    known(
        "unknown anchor",
        Mend::Quote,
        ("`*` 引用的内容不存在", "this alias (*) has no anchor (&) before it"),
        ("以 * 开头的文字要加引号", "put quotes around text that begins with *"),
    ),
    known("unexpected end of stream", Mend::CloseQuote, QUOTE, CLOSE_QUOTE),
    known("found unexpected document indicator", Mend::CloseQuote, QUOTE, CLOSE_QUOTE),
    known(
        "trailing content after double-quoted",
        Mend::Requote,
        ("引号之后还有文字", "text follows the closing quotation mark"),
        (
            "整段文字用一对引号，中间的引号用“”",
            "put the whole text between one pair; inside, Chinese quotation marks “ ” are safe",
        ),
    ),
    known("tag, found an invalid escape", Mend::Quote, TAG, QUOTE_TAG),
    known("found invalid Unicode character escape", Mend::Surrogate, ESCAPE, DOUBLE),
    known("escape", Mend::Escape, ESCAPE, DOUBLE),
    known("hexadecimal", Mend::Escape, ESCAPE, DOUBLE),
    known("':' may not precede", Mend::Bracket, EXTRA_COLON, PUT_QUOTES),
    known("flow", Mend::Bracket, BRACKET, CLOSE_BRACKET),
    known("misplaced bracket", Mend::Drop, ("多了一个括号", "there is a bracket too many"), PUT_QUOTES),
    known("recursion limit", Mend::Never, BRACKET, PUT_QUOTES),
    known("unexpected character", Mend::Quote, PLAIN, PUT_QUOTES),
    known("plain scalar cannot start", Mend::Quote, PLAIN, PUT_QUOTES),
    known("only valid inside a block", Mend::Quote, PLAIN, PUT_QUOTES),
    known(
        "directive",
        Mend::Drop,
        DIRECTIVE,
        ("以 % 开头的文字要加引号", "put quotes around text that begins with %"),
    ),
    known("tag", Mend::Quote, TAG, QUOTE_TAG),
    known("handle wasn't declared", Mend::Quote, TAG, QUOTE_TAG),
    known(
        "anchor",
        Mend::Quote,
        ANCHOR,
        ("以 & 或 * 开头的文字要加引号", "put quotes around text that begins with & or *"),
    ),
    known("block sequence entries", Mend::Quote, DASH, BEGIN_LIST),
    known(
        "mapping keys are not allowed",
        Mend::Quote,
        ("这里不能写“? ”", "a `? ` is not expected here"),
        PUT_QUOTES,
    ),
    known(
        "block scalar",
        Mend::Quote,
        ("“|”或“>”后面的内容有误", "the text after `|` or `>` is broken"),
        ALIGN,
    ),
    known(
        "byte order mark",
        Mend::Mark,
        ("文件中间有看不见的字节顺序标记（BOM）", "there is a byte order mark inside the file"),
        ("请删除它；常由合并文件带入", "delete it; it is invisible and comes from joining files"),
    ),
    known(
        "document",
        Mend::Drop,
        ("这里应当开始新的一份文档", "a new document is expected here"),
        ("用单独一行 --- 分开", "part documents by a line with --- alone"),
    ),
    known("did not find expected key", Mend::Align, INDENTATION, ALIGN),
    known(
        "did not find expected '-'",
        Mend::Align,
        INDENTATION,
        ("同一列表的“- ”要左对齐", "the `- ` of one list must line up"),
    ),
    known("indent", Mend::Align, INDENTATION, ALIGN),
    known("comment", Mend::Comment, ("注释（#）打断了文字", "a comment (#) interrupts the text"), PUT_QUOTES),
];
