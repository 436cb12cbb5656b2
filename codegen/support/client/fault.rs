//! What keeps a call from being answered.

use std::sync::Arc;

use super::{Error, RequestError};
use crate::support::http::Operation;

/// What keeps a call from being answered, whatever its types.
#[derive(Debug)]
pub enum Fault {
    /// The connection could not be opened, broke, or took too long.
    Transport(reqwest::Error),
    /// Nothing has moved for too long.
    Late(Box<dyn std::error::Error + Send + Sync>),
    /// There is no HTTP client to send with.
    Setup(Arc<reqwest::Error>),
    /// The client holds no credential that the operation accepts.
    Credential,
    /// The request cannot be written down.
    Request(RequestError),
}

impl Fault {
    /// The URL is left out: its query may hold a secret.
    #[must_use]
    pub fn transport(error: reqwest::Error) -> Self {
        Self::Transport(error.without_url())
    }

    pub(super) fn into_error<E>(self, operation: &'static Operation) -> Error<E> {
        match self {
            Self::Transport(error) if error.is_timeout() => Error::Timeout {
                operation,
                source: Box::new(error),
            },
            Self::Late(source) => Error::Timeout { operation, source },
            Self::Transport(error) => Error::Transport {
                operation,
                source: Box::new(error),
            },
            Self::Setup(error) => Error::Transport {
                operation,
                source: Box::new(error),
            },
            Self::Credential => Error::Credential { operation },
            Self::Request(error) => Error::Request { operation, error },
        }
    }
}
