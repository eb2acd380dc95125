//! gangwei turns YAML position definitions into the tabular 岗位职责说明书,
//! as DOCX and PDF from one layout.
//!
//! A project goes in through a [`World`], documents and findings come out. Nothing here touches disk,
//! clock or environment, and equal input gives equal bytes.
//!
//! ```
//! use gangwei::{Format, OutputKind, Memory, Options, Outcome, build};
//!
//! let world = Memory::from_iter([
//!     ("handbook.yaml", "公司: 华宇机械有限公司\n"),
//!     ("市场部/销售员.yaml", "岗位名称: 销售员\n岗位定员: 3\n岗位职责: [拜访客户, 签订合同]\n"),
//! ]);
//! let options = Options {
//!     formats: vec![Format::Docx, Format::Pdf],
//!     kinds: vec![OutputKind::Position],
//!     ..Options::default()
//! };
//! let Outcome { value, report } = build(&world, &options);
//!
//! assert_eq!(report.failure, None);
//! let documents = value.unwrap_or_default();
//! assert_eq!(documents[0].path, "市场部/销售员.docx");
//! assert!(documents[0].bytes.starts_with(b"PK"));
//! assert_eq!(documents[1].path, "市场部/销售员.pdf");
//! assert!(documents[1].bytes.starts_with(b"%PDF"));
//! ```
//!
//! [`build_into`] gives each document to a [`Sink`] as soon as it is whole, for batches that memory need not hold.
//!
//! What is wrong with the input comes as [`diag::Diagnostic`]s, all at once, each with its place and in
//! Chinese and English; [`diag::render`] writes them for people and for programs:
//!
//! ```
//! use gangwei::diag::{self, Lang};
//! use gangwei::{Memory, Options, check};
//!
//! let world = Memory::from_iter([("市场部/销售员.yaml", "岗位名称: 销售员\n岗位定员: 两人\n")]);
//! let report = check(&world, &Options::default(), true);
//! let told = diag::render(&report.diagnostics, &report.sources, diag::Format::Short, Lang::En, false);
//! assert!(told.starts_with("市场部/销售员.yaml:2:7: error[E012]: "), "{told}");
//! ```
//!
//! [`mend`] makes the corrections that findings carry; a [`Baseline`] keeps known findings from being told again.
//!
//! Work is spread over the current rayon pool. Where template sets come from strangers, give its threads
//! 16 MB of stack, as the program does, since templates and tables nest.
//!
//! # Features
//!
//! - `cli` (default): the program `gangwei`, and the crates that it alone needs.
//! - `embedded-fonts` (default): 35 MB of fonts in the binary. Without them the project brings fonts, as
//!   files in its folder `fonts/`; where it has none either, a build says so (E305) and makes nothing.
//!
//! A library user takes what it needs: `default-features = false`, perhaps with `embedded-fonts`.
//!
//! # How it works
//!
//! Data flows one way, one folder a stage:
//!
//! ```text
//! YAML text ─ yaml ─▶ nodes ─ model ─▶ Handbook ─ template ─▶ markup text
//!    ─ markup ─▶ tree::Document ─┬─ page (with text) ─▶ Pages ─ pdf ─▶ bytes
//!                                └─ docx ─▶ bytes
//! ```
//!
//! `template` may ask `chart` for pictures of the reporting lines; `pipeline` chains them. The stages are private:
//! what this page names is the interface.

#![forbid(unsafe_code)]

#[warn(missing_docs)]
pub mod diag;
mod diff;

/// Ends templates that fuel cannot stop, as the program does: its allocator asks [`take`](guard::take) before it gives
/// memory, and a thread looks at [`stopped`](guard::stopped) and [`oldest`](guard::oldest).
pub mod guard {
    pub use crate::template::{
        Cause, Retrace, RunningTemplate, note_overflow, oldest, overflown, set_reach, stopped, take,
    };
}

#[doc(inline)]
pub use diag::Failure;
#[doc(inline)]
pub use model::Language;
#[doc(inline)]
pub use pipeline::{
    BASELINE, Baseline, BuildSummary, Changed, DocumentSubject, Export, Format, Mended, NullSink, Options,
    Outcome, Output, Report, Shard, Sink, Step, build as build_into, check, collect as build, export, mend,
};
#[doc(inline)]
pub use template::{Folder, OutputKind, SetChoice};
#[doc(inline)]
pub use unit::Date;
#[doc(inline)]
pub use world::{FileState, Memory, Misnamed, World};

mod amend;
mod carried;
mod characters;
mod chart;
mod check;
#[doc(hidden)]
#[cfg(feature = "cli")]
pub mod cli;
mod docx;
mod drawing;
mod filename;
mod flow;
mod hash;
mod import;
mod index;
mod markup;
mod model;
mod office;
mod page;
mod pdf;
mod picture;
#[warn(missing_docs)]
mod pipeline;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod svg;
mod sync;
mod tables;
mod template;
#[doc(hidden)]
pub mod testing;
mod text;
mod tree;
mod unit;
mod workbook;
#[warn(missing_docs)]
mod world;
mod yaml;
