//! The editor in the browser: what it says of a project, edits of single keys, and who is answered.

mod edits;
mod reshape;
mod routes;
mod safety;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use gangwei::testing::pipeline::{Format, Options, collect};
use gangwei::testing::serve::{
    EditRequest, LaidOut, Refusal, ShownPage, edit, form, lay_out, position, project,
};
use gangwei::testing::template::{OutputKind, SetChoice};
use gangwei::{Memory, World};
use serde_json::{Value, json};

use crate::sample::sample;
use crate::sandbox::Sandbox;

const BUYER: &str = "\
# 两名
岗位名称: 采购员   # 不叫“买手”
岗位定员: 2
职责:
  主要工作:
    # 先询价
    - 描述: 采购
      标准: 三家比价   # 有记录
    - 签约
  日常工作: [记账, 归档]
任职资格: {学历: 大专, 技能: [谈判, 电脑]}
状态: 在用
";
const ID: &str = "采购部/采购员.yaml#1";

fn company() -> Memory {
    Memory::from_iter([("handbook.yaml", "标题: 手册\n部门: [采购部]\n"), ("采购部/采购员.yaml", BUYER)])
}

fn value(world: &dyn World, key: &str) -> Value {
    position(world, ID).unwrap()["values"][key].clone()
}

fn request(world: &dyn World, key: &str, value: Value) -> EditRequest {
    let base = position(world, ID).unwrap()["values"][key].clone();
    EditRequest { id: ID.into(), seen: None, key: key.into(), base, value }
}

fn edited(key: &str, value: Value) -> String {
    let world = company();
    edit(&world, &request(&world, key, value)).unwrap().unwrap().files[0].after.as_deref().unwrap().to_owned()
}

#[test]
fn a_position_is_shown_as_its_form_has_it() {
    let view = position(&company(), ID).unwrap();
    assert_eq!(view["title"], "采购员");
    assert_eq!(view["department"], "采购部");
    assert_eq!(
        view["values"]["responsibilities"][0],
        json!({"was": 0, "group": "主要工作", "values": {"description": ["采购"], "standard": ["三家比价"]}})
    );
    assert_eq!(
        view["values"]["qualifications"][1],
        json!({"was": 1, "label": "技能", "items": ["谈判", "电脑"]})
    );
    assert_eq!(view["values"]["status"], "active");
    assert!(position(&company(), "采购部/没有.yaml#1").is_none());
    assert!(position(&company(), "采购部/采购员.yaml#2").is_none());
    let keys = form();
    let names: Vec<&str> =
        keys["record"].as_array().unwrap().iter().map(|key| key["name"].as_str().unwrap()).collect();
    assert_eq!(names[0], "title");
    assert!(names.contains(&"responsibilities"));
}

#[test]
fn an_edit_changes_its_own_lines() {
    assert_eq!(edited("headcount", json!("3")), BUYER.replace("岗位定员: 2", "岗位定员: 3"));
    assert_eq!(edited("status", json!("withdrawn")), BUYER.replace("状态: 在用", "状态: 撤销"));
    assert_eq!(edited("headcount", Value::Null), BUYER.replace("岗位定员: 2\n", ""));
    assert_eq!(
        edited("summary", json!(["买", "卖"])),
        BUYER.replace("职责:\n", "职责概括:\n  - 买\n  - 卖\n职责:\n")
    );
    let mut duties = value(&company(), "responsibilities");
    let all = duties.as_array_mut().unwrap();
    all.swap(0, 1);
    all[2]["values"]["standard"] = json!(["每日"]);
    all.insert(1, json!({"was": null, "group": "主要工作", "values": {"description": ["比价"]}}));
    let after = edited("responsibilities", duties);
    let expected = BUYER
        .replace(
            "    - 描述: 采购\n      标准: 三家比价   # 有记录\n    - 签约\n",
            "    - 签约\n    - 比价\n    - 描述: 采购\n      标准: 三家比价   # 有记录\n",
        )
        .replace("[记账, 归档]", "[{描述: 记账, 标准: 每日}, 归档]");
    assert_eq!(after, expected);
}

