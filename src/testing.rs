//! What tests, benches and fuzz targets need of the stages. It changes with any version.

pub mod carried {
    pub use crate::carried::*;
}

pub mod characters {
    pub use crate::characters::is_han;
}

pub mod chart {
    pub use crate::chart::{ChartScope, Charts, Request};
}

pub mod check {
    pub use crate::check::check;
}

pub mod diff {
    pub use crate::diff::{
        Difference, DifferenceKind, HandbookDifferences, PositionDifferences, PositionEvent, PositionPlace,
        WordChange, compare, words,
    };
}

pub mod docx {
    use crate::docx::{CarriedData, Error, PixelCopies};
    use crate::tree::{Document, PageMap};

    /// One document alone.
    pub fn write(document: &Document, pages: &PageMap) -> Result<Vec<u8>, Error> {
        crate::docx::write(document, pages, &PixelCopies::default(), &CarriedData::default())
    }
}

pub mod drawing {
    pub use crate::drawing::*;
}

pub mod import {
    pub use crate::import::*;
}

pub mod index {
    pub use crate::index::{Id, IndexVec};
}

pub mod markup {
    pub use crate::markup::{BuiltPart, PartInput, PictureError, PictureSource, StyleSheet, build};
}

pub mod model {
    pub use crate::model::{
        APPROVAL, Completeness, DEPARTMENT, DOCX, DUTY, HANDBOOK, Handbook, KPI, Keyed, Language, Loaded,
        PDF, POSITION, Position, REVISION, SUPERIORS, Str, TABLES, TASK, Wording, keys, load, schema,
        skeleton,
    };
}

pub mod office {
    pub use crate::office::*;
}

pub mod page {
    use std::sync::Arc;

    pub use crate::page::*;
    use crate::text::Fonts;
    use crate::tree::{PageMap, Watermark};

    /// Puts parts together in order, all of them in memory.
    pub fn join(
        parts: Vec<Arc<PartLayout>>,
        fonts: &Fonts,
        meta: DocumentInfo,
        watermark: Option<&Watermark>,
    ) -> (Pages, PageMap) {
        let joined = JoinedParts::new(parts, fonts);
        let parts = (0..joined.count()).map(|part| joined.part(part).into_owned()).collect();
        (Pages { parts, ..joined.cover(meta, watermark) }, joined.map())
    }
}

pub mod pdf {
    use crate::page::Pages;
    use crate::pdf::{FontPrograms, Images, SharedResources, write_drawn};
    pub use crate::pdf::{PdfArchive, PdfError};

    /// One document alone.
    pub fn write(pages: &Pages) -> Result<Vec<u8>, Vec<PdfError>> {
        write_as(pages, PdfArchive::A2a)
    }

    pub fn write_as(pages: &Pages, archive: PdfArchive) -> Result<Vec<u8>, Vec<PdfError>> {
        let shared = SharedResources { fonts: FontPrograms::new(&pages.fonts), images: Images::default() };
        write_drawn(pages, &pages.parts, &[], &shared, archive)
    }
}

pub mod picture {
    pub use crate::picture::{Damage, Picture, PictureFault, copy, read};
}

pub mod pipeline {
    pub use crate::pipeline::{
        Amended, Format, Options, Outcome, Output, Release, ReleasedVersion, Report, amend, check, check_set,
        collect, dump_markup, dump_tree, export, is_exported, mend, release, trees,
    };
}

#[cfg(feature = "serve")]
pub mod serve {
    pub use crate::pipeline::{LaidOut, ShownPage, lay_out};
    pub use crate::serve::{
        Change, EditRequest, FileChange, HANDBOOK_ID, MoveRequest, NewRequest, Refusal, RemoveRequest,
        RenameRequest, add, chart, edit, form, handbook, position, project, remove, rename, search, staffing,
        transfer,
    };
}

#[cfg(feature = "serve")]
pub mod svg {
    use crate::drawing::Outline;
    use crate::page::PartPages;
    pub use crate::svg::GlyphKey;
    use crate::svg::{GlyphSet, PageWriter};
    use crate::text::Fonts;

    /// A page alone, with the outlines of its glyphs.
    pub fn page(part: &PartPages, number: usize, fonts: &Fonts) -> String {
        let mut glyphs = GlyphSet::new();
        let written = crate::svg::page(
            &part.pages[number],
            &mut PageWriter {
                image: &|_| String::new(),
                source: &|_| None,
                watermark: None,
                glyphs: &mut glyphs,
            },
        );
        let outline = |key: GlyphKey| {
            let face = &fonts.faces()[usize::from(key.font)];
            Outline { path: face.outline(key.glyph), units_per_em: face.units_per_em() }
        };
        let def =
            |key: GlyphKey| format!("<path id=\"{key}\" d=\"{}\"/>\n", crate::svg::path_of(outline(key)));
        let defs: String = glyphs.iter().map(|key| def(*key)).collect();
        let (head, rest) = written.split_once('\n').unwrap_or_default();
        format!("{head}\n<defs>\n{defs}</defs>\n{rest}")
    }
}

pub mod template {
    pub use crate::template::{
        BUILT_IN, Folder, LABELS, Manifest, OutputKind, ParameterValue, Prose, Set, SetChoice, chinese_date,
        known, prose,
    };
}

pub mod text {
    pub use crate::text::{Fonts, Line, LineItem, Lines, Typesetter};

    /// The embedded fonts alone.
    pub fn embedded_fonts() -> Fonts {
        Fonts::new(Vec::new()).unwrap_or_else(|_| unreachable!("no font of a project to refuse"))
    }
}

pub mod tree {
    pub use crate::tree::*;
}

pub mod unit {
    pub use crate::unit::*;
}

pub mod world {
    pub use crate::world::{Memory, Nowhere, World};
}

pub mod yaml {
    pub use crate::yaml::{MAX_FILE, Node, Scalar, Value, parse};
}
