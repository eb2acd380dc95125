//! `gangwei explain`: what a code means, what mends it, and an example.

use crate::diag::catalogue::{self, Example, GROUPS, Rule, choose};
use crate::diag::{Format, Lang, Severity, Text, did_you_mean, nearest, width, wrap};

use super::console::Console;
use super::exit::Stop;

/// Lines are this many columns wide at most; those of examples stay as they are.
const WIDTH: usize = 80;

/// Explains these codes, or lists all.
pub fn run(codes: &[String], console: &Console) -> Result<u8, Stop> {
    let lang = console.lang();
    let rules = codes.iter().map(|code| find(code)).collect::<Result<Vec<_>, Stop>>()?.concat();
    let text = match (console.format() == Format::Json, codes.is_empty()) {
        (true, true) => catalogue::rules().map(|rule| rule.json(lang)).collect(),
        (true, false) => rules.iter().map(|rule| rule.json(lang)).collect(),
        (false, true) => list(lang),
        (false, false) => rules.iter().map(|rule| explain(rule, lang)).collect::<Vec<_>>().join("\n"),
    };
    console.result(&text)?;
    Ok(0)
}

/// The rule of a code in whatever case, or those of a number (204 for E204 and W204).
fn find(code: &str) -> Result<Vec<&'static Rule>, Stop> {
    let numbered = || {
        let same = catalogue::rules().filter(|rule| code.len() == 3 && rule.code.ends_with(code));
        Some(same.collect::<Vec<_>>()).filter(|same| !same.is_empty())
    };
    let exact = catalogue::find(&code.to_ascii_uppercase()).map(|rule| vec![rule]);
    exact.or_else(numbered).ok_or_else(|| {
        if let Some(found) = titled(code) {
            return Stop::Usage(found);
        }
        let (mut zh, mut en) = (format!("没有代码 {code}"), format!("there is no code {code}"));
        let near = did_you_mean(nearest(code, catalogue::rules().map(|rule| rule.code)));
        let help =
            near.unwrap_or(Text::new("`gangwei explain` 列出全部代码", "`gangwei explain` lists all codes"));
        zh.push_str(&format!("；{}", help.zh));
        en.push_str(&format!("; {}", help.en));
        Stop::Usage(Text::new(zh, en))
    })
}

/// The codes whose titles hold a word.
fn titled(word: &str) -> Option<Text> {
    let lower = word.to_lowercase();
    let holds = |rule: &&Rule| rule.title.0.contains(&lower) || rule.title.1.contains(&lower);
    let found: Vec<&Rule> = catalogue::rules().filter(holds).collect();
    let few = !found.is_empty() && !word.trim().is_empty();
    few.then(|| {
        let list = |lang| {
            let lines = found.iter().map(|rule| format!("\n  {}  {}", rule.code, choose(rule.title, lang)));
            lines.collect::<String>()
        };
        Text::new(
            format!("{word} 不是代码；标题里有它的代码：{}", list(Lang::Zh)),
            format!("{word} is no code; these have it in their titles:{}", list(Lang::En)),
        )
    })
}

/// All codes with their titles, group by group.
fn list(lang: Lang) -> String {
    let mut out = String::new();
    for group in GROUPS {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{}\n", choose(group.title, lang)));
        for rule in group.rules {
            out.push_str(&format!("  {}  {}\n", rule.code, choose(rule.title, lang)));
        }
    }
    out
}

fn explain(rule: &Rule, lang: Lang) -> String {
    let say = |zh, en| choose((zh, en), lang);
    let severity = rule.severity.word(lang);
    let mut out = format!("{severity}[{}]: {}\n\n", rule.code, choose(rule.title, lang));
    entry(&mut out, say("原因：", "cause:  "), choose(rule.cause, lang));
    entry(&mut out, say("改法：", "cure:   "), choose(rule.cure, lang));
    let weight = match (rule.is_weighable(), rule.severity) {
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
    entry(&mut out, say("级别：", "weight:"), &weight.replace("CODE", rule.code));
    if let Some(Example { wrong, right }) = &rule.example {
        for (name, text) in [(say("错误写法：", "wrong:"), wrong), (say("正确写法：", "right:"), right)]
        {
            out.push_str(&format!("\n{name}\n"));
            text.lines().for_each(|line| out.push_str(&format!("    {line}\n")));
        }
    }
    out
}

/// A named paragraph, its further lines under the first.
fn entry(out: &mut String, name: &str, text: &str) {
    let indent = width(name);
    for (index, line) in wrap(text, WIDTH - indent).iter().enumerate() {
        match index {
            0 => out.push_str(&format!("{name}{line}\n")),
            _ => out.push_str(&format!("{:indent$}{line}\n", "")),
        }
    }
}
