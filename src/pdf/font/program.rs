//! A font program, with the data that drawing and embedding need.

use std::collections::BTreeSet;

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::unicode;
use crate::page::{FontData, FontFile};

/// The format of the outlines, which decides how PDF embeds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlines {
    /// The table `glyf`.
    TrueType,
    /// The table `CFF `.
    Cff,
}

/// A font that has been read.
pub struct Program {
    pub data: FontData,
    pub index: u32,
    pub outlines: Outlines,
    /// The PostScript name, without the tag of a subset.
    pub name: String,
    /// Advances by glyph id, in 1/1000 em.
    widths: Vec<i32>,
    /// The character of each glyph, by glyph id; 0 where it cannot be told from the glyph.
    characters: Vec<u32>,
    /// In 1/1000 em, as are the two below.
    pub ascent: i32,
    pub descent: i32,
    pub cap_height: i32,
    pub bounds: [i32; 4],
    pub italic_angle: f64,
    pub is_italic: bool,
    pub is_fixed: bool,
    pub weight: u16,
}

impl Program {
    /// # Errors
    /// Gives the reason why the font cannot be embedded.
    pub fn read(file: &FontFile) -> Result<Program, String> {
        let font = FontRef::from_index(file.data.as_ref(), file.index)
            .map_err(|_| "it is not an OpenType font".to_owned())?;
        let outlines = match (font.glyf().is_ok() && font.loca(None).is_ok(), font.cff().is_ok()) {
            (true, _) => Outlines::TrueType,
            (false, true) => Outlines::Cff,
            (false, false) => return Err("it has no outlines that a PDF can embed".to_owned()),
        };
        // Embedding is forbidden only if bit 1 of `fsType` is set alone; of several bits, the least restrictive
        // holds.
        let fs_type = font.os2().map_or(0, |os2| os2.fs_type());
        if fs_type & 0xF == 2 || fs_type & 0x0200 != 0 {
            return Err("its licence does not allow embedding".to_owned());
        }
        if fs_type & 0x0100 != 0 {
            return Err("its licence does not allow embedding a part of it".to_owned());
        }
        if !has_sound_names(&font) {
            return Err("its names are damaged".to_owned());
        }
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let units = f32::from(metrics.units_per_em);
        if units <= 0.0 {
            return Err("its unit is zero".to_owned());
        }
        let thousandths = |length: f32| (length * 1000.0 / units).round().clamp(-32_000.0, 32_000.0) as i32;
        let glyphs = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let count = glyphs.glyph_count().min(0x1_0000) as usize;
        let width = |id| thousandths(glyphs.advance_width(GlyphId::new(id as u32)).unwrap_or(0.0));
        let bounds = metrics.bounds.unwrap_or_default();
        let attributes = font.attributes();
        Ok(Program {
            data: file.data.clone(),
            index: file.index,
            outlines,
            name: name(&font),
            widths: (0..count).map(width).collect(),
            characters: unicode::characters(&font, count),
            ascent: thousandths(metrics.ascent),
            descent: thousandths(metrics.descent),
            cap_height: thousandths(metrics.cap_height.unwrap_or(metrics.ascent)),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(thousandths),
            italic_angle: f64::from(metrics.italic_angle),
            is_italic: attributes.style != skrifa::attribute::Style::Normal,
            is_fixed: metrics.is_monospace,
            weight: attributes.weight.value().clamp(100.0, 900.0) as u16,
        })
    }

    /// A glyph's advance in 1/1000 em, as the file's `W` array states it.
    pub fn width(&self, glyph: u16) -> i32 {
        self.widths.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// Whether the font has this glyph.
    pub fn has(&self, glyph: u16) -> bool {
        usize::from(glyph) < self.widths.len()
    }

    /// The character that a glyph stands for wherever it is drawn; `None` if there is none.
    pub fn character(&self, glyph: u16) -> Option<char> {
        let character = self.characters.get(usize::from(glyph)).copied()?;
        char::from_u32(character).filter(|character| *character != '\0')
    }
}

/// Whether every name of the `name` table ends within 64 KiB, and all names together are no longer. The subsetter
/// relies on that.
fn has_sound_names(font: &FontRef) -> bool {
    let Ok(names) = font.name() else { return true };
    let records = names.name_record().iter();
    let places: BTreeSet<(u32, u32)> =
        records.map(|name| (name.string_offset().to_u32(), name.length().into())).collect();
    let most = u32::from(u16::MAX);
    places.iter().all(|(at, length)| at + length <= most)
        && places.iter().map(|(_, length)| length).sum::<u32>() <= most
}

/// The PostScript name, with only the characters that it may have.
fn name(font: &FontRef) -> String {
    let strings = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
    let name =
        strings(StringId::POSTSCRIPT_NAME).or_else(|| strings(StringId::FULL_NAME)).unwrap_or_default();
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let plain: String = name.chars().filter(is_plain).take(63).collect();
    if plain.is_empty() { "Font".to_owned() } else { plain }
}
