//! Lists that Word counts.

use std::sync::Arc;

use gangwei::testing::tree::*;
use gangwei::testing::unit::Abs;

use super::build::*;
use super::dom::{Element, part};
use super::package;

/// List id and level of each paragraph that has them.
fn numbers(document: &Element) -> Vec<(String, String)> {
    let of = |properties: &&Element, name| properties.child(name).and_then(Element::val).unwrap().to_owned();
    document.find("w:numPr").iter().map(|one| (of(one, "w:numId"), of(one, "w:ilvl"))).collect()
}

fn items(texts: &[&str]) -> Vec<Vec<Block>> {
    texts.iter().map(|text| vec![p(text)]).collect()
}

#[test]
fn equal_lists_share_their_look_and_count_apart() {
    let first = list(Numbering::Decimal, &["1、", "2、"], items(&["甲", "乙"]));
    let mut second = list(Numbering::Decimal, &["3、"], items(&["丙"]));
    second.start = 3;
    let package = package(&one(vec![Block::List(first), Block::List(second)]));
    let numbering = part(&package, "word/numbering.xml");
    assert_eq!(numbering.find("w:abstractNum").len(), 1);
    let starts: Vec<_> = numbering.find("w:startOverride").iter().map(|one| one.val()).collect();
    assert_eq!(starts, [Some("1"), Some("3")]);
    let level = numbering.find("w:lvl")[0];
    assert_eq!(level.child("w:lvlText").unwrap().val(), Some("%1、"));
    let indent = level.at("w:pPr/w:ind").unwrap();
    assert_eq!((indent.number("w:left"), indent.number("w:hanging")), (420, 0));
    assert_eq!(level.child("w:lvlJc").unwrap().val(), Some("right"), "the number ends where the text begins");
    let document = part(&package, "word/document.xml");
    let one = |id: &str| (id.to_owned(), "0".to_owned());
    assert_eq!(numbers(&document), [one("1"), one("1"), one("2")]);
    assert!(document.find("w:ind").is_empty(), "the level's indent does");
}

#[test]
fn nested_lists_stand_a_level_deeper() {
    let inner = list(Numbering::Chinese, &["一、"], items(&["内"]));
    let outer = list(
        Numbering::Bullet,
        &["•", "•"],
        vec![
            vec![p("外"), p("续"), Block::List(inner)],
            vec![Block::Table(table(&[50.0], 0, vec![row(vec![td(0, "表")])]))],
        ],
    );
    let package = package(&one(vec![Block::List(outer)]));
    let document = part(&package, "word/document.xml");
    let pair = |id: &str, level: &str| (id.to_owned(), level.to_owned());
    assert_eq!(numbers(&document), [pair("1", "0"), pair("2", "1"), pair("1", "0")]);
    let numbering = part(&package, "word/numbering.xml");
    let formats: Vec<_> =
        numbering.all("w:abstractNum").map(|look| look.find("w:numFmt")[0].val().unwrap()).collect();
    assert_eq!(formats, ["bullet", "chineseCountingThousand"]);
    assert_eq!(numbering.find("w:lvl")[0].at("w:pPr/w:ind").unwrap().number("w:hanging"), 420);
    let body = &document.children[0];
    let plain = body.all("w:p").nth(1).unwrap().at("w:pPr/w:ind").unwrap();
    assert_eq!(plain.number("w:left"), 420, "a further paragraph stands under the first");
}

#[test]
fn a_marker_that_is_not_counted_is_text() {
    let mut plain = list(Numbering::None, &["※"], items(&["注"]));
    let package_of = |list: &List| package(&one(vec![Block::List(list.clone())]));
    let document = part(&package_of(&plain), "word/document.xml");
    assert_eq!(document.find("w:p")[0].shown_text(), "※注");
    assert_eq!(document.find("w:ind")[0].number("w:hanging"), 420);
    plain.items[0].marker.clear();
    let document = part(&package_of(&plain), "word/document.xml");
    assert_eq!(document.find("w:tab").len(), 0);
}

#[test]
fn every_numbering_has_its_format() {
    use Numbering::*;
    let all = [Bullet, Decimal, Chinese, Circled, LowerAlpha, UpperAlpha, LowerRoman, UpperRoman];
    let lists = all.map(|numbering| Block::List(list(numbering, &["x"], items(&["文"]))));
    let numbering = part(&package(&one(lists.into())), "word/numbering.xml");
    let formats: Vec<_> =
        numbering.all("w:abstractNum").map(|look| look.find("w:numFmt")[0].val().unwrap()).collect();
    let expected = "bullet decimal chineseCountingThousand decimalEnclosedCircle lowerLetter upperLetter lowerRoman upperRoman";
    assert_eq!(formats.join(" "), expected);
}

#[test]
fn four_thousand_lists_are_fine() {
    let lists = (0..4000).map(|_| Block::List(list(Numbering::Decimal, &["1、"], items(&["甲"])))).collect();
    let numbering = part(&package(&one(lists)), "word/numbering.xml");
    assert_eq!(numbering.find("w:num").len(), 4000);
    assert_eq!(numbering.find("w:abstractNum").len(), 1);
}

#[test]
fn a_list_without_room_for_markers_has_them_in_the_line() {
    let mut tight = list(Numbering::Decimal, &["1、"], items(&["甲"]));
    tight.style = Arc::new(ListStyle { indent: Abs::ZERO, ..(*tight.style).clone() });
    let numbering = part(&package(&one(vec![Block::List(tight)])), "word/numbering.xml");
    let level = numbering.find("w:lvl")[0];
    assert_eq!(level.child("w:suff").unwrap().val(), Some("nothing"));
    assert_eq!(level.child("w:lvlJc").unwrap().val(), Some("left"));
}
