//! The fonts of the project, the embedded fonts, and the needed fonts of the system.
//!
//! Each face's character map and advances are read once into flat tables, because a handbook uses the same few thousand
//! Han again and again.

use std::collections::BTreeSet;
#[cfg(feature = "serve")]
use std::hash::Hasher;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use skrifa::charmap::MapVariant;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::BoundingBox;
use skrifa::prelude::*;
use skrifa::raw::TableProvider;
use skrifa::string::StringId;

use super::known::Idle;
use crate::characters::is_ignorable;
#[cfg(feature = "serve")]
use crate::hash::Quick;
use crate::sync::lock;
use crate::tree::{FontStack, Generic, Script};

/// A font file's bytes: built into the binary, or read from the project.
#[derive(Clone, Debug)]
pub enum FontData {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl AsRef<[u8]> for FontData {
    fn as_ref(&self) -> &[u8] {
        match self {
            FontData::Static(bytes) => bytes,
            FontData::Shared(bytes) => bytes,
        }
    }
}

/// Every font in which text may be set. It is cheap to clone and to share between threads.
#[derive(Clone)]
pub struct Fonts {
    faces: Vec<Arc<Face>>,
    /// How many faces are the project's; they come first.
    own: usize,
    /// The index of the first face of the system; the embedded faces are before it.
    system: usize,
    /// The families that text asked for and that another face replaced.
    replaced: Arc<Mutex<BTreeSet<Arc<str>>>>,
    /// Paragraphs that typesetters have set in these faces, for reuse.
    pub(super) idle: Arc<Idle>,
}

/// The most faces, whose ids have 16 bits.
const MOST_FACES: usize = 4096;

/// A face of a font file, with what layout needs.
pub struct Face {
    pub data: FontData,
    /// The face's index in a collection.
    pub index: u32,
    /// Lower-case family names.
    families: Vec<String>,
    bold: bool,
    italic: bool,
    tables: OnceLock<Tables>,
    shaping: OnceLock<Option<harfrust::Font>>,
}

/// A face's character map and advances.
struct Tables {
    units_per_em: f32,
    /// Glyph ids of the Basic Multilingual Plane; 0 if the face has none.
    basic: Vec<u16>,
    /// Other characters with their glyph ids, sorted by character.
    supplementary: Vec<(u32, u16)>,
    /// In font units, by glyph id.
    advances: Vec<u16>,
}

/// A face that is built into the binary.
struct Embedded {
    /// In lower case.
    family: &'static str,
    bold: bool,
    /// The families, in lower case, that only this face replaces. A face with an empty list replaces all families of
    /// its kind.
    stands_for: &'static [&'static str],
    bytes: &'static [u8],
}

#[cfg(feature = "embedded-fonts")]
macro_rules! embedded {
    ($family:literal, $bold:literal, $stands_for:expr, $file:literal) => {
        Embedded {
            family: $family,
            bold: $bold,
            stands_for: $stands_for,
            bytes: include_bytes!(concat!("../../templates/fonts/", $file)),
        }
    };
}

#[cfg(feature = "embedded-fonts")]
static EMBEDDED: [Embedded; 8] = [
    embedded!("noto serif sc", false, &[], "NotoSerifSC_400Regular.ttf"),
    embedded!("noto sans sc", true, &[], "NotoSansSC_700Bold.ttf"),
    embedded!("tinos", false, &[], "Tinos_400Regular.ttf"),
    embedded!("tinos", true, &[], "Tinos_700Bold.ttf"),
    embedded!("arimo", false, &[], "Arimo_400Regular.ttf"),
    embedded!("arimo", true, &[], "Arimo_700Bold.ttf"),
    embedded!("noto serif sc", true, &BIAO_SONG, "NotoSerifSC_700Bold.ttf"),
    embedded!("gangwei kai", false, &KAI, "GangweiKai_400Regular.ttf"),
];

