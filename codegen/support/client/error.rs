//! How a call fails.

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};

use super::retry::{is_passing, retry_after};
use super::{BodyError, RequestError, Response};
use crate::support::http::{Operation, joined};

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
    /// The answer is larger than the client reads.
    TooLarge {
        /// The operation that was called.
        operation: &'static Operation,
        /// How many bytes it reads at most.
        limit: usize,
    },
    /// The provider of a credential has none; nothing was sent.
    Provider {
        /// The operation that was called.
        operation: &'static Operation,
        /// The scheme that the credential is of.
        scheme: &'static str,
        /// What happened to it.
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
            | Self::TooLarge { operation, .. }
            | Self::Provider { operation, .. }
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
            | Self::TooLarge { .. }
            | Self::Provider { .. }
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

    /// What the server calls the request, for its people to find it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let headers = self.headers()?;
        let names = ["x-request-id", "request-id", "x-correlation-id"];
        names.into_iter().find_map(|it| headers.get(it)?.to_str().ok())
    }

    /// How long the server asks to wait before the next try, by its header `Retry-After`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?, SystemTime::now())
    }

    /// Whether the same call may succeed later: no answer came, or one that says so. The client
    /// has tried again already where that can do no harm.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Failure { .. } | Self::Unexpected { .. } | Self::Body { .. } => {
                self.status().is_some_and(is_passing)
            }
            Self::Transport { .. } | Self::Timeout { .. } | Self::Provider { .. } => true,
            Self::TooLarge { .. } | Self::Credential { .. } | Self::Request { .. } => false,
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
            Self::TooLarge { limit, .. } => {
                write!(f, "the answer is larger than {limit} bytes")
            }
            Self::Provider { scheme, source, .. } => {
                write!(f, "there is no credential for `{scheme}`: {}", Chain(&**source))
            }
            Self::Credential { operation } => {
                f.write_str("the client holds no credential for it; it accepts ")?;
                for (index, access) in operation.security.iter().enumerate() {
                    let names: Vec<&str> = access.schemes.iter().map(|it| it.name).collect();
                    let or = if index > 0 { " or " } else { "" };
                    write!(f, "{or}{}", joined(&names, " with "))?;
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
            Self::Transport { source, .. }
            | Self::Timeout { source, .. }
            | Self::Provider { source, .. } => Some(&**source),
            Self::Request { error, .. } => Some(error),
            Self::Unexpected { .. } | Self::TooLarge { .. } | Self::Credential { .. } => None,
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
