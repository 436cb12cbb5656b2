//! What emitted code costs when it runs, beside the same work written by hand.
//!
//! The work is in the package `speed`. Everything is done by turns in one go, several times, and the middle one counts:
//! what else the machine does then falls on both.

mod peer;
mod programs;
mod row;
mod servers;
mod wire;
mod wrk;

use serde_json::json;

use crate::args::Bench;
use crate::corpus::write_result;
use crate::failure::Failure;
use crate::terminal;
use row::{Row, table};

/// The package that does the work.
const PACKAGE: &str = "speed";

/// Something that is measured; `--only` takes those whose names contain a text.
struct Part {
    name: &'static str,
    measure: fn(&Bench) -> Result<Vec<Row>, Failure>,
}

const PARTS: &[Part] = &[
    Part {
        name: "server",
        measure: servers::measure,
    },
    Part {
        name: "wire",
        measure: wire::measure,
    },
    Part {
        name: "bulk",
        measure: programs::bulk,
    },
    Part {
        name: "client",
        measure: programs::client,
    },
];

/// Measures what `args` ask for.
pub(super) fn run(args: &Bench) -> Result<(), Failure> {
    super::build(&["--release", "--package", PACKAGE, "--bins"])?;
    let mut rows = Vec::new();
    for part in PARTS {
        let is_wanted = args.only.iter().any(|it| part.name.contains(it.as_str()));
        if args.only.is_empty() || is_wanted {
            terminal::note(&format!("measuring: {}\n", part.name));
            rows.extend((part.measure)(args)?);
        }
    }
    terminal::print(&table(&rows))?;
    match &args.json {
        Some(file) => write_result(file, &format!("{:#}\n", json!(rows))),
        None => Ok(()),
    }
}
