//! Tests of rendering as a whole: sets, filters, limits, and the places of errors.

use minijinja::Value;

use super::finding::PartSubject;
use super::*;
use crate::diag::{Code, Diagnostic, Sources, Span, Text, position};
use crate::model;
use crate::world::{Memory, Nowhere};

/// A project with one position and the set `t`, whose template is given.
fn world(template: &str, others: &[(&str, &str)]) -> Memory {
    let files = [
        ("市场部/a.yaml", "岗位名称: 销售员\n职责概括: '  甲\n\n  乙 '\n权限: [报价, ' ', 建议]\n"),
        ("templates/t/template.yaml", "parts: [{file: p.html, each: position}]\nparameters: {accent: red}\n"),
        ("templates/t/style.css", ""),
        ("templates/t/p.html", template),
    ];
    files.iter().chain(others).copied().collect()
}

struct Run {
    set: Set,
    data: Data,
    sources: Sources,
}

impl Run {
    fn new(world: &Memory) -> Run {
        let loaded = model::load(world);
        assert_eq!(loaded.diagnostics, []);
        let mut sources = Sources::new();
        let set = Set::open(world, &SetChoice::Name("t".into()), &mut sources).unwrap();
        let selection =
            Selection { departments: vec![Selected { positions: vec![0], ..Selected::default() }] };
        let (labels, _) = labels(loaded.handbook.language, &loaded.handbook.labels);
        let (parameters, _) = parameters(&set.manifest.parameters, &loaded.handbook.template_options, false);
        let data = Data::new(&loaded.handbook, &selection, &Constants::new(labels, parameters), None);
        Run { set, data, sources }
    }

    /// The markup, or `path:line:column code message; help`.
    fn render(&self) -> Result<String, Vec<String>> {
        let renderer = Renderer::new(&self.set, 1)
            .map_err(|errors| errors.iter().map(|e| self.told(e)).collect::<Vec<_>>())?;
        let scope = self.data.scope(OutputKind::Handbook, &[0].into());
        renderer.render(&JOB, &scope).map_err(|finding| vec![self.told(&finding.diagnostic)])
    }

    fn told(&self, diagnostic: &Diagnostic) -> String {
        let place = diagnostic.place.as_ref().unwrap();
        let start = place.span.map_or(0, |span| span.start);
        let at = position(self.sources.text(&place.path).unwrap(), start);
        let help = diagnostic.help.as_ref().map_or(String::new(), |help| format!("; {}", help.en));
        let Diagnostic { code, message, .. } = diagnostic;
        format!("{}:{}:{} {code} {}{help}", place.path, at.line, at.column, message.en)
    }
}

const JOB: Job<'static> =
    Job { file: "p.html", department: Some(0), position: Some(0), fit: None, balance: None, front: false };

fn render(template: &str) -> Result<String, Vec<String>> {
    Run::new(&world(template, &[])).render()
}

#[track_caller]
fn fails(template: &str, told: &str) {
    let errors = render(template).unwrap_err();
    assert!(errors.iter().any(|error| error.starts_with(told)), "{errors:#?}");
}

#[test]
fn data_is_printed_escaped_and_blanks_print_nothing() {
    assert_eq!(render("<p>{{ position.title }}</p>").unwrap(), "<p>销售员</p>");
    assert_eq!(render("[{{ position.code }}{{ position.headcount }}]").unwrap(), "[]");
    assert_eq!(render("{{ '<b a=\"1\">' }}{{ '  x' }}").unwrap(), "&lt;b a=&quot;1&quot;&gt;&#32;&#32;x");
    assert_eq!(render("{% autoescape false %}{{ '<' }}{% endautoescape %}").unwrap(), "&lt;");
    assert_eq!(render("{% set x %}<b>{{ '<' }}</b>{% endset %}{{ x }}").unwrap(), "<b>&lt;</b>");
    assert_eq!(render("{{ '<' | escape }}").unwrap(), "&lt;");
}

#[test]
fn filters_write_chinese() {
    assert_eq!(render("{{ 21 | chinese_number }} {{ 21 | chinese_ordinal }}").unwrap(), "二十一 二一");
    assert_eq!(
        render("{{ 100000000 | chinese_number }} {{ -3 | chinese_ordinal }}").unwrap(),
        "100000000 -3"
    );
    assert_eq!(
        render("{{ '2026-11-23' | chinese_date }}{{ none | chinese_date }}").unwrap(),
        "2026年11月23日"
    );
    assert_eq!(render("{{ position.authority | join_chinese }}").unwrap(), "报价、建议");
    assert_eq!(render("{{ position.title | join_chinese }}").unwrap(), "销售员");
    assert_eq!(render("{% set b %}<b/>{% endset %}{{ [b, '<'] | join_chinese }}").unwrap(), "<b/>、&lt;");
    fails("{{ 'x' | chinese_number }}", "templates/t/p.html:1:10 E106 `x` is not a whole number");
    for filter in ["chinese_number", "chinese_ordinal", "chinese_date", "join_chinese"] {
        let template = format!("{{{{ position.codes | {filter} }}}}");
        fails(&template, "templates/t/p.html:1:21 E102 `position.codes` is undefined; did you mean `code`?");
    }
}

