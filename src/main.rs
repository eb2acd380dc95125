//! The `gangwei` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    gangwei::cli::main()
}
