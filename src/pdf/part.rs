//! Writes a part: its pages, their content streams and links, and its share of the structure tree.

use std::sync::Arc;

use super::PdfError;
use super::draw::{self, Drawn, MarkedPlace, UsedGlyphs};
use super::file::Objects;
use super::font::FontPrograms;
use super::navigation::{self, Places};
use super::object::{ObjectBuffer, Ref};
use super::tags::{self, Elements, ObjectNumbers};
use super::trees::{Leaf, PageTree, write_limits};
use super::units::{self, Paper};
use crate::page::{Page, PartPages};
use crate::unit::Abs;

/// A part that is drawn, with all that must be known before its objects get numbers.
pub struct PreparedPart<'a> {
    part: &'a PartPages,
    /// What was drawn before, then what is drawn on top of it.
    layers: Vec<Arc<Drawn>>,
    /// How many layers were drawn before the page's number was known (0 or 1): their content may have to move
    /// sideways.
    drawn_before: usize,
    /// For each page, the annotation of each of its links.
    annotated: Vec<Vec<Option<usize>>>,
    elements: Elements<'a>,
    pub errors: Vec<PdfError>,
}

/// A part's place in its document.
pub struct PartPlacement<'a> {
    /// The index of its first page.
    pub first_page: usize,
    /// The first of the objects that are reserved for it.
    pub first: Ref,
    /// The key of its first annotation in the parent tree.
    pub first_key: usize,
    pub pages: &'a PageTree,
    pub places: &'a Places,
    /// The structure element that holds those of all parts.
    pub document: Ref,
    /// The resource dictionary of its pages.
    pub resources: Ref,
    /// The watermark's stream for pages of a size.
    pub watermark: &'a (dyn Fn(Paper) -> Option<Ref> + Sync),
    /// The streams before and after what moves to the right by a distance.
    pub shifts: &'a (dyn Fn(Abs) -> Option<(Ref, Ref)> + Sync),
}

/// The objects of a part.
pub struct WrittenPart {
    pub objects: Objects,
    /// Its leaves of the parent tree: one for its pages, one for its annotations.
    pub page_parents: Option<Leaf>,
    pub link_parents: Option<Leaf>,
}

