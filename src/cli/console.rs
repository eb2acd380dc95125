//! Writes findings and summaries to standard error, and results to standard output.

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
    /// Whether results have colours; they go to standard output.
    result_color: bool,
    quiet: bool,
    /// Whether notes are shown among the findings.
    notes: bool,
    verbose: bool,
}

impl Console {
    pub fn new(global: &Global) -> Console {
        let color = |is_terminal| match global.color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => wants_color(is_terminal),
        };
        Console {
            format: global.message_format.into(),
            lang: global.lang.map_or_else(locale, Lang::from),
            color: color(io::stderr().is_terminal()),
            result_color: color(io::stdout().is_terminal()),
            // The output for programs holds only findings.
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

    /// Whether only findings are shown.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether every output is listed, however many there are.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Chooses the text in the language of messages.
    pub fn choose<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.lang.choose(zh, en)
    }

    pub fn diagnostics(&self, report: &Report) {
        self.findings(&report.diagnostics, &report.sources);
    }

    /// Shows findings, with the texts that they point into.
    pub fn findings(&self, findings: &[Diagnostic], sources: &Sources) {
        let is_told = |finding: &&Diagnostic| finding.severity != Severity::Note;
        let told: Cow<[Diagnostic]> = match self.notes {
            true => findings.into(),
            false => findings.iter().filter(is_told).cloned().collect(),
        };
        // A SARIF log without results is needed: it says that earlier findings are gone.
        if !told.is_empty() || self.format == Format::Sarif {
            let text = diag::render(&told, sources, self.format, self.lang, self.color);
            complain(&text);
        }
    }

    /// Shows findings without a file, one on each line.
    pub fn lines(&self, findings: &[Diagnostic]) {
        complain(&diag::render(findings, &Sources::new(), Format::Short, self.lang, false));
    }

    /// Shows the finding that ends the run at once.
    pub fn end(&self, finding: &Diagnostic, sources: &Sources) {
        let format = match self.format {
            // There is no excerpt to show.
            Format::Human if finding.place.as_ref().is_none_or(|place| place.span.is_none()) => Format::Short,
            format => format,
        };
        complain(&diag::render(std::slice::from_ref(finding), sources, format, self.lang, self.color));
    }

    /// Shows why the run ends early.
    pub fn stop(&self, stop: &Stop) {
        let text = stop.text().get(self.lang);
        complain(&match self.format {
            Format::Human | Format::Short => {
                diag::visible(&format!("{}: {text}\n", Severity::Error.word(self.lang))).into_owned()
            }
            format => told(&stop.diagnostic(), format, self.lang),
        });
    }

    /// Shows what was done.
    pub fn note(&self, text: &Text) {
        if !self.quiet {
            complain(&diag::visible(&format!("{}\n", text.get(self.lang))));
        }
    }

    /// Whether results have colours. Such a result is [`painted`](Console::painted).
    pub fn paints_results(&self) -> bool {
        self.result_color
    }

    /// Prints a result. On a terminal, control characters are made visible. A closed pipe is no error.
    pub fn result(&self, text: &str) -> Result<(), Stop> {
        match io::stdout().is_terminal() {
            true => self.painted(&diag::visible(text)),
            false => self.painted(text),
        }
    }

    /// Prints a result with colours, in which other control characters are visible already.
    pub fn painted(&self, text: &str) -> Result<(), Stop> {
        let mut out = io::stdout().lock();
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

/// The text of a finding without a file.
pub fn told(finding: &Diagnostic, format: Format, lang: Lang) -> String {
    diag::render(std::slice::from_ref(finding), &Sources::new(), format, lang, false)
}

/// Writes to standard error. If it is closed, nothing can be reported.
pub fn complain(text: &str) {
    io::stderr().lock().write_all(text.as_bytes()).ok();
}

fn wants_color(is_terminal: bool) -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    is_terminal && !is_dumb() && !set("NO_COLOR")
}

/// Whether messages go to a terminal with more abilities than printing lines.
pub fn on_terminal() -> bool {
    io::stderr().is_terminal() && !is_dumb()
}

fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// The language of messages by POSIX's rule: the first of these variables that is set decides. If none is, as usual on
/// Windows and macOS, the system's setting is used.
pub fn locale() -> Lang {
    let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    let locale = locale.or_else(sys_locale::get_locale).unwrap_or_default();
    if locale.to_ascii_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
}
