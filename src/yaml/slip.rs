//! The findings for values that need quotes, or a line of their own, to be read as their author meant them.

use super::fault::SyntaxFinding;
use super::indicator::Misreading;
use crate::diag::{Code, Span, Text, cut};

impl SyntaxFinding {
    /// A text that begins with a special character of YAML.
    pub fn misread(value: &str, reading: Misreading, span: Span) -> SyntaxFinding {
        let mark = value.chars().next().unwrap_or_default();
        // Tags are read, but have no effect.
        let code = if mark == '!' { Code::E005 } else { Code::E004 };
        let finding = match reading {
            Misreading::Broken => SyntaxFinding::new(
                code,
                span,
                format!("文字不能直接以“{mark}”开头，YAML 把它当作自己的符号"),
                format!("text cannot begin with `{mark}` as it is: YAML takes it for a sign of its own"),
            ),
            Misreading::Nothing => SyntaxFinding::new(
                Code::W003,
                span,
                format!("“{value}”在 YAML 里是多行文字的开头，下面却没有文字"),
                format!("`{value}` begins a text of several lines in YAML, and no line follows"),
            ),
            Misreading::Swallowed => {
                let lost = cut(value.split_whitespace().next().unwrap_or(value));
                SyntaxFinding::new(
                    Code::W003,
                    span,
                    format!("“{lost}”被当作 YAML 的符号，不会写入说明书"),
                    format!("`{lost}` is taken for a sign of YAML and left out"),
                )
            }
        };
        match reading {
            Misreading::Nothing => finding.with_help(Text::new(
                format!("多行文字写在下面，并且缩进；没有内容就删去“{value}”；要印出它就写成 '{value}'"),
                format!(
                    "write the lines below it, indented, or delete `{value}`; to print it, write '{value}'"
                ),
            )),
            _ => finding.with_help(put_quotes(value)),
        }
    }

    /// A text that has a colon and a space.
    pub fn colon_in_text(value: &str, span: Span) -> SyntaxFinding {
        let shown = cut(value);
        let finding = SyntaxFinding::new(
            Code::E004,
            span,
            format!("“{shown}”里有“: ”，YAML 把它读成“项目: 内容”"),
            format!("`{shown}` has a colon and a space, which YAML reads as `key: value`"),
        );
        finding.with_help(put_quotes(value))
    }

    /// A text that begins with quotation marks.
    pub fn quotes_in_text(value: &str, span: Span) -> SyntaxFinding {
        let finding = SyntaxFinding::new(
            Code::E004,
            span,
            "引号之后还有文字",
            "text follows the closing quotation mark",
        );
        finding.with_help(put_quotes(value))
    }

    /// A text that begins with brackets.
    pub fn bracketed_text(value: &str, span: Span) -> SyntaxFinding {
        SyntaxFinding::new(Code::E004, span, "括号之后还有文字", "text follows the closing bracket")
            .with_help(put_quotes(value))
    }

    /// A mapping or a list that begins on the line of its key.
    pub fn beside_key(key: &str, value: &str, span: Span) -> SyntaxFinding {
        let (key, shown) = (cut(key), cut(value));
        let finding = SyntaxFinding::new(
            Code::E004,
            span,
            format!("“{shown}”要在“{key}:”的下一行写，并且缩进"),
            format!("`{shown}` belongs on the line after `{key}:`, indented"),
        );
        finding.with_help(example(&format!("{key}:\n  {shown}")))
    }

    /// A key without its colon, and how to write it.
    pub fn forgotten_colon(key: &str, written: &str, span: Span) -> SyntaxFinding {
        let key = cut(key);
        let finding = SyntaxFinding::new(
            Code::E004,
            span,
            format!("“{key}”后面缺少冒号"),
            format!("`{key}` lacks its colon"),
        );
        finding.with_help(example(&cut_lines(written)))
    }

