//! Derives values from the data of all positions: superiors, subordinates and peers, who carries which duty, sums of
//! headcounts, the index.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};

use super::people::{People, people};
use super::pinyin::{Pinyin, Reading};
use super::selection::Selection;
use crate::model::{
    Department, DutyWords, Handbook, Headcount, Language, LineKind, Position, Reporting, ReportingLine,
    Status,
};

/// The relations between the positions of a whole handbook.
///
/// Positions are numbered in the handbook's order. Only those in use have relations, and only shown ones have anchors.
pub struct Organisation<'a> {
    handbook: &'a Handbook,
    reporting: Reporting<'a>,
    words: DutyWords<'a>,
    /// The number of each department's first position.
    first: Vec<usize>,
    /// `{id, title}` of each position.
    links: Vec<Value>,
    subordinates: Vec<Arc<[Value]>>,
    /// The numbers of the positions that report to each one in the functional line only.
    functional: Vec<Vec<usize>>,
    /// The first superior of each position, and the position's place among the superior's subordinates.
    place: Vec<Option<(usize, usize)>>,
}

impl<'a> Organisation<'a> {
    pub fn new(handbook: &'a Handbook, selection: &Selection) -> Organisation<'a> {
        let reporting = Reporting::new(handbook);
        let positions = &reporting.roster.positions;
        let shown: BTreeSet<(usize, usize)> = selection
            .departments
            .iter()
            .flat_map(|of| of.positions.iter().map(|position| (of.department, *position)))
            .collect();
        let mut first = Vec::new();
        let mut links = Vec::with_capacity(positions.len());
        for (at, department) in handbook.departments.iter().enumerate() {
            first.push(links.len());
            let link = |(place, position): (usize, &Position)| link(position, shown.contains(&(at, place)));
            links.extend(department.positions.iter().enumerate().map(link));
        }
        let mut subordinates: Vec<Vec<Value>> = vec![Vec::new(); positions.len()];
        let mut functional = vec![Vec::new(); positions.len()];
        let mut place = vec![None; positions.len()];
        let active = positions.iter().enumerate().filter(|(_, position)| position.status == Status::Active);
        for (number, _) in active {
            let superiors: BTreeSet<usize> =
                reporting.superiors(number).filter(|superior| *superior != number).collect();
            let nearest = reporting.superiors(number).find(|superior| *superior != number);
            let guides: BTreeSet<usize> = reporting.in_line(number, LineKind::Functional).collect();
            for guide in guides.difference(&superiors).filter(|guide| **guide != number) {
                functional[*guide].push(number);
            }
            for superior in superiors {
                let (Some(below), Some(link)) = (subordinates.get_mut(superior), links.get(number)) else {
                    continue;
                };
                if nearest == Some(superior) {
                    place[number] = Some((superior, below.len()));
                }
                below.push(link.clone());
            }
        }
        let subordinates = subordinates.into_iter().map(Arc::from).collect();
        let words = DutyWords::new(handbook);
        Organisation { handbook, reporting, words, first, links, subordinates, functional, place }
    }

    fn links(&self, numbers: &[usize]) -> Vec<Value> {
        numbers.iter().filter_map(|number| self.links.get(*number)).cloned().collect()
    }

    /// The number of a position by its places in the handbook and in its department.
    fn number(&self, department: usize, place: usize) -> Option<usize> {
        Some(self.first.get(department)? + place)
    }

    /// The anchor of a position that is shown.
    pub fn anchor(&self, department: usize, place: usize) -> Option<Value> {
        let link = self.links.get(self.number(department, place)?)?;
        link.get_attr("id").ok().filter(|id| !id.is_none() && !id.is_undefined())
    }

    /// 直接上级: the superiors of a position, as it names them.
    pub fn superiors(&self, department: usize, place: usize) -> &[ReportingLine<'a>] {
        self.number(department, place).map_or(&[], |number| self.reporting.lines(number))
    }

    /// 直接下级: the positions that report to this one, in the handbook's order.
    pub fn subordinates(&self, department: usize, place: usize) -> Value {
        let number = self.number(department, place);
        let below = number.and_then(|number| self.subordinates.get(number)).cloned().unwrap_or_default();
        Value::from_object(Others { all: below, own: None })
    }

    /// The positions that report to this one in the functional line only, in the handbook's order.
    pub fn functional_subordinates(&self, department: usize, place: usize) -> Vec<Value> {
        let number = self.number(department, place);
        number.and_then(|number| self.functional.get(number)).map_or(Vec::new(), |all| self.links(all))
    }

    /// The positions whose holders also hold this one.
    pub fn holders(&self, department: usize, place: usize) -> Vec<Value> {
        let number = self.number(department, place);
        number.map_or(Vec::new(), |number| self.links(self.reporting.holders(number)))
    }

    /// 同级: the other positions with the same first superior.
    pub fn peers(&self, department: usize, place: usize) -> Value {
        let number = self.number(department, place);
        let found = number.and_then(|number| *self.place.get(number)?);
        let (all, own) = match found.and_then(|(superior, own)| Some((self.subordinates.get(superior)?, own)))
        {
            Some((all, own)) => (all.clone(), Some(own)),
            None => (Arc::default(), None),
        };
        Value::from_object(Others { all, own })
    }

    /// The duties of a department, each with the positions that carry it: `{duty, carriers}`.
    pub fn assignments(&self, department: usize) -> Value {
        let Some(of) = self.handbook.departments.get(department) else {
            return Value::from(Vec::<Value>::new());
        };
        let assignment = |(duty, carriers): (&crate::model::Str, Vec<(usize, usize)>)| {
            let numbers = carriers.iter().filter_map(|(department, place)| self.number(*department, *place));
            let carriers = self.links(&numbers.collect::<Vec<usize>>());
            Value::from_pairs([("duty", Value::from(duty.as_str())), ("carriers", Value::from(carriers))])
        };
        let carriers = self.words.carriers(department);
        Value::from(of.duties.iter().zip(carriers).map(assignment).collect::<Vec<Value>>())
    }
}

fn link(position: &Position, shown: bool) -> Value {
    let id = if shown { Value::from(position.id.as_str()) } else { Value::from(()) };
    Value::from_pairs([("id", id), ("title", Value::from(position.title.as_str()))])
}

/// A list without one of its items, which shares the whole list instead of copying it.
#[derive(Debug)]
struct Others {
    all: Arc<[Value]>,
    own: Option<usize>,
}

impl Others {
    fn len(&self) -> usize {
        self.all.len() - usize::from(self.own.is_some_and(|own| own < self.all.len()))
    }
}

impl Object for Others {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let at = key.as_usize()?;
        let at = if self.own.is_some_and(|own| own <= at) { at.checked_add(1)? } else { at };
        self.all.get(at).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.len())
    }
}

