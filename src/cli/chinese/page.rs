//! A command's page of help, laid out by display width: clap breaks lines at spaces alone, and Chinese has none.

use std::fmt::Write;

use clap::builder::StyledStr;
use clap::{Arg, Command};

use super::words;
use crate::diag::{width, wrap};

/// Lines are this many columns wide at most.
const WIDTH: usize = 80;
/// A name wider than this has its text on the line below.
const WIDEST: usize = 32;

/// What stands on the page for one command, argument or value.
struct Entry {
    name: String,
    text: String,
    /// Of its values, with what each means.
    values: Vec<(String, String)>,
}

pub fn page(command: &Command, usage: &str) -> StyledStr {
    let styles = command.get_styles();
    let (header, literal) = (styles.get_header(), styles.get_literal());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut page = wrap(&about, WIDTH).join("\n");
    let _ = write!(page, "\n\n{header}{}{header:#} {literal}{usage}{literal:#}\n", words::USAGE);
    let commands = command.get_subcommands().filter(|below| !below.is_hide_set()).map(|below| Entry {
        name: below.get_name().to_owned(),
        text: below.get_about().map(ToString::to_string).unwrap_or_default(),
        values: Vec::new(),
    });
    let mut arguments: Vec<&Arg> = command.get_arguments().filter(|argument| !argument.is_hide_set()).collect();
    arguments.sort_by_key(|argument| argument.get_display_order());
    let (positional, options): (Vec<&Arg>, Vec<&Arg>) =
        arguments.into_iter().partition(|argument| argument.is_positional());
    let sections: [(&str, Vec<Entry>); 3] = [
        (words::COMMAND, commands.collect()),
        (words::ARGUMENTS_HEADING, positional.into_iter().map(entry).collect()),
        (words::OPTIONS_HEADING, options.into_iter().map(entry).collect()),
    ];
    for (heading, entries) in sections.iter().filter(|(_, entries)| !entries.is_empty()) {
        let _ = write!(page, "\n{header}{heading}:{header:#}\n");
        let names = entries.iter().map(|entry| width(&entry.name)).filter(|width| *width <= WIDEST);
        let column = names.max().unwrap_or(0) + 4;
        for entry in entries {
            write_entry(&mut page, entry, column, literal);
        }
    }
    StyledStr::from(page)
}

fn write_entry(page: &mut String, entry: &Entry, column: usize, literal: &clap::builder::styling::Style) {
    let _ = write!(page, "  {literal}{}{literal:#}", entry.name);
    let mut at = 2 + width(&entry.name);
    let mut lines = wrap(&entry.text, WIDTH - column);
    let names = entry.values.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    for (name, text) in &entry.values {
        lines.push(format!("{name}{:1$}  {text}", "", names - width(name)));
    }
    for line in lines {
        if at > column {
            page.push('\n');
            at = 0;
        }
        let _ = writeln!(page, "{:1$}{line}", "", column - at);
        at = 0;
    }
}

fn entry(argument: &Arg) -> Entry {
    let name = match argument.get_short() {
        _ if argument.is_positional() => argument.to_string(),
        Some(short) if argument.get_long().is_some() => format!("-{short}, {argument}"),
        Some(_) => argument.to_string(),
        None => format!("    {argument}"),
    };
    let mut text = argument.get_help().map(ToString::to_string).unwrap_or_default();
    if !argument.get_num_args().is_some_and(|number| number.takes_values()) {
        return Entry { name, text, values: Vec::new() };
    }
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if !defaults.is_empty() {
        let _ = write!(text, " [{} {}]", words::DEFAULT, defaults.join(","));
    }
    let values: Vec<_> = argument.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    if values.iter().all(|value| value.get_help().is_none()) {
        let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        if !names.is_empty() {
            let _ = write!(text, " [{} {}]", words::POSSIBLE, names.join("、"));
        }
        return Entry { name, text, values: Vec::new() };
    }
    let explained = values.iter().map(|value| {
        let meaning = super::meaning(argument.get_id().as_str(), value).unwrap_or_default();
        (value.get_name().to_owned(), meaning)
    });
    let _ = write!(text, "\n{}", words::POSSIBLE);
    Entry { name, text, values: explained.collect() }
}
