//! The JSON Schemas against the parser: what a schema refuses, the parser refuses too.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use gangwei::diag::{Diagnostic, Lang};
use gangwei::testing::model::keys::{self, ChoiceWord, KeyKind, KeyTable};
use gangwei::testing::model::schema::{self, DataFile};
use gangwei::testing::model::{self, load};
use gangwei::testing::pipeline::{self, Options};
use gangwei::testing::template;
use gangwei::testing::world::World;
use gangwei::testing::yaml::{self, Node, Scalar, Value as Yaml};
use jsonschema::Validator;
use proptest::prelude::*;
use regex::Regex;
use serde_json::{Value, json};

use super::sandbox::Sandbox;

fn schema_of(document: DataFile, lang: Lang) -> Value {
    serde_json::from_str(&schema::schema(document, lang, &template::known())).unwrap()
}

fn all_schemas() -> Vec<(DataFile, Lang, Value)> {
    let documents = [DataFile::Handbook, DataFile::Position];
    let all = documents.into_iter().flat_map(|document| [(document, Lang::Zh), (document, Lang::En)]);
    all.map(|(document, lang)| (document, lang, schema_of(document, lang))).collect()
}

fn validator(document: DataFile, lang: Lang) -> Validator {
    jsonschema::draft7::new(&schema_of(document, lang)).unwrap()
}

/// A document as a loader of YAML's core schema (1.2 §10.3) hands it to a validator.
fn loaded(node: &Node) -> Value {
    match &node.value {
        Yaml::Scalar(scalar) => core(scalar),
        Yaml::List(items) => items.iter().map(loaded).collect(),
        Yaml::Map(entries) => {
            let name = |key: &Node| key.as_scalar().map_or(String::new(), |key| key.text.clone());
            entries.iter().map(|entry| (name(&entry.key), loaded(&entry.value))).collect()
        }
    }
}

fn core(scalar: &Scalar) -> Value {
    let text = scalar.text.as_str();
    if !scalar.plain {
        return text.into();
    }
    let is = |pattern: &str| Regex::new(pattern).unwrap().is_match(text);
    match text {
        _ if scalar.is_null() => Value::Null,
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        _ if is("^0x[0-9a-fA-F]{1,8}$") => i64::from_str_radix(&text[2..], 16).unwrap().into(),
        _ if is("^0o[0-7]{1,8}$") => i64::from_str_radix(&text[2..], 8).unwrap().into(),
        _ if is("^[-+]?[0-9]{1,18}$") => text.trim_start_matches('+').parse::<i64>().unwrap().into(),
        _ if is(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$") => {
            text.parse::<f64>().unwrap().into()
        }
        _ => text.into(),
    }
}

