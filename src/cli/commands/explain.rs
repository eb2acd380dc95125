//! `gangwei explain`: the meaning of a code, how to mend it, and an example.

use clap::Args;

use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::diag::catalogue::{self, Example, Explanation, chapters, choose};
use crate::diag::{Code, Format, Lang, Severity, Text, did_you_mean, nearest, width, wrap};

/// The most columns of a line; lines of examples are not broken.
const WIDTH: usize = 80;

/// Tell what a code means, what mends it, and an example
#[derive(Debug, Args)]
pub struct Explain {
    /// Codes such as E012 [default: list all]
    codes: Vec<String>,
}

/// Explains these codes, or lists all.
pub fn run(Explain { codes }: &Explain, console: &Console) -> Result<u8, Stop> {
    let lang = console.lang();
    let found = codes.iter().map(|code| find(code)).collect::<Result<Vec<_>, Stop>>()?.concat();
    let text = match (console.format() == Format::Json, codes.is_empty()) {
        (true, true) => catalogue::explanations().map(|meaning| meaning.json(lang)).collect(),
        (true, false) => found.iter().map(|meaning| meaning.json(lang)).collect(),
        (false, true) => list(lang),
        (false, false) => found.iter().map(|meaning| explain(meaning, lang)).collect::<Vec<_>>().join("\n"),
    };
    console.result(&text)?;
    Ok(0)
}

/// The explanation of a code in any case, or of all codes with a number (204 for E204 and W204).
fn find(code: &str) -> Result<Vec<&'static Explanation>, Stop> {
    let numbered = || {
        let same = catalogue::explanations()
            .filter(|meaning| code.len() == 3 && meaning.code.name().ends_with(code));
        Some(same.collect::<Vec<_>>()).filter(|same| !same.is_empty())
    };
    let exact = code.to_ascii_uppercase().parse().ok().and_then(catalogue::find).map(|meaning| vec![meaning]);
    exact.or_else(numbered).ok_or_else(|| {
        if let Some(found) = titled(code) {
            return Stop::Usage(found);
        }
        let (mut zh, mut en) = (format!("没有代码 {code}"), format!("there is no code {code}"));
        let near = did_you_mean(nearest(code, Code::ALL.iter().map(|code| code.name())));
        let help =
            near.unwrap_or(Text::new("`gangwei explain` 列出全部代码", "`gangwei explain` lists all codes"));
        zh.push_str(&format!("；{}", help.zh));
        en.push_str(&format!("; {}", help.en));
        Stop::Usage(Text::new(zh, en))
    })
}

/// The codes whose titles contain a word.
fn titled(word: &str) -> Option<Text> {
    let lower = word.to_lowercase();
    let holds = |meaning: &&Explanation| meaning.title.0.contains(&lower) || meaning.title.1.contains(&lower);
    let found: Vec<&Explanation> = catalogue::explanations().filter(holds).collect();
    let few = !found.is_empty() && !word.trim().is_empty();
    few.then(|| {
        let list = |lang| {
            let lines =
                found.iter().map(|meaning| format!("\n  {}  {}", meaning.code, choose(meaning.title, lang)));
            lines.collect::<String>()
        };
        Text::new(
            format!("{word} 不是代码；标题里有它的代码：{}", list(Lang::Zh)),
            format!("{word} is no code; these have it in their titles:{}", list(Lang::En)),
        )
    })
}

/// All codes with their titles, by chapter.
fn list(lang: Lang) -> String {
    let mut out = String::new();
    for chapter in chapters() {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{}\n", choose(chapter.title, lang)));
        for meaning in &chapter.explanations {
            out.push_str(&format!("  {}  {}\n", meaning.code, choose(meaning.title, lang)));
        }
    }
    out
}

fn explain(meaning: &Explanation, lang: Lang) -> String {
    let say = |zh, en| choose((zh, en), lang);
    let (code, severity) = (meaning.code, meaning.code.severity());
    let mut out = format!("{}[{code}]: {}\n\n", severity.word(lang), choose(meaning.title, lang));
    entry(&mut out, say("原因：", "cause:  "), choose(meaning.cause, lang));
    entry(&mut out, say("改法：", "cure:   "), choose(meaning.cure, lang));
    let weight = match (code.is_weighable(), severity) {
        (true, _) => say(
            "可在 handbook.yaml 里调整，如 `检查: {CODE: off}`，值为 off、warning 或 error",
            "handbook.yaml can change it, as by `checks: {CODE: off}`, to off, warning or error",
        ),
        (false, Severity::Error) => say("不能调整，须改正", "cannot be changed; it must be mended"),
        (false, Severity::Warning | Severity::Note) => say(
            "不能在 handbook.yaml 里调整；不影响生成文件",
            "handbook.yaml cannot change it; it stops no output",
        ),
    };
    entry(&mut out, say("级别：", "weight:"), &weight.replace("CODE", code.name()));
    if let Some(Example { wrong, right }) = &meaning.example {
        for (name, text) in [(say("错误写法：", "wrong:"), wrong), (say("正确写法：", "right:"), right)]
        {
            out.push_str(&format!("\n{name}\n"));
            text.lines().for_each(|line| out.push_str(&format!("    {line}\n")));
        }
    }
    out
}

/// A paragraph with a name; its lines are aligned.
fn entry(out: &mut String, name: &str, text: &str) {
    let indent = width(name);
    for (index, line) in wrap(text, WIDTH - indent).iter().enumerate() {
        match index {
            0 => out.push_str(&format!("{name}{line}\n")),
            _ => out.push_str(&format!("{:indent$}{line}\n", "")),
        }
    }
}
