//! What generating costs.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use serde::Serialize;

use super::documents::Document;
use super::measure::{Cost, measure as cost_of};
use crate::args::Bench;
use crate::corpus::{Shelf, alone, write_result};
use crate::failure::Failure;

/// What is generated: the name for it, and the setting that asks for it.
pub(super) const WHAT: &[(&str, &str)] = &[("client", "parts = [\"client\"]\n"), ("all", "")];

/// What generating a crate costs, and how much comes of it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Generated {
    /// Which parts of the crate.
    pub(super) what: &'static str,
    pub(super) cost: Cost,
    #[serde(flatten)]
    pub(super) size: Size,
}

/// How much there is.
#[derive(Debug, Default, Serialize)]
pub(super) struct Size {
    pub(super) files: usize,
    pub(super) lines: usize,
    pub(super) bytes: usize,
}

/// Generates the crate of `document` anew, as often as `args` ask for: the client alone, then all of it,
/// which stays.
pub(super) fn measure(
    shelf: &Shelf,
    generator: &Path,
    document: &Document,
    args: &Bench,
) -> Result<Vec<Generated>, Failure> {
    let measured = WHAT.iter().map(|&(what, setting)| {
        let generated = measure_one(shelf, generator, document, args, setting)?;
        Ok(Generated { what, ..generated })
    });
    measured.collect()
}

fn measure_one(
    shelf: &Shelf,
    generator: &Path,
    document: &Document,
    args: &Bench,
    setting: &str,
) -> Result<Generated, Failure> {
    let folder = shelf.crate_folder(&document.name);
    let settings = shelf.path(&format!("{}.toml", document.name));
    write_result(&settings, &(settings_of(document, &folder) + setting))?;
    let mut command = Command::new(generator);
    command.args(["gen", "--config"]).arg(&settings);
    let (cost, size) = generate(shelf, &document.name, &command, args)?;
    Ok(Generated {
        cost,
        size,
        ..Generated::default()
    })
}

/// What `command` costs, which generates the crate `name` in its empty folder as often as `args` ask for,
/// and how much comes of it.
pub(super) fn generate(
    shelf: &Shelf,
    name: &str,
    command: &Command,
    args: &Bench,
) -> Result<(Cost, Size), Failure> {
    let failed = |error: io::Error| Failure::Failed(format!("{name}: {error}"));
    let folder = shelf.crate_folder(name);
    let mut costs = Vec::new();
    for _ in 0..args.runs {
        shelf.set_aside(name).map_err(failed)?;
        alone::make_folder(&folder).map_err(failed)?;
        costs.push(cost_of(command, args.limit)?);
    }
    Ok((Cost::median(&costs), size_of(&folder)))
}

/// As users of a large document would have it.
fn settings_of(document: &Document, folder: &Path) -> String {
    format!(
        "spec = {:?}\noutput = {:?}\n\n[package]\nname = {:?}\nfeatures-by-tag = true\n",
        document.file, folder, document.name
    )
}

/// How much is in `folder`.
fn size_of(folder: &Path) -> Size {
    let mut size = Size::default();
    count(folder, &mut size);
    size
}

fn count(folder: &Path, size: &mut Size) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            count(&path, size);
        } else if let Ok(text) = fs::read_to_string(&path) {
            size.files += 1;
            size.lines += text.lines().count();
            size.bytes += text.len();
        }
    }
}