struct Memory(BTreeMap<&'static str, String>);

impl World for Memory {
    fn files(&self) -> io::Result<Vec<String>> {
        Ok(self.0.keys().map(|path| path.to_string()).collect())
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        self.0.get(path).map(|text| text.as_bytes().into()).ok_or(io::ErrorKind::NotFound.into())
    }
}

/// What a check has against a file; nothing if it takes it.
fn parser_says(document: DataFile, text: &str) -> Vec<String> {
    errors(pipeline::check(&project(document, text), &Options::default(), false).diagnostics)
}

/// What stands against a file by itself.
fn decoder_says(document: DataFile, text: &str) -> Vec<String> {
    errors(load(&project(document, text)).diagnostics)
}

fn errors(found: Vec<Diagnostic>) -> Vec<String> {
    found.into_iter().filter(Diagnostic::is_error).map(|found| found.message.en).collect()
}

fn project(document: DataFile, text: &str) -> Memory {
    let text = text.to_owned();
    let files = match document {
        DataFile::Handbook => {
            [("handbook.yaml", text), ("市场部/销售员.yaml", "岗位名称: 销售员\n".to_owned())].into()
        }
        DataFile::Position => [("市场部/销售员.yaml", text)].into(),
    };
    Memory(files)
}

/// What the schema has against a file, document by document.
pub fn schema_says(validator: &Validator, text: &str) -> Vec<String> {
    let parsed = yaml::parse(&"file.yaml".into(), text.as_bytes());
    assert!(parsed.diagnostics.is_empty(), "{:?} in {text}", parsed.diagnostics);
    let documents: Vec<Value> = parsed.documents.iter().map(loaded).collect();
    let errors = documents.iter().flat_map(|document| validator.iter_errors(document));
    errors.map(|error| error.to_string()).collect()
}

#[test]
fn the_schemas_are_draft_07() {
    for (document, lang, schema) in all_schemas() {
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{document:?} {lang:?}");
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        let id = schema["$id"].as_str().unwrap();
        assert!(id.starts_with("urn:gangwei:schema:"), "{id}");
    }
}

#[test]
fn the_schema_tells_what_an_editor_shows() {
    let zh = schema_of(DataFile::Position, Lang::Zh);
    let names: Vec<&String> =
        zh["definitions"]["position"]["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names[..4], ["岗位名称", "title", "岗位编号", "code"]);
    assert_eq!(zh["definitions"]["position"]["properties"]["code"]["doNotSuggest"], true);
    let code = &zh["definitions"]["position.code"];
    assert_eq!(code["description"], "岗位编号，全手册不重复；不填、无、/ 表示没有。名称：岗位编号、code");
    assert_eq!(code["examples"], json!(["SC-02"]));
    assert_eq!(zh["definitions"]["position.headcount"]["examples"], json!([2]));
    let status = &zh["definitions"]["position.status"];
    assert_eq!(status["default"], "在用");
    assert_eq!(status["anyOf"][0]["enum"], json!(["在用", "active", "撤销", "withdrawn"]));

    let en = schema_of(DataFile::Position, Lang::En);
    let status = &en["definitions"]["position.status"];
    assert_eq!(status["anyOf"][0]["enum"], json!(["active", "在用", "withdrawn", "撤销"]));
    let duty = &en["definitions"]["duty"]["defaultSnippets"][0]["body"];
    assert_eq!(*duty, json!({"description": "$1", "standard": "$2"}));
    let labels = &en["definitions"]["labels.career"]["properties"];
    assert_eq!(labels["promote_to"]["description"], "Promotion. Names: promote_to, 晋升方向");
    assert_eq!(labels["education"]["doNotSuggest"], true);
}

#[test]
fn every_key_of_every_table_is_described_under_all_its_names() {
    for (_, lang, schema) in all_schemas() {
        let tables = [
            &model::HANDBOOK,
            &model::POSITION,
            &model::SUPERIORS,
            &model::DEPARTMENT,
            &model::REVISION,
            &model::APPROVAL,
            &model::DUTY,
            &model::TASK,
            &model::KPI,
            &model::PDF,
        ];
        let defined = tables.into_iter().filter(|table| schema["definitions"].get(table.id).is_some());
        for table in defined {
            let object = &schema["definitions"][table.id];
            assert_eq!(object["additionalProperties"], false);
            for key in table.keys {
                let id = format!("{}.{}", table.id, key.name);
                for name in key.names() {
                    let property = &object["properties"][name];
                    let target = property.get("$ref").unwrap_or(&property["allOf"][0]["$ref"]);
                    assert_eq!(*target, format!("#/definitions/{id}"));
                }
                let is_own = |pattern: &&String| {
                    key.synonyms.iter().all(|name| pattern.replace('\\', "").contains(name))
                };
                let patterns = object["patternProperties"].as_object();
                let pattern = patterns.and_then(|patterns| patterns.keys().find(is_own));
                assert!(key.synonyms.is_empty() || pattern.is_some(), "{id}");
                let description = schema["definitions"][&id]["description"].as_str().unwrap();
                assert!(description.starts_with(keys::choose(lang, key.doc)), "{id}");
                assert!(schema["definitions"][&id]["examples"][0] != Value::Null, "{id}");
            }
        }
    }
}

#[test]
fn the_sample_and_every_example_are_right() {
    let mut files = Vec::new();
    collect(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").as_path(), &mut files);
    files.retain(|path| path.ends_with(".yaml"));
    assert!(files.len() > 20);
    for lang in [Lang::Zh, Lang::En] {
        let handbook = validator(DataFile::Handbook, lang);
        let position = validator(DataFile::Position, lang);
        for path in &files {
            let text = fs::read_to_string(path).unwrap();
            let validator = if path.ends_with("handbook.yaml") { &handbook } else { &position };
            assert_eq!(schema_says(validator, &text), [""; 0], "{path}");
        }
        for (document, table, validator) in [
            (DataFile::Handbook, &model::HANDBOOK, &handbook),
            (DataFile::Position, &model::POSITION, &position),
        ] {
            for key in table.keys {
                let example = keys::choose(lang, key.example).replace('\n', "\n  ");
                let title = if key.name == "title" { "" } else { "title: 甲\n" };
                let text = format!("{title}{}:\n  {example}\n", key.name_in(lang));
                assert_eq!(schema_says(validator, &text), [""; 0], "{text}");
                // What an example names, such as a picture, need not be there.
                assert_eq!(decoder_says(document, &text), [""; 0], "{text}");
            }
        }
    }
}

fn collect(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path.to_str().unwrap().to_owned());
        }
    }
}