    /// An item of a list without its dash.
    pub fn forgotten_dash(begins: &str, written: &str, span: Span) -> SyntaxFinding {
        let (begins, written) = (cut(begins), cut(written));
        let finding = SyntaxFinding::new(
            Code::E004,
            span,
            format!("“{begins}”前面缺少“- ”"),
            format!("`{begins}` lacks its `- `"),
        );
        finding.with_help(example(&format!("- {written}")))
    }

    /// Items of a list that begin with numbers or bullets instead of dashes.
    pub fn paper_list(first: &str, item: &str, count: usize, span: Span) -> SyntaxFinding {
        let (first, item) = (cut(first), cut(item));
        let finding = SyntaxFinding::new(
            Code::E004,
            span,
            format!("从“{first}”起的 {count} 行要写成列表，每行以“- ”开头"),
            format!("the {count} lines from `{first}` on are a list, and each must begin with `- `"),
        );
        finding.with_help(Text::new(
            format!("去掉手写的编号或符号，写成\n- {item}"),
            format!("without a number or a bullet, write\n- {item}"),
        ))
    }

    /// A second key on one line.
    pub fn second_key(key: &str, written: &str, span: Span) -> SyntaxFinding {
        let key = cut(key);
        let finding = SyntaxFinding::new(
            Code::E004,
            span,
            format!("“{key}”要另起一行，一行只写一个项目"),
            format!("`{key}` belongs on a line of its own"),
        );
        finding.with_help(example(&cut_lines(written)))
    }

    /// A quotation that begins with YAML's mark and ends with a Chinese one.
    pub fn chinese_close(mark: char, closing: char, span: Span) -> SyntaxFinding {
        SyntaxFinding::new(
            Code::E004,
            span,
            format!("引号以半角的 {mark} 开头，却以中文的 {closing} 结尾"),
            format!("the quotation begins with {mark} and ends with {closing}"),
        )
        .with_help(Text::new(format!("结尾也用半角的 {mark}"), format!("end it with {mark}, too")))
    }

    /// A text with a colon in Chinese quotation marks, which do not quote in YAML.
    pub fn chinese_quotes(inner: &str, span: Span) -> SyntaxFinding {
        let shown = cut(inner);
        let finding = SyntaxFinding::new(
            Code::E004,
            span,
            format!("“{shown}”外面的中文引号不是 YAML 的引号，里面的“: ”被读成了“项目: 内容”"),
            format!(
                "the Chinese quotation marks around “{shown}” are none of YAML's, so that it reads as `key: value`"
            ),
        );
        finding.with_help(half_width_quotes(inner))
    }
}

/// The help for a text in Chinese quotation marks that needs YAML's.
pub(crate) fn half_width_quotes(inner: &str) -> Text {
    let quoted = in_quotes(inner);
    Text::new(format!("改用半角引号，写成 {quoted}"), format!("write half-width ones: {quoted}"))
}

fn put_quotes(value: &str) -> Text {
    let quoted = in_quotes(value);
    Text::new(
        format!("给整段文字加半角引号，写成 {quoted}"),
        format!("put quotes around the whole text: {quoted}"),
    )
}

/// The help for a text beside its key, where the key also has items or keys below.
pub(super) fn beside_others(value: &str) -> Text {
    let quoted = in_quotes(value);
    Text::new(
        format!("加半角引号，并移到下一行，和下面各行写法一致、左对齐：{quoted}"),
        format!(
            "put quotes around it, {quoted}, and move it to the next line, in line with those below and in their form"
        ),
    )
}

fn in_quotes(value: &str) -> String {
    format!("'{}'", cut(value).replace('\'', "''"))
}

/// The help that shows the right form.
fn example(yaml: &str) -> Text {
    Text::new(format!("写成\n{yaml}"), format!("write\n{yaml}"))
}

fn cut_lines(text: &str) -> String {
    text.lines().map(cut).collect::<Vec<_>>().join("\n")
}
