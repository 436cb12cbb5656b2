//! What exactly does not fit.

use std::error::Error;
use std::fmt;

use crate::support::http::JsonError;

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

    /// It is of a media type that the document does not list.
    #[must_use]
    pub fn media_type(found: &str) -> Self {
        let message = format!("the document does not list its media type `{found}`");
        Self::at("", &message)
    }

    /// Of the part at `path`; of the whole, where that is empty.
    pub(super) fn at(path: &str, message: &str) -> Self {
        Self {
            path: path.to_owned(),
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

impl Error for BodyError {}

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

    pub(super) fn base_url(message: &str) -> Self {
        Self::new("the base URL".to_owned(), message)
    }

    pub(super) fn url(message: &str) -> Self {
        Self::new("the URL".to_owned(), message)
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

impl Error for RequestError {}
