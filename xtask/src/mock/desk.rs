//! The folder in which the mock of a document is made: the crate for it, and a program around that.
//!
//! Everything in it is made again when it is needed; nothing outside of it is ever touched.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use codegen::FileSet;

use crate::failure::Failure;
use crate::sync::{Mode, sync};
use crate::{cargo, workspace};

/// The program that serves, whatever the document.
const SERVES: &str = include_str!("../../mock/main.rs");

/// The program that calls, but for its calls.
const CALLS: &str = include_str!("../../calls/main.rs");

/// The folder of one document.
#[derive(Debug)]
pub(crate) struct Desk {
    folder: PathBuf,
    target: PathBuf,
    /// What the program is called; not as that of another document, or they would take turns.
    program: String,
    main: &'static str,
    /// The features of the crate that the program needs.
    features: &'static str,
}

impl Desk {
    /// The folder of the document that is called so, below `target/mock`.
    pub(crate) fn open(name: &str) -> Result<Self, Failure> {
        Self::at("mock", name, SERVES, r#""mock""#)
    }

    /// The folder for the calls of the document that is called so, below `target/call`.
    pub(crate) fn to_call(name: &str) -> Result<Self, Failure> {
        Self::at("call", name, CALLS, r#""client", "mock""#)
    }

    fn at(
        kind: &str,
        name: &str,
        main: &'static str,
        features: &'static str,
    ) -> Result<Self, Failure> {
        let words = name.split(|it: char| !it.is_ascii_alphanumeric());
        let words: Vec<String> = words
            .filter(|it| !it.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        let name = words.join("-");
        let all = workspace::root().join("target").join(kind);
        let desk = Self {
            folder: all.join(format!("of-{name}")),
            target: all.join("target"),
            program: format!("{kind}-{name}"),
            main,
            features,
        };
        fs::create_dir_all(desk.folder.join("src")).map_err(|error| desk.failed(&error))?;
        Ok(desk)
    }

    /// Writes the crate `name` and the program around it.
    pub(crate) fn write(&self, name: &str, files: &FileSet) -> Result<(), Failure> {
        if !files.contains("src/router.rs") {
            let reason = "the document has no operation that a service answers";
            return Err(Failure::Failed(reason.to_owned()));
        }
        sync(&self.folder.join("api"), files, Mode::Write)
            .map_err(|error| Failure::Failed(error.to_string()))?;
        let lock = fs::read(workspace::root().join("Cargo.lock"));
        let secured = files.contains("src/auth.rs");
        let manifest = self.manifest(name, secured);
        lock.and_then(|lock| fs::write(self.folder.join("Cargo.lock"), lock))
            .and_then(|()| fs::write(self.folder.join("Cargo.toml"), manifest))
            .and_then(|()| fs::write(self.folder.join("src/main.rs"), self.main))
            .map_err(|error| self.failed(&error))
    }

    /// Adds a module to the program.
    pub(crate) fn add(&self, name: &str, text: &str) -> Result<(), Failure> {
        let written = fs::write(self.folder.join("src").join(name), text);
        written.map_err(|error| self.failed(&error))
    }

    /// A workspace of its own: without it, Cargo would take the crate for a part of ours.
    fn manifest(&self, name: &str, secured: bool) -> String {
        let default = if secured { r#""secured""# } else { "" };
        format!(
            r#"[package]
name = "{program}"
version = "0.0.0"
edition = "2024"
publish = false

[features]
default = [{default}]
secured = []

[dependencies]
api = {{ package = "{name}", path = "api", features = [{features}] }}
axum = {{ version = "0.8", default-features = false, features = ["http1", "tokio"] }}
http = "1"
serde = {{ version = "1", default-features = false }}
serde_json = "1"
tokio = {{ version = "1", features = ["macros", "net", "rt-multi-thread"] }}

[workspace]

[profile.dev]
debug = false
incremental = false
"#,
            program = self.program,
            features = self.features
        )
    }

    /// Builds the program.
    pub(crate) fn build_command(&self) -> Command {
        let mut command = cargo::command(&["build"], &[]);
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// The program, once it is built.
    pub(crate) fn program(&self) -> PathBuf {
        let file = format!("{}{EXE_SUFFIX}", self.program);
        self.target.join("debug").join(file)
    }

    fn failed(&self, error: &std::io::Error) -> Failure {
        Failure::Failed(format!("cannot use {}: {error}", self.folder.display()))
    }
}
