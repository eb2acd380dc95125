//! Picks of a project what a document shows.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::document::{CarriedFile, CarriedPosition};
use super::lines::{HandbookText, PositionText, item};
use super::near::near;
use crate::diag::Sources;
use crate::model::{Handbook, Position, position_ids};

/// The data of a project, written anew as documents ask for it.
pub struct CarriedTexts<'p> {
    sources: &'p Sources,
    handbook: HandbookText,
    files: Vec<PositionFile<'p>>,
    /// Where each position stands, in the handbook's order.
    places: Vec<FilePlace>,
    ids: Vec<String>,
    /// The number of each position in the handbook's order, by its anchor.
    numbers: HashMap<&'p str, usize>,
    /// The positions that the texts of each one name.
    near: Vec<Vec<usize>>,
}

/// A file of positions. Its texts are written when the first document asks for one.
struct PositionFile<'p> {
    path: &'p Arc<str>,
    /// In the order in which they stand there.
    positions: Vec<&'p Position>,
    texts: OnceLock<Vec<PositionText>>,
}

/// A file, and the place of a position in it; both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct FilePlace {
    file: usize,
    place: usize,
}

/// What a document carries of a project.
#[derive(Debug, Default)]
pub struct Carried {
    pub positions: Vec<CarriedPosition>,
    pub files: Vec<CarriedFile>,
}

impl<'p> CarriedTexts<'p> {
    /// The data of a handbook that was read of these sources without errors.
    pub fn new(handbook: &'p Handbook, sources: &'p Sources) -> CarriedTexts<'p> {
        let mut by_file: BTreeMap<&Arc<str>, Vec<(usize, &Position)>> = BTreeMap::new();
        for (number, position) in handbook.positions().enumerate() {
            by_file.entry(&position.path).or_default().push((number, position));
        }
        let ids = position_ids(handbook);
        let mut places = vec![FilePlace::default(); ids.len()];
        let mut files = Vec::with_capacity(by_file.len());
        for (path, mut positions) in by_file {
            positions.sort_by_key(|(_, position)| position.span.start);
            for (place, (number, _)) in positions.iter().enumerate() {
                places[*number] = FilePlace { file: files.len(), place };
            }
            let positions = positions.into_iter().map(|(_, position)| position).collect();
            files.push(PositionFile { path, positions, texts: OnceLock::new() });
        }
        let anchors = handbook.positions().map(|position| position.id.as_str());
        CarriedTexts {
            sources,
            handbook: HandbookText::of(handbook, sources),
            files,
            places,
            ids,
            numbers: anchors.zip(0..).collect(),
            near: near(handbook),
        }
    }

    /// The id of a position.
    pub fn id(&self, position: &Position) -> Option<&str> {
        Some(self.ids.get(self.number(position)?)?)
    }

    fn number(&self, position: &Position) -> Option<usize> {
        self.numbers.get(position.id.as_str()).copied()
    }

    /// What a document carries that shows these positions and departments; `is_whole` says whether it is the document of
    /// the whole handbook.
    pub fn of(&self, shown: &[&Position], departments: &[&str], is_whole: bool) -> Carried {
        let shown: BTreeSet<usize> = shown.iter().filter_map(|position| self.number(position)).collect();
        let near = shown.iter().filter_map(|number| self.near.get(*number)).flatten();
        let all: BTreeSet<usize> = shown.iter().chain(near).copied().collect();
        let mut places: Vec<(FilePlace, usize)> =
            all.iter().map(|number| (self.places[*number], *number)).collect();
        places.sort_unstable();
        let of_files: Vec<_> = places.chunk_by(|one, other| one.0.file == other.0.file).collect();
        let written: Vec<Carried> = of_files.par_iter().map(|places| self.file(places, &shown)).collect();
        let mut carried =
            Carried { files: vec![self.handbook.file(departments, is_whole)], ..Carried::default() };
        // A project needs no file of the handbook's own.
        carried.files.retain(|file| !file.text.is_empty());
        for Carried { positions, files } in written {
            carried.positions.extend(positions);
            carried.files.extend(files);
        }
        carried
    }

    /// A file with these of its positions, given with their numbers.
    fn file(&self, places: &[(FilePlace, usize)], shown: &BTreeSet<usize>) -> Carried {
        let Some(of) = places.first().and_then(|(place, _)| self.files.get(place.file)) else {
            return Carried::default();
        };
        // Nothing in here may wait for other work, since that could ask for this file, too.
        let texts = of.texts.get_or_init(|| PositionText::of_file(of.path, &of.positions, self.sources));
        let (mut lines, mut positions) = (Vec::new(), Vec::new());
        for (FilePlace { place, .. }, number) in places {
            let Some(text) = texts.get(*place) else { continue };
            let is_shown = shown.contains(number);
            lines.push(if is_shown { &text.whole } else { &text.stub });
            let digest = is_shown.then(|| text.digest.clone());
            positions.push(CarriedPosition { id: self.ids[*number].clone(), digest });
        }
        let text = match lines.as_slice() {
            [one] => (*one).clone(),
            several => several.iter().map(|lines| item(lines)).collect(),
        };
        Carried { positions, files: vec![CarriedFile { path: of.path.clone(), text }] }
    }
}
