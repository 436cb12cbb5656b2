//! What came back.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::BodyError;
use super::body::Body;
use crate::support::http::{best_media_type, is_json};

/// What came back, read to its end unless it is a stream.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty while it is not read.
    pub body: Bytes,
    /// The data that its events end with, where the document says so.
    pub sentinel: Option<&'static str>,
    unread: Unread,
}

/// A body that is left for the caller to read.
#[derive(Clone, Default)]
pub struct Unread(Option<Arc<Untaken>>);

/// The body, and how long to wait for each piece of it; nothing, once it is taken.
type Untaken = Mutex<Option<(Body, Duration)>>;

impl Unread {
    pub(super) fn new(body: Body, silence: Duration) -> Self {
        Self(Some(Arc::new(Mutex::new(Some((body, silence))))))
    }
}

impl fmt::Debug for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unread")
    }
}

impl Response {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            status,
            headers,
            body,
            sentinel: None,
            unread: Unread::default(),
        }
    }

    pub(super) fn unread(status: StatusCode, headers: HeaderMap, unread: Unread) -> Self {
        Self {
            unread,
            ..Self::new(status, headers, Bytes::new())
        }
    }

    /// What is not read yet, and how long to wait for each piece of it; the first caller gets it.
    #[must_use]
    pub fn take_unread(&self) -> Option<(Body, Duration)> {
        let mut unread = self.unread.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        unread.take()
    }

    /// Which of the media types of `known` the body is of: the first, when it does not say.
    ///
    /// # Errors
    ///
    /// When it is of another.
    pub fn media_type(&self, known: &[&'static str]) -> Result<&'static str, BodyError> {
        let first = known.first().copied().unwrap_or_default();
        let Some(content_type) = self.headers.get(CONTENT_TYPE) else {
            return Ok(first);
        };
        let text = String::from_utf8_lossy(content_type.as_bytes());
        // Many a server calls all of its JSON by one name.
        let json = || is_json(&text).then(|| known.iter().copied().find(|it| is_json(it)));
        best_media_type(known, &text)
            .or_else(|| json().flatten())
            .ok_or_else(|| BodyError::media_type(&text))
    }
}
