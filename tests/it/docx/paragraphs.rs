//! Paragraphs, runs, styles and links.

use std::sync::Arc;

use gangwei::testing::tree::*;
use gangwei::testing::unit::{Color, Sides};

use super::build::*;
use super::dom::{Element, part, unpack};
use super::{body, package};

/// The names of children, as `a b c`.
fn names(element: &Element) -> String {
    element.children.iter().map(|child| child.name.trim_start_matches("w:")).collect::<Vec<_>>().join(" ")
}

const CHINESE: &str = "kinsoku overflowPunct topLinePunct autoSpaceDE autoSpaceDN adjustRightInd snapToGrid";

fn styles(blocks: Vec<Block>) -> Element {
    part(&package(&one(blocks)), "word/styles.xml")
}

fn style_named<'e>(styles: &'e Element, name: &str) -> &'e Element {
    styles
        .all("w:style")
        .find(|style| style.child("w:name").and_then(Element::val) == Some(name))
        .unwrap_or_else(|| panic!("no style {name}"))
}

/// The value of a paragraph's or run's style, or nothing.
fn style_of(element: &Element) -> Option<&str> {
    let styled = element.at("w:pPr/w:pStyle").or_else(|| element.at("w:rPr/w:rStyle"));
    styled.and_then(Element::val)
}

#[test]
fn the_body_text_is_normal_and_says_nothing() {
    let right = ParagraphStyle { align: Align::Right, ..style() };
    let package = package(&one(vec![styled(right, "丙"), p("甲")]));
    let (document, styles) = (part(&package, "word/document.xml"), part(&package, "word/styles.xml"));
    let paragraphs = document.find("w:p");
    // The first paragraph does not make what is normal, nor does the most common one.
    assert_eq!(names(paragraphs[1]), "r");
    assert_eq!(names(paragraphs[0]), "pPr r");
    assert_eq!(style_of(paragraphs[0]), Some("Normal_Right"));
    let variant = style_named(&styles, "正文 + 右对齐");
    assert_eq!(variant.child("w:basedOn").and_then(Element::val), Some("Normal"));
    assert_eq!(names(variant.child("w:pPr").unwrap()), "jc", "only the difference");
    assert!(variant.child("w:semiHidden").is_some() && variant.child("w:qFormat").is_none());
    // The body text stands in the defaults, so that a table style can go over it.
    assert_eq!(names(style_named(&styles, "Normal").child("w:pPr").unwrap()), CHINESE);
    let defaults = styles.at("w:docDefaults/w:pPrDefault/w:pPr").unwrap();
    assert_eq!(defaults.child("w:jc").unwrap().val(), Some("both"));
    let size = styles.at("w:docDefaults/w:rPrDefault/w:rPr/w:sz").unwrap();
    assert_eq!(size.val(), Some("21"));
}

#[test]
fn a_named_style_looks_like_its_specimen_whatever_is_used_first() {
    let narrow = || ParagraphStyle { line_height: pt(14.0), align_last: None, ..label_style() };
    let orders = [
        vec![styled(label_style(), "部门"), styled(narrow(), "编号")],
        vec![styled(narrow(), "编号"), styled(label_style(), "部门")],
        vec![styled(narrow(), "编号")],
        vec![p("文")],
    ];
    let definitions = orders.map(|blocks| {
        let styles = styles(blocks);
        let label = style_named(&styles, "均排标签");
        assert_eq!(label.attribute("w:styleId"), Some("JunPaiBiaoQian"));
        assert_eq!(label.attribute("w:customStyle"), Some("1"));
        assert_eq!(label.at("w:pPr/w:jc").unwrap().val(), Some("distribute"));
        assert_eq!(label.at("w:rPr/w:rFonts").unwrap().attribute("w:eastAsia"), Some("黑体"));
        format!("{label:?}")
    });
    assert!(definitions.windows(2).all(|pair| pair[0] == pair[1]));
    let body = body(vec![styled(label_style(), "部门"), styled(narrow(), "编号")]);
    let used: Vec<_> =
        body.find("w:p").into_iter().map(|one| (style_of(one), names(one.child("w:pPr").unwrap()))).collect();
    let variant = "JunPaiBiaoQian_Center_Line280";
    assert_eq!(used, [(Some("JunPaiBiaoQian"), "pStyle".into()), (Some(variant), "pStyle".into())]);
}

