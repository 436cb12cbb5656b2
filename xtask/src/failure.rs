//! How a command ends when it does not succeed.

use std::process::ExitCode;

use crate::terminal;

/// How a command ends when it does not succeed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The command line makes no sense; exit code 2.
    Usage {
        /// What is wrong with it.
        message: String,
        /// What to write instead.
        help: String,
    },
    /// What was asked for did not work; exit code 1.
    Failed(String),
    /// The same, and all is said already.
    Reported,
}

impl Failure {
    /// The command line makes no sense.
    pub(crate) fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            help: help.into(),
        }
    }

    /// What is wrong, in words.
    pub(crate) fn into_message(self) -> String {
        match self {
            Self::Usage { message, .. } | Self::Failed(message) => message,
            Self::Reported => "it failed".to_owned(),
        }
    }

    /// Says it on standard error.
    pub(crate) fn report(&self) {
        match self {
            Self::Usage { message, help } => {
                terminal::note(&format!("error: {message}\n  = {help}\n"));
            }
            Self::Failed(message) => terminal::note(&format!("error: {message}\n")),
            Self::Reported => {}
        }
    }

    /// The exit code of the process.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage { .. } => ExitCode::from(2),
            Self::Failed(_) | Self::Reported => ExitCode::from(1),
        }
    }
}
