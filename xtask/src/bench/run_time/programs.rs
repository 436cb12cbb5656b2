//! Programs that measure both ways themselves, by turns.

use std::process::Command;

use super::row::Row;
use crate::args::Bench;
use crate::corpus::process;
use crate::failure::Failure;
use crate::workspace;

/// How many rounds of calls the client makes for each run that is asked for.
const CALLS: usize = 60;

/// Reading and writing a lot.
pub(super) fn bulk(args: &Bench) -> Result<Vec<Row>, Failure> {
    rows("bulk", &[args.runs.to_string()], args)
}

/// Calling, and long bodies.
pub(super) fn client(args: &Bench) -> Result<Vec<Row>, Failure> {
    rows("client", &[(args.runs * CALLS).to_string()], args)
}

/// What the program `name` prints, a row a line.
pub(super) fn rows(name: &str, words: &[String], args: &Bench) -> Result<Vec<Row>, Failure> {
    let failed = |what: &str| Failure::Failed(format!("{name}: {what}"));
    let run = process::done(program(name).args(words), name, args.limit)?;
    let rows = run.out.lines().map(|line| {
        let row: Row = serde_json::from_str(line).map_err(|error| failed(&error.to_string()))?;
        Ok(row.judged())
    });
    rows.collect()
}

/// One of the programs that were built.
pub(super) fn program(name: &str) -> Command {
    Command::new(workspace::root().join("target/release").join(name))
}
