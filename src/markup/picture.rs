//! Measures pictures, and tells what is wrong with one.

use super::builder::BlockBuilder;
use super::css::{Computed, LONGEST, Length, LengthPercentage, parse_length};
use super::dom::{Attr, Elem};
use super::input::PictureError;
use super::names::Attribute;
use crate::diag::{Code, Text};
use crate::picture::{Damage, PictureFault};
use crate::tree::{Image, ImageId};
use crate::unit::{Abs, Size};

impl BlockBuilder<'_> {
    pub fn image(&mut self, element: &Elem<'_>, style: &Computed, measure: Abs) -> Option<Image> {
        let (Some(src), Some(alt)) = (element.get(Attribute::Src), element.get(Attribute::Alt)) else {
            let message =
                Text::new("`img` 要有 src 和 alt 两个属性", "an `img` needs both attributes src and alt");
            let help = Text::new("纯装饰的图片写 alt=\"\"", "write alt=\"\" for a mere decoration");
            self.report.error_with_help(Code::E214, element.span, message, Some(help));
            return None;
        };
        let picture = match (self.input.pictures)(&src.value) {
            Ok(picture) => picture,
            Err(error) => {
                let (message, help) = picture_fault(&src.value, &error);
                self.report.error_with_help(Code::E213, src.span, message, help);
                return None;
            }
        };
        let width = style.width.or_else(|| self.length_of(element.get(Attribute::Width)));
        let height = style
            .height
            .map(LengthPercentage::Abs)
            .or_else(|| self.length_of(element.get(Attribute::Height)));
        let size = scaled(picture.size, width.map(|w| w.of(measure)), height.map(|h| h.of(measure)), measure);
        if size.width.max(size.height).to_pt() > LONGEST {
            let message = Text::new(
                format!("图片 `{}` 的宽高相差悬殊，这样会超过 100 米", src.value),
                format!("the picture `{}` would be more than 100 m long, so narrow is it", src.value),
            );
            self.report.error(Code::E213, src.span, message);
            return None;
        }
        Some(Image {
            id: ImageId::default(),
            source: picture.source.clone(),
            size,
            alt: alt.value.to_string(),
        })
    }

    /// A picture's `width` or `height` attribute: a length, or pixels without a unit.
    fn length_of(&mut self, attribute: Option<&Attr<'_>>) -> Option<LengthPercentage> {
        let attribute = attribute?;
        let pixels = attribute.value.trim().parse::<f64>().ok().map(|pixels| Length::Pt(pixels * 0.75));
        match pixels.or_else(|| parse_length(&attribute.value)) {
            Some(Length::Pt(points)) if points > 0.0 && points < 1e5 => {
                Some(LengthPercentage::Abs(Abs::pt(points)))
            }
            Some(Length::Percent(percent)) if percent > 0.0 && percent <= 100.0 => {
                Some(LengthPercentage::Percent(percent))
            }
            _ => {
                let name = attribute.name;
                let message = Text::new(
                    format!("`{name}` 应为长度，如 30mm，或像素数"),
                    format!("`{name}` is a length such as 30mm, or a number of pixels"),
                );
                self.report.error(Code::E204, attribute.span, message);
                None
            }
        }
    }
}

/// What is damaged, in Chinese. The decoder's own words are English and are left out.
fn damage_in_chinese(damage: &Damage) -> String {
    match damage {
        Damage::Header => "文件头不完整".to_owned(),
        Damage::NoSize => "没有尺寸".to_owned(),
        Damage::NoPixels => "没有像素".to_owned(),
        Damage::Pixels(_) => "图像数据无法解码".to_owned(),
        Damage::Encoding(_) => "不是 UTF-8 编码的文字".to_owned(),
        Damage::Xml { line, column, .. } => format!("第 {line} 行第 {column} 列起不是合格的 XML"),
        Damage::Drawing(_) => "不是完整的 SVG 图形".to_owned(),
    }
}

