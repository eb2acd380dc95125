//! Prints a tree as indented text, for `gangwei dump tree` and golden tests.
//!
//! Each block, row, cell and list item takes one line, which names only what differs from the default. Runs in the
//! Han font stand in double quotes, runs in the Latin font in single quotes; `/` is a forced line break. A run whose
//! style differs from that of its paragraph has the differences in square brackets before it.

use std::fmt::{Display, Write as _};

use super::node::{
    Block, Cell, GroupKind, HeaderScope, ImageSource, Inline, Leader, Link, List, PageNumber, Paragraph,
    Role, Row, RowGroup, Run, Table,
};
use super::numbering::PageNumbering;
use super::page_style::{Content, MarginArea, MarginBox, PageStyle};
use super::part::{Document, Matter, Part};
use super::script::Script;
use super::style::{
    Align, BaselineShift, Border, BorderStyle, Break, Numbering, ParagraphStyle, TextStyle, VerticalAlign,
    WritingMode,
};
use crate::characters::is_invisible;
use crate::unit::{Abs, Sides};

/// Dumps a whole document.
pub fn dump(document: &Document) -> String {
    let meta = &document.meta;
    let mut line = DumpLine::new("document");
    line.set("title", quote(&meta.title)).set("language", &meta.language);
    for (name, value) in [
        ("company", &meta.company),
        ("version", &meta.version),
        ("number", &meta.document_number),
        ("confidentiality", &meta.confidentiality),
    ] {
        line.set_some(name, value.as_deref().map(quote));
    }
    line.set_some("date", meta.date);
    let mut out = Out::default();
    out.line(line);
    out.text + &document.parts.iter().map(|part| dump_part(part)).collect::<String>()
}

/// Dumps one part: its page styles, running strings and blocks.
pub fn dump_part(part: &Part) -> String {
    let mut out = Out::default();
    let mut line = DumpLine::new("part");
    line.word(quote(&part.name)).flag("front", part.matter == Matter::Front);
    out.nested(line, |out| {
        out.page("page", &part.page_styles.default);
        for (name, page) in &part.page_styles.named {
            out.page(&format!("page {name}"), page);
        }
        for (name, value) in &part.strings {
            let mut line = DumpLine::new("string");
            line.set(name, quote(value));
            out.line(line);
        }
        out.blocks(&part.blocks);
    });
    out.text
}

/// The lines written so far, and the nesting depth of the next line.
#[derive(Default)]
struct Out {
    text: String,
    depth: usize,
}

/// A line that is being put together.
struct DumpLine(String);

impl DumpLine {
    fn new(kind: &str) -> DumpLine {
        DumpLine(kind.to_owned())
    }

    fn word(&mut self, word: impl Display) -> &mut DumpLine {
        // Writing to a string cannot fail.
        let _ = write!(self.0, " {word}");
        self
    }

    fn set(&mut self, name: &str, value: impl Display) -> &mut DumpLine {
        self.word(format_args!("{name}={value}"))
    }

    fn set_some(&mut self, name: &str, value: Option<impl Display>) -> &mut DumpLine {
        if let Some(value) = value {
            self.set(name, value);
        }
        self
    }

    fn flag(&mut self, name: &str, on: bool) -> &mut DumpLine {
        if on { self.word(name) } else { self }
    }

    fn id(&mut self, id: &Option<std::sync::Arc<str>>) -> &mut DumpLine {
        if let Some(id) = id {
            self.word(format_args!("#{}", escape(id)));
        }
        self
    }

    fn sides(&mut self, name: &str, sides: &Sides<Abs>) -> &mut DumpLine {
        if *sides == Sides::default() {
            return self;
        }
        let Sides { top, right, bottom, left } = sides;
        if top == right && top == bottom && top == left {
            self.set(name, top)
        } else {
            self.set(name, format_args!("{top},{right},{bottom},{left}"))
        }
    }

    fn border(&mut self, sides: &Sides<Option<Border>>) -> &mut DumpLine {
        let Sides { top, right, bottom, left } = sides;
        if top == right && top == bottom && top == left {
            return self.set_some("border", top.map(line));
        }
        for (name, side) in
            [("border-top", top), ("border-right", right), ("border-bottom", bottom), ("border-left", left)]
        {
            self.set_some(name, side.map(line));
        }
        self
    }

