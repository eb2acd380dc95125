//! Charts of random and of awkward organisations: nothing overlaps, nothing is lost, everything is readable.

use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use super::diagram::{Diagram, DiagramKind};
use super::label::SMALL;
use super::layout::{self, PlacedDiagram};
use super::*;
use crate::model;
use crate::testing::text::embedded_fonts;
use crate::unit::{Abs, Size};
use crate::world::Memory;

fn fonts() -> Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(embedded_fonts).clone()
}

/// The charts of positions that are given as `department/title: superior`, one a line.
fn charts_of(lines: &str, handbook: &str) -> Charts {
    let mut files = vec![("handbook.yaml".to_owned(), handbook.to_owned())];
    let mut text: std::collections::BTreeMap<&str, String> = Default::default();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (position, superior) = line.split_once(':').unwrap_or((line, ""));
        let (department, title) = position.split_once('/').unwrap();
        let (title, headcount) = title.split_once('×').unwrap_or((title, "1"));
        let file = text.entry(department).or_default();
        *file += &format!("- title: {title}\n  headcount: {headcount}\n  reports_to: {}\n", superior.trim());
    }
    files.extend(text.into_iter().map(|(name, text)| (format!("{name}/a.yaml"), text)));
    let loaded = model::load(&Memory::from_iter(files));
    assert_eq!(loaded.diagnostics, []);
    Charts::new(&loaded.handbook, fonts())
}

fn room(width: f64, height: f64) -> Size {
    Size { width: Abs::mm(width), height: Abs::mm(height) }
}

fn company(width: f64, height: f64) -> Request {
    Request::new(ChartScope::Company, room(width, height))
}

fn sheets(charts: &Charts, request: &Request) -> Arc<[ChartSheet]> {
    let sheets = charts.sheets(request).expect("room enough");
    sheets.iter().for_each(|sheet| check(sheet, request));
    sheets
}

/// Checks what holds for every sheet.
fn check(sheet: &ChartSheet, request: &Request) {
    let placed = &sheet.placed;
    assert!(sheet.size.width.fits(request.room.width), "{:?}", sheet.size);
    assert!(sheet.size.height.fits(request.room.height), "{:?}", sheet.size);
    assert!(placed.size * SMALL >= 7.0 && placed.size <= request.size.to_pt(), "{} pt", placed.size);
    let edge = |value: f64, most: f64| value > -1e-6 && value < most + 1e-6;
    for one in &placed.boxes {
        assert!(edge(one.x, placed.width) && edge(one.x + one.width, placed.width), "{one:?}");
        assert!(edge(one.y, placed.height) && edge(one.y + one.height, placed.height), "{one:?}");
    }
    assert!(placed.boxes.iter().zip(&placed.diagram.boxes).all(|(one, entry)| {
        one.width + 1e-6 >= entry.label.width() && one.height + 1e-6 >= entry.label.height()
    }));
    apart(placed);
    below(placed);
    clear(placed);
    guided(placed);
    assert!(sheet.alt.chars().count() < 1300, "{}", sheet.alt);
}

/// Checks that no two boxes overlap.
fn apart(placed: &PlacedDiagram) {
    let boxes = &placed.boxes;
    for (index, one) in boxes.iter().enumerate() {
        for other in &boxes[index + 1..] {
            let beside = one.x + one.width < other.x + 1e-6 || other.x + other.width < one.x + 1e-6;
            let above = one.y + one.height < other.y + 1e-6 || other.y + other.height < one.y + 1e-6;
            assert!(beside || above, "{one:?} {other:?}");
        }
    }
}

/// Checks that subordinates stand lower, and that a row is centred below its superior.
fn below(placed: &PlacedDiagram) {
    let centre = |index: usize| placed.boxes[index].x + placed.boxes[index].width / 2.0;
    for (index, entry) in placed.diagram.boxes.iter().enumerate() {
        let own = placed.boxes[index];
        let tops: Vec<f64> = entry.below.iter().map(|&below| placed.boxes[below].y).collect();
        assert!(tops.iter().all(|top| *top > own.y + own.height), "{own:?} {tops:?}");
        // Connectors end at the top of a box in a row, and at the left side of a box in a column.
        let ends = placed.lines.iter().flat_map(|line| [line.0.first(), line.0.last()]).flatten();
        let ends: Vec<(f64, f64)> = ends.copied().collect();
        let near = |one: f64, other: f64| (one - other).abs() < 1e-6;
        let in_row = |&below: &usize| {
            ends.iter().any(|end| near(end.0, centre(below)) && near(end.1, placed.boxes[below].y))
        };
        if let ([first, .., last], true) = (&entry.below[..], entry.below.iter().all(in_row)) {
            assert!(near((centre(*first) + centre(*last)) / 2.0, centre(index)), "{own:?}");
        }
    }
}

