//! Embeds the glyphs of a font that a document uses, as a composite font (ISO 32000-1 §9.7).

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;

use super::program::{Outlines, Program};
use crate::pdf::file::{Objects, deflate, subset_tag};
use crate::pdf::object::{ObjectBuffer, Ref};

/// How many objects [`embed`] needs; the first of them is the font.
pub const OBJECTS: usize = 6;

/// Writes a font with these glyphs, which are sorted; `texts` has the texts of glyphs that have no character in the
/// font.
///
/// # Errors
/// Gives the reason why the font cannot be embedded.
pub fn embed(
    program: &Program,
    glyphs: &[u16],
    texts: &BTreeMap<u16, String>,
    first: Ref,
) -> Result<Objects, String> {
    let [font, descendant, descriptor, data, to_unicode, mapping] = [0, 1, 2, 3, 4, 5].map(|n| first.plus(n));
    let mut remapper = GlyphRemapper::new();
    for &glyph in glyphs {
        remapper.remap(glyph);
    }
    let subset = subsetter::subset(program.data.as_ref(), program.index, &remapper)
        .map_err(|error| error.to_string())?;
    let mut objects = Objects::default();
    let name = format!("{}+{}", subset_tag(glyphs), program.name);
    let subset_id = |glyph: u16| remapper.get(glyph).unwrap_or(0);
    let is_cff = program.outlines == Outlines::Cff;
    objects.dict(font, |dict| {
        dict.name("Type", "Font");
        dict.name("Subtype", "Type0");
        dict.name("BaseFont", &name);
        // In a subset of CFF outlines, CIDs are the subset's own glyph ids; so a CMap maps the codes to them.
        match is_cff {
            true => dict.reference("Encoding", mapping),
            false => dict.name("Encoding", "Identity-H"),
        }
        dict.references("DescendantFonts", [descendant]);
        dict.reference("ToUnicode", to_unicode);
    });
    let cid = |glyph: u16| if is_cff { subset_id(glyph) } else { glyph };
    objects.dict(descendant, |dict| {
        dict.name("Type", "Font");
        dict.name("Subtype", if is_cff { "CIDFontType0" } else { "CIDFontType2" });
        dict.name("BaseFont", &name);
        dict.raw("CIDSystemInfo", SYSTEM_INFO);
        dict.reference("FontDescriptor", descriptor);
        let usual = usual_width(program, glyphs);
        dict.integer("DW", usual.into());
        widths(program, glyphs, usual, cid, dict.key("W"));
        if !is_cff {
            dict.reference("CIDToGIDMap", mapping);
        }
    });
    objects.dict(descriptor, |dict| {
        dict.name("Type", "FontDescriptor");
        dict.name("FontName", &name);
        dict.integer("Flags", flags(program));
        dict.key("FontBBox").array(program.bounds, |output, edge| output.integer(edge.into()));
        dict.key("ItalicAngle").real(program.italic_angle);
        dict.integer("Ascent", program.ascent.into());
        dict.integer("Descent", program.descent.into());
        dict.integer("CapHeight", program.cap_height.into());
        dict.integer("StemV", stem(program.weight));
        dict.reference(if is_cff { "FontFile3" } else { "FontFile2" }, data);
    });
    if is_cff {
        let outlines = table(&subset, b"CFF ").ok_or("its subset has no outlines")?;
        objects.deflated(data, &deflate(outlines), |dict| dict.name("Subtype", "CIDFontType0C"));
        let map = code_map(glyphs, subset_id);
        objects.deflated(mapping, &deflate(&map), |dict| {
            dict.name("Type", "CMap");
            dict.name("CMapName", CODE_MAP);
            dict.raw("CIDSystemInfo", SYSTEM_INFO);
        });
    } else {
        let length = subset.len() as i64;
        objects.deflated(data, &deflate(&subset), |dict| dict.integer("Length1", length));
        objects.deflated(mapping, &deflate(&glyph_map(glyphs, subset_id)), |_| {});
    }
    let unicode = unicode_map(program, glyphs, texts);
    objects.deflated(to_unicode, &deflate(&unicode), |_| {});
    Ok(objects)
}

const SYSTEM_INFO: &str = "<</Registry (Adobe)/Ordering (Identity)/Supplement 0>>";
const CODE_MAP: &str = "Gangwei-Glyphs";

/// The most frequent width of the glyphs.
fn usual_width(program: &Program, glyphs: &[u16]) -> i32 {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for &glyph in glyphs {
        *counts.entry(program.width(glyph)).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|&(width, count)| (count, -width));
    most.map_or(1000, |(width, _)| width)
}

