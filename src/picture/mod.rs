//! Reads pictures: recognizes their format, finds their size, and checks that they are sound.
//!
//! Both writers can show every picture that [`read`] accepts. An SVG picture must have no text, because the fonts
//! that it was made with are not available, and must refer to nothing outside itself. Word processors that cannot
//! read SVG get a [copy](copy()) in pixels.

mod canvas;
mod copy;
mod effort;
mod fault;
mod paint;
mod palette;
mod raster;
mod size;
mod svg;
mod whole;

use std::sync::Arc;

pub use copy::{copy, copy_drawing};
pub use fault::{Damage, PictureFault};
pub use raster::{Pixels, jpeg_frame, pixels};
pub use resvg::usvg;
use resvg::usvg::Tree;

use crate::drawing::Drawing;
use crate::tree::{ImageFile, ImageFormat, ImageSource};
use crate::unit::{Abs, Size};
use raster::{read_jpeg, read_png};
use size::{PIXEL, size_of};
use svg::read_svg;

/// A picture that can be shown.
#[derive(Clone, Debug)]
pub struct Picture {
    pub source: ImageSource,
    /// Its natural size; that of a file at 96 pixels per inch.
    pub size: Size,
}

impl Picture {
    /// A drawing of this program, which needs no check.
    pub fn drawn(drawing: Drawing) -> Picture {
        Picture { size: drawing.size, source: ImageSource::Drawing(Arc::new(drawing)) }
    }

    /// A file that has been checked already.
    pub fn file(data: Arc<[u8]>, format: ImageFormat, size: Size) -> Picture {
        Picture { source: ImageSource::File(ImageFile { data, format }), size }
    }
}

/// Recognizes a picture by its first bytes, and decodes it to check that it is sound.
pub fn read(data: Arc<[u8]>) -> Result<Picture, PictureFault> {
    let raster = |format, (width, height): (u32, u32)| {
        let size =
            Size { width: Abs::pt(f64::from(width) * PIXEL), height: Abs::pt(f64::from(height) * PIXEL) };
        Picture::file(data.clone(), format, size)
    };
    if data.starts_with(b"\x89PNG\r\n\x1a\n") {
        let pixmap = read_png(&data)?;
        Ok(raster(ImageFormat::Png, (pixmap.width(), pixmap.height())))
    } else if data.starts_with(b"\xff\xd8\xff") {
        Ok(raster(ImageFormat::Jpeg, read_jpeg(&data)?))
    } else if is_svg(&data) {
        let tree = read_svg(&data)?;
        Ok(Picture::file(data, ImageFormat::Svg, size_of(&tree)))
    } else {
        Err(PictureFault::Unknown)
    }
}

/// Renders a drawing to pixels, in the resolution of its PNG copy.
///
/// # Errors
/// It has more pixels than a picture may.
pub fn render(tree: &Tree) -> Result<Pixels, PictureFault> {
    copy::render(tree).map(Pixels::new)
}

/// Parses an SVG picture that [`read`] has accepted.
pub fn drawing(data: &[u8]) -> Result<Tree, PictureFault> {
    read_svg(data)
}

fn is_svg(data: &[u8]) -> bool {
    let start = &data[..data.len().min(4096)];
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<') && text.contains("<svg")
}

#[cfg(test)]
mod tests {
    use resvg::tiny_skia::Pixmap;

    use super::*;

