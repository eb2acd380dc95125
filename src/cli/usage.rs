//! Reads the command line, and reports its errors in the language of messages.

use std::env;

use clap::error::{ContextKind, ContextValue, Error};
use clap::{CommandFactory, FromArgMatches, Parser};

use crate::diag::{Format, Lang, Text, visible};

use super::args::Global;
use super::chinese;
use super::chinese::wrong::{self, Chinese};
use super::commands::Command;
use super::console::{locale, told as told_as};
use super::exit::Stop;

/// Turns YAML position definitions into the tabular 岗位职责说明书, as DOCX and PDF from one layout.
#[derive(Debug, Parser)]
#[command(name = "gangwei", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// The grammar with its help and errors in a language.
fn grammar(lang: Lang) -> clap::Command {
    match lang {
        Lang::Zh => chinese::answering(Cli::command()),
        Lang::En => Cli::command(),
    }
}

/// The command line of the process, or its error.
pub fn read() -> Result<Cli, Error> {
    let mut grammar = grammar(lang());
    let matches = grammar.try_get_matches_from_mut(env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut grammar))
}

/// Prints the error of the command line, or its help.
pub fn print(mut error: Error) {
    show(&mut error);
    if let Some(format) = format().filter(|_| error.use_stderr()) {
        let told = error.to_string();
        let en = told.split("\n\n").next().unwrap_or("").trim().trim_start_matches("error: ").to_owned();
        let text = Text::new(wrong::sentence(&error), en);
        eprint!("{}", told_as(&Stop::Usage(text).diagnostic(), format, lang()));
        return;
    }
    // A closed pipe is no error, so the result of printing is ignored.
    match lang() {
        Lang::Zh => _ = error.apply::<Chinese>().print(),
        Lang::En => _ = error.print(),
    }
}

/// Makes control characters visible in words that an error repeats.
fn show(error: &mut Error) {
    let shown = |text: &String| visible(text).into_owned();
    let told: Vec<(ContextKind, ContextValue)> = error
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) => Some((kind, ContextValue::String(shown(text)))),
            ContextValue::Strings(texts) => {
                Some((kind, ContextValue::Strings(texts.iter().map(shown).collect())))
            }
            _ => None,
        })
        .collect();
    for (kind, value) in told {
        error.insert(kind, value);
    }
}

/// The value of an option in a command line with errors.
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

/// The format of messages, if it is for programs.
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
