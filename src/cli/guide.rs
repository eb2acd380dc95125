//! Guides a person who starts the program without arguments, as by a double click: says what gangwei is, lists the
//! handbooks here, and makes a new handbook or the documents of one.
//!
//! It needs a terminal for input and messages; scripts get the usage and exit code 2. Each answer runs the program, so
//! that it does the same as the command line.

use std::env;
use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::diag::{Lang, visible};
use crate::model::HANDBOOKS;

use super::console::{complain, locale, on_terminal};

/// How many handbooks are listed.
const MOST: usize = 20;

/// Whether to guide, and the folder that was dropped on the program, if any. Its path is absolute, unlike any command.
pub fn wanted() -> Option<Option<PathBuf>> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments.next();
    let is_dropped = |folder: &PathBuf| folder.is_absolute() && is_handbook(folder);
    let is_alone = arguments.next().is_none() && folder.as_ref().is_none_or(is_dropped);
    (is_alone && io::stdin().is_terminal() && on_terminal()).then_some(folder)
}

/// Asks until an answer is empty. Gives the exit code of the last run.
pub fn run(dropped: Option<&Path>) -> u8 {
    let guide = Guide { lang: locale() };
    complain(&format!("gangwei {}\n{}\n", env!("CARGO_PKG_VERSION"), guide.say(WHAT)));
    let mut code = 0;
    if let Some(folder) = dropped {
        code = guide.build(folder);
    }
    loop {
        let handbooks = handbooks();
        complain(&visible(&guide.question(&handbooks)));
        let Some(answer) = answer() else { return code };
        code = match answer.parse::<usize>() {
            Ok(number) => match number.checked_sub(1).and_then(|at| handbooks.get(at)) {
                Some(folder) => guide.build(folder),
                None => {
                    complain(&format!("{}\n", guide.say(NO_NUMBER)));
                    code
                }
            },
            Err(_) if is_handbook(Path::new(&answer)) => guide.build(Path::new(&answer)),
            Err(_) => guide.make(Path::new(&answer)),
        };
    }
}

/// Chinese and English.
type GuideWords = (&'static str, &'static str);

const WHAT: GuideWords = (
    "把 YAML 写的岗位信息排成《岗位职责说明书》，Word 和 PDF 一次生成；全部命令见 gangwei --help",
    "Turns position definitions in YAML into 岗位职责说明书, as Word and PDF; gangwei --help tells all commands",
);
const NONE_HERE: GuideWords = ("这里还没有手册。", "There is no handbook here yet.");
const HERE: GuideWords = ("这里的手册：", "The handbooks here:");
const CURRENT: GuideWords = ("当前文件夹", "this folder");
const NEW: GuideWords = (
    "输入名称（如 我的手册），新建一本；直接按回车键退出：",
    "Type a name, such as handbook, to make one; press Enter alone to leave: ",
);
const BUILD_OR_NEW: GuideWords = (
    "输入编号，生成 Word 和 PDF；输入新名称，另建一本；直接按回车键退出：",
    "Type a number to make its Word and PDF files, a new name to make a handbook, or Enter alone to leave: ",
);
const NO_NUMBER: GuideWords = ("没有这个编号", "there is no such number");
const NEXT: GuideWords = (
    "里面的公司和岗位是示例，请用记事本或 VS Code 打开 .yaml 文件，改成自己的内容，再回到这里生成。",
    "Company and positions in it are samples: open the .yaml files in an editor, put your own in, and build again.",
);

struct Guide {
    lang: Lang,
}

impl Guide {
    fn say(&self, (zh, en): GuideWords) -> &'static str {
        self.lang.choose(zh, en)
    }

    fn question(&self, handbooks: &[PathBuf]) -> String {
        if handbooks.is_empty() {
            return format!("\n{}\n{}", self.say(NONE_HERE), self.say(NEW));
        }
        let mut text = format!("\n{}\n", self.say(HERE));
        for (number, folder) in (1..).zip(handbooks) {
            let name = match folder.as_os_str() == "." {
                true => self.say(CURRENT).to_owned(),
                false => folder.display().to_string(),
            };
            text.push_str(&format!("  {number}  {name}\n"));
        }
        text + self.say(BUILD_OR_NEW)
    }

    /// Makes a handbook and its documents.
    fn make(&self, folder: &Path) -> u8 {
        match self.gangwei(&[Path::new("new"), Path::new("handbook"), folder]) {
            0 => {
                let code = self.build(folder);
                complain(&format!("{}\n", self.say(NEXT)));
                code
            }
            code => code,
        }
    }

    /// Makes the documents of a handbook, in its own folder.
    fn build(&self, folder: &Path) -> u8 {
        let output = if folder.as_os_str() == "." { PathBuf::from("dist") } else { folder.join("dist") };
        self.gangwei(&[Path::new("build"), folder, Path::new("-o"), &output])
    }

    /// Runs this program. A name that begins with a dash is a folder too.
    fn gangwei(&self, words: &[&Path]) -> u8 {
        let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("gangwei"));
        let named = words.iter().map(|word| match word.to_str() {
            Some(text) if text.starts_with('-') && text != "-o" => Path::new(".").join(word),
            _ => word.to_path_buf(),
        });
        let lang = match self.lang {
            Lang::Zh => "zh",
            Lang::En => "en",
        };
        match Command::new(program).args(named).args(["--lang", lang]).status() {
            Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(3),
            Err(error) => {
                complain(&format!("{error}\n"));
                3
            }
        }
    }
}

/// The line that the person types; `None` at the end of input, or if it is empty. Quotes that a terminal adds to a
/// dropped folder are removed.
fn answer() -> Option<String> {
    io::stderr().flush().ok();
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).ok()?;
    let answer = line.trim().trim_matches(['"', '\'']).trim();
    (!answer.is_empty()).then(|| answer.to_owned())
}

/// The folders with a handbook: the current one and its subfolders, by name.
fn handbooks() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(".").into_iter().flatten().flatten();
    found.extend(entries.map(|entry| PathBuf::from(entry.file_name())).filter(|folder| is_handbook(folder)));
    found.sort_unstable();
    if is_handbook(Path::new(".")) {
        found.insert(0, PathBuf::from("."));
    }
    found.truncate(MOST);
    found
}

fn is_handbook(folder: &Path) -> bool {
    HANDBOOKS.iter().any(|name| folder.join(name).is_file())
}
