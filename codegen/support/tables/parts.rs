//! What an answer is made of.

use std::fmt;

use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;
use serde_json::Value;

use crate::support::http::{Parameter, encode, is_range, write_text};

/// What an answer is made of.
#[derive(Clone)]
pub struct Parts<'a> {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub content: Content<'a>,
    /// The media type, where that is not the usual one for the content.
    pub media: Option<&'static str>,
    /// The headers: name and text.
    pub headers: Vec<(&'static str, String)>,
}

/// The body of an answer.
#[derive(Clone)]
pub enum Content<'a> {
    /// None.
    Empty,
    /// JSON.
    Json(&'a dyn Json),
    /// Text.
    Text(&'a dyn Json),
    /// Bytes.
    Bytes(&'a Bytes),
    /// Whatever comes, piece by piece.
    Streamed(&'a dyn Streamed),
}

/// A body that is sent while it is made.
pub trait Streamed {
    /// Its media type, where the document says no other.
    fn usual_media(&self) -> &'static str;

    /// The media type that it says itself, whatever the document says.
    fn own_media(&self) -> Option<&str> {
        None
    }

    /// Takes what is in it, to be sent as `media`; a stream is sent once.
    #[cfg(feature = "server")]
    fn start(&self, media: &str) -> crate::support::server::StreamBody;
}

/// Whatever can be written down.
pub trait Json {
    /// Its text.
    ///
    /// # Errors
    ///
    /// When it has no such form.
    fn to_json(&self) -> serde_json::Result<Vec<u8>>;

    /// Its text, if it has no parts.
    ///
    /// # Errors
    ///
    /// When it has no such form.
    fn to_text(&self) -> serde_json::Result<String>;
}

impl<T: Serialize> Json for T {
    fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }

    fn to_text(&self) -> serde_json::Result<String> {
        serde_json::to_value(self).map(write_text)
    }
}

/// More than a body of one kind: the headers beside it, or which of several it is.
pub trait Envelope {
    /// What it is made of, in an answer of this status.
    fn parts(&self, status: StatusCode) -> Parts<'_>;
}

/// An enum keeps what is large behind a pointer.
impl<T: Envelope> Envelope for Box<T> {
    fn parts(&self, status: StatusCode) -> Parts<'_> {
        T::parts(self, status)
    }
}

impl<'a> Parts<'a> {
    fn new(status: StatusCode, content: Content<'a>) -> Self {
        Self {
            status,
            content,
            media: None,
            headers: Vec::new(),
        }
    }

    /// Without a body.
    #[must_use]
    pub fn empty(status: StatusCode) -> Self {
        Self::new(status, Content::Empty)
    }

    /// With `body` as JSON.
    #[must_use]
    pub fn json(status: StatusCode, body: &'a dyn Json) -> Self {
        Self::new(status, Content::Json(body))
    }

    /// With `body` as text.
    #[must_use]
    pub fn text(status: StatusCode, body: &'a dyn Json) -> Self {
        Self::new(status, Content::Text(body))
    }

    /// With `body` as JSON, for a client that might have read it as text too.
    #[must_use]
    pub fn json_or_text(status: StatusCode, body: &'a dyn Json) -> Self {
        Self::json(status, body)
    }

    /// With `body` as it is.
    #[must_use]
    pub fn bytes(status: StatusCode, body: &'a Bytes) -> Self {
        Self::new(status, Content::Bytes(body))
    }

    /// With `body`, piece by piece.
    #[must_use]
    pub fn streamed(status: StatusCode, body: &'a dyn Streamed) -> Self {
        Self::new(status, Content::Streamed(body))
    }

    /// With what `body` is made of: the kind of row that a stream has.
    #[must_use]
    pub fn stream(status: StatusCode, body: &'a dyn Envelope) -> Self {
        body.parts(status)
    }

    /// With what `envelope` is made of.
    #[must_use]
    pub fn envelope(status: StatusCode, envelope: &'a dyn Envelope) -> Self {
        envelope.parts(status)
    }

    /// Of another media type than the usual one for its content; a range of them says nothing.
    #[must_use]
    pub fn with_media(mut self, media: &'static str) -> Self {
        self.media = Some(media).filter(|it| !is_range(it));
        self
    }

    /// With a header that is laid out as `parameter` says; without it, when `value` is `None`.
    #[must_use]
    pub fn with_header(mut self, parameter: Parameter, value: &impl Serialize) -> Self {
        let value = serde_json::to_value(value).unwrap_or(Value::Null);
        let text = encode(&parameter, &value);
        self.headers.extend(text.map(|it| (parameter.name, it)));
        self
    }
}

/// The status, and what is said with it.
impl fmt::Display for Parts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        match self.content {
            Content::Empty => Ok(()),
            Content::Json(body) => {
                let text = body.to_json().unwrap_or_default();
                write!(f, ": {}", String::from_utf8_lossy(&text))
            }
            Content::Text(body) => write!(f, ": {}", body.to_text().unwrap_or_default()),
            Content::Bytes(body) => write!(f, ": {} bytes", body.len()),
            Content::Streamed(_) => f.write_str(": a stream"),
        }
    }
}
