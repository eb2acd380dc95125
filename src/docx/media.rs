//! The picture files of a document, each of them once in the package.
//!
//! A vector picture is an SVG file, with a copy in pixels beside it for word processors that cannot read SVG.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::drawing::Drawing;
use crate::hash::Same;
use crate::picture::{self, PictureFault};
use crate::sync::{Memo, Shared};
use crate::tree::{Image, ImageFile, ImageFormat, ImageSource};

use super::package::Error;

/// The files of vector pictures. Each is made once, however many documents show it.
#[derive(Default)]
pub struct PixelCopies {
    files: Memo<Shared<[u8]>, PicturePair>,
    drawings: Memo<Shared<Drawing>, PicturePair>,
}

/// A vector picture as an SVG file, and as a PNG file.
type PicturePair = Result<[Arc<[u8]>; 2], PictureFault>;

impl PixelCopies {
    fn get(&self, source: &ImageSource) -> PicturePair {
        match source {
            ImageSource::File(ImageFile { data, .. }) => {
                self.files.get(Shared(data.clone()), || Ok([data.clone(), picture::copy(data)?.into()]))
            }
            ImageSource::Drawing(drawing) => self.drawings.get(Shared(drawing.clone()), || {
                Ok([drawing.svg().into_bytes().into(), picture::copy_drawing(drawing)?.into()])
            }),
        }
    }
}

/// Every picture file of the document, and how many pictures each part has.
#[derive(Default)]
pub struct MediaFiles<'a> {
    pub files: Vec<Media>,
    by_content: HashMap<&'a [u8], usize>,
    files_seen: HashMap<Same<'a, [u8]>, usize>,
    drawings: HashMap<Same<'a, Drawing>, usize>,
    /// The vector pictures, each with its index in `files`.
    vectors: Vec<(usize, &'a ImageSource)>,
    /// How many pictures stand before each part.
    before_part: Vec<u32>,
    uses: u32,
}

/// A picture file in the package.
pub struct Media {
    pub data: Arc<[u8]>,
    /// The path within `word/`.
    pub path: String,
    /// The id of its relationship, once it has one.
    pub relation: String,
}

impl<'a> MediaFiles<'a> {
    pub fn begin_part(&mut self) {
        self.before_part.push(self.uses);
    }

    /// Adds a picture; gives the index of its file.
    pub fn add(&mut self, image: &'a Image) -> usize {
        self.uses += 1;
        let next = self.files.len();
        let index = match &image.source {
            ImageSource::File(file) => *self
                .files_seen
                .entry(Same(&file.data))
                .or_insert_with(|| *self.by_content.entry(&file.data).or_insert(next)),
            ImageSource::Drawing(drawing) => *self.drawings.entry(Same(&**drawing)).or_insert(next),
        };
        if index == next {
            self.add_files(&image.source);
        }
        index
    }

    fn add_files(&mut self, source: &'a ImageSource) {
        match source {
            ImageSource::File(file) if !is_vector(source) => {
                self.add_file(file.data.clone(), file.format.extension());
            }
            _ => {
                self.vectors.push((self.files.len(), source));
                self.add_file(Arc::default(), ImageFormat::Svg.extension());
                self.add_file(Arc::default(), ImageFormat::Png.extension());
            }
        }
    }

    fn add_file(&mut self, data: Arc<[u8]>, extension: &str) {
        let path = format!("media/image{}.{extension}", self.files.len() + 1);
        self.files.push(Media { data, path, relation: String::new() });
    }

    /// Fills in the files of vector pictures: each SVG file is followed by its copy in pixels.
    pub fn draw_copies(&mut self, copies: &PixelCopies) -> Result<(), Error> {
        let drawn: Vec<_> = self.vectors.par_iter().map(|(_, source)| copies.get(source)).collect();
        for (&(index, _), made) in self.vectors.iter().zip(drawn) {
            let files = &mut self.files[index..];
            let made = made.map_err(|fault| Error::new(format!("{}: {fault:?}", files[0].path)))?;
            for (file, data) in files.iter_mut().zip(made) {
                file.data = data;
            }
        }
        Ok(())
    }

    /// The number of the last picture before a part; pictures are numbered from 1.
    pub fn first_of_part(&self, part: usize) -> u32 {
        self.before_part.get(part).copied().unwrap_or(self.uses)
    }

    /// The files of a picture, of which the first has that index.
    pub fn files_of(&self, image: &Image, index: usize) -> Option<PictureFiles<'_>> {
        let relation = |index: usize| self.files.get(index).map(|file| file.relation.as_str());
        match is_vector(&image.source) {
            true => Some(PictureFiles { pixels: relation(index + 1)?, svg: relation(index) }),
            false => Some(PictureFiles { pixels: relation(index)?, svg: None }),
        }
    }
}

fn is_vector(source: &ImageSource) -> bool {
    matches!(source.format(), None | Some(ImageFormat::Svg))
}

/// The relationships of a picture: of its pixels, and of its SVG file if it has one.
pub struct PictureFiles<'p> {
    pub pixels: &'p str,
    pub svg: Option<&'p str>,
}