#[test]
fn names_are_strict_and_hinted() {
    fails(
        "\n {{ positon.title }}",
        "templates/t/p.html:2:5 E102 `positon` is undefined; did you mean `position`?",
    );
    fails(
        "{{ labels.hedcount }}",
        "templates/t/p.html:1:4 E102 `labels.hedcount` is undefined; did you mean `headcount`?",
    );
    fails("{% if parameters.acent %}{% endif %}", "templates/t/p.html:1:7 E102");
    fails("{% for g in position.authority %}{{ g.descripton }}{% endfor %}", "templates/t/p.html:1:37 E102");
    fails("{{ position.authority }}", "templates/t/p.html:1:4 E106 a list cannot be printed");
    fails("{{ 1 | chinese_numbr }}", "templates/t/p.html:1:");
    assert_eq!(render("{{ parameters.accent }} {{ output }} {{ language }}").unwrap(), "red handbook zh");
    assert_eq!(render("{{ departments[0].positions[0].title }}").unwrap(), "销售员");
    assert_eq!(render("{{ handbook.departments[0].name }} {{ department.name }}").unwrap(), "市场部 市场部");
}

/// The engine's own words are English: in Chinese messages they stand in quotes at most, with names and code.
#[test]
fn faults_of_templates_are_told_in_chinese() {
    let mut english = Vec::new();
    for template in FAULTS {
        let run = Run::new(&world(template, &[]));
        let told = match Renderer::new(&run.set, 1) {
            Err(errors) => errors,
            Ok(renderer) => match renderer.render(&JOB, &run.data.scope(OutputKind::Handbook, &[0].into())) {
                Err(finding) => vec![finding.diagnostic],
                Ok(markup) => {
                    english.push(format!("{template} is no fault: {markup}"));
                    continue;
                }
            },
        };
        for Diagnostic { message: Text { zh, .. }, .. } in told {
            let outside: String = zh.split('`').step_by(2).collect();
            if outside.contains(|c: char| c.is_ascii_alphabetic()) {
                english.push(format!("{template}: {zh}"));
            }
        }
    }
    assert!(english.is_empty(), "{english:#?}");
}

const FAULTS: &[&str] = &[
    "{{ }}",
    "{% if %}",
    "{% nope %}",
    "{% 1 %}",
    "{{ 'a }}",
    "{{ 1 + }}",
    "{{ a b }}",
    "{# x",
    "{% raw %}",
    "{{ 1_ }}",
    "{{ 999999999999999999999999999999999999999999999999 }}",
    "{{ $ }}",
    "{{ a[] }}",
    "{{ a | }}",
    "{% for x of y %}{% endfor %}",
    "{% for x in y %}",
    "{{ f(a=1, 2) }}",
    "{% set loop = 1 %}",
    "{% set x %}",
    "{% block a %}{% endblock %}{% block a %}{% endblock %}",
    "{% block a %}{% endblock b %}",
    "{% call 1 %}{% endcall %}",
    "{% from 'a' import _x %}",
    "{% macro m() %}{% block b %}{% endblock %}{% endmacro %}",
    "{{ [1] + 1 }}",
    "{{ 10 ** 999999999 }}",
    "{{ 'x' * 'y' }}",
    "{{ [1] * 'a' }}",
    "{{ -'a' }}",
    "{{ 'abc'[::0] }}",
    "{{ 1[1:2] }}",
    "{{ 1 in 2 }}",
    "{{ range(0, 5, 0) }}",
    "{% for x in 5 %}{% endfor %}",
    "{% for a, b in [[1]] %}{% endfor %}",
    "{% for a, b in [1] %}{% endfor %}",
    "{% set position.x = 1 %}",
    "{{ [] | int }}",
    "{{ 'x' | int }}",
    "{{ 1 | first }}",
    "{{ 1 | length }}",
    "{{ 1 | join }}",
    "{{ ['a'] | sum }}",
    "{{ 1 | upper(2) }}",
    "{{ 'x' | replace }}",
    "{{ 1 | reverse }}",
    "{{ 'a' | abs }}",
    "{{ 'a' | round }}",
    "{{ 1 | round(method='x') }}",
    "{{ [1] | batch(0) }}",
    "{{ [1] | map | list }}",
    "{{ [1] | map('nope') | list }}",
    "{{ [1] | sort(nope=1) }}",
    "{{ '%q' | format(1) }}",
    "{{ '%d' | format }}",
    "{{ [].foo() }}",
    "{{ 1 | nope }}",
    "{{ 1 is nope }}",
    "{{ nope() }}",
    "{{ position.nope }}",
    "{{ position.nope + 1 }}",
    "{{ 'x'() }}",
    "{{ position() }}",
    "{{ loop(1) }}",
    "{{ super() }}",
    "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}",
    "{% macro m(a) %}{% endmacro %}{{ m(b=1) }}",
    "{% macro m(a) %}{% endmacro %}{{ m(1, a=1) }}",
    "{% include 'nope.html' %}",
    "{% include ['a', 'b'] %}",
    "{% include 5 %}",
    "{% extends 'p.html' %}",
    "{% extends 5 %}",
    "{% autoescape 'x' %}{% endautoescape %}",
    "{{ dict(1) }}",
];

