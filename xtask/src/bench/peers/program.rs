//! How other generators are called, at their best settings.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::corpus::alone::{set_apart, write_source};
use crate::corpus::write_result;
use crate::failure::Failure;

/// Another generator.
pub(super) struct Peer {
    pub(super) name: &'static str,
    /// The program, which is looked for where the shell looks.
    pub(super) program: &'static str,
    /// The arguments that make a client of the document in the folder, in which the program runs.
    arguments: fn(&Path, &Path) -> Vec<OsString>,
    /// The text of a file that says what is to be made, of which the arguments tell the path.
    settings: Option<&'static str>,
    /// What is left to do for a crate to be there.
    finish: fn(&Path) -> io::Result<()>,
}

/// One that makes servers too.
pub(in crate::bench) const OPENAPI_TO_RUST: &str = "openapi-to-rust";

pub(super) const PEERS: &[Peer] = &[
    Peer {
        name: OPENAPI_TO_RUST,
        program: OPENAPI_TO_RUST,
        arguments: |document, _| vec!["generate".into(), document.into()],
        settings: None,
        finish: around_a_module,
    },
    Peer {
        name: "ploidy",
        program: "ploidy",
        arguments: |document, folder| {
            let mut words: Vec<OsString> = vec!["generate".into(), "rust".into(), document.into()];
            words.extend(["--output".into(), folder.into()]);
            words.extend(["--name", "peer"].map(OsString::from));
            words
        },
        settings: None,
        finish: set_apart,
    },
    Peer {
        name: "openapi-generator",
        program: "openapi-generator-cli",
        arguments: |document, folder| {
            let mut words: Vec<OsString> = ["generate", "-g", "rust", "--skip-validate-spec"]
                .map(OsString::from)
                .into();
            words.extend(["-i".into(), document.into(), "-o".into(), folder.into()]);
            words
        },
        settings: None,
        finish: set_apart,
    },
    Peer {
        name: "progenitor",
        program: "cargo-progenitor",
        arguments: |document, folder| {
            let mut words: Vec<OsString> = vec!["progenitor".into(), "-i".into(), document.into()];
            words.extend(["-o".into(), folder.into()]);
            words.extend(["-n", "peer", "-v", "0.1.0"].map(OsString::from));
            words
        },
        settings: None,
        finish: set_apart,
    },
    Peer {
        name: "oas3-gen",
        program: "oas3-gen",
        arguments: |document, folder| {
            let mut words: Vec<OsString> = vec!["generate".into(), "client-mod".into()];
            words.extend(["-i".into(), document.into(), "-o".into(), folder.into()]);
            words.push("--workspace".into());
            words
        },
        settings: None,
        finish: set_apart,
    },
    Peer {
        name: "oapi-codegen",
        program: "oapi-codegen",
        arguments: |document, folder| {
            let mut words: Vec<OsString> = vec!["--config-file".into(), settings_beside(folder)];
            words.extend(["--output-file".into(), folder.join("src/lib.rs").into()]);
            words.push(document.into());
            words
        },
        settings: Some("package: peer\ngenerate:\n  models: true\n  client: true\n"),
        finish: with_what_it_says,
    },
];

impl Peer {
    /// What makes a client of `document` in `folder`.
    pub(super) fn command(&self, document: &Path, folder: &Path) -> Result<Command, Failure> {
        if let Some(settings) = self.settings {
            write_result(Path::new(&settings_beside(folder)), settings)?;
        }
        let mut command = Command::new(self.program);
        command
            .args((self.arguments)(document, folder))
            .current_dir(folder);
        Ok(command)
    }

    /// Makes a crate of its own of what is in `folder`.
    pub(super) fn finish(&self, folder: &Path) -> io::Result<()> {
        (self.finish)(folder)
    }
}

/// Where settings are that do not go when the folder is emptied.
fn settings_beside(folder: &Path) -> OsString {
    folder.with_extension("settings").into()
}

/// A whole source, whose generator says which dependencies it needs, but writes that nowhere.
fn with_what_it_says(folder: &Path) -> io::Result<()> {
    write_manifest(folder, "peer", WHAT_IT_SAYS)
}

/// What it may say of a client; to have one too many costs nothing that is measured.
const WHAT_IT_SAYS: &str = r#"[dependencies]
chrono = { version = "0.4", features = ["serde"] }
http = "1"
percent-encoding = "2"
regex = "1"
reqwest = { version = "0.13", default-features = false, features = ["blocking", "form", "json", "multipart", "query"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
serde_urlencoded = "0.7"
uuid = { version = "1", features = ["serde"] }
"#;

/// Makes a crate of its own of `folder`, with these dependencies.
fn write_manifest(folder: &Path, name: &str, dependencies: &str) -> io::Result<()> {
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{dependencies}\n"
    );
    write_source(folder, "Cargo.toml", &manifest)?;
    set_apart(folder)
}

/// A module, and a list of the dependencies that it needs.
fn around_a_module(folder: &Path) -> io::Result<()> {
    package(
        folder,
        "peer",
        "src/lib.rs",
        "pub mod generated;\n",
        required,
    )
}

/// Makes a crate of a module that openapi-to-rust has made in `folder`, with this source around it;
/// `dependency` may put another line in the place of one that the module asks for.
pub(in crate::bench) fn package(
    folder: &Path,
    name: &str,
    file: &str,
    source: &str,
    dependency: fn(&str) -> &str,
) -> io::Result<()> {
    let dependencies = fs::read_to_string(folder.join("src/generated/REQUIRED_DEPS.toml"))?;
    let dependencies: Vec<&str> = dependencies.lines().map(dependency).collect();
    write_manifest(folder, name, &dependencies.join("\n"))?;
    write_source(folder, file, source)
}

/// A dependency, as the module asks for it.
fn required(dependency: &str) -> &str {
    dependency
}
