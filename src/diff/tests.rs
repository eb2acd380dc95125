//! Differences say enough to make one handbook of the other.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

use super::compare::{Side, list_key};
use super::{Difference, DifferenceKind, HandbookDifferences, PositionEvent, compare, staffing};
use crate::diag::Lang;
use crate::model::keys::KeyKind;
use crate::model::{Department, Handbook, Keyed, Language, load};
use crate::tables::{DataField, SheetKind, labelled_keys, values};
use crate::world::Memory;

const LANG: Lang = Lang::Zh;

/// What a handbook says, by names, without empty texts.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    handbook: Texts,
    /// With the number of positions and their headcounts together.
    departments: BTreeMap<String, (usize, String, Texts)>,
    /// By id.
    positions: BTreeMap<String, SaidOfPosition>,
}

/// By key; `true` for its second field.
type Texts = BTreeMap<(&'static str, bool), String>;

#[derive(Clone, Debug, Default, PartialEq)]
struct SaidOfPosition {
    texts: Texts,
    lists: BTreeMap<&'static str, Vec<SaidItem>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct SaidItem {
    label: String,
    /// By key; that of an item which is a text itself is empty.
    fields: BTreeMap<&'static str, String>,
}

impl Said {
    fn by(handbook: &Handbook, language: Language) -> Said {
        let side = Side::new(handbook, LANG);
        let positions =
            side.ids.iter().enumerate().map(|(at, id)| (id.clone(), SaidOfPosition::at(&side, at)));
        let own = |name: &str| {
            let of = |department: &&Department| department.name.as_ref().map_or("", |name| name) == name;
            let found = handbook.departments.iter().find(of).unwrap();
            texts_of(&Department { name: None, ..found.own() }, language)
        };
        let departments = staffing::staffing(handbook, handbook, LANG).departments.into_iter().map(|row| {
            let [_, headcount] = row.headcount;
            (row.name.clone(), (row.positions[1], headcount, own(&row.name)))
        });
        Said {
            handbook: texts_of(&handbook.own(), language),
            departments: departments.collect(),
            positions: positions.collect(),
        }
    }

    /// The positions in use, in an order that does not depend on their files.
    fn in_use(&self) -> Vec<String> {
        let status = |said: &&SaidOfPosition| said.texts[&("status", false)] == "在用";
        let mut all: Vec<String> =
            self.positions.values().filter(status).map(|said| format!("{said:#?}")).collect();
        all.sort();
        all
    }
}

fn texts_of<R: Keyed>(record: &R, language: Language) -> Texts {
    let all = values(record, language).into_iter().map(|(key, cell)| ((key.name, false), cell.shown()));
    all.filter(|(_, text)| !text.is_empty()).collect()
}

impl SaidOfPosition {
    fn at(side: &Side, at: usize) -> SaidOfPosition {
        let mut said = SaidOfPosition::default();
        for (number, sheet) in side.sheets.iter().enumerate() {
            let mut list = |key: &'static str, section| {
                let items: Vec<SaidItem> = side
                    .items(number, at, section)
                    .into_iter()
                    .map(|item| {
                        let fields = item.fields.iter().filter(|field| !field.text.is_empty());
                        let fields =
                            fields.map(|field| (field.key.map_or("", |key| key.name), field.text.clone()));
                        SaidItem { fields: fields.collect(), label: item.label }
                    })
                    .collect();
                if !items.is_empty() {
                    said.lists.insert(key, items);
                }
            };
            match sheet.kind {
                SheetKind::Positions => {
                    for (column_at, column) in sheet.columns.iter().enumerate() {
                        let of = match column.field {
                            DataField::Key(key) => (key, false),
                            DataField::Second(key) => (key, true),
                            _ => continue,
                        };
                        let text = side.text(number, column_at, of.0, at);
                        set(&mut said.texts, (of.0.name, of.1), text);
                    }
                }
                SheetKind::Labelled => {
                    labelled_keys().for_each(|key| list(key.name, Some(key.name_in(LANG))));
                }
                kind => list_key(kind).into_iter().for_each(|key| list(key.name, None)),
            }
        }
        said
    }
}

