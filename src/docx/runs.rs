//! Writes the inlines of a paragraph: runs, line breaks, links and pictures.
//!
//! Neighbours that look the same in Word become one run, Han and Latin together, because each Word run names a font
//! for both scripts. `w:hint` only decides which of them sets “ ” — … and the like.

use crate::tree::{Inline, Leader, Link, PageNumber, Run, Script, TextStyle};

use super::characters::{Characters, Hint};
use super::styles::{RunUse, StyleId, latin_as_needed};
use super::writer::BodyWriter;

impl BodyWriter<'_, '_> {
    /// Writes inlines; `base` is the style of the paragraph, and `tracking` the twips by which characters stand
    /// closer.
    pub fn inlines(&mut self, inlines: &[Inline], base: StyleId, tracking: i32) {
        let mut rest = inlines;
        while let Some(first) = rest.first() {
            let link = link_of(first);
            let length = rest.iter().take_while(|inline| link_of(inline) == link).count();
            let (same, others) = rest.split_at(length);
            self.linked(link, same, base, tracking);
            rest = others;
        }
    }

    /// Writes inlines that have the same link, or none.
    fn linked(&mut self, link: Option<&Link>, inlines: &[Inline], base: StyleId, tracking: i32) {
        let target = match link {
            Some(Link::Anchor(id)) => {
                self.catalog.anchors.get(id).map(|bookmark| ("w:anchor", &bookmark.name))
            }
            Some(Link::Url(url)) => self.catalog.links.get(&**url).map(|id| ("r:id", id)),
            None => None,
        };
        let Some((attribute, value)) = target else {
            return self.plain_inlines(inlines, base, tracking);
        };
        self.xml.raw(b"<w:hyperlink ");
        self.xml.raw(attribute.as_bytes());
        self.xml.raw(b"=\"");
        self.xml.text(value);
        self.xml.raw(b"\" w:history=\"1\">");
        self.plain_inlines(inlines, base, tracking);
        self.xml.raw(b"</w:hyperlink>");
    }

    fn plain_inlines(&mut self, inlines: &[Inline], base: StyleId, tracking: i32) {
        let mut rest = inlines;
        while let Some(first) = rest.first() {
            match first {
                Inline::Image(image) => self.picture(image),
                Inline::Leader(Leader { run }) => self.tab(run, base),
                Inline::PageNumber(PageNumber { target, run }) => self.page_number(target, run, base),
                Inline::Text(_) | Inline::Break => {
                    let (length, hint) = alike(rest);
                    let (same, others) = rest.split_at(length.max(1));
                    self.run(same, hint, base, tracking);
                    rest = others;
                    continue;
                }
            }
            rest = &rest[1..];
        }
    }

    /// Writes a leader: a tab, whose stop in the paragraph draws the pattern.
    fn tab(&mut self, run: &Run, base: StyleId) {
        self.xml.raw(b"<w:r>");
        self.run_properties(Some(run), Hint::Any, base, 0);
        self.xml.empty("w:tab", &[]);
        self.xml.raw(b"</w:r>");
    }

    /// Writes a page reference: a field that Word updates, with our own number as its result.
    fn page_number(&mut self, target: &str, run: &Run, base: StyleId) {
        let Some(name) = self.catalog.anchors.get(target).map(|bookmark| bookmark.name.clone()) else {
            return;
        };
        self.field_mark("begin");
        self.instruction(&format!(r"PAGEREF {name} \h"));
        self.field_mark("separate");
        self.run(&[Inline::Text(run.clone())], Hint::of(&run.text, false), base, 0);
        self.field_mark("end");
    }

    /// Writes one `w:r` of texts and breaks that look the same.
    fn run(&mut self, inlines: &[Inline], hint: Hint, base: StyleId, tracking: i32) {
        self.xml.raw(b"<w:r>");
        self.run_properties(inlines.iter().find_map(Inline::run), hint, base, tracking);
        let is_break = |inline: &Inline| matches!(inline, Inline::Break);
        for (index, texts) in inlines.split(is_break).enumerate() {
            if index > 0 {
                self.xml.empty("w:br", &[]);
            }
            self.texts(texts);
        }
        self.xml.raw(b"</w:r>");
    }

    /// Writes `w:rPr`: the character style, and direct formatting for what it does not give. A run of breaks has
    /// none.
    fn run_properties(&mut self, run: Option<&Run>, hint: Hint, base: StyleId, tracking: i32) {
        let Some(run) = run else { return };
        let styles = &self.catalog.styles;
        let is_latin = hint == Hint::Latin;
        let look = styles.of_run(RunUse::of(base, run).with_latin(is_latin));
        let own = latin_as_needed(Characters::of(&run.style), is_latin);
        let own = Characters { spacing: own.spacing - tracking, ..own };
        self.xml.group("w:rPr", |xml| {
            if let Some(style) = styles.run_reference(&look) {
                xml.val("w:rStyle", style);
            }
            own.write(&look.effective, hint == Hint::Han, xml);
        });
    }

    /// Writes texts as one `w:t`.
    fn texts(&mut self, inlines: &[Inline]) {
        let texts = || inlines.iter().filter_map(|inline| inline.run().map(|run| run.text.as_str()));
        let first = texts().find(|text| !text.is_empty());
        let last = texts().rfind(|text| !text.is_empty());
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        let is_space = |c: char| c.is_ascii_whitespace();
        match first.starts_with(is_space) || last.ends_with(is_space) {
            true => self.xml.raw(b"<w:t xml:space=\"preserve\">"),
            false => self.xml.raw(b"<w:t>"),
        }
        texts().for_each(|text| self.xml.text(text));
        self.xml.raw(b"</w:t>");
    }
}

/// How many inlines from the first on look the same and can share a hint, and that hint. A break looks like anything.
fn alike(inlines: &[Inline]) -> (usize, Hint) {
    let mut look: Option<&TextStyle> = None;
    let mut hint = Hint::Any;
    let mut holds_han = false;
    let mut length = 0;
    for inline in inlines {
        match inline {
            Inline::Break => {}
            Inline::Image(_) | Inline::Leader(_) | Inline::PageNumber(_) => break,
            Inline::Text(run) => {
                let is_han = run.script == Script::Han;
                let together = hint.and(Hint::of(&run.text, is_han));
                let same = |look: &TextStyle| {
                    look.name == run.style.name && Characters::of(look) == Characters::of(&run.style)
                };
                let Some(together) = together.filter(|_| look.is_none_or(same)) else { break };
                holds_han |= is_han;
                if together == Hint::Latin && holds_han {
                    break;
                }
                hint = together;
                look = look.or(Some(&run.style));
            }
        }
        length += 1;
    }
    (length, hint)
}

fn link_of(inline: &Inline) -> Option<&Link> {
    inline.run().and_then(|run| run.link.as_ref())
}
