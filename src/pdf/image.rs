//! Pictures as XObjects that pages draw: pixels, or a drawing's PDF operators (ISO 32000-1 §8.9, §8.10).

use std::sync::Arc;

use super::drawing;
use super::file::{Objects, deflate};
use super::form::FormDrawing;
use super::object::{Dict, Ref};
use crate::page::{ImageFile, ImageFormat};
use crate::picture::{self, PictureFault, Pixels};
use crate::sync::{Memo, Shared};

/// The pictures of a build. Each is read and deflated once, however many documents show it.
#[derive(Default)]
pub struct Images(Memo<Shared<[u8]>, Result<Arc<EncodedImage>, String>>);

impl Images {
    /// # Errors
    /// Gives the reason why the picture cannot be shown.
    pub(super) fn get(&self, file: &ImageFile) -> Result<Arc<EncodedImage>, String> {
        self.0.get(Shared(file.data.clone()), || EncodedImage::read(file).map(Arc::new))
    }
}

/// A picture that is ready to be written.
pub enum EncodedImage {
    Jpeg {
        data: Arc<[u8]>,
        width: u32,
        height: u32,
        components: usize,
    },
    /// `colors` and `alpha` are deflated.
    Pixels {
        width: u32,
        height: u32,
        is_gray: bool,
        colors: Vec<u8>,
        alpha: Option<Vec<u8>>,
    },
    Drawing(FormDrawing),
}

impl EncodedImage {
    /// # Errors
    /// Gives the reason why the picture cannot be shown.
    pub fn read(file: &ImageFile) -> Result<EncodedImage, String> {
        match file.format {
            ImageFormat::Png => picture::pixels(&file.data).map(EncodedImage::from_pixels).map_err(told),
            ImageFormat::Jpeg => {
                let (width, height, components) = picture::jpeg_frame(&file.data).map_err(told)?;
                Ok(EncodedImage::Jpeg { data: file.data.clone(), width, height, components })
            }
            ImageFormat::Svg => {
                let tree = picture::drawing(&file.data).map_err(told)?;
                match drawing::draw(&tree) {
                    Some(drawing) => Ok(EncodedImage::Drawing(drawing)),
                    None => picture::render(&tree).map(EncodedImage::from_pixels).map_err(told),
                }
            }
        }
    }

    fn from_pixels(pixels: Pixels) -> EncodedImage {
        let Pixels { width, height, colors, alpha } = pixels;
        let is_gray = colors.chunks_exact(3).all(|color| color[0] == color[1] && color[1] == color[2]);
        let colors = match is_gray {
            true => colors.iter().step_by(3).copied().collect(),
            false => colors,
        };
        let alpha = alpha.map(|alpha| deflate(&alpha));
        EncodedImage::Pixels { width, height, is_gray, colors: deflate(&colors), alpha }
    }

    /// How many objects it needs; pages draw the first of them.
    pub fn objects(&self) -> usize {
        match self {
            EncodedImage::Jpeg { .. } => 1,
            EncodedImage::Pixels { alpha, .. } => 1 + usize::from(alpha.is_some()),
            EncodedImage::Drawing(drawing) => drawing.objects(),
        }
    }

    pub fn write(&self, first: Ref, objects: &mut Objects) {
        let space = |is_gray: bool| if is_gray { "DeviceGray" } else { "DeviceRGB" };
        match self {
            EncodedImage::Jpeg { data, width, height, components } => objects.stream(first, data, |dict| {
                frame(*width, *height, dict);
                dict.name("ColorSpace", space(*components == 1));
                dict.name("Filter", "DCTDecode");
            }),
            EncodedImage::Pixels { width, height, is_gray, colors, alpha } => {
                let mask = first.plus(1);
                objects.deflated(first, colors, |dict| {
                    frame(*width, *height, dict);
                    dict.name("ColorSpace", space(*is_gray));
                    if alpha.is_some() {
                        dict.reference("SMask", mask);
                    }
                });
                if let Some(alpha) = alpha {
                    objects.deflated(mask, alpha, |dict| {
                        frame(*width, *height, dict);
                        dict.name("ColorSpace", "DeviceGray");
                    });
                }
            }
            EncodedImage::Drawing(drawing) => drawing.write(first, objects),
        }
    }
}

fn told(fault: PictureFault) -> String {
    match fault {
        PictureFault::TooLarge { width, height } => {
            format!("it has {width} × {height} pixels, which is too many")
        }
        PictureFault::Damaged(damage) => damage.to_string(),
        other => format!("{other:?}"),
    }
}

fn frame(width: u32, height: u32, dict: &mut Dict) {
    dict.name("Type", "XObject");
    dict.name("Subtype", "Image");
    dict.integer("Width", width.into());
    dict.integer("Height", height.into());
    dict.integer("BitsPerComponent", 8);
}