/// Plain mistakes of type, key and choice.
const WRONG: &[(DataFile, &str)] = &[
    (DataFile::Position, "岗位编号: SC-01"),
    (DataFile::Position, "岗位名称:"),
    (DataFile::Position, "岗位名称: '  '"),
    (DataFile::Position, "岗位名称: []"),
    (DataFile::Position, "岗位名称: [甲, 乙]"),
    (DataFile::Position, "岗位名称: 甲\ntitle: 乙"),
    (DataFile::Position, "岗位名称: 甲\n岗位编号: 1\ncode: 2"),
    (DataFile::Position, "岗位名称: 甲\n所在部门: 甲部\n所属部门: 甲部"),
    (DataFile::Position, "岗位名称: 甲\n职位名称: 甲"),
    (DataFile::Position, "岗位名称: 甲\n直接主管: 乙\n直属上级: 乙"),
    (DataFile::Position, "岗位名称: 甲\n职责: [{描述: 乙, 占比: 40%}]"),
    (DataFile::Position, "岗位名称: 甲\n职责: [{描述: 乙, 任务: [{标准: 丙}]}]"),
    (DataFile::Position, "岗位名称: 甲\n职责: [{描述: 乙, 任务: [{描述: 丙, 频次: 每天}]}]"),
    (DataFile::Position, "岗位名称: 甲\n编号: 1"),
    (DataFile::Position, "岗位名称: 甲\n公司: 甲公司"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: 两人"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: -2"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: 1.5"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: 1000001"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: true"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: [1]"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: 2-"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: 两-三人"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: 2/3"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: 3人以上"),
    (DataFile::Position, "岗位名称: 甲\n页数上限: 0"),
    (DataFile::Position, "岗位名称: 甲\n序号: 第一"),
    (DataFile::Position, "岗位名称: 甲\n状态: 停用"),
    (DataFile::Position, "岗位名称: 甲\n状态: [在用]"),
    (DataFile::Position, "岗位名称: 甲\n直接上级: {姓名: 乙}"),
    (DataFile::Position, "岗位名称: 甲\n直接上级: {行政: 乙, 实线: 丙}"),
    (DataFile::Position, "岗位名称: 甲\n直接上级: [乙, [丙]]"),
    (DataFile::Position, "岗位名称: 甲\n直接上级: [{岗位: 乙, 类型: 业务}]"),
    (DataFile::Position, "岗位名称: 甲\n兼任: {岗位: 乙}"),
    (DataFile::Position, "岗位名称: 甲\n权限: [{a: b}]"),
    (DataFile::Position, "岗位名称: 甲\n权限: [甲, []]"),
    (DataFile::Position, "岗位名称: 甲\n岗位职责: 做事"),
    (DataFile::Position, "岗位名称: 甲\n岗位职责: {主要工作: {描述: 做事}}"),
    (DataFile::Position, "岗位名称: 甲\n岗位职责: [{标准: 好}]"),
    (DataFile::Position, "岗位名称: 甲\n岗位职责: [{描述: [' ']}]"),
    (DataFile::Position, "岗位名称: 甲\n岗位职责: [{描述: 做事, description: 做事}]"),
    (DataFile::Position, "岗位名称: 甲\n岗位职责: [{描述: 做事, 标淮: 好}]"),
    (DataFile::Position, "岗位名称: 甲\n岗位职责: [[做事]]"),
    (DataFile::Position, "岗位名称: 甲\n岗位职责: {'': [做事]}"),
    (DataFile::Position, "岗位名称: 甲\n工作协作: [[财务部]]"),
    (DataFile::Position, "岗位名称: 甲\n工作协作: [财务部, {内部: {部门: 甲}}]"),
    (DataFile::Position, "岗位名称: 甲\n工作协作: {内部: 甲, internal: 乙}"),
    (DataFile::Position, "岗位名称: 甲\n任职资格: {学历: {最低: 本科}}"),
    (DataFile::Position, "岗位名称: 甲\n任职资格: {学历: {}}"),
    (DataFile::Position, "岗位名称: 甲\n主要考核指标: [{目标: 5}]"),
    (DataFile::Position, "岗位名称: 甲\n主要考核指标: {指标: 销量}"),
    (DataFile::Position, "岗位名称: 甲\n审批: [张三]"),
    (DataFile::Position, "岗位名称: 甲\n审批: 张三"),
    (DataFile::Position, "销售员"),
    (DataFile::Position, "[销售员]"),
    (DataFile::Position, "[[{岗位名称: 甲}]]"),
    (DataFile::Position, "岗位名称: 甲\n---\n岗位编号: 1"),
    (DataFile::Handbook, "岗位名称: 甲"),
    (DataFile::Handbook, "[]"),
    (DataFile::Handbook, "手册"),
    (DataFile::Handbook, "语言: fr"),
    (DataFile::Handbook, "部门: {名称: 甲}"),
    (DataFile::Handbook, "部门: [{负责人: 甲}]"),
    (DataFile::Handbook, "部门: [{名称: 甲, 编制: 若干}]"),
    (DataFile::Handbook, "部门: [{名称: 甲, 编制: 6-}]"),
    (DataFile::Handbook, "修订记录: 首次发布"),
    (DataFile::Handbook, "检查: {W201: 是}"),
    (DataFile::Handbook, "检查: {W201: []}"),
    (DataFile::Handbook, "检查: [W201]"),
    (DataFile::Handbook, "标签: {岗位定员: [编制]}"),
    (DataFile::Handbook, "pdf: a-3a"),
    (DataFile::Handbook, "pdf: {archive: a-1b}"),
    (DataFile::Handbook, "pdf: {level: a-2a}"),
    (DataFile::Position, "[]"),
    (DataFile::Position, "[~, {}]"),
    (DataFile::Position, "{}"),
    (DataFile::Position, "''"),
    (DataFile::Handbook, "文件名: '{titel}'"),
    (DataFile::Handbook, "文件名: '{code}-{title'"),
    (DataFile::Handbook, "文件名: 手册"),
    (DataFile::Handbook, "file_name: 12"),
    (DataFile::Handbook, "版式参数: {staffing: 也许}"),
    (DataFile::Handbook, "模板: standard\n版式参数: {relations: 1}"),
    (DataFile::Handbook, "template: compact\ntemplate_options: {relations: [true]}"),
    (DataFile::Handbook, "模板: official\n版式参数: {withdrawn: ok}"),
    (DataFile::Handbook, "检查: {W999: off}"),
    (DataFile::Handbook, "检查: {E001: off}"),
    (DataFile::Handbook, "标签: {岗位名秤: 职位}"),
    (DataFile::Handbook, "标签: {Headcounts: 编制}"),
    (
        DataFile::Handbook,
        "水印: 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
    ),
];

