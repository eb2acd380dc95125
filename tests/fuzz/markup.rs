//! Any bytes as the markup of a part and, after a line `%%%`, its style sheet: they become a tree, pages and documents.

use std::sync::Arc;

use gangwei::diag::{Format, Lang, Sources, Text, render};
use gangwei::testing::markup::PictureError;
use gangwei::testing::picture::Picture;
use gangwei::testing::tree::{ImageFormat, dump_part};
use gangwei::testing::unit::{Abs, Size};

use super::sheet;

const SVG: &[u8] =
    b"<svg xmlns='http://www.w3.org/2000/svg' width='96' height='48'><rect width='9' height='9'/></svg>";

/// Panics only where the program is wrong.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (html, css) = text.split_once("\n%%%\n").unwrap_or((&text, ""));
    super::on_one_thread(|| try_one(html, css));
}

fn try_one(html: &str, css: &str) {
    match sheet::build(html, css, &picture) {
        Ok(part) => {
            dump_part(&part);
            sheet::make(part, &sheet::FONTS);
        }
        Err(found) => {
            assert!(!found.is_empty(), "something stands against it");
            let mut sources = Sources::default();
            sources.insert("page.html".into(), "page.html", html.into());
            sources.insert("style.css".into(), "style.css", css.into());
            for format in [Format::Human, Format::Json] {
                render(&found, &sources, format, Lang::Zh, false);
            }
        }
    }
}

/// One picture is there.
fn picture(src: &str) -> Result<Arc<Picture>, PictureError> {
    if src != "a.svg" {
        return Err(PictureError::Unreadable(Text::new("没有这个文件", "no such file")));
    }
    let size = Size { width: Abs::pt(72.0), height: Abs::pt(36.0) };
    Ok(Arc::new(Picture::file(SVG.into(), ImageFormat::Svg, size)))
}
