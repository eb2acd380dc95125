//! Links between parts: which are errors, in which output, and what else is told in the same run.

use gangwei::diag::{self, Lang};
use gangwei::testing::pipeline::{self, Format, Options, Outcome, Output};
use gangwei::testing::template::OutputKind;

use crate::sample::project;

const POSITIONS: &str = "- {file: position.html, each: position}";

/// Builds the documents of a project with two positions and these parts, an index first.
fn build(parts: &str, index: &str, position: &str) -> Outcome<Vec<Output>> {
    let world = project(&[
        ("handbook.yaml", "标题: 手册\n模板: own\n外部岗位: [董事会]\n"),
        ("市场部/销售员.yaml", "岗位名称: 销售员\n直接上级: 董事会\n"),
        ("市场部/主管.yaml", "岗位名称: 主管\n直接上级: 董事会\n"),
        ("templates/own/template.yaml", &format!("name: own\nparts:\n{parts}\n")),
        ("templates/own/style.css", ".page::after { content: target-counter(attr(href), page) }"),
        ("templates/own/index.html", index),
        ("templates/own/position.html", position),
    ]);
    let kinds = vec![OutputKind::Handbook, OutputKind::Position];
    pipeline::collect(&world, &Options { formats: vec![Format::Pdf], kinds, ..Options::default() })
}

/// The errors in the file of a set, in the order of their places.
fn errors(outcome: &Outcome<Vec<Output>>) -> Vec<String> {
    let report = &outcome.report;
    let errors: Vec<_> = report.diagnostics.iter().filter(|finding| finding.is_error()).cloned().collect();
    let told = diag::render(&errors, &report.sources, diag::Format::Short, Lang::En, false);
    told.lines().map(|line| line.trim_start_matches("templates/own/").to_owned()).collect()
}

/// The outputs that were made.
fn made(outcome: Outcome<Vec<Output>>) -> Vec<String> {
    outcome.value.into_iter().flatten().map(|output| output.path).collect()
}

#[test]
fn an_unknown_link_is_told_together_with_the_other_errors_of_all_parts() {
    let index = "<p><a href=\"#nowhere\">一</a><bad>二</bad></p>\n<p><a class=\"page\" href=\"#no\"></a></p>";
    let position = "<p id=\"{{ position.id }}\"><a href=\"#index\">一</a></p>\n<p wrong=\"\">二</p>";
    let outcome = build(&format!("- {{file: index.html}}\n{POSITIONS}"), index, position);
    let expected = [
        "index.html:1:13: error[E212]: there is no element with the id `nowhere`",
        "index.html:1:28: error[E202]: the element `bad` is not part of the layout language",
        "index.html:2:26: error[E212]: there is no element with the id `no`",
        "position.html:1:36: error[E212]: there is no element with the id `index` (for position 市场部/主管 and 1 more)",
        "position.html:2:4: error[E203]: `p` has no attribute `wrong` (for position 市场部/主管 and 1 more)",
    ];
    assert_eq!(errors(&outcome), expected);
    assert_eq!(made(outcome), [""; 0]);
}

/// The positions' parts are the same in the handbook and alone, where the part with the index is missing.
#[test]
fn a_link_is_an_error_only_in_the_outputs_without_its_target() {
    let parts = format!("- {{file: index.html, for: [handbook]}}\n{POSITIONS}");
    let index = "<p id=\"index\">目录</p>";
    for link in ["<a href=\"#index\">一</a>", "<a class=\"page\" href=\"#index\">一</a>"] {
        let outcome = build(&parts, index, &format!("<p>{{{{ position.title }}}}{link}</p>"));
        let [error] = &errors(&outcome)[..] else { panic!("{:?}", errors(&outcome)) };
        assert!(error.contains("error[E212]: there is no element with the id `index`"), "{error}");
        assert!(error.ends_with("(for position 市场部/主管 and 1 more)"), "{error}");
        assert_eq!(made(outcome), ["手册.pdf"]);
    }
}

#[test]
fn an_output_with_a_part_that_cannot_be_rendered_tells_nothing_of_links() {
    let index = "<p><a href=\"#nowhere\">一</a></p>";
    let outcome = build(&format!("- {{file: index.html}}\n{POSITIONS}"), index, "<p>{{ x }}</p>");
    let [error] = &errors(&outcome)[..] else { panic!("{:?}", errors(&outcome)) };
    assert!(error.contains("error[E102]"), "{error}");
}