/// Sums of the positions in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Staffing {
    pub positions: usize,
    /// The headcount that the handbook allows (编制).
    pub planned: Option<Headcount>,
    /// The sum of the positions (定员); `None` if none of them has a headcount.
    pub actual: Option<Headcount>,
    /// Actual minus planned, as a range; `None` if either is not fully known.
    pub difference: Option<(i64, i64)>,
}

impl Staffing {
    /// The sums of a department's shown positions, given by place. If positions are left out, there is no difference.
    pub fn of(organisation: &Organisation, department: usize, shown: &[usize]) -> Staffing {
        let Some(of) = organisation.handbook.departments.get(department) else { return Staffing::default() };
        let active = of.positions.iter().filter(|position| position.status == Status::Active).count();
        let numbers = shown.iter().filter_map(|place| organisation.number(department, *place));
        let counts: Vec<Option<Headcount>> =
            numbers.map(|number| organisation.reporting.counted(number)).collect();
        let known = counts.iter().flatten().count();
        let actual: Option<Headcount> =
            (known > 0 || counts.is_empty()).then(|| counts.iter().flatten().copied().sum());
        let planned = of.headcount.as_ref().map(|headcount| headcount.value);
        let whole = known == counts.len() && counts.len() == active;
        let both = planned.zip(actual).filter(|_| whole);
        let difference = both.map(|(planned, actual)| actual.beyond(planned));
        Staffing { positions: counts.len(), planned, actual, difference }
    }

