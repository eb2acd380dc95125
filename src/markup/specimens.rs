//! Makes a specimen of each style that a sheet names: an element that its selector matches, with nothing around it
//! that the selector does not ask for.
//!
//! A word processor's style is defined by what its specimen looks like, so that it does not depend on what a document
//! happens to hold. The specimens stand in the order of the sheet, after the body text and the headings. Of several
//! with one name, the first counts. Their margins are not collapsed.

use std::fmt::Write;
use std::sync::Arc;

use super::builder::BlockBuilder;
use super::css::{Compound, Selector};
use super::input::{PartInput, PictureError};
use super::names::Element;
use super::parse::parse;
use super::report::TextReport;
use super::sheet::StyleSheet;
use crate::diag::Text;
use crate::tree::{Block, Matter, Specimens};

/// The content of a specimen: text, and a link as in a table of contents.
const TEXT: &str = "文<a href=\"#specimen\">文</a>";

impl StyleSheet {
    /// The same sheet with a specimen of each style that it names, as it looks in a section of that class.
    pub fn with_specimens(self, class: &str) -> StyleSheet {
        let specimens = Arc::new(build(&self, class));
        StyleSheet { specimens, ..self }
    }
}

/// Builds the specimens of a sheet; each stands in a section of that class.
fn build(sheet: &StyleSheet, class: &str) -> Specimens {
    let rules = sheet.rules.of_author();
    let is_normal = |name: &str| matches!(name, "Normal" | "正文");
    let mut named: Vec<(&str, &Selector)> = Vec::new();
    let mut derived: Vec<&Selector> = Vec::new();
    for (rule, selectors) in &rules {
        match rule.style_name() {
            Some(name) => named.extend(selectors.iter().map(|one| (&**name, *one))),
            None if rule.classes.is_empty() => {}
            None => derived.extend(selectors.iter().filter(|one| !one.subject.classes.is_empty())),
        }
    }
    // Elements by themselves come before elements inside something else.
    named.sort_by_key(|(_, one)| one.above.len());
    derived.sort_by_key(|one| one.above.len());
    let (tables, named): (Vec<_>, Vec<_>) =
        named.into_iter().partition(|(_, one)| one.subject.element == Some(Element::Table));
    let heading = |level: u8| format!("<h{level}>文</h{level}>");
    let mut text: Vec<String> =
        named.iter().filter(|(name, _)| is_normal(name)).map(|(_, one)| specimen(one)).collect();
    text.push(format!("<p id=\"specimen\">文</p><p>{TEXT}</p>"));
    text.extend((1..=3).map(heading));
    text.extend(named.iter().map(|(_, one)| specimen(one)));
    let mut others: Vec<String> = (4..=6).map(heading).collect();
    others.push("<hr/><table><caption>文</caption><tbody><tr><td>文</td></tr></tbody></table>".to_owned());
    others.extend(derived.into_iter().map(specimen));
    let mut tables: Vec<String> = tables.iter().map(|(_, one)| specimen(one)).collect();
    tables.push(format!("<table>{GRID}</table>"));
    let [text, others, tables] = [text, others, tables].map(|pieces| blocks(sheet, class, &pieces));
    Specimens { text, others, tables }
}

/// Builds pieces of markup, each in a section of its own.
fn blocks(sheet: &StyleSheet, class: &str, pieces: &[String]) -> Vec<Block> {
    let section = |piece: &String| format!("<section class=\"{}\">{piece}</section>\n", escape(class));
    let markup: String = pieces.iter().map(section).collect();
    let pictures =
        |_: &str| Err(PictureError::Unreadable(Text::new("样张没有图片", "specimens have no pictures")));
    let input = PartInput {
        name: String::new(),
        matter: Matter::Body,
        sheet: None,
        path: Arc::from("specimens"),
        strings: Vec::new(),
        pictures: &pictures,
    };
    // Errors are not reported here: a selector may match what no author can write.
    let mut report = TextReport::new(&input.path);
    let dom = parse(&markup, &mut report);
    let mut builder = BlockBuilder::of_specimens(&dom, sheet, &input, report);
    builder.check_ids();
    builder.uncollapsed()
}

