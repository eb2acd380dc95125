//! Writes the inlines of a paragraph: runs, line breaks, links and pictures.
//!
//! Neighbours that look alike in Word become one run, Han and Latin together, because each
//! Word run names a font for either: `w:hint` decides only about “ ” — … and their like.

use crate::tree::{Inline, Leader, Link, PageNumber, Run, Script};

use super::body::Writer;
use super::characters::{Characters, Hint};

impl Writer<'_, '_> {
    /// Writes inlines; `base` is what the paragraph's Word style says of its characters, `tracking` how many
    /// twips closer these stand.
    pub fn inlines(&mut self, inlines: &[Inline], base: &Characters, tracking: i32) {
        let mut rest = inlines;
        while let Some(first) = rest.first() {
            let link = link_of(first);
            let length = rest.iter().take_while(|inline| link_of(inline) == link).count();
            let (same, others) = rest.split_at(length);
            self.linked(link, same, base, tracking);
            rest = others;
        }
    }

    /// Inlines under one link, or under none.
    fn linked(&mut self, link: Option<&Link>, inlines: &[Inline], base: &Characters, tracking: i32) {
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

    fn plain_inlines(&mut self, inlines: &[Inline], base: &Characters, tracking: i32) {
        let mut rest = inlines;
        while let Some(first) = rest.first() {
            match first {
                Inline::Image(image) => self.picture(image),
                Inline::Leader(Leader { run }) => self.tab(run, base),
                Inline::PageNumber(PageNumber { target, run }) => self.page_number(target, run, base),
                Inline::Text(_) | Inline::Break => {
                    let (length, look, hint) = alike(rest, base, tracking);
                    let (same, others) = rest.split_at(length.max(1));
                    self.run(same, &look, hint, base);
                    rest = others;
                    continue;
                }
            }
            rest = &rest[1..];
        }
    }

    /// A leader: the tab stop of its paragraph draws it.
    fn tab(&mut self, run: &Run, base: &Characters) {
        self.xml.element("w:r", &[], |xml| {
            xml.group("w:rPr", |xml| Characters::of(&run.style).write(base, false, xml));
            xml.empty("w:tab", &[]);
        });
    }

    /// The number of an anchor's page: a field that Word counts anew, with our own number in it.
    fn page_number(&mut self, target: &str, run: &Run, base: &Characters) {
        let Some(name) = self.catalog.anchors.get(target).map(|bookmark| bookmark.name.clone()) else {
            return;
        };
        self.field_mark("begin");
        self.instruction(&format!(r"PAGEREF {name} \h"));
        self.field_mark("separate");
        self.run(&[Inline::Text(run.clone())], &Characters::of(&run.style), Hint::Latin, base);
        self.field_mark("end");
    }

    /// One `w:r`: texts and breaks of one look.
    fn run(&mut self, inlines: &[Inline], look: &Characters, hint: Hint, base: &Characters) {
        // No hint says Latin: where a word processor counts ≥ or “ to the Han around, it finds the Latin font there.
        let look = if hint == Hint::Latin { Characters { han: look.latin, ..*look } } else { *look };
        self.xml.raw(b"<w:r>");
        self.xml.group("w:rPr", |xml| look.write(base, hint == Hint::Han, xml));
        let is_break = |inline: &Inline| matches!(inline, Inline::Break);
        for (index, texts) in inlines.split(is_break).enumerate() {
            if index > 0 {
                self.xml.empty("w:br", &[]);
            }
            self.texts(texts);
        }
        self.xml.raw(b"</w:r>");
    }

    /// One `w:t`.
    fn texts(&mut self, inlines: &[Inline]) {
        let texts = || inlines.iter().filter_map(|inline| as_run(inline).map(|run| run.text.as_str()));
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

/// How many inlines from the first on share a look and can share a hint. Breaks look like anything.
fn alike<'s>(inlines: &'s [Inline], base: &Characters<'s>, tracking: i32) -> (usize, Characters<'s>, Hint) {
    let mut look: Option<Characters> = None;
    let mut hint = Hint::Any;
    let mut holds_han = false;
    let mut length = 0;
    for inline in inlines {
        match inline {
            Inline::Break => {}
            Inline::Image(_) | Inline::Leader(_) | Inline::PageNumber(_) => break,
            Inline::Text(run) => {
                let own = Characters::of(&run.style);
                let own = Characters { spacing: own.spacing - tracking, ..own };
                let is_han = run.script == Script::Han;
                let together = hint.and(Hint::of(&run.text, is_han));
                let Some(together) = together.filter(|_| look.is_none_or(|look| look == own)) else {
                    break;
                };
                holds_han |= is_han;
                if together == Hint::Latin && holds_han {
                    break;
                }
                hint = together;
                look = Some(own);
            }
        }
        length += 1;
    }
    (length, look.unwrap_or(*base), hint)
}

fn as_run(inline: &Inline) -> Option<&Run> {
    match inline {
        Inline::Text(run) | Inline::PageNumber(PageNumber { run, .. }) | Inline::Leader(Leader { run }) => {
            Some(run)
        }
        Inline::Break | Inline::Image(_) => None,
    }
}

fn link_of(inline: &Inline) -> Option<&Link> {
    as_run(inline).and_then(|run| run.link.as_ref())
}
