//! Organisation charts through the whole pipeline: a golden drawing, and what both files hold of it.

use gangwei::diag::{self, Lang};
use gangwei::testing::chart::{ChartScope, Charts, Request};
use gangwei::testing::model;
use gangwei::testing::picture;
use gangwei::testing::pipeline::{self, Format, Options};
use gangwei::testing::template::{BUILT_IN, OutputKind, SetChoice};
use gangwei::testing::tree::ImageFormat;
use gangwei::testing::unit::{Abs, Size};
use gangwei::testing::world::World;

use crate::docx::{check, dom};
use crate::golden::{self, suite};
use crate::pdf::reader::Pdf;
use crate::sample::{Project, project, sample};

const SMALL: &[(&str, &str)] = &[
    ("handbook.yaml", "external_roles: [董]\n"),
    ("一/甲.yaml", "- {title: 甲, reports_to: 董}\n- {title: 乙, reports_to: 甲, headcount: 3}\n"),
    (
        "二/丙.yaml",
        "- {title: 丙, reports_to: 甲}\n- {title: 丁, reports_to: 丙}\n- {title: 旧, reports_to: 丙, status: withdrawn}\n",
    ),
];

fn charts(world: &dyn World) -> Charts {
    Charts::new(&model::load(world).handbook, gangwei::testing::text::embedded_fonts())
}

/// The drawing of a small forest, byte for byte.
#[test]
fn a_small_forest_is_drawn_as_before() {
    let charts = charts(&project(SMALL));
    let room = Size { width: Abs::mm(100.0), height: Abs::mm(80.0) };
    let request = Request::new(ChartScope::Company, room);
    let sheets = charts.sheets(&request).unwrap();
    assert_eq!(sheets.len(), 1);
    assert_eq!(sheets[0].alt, "组织架构图：董下设甲；甲下设乙、丙；丙下设丁。");
    let drawing = charts.drawing(&request.name(1)).unwrap();
    let (svg, size) = (drawing.svg(), drawing.size);
    golden::assert_text(&suite("chart/small.svg"), &svg);
    let picture = picture::read(svg.into_bytes().into()).expect("a sound picture");
    assert_eq!(picture.source.format(), Some(ImageFormat::Svg));
    let near = |a: Abs, b: Abs| (a - b).to_pt().abs() < 0.01;
    assert!(near(picture.size.width, size.width) && near(picture.size.height, size.height));
}

fn options(template: Option<&str>, kind: OutputKind) -> Options {
    Options {
        formats: vec![Format::Docx, Format::Pdf],
        kinds: vec![kind],
        template: template.map(|name| SetChoice::Name(name.to_owned())),
        ..Options::default()
    }
}

fn build(world: &dyn World, template: &str) -> (Vec<u8>, Vec<u8>) {
    let outcome = pipeline::collect(world, &options(Some(template), OutputKind::Handbook));
    let outputs = outcome.value.expect("documents");
    let bytes = |end: &str| outputs.iter().find(|output| output.path.ends_with(end)).unwrap().bytes.clone();
    (bytes(".pdf"), bytes(".docx"))
}

/// In every set: a heading and tagged figures in the PDF; drawings with pixels beside them in the DOCX.
#[test]
fn both_files_hold_the_charts_with_their_words() {
    let world = sample();
    for set in BUILT_IN {
        let (pdf, docx) = build(&world, set.name);
        let pdf = Pdf::read(&pdf);
        let mut alts: Vec<String> = pdf
            .elements("Figure")
            .iter()
            .map(|figure| figure.get("Alt").expect("an alternative text").text())
            .collect();
        assert_eq!(alts.remove(0), "岚州恒砚传动设备有限公司", "the logo on the cover");
        // The company's, and those of the departments with two positions and lines between them.
        assert_eq!(alts.len(), 9, "{}: {alts:?}", set.name);
        assert!(alts[0].starts_with("组织架构图：董事会下设总经理；总经理下设副总经理、"), "{}", alts[0]);
        assert!(alts.iter().any(|alt| alt.contains("生产部经理下设生产计划员、车间主任")));
        assert!(pdf.outline().iter().any(|(_, title, _)| title == "组织架构图"), "{}", set.name);
        assert_eq!(check::check_package(&docx), Vec::<String>::new());
        let files = dom::unpack(&docx).unwrap();
        let relations = String::from_utf8(files["word/_rels/document.xml.rels"].clone()).unwrap();
        for end in [".svg\"", ".png\""] {
            assert_eq!(relations.matches(end).count(), 10, "{} {end}", set.name);
        }
        let body = dom::part(&docx, "word/document.xml");
        let described = body.find("wp:docPr");
        assert!(
            described
                .iter()
                .skip(1)
                .all(|picture| picture.attribute("descr").is_some_and(|alt| alts.contains(&alt.to_owned())))
        );
        assert_eq!((described.len(), body.find("asvg:svgBlip").len()), (10, 10));
    }
}

