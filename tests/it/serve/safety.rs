//! Others work in the same files: nothing is written over what they wrote, nor where it was not meant.

use std::fs;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use gangwei::testing::serve::{
    Change, EditRequest, MoveRequest, NewRequest, Refusal, RemoveRequest, RenameRequest, add, edit, remove,
    rename, transfer,
};
use gangwei::{Memory, World};
use serde_json::{Value, json};

use super::{BUYER, ID, Server, encoded, sandbox};

/// A project in which somebody changes each file again and again, just after it was read.
struct Restless {
    files: Memory,
    reads: AtomicUsize,
}

impl World for Restless {
    fn files(&self) -> io::Result<Vec<String>> {
        self.files.files()
    }

    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        let read = self.reads.fetch_add(1, Ordering::Relaxed);
        let text = self.files.read(path)?;
        Ok([&*text, format!("# {read}\n").as_bytes()].concat().into())
    }
}

#[test]
fn a_change_is_of_the_texts_that_it_was_made_from() {
    let files = [
        ("handbook.yaml", "标题: 手册\n部门: [部]\n"),
        ("部/头.yaml", "岗位名称: 头\n"),
        ("部/员.yaml", "岗位名称: 员\n直接上级: 头\n"),
        ("部/两.yaml", "- 岗位名称: 甲\n- 岗位名称: 乙\n"),
    ];
    let world = Restless { files: Memory::from_iter(files), reads: AtomicUsize::new(0) };
    let (id, seen) = ("部/头.yaml#1".to_owned(), None);
    let changes = [
        rename(&world, &RenameRequest { id: id.clone(), seen: None, title: "首".into() }),
        transfer(&world, &MoveRequest { id: id.clone(), seen: None, department: "新".into() }),
        remove(&world, &RemoveRequest { id: "部/两.yaml#1".into(), seen: None }),
        edit(
            &world,
            &EditRequest { id, seen, key: "headcount".into(), base: Value::Null, value: json!("3") },
        ),
    ];
    let mark = |text: &str| text.lines().rfind(|line| line.starts_with("# ")).map(str::to_owned);
    for change in changes {
        let Change { files, .. } = change.unwrap().unwrap();
        let own =
            files.iter().find(|file| file.before.is_none()).and_then(|file| mark(file.after.as_deref()?));
        for file in &files {
            let (before, after) =
                (file.before.as_deref().and_then(mark), file.after.as_deref().and_then(mark));
            if before.is_some() {
                assert_eq!(before, after.or(own.clone()), "{}", file.path);
            }
        }
    }
}

#[test]
fn a_position_is_changed_only_if_it_is_the_one_that_was_seen() {
    let world = Memory::from_iter([
        ("handbook.yaml", "标题: 手册\n"),
        ("部/三.yaml", "- 岗位名称: 甲\n- 岗位名称: 乙\n- 岗位名称: 丙\n"),
    ]);
    let all = |id: &str, seen: Option<&str>| -> Vec<Result<Option<Change>, Refusal>> {
        let (id, seen) = (id.to_owned(), seen.map(str::to_owned));
        let edited = EditRequest {
            id: id.clone(),
            seen: seen.clone(),
            key: "headcount".into(),
            base: Value::Null,
            value: json!("3"),
        };
        let (title, department) = ("丁".to_owned(), "部".to_owned());
        vec![
            edit(&world, &edited),
            remove(&world, &RemoveRequest { id: id.clone(), seen: seen.clone() }),
            rename(&world, &RenameRequest { id: id.clone(), seen: seen.clone(), title: title.clone() }),
            transfer(&world, &MoveRequest { id: id.clone(), seen: seen.clone(), department: "新".into() }),
            add(&world, &NewRequest { department, title, like: Some(id), seen }),
        ]
    };
    for done in all("部/三.yaml#2", Some("乙")).into_iter().chain(all("部/三.yaml#2", None)) {
        assert!(done.unwrap().is_some());
    }
    for refused in all("部/三.yaml#2", Some("丙")) {
        assert!(matches!(refused, Err(Refusal::Changed(why)) if why.zh.contains("乙")));
    }
    for id in
        ["部/三.yaml#x", "部/三.yaml#0", "部/三.yaml#+1", "部/三.yaml#", "部/三.yaml#4", "部//三.yaml#1"]
    {
        assert!(all(id, None).into_iter().all(|done| done == Err(Refusal::Unknown)), "{id}");
    }
    // Who changes the title itself is shown both.
    let title = |base: &str| EditRequest {
        id: "部/三.yaml#2".into(),
        seen: Some("丙".into()),
        key: "title".into(),
        base: base.into(),
        value: json!("丁"),
    };
    assert_eq!(edit(&world, &title("丙")), Err(Refusal::Conflict(json!("乙"))));
    assert!(edit(&world, &title("乙")).unwrap().is_some());
}

