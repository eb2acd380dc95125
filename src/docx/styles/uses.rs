//! Adds what a document uses, and makes variants of the named styles for what looks different.

use crate::tree::{Inline, PageStyle, Paragraph, Role, Rule, Table};

use crate::docx::characters::Characters;
use crate::docx::grid::CellDefaults;
use crate::docx::margins::{boxes_in_order, paragraph_of};
use crate::docx::paragraph::{ParagraphFormat, own_layout};
use crate::hash::Same;

use super::book::{RULE, StyleBook, margin_style_name, rule_layout, style_name, table_style_name};
use super::difference::Difference;
use super::style::{RunUse, StyleId};

impl<'a> StyleBook<'a> {
    /// Adds a paragraph of the document and its runs; gives its style.
    pub fn add_paragraph(&mut self, paragraph: &'a Paragraph) -> StyleId {
        let style = &paragraph.style;
        let has_picture = paragraph.has_picture();
        let key = (Same(&**style), paragraph.role, has_picture);
        let id = match self.uses.get(&key) {
            Some(&id) => id,
            None => {
                let id = self.style_for(paragraph);
                self.keep(id);
                self.uses.insert(key, id);
                id
            }
        };
        for run in paragraph.inlines.iter().filter_map(Inline::run) {
            self.add_run(RunUse::of(id, run));
        }
        id
    }

    fn style_for(&mut self, paragraph: &'a Paragraph) -> StyleId {
        let style = &*paragraph.style;
        let name = style_name(style, paragraph.role);
        let own = own_layout(paragraph);
        let base = match self.by_name.get(&name) {
            Some(&base) => base,
            None if self.is_full() => StyleId::NORMAL,
            // No rule of the sheet has the name, so the style looks like the body text. It keeps the heading's level
            // and its bond to the next paragraph.
            None => {
                let ParagraphFormat { outline, keep_next, .. } = own;
                let normal = self.normal();
                let (layout, text) = (normal.layout.clone(), normal.text);
                self.define(name, ParagraphFormat { outline, keep_next, ..layout }, text)
            }
        };
        let layout = own.placed_as(&self.get(base).layout);
        // A heading keeps Word's built-in style, by which the contents and the navigation pane find it. What differs
        // is direct formatting.
        match (paragraph.role, &style.name) {
            (Role::Heading(_), None) => base,
            _ => self.variant(base, &layout, Characters::of(&style.text)),
        }
    }

    /// Adds the headers and footers of a page style: each is one paragraph in the style of its first box.
    pub fn add_page(&mut self, page: &'a PageStyle) {
        let sets = [Some(&page.boxes), page.first_boxes.as_ref(), page.left_boxes.as_ref()];
        for boxes in sets.into_iter().flatten() {
            for top in [true, false] {
                let boxes = boxes_in_order(boxes, top);
                let Some(first) = boxes.first() else { continue };
                let (layout, tabs) = paragraph_of(&boxes, page.measure());
                let known = self.by_name.len();
                let id = self.define(margin_style_name(first), layout, Characters::of(&first.style.text));
                if self.by_name.len() > known
                    && let Some(style) = self.paragraphs.get_mut(id.0)
                {
                    style.tabs = tabs;
                }
                self.keep(id);
                boxes.iter().for_each(|one| self.add_run(RunUse::of_box(id, one)));
            }
        }
    }

    /// Adds a table of the document.
    pub fn add_table(&mut self, table: &Table) {
        let name = table_style_name(&table.style);
        if self.tables_by_name.contains_key(&name) {
            return;
        }
        // No rule of the sheet has the name, so the style looks like the default table.
        let known = self.tables_by_name.get("Table Grid").and_then(|&index| self.tables.get(index));
        let (grid, text) = match known {
            Some(plain) => (plain.grid.clone(), plain.text.clone()),
            None => (CellDefaults::of(table), None),
        };
        self.define_table(name, grid, text);
    }

    /// Adds a rule of the document.
    pub fn add_rule(&mut self, rule: &'a Rule) {
        let key = Same(&*rule.style);
        if !self.rules.contains_key(&key)
            && let Some(&base) = self.by_name.get(RULE)
        {
            let text = self.get(base).text;
            let variant = self.variant(base, &rule_layout(rule), text);
            self.keep(variant);
            self.rules.insert(key, variant);
        }
    }

    /// The base style, or a variant of it if the paragraph looks different.
    fn variant(&mut self, base: StyleId, layout: &ParagraphFormat, text: Characters<'a>) -> StyleId {
        let style = self.get(base);
        if style.layout == *layout && style.text == text || self.is_full() {
            return base;
        }
        let difference = Difference::of((layout, &text), (&style.layout, &style.text));
        let (name, id) = difference.name(Some((&style.name, &style.id)));
        if let Some(&known) = self.variants.get(&name) {
            return known;
        }
        let tabs = style.tabs.clone();
        let variant = self.add(name.clone(), id, Some(base), layout.clone(), text);
        self.variants.insert(name, variant);
        if let Some(style) = self.paragraphs.get_mut(variant.0) {
            style.tabs = tabs;
        }
        variant
    }
}
