//! What is done for every request, whatever it is for.

use std::time::Instant;

use agntix_api::support::server::request_id;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument as _, info, info_span};
use ulid::Ulid;

/// Makes sure that a request has an id, which its answer has too, and logs what became of it.
pub(crate) async fn layer(mut request: Request, next: Next) -> Response {
    // A balancer may have given it one.
    let made = || format!("req_{}", Ulid::generate()).to_lowercase();
    let id = request_id(request.headers()).map_or_else(made, str::to_owned);
    set(request.headers_mut(), &id);
    // Neither headers nor the query nor the body: they may be secret.
    let (method, path) = (request.method().as_str(), request.uri().path());
    let span = info_span!("request", id, method, path);
    let serve = async {
        let start = Instant::now();
        let mut response = next.run(request).await;
        let (status, seconds) = (response.status().as_u16(), start.elapsed().as_secs_f64());
        info!(status, seconds, "answered");
        set(response.headers_mut(), &id);
        response
    };
    serve.instrument(span).await
}

fn set(headers: &mut HeaderMap, id: &str) {
    if let Ok(id) = HeaderValue::try_from(id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}
