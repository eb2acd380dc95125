//! What is drawn besides text: section boxes, borders where they meet, margin boxes, binding edges.

use gangwei::testing::tree::{
    Align, Block, Border, BorderStyle, BoxStyle, Content, GroupKind, MarginArea, MarginBox, PageStyle,
    PageStyles, ParagraphStyle, Part, Section,
};
use gangwei::testing::unit::{Color, Point, Rect, Sides, Size};

use super::*;

fn line(width: f64, color: Color) -> Option<Border> {
    Some(Border { width: Abs::pt(width), style: BorderStyle::Solid, color })
}

const RED: Color = Color { r: 255, g: 0, b: 0 };
const GREY: Color = Color { r: 240, g: 240, b: 240 };

fn fills(page: &Page) -> Vec<Rect> {
    let fill = |item: &PageItem| match item.kind {
        ItemKind::Fill { rect, .. } => Some(rect),
        _ => None,
    };
    page.items.iter().filter_map(fill).collect()
}

/// Lines as from, to, width and colour.
fn rules(page: &Page) -> Vec<(Point, Point, Abs, Color)> {
    let rule = |item: &PageItem| match item.kind {
        ItemKind::Line { from, to, width, color, .. } => Some((from, to, width, color)),
        _ => None,
    };
    page.items.iter().filter_map(rule).collect()
}

fn pt(x: f64, y: f64) -> Point {
    Point { x: Abs::pt(x), y: Abs::pt(y) }
}

fn boxed(blocks: Vec<Block>) -> Block {
    let style = BoxStyle {
        margin: Sides::all(Abs::pt(4.0)),
        padding: Sides::all(Abs::pt(6.0)),
        border: Sides::all(line(2.0, RED)),
        background: Some(GREY),
        ..BoxStyle::default()
    };
    Block::Section(Section { is_nav: false, anchor: None, page: None, style: Arc::new(style), blocks })
}

#[test]
fn a_section_shows_its_background_and_borders() {
    let pages = pages(&part(vec![boxed(vec![body("节")])]));
    let page = &pages.parts[0].pages[0];
    // 4 pt of margin; then 2 + 6 pt around one line of 16 pt.
    let expected = Rect { x: Abs::pt(14.0), y: Abs::pt(14.0), width: Abs::pt(192.0), height: Abs::pt(32.0) };
    assert_eq!(fills(page), [expected]);
    let ends: Vec<(Point, Point)> = rules(page).into_iter().map(|(from, to, ..)| (from, to)).collect();
    assert_eq!(
        ends,
        [
            (pt(14.0, 15.0), pt(206.0, 15.0)),
            (pt(14.0, 45.0), pt(206.0, 45.0)),
            (pt(15.0, 14.0), pt(15.0, 46.0)),
            (pt(205.0, 14.0), pt(205.0, 46.0)),
        ]
    );
    let ItemKind::Text(run) = &page.items.last().unwrap().kind else { panic!() };
    assert_eq!(run.at.x, Abs::pt(22.0), "its text begins inside the padding");
}

#[test]
fn a_section_that_goes_on_is_open_at_the_break() {
    let pages = pages(&part(vec![boxed((0..20).map(|_| body("节")).collect())]));
    let horizontal = |page: &Page| {
        let rules = rules(page).into_iter();
        rules.filter(|(from, to, ..)| from.y == to.y).map(|(from, ..)| from.y).collect::<Vec<_>>()
    };
    let [first, second] = pages.parts[0].pages.as_slice() else { panic!() };
    assert_eq!(horizontal(first), [Abs::pt(15.0)]);
    assert_eq!(horizontal(second).len(), 1);
    assert_eq!(fills(second)[0].y, Abs::pt(10.0), "from the page's top on");
}

#[test]
fn boxes_inside_boxes_are_drawn_from_the_outside() {
    let pages = pages(&part(vec![boxed(vec![boxed(vec![body("内")]), body("外")])]));
    let fills = fills(&pages.parts[0].pages[0]);
    assert_eq!(fills.len(), 2);
    assert!(fills[0].y < fills[1].y && fills[1].bottom() < fills[0].bottom(), "{fills:?}");
}

