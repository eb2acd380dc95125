//! Sets pages by hand, for tests and benchmarks of the PDF writer.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use gangwei::testing::page::{
    Artifact, DocumentInfo, FontData, FontFile, Glyph, ItemKind, MarkedContent, Marking, Page, PageItem,
    Pages, PartPages, Tag, TagChild, TagId, TagKind, TextRun,
};
use gangwei::testing::unit::{Abs, Color, Point, Rect, Size};
use skrifa::{FontRef, MetadataProvider, charmap::Charmap, metrics::GlyphMetrics};

/// Indices of the fonts that every built document carries.
pub const SERIF: u16 = 0;
pub const SANS: u16 = 1;
pub const LATIN: u16 = 2;

const FILES: [&str; 3] = ["NotoSerifSC_400Regular.ttf", "NotoSansSC_700Bold.ttf", "Tinos_400Regular.ttf"];

/// A font of `templates/fonts`, read once.
fn font_bytes(index: usize) -> &'static [u8] {
    static BYTES: [OnceLock<Vec<u8>>; 3] = [const { OnceLock::new() }; 3];
    BYTES[index].get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/fonts");
        std::fs::read(folder.join(FILES[index])).unwrap()
    })
}

struct Face {
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units_per_em: f32,
}

fn face(index: u16) -> &'static Face {
    static FACES: [OnceLock<Face>; 3] = [const { OnceLock::new() }; 3];
    FACES[index as usize].get_or_init(|| {
        let font = FontRef::new(font_bytes(index.into())).unwrap();
        let metrics =
            font.glyph_metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
        let units_per_em = f32::from(
            font.metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default())
                .units_per_em,
        );
        Face { charmap: font.charmap(), metrics, units_per_em }
    })
}

pub fn fonts() -> Vec<FontFile> {
    (0..FILES.len()).map(|index| FontFile { data: FontData::Static(font_bytes(index)), index: 0 }).collect()
}

pub fn at(x: f64, y: f64) -> Point {
    Point { x: Abs::pt(x), y: Abs::pt(y) }
}

pub fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
    Rect { x: Abs::pt(x), y: Abs::pt(y), width: Abs::pt(width), height: Abs::pt(height) }
}

pub fn meta() -> DocumentInfo {
    DocumentInfo {
        title: "岗位职责说明书".to_owned(),
        language: "zh-CN".to_owned(),
        ..DocumentInfo::default()
    }
}

/// A document of the given parts.
pub fn document(parts: Vec<PartPages>) -> Pages {
    Pages { meta: meta(), fonts: fonts(), images: Vec::new(), parts, watermark: None, outline: Vec::new() }
}

/// The element that holds a part's others.
pub fn root() -> TagId {
    TagId::default()
}

/// A part under construction; drawing goes to its last page.
pub struct PartBuilder {
    pub part: PartPages,
}

impl PartBuilder {
    /// A part with its root and one A4 page.
    pub fn new() -> PartBuilder {
        let root = Tag { kind: TagKind::Section, children: Vec::new() };
        let mut builder =
            PartBuilder { part: PartPages { tags: [root].into_iter().collect(), ..PartPages::default() } };
        builder.page();
        builder
    }

    /// Begins a new page.
    pub fn page(&mut self) {
        self.part.pages.push(Page { size: Size::A4, ..Page::default() });
    }

    pub fn last_page(&mut self) -> &mut Page {
        self.part.pages.last_mut().unwrap()
    }

    /// Adds an element at the end of its parent.
    pub fn tag(&mut self, parent: TagId, kind: TagKind) -> TagId {
        let id = self.part.tags.push(Tag { kind, children: Vec::new() });
        self.part.tags[parent].children.push(TagChild::Tag(id));
        id
    }

    /// Adds a marked content to an element.
    pub fn content(&mut self, tag: TagId, actual_text: Option<&str>) -> Marking {
        let content = MarkedContent { actual_text: actual_text.map(str::to_owned), paragraph: None };
        let id = self.part.contents.push(content);
        self.part.tags[tag].children.push(TagChild::Content(id));
        Marking::Content(id)
    }

    pub fn item(&mut self, mark: Marking, kind: ItemKind) {
        self.last_page().items.push(PageItem { mark, kind });
    }

    pub fn artifact(&mut self, artifact: Artifact, kind: ItemKind) {
        self.item(Marking::Artifact(artifact), kind);
    }

    /// Sets text in one font, each gap wider by `stretch` em; gives its width.
    pub fn text(
        &mut self,
        mark: Marking,
        place: Point,
        font: u16,
        size: f64,
        text: &str,
        stretch: f32,
    ) -> Abs {
        let face = face(font);
        let page = self.part.pages.last_mut().unwrap();
        let (first_glyph, first_byte) = (page.glyphs.len() as u32, page.text.len() as u32);
        let mut width = 0.0;
        for character in text.chars() {
            let id = face.charmap.map(character).unwrap_or_default();
            let natural = face.metrics.advance_width(id).unwrap_or(0.0) / face.units_per_em;
            let advance = natural + stretch;
            page.glyphs.push(Glyph {
                id: id.to_u32() as u16,
                text_len: character.len_utf8() as u32,
                advance,
                offset_x: 0.0,
                offset_y: 0.0,
            });
            width += f64::from(advance) * size;
        }
        page.text.push_str(text);
        let kind = ItemKind::Text(TextRun {
            at: place,
            font,
            size: Abs::pt(size),
            color: Color::BLACK,
            oblique: false,
            turned: false,
            glyphs: first_glyph..page.glyphs.len() as u32,
            text: first_byte..page.text.len() as u32,
        });
        page.items.push(PageItem { mark, kind });
        Abs::pt(width)
    }

    /// A paragraph of one line below `parent`.
    pub fn paragraph(&mut self, parent: TagId, place: Point, text: &str) -> TagId {
        self.block(parent, TagKind::Paragraph, place, text)
    }

    /// An element of one line of 10.5 pt below `parent`.
    pub fn block(&mut self, parent: TagId, kind: TagKind, place: Point, text: &str) -> TagId {
        let tag = self.tag(parent, kind);
        let content = self.content(tag, None);
        self.text(content, place, SERIF, 10.5, text, 0.0);
        tag
    }

    pub fn finish(self) -> PartPages {
        self.part
    }
}

/// The bytes of a small file, for pictures.
pub fn shared(bytes: &[u8]) -> Arc<[u8]> {
    bytes.into()
}
