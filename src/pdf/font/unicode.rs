//! Which character each glyph of a font stands for.

use skrifa::{FontRef, MetadataProvider};

/// The character of each glyph, by glyph id; 0 where the font maps none to it.
///
/// If several characters have one glyph (⼀ and 一), it stands for the one with which texts are written.
pub fn characters(font: &FontRef, glyphs: usize) -> Vec<u32> {
    let mut characters = vec![0; glyphs];
    for (character, glyph) in font.charmap().mappings() {
        let Some(slot) = characters.get_mut(glyph.to_u32() as usize) else { continue };
        if char::from_u32(character).is_some_and(has_meaning) && (*slot == 0 || rank(character) < rank(*slot))
        {
            *slot = character;
        }
    }
    characters
}

/// Whether a reader can know what the character means. PDF/A-2a forbids to map glyphs to the private use areas,
/// U+0000, U+FEFF and U+FFFE (ISO 19005-2 §6.2.11.7).
pub fn has_meaning(character: char) -> bool {
    !matches!(character as u32,
        0 | 0xFEFF | 0xFFFE | 0xE000..=0xF8FF | 0xF_0000..=0xF_FFFD | 0x10_0000..=0x10_FFFD)
}

/// Ranks the characters of one glyph: the least is the one that texts are written with.
fn rank(character: u32) -> (bool, u32) {
    let is_stand_in = matches!(character,
        // Control characters, no-break space, soft hyphen.
        0..0x20 | 0x7F..=0xA0 | 0xAD
        // Fixed spaces and hyphens.
        | 0x2000..=0x200F | 0x2010..=0x2012
        // CJK and Kangxi radicals, compatibility ideographs and forms.
        | 0x2E80..=0x2FDF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0x2_F800..=0x2_FA1F);
    (is_stand_in, character)
}
