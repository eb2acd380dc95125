//! Says in words what a sheet shows: its title and its alternative text.

use std::collections::BTreeMap;

use super::diagram::{Diagram, DiagramBox, DiagramKind};
use super::forest::Forest;
use super::split::DiagramPiece;
use super::views::ChartView;
use crate::model::Language;

/// The most characters of an alternative text, approximately.
const LONGEST: usize = 600;
/// How many subordinates of one superior are named.
const MOST_NAMED: usize = 12;
/// The most characters of a name; the rest is cut off.
const LONGEST_NAME: usize = 40;

/// The title of a sheet. If the chart has several, `of` is the sheet's number and their count, and the title names
/// the box at the sheet's head too.
pub fn title(
    view: &ChartView,
    piece: &DiagramPiece,
    of: Option<(usize, usize)>,
    language: Language,
) -> String {
    let Some((number, count)) = of else { return view.title.clone() };
    let head = match &piece.head {
        Some(head) if *head != view.title => format!("·{}", short(head)),
        _ => String::new(),
    };
    match language {
        Language::Chinese => format!("{}{head}（{number}/{count}）", view.title),
        Language::English => format!("{}{head} ({number}/{count})", view.title),
    }
}

/// The alternative text: who leads whom, level by level, as far as the length allows.
pub fn alt(diagram: &Diagram, forest: &Forest) -> String {
    let is_chinese = forest.language == Language::Chinese;
    let (open, between, end) =
        if is_chinese { ("组织架构图：", "；", "。") } else { ("Organisation chart: ", "; ", ".") };
    let mut text = open.to_owned();
    let mut length = text.chars().count();
    let mut is_first = true;
    let mut is_whole = true;
    let lines = diagram.boxes.iter().filter(|entry| !entry.below.is_empty());
    let lines = lines.map(|entry| clause(entry, diagram, is_chinese));
    for clause in lines.chain(guides(diagram, forest.labels.get("functional"), is_chinese)) {
        length += clause.chars().count() + between.len();
        if length > LONGEST && !is_first {
            is_whole = false;
            break;
        }
        if !is_first {
            text += between;
        }
        text += &clause;
        is_first = false;
    }
    if is_first {
        text += &names(&(0..diagram.boxes.len()).collect::<Vec<_>>(), diagram, is_chinese);
    }
    if !is_whole {
        let count = diagram.boxes.len();
        text += &if is_chinese {
            format!("{between}……共{count}个框")
        } else {
            format!("{between}… {count} boxes in all")
        };
    }
    text + end
}

/// One superior with its subordinates: 总经理下设副总经理、营销部经理, or 未定上级：法务专员.
fn clause(entry: &DiagramBox, diagram: &Diagram, is_chinese: bool) -> String {
    let leads = match (entry.kind, is_chinese) {
        (DiagramKind::Undetermined, true) => "：",
        (DiagramKind::Undetermined, false) => ": ",
        (_, true) => "下设",
        (_, false) => " leads ",
    };
    format!("{}{leads}{}", short(&entry.name), names(&entry.below, diagram, is_chinese))
}

/// The functional lines, one clause for each superior: 质量总监是检验员、计量员的业务上级.
fn guides(diagram: &Diagram, line: &str, is_chinese: bool) -> Vec<String> {
    let mut guided: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, entry) in diagram.boxes.iter().enumerate() {
        entry.guides.iter().for_each(|guide| guided.entry(*guide).or_default().push(at));
    }
    let clause = |(guide, below): (usize, Vec<usize>)| {
        let (guide, below) = (short(&diagram.boxes[guide].name), names(&below, diagram, is_chinese));
        match is_chinese {
            true => format!("{guide}是{below}的{line}上级"),
            false => format!("{guide} leads {below} in the {line} line"),
        }
    };
    guided.into_iter().map(clause).collect()
}

fn names(boxes: &[usize], diagram: &Diagram, is_chinese: bool) -> String {
    let comma = if is_chinese { "、" } else { ", " };
    let named: Vec<String> =
        boxes.iter().take(MOST_NAMED).map(|&index| short(&diagram.boxes[index].name)).collect();
    let mut text = named.join(comma);
    match boxes.len().saturating_sub(MOST_NAMED) {
        0 => {}
        _ if is_chinese => text += &format!("等{}个岗位", boxes.len()),
        more => text += &format!(" and {more} more"),
    }
    text
}

fn short(name: &str) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}
