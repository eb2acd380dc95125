//! Makes completions and manual pages from the grammar, so that they always agree with it.

use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::cli::chinese::{self, DEFAULT, POSSIBLE, SECTIONS};
use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::cli::write;
use crate::diag::{Lang, Text, nearest};

/// Print what lets a shell complete commands and options
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// Print the manual page of a command, or write those of all into a folder
#[derive(Debug, Args)]
pub struct ManPages {
    /// The command's words, such as `template export` [default: gangwei itself]
    command: Vec<String>,
    /// Folder to write the pages of all commands to
    #[arg(short, long, value_name = "FOLDER", conflicts_with = "command")]
    output: Option<PathBuf>,
}

/// Prints a shell's completions.
pub fn completions(
    Completions { shell }: &Completions,
    grammar: Command,
    console: &Console,
) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut told(grammar, console.lang()), "gangwei", &mut script);
    console.result(&String::from_utf8_lossy(&script))?;
    Ok(0)
}

/// Prints the manual page of a command, or writes those of all commands into a folder.
pub fn man(ManPages { command, output }: &ManPages, grammar: Command, console: &Console) -> Result<u8, Stop> {
    let lang = console.lang();
    let mut program = told(grammar.disable_help_subcommand(true), lang);
    program.build();
    let Some(folder) = output else {
        let command = find(&program, command)?;
        console.result(&page(command, lang))?;
        return Ok(0);
    };
    let mut pages = Vec::new();
    add_pages(&program, folder, lang, &mut pages);
    let files: Vec<_> = pages.iter().map(|(path, page)| (path.clone(), page.as_bytes())).collect();
    write::write_all(&files)?;
    let (count, folder) = (files.len(), folder.display());
    console.note(&Text::new(
        format!("{folder} 里有 {count} 页手册"),
        format!("{folder} holds {count} manual pages"),
    ));
    Ok(0)
}

/// The grammar with the texts of a language.
fn told(grammar: Command, lang: Lang) -> Command {
    match lang {
        Lang::Zh => chinese::translated(grammar),
        Lang::En => grammar,
    }
}

/// The command with this name, such as `template export`.
fn find<'a>(program: &'a Command, words: &[String]) -> Result<&'a Command, Stop> {
    words.iter().try_fold(program, |command, word| {
        command.find_subcommand(word).ok_or_else(|| {
            let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            let near = nearest(word, names.iter().copied());
            let (zh, en) = match near {
                Some(near) => (format!("；是否应为 `{near}`？"), format!("; did you mean `{near}`?")),
                None if names.is_empty() => Default::default(),
                None => {
                    (format!("；可用：{}", names.join("、")), format!("; there are {}", names.join(", ")))
                }
            };
            Stop::Usage(Text::new(
                format!("没有命令 `{word}`{zh}"),
                format!("there is no command `{word}`{en}"),
            ))
        })
    })
}

/// The pages of a command and its subcommands, with their file names.
fn add_pages(command: &Command, folder: &Path, lang: Lang, pages: &mut Vec<(PathBuf, String)>) {
    pages.push((folder.join(Man::new(command.clone()).get_filename()), page(command, lang)));
    command.get_subcommands().for_each(|command| add_pages(command, folder, lang, pages));
}

/// A command's page in roff, without a date. A space replaces the date, because roff drops an empty field, so that the
/// source would be read as the date.
fn page(command: &Command, lang: Lang) -> String {
    let page = Man::new(command.clone()).date(" ").source(concat!("gangwei ", env!("CARGO_PKG_VERSION")));
    let mut roff = Vec::new();
    page.manual("gangwei").render(&mut roff).unwrap_or_else(|_| unreachable!("a Vec takes everything"));
    let roff = String::from_utf8_lossy(&roff);
    match lang {
        Lang::Zh => in_chinese(&roff),
        Lang::En => roff.into_owned(),
    }
}

/// Translates the few fixed words that the page's writer adds.
fn in_chinese(roff: &str) -> String {
    let mut page = String::new();
    for line in roff.lines() {
        let section = line.strip_prefix(".SH ").and_then(|name| {
            SECTIONS.iter().find(|(known, _)| *known == name).map(|(_, chinese)| format!(".SH {chinese}"))
        });
        page.push_str(&section.unwrap_or_else(|| {
            line.replace("[default: ", &format!("[{DEFAULT} ")).replace("Possible values:", POSSIBLE)
        }));
        page.push('\n');
    }
    page
}
