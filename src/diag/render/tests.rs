//! Each format over the same findings.

use std::sync::Arc;

use super::*;
use crate::diag::{Code, Text};

const SOURCE: &str = "岗位名称: 销售员\n所在部门: 市场部\n岗位编号: X1\n岗位定员: -2\n";

fn sources() -> Sources {
    let mut sources = Sources::new();
    sources.insert("市场部/销售员.yaml".into(), "data/市场部/销售员.yaml", SOURCE.into());
    sources
}

fn headcount() -> Diagnostic {
    let path: Arc<str> = "市场部/销售员.yaml".into();
    let start = SOURCE.find("-2").unwrap();
    Diagnostic::new(Code::E012, Text::new("岗位定员不能小于零", "岗位定员 must be zero or more"))
        .at(&path, Span { start, end: start + 2 })
        .with_label(Text::new("现为 -2", "found -2"))
        .with_help(Text::new("人数不定时请留空", "leave it empty if the number is not fixed"))
}

fn written(format: Format, lang: Lang) -> String {
    render(&[headcount(), headcount()], &sources(), format, lang, false)
}

#[test]
fn the_house_style_example_is_what_people_see() {
    let expected = "\
error[E012]: 岗位定员 must be zero or more
 --> data/市场部/销售员.yaml:4:7
  |
4 | 岗位定员: -2
  |           ^^ found -2
  |
  = help: leave it empty if the number is not fixed

";
    assert_eq!(written(Format::Human, Lang::En), expected);
}

#[test]
fn each_finding_is_written_once_on_its_line() {
    assert_eq!(
        written(Format::Short, Lang::Zh),
        "data/市场部/销售员.yaml:4:7: 错误[E012]: 岗位定员不能小于零，现为 -2；人数不定时请留空\n"
    );
    assert_eq!(
        written(Format::Json, Lang::En),
        "{\"code\":\"E012\",\"severity\":\"error\",\
         \"message\":\"岗位定员 must be zero or more, found -2\",\
         \"path\":\"data/市场部/销售员.yaml\",\"line\":4,\"column\":7,\"end_line\":4,\"end_column\":9,\
         \"help\":\"leave it empty if the number is not fixed\"}\n"
    );
    assert_eq!(
        written(Format::Github, Lang::En),
        "::error file=data/市场部/销售员.yaml,line=4,endLine=4,col=7,endColumn=9,title=E012\
         ::岗位定员 must be zero or more, found -2%0Aleave it empty if the number is not fixed\n"
    );
}

/// A finding in the first of two files that also names a place in the second.
fn duplicate(count: usize) -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::new();
    let first: Arc<str> = "a.yaml".into();
    sources.insert(first.clone(), "a.yaml", "title: A\ncode: X1\n".into());
    let span = Some(Span { start: 15, end: 17 });
    let findings = (0..count).map(|number| {
        let path: Arc<str> = format!("b{number:02}.yaml").into();
        sources.insert(path.clone(), path.to_string(), "title: B\ncode: X1\n".into());
        Diagnostic::new(Code::W201, Text::new("编号重复", "the code is another's"))
            .at(&path, Span { start: 15, end: 17 })
            .with_related(Place { path: first.clone(), span }, Text::new("先用的", "first used here"))
    });
    (findings.collect(), sources)
}

