//! Writes a whole document: its parts, what they share, and the objects that lead to them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::content::ContentStream;
use super::draw::{self, Drawn, UsedGlyphs};
use super::error::{PdfError, keep};
use super::file::{Objects, PdfFile};
use super::font::{self, FontPrograms};
use super::image::{EncodedImage, Images};
use super::metadata::{self, PdfArchive};
use super::navigation::{self, Places};
use super::object::{Dict, Ref};
use super::part::{PartPlacement, PreparedPart, WrittenPart};
use super::trees::{self, Leaf, PageTree};
use super::units::{self, Paper};
use crate::page::{Page, Pages, PartPages, PartSource};
use crate::unit::{Abs, Size};

/// How many parts are in memory at once, with all their structure.
const BATCH: usize = 64;

/// The most objects that a PDF/A file may have (ISO 19005-2 §6.1.13).
const MOST_OBJECTS: usize = 8_388_607;

/// What the documents of a build share; each font and picture is prepared once.
pub struct SharedResources {
    pub fonts: FontPrograms,
    pub images: Images,
}

/// Writes the whole document as a PDF/A file, or gives every reason why it cannot be written. The parts come from a
/// source; `drawn` has what was drawn of each part before, and is drawn below the items that its pages still have.
pub fn write_drawn(
    pages: &Pages,
    parts: &dyn PartSource,
    drawn: &[Option<Arc<Drawn>>],
    shared: &SharedResources,
    archive: PdfArchive,
) -> Result<Vec<u8>, Vec<PdfError>> {
    // A document has at least one page.
    let blank =
        vec![PartPages { pages: vec![Page { size: Size::A4, ..Page::default() }], ..PartPages::default() }];
    let is_blank = (0..parts.count()).all(|part| parts.sizes(part).is_empty());
    let parts = if is_blank { &blank } else { parts };
    let mut writer = DocumentWriter::new(pages, parts, &shared.fonts);
    writer.errors.extend(metadata::faults(&pages.meta));
    writer.images(pages, &shared.images);
    writer.watermarks(pages);
    for first in (0..parts.count()).step_by(BATCH) {
        let batch = first..(first + BATCH).min(parts.count());
        writer.batch(batch, parts, drawn);
    }
    writer.fonts();
    writer.finish(pages, parts, archive)
}

/// A document that is being written.
struct DocumentWriter<'a> {
    file: PdfFile,
    fonts: &'a FontPrograms,
    errors: Vec<PdfError>,
    places: Places,
    tree: PageTree,
    /// The root element of the structure tree.
    document: Ref,
    /// How many pages and annotations have been written so far.
    pages: usize,
    annotations: usize,
    all_pages: usize,
    /// The root elements of the parts.
    sections: Vec<Ref>,
    page_parents: Vec<Leaf>,
    link_parents: Vec<Leaf>,
    glyphs: UsedGlyphs,
    /// The object of each font, by the font's index.
    font_objects: BTreeMap<u16, Ref>,
    /// The object of each picture, by the picture's index.
    images: Vec<Option<Ref>>,
    /// The resource dictionaries of pages, by the pictures that the pages can draw.
    resources: BTreeMap<Vec<usize>, Ref>,
    /// The watermark's content stream, by the size of the pages.
    watermarks: HashMap<(i32, i32), Ref>,
    /// The content streams before and after what moves to the right, by the distance in hundredths of a point.
    shifts: HashMap<i32, (Ref, Ref)>,
}