/// Checks that connectors touch the edges of boxes but cross no box, and that each box below another has one.
fn clear(placed: &PlacedDiagram) {
    let dotted = placed.dotted.iter().map(|line| &line.points);
    for super::layout::Connector(points) in placed.lines.iter().chain(dotted) {
        for pair in points.windows(2) {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            assert!((ax - bx).abs() < 1e-5 || (ay - by).abs() < 1e-5, "a slanted line {pair:?}");
            let (left, right) = (ax.min(bx), ax.max(bx));
            let (top, bottom) = (ay.min(by), ay.max(by));
            for one in &placed.boxes {
                let inside = right > one.x + 1e-3
                    && left < one.x + one.width - 1e-3
                    && bottom > one.y + 1e-3
                    && top < one.y + one.height - 1e-3;
                assert!(!inside, "{pair:?} crosses {one:?}");
            }
        }
    }
}

/// Checks that every functional line is drawn, ends at its box, and lies on no connector.
fn guided(placed: &PlacedDiagram) {
    let wanted: usize = placed.diagram.boxes.iter().map(|entry| entry.guides.len()).sum();
    assert_eq!(placed.dotted.len(), wanted);
    assert_eq!(placed.diagram.legend.is_some(), wanted > 0);
    let segments =
        |points: &[(f64, f64)]| points.windows(2).map(|ends| (ends[0], ends[1])).collect::<Vec<_>>();
    let solid: Vec<_> = placed.lines.iter().flat_map(|line| segments(&line.0)).collect();
    let overlap = |a: f64, b: f64, c: f64, d: f64| a.max(b).min(c.max(d)) - a.min(b).max(c.min(d)) > 1e-3;
    for line in &placed.dotted {
        let super::layout::Connector(points) = &line.points;
        let is_end = |at: (f64, f64), one: &layout::PlacedBox| {
            let beside = (at.0 - one.x).abs().min((at.0 - one.x - one.width).abs()) < 1e-6;
            let above = (at.1 - one.y).abs().min((at.1 - one.y - one.height).abs()) < 1e-6;
            (beside && at.1 > one.y && at.1 < one.y + one.height)
                || (above && at.0 > one.x && at.0 < one.x + one.width)
        };
        let ends = |at: (f64, f64)| placed.boxes.iter().position(|one| is_end(at, one));
        let to = ends(points[points.len() - 1]).expect("a box at its end");
        match ends(points[0]) {
            Some(from) if line.is_first => assert!(placed.diagram.boxes[to].guides.contains(&from)),
            from => assert_eq!((from, line.is_first), (None, false)),
        }
        for (from, to) in segments(points) {
            assert!(from.0.min(to.0) > 0.0 && from.0.max(to.0) < placed.width, "{from:?} {to:?}");
            let upon = solid.iter().find(|(a, b)| {
                let down = (a.0 - b.0).abs() < 1e-6 && (from.0 - to.0).abs() < 1e-5;
                let across = (a.1 - b.1).abs() < 1e-6 && (from.1 - to.1).abs() < 1e-5;
                down && (a.0 - from.0).abs() < 0.1 && overlap(a.1, b.1, from.1, to.1)
                    || across && (a.1 - from.1).abs() < 0.1 && overlap(a.0, b.0, from.0, to.0)
            });
            assert_eq!(upon, None, "{from:?} {to:?}");
        }
    }
}

/// The names of the positions on all sheets, each once.
fn names(sheets: &[ChartSheet]) -> std::collections::BTreeSet<String> {
    let boxes = sheets.iter().flat_map(|sheet| &sheet.placed.diagram.boxes);
    let boxes = boxes.filter(|entry| entry.kind != DiagramKind::Undetermined);
    boxes.map(|entry| entry.name.to_string()).collect()
}