impl<'a> PreparedPart<'a> {
    /// `first_page` is the index from which errors count pages.
    pub fn new(
        part: &'a PartPages,
        drawn: Option<&Arc<Drawn>>,
        fonts: &FontPrograms,
        places: &Places,
        first_page: usize,
    ) -> PreparedPart<'a> {
        let mut layers: Vec<Arc<Drawn>> = drawn.cloned().into_iter().collect();
        if part.pages.iter().any(|page| !page.items.is_empty()) {
            layers.push(Arc::new(draw::draw(part, fonts, drawn.map(|drawn| &**drawn))));
        }
        let annotated: Vec<_> = part.pages.iter().map(|page| places.annotated(page)).collect();
        let mut marked: Vec<MarkedPlace> = Vec::new();
        for (layer, drawn_first) in layers.iter().zip([drawn.is_some(), false]) {
            let by = |marked: &MarkedPlace| match drawn_first {
                true => units::number(part.pages[marked.page as usize].shift),
                false => 0,
            };
            marked.extend(layer.marked.iter().map(|marked| marked.shifted(by(marked))));
        }
        let elements = tags::elements(part, marked, &annotated);
        let mut errors: Vec<PdfError> =
            layers.iter().flat_map(|layer| layer.errors.iter().cloned()).collect();
        errors.extend(elements.faults());
        for (number, (page, annotated)) in part.pages.iter().zip(&annotated).enumerate() {
            let links = page.links.iter().zip(annotated).filter(|(_, annotation)| annotation.is_some());
            errors.extend(links.filter_map(|(link, _)| navigation::fault(link, number)));
        }
        let errors = errors.into_iter().map(|error| error.counted_from(first_page)).collect();
        PreparedPart { part, layers, drawn_before: drawn.into_iter().count(), annotated, elements, errors }
    }

    pub fn glyphs(&self) -> impl Iterator<Item = &UsedGlyphs> {
        self.layers.iter().map(|layer| &layer.glyphs)
    }

    pub fn is_tagged(&self) -> bool {
        !self.elements.list.is_empty()
    }

    pub fn annotations(&self) -> usize {
        self.annotated.iter().flatten().flatten().count()
    }

    /// How many objects it needs besides its pages: elements, annotations, streams, and two leaves of the parent
    /// tree.
    pub fn objects(&self) -> usize {
        self.elements.list.len() + self.annotations() + self.part.pages.len() * self.layers.len() + 2
    }

    /// Writes the part. Its first object is its root element.
    pub fn write(&self, placement: &PartPlacement) -> WrittenPart {
        let mut next = placement.first.plus(self.elements.list.len());
        let mut take = |count: usize| {
            let first = next;
            next = next.plus(count);
            first
        };
        let annotations: Vec<Vec<Ref>> = self
            .annotated
            .iter()
            .map(|page| {
                let count = page.iter().flatten().count();
                let first = take(count);
                (0..count).map(|index| first.plus(index)).collect()
            })
            .collect();
        let streams = take(self.part.pages.len() * self.layers.len());
        let (page_node, link_node) = (take(1), take(1));
        let numbers = ObjectNumbers {
            above: placement.document,
            first: placement.first,
            pages: placement.places.pages.plus(placement.first_page),
            annotations: &annotations,
        };
        let mut objects = Objects::default();
        for (index, page) in self.part.pages.iter().enumerate() {
            self.write_page(index, page, streams, &annotations[index], placement, &mut objects);
        }
        let mut key = placement.first_key;
        for (page, (links, ids)) in self.part.pages.iter().zip(self.annotated.iter().zip(&annotations)) {
            let links = page.links.iter().zip(links).filter(|(_, annotation)| annotation.is_some());
            for ((link, _), &id) in links.zip(ids) {
                objects.dict(id, |dict| placement.places.annotation(link, page.size, key as i64, dict));
                key += 1;
            }
        }
        for index in 0..self.elements.list.len() {
            objects.dict(placement.first.plus(index), |dict| self.elements.write(index, &numbers, dict));
        }
        self.write_parents(&numbers, (page_node, link_node), placement, objects)
    }

    fn write_page(
        &self,
        index: usize,
        page: &Page,
        streams: Ref,
        annotations: &[Ref],
        placement: &PartPlacement,
        objects: &mut Objects,
    ) {
        let paper = Paper::new(page.size);
        let number = placement.first_page + index;
        let mut contents: Vec<Ref> = (placement.watermark)(paper).into_iter().collect();
        for (layer, drawn) in self.layers.iter().enumerate() {
            let Some(drawn) = drawn.pages.get(index).filter(|drawn| !drawn.stream.is_empty()) else {
                continue;
            };
            let id = streams.plus(layer * self.part.pages.len() + index);
            objects.deflated(id, &drawn.stream, |_| {});
            match (placement.shifts)(page.shift).filter(|_| layer < self.drawn_before) {
                Some((begin, end)) => contents.extend([begin, id, end]),
                None => contents.push(id),
            }
        }
        objects.dict(placement.places.pages.plus(number), |dict| {
            dict.name("Type", "Page");
            dict.reference("Parent", placement.pages.parent(number));
            dict.key("MediaBox").array([0, 0, paper.width, paper.height], ObjectBuffer::hundredths);
            dict.reference("Resources", placement.resources);
            match &contents[..] {
                [] => {}
                [only] => dict.reference("Contents", *only),
                several => dict.references("Contents", several.iter().copied()),
            }
            dict.integer("StructParents", number as i64);
            dict.name("Tabs", "S");
            if !annotations.is_empty() {
                dict.references("Annots", annotations.iter().copied());
            }
        });
    }

    fn write_parents(
        &self,
        numbers: &ObjectNumbers,
        (page_node, link_node): (Ref, Ref),
        placement: &PartPlacement,
        mut objects: Objects,
    ) -> WrittenPart {
        let marked: Vec<u32> = (0..self.part.pages.len())
            .map(|index| {
                let counts = self.layers.iter().filter_map(|layer| Some(layer.pages.get(index)?.marked));
                counts.max().unwrap_or(0)
            })
            .collect();
        let (contents, links) = self.elements.parents(numbers, &marked);
        let mut leaf = |id: Ref, first: usize, entries: usize, write: &dyn Fn(usize, &mut ObjectBuffer)| {
            let limits = (first, (first + entries).checked_sub(1)?);
            (entries > 0).then(|| {
                objects.dict(id, |dict| {
                    write_limits(limits, dict.key("Limits"));
                    dict.key("Nums").array(0..entries, |output, index| {
                        output.integer((first + index) as i64);
                        output.space();
                        write(index, output);
                    });
                });
                Leaf { id, limits }
            })
        };
        let page_parents = leaf(page_node, placement.first_page, contents.len(), &|index, output| {
            output.array(contents[index].iter().copied(), ObjectBuffer::reference);
        });
        let links: Vec<Ref> = links.into_iter().flatten().collect();
        let link_parents = leaf(link_node, placement.first_key, links.len(), &|index, output| {
            output.reference(links[index]);
        });
        WrittenPart { objects, page_parents, link_parents }
    }
}
