//! `cargo xtask bench`: how long the generator takes, the compiler with what it makes, and that when it runs.
//!
//! Everything is measured in one go, by processes of their own, and the median counts: machines are
//! shared, and numbers of two runs are not comparable.

mod building;
mod documents;
mod generation;
mod measure;
mod peers;
mod run_time;
mod synthetic;
mod tables;

use serde::Serialize;
use serde_json::json;

use crate::args::Bench;
use crate::corpus::{Shelf, write_result};
use crate::failure::Failure;
use crate::{cargo, terminal, workspace};
use building::Built;
use generation::Generated;
use peers::Measured;

/// What was measured of one document.
#[derive(Debug, Serialize)]
struct Row {
    document: String,
    /// The size of its text.
    bytes: u64,
    generated: Vec<Generated>,
    built: Vec<Built>,
    /// Other generators, if they were asked for.
    peers: Vec<Measured>,
}

/// Measures what `args` ask for.
pub(crate) fn run(args: &Bench) -> Result<(), Failure> {
    if args.run_time {
        return run_time::run(args);
    }
    let shelf = Shelf::open("bench")?;
    let generator = generator()?;
    let mut rows = Vec::new();
    for document in documents::documents(&shelf, &args.only)? {
        terminal::note(&format!("measuring {}\n", document.name));
        let generated = generation::measure(&shelf, &generator, &document, args)?;
        let built = match args.generate_only || document.is_scaled {
            true => Vec::new(),
            false => building::measure(&shelf, &document, args)?,
        };
        let peers = match args.peers && !document.is_scaled {
            true => peers::measure(&shelf, &document, args)?,
            false => Vec::new(),
        };
        rows.push(Row {
            bytes: document.bytes()?,
            document: document.name,
            generated,
            built,
            peers,
        });
    }
    terminal::print(&tables::generated(&rows))?;
    if !args.generate_only {
        terminal::print(&tables::built(&rows))?;
    }
    if args.peers {
        terminal::print(&tables::compared(&rows))?;
    }
    if let Some(file) = &args.json {
        write_result(file, &format!("{:#}\n", json!(rows)))?;
    }
    let cleared = shelf.clear();
    cleared.map_err(|error| Failure::Failed(format!("cannot remove old crates: {error}")))
}

/// The generator, optimised, as its users would have it installed.
fn generator() -> Result<std::path::PathBuf, Failure> {
    build(&["--profile", "dist", "--package", "xtask"])?;
    Ok(workspace::root().join("target/dist/xtask"))
}

/// Builds `what` of the workspace.
fn build(what: &[&str]) -> Result<(), Failure> {
    let words = [&["build"], what].concat();
    let mut build = cargo::command(&words, &[]);
    let built = build.current_dir(workspace::root()).status();
    match built {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::Reported),
        Err(error) => Err(Failure::Failed(format!("cannot run cargo: {error}"))),
    }
}