/// A head with `width` subordinates, each of which has as many, and so on.
fn regular(levels: usize, width: usize) -> String {
    let mut text = "部/岗位0:\n".to_owned();
    let mut level = vec!["岗位0".to_owned()];
    for _ in 1..levels {
        let mut next = Vec::new();
        for above in &level {
            for number in 0..width {
                let title = format!(
                    "{above}{}",
                    char::from(b'a' + (number % 26) as u8).to_string() + &number.to_string()
                );
                text += &format!("部/{title}: {above}\n");
                next.push(title);
            }
        }
        level = next;
    }
    text
}

/// One head, four below it, and 40 positions below those: one page holds them.
#[test]
fn three_levels_of_forty_positions_stay_on_one_page() {
    let mut text = "部/总经理:\n".to_owned();
    for manager in 0..4 {
        text += &format!("部/副总经理{manager}: 总经理\n");
        for number in 0..9 {
            text += &format!("部/技术工程师{manager}{number}: 副总经理{manager}\n");
        }
    }
    let charts = charts_of(&text, "");
    for (width, height) in [(170.0, 235.0), (250.0, 145.0)] {
        let sheets = sheets(&charts, &company(width, height));
        assert_eq!((sheets.len(), sheets[0].placed.boxes.len()), (1, 41));
    }
}

/// Three levels, each of 40 positions.
#[test]
fn forty_positions_on_each_of_three_levels_are_split_readably() {
    let mut text = "部/总经理:\n".to_owned();
    for number in 0..40 {
        text += &format!(
            "部/部门经理{number}: 总经理\n部/业务主管{number}: 部门经理{number}\n部/专员{number}: 业务主管{number}\n"
        );
    }
    let charts = charts_of(&text, "");
    let sheets = sheets(&charts, &company(250.0, 145.0));
    assert_eq!(names(&sheets).len(), 121);
    assert!(sheets.len() <= 6, "{} sheets", sheets.len());
    // Each sheet begins with the head.
    assert!(sheets.iter().all(|sheet| &*sheet.placed.diagram.boxes[0].name == "总经理"));
}

#[test]
fn one_level_of_forty_stands_in_columns() {
    let charts = charts_of(&regular(2, 40), "");
    let sheets = sheets(&charts, &company(170.0, 235.0));
    assert_eq!((sheets.len(), names(&sheets).len()), (1, 41));
}

#[test]
fn a_chain_of_thirty_is_whole() {
    let mut text = "部/岗位0:\n".to_owned();
    (1..30).for_each(|n| text += &format!("部/岗位{n}: 岗位{}\n", n - 1));
    let charts = charts_of(&text, "");
    for (width, height, most) in [(170.0, 235.0, 1), (100.0, 60.0, 6)] {
        let sheets = sheets(&charts, &company(width, height));
        assert_eq!(names(&sheets).len(), 30);
        assert!(sheets.len() <= most, "{} sheets", sheets.len());
    }
}

#[test]
fn a_thousand_positions_are_all_shown() {
    let charts = charts_of(&regular(4, 10), "");
    let sheets = sheets(&charts, &company(250.0, 145.0));
    assert_eq!(names(&sheets).len(), 1111);
    assert!(sheets.len() < 40, "{} sheets", sheets.len());
    let flat = charts_of(&regular(2, 1000), "");
    assert_eq!(names(&self::sheets(&flat, &company(250.0, 145.0))).len(), 1001);
}

