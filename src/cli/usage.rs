//! Tells the common mistakes of a command line in Chinese; clap itself speaks English.

use std::env;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::diag::{Format, Lang, Text};

use super::Stop;
use super::console::{locale, told as told_as};

/// Prints what is wrong with the command line, or the help that it asks for.
pub fn print(error: &Error) {
    let told_zh = chinese(error);
    if let Some(format) = format().filter(|_| error.use_stderr()) {
        let told = error.to_string();
        let en = told.split("\n\n").next().unwrap_or("").trim().trim_start_matches("error: ").to_owned();
        let text = Text::new(told_zh.unwrap_or_else(|| en.clone()), en);
        eprint!("{}", told_as(&Stop::Usage(text).diagnostic(), format, lang()));
        return;
    }
    match told_zh.filter(|_| lang() == Lang::Zh) {
        Some(text) => eprint!("错误: {text}\n\n用法见 `gangwei --help`\n"),
        // A closed pipe is no error, so what printing says is not asked.
        None => _ = error.print(),
    }
}

/// An option of a command line that could not be read.
fn option(name: &str) -> Option<String> {
    let mut arguments = env::args_os().filter_map(|argument| argument.into_string().ok());
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix(name) {
            Some("") => return arguments.next(),
            Some(rest) if rest.starts_with('=') => return rest.get(1..).map(str::to_owned),
            _ => {}
        }
    }
    None
}

/// The format of messages, where it is one that programs read.
fn format() -> Option<Format> {
    match option("--message-format")?.as_str() {
        "json" => Some(Format::Json),
        "sarif" => Some(Format::Sarif),
        "github" => Some(Format::Github),
        _ => None,
    }
}

/// The language of messages.
fn lang() -> Lang {
    match option("--lang").as_deref() {
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
    Some(message)
}