/// Without reporting lines no set has a chart, nor a page for it.
#[test]
fn no_lines_make_no_chart() {
    let world = project(&[("handbook.yaml", "title: 手册\n"), ("部/甲.yaml", "- title: 甲\n- title: 乙\n")]);
    for set in BUILT_IN {
        let (pdf, _) = build(&world, set.name);
        let pdf = Pdf::read(&pdf);
        assert!(pdf.elements("Figure").is_empty());
        // Upright pages alone, and none is blank.
        for (number, page) in pdf.pages().iter().enumerate() {
            let sides = pdf.entry(page, "MediaBox").expect("a page's size");
            assert!(sides.items()[2].number() < sides.items()[3].number(), "{} {number}", set.name);
            assert!(!pdf.text(number).trim().is_empty(), "{} {number}", set.name);
        }
    }
}

/// What a template of one line gives, or the messages against it.
fn rendered(part: &str) -> Result<String, String> {
    let mut files = SMALL.to_vec();
    files.push(("templates/own/template.yaml", "name: own\nparts: [{file: a.html, each: department}]\n"));
    files.push(("templates/own/style.css", ""));
    files.push(("templates/own/a.html", part));
    let world: Project = project(&files);
    let outcome = pipeline::dump_markup(&world, &options(Some("own"), OutputKind::Handbook));
    outcome.value.ok_or_else(|| {
        let report = &outcome.report;
        diag::render(&report.diagnostics, &report.sources, diag::Format::Short, Lang::En, false)
    })
}

#[test]
fn a_template_gets_a_list_of_pictures() {
    let part = "{% for c in org_chart(width='100mm', height='80mm') %}<p>{{ c.src }}|{{ c.alt }}|{{ c.width }}</p>{% endfor %}";
    let markup = rendered(part).unwrap();
    assert!(markup.contains("<p>chart:company;width=283.46pt;height=226.77pt;size=9.5pt;"), "{markup}");
    assert!(markup.contains("|组织架构图：董下设甲"), "{markup}");
    assert_eq!(rendered(part).unwrap(), markup);
    let department = rendered("{{ org_chart(department) | map(attribute='title') | join }}").unwrap();
    assert!(department.contains("一") && department.contains("二"), "{department}");
}

#[test]
fn wrong_arguments_are_told_at_their_line() {
    for (part, message) in [
        (
            "<p>\n{{ org_chart(width='wide') }}</p>",
            "a.html:2:4: error[E106]: `width` of an organisation chart is a length",
        ),
        ("{{ org_chart(hight='1mm') }}", "has no argument `hight`; did you mean `height`?"),
        ("{{ org_chart(width='5mm') }}", "not even two boxes of 8pt type fit"),
        ("{{ org_chart(labels) }}", "takes a department"),
        ("{{ org_chart(department, department) }}", "takes one argument without a name"),
        ("{{ org_chart(accent='#12') }}", "a colour such as #1f4e79"),
    ] {
        let told = rendered(part).expect_err(part);
        assert!(told.contains(message), "{part}: {told}");
    }
}

/// A name that `org_chart` did not give is an error of the markup, not a hole in the page.
#[test]
fn a_false_name_is_an_error() {
    let mut files = SMALL.to_vec();
    files.push(("templates/own/template.yaml", "name: own\nparts: [{file: a.html}]\n"));
    files.push(("templates/own/style.css", ""));
    files.push(("templates/own/a.html", "<p><img src='chart:company;sheet=1' alt=''/></p>"));
    let outcome = pipeline::collect(&project(&files), &options(Some("own"), OutputKind::Handbook));
    let codes: Vec<&str> =
        outcome.report.diagnostics.iter().filter(|d| d.is_error()).map(|d| d.code.name()).collect();
    assert_eq!(codes, ["E213"]);
}

/// The same bytes whenever and on however many threads.
#[test]
fn charts_are_equal_in_every_run() {
    let build = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| build(&project(SMALL), "standard"))
    };
    assert!(build(1) == build(3));
}