/// Word holds some 4,000 styles; more looks than that stand in the paragraphs and runs themselves.
#[test]
fn five_thousand_looks_are_fine() {
    let colored = |index: u32| {
        let [_, r, g, b] = index.to_be_bytes();
        Arc::new(TextStyle { color: Color { r, g, b: b | 1 }, ..text_style(10.5) })
    };
    let paragraphs = (0..2500).map(|index| {
        let text = colored(index * 4);
        let inlines = vec![run("文", Script::Han, &text), run("字", Script::Han, &colored(index * 4 + 2))];
        Block::Paragraph(paragraph(ParagraphStyle { text, ..style() }, inlines))
    });
    let package = package(&one(paragraphs.collect()));
    let (document, styles) = (part(&package, "word/document.xml"), part(&package, "word/styles.xml"));
    assert!(styles.all("w:style").count() < 3_100);
    let last = document.find("w:r").last().unwrap().at("w:rPr/w:color").unwrap().val().map(str::to_owned);
    assert_eq!(last.as_deref(), Some("00270F"));
}

#[test]
fn a_name_without_a_rule_looks_like_the_body_text() {
    let small = ParagraphStyle { text: Arc::new(text_style(9.0)), ..named("按语") };
    let styles = styles(vec![styled(small, "按"), styled(named("按语"), "语")]);
    let own = style_named(&styles, "按语");
    assert_eq!(own.attribute("w:styleId"), Some("AnYu"));
    assert!(own.child("w:pPr").is_none());
    // The type is said in any case: LibreOffice would set it on the runs of a cell, over their character styles.
    assert_eq!(names(own.child("w:rPr").unwrap()), "rFonts sz szCs");
    assert_eq!(own.at("w:rPr/w:sz").unwrap().val(), Some("21"));
    let variant = style_named(&styles, "按语 + 9磅");
    assert_eq!(variant.attribute("w:styleId"), Some("AnYu_Size18"));
    assert_eq!(variant.child("w:basedOn").and_then(Element::val), Some("AnYu"));
}

#[test]
fn the_room_between_paragraphs_is_their_styles() {
    let spaced = |name: &str, top: f64, bottom: f64| ParagraphStyle {
        margin: Sides { top: pt(top), bottom: pt(bottom), ..Sides::default() },
        ..named(name)
    };
    let text = vec![p("文"), styled(spaced("甲", 6.0, 12.0), "文"), styled(spaced("乙", 8.0, 4.0), "文")];
    let specimens = Arc::new(Specimens { text, ..Specimens::default() });
    // As the tree has it: of two margins that meet, the smaller is gone.
    let blocks = vec![
        styled(spaced("甲", 6.0, 12.0), "一"),
        styled(spaced("乙", 0.0, 4.0), "二"),
        styled(spaced("甲", 6.0, 20.0), "三"),
    ];
    let part = Part { specimens, ..super::build::part("a", "", blocks) };
    let body = part_body(part);
    let spacing: Vec<_> = body
        .find("w:p")
        .into_iter()
        .map(|one| {
            one.at("w:pPr/w:spacing").map(|room| (room.attribute("w:before"), room.attribute("w:after")))
        })
        .collect();
    // Word takes the larger of 12 and 8, and of 4 and 6; only the last paragraph has a room of its own.
    assert_eq!(spacing, [None, None, Some((None, Some("400")))]);
}

fn part_body(part: Part) -> Element {
    let mut document = super::dom::part(&package(&document(vec![part])), "word/document.xml");
    document.children.remove(0)
}

