//! All integration tests in one binary, one module a stage.

mod cli;
mod docx;
mod layout;
mod markup;
mod model;
mod pdf;
