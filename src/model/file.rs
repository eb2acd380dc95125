//! Reads and decodes single files of positions, and remembers them for who reads a project again and again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use super::decode::{self, Decoder};
use super::spelling::SPELLING;
use super::{Language, Position, mistake};
use crate::diag::Diagnostic;
use crate::sync::lock;
use crate::world::World;
use crate::yaml::{self, Node, Parsed, Value};

/// A file of positions, decoded.
#[derive(Clone, Debug)]
pub struct PositionFile {
    pub text: Arc<str>,
    pub positions: Vec<Position>,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether every position could be read.
    pub complete: bool,
}

impl PositionFile {
    pub fn read(
        world: &dyn World,
        path: &str,
        language: Language,
        known: Option<&KnownFiles>,
    ) -> std::io::Result<PositionFile> {
        let bytes = world.read(path)?;
        Ok(match known {
            None => PositionFile::decode(path, &bytes, language),
            Some(known) => known.get(path, bytes, language),
        })
    }

    fn decode(path: &str, bytes: &[u8], language: Language) -> PositionFile {
        let path: Arc<str> = path.into();
        let Parsed { text, documents, mut diagnostics, incomplete } =
            yaml::parse_with(&path, bytes, SPELLING);
        let mut decoder = Decoder::new(&path, &text, language);
        decoder.incomplete = incomplete;
        let folder = decoder.folder();
        let blank = documents.iter().all(Node::is_blank);
        let mut positions = Vec::new();
        let mut complete = !incomplete;
        // One by one, so that a large file is not held as nodes and as positions at once.
        for document in documents {
            let nodes = positions_of(&document);
            for node in nodes {
                let position = decode::position(&mut decoder, node, folder.as_ref());
                complete &= position.is_some();
                positions.extend(position);
            }
        }
        positions.shrink_to_fit();
        diagnostics.extend(decoder.finish());
        let broken = incomplete || diagnostics.iter().any(Diagnostic::is_error);
        if !broken && blank {
            diagnostics.push(mistake::no_position().in_file(&path));
        }
        PositionFile { text, positions, diagnostics, complete }
    }
}

/// A document is a position or a list of them.
pub fn positions_of(document: &Node) -> impl Iterator<Item = &Node> {
    let nodes = match &document.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(document),
    };
    nodes.iter().filter(|node| !node.is_blank())
}

/// The files of positions of a project as they were read last. A file that has changed is decoded again.
#[derive(Debug, Default)]
pub struct KnownFiles(Mutex<HashMap<String, KnownFile>>);

#[derive(Debug)]
struct KnownFile {
    bytes: Arc<[u8]>,
    language: Language,
    file: Arc<PositionFile>,
}

impl KnownFiles {
    fn get(&self, path: &str, bytes: Arc<[u8]>, language: Language) -> PositionFile {
        let is_same = |known: &&KnownFile| known.bytes == bytes && known.language == language;
        let found = lock(&self.0).get(path).filter(is_same).map(|known| known.file.clone());
        if let Some(file) = found {
            return (*file).clone();
        }
        let file = PositionFile::decode(path, &bytes, language);
        let known = KnownFile { bytes, language, file: Arc::new(file.clone()) };
        lock(&self.0).insert(path.to_owned(), known);
        file
    }
}
