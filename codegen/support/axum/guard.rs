//! Keeps a panic from taking more with it than the request that it is about.
//!
//! The panic hook of the process has spoken already when it is caught, so only the request that it is
//! about is told of here.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::support::server::{Refusal, StreamBody};

/// What served a request has panicked. What it said is not for the client.
#[derive(Debug)]
pub(super) struct Panicked;

/// `work`, unless it panics.
pub(super) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    // What `work` has changed is dropped with it, or guarded by a mutex that knows.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        #[cfg(feature = "tracing")]
        super::trace::panicked();
        Panicked
    })
}

/// What `future` gives, unless it panics.
pub(super) async fn caught<F: Future>(future: F) -> Result<F::Output, Panicked> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| match catch(|| future.as_mut().poll(context)) {
        Ok(poll) => poll.map(Ok),
        Err(panicked) => Poll::Ready(Err(panicked)),
    })
    .await
}

impl From<Panicked> for Refusal {
    fn from(_: Panicked) -> Self {
        Self::internal("the service failed")
    }
}

/// A body that is broken off where making it panics: other requests share its connection.
pub(super) struct Guarded(pub(super) StreamBody);

impl Body for Guarded {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let body = Pin::new(&mut self.0);
        match catch(|| body.poll_frame(context)) {
            Ok(poll) => poll,
            Err(Panicked) => Poll::Ready(Some(Err("the service failed".into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