/// A company that is too large for one sheet shows its departments, then each of them.
#[test]
fn a_large_company_is_shown_by_departments() {
    let mut text = "总经办/总经理: 董事会\n总经办/秘书: 总经理\n".to_owned();
    for department in 0..9 {
        text += &format!("部门{department}/{department}部经理: 总经理\n");
        (0..30)
            .for_each(|n| text += &format!("部门{department}/专员{department}号{n}×2: {department}部经理\n"));
    }
    let charts = charts_of(&text, "external_roles: [董事会]\n");
    let request = company(250.0, 145.0);
    let all = sheets(&charts, &request);
    let overview = &all[0].placed.diagram;
    let kinds = |kind: DiagramKind| overview.boxes.iter().filter(|entry| entry.kind == kind).count();
    assert_eq!(
        (kinds(DiagramKind::Outside), kinds(DiagramKind::Head), kinds(DiagramKind::Department)),
        (1, 1, 10)
    );
    assert_eq!(all[0].title, "部门总览");
    assert!(all.iter().any(|sheet| sheet.title.starts_with("部门3")), "a sheet for each department");
    assert_eq!(names(&all).iter().filter(|name| name.starts_with("专员")).count(), 270);
    let alone = sheets(&charts, &Request { departments: false, ..request });
    assert_eq!(alone.len(), 1);
}

#[test]
fn a_department_hangs_below_whom_it_reports_to() {
    let charts = charts_of("总经办/总经理:\n生产部/生产部经理: 总经理\n生产部/调度员: 生产部经理\n", "");
    let id = &charts.forest.departments[1].id;
    let request = Request::new(ChartScope::Department(id.clone()), room(170.0, 100.0));
    let sheets = sheets(&charts, &request);
    let kinds: Vec<(String, DiagramKind)> =
        sheets[0].placed.diagram.boxes.iter().map(|entry| (entry.name.to_string(), entry.kind)).collect();
    let told = [
        ("总经理", DiagramKind::Outside),
        ("生产部经理", DiagramKind::Head),
        ("调度员", DiagramKind::Position),
    ];
    assert_eq!(kinds, told.map(|(name, kind)| (name.to_owned(), kind)));
    assert_eq!(sheets[0].alt, "组织架构图：总经理下设生产部经理；生产部经理下设调度员。");
    // A single position makes no chart, nor do positions without lines.
    let alone =
        Request::new(ChartScope::Department(charts.forest.departments[0].id.clone()), room(170.0, 100.0));
    assert!(charts.sheets(&alone).unwrap().is_empty());
    assert!(charts_of("部/甲:\n部/乙:\n", "").sheets(&company(170.0, 100.0)).unwrap().is_empty());
    let wrong = Request::new(ChartScope::Department("d99".into()), room(170.0, 100.0));
    assert_eq!(charts.sheets(&wrong).unwrap_err(), ChartFault::NoDepartment("d99".into()));
}

#[test]
fn a_functional_superior_is_joined_by_a_dotted_line() {
    let text = "部/厂长:\n部/车间主任: 厂长\n部/质量总监: 厂长\n部/检验员: 车间主任、质量总监（业务）\n\
                部/计量员: 车间主任、质量总监（业务）、集团总监（业务）\n部/统计员: 车间主任、车间主任（业务）\n";
    let charts = charts_of(text, "external_roles: [集团总监]\n");
    let request = company(170.0, 100.0);
    let all = sheets(&charts, &request);
    assert_eq!(
        all[0].alt,
        "组织架构图：厂长下设车间主任、质量总监；车间主任下设检验员、计量员、统计员；\
         集团总监是计量员的业务上级；质量总监是检验员、计量员的业务上级。"
    );
    // One line begins at each superior, and the second line of 质量总监 joins the first. A superior in both lines is not
    // drawn twice.
    let first = all[0].placed.dotted.iter().filter(|line| line.is_first).count();
    assert_eq!((all[0].placed.dotted.len(), first), (3, 2));
    let svg = charts.drawing(&request.name(1)).unwrap().svg();
    assert_eq!(svg.matches("stroke-dasharray").count(), 3, "lines, the outside box, and the legend's sample");
    let own = charts_of(text, "external_roles: [集团总监]\nlabels: {业务: 专业}\n");
    assert!(sheets(&own, &request)[0].alt.ends_with("质量总监是检验员、计量员的专业上级。"));
    // The legend uses the labels that the form uses.
    let legend = |labels: &str| {
        let handbook = format!("language: en\nexternal_roles: [集团总监]\nlabels: {{{labels}}}\n");
        let all = sheets(&charts_of(text, &handbook), &request);
        all[0].placed.diagram.legend.as_ref().unwrap()[0].text.clone()
    };
    assert_eq!(legend("direct: Line manager"), "Line manager line");
    assert_eq!(legend("administrative: Head"), "Head line");
}

