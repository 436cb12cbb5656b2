//! How a call fails, as far as it does not depend on the operation's types.

use std::sync::Arc;

use super::{BodyError, Error, RequestError, Response};
use crate::support::http::Operation;

/// How a call fails, as far as it does not depend on the operation's types.
pub(super) enum Fault {
    /// See [`Error::Unexpected`].
    Unexpected(Box<Response>),
    /// See [`Error::Body`].
    Body(Box<Response>, BodyError),
    /// See [`Error::Transport`] and [`Error::Timeout`].
    Transport(reqwest::Error),
    /// There is no HTTP client to send with.
    Setup(Arc<reqwest::Error>),
    /// See [`Error::Credential`].
    Credential,
    /// See [`Error::Request`].
    Request(RequestError),
}

impl Fault {
    /// The URL is left out: its query may hold a secret.
    pub(super) fn transport(error: reqwest::Error) -> Self {
        Self::Transport(error.without_url())
    }

    pub(super) fn into_error<E>(self, operation: &'static Operation) -> Error<E> {
        match self {
            Self::Unexpected(response) => Error::Unexpected {
                operation,
                response,
            },
            Self::Body(response, error) => Error::Body {
                operation,
                response,
                error,
            },
            Self::Transport(error) if error.is_timeout() => {
                let source = Box::new(error);
                Error::Timeout { operation, source }
            }
            Self::Transport(error) => {
                let source = Box::new(error);
                Error::Transport { operation, source }
            }
            Self::Setup(error) => {
                let source = Box::new(error);
                Error::Transport { operation, source }
            }
            Self::Credential => Error::Credential { operation },
            Self::Request(error) => Error::Request { operation, error },
        }
    }
}
