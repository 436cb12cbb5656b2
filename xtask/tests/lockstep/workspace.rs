//! A copy of what this workspace generates from, with a service beside it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The service that the tests of lockstep are about.
pub(crate) const DESK: &str = include_str!("desk.rs");

const MANIFEST: &str = "[workspace]
resolver = \"3\"
members = [\"generated\", \"service\"]
";

/// What the service, which is a crate of its own, depends on.
const SERVICE_MANIFEST: &str = r#"
[package]
name = "service"
version = "0.1.0"
edition = "2024"

[dependencies]
agntix-api = { path = "../generated", features = ["server"] }
chrono = { version = "0.4", default-features = false, features = ["clock"] }
uuid = { version = "1", features = ["serde", "v4"] }
"#;

/// A workspace in a folder of its own: the document, its settings, the emitted crate and a service.
///
/// It stays after the test, so that the next one finds its dependencies compiled.
pub(crate) struct Workspace {
    root: PathBuf,
    /// Keeps others out of the folder for as long as this lives.
    _lock: File,
}

impl Workspace {
    /// The workspace called `name`, with the crate that the document gives.
    ///
    /// Tests that compile share one: Cargo tells packages apart by where they are in their
    /// workspace, so two workspaces cannot share what is compiled.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lockstep");
        fs::create_dir_all(&folder).unwrap();
        let lock = File::create(folder.join(format!("{name}.lock"))).unwrap();
        lock.lock().unwrap();
        let root = folder.join(name);
        let workspace = Self { root, _lock: lock };
        for file in ["Cargo.lock", "spec/openapi.yaml", "spec/codegen.toml"] {
            workspace.write(file, &repository(file));
        }
        workspace.write("Cargo.toml", MANIFEST);
        workspace.write("service/Cargo.toml", SERVICE_MANIFEST);
        // One test makes a program of the service.
        let _ = fs::remove_file(workspace.path("service/src/main.rs"));
        workspace.write("service/src/lib.rs", DESK);
        workspace.generate();
        workspace
    }

    /// Where `path` is.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Gives a file this text; what has it already is not touched, nor compiled once more.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        if fs::read(&path).is_ok_and(|it| it == text.as_bytes()) {
            return;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces `old` by `new` wherever the document says it.
    #[track_caller]
    pub(crate) fn edit_document(&self, old: &str, new: &str) {
        let document = self.read("spec/openapi.yaml");
        assert!(document.contains(old), "the document does not say {old:?}");
        self.write("spec/openapi.yaml", &document.replace(old, new));
    }

    /// Every emitted file, by its path in the emitted crate.
    pub(crate) fn generated(&self) -> BTreeMap<String, String> {
        let root = self.path("generated");
        let mut files = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                    files.insert(
                        name.to_owned(),
                        String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned(),
                    );
                }
            }
        }
        files
    }

    /// `cargo xtask`, as it runs in this workspace.
    pub(crate) fn xtask(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        // By this it knows which workspace is its own.
        command.env("CARGO_MANIFEST_DIR", self.path("xtask"));
        command.args(args).current_dir(&self.root);
        command
    }

    /// `cargo xtask gen`, which has to succeed; gives what it says.
    #[track_caller]
    pub(crate) fn generate(&self) -> String {
        let answer = Answer::of(&mut self.xtask(&["gen"]));
        assert_eq!(answer.code, Some(0), "{answer:?}");
        answer.err
    }

    /// `cargo xtask gen --check`: the paths that it names, each with what is the matter with it.
    #[track_caller]
    pub(crate) fn check(&self) -> Vec<String> {
        let answer = Answer::of(&mut self.xtask(&["gen", "--check"]));
        if answer.code == Some(0) {
            assert_eq!(answer.out, "", "nothing differs, and nothing is said to");
            return Vec::new();
        }
        assert_eq!(answer.code, Some(1), "{answer:?}");
        let header = "generated is not what spec/";
        let (_, list) = answer.out.rsplit_once(header).expect("the list of files");
        let (list, end) = list.split_at(list.rfind("Run `").expect("what to do"));
        assert_eq!(end, "Run `cargo xtask gen` to bring it up to date.\n");
        let lines = list.lines().filter_map(|it| it.strip_prefix("  "));
        let words = lines.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
        words.collect()
    }

    /// What the compiler says about the service: an error a line, none when it compiles.
    pub(crate) fn compile(&self) -> Vec<String> {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(["check", "--offline", "--quiet", "--message-format=short"])
            .arg("--color=never")
            .args(["--package", "service", "--target-dir", "target"])
            .current_dir(&self.root);
        let answer = Answer::of(&mut command);
        let errors: Vec<String> = answer
            .err
            .lines()
            .filter(|it| it.contains(": error"))
            .map(str::to_owned)
            .collect();
        assert_eq!(answer.code == Some(0), errors.is_empty(), "{answer:?}");
        errors
    }
}

/// The text of a file of this repository.
pub(crate) fn repository(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// How a process ended.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Answer {
    pub(crate) fn of(command: &mut Command) -> Self {
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().unwrap();
        Self {
            code: status.code(),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }
}