#[test]
fn a_table_style_tells_normal_how_to_look_in_a_cell() {
    let small = ParagraphStyle {
        text: Arc::new(sans(9.0)),
        line_height: pt(12.0),
        align: Align::Center,
        ..named("表格正文")
    };
    let cells = |count| {
        (0..count).map(|column| cell(column, cell_style(), vec![styled(small.clone(), "文")])).collect()
    };
    let rows = || (0..3).map(|_| row(cells(3))).collect();
    let specimens = Specimens {
        text: vec![p("文"), styled(small.clone(), "文"), styled(named("左齐"), "文")],
        tables: vec![Block::Table(table(&[50.0, 50.0, 50.0], 0, rows()))],
        ..Specimens::default()
    };
    let part = Part { specimens: Arc::new(specimens), ..super::build::part("a", "", vec![p("文")]) };
    let styles = super::dom::part(&package(&document(vec![part])), "word/styles.xml");
    let table = style_named(&styles, "岗位表");
    assert_eq!(names(table.child("w:pPr").unwrap()), "spacing jc");
    assert_eq!(names(table.child("w:rPr").unwrap()), "rFonts sz szCs");
    assert_eq!(table.at("w:tcPr/w:vAlign").unwrap().val(), Some("center"));
    // What the table style says, a named style says too, be it as in the body text; else the table's would hold.
    let named = style_named(&styles, "左齐");
    assert_eq!(named.at("w:pPr/w:jc").unwrap().val(), Some("both"));
    assert_eq!(named.at("w:pPr/w:spacing").unwrap().attribute("w:line"), Some("320"));
    assert_eq!(named.at("w:rPr/w:rFonts").unwrap().attribute("w:eastAsia"), Some("宋体"));
    assert_eq!(named.at("w:rPr/w:sz").unwrap().val(), Some("21"));
}

#[test]
fn headings_are_words_own() {
    let styles = styles(vec![heading(1, "a", "市场部"), heading(2, "b", "经理"), p("文")]);
    let heading = style_named(&styles, "heading 2");
    assert_eq!(heading.attribute("w:styleId"), Some("Heading2"));
    assert_eq!(heading.at("w:pPr/w:outlineLvl").unwrap().val(), Some("1"));
    assert!(heading.at("w:pPr/w:keepNext").is_some());
    assert_eq!(heading.attribute("w:customStyle"), None);
}

#[test]
fn chinese_layout_is_on_for_every_paragraph() {
    let styles = styles(vec![p("文")]);
    let defaults = styles.at("w:docDefaults/w:pPrDefault/w:pPr").unwrap();
    assert_eq!(names(defaults), format!("{CHINESE} spacing jc"));
    assert_eq!(defaults.child("w:overflowPunct").unwrap().val(), Some("0"));
    assert_eq!(defaults.child("w:snapToGrid").unwrap().val(), Some("0"));
    let language = styles.at("w:docDefaults/w:rPrDefault/w:rPr/w:lang").unwrap();
    assert_eq!(language.attribute("w:eastAsia"), Some("zh-CN"));
    assert_eq!(styles.find("w:kern").len(), 0);
    let settings = part(&package(&one(vec![p("文")])), "word/settings.xml");
    assert_eq!(settings.child("w:characterSpacingControl").unwrap().val(), Some("compressPunctuation"));
    assert!(settings.find("w:updateFields").is_empty());
    let mode = settings.find("w:compatSetting")[0];
    assert_eq!((mode.attribute("w:name"), mode.val()), (Some("compatibilityMode"), Some("15")));
}