    fn breaks(&mut self, before: Break, after: Break, keep_together: bool) -> &mut DumpLine {
        self.set_some("break-before", break_name(before)).set_some("break-after", break_name(after));
        self.flag("keep-together", keep_together)
    }

    /// What differs between a text style and that of its surroundings.
    fn text(&mut self, style: &TextStyle, around: &TextStyle) -> &mut DumpLine {
        for difference in differences(style, around) {
            self.word(difference);
        }
        self
    }

    fn paragraph(&mut self, style: &ParagraphStyle) -> &mut DumpLine {
        self.set_some("style", style.name.as_deref().map(quote));
        self.word(format_args!("{}/{}", style.text.size, style.line_height));
        let plain = TextStyle { size: style.text.size, ..TextStyle::initial() };
        self.text(&style.text, &plain);
        self.set_some("align", align_name(style.align));
        self.set_some("align-last", style.align_last.map(|align| align_name(align).unwrap_or("left")));
        self.set_some("indent", (style.indent != Abs::ZERO).then_some(style.indent));
        self.sides("margin", &style.margin).sides("padding", &style.padding).border(&style.border);
        self.set_some("background", style.background);
        self.breaks(style.break_before, style.break_after, style.keep_together);
        if (style.orphans, style.widows) != (2, 2) {
            self.set("orphans", style.orphans).set("widows", style.widows);
        }
        self.flag("no-autospace", !style.autospace).flag("short-last-line", !style.avoid_short_last_line)
    }
}

