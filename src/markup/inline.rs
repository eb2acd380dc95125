//! Makes runs of a paragraph's text: white space collapsed, scripts told apart, pictures measured.

use std::sync::Arc;

use super::PictureError;
use super::css::{Computed, Extent};
use super::css::{Generated, LONGEST, Length, parse_length};
use super::dom::{Attr, Elem, Node, NodeId};
use super::flow::Builder;
use super::names::{Attribute, Element};
use super::reference::is_space;
use crate::diag::{Code, Span, Text, did_you_mean};
use crate::picture::{Damage, Fault};
use crate::tree::{
    Image, ImageId, Inline, Leader, Link, Origin, PageNumber, Run, Script, TextStyle, is_always_han,
    push_sparing, scripts,
};
use crate::unit::{Abs, Size};

/// A paragraph's content, and its id: its own, or that of an element in it.
#[derive(Default)]
pub struct Content {
    pub inlines: Vec<Inline>,
    pub id: Option<Arc<str>>,
}

/// Who speaks: equal voices make one run.
struct Voice {
    style: Arc<TextStyle>,
    link: Option<Link>,
}

/// Numbers of voices that stand for objects among the characters.
const BREAK: u32 = u32::MAX;
const OBJECT: u32 = u32::MAX - 1;

/// A paragraph's characters while white space collapses. Its buffers serve one paragraph after the other.
#[derive(Default)]
pub struct Line {
    chars: Vec<char>,
    /// The voice of each character.
    voices: Vec<u32>,
    known: Vec<Voice>,
    /// What stands at the characters of [`OBJECT`].
    objects: Vec<Inline>,
    /// A collapsible space that waits for what follows: its voice, and whether it is a line break.
    pending: Option<(u32, bool)>,
    id: Option<Arc<str>>,
    measure: Abs,
}

/// What inline elements pass on to their content.
#[derive(Clone)]
struct Around {
    style: Arc<Computed>,
    link: Option<Link>,
}