#[test]
fn a_drawing_stands_beside_its_pixels() {
    let Inline::Image(pixels) = picture("标志") else { unreachable!() };
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='6'><path d='M0 0H8V6'/></svg>";
    let svg: Arc<[u8]> = Arc::from(svg.as_bytes());
    let source = ImageSource::File(ImageFile { data: svg.clone(), format: ImageFormat::Svg });
    let drawing = Image { source, ..pixels.clone() };
    let inlines = vec![Inline::Image(drawing.clone()), Inline::Image(drawing), Inline::Image(pixels)];
    let package = package(&one(vec![Block::Paragraph(paragraph(style(), inlines))]));
    let files = unpack(&package).unwrap();
    assert_eq!(files["word/media/image1.svg"], *svg);
    assert_eq!(files["word/media/image2.png"], gangwei::testing::picture::copy(&svg).unwrap());
    assert_eq!(files["word/media/image3.png"], PIXEL);
    assert_eq!(files.keys().filter(|name| name.contains("media")).count(), 3, "each file once");
    let document = super::dom::part(&package, "word/document.xml");
    let blips = document.find("a:blip");
    let relation = |element: &Element| element.attribute("r:embed").unwrap().to_owned();
    assert_eq!(document.find("asvg:svgBlip").len(), 2);
    assert_ne!(relation(blips[0]), relation(document.find("asvg:svgBlip")[0]));
    assert_eq!(relation(blips[0]), relation(blips[1]), "what old word processors show is the pixels");
    assert_ne!(relation(blips[1]), relation(blips[2]));
}

#[test]
fn lines_are_exact_but_for_pictures() {
    let with_picture = Block::Paragraph(paragraph(style(), vec![picture("公司标志"), picture("")]));
    let package = package(&one(vec![p("文"), p("文"), with_picture]));
    let styles = part(&package, "word/styles.xml");
    let spacing = styles.at("w:docDefaults/w:pPrDefault/w:pPr/w:spacing").unwrap();
    assert_eq!((spacing.attribute("w:line"), spacing.attribute("w:lineRule")), (Some("320"), Some("exact")));
    let document = part(&package, "word/document.xml");
    let paragraph = *document.find("w:p").last().unwrap();
    assert_eq!(style_of(paragraph), Some("Normal_LineAuto"));
    let picture = style_named(&styles, "正文 + 行高自动").at("w:pPr/w:spacing").unwrap();
    assert_eq!(picture.attribute("w:lineRule"), Some("auto"));
    let described: Vec<_> = paragraph.find("wp:docPr").iter().map(|one| one.attribute("descr")).collect();
    assert_eq!(described, [Some("公司标志"), Some("")]);
    let blips = paragraph.find("a:blip");
    assert_eq!(blips[0].attribute("r:embed"), blips[1].attribute("r:embed"), "one file for both");
    assert_eq!(paragraph.find("wp:extent")[0].attribute("cx"), Some("508000"));
}

#[test]
fn han_and_ascii_share_a_run() {
    let body = body(vec![p("熟悉“Office”及SAP系统——含 ERP，3.5kg")]);
    let runs = body.find("w:r");
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0].at("w:rPr/w:rFonts").unwrap().attribute("w:hint"), Some("eastAsia"));
    assert_eq!(runs[0].find("w:t").len(), 1);
}

#[test]
fn marks_in_latin_text_get_no_hint() {
    let text = Arc::new(text_style(10.5));
    let inlines = vec![
        run("按“计划”", Script::Han, &text),
        run("the “plan”", Script::Latin, &text),
        run("执行", Script::Han, &text),
    ];
    let package = package(&one(vec![Block::Paragraph(paragraph(style(), inlines))]));
    let (document, styles) = (part(&package, "word/document.xml"), part(&package, "word/styles.xml"));
    let hint = |run: &Element| {
        run.at("w:rPr/w:rFonts").and_then(|fonts| fonts.attribute("w:hint").map(str::to_owned))
    };
    let runs: Vec<_> = document
        .find("w:r")
        .iter()
        .map(|run| (run.shown_text(), hint(run), style_of(run).map(str::to_owned)))
        .collect();
    let latin = Some("HanTimesNewRoman".to_owned());
    let fonts = style_named(&styles, "汉字用Times New Roman").at("w:rPr/w:rFonts").unwrap();
    assert_eq!(fonts.attribute("w:eastAsia"), Some("Times New Roman"));
    let expected = [
        ("按“计划”".to_owned(), Some("eastAsia".to_owned()), None),
        // A processor that counts these marks to the Han around finds the Latin font there, too.
        ("the “plan”".to_owned(), None, latin),
        ("执行".to_owned(), None, None),
    ];
    assert_eq!(runs, expected);
}

