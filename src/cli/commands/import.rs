//! `gangwei import`: turns old Word and Excel handbooks into a project.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cli::console::Console;
use crate::cli::convert::{OLD_FORMATS, to_docx};
use crate::cli::exit::{Stop, exit_code};
use crate::cli::input::open_world;
use crate::cli::pool::in_pool;
use crate::cli::returned::take_in;
use crate::cli::write;
use crate::diag::{Code, Diagnostic, Failure, Lang, Severity, Sources, Text, count_of};
use crate::hash::sha256;
use crate::import::{self, Fate, Imported, ImportedFile, LeftOut, Mapping, report};
use crate::model::IMPORT_MAPPING;
use crate::model::schema::{DataFile, schema};
use crate::office::{self, OfficeFile};
use crate::pipeline::{self, Options};
use crate::template;

/// The digests of the files that imports have written, so that the next one may replace those that nobody changed.
const RECORD: &str = "gangwei-import.json";

/// Turn old Word and Excel files into a project, and tell where every character went
#[derive(Debug, Args)]
pub struct Import {
    /// Word and Excel files, or folders with them
    #[arg(required = true, value_name = "FILE|FOLDER")]
    sources: Vec<PathBuf>,
    /// The folder of the project; files in it that somebody wrote or changed are kept
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Write an account of what came from where, and of all that was left out
    #[arg(long, value_name = "FILE.html|FILE.json")]
    report: Option<PathBuf>,
    /// Of an exported workbook that comes back: print the changes, and make none
    #[arg(long)]
    dry_run: bool,
    /// Leave out the comments, in the language of --lang, that say what the source says of doubtful values
    #[arg(long)]
    no_trace: bool,
}

pub fn run(import: &Import, console: &Console) -> Result<u8, Stop> {
    if let Some(report) = &import.report {
        check_report(report)?;
    }
    let paths = source_files(&import.sources, &import.output)?;
    let mapping = mapping(&import.output, console)?;
    let Some((mapping, sources)) = mapping else { return Ok(1) };
    let (files, failed) = in_pool(None, || read_all(&paths))?;
    if let Some(file) = exported(&files, paths.len())? {
        return take_in(file, &import.output, import.dry_run, console);
    }
    if import.dry_run {
        return Err(Stop::Usage(Text::new(
            "--dry-run 只用于 gangwei export 导出后改过的工作簿",
            "--dry-run is for a workbook of gangwei export that comes back",
        )));
    }
    let mut findings: Vec<Diagnostic> = failed.into_iter().flatten().collect();
    let unreadable = findings.iter().any(Diagnostic::is_error);
    findings.extend(files.iter().flat_map(|file| file.findings.clone()));
    let imported = in_pool(None, || import::import(&files, &mapping))?;
    findings.extend(imported.findings());
    let is_left = findings.iter().any(|finding| finding.severity == Severity::Error);
    console.findings(&findings, &sources);
    if let Some(path) = &import.report {
        let is_json = path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("json"));
        let text = if is_json { report::json(&imported) } else { report::html(&imported, console.lang()) };
        write::write_all(&[(path.clone(), text.as_bytes())])?;
    }
    if imported.positions.is_empty() && imported.handbook.departments.is_empty() {
        console.note(&Text::new(
            "没有认出岗位，什么也没有写。岗位要有“岗位名称”这样的标签，或“……岗位说明书”这样的标题；加上 --report 报告.html 可以看到每段文字读成了什么",
            "no position was recognised, and nothing was written. A position has a label such as 岗位名称, or a heading such as …岗位说明书; `--report report.html` shows what each text was read as",
        ));
        return Ok(if unreadable { 3 } else { 1 });
    }
    let written = write_project(&imported, import, console.lang())?;
    conclude(&imported, &written, &paths, &import.output, console);
    let world = open_world(Some(&import.output))?;
    let mut report = in_pool(None, || pipeline::check(&world, &Options::default(), false))?;
    if imported.positions.is_empty() {
        // Departments alone are a beginning; a build needs positions.
        let lacking = report.diagnostics.iter_mut().filter(|finding| finding.code == Code::E018);
        lacking.for_each(|finding| finding.severity = Severity::Note);
        report.failure = report.failure.filter(|_| report.diagnostics.iter().any(Diagnostic::is_error));
    }
    console.diagnostics(&report);
    let failure = if unreadable { Some(Failure::Unreadable) } else { report.failure };
    Ok(exit_code(failure).max(u8::from(is_left)))
}

