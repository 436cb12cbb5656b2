//! The body of a request.

use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;

use super::request::{unfit_status, unsupported};
use crate::support::http::{JsonError, Operation, Unfit, read_json, read_text};
use crate::support::server::{Refusal, Violation, content_type};
use crate::support::strict::strictly;

/// The body of a request, read to its end.
#[derive(Debug)]
pub struct Body {
    operation: &'static Operation,
    parts: Arc<Parts>,
    media_type: &'static str,
    bytes: Bytes,
}

impl Body {
    /// Reads `body` to its end, which has to come before more than `limit` bytes.
    pub(in crate::support) async fn collect(
        operation: &'static Operation,
        parts: Arc<Parts>,
        media_type: Option<&'static str>,
        body: axum::body::Body,
        limit: usize,
    ) -> Result<Self, Refusal> {
        let bytes = read_to_end(body, limit).await?;
        if media_type.is_none() && !bytes.is_empty() {
            return Err(unsupported(operation));
        }
        Ok(Self {
            operation,
            parts,
            media_type: media_type.unwrap_or_default(),
            bytes,
        })
    }

    /// The media type, as the request spells it; empty when it does not say.
    #[must_use]
    pub fn content_type(&self) -> &str {
        content_type(&self.parts.headers).unwrap_or_default()
    }

    /// Its media type, as the operation lists it; empty when there is neither one nor a body.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// As JSON.
    ///
    /// # Errors
    ///
    /// When it is not JSON, or does not fit `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        if self.bytes.is_empty() {
            return Err(Self::missing());
        }
        strictly(|| read_json(&self.bytes)).map_err(|error| match error {
            JsonError::Broken(message) => {
                let reason = format!("the body is not JSON: {message}");
                Refusal::new(StatusCode::BAD_REQUEST, reason)
            }
            JsonError::Unfit { pointer, message } => self.unfit(vec![Violation {
                parameter: None,
                pointer,
                message,
            }]),
        })
    }

    /// As JSON, if there is any.
    ///
    /// # Errors
    ///
    /// When there is a body, and it is not JSON or does not fit `T`.
    pub fn optional_json<T: DeserializeOwned>(&self) -> Result<Option<T>, Refusal> {
        if self.is_empty() {
            return Ok(None);
        }
        self.json().map(Some)
    }

    /// As text.
    ///
    /// # Errors
    ///
    /// When it is not UTF-8, or does not fit `T`.
    pub fn text<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        self.present()?;
        read_text(self.as_text()?).map_err(|Unfit { pointer, message }| {
            self.unfit(vec![Violation {
                parameter: None,
                pointer,
                message,
            }])
        })
    }

    /// Makes sure that there is a body, if only an empty one.
    pub(super) fn present(&self) -> Result<(), Refusal> {
        match self.is_empty() && content_type(&self.parts.headers).is_none() {
            true => Err(Self::missing()),
            false => Ok(()),
        }
    }

    /// Its text, whatever that stands for.
    pub(super) fn as_text(&self) -> Result<&str, Refusal> {
        std::str::from_utf8(&self.bytes)
            .map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "the body is not UTF-8"))
    }

    #[allow(dead_code, reason = "an API without forms in parts has no use for it")]
    pub(super) fn as_bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// As text, if there is any.
    ///
    /// # Errors
    ///
    /// As [`text`](Self::text).
    pub fn optional_text<T: DeserializeOwned>(&self) -> Result<Option<T>, Refusal> {
        if self.is_empty() {
            return Ok(None);
        }
        self.text().map(Some)
    }

    /// As it is.
    #[must_use]
    pub fn bytes(self) -> Bytes {
        self.bytes
    }

    /// As it is, if there is anything.
    #[must_use]
    pub fn optional_bytes(self) -> Option<Bytes> {
        (!self.bytes.is_empty()).then_some(self.bytes)
    }

    /// Refuses a request that has no body where there has to be one.
    pub(in crate::support) fn missing() -> Refusal {
        Refusal::new(StatusCode::BAD_REQUEST, "the body is missing")
    }

    /// Refuses the body for what is wrong with it.
    pub(in crate::support) fn unfit(&self, violations: Vec<Violation>) -> Refusal {
        let refusal = Refusal::new(unfit_status(self.operation), "the body does not fit");
        refusal.with_violations(violations)
    }
}

/// All of `body`, which mostly comes in one piece, and is then not copied.
async fn read_to_end(mut body: axum::body::Body, limit: usize) -> Result<Bytes, Refusal> {
    let size = http_body::Body::size_hint(&body).lower();
    if usize::try_from(size).is_ok_and(|it| it > limit) {
        return Err(too_large(limit));
    }
    let mut first = Bytes::new();
    let mut all = Vec::new();
    while !http_body::Body::is_end_stream(&body)
        && let Some(frame) = body.frame().await
    {
        let frame = frame
            .map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "the body broke off"))?;
        // Trailers are not part of the body.
        let Ok(piece) = frame.into_data() else {
            continue;
        };
        if piece.len() > limit - first.len().max(all.len()) {
            return Err(too_large(limit));
        }
        if all.is_empty() && first.is_empty() {
            first = piece;
            continue;
        }
        if all.is_empty() {
            all.extend_from_slice(&first);
        }
        all.extend_from_slice(&piece);
    }
    Ok(if all.is_empty() { first } else { all.into() })
}

pub(super) fn too_large(limit: usize) -> Refusal {
    let reason = format!("the body is larger than {limit} bytes");
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, reason)
}
