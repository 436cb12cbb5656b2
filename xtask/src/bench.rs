//! `cargo xtask bench`: how long the generator takes, the compiler with what it makes, and that when it runs.
//!
//! Everything is measured in one go, by processes of their own, and the median counts: machines are
//! shared, and numbers of two runs are not comparable.

mod building;
mod documents;
mod generation;
mod measure;
mod run_time;
mod synthetic;

use std::fmt::Write;

use serde::Serialize;
use serde_json::json;

use crate::args::Bench;
use crate::corpus::{Shelf, write_result};
use crate::failure::Failure;
use crate::{cargo, terminal, workspace};
use building::Built;
use generation::Generated;

/// What was measured of one document.
#[derive(Debug, Serialize)]
struct Row {
    document: String,
    /// The size of its text.
    bytes: u64,
    generated: Vec<Generated>,
    built: Vec<Built>,
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
        rows.push(Row {
            bytes: document.bytes()?,
            document: document.name,
            generated,
            built,
        });
    }
    terminal::print(&generations(&rows))?;
    if !args.generate_only {
        terminal::print(&format!("\n{}", builds(&rows)))?;
    }
    if let Some(file) = &args.json {
        write_result(file, &format!("{:#}\n", json!(rows)))?;
    }
    Ok(())
}

/// The generator, optimised, as its users would have it installed.
fn generator() -> Result<std::path::PathBuf, Failure> {
    let mut build = cargo::command(&["build", "--release", "--package", "xtask"], &[]);
    let built = build.current_dir(workspace::root()).status();
    match built {
        Ok(status) if status.success() => Ok(workspace::root().join("target/release/xtask")),
        Ok(_) => Err(Failure::Reported),
        Err(error) => Err(Failure::Failed(format!("cannot run cargo: {error}"))),
    }
}

/// What generating takes, as a table in Markdown.
fn generations(rows: &[Row]) -> String {
    let mut table = "\
| document | kB | emitted | generate, s | CPU, s | peak, MB | times its size | files | lines | kB out |\n\
| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    let generated = rows.iter();
    let generated = generated.flat_map(|row| row.generated.iter().map(move |it| (row, it)));
    for (row, it) in generated {
        let Generated {
            what,
            cost,
            files,
            lines,
            bytes,
        } = it;
        let times = ratio(cost.peak_bytes, row.bytes);
        // Writing to a string does not fail.
        let _ = writeln!(
            table,
            "| {} | {} | {what} | {:.2} | {:.2} | {} | {times} | {files} | {lines} | {} |",
            row.document,
            row.bytes / 1024,
            cost.wall,
            cost.cpu,
            cost.peak_bytes >> 20,
            bytes / 1024,
        );
    }
    table
}

/// What the compiler takes, as a table in Markdown.
fn builds(rows: &[Row]) -> String {
    let mut table = "\
| document | features | `cargo check`, s | peak, MB | `cargo build --release`, s | peak, MB |\n\
| --- | --- | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    for row in rows {
        for it in &row.built {
            let _ = writeln!(
                table,
                "| {} | {} | {:.1} | {} | {:.1} | {} |",
                row.document,
                it.what,
                it.check.wall,
                it.check.peak_bytes >> 20,
                it.release.wall,
                it.release.peak_bytes >> 20,
            );
        }
    }
    table
}

#[expect(
    clippy::cast_precision_loss,
    reason = "one digit behind the point is shown"
)]
fn ratio(bytes: u64, of: u64) -> String {
    format!("{:.1}", bytes as f64 / of.max(1) as f64)
}
