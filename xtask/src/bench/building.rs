//! What the compiler costs.

use std::io;
use std::process::Command;

use serde::Serialize;

use super::documents::Document;
use super::measure::{Cost, measure as cost_of};
use crate::args::Bench;
use crate::cargo;
use crate::corpus::Shelf;
use crate::failure::Failure;

/// What compiling a crate costs with some of its features.
#[derive(Debug, Serialize)]
pub(super) struct Built {
    /// Which features.
    pub(super) what: &'static str,
    /// `cargo check`.
    pub(super) check: Cost,
    /// `cargo build --release`.
    pub(super) release: Cost,
}

/// What users of the crate want of it, and the features for that.
const USES: &[(&str, &str)] = &[
    ("types", "full"),
    ("client", "full,client"),
    ("server", "full,server"),
    ("client and server", "full,client,server"),
];

/// Compiles the crate of `document`, without its dependencies, as often as `args` ask for.
pub(super) fn measure(
    shelf: &Shelf,
    document: &Document,
    args: &Bench,
) -> Result<Vec<Built>, Failure> {
    let failed = |error: io::Error| Failure::Failed(format!("{}: {error}", document.name));
    shelf.make_workspace(&document.name).map_err(failed)?;
    let mut built = Vec::new();
    for &(what, features) in USES {
        let cost = |words: &[&str]| {
            let command = command(shelf, document, words, features);
            // The first one compiles the dependencies.
            cost_of(&command, args.limit)?;
            let mut costs = Vec::new();
            for _ in 0..args.runs {
                shelf.remove_artifacts(&document.name).map_err(failed)?;
                costs.push(cost_of(&command, args.limit)?);
            }
            Ok(Cost::median(&costs))
        };
        built.push(Built {
            what,
            check: cost(&["check"])?,
            release: cost(&["build", "--release"])?,
        });
    }
    Ok(built)
}

fn command(shelf: &Shelf, document: &Document, words: &[&str], features: &str) -> Command {
    let mut command = Command::new(cargo::program());
    cargo::in_clean_environment(&mut command);
    command
        .args(words)
        .args(["--offline", "--quiet", "--features", features])
        .current_dir(shelf.crate_folder(&document.name))
        .env("CARGO_TARGET_DIR", shelf.target())
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    command
}