#[test]
fn characters_say_what_differs() {
    let plain = Arc::new(text_style(10.5));
    let looks = TextStyle {
        weight: 700,
        italic: true,
        color: Color { r: 0x1f, g: 0x4e, b: 0x79 },
        underline: true,
        strike: true,
        letter_spacing: pt(1.0),
        position: BaselineShift::Super,
        language: Some("en-GB".into()),
        ..text_style(9.0)
    };
    let inlines = vec![
        run("文", Script::Han, &plain),
        Inline::Break,
        run(" 强 ", Script::Han, &Arc::new(looks)),
        Inline::Break,
    ];
    let package = package(&one(vec![Block::Paragraph(paragraph(style(), inlines))]));
    let (document, styles) = (part(&package, "word/document.xml"), part(&package, "word/styles.xml"));
    let runs = document.find("w:r");
    assert_eq!(names(runs[0]), "t br");
    assert_eq!(names(runs[1].child("w:rPr").unwrap()), "rStyle");
    let name = "9磅 加粗 倾斜 加下划线 加删除线 #1F4E79 字距1磅 上标 语言en-GB";
    assert_eq!(
        names(style_named(&styles, name).child("w:rPr").unwrap()),
        "b bCs i iCs strike color spacing sz szCs u vertAlign lang"
    );
    assert_eq!(names(runs[1]), "rPr t br");
    assert_eq!(runs[1].child("w:t").unwrap().attribute("xml:space"), Some("preserve"));
    assert_eq!(runs[1].child("w:t").unwrap().text, " 强 ");
}

#[test]
fn a_run_has_the_style_that_its_element_names() {
    let text = Arc::new(text_style(10.5));
    let lead = Arc::new(TextStyle { name: Some("行内标签".into()), ..sans(10.5) });
    let strong = Arc::new(TextStyle { weight: 700, ..text_style(10.5) });
    let both = Arc::new(TextStyle { name: Some("行内标签".into()), weight: 700, ..sans(10.5) });
    let pieces = [("权限：", &lead), ("审批", &text), ("重要", &strong), ("不得", &both)];
    let inlines: Vec<_> = pieces.iter().map(|(text, style)| run(text, Script::Han, style)).collect();
    let sample = paragraph(style(), vec![run("文", Script::Han, &text), run("文", Script::Han, &lead)]);
    let text = vec![
        Block::Paragraph(sample),
        styled(ParagraphStyle { text: lead.clone(), ..named("行内标签") }, "文"),
    ];
    let specimens = Arc::new(Specimens { text, ..Specimens::default() });
    let blocks = vec![Block::Paragraph(paragraph(style(), inlines))];
    let package = package(&document(vec![Part { specimens, ..super::build::part("a", "", blocks) }]));
    let (document, styles) =
        (super::dom::part(&package, "word/document.xml"), super::dom::part(&package, "word/styles.xml"));
    let used: Vec<_> = document.find("w:r").into_iter().map(|run| style_of(run).map(str::to_owned)).collect();
    let used: Vec<_> = used.iter().map(Option::as_deref).collect();
    assert_eq!(used, [Some("XingNeiBiaoQian"), None, Some("Strong"), Some("XingNeiBiaoQian_Bold")]);
    assert!(document.find("w:rPr").iter().all(|properties| names(properties) == "rStyle"));
    // A paragraph style of the same name came later, so it stands beside it.
    let lead = style_named(&styles, "行内标签");
    assert_eq!(names(lead.child("w:rPr").unwrap()), "rFonts");
}

#[test]
fn what_a_paragraph_has_on_no_character_style_turns_off() {
    // Word takes bold in both for none (ISO 29500-1 §17.7.3).
    let bold = Arc::new(TextStyle { weight: 700, ..text_style(10.5) });
    let light = Arc::new(text_style(10.5));
    let title = ParagraphStyle { text: bold.clone(), ..style() };
    let inlines = vec![run("粗", Script::Han, &bold), run("细", Script::Han, &light)];
    let body = body(vec![Block::Paragraph(paragraph(title, inlines))]);
    let runs = body.find("w:r");
    assert!(runs[0].child("w:rPr").is_none());
    assert_eq!(names(runs[1].child("w:rPr").unwrap()), "b bCs");
    assert_eq!(runs[1].at("w:rPr/w:b").unwrap().val(), Some("0"));
}

