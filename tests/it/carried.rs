//! What documents carry: the data that they were made of, and bookmarks of their rows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use gangwei::testing::carried::{CarriedDocument, CarriedTexts, Origin, read};
use gangwei::testing::model::load;
use gangwei::testing::pipeline::{Format, Options, Output, collect};
use gangwei::testing::template::{OutputKind, SetChoice};
use gangwei::testing::world::{Memory, World};

use crate::docx::dom::{Element, part, replace, unpack};
use crate::sample::{folder, project, sample};
use crate::sandbox::Sandbox;

fn documents(world: &dyn World, set: &str) -> BTreeMap<String, Output> {
    let options = Options {
        formats: vec![Format::Docx],
        kinds: OutputKind::ALL.to_vec(),
        template: Some(SetChoice::Name(set.to_owned())),
        ..Options::default()
    };
    let made = collect(world, &options);
    let outputs = made.value.unwrap_or_else(|| panic!("{:?}", made.report.diagnostics));
    outputs.into_iter().map(|output| (output.path.clone(), output)).collect()
}

#[track_caller]
fn carried(output: &Output) -> Box<CarriedDocument> {
    match read(&output.path, &output.bytes) {
        Ok(Origin::Whole(document)) => document,
        other => panic!("{}: {other:?}", output.path),
    }
}

/// The names of the bookmarks of rows, in order.
fn marks(bytes: &[u8]) -> Vec<String> {
    let document = part(bytes, "word/document.xml");
    let all: Vec<_> = document.find("w:bookmarkStart");
    let numbers: BTreeSet<&str> = all.iter().map(|start| start.attribute("w:id").unwrap()).collect();
    assert_eq!(numbers.len(), all.len(), "numbers of bookmarks");
    let names = all.iter().map(|start| start.attribute("w:name").unwrap().to_owned());
    names.filter(|name| name.starts_with("_gw_")).collect()
}

#[test]
fn every_document_carries_what_it_shows() {
    let world = sample();
    for set in ["standard", "compact", "modern", "official"] {
        let documents = documents(&world, set);
        let handbook = &documents["岗位职责说明书.docx"];
        let all = marks(&handbook.bytes);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{set}");
        for output in documents.values() {
            // What is read was compared with its digests.
            let document = carried(output);
            assert_eq!(document.project.template.name, set);
            let shown = document.shown();
            if output.subject.kind == OutputKind::Position {
                let [(id, position)] = shown.as_slice() else { panic!("{}", output.path) };
                assert_eq!(position.title.as_str(), output.subject.title);
                assert!(output.subject.sources.contains(&id.rsplit_once('#').unwrap().0.to_owned()));
                let own = marks(&output.bytes);
                assert!(own.len() > 5, "{}", output.path);
                let known = own.iter().filter(|name| all.contains(name)).count();
                // But for what only the sheet that is filed alone has.
                assert!(known + 8 >= own.len(), "{}: {known} of {}", output.path, own.len());
            }
        }
    }
}

#[test]
fn a_mark_stands_in_each_row_with_text_but_those_that_repeat() {
    let marks = |cell: &Element| {
        let first = cell.children.iter().find(|child| child.name == "w:p");
        let starts = first.map_or(Vec::new(), |first| first.find("w:bookmarkStart"));
        starts.iter().filter(|start| start.attribute("w:name").unwrap().starts_with("_gw_")).count()
    };
    for output in documents(&sample(), "standard").values() {
        let document = part(&output.bytes, "word/document.xml");
        for table in document.find("w:tbl") {
            let rows: Vec<&Element> = table.all("w:tr").collect();
            for row in &rows {
                let cells: Vec<&Element> = row.all("w:tc").collect();
                let goes_on =
                    |cell: &Element| cell.at("w:tcPr/w:vMerge").is_some_and(|merge| merge.val().is_none());
                let has_text =
                    |cell: &Element| cell.child("w:p").is_some_and(|first| !first.find("w:r").is_empty());
                let is_head = row.at("w:trPr/w:tblHeader").is_some();
                // It may be a box, which is no table of the tree.
                if rows.len() == 1 && cells.len() == 1 {
                    continue;
                }
                let holder = cells.iter().position(|cell| !goes_on(cell) && has_text(cell));
                let holder = holder.filter(|_| !is_head);
                for (at, cell) in cells.iter().enumerate() {
                    let wanted = usize::from(holder == Some(at));
                    assert_eq!(marks(cell), wanted, "{}: {}", output.path, cell.shown_text());
                }
            }
        }
    }
}

