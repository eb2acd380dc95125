//! Writes a generated handbook to disk, for measuring whole runs of the program.
//!
//! `cargo run --release --example generate_handbook -- DIR POSITIONS`

use std::path::Path;
use std::{env, fs, io, process};

#[path = "generator/mod.rs"]
mod generator;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, positions] = arguments.as_slice() else { usage() };
    let positions = positions.parse().unwrap_or_else(|_| usage());
    for (path, yaml) in generator::project(positions) {
        let file = Path::new(folder).join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, yaml)?;
    }
    println!("{positions} positions of {} table rows each in {folder}", generator::ROWS);
    Ok(())
}

fn usage() -> ! {
    eprintln!("usage: generate_handbook DIR POSITIONS");
    process::exit(2)
}
