//! Builds the structure tags of a part in reading order; marked contents are added when they are drawn.

use super::compose::Composition;
use super::frame::{Tag, TagChild, TagId, TagKind};
use crate::index::IndexVec;
use crate::tree::*;

/// The tags of a part, and the tag that the text of each paragraph and list marker belongs to.
pub struct Tags {
    pub all: IndexVec<TagId, Tag>,
    /// `None` for a paragraph without text.
    pub paragraphs: IndexVec<ParagraphId, Option<TagId>>,
    pub markers: IndexVec<ItemId, Option<TagId>>,
}

impl Tags {
    /// Builds the tags of a composed part.
    pub fn of(part: &Part, set: &Composition) -> Tags {
        let root = Tag { kind: TagKind::Section, children: Vec::new() };
        let mut all = IndexVec::default();
        let root = all.push(root);
        let tags = Tags { all, paragraphs: IndexVec::default(), markers: IndexVec::default() };
        let mut walk = TagWalk { set, tags };
        walk.blocks(&part.blocks, root);
        walk.tags
    }

    pub fn add(&mut self, parent: TagId, kind: TagKind) -> TagId {
        let id = self.all.push(Tag { kind, children: Vec::new() });
        self.hang(parent, TagChild::Tag(id));
        id
    }

    pub fn hang(&mut self, parent: TagId, child: TagChild) {
        push_sparing(&mut self.all[parent].children, child);
    }
}

struct TagWalk<'s, 'a> {
    set: &'s Composition<'a>,
    tags: Tags,
}

impl TagWalk<'_, '_> {
    fn blocks(&mut self, blocks: &[Block], parent: TagId) {
        for block in blocks {
            match block {
                Block::Section(section) => {
                    let tag = self.tags.add(parent, TagKind::Section);
                    self.blocks(&section.blocks, tag);
                }
                Block::Paragraph(paragraph) => self.paragraph(paragraph, parent),
                Block::Table(table) => self.table(table, parent),
                Block::List(list) => self.list(list, parent),
                Block::Rule(_) => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, parent: TagId) {
        let Some(set) = self.set.paragraphs.get(paragraph.id).filter(|set| !set.lines.text.is_empty()) else {
            return;
        };
        let kind = match paragraph.role {
            Role::Heading(level) => TagKind::Heading { level, title: set.lines.text.trim().to_owned() },
            Role::Caption => TagKind::Caption,
            Role::Body => TagKind::Paragraph,
        };
        let tag = self.tags.add(parent, kind);
        self.tags.paragraphs.put(paragraph.id, Some(tag));
    }

    fn table(&mut self, table: &Table, parent: TagId) {
        let tag = self.tags.add(parent, TagKind::Table);
        if let Some(caption) = &table.caption {
            self.paragraph(caption, tag);
        }
        // A table head without rows below it is tagged as a body (ISO 14289-1 §7.5 asks for a body below a head).
        let has_body =
            table.groups.iter().any(|group| group.kind != GroupKind::Head && !group.rows.is_empty());
        for group in &table.groups {
            let kind = match group.kind {
                GroupKind::Head if has_body => TagKind::TableHead,
                GroupKind::Head | GroupKind::Body => TagKind::TableBody,
                GroupKind::Foot => TagKind::TableFoot,
            };
            let group_tag = self.tags.add(tag, kind);
            for row in &group.rows {
                let row_tag = self.tags.add(group_tag, TagKind::Row);
                for cell in &row.cells {
                    let cell_tag = self.tags.add(row_tag, tag_of(cell));
                    self.blocks(&cell.blocks, cell_tag);
                }
            }
        }
    }

    fn list(&mut self, list: &List, parent: TagId) {
        let numbered = !matches!(list.style.numbering, Numbering::None | Numbering::Bullet);
        let tag = self.tags.add(parent, TagKind::List { numbered });
        for item in &list.items {
            let item_tag = self.tags.add(tag, TagKind::ListItem);
            if !item.marker.is_empty() {
                let label = self.tags.add(item_tag, TagKind::Label);
                self.tags.markers.put(item.id, Some(label));
            }
            let body = self.tags.add(item_tag, TagKind::ListBody);
            self.blocks(&item.blocks, body);
        }
    }
}

/// The tag kind of a cell.
fn tag_of(cell: &Cell) -> TagKind {
    let (colspan, rowspan) = (cell.colspan as u32, cell.rowspan as u32);
    match cell.header {
        Some(scope) => TagKind::HeaderCell { scope, colspan, rowspan },
        None => TagKind::DataCell { colspan, rowspan },
    }
}
