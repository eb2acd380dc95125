//! Writes the settings, which tell Word how to lay out the document, and the font table.

use std::collections::BTreeSet;

use crate::tree::Meta;

use super::characters::is_east_asian;
use super::section::SectionPlan;
use super::xml::{W, Xml};

/// Characters that may not end a line: Word's list for Chinese.
const NO_BREAK_AFTER: &str = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥/";

/// Characters that may not begin a line: Word's list for Chinese, and the connectors – and / (GB/T 15834; CLREQ
/// §6.1.1).
const NO_BREAK_BEFORE: &str =
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠–/";

/// The content of `word/settings.xml` (ISO 29500-1 §17.15.1.78, `CT_Settings`).
pub fn settings(meta: &Meta, plan: &SectionPlan) -> Vec<u8> {
    let east_asian = if is_east_asian(&meta.language) { meta.language.as_str() } else { "zh-CN" };
    Xml::part(|xml| {
        xml.element("w:settings", &[W], |xml| {
            xml.empty("w:zoom", &[("w:percent", 100.into())]);
            if plan.is_mirrored() {
                xml.flag("w:mirrorMargins", true);
            }
            xml.flag("w:bordersDoNotSurroundHeader", true);
            xml.flag("w:bordersDoNotSurroundFooter", true);
            xml.val("w:defaultTabStop", 420);
            if plan.has_left_pages() {
                xml.flag("w:evenAndOddHeaders", true);
            }
            xml.val("w:drawingGridVerticalSpacing", 156);
            xml.val("w:displayHorizontalDrawingGridEvery", 0);
            xml.val("w:displayVerticalDrawingGridEvery", 2);
            xml.val("w:characterSpacingControl", "compressPunctuation");
            for (name, characters) in
                [("w:noLineBreaksAfter", NO_BREAK_AFTER), ("w:noLineBreaksBefore", NO_BREAK_BEFORE)]
            {
                xml.empty(name, &[("w:lang", "zh-CN".into()), ("w:val", characters.into())]);
            }
            xml.element("w:compat", &[], write_compatibility);
            xml.empty("w:themeFontLang", &[("w:val", "en-US".into()), ("w:eastAsia", east_asian.into())]);
            xml.val("w:decimalSymbol", ".");
            xml.val("w:listSeparator", ",");
        });
    })
}

fn write_compatibility(xml: &mut Xml) {
    // Does not justify a line before a forced line break.
    xml.flag("w:doNotExpandShiftReturn", true);
    xml.flag("w:useFELayout", true);
    let settings = [
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
        ("useWord2013TrackBottomHyphenation", "0"),
    ];
    for (name, value) in settings {
        let uri = "http://schemas.microsoft.com/office/word";
        xml.empty(
            "w:compatSetting",
            &[("w:name", name.into()), ("w:uri", uri.into()), ("w:val", value.into())],
        );
    }
}

/// The Latin names under which systems have the usual Chinese fonts.
const ALTERNATIVES: [(&str, &str); 6] = [
    ("宋体", "SimSun"),
    ("黑体", "SimHei"),
    ("仿宋", "FangSong"),
    ("楷体", "KaiTi"),
    ("微软雅黑", "Microsoft YaHei"),
    ("等线", "DengXian"),
];

/// The content of `word/fontTable.xml`.
pub fn font_table(fonts: &BTreeSet<&str>) -> Vec<u8> {
    Xml::part(|xml| {
        xml.element("w:fonts", &[W], |xml| {
            for &font in fonts {
                xml.element("w:font", &[("w:name", font.into())], |xml| write_font(font, xml));
            }
        });
    })
}

fn write_font(font: &str, xml: &mut Xml) {
    let alternative = ALTERNATIVES.iter().find(|(name, _)| *name == font);
    if let Some((_, name)) = alternative {
        xml.val("w:altName", *name);
    }
    // The charset 0x86 is GB 2312.
    xml.val("w:charset", if font.is_ascii() { "00" } else { "86" });
    xml.val("w:family", "auto");
    xml.val("w:pitch", "variable");
}
