//! The command line in Chinese: clap's grammar with the words of [`words`].
//!
//! clap has only English texts. Here its texts are replaced, and help
//! pages and errors ([`wrong`]) are written in Chinese.

mod page;
mod words;
pub mod wrong;

use clap::builder::PossibleValue;
use clap::{Arg, Command};

use words::{ARGUMENTS, COMMANDS, NAMES, find, meaning};

pub use words::{DEFAULT, POSSIBLE, SECTIONS};

/// The grammar with Chinese words, for completions and manual pages. Values are parsed as text. It is already built.
pub fn translated(grammar: Command) -> Command {
    with_values(built(grammar))
}

/// The grammar with Chinese words, help and usage.
pub fn answering(grammar: Command) -> Command {
    with_pages(built(grammar))
}

fn built(mut grammar: Command) -> Command {
    grammar.build();
    translate(grammar, "")
}

/// `path` is the command's words, without the program's name.
fn translate(command: Command, path: &str) -> Command {
    // Each command with subcommands has a subcommand `help`, which lists them again.
    let is_help = path.ends_with("help");
    let words: Vec<&str> = path.split(' ').filter(|word| is_help || *word != "help").collect();
    let name = if is_help { "help".to_owned() } else { words.join(" ") };
    let about = find(COMMANDS, &name);
    let command = match about {
        Some(about) => command.about(about),
        None => command,
    };
    command
        .subcommand_value_name(words::COMMAND)
        .subcommand_help_heading(words::COMMAND)
        .mut_args(|argument| translate_argument(argument, path))
        .mut_subcommands(|below| {
            let path = format!("{path} {}", below.get_name());
            translate(below, path.trim_start())
        })
}

fn translate_argument(argument: Arg, path: &str) -> Arg {
    let id = argument.get_id().as_str().to_owned();
    let help = find(ARGUMENTS, &format!("{path} {id}")).or_else(|| find(ARGUMENTS, &id));
    let argument = match help {
        Some(help) => argument.help(help).long_help(help),
        None => argument,
    };
    let takes_values = argument.get_num_args().is_some_and(|number| number.takes_values());
    if takes_values { named(argument) } else { argument }
}

/// The argument with Chinese names for its values, if there are any.
fn named(argument: Arg) -> Arg {
    let names: Option<Vec<&str>> = match argument.get_value_names() {
        Some(names) => names.iter().map(|name| find(NAMES, name)).collect(),
        None => find(NAMES, &argument.get_id().as_str().to_uppercase()).map(|name| vec![name]),
    };
    match names {
        Some(names) => argument.value_names(names),
        None => argument,
    }
}

/// The command with the meanings of values.
fn with_values(command: Command) -> Command {
    let explained = |argument: Arg| {
        let values = argument.get_possible_values();
        if values.iter().all(|value| value.get_help().is_none()) {
            return argument;
        }
        let id = argument.get_id().as_str().to_owned();
        let with_meaning = |value: PossibleValue| match meaning(&id, &value) {
            Some(meaning) => value.help(meaning),
            None => value,
        };
        argument.value_parser(values.into_iter().map(with_meaning).collect::<Vec<_>>())
    };
    command.mut_args(explained).mut_subcommands(with_values)
}

/// Each command with its page of help and its usage.
fn with_pages(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", words::OPTIONS);
    let command = command.override_usage(usage.trim_end().to_owned()).mut_subcommands(with_pages);
    let page = page::page(&command, usage.trim_end());
    command.override_help(page)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::super::usage::Cli;
    use super::words::{VALUES, WordEntry};
    use super::*;
    use crate::characters::is_han;

    /// Calls for each command with its words.
    fn each<'c>(command: &'c Command, path: &str, visit: &mut dyn FnMut(&'c Command, &str)) {
        visit(command, path);
        for below in command.get_subcommands() {
            each(below, format!("{path} {}", below.get_name()).trim_start(), visit);
        }
    }

    #[test]
    fn every_command_argument_and_value_has_its_words() {
        let command = answering(Cli::command());
        let mut without = Vec::new();
        each(&command, "", &mut |command, path| {
            if !command.get_about().is_some_and(|about| about.to_string().contains(is_han)) {
                without.push(path.to_owned());
            }
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                if !argument.get_help().is_some_and(|help| help.to_string().contains(is_han)) {
                    without.push(format!("{path} {id}"));
                }
                let names = argument.get_value_names().unwrap_or_default().iter();
                let takes_values = argument.get_num_args().is_some_and(|number| number.takes_values());
                for name in names.filter(|name| takes_values && name.as_str() != "I/N") {
                    if !name.contains(is_han) {
                        without.push(format!("{path} {id} {name}"));
                    }
                }
                for value in argument.get_possible_values().iter().filter(|value| value.get_help().is_some())
                {
                    if find(VALUES, &format!("{id} {}", value.get_name())).is_none() {
                        without.push(format!("{path} {id} {}", value.get_name()));
                    }
                }
            }
        });
        assert!(without.is_empty(), "in English alone: {without:#?}");
    }

    #[test]
    fn every_word_is_used_once() {
        let mut grammar = Cli::command();
        grammar.build();
        let mut known: BTreeSet<String> = BTreeSet::new();
        each(&grammar, "", &mut |command, path| {
            known.insert(path.to_owned());
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                known.extend([id.to_owned(), format!("{path} {id}"), id.to_uppercase()]);
                known.extend(argument.get_value_names().into_iter().flatten().map(ToString::to_string));
                let values = argument.get_possible_values();
                known.extend(values.iter().map(|value| format!("{id} {}", value.get_name())));
            }
        });
        for entries in [COMMANDS, ARGUMENTS, VALUES, NAMES] {
            let names: Vec<&str> = entries.iter().map(|(name, _): &WordEntry| *name).collect();
            let unused: Vec<&&str> = names.iter().filter(|name| !known.contains(**name)).collect();
            assert!(unused.is_empty(), "of nothing in the grammar: {unused:?}");
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "twice: {names:?}");
        }
    }

    /// What is exchanged are words: both languages read the same command line.
    #[test]
    fn the_grammar_stays_the_same() {
        let line =
            ["gangwei", "build", "d", "--per", "position", "-j2", "--message-format=short", "--shard", "2/3"];
        for grammar in [Cli::command(), answering(Cli::command())] {
            let matches = grammar.try_get_matches_from(line).unwrap();
            let cli = <Cli as clap::FromArgMatches>::from_arg_matches(&matches).unwrap();
            let told = format!("{cli:?}");
            for part in ["Short", "jobs: Some(2)", "per: [Position]", "index: 1, count: 3"] {
                assert!(told.contains(part), "{told}");
            }
        }
        answering(Cli::command()).debug_assert();
    }
}
