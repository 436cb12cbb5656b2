//! What is told of requests to `tracing`: a span each, with the attributes of OpenTelemetry's
//! semantic conventions for HTTP servers, and an event where one is refused.
//!
//! Nothing is told that may be a secret: no query, no header but `X-Request-Id`, no body, and
//! nothing that a client has written wrongly.

use http::request::Parts;
use http::{Method, StatusCode, Version};
use tracing::field::Empty;
use tracing::{Level, Span, event, span};

use crate::support::http::Operation;
use crate::support::server::{PeerAddress, Refusal, request_id};

/// The methods that the conventions know by name.
const METHODS: [Method; 9] = [
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::DELETE,
    Method::PATCH,
    Method::HEAD,
    Method::OPTIONS,
    Method::TRACE,
    Method::CONNECT,
];

/// The span of a request. Its name in exports is the id of the operation, once that is known.
pub(super) fn request(parts: &Parts) -> Span {
    let method = match METHODS.contains(&parts.method) {
        true => parts.method.as_str(),
        false => "_OTHER",
    };
    let version = match parts.version {
        Version::HTTP_2 => "2",
        Version::HTTP_3 => "3",
        Version::HTTP_10 => "1.0",
        _ => "1.1",
    };
    let peer = parts.extensions.get::<PeerAddress>();
    span!(
        Level::INFO,
        "http.server.request",
        otel.name = method,
        otel.kind = "server",
        otel.status_code = Empty,
        openapi.operation.id = Empty,
        http.request.method = method,
        http.request.id = request_id(&parts.headers),
        http.response.status_code = Empty,
        http.route = Empty,
        network.protocol.version = version,
        network.peer.address = peer.map(|it| it.0.ip().to_string()),
        network.peer.port = peer.map(|it| it.0.port()),
        url.path = parts.uri.path(),
        "error.type" = Empty,
    )
}

/// Says which operation the request of the current span is for.
pub(super) fn operation(operation: &Operation) {
    let span = Span::current();
    span.record("otel.name", operation.id);
    span.record("openapi.operation.id", operation.id);
    span.record("http.route", operation.path);
}

/// Says what the request of a span is answered with.
pub(super) fn answered(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
        span.record("error.type", status.as_str());
    }
}

/// Says that the request of the current span is refused, and why.
pub(super) fn refused(refusal: &Refusal) {
    let status = refusal.status().as_u16();
    let (code, violations) = (refusal.code(), refusal.violations().len());
    if refusal.status().is_server_error() {
        event!(Level::ERROR, http.response.status_code = status, code, "{}", refusal.reason());
    } else {
        event!(Level::DEBUG, http.response.status_code = status, code, violations, "refused");
    }
}

/// Says that what serves the request of the current span has panicked.
pub(super) fn panicked() {
    event!(Level::ERROR, "error.type" = "panic", "the service panicked");
}
