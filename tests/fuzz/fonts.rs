//! Any bytes as a font of the project's own, first in line: text is set and drawn in it, and it is embedded.

use std::sync::LazyLock;

use gangwei::testing::text::Fonts;
use gangwei::testing::tree::Part;

use super::sheet;

/// What is asked of a font: plain words, pairs that may be kerned or joined, marks, a variation sequence, characters
/// beyond the first plane, spread and spaced text, columns with upright and sideways runs.
const HTML: &str = "<h1>岗位职责</h1>\
    <p>AVA Towfi ffi é e\u{301} 1/2 \u{845b}\u{e0100} \u{20bb7}的“工作”——（含）98%。</p>\
    <p class=\"wide\">工作标准 Abc</p><p class=\"spread\">定员</p>\
    <table><tr><th>主要工作（一）——“A1”ー</th><td><b>粗</b><i>斜 fi</i></td></tr></table>";
const CSS: &str = "@page { size: 100mm 80mm; margin: 5mm } * { font-family: 测试, sans-serif } \
    .wide { letter-spacing: 1pt } .spread { text-align-last: justify } \
    th { writing-mode: vertical-rl; width: 10mm; height: 30mm }";

/// What a chart draws as outlines.
const DRAWN: &str = "岗位Ag1é，";

/// Panics only where the program is wrong.
pub fn run(bytes: &[u8]) {
    super::on_one_thread(|| try_one(bytes));
}

fn try_one(bytes: &[u8]) {
    static PART: LazyLock<Part> = LazyLock::new(|| {
        let nothing = |_: &str| unreachable!("there is no picture");
        sheet::build(HTML, CSS, &nothing).expect("a part")
    });
    let files = std::iter::once(("fonts/own.ttf".to_owned(), bytes.into()));
    let Ok(fonts) = Fonts::new(files.chain(sheet::font_files()).collect()) else { return };
    for c in DRAWN.chars() {
        for face in fonts.faces().iter().take_while(|face| face.data.as_ref() == bytes) {
            let Some(glyph) = face.glyph(c) else { continue };
            face.outline(glyph);
            for edges in [face.ink(glyph), face.ink_height(glyph)].into_iter().flatten() {
                assert!(edges.0.is_finite() && edges.1.is_finite(), "{edges:?}");
            }
            assert!(face.advance(glyph) >= 0.0);
        }
    }
    sheet::make(PART.clone(), &fonts);
}
