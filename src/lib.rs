//! gangwei turns YAML position definitions into the tabular 岗位职责说明书,
//! as DOCX and PDF from one layout.
//!
//! Data flows one way, one folder a stage:
//!
//! ```text
//! YAML text ─ yaml ─▶ nodes ─ model ─▶ Handbook ─ template ─▶ markup text
//!    ─ markup ─▶ tree::Document ─┬─ page (with text) ─▶ Pages ─ pdf ─▶ bytes
//!                                └─ docx ─▶ bytes
//! ```
//!
//! `template` may ask [`chart`] for pictures of the reporting lines. [`pipeline`] chains them. Whatever a stage finds wrong with its input is a
//! [`diag::Diagnostic`]; files, fonts and dates come through [`world::World`].

pub mod chart;
pub mod check;
pub mod diag;
pub mod docx;
pub mod markup;
pub mod model;
pub mod page;
pub mod pdf;
pub mod picture;
pub mod pipeline;
pub mod template;
pub mod text;
pub mod tree;
pub mod unit;
pub mod world;
pub mod yaml;

pub mod cli;
