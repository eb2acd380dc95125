//! The errors of a command line, in Chinese.

use std::error::Error as _;
use std::fmt::Write;

use clap::builder::{StyledStr, Styles};
use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter, ErrorKind};

use super::super::args::Wanted;
use super::words;

/// Writes an error like clap, but in Chinese: the error, the usage, and where to read more.
pub struct Chinese;

impl ErrorFormatter for Chinese {
    fn format_error(error: &Error<Chinese>) -> StyledStr {
        let styles = Styles::styled();
        let (red, header) = (styles.get_error(), styles.get_usage());
        let mut told = format!("{red}错误:{red:#} {}\n", sentence(error));
        if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
            let usage = usage.to_string();
            let usage = usage.trim_start_matches("Usage:").trim();
            let _ = write!(told, "\n{header}{}{header:#} {usage}\n", words::USAGE);
        }
        told.push_str("\n加上 --help 查看详细用法\n");
        StyledStr::from(told)
    }
}

/// The error in a sentence, with what was probably meant.
pub fn sentence<F: ErrorFormatter>(error: &Error<F>) -> String {
    let mut sentence = mistake(error).unwrap_or_else(|| "命令行写得不对".to_owned());
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = suggested.into_iter().find_map(|kind| text(error, kind)).filter(|name| !name.is_empty());
    let known = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    let known = known.into_iter().find_map(|kind| text(error, kind)).filter(|names| !names.is_empty());
    match (near, known) {
        (Some(name), _) => sentence.push_str(&format!("；是否应为 `{name}`？")),
        (None, Some(names)) => sentence.push_str(&format!("；可用：{names}")),
        (None, None) => {}
    }
    sentence
}

fn mistake<F: ErrorFormatter>(error: &Error<F>) -> Option<String> {
    let argument = || text(error, ContextKind::InvalidArg);
    let value = || text(error, ContextKind::InvalidValue);
    let command = || text(error, ContextKind::InvalidSubcommand);
    let count = |kind| match error.get(kind)? {
        ContextValue::Number(count) => Some(*count),
        _ => None,
    };
    Some(match error.kind() {
        ErrorKind::UnknownArgument => {
            let argument = argument()?;
            match argument.starts_with('-') {
                true => format!("没有选项 `{argument}`"),
                false => format!("多了一个 `{argument}`"),
            }
        }
        ErrorKind::InvalidSubcommand => format!("没有命令 `{}`", command()?),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match value()? {
            value if value.is_empty() => format!("`{}` 后面缺少值", argument()?),
            value => match error.source().and_then(|source| source.downcast_ref::<Wanted>()) {
                Some(wanted) => format!("`{}` 的值 `{value}` 不对：{}", argument()?, wanted.0.zh),
                None => format!("`{}` 的值 `{value}` 不对", argument()?),
            },
        },
        ErrorKind::NoEquals => format!("`{}` 和它的值之间要写等号", argument()?),
        ErrorKind::TooManyValues => format!("`{}` 的值多了一个 `{}`", argument()?, value()?),
        ErrorKind::TooFewValues => {
            format!("`{}` 至少要有 {} 个值", argument()?, count(ContextKind::MinValues)?)
        }
        ErrorKind::WrongNumberOfValues => {
            format!("`{}` 应有 {} 个值", argument()?, count(ContextKind::ExpectedNumValues)?)
        }
        ErrorKind::ArgumentConflict => {
            let wrong = argument().or_else(command)?;
            match text(error, ContextKind::PriorArg) {
                Some(prior) if prior == wrong => format!("`{wrong}` 只能写一次"),
                Some(prior) => format!("`{wrong}` 不能与 `{prior}` 同时使用"),
                None => format!("`{wrong}` 不能与其他选项同时使用"),
            }
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", argument()?),
        ErrorKind::MissingSubcommand => format!("`{}` 后面缺少命令", command()?),
        ErrorKind::InvalidUtf8 => "命令行里有不是 UTF-8 编码的文字".to_owned(),
        _ => return None,
    })
}

fn text<F: ErrorFormatter>(error: &Error<F>, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join("、")),
        _ => None,
    }
}
