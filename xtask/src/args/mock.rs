//! The command line of `cargo xtask mock`.

use lexopt::Arg::{Long, Short};
use lexopt::Parser;

use super::{Command, Target, next, once, path, unexpected, value};
use crate::failure::Failure;
use crate::help::Topic;

/// The port of a mock, unless another is asked for.
const PORT: u16 = 4010;

/// Which document to serve, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mock {
    /// The document, and how to generate from it.
    pub(crate) target: Target,
    /// The port to listen on; 0 for any that is free.
    pub(crate) port: u16,
    /// The secret that every credential has to be made of; any credential will do without it.
    pub(crate) secret: Option<String>,
}

impl Default for Mock {
    fn default() -> Self {
        Self {
            target: Target::default(),
            port: PORT,
            secret: None,
        }
    }
}

pub(super) fn mock(parser: &mut Parser) -> Result<Command, Failure> {
    let topic = Topic::Mock;
    let mut args = Mock::default();
    let mut port = None;
    while let Some(arg) = next(parser, topic)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(topic)),
            Long("spec") => path(&mut args.target.spec, "--spec", parser)?,
            Long("config") => path(&mut args.target.config, "--config", parser)?,
            Long("port") => once(&mut port, "--port", self::port(parser)?)?,
            Long("secret") => {
                let secret = value("--secret", parser)?.to_string_lossy().into_owned();
                once(&mut args.secret, "--secret", secret)?;
            }
            other => return Err(unexpected(&other, topic)),
        }
    }
    args.port = port.unwrap_or(PORT);
    Ok(Command::Mock(args))
}

fn port(parser: &mut Parser) -> Result<u16, Failure> {
    let text = value("--port", parser)?.to_string_lossy().into_owned();
    text.parse().map_err(|_| {
        Failure::usage(
            format!("--port takes a port, and {text:?} is none"),
            "write a number up to 65535, such as --port 4010; 0 takes any port that is free",
        )
    })
}