    fn svg(content: &str) -> Result<Picture, PictureFault> {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
             width='96' height='48'>{content}</svg>"
        );
        read(Arc::from(text.as_bytes()))
    }

    #[test]
    fn a_drawing_has_its_size_and_a_copy_of_pixels() {
        let picture = svg("<rect width='96' height='48' fill='#c00'/>").unwrap();
        let ImageSource::File(ImageFile { data, format: ImageFormat::Svg }) = picture.source else {
            panic!("{:?}", picture.source)
        };
        assert_eq!(picture.size, Size { width: Abs::pt(72.0), height: Abs::pt(36.0) });
        let file = copy(&data).unwrap();
        let pixels = Pixmap::decode_png(&file).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (220, 110));
        let middle = pixels.pixel(110, 55).unwrap();
        assert_eq!((middle.red(), middle.green(), middle.alpha()), (0xcc, 0, 255));
        // The bytes do not depend on the machine or the time.
        assert_eq!(copy(&data).unwrap(), file);
    }

    #[test]
    fn what_would_vanish_is_refused() {
        assert_eq!(svg("<g><text>岗位</text></g>").unwrap_err(), PictureFault::SvgText);
        let outside = svg("<image xlink:href='file:///etc/passwd' width='1' height='1'/>").unwrap_err();
        assert_eq!(outside, PictureFault::SvgReference("file:///etc/passwd".to_owned()));
        let inside = |data: &str| svg(&format!("<image href='data:image/{data}' width='1' height='1'/>"));
        let dot = "png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
        assert!(inside(dot).is_ok());
        let drawing = "svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=";
        assert_eq!(inside(drawing).unwrap_err(), PictureFault::SvgReference("data:".to_owned()));
        assert!(matches!(inside("png;base64,iVBORw0KGgo=").unwrap_err(), PictureFault::Damaged(_)));
        assert!(matches!(svg("<g>").unwrap_err(), PictureFault::Damaged(_)));
    }

    #[test]
    fn bombs_are_refused_fast() {
        let deep = "<g>".repeat(5000) + &"</g>".repeat(5000);
        assert_eq!(svg(&deep).unwrap_err(), PictureFault::TooComplex);
        let mut uses = "<defs><g id='a0'><rect width='1' height='1'/></g>".to_owned();
        for n in 1..30 {
            let inner = format!("<use href='#a{}'/>", n - 1).repeat(10);
            uses += &format!("<g id='a{n}'>{inner}</g>");
        }
        assert_eq!(svg(&(uses + "</defs><use href='#a29'/>")).unwrap_err(), PictureFault::TooComplex);
        assert!(svg("<g id='a'><use href='#a'/></g>").is_ok(), "a cycle");
        let twice = format!("<defs><g id='a'>{}</g></defs><g id='a'/>", "<use href='#b'/>".repeat(400));
        let bomb = format!("{twice}<g id='b'>{}</g>{}", "<g/>".repeat(400), "<use href='#a'/>".repeat(10));
        assert_eq!(svg(&bomb).unwrap_err(), PictureFault::TooComplex, "of two with one id the first counts");
        let corners = format!("<path d='M0 0{}' marker-mid='url(#m)'/>", "h1v1".repeat(9_000));
        let marked = format!("<marker id='m'>{}</marker>{corners}", "<path d='M0 0h1'/>".repeat(20));
        assert_eq!(svg(&marked).unwrap_err(), PictureFault::TooComplex, "markers at every corner");
        let filters: String = (0..8)
            .map(|n| {
                format!("<filter id='f{n}'>{}</filter>", format!("<feImage href='#g{}'/>", n + 1).repeat(10))
            })
            .chain(
                (0..9).map(|n| format!("<g id='g{n}' filter='url(#f{n})'><rect width='9' height='9'/></g>")),
            )
            .collect();
        assert_eq!(svg(&filters).unwrap_err(), PictureFault::TooComplex, "pictures in filters of pictures");
        let noise = "<filter id='f'><feTurbulence baseFrequency='1' numOctaves='2000000000'/></filter>";
        assert_eq!(svg(noise).unwrap_err(), PictureFault::TooComplex);
        let huge = "<svg xmlns='http://www.w3.org/2000/svg' width='1e6' height='1e6'/>";
        assert!(matches!(read(Arc::from(huge.as_bytes())).unwrap_err(), PictureFault::TooLarge { .. }));
    }

    #[test]
    fn style_sheets_count_as_attributes_do() {
        let shapes = |class: &str| format!("<path d='M0 0h1' class='{class}'/>").repeat(10);
        let patterns: String = (0..8)
            .map(|n| {
                format!(
                    "<pattern id='p{n}' width='9' height='9'>{}</pattern>",
                    shapes(&format!("c{}", n + 1))
                )
            })
            .collect();
        let with = |rule: &dyn Fn(usize) -> String| {
            let rules: String = (0..8).map(rule).collect();
            svg(&format!("<style>{rules}</style>{patterns}<g class='c0'><rect width='9' height='9'/></g>"))
        };
        assert!(with(&|n| format!(".c{n}{{fill:red}}")).is_ok());
        let selectors: [&dyn Fn(usize) -> String; 5] = [
            &|n| format!(".c{n}{{fill:url(#p{n})}}"),
            &|n| format!("svg > path.none, g path.c{n}, .c{n}{{ fill: url( '#p{n}' ) }}"),
            &|n| format!("@media print {{ .c{n}{{fill:url(#p{n})}} }}"),
            &|n| format!("/* }} */ .c{n}:first-child,[class=c{n}]{{stroke:url(#p{n})}}"),
            &|n| format!(".\\63 {n}{{fill:url(#p{n})}}"),
        ];
        for rule in selectors {
            assert_eq!(with(rule).unwrap_err(), PictureFault::TooComplex, "{}", rule(0));
        }
        let marked = "<style>path{marker-mid:url(#m)}</style>".to_owned()
            + &format!("<marker id='m'>{}</marker>", "<circle r='1'/>".repeat(20))
            + &format!("<path d='M0 0{}'/>", "h1v1".repeat(9_000));
        assert_eq!(svg(&marked).unwrap_err(), PictureFault::TooComplex, "markers at every corner");
        let dotted = "<style>.a{marker-mid:url(#m)}</style><marker id='m'><circle r='1'/></marker>\
                      <path class='a' d='M0 0h1v1'/>";
        assert!(svg(dotted).is_ok());
    }

    #[test]
    fn what_would_take_too_long_to_paint_is_refused() {
        let filtered = |steps: &str, times: usize| {
            let shapes = "<rect width='96' height='48' filter='url(#f)'/>".repeat(times);
            svg(&format!("<filter id='f'>{steps}</filter>{shapes}"))
        };
        assert!(filtered("<feGaussianBlur stdDeviation='3'/><feOffset dx='2'/>", 9).is_ok());
        assert!(filtered("<feDropShadow dx='1' dy='1'/>", 9).is_ok());
        assert!(filtered("<feMorphology radius='2'/>", 1).is_ok());
        for steps in [
            "<feGaussianBlur stdDeviation='1e9'/>",
            "<feDropShadow dx='1e30'/>",
            "<feMorphology radius='1000'/>",
            &"<feTurbulence baseFrequency='1' numOctaves='10'/>".repeat(500),
        ] {
            assert_eq!(filtered(steps, 1).unwrap_err(), PictureFault::TooComplex, "{steps}");
        }
        let noise = "<feTurbulence baseFrequency='1' numOctaves='10'/>";
        assert_eq!(filtered(noise, 1000).unwrap_err(), PictureFault::TooComplex, "each time anew");
        let tile = "<pattern id='p' width='90000' height='90000' patternUnits='userSpaceOnUse'><path d='M0 0h1'/></pattern>\
                    <rect width='96' height='48' fill='url(#p)'/>";
        assert_eq!(svg(tile).unwrap_err(), PictureFault::TooComplex, "a pattern's pixels");
        let far = "<path d='M0 0L1e38 1e38 -1e38 3e38z' stroke='red' stroke-width='1e38'/>";
        assert_eq!(svg(far).unwrap_err(), PictureFault::TooComplex, "numbers that the painter cannot hold");
        let layers =
            format!("{}<rect width='96' height='48'/>{}", "<g opacity='.5'>".repeat(90), "</g>".repeat(90));
        assert!(svg(&layers).is_ok(), "many levels of few pixels");
        assert!(svg(&"<rect width='96' height='48'/>".repeat(5000)).is_ok());
    }

    #[test]
    fn a_jpeg_picture_that_was_cut_off_is_refused() {
        let whole = include_bytes!("../../tests/it/pdf/grey.jpg");
        assert!(read(Arc::from(&whole[..])).is_ok());
        for length in [whole.len() / 2, whole.len() - 2, whole.len() - 1] {
            assert_eq!(read(Arc::from(&whole[..length])).unwrap_err(), PictureFault::CutOff, "{length}");
        }
    }

    #[test]
    fn what_a_png_picture_carries_has_a_limit() {
        let plain = Pixmap::new(2, 2).unwrap().encode_png().unwrap();
        let with = |chunks: &[(&[u8; 4], &[u8], usize)]| {
            let mut file = plain[..33].to_vec();
            for (kind, head, length) in chunks {
                let mut packed = libdeflater::Compressor::new(libdeflater::CompressionLvl::fastest());
                let mut room = vec![0; packed.zlib_compress_bound(*length)];
                let size = packed.zlib_compress(&vec![0; *length], &mut room).unwrap();
                let content = [&kind[..], head, &room[..size]].concat();
                file.extend((content.len() as u32 - 4).to_be_bytes());
                file.extend(&content);
                file.extend(libdeflater::crc32(&content).to_be_bytes());
            }
            file.extend(&plain[33..]);
            read(Arc::from(file))
        };
        let (profile, text, international) =
            (&b"p\0\0"[..], &b"Comment\0\0"[..], &b"Comment\0\x01\0zh\0\xe6\xb3\xa8\0"[..]);
        const MB: usize = 1 << 20;
        assert!(
            with(&[(b"iCCP", profile, 3 * MB), (b"zTXt", text, MB), (b"iTXt", international, MB)]).is_ok()
        );
        for chunk in
            [(b"iCCP", profile, 200 * MB), (b"zTXt", text, 200 * MB), (b"iTXt", international, 200 * MB)]
        {
            assert_eq!(with(&[chunk]).unwrap_err(), PictureFault::Inflates { megabytes: 16 });
        }
        let exif = |length: usize| {
            let mut file = plain[..33].to_vec();
            let content = [&b"eXIf"[..], &vec![0; length]].concat();
            file.extend((length as u32).to_be_bytes());
            file.extend(&content);
            file.extend(libdeflater::crc32(&content).to_be_bytes());
            file.extend(&plain[33..]);
            read(Arc::from(file))
        };
        assert!(exif(MB).is_ok());
        assert_eq!(exif(17 * MB).unwrap_err(), PictureFault::Inflates { megabytes: 16 });
        assert_eq!(
            with(&[(b"zTXt", text, 9 * MB); 2]).unwrap_err(),
            PictureFault::Inflates { megabytes: 16 },
            "in all"
        );
    }

    #[test]
    fn broken_pixels_are_found() {
        let mut whole = Pixmap::new(20, 10).unwrap().encode_png().unwrap();
        assert_eq!(read(Arc::from(&whole[..])).unwrap().size.width, Abs::pt(15.0));
        let byte = whole.len() / 2;
        for length in [whole.len() - 1, whole.len() - 12, byte] {
            assert_eq!(read(Arc::from(&whole[..length])).unwrap_err(), PictureFault::CutOff, "{length}");
        }
        whole[byte] ^= 1;
        assert!(matches!(read(Arc::from(&whole[..])).unwrap_err(), PictureFault::Damaged(_)));
        let header_only = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\xff\xff\xff\xff";
        assert!(matches!(read(Arc::from(&header_only[..])).unwrap_err(), PictureFault::TooLarge { .. }));
        assert_eq!(read(Arc::from(&b"\xff\xd8\xff\xe0\0\x04"[..])).unwrap_err(), PictureFault::CutOff);
        assert!(matches!(read(Arc::from(&b"\xff\xd8\xff\xd9"[..])).unwrap_err(), PictureFault::Damaged(_)));
        assert_eq!(read(Arc::from(&b"GIF89a"[..])).unwrap_err(), PictureFault::Unknown);
        assert_eq!(read(Arc::from(&b""[..])).unwrap_err(), PictureFault::Unknown);
    }
}
