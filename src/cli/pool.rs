//! The threads that do the work.

use crate::diag::Text;

use super::exit::Stop;

/// The stack of each thread, since templates and tables nest.
pub const STACK: usize = 16 << 20;

/// Runs the work on so many threads. The result does not depend on their number.
pub fn in_pool<T: Send>(jobs: Option<u16>, work: impl FnOnce() -> T + Send) -> Result<T, Stop> {
    let mut builder = rayon::ThreadPoolBuilder::new().stack_size(STACK);
    if let Some(jobs) = jobs {
        builder = builder.num_threads(jobs.into());
    }
    let pool = builder.build().map_err(|error| {
        Stop::File(Text::new(format!("无法启动线程：{error}"), format!("cannot start threads: {error}")))
    })?;
    Ok(pool.install(work))
}