#[test]
fn other_places_are_told_in_every_format() {
    let (findings, sources) = duplicate(1);
    let written = |format| render(&findings, &sources, format, Lang::En, false);
    let expected = "\
warning[W201]: the code is another's
 --> b00.yaml:2:7
  |
2 | code: X1
  |       ^^
  |
 ::: a.yaml:2:7
  |
2 | code: X1
  |       -- first used here

";
    assert_eq!(written(Format::Human), expected);
    assert_eq!(
        written(Format::Short),
        "b00.yaml:2:7: warning[W201]: the code is another's (see also a.yaml:2:7)\n"
    );
    assert!(written(Format::Github).contains("::the code is another's (see also a.yaml:2:7)\n"));
    assert!(written(Format::Json).ends_with(
        "\"help\":null,\"related\":[{\"path\":\"a.yaml\",\"line\":2,\"column\":7,\"end_line\":2,\
         \"end_column\":9,\"message\":\"first used here\"}]}\n"
    ));
    let log: serde_json::Value = serde_json::from_str(&written(Format::Sarif)).unwrap();
    let related = &log["runs"][0]["results"][0]["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["artifactLocation"]["uri"], "a.yaml");
    assert_eq!(related["message"]["text"], "first used here");
}

#[test]
fn what_is_found_at_many_places_is_folded_for_people_alone() {
    let shown = |count, lang| {
        let (findings, sources) = duplicate(count);
        render(&findings, &sources, Format::Human, lang, false)
    };
    assert_eq!(shown(3, Lang::En).matches("warning[").count(), 3);
    let four = shown(4, Lang::En);
    assert_eq!(four.matches("warning[").count(), 1);
    assert!(four.contains("= note: 3 more: b01.yaml:2, b02.yaml:2, b03.yaml:2\n"), "{four}");
    let many = shown(30, Lang::Zh);
    assert!(many.contains("= 说明: 另有 29 处：b01.yaml:2、b02.yaml:2、"), "{many}");
    assert!(many.contains("b20.yaml:2、\n") || many.contains("b20.yaml:2、…"), "{many}");
    assert!(!many.contains("b21.yaml"), "{many}");
    assert!(many.lines().all(|line| crate::diag::width(line) <= 110), "{many}");
    let (findings, sources) = duplicate(30);
    for format in [Format::Short, Format::Json, Format::Github] {
        assert_eq!(render(&findings, &sources, format, Lang::Zh, false).lines().count(), 30);
    }
}

#[test]
fn workflow_commands_are_escaped() {
    let path: Arc<str> = "a,b:100%.yaml".into();
    let mut sources = Sources::new();
    sources.insert(path.clone(), "a,b:100%.yaml", "一\n二\n".into());
    let finding = Diagnostic::new(Code::E011, Text::new("50%\n::error::x", "wrong"))
        .at(&path, Span { start: 0, end: 7 });
    assert_eq!(
        render(&[finding], &sources, Format::Github, Lang::Zh, false),
        "::error file=a%2Cb%3A100%25.yaml,line=1,endLine=2,col=1,title=E011::50%25%0A::error::x\n"
    );
}

#[test]
fn sources_play_no_tricks_on_a_terminal() {
    let path: Arc<str> = "a\u{1b}.yaml".into();
    let text = "a: \u{1b}[31m\u{202e}x\u{9b}2J\u{7}\n";
    let mut sources = Sources::new();
    sources.insert(path.clone(), path.to_string(), text.into());
    let words = || Text::new(text, text);
    let finding = Diagnostic::new(Code::E011, words())
        .at(&path, Span { start: 3, end: 9 })
        .with_label(words())
        .with_help(words())
        .with_related(Place { path, span: Some(Span { start: 0, end: 1 }) }, words());
    let shown = |format| {
        let shown = render(std::slice::from_ref(&finding), &sources, format, Lang::En, false);
        let obeyed = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!shown.contains(obeyed), "{shown:?}");
        shown
    };
    for format in [Format::Human, Format::Short, Format::Github] {
        let shown = shown(format);
        assert!(shown.contains("<U+202E>") && shown.contains('␛'), "{shown}");
    }
    // Programs read what the file says.
    let json: serde_json::Value = serde_json::from_str(&shown(Format::Json)).unwrap();
    assert_eq!((json["help"].as_str(), json["path"].as_str()), (Some(text), Some("a\u{1b}.yaml")));
    let sarif: serde_json::Value = serde_json::from_str(&shown(Format::Sarif)).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert!(result["message"]["text"].as_str().unwrap().ends_with(text), "{result}");
}

#[test]
fn a_fingerprint_stays_when_lines_move() {
    let fingerprints = |text: &str, lang| -> Vec<String> {
        let path: Arc<str> = "a.yaml".into();
        let mut sources = Sources::new();
        sources.insert(path.clone(), "a.yaml", text.into());
        let at = |start| {
            Diagnostic::new(Code::E011, Text::new("错", "wrong")).at(&path, Span { start, end: start + 1 })
        };
        let found: Vec<_> = text.match_indices('x').map(|(start, _)| at(start)).collect();
        let log = render(&found, &sources, Format::Sarif, lang, false);
        let log: serde_json::Value = serde_json::from_str(&log).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let print = |result: &serde_json::Value| {
            result["partialFingerprints"]["gangwei/v1"].as_str().unwrap().to_owned()
        };
        results.iter().map(print).collect()
    };
    let before = fingerprints("x\nx\n", Lang::Zh);
    assert_eq!(before, fingerprints("\n\n x\n\nx\n", Lang::En));
    assert_ne!(before[0], before[1]);
}

