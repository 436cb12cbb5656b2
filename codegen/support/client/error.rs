//! How a call fails.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, StatusCode};

use super::Response;
use crate::support::http::{JsonError, Operation};

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
    pub(super) fn failure(operation: &'static Operation, failure: E, response: Response) -> Self {
        let response = Box::new(response);
        Self::Failure {
            operation,
            failure,
            response,
        }
    }
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
    pub fn documented(&self) -> Option<&E> {
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

/// The failures that the document describes for an operation.
pub trait Failure: Sized {
    /// The failure that `response` is; `None` when the document has none of its status.
    fn from_response(response: &Response) -> Option<Result<Self, BodyError>>;
}

/// The document describes none.
impl Failure for Infallible {
    fn from_response(_: &Response) -> Option<Result<Self, BodyError>> {
        None
    }
}

/// How a call fails, as far as it does not depend on the operation's types.
pub enum Fault {
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

/// Where an answer stops fitting the document, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyError {
    path: String,
    message: String,
}

impl BodyError {
    /// The part that does not fit: a JSON pointer, or the name of a header; empty for the whole
    /// body.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn json(error: JsonError) -> Self {
        match error {
            JsonError::Broken(_) => Self {
                path: String::new(),
                message: error.to_string(),
            },
            JsonError::Unfit { pointer, message } => Self {
                path: pointer,
                message,
            },
        }
    }

    /// The status is none of those that the document describes.
    #[must_use]
    pub fn undescribed() -> Self {
        Self {
            path: String::new(),
            message: "the document does not describe its status".to_owned(),
        }
    }

    pub(super) fn text() -> Self {
        Self {
            path: String::new(),
            message: "it is not UTF-8".to_owned(),
        }
    }

    pub(super) fn header(name: &str, message: &str) -> Self {
        Self {
            path: name.to_owned(),
            message: message.to_owned(),
        }
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            return f.write_str(&self.message);
        }
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl StdError for BodyError {}

/// Why a request cannot be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    part: String,
    message: String,
}

impl RequestError {
    pub(super) fn parameter(name: &str, message: impl Into<String>) -> Self {
        Self::new(format!("parameter `{name}`"), message)
    }

    pub(super) fn header(name: &str, message: impl Into<String>) -> Self {
        Self::new(format!("header `{name}`"), message)
    }

    pub(super) fn secret(scheme: &str) -> Self {
        let message = "it has a character that a header cannot carry";
        Self::new(format!("the secret of `{scheme}`"), message)
    }

    pub(super) fn body(message: impl Into<String>) -> Self {
        Self::new("the body".to_owned(), message)
    }

    pub(super) fn path(message: impl Into<String>) -> Self {
        Self::new("the path".to_owned(), message)
    }

    pub(super) fn base_url(message: impl Into<String>) -> Self {
        Self::new("the base URL".to_owned(), message)
    }

    fn new(part: String, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { part, message }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.part, self.message)
    }
}

impl StdError for RequestError {}