/// The workbook that comes back, if it is one; it is taken in by itself.
fn exported(files: &[OfficeFile], count: usize) -> Result<Option<&OfficeFile>, Stop> {
    let found = files.iter().find(|file| pipeline::is_exported(file));
    match found {
        Some(file) if count > 1 => {
            let path = &file.path;
            Err(Stop::Usage(Text::new(
                format!("{path} 是 gangwei export 导出的工作簿，请单独导入"),
                format!("{path} is a workbook of gangwei export; import it by itself"),
            )))
        }
        _ => Ok(found),
    }
}

/// A report gets the name of one, so that it never takes the place of a source.
fn check_report(path: &Path) -> Result<(), Stop> {
    let is_report = path
        .extension()
        .is_some_and(|suffix| ["html", "htm", "json"].iter().any(|known| suffix.eq_ignore_ascii_case(known)));
    if is_report && path.file_name() != Some(OsStr::new(RECORD)) {
        return Ok(());
    }
    let path = path.display();
    Err(Stop::Usage(Text::new(
        format!("报告的文件名要以 .html 或 .json 结尾，{path} 不是"),
        format!("a report ends in .html or .json, but {path} does not"),
    )))
}

/// The files to read, by name within folders.
fn source_files(sources: &[PathBuf], output: &Path) -> Result<Vec<PathBuf>, Stop> {
    let output = fs::canonicalize(output).ok();
    let mut files = Vec::new();
    for source in sources {
        let kind = fs::metadata(source).map_err(|error| unreadable(source, &error))?;
        match kind.is_dir() {
            true => walk(source, output.as_deref(), 0, &mut files)?,
            false => files.push(source.clone()),
        }
    }
    // A file that is named twice, or is in a folder that is named, too, is read once.
    let mut known = BTreeSet::new();
    files.retain(|file| known.insert(fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
    if files.is_empty() {
        return Err(Stop::Usage(Text::new("没有找到 Word 或 Excel 文件", "there is no Word or Excel file")));
    }
    Ok(files)
}

/// `output` is no source, though it may lie among them.
fn walk(folder: &Path, output: Option<&Path>, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Stop> {
    const DEEPEST: usize = 32;
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut paths: Vec<PathBuf> =
        entries.map_err(|error| unreadable(folder, &error))?.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Word's lock files, and what systems hide.
        if name.starts_with(['.', '~']) {
            continue;
        }
        if path.is_dir() {
            let is_output = output.is_some() && fs::canonicalize(&path).ok().as_deref() == output;
            if depth < DEEPEST && !is_output {
                walk(&path, output, depth + 1, files)?;
            }
        } else if path.extension().is_some_and(is_source) {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether files with a suffix can be read.
fn is_source(suffix: &OsStr) -> bool {
    ["docx", "xlsx", "xls", "ods", "csv", "tsv"]
        .iter()
        .chain(&OLD_FORMATS)
        .any(|known| suffix.eq_ignore_ascii_case(known))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Stop {
    crate::cli::input::unreadable(&path.display().to_string(), error)
}

/// The person's mapping, with its text; `None` if it has mistakes, which are told.
fn mapping(output: &Path, console: &Console) -> Result<Option<(Mapping, Sources)>, Stop> {
    let path = output.join(IMPORT_MAPPING);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Some(Default::default())),
        Err(error) => return Err(unreadable(&path, &error)),
    };
    let name: Arc<str> = path.display().to_string().into();
    let mut sources = Sources::new();
    sources.insert(name.clone(), name.clone(), String::from_utf8_lossy(&bytes).into());
    match Mapping::read(&name, &bytes) {
        Ok(mapping) => Ok(Some((mapping, sources))),
        Err(diagnostics) => {
            console.findings(&diagnostics, &sources);
            Ok(None)
        }
    }
}

type ReadFiles = (Vec<OfficeFile>, Vec<Vec<Diagnostic>>);

fn read_all(paths: &[PathBuf]) -> ReadFiles {
    let is_old = |path: &Path| {
        path.extension().is_some_and(|suffix| OLD_FORMATS.iter().any(|old| suffix.eq_ignore_ascii_case(old)))
    };
    let read = |path: &PathBuf| {
        let bytes = match is_old(path) {
            true => to_docx(path).map_err(|finding| vec![finding])?,
            false => fs::read(path).map_err(|error| vec![unreadable(path, &error).diagnostic()])?,
        };
        office::read(&path.display().to_string(), &bytes)
    };
    let (mut files, mut failed) = (Vec::new(), Vec::new());
    for result in paths.par_iter().map(read).collect::<Vec<_>>() {
        match result {
            Ok(file) => files.push(file),
            Err(findings) => failed.push(findings),
        }
    }
    (files, failed)
}

/// What earlier imports have written.
#[derive(Default, Serialize, Deserialize)]
struct ImportRecord {
    /// By path in the project.
    files: BTreeMap<String, String>,
}

/// What became of the files of an import.
struct WrittenFiles {
    count: usize,
    /// Files that somebody else wrote or changed.
    kept: Vec<String>,
    /// Files of earlier imports that this one did not make.
    older: Vec<String>,
}

/// Writes the project. Files that nobody changed since an import wrote them are replaced; all others stay.
fn write_project(imported: &Imported, import: &Import, lang: Lang) -> Result<WrittenFiles, Stop> {
    let output = &import.output;
    let record_path = output.join(RECORD);
    let record: ImportRecord =
        fs::read(&record_path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let mut files = imported.files((!import.no_trace).then_some(lang));
    let known = template::known();
    for of in DataFile::ALL {
        files.push(ImportedFile { path: of.file().to_owned(), text: schema(of, lang, &known) });
    }
    files.push(ImportedFile {
        path: IMPORT_MAPPING.to_owned(),
        text: Mapping::propose(imported.ledger.labels()),
    });
    let mut written = WrittenFiles { count: 0, kept: Vec::new(), older: Vec::new() };
    let mut digests = BTreeMap::new();
    let mut wanted: Vec<(PathBuf, String)> = Vec::new();
    for ImportedFile { path, text } in files {
        let place = output.join(&path);
        let before = fs::read(&place).ok().map(|bytes| sha256(&bytes));
        let own = sha256(text.as_bytes());
        let is_ours =
            before.as_ref().is_none_or(|before| *before == own || record.files.get(&path) == Some(before));
        if !is_ours {
            written.kept.push(path);
            continue;
        }
        written.count += usize::from(before.as_ref() != Some(&own));
        digests.insert(path, own);
        wanted.push((place, text));
    }
    for (path, digest) in record.files {
        let is_there = fs::read(output.join(&path)).is_ok_and(|bytes| sha256(&bytes) == digest);
        if is_there && !digests.contains_key(&path) {
            written.older.push(path.clone());
            digests.insert(path, digest);
        }
    }
    let record = serde_json::to_string_pretty(&ImportRecord { files: digests }).unwrap_or_default() + "\n";
    let mut all: Vec<(PathBuf, &[u8])> =
        wanted.iter().map(|(path, text)| (path.clone(), text.as_bytes())).collect();
    all.push((record_path, record.as_bytes()));
    write::write_all(&all)?;
    Ok(written)
}

fn conclude(
    imported: &Imported,
    written: &WrittenFiles,
    paths: &[PathBuf],
    output: &Path,
    console: &Console,
) {
    let (positions, files) = (imported.positions.len(), paths.len());
    let all = imported.ledger.count(|_| true);
    let placed = imported.ledger.count(|fate| !matches!(fate, Fate::Left(_)));
    let unplaced = imported.ledger.count(|fate| *fate == Fate::Left(LeftOut::Unplaced));
    let left = all - placed - unplaced;
    console.note(&Text::new(
        format!("从 {files} 个文件读出 {positions} 个岗位，写了 {} 个文件；共 {all} 字：{placed} 字已归类，{left} 字按规则略去，{unplaced} 字没有归类", written.count),
        format!(
            "{} from {}, {} written; of {all} characters {placed} have a place, {left} are left out by rule, {unplaced} have none",
            count_of(positions, "position"),
            count_of(files, "file"),
            count_of(written.count, "file")
        ),
    ));
    if !written.kept.is_empty() {
        let kept = written.kept.join("、");
        console.note(&Text::new(
            format!("已经存在、没有改动的文件：{kept}"),
            format!("kept, since they were there before: {}", written.kept.join(", ")),
        ));
    }
    if !written.older.is_empty() {
        console.note(&Text::new(
            format!("以前导入写的、这次没有的文件，不要了请删去：{}", written.older.join("、")),
            format!(
                "from earlier imports, not from this one; delete what is not wanted: {}",
                written.older.join(", ")
            ),
        ));
    }
    let output = output.display();
    console.note(&Text::new(
        format!("下一步：看一看 {output}/{IMPORT_MAPPING}，标签归错的改掉，再导入一次；--report 报告.html 逐字对照；gangwei build {output} 生成"),
        format!("next: look at {output}/{IMPORT_MAPPING}, correct what labels mean, and import again; --report report.html compares; gangwei build {output} makes the documents"),
    ));
}
