//! Other generators, measured with the same documents.

pub(super) mod program;

use std::io;

use serde::Serialize;

use super::building::compile;
use super::documents::Document;
use super::generation::{Size, generate};
use super::measure::Cost;
use crate::args::Bench;
use crate::corpus::{Shelf, process};
use crate::failure::Failure;
use crate::terminal;
use program::{PEERS, Peer};

/// What another generator costs, and the compiler with what it makes.
#[derive(Debug, Serialize)]
pub(super) struct Measured {
    /// The generator.
    pub(super) peer: &'static str,
    /// What generating costs, and how much comes of it; or why nothing does.
    pub(super) generated: Result<(Cost, Size), String>,
    /// What `cargo check` costs; or why it fails. Nothing, unless it was tried.
    pub(super) check: Option<Result<Cost, String>>,
    /// What `cargo build --release` costs, as for `check`.
    pub(super) release: Option<Result<Cost, String>>,
}

/// Measures those of the other generators that are installed.
pub(super) fn measure(
    shelf: &Shelf,
    document: &Document,
    args: &Bench,
) -> Result<Vec<Measured>, Failure> {
    let mut measured = Vec::new();
    for peer in PEERS {
        if !process::is_installed(peer.program) {
            terminal::note(&format!("SKIPPED: `{}` is not installed\n", peer.program));
            continue;
        }
        terminal::note(&format!("measuring {} with {}\n", document.name, peer.name));
        measured.push(one(shelf, document, args, peer)?);
    }
    Ok(measured)
}

fn one(
    shelf: &Shelf,
    document: &Document,
    args: &Bench,
    peer: &'static Peer,
) -> Result<Measured, Failure> {
    let name = [peer.name, "-", &document.name].concat();
    let failed = |error: io::Error| Failure::Failed(format!("{name}: {error}"));
    let folder = shelf.crate_folder(&name);
    let command = peer.command(&document.file, &folder)?;
    let generated = generate(shelf, &name, &command, args).map_err(Failure::into_message);
    let is_compiled = generated.is_ok() && !args.generate_only && !document.is_scaled;
    let build = |words: &[&str]| {
        let stub = shelf.crate_folder("peer-dependencies");
        compile(&folder, &stub, &shelf.path("peer-target"), words, args)
    };
    let mut check = None;
    let mut release = None;
    if is_compiled {
        peer.finish(&folder).map_err(failed)?;
        let checked = build(&["check"]);
        release = (checked.is_ok() && !args.check_only).then(|| build(&["build", "--release"]));
        check = Some(checked);
    }
    Ok(Measured {
        peer: peer.name,
        generated,
        check,
        release,
    })
}
