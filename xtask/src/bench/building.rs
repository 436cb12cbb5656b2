//! What the compiler costs.

use std::io;
use std::path::Path;
use std::process::Command;

use serde::Serialize;

use super::documents::Document;
use super::measure::{Cost, measure as cost_of};
use crate::args::Bench;
use crate::corpus::{Shelf, alone};
use crate::failure::Failure;
use crate::{cargo, workspace};

/// What takes more seconds than this is not measured again.
const LONG: f64 = 20.0;

/// What compiling a crate costs with some of its features.
#[derive(Debug, Serialize)]
pub(super) struct Built {
    /// Which features.
    pub(super) what: &'static str,
    /// `cargo check`.
    pub(super) check: Cost,
    /// `cargo build --release`; nothing, unless it was asked for.
    pub(super) release: Option<Cost>,
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
    let folder = shelf.crate_folder(&document.name);
    alone::set_apart(&folder).map_err(failed)?;
    alone::lock_as(&workspace::root(), &folder).map_err(failed)?;
    let mut built = Vec::new();
    let one_tag = document.one_tag.map(|it| ("client of one tag", it));
    for (what, features) in USES.iter().copied().chain(one_tag) {
        let cost = |words: &[&str]| {
            let words = [words, &["--features", features]].concat();
            let stub = shelf.crate_folder("dependencies");
            compile(&folder, &stub, &shelf.target(), &words, args)
                .map_err(|it| Failure::Failed(format!("{}: {it}", document.name)))
        };
        let release = || cost(&["build", "--release"]);
        built.push(Built {
            what,
            check: cost(&["check"])?,
            release: (!args.check_only).then(release).transpose()?,
        });
    }
    Ok(built)
}

/// What `cargo` with `words` costs for the library in `folder`, once its dependencies are compiled, for
/// which it needs an empty folder `stub`; or why it fails.
pub(super) fn compile(
    folder: &Path,
    stub: &Path,
    target: &Path,
    words: &[&str],
    args: &Bench,
) -> Result<Cost, String> {
    let failed = |error: io::Error| error.to_string();
    alone::without_its_code(folder, stub).map_err(failed)?;
    cost_of(&command(stub, target, words), args.limit).map_err(Failure::into_message)?;
    alone::lock_as(stub, folder).map_err(failed)?;
    let mut costs: Vec<Cost> = Vec::new();
    while costs.len() < args.runs && costs.last().is_none_or(|it| it.wall < LONG) {
        // To Cargo, what has been changed is new.
        alone::touch(folder).map_err(failed)?;
        let cost = cost_of(&command(folder, target, words), args.limit);
        costs.push(cost.map_err(Failure::into_message)?);
    }
    Ok(Cost::median(&costs))
}

fn command(folder: &Path, target: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(cargo::program());
    cargo::in_clean_environment(&mut command);
    command
        .args(words)
        .args(["--lib", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    command
}
