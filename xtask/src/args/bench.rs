//! The command line of `cargo xtask bench`.

use std::path::PathBuf;
use std::time::Duration;

use lexopt::Arg::{Long, Short};
use lexopt::Parser;

use super::corpus::number;
use super::{Command, next, once, path, unexpected, value};
use crate::failure::Failure;
use crate::help::Topic;

/// What to measure, and how often.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Bench {
    /// What the name of a document, or of a part of the run time, has to contain, one of these; all when there is none.
    pub(crate) only: Vec<String>,
    /// How often each thing is measured; the median counts.
    pub(crate) runs: usize,
    /// Whether to measure other generators too.
    pub(crate) peers: bool,
    /// Whether to leave out building with optimisations.
    pub(crate) check_only: bool,
    /// Whether to leave compiling out.
    pub(crate) generate_only: bool,
    /// Whether to measure emitted code when it runs, instead of what making it costs.
    pub(crate) run_time: bool,
    /// The file to write everything to.
    pub(crate) json: Option<PathBuf>,
    /// How long one step may take.
    pub(crate) limit: Duration,
}

impl Default for Bench {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            runs: 5,
            peers: false,
            check_only: false,
            generate_only: false,
            run_time: false,
            json: None,
            limit: Duration::from_secs(1800),
        }
    }
}

pub(super) fn bench(parser: &mut Parser) -> Result<Command, Failure> {
    let topic = Topic::Bench;
    let mut args = Bench::default();
    let (mut runs, mut limit) = (None, None);
    while let Some(arg) = next(parser, topic)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(topic)),
            Long("peers") => args.peers = true,
            Long("check-only") => args.check_only = true,
            Long("generate-only") => args.generate_only = true,
            Long("run-time") => args.run_time = true,
            Long("only") => {
                let name = value("--only", parser)?.to_string_lossy().into_owned();
                args.only.push(name);
            }
            Long("json") => path(&mut args.json, "--json", parser)?,
            Long("runs") => once(&mut runs, "--runs", number("--runs", parser)?)?,
            Long("limit") => once(&mut limit, "--limit", number("--limit", parser)?)?,
            other => return Err(unexpected(&other, topic)),
        }
    }
    args.runs = runs.unwrap_or(args.runs);
    if let Some(seconds) = limit {
        args.limit = Duration::from_secs(seconds);
    }
    Ok(Command::Bench(args))
}
