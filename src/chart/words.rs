//! The few words that stand in a chart, in the handbook's language.

use crate::model::Language;

/// 5岗8人, or 5岗 where not every position says how many fill it.
pub fn staff(positions: usize, people: Option<u64>, language: Language) -> String {
    match (language, people) {
        (Language::Chinese, Some(people)) => format!("{positions}岗{people}人"),
        (Language::Chinese, None) => format!("{positions}岗"),
        (Language::English, Some(people)) => format!("{}, {people} staff", posts(positions)),
        (Language::English, None) => posts(positions),
    }
}

fn posts(positions: usize) -> String {
    if positions == 1 { "1 post".to_owned() } else { format!("{positions} posts") }
}

/// Below a box whose subordinates another sheet shows.
pub fn elsewhere(positions: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("下设{positions}岗，见分图"),
        Language::English => format!("{} below: own chart", posts(positions)),
    }
}

/// Positions that belong to no department.
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

/// Above positions whose superior is not known.
pub fn undetermined(language: Language) -> &'static str {
    match language {
        Language::Chinese => "未定上级",
        Language::English => "Superior not named",
    }
}
