//! What is known of a file, as people read it.

use super::file::{FileInfo, PositionState};
use crate::carried::{CarriedDocument, Origin, Properties, Shown, TemplateStamp};
use crate::cli::named::named;
use crate::diag::{Lang, count_of};
use crate::model::Position;

/// How many digits of a digest people see.
const DIGITS: usize = 12;

/// A line for the file, and further ones below it.
pub fn write(of: &FileInfo, lang: Lang) -> String {
    let mut told = Told { lang, text: String::new() };
    let path = of.path.display();
    match &of.origin {
        Origin::Foreign => told.line(
            &format!("{path}：不是 gangwei 生成的 Word 文件"),
            &format!("{path}: a Word file that gangwei did not make"),
        ),
        Origin::Bare(properties) => {
            told.made(&path.to_string(), properties.program.as_deref());
            told.bare(properties);
        }
        Origin::Whole(document) => {
            told.made(&path.to_string(), Some(&document.project.program));
            told.whole(document, of.states.as_deref());
        }
    }
    told.text
}

struct Told {
    lang: Lang,
    text: String,
}

impl Told {
    fn line(&mut self, zh: &str, en: &str) {
        self.text += self.lang.choose(zh, en);
        self.text.push('\n');
    }

    /// A line below that of the file.
    fn fact(&mut self, (zh, en): (&str, &str), value: &str) {
        self.line(&format!("    {zh}：{value}"), &format!("    {en}: {value}"));
    }

    fn made(&mut self, path: &str, program: Option<&str>) {
        let program = program.unwrap_or("?");
        self.line(&format!("{path}：gangwei {program} 生成"), &format!("{path}: made by gangwei {program}"));
    }

    fn bare(&mut self, of: &Properties) {
        self.template(of.template.as_ref());
        of.digest.iter().for_each(|digest| self.fact(("数据", "data"), short(digest)));
        if !of.positions.is_empty() {
            let ids = of.positions.join(self.lang.choose("、", ", "));
            self.fact(("岗位", "positions"), &ids);
        }
        self.saved_by(of);
        match of.positions.is_empty() {
            true => self.line("    没有附带数据", "    it carries no data"),
            false => self.line(
                "    附带的数据在另存时丢了，只剩文件属性",
                "    the data that it carried was lost when it was saved; only properties are left",
            ),
        }
    }

    fn whole(&mut self, of: &CarriedDocument, states: Option<&[PositionState]>) {
        let shown = of.shown();
        self.handbook(of);
        let count = shown.len();
        let (zh, en) = match &of.project.shown {
            Shown::Handbook => ("整本手册".to_owned(), "the whole handbook".to_owned()),
            Shown::Department(name) => (format!("部门“{name}”"), format!("the department “{name}”")),
            Shown::Position(_) => ("一个岗位".to_owned(), "one position".to_owned()),
        };
        let counted = count_of(count, "position");
        let shows = match of.project.shown {
            Shown::Position(_) => self.lang.choose(&zh, &en).to_owned(),
            _ => self.lang.choose(&format!("{zh}，{count} 个岗位"), &format!("{en}, {counted}")).to_owned(),
        };
        self.fact(("内容", "shows"), &shows);
        self.template(Some(&of.project.template));
        self.fact(("数据", "data"), short(&of.project.digest()));
        self.saved_by(&of.properties);
        for (at, (_, position)) in shown.into_iter().enumerate() {
            let state = states.and_then(|states| states.get(at)).map_or("", |state| match state {
                PositionState::Current => self.lang.choose("  与手册一致", "  as in the project"),
                PositionState::Changed => self.lang.choose("  手册里已改", "  changed in the project"),
                PositionState::Missing => self.lang.choose("  手册里没有", "  not in the project"),
            });
            self.text += &format!("    {}{state}\n", place(position));
        }
    }

    /// `岗位职责说明书 V3.0（公司）`.
    fn handbook(&mut self, of: &CarriedDocument) {
        let mut handbook = of.handbook.title.to_string();
        of.handbook.version.iter().for_each(|version| handbook += &format!(" {}", version.as_str()));
        of.handbook.company.iter().for_each(|company| handbook += &format!("（{}）", company.as_str()));
        self.fact(("手册", "handbook"), &handbook);
    }

    fn template(&mut self, of: Option<&TemplateStamp>) {
        if let Some(TemplateStamp { name, digest }) = of {
            self.fact(("版式", "template set"), &format!("{name} {}", short(digest)));
        }
    }

    fn saved_by(&mut self, of: &Properties) {
        if let Some(application) = of.saved_by_others() {
            self.fact(("最后保存", "last saved by"), application);
        }
    }
}

fn short(digest: &str) -> &str {
    digest.get(..DIGITS).unwrap_or(digest)
}

fn place(position: &Position) -> String {
    let department = position.department.as_ref().map_or("", |name| name.as_str());
    named(department, position.title.as_str(), position.code.as_ref().map(|code| code.as_str()))
}