#[test]
fn forbidden_characters_vanish_and_markup_is_text() {
    let text = Arc::new(text_style(10.5));
    let body = body(vec![Block::Paragraph(paragraph(
        style(),
        vec![run("a<b> & \"c\"\u{1}\u{ffff}终", Script::Latin, &text)],
    ))]);
    assert_eq!(body.shown_text(), "a<b> & \"c\"终");
}

#[test]
fn links_lead_to_bookmarks_and_addresses() {
    let text = Arc::new(text_style(10.5));
    let address = || Link::Url("https://example.com/?a=1&b=2".into());
    let inlines = vec![
        linked("见", Link::Anchor("经理 甲".into()), &text),
        linked("经理", Link::Anchor("经理 甲".into()), &text),
        linked("网", address(), &text),
        run("和", Script::Han, &text),
        linked("站", address(), &text),
    ];
    let blocks = vec![heading(1, "经理 甲", "经理"), Block::Paragraph(paragraph(style(), inlines))];
    let package = package(&one(blocks));
    let document = part(&package, "word/document.xml");
    let links = document.find("w:hyperlink");
    assert_eq!(links.iter().map(|link| link.shown_text()).collect::<Vec<_>>(), ["见经理", "网", "站"]);
    let name = document.find("w:bookmarkStart")[0].attribute("w:name");
    assert_eq!(links[0].attribute("w:anchor"), name);
    assert_eq!(links[1].attribute("r:id"), links[2].attribute("r:id"));
    let looks = links.iter().map(|link| style_of(link.child("w:r").unwrap()));
    assert!(looks.into_iter().all(|style| style == Some("Hyperlink")));
    let relations = part(&package, "word/_rels/document.xml.rels");
    let external: Vec<_> =
        relations.all("Relationship").filter(|one| one.attribute("TargetMode").is_some()).collect();
    assert_eq!(external.len(), 1);
    assert_eq!(external[0].attribute("Target"), Some("https://example.com/?a=1&b=2"));
}

#[test]
fn boxes_hand_down_margins_and_lines() {
    let framed = ParagraphStyle {
        border: Sides::all(line(1.0)),
        padding: Sides::all(pt(4.0)),
        background: Some(Color { r: 0xee, g: 0xee, b: 0xee }),
        ..style()
    };
    let inner = BoxStyle {
        margin: Sides { left: pt(20.0), top: pt(12.0), ..Sides::default() },
        background: Some(Color::WHITE),
        ..BoxStyle::default()
    };
    let rule = Block::Rule(Rule {
        style: Arc::new(BoxStyle {
            border: Sides { top: line(1.0), ..Sides::default() },
            margin: Sides { top: pt(6.0), ..Sides::default() },
            ..BoxStyle::default()
        }),
    });
    let package = package(&one(vec![
        p("文"),
        p("文"),
        section(inner, vec![heading(2, "h", "内"), rule]),
        styled(framed, "框"),
    ]));
    let (document, styles) = (part(&package, "word/document.xml"), part(&package, "word/styles.xml"));
    let body = document.child("w:body").unwrap();
    let properties: Vec<&Element> =
        body.all("w:p").filter_map(|paragraph| paragraph.child("w:pPr")).collect();
    // A heading keeps its section from becoming a table: Word's navigation must find it.
    assert!(names(properties[0]).starts_with("pStyle shd spacing ind"), "{}", names(properties[0]));
    assert_eq!(properties[0].child("w:spacing").unwrap().attribute("w:before"), Some("240"));
    assert_eq!(properties[0].child("w:ind").unwrap().attribute("w:left"), Some("400"));
    let look = |index: usize| {
        let id = properties[index].at("w:pStyle").and_then(Element::val);
        styles
            .all("w:style")
            .find(|style| style.attribute("w:styleId") == id)
            .unwrap()
            .child("w:pPr")
            .unwrap()
    };
    assert_eq!(names(look(1).child("w:pBdr").unwrap()), "bottom");
    assert_eq!(names(look(2).child("w:pBdr").unwrap()), "top left bottom right");
    // The text begins behind the line and the padding.
    assert_eq!(look(2).child("w:ind").unwrap().attribute("w:left"), Some("100"));
}

