//! What is told of calls to `tracing`: a span each, and one inside it for each attempt, with the
//! attributes of OpenTelemetry's semantic conventions for HTTP clients.
//!
//! Nothing is told that may be a secret: no query, no filled path, no header and no body.

use http::Uri;
use tracing::field::Empty;
use tracing::{Instrument as _, Level, Span, span};

use super::body::Body;
use super::fault::Fault;
use super::{Request, Response};

/// The span of a call, named by its operation.
pub(super) fn call(request: &Request) -> Span {
    let operation = request.operation;
    let uri = request.uri(&[]).unwrap_or_default();
    span!(
        Level::INFO,
        "http.client.call",
        otel.name = operation.id,
        otel.kind = "client",
        otel.status_code = Empty,
        openapi.operation.id = operation.id,
        http.request.method = operation.method.as_str(),
        http.response.status_code = Empty,
        url.template = operation.path,
        server.address = uri.host(),
        server.port = port(&uri),
        "error.type" = Empty,
    )
}

/// The span of one time that a request is sent.
pub(super) fn attempt(request: &Request, number: u32, sent: &http::Request<Body>) -> Span {
    let operation = request.operation;
    let uri = sent.uri();
    span!(
        Level::INFO,
        "http.client.request",
        otel.name = %operation,
        otel.kind = "client",
        otel.status_code = Empty,
        openapi.operation.id = operation.id,
        http.request.method = operation.method.as_str(),
        http.request.resend_count = (number > 1).then(|| number - 1),
        http.response.status_code = Empty,
        url.scheme = uri.scheme_str(),
        url.template = operation.path,
        server.address = uri.host(),
        server.port = port(uri),
        "error.type" = Empty,
    )
}

/// Does `work` inside `span`, and says there what it comes to.
pub(super) async fn told(
    span: Span,
    work: impl Future<Output = Result<Response, Fault>>,
) -> Result<Response, Fault> {
    let came = work.instrument(span.clone()).await;
    match &came {
        Ok(response) => {
            let status = response.status;
            span.record("http.response.status_code", status.as_u16());
            // To a client, what is its own fault is an error too.
            if status.is_client_error() || status.is_server_error() {
                failed(&span, status.as_str());
            }
        }
        Err(fault) => failed(&span, fault.kind()),
    }
    came
}

fn failed(span: &Span, kind: &str) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", kind);
}

fn port(uri: &Uri) -> Option<u16> {
    uri.port_u16().or_else(|| match uri.scheme_str()? {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    })
}

impl Fault {
    /// In one word, of which there are few.
    fn kind(&self) -> &'static str {
        match self {
            Self::Transport(error) if error.is_timeout() => "timeout",
            Self::Late => "timeout",
            Self::Transport(_) => "transport",
            Self::TooLarge(_) => "too_large",
            Self::Credential | Self::Provider(..) => "credential",
            Self::Request(_) => "request",
        }
    }
}