#[test]
fn what_cannot_be_is_refused_and_what_others_wrote_is_shown() {
    let world = company();
    let refused = |key: &str, value: Value| edit(&world, &request(&world, key, value)).unwrap_err();
    assert!(
        matches!(refused("headcount", json!("两三个")), Refusal::Refused(text) if text.zh.contains("两三个"))
    );
    assert_eq!(refused("nothing", json!("1")), Refusal::Unknown);
    assert_eq!(refused("headcount", json!({"a": 1})), Refusal::Unknown);
    assert_eq!(
        refused("responsibilities", json!([{"was": 99, "group": "", "values": {}}])),
        refused("responsibilities", json!([{"was": 98, "group": "", "values": {}}]))
    );
    let earlier = EditRequest {
        id: ID.into(),
        seen: None,
        key: "headcount".into(),
        base: json!("1"),
        value: json!("5"),
    };
    assert_eq!(edit(&world, &earlier), Err(Refusal::Conflict(json!("2"))));
    // Both wrote the same.
    assert_eq!(edit(&world, &EditRequest { value: json!("2"), ..earlier }), Ok(None));
}

/// Whatever a key says can be written again, and changes nothing; a changed text comes back.
#[test]
fn every_key_of_the_sample_can_be_edited() {
    let world = sample();
    let departments = project(&world, &Options::default())["departments"].clone();
    let ids = departments
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|department| department["positions"].as_array().unwrap().clone());
    let mut edits = 0;
    for id in ids.map(|position| position["id"].as_str().unwrap().to_owned()) {
        let view = position(&world, &id).unwrap();
        for (key, value) in view["values"].as_object().unwrap() {
            let request = |value: Value| EditRequest {
                id: id.clone(),
                seen: None,
                key: key.clone(),
                base: view["values"][key].clone(),
                value,
            };
            assert_eq!(edit(&world, &request(value.clone())), Ok(None), "{id} {key}");
            let Some(changed) = changed(value) else { continue };
            let file = match edit(&world, &request(changed.clone())) {
                Ok(Some(change)) => change.files[0].clone(),
                Err(Refusal::Refused(_)) => continue,
                other => panic!("{id} {key}: {other:?}"),
            };
            let after: Memory = [
                ("handbook.yaml".to_owned(), "标题: 手册\n".to_owned()),
                (file.path, file.after.unwrap().to_string()),
            ]
            .into_iter()
            .collect();
            assert_eq!(position(&after, &id).unwrap()["values"][key], changed, "{id} {key}");
            edits += 1;
        }
    }
    assert!(edits > 200, "{edits}");
}

/// A value with another text in the first place that has one.
fn changed(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) => Some(format!("{text}改").into()),
        Value::Array(items) => {
            let at = items.iter().position(|item| changed(item).is_some())?;
            let mut items = items.clone();
            items[at] = changed(&items[at])?;
            Some(items.into())
        }
        Value::Object(entries) => {
            let (name, _) =
                entries.iter().find(|(name, value)| *name != "was" && changed(value).is_some())?;
            let mut entries = entries.clone();
            entries[name] = changed(&entries[name])?;
            Some(entries.into())
        }
        _ => None,
    }
}

#[test]
fn a_page_is_shown_whatever_is_wrong_with_other_files() {
    let mut world = company();
    world.insert("行政部/司机.yaml", "岗位名称: 司机\n岗位定员 1\n".as_bytes().to_vec());
    let shown = |world: &Memory, id| lay_out(world, &Options::default(), Some(id));
    assert_eq!(shown(&world, ID).value.unwrap().sizes().len(), 1);
    let broken = shown(&world, "行政部/司机.yaml#1");
    assert!(broken.value.is_none());
    let places = broken.report.diagnostics.iter().filter_map(|found| found.place.as_ref());
    assert!(places.map(|place| &*place.path).all(|path| path == "行政部/司机.yaml"));
    world.insert("handbook.yaml", "标题: [\n".as_bytes().to_vec());
    assert!(shown(&world, ID).value.is_none(), "the handbook's own errors count for all");
}

