//! Equal input gives equal bytes: two environments that differ in everything a build might see, as
//! the real program in processes of its own, compared file by file.
//!
//! They differ in folders, home, time zone, locale, umask, number of jobs, the order in which files were
//! made, and their times. Hash seeds (`RandomState`) differ by themselves from process to process, and
//! so does the time of day.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::docx::dom::unpack;

/// Stands in the names of all folders; no file may hold it.
const MARK: &str = "Xq7v";

/// Where and how a build runs.
struct Environment {
    place: TempDir,
    /// Names of folders: the project, below it nothing else may tell them.
    project: &'static str,
    output: &'static str,
    variables: [(&'static str, &'static str); 3],
    umask: &'static str,
    jobs: &'static str,
    /// Whether files are made in the reverse of their order.
    reversed: bool,
    /// When the files were last changed, in seconds since 1970.
    changed: u64,
}

fn environments() -> [Environment; 2] {
    // Another kind of file system lists folders in another order.
    let memory = Path::new("/dev/shm");
    let place = |folder: &Path| tempfile::Builder::new().prefix(MARK).tempdir_in(folder).unwrap();
    let other = if memory.is_dir() { place(memory) } else { place(&std::env::temp_dir()) };
    [
        Environment {
            place: place(&std::env::temp_dir()),
            project: "Xq7v",
            output: "Xq7v-out",
            variables: [("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C"), ("LANG", "C")],
            umask: "022",
            jobs: "1",
            reversed: false,
            changed: 700_000_000,
        },
        Environment {
            place: other,
            project: "甲 Xq7v/Xq7v's 手册",
            output: "乙/Xq7v 输出",
            variables: [("TZ", "America/Los_Angeles"), ("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")],
            umask: "077",
            jobs: "5",
            reversed: true,
            changed: 2_000_000_000,
        },
    ]
}

impl Environment {
    /// Lays the project down.
    fn write(&self, files: &BTreeMap<String, Vec<u8>>) {
        let mut order: Vec<_> = files.iter().collect();
        if self.reversed {
            order.reverse();
        }
        for (path, bytes) in order {
            let path = self.place.path().join(self.project).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
            let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(self.changed);
            File::options().append(true).open(&path).unwrap().set_modified(changed).unwrap();
        }
    }

    /// Runs the program; a shell sets the umask first.
    fn run(&self, arguments: &[&str]) -> Vec<u8> {
        let home = self.place.path().join("home");
        fs::create_dir_all(&home).unwrap();
        let output = Command::new("sh")
            .args(["-c", r#"umask "$0" && exec "$@""#, self.umask, env!("CARGO_BIN_EXE_gangwei")])
            .args(arguments)
            .env_clear()
            .envs(self.variables)
            .env("HOME", home)
            .current_dir(self.place.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    /// Builds everything in both formats.
    fn build(&self, set: &str) -> BTreeMap<String, Vec<u8>> {
        let output = format!("{}/{set}", self.output);
        let mut arguments = vec!["build", self.project, "-o", &output, "-j", self.jobs, "--template", set];
        arguments.extend(["--format", "docx,pdf", "--per", "handbook,department,position"]);
        self.run(&arguments);
        let folder = self.place.path().join(output);
        let mut files = BTreeMap::new();
        collect(&folder, &folder, &mut files);
        files
    }
}

/// Every file below a folder, by its path there.
fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.insert(name, fs::read(path).unwrap());
        }
    }
}

/// The sample handbook with everything that it can show, and all its YAML in the PDFs.
fn project() -> BTreeMap<String, Vec<u8>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut files = BTreeMap::new();
    collect(&data, &data, &mut files);
    let handbook = String::from_utf8(files.remove("handbook.yaml").unwrap()).unwrap();
    let kept: String = handbook.split_inclusive('\n').filter(|line| !line.starts_with("版式参数:")).collect();
    let more = "\n版式参数: {relations: true, signatures: true, withdrawn: true}\n水印: 内部资料\npdf: {archive: a-3a}\n";
    files.insert("handbook.yaml".to_owned(), format!("{kept}{more}").into_bytes());
    files
}

/// What a file says, as far as it can be read: itself, and all that is packed in it.
fn opened(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    if name.ends_with(".docx") {
        unpack(bytes).unwrap().into_iter().for_each(|(name, bytes)| {
            all.extend(name.into_bytes());
            all.extend(bytes);
        });
    } else if name.ends_with(".pdf") {
        let starts = bytes.windows(7).enumerate().filter(|(_, window)| *window == b"stream\n");
        for (at, _) in starts {
            // What is no packed stream adds nothing.
            flate2::read::ZlibDecoder::new(&bytes[at + 7..]).read_to_end(&mut all).ok();
        }
    }
    all
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

/// Fails at the first file that differs, and says where.
fn assert_same(set: &str, one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert!(one.keys().eq(other.keys()), "{set}: {:?}\n{:?}", one.keys(), other.keys());
    for (name, bytes) in one {
        let at = bytes.iter().zip(&other[name]).position(|(a, b)| a != b);
        assert!(at.is_none() && bytes.len() == other[name].len(), "{set}: {name} differs at {at:?}");
    }
}

#[test]
fn a_build_is_the_same_everywhere() {
    let files = project();
    let environments = environments();
    environments.iter().for_each(|environment| environment.write(&files));
    for set in ["standard", "compact", "modern", "official"] {
        let [one, other] = environments.each_ref().map(|environment| environment.build(set));
        let documents = one.keys().filter(|name| name.ends_with(".docx") || name.ends_with(".pdf")).count();
        assert!(documents >= 2 * (1 + 8 + 27), "{documents} documents");
        assert_same(set, &one, &other);
    }
    let dump = |environment: &Environment, what: &str| environment.run(&["dump", what, environment.project]);
    for what in ["markup", "tree"] {
        let [one, other] = environments.each_ref().map(|environment| dump(environment, what));
        assert!(!one.is_empty() && one == other, "dump {what} differs");
        assert!(!holds(&one, MARK.as_bytes()), "dump {what} names a folder");
    }
}

#[test]
fn no_file_names_the_folders_that_it_came_from() {
    let wide: Vec<u8> = MARK.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let [environment, _] = environments();
    environment.write(&project());
    for (name, bytes) in environment.build("standard") {
        let opened = opened(&name, &bytes);
        // What only packed parts say is found, so that the mark would be.
        let known: Option<&[u8]> = match name.rsplit('.').next() {
            Some("pdf") => Some(b"begincmap"),
            Some("docx") => Some(b"w:document"),
            _ => None,
        };
        assert!(known.is_none_or(|known| holds(&opened, known)), "{name} was not opened");
        assert!(!holds(&opened, MARK.as_bytes()) && !holds(&opened, &wide), "{name} names a folder");
    }
}

#[test]
fn only_the_permissions_follow_the_umask() {
    for environment in environments() {
        environment.write(&BTreeMap::from([("市场部/销售员.yaml".to_owned(), "岗位名称: 销售员\n".into())]));
        environment.build("standard");
        let file: PathBuf =
            environment.place.path().join(environment.output).join("standard/岗位职责说明书.pdf");
        let mode = fs::metadata(file).unwrap().permissions().mode() & 0o777;
        let umask = u32::from_str_radix(environment.umask, 8).unwrap();
        assert_eq!(mode, 0o666 & !umask);
    }
}