    /// The sums of several departments. There is a difference only if each has one.
    pub fn sum(departments: &[Staffing]) -> Staffing {
        let all = |of: fn(&Staffing) -> Option<Headcount>| {
            let known: Vec<Headcount> = departments.iter().filter_map(of).collect();
            (!known.is_empty()).then(|| known.into_iter().sum())
        };
        let differences: Option<Vec<_>> = departments.iter().map(|staffing| staffing.difference).collect();
        let sum = |all: Vec<(i64, i64)>| all.iter().fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
        Staffing {
            positions: departments.iter().map(|staffing| staffing.positions).sum(),
            planned: all(|staffing| staffing.planned),
            actual: all(|staffing| staffing.actual),
            difference: differences.filter(|all| !all.is_empty()).map(sum),
        }
    }

    /// The values for templates.
    pub fn entries(&self, language: Language) -> [(&'static str, Value); 4] {
        let people = |headcount: Option<Headcount>| Value::from(headcount.map(|of| people(of, language)));
        let (least, most) = self.difference.unwrap_or_default();
        let difference = self.difference.map(|_| People::value(least, most, language));
        [
            ("headcount", people(self.planned)),
            ("position_count", Value::from(self.positions)),
            ("actual_headcount", people(self.actual)),
            ("headcount_difference", Value::from(difference)),
        ]
    }
}

/// 岗位索引: the shown positions by pinyin, grouped by letter, and by code.
pub fn index(handbook: &Handbook, selection: &Selection) -> Value {
    let mut entries = Vec::new();
    for of in &selection.departments {
        let Some(department) = handbook.departments.get(of.department) else { continue };
        let shown = of.positions.iter().filter_map(|place| department.positions.get(*place));
        entries.extend(shown.map(|position| IndexLine::new(position, department)));
    }
    let Some(pinyin) = Pinyin::new() else { return Value::from_pairs([("by_pinyin", ()), ("by_code", ())]) };
    let mut by_pinyin: Vec<(Reading, &IndexLine)> =
        entries.iter().map(|entry| (pinyin.read(entry.title), entry)).collect();
    let code = |a: &IndexLine, b: &IndexLine| {
        pinyin.compare_codes(a.code.unwrap_or_default(), b.code.unwrap_or_default())
    };
    // The sort is stable, so equal ones stay in the handbook's order.
    by_pinyin.sort_by(|a, b| pinyin.compare(&a.0, &b.0).then_with(|| code(a.1, b.1)));
    let groups = by_pinyin.chunk_by(|a, b| a.0.letter == b.0.letter).map(|group| {
        let letter = group.first().map_or(String::new(), |(reading, _)| reading.letter.to_string());
        let entries: Vec<Value> = group.iter().map(|(_, entry)| entry.value.clone()).collect();
        Value::from_pairs([("letter", Value::from(letter)), ("entries", Value::from(entries))])
    });
    let groups: Vec<Value> = groups.collect();
    let mut by_code: Vec<&IndexLine> = entries.iter().filter(|entry| entry.code.is_some()).collect();
    by_code.sort_by(|a, b| code(a, b));
    let by_code: Vec<Value> = by_code.into_iter().map(|entry| entry.value.clone()).collect();
    Value::from_pairs([("by_pinyin", Value::from(groups)), ("by_code", Value::from(by_code))])
}

/// A line of the index: `{id, title, department, code}`.
struct IndexLine<'a> {
    title: &'a str,
    code: Option<&'a str>,
    value: Value,
}

impl<'a> IndexLine<'a> {
    fn new(position: &'a Position, department: &Department) -> IndexLine<'a> {
        let title = position.title.as_str();
        let code = position.code.as_ref().map(|code| code.as_str());
        let value = Value::from_pairs([
            ("id", Value::from(position.id.as_str())),
            ("title", Value::from(title)),
            ("department", Value::from(department.name.as_ref().map(|name| name.as_str()))),
            ("code", Value::from(code)),
        ]);
        IndexLine { title, code, value }
    }
}

#[cfg(test)]
mod tests {
    use super::super::selection::Selected;
    use super::*;
    use crate::world::Memory;