/// A table of two by two cells with these inner borders: the horizontal one, the vertical one.
fn cross(horizontal: Option<Border>, vertical: Option<Border>) -> Block {
    let with = |column: usize, top: bool| {
        let mut cell = cell(column, "格");
        let mut style = (*cell.style).clone();
        style.border = Sides::default();
        *(if top { &mut style.border.bottom } else { &mut style.border.top }) = horizontal;
        *(if column == 0 { &mut style.border.right } else { &mut style.border.left }) = vertical;
        cell.style = Arc::new(style);
        cell
    };
    let rows = vec![row(vec![with(0, true), with(1, true)]), row(vec![with(0, false), with(1, false)])];
    table(vec![Abs::pt(100.0); 2], vec![group(GroupKind::Body, rows)])
}

#[test]
fn at_a_joint_the_wider_border_goes_through() {
    let wide = line(4.0, RED);
    let thin = line(1.0, Color::BLACK);
    let drawn = |horizontal, vertical| {
        let pages = pages(&part(vec![cross(horizontal, vertical)]));
        rules(&pages.parts[0].pages[0])
    };
    // The thin vertical line is cut where the wide horizontal one crosses it.
    let lines = drawn(wide, thin);
    let vertical: Vec<_> = lines.iter().filter(|(from, to, ..)| from.x == to.x).collect();
    assert_eq!(vertical.len(), 2, "{lines:?}");
    let middle = lines.iter().find(|(from, to, ..)| from.y == to.y).unwrap().0.y;
    assert_eq!(vertical[0].1.y, middle - Abs::pt(2.0));
    assert_eq!(vertical[1].0.y, middle + Abs::pt(2.0));
    // A wide vertical line goes through, and is drawn over the thin one.
    let lines = drawn(thin, wide);
    let vertical: Vec<_> = lines.iter().filter(|(from, to, ..)| from.x == to.x).collect();
    assert_eq!(vertical.len(), 1);
    assert_eq!(lines.last().unwrap().3, RED);
    // Equal lines need no cut.
    assert_eq!(drawn(thin, thin).len(), 2);
}

fn margin_box(area: MarginArea, content: Vec<Content>, border: Option<Border>) -> MarginBox {
    let border = Sides { bottom: border, ..Sides::default() };
    let style = ParagraphStyle { border, ..paragraph_style(Align::Left, None) };
    MarginBox { area, content, style: Arc::new(style) }
}

/// Pages of 220 × 300 pt with a binding edge, and page numbers at the left of left pages alone.
fn bound(blocks: Vec<Block>) -> Part {
    let numbers = |text: &str| {
        vec![margin_box(
            MarginArea::BottomLeft,
            vec![Content::Text(text.into()), Content::Page(gangwei::testing::tree::PageNumbering::Decimal)],
            None,
        )]
    };
    let default = PageStyle {
        size: Size { width: Abs::pt(220.0), height: Abs::pt(300.0) },
        margin: Sides { left: Abs::pt(40.0), right: Abs::pt(10.0), ..Sides::all(Abs::pt(30.0)) },
        boxes: numbers("右"),
        first_boxes: Some(numbers("首")),
        left_boxes: Some(numbers("左")),
        mirrored: true,
    };
    Part { page_styles: Arc::new(PageStyles { default, named: Vec::new() }), ..part(blocks) }
}