/// What is wrong with a picture, and what to do about it.
pub fn picture_fault(src: &str, error: &PictureError) -> (Text, Option<Text>) {
    let fault = match error {
        PictureError::Unreadable(reason) => {
            let zh = format!("读不到图片 `{src}`：{}", reason.zh);
            return (Text::new(zh, format!("the picture `{src}` cannot be read: {}", reason.en)), None);
        }
        PictureError::Faulty(fault) => fault,
    };
    let (zh, en) = match fault {
        PictureFault::Unknown => {
            ("不是 PNG、JPEG 或 SVG 图片".to_owned(), "is no PNG, JPEG or SVG picture".to_owned())
        }
        PictureFault::Cmyk => {
            ("的颜色是 CMYK，请另存为 RGB".to_owned(), "is in CMYK colours; save it as RGB".to_owned())
        }
        PictureFault::Damaged(damage) => {
            (format!("已损坏：{}", damage_in_chinese(damage)), format!("is damaged: {damage}"))
        }
        PictureFault::CutOff => {
            ("不完整：后半截缺失".to_owned(), "is cut off: its end is missing".to_owned())
        }
        PictureFault::Inflates { megabytes } => (
            format!("带的颜色配置文件、拍摄信息或文字超过 {megabytes} MB"),
            format!("carries a colour profile, Exif data or texts of more than {megabytes} MB, unpacked"),
        ),
        PictureFault::TooLarge { width, height } => {
            (format!("过大（{width}×{height} 像素）"), format!("is too large ({width}×{height} pixels)"))
        }
        PictureFault::TooComplex => ("过于复杂".to_owned(), "is too complex".to_owned()),
        PictureFault::SvgText => {
            ("里有文字，字体不在手边".to_owned(), "has text, whose fonts are not at hand".to_owned())
        }
        PictureFault::SvgReference(target) => {
            (format!("引用了别的文件 `{target}`"), format!("refers to another file, `{target}`"))
        }
    };
    let help = match fault {
        PictureFault::SvgText => Some(Text::new(
            "在绘图软件里把文字转为曲线",
            "turn the text into outlines in your drawing program",
        )),
        PictureFault::SvgReference(_) => Some(Text::new("把图片嵌入 SVG", "embed the picture in the SVG")),
        PictureFault::TooComplex | PictureFault::TooLarge { .. } => {
            Some(Text::new("缩小或简化图片", "make it smaller or simpler"))
        }
        PictureFault::CutOff => {
            Some(Text::new("重新复制、下载或导出这个图片文件", "copy, download or export the file again"))
        }
        PictureFault::Inflates { .. } => Some(Text::new(
            "在绘图软件里另存一份，不带颜色配置文件和附加信息",
            "save it anew in a drawing program, without a colour profile and metadata",
        )),
        PictureFault::Unknown | PictureFault::Cmyk | PictureFault::Damaged(_) => None,
    };
    (Text::new(format!("图片 `{src}` {zh}"), format!("the picture `{src}` {en}")), help)
}

/// A picture's size: what is asked for, else in proportion, and never wider than the measure.
fn scaled(natural: Size, width: Option<Abs>, height: Option<Abs>, measure: Abs) -> Size {
    let (width, height) = match (width, height) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => (width, natural.height * (width / natural.width)),
        (None, Some(height)) => (natural.width * (height / natural.height), height),
        (None, None) => (natural.width, natural.height),
    };
    if width.fits(measure) {
        return Size { width, height };
    }
    Size { width: measure, height: height * (measure / width) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What decoders say is English; in Chinese their faults are told by kind.
    #[test]
    fn damaged_pictures_are_told_in_chinese() {
        let words = || "unexpected end of file".to_owned();
        for damage in [
            Damage::Header,
            Damage::NoSize,
            Damage::NoPixels,
            Damage::Pixels(words()),
            Damage::Encoding(words()),
            Damage::Xml { line: 1, column: 5, reason: words() },
            Damage::Drawing(words()),
        ] {
            let (Text { zh, .. }, _) =
                picture_fault("图", &PictureError::Faulty(PictureFault::Damaged(damage)));
            let names = ["UTF-8", "XML", "SVG"];
            let rest = names.iter().fold(zh.clone(), |zh, name| zh.replace(name, ""));
            assert!(!rest.contains(|c: char| c.is_ascii_alphabetic()), "{zh}");
        }
    }
}
