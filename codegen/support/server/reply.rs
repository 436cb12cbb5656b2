//! What a service answers.

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use super::{Refusal, problem};
use crate::support::tables::{Content, Envelope, Parts};

/// A body that is sent while it is made.
pub type StreamBody =
    http_body_util::combinators::UnsyncBoxBody<Bytes, Box<dyn std::error::Error + Send + Sync>>;

/// What a service answers.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The body, instead of the other, when it is sent while it is made.
    pub stream: Option<StreamBody>,
}

impl Reply {
    /// Without a body.
    #[must_use]
    pub fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            stream: None,
        }
    }

    /// With `body` as JSON.
    #[must_use]
    pub fn json(status: StatusCode, body: &impl Serialize) -> Self {
        Parts::json(status, body).into()
    }

    /// With `body` as text.
    #[must_use]
    pub fn text(status: StatusCode, body: &impl Serialize) -> Self {
        Parts::text(status, body).into()
    }

    /// With `body` as JSON, for a client that might have read it as text too.
    #[must_use]
    pub fn json_or_text(status: StatusCode, body: &impl Serialize) -> Self {
        Self::json(status, body)
    }

    /// With `body` as it is.
    #[must_use]
    pub fn bytes(status: StatusCode, body: &Bytes) -> Self {
        Parts::bytes(status, body).into()
    }

    /// With `body`, piece by piece.
    #[must_use]
    pub fn stream(status: StatusCode, body: &impl Envelope) -> Self {
        Parts::stream(status, body).into()
    }

    /// With `body`, piece by piece, of another media type than the usual one for its kind.
    #[must_use]
    pub fn stream_as(status: StatusCode, body: &impl Envelope, media: &'static str) -> Self {
        Parts::stream(status, body).with_media(media).into()
    }

    /// With what is in `envelope`.
    #[must_use]
    pub fn envelope(status: StatusCode, envelope: &impl Envelope) -> Self {
        Parts::envelope(status, envelope).into()
    }

    /// Of another media type than the usual one for its kind.
    #[must_use]
    pub fn with_media(mut self, media: &'static str) -> Self {
        if let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from_static(media.as_bytes())) {
            self.headers.insert(CONTENT_TYPE, value);
        }
        self
    }
}

impl From<Parts<'_>> for Reply {
    fn from(parts: Parts<'_>) -> Self {
        let mut reply = Self::empty(parts.status);
        let mut own = None;
        let usual = match parts.content {
            Content::Empty => None,
            Content::Json(body) => {
                let Ok(body) = body.to_json() else {
                    return unwritable();
                };
                reply.body = body.into();
                Some("application/json")
            }
            Content::Text(body) => {
                let Ok(body) = body.to_text() else {
                    return unwritable();
                };
                reply.body = body.into();
                Some("text/plain; charset=utf-8")
            }
            Content::Bytes(body) => {
                reply.body = body.clone();
                Some("application/octet-stream")
            }
            Content::Streamed(body) => {
                let usual = body.usual_media();
                reply.stream = Some(body.start(parts.media.unwrap_or(usual)));
                own = body.own_media().and_then(|it| HeaderValue::from_str(it).ok());
                Some(usual)
            }
        };
        for (name, text) in parts.headers {
            let value = HeaderValue::from_bytes(text.as_bytes());
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), value) {
                reply.headers.insert(name, value);
            }
        }
        if let Some(media) = parts.media.or(usual) {
            reply = reply.with_media(media);
        }
        if let Some(own) = own {
            reply.headers.insert(CONTENT_TYPE, own);
        }
        reply
    }
}

/// A map with keys that are not text, for example.
fn unwritable() -> Reply {
    problem(&Refusal::internal("the answer cannot be written"))
}