/// The rows of a table with every kind of line: at its edges, in its head and between cells.
const GRID: &str = "<caption>文</caption><thead><tr><th>文</th><th>文</th><th>文</th></tr></thead><tbody>\
    <tr><td>文</td><td>文</td><td>文</td></tr><tr><td>文</td><td>文</td><td>文</td></tr>\
    <tr><td>文</td><td>文</td><td>文</td></tr></tbody>";

/// The markup of an element that a selector matches, inside what the selector asks for. A class without an element is
/// tried on a paragraph and on a word in one.
fn specimen(selector: &Selector) -> String {
    let mut place = SpecimenMarkup::default();
    for (_, compound) in selector.above.iter().rev() {
        place.open(compound.element.unwrap_or(Element::Section), compound);
    }
    match selector.subject.element {
        Some(Element::Hr | Element::Br | Element::Img | Element::Col | Element::Colgroup) => {}
        Some(Element::Table) => {
            place.open(Element::Table, &selector.subject);
            place.out += GRID;
        }
        Some(kind @ (Element::Ul | Element::Ol)) => {
            place.open(kind, &selector.subject);
            place.open(Element::Li, &Compound::default());
            place.out += TEXT;
        }
        Some(kind) => {
            place.open(kind, &selector.subject);
            // A link cannot stand in a link.
            place.out += if kind == Element::A || place.has(Element::A) { "文" } else { TEXT };
        }
        None if place.innermost().is_some_and(Element::is_inline) => {
            place.open(Element::Span, &selector.subject);
            place.out += "文";
        }
        None => {
            place.open(Element::P, &selector.subject);
            place.out += TEXT;
            place.close();
            place.open(Element::P, &Compound::default());
            place.out += "文";
            place.open(Element::Span, &selector.subject);
            place.out += "文";
        }
    }
    place.finish()
}

/// The markup of a specimen while it is written, with the open elements.
#[derive(Default)]
struct SpecimenMarkup {
    out: String,
    open: Vec<Element>,
}

impl SpecimenMarkup {
    fn innermost(&self) -> Option<Element> {
        self.open.last().copied()
    }

    fn has(&self, kind: Element) -> bool {
        self.open.contains(&kind)
    }

    /// Opens an element, after the elements that it must stand in.
    fn open(&mut self, kind: Element, compound: &Compound) {
        use Element::*;
        let around = match kind {
            Caption | Thead | Tbody | Tfoot | Colgroup => Some((Table, false)),
            Tr => Some((Tbody, self.innermost().is_some_and(Element::is_row_group))),
            Td | Th => Some((Tr, false)),
            Li => Some((Ol, self.innermost() == Some(Ul))),
            _ if kind.is_inline() => Some((P, self.innermost().is_some_and(holds_text))),
            // A block in a table needs a cell, one in a list an item.
            _ => match self.innermost() {
                Some(Table | Thead | Tbody | Tfoot | Tr) => Some((Td, false)),
                Some(Ul | Ol) => Some((Li, false)),
                _ => None,
            },
        };
        if let Some((parent, stands)) = around
            && !stands
            && self.innermost() != Some(parent)
        {
            self.open(parent, &Compound::default());
        }
        let _ = write!(self.out, "<{kind}");
        if !compound.classes.is_empty() {
            let _ = write!(self.out, " class=\"{}\"", escape(&compound.classes.join(" ")));
        }
        if let Some(id) = &compound.id {
            let _ = write!(self.out, " id=\"{}\"", escape(id));
        }
        self.out += if kind == A { " href=\"#specimen\">" } else { ">" };
        self.open.push(kind);
    }

    fn close(&mut self) {
        if let Some(kind) = self.open.pop() {
            let _ = write!(self.out, "</{kind}>");
        }
    }

    fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }
}

