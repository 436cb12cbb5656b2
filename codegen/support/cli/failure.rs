//! How a command fails, and what it leaves to the shell.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// The exit code when a command is not what it should be; nothing was sent.
pub(super) const USAGE: u8 = 2;

/// How a command fails.
#[derive(Debug)]
pub enum Failure {
    /// The API answered with a failure, which has been printed.
    Api,
    /// The command is not what it should be.
    Usage(String),
    /// No answer came, or it could not be kept.
    Transport(String),
    /// Nobody reads what is printed.
    Unread,
}

impl Failure {
    /// The command is not what it should be.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }

    /// `what`, such as a file, cannot be read.
    pub(super) fn unreadable(what: &str, error: impl Display) -> Self {
        Self::Usage(format!("cannot read {what}: {error}"))
    }

    /// The answer cannot be written to `what`.
    pub(super) fn unwritable(what: &str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Unread,
            _ => Self::Transport(format!("cannot write {what}: {error}")),
        }
    }

    /// Tells of it, and gives the exit code.
    pub(super) fn report(self) -> ExitCode {
        let (message, code) = match self {
            Self::Api => return ExitCode::FAILURE,
            // Whoever stops reading has seen enough.
            Self::Unread => return ExitCode::SUCCESS,
            Self::Usage(message) => (message, USAGE),
            Self::Transport(message) => (message, 3),
        };
        let message = super::text::visible(&message);
        let _ = writeln!(io::stderr(), "error: {message}");
        ExitCode::from(code)
    }
}
