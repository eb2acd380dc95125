//! Pictures of pages, for what no dump of text can show: how borders meet, what a mark's squeeze looks like.
//!
//! A case is `tests/suite/visual/NAME.html` with its `NAME.css`; hayro draws its last page, and `NAME.png` is
//! how it should look. Where it does not, the page and the difference are written to the target folder's
//! `tmp/visual`.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gangwei::diag::Text;
use gangwei::testing::markup::{PartInput, PictureError, StyleSheet};
use gangwei::testing::{markup, page, pdf, svg};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::build::fonts;
use crate::golden::{self, suite};

/// Pixels to the point: 96 to the inch.
const SCALE: f32 = 4.0 / 3.0;
/// Channels may differ by this much: processors round the edges of shapes in their own ways.
const CHANNEL: u8 = 48;
/// So many pixels may differ by more.
const PIXELS: usize = 8;

#[test]
fn pages_look_as_they_should() {
    let mut cases: Vec<PathBuf> = fs::read_dir(suite("visual"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .collect();
    cases.sort();
    assert!(cases.len() >= 8, "the case files are gone");
    let failed: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn check(case: &Path) -> Result<(), String> {
    let name = case.file_stem().unwrap().to_str().unwrap();
    let got = draw(&document(case));
    let png = got.clone().into_png().unwrap();
    // A picture within the tolerance stays, so that another machine changes nothing.
    golden::compare_by(&case.with_extension("png"), &png, |known| {
        let Ok(known) = Pixmap::from_png(Cursor::new(known)) else { return Some("no picture".to_owned()) };
        let (count, picture) = difference(&known, &got)?;
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("visual");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.got.png")), &png).unwrap();
        fs::write(folder.join(format!("{name}.diff.png")), picture.into_png().unwrap()).unwrap();
        let folder = folder.display();
        Some(format!("{count} pixels differ; see {name}.got.png and {name}.diff.png in {folder}"))
    })
}

/// The case as a PDF.
fn document(case: &Path) -> Vec<u8> {
    pdf::write(&pages(case)).unwrap()
}

/// The case, laid out.
fn pages(case: &Path) -> page::Pages {
    let css = fs::read_to_string(case.with_extension("css")).unwrap();
    let sheet = StyleSheet::parse(&css, &"case.css".into(), &[]).unwrap();
    let input = PartInput {
        matter: Default::default(),
        sheet: None,
        name: "case".into(),
        path: "case.html".into(),
        strings: vec![("title".into(), "岗位职责说明书".into())],
        pictures: &|_| Err(PictureError::Unreadable(Text::new("no pictures here", "no pictures here"))),
    };
    let part = markup::build(&fs::read_to_string(case).unwrap(), &sheet, input).part.unwrap();
    let meta =
        page::DocumentInfo { title: "页".into(), language: "zh-CN".into(), ..page::DocumentInfo::default() };
    page::join(vec![Arc::new(page::layout(&part, fonts()))], fonts(), meta, None).0
}

/// The last page as SVG, drawn by another program.
fn draw_svg(pages: &page::Pages, width: u16, height: u16) -> Pixmap {
    let part = pages.parts.last().unwrap();
    let svg = svg::page(part, part.pages.len() - 1, fonts());
    let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
    // A point is 96/72 pixels in SVG, too.
    let mut drawn = resvg::tiny_skia::Pixmap::new(width.into(), height.into()).unwrap();
    drawn.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, resvg::tiny_skia::Transform::identity(), &mut drawn.as_mut());
    Pixmap::from_png(Cursor::new(drawn.encode_png().unwrap())).unwrap()
}

/// What browsers show is what the PDF shows.
#[test]
fn pages_look_alike_as_svg() {
    let cases = fs::read_dir(suite("visual")).unwrap().map(|entry| entry.unwrap().path());
    for case in cases.filter(|path| path.extension().is_some_and(|extension| extension == "html")) {
        let pdf = draw(&document(&case));
        let svg = draw_svg(&pages(&case), pdf.width(), pdf.height());
        let differing =
            blurred(&pdf).into_iter().zip(blurred(&svg)).filter(|(a, b)| a.abs_diff(*b) > CHANNEL.into());
        let (count, all) = (differing.count(), pdf.data().len());
        eprintln!("{} {count} {all}", case.display());
        assert!(count * 1000 <= all, "{}: {count} of {all} pixels differ", case.display());
    }
}

/// The lightness of each pixel with its neighbours: programs put the grey of an edge on one side of it or the other.
fn blurred(picture: &Pixmap) -> Vec<u32> {
    let (width, height) = (usize::from(picture.width()), usize::from(picture.height()));
    let light = |x: usize, y: usize| {
        let pixel = picture.data()[y * width + x];
        (u32::from(pixel.r) + u32::from(pixel.g) + u32::from(pixel.b)) / 3
    };
    let mut out = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let around = (y.saturating_sub(1)..=(y + 1).min(height - 1))
                .flat_map(|y| (x.saturating_sub(1)..=(x + 1).min(width - 1)).map(move |x| (x, y)));
            let all: Vec<u32> = around.map(|(x, y)| light(x, y)).collect();
            out.push(all.iter().sum::<u32>() / all.len() as u32);
        }
    }
    out
}

/// The last page.
fn draw(document: &[u8]) -> Pixmap {
    let document = Pdf::new(document.to_vec()).unwrap();
    let cache = RenderCache::new();
    let settings = RenderSettings { hinting: false, ..RenderSettings::default() };
    let size = PixmapSettings { x_scale: SCALE, y_scale: SCALE, bg_color: WHITE };
    let page = document.pages().last().unwrap();
    render(page, &cache, &InterpreterSettings::default(), &settings, &size)
}

/// How many pixels differ, and a picture of them: red what differs, pale what does not. `None` if they are alike.
fn difference(known: &Pixmap, got: &Pixmap) -> Option<(usize, Pixmap)> {
    let (width, height) = (got.width(), got.height());
    let mut picture = Pixmap::new(width, height);
    if (known.width(), known.height()) != (width, height) {
        return Some((usize::from(width) * usize::from(height), picture));
    }
    let mut count = 0;
    for ((a, b), out) in known.data().iter().zip(got.data()).zip(picture.data_mut()) {
        let channels = [(a.r, b.r), (a.g, b.g), (a.b, b.b)];
        let differs = channels.iter().any(|(a, b)| a.abs_diff(*b) > CHANNEL);
        count += usize::from(differs);
        let pale = |channel: u8| 192 + channel / 4;
        (out.r, out.g, out.b, out.a) = match differs {
            true => (255, 0, 0, 255),
            false => (pale(b.r), pale(b.g), pale(b.b), 255),
        };
    }
    (count > PIXELS).then_some((count, picture))
}

/// The comparison sees what it is there to see: a hairline one pixel further down.
#[test]
fn a_moved_line_is_seen() {
    let with_line = |y: usize| {
        let mut picture = Pixmap::new(40, 20);
        for (at, pixel) in picture.data_mut().iter_mut().enumerate() {
            let shade = if at / 40 == y { 128 } else { 255 };
            (pixel.r, pixel.g, pixel.b, pixel.a) = (shade, shade, shade, 255);
        }
        picture
    };
    assert!(difference(&with_line(5), &with_line(5)).is_none());
    assert_eq!(difference(&with_line(5), &with_line(6)).unwrap().0, 80);
}
