//! Builds the content of paragraphs from inline elements.

use std::sync::Arc;

use super::builder::BlockBuilder;
use super::css::{Computed, Generated};
use super::dom::{DomNode, Elem, NodeId};
use super::names::{Attribute, Element};
use super::runs::{ParagraphContent, RunBuilder};
use crate::diag::{Code, Text};
use crate::tree::{Inline, Leader, Link, PageNumber, Run, Script};
use crate::unit::Abs;

/// What inline elements hand on to their content.
#[derive(Clone)]
struct Around {
    style: Arc<Computed>,
    link: Option<Link>,
}

impl BlockBuilder<'_> {
    /// The inline content of `nodes`, which stand in an element of that style.
    /// `id` is the paragraph's own.
    pub fn inlines(
        &mut self,
        nodes: &[NodeId],
        style: &Arc<Computed>,
        measure: Abs,
        id: Option<Arc<str>>,
    ) -> ParagraphContent {
        let mut runs = std::mem::take(&mut self.runs);
        runs.measure = measure;
        runs.id = id;
        self.collect(nodes, &Around { style: style.clone(), link: None }, &mut runs);
        let content = runs.finish();
        self.runs = runs;
        content
    }

    fn collect(&mut self, nodes: &[NodeId], around: &Around, runs: &mut RunBuilder) {
        let number = runs.style_number(&around.style.text, around.link.as_ref());
        for &node in nodes {
            match self.dom.node(node) {
                Some(DomNode::Text(text, _)) => {
                    runs.literals(text, number, around.style.pre_line);
                }
                Some(DomNode::Char(c, _)) => runs.kept(*c, number),
                Some(DomNode::Element(element)) => self.inline_element(node, element, around, runs),
                _ => {}
            }
        }
    }

    fn inline_element(&mut self, node: NodeId, element: &Elem<'_>, around: &Around, runs: &mut RunBuilder) {
        if !element.kind.is_inline() {
            return self.misplaced(node, "行内内容", "inline content");
        }
        let style = self.style(node, &around.style);
        if style.hidden {
            return;
        }
        self.note_strings(node, &style);
        if let Some(id) = element.get(Attribute::Id) {
            if runs.id.is_some() {
                let message = Text::new(
                    "一个段落只能有一个标识，它本身或它里面的元素已经有了",
                    "a paragraph holds one id only, and there is one already",
                );
                self.report.error(Code::E211, id.span, message);
            }
            runs.id.get_or_insert_with(|| (*id.value).into());
        }
        if element.kind.is_void() && element.children.ids.iter().any(|&child| !self.dom.is_blank(child)) {
            self.not_empty(element);
        }
        match element.kind {
            Element::Br => runs.force_break(),
            Element::Img => {
                if let Some(image) = self.image(element, &style, runs.measure) {
                    runs.object(Inline::Image(image));
                }
            }
            kind => {
                let mut inside = Around { style, link: around.link.clone() };
                if kind == Element::A && element.attribute(Attribute::Href).is_some() {
                    if around.link.is_some() {
                        let message = Text::new("链接里不能再有链接", "a link cannot stand inside a link");
                        self.report.error(Code::E207, element.span, message);
                    }
                    inside.link = self.link(element);
                }
                self.collect(&element.children.ids, &inside, runs);
                self.after(element, &inside, runs);
            }
        }
    }

    /// What `::after` shows behind an element's content.
    fn after(&mut self, element: &Elem<'_>, around: &Around, runs: &mut RunBuilder) {
        let Some(content) = around.style.after.clone() else { return };
        let number = runs.style_number(&around.style.text, around.link.as_ref());
        let run = |text: &str| Run {
            text: text.to_owned(),
            script: Script::Latin,
            style: around.style.text.clone(),
            link: around.link.clone(),
        };
        for piece in &*content {
            match (piece, &around.link) {
                (Generated::Text(text), _) => text.chars().for_each(|c| runs.kept(c, number)),
                (Generated::Leader(pattern), _) => runs.object(Inline::Leader(Leader { run: run(pattern) })),
                (Generated::TargetPage, Some(Link::Anchor(target))) => {
                    let target = target.clone();
                    runs.object(Inline::PageNumber(PageNumber { target, run: run("0") }));
                }
                // The link is wrong, which has been reported.
                (Generated::TargetPage, None) if element.attribute(Attribute::Href).is_some() => {}
                (Generated::TargetPage, _) => {
                    let message = Text::new(
                        "target-counter() 要用在链接到文中标识（href=\"#…\"）的 `a` 上",
                        "target-counter() belongs on an `a` that links to an id, href=\"#…\"",
                    );
                    self.report.error(Code::E229, element.span, message);
                }
            }
        }
    }

    fn link(&mut self, element: &Elem<'_>) -> Option<Link> {
        let href = element.get(Attribute::Href)?;
        if let Some(id) = href.value.strip_prefix('#') {
            return Some(Link::Anchor(self.target(id, href.span)));
        }
        let scheme = href.value.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let plain = !href.value.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\'));
        if plain && href.value.contains(':') && matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel")
        {
            return Some(Link::Url((*href.value).into()));
        }
        let message = Text::new(
            "链接应为 #标识，或 http:、https:、mailto:、tel: 地址",
            "a link is #id, or an http:, https:, mailto: or tel: address",
        );
        self.report.error(Code::E204, href.span, message);
        None
    }
}