fn holds_text(kind: Element) -> bool {
    kind.is_paragraph()
        || kind.is_cell()
        || kind.is_inline()
        || matches!(kind, Element::Li | Element::Caption)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{Align, Inline, each_paragraph};
    use crate::unit::Abs;

    fn sheet(css: &str) -> StyleSheet {
        let sheet = StyleSheet::parse(css, &Arc::from("style.css"), &[]);
        sheet.unwrap_or_else(|found| panic!("{found:?}")).with_specimens("zh")
    }

    /// Each paragraph's style name and size, and the names of the runs in it.
    fn looks(blocks: &[Block]) -> Vec<String> {
        let mut looks = Vec::new();
        each_paragraph(blocks, &mut |paragraph| {
            let style = &paragraph.style;
            let runs =
                paragraph.inlines.iter().filter_map(Inline::run).filter_map(|run| run.style.name.clone());
            let runs: String = runs.map(|name| format!(" [{name}]")).collect();
            looks.push(format!("{} {}{runs}", style.name.as_deref().unwrap_or("-"), style.text.size));
        });
        looks
    }

    #[test]
    fn each_name_has_a_specimen_in_what_its_selector_asks_for() {
        let css = "section { font-size: 10pt } td { -gw-style-name: \"文\"; font-size: 9pt }
            .list td.small { -gw-style-name: \"小\"; font-size: 8pt } ol.prose { -gw-style-name: \"项\" }
            .lead { -gw-style-name: \"领\"; font-weight: bold } .list span.mark { -gw-style-name: \"记\" }
            section.front tr.sum td { -gw-style-name: \"计\"; font-size: 7pt }";
        let found = looks(&sheet(css).specimens.text);
        // The body text and the upper headings come first; what asks for nothing around it before what does.
        let own = ["文 9pt", "项 10pt", "领 10pt", "- 10pt [领]", "小 8pt", "- 10pt [记] [记]", "计 7pt"];
        assert_eq!(found[5..], own);
        assert_eq!(found[..2], ["- 10pt", "- 10pt"]);
    }

    #[test]
    fn the_body_text_may_have_a_name() {
        let css = ".quote .text { -gw-style-name: \"正文\"; font-size: 8pt }
            p.text { -gw-style-name: \"正文\"; font-size: 12pt }";
        assert_eq!(looks(&sheet(css).specimens.text)[0], "正文 12pt");
    }

    #[test]
    fn the_plainest_specimen_of_a_name_comes_first() {
        let css = ".en .entry { font-weight: bold } .entry { -gw-style-name: \"目录 1\"; font-size: 9pt }
            .zh p.note { text-align: right } .note { color: #444 }";
        let sheet = sheet(css);
        assert_eq!(looks(&sheet.specimens.text).iter().filter(|look| look.starts_with("目录 1")).count(), 1);
        // What has no name is called after its class; here the section is `zh`.
        let mut notes = Vec::new();
        each_paragraph(&sheet.specimens.others, &mut |one| {
            if one.style.name.as_deref() == Some("note") {
                notes.push((one.style.align, one.style.text.color.r));
            }
        });
        assert_eq!(notes[0], (Align::Right, 0x44));
    }

    #[test]
    fn tables_show_every_kind_of_line() {
        let css =
            "table { -gw-style-name: \"表\"; border: 1pt solid } td { border: 0.5pt solid; padding: 3pt }";
        let sheet = sheet(css);
        let Some(Block::Section(section)) = sheet.specimens.tables.first() else { panic!() };
        let Some(Block::Table(table)) = section.blocks.first() else { panic!() };
        assert_eq!(
            (table.style.name.as_deref(), table.columns.len(), table.rows().count()),
            (Some("表"), 3, 4)
        );
        let inner = &table.groups[1].rows[1].cells[1].style;
        assert_eq!(inner.border.top.map(|line| line.width), Some(Abs::pt(0.5)));
        assert_eq!(inner.padding.left, Abs::pt(3.0));
    }

    #[test]
    fn specimens_are_no_uses_of_rules() {
        let sheet = sheet(".a { color: #111; -gw-style-name: \"甲\" } .a .b { color: #222 }");
        assert_eq!(sheet.idle_rules().count(), 2);
    }
}