#[test]
fn a_finding_tells_which_item_of_a_list_it_is_about() {
    let mut world = company();
    let text = BUYER.replace("- 签约", "- 签约,付款").replace("[记账,", "[\"记账,算账\",");
    world.insert("采购部/采购员.yaml", format!("{text}备注: [无, \"甲,乙\"]\n").into_bytes());
    let shown = project(&world, &Options::default());
    let marks = shown["findings"].as_array().unwrap().iter().filter(|found| found["fix"] == true);
    let keys: Vec<&str> = marks.map(|found| found["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["responsibilities.1.description", "responsibilities.2.description", "remarks.1"]);
}

#[test]
fn parameters_of_the_built_in_sets_have_english_names() {
    for set in ["standard", "compact", "modern", "official"] {
        let options = Options { template: Some(SetChoice::Name(set.into())), ..Options::default() };
        let shown = project(&company(), &options);
        let names: Vec<&str> =
            shown["parameters"].as_array().unwrap().iter().map(|one| one["en"].as_str().unwrap()).collect();
        assert!(names.len() > 10 && names.iter().all(|name| name.is_ascii()), "{set}: {names:?}");
    }
}

#[test]
fn a_withdrawn_position_is_shown_as_it_was() {
    let mut world = company();
    let before = lay_out(&world, &Options::default(), Some(ID)).value.unwrap();
    world.insert("采购部/采购员.yaml", BUYER.replace("在用", "撤销").into_bytes());
    let after = lay_out(&world, &Options::default(), Some(ID)).value.unwrap();
    let draw = |document: LaidOut| document.draw(0..9, &none).pages;
    assert_eq!(draw(after), draw(before));
}

/// The pages are those of the PDF, and have all the glyphs that they name.
#[test]
fn the_pages_are_those_of_the_documents() {
    let world = sample();
    let options =
        Options { formats: vec![Format::Pdf], kinds: vec![OutputKind::Position], ..Options::default() };
    let counts: BTreeMap<String, usize> = collect(&world, &options)
        .value
        .unwrap()
        .iter()
        .map(|output| (output.subject.title.clone(), output.pages))
        .collect();
    for (id, title) in [("总经理办公室/总经理.yaml#1", "总经理"), ("人力资源部/专员岗位.yaml#2", "")]
    {
        let shown = lay_out(&world, &Options::default(), Some(id)).value.unwrap().draw(0..usize::MAX, &none);
        let own = position(&world, id).unwrap()["title"].as_str().unwrap().to_owned();
        assert!(title.is_empty() || title == own);
        assert_eq!(shown.pages.len(), counts[&own], "{own}");
        for page in &shown.pages {
            for reference in page.svg.split("href=\"#").skip(1) {
                let glyph = reference.split('"').next().unwrap();
                assert!(shown.outlines.glyphs.contains_key(glyph), "{glyph}");
            }
            assert!(page.svg.contains("data-content=\""));
        }
    }
    let whole = lay_out(&world, &Options::default(), None).value.unwrap();
    assert!(whole.sizes().len() > 60);
    let starts: Vec<(usize, Option<&str>)> = whole.parts().collect();
    assert_eq!(starts[0], (0, None), "the cover");
    let (page, id) = starts.iter().find(|(_, position)| position.is_some()).unwrap();
    assert_eq!(whole.draw(*page..page + 1, &none).pages[0].position.as_deref(), *id);
    let some = whole.draw(20..23, &none);
    assert_eq!(some.pages.len(), 3);
    assert!(some.pages.iter().any(|page| page.position.is_some()));
    let all = whole.draw(0..usize::MAX, &none);
    assert_eq!(some.pages[..], all.pages[20..23]);
    // Who has outlines is told of the others, unless his are of other fonts.
    let (fonts, known) = (&some.outlines.fonts, &some.outlines.glyphs);
    let others = whole.draw(0..usize::MAX, &|of, id| of == fonts && known.contains_key(id)).outlines.glyphs;
    assert!(others.keys().all(|id| !known.contains_key(id)));
    assert_eq!(others.len() + known.len(), all.outlines.glyphs.len());
    assert_eq!(whole.draw(0..usize::MAX, &|of, _| of == "others"), all);
}

/// Somebody who has no outlines.
fn none(_: &str, _: &str) -> bool {
    false
}

/// The sources that the pages of a position name.
fn sources(world: &dyn World, set: &str, id: &str) -> (BTreeSet<String>, Vec<usize>) {
    let options = Options { template: Some(SetChoice::Name(set.to_owned())), ..Options::default() };
    let laid_out = lay_out(world, &options, Some(id)).value.unwrap();
    let extent = laid_out.extent.unwrap();
    let pages = laid_out.draw(0..usize::MAX, &none).pages;
    let of = |page: &ShownPage| -> Vec<String> {
        let groups = page.svg.split("data-source=\"").skip(1);
        groups.flat_map(|rest| rest.split('"').next().unwrap().split(' ')).map(str::to_owned).collect()
    };
    (pages.iter().flat_map(of).collect(), vec![extent.pages, extent.left, extent.over])
}

#[test]
fn pages_tell_which_text_stands_where() {
    let world = sample();
    let project = project(&world, &Options::default());
    let departments = project["departments"].as_array().unwrap().iter();
    let positions = departments.flat_map(|department| department["positions"].as_array().unwrap());
    let in_use = positions.filter(|position| position["status"] == "active");
    // Each position in one set, each set for many positions.
    let sets = ["standard", "compact", "modern", "official"];
    for (shown, set) in in_use.zip(sets.into_iter().cycle()) {
        let id = shown["id"].as_str().unwrap();
        let (sources, _) = sources(&world, set, id);
        let values = position(&world, id).unwrap()["values"].clone();
        for (at, duty) in values["responsibilities"].as_array().into_iter().flatten().enumerate() {
            for name in duty["values"].as_object().unwrap().keys() {
                let source = format!("responsibilities.{at}.{name}");
                let is_told = |known: &String| *known == source || known.starts_with(&format!("{source}."));
                assert!(sources.iter().any(is_told), "{set} {id}: {source} {sources:?}");
            }
        }
        for key in ["title", "summary", "headcount", "reports_to"] {
            let is_written = !values[key].is_null();
            assert!(!is_written || sources.contains(key), "{set} {id}: {key} {sources:?}");
        }
    }
}

#[test]
fn the_lines_left_are_those_that_fit() {
    let text = |lines: usize| {
        let duties: String = (0..lines).map(|line| format!("- 第{line}项工作按时完成。\n")).collect();
        format!("岗位名称: 出纳\n职责:\n{duties}页数上限: 1\n")
    };
    let extent = |lines: usize| {
        let mut world = Memory::new();
        world.insert("handbook.yaml", "公司: 示例\n");
        world.insert("财务部/出纳.yaml", text(lines));
        sources(&world, "standard", "财务部/出纳.yaml#1").1
    };
    let [pages, left, over] = extent(3)[..] else { panic!() };
    assert_eq!((pages, over), (1, 0));
    // A row is a line with its margins, so that fewer rows than lines fit.
    assert!((5..40).contains(&left), "{left}");
    let more = extent(5);
    assert!(more[1] < left && more[1] >= left - 5, "{left}, {more:?}");
    let [pages, _, over] = extent(80)[..] else { panic!() };
    assert!(pages > 1 && over > 10, "{pages}, {over}");
}

/// The real program, listening.
struct Server {
    child: Child,
    address: String,
    token: String,
}

impl Server {
    fn start(sandbox: &Sandbox, arguments: &[&str]) -> Server {
        let mut command =
            sandbox.command(&[&["serve", "p", "--port", "0", "--lang", "en"], arguments].concat());
        let mut child = command.stderr(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        let mut said = String::new();
        let mut stderr = child.stderr.take().unwrap();
        let mut byte = [0];
        while !said.contains('\n') && stderr.read(&mut byte).unwrap() == 1 {
            said.push(char::from(byte[0]));
        }
        let link =
            said.split("http://").nth(1).unwrap_or_else(|| panic!("{said}")).split(';').next().unwrap();
        let (address, token) = link.split_once("/?token=").unwrap();
        Server { child, address: address.to_owned(), token: token.to_owned() }
    }

    /// The status and the body of an answer to a request as it is.
    fn raw(&self, request: &[u8]) -> (u16, String) {
        let answer = String::from_utf8_lossy(&self.answer(request)).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        (status, body.to_owned())
    }

    /// The body of an answer that is no text.
    fn bytes(&self, path: &str) -> Vec<u8> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nConnection: close\r\nHost: {}\r\nX-Gangwei-Token: {}\r\n\r\n",
            self.address, self.token
        );
        let answer = self.answer(request.as_bytes());
        let head = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        answer[head + 4..].to_vec()
    }

    fn answer(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // A server that refuses a long body may close before it has all.
        _ = stream.write_all(request);
        let mut answer = Vec::new();
        _ = stream.read_to_end(&mut answer);
        answer
    }

    fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        );
        self.raw(request.as_bytes())
    }

    /// As the page sends it.
    fn ask(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let headers = format!(
            "Host: {}\r\nX-Gangwei-Token: {}\r\nContent-Type: application/json\r\n",
            self.address, self.token
        );
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let (status, answer) = self.send(method, path, &headers, &body);
        (status, serde_json::from_str(&answer).unwrap_or(Value::Null))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("p/handbook.yaml", "标题: 手册\n部门: [采购部]\n");
    sandbox.write("p/采购部/采购员.yaml", BUYER);
    sandbox.write("secret.yaml", "岗位名称: 外\n");
    sandbox
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn edits_are_written_at_once_and_can_be_taken_back() {
    let sandbox = sandbox();
    let server = Server::start(&sandbox, &[]);
    let file = || fs::read_to_string(sandbox.path("p/采购部/采购员.yaml")).unwrap();
    let (status, page) = server.send("GET", "/", &format!("Host: {}\r\n", server.address), "");
    assert!(status == 200 && page.contains("app.js"));
    let (status, project) = server.ask("GET", "/api/project", &Value::Null);
    assert_eq!((status, &project["departments"][0]["positions"][0]["id"]), (200, &json!(ID)));
    let edit = json!({"id": ID, "key": "headcount", "base": "2", "value": "3"});
    let (status, answer) = server.ask("POST", "/api/edit", &edit);
    assert_eq!((status, &answer["position"]["values"]["headcount"]), (200, &json!("3")));
    assert_eq!(file(), BUYER.replace("岗位定员: 2", "岗位定员: 3"));
    // Typing on is one step.
    let edit = json!({"id": ID, "key": "headcount", "base": "3", "value": "30"});
    assert_eq!(server.ask("POST", "/api/edit", &edit).0, 200);
    let (status, answer) =
        server.ask("POST", "/api/edit", &json!({"id": ID, "key": "headcount", "base": "2", "value": "4"}));
    assert_eq!((status, &answer["current"]), (409, &json!("30")));
    let (status, answer) =
        server.ask("POST", "/api/edit", &json!({"id": ID, "key": "headcount", "base": "30", "value": "甲"}));
    assert_eq!((status, &answer["error"]), (422, &json!("refused")));
    assert_eq!(server.ask("POST", "/api/undo", &json!({})).0, 200);
    assert_eq!(file(), BUYER);
    assert_eq!(server.ask("POST", "/api/undo", &json!({})).0, 409);
    assert_eq!(server.ask("POST", "/api/redo", &json!({})).0, 200);
    assert_eq!(file(), BUYER.replace("岗位定员: 2", "岗位定员: 30"));
    // Somebody else writes: nothing is taken back over it.
    sandbox.write("p/采购部/采购员.yaml", &BUYER.replace("采购员", "买手"));
    assert_eq!(server.ask("POST", "/api/undo", &json!({})).0, 409);
    assert_eq!(file(), BUYER.replace("采购员", "买手"));
    let (status, pages) = server.ask("GET", &format!("/api/pages?id={}", encoded(ID)), &Value::Null);
    assert_eq!((status, pages["pages"].as_array().unwrap().len()), (200, 1));
}

#[test]
fn an_answer_brings_the_new_pages() {
    let sandbox = sandbox();
    let server = Server::start(&sandbox, &[]);
    let pages = || server.ask("GET", &format!("/api/pages?id={}", encoded(ID)), &Value::Null).1;
    let before = pages();
    let edit = json!({"id": ID, "key": "headcount", "base": "2", "value": "3", "pages": {"fonts": "", "glyphs": []}});
    let (status, answer) = server.ask("POST", "/api/edit", &edit);
    assert_eq!((status, &answer["pages"]), (200, &pages()));
    assert_ne!(answer["pages"], before);
    let known = json!({"fonts": before["outlines"]["fonts"], "glyphs": ["g0-25986"]});
    let again = json!({"id": ID, "key": "headcount", "base": "3", "value": "2", "pages": known});
    let answer = server.ask("POST", "/api/edit", &again).1;
    assert_eq!(answer["pages"]["pages"], before["pages"]);
    assert!(before["outlines"]["glyphs"]["g0-25986"].is_string());
    assert!(answer["pages"]["outlines"]["glyphs"]["g0-25986"].is_null(), "an outline that was known");
    let part = server.ask("GET", "/api/pages?id=*&from=1&count=1", &Value::Null).1;
    assert_eq!((&part["from"], part["pages"].as_array().unwrap().len()), (&json!(1), 1));
    assert_eq!(part["total"], part["sizes"].as_array().unwrap().len());
    let none = server.ask("GET", "/api/pages?id=*&from=99&count=1", &Value::Null).1;
    assert_eq!((none["pages"].as_array().unwrap().len(), &none["total"]), (0, &part["total"]));
}

#[test]
fn strangers_and_giants_are_refused() {
    let sandbox = sandbox();
    let server = Server::start(&sandbox, &[]);
    let (host, token) =
        (format!("Host: {}\r\n", server.address), format!("X-Gangwei-Token: {}\r\n", server.token));
    let get = |headers: &str| server.send("GET", "/api/project", headers, "").0;
    assert_eq!(get(&format!("{host}{token}")), 200);
    assert_eq!(get(&host), 403);
    assert_eq!(get(&format!("{host}X-Gangwei-Token: 0\r\n")), 403);
    assert_eq!(get(&format!("Host: evil.example\r\n{token}")), 403);
    assert_eq!(get(&format!("{host}{token}Origin: http://evil.example\r\n")), 403);
    for path in
        ["../secret.yaml", "/etc/passwd", "采购部/../../secret.yaml", "采购部", "", "position.schema.json"]
    {
        assert_eq!(
            server.ask("GET", &format!("/api/file?path={}", encoded(path)), &Value::Null).0,
            404,
            "{path}"
        );
        let body = json!({"path": path, "digest": "", "text": "岗位名称: 外\n"});
        assert_eq!(server.ask("POST", "/api/file", &body).0, 404, "{path}");
    }
    assert_eq!(server.ask("GET", "/api/pages?id=x%23999999999999999999999", &Value::Null).0, 404);
    let huge = format!(
        "POST /api/edit HTTP/1.1\r\n{host}{token}Content-Type: application/json\r\nContent-Length: 104857600\r\n\r\n"
    );
    let mut huge = huge.into_bytes();
    huge.extend(std::iter::repeat_n(b' ', 34 << 20));
    let (status, _) = server.raw(&huge);
    assert!(status == 413 || status == 0, "{status}");
    for body in ["", "{", "[]", "{\"id\": 1}", &"[".repeat(100_000)] {
        let headers = format!("{host}{token}Content-Type: application/json\r\n");
        let (status, _) = server.send("POST", "/api/edit", &headers, body);
        assert!((400..500).contains(&status), "{status}");
    }
    let waiting: Vec<TcpStream> = (0..200).map(|_| TcpStream::connect(&server.address).unwrap()).collect();
    assert_eq!(get(&format!("{host}{token}")), 200);
    drop(waiting);
    assert_eq!(fs::read_to_string(sandbox.path("p/采购部/采购员.yaml")).unwrap(), BUYER);
    assert_eq!(fs::read_to_string(sandbox.path("secret.yaml")).unwrap(), "岗位名称: 外\n");
}

#[test]
fn what_is_only_shown_cannot_be_changed() {
    let sandbox = sandbox();
    let server = Server::start(&sandbox, &["--read-only"]);
    assert_eq!(server.ask("GET", "/api/project", &Value::Null).1["readOnly"], json!(true));
    let edit = json!({"id": ID, "key": "headcount", "base": "2", "value": "3"});
    assert_eq!(server.ask("POST", "/api/edit", &edit).0, 403);
    assert_eq!(server.ask("POST", "/api/fix", &json!({})).0, 403);
    // All who look on would see it.
    assert_eq!(server.ask("POST", "/api/settings", &json!({"set": "modern"})).0, 403);
    assert_eq!(fs::read_to_string(sandbox.path("p/采购部/采购员.yaml")).unwrap(), BUYER);
}

/// The changes of others are told as they happen.
#[test]
fn a_change_on_disk_is_told() {
    let sandbox = sandbox();
    let server = Server::start(&sandbox, &[]);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let request =
        format!("GET /api/events?token={} HTTP/1.1\r\nHost: {}\r\n\r\n", server.token, server.address);
    stream.write_all(request.as_bytes()).unwrap();
    let mut heard = String::new();
    let mut buffer = [0; 1024];
    while !heard.contains("\r\n\r\n") {
        let length = stream.read(&mut buffer).unwrap();
        heard.push_str(&String::from_utf8_lossy(&buffer[..length]));
    }
    // A change of the editor's own is told once, however late its file is seen to change.
    let edit = json!({"id": ID, "key": "headcount", "base": "2", "value": "3"});
    assert_eq!(server.ask("POST", "/api/edit", &edit).1["generation"], 1);
    std::thread::sleep(Duration::from_secs(1));
    sandbox.write("p/采购部/采购员.yaml", &BUYER.replace("岗位定员: 2", "岗位定员: 9"));
    while !heard.contains("{\"generation\":2}") {
        let length = stream.read(&mut buffer).unwrap();
        assert!(length > 0, "{heard}");
        heard.push_str(&String::from_utf8_lossy(&buffer[..length]));
    }
    assert_eq!(heard.matches("event: change").count(), 2, "{heard}");
}
