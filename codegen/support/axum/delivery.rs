//! Tells apart the requests that come to one path.

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::Value;

use crate::support::server::Refusal;

/// A request that has come to the path of several operations.
#[derive(Debug)]
#[non_exhaustive]
pub struct Delivery<'a> {
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: &'a Bytes,
}

/// Says what a request is called.
pub(super) type Choose = Box<dyn Fn(&Delivery<'_>) -> Option<String> + Send + Sync>;

impl Delivery<'_> {
    /// The value of a header, if there is one and it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The text at `pointer` in a body of JSON.
    #[must_use]
    pub fn json(&self, pointer: &str) -> Option<String> {
        let body: Value = std::str::from_utf8(self.body).ok()?.parse().ok()?;
        body.pointer(pointer)?.as_str().map(str::to_owned)
    }
}

/// What `choose` calls a request, and its body for whoever serves it.
pub(super) async fn chosen(
    choose: &Choose,
    parts: &Parts,
    body: axum::body::Body,
    limit: usize,
) -> Result<(String, axum::body::Body), Refusal> {
    let body = match Limited::new(body, limit).collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => {
            let reason = format!("the body is larger than {limit} bytes");
            return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, reason));
        }
        Err(_) => return Err(Refusal::new(StatusCode::BAD_REQUEST, "the body broke off")),
    };
    let headers = &parts.headers;
    match choose(&Delivery {
        headers,
        body: &body,
    }) {
        Some(name) => Ok((name, body.into())),
        None => {
            let reason = "the request does not say what it is";
            Err(Refusal::new(StatusCode::BAD_REQUEST, reason))
        }
    }
}

/// Nothing that is called so is expected at the path.
pub(super) fn unexpected() -> Refusal {
    let reason = "no request that is called so is expected here";
    Refusal::new(StatusCode::BAD_REQUEST, reason)
}