#[cfg(not(feature = "embedded-fonts"))]
static EMBEDDED: [Embedded; 0] = [];

/// The faces of the embedded fonts, whose tables are read once, however often fonts are opened.
static EMBEDDED_FACES: LazyLock<Vec<Arc<Face>>> = LazyLock::new(|| {
    let face = |face: &Embedded| Face {
        data: FontData::Static(face.bytes),
        index: 0,
        families: vec![face.family.to_owned()],
        bold: face.bold,
        italic: false,
        tables: OnceLock::new(),
        shaping: OnceLock::new(),
    };
    EMBEDDED.iter().map(face).map(Arc::new).collect()
});

/// Names of 小标宋, the bold 宋体 of official titles.
#[cfg(feature = "embedded-fonts")]
static BIAO_SONG: [&str; 5] =
    ["小标宋", "方正小标宋简体", "方正小标宋_gbk", "fzxiaobiaosong-b05s", "fzxiaobiaosong-b05"];
/// Names of 楷体.
#[cfg(feature = "embedded-fonts")]
static KAI: [&str; 8] =
    ["楷体", "楷体_gb2312", "kaiti", "kaiti_gb2312", "华文楷体", "stkaiti", "方正楷体简体", "方正楷体_gbk"];
/// Families, in lower case, whose Han look like those of an embedded face: names of 宋体 and 黑体.
static LIKE_HAN: [&str; 18] = [
    "宋体",
    "simsun",
    "新宋体",
    "nsimsun",
    "华文宋体",
    "stsong",
    "songti sc",
    "思源宋体",
    "noto serif sc",
    "noto serif cjk sc",
    "黑体",
    "simhei",
    "华文黑体",
    "stheiti",
    "heiti sc",
    "思源黑体",
    "noto sans sc",
    "noto sans cjk sc",
];
/// Families, in lower case, whose Latin letters look like those of an embedded face and have the advances of Tinos or
/// Arimo.
static LIKE_LATIN: [&str; 6] = ["times new roman", "times", "tinos", "arial", "helvetica", "arimo"];

/// Whether a family's text of a script looks the same in an embedded face.
fn is_like_embedded(family: &str, script: Script) -> bool {
    match script {
        Script::Han => LIKE_HAN.contains(&family) || stand_in(family).is_some(),
        Script::Latin => LIKE_LATIN.contains(&family),
    }
}

/// The index of the embedded face that replaces only certain families, among them this one.
fn stand_in(family: &str) -> Option<usize> {
    EMBEDDED.iter().position(|face| face.stands_for.contains(&family))
}

impl Fonts {
    /// The project's font files, with their paths, and after them the embedded fonts.
    ///
    /// # Errors
    /// The paths of the files that are not fonts.
    pub fn new(files: Vec<(String, Arc<[u8]>)>) -> Result<Fonts, Vec<String>> {
        let mut faces = Vec::new();
        let mut bad = Vec::new();
        for (path, data) in files {
            let before = faces.len();
            faces.extend(Face::read_all(&data).map(Arc::new));
            if faces.len() == before {
                bad.push(path);
            }
        }
        if !bad.is_empty() {
            return Err(bad);
        }
        let own = faces.len();
        faces.extend(EMBEDDED_FACES.iter().cloned());
        let system = faces.len();
        Ok(Fonts { faces, own, system, replaced: Arc::default(), idle: Arc::default() })
    }

    /// Adds the needed faces of a system's font file: those of a wanted family, and those that have a wanted
    /// character, which then is removed from `chars`.
    pub fn add_system(&mut self, data: &Arc<[u8]>, families: &BTreeSet<String>, chars: &mut BTreeSet<char>) {
        for face in Face::read_all(data) {
            let is_named = face.families.iter().any(|family| families.contains(family));
            let had: Vec<char> = chars.iter().copied().filter(|&c| face.charmap_has(c)).collect();
            if self.faces.len() < MOST_FACES && (is_named || !had.is_empty()) {
                had.iter().for_each(|c| _ = chars.remove(c));
                self.faces.push(Arc::new(face));
                // Earlier paragraphs might now use this face.
                self.idle = Arc::default();
            }
        }
    }

