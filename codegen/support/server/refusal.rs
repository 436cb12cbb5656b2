//! Why a request is not served.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use http::StatusCode;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::Reply;
use crate::support::http::{Location, Operation, Parameter};

/// Why a request is not served.
#[derive(Debug, Clone)]
pub struct Refusal(Box<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    status: StatusCode,
    code: Cow<'static, str>,
    reason: Cow<'static, str>,
    violations: Vec<Violation>,
    operation: Option<&'static Operation>,
    request_id: Option<String>,
    headers: HeaderMap,
    /// What is sent instead of what the refusal says; a stream is sent once, whoever has a copy.
    reply: Option<Arc<Mutex<Option<Reply>>>>,
}

/// A part of a request that is not as the document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The parameter that it is in; the body, when there is none.
    pub parameter: Option<&'static Parameter>,
    /// Where in it, as a JSON pointer; empty for the whole.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
}

impl Refusal {
    /// For `reason`, a sentence for people.
    #[must_use]
    pub fn new(status: StatusCode, reason: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Parts {
            status,
            code: code(status),
            reason: reason.into(),
            violations: Vec::new(),
            operation: None,
            request_id: None,
            headers: HeaderMap::new(),
            reply: None,
        }))
    }

    /// 401: it is not known who sends the request.
    #[must_use]
    pub fn unauthorized(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, reason)
    }

    /// 403: it is known, and they may not.
    #[must_use]
    pub fn forbidden(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::FORBIDDEN, reason)
    }

    /// 429: not now, they have sent too many.
    #[must_use]
    pub fn too_many_requests(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, reason)
    }

    /// 500: the service failed. `reason` is seen by the client.
    #[must_use]
    pub fn internal(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, reason)
    }

    /// 501: the service does not do that yet.
    #[must_use]
    pub fn not_implemented() -> Self {
        let reason = "the service does not do that yet";
        Self::new(StatusCode::NOT_IMPLEMENTED, reason)
    }

    /// No refusal, but an answer that the document does not describe: `reply` is sent as it is.
    /// What the document does describe is what a handler returns.
    #[must_use]
    pub fn undocumented(reply: Reply) -> Self {
        let mut refusal = Self::new(reply.status, "an answer that the document does not describe");
        refusal.0.reply = Some(Arc::new(Mutex::new(Some(reply))));
        refusal
    }

    /// 503: not now, the service or something it needs is down.
    #[must_use]
    pub fn unavailable(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, reason)
    }

    /// Calls the refusal something else than its status.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.0.code = code.into();
        self
    }

    /// Sends a header along, such as `Retry-After`.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.append(name, value);
        self
    }

    /// Says what in the request is not as the document says.
    #[must_use]
    pub fn with_violations(mut self, violations: Vec<Violation>) -> Self {
        self.0.violations = violations;
        self
    }

    /// Says which operation was asked for.
    #[must_use]
    pub fn with_operation(mut self, operation: &'static Operation) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Says what the request is called, as its client says.
    #[must_use]
    pub fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.0.request_id = request_id;
        self
    }

    /// The status to answer with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// A word for programs: `UNPROCESSABLE_ENTITY`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// A sentence for people, with everything that is wrong.
    #[must_use]
    pub fn message(&self) -> String {
        let mut message = self.0.reason.to_string();
        for (index, violation) in self.0.violations.iter().enumerate() {
            message.push_str(if index == 0 { ": " } else { "; " });
            message.push_str(&violation.to_string());
        }
        message
    }

    /// A sentence for each thing that is wrong; there is at least one.
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        let mut messages = Vec::new();
        for violation in self.violations() {
            messages.push(violation.to_string());
        }
        if messages.is_empty() {
            messages.push(self.message());
        }
        messages
    }

    /// Which of the API's error bodies says it, by its place among those; `None` where the document
    /// has another body for it.
    #[must_use]
    pub fn error_body(&self) -> Option<usize> {
        let Some(operation) = self.operation() else {
            return Some(0);
        };
        operation.error_body(self.status())
    }

    /// The sentence alone.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// What in the request is not as the document says.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// The operation that was asked for, if it is known.
    #[must_use]
    pub fn operation(&self) -> Option<&'static Operation> {
        self.0.operation
    }

    /// What the request is called, when its client says: the header `X-Request-Id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The answer to send instead, when it is one that the document does not describe.
    pub(in crate::support) fn take_reply(&self) -> Option<Reply> {
        let reply = self.0.reply.as_ref()?;
        reply.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Headers to send along, whatever the answer is otherwise.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.status(), self.message())
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            parameter,
            pointer,
            message,
        } = self;
        if let Some(parameter) = parameter {
            let location = match parameter.location {
                Location::Path => "path parameter",
                Location::Query => "query parameter",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            write!(f, "{location} `{}`", parameter.name)?;
            if !pointer.is_empty() {
                write!(f, " at `{pointer}`")?;
            }
        } else if pointer.is_empty() {
            return f.write_str(message);
        } else {
            write!(f, "`{pointer}`")?;
        }
        write!(f, ": {message}")
    }
}

/// The name of `status` as a word for programs.
fn code(status: StatusCode) -> Cow<'static, str> {
    Cow::Borrowed(match status {
        StatusCode::BAD_REQUEST => "BAD_REQUEST",
        StatusCode::UNAUTHORIZED => "UNAUTHORIZED",
        StatusCode::FORBIDDEN => "FORBIDDEN",
        StatusCode::NOT_FOUND => "NOT_FOUND",
        StatusCode::METHOD_NOT_ALLOWED => "METHOD_NOT_ALLOWED",
        StatusCode::NOT_ACCEPTABLE => "NOT_ACCEPTABLE",
        StatusCode::REQUEST_TIMEOUT => "REQUEST_TIMEOUT",
        StatusCode::PAYLOAD_TOO_LARGE => "PAYLOAD_TOO_LARGE",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "UNSUPPORTED_MEDIA_TYPE",
        StatusCode::UNPROCESSABLE_ENTITY => "UNPROCESSABLE_ENTITY",
        StatusCode::TOO_MANY_REQUESTS => "TOO_MANY_REQUESTS",
        StatusCode::INTERNAL_SERVER_ERROR => "INTERNAL_SERVER_ERROR",
        StatusCode::NOT_IMPLEMENTED => "NOT_IMPLEMENTED",
        StatusCode::SERVICE_UNAVAILABLE => "SERVICE_UNAVAILABLE",
        _ => {
            let name = status.canonical_reason().unwrap_or("Error");
            let word = name
                .chars()
                .map(|it| if it.is_alphanumeric() { it } else { '_' });
            return Cow::Owned(word.collect::<String>().to_uppercase());
        }
    })
}
