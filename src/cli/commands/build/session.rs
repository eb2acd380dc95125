//! The state that a series of builds shares, and its orderly end on a signal.

use std::process;
use std::sync::Arc;

use crate::cli::args::Making;
use crate::cli::console::{Console, on_terminal};
use crate::cli::signals;
use crate::cli::write::Stages;
use crate::diag::Text;
use crate::pipeline::Shard;

use super::manifest;
use super::notes::record_interrupted;
use super::progress::Progress;

/// The state that a series of builds shares.
pub struct BuildSession {
    pub stages: Arc<Stages>,
    pub progress: Arc<Progress>,
}

impl BuildSession {
    /// From here on, SIGINT and SIGTERM remove the temporary files, record the written documents, show these words,
    /// and end the process.
    pub fn start(
        making: &Making,
        shard: Option<Shard>,
        console: &Console,
        words: Text,
        exit_code: fn(i32) -> i32,
    ) -> BuildSession {
        let stages = Arc::new(Stages::default());
        let progress = Arc::new(Progress::new(console, on_terminal()));
        let (console, session) =
            (*console, BuildSession { stages: stages.clone(), progress: progress.clone() });
        let (folder, own) = (making.output.clone(), manifest::name(shard));
        signals::on_end(move |code| {
            stages.close_for(|notes| {
                progress.finish();
                record_interrupted(&folder, &own, notes);
                console.note(&words);
                process::exit(exit_code(code))
            })
        });
        session
    }
}