#[test]
fn what_is_carried_says_the_same_without_comments() {
    let world = project(&[
        (
            "handbook.yaml",
            "# 机密\n标题: 手册 # 草稿\n版本: 1.50\n部门:\n- 采购部\n- {名称: 财务部, 负责人: 某人}\n检查: {W201: off}\nlogo: ~\n",
        ),
        (
            "采购部/岗位.yaml",
            "- &甲\n  岗位名称: 采购员   # 不叫“买手”\n  岗位编号: 007\n  职级: ~\n  职责: &职责\n  - 描述: '采购：办公用品'\n    权重: 040%\n  - |\n    第一行\n    第二行\n\
             - <<: *甲\n  title: 内勤\n  code: '1.50'\n  任职资格: {学历: \"a: b # c\", 自定: [一, 二]}\n  备注: \"“引号”\\t甲\"\n\
             - 岗位名称: 库管\n  直接上级: 采购员\n  职责: *职责\n",
        ),
        ("财务部/会计.yaml", "title: 会计\nreports_to: {行政: 采购员}\nresponsibilities: [记账]\n"),
        ("财务部/出纳.yaml", "title: 出纳\nresponsibilities: [付款] # 秘密\n"),
    ]);
    let documents = documents(&world, "standard");
    let document = carried(&documents["采购部/内勤.docx"]);
    let files: Vec<(&str, &str)> =
        document.project.files.iter().map(|file| (&*file.path, file.text.as_str())).collect();
    assert_eq!(
        files,
        [
            ("handbook.yaml", "标题: 手册\n版本: 1.50\n"),
            (
                "采购部/岗位.yaml",
                "title: 内勤\ncode: 1.50\n任职资格:\n  学历: \"a: b # c\"\n  自定:\n    - 一\n    - 二\n备注: \"“引号”\\t甲\"\n职级:\n职责:\n  - 描述: 采购：办公用品\n    权重: 040%\n  - \"第一行\\n第二行\"\n",
            ),
        ]
    );
    let ids = |path: &str| -> Vec<String> {
        carried(&documents[path]).project.positions.iter().map(|position| position.id.clone()).collect()
    };
    assert_eq!(ids("采购部/内勤.docx"), ["采购部/岗位.yaml#2"]);
    // With the superior, and the peer under him.
    assert_eq!(ids("财务部/会计.docx"), ["财务部/会计.yaml#1", "采购部/岗位.yaml#1", "采购部/岗位.yaml#3"]);
    let text: String =
        documents.values().flat_map(|output| carried(output).project.files).map(|file| file.text).collect();
    assert!(!text.contains("秘密") && !text.contains("机密") && !text.contains("买手"));
    let department = carried(&documents["财务部/财务部岗位职责说明书.docx"]);
    let handbook = &department.project.files[0].text;
    assert!(handbook.contains("某人") && !handbook.contains("采购部"), "{handbook}");
}

#[test]
fn a_handbook_may_carry_nothing() {
    let world = project(&[
        ("handbook.yaml", "标题: 手册\ndocx: {data: false}\n"),
        ("采购部/采购员.yaml", "岗位名称: 采购员\n职责: [采购]\n"),
    ]);
    for output in documents(&world, "standard").values() {
        let Ok(Origin::Bare(properties)) = read(&output.path, &output.bytes) else {
            panic!("{}", output.path)
        };
        assert_eq!(properties.program.as_deref(), Some(env!("CARGO_PKG_VERSION")));
        assert!(properties.digest.is_some() && properties.positions.is_empty());
        assert_eq!(marks(&output.bytes), [""; 0]);
        assert!(!unpack(&output.bytes).unwrap().keys().any(|name| name.starts_with("customXml")));
    }
}

