//! What a request is refused with.

use axum::Json;
use axum::http::header::{HeaderValue, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::by_hand::sessions::{ErrorBody, ErrorDetail};

/// What a request is refused with.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: String,
    request_id: Option<String>,
}

impl Refusal {
    pub(super) fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<String>,
        headers: &HeaderMap,
    ) -> Self {
        let request_id = headers.get("x-request-id").and_then(|it| it.to_str().ok());
        Self {
            status,
            code,
            message: message.into(),
            request_id: request_id.map(str::to_owned),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error = ErrorDetail {
            code: self.code.to_owned(),
            message: self.message,
            request_id: self.request_id,
        };
        let mut response = (self.status, Json(ErrorBody { error })).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let headers = response.headers_mut();
            let key = HeaderValue::from_static("ApiKey in=\"header\", name=\"x-api-key\"");
            headers.append(WWW_AUTHENTICATE, key);
            headers.append(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