impl Out {
    fn line(&mut self, line: DumpLine) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        self.text.push_str(&line.0);
        self.text.push('\n');
    }

    fn nested(&mut self, line: DumpLine, content: impl FnOnce(&mut Out)) {
        self.line(line);
        self.depth += 1;
        content(self);
        self.depth -= 1;
    }

    fn page(&mut self, name: &str, page: &PageStyle) {
        let mut line = DumpLine::new(name);
        line.word(format_args!("{}×{}", page.size.width, page.size.height)).sides("margin", &page.margin);
        line.flag("mirrored", page.mirrored);
        self.nested(line, |out| {
            page.boxes.iter().for_each(|margin_box| out.margin_box(margin_box));
            for (name, boxes) in [("first", &page.first_boxes), ("left", &page.left_boxes)] {
                if let Some(boxes) = boxes {
                    out.nested(DumpLine::new(name), |out| {
                        boxes.iter().for_each(|margin_box| out.margin_box(margin_box));
                    });
                }
            }
        });
    }

    fn margin_box(&mut self, margin_box: &MarginBox) {
        let mut line = DumpLine::new(match margin_box.area {
            MarginArea::TopLeft => "top-left",
            MarginArea::TopCenter => "top-center",
            MarginArea::TopRight => "top-right",
            MarginArea::BottomLeft => "bottom-left",
            MarginArea::BottomCenter => "bottom-center",
            MarginArea::BottomRight => "bottom-right",
        });
        line.paragraph(&margin_box.style);
        for content in &margin_box.content {
            match content {
                Content::Text(text) => line.word(quote(text)),
                Content::Page(PageNumbering::Decimal) => line.word("counter(page)"),
                Content::Page(PageNumbering::LowerRoman) => line.word("counter(page, lower-roman)"),
                Content::Page(PageNumbering::UpperRoman) => line.word("counter(page, upper-roman)"),
                Content::Pages => line.word("counter(pages)"),
                Content::SheetPage => line.word("counter(sheet-page)"),
                Content::SheetPages => line.word("counter(sheet-pages)"),
                Content::String(name) => line.word(format_args!("string({name})")),
            };
        }
        self.line(line);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Section(section) => {
                    let style = &section.style;
                    let mut line = DumpLine::new(if section.is_nav { "nav" } else { "section" });
                    line.id(&section.anchor).set_some("page", section.page.as_ref());
                    line.sides("margin", &style.margin)
                        .sides("padding", &style.padding)
                        .border(&style.border);
                    line.set_some("background", style.background);
                    line.breaks(style.break_before, style.break_after, style.keep_together);
                    self.nested(line, |out| out.blocks(&section.blocks));
                }
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Table(table) => self.table(table),
                Block::List(list) => self.list(list),
                Block::Rule(rule) => {
                    let mut line = DumpLine::new("rule");
                    line.sides("margin", &rule.style.margin).border(&rule.style.border);
                    line.breaks(rule.style.break_before, rule.style.break_after, rule.style.keep_together);
                    self.line(line);
                }
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let mut line = match paragraph.role {
            Role::Body => DumpLine::new("p"),
            Role::Heading(level) => DumpLine::new(&format!("h{level}")),
            Role::Caption => DumpLine::new("caption"),
        };
        line.id(&paragraph.anchor).paragraph(&paragraph.style);
        for inline in &paragraph.inlines {
            match inline {
                Inline::Break => line.word("/"),
                Inline::Text(run) => line.word(shown(run, paragraph)),
                Inline::PageNumber(PageNumber { target, run }) => {
                    line.word(format_args!("page-of(#{target}){}", shown(run, paragraph)))
                }
                Inline::Leader(Leader { run }) => line.word(format_args!("leader{}", shown(run, paragraph))),
                Inline::Image(image) => {
                    let format = match &image.source {
                        ImageSource::File(file) => file.format.extension(),
                        ImageSource::Drawing(_) => "drawing",
                    };
                    let size = format!("{}×{}", image.size.width, image.size.height);
                    line.word(format_args!("image({format} {size} alt={})", quote(&image.alt)))
                }
            };
        }
        self.line(line);
    }

    fn list(&mut self, list: &List) {
        let style = &list.style;
        let mut line = DumpLine::new("list");
        line.id(&list.anchor).set_some("style", style.name.as_deref().map(quote));
        line.word(numbering_name(style.numbering));
        line.set_some("start", (list.start != 1).then_some(list.start));
        line.set_some("prefix", (!style.prefix.is_empty()).then(|| quote(&style.prefix)));
        line.set_some("suffix", (!style.suffix.is_empty()).then(|| quote(&style.suffix)));
        line.set("indent", style.indent).sides("margin", &style.margin);
        line.flag("keep-together", style.keep_together);
        line.set("marker", format_args!("[{}]", differences(&style.marker, &TextStyle::initial()).join(" ")));
        self.nested(line, |out| {
            for item in &list.items {
                let mut line = DumpLine::new("item");
                line.word(quote(&item.marker));
                out.nested(line, |out| out.blocks(&item.blocks));
            }
        });
    }

    fn table(&mut self, table: &Table) {
        let style = &table.style;
        let mut line = DumpLine::new("table");
        let columns: Vec<String> = table.columns.iter().map(Abs::to_string).collect();
        line.id(&table.anchor).set("columns", format_args!("[{}]", columns.join(" ")));
        line.set_some("style", style.name.as_deref().map(quote)).set_some("align", align_name(style.align));
        line.set_some("label", table.label.as_deref().map(quote));
        line.sides("margin", &style.margin);
        line.breaks(style.break_before, style.break_after, style.keep_together);
        self.nested(line, |out| {
            if let Some(caption) = &table.caption {
                out.paragraph(caption);
            }
            table.groups.iter().for_each(|group| out.group(group));
        });
    }

    fn group(&mut self, group: &RowGroup) {
        let mut line = DumpLine::new(match group.kind {
            GroupKind::Head => "head",
            GroupKind::Body => "body",
            GroupKind::Foot => "foot",
        });
        line.flag("keep-together", group.keep_together);
        self.nested(line, |out| group.rows.iter().for_each(|row| out.row(row)));
    }

    fn row(&mut self, row: &Row) {
        let mut line = DumpLine::new("row");
        line.id(&row.anchor).set_some("min-height", (row.min_height != Abs::ZERO).then_some(row.min_height));
        line.flag("keep-with-next", row.keep_with_next).flag("splits", row.splits);
        self.nested(line, |out| row.cells.iter().for_each(|cell| out.cell(cell)));
    }

    fn cell(&mut self, cell: &Cell) {
        let style = &cell.style;
        let mut line = DumpLine::new("cell");
        line.word(cell.column).id(&cell.anchor);
        line.set_some("colspan", (cell.colspan != 1).then_some(cell.colspan));
        line.set_some("rowspan", (cell.rowspan != 1).then_some(cell.rowspan));
        line.set_some(
            "th",
            cell.header.map(|scope| match scope {
                HeaderScope::Row => "row",
                HeaderScope::Column => "col",
            }),
        );
        line.sides("padding", &style.padding).border(&style.border).set_some("shading", style.background);
        line.set_some(
            "valign",
            match style.vertical_align {
                VerticalAlign::Top => None,
                VerticalAlign::Middle => Some("middle"),
                VerticalAlign::Bottom => Some("bottom"),
            },
        );
        line.flag("vertical", style.writing_mode == WritingMode::VerticalRl);
        self.nested(line, |out| out.blocks(&cell.blocks));
    }
}