/// Odd, and right.
const RIGHT: &[(DataFile, &str)] = &[
    (DataFile::Position, "title: 007"),
    (DataFile::Position, "title: true\ncode: 1.50"),
    (DataFile::Position, "[{岗位名称: 甲}, {title: 乙}, null, {}]"),
    (DataFile::Position, "岗位名称: 甲\n---\n---\n岗位名称: 乙"),
    (DataFile::Position, "岗位名称: 甲\n岗位编号: []\n所在部门: {}\n职级: [null, '']"),
    (DataFile::Position, "岗位名称: 甲\n岗位编号: 无\n岗位定员: ~\n状态:"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: ' +3 '\n序号: -7\n页数上限: 007"),
    (DataFile::Position, "岗位名称: 甲\n状态: ' 撤销 '"),
    (DataFile::Position, "岗位名称: 甲\n权限: 只有一条\n备注: [1, true, null]"),
    (
        DataFile::Position,
        "岗位名称: 甲\n岗位职责: {随便一组: 一条, 又一组: ~, 3: [{描述: [两, 行]}, 文字, {}]}",
    ),
    (DataFile::Position, "岗位名称: 甲\n岗位职责: [{描述: 做事, 权重: 0.4, 标准: []}]"),
    (DataFile::Position, "岗位名称: 甲\n主要考核指标: 销量"),
    (DataFile::Position, "岗位名称: 甲\n任职资格: {学历: 本科, 自定: [一, 2], 空:}\n其他: {education: 本科}"),
    (DataFile::Position, "岗位名称: 甲\n审批: []\n附加: {}"),
    (DataFile::Position, "岗位名称: 甲\n岗位定员: 2-3\n所在部门: [甲部, 乙部]"),
    (
        DataFile::Position,
        "[{岗位名称: 甲, 岗位定员: 3人}, {岗位名称: 乙, 岗位定员: ' 2人～3人 '}, {岗位名称: 丙, 岗位定员: 2 to 3}]",
    ),
    (DataFile::Position, "岗位名称: 甲\n直接上级: {行政: 乙, 业务: [丙, 丁]}\n兼任: [乙]"),
    (DataFile::Position, "岗位名称: 甲\n直接上级: [乙, {虚线: 丙}, {}, ~]\n兼任:"),
    (
        DataFile::Position,
        "岗位名称: 甲\n工作协作: 财务部\n任职资格: [大专以上, 2, {经验: 三年}, ~]\n其它: ''\n职业发展: [{}]",
    ),
    (DataFile::Position, "- &a {岗位名称: 甲, 职级: P1}\n- {<<: *a, 岗位名称: 乙}"),
    (DataFile::Handbook, "title: 手册\n部门: 市场部"),
    (DataFile::Handbook, "{}"),
    (DataFile::Handbook, "部门: [{名称: 市场部, 编制: 6～8人}]"),
    (DataFile::Handbook, "部门: [市场部, {name: 财务部, 编制: '3'}, ~]\n版本: 3.0\n生效日期: 2026-01-01"),
    (DataFile::Handbook, "检查: {W201: off, W501: 错误, W502: ~}"),
    (
        DataFile::Handbook,
        "版式参数: {accent: '#fff', relations: true, line_height: 18}\npdf: {archive: a-3a}",
    ),
    (DataFile::Handbook, "编制说明: 一段\n外部岗位: 董事会\npdf:"),
    (DataFile::Handbook, "文件名: '{code}-{title}（{version}）'"),
    (
        DataFile::Handbook,
        "文件名: ''\n水印: 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
    ),
    (DataFile::Handbook, "版式参数: {staffing: 否, index: ' true ', relations: ~, accent: red}"),
    (DataFile::Handbook, "标签: {HEADCOUNT: 编制, 岗位定员: 编制, title: 职位, 没有的: ~}\n检查: {W999: ~}"),
];

/// What no schema can say; the reference lists it.
#[test]
fn some_mistakes_are_refused_by_the_check_alone() {
    for (document, text) in [
        // JSON has one number where YAML has two writings.
        (DataFile::Position, "岗位名称: 甲\n岗位定员: 2.0"),
        // One of several documents may be empty.
        (DataFile::Position, "~"),
        (DataFile::Handbook, "编号规则: '['"),
        (DataFile::Handbook, "部门: [市场部, 市场部]"),
        (DataFile::Handbook, "模板: 没有的"),
        (DataFile::Handbook, "版式参数: {没有的: 1}"),
        (DataFile::Handbook, "版式参数: {line_height: 高}"),
        (DataFile::Handbook, "标志: 没有的.png"),
    ] {
        assert_eq!(schema_says(&validator(document, Lang::Zh), text), [""; 0], "{text}");
        assert!(!parser_says(document, text).is_empty(), "the check takes {text}");
    }
    // A set of the project's own has parameters of its own.
    let own = "模板: 自己的\n版式参数: {staffing: 随意}";
    assert_eq!(schema_says(&validator(DataFile::Handbook, Lang::Zh), own), [""; 0]);
    assert_eq!(keys::MAX_WATERMARK, gangwei::testing::tree::Watermark::LONGEST);
}

#[test]
fn plain_mistakes_are_refused_by_both() {
    for lang in [Lang::Zh, Lang::En] {
        for (document, text) in WRONG {
            assert!(!schema_says(&validator(*document, lang), text).is_empty(), "the schema takes {text}");
            assert!(!parser_says(*document, text).is_empty(), "the parser takes {text}");
        }
    }
}

#[test]
fn odd_but_right_data_is_taken_by_both() {
    for (document, text) in RIGHT {
        assert_eq!(schema_says(&validator(*document, Lang::Zh), text), [""; 0], "{text}");
        assert_eq!(parser_says(*document, text), [""; 0], "{text}");
    }
}

/// A scalar as typed.
fn scalar() -> BoxedStrategy<String> {
    const WORDS: &[&str] = &[
        "文字",
        "12",
        "0",
        "-3",
        "+5",
        "007",
        "1.5",
        "1e3",
        "0x1F",
        "1000001",
        "true",
        "~",
        "''",
        "'  '",
        "'\u{3000}'",
        "'12'",
        "' +5 '",
        "'-3'",
        "两人",
        "100%",
        "在用",
        "' 撤销 '",
        "withdrawn",
        "zh",
        "off",
        "错误",
        "a-3a",
        "无",
    ];
    prop::sample::select(WORDS).prop_map(str::to_owned).boxed()
}

/// A number of people, or what looks like one.
fn headcount() -> BoxedStrategy<String> {
    const ENDS: &[&str] = &["1", "2", " 3", "12人", "4 名", "+5", "-6", "一", "", "1.5", "1000001"];
    const TO: &[&str] = &["-", " - ", "~", "～", "—", "——", "–", "至", "到", " to ", "/", "--", "---"];
    let end = || prop::sample::select(ENDS);
    (end(), prop::option::of((prop::sample::select(TO), end())))
        .prop_map(|(least, most)| {
            let most = most.map(|(to, most)| format!("{to}{most}")).unwrap_or_default();
            format!("'{least}{most}'")
        })
        .boxed()
}

fn list(item: BoxedStrategy<String>) -> BoxedStrategy<String> {
    prop::collection::vec(item, 0..4).prop_map(|items| format!("[{}]", items.join(", "))).boxed()
}

fn mapping(entries: BoxedStrategy<(String, String)>) -> BoxedStrategy<String> {
    let line = |(key, value): (String, String)| format!("\"{key}\": {value}");
    prop::collection::vec(entries, 0..5)
        .prop_map(move |entries| {
            // A YAML file with the same key twice is refused before any schema sees it.
            let entries: BTreeMap<_, _> = entries.into_iter().collect();
            format!("{{{}}}", entries.into_iter().map(line).collect::<Vec<_>>().join(", "))
        })
        .boxed()
}

/// Anything at all.
fn anything() -> BoxedStrategy<String> {
    scalar()
        .prop_recursive(3, 12, 3, |inner| {
            let keys = prop::sample::select(&["title", "描述", "名称", "x", ""][..]).prop_map(str::to_owned);
            prop_oneof![list(inner.clone().boxed()), mapping((keys, inner).boxed())]
        })
        .boxed()
}

/// Mostly what a key's kind asks for.
fn of_kind(kind: KeyKind) -> BoxedStrategy<String> {
    let own = || prop::sample::select(&["甲", "W201", "internal", "内部", "学历", "education", "3", " "][..]);
    let own = || own().prop_map(str::to_owned);
    let texts = || prop_oneof![scalar(), list(scalar())].boxed();
    let choice = |choices: &'static [ChoiceWord]| {
        let words: Vec<&str> =
            choices.iter().flat_map(|c| std::iter::once(c.value).chain(c.chinese)).collect();
        prop::sample::select(words).prop_map(str::to_owned).boxed()
    };
    let items = |table: &'static KeyTable| list(prop_oneof![3 => object(table), 1 => scalar()].boxed());
    let right = match kind {
        KeyKind::Text | KeyKind::Code | KeyKind::Date | KeyKind::Pattern | KeyKind::Picture => scalar(),
        KeyKind::Template | KeyKind::Watermark | KeyKind::Whole { .. } | KeyKind::Integer => scalar(),
        KeyKind::FileName => {
            const NAMES: &[&str] =
                &["'{title}'", "'{code}-{title}x'", "'{titel}'", "x", "'{title'", "'{{title}}'", "''", "12"];
            prop::sample::select(NAMES).prop_map(str::to_owned).boxed()
        }
        KeyKind::Headcount => prop_oneof![scalar(), headcount()].boxed(),
        KeyKind::Lines | KeyKind::Prose | KeyKind::Names | KeyKind::Texts | KeyKind::Roles => texts(),
        KeyKind::Choice(choices) => choice(choices),
        KeyKind::Map(table) => object(table),
        KeyKind::List { table, .. } => items(table),
        KeyKind::Groups(table) => prop_oneof![items(table), mapping((own(), items(table)).boxed())].boxed(),
        KeyKind::Superiors(table) => {
            let item = || prop_oneof![scalar(), object(table)].boxed();
            prop_oneof![item(), list(item())].boxed()
        }
        KeyKind::Labelled(_) => {
            let item = || prop_oneof![scalar(), mapping((own(), texts()).boxed())].boxed();
            prop_oneof![item(), list(item())].boxed()
        }
        KeyKind::Parameters | KeyKind::Words => mapping((own(), scalar()).boxed()),
        KeyKind::Choices(choices) => mapping((own(), choice(choices)).boxed()),
    };
    prop_oneof![12 => right, 1 => anything()].boxed()
}