#[test]
fn left_and_right_pages_mirror_each_other() {
    let pages = pages(&bound((0..50).map(|_| body("文")).collect()));
    let of_text = |page: &Page, wanted: &str| {
        page.items.iter().find_map(|item| match &item.kind {
            ItemKind::Text(run) if page.text[run.text.start as usize..].starts_with(wanted) => Some(run.at.x),
            _ => None,
        })
    };
    let all = &pages.parts[0].pages;
    assert_eq!(all.len(), 4);
    let lefts: Vec<_> = all.iter().map(|page| of_text(page, "文").unwrap()).collect();
    assert_eq!(lefts, [40.0, 10.0, 40.0, 10.0].map(Abs::pt));
    for (page, start) in all.iter().zip(["首", "左", "右", "左"]) {
        assert!(of_text(page, start).is_some(), "{}", page.text);
    }
    assert_eq!(of_text(&all[1], "左"), Some(Abs::pt(10.0)));
}

#[test]
fn boxes_side_by_side_do_not_meet() {
    let side = |area: MarginArea, text: &str, align: Align| {
        let style = paragraph_style(align, None);
        MarginBox { area, content: vec![Content::Text(text.into())], style: Arc::new(style) }
    };
    let extents = |title: &str, department: &str| {
        let mut part = bound(vec![body("文")]);
        let mut styles = (*part.page_styles).clone();
        styles.default.first_boxes = Some(vec![
            side(MarginArea::TopLeft, title, Align::Left),
            side(MarginArea::TopRight, department, Align::Right),
        ]);
        part.page_styles = Arc::new(styles);
        let pages = pages(&part);
        let page = &pages.parts[0].pages[0];
        let runs = page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) if item.mark == Marking::Artifact(Artifact::Header) => {
                let advances = page.glyphs[run.glyphs.start as usize..run.glyphs.end as usize].iter();
                let width: f32 = advances.map(|glyph| glyph.advance).sum();
                Some((run.at.x, run.at.x + run.size * f64::from(width), run.at.y))
            }
            _ => None,
        });
        runs.collect::<Vec<_>>()
    };
    // 170 pt are enough for five characters at each side, on one line.
    let short = extents("手册的标题", "某个部门的");
    assert_eq!(short.len(), 2);
    assert_eq!((short[0].0, short[0].2), (Abs::pt(40.0), short[1].2));
    // Not for twelve and eight: they share the room and take two lines each.
    let long = extents(&"标".repeat(12), &"部".repeat(8));
    type Runs = Vec<(Abs, Abs, Abs)>;
    let (titles, departments): (Runs, Runs) = long.iter().partition(|run| run.0 < Abs::pt(120.0));
    assert_eq!((titles.len(), departments.len()), (2, 2), "{long:?}");
    let right_of = titles.iter().map(|run| run.1).max().unwrap();
    let left_of = departments.iter().map(|run| run.0).min().unwrap();
    assert!(right_of + Abs::pt(9.0) < left_of, "{long:?}");
    assert!(long.iter().all(|run| run.1.fits(Abs::pt(210.0))), "{long:?}");
}

#[test]
fn the_first_page_is_the_documents() {
    let one = Arc::new(layout(&bound(vec![body("文")]), fonts()));
    let layouts = (0..3).map(|_| one.clone()).collect();
    let pages = join(layouts, fonts(), DocumentInfo::default(), None).0;
    let texts: Vec<&str> = pages.parts.iter().map(|part| part.pages[0].text.as_str()).collect();
    assert_eq!(texts, ["文首1", "文左2", "文右3"]);
}

#[test]
fn the_rule_of_a_margin_box_may_be_double() {
    let double = Some(Border { width: Abs::pt(3.0), style: BorderStyle::Double, color: RED });
    let mut part = bound(vec![body("文")]);
    let mut styles = (*part.page_styles).clone();
    styles.default.first_boxes = Some(vec![margin_box(
        MarginArea::TopLeft,
        vec![Content::Page(gangwei::testing::tree::PageNumbering::Decimal)],
        double,
    )]);
    part.page_styles = Arc::new(styles);
    let rules = rules(&pages(&part).parts[0].pages[0]);
    assert_eq!(rules.len(), 2);
    assert_eq!(rules[1].0.y - rules[0].0.y, Abs::pt(2.0));
    assert!(rules.iter().all(|rule| rule.2 == Abs::pt(1.0)));
}