#[test]
fn avoided_breaks_keep_paragraphs_together() {
    let after = ParagraphStyle { break_after: Break::Avoid, ..style() };
    let before = ParagraphStyle { break_before: Break::Avoid, keep_together: true, ..style() };
    let page = ParagraphStyle { break_before: Break::Page, orphans: 1, widows: 1, ..style() };
    let blocks = vec![
        p("文"),
        p("一"),
        styled(before, "二"),
        styled(after, "三"),
        styled(page, "四"),
        p("文"),
        p("文"),
    ];
    let body = body(blocks);
    let flags =
        |index: usize| body.all("w:p").nth(index).unwrap().child("w:pPr").map_or(String::new(), names);
    assert_eq!(flags(0), "");
    assert_eq!(flags(1), "keepNext");
    assert_eq!(flags(2), "keepLines");
    assert_eq!(flags(3), "keepNext");
    // Lines alone at a page's edge are a matter of style.
    assert_eq!(flags(4), "pStyle pageBreakBefore");
}

#[test]
fn a_paragraph_that_is_tight_in_layout_is_tight_in_word() {
    let lines = [pt(0.0), pt(0.35)].map(|tracking| LineFacts { tracking, ..LineFacts::default() });
    let facts = Facts { paragraphs: lines.into_iter().collect(), ..Facts::default() };
    let map = PageMap { facts: vec![Arc::new(facts)], ..PageMap::default() };
    let package = gangwei::testing::docx::write(&one(vec![p("松"), p("紧，紧")]), &map).unwrap();
    let document = super::dom::part(&package, "word/document.xml");
    let spacing: Vec<_> = document
        .find("w:r")
        .iter()
        .map(|run| run.at("w:rPr/w:spacing").map(|one| one.number("w:val")))
        .collect();
    assert_eq!(spacing, [None, Some(-7)]);
}

/// Word justifies without bound, so a paragraph with a line that layout left ragged is set left; 均排 stays.
#[test]
fn a_paragraph_with_a_ragged_line_is_set_left_in_word() {
    let justified = ParagraphStyle { align: Align::Justify, ..style() };
    let blocks =
        vec![styled(justified.clone(), "松"), styled(justified, "紧"), styled(label_style(), "均排")];
    let lines = [true, false, true].map(|ragged| LineFacts { ragged, ..LineFacts::default() });
    let facts = Facts { paragraphs: lines.into_iter().collect(), ..Facts::default() };
    let map = PageMap { facts: vec![Arc::new(facts)], ..PageMap::default() };
    let package = gangwei::testing::docx::write(&one(blocks), &map).unwrap();
    let document = part(&package, "word/document.xml");
    let styles = part(&package, "word/styles.xml");
    let align = |paragraph: &Element| -> Option<String> {
        let own = paragraph.at("w:pPr/w:jc").and_then(Element::val);
        let named = paragraph.at("w:pPr/w:pStyle").and_then(Element::val);
        let style = |id: &str| {
            styles
                .all("w:style")
                .find(|style| style.attribute("w:styleId") == Some(id))?
                .at("w:pPr/w:jc")?
                .val()
        };
        let body = styles.at("w:docDefaults/w:pPrDefault/w:pPr/w:jc").and_then(Element::val);
        own.or_else(|| style(named.unwrap_or("Normal"))).or(body).map(str::to_owned)
    };
    let aligns: Vec<Option<String>> = document.find("w:p").into_iter().map(align).collect();
    let wanted = ["left", "both", "distribute"].map(|align| Some(align.to_owned()));
    assert_eq!(aligns[..3], wanted);
}
