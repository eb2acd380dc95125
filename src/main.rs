//! The `gangwei` command.

mod alarm;
mod allocator;

use std::process::ExitCode;

fn main() -> ExitCode {
    allocator::keep_memory();
    gangwei::cli::main(alarm::set)
}