impl<'a> DocumentWriter<'a> {
    fn new(pages: &Pages, parts: &dyn PartSource, fonts: &'a FontPrograms) -> DocumentWriter<'a> {
        let mut file = PdfFile::new();
        let all_pages: usize = (0..parts.count()).map(|part| parts.sizes(part).len()).sum();
        let first_page = file.reserve(all_pages);
        let tree = PageTree::reserve(&mut file, first_page, all_pages);
        let document = file.reserve(1);
        let first_font = file.reserve(pages.fonts.len() * font::OBJECTS);
        let font_object = |index: usize| (index as u16, first_font.plus(index * font::OBJECTS));
        DocumentWriter {
            file,
            fonts,
            errors: Vec::new(),
            places: Places::new(parts, first_page),
            tree,
            document,
            pages: 0,
            annotations: 0,
            all_pages,
            sections: Vec::new(),
            page_parents: Vec::new(),
            link_parents: Vec::new(),
            glyphs: UsedGlyphs::default(),
            font_objects: (0..pages.fonts.len()).map(font_object).collect(),
            images: Vec::new(),
            resources: BTreeMap::new(),
            watermarks: HashMap::new(),
            shifts: HashMap::new(),
        }
    }

    /// Writes every picture of the document.
    fn images(&mut self, pages: &Pages, images: &Images) {
        let read: Vec<Result<Arc<EncodedImage>, String>> =
            pages.images.par_iter().map(|file| images.get(file)).collect();
        let mut objects = Objects::default();
        for (index, image) in read.into_iter().enumerate() {
            let image = image.map_err(|reason| {
                self.errors.push(PdfError::ImageUnreadable { image: Some(index), reason });
            });
            let id = image.ok().map(|image| {
                let first = self.file.reserve(image.objects());
                image.write(first, &mut objects);
                first
            });
            self.images.push(id);
        }
        self.file.append(objects);
    }

    fn watermarks(&mut self, pages: &Pages) {
        let Some(watermark) = &pages.watermark else { return };
        let mut objects = Objects::default();
        for &size in &self.places.sizes {
            let paper = Paper::new(size);
            if self.watermarks.contains_key(&(paper.width, paper.height)) {
                continue;
            }
            let drawn = draw::draw_watermark(watermark, paper, self.fonts);
            let id = self.file.reserve(1);
            self.glyphs.add(&drawn.glyphs);
            drawn.errors.into_iter().for_each(|error| keep(&mut self.errors, error));
            if let Some(page) = drawn.pages.first() {
                objects.deflated(id, &page.stream, |_| {});
            }
            self.watermarks.insert((paper.width, paper.height), id);
        }
        self.file.append(objects);
    }

    /// Writes consecutive parts.
    fn batch(&mut self, batch: Range<usize>, source: &dyn PartSource, drawn: &[Option<Arc<Drawn>>]) {
        let drawn = |part: usize| drawn.get(part).and_then(Option::as_ref);
        let parts: Vec<Cow<PartPages>> =
            batch.clone().into_par_iter().map(|part| source.part(part)).collect();
        let mut first_pages = Vec::with_capacity(parts.len());
        for part in &parts {
            first_pages.push(self.pages);
            self.pages += part.pages.len();
        }
        let (fonts, places) = (self.fonts, &self.places);
        let prepared: Vec<PreparedPart> = parts
            .par_iter()
            .enumerate()
            .map(|(index, part)| {
                PreparedPart::new(part, drawn(batch.start + index), fonts, places, first_pages[index])
            })
            .collect();
        for page in parts.iter().flat_map(|part| &part.pages) {
            self.shift(page.shift);
        }
        let mut placed = Vec::with_capacity(parts.len());
        for ((part, prepared), first_page) in parts.iter().zip(&prepared).zip(first_pages) {
            let unknown = part.images.iter().any(|&image| image >= self.images.len());
            if unknown {
                self.errors.push(PdfError::Inconsistent { page: first_page, what: "picture index" });
            }
            prepared.errors.iter().for_each(|error| keep(&mut self.errors, error.clone()));
            prepared.glyphs().for_each(|glyphs| self.glyphs.add(glyphs));
            let first = self.file.reserve(prepared.objects());
            if prepared.is_tagged() {
                self.sections.push(first);
            }
            let resources = self.resources_of(part);
            placed.push((first_page, first, self.all_pages + self.annotations, resources));
            self.annotations += prepared.annotations();
        }
        let watermark = |paper: Paper| self.watermarks.get(&(paper.width, paper.height)).copied();
        let shifts = |by: Abs| self.shifts.get(&units::number(by)).copied();
        let (pages, places, document) = (&self.tree, &self.places, self.document);
        let written: Vec<WrittenPart> = prepared
            .par_iter()
            .zip(placed)
            .map(|(prepared, (first_page, first, first_key, resources))| {
                prepared.write(&PartPlacement {
                    first_page,
                    first,
                    first_key,
                    pages,
                    places,
                    document,
                    resources,
                    watermark: &watermark,
                    shifts: &shifts,
                })
            })
            .collect();
        for part in written {
            self.page_parents.extend(part.page_parents);
            self.link_parents.extend(part.link_parents);
            self.file.append(part.objects);
        }
    }

    /// Writes the two content streams that move what is between them to the right, if such a move is new.
    fn shift(&mut self, by: Abs) {
        let by = units::number(by);
        if by == 0 || self.shifts.contains_key(&by) {
            return;
        }
        let ids = (self.file.reserve(1), self.file.reserve(1));
        let (mut begin, mut end) = (ContentStream::default(), ContentStream::default());
        begin.save();
        begin.out.raw("1 0 0 1 ");
        begin.numbers(&[by, 0]);
        begin.operator("cm");
        end.restore();
        let mut objects = Objects::default();
        objects.stream(ids.0, &begin.out.0, |_| {});
        objects.stream(ids.1, &end.out.0, |_| {});
        self.file.append(objects);
        self.shifts.insert(by, ids);
    }

    /// The resource dictionary of a part's pages; most parts share one.
    fn resources_of(&mut self, part: &PartPages) -> Ref {
        match self.resources.get(&part.images) {
            Some(known) => *known,
            None => {
                let id = self.file.reserve(1);
                self.resources.insert(part.images.clone(), id);
                id
            }
        }
    }

    /// Embeds the glyphs that are used of each font.
    fn fonts(&mut self) {
        let shown: Vec<_> = self.glyphs.by_font().collect();
        let fonts = self.fonts;
        // A small document is written by one thread, because other documents keep the other threads busy.
        let together = if self.pages < BATCH { shown.len() } else { 1 };
        let embedded: Vec<(u16, Result<Objects, PdfError>)> = shown
            .par_iter()
            .with_min_len(together.max(1))
            .map(|&(index, shown)| {
                let Some(&first) = self.font_objects.get(&index) else {
                    return (index, Ok(Objects::default()));
                };
                let objects = fonts.get(index.into(), 0).and_then(|program| {
                    font::embed(program, &shown.ids(), &shown.texts, first)
                        .map_err(|reason| PdfError::FontUnreadable { font: Some(index.into()), reason })
                });
                (index, objects)
            })
            .collect();
        let mut used = BTreeMap::new();
        for (index, objects) in embedded {
            match objects {
                Ok(objects) => {
                    used.extend(self.font_objects.get(&index).map(|first| (index, *first)));
                    self.file.append(objects);
                }
                Err(error) => keep(&mut self.errors, error),
            }
        }
        self.font_objects = used;
    }

    fn finish(
        mut self,
        pages: &Pages,
        parts: &dyn PartSource,
        archive: PdfArchive,
    ) -> Result<Vec<u8>, Vec<PdfError>> {
        let mut objects = Objects::default();
        for (images, id) in &self.resources {
            objects.dict(*id, |dict| resources(&self.font_objects, images, &self.images, dict));
        }
        self.tree.write(&mut objects);
        let [catalog, info, packet, outlines, intent, profile, structure] =
            [(); 7].map(|()| self.file.reserve(1));
        metadata::profile(profile, &mut objects);
        objects.dict(intent, |dict| metadata::output_intent(profile, dict));
        objects.dict(info, |dict| metadata::information(&pages.meta, dict));
        objects.stream(packet, metadata::xmp(&pages.meta, archive).as_bytes(), |dict| {
            dict.name("Type", "Metadata");
            dict.name("Subtype", "XML");
        });
        self.places.outline(&pages.outline, outlines, &mut self.file, &mut self.errors);
        let attached = match archive {
            PdfArchive::A2a => Vec::new(),
            PdfArchive::A3a => metadata::attachments(&pages.meta, &mut self.file),
        };
        let mut leaves = std::mem::take(&mut self.page_parents);
        leaves.append(&mut self.link_parents);
        let parents = trees::number_tree(leaves, &mut self.file);
        objects.dict(structure, |dict| {
            dict.name("Type", "StructTreeRoot");
            dict.reference("K", self.document);
            dict.reference("ParentTree", parents);
            dict.integer("ParentTreeNextKey", (self.all_pages + self.annotations) as i64);
        });
        objects.dict(self.document, |dict| {
            dict.name("S", "Document");
            dict.reference("P", structure);
            if !self.sections.is_empty() {
                dict.references("K", self.sections.iter().copied());
            }
        });
        objects.dict(catalog, |dict| {
            dict.name("Type", "Catalog");
            dict.reference("Pages", self.tree.root());
            dict.reference("Outlines", outlines);
            navigation::labels(parts, dict.key("PageLabels"));
            dict.reference("Metadata", packet);
            dict.reference("StructTreeRoot", structure);
            dict.raw("MarkInfo", "<</Marked true>>");
            dict.text("Lang", &pages.meta.language);
            dict.raw("ViewerPreferences", "<</DisplayDocTitle true>>");
            dict.references("OutputIntents", [intent]);
            if !attached.is_empty() {
                dict.references("AF", attached.iter().map(|(id, _)| *id));
                dict.dict("Names", |dict| {
                    dict.dict("EmbeddedFiles", |dict| {
                        dict.key("Names").array(&attached, |output, (id, name)| {
                            output.utf16(name);
                            output.reference(*id);
                        });
                    });
                });
            }
        });
        self.file.append(objects);
        if self.file.objects() > MOST_OBJECTS {
            let text = format!("it has more than {MOST_OBJECTS} objects");
            self.errors.push(PdfError::Finding { page: None, text });
        }
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        Ok(self.file.finish(catalog, info))
    }
}

/// Writes a resource dictionary: the fonts and pictures that content streams refer to by name.
fn resources(fonts: &BTreeMap<u16, Ref>, images: &[usize], known: &[Option<Ref>], dict: &mut Dict) {
    dict.dict("Font", |dict| {
        for (index, id) in fonts {
            dict.reference(&format!("F{index}"), *id);
        }
    });
    if !images.is_empty() {
        dict.dict("XObject", |dict| {
            for (own, image) in images.iter().enumerate() {
                if let Some(id) = known.get(*image).copied().flatten() {
                    dict.reference(&format!("I{own}"), id);
                }
            }
        });
    }
}
