//! The checker itself: each kind of damage is found.

use super::build::*;
use super::check::check_package;
use super::dom::{part as read, replace};
use super::{outline, package};
use gangwei::testing::tree::{Block, Link, Numbering};

fn sample() -> Vec<u8> {
    let mut blocks = position("boss", "经理", 3);
    let text = style().text;
    let inlines = vec![linked("经理", Link::Anchor("boss".into()), &text), picture("图")];
    blocks.push(Block::Paragraph(paragraph(style(), inlines)));
    blocks.push(Block::List(list(Numbering::Decimal, &["1、"], vec![vec![p("甲")]])));
    package(&document(vec![part("a", "部", blocks), part("b", "另一部", vec![p("乙")])]))
}

#[test]
fn fields_show_the_pages_that_layout_found() {
    let footer = read(&package(&one(vec![p("文")])), "word/footer1.xml");
    let marks: Vec<_> =
        footer.find("w:fldChar").iter().map(|mark| mark.attribute("w:fldCharType").unwrap()).collect();
    assert_eq!(marks, ["begin", "separate", "end", "begin", "separate", "end"]);
    let instructions: Vec<&str> = footer.find("w:instrText").iter().map(|one| one.text.trim()).collect();
    assert_eq!(instructions, ["PAGE", "NUMPAGES"]);
    assert_eq!(footer.shown_text(), "第 1 页　共 12 页");
}

/// Damage to a part, and what the checker has to say.
const DAMAGES: [(&str, &str, &str, &str); 18] = [
    ("word/document.xml", "w:anchor=\"boss\"", "w:anchor=\"nobody\"", "dangling anchor"),
    ("word/document.xml", "<w:pStyle w:val=\"Heading2\"/>", "<w:pStyle w:val=\"H\"/>", "no paragraph style"),
    (
        "word/document.xml",
        "<w:tblStyle w:val=\"GangWeiBiao\"/>",
        "<w:tblStyle w:val=\"T\"/>",
        "no table style",
    ),
    ("word/document.xml", "<w:numId w:val=\"1\"/>", "<w:numId w:val=\"99\"/>", "no list 99"),
    ("word/document.xml", "<w:gridSpan w:val=\"4\"/>", "<w:gridSpan w:val=\"5\"/>", "columns in a grid"),
    ("word/document.xml", "<w:gridCol w:w=\"1247\"/>", "<w:gridCol w:w=\"1200\"/>", "wide over"),
    ("word/document.xml", "<w:tblHeader/>", "", "MISSING HEADER"),
    (
        "word/document.xml",
        "w:hRule=\"atLeast\"/></w:trPr>",
        "w:hRule=\"atLeast\"/><w:tblHeader/></w:trPr>",
        "header below",
    ),
    ("word/document.xml", "<w:vMerge w:val=\"restart\"/>", "", "goes on from nothing"),
    ("word/document.xml", "</w:p></w:tc>", "</w:p><w:tbl/></w:tc>", "end in a paragraph"),
    ("word/document.xml", "<w:bookmarkStart w:id=\"0\"", "<w:bookmarkStart w:id=\"7\"", "begin and end"),
    ("word/document.xml", "r:embed=\"rId", "r:embed=\"rId9", "names no relationship"),
    ("word/document.xml", "</w:tbl>", "</w:tbl><w:tbl/>", "touch"),
    ("word/footer1.xml", "<w:fldChar w:fldCharType=\"end\"/>", "", "not closed"),
    ("word/_rels/document.xml.rels", "styles.xml", "stiles.xml", "no target"),
    ("word/styles.xml", "w:val=\"heading 2\"", "w:val=\"Normal\"", "two styles called"),
    ("word/styles.xml", "w:basedOn w:val=\"Normal\"", "w:basedOn w:val=\"X\"", "names no  style"),
    ("[Content_Types].xml", "/word/settings.xml", "/word/other.xml", "no content type"),
];

#[test]
fn the_checker_finds_each_damage() {
    let good = sample();
    for (part, from, to, finding) in DAMAGES {
        let bad = replace(&good, part, |text| text.replacen(from, to, 1));
        let findings = check_package(&bad);
        match finding {
            // Not a contradiction within the package, but against the tree.
            "MISSING HEADER" => {
                assert_ne!(outline::outline_of_package(&good), outline::outline_of_package(&bad));
            }
            _ => assert!(findings.iter().any(|one| one.contains(finding)), "{finding}: {findings:?}"),
        }
    }
}

#[test]
fn the_checker_finds_numbers_twice() {
    let good = sample();
    let twice = |from: &'static str, element: &'static str| {
        replace(&good, "word/document.xml", move |text| {
            let at = text.find(from).expect("it is there");
            let end = at + text[at..].find(element).expect("it ends") + element.len();
            format!("{}{}{}", &text[..end], &text[at..end], &text[end..])
        })
    };
    let drawing = twice("<w:r><w:drawing>", "</w:drawing></w:r>");
    assert!(check_package(&drawing).iter().any(|one| one.contains("picture number 1 twice")));
    let bookmark = twice("<w:bookmarkStart", "/>");
    assert!(check_package(&bookmark).iter().any(|one| one.contains("bookmark number of boss twice")));
}

#[test]
fn the_outline_tells_texts_and_spans_apart() {
    let good = sample();
    let outline = outline::outline_of_package(&good);
    for (from, to) in [("财务部", "财务处"), ("<w:vMerge/>", ""), ("<w:gridSpan w:val=\"2\"/>", "")] {
        let bad = replace(&good, "word/document.xml", |text| text.replacen(from, to, 1));
        assert_ne!(outline::outline_of_package(&bad), outline);
        assert_ne!(outline::read_back(&bad), outline.clone().without_headers());
    }
}