#[test]
fn every_syntax_error_of_a_set_is_told() {
    let world = world("{% if %}", &[("templates/t/_a.html", "x\n{{ }}")]);
    let errors = Run::new(&world).render().unwrap_err();
    assert_eq!(errors.len(), 2, "{errors:#?}");
    assert!(
        errors[0].starts_with("templates/t/_a.html:2:") && errors[1].starts_with("templates/t/p.html:1:")
    );
}

#[test]
fn includes_stay_in_the_set_and_errors_are_told_where_they_are() {
    let included = [("templates/t/_a.html", "x\n{{ position.titel }}"), ("templates/u/_b.html", "secret")];
    let told = Run::new(&world("{% include '_a.html' %}", &included)).render().unwrap_err();
    assert!(told[0].starts_with("templates/t/_a.html:2:4 E102"), "{told:?}");
    for name in ["../u/_b.html", "templates/u/_b.html", "/etc/hostname", "u/_b.html"] {
        let template = format!("{{% include '{name}' %}}");
        let told = Run::new(&world(&template, &included)).render().unwrap_err();
        assert!(told[0].starts_with("templates/t/p.html:1:") && told[0].contains("E104"), "{told:?}");
    }
}

#[test]
fn a_built_in_template_brings_its_own_includes() {
    // `position.html` of the standard set includes files that the set `t` does not have.
    let markup = render("{% include 'standard/position.html' %}").unwrap();
    assert!(markup.contains("销售员") && markup.contains("岗位名称"), "{markup}");
}

/// Told at the template's first line, wherever in it the fuel gave out.
#[track_caller]
fn stopped(template: &str, told: &str) {
    let errors = render(template).unwrap_err();
    assert!(errors[0].starts_with("templates/t/p.html:1:") && errors[0].contains(told), "{errors:#?}");
}

#[test]
fn what_does_not_end_is_stopped() {
    const LONG: &str = "E105 the template runs too long: perhaps a loop without end";
    const DEEP: &str = "E105 templates are nested too deeply: perhaps one includes itself";
    const OFTEN: &str = "E105 it is repeated too often";
    for (template, told) in [
        ("{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}", LONG),
        ("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", LONG),
        ("{% for a in range(1000000000) %}{% endfor %}", OFTEN),
        ("{% for a in [1] * 1000000000 %}{% endfor %}", OFTEN),
        ("{% include 'p.html' %}", DEEP),
        ("{% import 'p.html' as p %}", DEEP),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", DEEP),
        ("{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(20) }}", LONG),
        ("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", DEEP),
        ("{% block a %}{{ self.a() }}{% endblock %}", DEEP),
    ] {
        stopped(template, told);
    }
    fails("{% extends 'p.html' %}", "templates/t/p.html:1:4 E106 the template cannot go on: cycle in");
}

#[test]
fn what_would_fill_the_memory_is_stopped() {
    const LONG: &str = "E105 the template runs too long: perhaps a loop without end";
    for (template, told) in [
        ("{{ 'x' * 99999999999 }}", LONG),
        (
            "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            LONG,
        ),
        ("{% set a = 'x' * 9999 %}{{ a | replace('x', a) | replace('x', a) | length }}", LONG),
        ("{{ ('x\\n' * 99999) | indent(99999) }}", LONG),
        ("{{ '%999999999d' | format(1) }}", LONG),
        ("{{ [1] | batch(999999999, 0) | list }}", LONG),
        ("{{ [1] | slice(999999999) }}", LONG),
        ("{{ (['x' * 99999] * 9999) | join_chinese }}", LONG),
        ("{{ '<' * 60000000 }}", LONG),
        ("{{ 10 ** 999999999 }}", "E106"),
    ] {
        stopped(template, told);
    }
}

