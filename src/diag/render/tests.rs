//! Each format over the same findings.

use std::sync::Arc;

use super::*;
use crate::diag::Text;

const SOURCE: &str = "岗位名称: 销售员\n所在部门: 市场部\n岗位编号: X1\n岗位定员: -2\n";

fn sources() -> Sources {
    let mut sources = Sources::new();
    sources.insert("市场部/销售员.yaml".into(), "data/市场部/销售员.yaml", SOURCE.into());
    sources
}

fn headcount() -> Diagnostic {
    let path: Arc<str> = "市场部/销售员.yaml".into();
    let start = SOURCE.find("-2").unwrap();
    Diagnostic::error("E012", Text::new("岗位定员不能小于零", "岗位定员 must be zero or more"))
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
        "data/市场部/销售员.yaml:4:7: error[E012]: 岗位定员不能小于零，现为 -2; 人数不定时请留空\n"
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

#[test]
fn a_sarif_log_names_rule_and_region() {
    let log: serde_json::Value = serde_json::from_str(&written(Format::Sarif, Lang::En)).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "E012");
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["region"]["startColumn"], 7);
    assert!(physical["artifactLocation"]["uri"].as_str().unwrap().starts_with("data/%E5%B8%82"));
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
}

#[test]
fn a_very_long_line_is_shown_in_part() {
    let text = format!("备注: {}错{}\n", "长".repeat(200_000), "尾".repeat(200_000));
    let start = text.find('错').unwrap();
    let path: Arc<str> = "a.yaml".into();
    let mut sources = Sources::new();
    sources.insert(path.clone(), "a.yaml", text.clone().into());
    let found = Diagnostic::error("E003", Text::new("错", "wrong"));
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
        Diagnostic::error(code, Text::new("错", "wrong")).at(path, Span { start, end: start + 1 })
    };
    let run = Diagnostic::error("E018", Text::new("空", "empty"));
    let found = [run, one("E013", &b, 0), one("E012", &a, 9), one("E011", &a, 2)];
    let shown = render(&found, &Sources::new(), Format::Short, Lang::En, false);
    let codes: Vec<&str> = shown.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(codes, ["E011", "E012", "E013", "E018"]);
}
