//! Events on their way to a client.

use std::any::Any;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http_body::{Body, Frame};
use http_body_util::BodyExt as _;
use serde::Serialize;
use tokio::time::{Instant, Sleep, sleep};

use super::{Event, Pieces};
use crate::support::http::same_media_type;
use crate::support::server::{Reply, StreamBody};
use crate::support::stream::{Cause, StreamError};

/// How long nothing is said before a comment tells that the connection is still there.
pub(super) const HEARTBEAT: Duration = Duration::from_secs(15);

/// Writes an event down.
pub(super) type Encode<T> = fn(&Event<T>) -> Result<Bytes, StreamError>;

/// Writes an event down.
pub(super) fn encode<T: Serialize + 'static>(event: &Event<T>) -> Result<Bytes, StreamError> {
    let data: &dyn Any = &event.data;
    let json;
    let data = match data.downcast_ref::<String>() {
        Some(text) => text.as_str(),
        None => {
            json = serde_json::to_string(&event.data).map_err(StreamError::broken)?;
            &json
        }
    };
    let mut text = String::with_capacity(data.len() + 16);
    let retry = event.retry.map(|it| it.as_millis().to_string());
    field(&mut text, "event", event.event.as_deref());
    field(&mut text, "id", event.id.as_deref());
    field(&mut text, "retry", retry.as_deref());
    // A line of data for each of its lines, however they end.
    for line in data.replace("\r\n", "\n").split(['\r', '\n']) {
        field(&mut text, "data", Some(line));
    }
    text.push('\n');
    Ok(text.into())
}

/// A field; its value is one line.
fn field(text: &mut String, name: &str, value: Option<&str>) {
    let Some(value) = value else {
        return;
    };
    text.push_str(name);
    text.push_str(": ");
    text.extend(value.chars().filter(|it| !matches!(it, '\r' | '\n' | '\0')));
    text.push('\n');
}

/// The body that sends `events`.
pub(super) fn start<T: Send + 'static>(
    events: Pieces<Event<T>>,
    encode: Encode<T>,
    heartbeat: Duration,
) -> StreamBody {
    let body = Sent {
        events,
        encode,
        heartbeat,
        silent: Box::pin(sleep(heartbeat)),
    };
    body.boxed_unsync()
}

/// Events as they are sent, with a comment where there has been none for long.
struct Sent<T> {
    events: Pieces<Event<T>>,
    encode: Encode<T>,
    heartbeat: Duration,
    silent: Pin<Box<Sleep>>,
}

impl<T> Body for Sent<T> {
    type Data = Bytes;
    type Error = Cause;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cause>>> {
        let this = &mut *self;
        let piece = match this.events.as_mut().poll_next(context) {
            Poll::Ready(None) => return Poll::Ready(None),
            Poll::Ready(Some(event)) => event.and_then(|it| (this.encode)(&it)),
            Poll::Pending => {
                std::task::ready!(this.silent.as_mut().poll(context));
                Ok(Bytes::from_static(b":\n\n"))
            }
        };
        this.silent.as_mut().reset(Instant::now() + this.heartbeat);
        Poll::Ready(Some(piece.map(Frame::data).map_err(Into::into)))
    }
}

impl Reply {
    /// With an event behind all others whose data is `sentinel`, when it is a stream of events:
    /// who reads it knows then that nothing is missing.
    #[must_use]
    pub fn until(mut self, sentinel: &'static str) -> Self {
        let media = self.headers.get(CONTENT_TYPE);
        let media = media.and_then(|it| it.to_str().ok()).unwrap_or_default();
        if same_media_type("text/event-stream", media) {
            self.stream = self.stream.map(|events| {
                let sentinel = Some(Bytes::from(["data: ", sentinel, "\n\n"].concat()));
                Ended { events, sentinel }.boxed_unsync()
            });
        }
        self
    }
}

/// Events, and what comes behind the last of them if all goes well.
struct Ended {
    events: StreamBody,
    sentinel: Option<Bytes>,
}

impl Body for Ended {
    type Data = Bytes;
    type Error = Cause;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cause>>> {
        let frame = std::task::ready!(Pin::new(&mut self.events).poll_frame(context));
        Poll::Ready(match frame {
            None => self.sentinel.take().map(|it| Ok(Frame::data(it))),
            Some(Err(error)) => {
                self.sentinel = None;
                Some(Err(error))
            }
            frame => frame,
        })
    }
}
