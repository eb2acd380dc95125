//! The arguments that several commands share. Those of one command alone stand beside its work, in `commands`.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::diag::{self, Text};
use crate::model::Language;
use crate::pipeline::{Format, Options};
use crate::template::OutputKind;

/// The most threads that `--jobs` accepts.
const MOST_JOBS: u16 = 1024;

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

/// Parses a number of threads.
fn jobs(text: &str) -> Result<u16, Wanted> {
    text.parse().ok().filter(|jobs| (1..=MOST_JOBS).contains(jobs)).ok_or_else(|| {
        Wanted(Text::new(
            format!("要写 1 到 {MOST_JOBS} 的整数"),
            format!("a whole number from 1 to {MOST_JOBS} is wanted"),
        ))
    })
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
