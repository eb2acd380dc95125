//! Tells the common mistakes of a command line in Chinese; clap itself speaks English.

use std::env;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::diag::Lang;

use super::console::locale;

/// Prints what is wrong with the command line, or the help that it asks for.
pub fn print(error: &Error) {
    match chinese(error).filter(|_| lang() == Lang::Zh) {
        Some(text) => eprint!("{text}"),
        // A closed pipe is no error, so what printing says is not asked.
        None => _ = error.print(),
    }
}

/// The language of messages, of a command line that could not be read.
fn lang() -> Lang {
    let arguments: Vec<String> = env::args_os().filter_map(|argument| argument.into_string().ok()).collect();
    let pairs = arguments.windows(2).filter(|pair| pair.first().is_some_and(|name| name == "--lang"));
    let named = pairs.filter_map(|pair| pair.get(1).map(String::as_str));
    let joined = arguments.iter().filter_map(|argument| argument.strip_prefix("--lang="));
    match named.chain(joined).next() {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ => locale(),
    }
}

/// The mistake in Chinese, if it is one of those that are told so.
fn chinese(error: &Error) -> Option<String> {
    let told = |kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join("、")),
        _ => None,
    };
    let argument = || told(ContextKind::InvalidArg);
    let mut message = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有选项 `{}`", argument()?),
        ErrorKind::InvalidSubcommand => format!("没有命令 `{}`", told(ContextKind::InvalidSubcommand)?),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match told(ContextKind::InvalidValue)? {
            value if value.is_empty() => format!("`{}` 后面缺少值", argument()?),
            value => format!("`{}` 的值 `{value}` 不对", argument()?),
        },
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", argument()?),
        ErrorKind::ArgumentConflict => {
            format!("`{}` 不能与 `{}` 同时使用", argument()?, told(ContextKind::PriorArg)?)
        }
        _ => return None,
    };
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(name) = suggested.into_iter().find_map(told) {
        message.push_str(&format!("；是否应为 `{name}`？"));
    } else if let Some(values) = told(ContextKind::ValidValue).filter(|values| !values.is_empty()) {
        message.push_str(&format!("；可用：{values}"));
    }
    Some(format!("错误: {message}\n\n用法见 `gangwei --help`\n"))
}
