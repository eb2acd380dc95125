//! Pages that break every promise must not break the writer.

use std::ops::Range;
use std::sync::Arc;

use gangwei::testing::drawing::{self, Drawing, Shape, Stroke};
use gangwei::testing::index::Id;
use gangwei::testing::page::{
    Artifact, ContentId, Dash, Glyph, HeaderScope, ImageFile, ImageFormat, ItemKind, LinkArea, LinkTarget,
    MarkedContent, Marking, OutlineItem, Page, PageItem, Pages, PartPages, Tag, TagChild, TagId, TagKind,
    TextRun,
};
use gangwei::testing::pdf;
use gangwei::testing::unit::{Abs, Color, Point, Rect, Size};
use proptest::collection::vec;
use proptest::prelude::*;

use super::builder;
use super::reader::Pdf;

fn length() -> impl Strategy<Value = Abs> {
    prop_oneof![
        8 => (-50.0..900.0).prop_map(Abs::pt),
        1 => Just(Abs::ZERO),
        1 => prop_oneof![Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(f64::MAX), Just(f64::MIN_POSITIVE)]
            .prop_map(Abs::pt),
    ]
}

fn point() -> impl Strategy<Value = Point> {
    (length(), length()).prop_map(|(x, y)| Point { x, y })
}

fn rect() -> impl Strategy<Value = Rect> {
    (length(), length(), length(), length()).prop_map(|(x, y, width, height)| Rect { x, y, width, height })
}

fn color() -> impl Strategy<Value = Color> {
    prop_oneof![
        Just(Color::BLACK),
        (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(r, g, b)| Color { r, g, b })
    ]
}

fn range(limit: u32) -> impl Strategy<Value = Range<u32>> {
    prop_oneof![
        4 => (0..limit, 0..limit).prop_map(|(a, b)| a.min(b)..a.max(b)),
        1 => (any::<u32>(), any::<u32>()).prop_map(|(a, b)| a..b),
    ]
}

fn mark() -> impl Strategy<Value = Marking> {
    prop_oneof![
        4 => (0..6_usize).prop_map(|id| Marking::Content(ContentId::new(id))),
        1 => any::<u32>().prop_map(|id| Marking::Content(ContentId::new(id as usize))),
        2 => prop_oneof![
            Just(Artifact::Header),
            Just(Artifact::Footer),
            Just(Artifact::Repeated),
            Just(Artifact::Layout)
        ].prop_map(Marking::Artifact),
    ]
}

fn shape() -> impl Strategy<Value = Shape> {
    let dashes = proptest::option::of((length(), length()).prop_map(|(dash, gap)| [dash, gap]));
    let stroke = (length(), color(), dashes)
        .prop_map(|(width, color, dashes)| Stroke { width, color, dashes })
        .boxed();
    let glyph = (0..3000_u16, point(), prop_oneof![4 => Just(3_u32), 1 => 0..7_u32])
        .prop_map(|(id, at, text_len)| drawing::DrawnGlyph { id, outline: 0, at, text_len });
    let text = (0..4_u16, length(), color(), vec(glyph, 0..5)).prop_map(|(font, size, color, glyphs)| {
        Shape::Text(drawing::DrawnText {
            font, size, color, glyphs, text: "岗位职责说明书".to_owned()
        })
    });
    prop_oneof![
        (vec(vec(point(), 0..4), 0..3), stroke.clone())
            .prop_map(|(lines, stroke)| Shape::Lines { lines, stroke }),
        (rect(), length(), color(), stroke).prop_map(|(rect, radius, fill, stroke)| Shape::Box {
            rect,
            radius,
            fill,
            stroke
        }),
        text,
    ]
}

fn drawn() -> impl Strategy<Value = ItemKind> {
    (rect(), length(), length(), vec(shape(), 0..4)).prop_map(|(rect, width, height, shapes)| {
        let drawing = Drawing { size: Size { width, height }, shapes, outlines: Vec::new() };
        ItemKind::Drawing { rect, drawing: Arc::new(drawing) }
    })
}

fn kind() -> impl Strategy<Value = ItemKind> {
    let text = (point(), 0..4_u16, length(), color(), any::<(bool, bool)>(), range(8), range(20)).prop_map(
        |(at, font, size, color, (oblique, turned), glyphs, text)| {
            ItemKind::Text(TextRun { at, font, size, color, oblique, turned, glyphs, text })
        },
    );
    let dash = prop_oneof![Just(Dash::Solid), Just(Dash::Dashed), Just(Dash::Dotted)];
    let line = (point(), point(), length(), color(), dash)
        .prop_map(|(from, to, width, color, dash)| ItemKind::Line { from, to, width, color, dash });
    prop_oneof![
        3 => text,
        1 => (rect(), color()).prop_map(|(rect, color)| ItemKind::Fill { rect, color }),
        1 => line,
        1 => (rect(), 0..3_usize).prop_map(|(rect, image)| ItemKind::Image { rect, image }),
        1 => drawn(),
    ]
}

fn glyph() -> impl Strategy<Value = Glyph> {
    let em = prop_oneof![4 => -1.0..2.0_f32, 1 => any::<f32>()];
    (
        prop_oneof![4 => 0..3000_u16, 1 => any::<u16>()],
        prop_oneof![4 => Just(3_u32), 1 => 0..7_u32],
        em.clone(),
        em.clone(),
        em,
    )
        .prop_map(|(id, text_len, advance, offset_x, offset_y)| Glyph {
            id,
            text_len,
            advance,
            offset_x,
            offset_y,
        })
}