/// A sheet with room for one more line of text only says that functional lines are left out.
#[test]
fn functional_lines_without_room_are_told_to_be_missing() {
    let long = |name: &str| format!("{name}{}", "岗".repeat(50));
    let (above, guide, below) = (long("甲"), long("乙"), long("丙"));
    let text = format!("部/{above}:\n部/{guide}: {above}\n部/{below}: {above}、{guide}（业务）\n");
    let charts = charts_of(&text, "");
    let said = |height: f64| {
        let all = sheets(&charts, &company(40.0, height));
        let boxes = all.iter().flat_map(|sheet| sheet.placed.diagram.boxes.iter());
        let lines = boxes.flat_map(|entry| &entry.label.lines);
        let said: String = lines.map(|line| line.text.as_str()).collect();
        (said.contains("业务上级"), said.contains("业务汇报从略"))
    };
    assert_eq!((said(90.0), said(70.0)), ((true, false), (false, true)));
}

/// A department's chart shows functional superiors beside its members; if no sheet holds them all, notes name them.
#[test]
fn a_department_shows_who_guides_it() {
    let mut text = "质量部/质量总监:\n车间/主任:\n".to_owned();
    (0..40).for_each(|n| text += &format!("车间/检验员{n}: 主任、质量总监（业务）\n"));
    let charts = charts_of(&text, "");
    let id = charts
        .forest
        .departments
        .iter()
        .find(|unit| unit.name.as_deref() == Some("车间"))
        .unwrap()
        .id
        .clone();
    let of = |width: f64, height: f64| {
        sheets(&charts, &Request::new(ChartScope::Department(id.clone()), room(width, height)))
    };
    let whole = of(250.0, 250.0);
    assert_eq!((whole.len(), whole[0].placed.dotted.len()), (1, 40));
    let outside = whole[0].placed.diagram.boxes.iter().filter(|entry| entry.kind == DiagramKind::Outside);
    assert_eq!(outside.map(|entry| &*entry.name).collect::<Vec<_>>(), ["质量总监"]);
    let split = of(120.0, 70.0);
    let said = |sheet: &ChartSheet| -> String {
        let lines = sheet.placed.diagram.boxes.iter().flat_map(|entry| &entry.label.lines);
        lines.map(|line| line.text.as_str()).collect()
    };
    assert!(split.len() > 1 && split.iter().all(|sheet| sheet.placed.dotted.is_empty()));
    assert_eq!(
        split.iter().map(|sheet| said(sheet).matches("业务上级：质量总监").count()).sum::<usize>(),
        40
    );
}

#[test]
fn a_chart_tells_ranges_and_who_is_counted_elsewhere() {
    let files = [
        (
            "生产部/a.yaml",
            "- {title: 厂长, headcount: 1, concurrently: 安全员}\n- {title: 操作工, headcount: 6-8, reports_to: 厂长}\n\
             - {title: 安全员, headcount: 2, reports_to: 厂长}\n",
        ),
        ("技术部/a.yaml", "- {title: 电工, department: [技术部, 生产部], headcount: 2, reports_to: 厂长}\n"),
    ];
    let charts_with = |handbook: &str| {
        let files = [("handbook.yaml", handbook)].into_iter().chain(files);
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        Charts::new(&model::load(&Memory::from_iter(files)).handbook, fonts())
    };
    let of = |charts: &Charts, name: &str| {
        let unit = charts.forest.departments.iter().find(|unit| unit.name.as_deref() == Some(name)).unwrap();
        let sheets =
            sheets(charts, &Request::new(ChartScope::Department(unit.id.clone()), room(170.0, 100.0)));
        let boxes = sheets.iter().flat_map(|sheet| &sheet.placed.diagram.boxes);
        let said = |entry: &super::diagram::DiagramBox| {
            entry.label.lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join("|")
        };
        boxes.map(said).collect::<Vec<_>>()
    };
    let charts = charts_with("");
    assert_eq!(
        of(&charts, "生产部"),
        ["厂长", "电工\u{a0}×2|编制在技术部", "操作工\u{a0}×6～8", "安全员|厂长兼任"]
    );
    let own = charts_with("language: en\nlabels: {held_by: filled by, counted_in: based in}\n");
    let said = of(&own, "生产部");
    assert!(said[1].ends_with("|based in 技术部") && said[3] == "安全员|filled by 厂长", "{said:?}");
    let (notes, _) = views::department_notes(&charts.forest, 1);
    assert_eq!(notes.last().map(String::as_str), Some("3岗7～9人"));
}

