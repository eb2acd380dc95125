//! Writes a generated handbook to disk, for measuring whole runs of the program.
//!
//! `cargo run --release --example generate_handbook -- DIR POSITIONS [FILES]`
//!
//! With FILES, positions of 8 KB each in so many files, for measuring what needs no layout.

use std::path::Path;
use std::{env, fs, io, process};

#[path = "generator/mod.rs"]
mod generator;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let number = |text: &String| text.parse().unwrap_or_else(|_| usage());
    let (folder, positions, files) = match arguments.as_slice() {
        [folder, positions] => (folder, number(positions), None),
        [folder, positions, files] => (folder, number(positions), Some(number(files))),
        _ => usage(),
    };
    let project = match files {
        None => generator::project(positions),
        Some(files) => generator::in_files(positions, files),
    };
    for (path, yaml) in project {
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
    eprintln!("usage: generate_handbook DIR POSITIONS [FILES]");
    process::exit(2)
}
