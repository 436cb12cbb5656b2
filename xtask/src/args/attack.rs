//! The command line of `cargo xtask attack`.

use std::path::PathBuf;
use std::time::Duration;

use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;

use super::corpus::number;
use super::{Command, next, once, unexpected, value};
use crate::failure::Failure;
use crate::help::Topic;

/// Which documents to attack, and how hard.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Attack {
    /// The folder of documents; without it, the usual documents of the usual folder.
    pub(crate) folder: Option<PathBuf>,
    /// Whether to take the few that are attacked in little time.
    pub(crate) smoke: bool,
    /// What the name of a document has to contain, one of these; the usual ones when there is none.
    pub(crate) only: Vec<String>,
    /// How many requests are made up for each operation, at most.
    pub(crate) examples: usize,
    /// How long the attack on one document may take.
    pub(crate) limit: Duration,
}

impl Default for Attack {
    fn default() -> Self {
        Self {
            folder: None,
            smoke: false,
            only: Vec::new(),
            examples: 20,
            limit: Duration::from_secs(600),
        }
    }
}

pub(super) fn attack(parser: &mut Parser) -> Result<Command, Failure> {
    let topic = Topic::Attack;
    let mut args = Attack::default();
    let (mut examples, mut limit) = (None, None);
    while let Some(arg) = next(parser, topic)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(topic)),
            Value(folder) if args.folder.is_none() => args.folder = Some(folder.into()),
            Long("smoke") => args.smoke = true,
            Long("only") => {
                let name = value("--only", parser)?;
                args.only.push(name.to_string_lossy().into_owned());
            }
            Long("examples") => once(&mut examples, "--examples", number("--examples", parser)?)?,
            Long("limit") => once(&mut limit, "--limit", number("--limit", parser)?)?,
            other => return Err(unexpected(&other, topic)),
        }
    }
    args.examples = examples.unwrap_or(args.examples);
    args.limit = limit.map_or(args.limit, Duration::from_secs);
    Ok(Command::Attack(args))
}
