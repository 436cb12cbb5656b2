//! Server-sent events: `text/event-stream`, as the HTML standard describes it.

#[cfg(feature = "client-core")]
mod client;
mod parser;
#[cfg(feature = "server")]
mod server;

use std::any::Any;
use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::support::http::read_json;
use crate::support::stream::{ByteStream, Cause, Mapped, Pieces, Shared, StreamError};
use crate::support::tables::{Envelope, Parts, Streamed};
use parser::Parser;
pub(in crate::support) use parser::Raw;

/// The data that many services end a stream with, whether or not their documents say so.
const USUAL_SENTINEL: &str = "[DONE]";

/// An event: its data, and what may stand beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event<T = String> {
    /// The id to go on after; of what a server sends, that of the last event that has one.
    pub id: Option<String>,
    /// What kind of event it is; without one, it is a `message`.
    pub event: Option<String>,
    /// The data.
    pub data: T,
    /// How long to wait before a lost connection is opened again.
    pub retry: Option<Duration>,
}

impl<T> Event<T> {
    /// An event of which there is only data.
    pub fn new(data: T) -> Self {
        Self {
            id: None,
            event: None,
            data,
            retry: None,
        }
    }

    /// Of this kind.
    #[must_use]
    pub fn with_event(mut self, event: impl Into<String>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// With an id that a client can ask to go on after.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Says how long to wait before a lost connection is opened again.
    #[must_use]
    pub fn with_retry(mut self, retry: Duration) -> Self {
        self.retry = Some(retry);
        self
    }
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

/// Events, one after the other. The data is JSON, unless `T` is `String`: then it is as it came.
///
/// ```text
/// while let Some(event) = events.next().await {
///     println!("{}", event?.data);
/// }
/// ```
pub struct EventStream<T> {
    events: Shared<Pieces<Event<T>>>,
    #[cfg(feature = "server")]
    encode: server::Encode<T>,
    #[cfg(feature = "server")]
    heartbeat: Duration,
}

impl<T: 'static> EventStream<T> {
    /// Made of `events`, which are asked for one by one, as fast as the client takes them. A
    /// client that goes away drops them.
    pub fn new<S, I, E>(events: S) -> Self
    where
        S: Stream<Item = Result<I, E>> + Send + 'static,
        I: Into<Event<T>> + 'static,
        E: Into<Cause> + 'static,
        T: Serialize,
    {
        let events = Mapped {
            stream: Box::pin(events),
            map: |event: Result<I, E>| match event {
                Ok(event) => Ok(event.into()),
                Err(error) => Err(StreamError::broken(error)),
            },
        };
        Self {
            events: Shared::new(Box::pin(events)),
            #[cfg(feature = "server")]
            encode: server::encode::<T>,
            #[cfg(feature = "server")]
            heartbeat: server::HEARTBEAT,
        }
    }

    /// The events in `bytes`.
    #[must_use]
    pub fn read(bytes: ByteStream) -> Self
    where
        T: DeserializeOwned + Serialize + Send,
    {
        Self::of(Box::pin(Until::new::<T>(bytes, None)))
    }

    /// The events in `bytes`, up to the one whose data is `sentinel`.
    #[must_use]
    pub fn read_until(bytes: ByteStream, sentinel: &'static str) -> Self
    where
        T: DeserializeOwned + Serialize + Send,
    {
        Self::of(Box::pin(Until::new::<T>(bytes, Some(sentinel))))
    }

    /// Events whose data is still to be read.
    pub(in crate::support) fn of(events: Pieces<Raw>) -> Self
    where
        T: DeserializeOwned + Serialize + Send,
    {
        let events = Mapped {
            stream: events,
            map: |event: Result<Raw, StreamError>| event.and_then(typed),
        };
        Self {
            events: Shared::new(Box::pin(events)),
            #[cfg(feature = "server")]
            encode: server::encode::<T>,
            #[cfg(feature = "server")]
            heartbeat: server::HEARTBEAT,
        }
    }

    /// Tells the client with a comment that the connection is still there, whenever nothing has been
    /// sent for so long: 15 seconds, unless it is said. What stands between may close connections
    /// that are silent.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn with_heartbeat(mut self, silence: Duration) -> Self {
        self.heartbeat = silence;
        self
    }

    /// The next event; `None` at the end. After data that does not fit, the stream goes on.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|context| self.events.get_mut().as_mut().poll_next(context)).await
    }
}

