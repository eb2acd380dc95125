//! Renders one position in memory, and says what came of it.
//!
//! `cargo run --example one_position`, or, with fonts of one's own in place of the embedded ones,
//! `cargo run --no-default-features --example one_position -- templates/fonts`

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use gangwei::diag::{self, Lang};
use gangwei::{Format, Memory, Options, Outcome, OutputKind, build};

const POSITION: &str = "\
岗位名称: 生产计划员
岗位编号: HY-SC-02
岗位定员: 2
职责概括: 把订单转化为可执行的生产和物料计划，保证准时交付
岗位职责:
  主要工作:
    - 描述: 评估产能、物料和外协周期，编制月度主生产计划
      标准: 每月25日前提交审定
";

fn main() -> io::Result<ExitCode> {
    let mut world = Memory::from_iter([("生产部/生产计划员.yaml", POSITION)]);
    for folder in env::args().skip(1) {
        add_fonts(&mut world, Path::new(&folder))?;
    }
    let options = Options {
        formats: vec![Format::Docx, Format::Pdf],
        kinds: vec![OutputKind::Position],
        ..Options::default()
    };
    let Outcome { value, report } = build(&world, &options);

    for output in value.unwrap_or_default() {
        println!("{}: {} bytes, {} page(s)", output.path, output.bytes.len(), output.pages);
    }
    println!("{} finding(s)", report.diagnostics.len());
    eprint!("{}", diag::render(&report.diagnostics, &report.sources, diag::Format::Human, Lang::En, false));
    Ok(if report.failure.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Puts a folder's font files where a project keeps its own.
fn add_fonts(world: &mut Memory, folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if let (Some("ttf" | "otf"), Some(name)) =
            (path.extension().and_then(|end| end.to_str()), path.file_name().and_then(|name| name.to_str()))
        {
            world.insert(format!("fonts/{name}"), fs::read(&path)?);
        }
    }
    Ok(())
}