    /// Whether the project or the system has a family of this name.
    pub fn has_family(&self, name: &str) -> bool {
        self.brought().any(|id| self.faces[id].families.iter().any(|family| family == name))
    }

    /// The families that text has asked for so far and that no face has or looks like.
    pub fn replaced(&self) -> BTreeSet<Arc<str>> {
        lock(&self.replaced).clone()
    }

    /// The indices of the faces that are not embedded: the project's, then the system's.
    fn brought(&self) -> impl Iterator<Item = usize> {
        (0..self.own).chain(self.system..self.faces.len())
    }

    pub fn faces(&self) -> &[Arc<Face>] {
        &self.faces
    }

    pub fn face(&self, id: u16) -> &Face {
        &self.faces[usize::from(id)]
    }

    /// A number that is another one if a face is, or stands elsewhere.
    #[cfg(feature = "serve")]
    pub fn digest(&self) -> u64 {
        let mut digest = Quick::default();
        for face in &self.faces {
            digest.write_usize(face.data.as_ref().len());
            digest.write_u32(face.index);
            digest.write_u32(face.checksum());
        }
        digest.finish()
    }

    /// Whether some face has a glyph for the character, or it needs none.
    pub fn covers(&self, c: char) -> bool {
        is_ignorable(c) || c.is_whitespace() || self.faces.iter().any(|face| face.has(c))
    }

    /// The faces to try for a style's characters of one script, best first.
    ///
    /// First, families of the style that the project or the system has, up to one that an embedded face replaces; then
    /// that face (宋体, 仿宋 → Noto Serif SC; 小标宋 → its bold; 楷体 → Gangwei Kai; 黑体 and bold → Noto Sans SC; Times New
    /// Roman → Tinos; Arial → Arimo), then every other face.
    pub fn chain(&self, stack: &FontStack, bold: bool, italic: bool, script: Script) -> Vec<u16> {
        let named = self.named(stack, bold, italic, script);
        let family = stack.family(script);
        if named.is_empty() && !is_like_embedded(&family.to_lowercase(), script) {
            lock(&self.replaced).insert(family.clone());
        }
        self.ranked(named, stack, bold, italic, script)
    }

    /// The ids of all faces, the best first: `named`, then the embedded faces that fit, then all others.
    fn ranked(
        &self,
        named: Vec<usize>,
        stack: &FontStack,
        bold: bool,
        italic: bool,
        script: Script,
    ) -> Vec<u16> {
        let mut chain: Vec<u16> = Vec::with_capacity(self.faces.len());
        let mut push = |id: usize| {
            let id = id as u16;
            if !chain.contains(&id) {
                chain.push(id);
            }
        };
        named.into_iter().for_each(&mut push);
        let han = match stack.generic_of(Script::Han) {
            Generic::Serif if !bold => ["noto serif sc", "noto sans sc"],
            _ => ["noto sans sc", "noto serif sc"],
        };
        let latin = match stack.generic_of(Script::Latin) {
            Generic::Serif => ["tinos", "arimo"],
            Generic::SansSerif => ["arimo", "tinos"],
        };
        let order = match script {
            Script::Han => [han[0], latin[0], han[1], latin[1]],
            Script::Latin => [latin[0], han[0], latin[1], han[1]],
        };
        // If Han come from a bold face (the only embedded 黑体 is bold), letters beside them are bold too.
        let beside_bold = || {
            let named = self.named(stack, bold, italic, Script::Han);
            let han = self.ranked(named, stack, bold, italic, Script::Han);
            han.first().is_some_and(|&id| self.face(id).bold)
        };
        let bold = bold || script == Script::Latin && beside_bold();
        order.iter().filter_map(|name| self.builtin(name, bold)).for_each(&mut push);
        (0..self.faces.len()).for_each(&mut push);
        chain
    }

