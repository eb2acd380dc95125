//! Speaks to the user: findings and summaries on standard error, results on standard output.

use std::borrow::Cow;
use std::env;
use std::io::{self, ErrorKind, IsTerminal, Write};

use crate::diag::{self, Diagnostic, Format, Lang, Severity, Sources, Text};
use crate::pipeline::Report;

use super::args::{ColorArg, Global, MessageFormat};
use super::exit::Stop;

/// How messages are shown in this run.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    format: Format,
    lang: Lang,
    color: bool,
    quiet: bool,
    /// Whether notes are told among the findings.
    notes: bool,
    verbose: bool,
}

impl Console {
    pub fn new(global: &Global) -> Console {
        let color = match global.color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => wants_color(),
        };
        Console {
            format: global.message_format.into(),
            lang: global.lang.map_or_else(locale, Lang::from),
            color,
            // What a program parses holds nothing else.
            quiet: global.quiet
                || matches!(global.message_format, MessageFormat::Json | MessageFormat::Sarif),
            notes: !global.quiet,
            verbose: global.verbose,
        }
    }

    /// The language of messages.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether nothing but findings is told.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether every output is told, however many there are.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// The words in the language of messages.
    pub fn choose<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    pub fn diagnostics(&self, report: &Report) {
        let is_told = |finding: &&Diagnostic| finding.severity != Severity::Note;
        let told: Cow<[Diagnostic]> = match self.notes {
            true => report.diagnostics.as_slice().into(),
            false => report.diagnostics.iter().filter(is_told).cloned().collect(),
        };
        // A SARIF log without results says that what was found before is gone.
        if !told.is_empty() || self.format == Format::Sarif {
            let text = diag::render(&told, &report.sources, self.format, self.lang, self.color);
            complain(&text);
        }
    }

    /// Findings that belong to no file, a line each.
    pub fn lines(&self, findings: &[Diagnostic]) {
        complain(&diag::render(findings, &Sources::new(), Format::Short, self.lang, false));
    }

    /// What ends the run at once, whatever else there is to tell.
    pub fn end(&self, finding: &Diagnostic, sources: &Sources) {
        let format = match self.format {
            // Nothing to show of it.
            Format::Human if finding.place.as_ref().is_none_or(|place| place.span.is_none()) => Format::Short,
            format => format,
        };
        complain(&diag::render(std::slice::from_ref(finding), sources, format, self.lang, self.color));
    }

    /// Why the run ends early.
    pub fn stop(&self, stop: &Stop) {
        let text = stop.text().get(self.lang);
        complain(&match self.format {
            Format::Human | Format::Short => {
                diag::visible(&format!("{}: {text}\n", Severity::Error.word(self.lang))).into_owned()
            }
            format => told(&stop.diagnostic(), format, self.lang),
        });
    }

    /// Tells what was done.
    pub fn note(&self, text: &Text) {
        if !self.quiet {
            complain(&diag::visible(&format!("{}\n", text.get(self.lang))));
        }
    }

    /// Prints a result, as it is but to a terminal, which would obey what is in it. A closed pipe is no error.
    pub fn result(&self, text: &str) -> Result<(), Stop> {
        let mut out = io::stdout().lock();
        let text = if out.is_terminal() { diag::visible(text) } else { text.into() };
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                let Text { zh, en } = diag::file_reason(&error);
                Err(Stop::File(Text::new(
                    format!("无法写到标准输出：{zh}"),
                    format!("cannot write to standard output: {en}"),
                )))
            }
            _ => Ok(()),
        }
    }
}

/// A finding that belongs to no file.
pub fn told(finding: &Diagnostic, format: Format, lang: Lang) -> String {
    diag::render(std::slice::from_ref(finding), &Sources::new(), format, lang, false)
}

/// Where standard error is closed there is nobody to tell.
pub fn complain(text: &str) {
    io::stderr().lock().write_all(text.as_bytes()).ok();
}

fn wants_color() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    on_terminal() && !set("NO_COLOR")
}

/// Whether messages go to a terminal that can do more than print lines.
pub fn on_terminal() -> bool {
    io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// The language of messages by POSIX's rule: the first of these that is set decides. Where none is,
/// as usual on Windows and macOS, the system is asked.
pub fn locale() -> Lang {
    let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    let locale = locale.or_else(sys_locale::get_locale).unwrap_or_default();
    if locale.to_ascii_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
}