/// To print such a list in a message would take a lifetime.
#[test]
fn a_list_that_holds_itself_many_times_is_never_printed() {
    const LIST: &str =
        "{% set n = namespace(x=['a']) %}{% for i in range(99) %}{% set n.x = [n.x, n.x] %}{% endfor %}\n";
    for (use_of_it, told) in [
        ("{{ n.x }}", "4 E106 a list cannot be printed"),
        ("{{ n.x | chinese_number }}", "10 E106 a list is not a whole number"),
        ("{{ n.x | join_chinese }}", "10 E106 join_chinese joins nothing but text"),
    ] {
        fails(&format!("{LIST}{use_of_it}"), &format!("templates/t/p.html:2:{told}"));
    }
}

#[test]
fn markup_beyond_the_limit_is_told_where_it_is_written() {
    fails(
        "{% set a = 'x' * 999999 %}{% for i in range(20) %}\n{{ a }}{% endfor %}",
        "templates/t/p.html:2:4 E106 a part's markup is longer than 16 MB",
    );
}

/// Whoever minds the clock finds a template only while it is rendered.
#[test]
fn a_template_is_known_while_it_is_rendered() {
    let begun = super::running::Begun::new(
        "t/known.html".into(),
        Some(PartSubject::Position("甲/乙".into())),
        None,
        u64::MAX,
    );
    let oldest = || oldest().filter(|running| format!("{running:?}").contains("t/known.html"));
    // Other tests render, too, and may have begun before.
    while oldest().is_none() {
        std::thread::yield_now();
    }
    let (endless, _) = oldest().unwrap().ended(Cause::Time, None).unwrap();
    assert_eq!((endless.code, &*endless.place.unwrap().path), (Code::E105, "t/known.html"));
    assert!(endless.message.en.ends_with("(for position 甲/乙)"), "{}", endless.message.en);
    drop(begun);
    assert!(oldest().is_none());
}

#[test]
fn markup_errors_are_traced_to_the_template() {
    let template =
        "<p>岗位：{{ position.title }}</p>\n<p>{{ position.summary }}</p>\n{% include '_a.html' %}";
    let run = Run::new(&world(template, &[("templates/t/_a.html", "\n<p>尾</p>")]));
    let markup = run.render().unwrap();
    let renderer = Renderer::new(&run.set, 1).unwrap();
    let scope = run.data.scope(OutputKind::Handbook, &[0].into());
    let trace = |text: &str| {
        let start = markup.find(text).unwrap();
        let span = Span { start, end: start + text.len() };
        let error = Diagnostic::new(Code::E201, Text::new("", "")).at(&run.set.path("p.html"), span);
        let finding = renderer.trace(&JOB, &scope, vec![error]).remove(0);
        assert_eq!(finding.subject, Some(PartSubject::Position("市场部/销售员".into())));
        run.told(&finding.diagnostic)
    };
    assert_eq!(trace("岗位"), "templates/t/p.html:1:4 E201 ");
    assert_eq!(trace("销售"), "templates/t/p.html:1:10 E201 ");
    assert_eq!(trace("乙"), "templates/t/p.html:2:7 E201 ");
    assert_eq!(trace("尾"), "templates/t/_a.html:2:4 E201 ");
    // What is not about the markup stays where it is.
    let other =
        Diagnostic::new(Code::E201, Text::new("", "")).at(&"templates/t/style.css".into(), Span::default());
    assert_eq!(
        renderer.trace(&JOB, &scope, vec![other.clone()])[0],
        PartFinding { diagnostic: other, subject: None }
    );
}

#[test]
fn every_built_in_set_compiles_and_is_described() {
    for built_in in BUILT_IN {
        let choice = SetChoice::Name(built_in.name.into());
        let set = Set::open(&Nowhere, &choice, &mut Sources::new()).unwrap();
        assert_eq!(set.manifest.name, built_in.name);
        assert!(set.manifest.description.is_some());
        assert!(Renderer::new(&set, 0).is_ok());
    }
}

#[test]
fn values_keep_the_models_order() {
    let run = Run::new(&world("", &[]));
    let scope = run.data.scope(OutputKind::Position, &[0].into());
    let keys: Vec<String> = {
        let position: Value = scope.variables(Some(0), Some(0)).get_attr("position").unwrap();
        position.try_iter().unwrap().map(|key| key.to_string()).collect()
    };
    assert_eq!(&keys[..3], ["id", "title", "code"]);
}

/// A renderer that was given no charts, as by a user of the library, says so.
#[test]
fn org_chart_needs_charts() {
    let run = Run::new(&world("<p>\n{{ org_chart() }}</p>", &[]));
    let told =
        "templates/t/p.html:2:4 E106 an organisation chart needs fonts, which `Renderer::with_charts` gives";
    assert_eq!(run.render(), Err(vec![told.to_owned()]));
}