    /// The faces of a style's families, beginning with the family of the script: among Han, “ comes from 宋体, although
    /// Times New Roman has one too. Each family gives the face with the best weight and slant. Families after one
    /// that looks like an embedded face are ignored, because a word processor, which has that family, ignores them
    /// too.
    fn named(&self, stack: &FontStack, bold: bool, italic: bool, script: Script) -> Vec<usize> {
        let mut named = Vec::new();
        for family in std::iter::once(stack.family(script)).chain(stack.families.iter()) {
            let family = family.to_lowercase();
            let own = self.brought().filter(|&id| self.faces[id].families.contains(&family));
            let own = own.min_by_key(|&id| {
                let face = &self.faces[id];
                (id >= self.system, face.bold != bold, face.italic != italic)
            });
            named.extend(own);
            if own.is_none() && is_like_embedded(&family, script) {
                // Bold text uses the bold face of all Han.
                let alone = stand_in(&family).filter(|_| script == Script::Han && !bold);
                named.extend(alone.map(|index| self.own + index));
                break;
            }
        }
        named
    }

    /// The embedded face of a family, with that weight if there is one.
    fn builtin(&self, name: &str, bold: bool) -> Option<usize> {
        (self.own..self.system)
            .filter(|&id| self.faces[id].families[0] == name)
            .min_by_key(|&id| self.faces[id].bold != bold)
    }
}

impl Face {
    /// The faces of a file; none if it is not a font.
    fn read_all(data: &Arc<[u8]>) -> impl Iterator<Item = Face> {
        (0..64).map_while(|index| Face::read(FontData::Shared(data.clone()), index))
    }

    fn read(data: FontData, index: u32) -> Option<Face> {
        let font = FontRef::from_index(data.as_ref(), index).ok()?;
        let attributes = font.attributes();
        let names = |id| font.localized_strings(id).map(|name| name.to_string().to_lowercase());
        let mut families: Vec<String> =
            names(StringId::TYPOGRAPHIC_FAMILY_NAME).chain(names(StringId::FAMILY_NAME)).collect();
        families.sort_unstable();
        families.dedup();
        let bold = attributes.weight.value() >= 600.0;
        let italic = attributes.style != skrifa::attribute::Style::Normal;
        // A file without glyphs or characters cannot set text.
        font.charmap().has_map().then_some(())?;
        Some(Face { data, index, families, bold, italic, tables: OnceLock::new(), shaping: OnceLock::new() })
    }

    pub fn is_italic(&self) -> bool {
        self.italic
    }

    /// The same as [`has`](Face::has), without reading the whole character map.
    fn charmap_has(&self, c: char) -> bool {
        let font = FontRef::from_index(self.data.as_ref(), self.index);
        font.is_ok_and(|font| {
            let count = font.glyph_metrics(Size::unscaled(), LocationRef::default()).glyph_count();
            font.charmap().map(c).is_some_and(|glyph| (1..count).contains(&glyph.to_u32()))
        })
    }

    pub fn has(&self, c: char) -> bool {
        self.glyph(c).is_some()
    }

    /// The character's glyph, without shaping.
    pub fn glyph(&self, c: char) -> Option<u16> {
        let tables = self.tables();
        let code = c as u32;
        let id = match tables.basic.get(code as usize) {
            Some(&id) => id,
            None => {
                let at = tables.supplementary.binary_search_by_key(&code, |&(c, _)| c).ok()?;
                tables.supplementary[at].1
            }
        };
        (id != 0).then_some(id)
    }

    /// The form of a character that a variation selector asks for.
    pub(super) fn variant(&self, c: char, selector: char) -> Option<u16> {
        let font = FontRef::from_index(self.data.as_ref(), self.index).ok()?;
        match font.charmap().map_variant(c, selector)? {
            MapVariant::UseDefault => None,
            MapVariant::Variant(glyph) => self.real(glyph.to_u32()),
        }
    }