#[test]
fn circles_are_cut_at_their_first_position() {
    let charts = charts_of("部/甲: 丙\n部/乙: 甲\n部/丙: 乙\n部/丁: 乙\n", "");
    let above: Vec<Option<forest::SuperiorOf>> = charts.forest.posts.iter().map(|post| post.above).collect();
    let post = |number| Some(forest::SuperiorOf::Post(number));
    assert_eq!(above, [Some(forest::SuperiorOf::Undetermined), post(0), post(1), post(1)]);
}

#[test]
fn too_little_room_is_told() {
    let charts = charts_of("部/甲:\n部/乙: 甲\n", "");
    assert_eq!(charts.sheets(&company(10.0, 10.0)).unwrap_err(), ChartFault::NoRoom);
}

#[test]
fn a_picture_is_made_again_from_its_name() {
    let charts = charts_of("部/甲:\n部/乙: 甲\n", "");
    let request = company(170.0, 100.0);
    let drawing = charts.drawing(&request.name(1)).unwrap();
    assert_eq!(charts_of("部/甲:\n部/乙: 甲\n", "").drawing(&request.name(1)).unwrap(), drawing);
    assert!(!drawing.svg().contains("<text"));
    assert!(matches!(charts.drawing(&request.name(2)), Err(ChartFault::NoSheet { sheets: 1, .. })));
}