/// Whatever a file is like, what is carried of it reads as the same data.
#[test]
fn what_is_carried_is_read_as_it_was() {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/model");
    let projects = fs::read_dir(suite).unwrap().map(|entry| entry.unwrap().path().join("project"));
    let projects = projects.filter(|path| path.is_dir()).map(|path| folder(&path));
    let mut compared = 0;
    for project in projects.chain([sample()]) {
        let loaded = load(&project);
        if loaded.diagnostics.iter().any(|finding| finding.is_error()) {
            continue;
        }
        let handbook = &loaded.handbook;
        let positions: Vec<_> = handbook.positions().collect();
        let names = handbook.departments.iter().filter_map(|department| department.name.as_ref());
        let names: Vec<&str> = names.map(|name| name.as_str()).collect();
        let files = CarriedTexts::new(handbook, &loaded.sources).of(&positions, &names, true).files;
        let carried: Memory = files.iter().map(|file| (&*file.path, &*file.text)).collect();
        let mut again = load(&carried);
        assert!(again.diagnostics.iter().all(|finding| !finding.is_error()), "{:?}", again.diagnostics);
        // These say nothing of what documents show.
        let (before, now) = (handbook.clone(), &mut again.handbook);
        now.logo = before.logo.clone();
        now.code_pattern = before.code_pattern.clone();
        now.checks = before.checks.clone();
        now.pdf = before.pdf.clone();
        now.docx = before.docx.clone();
        now.file_name = before.file_name.clone();
        let json = |handbook| serde_json::to_string_pretty(handbook).unwrap();
        assert_eq!(json(now), json(&before));
        compared += 1;
    }
    assert!(compared > 15, "{compared}");
}

const ITEM: &str = "customXml/item1.xml";

/// A folder with a project, and the document of its position.
fn built() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("project/handbook.yaml", "标题: 手册\n公司: 甲公司\n版本: V2\n外部岗位: [总经理]\n");
    sandbox.write(
        "project/采购部/采购员.yaml",
        "岗位名称: 采购员\n岗位编号: CG-01\n直接上级: 总经理\n职责: [采购]\n",
    );
    sandbox.run(&["build", "project", "--format", "docx", "--per", "position", "-q"]).exits(0);
    sandbox
}

#[test]
fn a_document_is_told_by_what_it_carries() {
    let sandbox = built();
    let file = "dist/采购部/采购员.docx";
    let info = |more: &[&str]| {
        let arguments = [&["info", file, "--project", "project", "--lang", "zh"], more].concat();
        sandbox.run(&arguments).exits(0).out
    };
    let told = info(&[]);
    assert!(told.starts_with("dist/采购部/采购员.docx：gangwei "), "{told}");
    for line in ["手册：手册 V2（甲公司）", "内容：一个岗位", "采购部/采购员（CG-01）  与手册一致"]
    {
        assert!(told.contains(line), "{told}");
    }
    // Another layout and other comments say the same; another duty does not.
    sandbox.write(
        "project/采购部/采购员.yaml",
        "# 新\ntitle: 采购员\nresponsibilities:\n- 采购\nreports_to: 总经理\ncode: CG-01\n",
    );
    assert!(info(&[]).contains("与手册一致"));
    sandbox.write("project/采购部/采购员.yaml", "岗位名称: 采购专员\n岗位编号: CG-01\n职责: [采购]\n");
    assert!(info(&[]).contains("手册里已改"));
    let json: serde_json::Value = serde_json::from_str(&info(&["--message-format", "json"])).unwrap();
    assert_eq!((&json["origin"], &json["shows"]), (&"whole".into(), &"position".into()));
    assert_eq!(json["positions"][0]["id"], "采购部/采购员.yaml#1");
    assert_eq!(json["positions"][0]["state"], "changed");
    sandbox.write("project/采购部/采购员.yaml", "岗位名称: 库管\n职责: [采购]\n");
    sandbox.write("project/采购部/其他.yaml", "岗位名称: 甲\n职责: [采购]\n");
    fs::rename(sandbox.path("project/采购部/采购员.yaml"), sandbox.path("project/采购部/库管.yaml")).unwrap();
    assert!(info(&[]).contains("手册里没有"));
}

