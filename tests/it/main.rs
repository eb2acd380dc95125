//! All integration tests in one binary, one module a stage.

mod build;
mod check;
mod cli;
mod docx;
mod fit;
mod fonts;
mod imports;
mod lines;
mod markup;
mod model;
mod pages;
mod pdf;
mod sample;
mod sets;
mod trial;
mod visual;