    fn handbook() -> Handbook {
        let files = [
            ("handbook.yaml", "部门: [{名称: 总经办, 编制: 2}, {名称: 财务部, 编制: 3}, 待建部]\n"),
            (
                "总经办/a.yaml",
                "- {岗位名称: 总经理, 岗位编号: A-1, 定员: 1}\n- {岗位名称: 秘书, 岗位编号: A-10, 直接上级: 总经理}\n",
            ),
            (
                "财务部/a.yaml",
                "- {岗位名称: 财务部经理, 岗位编号: A-2, 定员: 1, 直接上级: 总经理}\n\
                 - {岗位名称: 会计, 定员: 2, 直接上级: [财务部经理, 总经理]}\n\
                 - {岗位名称: 出纳, 岗位编号: A-9, 定员: 1, 直接上级: 财务部经理}\n\
                 - {岗位名称: 开票员, 岗位编号: A-3, 定员: 5, 直接上级: 财务部经理, 状态: 撤销}\n",
            ),
        ];
        let world: Memory =
            files.into_iter().map(|(path, text)| (path, text.replace("定员", "岗位定员"))).collect();
        let loaded = crate::model::load(&world);
        assert_eq!(loaded.diagnostics, []);
        loaded.handbook
    }

    fn selection() -> Selection {
        let selected = |department, positions: &[usize], withdrawn: &[usize]| Selected {
            department,
            positions: positions.to_vec(),
            withdrawn: withdrawn.to_vec(),
            shared: Vec::new(),
        };
        Selection {
            departments: vec![
                selected(0, &[0, 1], &[]),
                selected(1, &[0, 1, 2], &[3]),
                selected(2, &[], &[]),
            ],
        }
    }

    fn titles(list: &Value) -> Vec<String> {
        let title = |value: Value| value.get_attr("title").unwrap().to_string();
        list.try_iter().unwrap().map(title).collect()
    }

    #[test]
    fn superiors_know_who_reports_to_them() {
        let handbook = handbook();
        let organisation = Organisation::new(&handbook, &selection());
        assert_eq!(titles(&organisation.subordinates(0, 0)), ["秘书", "财务部经理", "会计"]);
        assert_eq!(titles(&organisation.subordinates(1, 0)), ["会计", "出纳"]);
        assert_eq!(titles(&organisation.subordinates(1, 3)), [""; 0]);
        assert_eq!(organisation.subordinates(1, 0).len(), Some(2));
    }

    #[test]
    fn peers_share_the_first_superior() {
        let handbook = handbook();
        let organisation = Organisation::new(&handbook, &selection());
        assert_eq!(titles(&organisation.peers(1, 1)), ["出纳"]);
        assert_eq!(titles(&organisation.peers(1, 2)), ["会计"]);
        assert_eq!(titles(&organisation.peers(0, 1)), ["财务部经理", "会计"]);
        assert_eq!(titles(&organisation.peers(0, 0)), [""; 0]);
        assert_eq!(titles(&organisation.peers(1, 3)), [""; 0], "a withdrawn position has none");
        let peers = organisation.peers(1, 1);
        assert_eq!(
            (peers.len(), peers.is_true(), organisation.peers(0, 0).is_true()),
            (Some(1), true, false)
        );
    }

    #[test]
    fn what_is_left_out_has_no_anchor() {
        let handbook = handbook();
        let selection = Selection { departments: vec![selection().departments.swap_remove(0)] };
        let organisation = Organisation::new(&handbook, &selection);
        let links: Vec<Value> = organisation.subordinates(0, 0).try_iter().unwrap().collect();
        let ids: Vec<Value> = links.iter().map(|link| link.get_attr("id").unwrap()).collect();
        assert_eq!(ids, [Value::from("d1p2"), Value::from(()), Value::from(())]);
    }

    fn sums(handbook: &Handbook, department: usize, shown: &[usize]) -> Staffing {
        Staffing::of(&Organisation::new(handbook, &Selection::default()), department, shown)
    }

