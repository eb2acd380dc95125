//! The `gangwei` command.

use std::process::ExitCode;

/// A build makes and drops millions of short texts on all threads; the system's allocator
/// takes an eighth of its time for that (`perf`, 200 positions).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gangwei::cli::main()
}
