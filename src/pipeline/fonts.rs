//! Opens the fonts of a build: the project's, the embedded ones and, if asked for, those of the system that are
//! missing.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic, Text, file_reason};
use crate::template::Job;
use crate::text::Fonts;
use crate::tree;
use crate::world::World;

use super::glyphs;
use super::parts::PartBuilder;
use super::plan::OutputPlan;
use super::project::Project;
use super::report::Report;

/// Where a project keeps its own fonts.
const FONTS: &str = "fonts/";
/// The most bytes of system fonts in memory.
const MOST_BYTES: usize = 512 << 20;

/// The fonts for charts, which are drawn before the styles are known. Of the system's fonts, those that the set's
/// parameters name, and those with characters of the data that no other font has.
pub fn open_first(world: &dyn World, project: &Project, report: &mut Report) -> Option<Fonts> {
    if !project.system_fonts {
        return open_own(world, report);
    }
    let mut fonts = read_own(world, report)?;
    let chars = glyphs::absent(project, &fonts);
    add_system(world, families(project, &fonts), chars, &mut fonts);
    some(fonts, report)
}

/// The parameters' texts in lower case, which may be names of missing families.
fn families(project: &Project, fonts: &Fonts) -> BTreeSet<String> {
    let texts = project.constants.texts();
    texts.map(str::to_lowercase).filter(|text| !fonts.has_family(text)).collect()
}

/// Adds the system's fonts for families of styles and characters of templates. Only the trees show them, so with system
/// fonts every part is built one more time.
pub fn complete(world: &dyn World, builder: &PartBuilder, plans: &[OutputPlan], mut fonts: Fonts) -> Fonts {
    if builder.project.system_fonts {
        let wanted = plans.par_iter().flat_map(|plan| plan.jobs.par_iter().map(move |job| (plan, job)));
        let wanted = wanted.map(|(plan, job)| wants(builder, plan, job, &fonts));
        let (mut families, chars) = wanted.reduce(Default::default, |(mut families, mut chars), more| {
            families.extend(more.0);
            chars.extend(more.1);
            (families, chars)
        });
        families.retain(|family| !fonts.has_family(family));
        add_system(world, families, chars, &mut fonts);
    }
    fonts
}

/// The families of a part, and its characters that no font has. Errors of the part are reported later.
fn wants(
    builder: &PartBuilder,
    plan: &OutputPlan,
    job: &Job,
    fonts: &Fonts,
) -> (BTreeSet<String>, BTreeSet<char>) {
    let (mut families, mut chars) = (BTreeSet::new(), BTreeSet::new());
    let rendered = builder.render(job, plan).ok();
    if let Some(part) = rendered.and_then(|rendered| builder.build(&rendered).part.ok()) {
        tree::each_text(&part, &mut |style, text| {
            families.extend(style.fonts.families.iter().map(|family| family.to_lowercase()));
            chars.extend(text.chars().filter(|&c| !fonts.covers(c)));
        });
    }
    (families, chars)
}

/// Searches the system's fonts for families and characters. One file is read at a time, and dropped if it has neither.
fn add_system(world: &dyn World, families: BTreeSet<String>, mut chars: BTreeSet<char>, fonts: &mut Fonts) {
    let mut held = 0;
    for name in world.system_fonts() {
        if families.is_empty() && chars.is_empty() {
            return;
        }
        // Files that are unreadable or no fonts are skipped.
        let Ok(data) = world.read_system_font(&name) else { continue };
        let before = fonts.faces().len();
        if held + data.len() <= MOST_BYTES {
            fonts.add_system(&data, &families, &mut chars);
        }
        if fonts.faces().len() > before {
            held += data.len();
        }
    }
}

/// One note for all families that other faces replace.
pub fn replaced(fonts: &Fonts) -> Option<Diagnostic> {
    let families: Vec<Arc<str>> = fonts.replaced().into_iter().collect();
    if families.is_empty() {
        return None;
    }
    let message = Text::new(
        format!(
            "PDF 里没有字体{}，由相近的字体代替",
            families.iter().map(|name| format!("“{name}”")).collect::<String>()
        ),
        format!("the PDF has no {}; similar faces stand in", families.join(", ")),
    );
    let help = Text::new(
        "把字体文件放进手册的 fonts/，或用 --system-fonts 借用本机的字体；Word 文件不受影响",
        "put the fonts' files into the project's fonts/, or let the system's in with --system-fonts; the DOCX is not touched by this",
    );
    Some(Diagnostic::new(Code::W306, message).with_help(help))
}

/// The embedded fonts, after those of the project.
pub fn open_own(world: &dyn World, report: &mut Report) -> Option<Fonts> {
    let fonts = read_own(world, report)?;
    some(fonts, report)
}

/// The fonts; an error if there are none, since no text could be set.
fn some(fonts: Fonts, report: &mut Report) -> Option<Fonts> {
    if !fonts.faces().is_empty() {
        return Some(fonts);
    }
    let message = Text::new(
        "没有任何字体：这个程序没有内置字体，手册也没有带字体",
        "there is no font at all: this program has none embedded, and the project brings none",
    );
    let help = Text::new(
        "把字体文件（.ttf、.otf）放进手册的 fonts/ 文件夹，或用 --system-fonts 借用系统字体",
        "put font files (.ttf, .otf) into the project's fonts/ folder, or let the system's fonts in with --system-fonts",
    );
    report.add([Diagnostic::new(Code::E305, message).with_help(help)]);
    None
}

fn read_own(world: &dyn World, report: &mut Report) -> Option<Fonts> {
    let is_font = |path: &String| {
        let lower = path.to_ascii_lowercase();
        path.starts_with(FONTS) && [".ttf", ".otf", ".ttc", ".otc"].iter().any(|end| lower.ends_with(end))
    };
    let mut files = Vec::new();
    for path in world.files().unwrap_or_default().into_iter().filter(is_font) {
        match world.read(&path) {
            Ok(bytes) => files.push((path, bytes)),
            Err(error) => {
                let Text { zh, en } = file_reason(&error);
                let message =
                    Text::new(format!("无法读取字体：{zh}"), format!("the font cannot be read: {en}"));
                let error = Diagnostic::new(Code::E303, message).in_file(&path.as_str().into());
                report.add([error]);
            }
        }
    }
    let fonts = Fonts::new(files).map_err(|paths| {
        let wrong = |path: String| {
            Diagnostic::new(Code::E304, Text::new("不是字体文件，或已损坏", "not a font, or a damaged one"))
                .in_file(&path.as_str().into())
        };
        paths.into_iter().map(wrong).collect()
    });
    let fonts = report.take(fonts)?;
    (!report.failed()).then_some(fonts)
}
