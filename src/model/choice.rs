//! Values that are a word out of a few.

use serde::Serialize;

use super::keys::{ARCHIVES, ChoiceWord, LANGUAGES, LEVELS, STATUSES, SWITCHES};
use crate::diag::Lang;

/// Whether a position is in use (在用) or withdrawn (撤销).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    #[default]
    Active,
    Withdrawn,
}

/// The language of the form's labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub enum Language {
    #[default]
    /// `zh`, 中文.
    #[serde(rename = "zh")]
    Chinese,
    /// `en`, 英文.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The same for the words of messages and headings.
    pub fn lang(self) -> Lang {
        match self {
            Language::Chinese => Lang::Zh,
            Language::English => Lang::En,
        }
    }

    /// `zh` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Chinese => "zh",
            Language::English => "en",
        }
    }
}

/// What a finding of an organisation check counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckLevel {
    Off,
    Warning,
    Error,
}

/// A conformance level of PDF/A.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ArchiveLevel {
    #[serde(rename = "a-2a")]
    A2a,
    #[serde(rename = "a-3a")]
    A3a,
}

/// A value that is chosen by a word.
pub trait Chosen: Copy + 'static {
    /// The words.
    const CHOICES: &'static [ChoiceWord];
    /// What each stands for.
    const VALUES: &'static [Self];
}

impl Chosen for Status {
    const CHOICES: &'static [ChoiceWord] = &STATUSES;
    const VALUES: &'static [Status] = &[Status::Active, Status::Withdrawn];
}

impl Chosen for Language {
    const CHOICES: &'static [ChoiceWord] = &LANGUAGES;
    const VALUES: &'static [Language] = &[Language::Chinese, Language::English];
}

impl Chosen for CheckLevel {
    const CHOICES: &'static [ChoiceWord] = &LEVELS;
    const VALUES: &'static [CheckLevel] = &[CheckLevel::Off, CheckLevel::Warning, CheckLevel::Error];
}

impl Chosen for bool {
    const CHOICES: &'static [ChoiceWord] = &SWITCHES;
    const VALUES: &'static [bool] = &[true, false];
}

impl Chosen for ArchiveLevel {
    const CHOICES: &'static [ChoiceWord] = &ARCHIVES;
    const VALUES: &'static [ArchiveLevel] = &[ArchiveLevel::A2a, ArchiveLevel::A3a];
}
