//! Resolves `@page` rules: each named page's paper, margins and margin boxes.

use std::sync::Arc;

use super::computed::Computed;
use super::css::{BoxRule, Declaration, PageRule};
use super::report::Problem;
use super::styles::paragraph_style;
use crate::diag::Text;
use crate::tree::{Align, Content, MarginArea, MarginBox, PageStyle, PageStyles};
use crate::unit::{Abs, Size};

const AREAS: [MarginArea; 6] = [
    MarginArea::TopLeft,
    MarginArea::TopCenter,
    MarginArea::TopRight,
    MarginArea::BottomLeft,
    MarginArea::BottomCenter,
    MarginArea::BottomRight,
];

/// The style of each page that the rules name, and of the nameless one.
pub fn resolve(rules: &[PageRule], root: &Computed, problems: &mut Vec<Problem>) -> PageStyles {
    let mut named: Vec<(Arc<str>, PageStyle)> = Vec::new();
    for rule in rules {
        if let Some(name) = &rule.name
            && !named.iter().any(|(known, _)| known == name)
        {
            named.push((name.clone(), page(rules, Some(name), root, problems)));
        }
    }
    PageStyles { default: page(rules, None, root, problems), named }
}

/// A page's style from the rules that hold for it, the weaker first (CSS Paged Media 3 §4.3).
fn page(rules: &[PageRule], name: Option<&str>, root: &Computed, problems: &mut Vec<Problem>) -> PageStyle {
    let holding = |first: bool| {
        let holds = move |rule: &&PageRule| {
            (rule.name.is_none() || rule.name.as_deref() == name) && (first || !rule.first)
        };
        let mut holding: Vec<&PageRule> = rules.iter().filter(holds).collect();
        holding.sort_by_key(|rule| (rule.name.is_some(), rule.first));
        holding
    };
    let every = holding(false);
    let first = holding(true);
    let size = every.iter().rev().find_map(|rule| rule.size).unwrap_or(Size::A4);
    let style = root.child(every.iter().flat_map(|rule| &rule.declarations));
    let margin = crate::unit::Sides {
        // Percentages of a page margin count in the paper's width or height.
        left: style.margin(size.width).left,
        right: style.margin(size.width).right,
        top: style.margin(size.height).top,
        bottom: style.margin(size.height).bottom,
    };
    let resolved = PageStyle {
        size,
        margin,
        boxes: boxes(&every, root, size.width - margin.horizontal()),
        first_boxes: None,
    };
    let room = (size.width - margin.horizontal()).min(size.height - margin.vertical());
    if room < Abs::pt(10.0)
        && let Some(rule) = every.last()
    {
        let message = Text::new("页边距没有给正文留下地方", "the page margins leave no room for the text");
        problems.push(Problem::new("E210", rule.span, message));
    }
    let first_boxes = boxes(&first, root, resolved.measure());
    let differs = first_boxes != resolved.boxes;
    PageStyle { first_boxes: differs.then_some(first_boxes), ..resolved }
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
    // The places' own alignment (CSS Paged Media 3 §6.2); the box's declarations go over it.
    page.align = match area {
        MarginArea::TopLeft | MarginArea::BottomLeft => Align::Left,
        MarginArea::TopCenter | MarginArea::BottomCenter => Align::Center,
        MarginArea::TopRight | MarginArea::BottomRight => Align::Right,
    };
    let declarations: Vec<&Declaration> = rules.flat_map(|rule| &rule.declarations).collect();
    let style = page.child(declarations.iter().copied());
    MarginBox { area, content, style: Arc::new(paragraph_style(&style, measure)) }
}