#[test]
fn only_files_of_the_project_are_read_and_written() {
    let sandbox = sandbox();
    for path in [".git/x.yaml", "templates/t/x.yaml", "own/template.yaml", "dist/x.yaml", "_x.yaml", "x.txt"]
    {
        sandbox.write(&format!("p/{path}"), "岗位名称: 秘密\n");
    }
    sandbox.write("p/handbook.yaml", "标题: 手册\n模板: own\n");
    let server = Server::start(&sandbox, &[]);
    let absolute = sandbox.path("p/采购部/采购员.yaml").display().to_string();
    let others = [
        &*absolute,
        "采购部//采购员.yaml",
        "./采购部/采购员.yaml",
        "../p/采购部/采购员.yaml",
        ".git/x.yaml",
        "templates/t/x.yaml",
        "own/template.yaml",
        "dist/x.yaml",
        "_x.yaml",
        "x.txt",
    ];
    for path in others {
        let id = format!("{path}#1");
        for address in ["/api/position?id=", "/api/pages?id="] {
            assert_eq!(server.ask("GET", &format!("{address}{}", encoded(&id)), &Value::Null).0, 404, "{id}");
        }
        for (address, body) in [
            ("/api/edit", json!({"id": id, "key": "headcount", "base": null, "value": "3"})),
            ("/api/edit", json!({"id": id, "key": "headcount", "base": "2", "value": "3"})),
            ("/api/remove", json!({"id": id})),
            ("/api/new", json!({"department": "采购部", "title": "甲", "like": id})),
            ("/api/file", json!({"path": path, "digest": "", "text": "a: b\n"})),
        ] {
            assert_eq!(server.ask("POST", address, &body).0, 404, "{address} {body}");
        }
    }
    for id in [format!("{ID}x"), ID.replace("#1", "#2"), ID.replace("#1", "#0")] {
        assert_eq!(
            server.ask("GET", &format!("/api/pages?id={}", encoded(&id)), &Value::Null).0,
            404,
            "{id}"
        );
    }
    sandbox.write("p/采购部/坏.yaml", "岗位名称: [\n");
    let broken = server.ask("GET", &format!("/api/pages?id={}", encoded("采购部/坏.yaml#1")), &Value::Null);
    assert_eq!((broken.0, broken.1["failed"].as_array().unwrap().is_empty()), (200, false));
    fs::write(sandbox.path("p/采购部/旧.yaml"), b"\xb8\xda\xce\xbb: \xb1\xfb\n").unwrap();
    let (status, answer) =
        server.ask("GET", &format!("/api/file?path={}", encoded("采购部/旧.yaml")), &Value::Null);
    assert!(status == 422 && answer["zh"].as_str().unwrap().contains("UTF-8"), "{answer}");
}

#[test]
fn an_undo_that_cannot_be_gives_way_to_the_one_before() {
    let sandbox = sandbox();
    sandbox.write("p/采购部/经理.yaml", "岗位名称: 经理\n");
    let server = Server::start(&sandbox, &[]);
    let edit = |id: &str, base: Value, value: &str| {
        let body = json!({"id": id, "key": "headcount", "base": base, "value": value});
        assert_eq!(server.ask("POST", "/api/edit", &body).0, 200);
    };
    edit("采购部/经理.yaml#1", Value::Null, "1");
    edit(ID, json!("2"), "3");
    sandbox.write("p/采购部/采购员.yaml", &BUYER.replace("采购员", "买手"));
    let (status, answer) = server.ask("POST", "/api/undo", &json!({}));
    assert_eq!((status, &answer["error"]), (409, &json!("changed")));
    assert!(answer["zh"].as_str().unwrap().starts_with("采购部/采购员.yaml 被别人改过"), "{answer}");
    assert_eq!(server.ask("POST", "/api/undo", &json!({})).0, 200);
    assert_eq!(fs::read_to_string(sandbox.path("p/采购部/经理.yaml")).unwrap(), "岗位名称: 经理\n");
    let (status, answer) = server.ask("POST", "/api/undo", &json!({}));
    assert_eq!((status, &answer["error"]), (409, &json!("nothing")));
}

