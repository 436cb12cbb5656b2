//! How far requests have come.

use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};

use super::body::{Body, Cause};
use super::{Attempt, Call, Observe};
use crate::support::stream::Progress;

/// The most that is sent between two reports.
const PIECE: usize = 64 * 1024;

impl<T, E> Call<T, E> {
    /// Tells how much of the body the connection has taken; from the start again, when the request
    /// is sent again.
    pub fn progress(mut self, tell: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        let core = self.request.core.clone();
        self.request.core = core.with_observer(Uploads(Arc::new(tell)));
        self
    }
}

type Tell = Arc<dyn Fn(Progress) + Send + Sync>;

/// Counts the bodies of requests.
struct Uploads(Tell);

impl Observe for Uploads {
    fn before(&self, _: Attempt, request: &mut http::Request<Body>) {
        if request.body().is_end_stream() {
            return;
        }
        let body = mem::take(request.body_mut());
        *request.body_mut() = Body::new(Counted {
            progress: Progress::new(body.size_hint().exact()),
            body,
            rest: Bytes::new(),
            tell: Arc::clone(&self.0),
        });
    }
}

/// A body that is sent in small pieces, and tells of each.
struct Counted {
    body: Body,
    /// What is still to be sent of the last piece.
    rest: Bytes,
    progress: Progress,
    tell: Tell,
}

impl http_body::Body for Counted {
    type Data = Bytes;
    type Error = Cause;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cause>>> {
        let this = &mut *self;
        while this.rest.is_empty() {
            match ready!(Pin::new(&mut this.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(piece) => this.rest = piece,
                    Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                },
                end => return Poll::Ready(end),
            }
        }
        let piece = this.rest.split_to(this.rest.len().min(PIECE));
        (this.tell)(this.progress.add(&piece));
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn size_hint(&self) -> SizeHint {
        let rest = self.progress.total.map(|it| it.saturating_sub(self.progress.bytes));
        rest.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