    /// The glyph's id, if the face has it and it is not `.notdef`. Tables of a damaged font may name others.
    pub(super) fn real(&self, glyph: u32) -> Option<u16> {
        let is_real = glyph != 0 && (glyph as usize) < self.tables().advances.len();
        u16::try_from(glyph).ok().filter(|_| is_real)
    }

    /// A glyph's advance in em.
    pub fn advance(&self, glyph: u16) -> f32 {
        let tables = self.tables();
        let units = tables.advances.get(usize::from(glyph)).copied().unwrap_or(0);
        f32::from(units) / tables.units_per_em
    }

    /// The left and right edge of a glyph's ink, in em from its origin.
    pub fn ink(&self, glyph: u16) -> Option<(f32, f32)> {
        let bounds = self.bounds(glyph)?;
        let em = self.tables().units_per_em;
        Some((bounds.x_min / em, bounds.x_max / em))
    }

    /// The lower and upper edge of a glyph's ink, in em above its origin.
    pub fn ink_height(&self, glyph: u16) -> Option<(f32, f32)> {
        let bounds = self.bounds(glyph)?;
        let em = self.tables().units_per_em;
        Some((bounds.y_min / em, bounds.y_max / em))
    }

    /// Whether the face has vertical metrics.
    pub(super) fn has_vertical_metrics(&self) -> bool {
        FontRef::from_index(self.data.as_ref(), self.index).is_ok_and(|font| font.vmtx().is_ok())
    }

    fn bounds(&self, glyph: u16) -> Option<BoundingBox> {
        let font = FontRef::from_index(self.data.as_ref(), self.index).ok()?;
        font.glyph_metrics(Size::unscaled(), LocationRef::default()).bounds(GlyphId::from(glyph))
    }

    /// The checksum that the file gives for the whole of itself (OpenType, `head.checksumAdjustment`).
    #[cfg(feature = "serve")]
    fn checksum(&self) -> u32 {
        let head = FontRef::from_index(self.data.as_ref(), self.index).and_then(|font| font.head());
        head.map_or(0, |head| head.checksum_adjustment())
    }

    /// The font as the shaper reads it.
    pub(super) fn shaping(&self) -> Option<&harfrust::Font> {
        self.shaping
            .get_or_init(|| {
                let index = self.index;
                match &self.data {
                    FontData::Static(bytes) => harfrust::Font::new(*bytes, index),
                    FontData::Shared(bytes) => harfrust::Font::new(bytes.to_vec(), index),
                }
            })
            .as_ref()
    }

    pub fn units_per_em(&self) -> f32 {
        self.tables().units_per_em
    }

    fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| Tables::read(self.data.as_ref(), self.index))
    }
}

impl Tables {
    fn read(data: &[u8], index: u32) -> Tables {
        let mut tables = Tables {
            units_per_em: 1000.0,
            basic: vec![0; 0x10000],
            supplementary: Vec::new(),
            advances: Vec::new(),
        };
        let Ok(font) = FontRef::from_index(data, index) else {
            return tables;
        };
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        tables.units_per_em = f32::from(units.max(1));
        tables.advances = (0..metrics.glyph_count().min(0x1_0000))
            .map(|id| metrics.advance_width(GlyphId::from(id)).unwrap_or(0.0).clamp(0.0, 65_535.0) as u16)
            .collect();
        for (code, glyph) in font.charmap().mappings() {
            let glyph = glyph.to_u32();
            if glyph as usize >= tables.advances.len() {
                continue;
            }
            let glyph = glyph as u16;
            match tables.basic.get_mut(code as usize) {
                Some(slot) => *slot = glyph,
                None => tables.supplementary.push((code, glyph)),
            }
        }
        tables.supplementary.sort_unstable();
        tables
    }
}

#[cfg(all(test, feature = "embedded-fonts"))]
mod tests {
    use super::*;
    use crate::testing::text::embedded_fonts;