/// Writes the widths that differ from the usual one (§9.7.4.3).
fn widths(
    program: &Program,
    glyphs: &[u16],
    usual: i32,
    cid: impl Fn(u16) -> u16,
    output: &mut ObjectBuffer,
) {
    let mut own: Vec<(u16, i32)> = glyphs
        .iter()
        .map(|&glyph| (cid(glyph), program.width(glyph)))
        .filter(|(_, width)| *width != usual)
        .collect();
    own.sort_unstable();
    output.raw("[");
    for run in own.chunk_by(|(a, _), (b, _)| u32::from(*a) + 1 == u32::from(*b)) {
        let Some((first, _)) = run.first() else { continue };
        output.space();
        output.integer((*first).into());
        output.array(run, |output, (_, width)| output.integer((*width).into()));
    }
    output.raw("]");
}

/// The font flags (table 123). The symbolic flag says that the font does not use the standard Latin character set.
fn flags(program: &Program) -> i64 {
    const FIXED_PITCH: i64 = 1;
    const SERIF: i64 = 1 << 1;
    const SYMBOLIC: i64 = 1 << 2;
    const ITALIC: i64 = 1 << 6;
    let serif = ["Serif", "Song", "Ming", "Tinos", "Times"].iter().any(|word| program.name.contains(word))
        && !program.name.contains("Sans");
    SYMBOLIC
        | if program.is_fixed { FIXED_PITCH } else { 0 }
        | if serif { SERIF } else { 0 }
        | if program.is_italic { ITALIC } else { 0 }
}

/// The approximate stem width for a weight, in 1/1000 em; fonts do not state it.
fn stem(weight: u16) -> i64 {
    10 + 220 * (i64::from(weight) - 50) / 900
}

/// The map from glyph ids of the whole font to those of the subset, in two bytes each (§9.7.4.2).
fn glyph_map(glyphs: &[u16], subset_id: impl Fn(u16) -> u16) -> Vec<u8> {
    let length = glyphs.last().map_or(0, |&last| usize::from(last) + 1);
    let mut map = vec![0; length * 2];
    for &glyph in glyphs {
        let at = usize::from(glyph) * 2;
        map[at..at + 2].copy_from_slice(&subset_id(glyph).to_be_bytes());
    }
    map
}

/// The CMap from character codes to CIDs of the subset (§9.7.5.3).
fn code_map(glyphs: &[u16], subset_id: impl Fn(u16) -> u16) -> Vec<u8> {
    cmap(CODE_MAP, "/CMapType 1 def\n", "cidchar", glyphs, |output, &glyph| {
        output.raw("<");
        output.digits(glyph);
        output.raw("> ");
        output.integer(subset_id(glyph).into());
        output.raw("\n");
    })
}

/// The CMap from character codes to text (§9.10.3).
fn unicode_map(program: &Program, glyphs: &[u16], texts: &BTreeMap<u16, String>) -> Vec<u8> {
    let text = |glyph: u16| match program.character(glyph) {
        Some(character) => Some(UnicodeText::Character(character)),
        None => texts.get(&glyph).map(|text| UnicodeText::Own(text)),
    };
    let pairs: Vec<(u16, UnicodeText)> =
        glyphs.iter().filter_map(|&glyph| Some((glyph, text(glyph)?))).collect();
    cmap("Gangwei-Text", "/CMapType 2 def\n", "bfchar", &pairs, |output, (glyph, text)| {
        output.raw("<");
        output.digits(*glyph);
        output.raw("><");
        match text {
            UnicodeText::Character(character) => output.utf16_digits(character.encode_utf8(&mut [0; 4])),
            UnicodeText::Own(text) => output.utf16_digits(text),
        }
        output.raw(">\n");
    })
}

/// The text that a glyph stands for.
enum UnicodeText<'t> {
    Character(char),
    Own(&'t str),
}

fn cmap<T>(
    name: &str,
    kind: &str,
    section: &str,
    entries: &[T],
    mut write: impl FnMut(&mut ObjectBuffer, &T),
) -> Vec<u8> {
    let mut output = ObjectBuffer(Vec::with_capacity(entries.len() * 16 + 512));
    output.raw("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n");
    output.raw(format!("/CIDSystemInfo {SYSTEM_INFO} def\n/CMapName /{name} def\n{kind}"));
    output.raw("1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    // A section may hold at most a hundred entries.
    for chunk in entries.chunks(100) {
        output.raw(format!("{} begin{section}\n", chunk.len()));
        chunk.iter().for_each(|entry| write(&mut output, entry));
        output.raw(format!("end{section}\n"));
    }
    output.raw("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
    output.0
}

/// A table of a font file.
fn table<'f>(font: &'f [u8], tag: &[u8; 4]) -> Option<&'f [u8]> {
    Some(skrifa::FontRef::new(font).ok()?.table_data(skrifa::Tag::new(tag))?.as_bytes())
}
