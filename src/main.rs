//! The `gangwei` command.

fn main() {}
