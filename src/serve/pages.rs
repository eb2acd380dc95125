//! Pages as the editor shows them.

use std::collections::HashSet;
use std::ops::Range;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::pipeline::{LaidOut, ShownPage};

/// The outlines of glyphs that a browser has.
#[derive(Debug, Default, Deserialize)]
pub struct KnownOutlines {
    fonts: String,
    glyphs: HashSet<String>,
}

/// Some pages of a document, counted from 0, with the sizes of all of them in points.
pub fn pages(document: &LaidOut, wanted: Range<usize>, known: &KnownOutlines) -> Json {
    let sizes = document.sizes();
    let wanted = wanted.start.min(sizes.len())..wanted.end.min(sizes.len());
    let sizes: Vec<[f64; 2]> = sizes.iter().map(|size| [size.width.to_pt(), size.height.to_pt()]).collect();
    let drawn = document.draw(wanted.clone(), &|fonts, id| known.fonts == fonts && known.glyphs.contains(id));
    let page = |(page, [width, height]): (ShownPage, &[f64; 2])| json!({"svg": page.svg, "position": page.position, "width": width, "height": height});
    let pages: Vec<Json> = drawn.pages.into_iter().zip(&sizes[wanted.clone()]).map(page).collect();
    let sheet = document
        .extent
        .map(|of| json!({"pages": of.pages, "most": of.most, "left": of.left, "over": of.over}));
    json!({
        "pages": pages,
        "outlines": {"fonts": drawn.outlines.fonts, "glyphs": drawn.outlines.glyphs},
        "total": sizes.len(),
        "from": wanted.start,
        "sizes": sizes,
        "starts": document.parts().map(|(page, position)| json!([page, position])).collect::<Vec<_>>(),
        "sheet": sheet,
        "failed": [],
    })
}

/// No pages, and the findings that say why.
pub fn no_pages(failed: Vec<Json>) -> Json {
    json!({"pages": [], "outlines": null, "total": 0, "from": 0, "sizes": [], "sheet": null, "failed": failed})
}