impl Builder<'_> {
    /// The inline content of `nodes`, which stand in an element of that style.
    /// `id` is the paragraph's own.
    pub fn inlines(
        &mut self,
        nodes: &[NodeId],
        style: &Arc<Computed>,
        measure: Abs,
        id: Option<Arc<str>>,
    ) -> Content {
        let mut line = std::mem::take(&mut self.line);
        line.measure = measure;
        line.id = id;
        self.collect(nodes, &Around { style: style.clone(), link: None }, &mut line);
        let content = line.finish();
        self.line = line;
        content
    }

    fn collect(&mut self, nodes: &[NodeId], around: &Around, line: &mut Line) {
        let voice = line.voice(around);
        for &node in nodes {
            match self.dom.node(node) {
                Some(Node::Text(text, _)) => {
                    line.literals(text, voice, around.style.pre_line);
                }
                Some(Node::Char(c, _)) => line.kept(*c, voice),
                Some(Node::Element(element)) => self.inline_element(node, element, around, line),
                _ => {}
            }
        }
    }

    fn inline_element(&mut self, node: NodeId, element: &Elem<'_>, around: &Around, line: &mut Line) {
        if !element.kind.is_inline() {
            return self.misplaced(node, "行内内容", "inline content");
        }
        let style = self.style(node, &around.style);
        if style.hidden {
            return;
        }
        self.note_strings(node, &style);
        if let Some(id) = element.get(Attribute::Id) {
            if line.id.is_some() {
                let message = Text::new(
                    "一个段落只能有一个标识，它本身或它里面的元素已经有了",
                    "a paragraph holds one id only, and there is one already",
                );
                self.report.error(Code::E211, id.span, message);
            }
            line.id.get_or_insert_with(|| (*id.value).into());
        }
        if element.kind.is_void() && element.children.ids.iter().any(|&child| !self.dom.is_blank(child)) {
            self.not_empty(element);
        }
        match element.kind {
            Element::Br => line.force_break(),
            Element::Img => {
                if let Some(image) = self.image(element, &style, line.measure) {
                    line.object(Inline::Image(image));
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
                self.collect(&element.children.ids, &inside, line);
                self.after(element, &inside, line);
            }
        }
    }

    /// What `::after` shows behind an element's content.
    fn after(&mut self, element: &Elem<'_>, around: &Around, line: &mut Line) {
        let Some(content) = around.style.after.clone() else { return };
        let voice = line.voice(around);
        let run = |text: &str| Run {
            text: text.to_owned(),
            script: Script::Latin,
            style: around.style.text.clone(),
            link: around.link.clone(),
        };
        for piece in &*content {
            match (piece, &around.link) {
                (Generated::Text(text), _) => text.chars().for_each(|c| line.kept(c, voice)),
                (Generated::Leader(pattern), _) => line.object(Inline::Leader(Leader { run: run(pattern) })),
                (Generated::TargetPage, Some(Link::Anchor(target))) => {
                    let target = target.clone();
                    line.object(Inline::PageNumber(PageNumber { target, run: run("0") }));
                }
                // A link whose target is missing is told already.
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
            if self.is_anchor(id) {
                return Some(Link::Anchor(id.into()));
            }
            let message = Text::new(
                format!("链接的目标 `#{id}` 不存在"),
                format!("there is no element with the id `{id}`"),
            );
            let near = if self.report.is_full() { None } else { self.nearest_anchor(id) };
            self.report.error_with_help(Code::E212, href.span, message, did_you_mean(near.as_deref()));
            return None;
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

    fn image(&mut self, element: &Elem<'_>, style: &Computed, measure: Abs) -> Option<Image> {
        let (Some(src), Some(alt)) = (element.get(Attribute::Src), element.get(Attribute::Alt)) else {
            let message =
                Text::new("`img` 要有 src 和 alt 两个属性", "an `img` needs both attributes src and alt");
            let help = Text::new("纯装饰的图片写 alt=\"\"", "write alt=\"\" for a mere decoration");
            self.report.error_with_help(Code::E214, element.span, message, Some(help));
            return None;
        };
        let picture = match (self.input.pictures)(&src.value) {
            Ok(picture) => picture,
            Err(error) => {
                let (message, help) = picture_fault(&src.value, &error);
                self.report.error_with_help(Code::E213, src.span, message, help);
                return None;
            }
        };
        let width = style.width.or_else(|| self.extent(element.get(Attribute::Width)));
        let height = style.height.map(Extent::Abs).or_else(|| self.extent(element.get(Attribute::Height)));
        let size = scaled(picture.size, width.map(|w| w.of(measure)), height.map(|h| h.of(measure)), measure);
        if size.width.max(size.height).to_pt() > LONGEST {
            let message = Text::new(
                format!("图片 `{}` 的宽高相差悬殊，这样会超过 100 米", src.value),
                format!("the picture `{}` would be more than 100 m long, so narrow is it", src.value),
            );
            self.report.error(Code::E213, src.span, message);
            return None;
        }
        Some(Image {
            id: ImageId::default(),
            source: picture.source.clone(),
            size,
            alt: alt.value.to_string(),
        })
    }

    /// A picture's `width` or `height` attribute: a length, or pixels without a unit.
    fn extent(&mut self, attribute: Option<&Attr<'_>>) -> Option<Extent> {
        let attribute = attribute?;
        let pixels = attribute.value.trim().parse::<f64>().ok().map(|pixels| Length::Pt(pixels * 0.75));
        match pixels.or_else(|| parse_length(&attribute.value)) {
            Some(Length::Pt(points)) if points > 0.0 && points < 1e5 => Some(Extent::Abs(Abs::pt(points))),
            Some(Length::Percent(percent)) if percent > 0.0 && percent <= 100.0 => {
                Some(Extent::Percent(percent))
            }
            _ => {
                let name = attribute.name;
                let message = Text::new(
                    format!("`{name}` 应为长度，如 30mm，或像素数"),
                    format!("`{name}` is a length such as 30mm, or a number of pixels"),
                );
                self.report.error(Code::E204, attribute.span, message);
                None
            }
        }
    }

    /// The complaint that an element has content though its kind has none.
    pub fn not_empty(&mut self, element: &Elem<'_>) {
        let kind = element.kind;
        let message = Text::new(format!("`{kind}` 里不能有内容"), format!("`{kind}` has no content"));
        self.report.error(Code::E207, element.span, message);
    }

    /// The text of an element, white space collapsed, for a running string.
    pub fn text_of(&self, node: NodeId) -> String {
        let mut text = String::new();
        self.append_text(node, &mut text);
        text.truncate(text.trim_end_matches(' ').len());
        text
    }

    fn append_text(&self, node: NodeId, text: &mut String) {
        let space = |text: &mut String| {
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
        };
        match self.dom.node(node) {
            Some(Node::Text(literal, _)) => {
                for c in literal.chars() {
                    if is_space(c) { space(text) } else { text.push(c) }
                }
            }
            Some(Node::Char(c, _)) if is_space(*c) => space(text),
            Some(Node::Char(c, _)) => text.push(*c),
            Some(Node::Element(Elem { kind: Element::Br, .. })) => space(text),
            _ => self.dom.children(node).iter().for_each(|&child| self.append_text(child, text)),
        }
    }
}

/// What is damaged, by its kind: a decoder's own words are English.
fn damage_in_chinese(damage: &Damage) -> String {
    match damage {
        Damage::Header => "文件头不完整".to_owned(),
        Damage::NoSize => "没有尺寸".to_owned(),
        Damage::NoPixels => "没有像素".to_owned(),
        Damage::Pixels(_) => "图像数据无法解码".to_owned(),
        Damage::Encoding(_) => "不是 UTF-8 编码的文字".to_owned(),
        Damage::Xml { line, column, .. } => format!("第 {line} 行第 {column} 列起不是合格的 XML"),
        Damage::Drawing(_) => "不是完整的 SVG 图形".to_owned(),
    }
}

/// What stands against a picture, and what to do about it.
pub fn picture_fault(src: &str, error: &PictureError) -> (Text, Option<Text>) {
    let fault = match error {
        PictureError::Unreadable(reason) => {
            let zh = format!("读不到图片 `{src}`：{}", reason.zh);
            return (Text::new(zh, format!("the picture `{src}` cannot be read: {}", reason.en)), None);
        }
        PictureError::Faulty(fault) => fault,
    };
    let (zh, en) = match fault {
        Fault::Unknown => {
            ("不是 PNG、JPEG 或 SVG 图片".to_owned(), "is no PNG, JPEG or SVG picture".to_owned())
        }
        Fault::Cmyk => {
            ("的颜色是 CMYK，请另存为 RGB".to_owned(), "is in CMYK colours; save it as RGB".to_owned())
        }
        Fault::Damaged(damage) => {
            (format!("已损坏：{}", damage_in_chinese(damage)), format!("is damaged: {damage}"))
        }
        Fault::CutOff => ("不完整：后半截缺失".to_owned(), "is cut off: its end is missing".to_owned()),
        Fault::Inflates { megabytes } => (
            format!("带的颜色配置文件、拍摄信息或文字超过 {megabytes} MB"),
            format!("carries a colour profile, Exif data or texts of more than {megabytes} MB, unpacked"),
        ),
        Fault::TooLarge { width, height } => {
            (format!("过大（{width}×{height} 像素）"), format!("is too large ({width}×{height} pixels)"))
        }
        Fault::TooComplex => ("过于复杂".to_owned(), "is too complex".to_owned()),
        Fault::SvgText => {
            ("里有文字，字体不在手边".to_owned(), "has text, whose fonts are not at hand".to_owned())
        }
        Fault::SvgReference(target) => {
            (format!("引用了别的文件 `{target}`"), format!("refers to another file, `{target}`"))
        }
    };
    let help = match fault {
        Fault::SvgText => Some(Text::new(
            "在绘图软件里把文字转为曲线",
            "turn the text into outlines in your drawing program",
        )),
        Fault::SvgReference(_) => Some(Text::new("把图片嵌入 SVG", "embed the picture in the SVG")),
        Fault::TooComplex | Fault::TooLarge { .. } => {
            Some(Text::new("缩小或简化图片", "make it smaller or simpler"))
        }
        Fault::CutOff => {
            Some(Text::new("重新复制、下载或导出这个图片文件", "copy, download or export the file again"))
        }
        Fault::Inflates { .. } => Some(Text::new(
            "在绘图软件里另存一份，不带颜色配置文件和附加信息",
            "save it anew in a drawing program, without a colour profile and metadata",
        )),
        Fault::Unknown | Fault::Cmyk | Fault::Damaged(_) => None,
    };
    (Text::new(format!("图片 `{src}` {zh}"), format!("the picture `{src}` {en}")), help)
}

/// A picture's size: as asked, in proportion, and never wider than the measure.
fn scaled(natural: Size, width: Option<Abs>, height: Option<Abs>, measure: Abs) -> Size {
    let (width, height) = match (width, height) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => (width, natural.height * (width / natural.width)),
        (None, Some(height)) => (natural.width * (height / natural.height), height),
        (None, None) => (natural.width, natural.height),
    };
    if width.fits(measure) {
        return Size { width, height };
    }
    Size { width: measure, height: height * (measure / width) }
}

impl Line {
    fn voice(&mut self, around: &Around) -> u32 {
        let same = |voice: &Voice| Arc::ptr_eq(&voice.style, &around.style.text) && voice.link == around.link;
        // A voice from far back may get a second number; runs only join with their neighbours.
        let recent = self.known.len().saturating_sub(16);
        let known = self.known.iter().skip(recent).position(same).map(|at| recent + at);
        let number = known.unwrap_or_else(|| {
            self.known.push(Voice { style: around.style.text.clone(), link: around.link.clone() });
            self.known.len() - 1
        });
        number as u32
    }

    /// Text as written in the markup.
    fn literals(&mut self, text: &str, voice: u32, pre_line: bool) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            // Most of all text is words, of which each character stands as it is.
            let end = rest.find(|c| is_space(c) || is_line_end(c)).unwrap_or(rest.len());
            let (words, after) = rest.split_at(end);
            if words.is_empty() {
                self.literal(first, voice, pre_line);
                rest = &rest[first.len_utf8()..];
                continue;
            }
            self.flush(Some(first));
            self.chars.extend(words.chars());
            self.voices.resize(self.chars.len(), voice);
            rest = after;
        }
    }

    /// A character as written in the markup.
    fn literal(&mut self, c: char, voice: u32, pre_line: bool) {
        match c {
            '\n' if pre_line => self.force_break(),
            c if is_line_end(c) => self.force_break(),
            c if is_space(c) => {
                // At the start of a line, white space vanishes.
                if self.voices.last().is_some_and(|&last| last != BREAK) {
                    let pending = self.pending.get_or_insert((voice, false));
                    pending.1 |= c == '\n';
                }
            }
            c => self.push(c, voice),
        }
    }

    /// A character that was written as a reference.
    fn kept(&mut self, c: char, voice: u32) {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => self.force_break(),
            '\t' => self.push(' ', voice),
            c => self.push(c, voice),
        }
    }

    fn push(&mut self, c: char, voice: u32) {
        self.flush(Some(c));
        self.chars.push(c);
        self.voices.push(voice);
    }

    /// Sets the waiting space, unless it is a line break between two Han (CSS Text 3 §4.1.3).
    fn flush(&mut self, next: Option<char>) {
        let Some((voice, line_break)) = self.pending.take() else { return };
        let joins = line_break
            && next.is_some_and(is_always_han)
            && self.chars.last().copied().is_some_and(is_always_han);
        if !joins {
            self.chars.push(' ');
            self.voices.push(voice);
        }
    }

    fn object(&mut self, object: Inline) {
        self.stand_in(OBJECT);
        self.objects.push(object);
    }

    fn force_break(&mut self) {
        self.pending = None;
        self.stand_in(BREAK);
    }

    /// A character in an object's place.
    fn stand_in(&mut self, kind: u32) {
        self.flush(None);
        self.chars.push(' ');
        self.voices.push(kind);
    }

    /// Cuts the characters into runs of one voice and one script, and makes ready for the next paragraph.
    fn finish(&mut self) -> Content {
        self.pending = None;
        let voice = self.voices.first().copied().filter(|voice| self.voices.iter().all(|own| own == voice));
        if let Some(Voice { style, link }) = voice.and_then(|voice| self.known.get(voice as usize))
            && self.chars.iter().copied().all(is_always_han)
        {
            // So most paragraphs of a table are.
            let (style, link) = (style.clone(), link.clone());
            let run = Run { text: self.chars.iter().collect(), script: Script::Han, style, link };
            return self.end(vec![Inline::Text(run)]);
        }
        let scripts = scripts(&self.chars);
        let mut objects = self.objects.drain(..);
        let mut inlines: Vec<Inline> = Vec::new();
        let speakers: Vec<(u32, Script)> = self.voices.iter().copied().zip(scripts).collect();
        let mut rest = self.chars.as_slice();
        // Objects stand alone; other neighbours of one voice and one script make a run.
        for same in speakers.chunk_by(|one, next| one == next && one.0 != BREAK && one.0 != OBJECT) {
            let (own, after) = rest.split_at_checked(same.len()).unwrap_or((rest, &[]));
            rest = after;
            let Some(&(voice, script)) = same.first() else { continue };
            let inline = match self.known.get(voice as usize) {
                _ if voice == OBJECT => objects.next(),
                Some(Voice { style, link }) => Some(Inline::Text(Run {
                    text: own.iter().collect(),
                    script,
                    style: style.clone(),
                    link: link.clone(),
                })),
                None => Some(Inline::Break),
            };
            if let Some(inline) = inline {
                push_sparing(&mut inlines, inline);
            }
        }
        drop(objects);
        self.end(inlines)
    }

    fn end(&mut self, inlines: Vec<Inline>) -> Content {
        self.chars.clear();
        self.voices.clear();
        self.known.clear();
        self.objects.clear();
        Content { inlines, id: self.id.take() }
    }
}

