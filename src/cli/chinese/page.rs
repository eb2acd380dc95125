//! A command's help page, laid out by display width. clap breaks lines at spaces only, and Chinese has none.

use std::fmt::Write;

use clap::builder::StyledStr;
use clap::{Arg, Command};

use super::words;
use crate::diag::{width, wrap};

/// The most columns of a line.
const WIDTH: usize = 80;
/// The text of a wider name is on the line below.
const WIDEST: usize = 32;

/// The entry of a command, argument or value.
struct HelpEntry {
    name: String,
    text: String,
    /// Notes in brackets after the text, each on one line if it fits.
    notes: Vec<String>,
    /// Its values and their meanings.
    values: Vec<(String, String)>,
}

pub fn page(command: &Command, usage: &str) -> StyledStr {
    let styles = command.get_styles();
    let (header, literal) = (styles.get_header(), styles.get_literal());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut page = wrap(&about, WIDTH).join("\n");
    let _ = write!(page, "\n\n{header}{}{header:#} {literal}{usage}{literal:#}\n", words::USAGE);
    let commands = command.get_subcommands().filter(|below| !below.is_hide_set()).map(|below| HelpEntry {
        name: below.get_name().to_owned(),
        text: below.get_about().map(ToString::to_string).unwrap_or_default(),
        notes: Vec::new(),
        values: Vec::new(),
    });
    let mut arguments: Vec<&Arg> =
        command.get_arguments().filter(|argument| !argument.is_hide_set()).collect();
    arguments.sort_by_key(|argument| argument.get_display_order());
    let (positional, options): (Vec<&Arg>, Vec<&Arg>) =
        arguments.into_iter().partition(|argument| argument.is_positional());
    let is_common = |argument: &&Arg| argument.is_global_set() || argument.get_id() == "help";
    let (common, own): (Vec<&Arg>, Vec<&Arg>) = options.into_iter().partition(is_common);
    let is_alone = own.iter().all(|argument| argument.get_id() == "version");
    let common_heading = if is_alone { words::OPTIONS_HEADING } else { words::GLOBAL_HEADING };
    let (own, common) = if is_alone { (Vec::new(), [common, own].concat()) } else { (own, common) };
    let entries = |arguments: Vec<&Arg>| arguments.into_iter().map(entry).collect();
    let sections: [(&str, Vec<HelpEntry>); 4] = [
        (words::COMMAND, commands.collect()),
        (words::ARGUMENTS_HEADING, entries(positional)),
        (words::OPTIONS_HEADING, entries(own)),
        (common_heading, entries(common)),
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

fn write_entry(page: &mut String, entry: &HelpEntry, column: usize, literal: &clap::builder::styling::Style) {
    let _ = write!(page, "  {literal}{}{literal:#}", entry.name);
    let mut at = 2 + width(&entry.name);
    let room = WIDTH - column;
    let mut lines = wrap(&entry.text, room);
    for note in &entry.notes {
        match lines.last_mut() {
            Some(last) if width(last) + 1 + width(note) <= room => last.push_str(&format!(" {note}")),
            _ => lines.extend(wrap(note, room)),
        }
    }
    if !entry.values.is_empty() {
        lines.push(words::POSSIBLE.to_owned());
    }
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

fn entry(argument: &Arg) -> HelpEntry {
    let name = match argument.get_short() {
        _ if argument.is_positional() => argument.to_string(),
        Some(short) if argument.get_long().is_some() => format!("-{short}, {argument}"),
        Some(_) => argument.to_string(),
        None => format!("    {argument}"),
    };
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    // The default is in brackets at the end of the text.
    let (text, note) = match help.split_once(" [") {
        Some((text, note)) => (text.to_owned(), Some(format!("[{note}"))),
        None => (help, None),
    };
    let mut entry = HelpEntry { name, text, notes: note.into_iter().collect(), values: Vec::new() };
    if !argument.get_num_args().is_some_and(|number| number.takes_values()) {
        return entry;
    }
    let defaults: Vec<_> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if !defaults.is_empty() {
        entry.notes.push(format!("[{} {}]", words::DEFAULT, defaults.join(",")));
    }
    let values: Vec<_> =
        argument.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    if values.iter().any(|value| value.get_help().is_some()) {
        let explained = values.iter().map(|value| {
            let meaning = words::meaning(argument.get_id().as_str(), value).unwrap_or_default();
            (value.get_name().to_owned(), meaning)
        });
        entry.values = explained.collect();
    } else if !values.is_empty() {
        let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        entry.notes.push(format!("[{} {}]", words::POSSIBLE, names.join("、")));
    }
    entry
}
