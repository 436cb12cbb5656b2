//! How a call fails.

use std::error::Error as StdError;
use std::fmt;

use http::{HeaderMap, StatusCode};

use super::{BodyError, RequestError, Response};
use crate::support::http::Operation;

/// How a call fails. `E` are the failures that the document describes for its operation.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The server answered with a failure that the document describes.
    Failure {
        /// The operation that was called.
        operation: &'static Operation,
        /// What the server said.
        failure: E,
        /// The answer as it came.
        response: Box<Response>,
    },
    /// The server answered with a status that the document does not describe.
    Unexpected {
        /// The operation that was called.
        operation: &'static Operation,
        /// The answer as it came.
        response: Box<Response>,
    },
    /// The server's answer does not fit what the document says about its status.
    Body {
        /// The operation that was called.
        operation: &'static Operation,
        /// The answer as it came.
        response: Box<Response>,
        /// Where it stops fitting, and why.
        error: BodyError,
    },
    /// The connection could not be opened, or broke.
    Transport {
        /// The operation that was called.
        operation: &'static Operation,
        /// What happened to it.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The answer did not come in time.
    Timeout {
        /// The operation that was called.
        operation: &'static Operation,
        /// What was waited for.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The client holds no credential that the operation accepts; nothing was sent.
    Credential {
        /// The operation that was called.
        operation: &'static Operation,
    },
    /// The request cannot be written down; nothing was sent.
    Request {
        /// The operation that was called.
        operation: &'static Operation,
        /// What is wrong with it.
        error: RequestError,
    },
}

impl<E> Error<E> {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        match self {
            Self::Failure { operation, .. }
            | Self::Unexpected { operation, .. }
            | Self::Body { operation, .. }
            | Self::Transport { operation, .. }
            | Self::Timeout { operation, .. }
            | Self::Credential { operation }
            | Self::Request { operation, .. } => operation,
        }
    }

    /// The answer as it came, when there was one.
    #[must_use]
    pub fn response(&self) -> Option<&Response> {
        match self {
            Self::Failure { response, .. }
            | Self::Unexpected { response, .. }
            | Self::Body { response, .. } => Some(response),
            Self::Transport { .. }
            | Self::Timeout { .. }
            | Self::Credential { .. }
            | Self::Request { .. } => None,
        }
    }

    /// The status, when there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|it| it.status)
    }

    /// The headers, when there was an answer.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(|it| &it.headers)
    }

    /// What the server said, when it was what the document describes.
    #[must_use]
    pub fn failure(&self) -> Option<&E> {
        match self {
            Self::Failure { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// Whether the answer did not come in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout { .. })
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation())?;
        match self {
            Self::Failure { failure, .. } => write!(f, "{failure}"),
            Self::Unexpected { response, .. } => {
                let (status, start) = (response.status, Start(response));
                write!(
                    f,
                    "{status}, an answer that the API's document does not describe{start}"
                )
            }
            Self::Body {
                response, error, ..
            } => {
                let (status, start) = (response.status, Start(response));
                write!(
                    f,
                    "{status}, an answer that does not fit the API's document: "
                )?;
                write!(f, "{error}{start}")
            }
            Self::Transport { source, .. } => {
                write!(f, "the connection failed: {}", Chain(&**source))
            }
            Self::Timeout { source, .. } => write!(f, "no answer in time: {}", Chain(&**source)),
            Self::Credential { operation } => {
                f.write_str("the client holds no credential for it; it accepts ")?;
                for (index, access) in operation.security.iter().enumerate() {
                    let names: Vec<&str> = access.schemes.iter().map(|it| it.name).collect();
                    let or = if index > 0 { " or " } else { "" };
                    write!(f, "{or}{}", names.join(" with "))?;
                }
                Ok(())
            }
            Self::Request { error, .. } => write!(f, "the request cannot be sent: {error}"),
        }
    }
}

impl<E: StdError + 'static> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Failure { failure, .. } => Some(failure),
            Self::Body { error, .. } => Some(error),
            Self::Transport { source, .. } | Self::Timeout { source, .. } => Some(&**source),
            Self::Request { error, .. } => Some(error),
            Self::Unexpected { .. } | Self::Credential { .. } => None,
        }
    }
}

/// The start of a body, for people to see what they have got.
struct Start<'a>(&'a Response);

impl fmt::Display for Start<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LENGTH: usize = 200;
        let text = String::from_utf8_lossy(&self.0.body);
        let start: String = text.chars().take(LENGTH).collect();
        if start.is_empty() {
            return f.write_str("; it has no body");
        }
        let more = if start.len() < text.len() { "…" } else { "" };
        write!(f, "; its body is: {}{more}", start.escape_debug())
    }
}

/// An error and its causes, on one line.
struct Chain<'a>(&'a (dyn StdError + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