fn differences(style: &TextStyle, around: &TextStyle) -> Vec<String> {
    let mut found = Vec::new();
    let mut note = |differs: bool, text: String| {
        if differs {
            found.push(text);
        }
    };
    note(style.name != around.name, format!("style={}", quote(style.name.as_deref().unwrap_or_default())));
    let (own, other) = (&style.fonts, &around.fonts);
    let fonts = (&own.latin, &own.han) != (&other.latin, &other.han);
    note(fonts, format!("font={}+{}", quote(&own.latin), quote(&own.han)));
    note(style.size != around.size, style.size.to_string());
    let weight = match style.weight {
        400 => "regular".to_owned(),
        700 => "bold".to_owned(),
        weight => format!("weight={weight}"),
    };
    note(style.weight != around.weight, weight);
    note(style.italic != around.italic, if style.italic { "italic" } else { "upright" }.to_owned());
    note(style.color != around.color, format!("color={}", style.color));
    note(style.underline != around.underline, "underline".to_owned());
    note(style.strike != around.strike, "strike".to_owned());
    note(style.letter_spacing != around.letter_spacing, format!("spacing={}", style.letter_spacing));
    let position = match style.position {
        BaselineShift::Baseline => "baseline",
        BaselineShift::Super => "super",
        BaselineShift::Sub => "sub",
    };
    note(style.position != around.position, position.to_owned());
    note(style.language != around.language, format!("lang={}", style.language.as_deref().unwrap_or("-")));
    found
}

fn link(link: &Link) -> String {
    match link {
        Link::Anchor(id) => format!("link=#{}", escape(id)),
        Link::Url(url) => format!("link={}", escape(url)),
    }
}

fn line(border: Border) -> String {
    let style = match border.style {
        BorderStyle::Dotted => "dotted",
        BorderStyle::Dashed => "dashed",
        BorderStyle::Solid => "solid",
        BorderStyle::Double => "double",
    };
    format!("{}-{style}-{}", border.width, border.color)
}

fn align_name(align: Align) -> Option<&'static str> {
    match align {
        Align::Left => None,
        Align::Center => Some("center"),
        Align::Right => Some("right"),
        Align::Justify => Some("justify"),
    }
}

fn break_name(kind: Break) -> Option<&'static str> {
    match kind {
        Break::Auto => None,
        Break::Page => Some("page"),
        Break::Avoid => Some("avoid"),
    }
}

/// A run's text in the quotes of its script. Before it, in square brackets, stands what differs from its paragraph's
/// style, and its link.
fn shown(run: &Run, paragraph: &Paragraph) -> String {
    let mut marks = differences(&run.style, &paragraph.style.text);
    marks.extend(run.link.as_ref().map(link));
    let marks = if marks.is_empty() { String::new() } else { format!("[{}]", marks.join(" ")) };
    let quotes = if run.script == Script::Han { '"' } else { '\'' };
    format!("{marks}{quotes}{}{quotes}", escape(&run.text))
}

fn numbering_name(numbering: Numbering) -> &'static str {
    match numbering {
        Numbering::None => "none",
        Numbering::Bullet => "bullet",
        Numbering::Decimal => "decimal",
        Numbering::Chinese => "chinese",
        Numbering::Circled => "circled",
        Numbering::LowerAlpha => "lower-alpha",
        Numbering::UpperAlpha => "upper-alpha",
        Numbering::LowerRoman => "lower-roman",
        Numbering::UpperRoman => "upper-roman",
    }
}

fn quote(text: &str) -> String {
    format!("\"{}\"", escape(text))
}

/// The text on one line: control and invisible characters as `\u{…}`, quotes and backslashes escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let invisible = c.is_control() || is_invisible(c) || matches!(c, '\u{a0}' | '\u{202f}');
        match c {
            '\n' => out.push_str("\\n"),
            '"' | '\'' | '\\' => out.extend(['\\', c]),
            c if invisible => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}