/// A mapping by a table, mostly with what is required.
fn object(table: &'static KeyTable) -> BoxedStrategy<String> {
    let entries = table.keys.iter().map(|key| {
        let names: Vec<&str> = key.names().collect();
        (prop::sample::select(names).prop_map(str::to_owned), of_kind(key.kind)).boxed()
    });
    let entries = mapping(prop::strategy::Union::new(entries).boxed());
    let required = table.keys.iter().find(|key| key.required).map(|key| key.usual());
    (entries, prop::bool::weighted(0.8))
        .prop_map(move |(entries, filled)| match required {
            Some(name) if filled && !entries.contains(&format!("\"{name}\":")) => {
                let rest = entries.trim_start_matches('{');
                let comma = if rest == "}" { "" } else { ", " };
                format!("{{\"{name}\": 甲{comma}{rest}")
            }
            _ => entries,
        })
        .boxed()
}

/// What a schema refuses, the parser refuses.
fn agree(document: DataFile, validator: &Validator, text: &str) -> Result<(), TestCaseError> {
    let refused = schema_says(validator, text);
    if !refused.is_empty() {
        let errors = parser_says(document, text);
        prop_assert!(!errors.is_empty(), "only the schema refuses {text}\n{refused:#?}");
    }
    Ok(())
}

