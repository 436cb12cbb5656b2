//! What is checked of a request.

use std::hint::black_box;
use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;

use super::Service;
use super::refusal::Refusal;
use crate::by_hand::sessions::CreateSessionRequest;

const MAX_TARGET_BYTES: usize = 32 * 1024;

const MAX_HEADER_BYTES: usize = 64 * 1024;

/// How many characters of compact JSON `metadata` may have.
const MAX_METADATA: usize = 4096;

const JSON: &str = "application/json";

/// The head of the request is of a decent size, and its sender can read JSON.
pub(super) struct Checked;

impl FromRequestParts<Arc<Service>> for Checked {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Service>) -> Result<Self, Refusal> {
        let headers = &parts.headers;
        let target = parts.uri.path_and_query().map_or(0, |it| it.as_str().len());
        if target > MAX_TARGET_BYTES {
            let status = StatusCode::URI_TOO_LONG;
            return Err(Refusal::new(
                status,
                "URI_TOO_LONG",
                "the URL is too long",
                headers,
            ));
        }
        let bytes: usize = headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len())
            .sum();
        if bytes > MAX_HEADER_BYTES {
            let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
            return Err(Refusal::new(
                status,
                "HEADERS_TOO_LARGE",
                "the headers are too large",
                headers,
            ));
        }
        if !accepts_json(headers) {
            let status = StatusCode::NOT_ACCEPTABLE;
            return Err(Refusal::new(
                status,
                "NOT_ACCEPTABLE",
                "the operation answers with JSON",
                headers,
            ));
        }
        Ok(Self)
    }
}

/// Whether the client reads JSON, as far as it says.
fn accepts_json(headers: &HeaderMap) -> bool {
    let mut says = false;
    for value in headers.get_all(ACCEPT) {
        let Ok(value) = value.to_str() else { continue };
        for range in value.split(',') {
            says = true;
            let (range, parameters) = range.split_once(';').unwrap_or((range, ""));
            let range = range.trim();
            let fits =
                range == "*/*" || range == "application/*" || range.eq_ignore_ascii_case(JSON);
            if fits && parameters.trim() != "q=0" {
                return true;
            }
        }
    }
    !says
}

/// The organization that sends the request.
pub(super) struct Caller(pub(super) String);

impl FromRequestParts<Arc<Service>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Arc<Service>,
    ) -> Result<Self, Refusal> {
        let headers = &parts.headers;
        let refuse = |message: &str| {
            Refusal::new(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", message, headers)
        };
        if let Some(key) = api_key(headers) {
            let known = service.keys.iter().find(|(it, _)| same(it, key));
            if let Some((_, organization)) = known {
                return Ok(Self(organization.clone()));
            }
            return Err(refuse("the API key is not known"));
        }
        if headers.contains_key(AUTHORIZATION) {
            return Err(refuse("the token is not valid"));
        }
        Err(refuse("the request has no credential"))
    }
}

/// The key, if there is exactly one.
fn api_key(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all("x-api-key").iter();
    let key = values.next()?.to_str().ok()?.trim();
    (values.next().is_none() && !key.is_empty()).then_some(key)
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
fn same(left: &str, right: &str) -> bool {
    let mut difference = u8::from(left.len() != right.len());
    for (left, right) in left.bytes().zip(right.bytes()) {
        difference = black_box(difference | (left ^ right));
    }
    difference == 0
}

/// A body that is as it has to be.
pub(super) struct Valid<T>(pub(super) T);

impl FromRequest<Arc<Service>> for Valid<CreateSessionRequest> {
    type Rejection = Refusal;

    async fn from_request(request: Request, service: &Arc<Service>) -> Result<Self, Refusal> {
        // For refusals that come when the request is gone.
        let mut ids = HeaderMap::new();
        if let Some(id) = request.headers().get("x-request-id") {
            ids.insert("x-request-id", id.clone());
        }
        let media_type = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|it| it.to_str().ok());
        if !media_type.is_some_and(is_json) {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Refusal::new(
                status,
                "UNSUPPORTED_MEDIA_TYPE",
                "the body has to be JSON",
                &ids,
            ));
        }
        let bytes = Bytes::from_request(request, service)
            .await
            .map_err(|rejection| {
                let status = rejection.status();
                Refusal::new(status, "BAD_REQUEST", rejection.body_text(), &ids)
            })?;
        let unfit = |message: String| {
            Refusal::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "VALIDATION_ERROR",
                message,
                &ids,
            )
        };
        let body: CreateSessionRequest = serde_json::from_slice(&bytes).map_err(|error| {
            if error.is_data() {
                return unfit(error.to_string());
            }
            Refusal::new(
                StatusCode::BAD_REQUEST,
                "BAD_REQUEST",
                error.to_string(),
                &ids,
            )
        })?;
        if let Some(metadata) = &body.metadata {
            let text = serde_json::to_string(metadata).unwrap_or_default();
            if text.chars().count() > MAX_METADATA {
                return Err(unfit(format!(
                    "metadata: more than {MAX_METADATA} characters"
                )));
            }
        }
        Ok(Self(body))
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case(JSON)
}