fn set(texts: &mut Texts, key: (&'static str, bool), text: String) {
    match text.is_empty() {
        true => _ = texts.remove(&key),
        false => _ = texts.insert(key, text),
    }
}

/// Makes what differences tell. What a new position says is not in them, so that it is taken from the new side.
fn apply(found: &HandbookDifferences, old: &Said, new: &Said) -> Said {
    let mut said = old.clone();
    apply_to_texts(&found.handbook, &mut said.handbook);
    for of in &found.departments {
        match of.is_listed {
            [_, false] => _ = said.departments.remove(&of.name),
            [_, true] => {
                let (positions, headcount, texts) = said.departments.entry(of.name.clone()).or_default();
                (*positions, *headcount) = (of.positions[1], of.headcount[1].clone());
                apply_to_texts(&of.differences, texts);
            }
        }
    }
    said.positions = BTreeMap::new();
    let mut left = old.positions.clone();
    for of in &found.positions {
        let before = of.before.as_ref().map(|before| left.remove(&before.id).unwrap());
        let Some(after) = &of.after else { continue };
        let now = match before {
            Some(mut now) => {
                let lists = of.differences.chunk_by(|a, b| a.key == b.key);
                for of_key in lists {
                    match now.lists.get_mut(of_key[0].key.name) {
                        _ if of_key[0].numbers == [None; 2] || is_text_list(&of_key[0]) => {
                            apply_to_texts(of_key, &mut now.texts);
                        }
                        list => {
                            let empty = &mut Vec::new();
                            let list = list.unwrap_or(empty);
                            let items = apply_to_items(of_key, list);
                            now.lists.remove(of_key[0].key.name);
                            if !items.is_empty() {
                                now.lists.insert(of_key[0].key.name, items);
                            }
                        }
                    }
                }
                assert_eq!(now.texts[&("title", false)], after.title);
                now
            }
            None => new.positions[&after.id].clone(),
        };
        assert_eq!(of.before.is_none(), of.events.contains(&PositionEvent::New));
        said.positions.insert(format!("new {}", after.id), now);
    }
    said.positions.extend(left);
    said
}

/// Whether a key is a list of texts, which stand in one cell.
fn is_text_list(of: &Difference) -> bool {
    matches!(of.key.kind, KeyKind::Texts | KeyKind::Roles)
}

fn apply_to_texts(differences: &[Difference], texts: &mut Texts) {
    for of_key in differences.chunk_by(|a, b| a.key == b.key && a.is_second == b.is_second) {
        let key = (of_key[0].key.name, of_key[0].is_second);
        let before = texts.get(&key).cloned().unwrap_or_default();
        let text = match of_key {
            [of] if of.numbers == [None; 2] => {
                assert_eq!(of.before, before);
                of.after.clone()
            }
            _ => {
                let item = |line: &str| SaidItem {
                    fields: BTreeMap::from([("", line.to_owned())]),
                    ..SaidItem::default()
                };
                let items: Vec<SaidItem> = before.lines().map(item).collect();
                let lines: Vec<String> =
                    apply_to_items(of_key, &items).into_iter().map(|item| item.fields[""].clone()).collect();
                lines.join("\n")
            }
        };
        set(texts, key, text);
    }
}

fn apply_to_items(differences: &[Difference], old: &[SaidItem]) -> Vec<SaidItem> {
    let mut stays: Vec<Option<SaidItem>> = old.iter().cloned().map(Some).collect();
    let is_field =
        |of: &&Difference| of.kind != DifferenceKind::Moved && of.numbers.iter().all(Option::is_some);
    for of in differences.iter().filter(is_field) {
        let item = stays[of.numbers[0].unwrap() - 1].as_mut().unwrap();
        let field = of.field.map_or("", |key| key.name);
        assert_eq!(item.fields.get(field).cloned().unwrap_or_default(), of.before);
        match of.after.is_empty() {
            true => _ = item.fields.remove(field),
            false => _ = item.fields.insert(field, of.after.clone()),
        }
    }
    let mut placed: BTreeMap<usize, SaidItem> = BTreeMap::new();
    for of in differences.iter().filter(|of| !is_field(of)) {
        let was = of.numbers[0].map(|number| stays[number - 1].take().unwrap());
        let Some(number) = of.numbers[1] else { continue };
        let fields = || {
            let fields = of.fields.iter();
            fields.map(|field| (field.key.map_or("", |key| key.name), field.text.clone())).collect()
        };
        let item =
            SaidItem { fields: was.map_or_else(fields, |item| item.fields), label: of.labels[1].clone() };
        assert!(placed.insert(number, item).is_none());
    }
    let mut stays = stays.into_iter().flatten();
    let mut items = Vec::new();
    while let Some(item) = placed.remove(&(items.len() + 1)).or_else(|| stays.next()) {
        items.push(item);
    }
    assert!(placed.is_empty(), "{placed:?}");
    items
}

const TEXTS: [&str; 10] = [
    "询价比价",
    "询价、比价和议价",
    "签订采购合同",
    "签订合同",
    "签订合同\n工作标准：三日内",
    "登记台账",
    "接送客人",
    "接送来客，保养车辆",
    "三家以上",
    "Q3",
];

fn text() -> impl Strategy<Value = &'static str> {
    select(&TEXTS[..])
}

fn texts() -> impl Strategy<Value = Vec<&'static str>> {
    vec(text(), 0..4)
}

fn duty() -> impl Strategy<Value = Json> {
    prop_oneof![
        text().prop_map(|text| json!(text)),
        (text(), option::of(text()), texts(), option::of(select(&["30%", "70%"][..]))).prop_map(
            |(text, standard, tasks, weight)| {
                json!({"描述": text, "标准": standard, "工作任务": tasks, "权重": weight})
            }
        ),
    ]
}

