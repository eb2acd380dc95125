//! The few words that a chart shows, in the handbook's language.

use crate::model::labels::Labels;
use crate::model::{Headcount, Language};

/// How many positions and people a department has: 5岗8人, or 5岗 if some position does not state its headcount.
pub fn staff(positions: usize, people: Option<Headcount>, language: Language) -> String {
    match (language, people.map(|people| people.text(language))) {
        (Language::Chinese, Some(people)) => format!("{positions}岗{people}人"),
        (Language::Chinese, None) => format!("{positions}岗"),
        (Language::English, Some(people)) => format!("{}, {people} staff", posts(positions)),
        (Language::English, None) => posts(positions),
    }
}

fn posts(positions: usize) -> String {
    if positions == 1 { "1 post".to_owned() } else { format!("{positions} posts") }
}

/// The note of a box whose subordinates are on another sheet.
pub fn elsewhere(positions: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("下设{positions}岗，见分图"),
        Language::English => format!("{} below: own chart", posts(positions)),
    }
}

/// The title for positions that belong to no department.
pub fn no_department(language: Language) -> &'static str {
    match language {
        Language::Chinese => "未分部门",
        Language::English => "No department",
    }
}

pub fn company(language: Language) -> &'static str {
    match language {
        Language::Chinese => "全公司",
        Language::English => "The company",
    }
}

pub fn overview(language: Language) -> &'static str {
    match language {
        Language::Chinese => "部门总览",
        Language::English => "Departments",
    }
}

/// The caption above positions whose superior is not known.
pub fn undetermined(language: Language) -> &'static str {
    match language {
        Language::Chinese => "未定上级",
        Language::English => "Superior not named",
    }
}

/// The text of a legend entry, such as 业务汇报.
pub fn legend(line: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{line}汇报"),
        Language::English => format!("{line} line"),
    }
}

/// The note that names functional superiors that the sheet does not show; it names at most two.
pub fn guided(guides: &[&str], labels: &Labels, language: Language) -> String {
    const MOST_NAMED: usize = 2;
    let line = labels.get("functional");
    let begin = match language {
        Language::Chinese => format!("{line}上级："),
        Language::English => format!("{line}: "),
    };
    let named: Vec<&str> = guides.iter().copied().take(MOST_NAMED).collect();
    let rest = match guides.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        _ if language == Language::Chinese => format!("等{}个岗位", guides.len()),
        more => format!(" and {more} more"),
    };
    begin + &named.join(labels.get("comma")) + &rest
}

/// The note of a sheet's first box where there is no room for notes on functional lines.
pub fn unguided(labels: &Labels, language: Language) -> String {
    let line = legend(labels.get("functional"), language);
    match language {
        Language::Chinese => format!("{line}从略"),
        Language::English => format!("{line}: not shown"),
    }
}

/// The note of a position that others hold concurrently.
pub fn held(holders: &[String], labels: &Labels, language: Language) -> String {
    let (holders, held_by) = (holders.join(labels.get("comma")), labels.get("held_by"));
    match language {
        Language::Chinese => format!("{holders}{held_by}"),
        Language::English => format!("{held_by} {holders}"),
    }
}

/// The note of a position in the chart of another department than its own.
pub fn counted_in(department: &str, labels: &Labels, language: Language) -> String {
    let space = if language == Language::Chinese { "" } else { " " };
    format!("{}{space}{department}", labels.get("counted_in"))
}