#[test]
fn other_files_are_told_from_ours() {
    let sandbox = built();
    let ours = fs::read(sandbox.path("dist/采购部/采购员.docx")).unwrap();
    let lost =
        replace(&ours, "word/_rels/document.xml.rels", |text| text.replace("/customXml\"", "/other\""));
    fs::write(sandbox.path("lost.docx"), lost).unwrap();
    let out = sandbox.run(&["info", "lost.docx", "--lang", "zh"]).exits(0).out;
    assert!(out.contains("采购部/采购员.yaml#1") && out.contains("另存时丢了"), "{out}");
    let foreign = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/office/boxes.docx");
    let out = sandbox.run(&["info", foreign, "--lang", "en"]).exits(0).out;
    assert!(out.ends_with("a Word file that gangwei did not make\n"), "{out}");
    fs::write(sandbox.path("a.pdf"), "%PDF-1.7\n").unwrap();
    sandbox.run(&["info", "a.pdf", "--lang", "en"]).exits(3).says("it is a PDF file");
    let workbook = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/office/comma-bom.csv");
    sandbox.run(&["info", workbook, "--lang", "en"]).exits(3).says("E601");
    sandbox.run(&["info", "gone.docx", "dist/采购部/采购员.docx"]).exits(3).says("E407");
}

#[test]
fn a_damaged_or_lying_part_is_an_error() {
    let sandbox = built();
    let ours = fs::read(sandbox.path("dist/采购部/采购员.docx")).unwrap();
    let digest = |text: &str| text.split(" digest=\"").nth(1).unwrap()[..64].to_owned();
    type Change = dyn Fn(&str) -> String;
    let cases: [(&str, &Change); 8] = [
        ("somebody changed them", &|text| text.replace("[采购]", "[销售]").replace("采购员", "销售员")),
        ("tags do not match", &|text| text.replacen("</file>", "</fail>", 1)),
        ("E621", &|text| text[..400].to_owned()),
        ("is no file of a project", &|text| text.replace("path=\"采购部/", "path=\"../采购部/")),
        ("is no file of a project", &|text| text.replace("path=\"采购部/采购员.yaml", "path=\"/etc/passwd")),
        ("is there twice", &|text| text.replace("path=\"handbook.yaml\"", "path=\"采购部/采购员.yaml\"")),
        ("has no “language”", &|text| text.replace("language=", "tongue=")),
        ("does not tell what", &|text| text.replace("shows=\"position\"", "shows=\"all\"")),
    ];
    for (why, change) in cases {
        let changed = replace(&ours, ITEM, change);
        fs::write(sandbox.path("changed.docx"), changed).unwrap();
        let run = sandbox.run(&["info", "changed.docx", "--lang", "en"]).exits(1).says("E621");
        assert!(run.err.contains(why), "{why}: {}", run.err);
        assert_eq!(run.out, "");
    }
    // The properties are those of another document.
    let lying = replace(&ours, "docProps/custom.xml", |text| {
        let own = digest(&String::from_utf8(unpack(&ours).unwrap()[ITEM].clone()).unwrap());
        text.replace(&own, &"0".repeat(64))
    });
    fs::write(sandbox.path("changed.docx"), lying).unwrap();
    sandbox.run(&["info", "changed.docx", "--lang", "en"]).exits(1).says("name another digest");
    // Entities and DTDs are not read.
    let entities = replace(&ours, ITEM, |text| {
        text.replacen("<project", "<!DOCTYPE project [<!ENTITY a \"b\">]><project", 1)
    });
    fs::write(sandbox.path("changed.docx"), entities).unwrap();
    sandbox.run(&["info", "changed.docx", "--lang", "en"]).exits(1).says("DTD");
    // A bomb ends at a limit.
    let bomb = replace(&ours, ITEM, |_| format!("<project>{}</project>", "<file/>".repeat(1 << 21)));
    fs::write(sandbox.path("changed.docx"), bomb).unwrap();
    sandbox.run(&["info", "changed.docx", "--lang", "en"]).exits(3).says("E604");
}
