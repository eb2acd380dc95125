//! The command line's grammar.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::diag::{self, Text};
use crate::model::Language;
use crate::pipeline::{Format, Options, Shard};
use crate::template::OutputKind;

/// The most threads that `--jobs` accepts.
const MOST_JOBS: u16 = 1024;

/// Turns YAML position definitions into the tabular 岗位职责说明书, as DOCX and PDF from one layout.
#[derive(Debug, Parser)]
#[command(name = "gangwei", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Args)]
pub struct Global {
    /// How messages are written
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
    /// Language of messages, never of documents [default: from the locale]
    #[arg(long, global = true)]
    pub lang: Option<LangArg>,
    /// Say nothing but errors and warnings
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Colour messages
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorArg,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the documents
    Build(Build),
    /// Make the documents now and after each change, until Ctrl-C
    Watch(Watch),
    /// Check the whole handbook, and make nothing
    Check(Check),
    /// Mend what needs no thought, in the files themselves: wrong marks, invisible spaces and the like
    Fix(Fix),
    /// Make a project, or the file of a position
    #[command(subcommand)]
    New(New),
    /// Print the JSON Schema by which editors complete and check a file, in the language of --lang
    Schema {
        /// Which kind of file
        #[arg(default_value = "position")]
        of: SchemaOf,
    },
    /// Tell what a code means, what mends it, and an example
    Explain {
        /// Codes such as E012 [default: list all]
        codes: Vec<String>,
    },
    /// Show what an inner stage makes
    #[command(subcommand)]
    Dump(Dump),
    /// Template sets
    #[command(subcommand)]
    Template(Template),
    /// Print what lets a shell complete commands and options
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page of a command, or write those of all into a folder
    Man {
        /// The command's words, such as `template export` [default: gangwei itself]
        command: Vec<String>,
        /// Folder to write the pages of all commands to
        #[arg(short, long, value_name = "FOLDER", conflicts_with = "command")]
        output: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    pub making: Making,
    /// Make nothing; exit with 4 if a document in the folder is missing or stale, and name each
    #[arg(long, conflicts_with = "prune")]
    pub check: bool,
    /// Only documents that show what has changed since a git revision
    #[arg(long, value_name = "REV")]
    pub changed_since: Option<String>,
    /// Only the I-th of N shares of the documents, such as 2/3
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub shard: Option<Shard>,
}

#[derive(Debug, Args)]
pub struct Watch {
    #[command(flatten)]
    pub making: Making,
}

/// What to make, and where.
#[derive(Debug, Args)]
pub struct Making {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub strictness: Strictness,
    /// Folder to write to
    #[arg(short, long, value_name = "FOLDER", default_value = "dist")]
    pub output: PathBuf,
    /// File formats, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "FORMATS", default_value = "docx,pdf")]
    pub format: Vec<Format>,
    /// What each document holds, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "KINDS", default_value = "handbook")]
    pub per: Vec<Per>,
    /// How many jobs run at once [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<u16>,
    /// Remove documents of earlier runs that the data no longer makes
    #[arg(long)]
    pub prune: bool,
}

/// Says what a value should be, after a wrong one.
#[derive(Clone, Debug)]
pub struct Wanted(pub Text);

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl Error for Wanted {}

/// Parses `2/3`: the second of three shares.
fn shard(text: &str) -> Result<Shard, Wanted> {
    let read = || {
        let (index, count) = text.split_once('/')?;
        let (index, count): (usize, usize) = (index.parse().ok()?, count.parse().ok()?);
        (1..=count).contains(&index).then(|| Shard { index: index - 1, count })
    };
    read().ok_or_else(|| {
        Wanted(Text::new(
            "要写成 I/N 两个数，I 从 1 到 N，如 2/3",
            "two numbers I/N are wanted, I from 1 to N, such as 2/3",
        ))
    })
}

/// Parses a number of threads.
fn jobs(text: &str) -> Result<u16, Wanted> {
    text.parse().ok().filter(|jobs| (1..=MOST_JOBS).contains(jobs)).ok_or_else(|| {
        Wanted(Text::new(
            format!("要写 1 到 {MOST_JOBS} 的整数"),
            format!("a whole number from 1 to {MOST_JOBS} is wanted"),
        ))
    })
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub strictness: Strictness,
    /// Leave out what needs pages: budgets, and faults of the template set
    #[arg(long)]
    pub no_layout: bool,
    /// Write what is found to gangwei-baseline.json, so that later runs only tell what is new
    #[arg(long, conflicts_with_all = ["only", "deny_warnings"])]
    pub write_baseline: bool,
}

#[derive(Debug, Args)]
pub struct Fix {
    /// The project folder [default: the current folder if it has a handbook.yaml, else data]
    pub dir: Option<PathBuf>,
    /// Only files of positions whose department/title, title or code match
    #[arg(long, value_name = "GLOB")]
    pub only: Option<String>,
    /// Print the changes, and make none
    #[arg(long)]
    pub dry_run: bool,
}

/// How much warnings weigh.
#[derive(Debug, Args)]
pub struct Strictness {
    /// Count every warning as an error
    #[arg(long)]
    pub deny_warnings: bool,
    /// Tell also what the project's gangwei-baseline.json knows
    #[arg(long)]
    pub ignore_baseline: bool,
}

/// What to read, and how much of it.
#[derive(Debug, Args)]
pub struct Input {
    /// The project folder [default: the current folder if it has a handbook.yaml, else data]
    pub dir: Option<PathBuf>,
    /// Template set: a name, or a folder
    #[arg(long, value_name = "NAME|FOLDER")]
    pub template: Option<String>,
    /// Only positions whose department/title, title or code match
    #[arg(long, value_name = "GLOB")]
    pub only: Option<String>,
    /// Language of the form's labels, in place of the handbook's own; texts of the data stay as they are
    #[arg(long, value_name = "LANG")]
    pub document_lang: Option<LangArg>,
    /// Let the system's fonts set what the embedded ones and the project's lack
    #[arg(long)]
    pub system_fonts: bool,
}

impl Strictness {
    pub fn set(&self, options: &mut Options) {
        options.deny_warnings = self.deny_warnings;
        options.ignore_baseline = self.ignore_baseline;
    }
}

#[derive(Debug, Subcommand)]
pub enum New {
    /// Make a small project that builds at once: handbook, two positions, schemas, a CI job
    Handbook {
        /// The folder to make; nothing in it is overwritten
        dir: PathBuf,
    },
    /// Make the file of a position, with sample text; keys and comments in the language of --lang
    Position {
        /// The department, which names the folder, and the title: 市场部/市场专员
        #[arg(value_name = "DEPARTMENT/TITLE")]
        name: String,
        /// The project folder [default: the current folder if it has a handbook.yaml, else data]
        #[arg(long, value_name = "DIR")]
        project: Option<PathBuf>,
        /// Write every key that there is, each explained
        #[arg(long)]
        full: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    Handbook,
    Position,
}

#[derive(Debug, Subcommand)]
pub enum Dump {
    /// The markup that the template set renders to
    Markup(Input),
    /// The document tree that both writers see
    Tree(Input),
}

#[derive(Debug, Subcommand)]
pub enum Template {
    /// Name the template sets that a project can use
    List {
        /// The project folder
        dir: Option<PathBuf>,
    },
    /// Copy a set into a new folder, to change it there
    Export {
        /// A set of the current project, or a built-in one
        name: String,
        /// The folder to make, such as templates/NAME
        folder: PathBuf,
    },
    /// Try a set on awkward data, and name every fault
    Check {
        /// Template set: a name, or a folder
        #[arg(value_name = "NAME|FOLDER")]
        set: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With an excerpt of the source
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
    /// GitHub workflow commands
    Github,
    /// One SARIF 2.1.0 log
    Sarif,
}

impl From<MessageFormat> for diag::Format {
    fn from(format: MessageFormat) -> diag::Format {
        match format {
            MessageFormat::Human => diag::Format::Human,
            MessageFormat::Short => diag::Format::Short,
            MessageFormat::Json => diag::Format::Json,
            MessageFormat::Github => diag::Format::Github,
            MessageFormat::Sarif => diag::Format::Sarif,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    Zh,
    En,
}

impl From<LangArg> for Language {
    fn from(lang: LangArg) -> Language {
        match lang {
            LangArg::Zh => Language::Chinese,
            LangArg::En => Language::English,
        }
    }
}

impl From<LangArg> for diag::Lang {
    fn from(lang: LangArg) -> diag::Lang {
        match lang {
            LangArg::Zh => diag::Lang::Zh,
            LangArg::En => diag::Lang::En,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    Auto,
    Always,
    Never,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Format] {
        &Format::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Per {
    Handbook,
    Department,
    Position,
}

impl From<Per> for OutputKind {
    fn from(per: Per) -> OutputKind {
        match per {
            Per::Handbook => OutputKind::Handbook,
            Per::Department => OutputKind::Department,
            Per::Position => OutputKind::Position,
        }
    }
}