/// Random forests, as each box's superior, which comes before it, and the length of its name.
fn forests() -> impl Strategy<Value = Vec<(Option<usize>, usize)>> {
    prop::collection::vec((any::<prop::sample::Index>(), 0..10usize, 1..30usize), 1..60).prop_map(|boxes| {
        let superior = |at: usize, (pick, root, length): &(prop::sample::Index, usize, usize)| {
            let above = (at > 0 && *root > 0).then(|| pick.index(at));
            (above, *length)
        };
        boxes.iter().enumerate().map(|(at, entry)| superior(at, entry)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/proptest/chart.txt"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn random_forests_are_placed_whole(
        forest in forests(),
        guides in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..12),
        width in 60.0..400.0f64,
        height in 60.0..400.0f64,
    ) {
        let title = |at: usize, length: usize| format!("{at}{}", "岗".repeat(length));
        let named = |at: usize| title(at, forest[at].1);
        let lines: String = forest.iter().enumerate().map(|(at, (above, _))| {
            let superior = above.map(named).unwrap_or_default();
            let own = guides.iter().filter(|(_, below)| below.index(forest.len()) == at);
            let guides: String =
                own.map(|(guide, _)| format!("、{}（业务）", named(guide.index(forest.len())))).collect();
            format!("部/{}: {superior}{guides}\n", named(at))
        }).collect();
        let charts = charts_of(&lines, "");
        let sheets = sheets(&charts, &company(width, height));
        if !sheets.is_empty() {
            prop_assert_eq!(names(&sheets).len(), forest.len());
        }
    }
}

#[test]
fn an_english_handbook_has_english_charts() {
    let text = "Office/Director: Board\nPlant/Plant Manager: Director\nPlant/Operator×3: Plant Manager\n";
    let charts = charts_of(text, "language: en\nexternal_roles: [Board]\n");
    let all = sheets(&charts, &company(170.0, 100.0));
    assert_eq!(all[0].title, "The company");
    assert_eq!(
        all[0].alt,
        "Organisation chart: Board leads Director; Director leads Plant Manager; Plant Manager leads Operator."
    );
    // A sheet too small for all positions shows the departments, with their heads and numbers.
    let more: String = (0..30).map(|n| format!("Plant/Fitter {n}: Plant Manager\n")).collect();
    let large = charts_of(&format!("{text}{more}"), "language: en\nexternal_roles: [Board]\n");
    let outline = sheets(&large, &company(80.0, 60.0));
    let mut boxes = outline.iter().flat_map(|sheet| &sheet.placed.diagram.boxes);
    let plant = boxes.find(|entry| &*entry.name == "Plant").expect("a box for the department");
    assert_eq!((plant.kind, plant.positions), (DiagramKind::Department, 32));
    assert_eq!(words::staff(2, Some(4.into()), model::Language::English), "2 posts, 4 staff");
    assert_eq!(words::staff(2, None, model::Language::Chinese), "2岗");
}

/// The alternative text names everyone of a small chart, and is bounded for a large one.
#[test]
fn an_alternative_text_is_bounded() {
    let charts = charts_of(&regular(3, 9), "");
    let all = sheets(&charts, &company(400.0, 400.0));
    let alt = &all[0].alt;
    assert!(alt.starts_with("组织架构图：岗位0下设") && alt.ends_with("……共91个框。"), "{alt}");
    assert!(alt.chars().count() < 700, "{alt}");
}

/// Whoever reports to a withdrawn position stands below that position's superior.
#[test]
fn withdrawn_positions_are_left_out() {
    let files = [(
        "部/a.yaml",
        "- {title: 甲}\n- {title: 乙, reports_to: 甲, status: withdrawn}\n- {title: 丙, reports_to: 乙}\n",
    )];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec();
    let charts = Charts::new(&model::load(&Memory::from_iter(files)).handbook, fonts());
    assert_eq!(sheets(&charts, &company(170.0, 100.0))[0].alt, "组织架构图：甲下设丙。");
}

#[test]
fn a_deep_diagram_is_refused_before_it_is_laid_out() {
    let mut text = "部/岗位0:\n".to_owned();
    (1..900).for_each(|n| text += &format!("部/岗位{n}: 岗位{}\n", n - 1));
    let charts = charts_of(&text, "");
    let all = sheets(&charts, &company(170.0, 235.0));
    assert_eq!(names(&all).len(), 900);
    assert!(layout::place(&Diagram::default(), &company(170.0, 235.0)).is_none());
}

/// Positions without a named superior do not stand beside the head or the board.
#[test]
fn positions_without_a_superior_stand_apart() {
    let lines =
        "总经办/总经理: 董事会\n总经办/法务:\n生产部/经理: 总经理\n生产部/调度: 厂长\n生产部/学徒: 调度\n";
    let charts = charts_of(lines, "external_roles: [董事会]");
    let all = sheets(&charts, &company(170.0, 100.0));
    assert_eq!(
        all[0].alt,
        "组织架构图：董事会下设总经理；未定上级：法务、调度；总经理下设经理；调度下设学徒。"
    );
    let diagram = &all[0].placed.diagram;
    let roots: Vec<(&str, DiagramKind)> =
        diagram.roots.iter().map(|&root| (&*diagram.boxes[root].name, diagram.boxes[root].kind)).collect();
    assert_eq!(roots, [("董事会", DiagramKind::Outside), ("未定上级", DiagramKind::Undetermined)]);
    // The head of a company needs no superior. Without any reporting line, there is no chart.
    let charts = charts_of("部/客服:\n部/经理:\n部/销售: 经理\n", "language: en");
    let alt = &sheets(&charts, &company(170.0, 100.0))[0].alt;
    assert_eq!(alt, "Organisation chart: 经理 leads 销售; Superior not named: 客服.");
    assert!(charts_of("部/甲:\n部/乙: 丙\n", "").sheets(&company(170.0, 100.0)).unwrap().is_empty());
}

/// In the overview, departments whose head has no named superior stand apart too.
#[test]
fn departments_without_a_superior_stand_apart() {
    let mut lines = "总部/总经理:\n甲部/经理: 总经理\n乙部/乙部经理:\n".to_owned();
    for number in 0..40 {
        lines += &format!("甲部/岗位甲{number}: 甲部/经理\n乙部/岗位乙{number}: 乙部经理\n");
    }
    let charts = charts_of(&lines, "");
    let all = sheets(&charts, &company(120.0, 80.0));
    assert_eq!(all[0].title, "部门总览");
    assert!(all[0].alt.contains("未定上级：乙部"), "{}", all[0].alt);
}