/// Whether a character ends a line wherever it is written.
fn is_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// The place of a node, to point at.
pub fn span_of(node: Option<&Node<'_>>) -> Span {
    match node {
        Some(Node::Element(element)) => element.span,
        Some(Node::Text(_, span) | Node::Char(_, span)) => *span,
        _ => Span::default(),
    }
}

/// The place of a node, as the tree keeps it.
pub fn origin_of(node: Option<&Node<'_>>) -> Origin {
    let Span { start, end } = span_of(node);
    let offset = |at: usize| u32::try_from(at).unwrap_or_default();
    Origin { start: offset(start), end: offset(end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What decoders say is English; in Chinese their faults are told by kind.
    #[test]
    fn damaged_pictures_are_told_in_chinese() {
        let words = || "unexpected end of file".to_owned();
        for damage in [
            Damage::Header,
            Damage::NoSize,
            Damage::NoPixels,
            Damage::Pixels(words()),
            Damage::Encoding(words()),
            Damage::Xml { line: 1, column: 5, reason: words() },
            Damage::Drawing(words()),
        ] {
            let (Text { zh, .. }, _) = picture_fault("图", &PictureError::Faulty(Fault::Damaged(damage)));
            let names = ["UTF-8", "XML", "SVG"];
            let rest = names.iter().fold(zh.clone(), |zh, name| zh.replace(name, ""));
            assert!(!rest.contains(|c: char| c.is_ascii_alphabetic()), "{zh}");
        }
    }
}