fn link() -> impl Strategy<Value = LinkArea> {
    let target = prop_oneof![
        Just(LinkTarget::Url("https://example.com".into())),
        Just(LinkTarget::Anchor("nowhere".into())),
        (0..9_usize, point()).prop_map(|(page, at)| LinkTarget::Place { page, at }),
    ];
    (rect(), target, "[a岗]{0,2}").prop_map(|(rect, target, alt)| LinkArea { rect, target, alt })
}

fn page() -> impl Strategy<Value = Page> {
    let items = vec((mark(), kind()).prop_map(|(mark, kind)| PageItem { mark, kind }), 0..12);
    (length(), length(), items, "[岗位a]{0,8}", vec(glyph(), 0..8), vec(link(), 0..3)).prop_map(
        |(width, height, items, text, glyphs, links)| Page {
            size: Size { width, height },
            items,
            text,
            glyphs,
            links,
            shift: Abs::ZERO,
        },
    )
}

fn tag_kind() -> impl Strategy<Value = TagKind> {
    prop_oneof![
        Just(TagKind::Section),
        (any::<u8>(), "[a岗 ]{0,2}").prop_map(|(level, title)| TagKind::Heading { level, title }),
        Just(TagKind::Paragraph),
        Just(TagKind::List { numbered: true }),
        Just(TagKind::Table),
        Just(TagKind::Row),
        (any::<u32>(), any::<u32>()).prop_map(|(colspan, rowspan)| TagKind::DataCell { colspan, rowspan }),
        (any::<u32>(), any::<u32>()).prop_map(|(colspan, rowspan)| TagKind::HeaderCell {
            scope: HeaderScope::Row,
            colspan,
            rowspan
        }),
        "[a岗]{0,1}".prop_map(|alt| TagKind::Figure { alt }),
        Just(TagKind::Link),
    ]
}

/// Children may be shared, run in circles, or not exist.
fn tag() -> impl Strategy<Value = Tag> {
    let child = prop_oneof![
        (0..8_usize).prop_map(|id| TagChild::Tag(TagId::new(id))),
        (0..8_usize).prop_map(|id| TagChild::Content(ContentId::new(id))),
        (0..3_usize, 0..3_usize).prop_map(|(page, link)| TagChild::Link { page, link }),
    ];
    (tag_kind(), vec(child, 0..5)).prop_map(|(kind, children)| Tag { kind, children })
}

fn part() -> impl Strategy<Value = PartPages> {
    let content = proptest::option::of("[a岗]{0,2}")
        .prop_map(|actual_text| MarkedContent { actual_text, paragraph: None });
    (vec(page(), 0..3), vec(tag(), 0..7), vec(content, 0..6)).prop_map(|(pages, tags, contents)| PartPages {
        labels: Default::default(),
        pages,
        tags: tags.into_iter().collect(),
        contents: contents.into_iter().collect(),
        images: vec![0, 1, 0],
    })
}

fn document() -> impl Strategy<Value = Pages> {
    let leaf = || ("[a岗]{0,2}", 0..5_usize, point());
    let bookmark = leaf().prop_map(|(title, page, at)| OutlineItem { title, page, at, children: Vec::new() });
    let bookmark = (leaf(), vec(bookmark, 0..3)).prop_map(|((title, page, at), children)| OutlineItem {
        title,
        page,
        at,
        children,
    });
    (vec(part(), 0..3), vec(bookmark, 0..3)).prop_map(|(parts, outline)| Pages {
        watermark: None,
        images: vec![
            ImageFile { data: super::PNG.into(), format: ImageFormat::Png },
            ImageFile { data: Arc::new([1, 2, 3]), format: ImageFormat::Jpeg },
        ],
        outline,
        ..builder::document(parts)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn odd_pages_give_errors_or_a_file_that_reads(pages in document()) {
        if let Ok(bytes) = pdf::write(&pages) {
            let pdf = Pdf::read(&bytes);
            let mut contents = 0;
            for page in 0..pdf.pages().len() {
                prop_assert!(!pdf.content(page).contains("inf"));
                contents += pdf.marked(page).iter().filter(|(kind, _)| kind.starts_with("MCID")).count();
            }
            // Each marked content has one place in the structure.
            prop_assert_eq!(pdf.structure().matches('#').count(), contents);
        }
    }
}

#[test]
fn deep_trees_do_not_exhaust_the_stack() {
    let mut part = builder::PartBuilder::new();
    let mut tag = TagId::default();
    for _ in 0..100_000 {
        tag = part.tag(tag, TagKind::Section);
    }
    part.paragraph(tag, builder::at(60.0, 60.0), "岗位");
    let mut pages = builder::document(vec![part.finish()]);
    let mut bookmark =
        OutlineItem { title: "a".to_owned(), page: 0, at: Point::default(), children: Vec::new() };
    for _ in 0..1_000 {
        bookmark = OutlineItem {
            children: vec![bookmark],
            ..OutlineItem { title: "a".to_owned(), page: 0, at: Point::default(), children: Vec::new() }
        };
    }
    pages.outline = vec![bookmark];
    let bytes = pdf::write(&pages).unwrap();
    assert_eq!(Pdf::read(&bytes).structure(), "Document(Sect(P(#0)))");
}
