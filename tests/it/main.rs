//! All integration tests in one binary, one module a stage.

mod batch;
mod build;
mod carried;
mod chart;
mod check;
mod checking;
mod chinese;
mod cli;
mod compared;
mod diag;
mod diff;
mod docx;
mod duties;
mod export;
mod fit;
mod fonts;
mod forms;
#[allow(dead_code)]
#[path = "../../benches/generator/mod.rs"]
mod generator;
mod golden;
#[cfg(unix)]
mod guide;
mod import;
mod imports;
mod limits;
mod lines;
mod links;
mod markup;
mod model;
mod new;
mod office;
mod pages;
mod pdf;
mod release;
mod reproducible;
mod returned;
mod sample;
mod sandbox;
mod schema;
mod seeds;
mod serve;
mod sets;
mod shapes;
mod shell;
mod threads;
mod trial;
mod visual;