fn duties() -> impl Strategy<Value = Json> {
    let list = || vec(duty(), 0..4);
    prop_oneof![
        list().prop_map(|duties| json!(duties)),
        (list(), list()).prop_map(|(main, daily)| json!({"主要工作": main, "日常工作": daily})),
        (list(), list()).prop_map(|(other, daily)| json!({"日常工作": daily, "其他": other})),
    ]
}

fn labelled() -> impl Strategy<Value = Json> {
    let of_label = (select(&["学历", "经验", "技能", "其他"][..]), texts());
    prop_oneof![
        texts().prop_map(|texts| json!(texts)),
        vec(of_label, 0..4)
            .prop_map(|all| all.into_iter().map(|(label, texts)| (label.to_owned(), json!(texts))).collect()),
    ]
}

fn superiors() -> impl Strategy<Value = Json> {
    prop_oneof![
        option::of(select(&TITLES[..])).prop_map(|title| json!(title)),
        (select(&TITLES[..]), vec(select(&TITLES[..]), 0..3))
            .prop_map(|(one, others)| json!({"行政": one, "业务": others})),
    ]
}

const TITLES: [&str; 4] = ["采购员", "销售员", "会计", "司机"];
const DEPARTMENTS: [&str; 3] = ["采购部", "行政部", "财务部"];

fn position() -> impl Strategy<Value = Json> {
    let known = (
        select(&TITLES[..]),
        option::of(select(&["A-1", "A-2", "A-3"][..])),
        option::of(select(&DEPARTMENTS[..])),
        option::of(select(&["2", "3", "2-3"][..])),
        option::weighted(0.2, Just("撤销")),
        superiors(),
    );
    let record = |[name, other]: [&'static str; 2]| {
        vec((text(), option::of(text())).prop_map(move |(one, two)| json!({name: one, other: two})), 0..3)
    };
    let lists =
        (duties(), texts(), labelled(), labelled(), record(["指标", "目标"]), record(["角色", "姓名"]));
    let others = (option::of(text()), option::of(Just("2026-05-01")), 0..3_i32);
    (known, lists, others).prop_map(|(known, lists, others)| {
        let (title, code, department, headcount, status, superiors) = known;
        let (duties, authority, qualifications, conditions, kpis, approvals) = lists;
        let (remarks, date, order) = others;
        json!({
            "岗位名称": title, "岗位编号": code, "所在部门": department, "岗位定员": headcount, "状态": status,
            "直接上级": superiors, "职责": duties, "权限": authority, "任职资格": qualifications,
            "其它": conditions, "考核指标": kpis, "审批": approvals, "备注": remarks, "生效日期": date, "序号": order,
        })
    })
}

fn handbook() -> impl Strategy<Value = Handbook> {
    let department = |name: &'static str| {
        (any::<bool>(), texts(), option::of(text())).prop_map(move |(is_there, duties, manager)| {
            is_there.then(|| json!({"名称": name, "部门职责": duties, "负责人": manager}))
        })
    };
    let departments = DEPARTMENTS.map(department);
    let own = (option::of(text()), option::of(Just("2026-01-01")), texts());
    (vec(position(), 0..6), departments, own).prop_map(|(positions, departments, own)| {
        let (foreword, date, external) = own;
        let departments: Vec<Json> = departments.into_iter().flatten().collect();
        let handbook =
            json!({"编制说明": foreword, "生效日期": date, "外部岗位": external, "部门": departments});
        let mut world = Memory::new();
        world.insert("handbook.yaml", without_null(handbook).to_string());
        world.insert("岗位.yaml", without_null(json!(positions)).to_string());
        load(&world).handbook
    })
}

/// A key that says nothing is not there: some may not be null.
fn without_null(json: Json) -> Json {
    match json {
        Json::Object(entries) => {
            let entries = entries.into_iter().filter(|(_, value)| !value.is_null());
            Json::Object(entries.map(|(key, value)| (key, without_null(value))).collect())
        }
        Json::Array(items) => items.into_iter().map(without_null).collect(),
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn differences_make_the_new_handbook_of_the_old_one(old in handbook(), new in handbook()) {
        let found = compare(&old, &new, LANG);
        let language = new.language;
        let new_said = Said::by(&new, language);
        let made = apply(&found, &Said::by(&old, language), &new_said);
        prop_assert_eq!(made.in_use(), new_said.in_use());
        prop_assert_eq!(made.handbook, new_said.handbook);
        prop_assert_eq!(made.departments, new_said.departments);
    }

    #[test]
    fn a_handbook_has_no_differences_from_itself(one in handbook()) {
        prop_assert!(compare(&one, &one, LANG).is_empty());
    }
}