    #[test]
    fn sums_are_told_as_far_as_they_are_known() {
        let handbook = handbook();
        let of = |department: usize, shown: &[usize]| sums(&handbook, department, shown);
        let people = |number: u64| Some(Headcount::from(number));
        let open = of(0, &[0, 1]);
        assert_eq!(open, Staffing { positions: 2, planned: people(2), actual: people(1), difference: None });
        let whole = of(1, &[0, 1, 2]);
        let over = Some((1, 1));
        assert_eq!(whole, Staffing { positions: 3, planned: people(3), actual: people(4), difference: over });
        assert_eq!(of(1, &[0]).difference, None, "others are left out");
        let empty = of(2, &[]);
        assert_eq!(empty, Staffing { positions: 0, planned: None, actual: people(0), difference: None });
        let sum = Staffing::sum(&[open, whole, empty]);
        assert_eq!(sum, Staffing { positions: 5, planned: people(5), actual: people(5), difference: None });
        assert_eq!(Staffing::sum(&[whole, whole]).difference, Some((2, 2)));
        assert_eq!(Staffing::sum(&[]), Staffing::default());
    }

    #[test]
    fn sums_of_ranges_are_ranges_and_what_is_held_concurrently_counts_nothing() {
        let text = "- {岗位名称: 经理, 岗位定员: 1, 兼任: 安全员}\n- {岗位名称: 操作工, 岗位定员: 6-8人}\n\
                    - {岗位名称: 安全员, 岗位定员: 1}\n- {岗位名称: 统计员}\n";
        let files = [("handbook.yaml", "部门: [{名称: 车间, 编制: 8-9}]\n"), ("车间/a.yaml", text)];
        let loaded = crate::model::load(&Memory::from_iter(files));
        assert_eq!(loaded.diagnostics, []);
        let sum = sums(&loaded.handbook, 0, &[0, 1, 2]);
        assert_eq!(sum.actual, Some(Headcount { least: 7, most: 9 }));
        let mut handbook = loaded.handbook;
        handbook.departments[0].positions.pop();
        assert_eq!(sums(&handbook, 0, &[0, 1, 2]).difference, Some((-1, 0)));
    }

    #[test]
    fn a_functional_line_makes_neither_subordinates_nor_peers() {
        let text = "- {岗位名称: 厂长}\n- {岗位名称: 总监}\n- {岗位名称: 甲, 直接上级: {行政: 厂长, 业务: 总监}}\n\
                    - {岗位名称: 乙, 直接上级: [总监, 虚线: 厂长]}\n- {岗位名称: 丙, 直接上级: 厂长、总监（业务）}\n";
        let handbook = crate::model::load(&Memory::from_iter([("部/a.yaml", text)])).handbook;
        let organisation = Organisation::new(&handbook, &Selection::default());
        assert_eq!(titles(&organisation.subordinates(0, 0)), ["甲", "丙"]);
        assert_eq!(titles(&organisation.subordinates(0, 1)), ["乙"]);
        assert_eq!(titles(&Value::from(organisation.functional_subordinates(0, 1))), ["甲", "丙"]);
        assert_eq!(titles(&Value::from(organisation.functional_subordinates(0, 0))), ["乙"]);
        assert_eq!(titles(&organisation.peers(0, 2)), ["丙"]);
    }

    #[test]
    fn the_index_is_by_pinyin_and_by_code() {
        let handbook = handbook();
        let index = index(&handbook, &selection());
        let groups: Vec<Value> = index.get_attr("by_pinyin").unwrap().try_iter().unwrap().collect();
        let told = |group: &Value| {
            let letter = group.get_attr("letter").unwrap();
            format!("{letter} {}", titles(&group.get_attr("entries").unwrap()).join(" "))
        };
        let told: Vec<String> = groups.iter().map(told).collect();
        assert_eq!(told, ["C 财务部经理 出纳", "K 会计", "M 秘书", "Z 总经理"]);
        let codes = index.get_attr("by_code").unwrap();
        let codes: Vec<String> =
            codes.try_iter().unwrap().map(|entry| entry.get_attr("code").unwrap().to_string()).collect();
        assert_eq!(codes, ["A-1", "A-2", "A-9", "A-10"]);
    }
}
