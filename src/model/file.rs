//! Reads and decodes single files of positions, and remembers them for who reads a project again and again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use super::decode::{self, Decoder};
use super::spelling::SPELLING;
use super::{Language, Position, mistake};
use crate::diag::Diagnostic;
use crate::sync::lock;
use crate::world::{FileState, World};
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
        match known {
            None => Ok(PositionFile::decode(path, &world.read(path)?, language)),
            Some(known) => known.read(world, path, language),
        }
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

/// The files of positions of a project as they were read last. A file that has changed is read and decoded again.
#[derive(Debug, Default)]
pub struct KnownFiles(Mutex<HashMap<String, KnownFile>>);

#[derive(Clone, Debug)]
struct KnownFile {
    /// As it was before it was read.
    state: Option<FileState>,
    bytes: Arc<[u8]>,
    language: Language,
    file: Arc<PositionFile>,
}

impl KnownFiles {
    fn read(&self, world: &dyn World, path: &str, language: Language) -> std::io::Result<PositionFile> {
        let state = world.state(path);
        let known = lock(&self.0).get(path).filter(|known| known.language == language).cloned();
        if let Some(known) = known.as_ref().filter(|known| state.is_some() && known.state == state) {
            return Ok((*known.file).clone());
        }
        let bytes = world.read(path)?;
        let file = match known {
            Some(known) if known.bytes == bytes => known.file,
            _ => Arc::new(PositionFile::decode(path, &bytes, language)),
        };
        let known = KnownFile { state, bytes, language, file: file.clone() };
        lock(&self.0).insert(path.to_owned(), known);
        Ok((*file).clone())
    }
}
