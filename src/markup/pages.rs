//! Resolves `@page` rules: each named page's paper, margins and margin boxes.

use std::sync::Arc;

use super::css::{BoxRule, Computed, Declaration, PageRule, PageScope};
use super::report::Problem;
use super::styles::paragraph_style;
use crate::diag::{Code, Text};
use crate::tree::{Align, Content, MarginArea, MarginBox, PageStyle, PageStyles};
use crate::unit::{Abs, Sides, Size};

const AREAS: [MarginArea; 6] = [
    MarginArea::TopLeft,
    MarginArea::TopCenter,
    MarginArea::TopRight,
    MarginArea::BottomLeft,
    MarginArea::BottomCenter,
    MarginArea::BottomRight,
];

/// The style of each named page, and of pages without a name.
pub fn resolve(rules: &[PageRule], root: &Computed, problems: &mut Vec<Problem>) -> PageStyles {
    let mut named: Vec<(Arc<str>, PageStyle)> = Vec::new();
    for rule in rules {
        if let Some(name) = &rule.name
            && !named.iter().any(|(known, _)| known == name)
        {
            named.push((name.clone(), page(rules, Some(name), root, problems)));
        }
    }
    let styles = PageStyles { default: page(rules, None, root, problems), named };
    check_mirrored(rules, &styles, problems);
    styles
}

/// A page's style from the rules that hold for it.
fn page(rules: &[PageRule], name: Option<&str>, root: &Computed, problems: &mut Vec<Problem>) -> PageStyle {
    let right = holding(rules, name, &[PageScope::Right]);
    let left = holding(rules, name, &[PageScope::Left]);
    // The first page is a right page.
    let first = holding(rules, name, &[PageScope::Right, PageScope::First]);
    let size = right.iter().rev().find_map(|rule| rule.size).unwrap_or(Size::A4);
    let margin = margins(&right, root, size);
    let other = margins(&left, root, size);
    let span =
        left.iter().chain(&right).rev().find(|rule| rule.pages != PageScope::All).map(|rule| rule.span);
    let mirrored = Sides { left: margin.right, right: margin.left, ..margin };
    if let (true, Some(span)) = (other != margin && other != mirrored, span) {
        let message = Text::new(
            "左页和右页的页边距应互为镜像：一边的 margin-left 等于另一边的 margin-right",
            "the margins of left and right pages must mirror each other: margin-left of one is margin-right of the other",
        );
        problems.push(Problem::new(Code::E230, span, message));
    }
    let measure = size.width - margin.horizontal();
    let room = measure.min(size.height - margin.vertical());
    if room < Abs::pt(10.0)
        && let Some(rule) = right.last()
    {
        let message = Text::new("页边距没有给正文留下地方", "the page margins leave no room for the text");
        problems.push(Problem::new(Code::E210, rule.span, message));
    }
    let own = boxes(&right, root, measure);
    let differing = |rules: &[&PageRule]| Some(boxes(rules, root, measure)).filter(|boxes| *boxes != own);
    PageStyle {
        size,
        margin,
        first_boxes: differing(&first),
        left_boxes: differing(&left),
        mirrored: other != margin,
        boxes: own,
    }
}

/// The rules for pages of a name and of these kinds, the weaker first.
fn holding<'r>(rules: &'r [PageRule], name: Option<&str>, kinds: &[PageScope]) -> Vec<&'r PageRule> {
    let of_name = |rule: &PageRule| rule.name.is_none() || rule.name.as_deref() == name;
    let of_kind = |rule: &PageRule| rule.pages == PageScope::All || kinds.contains(&rule.pages);
    let mut holding: Vec<&PageRule> = rules.iter().filter(|rule| of_name(rule) && of_kind(rule)).collect();
    holding.sort_by_key(|rule| (rule.name.is_some(), rule.pages));
    holding
}

/// The page's margins. Percentages are of the paper's width or height.
fn margins(rules: &[&PageRule], root: &Computed, size: Size) -> Sides<Abs> {
    let style = root.child(rules.iter().flat_map(|rule| &rule.declarations));
    let (across, down) = (style.margin(size.width), style.margin(size.height));
    Sides { left: across.left, right: across.right, top: down.top, bottom: down.bottom }
}

/// Reports pages whose margins are not mirrored where others are: a word processor mirrors all pages or none.
fn check_mirrored(rules: &[PageRule], styles: &PageStyles, problems: &mut Vec<Problem>) {
    let all =
        || std::iter::once((None, &styles.default)).chain(styles.named.iter().map(|(n, s)| (Some(n), s)));
    if !all().any(|(_, style)| style.mirrored) {
        return;
    }
    for (name, style) in all() {
        let rule = rules.iter().rev().find(|rule| rule.name.as_ref() == name);
        if let (false, true, Some(rule)) = (style.mirrored, style.margin.left != style.margin.right, rule) {
            let message = Text::new(
                "其他页的左右页边距互为镜像，这一种页也应如此，或左右相等",
                "the side margins of other pages are mirrored; those of this page must be so too, or be equal",
            );
            problems.push(Problem::new(Code::E230, rule.span, message));
        }
    }
}

/// The margin boxes that have content.
fn boxes(rules: &[&PageRule], root: &Computed, measure: Abs) -> Vec<MarginBox> {
    let page = root.child(rules.iter().flat_map(|rule| &rule.declarations));
    AREAS
        .iter()
        .filter_map(|&area| {
            let own = || rules.iter().flat_map(|rule| &rule.boxes).filter(move |rule| rule.area == area);
            let content = own().filter_map(|rule| rule.content.clone()).next_back().flatten()?;
            Some(margin_box(area, content, own(), &page, measure))
        })
        .collect()
}

fn margin_box<'a>(
    area: MarginArea,
    content: Vec<Content>,
    rules: impl Iterator<Item = &'a BoxRule> + Clone,
    page: &Computed,
    measure: Abs,
) -> MarginBox {
    let mut page = page.clone();
    // Each place has its own alignment (CSS Paged Media 3 §6.2), which the box's declarations may change.
    page.align = match area {
        MarginArea::TopLeft | MarginArea::BottomLeft => Align::Left,
        MarginArea::TopCenter | MarginArea::BottomCenter => Align::Center,
        MarginArea::TopRight | MarginArea::BottomRight => Align::Right,
    };
    let declarations: Vec<&Declaration> = rules.flat_map(|rule| &rule.declarations).collect();
    let style = page.child(declarations.iter().copied());
    MarginBox { area, content, style: Arc::new(paragraph_style(&style, measure)) }
}
