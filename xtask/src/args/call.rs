//! The options of `cargo xtask call`.

use std::path::PathBuf;

use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;

use super::{Command, next, unexpected};
use crate::failure::Failure;
use crate::help::Topic;

/// What to call.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Call {
    /// The documents; those of this workspace, when there is none.
    pub(crate) documents: Vec<PathBuf>,
}

pub(super) fn call(parser: &mut Parser) -> Result<Command, Failure> {
    let topic = Topic::Call;
    let mut args = Call::default();
    while let Some(arg) = next(parser, topic)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(topic)),
            Value(document) => args.documents.push(document.into()),
            other => return Err(unexpected(&other, topic)),
        }
    }
    Ok(Command::Call(args))
}
