//! Draws up JSON Schemas (draft-07) of the data, for editors that complete and check YAML.
//!
//! They come from the records that decoding reads, and from what a form and its template sets know. What a schema
//! refuses in a file of one document, a check refuses too; what takes more than a look at types, keys, choices and
//! patterns is left to it. A schema knows the names of both languages, and suggests those of its own.

mod draft;
mod files;
mod shape;

pub use draft::{FormLabel, KnownNames, ParameterKind, SchemaParameter};
pub use files::{DataFile, schema};