/// Somebody else changes a file, and then back to what was written here.
#[test]
fn a_change_back_is_told_too() {
    let sandbox = sandbox();
    let server = Server::start(&sandbox, &[]);
    let path = sandbox.path("p/采购部/采购员.yaml");
    let edit = json!({"id": ID, "key": "headcount", "base": "2", "value": "3"});
    assert_eq!(server.ask("POST", "/api/edit", &edit).1["generation"], 1);
    let mine = fs::read_to_string(&path).unwrap();
    std::thread::sleep(Duration::from_secs(1));
    for (text, generation) in [(BUYER, 2), (&*mine, 3), (BUYER, 4)] {
        fs::write(&path, text).unwrap();
        let begun = Instant::now();
        while server.ask("GET", "/api/project", &Value::Null).1["generation"] != generation {
            assert!(begun.elapsed() < Duration::from_secs(20), "{generation}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

#[test]
fn what_stands_in_the_way_is_told() {
    let sandbox = sandbox();
    sandbox.write("p/文件", "");
    let server = Server::start(&sandbox, &[]);
    let refused = |path: &str, body: Value, why: &str| {
        let (status, answer) = server.ask("POST", path, &body);
        assert!(status == 422 && answer["zh"].as_str().unwrap().contains(why), "{path} {body}: {answer}");
    };
    refused("/api/new", json!({"department": "文件", "title": "甲"}), "文件");
    refused("/api/move", json!({"id": ID, "department": "文件"}), "文件");
    assert!(sandbox.path("p/采购部/采购员.yaml").exists());
    sandbox.write("p/采购部/乙.yaml", "岗位名称: 乙\n直接上级: &a 采购员\n兼任: *a\n");
    refused("/api/rename", json!({"id": ID, "title": "买手"}), "采购部/乙.yaml");
    fs::remove_file(sandbox.path("p/handbook.yaml")).unwrap();
    fs::create_dir(sandbox.path("p/handbook.yaml")).unwrap();
    let (status, answer) = server.ask("GET", "/api/handbook", &Value::Null);
    assert!(status == 422 && answer["zh"].as_str().unwrap().contains("handbook.yaml"), "{answer}");
    refused(
        "/api/edit",
        json!({"id": "handbook.yaml", "key": "title", "base": null, "value": "册"}),
        "handbook.yaml",
    );
}

#[test]
fn every_answer_says_what_browsers_may_do() {
    let sandbox = sandbox();
    let server = Server::start(&sandbox, &[]);
    for host in [&*server.address, "evil.example"] {
        let request = format!("GET /api/project HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let answer = String::from_utf8(server.answer(request.as_bytes())).unwrap().to_lowercase();
        for part in ["403", "content-security-policy:", "x-content-type-options: nosniff", "no-store"] {
            assert!(answer.contains(part), "{answer}");
        }
    }
}

/// A signal ends the program when a change is whole, though pages listen; what a killed one left is swept.
#[cfg(unix)]
#[test]
fn a_signal_leaves_all_or_nothing() {
    use rustix::process::{Pid, Signal, kill_process};
    let sandbox = sandbox();
    sandbox.write("p/部/头.yaml", "岗位名称: 头\n");
    for number in 0..300 {
        sandbox.write(&format!("p/部/{number}.yaml"), &format!("岗位名称: 员{number}\n直接上级: 头\n"));
    }
    sandbox.write("p/部/.gangwei-Ab12Cd", "left");
    for (wait, signal) in [(100, Signal::TERM), (250, Signal::INT), (400, Signal::TERM)] {
        let mut server = Server::start(&sandbox, &[]);
        assert!(!sandbox.path("p/部/.gangwei-Ab12Cd").exists());
        let listen =
            format!("GET /api/events?token={} HTTP/1.1\r\nHost: {}\r\n\r\n", server.token, server.address);
        let mut listening = std::net::TcpStream::connect(&server.address).unwrap();
        io::Write::write_all(&mut listening, listen.as_bytes()).unwrap();
        let pid = Pid::from_child(&server.child);
        std::thread::scope(|scope| {
            let body = json!({"id": "部/头.yaml#1", "title": "首"});
            let asked = &server;
            scope.spawn(move || asked.ask("POST", "/api/rename", &body));
            std::thread::sleep(Duration::from_millis(wait));
            kill_process(pid, signal).unwrap();
        });
        let code = server.child.wait().unwrap().code();
        assert_eq!(code, Some(128 + signal.as_raw()));
        let texts: Vec<String> = (0..300)
            .map(|number| fs::read_to_string(sandbox.path(&format!("p/部/{number}.yaml"))).unwrap())
            .collect();
        let renamed = texts.iter().filter(|text| text.contains("首")).count();
        let is_renamed = sandbox.path("p/部/首.yaml").exists();
        assert_eq!(
            (renamed, sandbox.path("p/部/头.yaml").exists()),
            (if is_renamed { 300 } else { 0 }, !is_renamed)
        );
        let left = fs::read_dir(sandbox.path("p/部")).unwrap();
        assert_eq!(
            left.filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'))
                .count(),
            0
        );
        if is_renamed {
            break;
        }
    }
}
