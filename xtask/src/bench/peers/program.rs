//! How other generators are called, at their best settings.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::corpus::alone::{set_apart, write_source};

/// Another generator.
pub(super) struct Peer {
    pub(super) name: &'static str,
    /// The program, which is looked for where the shell looks.
    pub(super) program: &'static str,
    /// The arguments that make a client of the document in the folder, in which the program runs.
    arguments: fn(&Path, &Path) -> Vec<OsString>,
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
        finish: set_apart,
    },
];

impl Peer {
    /// Makes a client of `document` in `folder`.
    pub(super) fn command(&self, document: &Path, folder: &Path) -> Command {
        let mut command = Command::new(self.program);
        command
            .args((self.arguments)(document, folder))
            .current_dir(folder);
        command
    }

    /// Makes a crate of its own of what is in `folder`.
    pub(super) fn finish(&self, folder: &Path) -> io::Result<()> {
        (self.finish)(folder)
    }
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
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{}\n",
        dependencies.join("\n")
    );
    write_source(folder, "Cargo.toml", &manifest)?;
    set_apart(folder)?;
    write_source(folder, file, source)
}

/// A dependency, as the module asks for it.
fn required(dependency: &str) -> &str {
    dependency
}
