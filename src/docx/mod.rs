//! Writes the tree as a Word document (WordprocessingML, ISO 29500 transitional).
//!
//! [`write()`] collects what the document shares, writes the parts of the body in parallel, and packs everything. It
//! guarantees: equal trees give equal bytes, whatever the number of threads; the package satisfies the Open XML SDK
//! and the schemas; every style name of the tree is a style in Word; tables keep their grid, spans and header rows.
//!
//! Nothing is laid out here. Word breaks lines and pages itself, and at the same places, because lines have exact
//! heights and cells have exact measures.

mod anchors;
mod body;
mod boxes;
mod catalog;
mod characters;
mod data;
mod field;
mod grid;
mod margins;
mod marks;
mod media;
mod names;
mod numbering;
mod package;
mod paragraph;
mod picture;
mod placed;
mod properties;
mod row;
mod running;
mod runs;
mod section;
mod settings;
mod sheet;
mod styles;
mod table;
mod unit;
mod uses;
mod watermark;
mod writer;
mod xml;

use std::sync::Arc;

use rayon::prelude::*;

use crate::tree::{Document, PageMap};

use catalog::Catalog;
pub use data::{CarriedData, DataElement, DataPart};
pub use media::PixelCopies;
pub use package::Error;
use package::{Package, Relations, content_types};

/// The beginning and end of `word/document.xml`. The body between them is written part by part, because it is too
/// large for memory.
const DOCUMENT_OPENS: &[u8] = br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#;
const DOCUMENT_CLOSES: &[u8] = b"</w:body></w:document>";

/// The body of a document without pages: Word needs at least one paragraph.
const EMPTY_BODY: &[u8] = b"<w:p/><w:sectPr/>";

/// How many parts of the body are written at once. Twice as many are in memory, as XML.
const BATCH: usize = 32;

/// Writes the document as a `.docx` file that carries some data. Documents that share `copies` prepare each vector
/// picture only once.
pub fn write(
    document: &Document,
    pages: &PageMap,
    copies: &PixelCopies,
    data: &CarriedData,
) -> Result<Vec<u8>, Error> {
    let catalog = Catalog::collect(document, pages, copies, data.part.is_some())?;
    let mut package = Package::new();
    let custom = properties::custom(&document.meta, &data.properties);
    package.add("[Content_Types].xml", &types(&catalog, custom.is_some(), data.part.is_some()))?;
    package.add("_rels/.rels", &root_relations(custom.is_some()).to_part())?;
    write_body(&catalog, document, pages, &mut package)?;
    package.add("word/_rels/document.xml.rels", &catalog.relations.to_part())?;
    package.add("word/styles.xml", &catalog.styles.to_part())?;
    package.add("word/settings.xml", &settings::settings(&document.meta, &catalog.plan))?;
    package.add("word/fontTable.xml", &settings::font_table(&catalog.fonts))?;
    if !catalog.lists.is_empty() {
        package.add("word/numbering.xml", &catalog.lists.to_part())?;
    }
    for (name, _, content) in &catalog.running.files {
        package.add(&format!("word/{name}"), content)?;
    }
    for file in &catalog.pictures.files {
        package.store(&format!("word/{}", file.path), &file.data)?;
    }
    package.add("docProps/core.xml", &properties::core(&document.meta))?;
    package.add("docProps/app.xml", &properties::app(&document.meta, pages.pages))?;
    if let Some(custom) = custom {
        package.add("docProps/custom.xml", &custom)?;
    }
    if let Some(part) = &data.part {
        package.add(data::ITEM, &part.item())?;
        package.add(data::ITEM_PROPERTIES, &part.properties())?;
        package.add(data::ITEM_RELATIONS, &data::item_relations().to_part())?;
    }
    package.finish()
}

/// Streams `word/document.xml`: while one batch of parts is deflated, the next is written.
fn write_body(
    catalog: &Catalog,
    document: &Document,
    pages: &PageMap,
    package: &mut Package,
) -> Result<(), Error> {
    // An estimate: a paragraph with its cell takes about half a kilobyte of XML.
    package.stream("word/document.xml", catalog.size.saturating_mul(512))?;
    package.push(DOCUMENT_OPENS)?;
    let none = Arc::default();
    let write = |&index: &usize| body::write_part(catalog, index, pages.facts.get(index).unwrap_or(&none));
    let indices: Vec<usize> = (0..document.parts.len()).collect();
    let mut batches = indices.chunks(BATCH);
    let mut next = || -> Vec<Vec<u8>> { batches.next().unwrap_or_default().par_iter().map(write).collect() };
    let mut bodies = next();
    while !bodies.is_empty() {
        let (pushed, written) =
            rayon::join(|| bodies.iter().try_for_each(|body| package.push(body)), &mut next);
        pushed?;
        bodies = written;
    }
    package.push(catalog.plan.last_properties().unwrap_or(EMPTY_BODY))?;
    package.push(DOCUMENT_CLOSES)
}

fn types(catalog: &Catalog, has_custom: bool, has_data: bool) -> Vec<u8> {
    let mut parts = vec![
        ("word/document.xml".to_owned(), "wordprocessingml.document.main"),
        ("word/styles.xml".to_owned(), "wordprocessingml.styles"),
        ("word/settings.xml".to_owned(), "wordprocessingml.settings"),
        ("word/fontTable.xml".to_owned(), "wordprocessingml.fontTable"),
        ("docProps/core.xml".to_owned(), "package.core-properties"),
        ("docProps/app.xml".to_owned(), "extended-properties"),
    ];
    if !catalog.lists.is_empty() {
        parts.push(("word/numbering.xml".to_owned(), "wordprocessingml.numbering"));
    }
    for (name, kind, _) in &catalog.running.files {
        let kind = if *kind == "header" { "wordprocessingml.header" } else { "wordprocessingml.footer" };
        parts.push((format!("word/{name}"), kind));
    }
    if has_custom {
        parts.push(("docProps/custom.xml".to_owned(), "custom-properties"));
    }
    if has_data {
        parts.push((data::ITEM_PROPERTIES.to_owned(), "customXmlProperties"));
    }
    let mut extensions = vec![
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ];
    for (extension, kind) in [("png", "image/png"), ("jpeg", "image/jpeg"), ("svg", "image/svg+xml")] {
        if catalog.pictures.files.iter().any(|file| file.path.ends_with(extension)) {
            extensions.push((extension, kind));
        }
    }
    content_types(&parts, &extensions)
}

fn root_relations(has_custom: bool) -> Relations {
    let mut relations = Relations::default();
    relations.add("officeDocument", "word/document.xml");
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations.add_named(core, "docProps/core.xml");
    relations.add("extended-properties", "docProps/app.xml");
    if has_custom {
        relations.add("custom-properties", "docProps/custom.xml");
    }
    relations
}