#[test]
fn a_sarif_log_names_rule_and_region() {
    let log: serde_json::Value = serde_json::from_str(&written(Format::Sarif, Lang::En)).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["ruleIndex"]), (&"E012".into(), &0.into()));
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!((&rule["id"], &rule["defaultConfiguration"]["level"]), (&"E012".into(), &"error".into()));
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("岗位定员: 两人"));
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["region"]["startColumn"], 7);
    assert!(physical["artifactLocation"]["uri"].as_str().unwrap().starts_with("data/%E5%B8%82"));
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
}

/// GitHub: "locationFromSarifResult: expected at least one location".
#[test]
fn a_sarif_result_without_a_file_is_shown_at_the_handbook() {
    let nowhere = Diagnostic::new(Code::E018, Text::new("没有岗位", "there is no position"));
    let uri = |sources: &Sources| {
        let log = render(std::slice::from_ref(&nowhere), sources, Format::Sarif, Lang::En, false);
        let log: serde_json::Value = serde_json::from_str(&log).unwrap();
        let locations = log["runs"][0]["results"][0]["locations"].as_array().unwrap().clone();
        assert_eq!(locations.len(), 1);
        assert!(locations[0]["physicalLocation"].get("region").is_none());
        locations[0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned()
    };
    let mut sources = Sources::new();
    assert_eq!(uri(&sources), "handbook.yaml");
    let mut read = Sources::new();
    read.set_handbook("my/handbook.yml");
    sources.extend(read);
    sources.extend(Sources::new());
    assert_eq!(uri(&sources), "my/handbook.yml");
}

#[test]
fn a_very_long_line_is_shown_in_part() {
    let text = format!("备注: {}错{}\n", "长".repeat(200_000), "尾".repeat(200_000));
    let start = text.find('错').unwrap();
    let path: Arc<str> = "a.yaml".into();
    let mut sources = Sources::new();
    sources.insert(path.clone(), "a.yaml", text.clone().into());
    let found = Diagnostic::new(Code::E003, Text::new("错", "wrong"));
    let spans = [(start, start + 3), (start, text.len()), (0, text.len()), (start, start)];
    for (start, end) in spans {
        let one = found.clone().at(&path, Span { start, end });
        let shown = render(&[one], &sources, Format::Human, Lang::En, false);
        assert!(shown.len() < 3_000, "{} bytes", shown.len());
        assert!(shown.contains('^'));
    }
}

#[test]
fn spans_outside_the_text_do_no_harm() {
    let path: Arc<str> = "市场部/销售员.yaml".into();
    for (start, end) in [(1, 2), (500, 600), (7, 3), (0, usize::MAX), (SOURCE.len(), SOURCE.len())] {
        let one = headcount().at(&path, Span { start, end });
        for format in [Format::Human, Format::Short, Format::Json, Format::Github, Format::Sarif] {
            assert!(!render(std::slice::from_ref(&one), &sources(), format, Lang::Zh, true).is_empty());
        }
    }
}

#[test]
fn findings_stand_in_the_order_of_their_places() {
    let (a, b): (Arc<str>, Arc<str>) = ("a.yaml".into(), "b.yaml".into());
    let one = |code, path: &Arc<str>, start| {
        Diagnostic::new(code, Text::new("错", "wrong")).at(path, Span { start, end: start + 1 })
    };
    let run = Diagnostic::new(Code::E018, Text::new("空", "empty"));
    let found = [run, one(Code::E013, &b, 0), one(Code::E012, &a, 9), one(Code::E011, &a, 2)];
    let shown = render(&found, &Sources::new(), Format::Short, Lang::En, false);
    let codes: Vec<&str> = shown.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(codes, ["E011", "E012", "E013", "E018"]);
}