#[test]
fn whatever_a_schema_refuses_the_parser_refuses() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(600));
    for (document, table) in [(DataFile::Handbook, &model::HANDBOOK), (DataFile::Position, &model::POSITION)]
    {
        let validator = validator(document, Lang::Zh);
        let files = match document {
            DataFile::Handbook => prop_oneof![9 => object(table), 1 => anything()].boxed(),
            DataFile::Position => {
                prop_oneof![6 => object(table), 2 => list(object(table)), 1 => anything()].boxed()
            }
        };
        runner.run(&files, |text| agree(document, &validator, &text)).unwrap();
    }
}

#[test]
fn the_command_prints_json() {
    let sandbox = Sandbox::new();
    for (arguments, id) in [
        (&["schema", "--lang", "zh"][..], "urn:gangwei:schema:position:zh"),
        (&["schema", "position"][..], "urn:gangwei:schema:position:en"),
        (&["schema", "handbook", "--lang", "zh"][..], "urn:gangwei:schema:handbook:zh"),
        (&["schema", "handbook", "--lang", "en"][..], "urn:gangwei:schema:handbook:en"),
    ] {
        let run = sandbox.run(arguments).exits(0);
        let schema: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(schema["$id"], id);
        assert_eq!(run.err, "");
    }
    sandbox.run(&["schema", "department"]).exits(2);
}
