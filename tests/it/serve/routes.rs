//! The addresses of the editor that change more than a key, or look at the whole handbook.

use std::fs;

use gangwei::testing::model::load;
use gangwei::testing::pipeline::{Format, Options, collect};
use gangwei::testing::template::{OutputKind, SetChoice};
use gangwei::{Memory, World};
use serde_json::{Value, json};

use super::{BUYER, ID, Server, encoded, sandbox};
use crate::sample::sample;
use crate::sandbox::Sandbox;

/// Every file of the project, with its content.
fn files(sandbox: &Sandbox) -> Vec<(String, Vec<u8>)> {
    let files = sandbox.files("p").into_iter();
    files.map(|path| (path.clone(), fs::read(sandbox.path("p").join(&path)).unwrap())).collect()
}

fn get(server: &Server, path: &str) -> Value {
    let (status, answer) = server.ask("GET", path, &Value::Null);
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

fn post(server: &Server, path: &str, body: Value) -> Value {
    let (status, answer) = server.ask("POST", path, &body);
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

#[test]
fn positions_come_and_go_and_every_step_can_be_taken_back() {
    let sandbox = sandbox();
    sandbox.write("p/采购部/经理.yaml", "岗位名称: 经理\n直接上级: 采购员   # 暂时\n");
    let server = Server::start(&sandbox, &[]);
    let mut states = vec![files(&sandbox)];
    let answer = post(&server, "/api/new", json!({"department": "研发部", "title": "研究员"}));
    assert_eq!(answer["position"]["id"], "研发部/研究员.yaml#1");
    assert_eq!(answer["position"]["department"], "研发部");
    states.push(files(&sandbox));
    let answer = post(&server, "/api/rename", json!({"id": ID, "title": "买手"}));
    assert_eq!((&answer["position"]["id"], &answer["references"]), (&json!("采购部/买手.yaml#1"), &json!(1)));
    assert_eq!(
        fs::read_to_string(sandbox.path("p/采购部/买手.yaml")).unwrap(),
        BUYER.replacen("采购员 ", "买手 ", 1)
    );
    states.push(files(&sandbox));
    let answer = post(&server, "/api/move", json!({"id": "采购部/买手.yaml#1", "department": "研发部"}));
    assert_eq!(answer["position"]["id"], "研发部/买手.yaml#1");
    states.push(files(&sandbox));
    let answer = post(&server, "/api/remove", json!({"id": "研发部/研究员.yaml#1"}));
    assert_eq!(answer["position"], Value::Null);
    states.push(files(&sandbox));
    let answer = post(&server, "/api/remove", json!({"id": "研发部/买手.yaml#1"}));
    assert_eq!(answer["position"], Value::Null);
    assert!(!sandbox.path("p/研发部").exists(), "nothing is left in the folder");
    let undo = get(&server, "/api/project")["undo"].clone();
    assert_eq!(undo, json!({"zh": "删去买手", "en": "the position 买手, removed"}));
    let last = files(&sandbox);
    for state in states.iter().rev() {
        post(&server, "/api/undo", json!({}));
        assert_eq!(files(&sandbox), *state);
    }
    for state in states.iter().skip(1).chain([&last]) {
        post(&server, "/api/redo", json!({}));
        assert_eq!(files(&sandbox), *state);
    }
}

#[test]
fn nothing_is_written_over_what_others_wrote() {
    let sandbox = sandbox();
    let server = Server::start(&sandbox, &[]);
    post(&server, "/api/rename", json!({"id": ID, "title": "买手"}));
    // Somebody puts another file in the old place.
    sandbox.write("p/采购部/采购员.yaml", "岗位名称: 采购员\n");
    let before = files(&sandbox);
    let (status, answer) = server.ask("POST", "/api/undo", &json!({}));
    assert_eq!((status, &answer["error"]), (409, &json!("changed")));
    assert!(answer["zh"].as_str().unwrap().contains("采购部/采购员.yaml"));
    assert_eq!(files(&sandbox), before);
    fs::remove_file(sandbox.path("p/采购部/买手.yaml")).unwrap();
    sandbox.write("p/采购部/采购员.yaml", BUYER);
    for (path, body) in [
        ("/api/rename", json!({"id": ID, "title": ""})),
        ("/api/new", json!({"department": "采购部", "title": "采购员"})),
        ("/api/new", json!({"department": "采购部", "title": "a\u{0}b"})),
        ("/api/move", json!({"id": ID, "department": "长".repeat(10_000)})),
    ] {
        assert_eq!(server.ask("POST", path, &body).0, 422, "{path} {body}");
    }
    assert_eq!(server.ask("POST", "/api/remove", &json!({"id": "../secret.yaml#1"})).0, 404);
    assert_eq!(fs::read_to_string(sandbox.path("secret.yaml")).unwrap(), "岗位名称: 外\n");
    let server = Server::start(&sandbox, &["--read-only"]);
    for (path, body) in [
        ("/api/new", json!({"department": "甲", "title": "乙"})),
        ("/api/remove", json!({"id": ID})),
        ("/api/move", json!({"id": ID, "department": "甲"})),
        ("/api/rename", json!({"id": ID, "title": "甲"})),
    ] {
        assert_eq!(server.ask("POST", path, &body).0, 403, "{path}");
    }
}

/// A folder that leads out of the project is not written in.
#[cfg(unix)]
#[test]
fn a_link_out_of_the_project_is_not_followed() {
    let sandbox = sandbox();
    fs::create_dir(sandbox.path("out")).unwrap();
    std::os::unix::fs::symlink("../out", sandbox.path("p/研发部")).unwrap();
    let server = Server::start(&sandbox, &[]);
    let (status, _) = server.ask("POST", "/api/new", &json!({"department": "研发部", "title": "研究员"}));
    assert_eq!(status, 422);
    assert_eq!(fs::read_dir(sandbox.path("out")).unwrap().count(), 0);
}

#[test]
fn the_handbook_is_a_form_too() {
    let sandbox = Sandbox::new();
    sandbox.write("p/采购部/采购员.yaml", BUYER);
    let server = Server::start(&sandbox, &[]);
    let keys = get(&server, "/api/schema")["handbook"].clone();
    let kind =
        |name: &str| keys.as_array().unwrap().iter().find(|key| key["name"] == name).unwrap()["kind"].clone();
    let kinds =
        [kind("departments"), kind("labels"), kind("external_roles"), kind("language"), kind("foreword")];
    assert_eq!(kinds, ["records", "labelled", "texts", "choice", "lines"]);
    assert_eq!(get(&server, "/api/handbook")["values"], json!({}));
    let edit = |key: &str, base: Value, value: Value| {
        server.ask(
            "POST",
            "/api/edit",
            &json!({"id": "handbook.yaml", "key": key, "base": base, "value": value}),
        )
    };
    let (status, answer) = edit("title", Value::Null, json!("手册"));
    assert_eq!((status, &answer["position"]["values"]["title"]), (200, &json!("手册")));
    let text = || fs::read_to_string(sandbox.path("p/handbook.yaml")).unwrap();
    assert_eq!(text(), "标题: 手册\n");
    post(&server, "/api/undo", json!({}));
    assert!(!sandbox.path("p/handbook.yaml").exists());
    let file = "# 头\n标题: 手册   # 名\n部门:\n  - 采购部   # 一\n  - {名称: 财务部, 编制: 3}\n标签: {岗位定员: 编制}\n";
    sandbox.write("p/handbook.yaml", file);
    let values = get(&server, "/api/handbook")["values"].clone();
    assert_eq!(values["labels"], json!([{"was": 0, "label": "岗位定员", "items": ["编制"]}]));
    let mut departments = values["departments"].clone();
    departments.as_array_mut().unwrap().swap(0, 1);
    departments[1]["values"]["manager"] = json!("沈若溪");
    assert_eq!(edit("departments", values["departments"].clone(), departments).0, 200);
    let after = "# 头\n标题: 手册   # 名\n部门:\n  - {名称: 财务部, 编制: 3}\n  - 名称: 采购部\n    负责人: 沈若溪   # 一\n标签: {岗位定员: 编制}\n";
    assert_eq!(text(), after);
    assert_eq!(edit("title", json!("别的"), json!("新")).0, 409);
    assert_eq!(edit("max_pages", Value::Null, json!("甲")).0, 422);
    assert_eq!(edit("nothing", Value::Null, json!("甲")).0, 404);
    let labels = json!([{"was": 0, "label": "岗位定员", "items": ["人数"]}, {"was": null, "label": "备注", "items": ["说明"]}]);
    assert_eq!(edit("labels", values["labels"].clone(), labels).0, 200);
    assert_eq!(text(), after.replace("{岗位定员: 编制}", "{岗位定员: 人数, 备注: 说明}"));
    post(&server, "/api/undo", json!({}));
    post(&server, "/api/undo", json!({}));
    assert_eq!(text(), file);
}

fn chart(world: &dyn World) -> Vec<(String, String, Option<String>)> {
    let nodes = gangwei::testing::serve::chart(&load(world).handbook)["nodes"].clone();
    let nodes = nodes.as_array().unwrap();
    let title = |node: &Value| node["title"].as_str().unwrap().to_owned();
    let above = |node: &Value| node["superior"].as_u64().map(|at| title(&nodes[at as usize]));
    nodes.iter().map(|node| (title(node), node["kind"].as_str().unwrap().to_owned(), above(node))).collect()
}

#[test]
fn the_chart_has_everybody_in_use_below_somebody() {
    let world = Memory::from_iter([
        ("handbook.yaml", "标题: 手册\n外部岗位: [董事会]\n"),
        (
            "甲部/甲.yaml",
            "- {岗位名称: 经理, 直接上级: 董事会}\n- {岗位名称: 组长, 直接上级: 经理, 状态: 撤销}\n\
             - {岗位名称: 员工, 直接上级: 组长, 岗位定员: 2-3}\n- {岗位名称: 客, 直接上级: 某人}\n\
             - {岗位名称: 子, 直接上级: 丑}\n- {岗位名称: 丑, 直接上级: 子}\n",
        ),
    ]);
    let node =
        |title: &str, kind: &str, above: Option<&str>| (title.into(), kind.into(), above.map(str::to_owned));
    assert_eq!(
        chart(&world),
        [
            node("经理", "position", Some("董事会")),
            node("员工", "position", Some("经理")),
            node("客", "position", Some("某人")),
            node("子", "position", None),
            node("丑", "position", Some("子")),
            node("董事会", "external", None),
            node("某人", "unknown", None),
        ]
    );
    let nodes = gangwei::testing::serve::chart(&load(&world).handbook)["nodes"].clone();
    assert_eq!(nodes[1]["id"], "甲部/甲.yaml#3");
    assert_eq!(nodes[1]["headcount"], "2～3");
    assert_eq!(nodes[5]["id"], Value::Null);
}

#[test]
fn staffing_sums_what_is_in_use() {
    let world = Memory::from_iter([
        ("handbook.yaml", "标题: 手册\n部门: [{名称: 甲部, 编制: 5}, 乙部]\n"),
        (
            "甲部/甲.yaml",
            "- {岗位名称: 员工, 岗位定员: 2-3}\n- {岗位名称: 旧, 岗位定员: 9, 状态: 撤销}\n- {岗位名称: 组长, 岗位定员: 1, 兼任: 出纳}\n",
        ),
        ("乙部/乙.yaml", "- {岗位名称: 出纳, 岗位定员: 1}\n- {岗位名称: 会计}\n"),
    ]);
    let staffing = gangwei::testing::serve::staffing(&load(&world).handbook);
    assert_eq!(staffing["total"], json!({"positions": 4, "headcount": "3～4", "holders": 1}));
    assert_eq!(staffing["rows"][0]["department"], "甲部");
    assert_eq!(staffing["rows"][0]["headcount"], "3～4");
    assert_eq!(staffing["rows"][0]["planned"], "5");
    assert_eq!(
        staffing["rows"][1]["entries"],
        json!([
            {"id": "乙部/乙.yaml#1", "title": "出纳", "headcount": "1", "holders": 1},
            {"id": "乙部/乙.yaml#2", "title": "会计", "headcount": null, "holders": null},
        ])
    );
}

#[test]
fn a_search_finds_all_texts() {
    let world = Memory::from_iter([
        (
            "handbook.yaml",
            "标题: 手册ＩＳＯ\n生效日期: 2026-01-01\n部门: [{名称: 采购部, 部门职责: [贯彻iso 9001]}]\n",
        ),
        (
            "采购部/采购员.yaml",
            "岗位名称: 采购员\n职责:\n  主要工作:\n    - 描述: 按ISO　9001采购\n      工作任务: [比价]\n主要考核指标: [{指标: 比价率, 目标: ≥95%}]\n",
        ),
    ]);
    let search = |query: &str| gangwei::testing::serve::search(&load(&world).handbook, query);
    let found = search(" Iso 9001 ");
    assert_eq!(
        found["hits"][0],
        json!({
            "id": ID, "title": "采购员", "department": "采购部", "key": "responsibilities", "zh": "岗位职责",
            "en": "responsibilities", "before": "按", "match": "ISO　9001", "after": "采购",
        })
    );
    assert_eq!(found["hits"][1]["id"], "handbook.yaml");
    assert_eq!(found["hits"][1]["key"], "departments");
    let keys = |query: &str| -> Vec<String> {
        let hits = search(query)["hits"].as_array().unwrap().clone();
        hits.iter().map(|hit| hit["key"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(keys("比价"), ["responsibilities", "kpis"]);
    assert_eq!(keys("9001 采购"), ["responsibilities"], "both words");
    assert_eq!(search("9001 按")["hits"][0]["match"], "9001");
    assert_eq!(keys("ｉｓｏ"), ["responsibilities", "title", "departments"]);
    assert_eq!(keys("2026"), ["effective_date"], "a position without a date of its own says none");
    assert!(keys("").is_empty() && keys("   ").is_empty() && keys(&"长".repeat(10_000)).is_empty());
    let all = sample();
    let many = gangwei::testing::serve::search(&load(&all).handbook, "工");
    assert_eq!((many["hits"].as_array().unwrap().len(), &many["more"]), (200, &json!(true)));
}

#[test]
fn pages_are_shown_with_other_parameters_and_nothing_is_written() {
    let sandbox = sandbox();
    sandbox.write("p/handbook.yaml", "标题: 手册\n版式参数: {accent: \"#123456\"}\n");
    let server = Server::start(&sandbox, &[]);
    let before = files(&sandbox);
    let parameter = |project: &Value, name: &str| {
        project["parameters"].as_array().unwrap().iter().find(|shown| shown["name"] == name).unwrap().clone()
    };
    let project = get(&server, "/api/project");
    assert_eq!(
        parameter(&project, "accent"),
        json!({"name": "accent", "zh": "标题的颜色", "en": "Accent colour", "kind": "text", "value": "#123456", "usual": "#000000"})
    );
    assert_eq!(parameter(&project, "contents")["kind"], "size");
    assert_eq!(parameter(&project, "relations")["kind"], "switch");
    assert_eq!(parameter(&project, "blank_rows")["kind"], "rows");
    let pages = || get(&server, &format!("/api/pages?id={}", encoded(ID)))["pages"].clone();
    let usual = pages();
    let set = |settings: Value| server.ask("POST", "/api/settings", &settings);
    let (status, project) = set(json!({"parameters": {"line_height": "18pt", "relations": "true"}}));
    assert_eq!((status, &parameter(&project, "line_height")["value"]), (200, &json!("18pt")));
    assert_eq!(parameter(&project, "accent")["value"], "#123456");
    assert_ne!(pages(), usual);
    for wrong in [json!({"relations": "也许"}), json!({"accent": "not a colour!"}), json!({"none": "1"})] {
        let (status, answer) = set(json!({"parameters": wrong}));
        assert_eq!((status, &answer["error"]), (422, &json!("refused")), "{wrong}");
    }
    let (_, project) = set(json!({"parameters": {"line_height": null, "relations": null}}));
    assert_eq!(parameter(&project, "line_height")["value"], parameter(&project, "line_height")["usual"]);
    assert_eq!(pages(), usual);
    let (_, project) = set(json!({"set": "modern", "parameters": {"tint": "#ffffff"}}));
    assert_eq!(
        (&project["set"], &parameter(&project, "tint")["value"]),
        (&json!("modern"), &json!("#ffffff"))
    );
    assert_eq!(set(json!({"set": "nothing"})).0, 404);
    assert_eq!(files(&sandbox), before);
}

/// One document alone is the same as among all.
#[test]
fn documents_are_those_of_a_build() {
    let sandbox = sandbox();
    sandbox.write("p/采购部/经理.yaml", "岗位名称: 经理\n直接上级: 采购员\n");
    sandbox.write("p/采购部/旧.yaml", "岗位名称: 旧\n状态: 撤销\n");
    sandbox.write("p/财务部/经理.yaml", "岗位名称: 经理\n");
    let server = Server::start(&sandbox, &[]);
    let world: Memory = files(&sandbox).into_iter().collect();
    let options = Options {
        formats: vec![Format::Docx, Format::Pdf],
        kinds: OutputKind::ALL.to_vec(),
        template: Some(SetChoice::Name("standard".into())),
        ..Options::default()
    };
    let built = collect(&world, &options).value.unwrap();
    let asked = [
        ("kind=handbook".to_owned(), "手册"),
        ("id=*".to_owned(), "手册"),
        (format!("kind=department&department={}", encoded("采购部")), "采购部/采购部岗位职责说明书"),
        (format!("id={}", encoded(ID)), "采购部/采购员"),
        (format!("kind=position&id={}", encoded("财务部/经理.yaml#1")), "财务部/经理"),
    ];
    for (query, path) in asked {
        for format in ["docx", "pdf"] {
            let own = built.iter().find(|output| output.path == format!("{path}.{format}"));
            let own = own.unwrap_or_else(|| {
                panic!("{path}: {:?}", built.iter().map(|of| &of.path).collect::<Vec<_>>())
            });
            assert!(
                server.bytes(&format!("/api/document?{query}&format={format}")) == own.bytes,
                "{query} {format}"
            );
        }
    }
    for query in ["kind=all", "kind=department&department=x", "kind=position&id=x%231", "id="] {
        let (status, _) = server.ask("GET", &format!("/api/document?{query}&format=pdf"), &Value::Null);
        assert_eq!(status, 404, "{query}");
    }
}

#[test]
fn others_are_let_in_only_if_that_is_said() {
    let sandbox = sandbox();
    sandbox.run(&["serve", "p", "--host", "0.0.0.0", "--lang", "en"]).exits(2).says("--allow-others");
    sandbox.run(&["serve", "p", "--host", "example.com", "--allow-others"]).exits(2);
    let server = Server::start(&sandbox, &["--host", "0.0.0.0", "--allow-others"]);
    let port = server.address.rsplit(':').next().unwrap();
    let answer = |host: &str| {
        let headers = format!("Host: {host}:{port}\r\nX-Gangwei-Token: {}\r\n", server.token);
        server.send("GET", "/api/project", &headers, "").0
    };
    assert_eq!([answer("127.0.0.1"), answer("192.0.2.7"), answer("localhost")], [200; 3]);
    assert_eq!([answer("evil.example"), answer("")], [403; 2]);
}
