//! Trees over long lists, so that readers need not read the whole list: the page tree and number trees (ISO 32000-1
//! §7.7.3, §7.9.7).

use super::file::{Objects, PdfFile};
use super::object::{ObjectBuffer, Ref};

/// The most children that a node has.
const FAN: usize = 64;

/// The nodes of the page tree.
pub struct PageTree {
    /// The first node and the number of nodes of each level, from those that hold pages up to the root.
    levels: Vec<(Ref, usize)>,
    pages: usize,
    first_page: Ref,
}

impl PageTree {
    /// Reserves object numbers for the nodes; there is at least one page.
    pub fn reserve(file: &mut PdfFile, first_page: Ref, pages: usize) -> PageTree {
        let mut levels = Vec::new();
        let mut count = pages;
        loop {
            count = count.div_ceil(FAN).max(1);
            levels.push((file.reserve(count), count));
            if count == 1 {
                return PageTree { levels, pages, first_page };
            }
        }
    }

    pub fn root(&self) -> Ref {
        self.levels.last().map_or(Ref(0), |(first, _)| *first)
    }

    /// The node whose child the page is.
    pub fn parent(&self, page: usize) -> Ref {
        self.levels[0].0.plus(page / FAN)
    }

    pub fn write(&self, objects: &mut Objects) {
        let mut below = (self.first_page, self.pages);
        let mut span = 1;
        for (level, &(first, count)) in self.levels.iter().enumerate() {
            for index in 0..count {
                let kids = index * FAN..((index + 1) * FAN).min(below.1);
                let pages = (kids.end * span).min(self.pages) - kids.start * span;
                objects.dict(first.plus(index), |dict| {
                    dict.name("Type", "Pages");
                    dict.integer("Count", pages as i64);
                    dict.references("Kids", kids.map(|kid| below.0.plus(kid)));
                    if let Some((above, _)) = self.levels.get(level + 1) {
                        dict.reference("Parent", above.plus(index / FAN));
                    }
                });
            }
            below = (first, count);
            span *= FAN;
        }
    }
}

/// A leaf of a number tree, with its least and its greatest key.
pub struct Leaf {
    pub id: Ref,
    pub limits: (usize, usize),
}

/// Writes the nodes above consecutive leaves; gives the root.
pub fn number_tree(leaves: Vec<Leaf>, file: &mut PdfFile) -> Ref {
    let mut objects = Objects::default();
    let mut level = leaves;
    loop {
        let is_root = level.len() <= FAN;
        let mut above = Vec::new();
        for group in level.chunks(FAN) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let limits = (first.limits.0, last.limits.1);
            let id = file.reserve(1);
            objects.dict(id, |dict| {
                dict.references("Kids", group.iter().map(|leaf| leaf.id));
                if !is_root {
                    write_limits(limits, dict.key("Limits"));
                }
            });
            above.push(Leaf { id, limits });
        }
        if is_root {
            let root = above.pop().map(|root| root.id).unwrap_or_else(|| {
                let id = file.reserve(1);
                objects.dict(id, |dict| dict.raw("Nums", "[]"));
                id
            });
            file.append(objects);
            return root;
        }
        level = above;
    }
}

pub fn write_limits(limits: (usize, usize), output: &mut ObjectBuffer) {
    output.array([limits.0, limits.1], |output, key| output.integer(key as i64));
}
