//! What a service answers.

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use super::{Refusal, problem};
use crate::support::http::{Parameter, encode};

/// What a service answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Reply {
    /// Without a body.
    #[must_use]
    pub fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// With `body` as JSON.
    #[must_use]
    pub fn json(status: StatusCode, body: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => Self::with_body(status, "application/json", body.into()),
            Err(_) => problem(&Refusal::internal("the answer cannot be written as JSON")),
        }
    }

    /// With `body` as text.
    #[must_use]
    pub fn text(status: StatusCode, body: &str) -> Self {
        let body = Bytes::copy_from_slice(body.as_bytes());
        Self::with_body(status, "text/plain; charset=utf-8", body)
    }

    /// With `body` as it is.
    #[must_use]
    pub fn bytes(status: StatusCode, body: &Bytes) -> Self {
        Self::with_body(status, "application/octet-stream", body.clone())
    }

    /// With the parts of `answer`.
    #[must_use]
    pub fn parts(status: StatusCode, answer: &impl IntoReply) -> Self {
        answer.reply(status)
    }

    fn with_body(status: StatusCode, content_type: &'static str, body: Bytes) -> Self {
        let mut reply = Self::empty(status);
        let content_type = HeaderValue::from_static(content_type);
        reply.headers.insert(CONTENT_TYPE, content_type);
        reply.body = body;
        reply
    }

    /// Of another media type than the usual one for its kind.
    #[must_use]
    pub fn with_content_type(mut self, content_type: &'static str) -> Self {
        if let Ok(value) = HeaderValue::from_str(content_type) {
            self.headers.insert(CONTENT_TYPE, value);
        }
        self
    }

    /// With a header that is laid out as `parameter` says; without it, when `value` is `None` or
    /// has a character that a header cannot carry.
    #[must_use]
    pub fn with_header(mut self, parameter: &Parameter, value: &impl Serialize) -> Self {
        let value = serde_json::to_value(value).ok();
        let text = value.and_then(|it| encode(parameter, &it));
        let value = text.and_then(|it| HeaderValue::from_bytes(it.as_bytes()).ok());
        if let (Ok(name), Some(value)) = (HeaderName::try_from(parameter.name), value) {
            self.headers.insert(name, value);
        }
        self
    }
}

/// Answers with more than a body.
pub trait IntoReply {
    /// The answer, with `status` where it does not say its own.
    fn reply(&self, status: StatusCode) -> Reply;
}
