//! A folder to run the real `gangwei` in, and what a run said.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder to run in; `project` lies in it.
pub struct Sandbox {
    pub dir: TempDir,
}

impl Sandbox {
    pub fn new() -> Sandbox {
        Sandbox { dir: tempfile::tempdir().unwrap() }
    }

    /// A project of one department with these positions.
    pub fn with_positions(titles: &[&str]) -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.write("project/handbook.yaml", "标题: 手册\n部门: [市场部]\n检查: {W219: 关闭}\n");
        for (index, title) in titles.iter().enumerate() {
            sandbox.write(&format!("project/市场部/{index}.yaml"), &format!("岗位名称: {title}\n"));
        }
        sandbox.write(
            "project/templates/tiny/template.yaml",
            "name: tiny\nparts: [{file: position.html, each: position}]\n",
        );
        sandbox.write("project/templates/tiny/style.css", "p { font-size: 12pt }\n");
        sandbox.write("project/templates/tiny/position.html", "<p>{{ position.title }}</p>\n");
        sandbox
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gangwei"));
        command.current_dir(self.dir.path()).args(arguments);
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "SOURCE_DATE_EPOCH"] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// Runs git in it, as somebody.
    pub fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let mut command = Command::new("git");
        command.current_dir(self.dir.path()).args(identity).args(arguments);
        let output = command.output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Builds with the small set of [`with_positions`](Sandbox::with_positions).
    pub fn build(&self, arguments: &[&str]) -> Run {
        self.run(&[&["build", "project", "--template", "tiny"], arguments].concat())
    }

    /// Every file below a folder but its manifests, sorted.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let mut files = Vec::new();
        collect(&self.path(folder), "", &mut files);
        files.retain(|file| !file.starts_with("manifest."));
        files.sort();
        files
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.push(name);
        }
    }
}

/// What a run said.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(output: Output) -> Run {
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    pub fn exits(self, code: i32) -> Run {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn says(self, text: &str) -> Run {
        assert!(self.err.contains(text), "no `{text}` in: {}", self.err);
        self
    }
}