    /// The family and weight of the face that a style's characters of one script get.
    fn first(fonts: &Fonts, families: &[&str], script: Script) -> (String, bool) {
        let chain = fonts.chain(&FontStack::new(families), false, false, script);
        let face = fonts.face(chain[0]);
        (face.families[0].clone(), face.bold)
    }

    #[test]
    fn official_documents_have_their_own_kai_and_title_faces() {
        let fonts = embedded_fonts();
        let han = |family| first(&fonts, &["Times New Roman", family, "serif"], Script::Han);
        assert_eq!(han("楷体_GB2312"), ("gangwei kai".to_owned(), false));
        assert_eq!(han("方正小标宋简体"), ("noto serif sc".to_owned(), true));
        assert_eq!(han("宋体"), ("noto serif sc".to_owned(), false));
        // The first family that an embedded face looks like counts, as in Word; none looks like 仿宋.
        let of = |families: &[&str]| first(&fonts, families, Script::Han).0;
        assert_eq!(of(&["Times New Roman", "宋体", "楷体", "serif"]), "noto serif sc");
        assert_eq!(of(&["Times New Roman", "楷体", "宋体", "serif"]), "gangwei kai");
        assert!(fonts.replaced().is_empty());
        let chain = fonts.chain(&FontStack::new(&["楷体"]), false, false, Script::Han);
        let of_rare = chain.iter().find(|&&id| fonts.face(id).has('㐀'));
        assert_eq!(
            fonts.face(*of_rare.unwrap()).families[0],
            "noto serif sc",
            "the whole face has what the cut lacks"
        );
    }

    #[test]
    fn what_no_face_looks_like_is_remembered() {
        let fonts = embedded_fonts();
        assert_eq!(first(&fonts, &["Calibri", "仿宋"], Script::Han), ("noto serif sc".to_owned(), false));
        assert_eq!(fonts.replaced().iter().map(|name| &**name).collect::<Vec<_>>(), ["仿宋"]);
        assert_eq!(first(&fonts, &["Calibri", "仿宋"], Script::Latin), ("arimo".to_owned(), false));
        assert_eq!(fonts.replaced().iter().map(|name| &**name).collect::<Vec<_>>(), ["Calibri", "仿宋"]);
    }

    #[test]
    fn a_family_that_no_text_is_set_in_is_not_told() {
        let fonts = embedded_fonts();
        assert_eq!(first(&fonts, &["Times New Roman", "仿宋"], Script::Latin).0, "tinos");
        assert!(fonts.replaced().is_empty());
    }

    /// Families after one that an embedded face looks like set nothing, because the DOCX does not name them.
    #[test]
    fn a_font_of_the_project_sets_what_names_it_first() {
        let data = include_bytes!("../../tests/fonts/GangweiTest-Regular.ttf").as_slice();
        let fonts = Fonts::new(vec![("fonts/own.ttf".to_owned(), data.into())]).unwrap();
        let own = fonts.face(0).families[0].clone();
        let first = |families: &[&str], script| first(&fonts, families, script).0;
        assert_eq!(first(&["宋体", &own], Script::Han), "noto serif sc");
        assert_eq!(first(&["仿宋", &own], Script::Han), own);
        assert_eq!(first(&["Times New Roman", "岗位测试"], Script::Latin), "tinos");
        assert_eq!(first(&["Times New Roman", "岗位测试"], Script::Han), own);
    }

    #[test]
    fn letters_beside_bold_han_are_bold() {
        let fonts = embedded_fonts();
        let latin = |families: &[&str]| first(&fonts, families, Script::Latin);
        assert_eq!(latin(&["Arial", "黑体"]), ("arimo".to_owned(), true));
        assert_eq!(latin(&["Times New Roman", "方正小标宋简体"]), ("tinos".to_owned(), true));
        assert_eq!(latin(&["Times New Roman", "宋体"]), ("tinos".to_owned(), false));
    }
}
