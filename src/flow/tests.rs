use std::sync::Arc;

use super::*;

fn text(text: &str) -> Paragraph {
    let style = Arc::new(TextStyle::initial());
    let run = Run { text: text.to_owned(), script: Script::Han, style: style.clone(), link: None };
    Paragraph {
        id: ParagraphId::default(),
        role: Role::Body,
        anchor: None,
        style: Arc::new(ParagraphStyle::initial(style, Abs::pt(16.0))),
        inlines: vec![Inline::Text(run)],
        origin: Origin::default(),
    }
}

/// A paragraph with those margins above and below, in points.
fn spaced(top: f64, bottom: f64) -> Block {
    let mut one = text("文");
    let margin = Sides { top: Abs::pt(top), bottom: Abs::pt(bottom), ..Sides::default() };
    Arc::make_mut(&mut one.style).margin = margin;
    Block::Paragraph(one)
}

fn section(anchor: Option<&str>, style: BoxStyle, blocks: Vec<Block>) -> Block {
    let anchor = anchor.map(Arc::from);
    Block::Section(Section { is_nav: false, anchor, page: None, style: Arc::new(style), blocks })
}

/// Margins of 10 pt above and below, and paddings and borders if it shows.
fn frame(shows: bool) -> BoxStyle {
    let margin = Sides { top: Abs::pt(10.0), bottom: Abs::pt(10.0), ..Sides::default() };
    let line = Border { width: Abs::pt(1.0), style: BorderStyle::Solid, color: Default::default() };
    match shows {
        true => BoxStyle {
            margin,
            padding: Sides::all(Abs::pt(4.0)),
            border: Sides::all(Some(line)),
            ..BoxStyle::default()
        },
        false => BoxStyle { margin, ..BoxStyle::default() },
    }
}

/// What a writer reads of each piece: `kind before after keep measure #anchor`.
fn told(pieces: &[Piece]) -> Vec<String> {
    let one = |piece: &Piece| {
        let kind = match &piece.kind {
            Kind::Paragraph { measure, .. } => format!("p{}", measure.to_pt()),
            Kind::Table { .. } => "table".to_owned(),
            Kind::Rule { width, .. } => format!("rule{}", width.to_pt()),
            Kind::Box(own) => format!("box{}[{}]", own.width.to_pt(), told(&own.pieces).join("; ")),
            Kind::Blank { .. } => "blank".to_owned(),
        };
        let mut line = format!("{kind} {} {}", piece.before.to_pt(), piece.after.to_pt());
        for (is, word) in [
            (piece.page_break, "break"),
            (piece.together, "together"),
            (piece.keep == Keep::Together, "keep"),
            (piece.keep == Keep::Bound, "bound"),
        ] {
            line += &if is { format!(" {word}") } else { String::new() };
        }
        line += &piece.markers.iter().map(|marker| format!(" {}", marker.item.marker)).collect::<String>();
        line + &piece.anchors.iter().map(|anchor| format!(" #{anchor}")).collect::<String>()
    };
    pieces.iter().map(one).collect()
}

fn lowered(blocks: &[Block]) -> Vec<String> {
    let default = PageStyle {
        size: crate::unit::Size { width: Abs::pt(220.0), height: Abs::pt(300.0) },
        margin: Sides::all(Abs::pt(10.0)),
        boxes: Vec::new(),
        first_boxes: None,
        left_boxes: None,
        mirrored: false,
    };
    let styles = PageStyles { default, named: Vec::new() };
    told(&super::blocks(blocks, &styles, Abs::pt(200.0)))
}

#[test]
fn a_section_that_shows_nothing_leaves_its_room_to_its_ends() {
    let blocks =
        [section(Some("s"), frame(false), vec![spaced(0.0, 3.0), spaced(2.0, 0.0)]), spaced(0.0, 0.0)];
    assert_eq!(lowered(&blocks), ["p200 10 3 #s", "p200 2 10", "p200 0 0"]);
}

#[test]
fn a_section_that_shows_is_one_piece_with_its_pieces_inside() {
    let blocks = [section(Some("s"), frame(true), vec![spaced(3.0, 0.0), spaced(0.0, 5.0)])];
    assert_eq!(lowered(&blocks), ["box200[p190 3 0; p190 0 5] 10 10 #s"]);
}

#[test]
fn what_stays_with_a_box_that_follows_is_bound_from_within() {
    let mut first = text("文");
    Arc::make_mut(&mut first.style).break_before = Break::Avoid;
    let blocks = [spaced(0.0, 0.0), section(None, frame(true), vec![Block::Paragraph(first)])];
    assert_eq!(lowered(&blocks), ["p200 0 0 bound", "box200[p190 0 0] 10 10"]);
}

#[test]
fn what_nothing_in_a_box_follows_waits_for_the_next_piece() {
    let mut last = text("文");
    Arc::make_mut(&mut last.style).break_after = Break::Page;
    let empty = section(Some("end"), BoxStyle::default(), Vec::new());
    let blocks = [section(None, frame(true), vec![Block::Paragraph(last), empty]), spaced(0.0, 0.0)];
    assert_eq!(lowered(&blocks), ["box200[p190 0 0] 10 10", "p200 0 0 break #end"]);
    let blocks = [spaced(0.0, 0.0), section(Some("end"), BoxStyle::default(), Vec::new())];
    assert_eq!(lowered(&blocks), ["p200 0 0 #end"], "there is none");
}

#[test]
fn a_kept_section_keeps_its_pieces_and_what_is_in_them() {
    let style = BoxStyle { keep_together: true, ..BoxStyle::default() };
    let blocks = [section(None, style, vec![spaced(0.0, 0.0), spaced(0.0, 0.0)]), spaced(0.0, 0.0)];
    assert_eq!(lowered(&blocks), ["p200 0 0 together keep", "p200 0 0 together", "p200 0 0"]);
}

#[test]
fn an_item_begins_with_its_first_piece_or_with_a_blank_line() {
    let style = ListStyle {
        name: None,
        numbering: Numbering::Decimal,
        prefix: "".into(),
        suffix: "".into(),
        indent: Abs::pt(20.0),
        margin: Sides::default(),
        marker: Arc::new(TextStyle::initial()),
        keep_together: false,
    };
    let list = |items: Vec<(&str, Vec<Block>)>| {
        let item = |(marker, blocks): (&str, Vec<Block>)| ListItem {
            id: ItemId::default(),
            marker: marker.to_owned(),
            blocks,
        };
        Block::List(List {
            id: ListId::default(),
            anchor: None,
            style: Arc::new(style.clone()),
            start: 1,
            items: items.into_iter().map(item).collect(),
        })
    };
    let empty = section(None, BoxStyle::default(), Vec::new());
    let inner = list(vec![("(1)", vec![spaced(0.0, 0.0)])]);
    let blocks = [list(vec![("1.", vec![inner]), ("2.", vec![empty])])];
    assert_eq!(lowered(&blocks), ["p160 0 0 1. (1)", "blank 0 0 2."]);
}
