//! What keeps a call from being answered.

use super::body::Cause;
use super::transport::TransportError;
use super::{Error, RequestError};
use crate::support::http::Operation;

/// What keeps a call from being answered, whatever its types.
#[derive(Debug)]
#[non_exhaustive]
pub enum Fault {
    /// The connection could not be opened, broke, or took too long.
    Transport(TransportError),
    /// The time for the call is over.
    Late,
    /// The answer is larger than this many bytes.
    TooLarge(usize),
    /// The client holds no credential that the operation accepts.
    Credential,
    /// The provider of the secret of this scheme has none.
    Provider(&'static str, Cause),
    /// The request cannot be written down.
    Request(RequestError),
}

impl Fault {
    /// The answer broke off.
    pub(super) fn broken(cause: Cause) -> Self {
        Self::Transport(TransportError::new(cause))
    }

    pub(super) fn into_error<E>(self, operation: &'static Operation) -> Error<E> {
        match self {
            Self::Transport(error) if error.is_timeout() => Error::Timeout {
                operation,
                source: error.into_cause(),
            },
            Self::Late => Error::Timeout {
                operation,
                source: "the time for the call is over".into(),
            },
            Self::Transport(error) => Error::Transport {
                operation,
                source: error.into_cause(),
            },
            Self::TooLarge(limit) => Error::TooLarge { operation, limit },
            Self::Credential => Error::Credential { operation },
            Self::Provider(scheme, source) => Error::Provider {
                operation,
                scheme,
                source,
            },
            Self::Request(error) => Error::Request { operation, error },
        }
    }
}
