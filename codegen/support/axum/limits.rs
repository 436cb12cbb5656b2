//! How much a request may ask for, and for how long.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONNECTION, HeaderValue};
use http::request::Parts;
use http_body::{Body, Frame, SizeHint};

use crate::support::server::Refusal;

/// How much a request may ask for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The longest body, in bytes.
    pub(super) max_body_bytes: usize,
    /// The longest target, path and query, in bytes.
    pub(super) max_target_bytes: usize,
    /// The longest headers, names and values together, in bytes.
    pub(super) max_header_bytes: usize,
    /// How long it may take until the answer begins.
    pub(super) time: Option<Duration>,
}

impl Limits {
    pub(super) const fn new(max_body_bytes: usize) -> Self {
        Self {
            max_body_bytes,
            // More than any client of good will needs, and less than servers take by themselves.
            max_target_bytes: 32 * 1024,
            max_header_bytes: 64 * 1024,
            time: None,
        }
    }

    /// Refuses a request whose head is too large.
    pub(super) fn check(&self, parts: &Parts) -> Result<(), Refusal> {
        let target = parts.uri.path_and_query().map_or(0, |it| it.as_str().len());
        if target > self.max_target_bytes {
            let reason = format!("the URL is longer than {} bytes", self.max_target_bytes);
            return Err(Refusal::new(StatusCode::URI_TOO_LONG, reason));
        }
        let headers = parts.headers.iter();
        let bytes: usize = headers
            .map(|(name, value)| name.as_str().len() + value.len())
            .sum();
        if bytes > self.max_header_bytes {
            let limit = self.max_header_bytes;
            let reason = format!("the headers are larger than {limit} bytes");
            return Err(Refusal::new(
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                reason,
            ));
        }
        Ok(())
    }
}

/// What `future` gives within `limit`. `waiting` tells whether it waits for the client meanwhile.
pub(super) async fn within<F: Future>(
    limit: Option<Duration>,
    waiting: &Waiting,
    future: F,
) -> Result<F::Output, Refusal> {
    let Some(limit) = limit else {
        return Ok(future.await);
    };
    // In a box, for the sake of those that have no limit.
    match Box::pin(tokio::time::timeout(limit, future)).await {
        Ok(output) => Ok(output),
        // It is the client's fault when it does not send what it has announced; the rest of it is
        // not waited for.
        Err(_) if waiting.is_so() => {
            let reason = "the body did not come in time";
            let refusal = Refusal::new(StatusCode::REQUEST_TIMEOUT, reason);
            Err(refusal.with_header(CONNECTION, HeaderValue::from_static("close")))
        }
        Err(_) => Err(Refusal::unavailable("the answer takes too long")),
    }
}

/// Whether a request waits for the rest of its body, where that is to be known.
#[derive(Clone)]
pub(super) struct Waiting(Option<Arc<AtomicBool>>);

impl Waiting {
    /// It is to be known where there is a limit to the time.
    pub(super) fn within(limit: Option<Duration>) -> Self {
        Self(limit.map(|_| Arc::default()))
    }

    fn is_so(&self) -> bool {
        self.0.as_ref().is_some_and(|it| it.load(Ordering::Relaxed))
    }

    /// `body`, watched.
    pub(super) fn watch(&self, body: axum::body::Body) -> axum::body::Body {
        axum::body::Body::new(Watched {
            body,
            waiting: self.clone(),
        })
    }
}

/// A body that says when it is waited for.
struct Watched {
    body: axum::body::Body,
    waiting: Waiting,
}

impl Body for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if let Some(waiting) = &self.waiting.0 {
            waiting.store(frame.is_pending(), Ordering::Relaxed);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
