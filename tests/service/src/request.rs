//! What is done for every request, whatever it is for.

use std::sync::Arc;
use std::time::Instant;

use agntix_api::server::Api as _;
use agntix_api::support::server::Refusal;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument as _, info, info_span};
use ulid::Ulid;

use crate::service::Service;

/// The longest head of a request, below what the connection itself would break off at.
const MAX_HEAD_BYTES: usize = 16 * 1024;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static ID: String;
}

/// The id of the request that is being served.
pub(crate) fn id() -> Option<String> {
    ID.try_with(Clone::clone).ok()
}

/// Gives a request its id, logs what became of it, and refuses one whose head is too long.
pub(crate) async fn layer(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response {
    let (uri, headers) = (request.uri(), request.headers());
    // A balancer may have given it one.
    let given = headers.get(X_REQUEST_ID).and_then(|it| it.to_str().ok());
    let given = given.filter(|it| (1..=64).contains(&it.len()) && !it.contains(' '));
    let made = || format!("req_{}", Ulid::generate()).to_lowercase();
    let id = given.map_or_else(made, str::to_owned);
    // Neither headers nor the query nor the body: they may be secret.
    let span = info_span!("request", id, method = %request.method(), path = uri.path());
    // With the `: ` and the end of each line.
    let size = |(name, value): (&HeaderName, &HeaderValue)| name.as_str().len() + value.len() + 4;
    let size = headers.iter().map(size).sum::<usize>() + uri.to_string().len();
    let serve = async {
        let start = Instant::now();
        let response = if size > MAX_HEAD_BYTES {
            let reason = format!("the head is longer than {MAX_HEAD_BYTES} bytes");
            let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
            service.refuse(&Refusal::new(status, reason)).into()
        } else {
            next.run(request).await
        };
        let (status, seconds) = (response.status().as_u16(), start.elapsed().as_secs_f64());
        info!(status, seconds, "answered");
        response
    };
    let mut response = ID.scope(id.clone(), serve.instrument(span)).await;
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(X_REQUEST_ID, id);
    }
    response
}
