//! Opens the fonts that a build may set text in: the embedded ones, the project's, and, only when
//! asked, what those lack from the system's.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Text, file_reason};
use crate::text::Fonts;
use crate::tree;
use crate::world::World;

use super::parts::Parts;
use super::project::Project;
use super::{Failure, Report, glyphs};

/// Where a project keeps its own fonts.
const FONTS: &str = "fonts/";
/// The most bytes of system fonts that are held at once.
const MOST_BYTES: usize = 512 << 20;

/// The fonts for charts, which are drawn before it is known what styles ask for: of the system's, those
/// that have characters of the data that no other font has.
pub fn open_first(world: &dyn World, project: &Project, report: &mut Report) -> Option<Fonts> {
    if !project.system_fonts {
        return open_own(world, report);
    }
    let mut fonts = read_own(world, report)?;
    let chars = glyphs::absent(project, &fonts);
    add_system(world, BTreeSet::new(), chars, &mut fonts);
    some(fonts, report)
}

/// Adds what else styles name and templates say.
pub fn complete(world: &dyn World, project: &Project, parts: &Parts, mut fonts: Fonts) -> Fonts {
    if project.system_fonts {
        let mut families = BTreeSet::new();
        let mut chars = BTreeSet::new();
        for part in &parts.distinct {
            tree::each_text(part, &mut |style, text| {
                families.extend(style.fonts.families.iter().map(|family| family.to_lowercase()));
                chars.extend(text.chars().filter(|&c| !fonts.covers(c)));
            });
        }
        families.retain(|family| !fonts.has_family(family));
        add_system(world, families, chars, &mut fonts);
    }
    fonts
}

/// Looks through the system's fonts for families and characters. One file is read at a time, and
/// dropped if it has neither.
fn add_system(world: &dyn World, families: BTreeSet<String>, mut chars: BTreeSet<char>, fonts: &mut Fonts) {
    let mut held = 0;
    for name in world.system_fonts() {
        if families.is_empty() && chars.is_empty() {
            return;
        }
        // What cannot be read, or is no font, is as good as not there.
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

/// The embedded fonts, after those of the project.
pub fn open_own(world: &dyn World, report: &mut Report) -> Option<Fonts> {
    let fonts = read_own(world, report)?;
    some(fonts, report)
}

/// The fonts, unless there are none: then no character could be set, and no page be counted.
fn some(fonts: Fonts, report: &mut Report) -> Option<Fonts> {
    if !fonts.faces().is_empty() {
        return Some(fonts);
    }
    let message = Text::new(
        "没有任何字体：这个程序没有内置字体，项目也没有带字体",
        "there is no font at all: this program has none embedded, and the project brings none",
    );
    let help = Text::new(
        "把字体文件（.ttf、.otf）放进项目的 fonts/ 文件夹，或用 --system-fonts 借用系统字体",
        "put font files (.ttf, .otf) into the project's fonts/ folder, or let the system's fonts in with --system-fonts",
    );
    report.add([Diagnostic::error("E305", message).with_help(help)], Failure::Input);
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
                let error = Diagnostic::error("E303", message).in_file(&path.as_str().into());
                report.add([error], Failure::Unreadable);
            }
        }
    }
    let fonts = Fonts::new(files).map_err(|paths| {
        let wrong = |path: String| {
            Diagnostic::error("E304", Text::new("不是字体文件，或已损坏", "not a font, or a damaged one"))
                .in_file(&path.as_str().into())
        };
        paths.into_iter().map(wrong).collect()
    });
    let fonts = report.take(fonts, Failure::Input)?;
    (!report.failed()).then_some(fonts)
}
