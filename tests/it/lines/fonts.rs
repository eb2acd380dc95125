//! Which face sets a character: families by script, fallback, forms; and what no face has.

use gangwei::testing::page;
use gangwei::testing::text::Fonts;
use gangwei::testing::tree::{
    Content, ListItem, ListStyle, MarginArea, MarginBox, Numbering, PageStyles, ParagraphStyle, Script,
};
use gangwei::testing::unit::Sides;

use super::*;

/// The faces and glyphs that set a text's characters.
fn glyphs(text: &str, families: &[&str], fonts: &Fonts) -> Vec<(u16, u16)> {
    let style = ParagraphStyle { text: text_style_in(families, 400), ..left() };
    let paragraph = paragraph(text, style, usize::MAX);
    let set = Typesetter::new(fonts).typeset(&paragraph, measure(50.0));
    let mut glyphs = Vec::new();
    for item in &set.lines[0].items {
        let LineItem::Run(run) = item else { continue };
        glyphs.extend(set.glyphs[run.glyphs.clone()].iter().map(|glyph| (run.font, glyph.id)));
    }
    glyphs
}

/// The face that has the character's glyph.
fn face_of(c: char, families: &[&str]) -> u16 {
    glyphs(&c.to_string(), families, synthetic())[0].0
}

#[test]
fn each_script_asks_its_own_family_first() {
    let [latin, han] = [face_of('A', TWO), face_of('岗', TWO)];
    assert_ne!(latin, han);
    // Both families have “: among Han it is the Han one's, although that is named second.
    let marks = glyphs("岗“岗”A", TWO, synthetic());
    assert_eq!(marks.iter().map(|(face, _)| *face).collect::<Vec<_>>(), [han, han, han, han, latin]);
    let marks = glyphs("“A”", TWO, synthetic());
    assert!(marks.iter().all(|(face, _)| *face == latin));
    // What the family lacks, the other one has; what both lack, the embedded faces.
    assert_eq!(face_of('é', TWO), han);
    assert!(face_of('龘', TWO) > han.max(latin));
}

#[test]
fn full_width_dashes_and_dots_come_from_the_text_s_own_face() {
    let fonts = synthetic();
    let own = face_of('岗', ONE);
    let face = fonts.face(own);
    // The family has no U+2015, but the embedded faces do; it has U+30FB.
    assert!(!face.has('\u{2015}') && fonts.covers('\u{2015}') && face.has('\u{30fb}'));
    let set = glyphs("岗——位·岗", ONE, fonts);
    let dash = face.glyph('—').unwrap();
    assert_eq!(set[1..3], [(own, dash), (own, dash)]);
    assert_eq!(set[4], (own, face.glyph('\u{30fb}').unwrap()));
}

#[test]
fn a_variation_selector_chooses_a_form() {
    let fonts = synthetic();
    let plain = glyphs("葛", ONE, fonts);
    let chosen = glyphs("葛\u{e0100}", ONE, fonts);
    assert_eq!((plain.len(), chosen.len()), (1, 1));
    assert_ne!(plain, chosen);
    // One that the face does not know is passed over.
    assert_eq!(glyphs("葛\u{e0101}", ONE, fonts), plain);
    assert_eq!(glyphs("岗\u{fe00}", ONE, fonts), glyphs("岗", ONE, fonts));
}

#[test]
fn a_character_that_no_font_has_is_told() {
    let paragraph = paragraph("岗\u{4e06}位\u{10ffff}", left(), usize::MAX);
    let set = typeset(&paragraph, 50.0);
    // The embedded faces have U+4E06.
    assert_eq!(set.missing, ['\u{10ffff}']);
    assert_eq!(texts(&set), ["岗\u{4e06}位\u{10ffff}"]);
}

#[test]
fn one_missing_from_a_margin_box_or_a_list_marker_is_told_too() {
    let style = Arc::new(left());
    let margin_box = |text: &str| MarginBox {
        area: MarginArea::TopCenter,
        content: vec![Content::Text(text.to_owned()), Content::String("title".into())],
        style: style.clone(),
    };
    let mut part = part(vec![Block::List(List {
        id: ListId::default(),
        anchor: None,
        style: Arc::new(list_style()),
        start: 1,
        items: vec![ListItem {
            id: ItemId::default(),
            marker: "\u{10fffc}".to_owned(),
            blocks: vec![body("项")],
        }],
    })]);
    part.strings.push(("title".into(), "\u{10fffd}".to_owned()));
    let mut default = part.page_styles.default.clone();
    default.boxes.push(margin_box("页眉\u{10fffe}"));
    let unused = PageStyle { boxes: vec![margin_box("\u{10ffff}")], ..default.clone() };
    part.page_styles = Arc::new(PageStyles { default, named: vec![("other".into(), unused)] });
    let missing = page::layout(&part, synthetic()).missing;
    assert_eq!(missing, ['\u{10fffc}', '\u{10fffe}', '\u{10fffd}']);
}