impl<T: 'static> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.events.get_mut().as_mut().poll_next(context)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventStream")
    }
}

impl<T: Send + 'static> Streamed for EventStream<T> {
    fn usual_media(&self) -> &'static str {
        "text/event-stream"
    }

    #[cfg(feature = "server")]
    fn start(&self, _: &str) -> crate::support::server::StreamBody {
        let nothing: Pieces<Event<T>> = Box::pin(Nothing(std::marker::PhantomData));
        server::start(self.events.replace(nothing), self.encode, self.heartbeat)
    }
}

impl<T: Send + 'static> Envelope for EventStream<T> {
    fn parts(&self, status: StatusCode) -> Parts<'_> {
        Parts::streamed(status, self)
    }
}

#[cfg(feature = "mock")]
impl<T> crate::support::mock::FromAnswer for EventStream<T>
where
    T: DeserializeOwned + Serialize + Send + 'static,
{
    fn from_answer(chosen: &crate::support::mock::Chosen) -> serde_json::Result<Self> {
        ByteStream::from_answer(chosen).map(Self::read)
    }
}

/// What has been sent already.
#[cfg(feature = "server")]
struct Nothing<T>(std::marker::PhantomData<fn() -> T>);

#[cfg(feature = "server")]
impl<T> Stream for Nothing<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}

fn is_text<T: 'static>() -> bool {
    std::any::TypeId::of::<T>() == std::any::TypeId::of::<String>()
}

/// An event with its data read.
fn typed<T: DeserializeOwned + 'static>(raw: Raw) -> Result<Event<T>, StreamError> {
    let data: Box<dyn Any> = Box::new(raw.data);
    let data = if is_text::<T>() {
        data.downcast::<T>().map(|it| *it).map_err(|_| None)
    } else {
        Err(data.downcast::<String>().ok())
    };
    let data = match data {
        Ok(data) => data,
        Err(text) => {
            let text = text.map(|it| *it).unwrap_or_default();
            read_json(text.as_bytes()).map_err(StreamError::unfit)?
        }
    };
    Ok(Event {
        id: raw.id,
        event: raw.event,
        data,
        retry: raw.retry,
    })
}

/// Events as they come.
struct Received {
    bytes: ByteStream,
    parser: Parser,
    ready: VecDeque<Raw>,
    done: bool,
}

impl Received {
    /// Nothing is to come, whatever has come already.
    fn end(&mut self) {
        self.done = true;
        self.ready.clear();
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Raw, StreamError>>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(event)));
            }
            if self.done {
                return Poll::Ready(None);
            }
            match ready!(Pin::new(&mut self.bytes).poll_next(context)) {
                Some(Ok(piece)) => {
                    if let Err(error) = self.parser.push(&piece, &mut self.ready) {
                        self.done = true;
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                Some(Err(error)) => {
                    self.done = true;
                    return Poll::Ready(Some(Err(error)));
                }
                // An event without the empty line behind it is not complete.
                None => self.done = true,
            }
        }
    }
}

/// Events up to the sentinel.
pub(in crate::support) struct Until {
    events: Received,
    sentinel: Option<&'static str>,
    /// Whether the sentinel has come.
    has_ended: bool,
}

impl Until {
    /// Without a `sentinel`, the usual one counts where it is no data itself.
    pub(in crate::support) fn new<T: 'static>(
        bytes: ByteStream,
        sentinel: Option<&'static str>,
    ) -> Self {
        let events = Received {
            bytes,
            parser: Parser::default(),
            ready: VecDeque::new(),
            done: false,
        };
        let usual = (!is_text::<T>()).then_some(USUAL_SENTINEL);
        Self {
            events,
            sentinel: sentinel.or(usual),
            has_ended: false,
        }
    }
}

impl Stream for Until {
    type Item = Result<Raw, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let event = ready!(self.events.poll(context));
        if let (Some(Ok(raw)), Some(sentinel)) = (&event, self.sentinel)
            && raw.data.trim() == sentinel
        {
            self.has_ended = true;
            self.events.end();
            return Poll::Ready(None);
        }
        Poll::Ready(event)
    }
}