fn list_style() -> ListStyle {
    ListStyle {
        name: None,
        numbering: Numbering::Decimal,
        prefix: "".into(),
        suffix: "".into(),
        margin: Sides::default(),
        indent: Abs::pt(2.0 * EM),
        marker: text_style_in(ONE, 400),
        keep_together: false,
    }
}

/// The system's faces stand behind the project's, and behind the embedded ones unless a style names them.
#[test]
fn the_system_s_faces_are_taken_where_they_are_needed() {
    let data: Arc<[u8]> = include_bytes!("../../fonts/GangweiTest-Regular.ttf").as_slice().into();
    let embedded = fonts().faces().len();
    let fonts_with = |families: &[&str], chars: &[char]| {
        let mut fonts = gangwei::testing::text::embedded_fonts();
        let families = families.iter().map(|&family| family.to_owned()).collect();
        let mut chars = chars.iter().copied().collect();
        fonts.add_system(&data, &families, &mut chars);
        (fonts, chars)
    };
    // Nobody asks for it: it is not held.
    assert_eq!(fonts_with(&["other"], &['\u{10ffff}']).0.faces().len(), embedded);
    // A character that only it has; the rest stays with the embedded faces.
    let (fonts, left) = fonts_with(&["other"], &['𠮷', '\u{10ffff}']);
    assert_eq!(left.into_iter().collect::<Vec<_>>(), ['\u{10ffff}']);
    let faces: Vec<u16> = glyphs("岗𠮷", &["宋体"], &fonts).iter().map(|(face, _)| *face).collect();
    assert_ne!(faces[0], faces[1]);
    assert_eq!(usize::from(faces[1]), embedded);
    // A family that a style names comes first, by any of its names.
    let (fonts, _) = fonts_with(&["岗位测试"], &[]);
    assert_eq!(usize::from(glyphs("岗", &["岗位测试"], &fonts)[0].0), embedded);
    assert_ne!(usize::from(glyphs("岗", &["宋体"], &fonts)[0].0), embedded);
}

/// A damaged font may name glyphs that it does not have; other faces set those characters.
#[test]
fn glyphs_beyond_the_last_are_none() {
    let mut data = include_bytes!("../../fonts/GangweiTestLatin-Regular.ttf").to_vec();
    let record = data.windows(4).position(|tag| tag == b"maxp").unwrap();
    let table = u32::from_be_bytes(data[record + 8..record + 12].try_into().unwrap()) as usize;
    // So many glyphs it says it has: that of what is missing, of the space, and of one mark.
    data[table + 4..table + 6].copy_from_slice(&3_u16.to_be_bytes());
    let fonts = Fonts::new(vec![("fonts/own.ttf".to_owned(), data.into())]).unwrap();
    assert!(fonts.face(0).has(' '));
    assert!(!fonts.face(0).has('z'));
    let faces: Vec<u16> =
        glyphs("!z", &["Gangwei Test Latin"], &fonts).iter().map(|(face, _)| *face).collect();
    assert_eq!(faces[0], 0);
    assert_ne!(faces[1], 0);
}

/// List markers follow the same rule of scripts as text: “（é）” has a Latin letter between Han marks.
#[test]
fn markers_know_their_scripts() {
    let style = text_style_in(TWO, 400);
    let mut typesetter = Typesetter::new(synthetic());
    let set = typesetter.typeset_plain("“a”·é", &style);
    let faces: Vec<u16> = set.lines[0]
        .items
        .iter()
        .filter_map(|item| match item {
            LineItem::Run(run) => Some(run.font),
            LineItem::Image { .. } | LineItem::Leader(_) => None,
        })
        .collect();
    // “a” is one run in the Latin face; · and é, which it lacks, come from the other family.
    assert_eq!(faces, [face_of('A', TWO), face_of('岗', TWO)]);
    assert_eq!(round(set.lines[0].width.to_pt() / EM), 0.4 + 0.5 + 0.4 + 0.5 + 0.5);
    let stretches: Vec<(Script, &str)> = by_script("第é页·“甲”");
    assert_eq!(stretches[1], (Script::Latin, "é"));
    assert_eq!(stretches[2], (Script::Han, "页·“甲”"));
}

/// More bytes than sixteen bits count still add up to the text.
#[test]
fn a_cluster_may_be_longer_than_a_short_integer_counts() {
    for filler in ["\u{200d}", "\u{fe00}", "\u{301}"] {
        for text in [format!("e{}e", filler.repeat(40_000)), format!("{}e", filler.repeat(40_000))] {
            let paragraph = paragraph(&text, left(), usize::MAX);
            let set = typeset(&paragraph, 50.0);
            let sum: usize = set.glyphs.iter().map(|glyph| glyph.text_len as usize).sum();
            assert_eq!(sum, text.len(), "{filler:?}");
        }
    }
}
